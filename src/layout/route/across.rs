//! Where upright lines run: x of every upright strand.

use super::RULE_CLEAR;
use super::candidates::{Axis, Side};
use super::grid::{Cell, UNIT};
use super::plan::{BERTH, End, HEAD, OFF_TIP, Plan, STUB};
use super::separate::{Wish, separate};
use super::strands::{Channel, Strand};
use crate::geom::Length;

/// x of the upright strands of each channel.
#[derive(Clone)]
pub(super) struct Across {
    pub places: Vec<Vec<Length>>,
    /// Channels that are too narrow.
    pub overfull: Vec<usize>,
    /// How much wider each lane ought to be.
    pub wider: Vec<Length>,
}

/// Lines in a gutter make room for a label: on one side of the middle of a lane, beside a level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aside {
    pub cell: Cell,
    pub right: bool,
    /// From the middle of the lane.
    pub room: Length,
}

/// How far inside the sides of the symbols upright lines through a lane keep.
const INSIDE: Length = Length::tenths(15);

pub(super) fn across(plan: &Plan) -> Across {
    let mut found = Across { places: Vec::new(), overfull: Vec::new(), wider: vec![Length::ZERO; plan.grid.lanes] };
    for (at, channel) in plan.channels.iter().enumerate() {
        if channel.axis == Axis::Level {
            found.places.push(Vec::new());
            continue;
        }
        let number = (channel.line >> 1) as usize;
        let (places, short) = if channel.line & 1 == 1 {
            let wishes: Vec<Wish> = channel.strands.iter().map(|strand| in_lane(plan, number, strand)).collect();
            separate(channel, &wishes, None)
        } else {
            gutter_places(plan, number, channel, &[])
        };
        if short > Length::ZERO {
            found.overfull.push(at);
            ask_for_room(&mut found.wider, channel, short);
        }
        found.places.push(places);
    }
    found
}

impl Across {
    /// The same with lines aside as the last of these asks too, where that moves any.
    pub(super) fn moved(&self, plan: &Plan, aside: &[Aside]) -> Option<Self> {
        let gutter = aside.last()?.gutter();
        let here = |channel: &Channel| channel.axis == Axis::Upright && channel.line == 2 * gutter as i32;
        let at = plan.channels.iter().position(here)?;
        let (places, _) = gutter_places(plan, gutter, &plan.channels[at], aside);
        let mut moved = (places != self.places[at]).then(|| self.clone())?;
        moved.places[at] = places;
        Some(moved)
    }
}

/// Places in a gutter; clear of labels where there is room for that.
fn gutter_places(plan: &Plan, gutter: usize, channel: &Channel, aside: &[Aside]) -> (Vec<Length>, Length) {
    let rule = plan.page.rules[gutter];
    let inner = 0 < gutter && gutter < plan.grid.lanes;
    let keep_off = inner.then_some((rule - RULE_CLEAR, rule + RULE_CLEAR));
    let wishes = in_gutter(plan, gutter, channel);
    let mut clear = wishes.clone();
    let mut asked = false;
    for (wish, strand) in clear.iter_mut().zip(&channel.strands) {
        for aside in aside {
            asked |= aside.moves(plan, gutter, strand, wish);
        }
    }
    if asked {
        let found = separate(channel, &clear, keep_off);
        if found.1 <= Length::ZERO {
            return found;
        }
    }
    separate(channel, &wishes, keep_off)
}

impl Aside {
    /// The gutter whose lines it moves.
    fn gutter(&self) -> usize {
        self.cell.lane as usize + usize::from(self.right)
    }

    /// Moves a strand off the label, if it passes there.
    fn moves(&self, plan: &Plan, gutter: usize, strand: &Strand, wish: &mut Wish) -> bool {
        let lane = self.cell.lane as usize;
        let level = 2 * i32::from(self.cell.level) * UNIT;
        let passes = strand.span.0 <= level + 2 * UNIT && level <= strand.span.1;
        if !passes || gutter != self.gutter() {
            return false;
        }
        let middle = plan.grid.middle[lane];
        if self.right {
            wish.least = wish.least.max(middle + self.room);
        } else {
            wish.most = wish.most.min(middle - self.room);
        }
        true
    }
}

