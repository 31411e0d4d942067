//! Which points of the grid each route touches, as bits: most pairs of routes have none in common, and that is soon told.

use super::candidates::Route;
use super::grid::{Grid, UNIT};

/// The points of the grid that some routes touch.
#[derive(Default)]
pub(super) struct Masks {
    /// Grid lines across.
    width: i32,
    words: Vec<u64>,
    masks: Vec<Mask>,
}

/// The bits of a route: those of the words from `first` on stand in `words` from `start` to `end`.
#[derive(Clone, Copy)]
struct Mask {
    first: u32,
    start: u32,
    end: u32,
}

impl Masks {
    pub(super) fn new(grid: &Grid) -> Self {
        Self { width: 2 * grid.lanes as i32 + 1, words: Vec::new(), masks: Vec::new() }
    }

    /// The number of the mask of one more route. The middles of the symbols at its ends are in it.
    pub(super) fn add(&mut self, route: &Route) -> usize {
        let [_, top, _, bottom] = route.bounds.map(|at| at.div_euclid(UNIT));
        let first = top * self.width / 64;
        let last = ((bottom + 2) * self.width - 1) / 64;
        let start = self.words.len();
        self.words.resize(start + (last - first + 1) as usize, 0);
        let mut set = |x: i32, y: i32| {
            let bit = y * self.width + x - first * 64;
            self.words[start + (bit / 64) as usize] |= 1 << (bit % 64);
        };
        for k in 0..route.runs() {
            let (p, q) = (route.points()[k], route.points()[k + 1]);
            let (x0, x1, y0, y1) = (p.0.min(q.0), p.0.max(q.0), p.1.min(q.1), p.1.max(q.1));
            // A run that begins beside the middle of its symbol reaches that as well.
            for y in y0 / UNIT..=(y1 + UNIT - 1) / UNIT {
                for x in x0 / UNIT..=(x1 + UNIT - 1) / UNIT {
                    set(x, y);
                }
            }
        }
        self.masks.push(Mask { first: first as u32, start: start as u32, end: self.words.len() as u32 });
        self.masks.len() - 1
    }

    /// Whether two routes touch a point both.
    pub(super) fn meet(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.masks[a], self.masks[b]);
        let (a, b) = if a.first <= b.first { (a, b) } else { (b, a) };
        let (one, two) = (self.words_of(a), self.words_of(b));
        let skipped = (b.first - a.first) as usize;
        one.iter().skip(skipped).zip(two).any(|(one, two)| one & two != 0)
    }

    fn words_of(&self, mask: Mask) -> &[u64] {
        &self.words[mask.start as usize..mask.end as usize]
    }
}
