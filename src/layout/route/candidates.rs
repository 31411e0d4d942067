//! The routes a link may take, each with what it costs by itself.
//!
//! A route is a polyline on the [`Grid`]: which side of which box it leaves, through which gutters and gaps it goes, where it
//! enters. Where in a gutter it runs, beside which other lines, is not settled here.

mod best;
mod price;

use best::{Best, Keep, MOST, Seat};
use price::least_way_cost;

use super::grid::{Cell, Grid, UNIT};
use super::plan::{BERTH, HEAD, STUB};
use super::{Link, LinkKind, NodeId, PageChart, RULE_CLEAR, Shape};

/// What a bend costs; the other costs are to scale.
pub(super) const BEND: i32 = 120;
/// More than any sum of honest costs: a plan that holds it is not valid.
pub(super) const FAULT: i32 = 200_000;

/// From the middle of a symbol to where its lines begin, on the grid.
const REACH: i32 = 6;
/// Points of the longest route.
const POINTS: usize = 8;
/// Routes of a link that are kept.
const KEPT: Keep = Keep { cheapest: 24, of_sides: 2, of_places: 3 };
/// Gaps beyond the next that a link in conflict may take.
const GAPS_BEYOND: i32 = 3;

/// A side of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

impl Side {
    pub(super) fn is_level(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    /// Whether it faces where coordinates grow.
    pub(super) fn sign(self) -> i32 {
        if matches!(self, Self::Right | Self::Bottom) { 1 } else { -1 }
    }
}

/// The direction of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Axis {
    Level,
    Upright,
}

/// A run of a route: along grid line `line` from `a` to `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub axis: Axis,
    pub line: i32,
    pub a: i32,
    pub b: i32,
}

impl Run {
    pub(super) fn span(&self) -> (i32, i32) {
        (self.a.min(self.b), self.a.max(self.b))
    }
}

/// A way to draw a link on the grid.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route {
    pub from: NodeId,
    pub to: NodeId,
    pub exit: Side,
    pub entry: Side,
    /// Where the two ends stand.
    pub cells: [Cell; 2],
    /// Whether the symbol leaves the first and the last run just one place.
    pub pinned: [bool; 2],
    /// Whether an end is an off-page symbol, which stands where the route says.
    pub moves: bool,
    pub cost: i32,
    /// Left, top, right, bottom.
    pub bounds: [i32; 4],
    len: u8,
    points: [(i32, i32); POINTS],
}

impl Route {
    pub(super) fn points(&self) -> &[(i32, i32)] {
        &self.points[..self.len as usize]
    }

    pub(super) fn runs(&self) -> usize {
        self.len as usize - 1
    }

    pub(super) fn run(&self, k: usize) -> Run {
        let (p, q) = (self.points[k], self.points[k + 1]);
        if p.1 == q.1 {
            Run { axis: Axis::Level, line: p.1 / UNIT, a: p.0, b: q.0 }
        } else {
            Run { axis: Axis::Upright, line: p.0 / UNIT, a: p.1, b: q.1 }
        }
    }

    pub(super) fn is_pinned(&self, k: usize) -> bool {
        k == 0 && self.pinned[0] || k + 1 == self.runs() && self.pinned[1]
    }

    /// Whether no run of the two can meet.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        let (a, b) = (&self.bounds, &other.bounds);
        a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3]
    }
}

/// Whether a side of a symbol has just one place for lines.
fn is_pinned(page: &PageChart, node: NodeId, side: Side) -> bool {
    let node = &page.nodes[node];
    match node.shape {
        Shape::Process => false,
        Shape::Decision => true,
        Shape::Terminator => side.is_level() == (node.size.w >= node.size.h),
        Shape::OffPageDown | Shape::OffPageUp => true,
    }
}

/// Whether a flow from one cell to another goes up the page.
pub(super) fn is_back(page: &PageChart, ends: [NodeId; 2], cells: [Cell; 2]) -> bool {
    let up = |id: NodeId| page.nodes[id].shape == Shape::OffPageUp;
    let off_page = |id: NodeId| page.nodes[id].shape.is_off_page();
    if ends.into_iter().any(off_page) { ends.into_iter().any(up) } else { cells[1].level < cells[0].level }
}

