//! A column of texts that wrap, and how high they are at each width.
//!
//! Heights are asked for lazily: a text only gets lower as its width grows, so between two widths of one height there is nothing to
//! ask.

use super::{Needs, STEP};
use crate::geom::Length;
use crate::layout::Column;
use crate::layout::rows::{PAD_X, PAD_Y};
use crate::text::Passage;

/// The longest word of a cell that still makes its column wider; a longer one is divided.
const CELL_WORD: Length = Length::pt(100);
/// The duration on one line that still makes its column wider.
const DURATION: Length = Length::pt(54);

/// A column of texts that wrap.
pub(super) struct TextColumn<'a> {
    /// Its place among all columns.
    pub(super) index: usize,
    /// The narrowest it gets.
    pub(super) least: Length,
    /// What its longest word and its heading need.
    pub(super) word: Length,
    /// Whether it is Waktu: its words are short, and so many that each division is seen.
    pub(super) short: bool,
    /// What its widest text needs on one line.
    pub(super) most: Length,
    /// Its texts.
    pub(super) cells: Vec<Option<&'a Passage>>,
    /// How many rows share the height of a cell.
    rows: Vec<i32>,
    leading: Length,
    /// The heights of the cells at each width that was asked for, by steps above the least.
    known: Vec<Option<Vec<Length>>>,
}

impl<'a> TextColumn<'a> {
    /// The columns whose widths are searched for.
    pub(super) fn all(needs: &'a Needs) -> Vec<Self> {
        let split = needs.columns.contains(&Column::DurationUnit);
        let wraps = |column: Column| match column {
            Column::Number | Column::Lane(_) | Column::DurationUnit => false,
            Column::Duration => !split,
            Column::Activity | Column::Inputs | Column::Output | Column::Note => true,
        };
        let indices = (0..needs.columns.len()).filter(|&index| wraps(needs.columns[index]));
        indices.map(|index| Self::new(needs, index)).collect()
    }

    fn new(needs: &'a Needs, index: usize) -> Self {
        let texts = &needs.texts[index];
        let heading = needs.headings[index];
        let cells: Vec<Option<&Passage>> = texts.cells.iter().map(Option::as_ref).collect();
        let words = |measure: fn(&Passage) -> Length| cells.iter().flatten().map(|words| measure(words)).max();
        let pad = PAD_X * 2;
        let longest = words(Passage::longest_word).unwrap_or_default() + pad;
        let natural = words(Passage::natural_width).unwrap_or_default() + pad;
        // A duration stands best on one line.
        let short = needs.columns[index] == Column::Duration;
        let (word, line) = if short { needs.total_row } else { Default::default() };
        let whole = if short { natural.min(DURATION).max(word) } else { word };
        let undivided = if longest > CELL_WORD { CELL_WORD.max(divided(&cells)) } else { longest };
        let word = undivided.max(heading).max(word).max(Length::pt(28));
        let least = word.max(whole);
        let rows = (0..cells.len()).map(|row| texts.group(row).len() as i32).collect();
        let most = natural.max(least).max(line) + Length::pt(6);
        Self { index, least, word, short, most, cells, rows, leading: needs.leading, known: Vec::new() }
    }

    /// Its width so many steps above the least.
    pub(super) fn width(&self, units: usize) -> Length {
        self.least + STEP * units as i32
    }

    /// Measures the heights that the cells ask of their rows at a width.
    pub(super) fn ask(&mut self, units: usize) {
        if self.known.len() <= units {
            self.known.resize(units + 1, None);
        }
        if self.known[units].is_some() {
            return;
        }
        let narrower = self.known[..units].iter().rev().flatten().next();
        let wider = self.known[units..].iter().flatten().next();
        let inner = self.width(units) - PAD_X * 2;
        let height = |(row, cell): (usize, &Option<&Passage>)| {
            let Some(words) = cell else { return Length::ZERO };
            if let (Some(narrower), Some(wider)) = (narrower, wider)
                && narrower[row] == wider[row]
            {
                return wider[row];
            }
            let single = (self.leading + PAD_Y * 2) / self.rows[row];
            if wider.is_none() && narrower.is_some_and(|narrower| narrower[row] <= single) {
                return narrower.map_or(single, |narrower| narrower[row]);
            }
            (words.height(inner) + PAD_Y * 2) / self.rows[row]
        };
        self.known[units] = Some(self.cells.iter().enumerate().map(height).collect());
    }

    /// These heights, once measured.
    pub(super) fn heights(&self, units: usize) -> &[Length] {
        self.known[units].as_deref().expect("asked for before it is scored")
    }
}

/// The width of a column whose words are divided wherever they can be.
pub(super) fn divided(cells: &[Option<&Passage>]) -> Length {
    let widest = cells.iter().flatten().map(|words| words.min_width()).max();
    (widest.unwrap_or_default() + PAD_X * 2).max(Length::pt(16))
}
