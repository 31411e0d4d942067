//! The page as a coarse grid: lanes and gutters across, levels and gaps down.
//!
//! Lines of the grid are numbered. Upright ones: 0, 2, 4 ... are the gutters between lanes (0 left of the first), 1, 3, 5 ... the
//! middles of lanes. Level ones: 0, 2, 4 ... are the gaps between levels, 1, 3, 5 ... their middles. A row is one level, or as many as its
//! fullest cell has symbols; a strip for off-page symbols is a level of the first or the last row. A coordinate on the grid is
//! [`UNIT`] times the number of a line.

use super::{Link, LinkKind, Node, PageChart, Place, Shape};
use crate::geom::Length;

/// The distance of two neighbouring grid lines.
pub(super) const UNIT: i32 = 16;

/// Cells that an off-page symbol has to choose from, at least.
const HOMES: usize = 24;

/// A level and a lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    pub level: u16,
    pub lane: u16,
}

/// A level: the symbols that stand side by side in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    pub row: usize,
    /// Whether only off-page symbols stand here.
    pub strip: bool,
}

/// The grid of a page.
pub(super) struct Grid {
    pub lanes: usize,
    pub levels: Vec<Level>,
    /// The cell of each symbol that has one.
    pub cell: Vec<Option<Cell>>,
    /// Where each symbol may stand: its cell, or those open to an off-page symbol.
    pub homes: Vec<Vec<Cell>>,
    /// The gaps that lines may use: first and last. The one beyond a strip is closed.
    pub gaps: (i32, i32),
    /// x of the middle of each lane.
    pub middle: Vec<Length>,
    /// Half the width of the symbols of each lane.
    pub half: Vec<Length>,
    down: Vec<u16>,
    across: Vec<u16>,
}

impl Grid {
    pub(super) fn new(page: &PageChart) -> Self {
        let lanes = page.rules.len().saturating_sub(1);
        let strips = |place| page.nodes.iter().filter(|node| node.place == place).count().div_ceil(lanes);
        let (top, bottom) = (strips(Place::Top), strips(Place::Bottom));
        let slots = slots(page, lanes);
        let mut levels = Vec::new();
        let mut first = Vec::new();
        for row in 0..page.rows.len() {
            if row == 0 {
                levels.extend((0..top).map(|_| Level { row, strip: true }));
            }
            first.push(levels.len());
            let height = slots[row * lanes..(row + 1) * lanes].iter().copied().max().unwrap_or(0).max(1);
            levels.extend((0..height).map(|_| Level { row, strip: false }));
        }
        levels.extend((0..bottom).map(|_| Level { row: page.rows.len() - 1, strip: true }));
        let last = levels.len() as i32 * 2;
        let gaps = (if top > 0 { 2 } else { 0 }, if bottom > 0 { last - 2 } else { last });
        let cell = cells(page, &levels, &first, &slots, lanes);
        let (down, across) = occupancy(&cell, levels.len(), lanes);
        let (middle, half) = measures(page, &cell);
        let mut grid = Self { lanes, levels, cell, homes: Vec::new(), gaps, middle, half, down, across };
        grid.homes = page.nodes.iter().enumerate().map(|(id, node)| grid.homes_of(id, node)).collect();
        for (id, node) in page.nodes.iter().enumerate() {
            if grid.cell[id].is_none() {
                let rivals = page.nodes.iter().filter(|other| other.place == node.place).count();
                grid.nearest_homes(page, id, HOMES.max(rivals + 2));
            }
        }
        grid
    }

    /// Keeps the homes of an off-page symbol that are nearest to what it is linked to.
    fn nearest_homes(&mut self, page: &PageChart, id: usize, kept: usize) {
        let own = |link: &&Link| link.from.contains(&id) || link.to.contains(&id);
        let ends = page.links.iter().filter(own).flat_map(|link| link.from.iter().chain(&link.to));
        let partners: Vec<Cell> = ends.filter_map(|&end| self.cell[end]).collect();
        let far = |home: &Cell| {
            let lanes = partners.iter().map(|cell| cell.lane.abs_diff(home.lane)).min().unwrap_or(0);
            let blocked = partners.iter().any(|cell| cell.level == home.level);
            2 * lanes + u16::from(blocked) + u16::from(self.levels[home.level as usize].strip)
        };
        let mut homes = self.homes[id].clone();
        homes.sort_by_key(|home| (far(home), *home));
        homes.truncate(kept);
        self.homes[id] = homes;
    }

