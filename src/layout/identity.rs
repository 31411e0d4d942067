//! The head of the identity: the agency at the left, label/value rows at the right.
//!
//! Rows are as high as their text. Where the agency is taller than all rows together, the room of the approval grows.

use super::pages::Pages;
use super::signature::Measured;
use super::titles::set_all;
use super::typeset::{Faces, bold, centered, height, stack};
use super::{Cell, Identity, IdentityRow, Part, Placed, PlacedPicture};
use crate::form::PageNumber;
use crate::geom::{Length, Rect, Size};
use crate::sop::{Agency, IdentityValue, Sop};
use crate::text::Block;

/// The distance of text from the rules at its sides.
pub(super) const PAD_X: Length = Length::pt(5);
/// The distance of text from the rules above and below.
pub(super) const PAD_Y: Length = Length::pt(3);
/// The distance of the emblem from the names.
const LOGO_GAP: Length = Length::pt(6);

/// Puts the head of the identity on the page.
pub(super) fn place(sop: &Sop, faces: &Faces, pages: &mut Pages) {
    let area = pages.area();
    let top = pages.y();
    let left = faces.left_width(area.w);
    let middle = area.x + left;
    let label_right = middle + label_width(sop, faces, area.right() - middle);
    let mut rows = measure_rows(sop, faces, label_right - middle, area.right() - label_right);
    let agency = AgencyBlocks::new(&sop.agency, faces, left, area.h / 3);
    let number_height = match sop.form.page_number {
        Some(PageNumber::Identity) => faces.table().leading + PAD_Y * 2,
        _ => Length::ZERO,
    };
    stretch(&mut rows, agency.height + PAD_Y * 4 - number_height);

    let mut y = top + number_height;
    let rows: Vec<IdentityRow> = rows
        .into_iter()
        .map(|row| {
            let label_rect = Rect::new(middle, y, label_right - middle, row.height);
            let value_rect = Rect::new(label_right, y, area.right() - label_right, row.height);
            y += row.height;
            row.place(label_rect, value_rect, faces)
        })
        .collect();
    let agency_rect = Rect::new(area.x, top, left, y - top);
    let (agency, logo) = agency.place(agency_rect);
    let number_rect = Rect::new(middle, top, area.right() - middle, number_height);
    let page_number = (number_height > Length::ZERO).then(|| Cell { rect: number_rect, texts: Vec::new() });
    let rect = Rect::new(area.x, top, area.w, y - top);
    pages.push(Part::Identity(Identity { rect, agency, logo, page_number, rows }), rect.h);
}

/// The width of the label column: what the widest label needs, between a quarter and a half of the right side; labels wrap
/// where the lines of the signature need the width.
fn label_width(sop: &Sop, faces: &Faces, side: Length) -> Length {
    let labels: Vec<_> = sop.identity.iter().map(|row| faces.passage(&row.label, faces.identity())).collect();
    let widest = labels.iter().map(|label| label.natural_width()).max().unwrap_or_default();
    let word = labels.iter().map(|label| label.longest_word()).max().unwrap_or_default();
    let signature = sop.identity.iter().filter_map(|row| match &row.value {
        IdentityValue::Approval(signatory) => Some(signatory),
        _ => None,
    });
    let lines = signature.flat_map(|signatory| signatory.name.iter().chain(&signatory.nip));
    let needed = lines.map(|line| faces.passage(line, bold(faces.identity())).natural_width()).max();
    let beside = side - needed.unwrap_or_default() - PAD_X * 2;
    (widest.min(beside - PAD_X * 2).max(word) + PAD_X * 2).clamp(side / 4, side / 2)
}

/// A row of the head, measured.
struct MeasuredRow<'a> {
    label: Block,
    value: MeasuredValue<'a>,
    height: Length,
}

/// The right side of a row, measured.
enum MeasuredValue<'a> {
    Text(Block),
    Approval(Measured<'a>, Length),
}

