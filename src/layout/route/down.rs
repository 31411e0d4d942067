//! How high the rows are, where symbols stand in them, where level lines run: y of everything.
//!
//! First each gap says what room it needs above and below its rule, then rows are made that high, then the lines are placed.

use super::candidates::{Axis, Side};
use super::grid::UNIT;
use super::plan::{BERTH, HEAD, OFF_TIP, Plan, STUB};
use super::separate::{WANTED, Wish, separate};
use super::strands::{Channel, Strand};
use crate::geom::{Length, Point, Rect};

/// Room above and below the symbols of a row, at least.
const PADDING: Length = Length::tenths(75);
/// Between an off-page symbol in a strip and the rule.
const STRIP_PADDING: Length = Length::tenths(40);
/// Between symbols of two levels of one row.
const BETWEEN: Length = Length::tenths(120);
/// How far level lines keep from the rules: nearer ones would look like a double rule.
const OFF_RULE: Length = Length::tenths(44);
/// How far from its exit a label may stretch: its height and this.
const LABEL_ROOM: Length = Length::tenths(35);

/// Room that labels ask for above and below the symbols of each level.
pub(super) struct Extra {
    pub over: Vec<Length>,
    pub under: Vec<Length>,
}

impl Extra {
    pub(super) fn new(levels: usize) -> Self {
        Self { over: vec![Length::ZERO; levels], under: vec![Length::ZERO; levels] }
    }

    /// Asks for room above and below the symbols of a level.
    pub(super) fn ask(&mut self, level: usize, room: Length) {
        self.over[level] = self.over[level].max(room);
        self.under[level] = self.under[level].max(room);
    }
}

/// y of everything.
#[derive(Clone)]
pub(super) struct Down {
    /// y of the level strands of each channel.
    pub places: Vec<Vec<Length>>,
    /// Rules between rows.
    pub rows: Vec<Length>,
    pub rects: Vec<Rect>,
}

pub(super) fn down(plan: &Plan, extra: &Extra) -> Down {
    let frame = Frame::new(plan);
    let (needs, halves) = frame.needs(extra);
    let (rows, middles) = frame.stack(&needs);
    let place = |(node, home): (usize, &super::grid::Cell)| {
        let size = plan.page.nodes[node].size;
        let (x, y) = (plan.grid.middle[home.lane as usize], middles[home.level as usize]);
        Rect::new(x - size.w.half(), y - size.h.half(), size.w, size.h)
    };
    let rects = plan.homes.iter().enumerate().map(place).collect();
    let mut places = Vec::new();
    for (at, channel) in plan.channels.iter().enumerate() {
        places.push(match channel.axis {
            Axis::Upright => Vec::new(),
            Axis::Level if channel.line & 1 == 1 => frame.in_level(channel, &middles),
            Axis::Level => frame.in_gap(channel, &halves[at], &rows, &middles),
        });
    }
    Down { places, rows, rects }
}

/// Room above and below each level's symbols, to the next rule; below also to the next level of its row.
struct Needs {
    over: Vec<Length>,
    under: Vec<Length>,
    between: Vec<Length>,
}

/// The level strands of a gap: which lie above its rule, and the room each needs to the symbols above and below.
#[derive(Default)]
struct Halves {
    upper: Vec<bool>,
    above: Vec<Length>,
    below: Vec<Length>,
}

struct Frame<'a, 'p> {
    plan: &'a Plan<'p>,
    /// Half the height of each level's symbols.
    tall: Vec<Length>,
    /// Levels where something stands.
    live: Vec<bool>,
}

impl<'a, 'p> Frame<'a, 'p> {
    fn new(plan: &'a Plan<'p>) -> Self {
        let levels = &plan.grid.levels;
        let mut tall = vec![Length::ZERO; levels.len()];
        let mut live: Vec<bool> = levels.iter().map(|level| !level.strip).collect();
        for (node, home) in plan.homes.iter().enumerate() {
            let level = home.level as usize;
            tall[level] = tall[level].max(plan.page.nodes[node].size.h.half());
            live[level] = true;
        }
        // An empty strip between others keeps its place: lines may run on either side of it.
        let (first, last) = (live.iter().position(|&live| live), live.iter().rposition(|&live| live));
        live[first.unwrap_or(0)..last.unwrap_or(0)].fill(true);
        Self { plan, tall, live }
    }