/// The sides by which lines may leave a symbol, or enter it.
fn sides_of(shape: Shape, end: usize) -> &'static [Side] {
    match (shape, end) {
        (Shape::OffPageDown, 0) => &[Side::Bottom],
        (Shape::OffPageUp, 0) => &[Side::Top],
        (Shape::OffPageDown, _) => &[Side::Top, Side::Right, Side::Left],
        (Shape::OffPageUp, _) => &[Side::Bottom, Side::Right, Side::Left],
        (_, 0) => &[Side::Bottom, Side::Right, Side::Left, Side::Top],
        _ => &[Side::Top, Side::Right, Side::Left, Side::Bottom],
    }
}

/// The fewest bends of a way that leaves and enters by these sides, so far across and down.
fn least_bends(exit: Side, entry: Side, way: (i32, i32)) -> i32 {
    let ahead = |side: Side| (if side.is_level() { way.0 } else { way.1 }) * side.sign();
    let aside = if exit.is_level() { way.1 } else { way.0 };
    match exit.is_level() == entry.is_level() {
        false if ahead(exit) > 0 && ahead(entry) < 0 => 1,
        false => 3,
        true if exit == entry => 2,
        true if ahead(exit) <= 0 => 4,
        true if aside == 0 => 0,
        true => 2,
    }
}

/// The routes of a link worth a look, cheapest first. `richer`: more bends, more by each pair of sides, for a page whose lines cross.
pub(super) fn candidates(page: &PageChart, grid: &Grid, link: &Link, richer: bool) -> Vec<Route> {
    let found = routes(page, grid, link, richer);
    if found.is_empty() && !richer { routes(page, grid, link, true) } else { found }
}

/// Routes of a link that are kept where lines cross: what gets a line out of the way is seldom the next dearer way by the same sides,
/// so of each pair of sides some are kept, the fewer the more lanes there are to go through.
fn kept_richer(lanes: usize) -> Keep {
    Keep { of_sides: (72 / lanes).clamp(6, MOST), of_places: 6, ..KEPT }
}

fn routes(page: &PageChart, grid: &Grid, link: &Link, richer: bool) -> Vec<Route> {
    let best = Best::new(if richer { kept_richer(grid.lanes) } else { KEPT });
    let mut search = Search { page, grid, link, ends: [0, 0], cells: [Cell::default(); 2], best };
    let mut all = Vec::new();
    for &from in &link.from {
        for &to in &link.to {
            for &a in &grid.homes[from] {
                for &b in &grid.homes[to] {
                    if from == to && link.from == link.to || from != to && a != b {
                        (search.ends, search.cells) = ([from, to], [a, b]);
                        search.sides(&mut all);
                    }
                }
            }
        }
    }
    // Those first that may give the cheapest: most of the others then need no look.
    all.sort_unstable_by_key(|sides| (sides.floor, sides.number));
    for sides in all {
        if search.best.wants(sides.seat, (sides.floor, 0, 0)) {
            (search.ends, search.cells) = (sides.ends, sides.cells);
            search.by(sides, richer);
        }
    }
    search.best.routes()
}

struct Search<'a> {
    page: &'a PageChart,
    grid: &'a Grid,
    link: &'a Link,
    ends: [NodeId; 2],
    cells: [Cell; 2],
    best: Best,
}

/// The sides that a route leaves and enters, and what any such route of the search costs.
#[derive(Clone, Copy)]
struct Sides {
    number: u32,
    ends: [NodeId; 2],
    cells: [Cell; 2],
    exit: Side,
    entry: Side,
    /// Without its way.
    cost: i32,
    /// With the shortest way.
    floor: i32,
    seat: Seat,
}

