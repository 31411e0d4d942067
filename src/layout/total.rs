//! The total row of a table: its label, the total under Waktu, and what is left blank beside it.

use std::ops::Range;

use super::rows::{PAD_X, PAD_Y};
use super::typeset::Faces;
use super::{Cell, Column, Placed, TotalCell};
use crate::geom::{Length, Rect};
use crate::sop::{Procedure, Sop};
use crate::text::{Block, Passage, RichText};

/// The lines that a total may take under Waktu.
const MOST_LINES: i32 = 2;

/// A total row, shaped.
#[derive(PartialEq, Eq)]
pub(super) struct Total {
    label: Passage,
    /// The total; number and unit apart where the form has two columns for them.
    values: Vec<Passage>,
    leading: Length,
}

/// A total row set to its columns.
pub(super) struct SetTotal {
    cells: Vec<(Range<usize>, Option<Block>)>,
    /// Its height.
    pub(super) height: Length,
}

impl Total {
    /// Shapes the total row, where the form has one.
    pub(super) fn new(sop: &Sop, procedure: &Procedure, faces: &Faces) -> Option<Self> {
        let total = procedure.total.as_ref()?;
        let style = faces.total();
        let blank = RichText::default();
        let label = faces.passage(sop.form.labels.get("jumlah_waktu").unwrap_or(&blank), style);
        let values = match &total.split {
            Some((number, unit)) if sop.form.split_duration => {
                [number, unit].map(|text| faces.passage(&RichText::plain(text), style)).into()
            }
            _ => vec![faces.passage(&total.text, style)],
        };
        Some(Self { label, values, leading: style.leading })
    }

    /// The width that the total asks of Waktu: its longest word, and what it takes on one line.
    pub(super) fn widths(&self) -> (Length, Length) {
        let sum = |measure: fn(&Passage) -> Length| self.values.iter().map(|value| measure(value) + PAD_X * 2).sum();
        (sum(Passage::longest_word), sum(Passage::natural_width))
    }

    /// Sets the row: the total wraps under Waktu, and reaches into the columns behind where it finds no room there.
    pub(super) fn set(&self, columns: &[Column], edges: &[Length]) -> SetTotal {
        let duration = columns.iter().position(|&column| column == Column::Duration);
        let first = duration.unwrap_or(columns.len() - 1);
        let both = columns.contains(&Column::DurationUnit) && self.values.len() == 1;
        let width = |columns: &Range<usize>| edges[columns.end] - edges[columns.start] - PAD_X * 2;
        let mut cells = vec![(0..first, &self.label)];
        let mut after = first;
        for value in &self.values {
            let mut span = after..after + if both { 2 } else { 1 };
            let crowded = |span: &Range<usize>| {
                value.longest_word() > width(span) || value.height(width(span)) > self.leading * MOST_LINES
            };
            while span.end < columns.len() && crowded(&span) {
                span.end += 1;
            }
            after = span.end;
            cells.push((span, value));
        }
        let mut cells: Vec<_> = cells
            .into_iter()
            .filter(|(span, _)| !span.is_empty())
            .map(|(span, words)| {
                let block = words.set(width(&span));
                (span, Some(block))
            })
            .collect();
        if after < columns.len() {
            cells.push((after..columns.len(), None));
        }
        let tallest = cells.iter().filter_map(|(_, block)| Some(block.as_ref()?.size.h)).max();
        let height = tallest.unwrap_or_default().max(self.leading) + PAD_Y * 2;
        SetTotal { cells, height }
    }
}

impl SetTotal {
    /// The cells of the row at `y`.
    pub(super) fn place(&self, edges: &[Length], y: Length) -> Vec<TotalCell> {
        let height = self.height;
        let cell = |(columns, block): &(Range<usize>, Option<Block>)| {
            let (left, right) = (edges[columns.start], edges[columns.end]);
            let rect = Rect::new(left, y, right - left, height);
            let texts = block.iter().map(|block| Placed::centered(rect, block.clone())).collect();
            TotalCell { cell: Cell { rect, texts }, columns: columns.clone() }
        };
        self.cells.iter().map(cell).collect()
    }
}