fn ask_for_room(wider: &mut [Length], channel: &Channel, short: Length) {
    let number = (channel.line >> 1) as usize;
    let count = wider.len();
    if channel.line & 1 == 1 {
        wider[number] = wider[number].max(short);
    } else {
        let needed = if number == 0 || number == count { short * 2 } else { short };
        for lane in &mut wider[number.saturating_sub(1)..=number.min(count - 1)] {
            *lane = (*lane).max(needed);
        }
    }
}

/// The bounds of an upright line through the middle of a lane.
fn in_lane(plan: &Plan, lane: usize, strand: &Strand) -> Wish {
    let middle = plan.grid.middle[lane];
    let mut play = (plan.grid.half[lane] - INSIDE).max(Length::ZERO);
    for end in plan.ends(strand) {
        play = play.min(plan.play(end.node, end.side));
    }
    Wish { least: middle - play, most: middle + play, want: middle }
}

/// The bounds of the upright lines beside a rule.
fn in_gutter(plan: &Plan, gutter: usize, channel: &Channel) -> Vec<Wish> {
    channel.strands.iter().map(|strand| in_gutter_one(plan, gutter, strand)).collect()
}

fn in_gutter_one(plan: &Plan, gutter: usize, strand: &Strand) -> Wish {
    let (grid, lanes) = (plan.grid, plan.grid.lanes);
    let rule = plan.page.rules[gutter];
    let left = if gutter > 0 { Some(grid.middle[gutter - 1] + reach(plan, gutter - 1, strand)) } else { None };
    let right = if gutter < lanes { Some(grid.middle[gutter] - reach(plan, gutter, strand)) } else { None };
    let mut least = left.map_or(rule + RULE_CLEAR, |x| x + BERTH);
    let mut most = right.map_or(rule - RULE_CLEAR, |x| x - BERTH);
    let mut lean = 0;
    let mut keep = |end: End, room: Length| {
        let (middle, half) = (grid.middle[plan.homes[end.node].lane as usize], plan.half_width(end.node));
        if end.side == Side::Right && plan.homes[end.node].lane as usize + 1 == gutter {
            least = least.max(middle + half + room);
        } else if end.side == Side::Left && plan.homes[end.node].lane as usize == gutter {
            most = most.min(middle - half - room);
        }
    };
    for end in plan.ends_beside(strand) {
        keep(end, if end.enters { HEAD } else { STUB });
        lean += if end.side == Side::Right { -1 } else { 1 };
    }
    for (link, route) in plan.routes.iter().enumerate() {
        let level = 2 * i32::from(route.cells[1].level) + 1;
        if route.entry.is_level() && Plan::passes(strand, level) && strand.runs.iter().all(|run| run.0 != link) {
            keep(End { link, node: route.to, side: route.entry, enters: true }, OFF_TIP);
        }
    }
    let want = match (left, right) {
        (Some(left), _) if gutter == lanes || lean <= 0 => rule - (rule - left).ratio(2, 5),
        (_, Some(right)) => rule + (right - rule).ratio(2, 5),
        _ => rule,
    };
    Wish { least, most, want }
}

/// How much of half a lane a strand beside its rule must leave to the symbols there, and to the lines through its middle.
fn reach(plan: &Plan, lane: usize, strand: &Strand) -> Length {
    let beside = |level: u16| {
        let at = (2 * i32::from(level) + 1) * UNIT;
        strand.span.0 <= at && at <= strand.span.1
    };
    let here = plan.homes.iter().enumerate().filter(|(_, home)| home.lane as usize == lane && beside(home.level));
    let mut reach = here.map(|(node, _)| plan.half_width(node)).fold(plan.grid.half[lane].ratio(1, 3), Length::max);
    let middle = 2 * lane as i32 + 1;
    let through = plan.channels.iter().find(|channel| channel.axis == Axis::Upright && channel.line == middle);
    let meets = |other: &Strand| other.span.0 <= strand.span.1 && strand.span.0 <= other.span.1;
    if through.is_some_and(|channel| channel.strands.iter().any(meets)) {
        reach = reach.max(plan.grid.half[lane]);
    }
    reach
}
