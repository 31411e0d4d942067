//! The six boxes of the identity, pair by pair.
//!
//! The identity breaks between pairs; a pair that finds no page for itself, or would leave much of one empty, breaks between
//! the items of its lists, and at last between lines. What goes on repeats its heading with "(lanjutan)".

use super::identity::{PAD_X, PAD_Y};
use super::pages::Pages;
use super::typeset::Faces;
use super::{BoxPart, Boxes, Cell, Part, Placed};
use crate::geom::{Length, Rect, Size};
use crate::sop::{IdentityBox, Sop};
use crate::text::{Block, Line, RichLine, RichSpan, RichText, Style};

/// A pair moves to the next page whole where no more than this part of the page stays empty, in hundredths.
const MAY_STAY_EMPTY: i32 = 45;

/// Puts the boxes on pages.
pub(super) fn place(sop: &Sop, faces: &Faces, pages: &mut Pages) {
    for (pair, boxes) in sop.boxes.iter().enumerate() {
        place_pair(pair, boxes, faces, pages);
    }
}

/// A box that is being put on pages.
struct Open<'a> {
    label: &'a RichText,
    x: Length,
    w: Length,
    /// What is still to come; `None` once all is placed.
    rest: Option<Block>,
    /// Whether it began on an earlier page and has not ended there.
    continues: bool,
}

fn place_pair(pair: usize, boxes: &[Option<IdentityBox>; 2], faces: &Faces, pages: &mut Pages) {
    let mut open = opened(boxes, faces, pages.area());
    if open.iter().all(Option::is_none) {
        return;
    }
    let least = faces.identity().leading;
    let mut continued = false;
    loop {
        let headings = open.each_ref().map(|open| open.as_ref().map(|open| heading(open, continued, faces)));
        let tallest = |blocks: &mut dyn Iterator<Item = &Block>| {
            blocks.map(|block| block.size.h).max().unwrap_or_default().max(least) + PAD_Y * 2
        };
        let heading_height = tallest(&mut headings.iter().flatten());
        let whole = tallest(&mut bodies(&open));
        if moves_on(pages, heading_height, whole, least) {
            pages.turn();
            continue;
        }
        let room = (pages.left() - heading_height - PAD_Y * 2).max(least);
        let texts = open.each_mut().map(|open| open.as_mut().and_then(|open| open.take(room)));
        let rows = (pages.y(), heading_height, tallest(&mut texts.iter().flatten()));
        let mut part = Boxes { pair, continued, boxes: [None, None] };
        for (side, (heading, text)) in headings.into_iter().zip(texts).enumerate() {
            part.boxes[side] = open[side].as_ref().map(|open| box_part(open, heading, text, rows));
        }
        pages.push(Part::Boxes(part), rows.1 + rows.2);
        if bodies(&open).next().is_none() {
            return;
        }
        continued = true;
        pages.turn();
    }
}

/// The boxes of a pair, none of it placed yet; one alone has the whole width.
fn opened<'a>(boxes: &'a [Option<IdentityBox>; 2], faces: &Faces, area: Rect) -> [Option<Open<'a>>; 2] {
    let both = boxes.iter().all(Option::is_some);
    let left = faces.left_width(area.w);
    [0, 1].map(|side| {
        let content = boxes[side].as_ref()?;
        let (x, w) = match (both, side) {
            (false, _) => (area.x, area.w),
            (true, 0) => (area.x, left),
            (true, _) => (area.x + left, area.w - left),
        };
        let rest = Some(faces.listing(&content.content, faces.identity()).set(w - PAD_X * 2));
        Some(Open { label: &content.label, x, w, rest, continues: false })
    })
}

/// Whether a pair that is higher than what is left of the page begins on the next one.
fn moves_on(pages: &Pages, heading: Length, body: Length, least: Length) -> bool {
    let (left, page) = (pages.left(), pages.area().h);
    let fits_next = body <= page - heading && left <= page.ratio(MAY_STAY_EMPTY, 100);
    heading + body > left && !pages.is_fresh() && (fits_next || left < heading + least * 3 + PAD_Y * 2)
}

