//! Set blocks as runs of glyphs, with the lines under what is underlined.

use std::sync::Arc;

use super::stroked;
use crate::geom::{Length, Point, Rect};
use crate::layout::{Placed, Watermark};
use crate::scene::{Class, Color, Item, Segment, Stroke, Text};
use crate::text::{Line, PlacedRun};

/// What is drawn of a block.
pub(super) fn items(placed: &Placed) -> Vec<Item> {
    placed.block.lines.iter().flat_map(|line| line_items(placed, line, |_| true)).collect()
}

/// What is drawn of the runs of a line that are asked for.
pub(super) fn line_items(placed: &Placed, line: &Line, wanted: impl Fn(&PlacedRun) -> bool) -> Vec<Item> {
    let mut items = Vec::new();
    for run in line.runs.iter().filter(|run| wanted(run)) {
        let at = on_page(placed, run.x, line.baseline);
        let turn = if placed.turned { 90 } else { 0 };
        items.push(text(run, at, turn, Color::BLACK, Class::Text));
        if run.underline {
            items.push(underline(placed, line, run));
        }
    }
    items
}

/// The pale word across a page.
pub(super) fn watermark(watermark: &Watermark, color: Color) -> Vec<Item> {
    let runs = watermark.block.lines.iter().flat_map(|line| &line.runs);
    runs.map(|run| text(run, watermark.at, watermark.turn, color, Class::Watermark)).collect()
}

/// The tag that signing services look for: in the PDF only.
pub(super) fn tag(placed: &Placed) -> Vec<Item> {
    let mut items = items(placed);
    for item in &mut items {
        if let Item::Text(text) = item {
            text.pdf_only = true;
        }
    }
    items
}

/// The area of a line's words.
pub(super) fn line_area(placed: &Placed, line: &Line) -> Option<Rect> {
    let left = line.runs.iter().filter(|run| !run.mark).map(|run| run.x).min()?;
    let right = line.runs.iter().map(|run| run.x + run.run.width()).max()?;
    let size = line.runs.iter().map(|run| run.run.size).max()?;
    let top = placed.at.y + line.baseline - size.ratio(9, 10);
    Some(Rect::new(placed.at.x + left, top, right - left, size.ratio(23, 20)))
}

fn text(run: &PlacedRun, at: Point, turn: i16, color: Color, class: Class) -> Item {
    Item::Text(Text { at, run: Arc::new(run.run.clone()), turn, color, class, pdf_only: false })
}

/// A point of a block on the page. A turned block's x runs up, its y to the right.
fn on_page(placed: &Placed, x: Length, y: Length) -> Point {
    match placed.turned {
        true => Point::new(placed.at.x + y, placed.at.y - x),
        false => placed.at + Point::new(x, y),
    }
}

fn underline(placed: &Placed, line: &Line, run: &PlacedRun) -> Item {
    let below = line.baseline + run.run.size.ratio(12, 100);
    let from = on_page(placed, run.x, below);
    let to = on_page(placed, run.x + run.run.width(), below);
    let stroke = Stroke { width: run.run.size.ratio(6, 100), color: Color::BLACK };
    stroked(vec![Segment::Move(from), Segment::Line(to)], stroke, Class::Text)
}
