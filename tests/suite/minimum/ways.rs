//! Every way a line can take over a grid of lanes and rows, with so many bends at most.
//!
//! Upright grid lines are the gutters beside lanes (even numbers) and the middles of lanes (odd), level ones the gaps between rows and
//! the middles of rows. A run between two bends stays in gutters and gaps: one through the middle of free cells can be pushed into
//! the gutter or gap beside it without a bend more or less, and past no symbol. Where in a gutter it lies is left open.

use std::fmt;

use lajur::layout::route::Shape;

use super::table::{Cell, Line, Table};
use crate::outline::Side;

/// A way for a line.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// Where it begins and ends.
    pub(crate) ends: [Port; 2],
    /// The points of the grid on its way, by number.
    pub(crate) points: Vec<u16>,
    /// To which sides it goes on at each point of the grid.
    pub(crate) tree: Tree,
    /// How often it turns.
    pub(crate) bends: usize,
}

/// Shown as where it leads from and to.
impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [start, end] = self.ends;
        write!(f, "{} {:?} -> {} {:?} ({} bends)", start.symbol, start.side, end.symbol, end.side, self.bends)
    }
}

/// For each point of the grid the directions of the lines from there, as bits.
pub(crate) type Tree = Vec<u8>;

/// Where a way ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Port {
    /// The symbol, and where it stands.
    pub(crate) symbol: usize,
    /// See above.
    pub(crate) cell: Cell,
    /// By which side.
    pub(crate) side: Side,
    /// Whether that side has just one place for lines.
    pub(crate) pinned: bool,
}

/// All ways of a line, from any of its boxes to any.
pub(crate) fn ways(table: &Table, line: &Line, bends: usize) -> Vec<Way> {
    let mut found = Vec::new();
    for &from in &line.from {
        for &to in line.to.iter().filter(|to| **to != from) {
            for &start in &table.symbols[from].homes {
                for &end in table.symbols[to].homes.iter().filter(|end| **end != start) {
                    let bends = if line.tie { 0 } else { bends };
                    let ends = [(from, start), (to, end)];
                    Walk { table, ends, path: vec![point(start)], corners: Vec::new(), found: &mut found }.begin(bends);
                }
            }
        }
    }
    found
}

type Point = (i32, i32);

/// The middle of a cell.
pub(crate) fn point(cell: Cell) -> Point {
    (2 * cell.lane as i32 + 1, 2 * cell.level as i32 + 1)
}

/// A way in the making.
struct Walk<'a> {
    table: &'a Table,
    ends: [(usize, Cell); 2],
    path: Vec<Point>,
    corners: Vec<Point>,
    found: &'a mut Vec<Way>,
}

impl Walk<'_> {
    fn begin(&mut self, bends: usize) {
        let start = self.path[0];
        self.corners.push(start);
        self.go(start, true, bends, false);
        self.go(start, false, bends, false);
    }

    /// Goes on from a corner, on the level or upright; `last`: straight to the end, or not at all.
    fn go(&mut self, at: Point, level: bool, bends: usize, last: bool) {
        let end = point(self.ends[1].1);
        let to = |stop: i32| if level { (stop, at.1) } else { (at.0, stop) };
        let (now, goal, lines) =
            if level { (at.0, end.0, self.table.across()) } else { (at.1, end.1, self.table.down()) };
        let before = self.path.len();
        if (level && at.1 == end.1 || !level && at.0 == end.0) && self.run(to(goal)) {
            self.arrive();
        }
        self.path.truncate(before);
        if last || bends == 0 {
            return;
        }
        for stop in lines.filter(|stop| stop % 2 == 0 || *stop == goal).filter(|stop| *stop != now) {
            if self.run(to(stop)) && *self.path.last().expect("a run has points") != end {
                self.corners.push(to(stop));
                self.go(to(stop), !level, bends - 1, stop % 2 == 1);
                self.corners.pop();
            }
            self.path.truncate(before);
        }
    }

    /// Walks straight to a point; not through symbols, nor where the way has been.
    fn run(&mut self, to: Point) -> bool {
        let mut at = self.path[self.path.len() - 1];
        let step = ((to.0 - at.0).signum(), (to.1 - at.1).signum());
        while at != to {
            at = (at.0 + step.0, at.1 + step.1);
            let own = at == point(self.ends[1].1);
            let taken = at.0 % 2 == 1 && at.1 % 2 == 1 && self.table.taken(at.0 as usize / 2, at.1 as usize / 2);
            if own && at != to || taken && !own || self.path.contains(&at) {
                return false;
            }
            self.path.push(at);
        }
        true
    }

    /// Keeps the way, if its ends have ports there.
    fn arrive(&mut self) {
        let path = &self.path;
        let sides = [Side::towards(path[0], path[1]), Side::towards(path[path.len() - 1], path[path.len() - 2])];
        let port = |end: usize| {
            let (symbol, cell) = self.ends[end];
            let (shape, side) = (self.table.symbols[symbol].shape, sides[end]);
            has_port(shape, side, end == 0).then_some(Port { symbol, cell, side, pinned: is_pinned(shape, side) })
        };
        let (Some(start), Some(end)) = (port(0), port(1)) else { return };
        let points: Vec<u16> = path.iter().map(|&at| self.table.number(at)).collect();
        let mut tree = vec![0; self.table.points()];
        for pair in points.windows(2) {
            let on = direction(pair[0], pair[1], self.table.width());
            tree[pair[0] as usize] |= 1 << on;
            tree[pair[1] as usize] |= 1 << ((on + 2) % 4);
        }
        self.found.push(Way { ends: [start, end], points, tree, bends: self.corners.len() - 1 });
    }
}

/// In which direction the next point of the grid lies: right, down, left, up.
pub(crate) fn direction(from: u16, to: u16, width: u16) -> usize {
    match i32::from(to) - i32::from(from) {
        1 => 0,
        -1 => 2,
        step if step == i32::from(width) => 1,
        _ => 3,
    }
}

/// Whether lines may leave or enter a symbol there.
fn has_port(shape: Shape, side: Side, leaves: bool) -> bool {
    match (shape, leaves) {
        (Shape::OffPageDown, true) => side == Side::Bottom,
        (Shape::OffPageDown, false) => side != Side::Bottom,
        (Shape::OffPageUp, true) => side == Side::Top,
        (Shape::OffPageUp, false) => side != Side::Top,
        _ => true,
    }
}

/// Whether a side has one place for lines; a box has as many as it needs.
fn is_pinned(shape: Shape, side: Side) -> bool {
    match shape {
        Shape::Process => false,
        Shape::Terminator => matches!(side, Side::Left | Side::Right),
        _ => true,
    }
}