impl Search<'_> {
    /// Grid lines through the middle of an end's cell.
    fn home(&self, end: usize) -> (i32, i32) {
        (2 * self.cells[end].lane as i32 + 1, 2 * self.cells[end].level as i32 + 1)
    }

    /// Adds the sides by which routes may leave and enter.
    fn sides(&mut self, all: &mut Vec<Sides>) {
        if self.link.kind == LinkKind::Tie {
            let to_the_right = self.home(0).0 < self.home(1).0;
            let (exit, entry) = if to_the_right { (Side::Right, Side::Left) } else { (Side::Left, Side::Right) };
            return all.push(self.sides_by(exit, entry, all.len()));
        }
        for &exit in sides_of(self.page.nodes[self.ends[0]].shape, 0) {
            for &entry in sides_of(self.page.nodes[self.ends[1]].shape, 1) {
                all.push(self.sides_by(exit, entry, all.len()));
            }
        }
    }

    fn sides_by(&mut self, exit: Side, entry: Side, number: usize) -> Sides {
        let ((x, y), (u, v)) = (self.home(0), self.home(1));
        let seat = self.best.seat((self.ends[0], exit, entry), (self.ends, self.cells));
        let cost = self.cost_of(exit, entry);
        let floor = match self.link.kind {
            LinkKind::Tie => 0,
            _ => cost + least_way_cost(least_bends(exit, entry, (u - x, v - y)), &[x, u], &[y, v]),
        };
        Sides { number: number as u32, ends: self.ends, cells: self.cells, exit, entry, cost, floor, seat }
    }

    /// Adds the routes that leave and enter by these sides.
    fn by(&mut self, sides: Sides, richer: bool) {
        if self.link.kind == LinkKind::Tie {
            let ((x, y), (u, _)) = (self.home(0), self.home(1));
            return self.add(sides, &[(x, y), (u, y)]);
        }
        match (sides.exit.is_level(), sides.entry.is_level()) {
            (true, true) => self.side_to_side(sides, richer),
            (true, false) => self.side_to_end(sides, richer),
            (false, true) => self.end_to_side(sides, richer),
            (false, false) => self.end_to_end(sides, richer),
        }
    }

    /// Upright lines worth a look.
    fn uprights(&self, richer: bool) -> std::ops::RangeInclusive<i32> {
        let (a, b) = (self.home(0).0, self.home(1).0);
        let around = if richer { 9 } else { 5 };
        (a.min(b) - around).max(0)..=(a.max(b) + around).min(2 * self.grid.lanes as i32)
    }

    /// Gaps worth a look, as grid lines: those between the ends, and some beyond for a way round what stands there.
    fn gaps(&self, richer: bool) -> impl Iterator<Item = i32> + use<> {
        let (a, b) = (self.home(0).1, self.home(1).1);
        let around = if richer { 1 + 2 * GAPS_BEYOND } else { 1 };
        let first = (a.min(b) - around).max(self.grid.gaps.0);
        let last = (a.max(b) + around).min(self.grid.gaps.1);
        (first..=last).step_by(2)
    }

    /// The gap a line meets that leaves an end by its top or bottom.
    fn next_gap(&self, end: usize, side: Side) -> Option<i32> {
        let gap = self.home(end).1 + side.sign();
        (self.grid.gaps.0 <= gap && gap <= self.grid.gaps.1).then_some(gap)
    }

    fn side_to_side(&mut self, sides: Sides, richer: bool) {
        let Sides { exit, entry, .. } = sides;
        let ((x, y), (u, v)) = (self.home(0), self.home(1));
        if y == v && exit != entry && (u - x) * exit.sign() > 0 {
            self.add(sides, &[(x, y), (u, v)]);
        }
        for at in self.uprights(richer) {
            if (at - x) * exit.sign() > 0 && (at - u) * entry.sign() > 0 {
                self.add(sides, &[(x, y), (at, y), (at, v), (u, v)]);
            }
        }
        if !richer {
            return;
        }
        for gap in self.gaps(richer) {
            for one in self.uprights(false).filter(|one| (one - x) * exit.sign() > 0) {
                if !self.may_do(sides, 4, &[x, one, u], &[y, gap, v]) {
                    continue;
                }
                for two in self.uprights(false).filter(|two| (two - u) * entry.sign() > 0) {
                    self.add(sides, &[(x, y), (one, y), (one, gap), (two, gap), (two, v), (u, v)]);
                }
            }
        }
    }

    fn side_to_end(&mut self, sides: Sides, richer: bool) {
        let Sides { exit, entry, .. } = sides;
        let ((x, y), (u, v)) = (self.home(0), self.home(1));
        if (u - x) * exit.sign() > 0 {
            self.add(sides, &[(x, y), (u, y), (u, v)]);
        }
        let next = self.next_gap(1, entry);
        for gap in self.gaps(richer).filter(|&gap| richer || Some(gap) == next) {
            if !self.may_do(sides, 3, &[x, u], &[y, gap, v]) {
                continue;
            }
            for at in self.uprights(richer).filter(|at| (at - x) * exit.sign() > 0) {
                self.add(sides, &[(x, y), (at, y), (at, gap), (u, gap), (u, v)]);
            }
        }
    }

    fn end_to_side(&mut self, sides: Sides, richer: bool) {
        let Sides { exit, entry, .. } = sides;
        let ((x, y), (u, v)) = (self.home(0), self.home(1));
        if (x - u) * entry.sign() > 0 {
            self.add(sides, &[(x, y), (x, v), (u, v)]);
        }
        let next = self.next_gap(0, exit);
        for gap in self.gaps(richer).filter(|&gap| richer || Some(gap) == next) {
            if !self.may_do(sides, 3, &[x, u], &[y, gap, v]) {
                continue;
            }
            for at in self.uprights(richer).filter(|at| (at - u) * entry.sign() > 0) {
                self.add(sides, &[(x, y), (x, gap), (at, gap), (at, v), (u, v)]);
            }
        }
    }

    fn end_to_end(&mut self, sides: Sides, richer: bool) {
        let Sides { exit, entry, .. } = sides;
        let ((x, y), (u, v)) = (self.home(0), self.home(1));
        if x == u {
            self.add(sides, &[(x, y), (u, v)]);
        } else {
            for gap in self.gaps(richer) {
                self.add(sides, &[(x, y), (x, gap), (u, gap), (u, v)]);
            }
        }
        let (near, far) = (self.next_gap(0, exit), self.next_gap(1, entry));
        for one in self.gaps(richer).filter(|&gap| richer || Some(gap) == near) {
            for two in self.gaps(richer).filter(|&gap| gap != one && (richer || Some(gap) == far)) {
                if !self.may_do(sides, 4, &[x, u], &[y, one, two, v]) {
                    continue;
                }
                for at in self.uprights(richer).filter(|&at| at != x && at != u) {
                    self.add(sides, &[(x, y), (x, one), (at, one), (at, two), (u, two), (u, v)]);
                }
            }
        }
    }

    /// Whether a route with so many bends would be kept if it only went over these grid lines across and down.
    fn may_do(&self, sides: Sides, bends: i32, across: &[i32], down: &[i32]) -> bool {
        self.best.wants(sides.seat, (sides.cost + least_way_cost(bends, across, down), 0, 0))
    }

    /// Adds the route over these grid lines, if it is a route, and free.
    fn add(&mut self, sides: Sides, lines: &[(i32, i32)]) {
        let Sides { exit, entry, .. } = sides;
        let mut points = [(0, 0); POINTS];
        for (point, line) in points.iter_mut().zip(lines) {
            *point = (line.0 * UNIT, line.1 * UNIT);
        }
        let len = lines.len();
        let out = |point: &mut (i32, i32), side: Side| {
            let to = if side.is_level() { &mut point.0 } else { &mut point.1 };
            *to += side.sign() * REACH;
        };
        out(&mut points[0], exit);
        out(&mut points[len - 1], entry);
        let cost = sides.cost + self.way_cost(&points[..len]);
        if !self.best.wants(sides.seat, (cost, len as u8, sides.number)) {
            return;
        }
        let mut before = None;
        for (k, pair) in points[..len].windows(2).enumerate() {
            let (dx, dy) = ((pair[1].0 - pair[0].0).signum(), (pair[1].1 - pair[0].1).signum());
            let level = dy == 0;
            // No step without a length, and none that goes on, or back, the way it came.
            if (dx, dy) == (0, 0) || before == Some(level) {
                return;
            }
            let towards = |side: Side| side.is_level() == level && side.sign() == dx + dy;
            let inwards = entry.is_level() == level && entry.sign() == -(dx + dy);
            if k == 0 && !towards(exit) || k + 2 == len && !inwards {
                return;
            }
            let free = if level {
                self.grid.free_across(pair[0].1 / UNIT, pair[0].0, pair[1].0)
            } else {
                self.grid.free_down(pair[0].0 / UNIT, pair[0].1, pair[1].1)
            };
            if !free || self.enters_home(pair) {
                return;
            }
            before = Some(level);
        }
        let used = &points[..len];
        let (xs, ys) = (used.iter().map(|point| point.0), used.iter().map(|point| point.1));
        let bound = |values: &mut dyn Iterator<Item = i32>| {
            values.fold((i32::MAX, i32::MIN), |(lo, hi), v| (lo.min(v), hi.max(v)))
        };
        let ((left, right), (top, bottom)) = (bound(&mut xs.clone()), bound(&mut ys.clone()));
        let pinned = [is_pinned(self.page, self.ends[0], exit), is_pinned(self.page, self.ends[1], entry)];
        let route = Route {
            from: self.ends[0],
            to: self.ends[1],
            exit,
            entry,
            cells: self.cells,
            pinned,
            moves: self.ends.iter().any(|&end| self.grid.cell[end].is_none()),
            cost,
            bounds: [left, top, right, bottom],
            len: len as u8,
            points,
        };
        if self.has_room(&route) {
            self.best.add(sides.seat, sides.number, route);
        }
    }

    /// Whether each gutter on the way has room for the route by itself.
    fn has_room(&self, route: &Route) -> bool {
        (0..route.runs()).all(|k| {
            let run = route.run(k);
            run.axis == Axis::Level || run.line & 1 == 1 || self.gutter_has_room(route, k, &run)
        })
    }

    fn gutter_has_room(&self, route: &Route, k: usize, run: &Run) -> bool {
        let gutter = (run.line >> 1) as usize;
        let (grid, rule) = (self.grid, self.page.rules[gutter]);
        let (lo, hi) = run.span();
        let beside = |lane: usize| {
            if grid.free_down(2 * lane as i32 + 1, lo, hi) { None } else { Some(grid.half[lane] + BERTH) }
        };
        let mut least = match gutter.checked_sub(1) {
            Some(lane) => beside(lane).map_or(rule - RULE_CLEAR, |reach| grid.middle[lane] + reach),
            None => rule + RULE_CLEAR,
        };
        let mut most = if gutter < grid.lanes {
            beside(gutter).map_or(rule + RULE_CLEAR, |reach| grid.middle[gutter] - reach)
        } else {
            rule - RULE_CLEAR
        };
        let ends = [(k == 1, route.from, route.exit, 0, STUB), (k + 2 == route.runs(), route.to, route.entry, 1, HEAD)];
        for (meets, node, side, end, room) in ends {
            let lane = route.cells[end].lane as usize;
            let edge = self.page.nodes[node].size.w.half() + room;
            match side {
                Side::Right if meets && lane + 1 == gutter => least = least.max(grid.middle[lane] + edge),
                Side::Left if meets && lane == gutter => most = most.min(grid.middle[lane] - edge),
                _ => {}
            }
        }
        let inner = 0 < gutter && gutter < grid.lanes;
        least <= most && !(inner && least > rule - RULE_CLEAR && most < rule + RULE_CLEAR)
    }

    /// Whether a run goes through the cell of an off-page symbol at one of its ends.
    fn enters_home(&self, run: &[(i32, i32)]) -> bool {
        (0..2).any(|end| {
            if !self.page.nodes[self.ends[end]].shape.is_off_page() {
                return false;
            }
            let (x, y) = self.home(end);
            let within = |v: i32, a: i32, b: i32| a.min(b) <= v && v <= a.max(b);
            within(x * UNIT, run[0].0, run[1].0) && within(y * UNIT, run[0].1, run[1].1)
        })
    }
}
