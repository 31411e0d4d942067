//! Which points of the grid each route touches, as bits: most pairs of routes have none in common, or cross and no more, and that is
//! soon told.

use super::candidates::Route;
use super::grid::{Grid, UNIT};

/// The points of the grid that some routes touch.
#[derive(Default)]
pub(super) struct Masks {
    /// Grid lines across.
    width: i32,
    words: Vec<Word>,
    masks: Vec<Mask>,
}

/// How two routes meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meeting {
    /// In no point.
    Never,
    /// They cross so often, and that is all.
    Crossing(u32),
    /// In some other way: run along one another, touch, end in one place.
    Tangled,
}

/// Some points of a route: all, and those amid a level or an upright run.
#[derive(Clone, Copy, Default)]
struct Word {
    all: u64,
    level: u64,
    upright: u64,
}

/// The bits of a route: those of the words from `first` on stand in `words` from `start` to `end`.
#[derive(Clone, Copy)]
struct Mask {
    first: u32,
    start: u32,
    end: u32,
}

impl Word {
    /// The points where a level run crosses an upright one.
    fn crossed(&self, other: &Self) -> u64 {
        self.level & other.upright | self.upright & other.level
    }
}

impl Masks {
    pub(super) fn new(grid: &Grid) -> Self {
        Self { width: 2 * grid.lanes as i32 + 1, words: Vec::new(), masks: Vec::new() }
    }

    /// The number of the mask of one more route. Where it has an off-page symbol, the middles of its ends are in it: such a symbol
    /// stands where a route of another link might go.
    pub(super) fn add(&mut self, route: &Route) -> usize {
        let [_, top, _, bottom] = route.bounds.map(|at| at.div_euclid(UNIT));
        let first = top * self.width / 64;
        let last = ((bottom + 2) * self.width - 1) / 64;
        let start = self.words.len();
        self.words.resize(start + (last - first + 1) as usize, Word::default());
        let mut set = |(x, y): (i32, i32), of: fn(&mut Word) -> &mut u64| {
            let bit = y * self.width + x - first * 64;
            *of(&mut self.words[start + (bit / 64) as usize]) |= 1 << (bit % 64);
        };
        for k in 0..route.runs() {
            let (p, q) = (route.points()[k], route.points()[k + 1]);
            let (x0, x1, y0, y1) = (p.0.min(q.0), p.0.max(q.0), p.1.min(q.1), p.1.max(q.1));
            for y in (y0 + UNIT - 1) / UNIT..=y1 / UNIT {
                for x in (x0 + UNIT - 1) / UNIT..=x1 / UNIT {
                    set((x, y), |word| &mut word.all);
                    if x0 < x * UNIT && x * UNIT < x1 {
                        set((x, y), |word| &mut word.level);
                    } else if y0 < y * UNIT && y * UNIT < y1 {
                        set((x, y), |word| &mut word.upright);
                    }
                }
            }
        }
        for cell in route.cells.iter().filter(|_| route.moves) {
            set((2 * i32::from(cell.lane) + 1, 2 * i32::from(cell.level) + 1), |word| &mut word.all);
        }
        self.masks.push(Mask { first: first as u32, start: start as u32, end: self.words.len() as u32 });
        self.masks.len() - 1
    }

    /// How two routes meet.
    pub(super) fn meeting(&self, a: usize, b: usize) -> Meeting {
        let mut crossings = 0;
        for (one, two) in self.common(a, b) {
            let shared = one.all & two.all;
            if shared == 0 {
                continue;
            }
            if shared & !one.crossed(two) != 0 {
                return Meeting::Tangled;
            }
            crossings += shared.count_ones();
        }
        if crossings == 0 { Meeting::Never } else { Meeting::Crossing(crossings) }
    }

    /// In how many points amid their runs two routes cross.
    pub(super) fn crossings(&self, a: usize, b: usize) -> u32 {
        self.common(a, b).map(|(one, two)| one.crossed(two).count_ones()).sum()
    }

    /// The words that both may have points in.
    fn common(&self, a: usize, b: usize) -> impl Iterator<Item = (&Word, &Word)> {
        let (a, b) = (self.masks[a], self.masks[b]);
        let (a, b) = if a.first <= b.first { (a, b) } else { (b, a) };
        let skipped = (b.first - a.first) as usize;
        self.words_of(a).iter().skip(skipped).zip(self.words_of(b))
    }

    fn words_of(&self, mask: Mask) -> &[Word] {
        &self.words[mask.start as usize..mask.end as usize]
    }
}
