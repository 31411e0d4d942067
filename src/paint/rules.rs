//! Table rules: borders of cells, each drawn once.
//!
//! Cells hand in their rectangles; what lies on one line and touches is one rule. Rules end where they meet: the back ends give
//! them square ends, half their breadth longer, so that corners are whole and nothing sticks out of them.

use super::{outline, stroked};
use crate::geom::{Length, Point, Rect};
use crate::scene::{Class, Color, Item, Path, Segment, Stroke};

/// A piece of a rule: where it lies across, and from where to where it runs.
type Piece = (Length, Length, Length);

/// The rules and shades of a page.
#[derive(Default)]
pub(super) struct Rules {
    across: Vec<Piece>,
    down: Vec<Piece>,
    shades: Vec<(Rect, Color)>,
}

impl Rules {
    /// Adds the four borders of a cell.
    pub(super) fn cell(&mut self, rect: Rect) {
        // Nearly every cell is the right neighbour of the one before, as high as it: borders go on, and one is shared.
        let [upper, lower] = [rect.y, rect.bottom()].map(|y| (y, rect.x, rect.right()));
        match &mut self.across[..] {
            [.., above, below] if goes_on(above, &upper) && goes_on(below, &lower) => {
                (above.2, below.2) = (rect.right(), rect.right());
            }
            _ => self.across.extend([upper, lower]),
        }
        let [left, right] = [rect.x, rect.right()].map(|x| (x, rect.y, rect.bottom()));
        if self.down.last() != Some(&left) {
            self.down.push(left);
        }
        self.down.push(right);
    }

    /// Shades an area, where the form has a colour for it.
    pub(super) fn shade(&mut self, rect: Rect, color: Option<Color>) {
        self.shades.extend(color.map(|color| (rect, color)));
    }

    /// The shades, and the rules as one path.
    pub(super) fn into_items(self, stroke: Stroke) -> Vec<Item> {
        let mut items: Vec<Item> = self.shades.iter().map(|&(rect, color)| filled(rect, color)).collect();
        let mut segments = Vec::new();
        for (y, from, to) in joined(self.across) {
            segments.push(Segment::Move(Point::new(from, y)));
            segments.push(Segment::Line(Point::new(to, y)));
        }
        for (x, from, to) in joined(self.down) {
            segments.push(Segment::Move(Point::new(x, from)));
            segments.push(Segment::Line(Point::new(x, to)));
        }
        if !segments.is_empty() {
            items.push(stroked(segments, stroke, Class::Rule));
        }
        items
    }
}

/// Whether a piece begins where another one ends.
fn goes_on(piece: &Piece, next: &Piece) -> bool {
    (piece.0, piece.2) == (next.0, next.1)
}

/// Pieces on one line that touch or overlap, joined.
fn joined(mut pieces: Vec<Piece>) -> Vec<Piece> {
    // By line, then by beginning, as one number; where pieces end makes no difference.
    pieces.sort_unstable_by_key(|&(across, from, _)| (i64::from(across.0) << 32) + i64::from(from.0));
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len() / 4);
    for (across, from, to) in pieces {
        match joined.last_mut() {
            Some(last) if last.0 == across && from <= last.2 => last.2 = last.2.max(to),
            _ => joined.push((across, from, to)),
        }
    }
    joined
}

fn filled(rect: Rect, color: Color) -> Item {
    let segments = outline::rectangle(rect);
    Item::Path(Path { segments, fill: Some(color), stroke: None, class: Class::Shade })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_border_is_drawn_once() {
        let pt = Length::pt;
        let mut rules = Rules::default();
        rules.cell(Rect::new(pt(0), pt(0), pt(10), pt(5)));
        rules.cell(Rect::new(pt(10), pt(0), pt(10), pt(5)));
        assert_eq!(joined(rules.across), [(pt(0), pt(0), pt(20)), (pt(5), pt(0), pt(20))]);
        assert_eq!(joined(rules.down), [pt(0), pt(10), pt(20)].map(|x| (x, pt(0), pt(5))));
    }

    #[test]
    fn a_gap_stays_open() {
        let pt = Length::pt;
        let pieces = vec![(pt(0), pt(6), pt(9)), (pt(0), pt(0), pt(5))];
        assert_eq!(joined(pieces), [(pt(0), pt(0), pt(5)), (pt(0), pt(6), pt(9))]);
    }
}
