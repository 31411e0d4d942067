//! Lengths, points and rectangles.
//!
//! A [`Length`] is a whole number of thousandths of a point: sums are exact, equality means equality, and the same input
//! gives the same coordinates on any machine. Floats appear only where a font is scaled and where a pixel is painted.
//! The origin is the top left corner of the page; y runs down.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in thousandths of a point (1/72 inch).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i32);

impl Length {
    /// No length.
    pub const ZERO: Self = Self(0);
    /// Longer than any sheet.
    pub const MAX: Self = Self(i32::MAX / 4);

    /// Whole points.
    pub const fn pt(points: i32) -> Self {
        Self(points * 1000)
    }

    /// Tenths of a point, for the constants of a look: `tenths(75)` is 7.5 pt.
    pub const fn tenths(tenths: i32) -> Self {
        Self(tenths * 100)
    }

    /// Millimetres, rounded to the nearest thousandth of a point.
    pub fn mm(millimetres: f64) -> Self {
        Self((millimetres * 72_000.0 / 25.4).round() as i32)
    }

    /// Points, rounded to the nearest thousandth.
    pub fn from_pt(points: f64) -> Self {
        Self((points * 1000.0).round() as i32)
    }

    /// This length in points.
    pub fn to_pt(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// Half of it, rounded towards zero.
    pub const fn half(self) -> Self {
        Self(self.0 / 2)
    }

    /// Without its sign.
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// This part of it: `length.ratio(2, 3)` is two thirds, rounded down.
    pub fn ratio(self, numerator: i32, denominator: i32) -> Self {
        Self((i64::from(self.0) * i64::from(numerator)).div_euclid(i64::from(denominator)) as i32)
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}pt", self.to_pt())
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i32> for Length {
    type Output = Self;
    fn mul(self, factor: i32) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<i32> for Length {
    type Output = Self;
    fn div(self, divisor: i32) -> Self {
        Self(self.0 / divisor)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

/// A place on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// From the left edge.
    pub x: Length,
    /// From the top edge.
    pub y: Length,
}

impl Point {
    /// The point at `x`, `y`.
    pub const fn new(x: Length, y: Length) -> Self {
        Self { x, y }
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// From left to right.
    pub w: Length,
    /// From top to bottom.
    pub h: Length,
}

impl Size {
    /// `w` wide, `h` high.
    pub const fn new(w: Length, h: Length) -> Self {
        Self { w, h }
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// Left edge.
    pub x: Length,
    /// Top edge.
    pub y: Length,
    /// Width.
    pub w: Length,
    /// Height.
    pub h: Length,
}

impl Rect {
    /// The rectangle whose top left corner is at `x`, `y`.
    pub const fn new(x: Length, y: Length, w: Length, h: Length) -> Self {
        Self { x, y, w, h }
    }

    /// The rectangle between two corners.
    pub fn between(top_left: Point, bottom_right: Point) -> Self {
        Self::new(top_left.x, top_left.y, bottom_right.x - top_left.x, bottom_right.y - top_left.y)
    }

    /// Right edge.
    pub fn right(&self) -> Length {
        self.x + self.w
    }

    /// Bottom edge.
    pub fn bottom(&self) -> Length {
        self.y + self.h
    }

    /// The point in the middle.
    pub fn center(&self) -> Point {
        Point::new(self.x + self.w.half(), self.y + self.h.half())
    }

    /// Top left corner.
    pub fn origin(&self) -> Point {
        Point::new(self.x, self.y)
    }

    /// Width and height.
    pub fn size(&self) -> Size {
        Size::new(self.w, self.h)
    }

    /// The rectangle without a border of this breadth.
    pub fn inset(&self, by: Insets) -> Self {
        Self::new(self.x + by.left, self.y + by.top, self.w - by.left - by.right, self.h - by.top - by.bottom)
    }

    /// The rectangle moved.
    pub fn shift(&self, by: Point) -> Self {
        Self::new(self.x + by.x, self.y + by.y, self.w, self.h)
    }

    /// The rectangle around this one and another.
    pub fn union(&self, other: Self) -> Self {
        let low = Point::new(self.x.min(other.x), self.y.min(other.y));
        Self::between(low, Point::new(self.right().max(other.right()), self.bottom().max(other.bottom())))
    }

    /// Whether the interiors of the two meet.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `other` lies wholly in this rectangle, borders included.
    pub fn contains(&self, other: &Self) -> bool {
        self.x <= other.x && other.right() <= self.right() && self.y <= other.y && other.bottom() <= self.bottom()
    }
}

/// Whether two lines that run across and down cross somewhere between their corners.
pub fn cross(a: &[Point], b: &[Point]) -> bool {
    let between = |v: Length, a: Length, b: Length| a.min(b) < v && v < a.max(b);
    let over = |flat: &[Point], upright: &[Point]| {
        flat[0].y == flat[1].y
            && upright[0].x == upright[1].x
            && between(upright[0].x, flat[0].x, flat[1].x)
            && between(flat[0].y, upright[0].y, upright[1].y)
    };
    a.windows(2).any(|run| b.windows(2).any(|other| over(run, other) || over(other, run)))
}

/// Breadths of the four sides of a border.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Insets {
    /// Above.
    pub top: Length,
    /// To the right.
    pub right: Length,
    /// Below.
    pub bottom: Length,
    /// To the left.
    pub left: Length,
}

impl Insets {
    /// The same breadth on all sides.
    pub const fn all(breadth: Length) -> Self {
        Self { top: breadth, right: breadth, bottom: breadth, left: breadth }
    }

    /// One breadth above and below, another to the sides.
    pub const fn symmetric(vertical: Length, horizontal: Length) -> Self {
        Self { top: vertical, right: horizontal, bottom: vertical, left: horizontal }
    }
}
