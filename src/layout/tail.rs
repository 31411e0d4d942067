//! What follows a table: note and end block.

use super::end_block::MeasuredEnd;
use super::typeset::Faces;
use crate::geom::Length;
use crate::sop::Sop;
use crate::text::Block;

/// The distance of the note from the table above it.
pub(super) const NOTE_GAP: Length = Length::pt(4);

/// What stands under the table of a procedure, on the page of its last row.
pub(super) struct Tail<'a> {
    /// The note.
    pub(super) note: Option<Block>,
    /// Place, date and signatures, under the last table.
    pub(super) end: Option<MeasuredEnd<'a>>,
}

impl<'a> Tail<'a> {
    /// Measures what follows a procedure.
    pub(super) fn new(sop: &'a Sop, index: usize, faces: &Faces, width: Length) -> Self {
        let procedure = &sop.procedures[index];
        let last = index + 1 == sop.procedures.len();
        let note = procedure.note.as_ref().map(|note| faces.set(note, faces.small(), width));
        let end = sop.end_block.as_ref().filter(|_| last).map(|end| MeasuredEnd::new(end, faces, width));
        Self { note, end }
    }

    /// The height of all together.
    pub(super) fn height(&self) -> Length {
        let note = self.note.as_ref().map_or(Length::ZERO, |note| NOTE_GAP + note.size.h);
        let end = self.end.as_ref().map_or(Length::ZERO, |end| end.height);
        note + end
    }
}
