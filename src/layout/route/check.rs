//! A last look at a drawing: what of the invariants of [`super::Routed`] it breaks.
//!
//! Trusts nothing but coordinates. What it finds is priced in the next round; the tests hold every drawing against it.

use super::pairs::Nature;
use super::{APART, CLEAR, LinkKind, NodeId, PageChart, RULE_CLEAR, Shape};
use crate::geom::{Length, Point, Rect};

/// The last run, which holds the arrow head, and the first.
const HEAD: Length = Length::tenths(60);
const STUB: Length = Length::tenths(30);
/// Nothing crosses this near to a tip.
const TIP: Length = Length::tenths(40);
/// A bend or an end is this far from other lines.
const JUNCTION: Length = Length::tenths(30);

/// A fault of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Finding {
    pub fault: Fault,
    pub link: usize,
    /// The other of two links.
    pub other: Option<usize>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// A run without length, aslant, or going on the way of the last.
    Crooked,
    /// Meets itself.
    Knotted,
    /// An end that is on no port of its symbol, or comes from within.
    Loose,
    /// No room for the head, or hardly any line before the first bend.
    Short,
    /// Outside the lanes or rows.
    Outside,
    /// Through a symbol, or too near one.
    OnSymbol,
    /// Along a rule of the table.
    OnRule,
    /// Two lines in one place that neither merge nor fork.
    Overlap,
    /// Parallel, and too near.
    Near,
    /// An end or bend on another line, or nearly: it reads as a junction.
    Touch,
    /// Crosses on the head of an arrow.
    OnHead,
}

/// A drawing.
pub(super) struct Drawn<'a> {
    pub page: &'a PageChart,
    pub rows: &'a [Length],
    pub rects: &'a [Rect],
    /// The symbols that each link leaves and enters.
    pub ends: &'a [(NodeId, NodeId)],
    /// The points of each.
    pub lines: &'a [Vec<Point>],
    pub natures: &'a [Nature],
}

type Segment = (Point, Point);

/// All faults of a drawing, and where lines cross.
pub(super) fn check(drawn: &Drawn) -> (Vec<Finding>, Vec<Point>) {
    let mut found = Vec::new();
    let mut crossings = Vec::new();
    for link in 0..drawn.lines.len() {
        let mut faults = Vec::new();
        alone(drawn, link, &mut faults);
        faults.dedup();
        found.extend(faults.into_iter().map(|fault| Finding { fault, link, other: None }));
    }
    let bounds: Vec<Rect> = drawn.lines.iter().map(|line| hull(line)).collect();
    for a in 0..drawn.lines.len() {
        for b in a + 1..drawn.lines.len() {
            let (dx, dy) = gap(&bounds[a], &bounds[b]);
            if dx > APART || dy > APART {
                continue;
            }
            let mut faults = Vec::new();
            pair(drawn, a, b, &mut faults, &mut crossings);
            faults.sort_unstable();
            faults.dedup();
            found.extend(faults.into_iter().map(|fault| Finding { fault, link: a, other: Some(b) }));
        }
    }
    crossings.sort_unstable();
    crossings.dedup();
    (found, crossings)
}

fn hull(points: &[Point]) -> Rect {
    let first = points.first().copied().unwrap_or_default();
    let (lo, hi) = points.iter().fold((first, first), |(lo, hi), p| {
        (Point::new(lo.x.min(p.x), lo.y.min(p.y)), Point::new(hi.x.max(p.x), hi.y.max(p.y)))
    });
    Rect::between(lo, hi)
}

fn span(segment: Segment) -> Rect {
    hull(&[segment.0, segment.1])
}

/// Horizontal and vertical distance; negative by how much they overlap.
fn gap(a: &Rect, b: &Rect) -> (Length, Length) {
    ((b.x - a.right()).max(a.x - b.right()), (b.y - a.bottom()).max(a.y - b.bottom()))
}

fn is_level(segment: Segment) -> bool {
    segment.0.y == segment.1.y
}

fn length(segment: Segment) -> Length {
    (segment.0.x - segment.1.x).abs() + (segment.0.y - segment.1.y).abs()
}

