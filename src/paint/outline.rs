//! Outlines of symbols, and arrow heads.

use crate::geom::{Length, Point, Rect};
use crate::scene::Segment;
use crate::sop::SymbolKind;

/// The length of an arrow head.
pub(super) const HEAD: Length = Length::tenths(45);
/// Half its breadth.
const HEAD_HALF: Length = Length::tenths(17);

/// The outline of a symbol that fills a rectangle.
pub(super) fn symbol(kind: SymbolKind, rect: Rect) -> Vec<Segment> {
    match kind {
        SymbolKind::Start | SymbolKind::End => capsule(rect),
        SymbolKind::Process => rectangle(rect),
        SymbolKind::Decision => {
            let center = rect.center();
            polygon(&[
                Point::new(center.x, rect.y),
                Point::new(rect.right(), center.y),
                Point::new(center.x, rect.bottom()),
                Point::new(rect.x, center.y),
            ])
        }
    }
}

/// The outline of a box.
pub(crate) fn rectangle(rect: Rect) -> Vec<Segment> {
    polygon(&[
        rect.origin(),
        Point::new(rect.right(), rect.y),
        Point::new(rect.right(), rect.bottom()),
        Point::new(rect.x, rect.bottom()),
    ])
}

/// The outline of an off-page symbol: 0.6 of its height upright, then a tip.
pub(super) fn off_page(rect: Rect, up: bool) -> Vec<Segment> {
    let upright = rect.h.ratio(6, 10);
    let (flat, shoulder, tip) =
        if up { (rect.bottom(), rect.bottom() - upright, rect.y) } else { (rect.y, rect.y + upright, rect.bottom()) };
    polygon(&[
        Point::new(rect.x, flat),
        Point::new(rect.right(), flat),
        Point::new(rect.right(), shoulder),
        Point::new(rect.center().x, tip),
        Point::new(rect.x, shoulder),
    ])
}

/// The arrow head at the end of a line that runs from `before` to `tip`.
pub(super) fn head(before: Point, tip: Point) -> Vec<Segment> {
    let back = towards(tip, before, HEAD);
    let (dx, dy) = if before.y == tip.y { (Length::ZERO, HEAD_HALF) } else { (HEAD_HALF, Length::ZERO) };
    polygon(&[tip, back + Point::new(dx, dy), Point::new(back.x - dx, back.y - dy)])
}

/// The point so far from `from` on the way to `to`, on a line that runs across or down.
pub(super) fn towards(from: Point, to: Point, distance: Length) -> Point {
    let step = |from: Length, to: Length| from + Length(distance.0 * (to - from).0.signum());
    Point::new(step(from.x, to.x), step(from.y, to.y))
}

fn polygon(points: &[Point]) -> Vec<Segment> {
    let first = points.iter().take(1).map(|&point| Segment::Move(point));
    let rest = points.iter().skip(1).map(|&point| Segment::Line(point));
    first.chain(rest).chain([Segment::Close]).collect()
}

/// A box whose ends are half circles.
fn capsule(rect: Rect) -> Vec<Segment> {
    let radius = rect.h.half().min(rect.w.half());
    // Four such curves make a circle to 0.03 percent.
    let bow = radius.ratio(5523, 10_000);
    let (left, right) = (rect.x + radius, rect.right() - radius);
    let middle = rect.y + radius;
    let curve = |a: (Length, Length), b: (Length, Length), c: (Length, Length)| {
        Segment::Curve(Point::new(a.0, a.1), Point::new(b.0, b.1), Point::new(c.0, c.1))
    };
    vec![
        Segment::Move(Point::new(left, rect.y)),
        Segment::Line(Point::new(right, rect.y)),
        curve((right + bow, rect.y), (rect.right(), middle - bow), (rect.right(), middle)),
        curve((rect.right(), middle + bow), (right + bow, rect.bottom()), (right, rect.bottom())),
        Segment::Line(Point::new(left, rect.bottom())),
        curve((left - bow, rect.bottom()), (rect.x, middle + bow), (rect.x, middle)),
        curve((rect.x, middle - bow), (left - bow, rect.y), (left, rect.y)),
        Segment::Close,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tip_of_a_head_is_the_end_of_its_line() {
        let pt = Length::pt;
        let tip = Point::new(pt(10), pt(50));
        let head = head(Point::new(pt(10), pt(20)), tip);
        assert_eq!(head[0], Segment::Move(tip));
        assert!(head[1..3].iter().all(|segment| matches!(segment, Segment::Line(point) if point.y == pt(50) - HEAD)));
    }
}
