//! Place, date and signatures after the last table.
//!
//! Those who sign stand side by side, the approving one at the right; alone he stands at the right too.

use super::signature::Measured;
use super::typeset::{Faces, centered};
use super::{EndBlock, Placed};
use crate::geom::{Length, Rect};
use crate::sop;
use crate::text::Block;

/// The distance of the block from the table.
pub(super) const GAP: Length = Length::pt(12);
/// The widest that the place of one who signs gets.
const WIDEST: Length = Length::pt(280);
/// The least distance of two who sign.
const APART: Length = Length::pt(12);

/// An end block, measured at the width of the sheet.
pub(super) struct MeasuredEnd<'a> {
    column: Length,
    place_date: Option<Block>,
    signatories: Vec<Measured<'a>>,
    /// Its height, with the gap above.
    pub(super) height: Length,
}

impl<'a> MeasuredEnd<'a> {
    /// Measures.
    pub(super) fn new(block: &'a sop::EndBlock, faces: &Faces, width: Length) -> Self {
        let count = block.signatories.len().max(1) as i32;
        let column = (width / count - APART).min(WIDEST);
        let style = centered(faces.identity());
        let place_date = block.place_date.as_ref().map(|line| faces.set(line, style, column));
        let signatories: Vec<_> =
            block.signatories.iter().map(|signatory| Measured::new(signatory, true, faces, column)).collect();
        let above = signatories.iter().map(Measured::above_name).max().unwrap_or_default();
        let below = signatories.iter().map(Measured::below_room).max().unwrap_or_default();
        let height = GAP + place_date.as_ref().map_or(Length::ZERO, |line| line.size.h) + above + below;
        Self { column, place_date, signatories, height }
    }

    /// Puts it under `y`. The names stand on one line: who has fewer lines above has more room to sign.
    pub(super) fn place(self, area: Rect, y: Length, faces: &Faces) -> EndBlock {
        let count = self.signatories.len().max(1) as i32;
        let last_x = area.right() - self.column;
        let step = if count > 1 { (last_x - area.x) / (count - 1) } else { Length::ZERO };
        let column_x = |i: i32| if i == count - 1 { last_x } else { area.x + step * i };
        let mut top = y + GAP;
        let place_date = self.place_date.map(|line| {
            let height = line.size.h;
            let placed = Placed::new(last_x, top, line);
            top += height;
            placed
        });
        let above = self.signatories.iter().map(Measured::above_name).max().unwrap_or_default();
        let signatures = self
            .signatories
            .into_iter()
            .enumerate()
            .map(|(i, measured)| {
                let more = above - measured.above_name();
                measured.place(column_x(i as i32), top, self.column, more, faces)
            })
            .collect();
        EndBlock { place_date, signatures }
    }
}