    /// The level above a gap, and that below it, as far as something stands there.
    fn around(&self, gap: usize) -> (Option<usize>, Option<usize>) {
        let above = gap.checked_sub(1).filter(|&level| self.live[level]);
        let below = Some(gap).filter(|&level| level < self.live.len() && self.live[level]);
        (above, below)
    }

    fn has_rule(&self, gap: usize) -> bool {
        let (above, below) = self.around(gap);
        above.is_none() || below.is_none() || self.plan.grid.has_rule(gap)
    }

    fn needs(&self, extra: &Extra) -> (Needs, Vec<Halves>) {
        let levels = &self.plan.grid.levels;
        let padding = |level: usize| if levels[level].strip { STRIP_PADDING } else { PADDING };
        let count = levels.len();
        let mut needs = Needs {
            over: (0..count).map(padding).collect(),
            under: (0..count).map(padding).collect(),
            between: vec![BETWEEN; count],
        };
        for (link, route) in self.plan.routes.iter().enumerate() {
            if let Some(label) = self.plan.page.links[link].label {
                let level = route.cells[0].level as usize;
                let room = label.h + LABEL_ROOM;
                match route.exit {
                    Side::Bottom => needs.under[level] = needs.under[level].max(room),
                    Side::Top => needs.over[level] = needs.over[level].max(room),
                    _ => {}
                }
            }
        }
        for level in 0..count {
            needs.over[level] = needs.over[level].max(extra.over.get(level).copied().unwrap_or_default());
            needs.under[level] = needs.under[level].max(extra.under.get(level).copied().unwrap_or_default());
        }
        for level in 1..count {
            if !self.has_rule(level) {
                // A label stands beside a whole arrow here, head included.
                let wish = |room: Length| if room > padding(level).max(PADDING) { room + HEAD } else { Length::ZERO };
                let room = wish(needs.under[level - 1]).max(wish(needs.over[level]));
                needs.between[level] = needs.between[level].max(room);
            }
        }
        let channels = &self.plan.channels;
        let mut halves = Vec::with_capacity(channels.len());
        for channel in channels {
            let in_gap = channel.axis == Axis::Level && channel.line & 1 == 0;
            halves.push(if in_gap { self.gap_needs(channel, extra, &mut needs) } else { Halves::default() });
        }
        (needs, halves)
    }

    /// The room a gap's strands need, put into `needs`.
    fn gap_needs(&self, channel: &Channel, extra: &Extra, needs: &mut Needs) -> Halves {
        let gap = (channel.line >> 1) as usize;
        let (above_level, below_level) = self.around(gap);
        let room = |below: bool| -> Vec<Length> {
            channel.strands.iter().map(|strand| self.room(gap, strand, below, extra)).collect()
        };
        let mut halves = Halves { upper: Vec::new(), above: room(false), below: room(true) };
        let count = channel.strands.len();
        if !self.has_rule(gap) {
            let all = vec![true; count];
            let deep = depths(channel, &halves.above, &all, false);
            let needed = deep.iter().zip(&halves.below).map(|(&deep, &below)| deep + below).max().unwrap_or_default();
            needs.between[gap] = needs.between[gap].max(needed);
            halves.upper = all;
            return halves;
        }
        let rank = ranks(channel);
        let levels = rank.iter().map(|rank| rank + 1).max().unwrap_or(0);
        let mut best: Option<((Length, i32), _, _, Vec<bool>)> = None;
        for split in 0..=levels {
            let upper: Vec<bool> = rank.iter().map(|&rank| rank < split).collect();
            if above_level.is_none() && split > 0 || below_level.is_none() && split < levels {
                continue;
            }
            let lower: Vec<bool> = upper.iter().map(|upper| !upper).collect();
            let deepest = |depths: Vec<Length>, part: &[bool]| {
                let deep = depths.into_iter().zip(part).filter(|(_, part)| **part).map(|(deep, _)| deep).max();
                deep.map_or(Length::ZERO, |deep| deep + OFF_RULE)
            };
            let under = deepest(depths(channel, &halves.above, &upper, false), &upper);
            let over = deepest(depths(channel, &halves.below, &lower, true), &lower);
            let grown = above_level.map_or(Length::ZERO, |level| self.growth(level, under, needs.under[level]))
                + below_level.map_or(Length::ZERO, |level| self.growth(level, over, needs.over[level]));
            let uneven = (2 * split - levels - 1).abs();
            if best.as_ref().is_none_or(|(key, ..)| (grown, uneven) < *key) {
                best = Some(((grown, uneven), under, over, upper));
            }
        }
        if let Some((_, under, over, upper)) = best {
            halves.upper = upper;
            if let Some(level) = above_level {
                needs.under[level] = needs.under[level].max(under);
            }
            if let Some(level) = below_level {
                needs.over[level] = needs.over[level].max(over);
            }
        }
        halves
    }