fn measure_rows<'a>(sop: &'a Sop, faces: &Faces, label: Length, value: Length) -> Vec<MeasuredRow<'a>> {
    let style = faces.identity();
    let value_width = value - PAD_X * 2;
    let measure = |row: &'a crate::sop::IdentityRow| {
        let label = faces.set(&row.label, style, label - PAD_X * 2);
        let value = match &row.value {
            IdentityValue::Text(text) | IdentityValue::Office(text) => {
                MeasuredValue::Text(faces.set(text, style, value_width))
            }
            IdentityValue::Title(text) => MeasuredValue::Text(faces.set(text, faces.identity_title(), value_width)),
            IdentityValue::Approval(signatory) => {
                let measured = Measured::new(signatory, false, faces, value_width);
                let height = measured.height();
                MeasuredValue::Approval(measured, height)
            }
        };
        let value_height = match &value {
            MeasuredValue::Text(block) => block.size.h,
            MeasuredValue::Approval(_, height) => *height,
        };
        let height = label.size.h.max(value_height).max(style.leading) + PAD_Y * 2;
        MeasuredRow { label, value, height }
    };
    sop.identity.iter().map(measure).collect()
}

/// Makes the rows this high together, where they are lower: the approval first, else all alike.
fn stretch(rows: &mut [MeasuredRow], wanted: Length) {
    let missing = wanted - rows.iter().map(|row| row.height).sum();
    if missing <= Length::ZERO || rows.is_empty() {
        return;
    }
    if let Some(row) = rows.iter_mut().find(|row| matches!(row.value, MeasuredValue::Approval(..))) {
        row.height += missing;
        return;
    }
    let count = rows.len() as i32;
    let share = missing / count;
    rows.iter_mut().for_each(|row| row.height += share);
    rows[0].height += missing - share * count;
}

impl MeasuredRow<'_> {
    fn place(self, label_rect: Rect, value_rect: Rect, faces: &Faces) -> IdentityRow {
        let top = label_rect.y + PAD_Y;
        let label = Cell { rect: label_rect, texts: vec![Placed::new(label_rect.x + PAD_X, top, self.label)] };
        let x = value_rect.x + PAD_X;
        match self.value {
            MeasuredValue::Text(block) => {
                let texts = vec![Placed::new(x, top, block)];
                IdentityRow { label, value: Cell { rect: value_rect, texts }, sign: None }
            }
            MeasuredValue::Approval(measured, height) => {
                let more = value_rect.h - PAD_Y * 2 - height;
                let signature = measured.place(x, top, value_rect.w - PAD_X * 2, more, faces);
                let value = Cell { rect: value_rect, texts: signature.lines };
                IdentityRow { label, value, sign: signature.sign }
            }
        }
    }
}

/// Emblem, names and address, measured.
struct AgencyBlocks<'a> {
    agency: &'a Agency,
    /// The size of the emblem; zero where there is none.
    logo: Size,
    lines: Vec<Block>,
    height: Length,
}

impl<'a> AgencyBlocks<'a> {
    /// Measures at a width. The emblem is as high as asked for, but never higher than this or wider than half the cell.
    fn new(agency: &'a Agency, faces: &Faces, width: Length, highest: Length) -> Self {
        let inner = width - PAD_X * 2;
        let most = Size::new(inner / 2, agency.logo_height.min(highest));
        let logo = agency.logo.as_ref().map(|picture| picture.within(most)).unwrap_or_default();
        let beside = if agency.logo_beside && logo.w > Length::ZERO { logo.w + LOGO_GAP } else { Length::ZERO };
        let mut lines = set_all(&agency.names, faces, faces.agency(), inner - beside);
        lines.extend(set_all(&agency.address, faces, centered(faces.small()), inner - beside));
        let text = height(&lines);
        let height = match (logo.w > Length::ZERO, agency.logo_beside) {
            (true, true) => text.max(logo.h),
            (true, false) => text + LOGO_GAP + logo.h,
            (false, _) => text,
        };
        Self { agency, logo, lines, height }
    }

    fn place(self, rect: Rect) -> (Cell, Option<PlacedPicture>) {
        let mut x = rect.x + PAD_X;
        let mut y = rect.y + (rect.h - self.height).half();
        let logo = self.agency.logo.clone().map(|picture| {
            let frame = if self.agency.logo_beside {
                let frame_y = rect.y + (rect.h - self.logo.h).half();
                let frame = Rect::new(x, frame_y, self.logo.w, self.logo.h);
                x = frame.right() + LOGO_GAP;
                y = rect.y + (rect.h - height(&self.lines)).half();
                frame
            } else {
                let frame_x = rect.x + (rect.w - self.logo.w).half();
                let frame = Rect::new(frame_x, y, self.logo.w, self.logo.h);
                y = frame.bottom() + LOGO_GAP;
                frame
            };
            PlacedPicture { frame, picture }
        });
        (Cell { rect, texts: stack(x, y, self.lines).0 }, logo)
    }
}
