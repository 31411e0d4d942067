//! What cannot be drawn as chosen, drawn otherwise at the least cost.
//!
//! Costs of pairs do not know that a gutter holds only so many lines, or that a label wants room. When a drawing shows it, the links
//! in question move, one or two at a time, cheapest moves first, until a drawing has no fault.

use super::MANY_LINKS;
use super::attempt::Attempt;
use super::choose::{Choice, Model};

/// Drawings tried, of a page of few links; of one with many, fewer: each takes longer.
const TRIALS: usize = 60;
/// Moves of one link that enter into moves of two.
const HEADS: usize = 24;

/// Moves that may mend a drawing, cheapest first.
pub(super) fn moves(model: &mut Model, attempt: &Attempt) -> Vec<Choice> {
    let suspects = suspects(attempt);
    let choice = &attempt.choice;
    let mut single: Vec<(i32, usize, usize)> = Vec::new();
    for &i in &suspects {
        let now = model.beside(i, choice[i], choice);
        for k in 0..model.routes[i].len() {
            if k != choice[i] {
                single.push((model.beside(i, k, choice) - now, i, k));
            }
        }
    }
    single.sort_unstable();
    let mut all: Vec<(i32, Vec<(usize, usize)>)> = single.iter().map(|&(cost, i, k)| (cost, vec![(i, k)])).collect();
    let heads: Vec<&(i32, usize, usize)> = single.iter().take(HEADS * suspects.len()).collect();
    for (n, &&(cost, i, k)) in heads.iter().enumerate() {
        for &&(other, j, m) in &heads[..n] {
            if i != j && cost + other < super::candidates::FAULT {
                let joint = model.joint(i, k, j, m) - model.joint(i, k, j, choice[j]) - model.joint(i, choice[i], j, m)
                    + model.joint(i, choice[i], j, choice[j]);
                all.push((cost + other + joint, vec![(i, k), (j, m)]));
            }
        }
    }
    all.sort();
    all.truncate(if choice.len() > MANY_LINKS { TRIALS / 4 } else { TRIALS });
    let moved = |moves: Vec<(usize, usize)>| {
        let mut choice = choice.clone();
        moves.into_iter().for_each(|(i, k)| choice[i] = k);
        choice
    };
    all.into_iter().map(|(_, moves)| moved(moves)).collect()
}

/// The links that have to do with the faults of a drawing.
fn suspects(attempt: &Attempt) -> Vec<usize> {
    let mut links: Vec<usize> = attempt.squeezed.iter().flat_map(|(_, links)| links.iter().copied()).collect();
    for &link in &attempt.mute {
        links.push(link);
        links.extend(attempt.near_label(link));
    }
    for finding in &attempt.findings {
        links.extend([Some(finding.link), finding.other].into_iter().flatten());
    }
    links.sort_unstable();
    links.dedup();
    links
}
