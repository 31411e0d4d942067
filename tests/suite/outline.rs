//! Outlines of symbols, for measuring from.

use lajur::geom::Rect;
use lajur::layout::route::Shape;

/// A symbol's outline.
pub(crate) struct Outline {
    /// Its bounds.
    pub(crate) rect: Rect,
    shape: Shape,
    /// Corners; of a capsule the ends of the line that its ends are rounded about.
    corners: Vec<(f64, f64)>,
    radius: f64,
}

/// A side of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Above.
    Top,
    /// Below.
    Bottom,
    /// To the left.
    Left,
    /// To the right.
    Right,
}

impl Side {
    /// The side on which a line leaves when it goes from a point to another.
    pub(crate) fn towards(from: (i32, i32), to: (i32, i32)) -> Self {
        match (to.0 - from.0, to.1 - from.1) {
            (0, down) if down < 0 => Self::Top,
            (0, _) => Self::Bottom,
            (right, _) if right < 0 => Self::Left,
            _ => Self::Right,
        }
    }
}

impl Outline {
    /// The outline of a shape with these bounds.
    pub(crate) fn new(shape: Shape, rect: Rect) -> Self {
        let (x, y, w, h) = (f64::from(rect.x.0), f64::from(rect.y.0), f64::from(rect.w.0), f64::from(rect.h.0));
        let (cx, cy) = (x + w / 2.0, y + h / 2.0);
        let box_ = vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
        let (corners, radius) = match shape {
            Shape::Process => (box_, 0.0),
            Shape::Decision => (vec![(cx, y), (x + w, cy), (cx, y + h), (x, cy)], 0.0),
            Shape::Terminator => {
                let r = w.min(h) / 2.0;
                (vec![(x + r, y + r), (x + w - r, y + h - r)], r)
            }
            Shape::OffPageDown => (vec![(x, y), (x + w, y), (x + w, y + 0.6 * h), (cx, y + h), (x, y + 0.6 * h)], 0.0),
            Shape::OffPageUp => {
                (vec![(cx, y), (x + w, y + 0.4 * h), (x + w, y + h), (x, y + h), (x, y + 0.4 * h)], 0.0)
            }
        };
        Self { rect, shape, corners, radius }
    }

    /// The side at whose port a point is, if it is at one.
    pub(crate) fn side(&self, at: (i32, i32), corner: i32) -> Option<Side> {
        let Rect { x, y, w, h } = self.rect;
        let (x, y, w, h) = (x.0, y.0, w.0, h.0);
        let (along, down) = (at.0 - x, at.1 - y);
        let side = match (along, down) {
            (a, 0) if 0 < a && a < w => Side::Top,
            (a, d) if d == h && 0 < a && a < w => Side::Bottom,
            (0, d) if 0 < d && d < h => Side::Left,
            (a, d) if a == w && 0 < d && d < h => Side::Right,
            _ => return None,
        };
        let upright = matches!(side, Side::Top | Side::Bottom);
        let (place, extent) = if upright { (along, w) } else { (down, h) };
        let middle = (2 * place - extent).abs() <= 1;
        let off_corner = corner <= place && place <= extent - corner;
        let good = match (self.shape, side) {
            (Shape::Decision, _) => middle,
            (Shape::Terminator, _) => middle || upright && h / 2 <= place && place <= w - h / 2,
            (Shape::Process, _) => off_corner,
            (Shape::OffPageDown, Side::Bottom) | (Shape::OffPageUp, Side::Top) => middle,
            (Shape::OffPageDown, Side::Top) | (Shape::OffPageUp, Side::Bottom) => off_corner,
            (Shape::OffPageDown, _) => off_corner && 10 * place <= 6 * h,
            (Shape::OffPageUp, _) => off_corner && 10 * place >= 4 * h,
        };
        good.then_some(side)
    }

    /// How far an upright or level run is from it; 0 where they meet.
    pub(crate) fn distance(&self, run: ((i32, i32), (i32, i32))) -> f64 {
        let a = (f64::from(run.0.0), f64::from(run.0.1));
        let b = (f64::from(run.1.0), f64::from(run.1.1));
        if self.shape == Shape::Terminator {
            return (between(a, b, self.corners[0], self.corners[1]) - self.radius).max(0.0);
        }
        if self.holds(a) || self.holds(b) {
            return 0.0;
        }
        self.edges().map(|(p, q)| between(a, b, p, q)).fold(f64::MAX, f64::min)
    }

    /// How far a rectangle is from it.
    pub(crate) fn gap(&self, rect: Rect) -> f64 {
        sides(rect).into_iter().map(|side| self.distance(side)).fold(f64::MAX, f64::min)
    }

    /// Whether it meets a rectangle, 0.2 pt within its border.
    pub(crate) fn covers(&self, rect: Rect) -> bool {
        let middle = self.rect.center();
        let holds = rect.x < middle.x && middle.x < rect.right() && rect.y < middle.y && middle.y < rect.bottom();
        holds || self.gap(rect) == 0.0
    }

    fn edges(&self) -> impl Iterator<Item = ((f64, f64), (f64, f64))> + '_ {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().copied().zip(next.copied())
    }

    /// Whether a point lies inside: on the same side of all edges.
    fn holds(&self, at: (f64, f64)) -> bool {
        self.edges().all(|(p, q)| turn(p, q, at) >= 0.0)
    }
}

/// The sides of a rectangle, 0.2 pt within its border.
fn sides(rect: Rect) -> [((i32, i32), (i32, i32)); 4] {
    let (left, right, top, bottom) = (rect.x.0 + 200, rect.right().0 - 200, rect.y.0 + 200, rect.bottom().0 - 200);
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    [0, 1, 2, 3].map(|corner| (corners[corner], corners[(corner + 1) % 4]))
}

fn turn(a: (f64, f64), b: (f64, f64), c: (f64, f64)) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

/// How far two segments are apart.
fn between(a: (f64, f64), b: (f64, f64), c: (f64, f64), d: (f64, f64)) -> f64 {
    let opposite = |x: f64, y: f64| x * y < 0.0;
    if opposite(turn(a, b, c), turn(a, b, d)) && opposite(turn(c, d, a), turn(c, d, b)) {
        return 0.0;
    }
    let ends = [from_point(a, c, d), from_point(b, c, d), from_point(c, a, b), from_point(d, a, b)];
    ends.into_iter().fold(f64::MAX, f64::min)
}

/// How far a point is from a segment.
fn from_point(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let square = dx * dx + dy * dy;
    let along = if square == 0.0 { 0.0 } else { ((p.0 - a.0) * dx + (p.1 - a.1) * dy) / square };
    let along = along.clamp(0.0, 1.0);
    (p.0 - a.0 - along * dx).hypot(p.1 - a.1 - along * dy)
}
