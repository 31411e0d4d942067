//! What a route costs by itself: its bends and length, the sides it uses, where off-page symbols stand, room for its words.

use super::{BEND, REACH, Search, Side, is_back};
use crate::geom::Length;
use crate::layout::route::grid::{Cell, UNIT};
use crate::layout::route::{LinkKind, NodeId, Shape};

const ACROSS: i32 = 10;
const DOWN: i32 = 7;
const STRIP: i32 = 130;
const FOREIGN_LANE: i32 = 30;
/// An off-page symbol so many lanes away from what it leads to: only what decides between equals.
const AWAY: i32 = 2;
const MOST_AWAY: usize = 4;
/// A loop within a lane on its left: all such loops of a sheet lie on one side where that costs nothing.
const LOOP_ON_THE_LEFT: i32 = 4;
const NO_LABEL_ROOM: i32 = 280;

impl Search<'_> {
    /// What any route costs that leaves and enters by these sides, its way apart.
    pub(super) fn cost_of(&self, exit: Side, entry: Side) -> i32 {
        match self.link.kind {
            LinkKind::Tie => 0,
            _ => self.sides_cost(exit, entry) + self.place_cost() + self.label_cost(exit),
        }
    }

    /// What a way costs by itself: its bends and length.
    pub(super) fn way_cost(&self, points: &[(i32, i32)]) -> i32 {
        if self.link.kind == LinkKind::Tie {
            return 0;
        }
        let runs = points.len() - 1;
        let mut cost = BEND * (runs as i32 - 1);
        for (k, run) in points.windows(2).enumerate() {
            let (across, down) = ((run[0].0 - run[1].0).abs(), (run[0].1 - run[1].1).abs());
            cost += (across * ACROSS + down * DOWN) / UNIT;
            let inner = 0 < k && k + 1 < runs;
            if inner && across == 0 && (run[0].0 / UNIT) & 1 == 1 {
                cost += FOREIGN_LANE;
            }
        }
        cost
    }

    fn sides_cost(&self, exit: Side, entry: Side) -> i32 {
        let back = is_back(self.page, self.ends, self.cells);
        let shapes = [0, 1].map(|end| self.page.nodes[self.ends[end]].shape);
        let mut cost = 0;
        if !shapes[0].is_off_page() {
            cost += match (exit, back) {
                (Side::Bottom, false) | (Side::Left | Side::Right, true) => 0,
                (Side::Left | Side::Right, false) => 20,
                (Side::Top, false) => 240,
                (Side::Top, true) => 160,
                (Side::Bottom, true) => 120,
            };
            if shapes[0] == Shape::Decision && !back && self.link.kind == LinkKind::Aside {
                cost += match exit {
                    Side::Bottom => 40,
                    Side::Left | Side::Right => -10,
                    Side::Top => 0,
                };
            }
        }
        if back && exit == Side::Left && self.cells[0].lane == self.cells[1].lane {
            cost += LOOP_ON_THE_LEFT;
        }
        cost + match (entry, back) {
            _ if shapes[1].is_off_page() => {
                if entry.is_level() {
                    30
                } else {
                    0
                }
            }
            (Side::Top, false) | (Side::Left | Side::Right, true) => 0,
            (Side::Left | Side::Right, false) => 60,
            (Side::Bottom, false) => 240,
            (Side::Top, true) => 30,
            (Side::Bottom, true) => 100,
        }
    }

    fn place_cost(&self) -> i32 {
        let in_strip = |cell: &Cell| self.grid.levels[cell.level as usize].strip;
        let away = |(&node, cell): (&NodeId, &Cell)| {
            self.page.nodes[node].beyond.map_or(0, |lane| lane.abs_diff(cell.lane as usize).min(MOST_AWAY) as i32)
        };
        STRIP * self.cells.iter().filter(|cell| in_strip(cell)).count() as i32
            + AWAY * self.ends.iter().zip(&self.cells).map(away).sum::<i32>()
    }

    /// The price of an exit beside which the label has no room.
    fn label_cost(&self, exit: Side) -> i32 {
        let Some(label) = self.link.label else { return 0 };
        if !exit.is_level() {
            return 0;
        }
        let cell = self.cells[0];
        let lane = cell.lane as usize;
        let rules = &self.page.rules;
        let edge = self.page.nodes[self.ends[0]].size.w.half();
        let (to_rule, next) = if exit == Side::Right {
            (rules[lane + 1] - self.grid.middle[lane] - edge, lane + 1)
        } else {
            (self.grid.middle[lane] - edge - rules[lane], lane.wrapping_sub(1))
        };
        let room = if next >= self.grid.lanes {
            to_rule + Length::pt(5)
        } else if self.grid.is_free(cell.level as usize, next) {
            return 0;
        } else {
            to_rule + Length::pt(4) + (rules[next + 1] - rules[next]).half() - self.grid.half[next]
        };
        if room < label.w + Length::pt(1) { NO_LABEL_ROOM } else { 0 }
    }
}

/// The least that a way costs with so many bends, from the middle of one symbol to that of another over these grid lines.
pub(super) fn least_way_cost(bends: i32, across: &[i32], down: &[i32]) -> i32 {
    let length = |lines: &[i32]| lines.windows(2).map(|pair| (pair[0] - pair[1]).abs()).sum::<i32>();
    // Symbols take a part of their cells, and each run is rounded down.
    let less = 2 * (ACROSS.max(DOWN) * REACH / UNIT + 1) + bends;
    BEND * bends + ACROSS * length(across) + DOWN * length(down) - less
}