    fn homes_of(&self, id: usize, node: &Node) -> Vec<Cell> {
        if let Some(cell) = self.cell[id] {
            return vec![cell];
        }
        let top = node.place == Place::Top;
        let end = if top { self.levels.first() } else { self.levels.last() };
        let row = end.map_or(0, |level| level.row);
        let mut homes = Vec::new();
        for level in 0..self.levels.len() {
            let beyond = self.levels[level].strip && top != (level < self.first_inner());
            if self.levels[level].row != row || beyond {
                continue;
            }
            for lane in 0..self.lanes {
                if self.is_free(level, lane) {
                    homes.push(Cell { level: level as u16, lane: lane as u16 });
                }
            }
        }
        homes
    }

    /// The first level that is no strip.
    fn first_inner(&self) -> usize {
        self.levels.iter().take_while(|level| level.strip).count()
    }

    /// Whether no symbol has this cell.
    pub(super) fn is_free(&self, level: usize, lane: usize) -> bool {
        let at = lane * (self.levels.len() + 1) + level;
        self.down[at] == self.down[at + 1]
    }

    /// Whether an upright line is free from `a` to `b`.
    pub(super) fn free_down(&self, line: i32, a: i32, b: i32) -> bool {
        if line & 1 == 0 {
            return true;
        }
        let base = (line >> 1) as usize * (self.levels.len() + 1);
        let (from, to) = middles_between(a, b, self.levels.len());
        to <= from || self.down[base + from] == self.down[base + to]
    }

    /// Whether a level line is free from `a` to `b`.
    pub(super) fn free_across(&self, line: i32, a: i32, b: i32) -> bool {
        if line & 1 == 0 {
            return true;
        }
        let base = (line >> 1) as usize * (self.lanes + 1);
        let (from, to) = middles_between(a, b, self.lanes);
        to <= from || self.across[base + from] == self.across[base + to]
    }

    /// Whether a rule lies in a gap, seen from its number (half its grid line).
    pub(super) fn has_rule(&self, gap: usize) -> bool {
        gap == 0 || gap == self.levels.len() || self.levels[gap - 1].row != self.levels[gap].row
    }
}

/// The half-open range of the middles (odd lines, numbered from 0) on the way from `a` to `b`, ends included.
fn middles_between(a: i32, b: i32, count: usize) -> (usize, usize) {
    let (lo, hi) = (a.min(b), a.max(b));
    let from = (lo + UNIT - 1).div_euclid(2 * UNIT).max(0);
    let to = ((hi - UNIT).div_euclid(2 * UNIT) + 1).max(0);
    ((from as usize).min(count), (to as usize).min(count))
}

/// How many symbols each cell of the table holds.
fn slots(page: &PageChart, lanes: usize) -> Vec<usize> {
    let mut slots = vec![0; page.rows.len() * lanes];
    for node in &page.nodes {
        if let Place::Cell { row, lane, slot } = node.place {
            let here = &mut slots[row * lanes + lane];
            *here = (*here).max(slot + 1);
        }
    }
    slots
}

/// The grid cell of each symbol. Where a cell has fewer symbols than its row has levels, they stand level with what they are linked to.
fn cells(page: &PageChart, levels: &[Level], first: &[usize], slots: &[usize], lanes: usize) -> Vec<Option<Cell>> {
    let height = |row: usize| levels.iter().filter(|level| level.row == row && !level.strip).count();
    let mut shift = vec![0; slots.len()];
    for row in 0..page.rows.len() {
        let full = height(row);
        if full < 2 {
            continue;
        }
        for lane in 0..lanes {
            let used = slots[row * lanes + lane];
            if used > 0 && used < full {
                shift[row * lanes + lane] = best_shift(page, row, lane, used, full);
            }
        }
        for (a, b) in ties(page) {
            let (Place::Cell { row: at, lane: one, .. }, Place::Cell { lane: two, .. }) =
                (page.nodes[a].place, page.nodes[b].place)
            else {
                continue;
            };
            if at == row {
                shift[row * lanes + two] = shift[row * lanes + one];
            }
        }
    }
    let cell = |node: &Node| match node.place {
        Place::Cell { row, lane, slot } => {
            Some(Cell { level: (first[row] + slot + shift[row * lanes + lane]) as u16, lane: lane as u16 })
        }
        _ => None,
    };
    page.nodes.iter().map(cell).collect()
}

