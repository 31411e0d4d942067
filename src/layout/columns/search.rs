//! The search for the widths of text columns: it moves width between pairs of them, in ever smaller steps, as long as the sheet gets
//! shorter.

use super::text::TextColumn;
use super::{Needs, STEP};
use crate::geom::Length;
use crate::layout::Widths;

/// How good widths are; less is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    pages: i32,
    pub(super) height: Length,
    /// The heights of all cells: on equal sheets, those with less to wrap.
    cells: i64,
}

impl Score {
    /// Whether it costs no page and little height more.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        self.pages <= other.pages && self.height <= other.height.ratio(11, 10)
    }

    /// Whether narrower lanes are worth it: fewer pages, or much less height.
    pub(super) fn saves_over(&self, other: &Self) -> bool {
        self.pages < other.pages || self.pages == other.pages && self.height < other.height.ratio(3, 4)
    }
}

/// The search for the widths of the text columns.
pub(super) struct Search {
    /// The width of each column, in steps above its least.
    pub(super) units: Vec<usize>,
    /// How good that is.
    pub(super) score: Score,
}

impl Search {
    /// Distributes a width over the columns and leaves each no more than it needs.
    pub(super) fn run(needs: &Needs, texts: &mut [TextColumn], width: Length) -> Self {
        let least: Length = texts.iter().map(|column| column.least).sum();
        let spare = ((width - least).0 / STEP.0).max(0) as usize;
        let units = first_guess(texts, spare);
        let score = score(needs, texts, &units);
        let mut search = Self { units, score };
        let mut step = (spare / 4).max(1);
        loop {
            while search.improve(needs, texts, step) {}
            if step == 1 {
                break;
            }
            step = (step / 2).max(1);
        }
        search.tighten(needs, texts);
        search
    }

    /// Moves a step of width from one column to another where that is better.
    fn improve(&mut self, needs: &Needs, texts: &mut [TextColumn], step: usize) -> bool {
        let mut improved = false;
        for from in 0..self.units.len() {
            for to in 0..self.units.len() {
                if from == to || self.units[from] < step || texts[to].width(self.units[to]) > texts[to].most {
                    continue;
                }
                self.units[from] -= step;
                self.units[to] += step;
                let score = score(needs, texts, &self.units);
                if score < self.score {
                    self.score = score;
                    improved = true;
                } else {
                    self.units[from] += step;
                    self.units[to] -= step;
                }
            }
        }
        improved
    }

    /// Takes from each column what it does not need for this many pages and this height.
    fn tighten(&mut self, needs: &Needs, texts: &mut [TextColumn]) {
        for column in 0..self.units.len() {
            let (mut low, mut high) = (0, self.units[column]);
            while low < high {
                let middle = (low + high) / 2;
                self.units[column] = middle;
                let score = score(needs, texts, &self.units);
                if (score.pages, score.height) <= (self.score.pages, self.score.height) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            self.units[column] = high;
        }
    }
}

/// Spare width in proportion to how much text the columns hold.
fn first_guess(texts: &[TextColumn], spare: usize) -> Vec<usize> {
    let amount = |column: &TextColumn| -> i64 {
        let widths = column.cells.iter().flatten().map(|words| i64::from(words.natural_width().0));
        widths.sum::<i64>() / 1000 + 1
    };
    let amounts: Vec<i64> = texts.iter().map(amount).collect();
    let sum: i64 = amounts.iter().sum();
    amounts.iter().map(|amount| (spare as i64 * amount / sum.max(1)) as usize).collect()
}

fn score(needs: &Needs, texts: &mut [TextColumn], units: &[usize]) -> Score {
    let (mut tallest, mut cells) = (needs.floors.to_vec(), 0);
    // Column by column, which takes a fraction of the time that row by row does.
    for (column, &units) in texts.iter_mut().zip(units) {
        column.ask(units);
        for (tallest, &cell) in tallest.iter_mut().zip(column.heights(units)) {
            *tallest = cell.max(*tallest);
            cells += i64::from(cell.0);
        }
    }
    let (mut pages, mut height) = (1, Length::ZERO);
    let mut left = needs.room.0;
    for tallest in tallest {
        if tallest > left {
            pages += 1;
            left = needs.room.1;
        }
        left -= tallest;
        height += tallest;
    }
    if needs.tail > left {
        pages += 1;
    }
    Score { pages, height, cells }
}

/// Widths of text columns by a simple rule, none below its least.
pub(super) fn simple(rule: Widths, texts: &[TextColumn], width: Length) -> Vec<Length> {
    let least: Length = texts.iter().map(|column| column.least).sum();
    let spare = ((width - least).0 / STEP.0).max(0) as usize;
    let units = match rule {
        Widths::Equal => vec![spare / texts.len().max(1); texts.len()],
        Widths::Chosen | Widths::Proportional => first_guess(texts, spare),
    };
    texts.iter().zip(units).map(|(column, units)| column.width(units)).collect()
}
