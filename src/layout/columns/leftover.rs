//! What the search left over: first for words that would be divided, then for comfortable lanes, then for fewer lines.

use super::lanes::Lanes;
use super::text::TextColumn;
use super::{COMFORTABLE_WORD, Needs, STEP};
use crate::geom::Length;
use crate::layout::rows::PAD_X;
use crate::text::Passage;

/// The most that a column is widened to keep its words whole.
const WIDER_FOR_WORDS: Length = Length::pt(30);
/// How many steps a column is widened at once to save lines.
const FARTHEST: usize = 20;

/// Gives leftover width to columns where it keeps words whole; says how much it gave.
pub(super) fn undivide(leftover: Length, texts: &[TextColumn], widths: &mut [Length]) -> Length {
    let mut rest = leftover;
    for (column, width) in texts.iter().zip(widths) {
        let divided = |cells: &mut dyn Iterator<Item = &Passage>, width: Length| -> usize {
            cells.map(|words| words.set(width - PAD_X * 2).divided).sum()
        };
        let wraps = |words: &&Passage| words.natural_width() > *width - PAD_X * 2;
        let cells: Vec<&Passage> = column.cells.iter().flatten().copied().filter(wraps).collect();
        let mut fewest = divided(&mut cells.iter().copied(), *width);
        let (mut best, mut tried) = (*width, *width);
        while fewest > 0 && tried + STEP <= (*width + rest).min(*width + WIDER_FOR_WORDS) {
            tried += STEP;
            let count = divided(&mut cells.iter().copied(), tried);
            if count < fewest {
                (fewest, best) = (count, tried);
            }
        }
        rest -= best - *width;
        *width = best;
    }
    leftover - rest
}

/// Gives leftover width where it saves the most lines for its width; says how much it gave.
pub(super) fn unwrap(leftover: Length, texts: &mut [TextColumn], units: &mut [usize], widths: &mut [Length]) -> Length {
    let mut rest = leftover;
    let height = |column: &mut TextColumn, units: usize| -> i64 {
        column.ask(units);
        column.heights(units).iter().map(|height| i64::from(height.0)).sum()
    };
    loop {
        let steps = ((rest.0 / STEP.0).max(0) as usize).min(FARTHEST);
        let mut best: Option<(i64, usize, usize)> = None;
        for (i, column) in texts.iter_mut().enumerate() {
            let now = height(column, units[i]);
            for step in 1..=steps {
                let saved = (now - height(column, units[i] + step)) / step as i64;
                if saved > 0 && best.is_none_or(|(most, ..)| saved > most) {
                    best = Some((saved, i, step));
                }
            }
        }
        let Some((_, column, step)) = best else { break };
        units[column] += step;
        let wider = texts[column].width(units[column]).max(widths[column]);
        rest -= wider - widths[column];
        widths[column] = wider;
    }
    leftover - rest
}

/// Keeps the words of lane headings whole: lanes of one width as long as that takes no more than half of what is left over, else only
/// those whose headings need it, the cheapest first; says how much it took.
pub(super) fn undivide_headings(lane: &mut Length, leftover: Length, lanes: &mut Lanes, needs: &Needs) -> Length {
    let longest = needs.lane_headings.iter().copied().max().unwrap_or_default();
    if longest > COMFORTABLE_WORD {
        return undivide_some(*lane, leftover, lanes, needs);
    }
    let before = *lane;
    let taken = widen(lane, longest, leftover / 2, lanes);
    if *lane >= longest {
        return taken;
    }
    let some = undivide_some(*lane, leftover - taken, lanes, needs);
    if lanes.have_turned_headings(needs, *lane) {
        *lane = before;
        return Length::ZERO;
    }
    taken + some
}

fn undivide_some(lane: Length, leftover: Length, lanes: &mut Lanes, needs: &Needs) -> Length {
    let headings = &needs.lane_headings;
    let mut missing: Vec<(Length, usize)> = headings
        .iter()
        .enumerate()
        .map(|(number, &heading)| (heading - lane.max(lanes.words[number]), number))
        .filter(|&(more, _)| more > Length::ZERO)
        .collect();
    missing.sort_unstable();
    let mut wider = lanes.clone();
    let mut taken = Length::ZERO;
    for (more, number) in missing {
        if taken + more > leftover {
            break;
        }
        taken += more;
        wider.words[number] = headings[number];
    }
    // Turned headings need no width.
    if wider.have_turned_headings(needs, lane) {
        return Length::ZERO;
    }
    *lanes = wider;
    taken
}

/// Makes lanes up to this wide out of leftover width; says how much it took.
pub(super) fn widen(lane: &mut Length, up_to: Length, leftover: Length, lanes: &Lanes) -> Length {
    let before = lanes.sum(*lane);
    *lane = lanes.within(before + leftover).min(up_to).max(*lane);
    lanes.sum(*lane) - before
}

/// Gives leftover width to the text columns, in proportion to their widths, but none more than its texts on one line need;
/// says how much it gave.
pub(super) fn to_one_line(leftover: Length, texts: &[TextColumn], widths: &mut [Length]) -> Length {
    let mut rest = leftover;
    while rest > Length::ZERO {
        let open: Vec<usize> = (0..widths.len()).filter(|&i| widths[i] < texts[i].most).collect();
        let sum: Length = open.iter().map(|&i| widths[i]).sum();
        if open.is_empty() || sum <= Length::ZERO {
            break;
        }
        let mut given = Length::ZERO;
        for &i in &open {
            let share = rest.ratio(widths[i].0, sum.0).min(texts[i].most - widths[i]);
            widths[i] += share;
            given += share;
        }
        if given < Length::pt(1) {
            break;
        }
        rest -= given;
    }
    leftover - rest
}

/// Gives all of a leftover width to the text columns, in proportion to their widths.
pub(super) fn in_proportion(leftover: Length, widths: &mut [Length]) {
    let sum: Length = widths.iter().copied().sum();
    if leftover > Length::ZERO && sum > Length::ZERO {
        let shares: Vec<Length> = widths.iter().map(|width| leftover.ratio(width.0, sum.0)).collect();
        widths.iter_mut().zip(shares).for_each(|(width, share)| *width += share);
    }
}