fn ties(page: &PageChart) -> impl Iterator<Item = (usize, usize)> + '_ {
    let ties = page.links.iter().filter(|link| link.kind == LinkKind::Tie);
    ties.filter_map(|link| Some((*link.from.first()?, *link.to.first()?)))
}

/// How far down the symbols of a cell stand that has room to spare: level with their neighbours, else towards what they are linked to.
fn best_shift(page: &PageChart, row: usize, lane: usize, used: usize, full: usize) -> usize {
    let here =
        |id: &usize| matches!(page.nodes[*id].place, Place::Cell { row: r, lane: l, .. } if r == row && l == lane);
    let slot = |id: usize| if let Place::Cell { slot, .. } = page.nodes[id].place { slot as i32 } else { 0 };
    let cost = |shift: usize| {
        let mut cost = 0;
        for link in &page.links {
            for (own, other) in [(&link.from, &link.to), (&link.to, &link.from)] {
                let (Some(&own), Some(&other)) = (own.iter().find(|id| here(id)), other.first()) else { continue };
                cost += match page.nodes[other].place {
                    Place::Cell { row: r, .. } if r == row => 3 * (slot(own) + shift as i32 - slot(other)).abs(),
                    Place::Cell { row: r, .. } if r < row => shift as i32,
                    Place::Top => shift as i32,
                    _ => (full - used - shift) as i32,
                };
            }
        }
        cost
    };
    (0..=full - used).min_by_key(|&shift| (cost(shift), shift)).unwrap_or(0)
}

/// Counts of occupied cells: down each lane and across each level, from its beginning.
fn occupancy(cell: &[Option<Cell>], levels: usize, lanes: usize) -> (Vec<u16>, Vec<u16>) {
    let (mut down, mut across) = (vec![0; lanes * (levels + 1)], vec![0; levels * (lanes + 1)]);
    for cell in cell.iter().flatten() {
        down[cell.lane as usize * (levels + 1) + cell.level as usize + 1] = 1;
        across[cell.level as usize * (lanes + 1) + cell.lane as usize + 1] = 1;
    }
    for (counts, run) in [(&mut down, levels + 1), (&mut across, lanes + 1)] {
        for at in 1..counts.len() {
            if at % run != 0 {
                counts[at] += counts[at - 1];
            }
        }
    }
    (down, across)
}

/// The middle of each lane, and half the width that symbols take there.
fn measures(page: &PageChart, cell: &[Option<Cell>]) -> (Vec<Length>, Vec<Length>) {
    let middle: Vec<Length> = page.rules.windows(2).map(|sides| (sides[0] + sides[1]).half()).collect();
    let mut half = vec![Length::ZERO; middle.len()];
    for (node, cell) in page.nodes.iter().zip(cell) {
        if let Some(cell) = cell {
            let half = &mut half[cell.lane as usize];
            *half = (*half).max(node.size.w.half());
        }
    }
    for (lane, half) in half.iter_mut().enumerate() {
        let width = page.rules[lane + 1] - page.rules[lane];
        let least = width.ratio(1, 4).min((width - Length::pt(18)).half()).min(Length::pt(16));
        *half = (*half).max(least).max(Length::pt(1));
    }
    (middle, half)
}

impl Shape {
    /// Whether it is one of the two off-page symbols.
    pub(super) fn is_off_page(self) -> bool {
        matches!(self, Self::OffPageDown | Self::OffPageUp)
    }
}