    /// By how much a row would have to grow for this room above or below the symbols of its outer level.
    fn growth(&self, level: usize, room: Length, known: Length) -> Length {
        let row = self.plan.grid.levels[level].row;
        let free = (self.plan.page.rows[row] - self.tall[level] * 2).half().max(known).max(PADDING);
        (room - free).max(Length::ZERO)
    }

    /// The room a strand in a gap needs to the symbols below it, or above it.
    fn room(&self, gap: usize, strand: &Strand, below: bool, extra: &Extra) -> Length {
        let mut room = BERTH;
        let facing = if below { Side::Top } else { Side::Bottom };
        let level = if below { Some(gap) } else { gap.checked_sub(1) };
        for end in self.plan.ends_beside(strand).filter(|end| end.side == facing) {
            room = room.max(if end.enters { HEAD } else { STUB });
        }
        for (link, route) in self.plan.routes.iter().enumerate() {
            for (end, side, node) in [(0, route.exit, route.from), (1, route.entry, route.to)] {
                let cell = route.cells[end];
                if side != facing || Some(cell.level as usize) != level {
                    continue;
                }
                let at = 2 * i32::from(cell.lane) + 1;
                let own = strand.runs.iter().any(|run| run.0 == link);
                let over_lane = strand.span.0 <= (at + 1) * UNIT && (at - 1) * UNIT <= strand.span.1;
                if end == 1 && Plan::passes(strand, at) && !own {
                    room = room.max(OFF_TIP);
                }
                if let Some(label) = self.plan.page.links[link].label.filter(|_| end == 0 && over_lane) {
                    room = room.max(label.h + LABEL_ROOM);
                }
                let _ = node;
            }
        }
        if let Some(level) = level {
            let asked = if below { &extra.over } else { &extra.under };
            room = room.max(asked.get(level).copied().unwrap_or_default());
        }
        room
    }

    /// Rules between the rows and y of the middle of each level.
    fn stack(&self, needs: &Needs) -> (Vec<Length>, Vec<Length>) {
        let levels = &self.plan.grid.levels;
        let (mut rules, mut middles) = (vec![Length::ZERO], vec![Length::ZERO; levels.len()]);
        for row in 0..self.plan.page.rows.len() {
            let all: Vec<usize> =
                (0..levels.len()).filter(|&level| levels[level].row == row && self.live[level]).collect();
            let top = rules[row];
            // The least distance of each middle from what is above it, and of the last from the row's lower rule.
            let mut steps = Vec::new();
            for (n, &level) in all.iter().enumerate() {
                steps.push(
                    self.tall[level]
                        + if n == 0 { needs.over[level] } else { self.tall[all[n - 1]] + needs.between[level] },
                );
            }
            let last = all.last().map_or(Length::ZERO, |&level| self.tall[level] + needs.under[level]);
            let least: Length = steps.iter().copied().sum::<Length>() + last;
            let height = least.max(self.plan.page.rows[row]);
            let inner: Vec<usize> = all.iter().copied().filter(|&level| !levels[level].strip).collect();
            let mut low = top;
            let mut rest = least;
            for (n, &level) in all.iter().enumerate() {
                low += steps[n];
                rest -= steps[n];
                let high = top + height - rest;
                let want = match inner.iter().position(|&other| other == level) {
                    Some(at) => top + height.ratio(2 * at as i32 + 1, 2 * inner.len() as i32),
                    None if n == 0 => low,
                    None => high,
                };
                low = want.max(low).min(high);
                middles[level] = low;
            }
            rules.push(top + height);
        }
        (rules, middles)
    }

    /// y of the strands through the middle of a level.
    fn in_level(&self, channel: &Channel, middles: &[Length]) -> Vec<Length> {
        let level = (channel.line >> 1) as usize;
        let middle = middles[level];
        let wish = |strand: &Strand| {
            let mut play = (self.tall[level] - Length::pt(3)).max(Length::ZERO);
            for end in self.plan.ends(strand) {
                let tie = self.plan.page.links[end.link].kind == super::LinkKind::Tie;
                play = if tie { Length::ZERO } else { play.min(self.plan.play(end.node, end.side)) };
            }
            Wish { least: middle - play, most: middle + play, want: middle }
        };
        let wishes: Vec<Wish> = channel.strands.iter().map(wish).collect();
        separate(channel, &wishes, None).0
    }

