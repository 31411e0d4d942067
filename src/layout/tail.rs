//! What follows the last row of a table: total row, note, end block.

use super::end_block::MeasuredEnd;
use super::rows::PAD_Y;
use super::typeset::{Faces, bold, centered};
use super::{Cell, Column, Placed, TotalCell};
use crate::geom::{Length, Rect};
use crate::sop::{Procedure, Sop};
use crate::text::{Block, RichText};

/// The distance of the note from the table above it.
pub(super) const NOTE_GAP: Length = Length::pt(4);

/// What follows the last row on its page.
pub(super) struct Tail<'a> {
    pub(super) total: Option<Total>,
    pub(super) note: Option<Block>,
    pub(super) end: Option<MeasuredEnd<'a>>,
}

/// The total row, measured.
pub(super) struct Total {
    label: Block,
    values: Vec<Block>,
    pub(super) height: Length,
}

impl<'a> Tail<'a> {
    /// Measures what follows a procedure.
    pub(super) fn new(sop: &'a Sop, index: usize, faces: &Faces, width: Length) -> Self {
        let procedure = &sop.procedures[index];
        let last = index + 1 == sop.procedures.len();
        let note = procedure.note.as_ref().map(|note| faces.set(note, faces.small(), width));
        let end = sop.end_block.as_ref().filter(|_| last).map(|end| MeasuredEnd::new(end, faces, width));
        Self { total: Total::new(sop, procedure, faces), note, end }
    }

    /// The height of all together.
    pub(super) fn height(&self) -> Length {
        let total = self.total.as_ref().map_or(Length::ZERO, |total| total.height);
        let note = self.note.as_ref().map_or(Length::ZERO, |note| NOTE_GAP + note.size.h);
        let end = self.end.as_ref().map_or(Length::ZERO, |end| end.height);
        total + note + end
    }
}

impl Total {
    fn new(sop: &Sop, procedure: &Procedure, faces: &Faces) -> Option<Self> {
        let total = procedure.total.as_ref()?;
        let style = centered(bold(faces.table()));
        let blank = RichText::default();
        let label = faces.set_natural(sop.form.labels.get("jumlah_waktu").unwrap_or(&blank), style);
        let values = match &total.split {
            Some((number, unit)) if sop.form.split_duration => {
                [number, unit].map(|text| faces.set_natural(&RichText::plain(text), style)).to_vec()
            }
            _ => vec![faces.set_natural(&total.text, style)],
        };
        let tallest = values.iter().chain([&label]).map(|block| block.size.h).max().unwrap_or_default();
        Some(Self { label, values, height: tallest.max(style.leading) + PAD_Y * 2 })
    }

    /// The cells of the row: label up to Waktu, the total there, a blank cell behind it.
    pub(super) fn place(self, columns: &[Column], edges: &[Length], y: Length) -> Vec<TotalCell> {
        let duration = columns.iter().position(|&column| column == Column::Duration);
        let first = duration.unwrap_or(columns.len() - 1);
        let split = columns.contains(&Column::DurationUnit);
        let after = if split && self.values.len() == 1 { first + 2 } else { first + self.values.len() };
        let mut cells = vec![(0..first, Some(self.label))];
        if self.values.len() == 1 {
            cells.extend(self.values.into_iter().map(|value| (first..after, Some(value))));
        } else {
            let columns = (first..after).map(|column| column..column + 1);
            cells.extend(columns.zip(self.values.into_iter().map(Some)));
        }
        if after < columns.len() {
            cells.push((after..columns.len(), None));
        }
        let cells = cells.into_iter().map(|(columns, block)| {
            let (left, right) = (edges[columns.start], edges[columns.end]);
            let rect = Rect::new(left, y, right - left, self.height);
            let texts = block.map(|block| Placed::centered(rect, block)).into_iter().collect();
            TotalCell { cell: Cell { rect, texts }, columns }
        });
        cells.collect()
    }
}
