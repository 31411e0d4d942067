//! Places for the words at exits: beside their line, near their symbol, off everything else, best on no rule.

use super::PageChart;
use super::candidates::Route;
use super::pairs::Nature;
use super::places::{Demand, FROM_UPRIGHT, GAP, Memory, OFF_RULE, Priced, gap};
use crate::geom::{Length, Point, Rect};

/// The lane in whose middle a line may go down with a label beside it that touches no rule.
pub fn lane_for(label: Length) -> Length {
    (label + FROM_UPRIGHT + OFF_RULE) * 2
}

/// What labels stand among.
pub(super) struct Scene<'a> {
    pub page: &'a PageChart,
    pub routes: &'a [Route],
    pub rows: &'a [Length],
    pub rects: &'a [Rect],
    pub lines: &'a [Vec<Point>],
}

/// The place of each link's label, and the links whose label found none. `doubtful`: links whose label asks for no more than a free place.
pub(super) fn labels(
    scene: &Scene,
    natures: &[Nature],
    doubtful: &[usize],
    memory: &mut Memory,
) -> (Vec<Option<Rect>>, Vec<usize>) {
    let mut open: Vec<(usize, Vec<Priced>)> = Vec::new();
    for (link, nature) in natures.iter().enumerate() {
        if nature.exit == link && scene.page.links[link].label.is_some() {
            let demand = if doubtful.contains(&link) { Demand::Free } else { Demand::All };
            open.push((link, memory.places(scene, link, natures, demand)));
        }
    }
    open.sort_by_key(|(link, choices)| (choices.len(), *link));
    let mut placed: Vec<Option<Rect>> = vec![None; natures.len()];
    let mut lost = Vec::new();
    for n in 0..open.len() {
        if !settle(&open, n, &mut placed) {
            lost.push(open[n].0);
        }
    }
    (placed, lost)
}

/// Places one label, moving another if need be.
fn settle(open: &[(usize, Vec<Priced>)], n: usize, placed: &mut [Option<Rect>]) -> bool {
    let link = open[n].0;
    let rivals = |rect: &Rect, placed: &[Option<Rect>], but: usize| -> Vec<usize> {
        let on = |other: &usize| *other != but && placed[*other].is_some_and(|other| spaced(rect, &other));
        (0..placed.len()).filter(on).collect()
    };
    for (_, rect) in &open[n].1 {
        if rivals(rect, placed, link).is_empty() {
            placed[link] = Some(*rect);
            return true;
        }
    }
    for (_, rect) in &open[n].1 {
        let [rival] = rivals(rect, placed, link)[..] else { continue };
        let Some((_, others)) = open.iter().find(|(link, _)| *link == rival) else { continue };
        let free = |other: &&Priced| !spaced(rect, &other.1) && rivals(&other.1, placed, rival).is_empty();
        if let Some((_, other)) = others.iter().find(free) {
            (placed[rival], placed[link]) = (Some(*other), Some(*rect));
            return true;
        }
    }
    false
}

/// Whether two labels meet, or nearly.
fn spaced(a: &Rect, b: &Rect) -> bool {
    gap(a, b) < (GAP, GAP) && gap(a, b).0 < GAP && gap(a, b).1 < GAP
}