    /// y of the strands in a gap.
    fn in_gap(&self, channel: &Channel, halves: &Halves, rows: &[Length], middles: &[Length]) -> Vec<Length> {
        let gap = (channel.line >> 1) as usize;
        let (above, below) = self.around(gap);
        let levels = &self.plan.grid.levels;
        let upper_edge = above.map(|level| middles[level] + self.tall[level]);
        let lower_edge = below.map(|level| middles[level] - self.tall[level]);
        let rule = self.has_rule(gap).then(|| match (above, below) {
            (_, Some(level)) => rows[levels[level].row],
            (Some(level), None) => rows[levels[level].row + 1],
            (None, None) => Length::ZERO,
        });
        let wish = |u: usize| {
            let least = upper_edge.map_or(rule.unwrap_or_default() + OFF_RULE, |y| y + halves.above[u]);
            let most = lower_edge.map_or(rule.unwrap_or_default() - OFF_RULE, |y| y - halves.below[u]);
            let off = |room: Length| room.half().min(Length::pt(8)).max(OFF_RULE);
            let want = match rule {
                None => (least + most).half(),
                Some(rule) if halves.upper.get(u).copied().unwrap_or(true) => rule - off(rule - least),
                Some(rule) => rule + off(most - rule),
            };
            Wish { least, most, want }
        };
        let wishes: Vec<Wish> = (0..channel.strands.len()).map(wish).collect();
        let inner = rule.filter(|_| above.is_some() && below.is_some());
        separate(channel, &wishes, inner.map(|rule| (rule - OFF_RULE, rule + OFF_RULE))).0
    }
}

/// How many strands lie above each, at most.
fn ranks(channel: &Channel) -> Vec<i32> {
    let mut rank = vec![0; channel.strands.len()];
    for _ in 0..rank.len() {
        for &(a, b) in &channel.edges {
            rank[b] = rank[b].max(rank[a] + 1);
        }
    }
    rank
}

/// How far from the symbols each strand of a part of a gap must lie, counted from below (`up`) or from above.
fn depths(channel: &Channel, room: &[Length], part: &[bool], up: bool) -> Vec<Length> {
    let mut depth = room.to_vec();
    for _ in 0..depth.len() {
        for &(a, b) in &channel.edges {
            let (near, far) = if up { (b, a) } else { (a, b) };
            if part[near] && part[far] {
                depth[far] = depth[far].max(depth[near] + WANTED);
            }
        }
    }
    depth
}

/// The points of each route.
pub(super) fn points(plan: &Plan, across: &[Vec<Length>], down: &Down) -> Vec<Vec<Point>> {
    let mut at: Vec<[Length; 8]> = vec![[Length::ZERO; 8]; plan.routes.len()];
    for (number, channel) in plan.channels.iter().enumerate() {
        let places = if channel.axis == Axis::Upright { &across[number] } else { &down.places[number] };
        for (strand, &place) in channel.strands.iter().zip(places) {
            for &(link, k) in &strand.runs {
                at[link][k] = place;
            }
        }
    }
    let edge = |node: usize, side: Side| {
        let rect = &down.rects[node];
        match side {
            Side::Top => rect.y,
            Side::Right => rect.right(),
            Side::Bottom => rect.bottom(),
            Side::Left => rect.x,
        }
    };
    let points = |(link, route): (usize, &super::candidates::Route)| {
        let count = route.runs();
        // x of an upright run and y of a level one in turn, between the edges of the two symbols.
        let along: Vec<Length> = std::iter::once(edge(route.from, route.exit))
            .chain(at[link][..count].iter().copied())
            .chain(std::iter::once(edge(route.to, route.entry)))
            .collect();
        let point = |k: usize| {
            let first_is_x = route.exit.is_level() == k.is_multiple_of(2);
            if first_is_x { Point::new(along[k], along[k + 1]) } else { Point::new(along[k + 1], along[k]) }
        };
        (0..=count).map(point).collect()
    };
    plan.routes.iter().enumerate().map(points).collect()
}