fn segments(points: &[Point]) -> Vec<Segment> {
    points.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

fn alone(drawn: &Drawn, link: usize, faults: &mut Vec<Fault>) {
    let ((from, to), points) = (drawn.ends[link], &drawn.lines[link]);
    let tie = drawn.page.links[link].kind == LinkKind::Tie;
    let segments = segments(points);
    let crooked = |pair: &[Segment]| is_level(pair[0]) == is_level(pair[1]);
    let aslant = |s: &Segment| s.0 == s.1 || s.0.x != s.1.x && s.0.y != s.1.y;
    if segments.is_empty() || segments.iter().any(aslant) || segments.windows(2).any(crooked) {
        faults.push(Fault::Crooked);
        return;
    }
    for i in 0..segments.len() {
        for j in i + 2..segments.len() {
            let (dx, dy) = gap(&span(segments[i]), &span(segments[j]));
            if dx < APART
                && dy < APART
                && (dx.max(dy) <= Length::ZERO || is_level(segments[i]) == is_level(segments[j]))
            {
                faults.push(Fault::Knotted);
            }
        }
    }
    let (first, last) = (segments[0], segments[segments.len() - 1]);
    if !is_port(drawn, from, first.0, first.1) || !is_port(drawn, to, last.1, last.0) {
        faults.push(Fault::Loose);
    }
    if length(first) < STUB || !tie && length(last) < HEAD {
        faults.push(Fault::Short);
    }
    for (k, &segment) in segments.iter().enumerate() {
        let own = |node: usize| node == from && k == 0 || node == to && k + 1 == segments.len();
        place(drawn, segment, &own, faults);
    }
}

/// Faults of a segment among symbols and rules.
fn place(drawn: &Drawn, segment: Segment, own: &dyn Fn(usize) -> bool, faults: &mut Vec<Fault>) {
    let rules = &drawn.page.rules;
    let reach = span(segment);
    let (Some(left), Some(right)) = (rules.first(), rules.last()) else { return };
    let (Some(top), Some(bottom)) = (drawn.rows.first(), drawn.rows.last()) else { return };
    if reach.x < *left || reach.right() > *right || reach.y < *top || reach.bottom() > *bottom {
        faults.push(Fault::Outside);
    }
    for (node, rect) in drawn.rects.iter().enumerate() {
        let (dx, dy) = gap(&reach, rect);
        if own(node) {
            if dx < Length::ZERO && dy < Length::ZERO {
                faults.push(Fault::OnSymbol);
            }
        } else if dx < CLEAR && dy < CLEAR {
            faults.push(Fault::OnSymbol);
        }
    }
    let (along, at) = if is_level(segment) { (drawn.rows, segment.0.y) } else { (rules.as_slice(), segment.0.x) };
    if along.iter().any(|&rule| (rule - at).abs() < RULE_CLEAR) && length(segment) > Length::pt(1) {
        faults.push(Fault::OnRule);
    }
}

/// Whether `end` is a port of the symbol and `next` lies straight outside it.
fn is_port(drawn: &Drawn, node: usize, end: Point, next: Point) -> bool {
    let (rect, shape) = (&drawn.rects[node], drawn.page.nodes[node].shape);
    let center = rect.center();
    let level = end.y == next.y;
    let outside = if level {
        end.x == rect.x && next.x < end.x || end.x == rect.right() && next.x > end.x
    } else {
        end.y == rect.y && next.y < end.y || end.y == rect.bottom() && next.y > end.y
    };
    let (at, middle, lo, hi) =
        if level { (end.y, center.y, rect.y, rect.bottom()) } else { (end.x, center.x, rect.x, rect.right()) };
    let corner = Length::pt(1);
    let on_side = lo + corner <= at && at <= hi - corner;
    outside
        && match shape {
            Shape::Process => on_side,
            Shape::Decision => at == middle,
            Shape::Terminator => {
                let round = rect.w.min(rect.h).half();
                let straight = if level { rect.h > rect.w } else { rect.w >= rect.h };
                at == middle || straight && lo + round <= at && at <= hi - round
            }
            Shape::OffPageDown if level => on_side && at <= rect.y + rect.h.ratio(6, 10),
            Shape::OffPageUp if level => on_side && at >= rect.y + rect.h.ratio(4, 10),
            Shape::OffPageDown => {
                if end.y == rect.y {
                    on_side
                } else {
                    at == middle
                }
            }
            Shape::OffPageUp => {
                if end.y == rect.y {
                    at == middle
                } else {
                    on_side
                }
            }
        }
}

/// Where two lines are one: how many segments from the start, or to the end, lie on one another.
struct Common {
    stem: usize,
    trunk: usize,
}

impl Common {
    fn of(drawn: &Drawn, a: usize, b: usize, one: &[Segment], two: &[Segment]) -> Self {
        let ties = [a, b].iter().any(|&link| drawn.page.links[link].kind == LinkKind::Tie);
        let back = |segments: &[Segment]| segments.iter().rev().map(|s| (s.1, s.0)).collect::<Vec<_>>();
        let merges = !ties && drawn.ends[a].1 == drawn.ends[b].1;
        let forks = !ties && drawn.natures[a].exit == drawn.natures[b].exit;
        Self {
            stem: if forks { together(one, two) } else { 0 },
            trunk: if merges { together(&back(one), &back(two)) } else { 0 },
        }
    }
}

/// How many segments two lines have in common from their first point on.
fn together(one: &[Segment], two: &[Segment]) -> usize {
    let way = |s: Segment| ((s.1.x - s.0.x).0.signum(), (s.1.y - s.0.y).0.signum());
    let mut count = 0;
    for (p, q) in one.iter().zip(two) {
        if p.0 != q.0 || way(*p) != way(*q) {
            break;
        }
        count += 1;
        if p.1 != q.1 {
            break;
        }
    }
    count
}

fn pair(drawn: &Drawn, a: usize, b: usize, faults: &mut Vec<Fault>, crossings: &mut Vec<Point>) {
    let (one, two) = (segments(&drawn.lines[a]), segments(&drawn.lines[b]));
    let common = Common::of(drawn, a, b, &one, &two);
    let forked = drawn.natures[a].exit == drawn.natures[b].exit;
    if forked && common.stem == 0 {
        faults.push(Fault::Overlap);
    }
    let same_start = drawn.ends[a].0 == drawn.ends[b].0 && drawn.lines[a].first() == drawn.lines[b].first();
    if !forked && same_start {
        faults.push(Fault::Overlap);
    }
    // Lines that merge or fork may bend near one another, as they must to do so.
    let kin = common.stem > 0 || drawn.ends[a].1 == drawn.ends[b].1;
    let (n, m) = (one.len(), two.len());
    for (i, &p) in one.iter().enumerate() {
        for (j, &q) in two.iter().enumerate() {
            let (dx, dy) = gap(&span(p), &span(q));
            if dx >= APART || dy >= APART {
                continue;
            }
            if i < common.stem && j < common.stem || n - i <= common.trunk && m - j <= common.trunk {
                continue;
            }
            let fork = common.stem > 0 && i.max(j) == common.stem && i.min(j) + 1 >= common.stem
                || common.trunk > 0 && (n - i).max(m - j) == common.trunk + 1 && (n - i).min(m - j) >= common.trunk;
            if is_level(p) == is_level(q) {
                let (apart, beside) = if is_level(p) { (dy, dx) } else { (dx, dy) };
                if apart == Length::ZERO && beside < Length::ZERO {
                    faults.push(Fault::Overlap);
                } else if apart > Length::ZERO && beside < -APART.half() {
                    faults.push(Fault::Near);
                } else if apart == Length::ZERO && !kin {
                    faults.push(Fault::Touch);
                }
                continue;
            }
            let inside = (-dx).min(-dy);
            if dx < Length::ZERO && dy < Length::ZERO {
                cross(drawn, [a, b], [p, q], kin, faults, crossings);
            } else if inside >= Length::ZERO {
                if !fork {
                    faults.push(Fault::Touch);
                }
            } else if !kin && hypot(dx, dy) < square(JUNCTION) {
                faults.push(Fault::Touch);
            }
        }
    }
}

fn square(length: Length) -> i64 {
    i64::from(length.0) * i64::from(length.0)
}

fn hypot(dx: Length, dy: Length) -> i64 {
    square(dx.max(Length::ZERO)) + square(dy.max(Length::ZERO))
}

/// Two segments that cross.
fn cross(
    drawn: &Drawn,
    links: [usize; 2],
    [p, q]: [Segment; 2],
    kin: bool,
    faults: &mut Vec<Fault>,
    crossings: &mut Vec<Point>,
) {
    let (level, upright) = if is_level(p) { (p, q) } else { (q, p) };
    let at = Point::new(upright.0.x, level.0.y);
    crossings.push(at);
    let (l, u) = (span(level), span(upright));
    let inside = (at.x - l.x).min(l.right() - at.x).min(at.y - u.y).min(u.bottom() - at.y);
    if inside < JUNCTION && !kin {
        faults.push(Fault::Touch);
    }
    for link in links {
        let tip = drawn.lines[link].last().copied().unwrap_or_default();
        let arrow = drawn.page.links[link].kind != LinkKind::Tie;
        if arrow && (tip.x - at.x).abs() + (tip.y - at.y).abs() < TIP {
            faults.push(Fault::OnHead);
        }
    }
}