impl Open<'_> {
    /// Takes what of it finds room on a page.
    fn take(&mut self, room: Length) -> Option<Block> {
        let (here, rest) = split(self.rest.take()?, room);
        self.continues = rest.is_some();
        self.rest = rest;
        Some(here)
    }
}

fn bodies<'a>(open: &'a [Option<Open>; 2]) -> impl Iterator<Item = &'a Block> {
    open.iter().flatten().filter_map(|open| open.rest.as_ref())
}

/// The heading of a box, on a later page with "(lanjutan)"; blank where the box has ended before.
fn heading(open: &Open, continued: bool, faces: &Faces) -> Block {
    let mut label = open.label.clone();
    if continued && !open.continues {
        label = RichText::default();
    } else if continued && !label.is_empty() {
        let words = RichSpan { text: " (lanjutan)".to_owned(), style: Style::Regular };
        match label.lines.last_mut() {
            Some(line) => line.spans.push(words),
            None => label.lines.push(RichLine { mark: None, spans: vec![words] }),
        }
    }
    faces.set(&label, faces.box_head(), open.w - PAD_X * 2)
}

fn box_part(
    open: &Open,
    heading: Option<Block>,
    text: Option<Block>,
    (top, heading_height, body): (Length, Length, Length),
) -> BoxPart {
    let heading_rect = Rect::new(open.x, top, open.w, heading_height);
    let body_rect = Rect::new(open.x, heading_rect.bottom(), open.w, body);
    let placed = |rect: Rect, block: Option<Block>| {
        let texts = block.map(|block| Placed::new(rect.x + PAD_X, rect.y + PAD_Y, block)).into_iter().collect();
        Cell { rect, texts }
    };
    BoxPart { heading: placed(heading_rect, heading), body: placed(body_rect, text) }
}

/// Cuts a block so that the first part is no higher than `room`: between items where possible, else between lines. The first
/// part has at least one line.
fn split(block: Block, room: Length) -> (Block, Option<Block>) {
    if block.size.h <= room || block.lines.len() < 2 {
        return (block, None);
    }
    // The bottom of a line is where the next would begin; all lines of a box have one leading.
    let leading = block.size.h / block.lines.len() as i32;
    let fitting = (room.0 / leading.0.max(1)).clamp(1, block.lines.len() as i32 - 1) as usize;
    let between_items = (1..=fitting).rev().find(|&line| block.lines[line].first);
    let cut = between_items.unwrap_or(fitting);
    let (above, below) = block.lines.split_at(cut);
    let top = leading * cut as i32;
    let (size, left) = (Size::new(block.size.w, top), Size::new(block.size.w, block.size.h - top));
    let lowered = below.iter().map(|line| Line { baseline: line.baseline - top, ..line.clone() });
    let rest = Block { size: left, lines: lowered.collect(), divided: 0 };
    (Block { size, lines: above.into(), divided: block.divided }, Some(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of items with so many lines each, 10 pt from line to line.
    fn block(items: &[usize]) -> Block {
        let mut lines = Vec::new();
        for (entry, &count) in items.iter().enumerate() {
            for i in 0..count {
                let baseline = Length::pt(10 * lines.len() as i32 + 8);
                lines.push(Line { baseline, entry, first: i == 0, ..Line::default() });
            }
        }
        let height = Length::pt(10 * lines.len() as i32);
        Block { size: Size::new(Length::pt(100), height), lines: lines.into(), divided: 0 }
    }

    #[test]
    fn a_list_is_cut_between_its_items() {
        let (first, rest) = split(block(&[2, 2, 2]), Length::pt(35));
        let rest = rest.expect("the list is too long");
        assert_eq!(first.lines.len(), 2);
        assert_eq!(rest.lines[0].entry, 1);
        assert_eq!(rest.lines[0].baseline, Length::pt(8));
        assert_eq!(first.size.h + rest.size.h, Length::pt(60));
    }

    #[test]
    fn an_item_too_long_for_a_page_is_cut_between_lines() {
        let (first, rest) = split(block(&[9]), Length::pt(35));
        assert_eq!(first.lines.len(), 3);
        assert_eq!(rest.expect("more to come").lines.len(), 6);
    }

    #[test]
    fn what_fits_stays_whole() {
        assert_eq!(split(block(&[2, 1]), Length::pt(30)), (block(&[2, 1]), None));
    }
}
