//! Lines of text outside any table: LAMPIRAN, the title of the sheet, titles and notes of procedures.

use super::pages::Pages;
use super::typeset::{Faces, height, stack};
use super::{Lines, LinesKind, Part};
use crate::geom::Length;
use crate::sop::Sop;
use crate::text::{Block, RichText, TextStyle};

/// The distance of such lines from what follows.
pub(super) const GAP: Length = Length::pt(6);

/// The lines above the sheet: LAMPIRAN and the title.
pub(super) fn place_above_sheet(sop: &Sop, faces: &Faces, pages: &mut Pages) {
    let width = pages.area().w;
    if sop.form.identity && !sop.attachment.is_empty() {
        place_attachment(sop, faces, pages);
    }
    if !sop.sheet_title.is_empty() {
        place(LinesKind::SheetTitle, set_all(&sop.sheet_title, faces, faces.title(), width), pages);
    }
}

/// LAMPIRAN and what it is the attachment of: over the right side of the identity, as decrees have it.
fn place_attachment(sop: &Sop, faces: &Faces, pages: &mut Pages) {
    let area = pages.area();
    let left = faces.left_width(area.w);
    let blocks = set_all(&sop.attachment, faces, faces.identity(), area.w - left);
    let needed = height(&blocks) + GAP;
    let (texts, _) = stack(area.x + left, pages.y(), blocks);
    pages.push(Part::Lines(Lines { kind: LinesKind::Attachment, texts, picture: None }), needed);
}

/// The title above the table of a procedure, measured.
pub(super) fn procedure_title(sop: &Sop, procedure: usize, faces: &Faces, width: Length) -> Option<Block> {
    let title = sop.procedures[procedure].title.as_ref()?;
    Some(faces.set(title, faces.title(), width))
}

/// Puts lines on the page.
pub(super) fn place(kind: LinesKind, blocks: Vec<Block>, pages: &mut Pages) {
    let needed = height(&blocks) + GAP;
    let (texts, _) = stack(pages.area().x, pages.y(), blocks);
    pages.push(Part::Lines(Lines { kind, texts, picture: None }), needed);
}

/// Texts under one another at a width.
pub(super) fn set_all(texts: &[RichText], faces: &Faces, style: TextStyle, width: Length) -> Vec<Block> {
    texts.iter().map(|text| faces.set(text, style, width)).collect()
}
