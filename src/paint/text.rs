//! Set blocks as runs of glyphs, with the lines under what is underlined.

use std::sync::Arc;

use super::stroked;
use crate::geom::{Length, Point, Rect};
use crate::layout::{Placed, Watermark};
use crate::scene::{Class, Color, Item, Segment, Stroke, Text};
use crate::text::{Line, PlacedRun};

/// What is drawn of a block.
pub(crate) fn items(placed: &Placed) -> Vec<Item> {
    line_items(placed, &placed.block.lines, |_| true)
}

/// What is drawn of blocks, one after the other.
pub(super) fn all_items(texts: &[Placed]) -> Vec<Item> {
    match texts {
        [only] => items(only),
        texts => texts.iter().flat_map(items).collect(),
    }
}

/// What is drawn of the runs that are asked for, in lines of a block: words first, so that no line comes between them.
pub(super) fn line_items(placed: &Placed, lines: &[Line], wanted: impl Fn(&PlacedRun) -> bool) -> Vec<Item> {
    let mut items = Vec::with_capacity(lines.len());
    let mut underlines = Vec::new();
    let turn = if placed.turned { 90 } else { 0 };
    for line in lines {
        let last = line.runs.len().saturating_sub(1);
        for (index, run) in line.runs.iter().enumerate().filter(|(_, run)| wanted(run)) {
            let at = on_page(placed, run.x, line.baseline);
            let ends_word = run.mark || (index == last && line.ends_word);
            items.push(Item::Text(Text { ends_word, ..text(run, at, turn, Color::BLACK, Class::Text) }));
            if run.underline {
                underlines.push(underline(placed, line, run));
            }
        }
    }
    items.append(&mut underlines);
    items
}

/// The pale word across a page.
pub(super) fn watermark(watermark: &Watermark, color: Color) -> Vec<Item> {
    let runs = watermark.block.lines.iter().flat_map(|line| &line.runs);
    runs.map(|run| Item::Text(text(run, watermark.at, watermark.turn, color, Class::Watermark))).collect()
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

fn text(run: &PlacedRun, at: Point, turn: i16, color: Color, class: Class) -> Text {
    Text { at, run: Arc::clone(&run.run), turn, color, class, pdf_only: false, ends_word: true }
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
