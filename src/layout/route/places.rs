//! Where a label may stand round its symbol.
//!
//! The places depend on nothing but what stands near, seen from the symbol: what was found once holds for every symbol in like
//! surroundings, of this drawing or another.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use foldhash::fast::RandomState;

use super::Shape;
use super::labels::Scene;
use super::pairs::Nature;
use crate::geom::{Length, Point, Rect, Size};

/// Between a label and what it stands beside.
pub(super) const GAP: Length = Length::tenths(12);
/// A label is this near to the first two runs of its line, and this near to its symbol.
const FROM_LINE: Length = Length::tenths(90);
const FROM_SYMBOL: Length = Length::tenths(220);
/// How far along a run from its beginning a label begins, at most.
const FURTHEST: Length = Length::pt(30);
/// Places of a label that are kept, in case others want the best ones.
const PLACES: usize = 12;
/// What standing on a rule costs, more than any other place.
const ON_RULE: i32 = 12_000;
/// What standing nearer to another line than to its own costs, where a label may: rather it stands on rules.
const DOUBTFUL: i32 = 40_000;
/// It keeps this off lines and symbols, better that.
const OFF: Length = Length::tenths(6);
const WELL_OFF: Length = Length::tenths(16);

/// Words nearer to a rule seem to touch it.
pub(super) const OFF_RULE: Length = Length::pt(1);
/// Between a label and the upright line beside which it stands.
pub(super) const FROM_UPRIGHT: Length = Length::tenths(18);

/// How much a label's place must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Demand {
    /// Free, near its exit, nearest to its own line.
    All,
    /// Free: better a doubtful place than no label.
    Free,
}

impl Demand {
    /// How far from its symbol a label may stand.
    fn reach(self) -> Length {
        match self {
            Self::All => FROM_SYMBOL,
            Self::Free => FROM_SYMBOL * 2,
        }
    }
}

/// A place, after what it costs.
pub(super) type Priced = (i32, Rect);

/// The places found so far.
#[derive(Default)]
pub(super) struct Memory(HashMap<Surroundings, Vec<Priced>, RandomState>);

impl Memory {
    /// Free places of the label of a link, best first.
    pub(super) fn places(&mut self, scene: &Scene, link: usize, natures: &[Nature], demand: Demand) -> Vec<Priced> {
        let surroundings = Surroundings::new(scene, link, natures, demand);
        let symbol = scene.rects[scene.routes[link].from].origin();
        let here = |&(cost, rect): &Priced| (cost, rect.shift(symbol));
        if let Some(known) = self.0.get(&surroundings) {
            return known.iter().map(here).collect();
        }
        let found = surroundings.places();
        let places = found.iter().map(here).collect();
        self.0.insert(surroundings, found);
        places
    }
}

/// What a label of one line stands among, as far as it matters. The origin is the symbol's.
#[derive(PartialEq, Eq, Hash)]
struct Surroundings {
    demand: Demand,
    label: Size,
    symbol: Size,
    /// Whether the symbol is a diamond.
    pointed: bool,
    /// The beginning of its line.
    points: Vec<Point>,
    /// The first two runs of its line, as rectangles without a width or a height like those of the others.
    own: Vec<Rect>,
    others: Vec<Rect>,
    /// The rest of its own line, and the lines that leave with it.
    rest: Vec<Rect>,
    mates: Vec<Rect>,
    /// Symbols, and whether each is a diamond.
    symbols: Vec<(Rect, bool)>,
    /// The rules between lanes, and between rows.
    rules: Vec<Length>,
    rows: Vec<Length>,
    /// The area of the lanes and rows.
    area: Rect,
}

impl Surroundings {
    fn new(scene: &Scene, link: usize, natures: &[Nature], demand: Demand) -> Self {
        let source = scene.routes[link].from;
        let symbol = scene.rects[source];
        let label = scene.page.links[link].label.unwrap_or_default();
        let seen = Seen::new(&symbol, label, demand);
        let (mut own, mut others, mut rest, mut mates) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (line, points) in scene.lines.iter().enumerate() {
            let mate = natures[line].exit == natures[link].exit;
            for (k, pair) in points.windows(2).enumerate() {
                let run = span(pair[0], pair[1]);
                if !seen.is_near(&run) {
                    continue;
                }
                match line == link {
                    true if k < 2 => own.push(seen.part(&run)),
                    true => rest.push(seen.part(&run)),
                    false if mate => mates.push(seen.part(&run)),
                    false => others.push(seen.part(&run)),
                }
            }
        }
        let nodes = scene.page.nodes.iter().zip(scene.rects);
        let symbols = nodes.filter(|(_, rect)| rect.overlaps(&seen.near));
        let symbols = symbols.map(|(node, rect)| (seen.whole(rect), node.shape == Shape::Decision)).collect();
        let points = beginning(&scene.lines[link], label).map(|point| point + seen.shift).collect();
        let pointed = scene.page.nodes[source].shape == Shape::Decision;
        let (rules, rows) = (seen.rules(&scene.page.rules, true), seen.rules(scene.rows, false));
        let area = seen.area(&scene.page.rules, scene.rows);
        Self {
            demand,
            label,
            symbol: symbol.size(),
            pointed,
            points,
            own,
            others,
            rest,
            mates,
            symbols,
            rules,
            rows,
            area,
        }
    }

    /// Free places, best first.
    fn places(&self) -> Vec<Priced> {
        let mut found = best_of(&self.beside(), |rect| self.cost(rect));
        let only_on_rules = found.first().is_none_or(|best| best.0 >= ON_RULE);
        if found.len() < 3 || only_on_rules {
            found.extend(self.around());
        }
        if only_on_rules {
            found.sort_by_key(|(cost, _)| *cost);
        }
        found
    }

    /// Places along the first two runs of the line, with what each costs.
    fn beside(&self) -> Vec<Priced> {
        let mut found = Vec::with_capacity(256);
        let mut base = 0;
        for (k, pair) in self.points.windows(2).enumerate() {
            let run = Way::new(pair[0], pair[1], self.label);
            let mut off = GAP;
            while off <= (run.length - Length::pt(2)).max(GAP) && off <= FURTHEST {
                let over = (off + run.long - run.length).max(Length::ZERO);
                for side in 0..2 {
                    let away = if run.level { GAP } else { FROM_UPRIGHT };
                    found.push((base + off.0 * 3 / 10 + side * 1000 + over.0 / 4, run.beside(off, side, away)));
                }
                off += Length::pt(2);
            }
            if k == 0 && run.level {
                self.along_slope(&run, base, &mut found);
            }
            base += run.length.0 * 3 / 10 + 2000;
        }
        self.off_rules(&mut found);
        found
    }

    /// Adds places up or down along the slope of a diamond that the line leaves sideways.
    fn along_slope(&self, run: &Way, base: i32, found: &mut Vec<Priced>) {
        for step in 0..7 {
            let away = Length::tenths(20 + 15 * step);
            let slope = if self.pointed {
                let back = i64::from(away.0) * i64::from(self.symbol.w.0) / i64::from(self.symbol.h.0.max(1));
                Length::tenths(9) - Length(back as i32)
            } else {
                GAP
            };
            for off in [slope, slope + Length::pt(2), GAP] {
                for side in 0..2 {
                    let cost = base + 2000 + away.0 * 4 / 10 - off.0.min(0) / 10 + side * 1000;
                    found.push((cost, run.beside(off, side, away)));
                }
            }
        }
    }

    /// Adds to places across a rule those just before and just behind it.
    fn off_rules(&self, places: &mut Vec<Priced>) {
        for at in 0..places.len() {
            let (cost, rect) = places[at];
            let mut add = |x: Length, y: Length| {
                let moved = (x - rect.x).abs() + (y - rect.y).abs();
                places.push((cost + 800 + moved.0 * 3 / 10, Rect { x, y, ..rect }));
            };
            for &rule in self.rules.iter().filter(|&&rule| rect.x < rule && rule < rect.right()) {
                add(rule + OFF_RULE, rect.y);
                add(rule - OFF_RULE - rect.w, rect.y);
            }
            for &rule in self.rows.iter().filter(|&&rule| rect.y < rule && rule < rect.bottom()) {
                add(rect.x, rule + OFF_RULE);
                add(rect.x, rule - OFF_RULE - rect.h);
            }
        }
    }

    /// The best of the places all around the symbol, for want of better.
    fn around(&self) -> Vec<Priced> {
        const STEP: Length = Length::pt(2);
        const FOR_WANT_OF_BETTER: i32 = 3000;
        let first = self.points[0];
        let mut found = Vec::new();
        let reach = self.demand.reach();
        let mut rect = Rect::new(Length::ZERO, -reach - self.label.h, self.label.w, self.label.h);
        while rect.y <= self.symbol.h + reach {
            rect.x = -reach - self.label.w;
            let (least, most) = self.stretch(rect.y);
            rect.x += STEP * ((least - rect.x).0.max(0) / STEP.0);
            while rect.x <= most {
                if !self.is_inside(&rect) || self.is_far(&rect) {
                    rect.x += STEP;
                    continue;
                }
                if let Some(end) = self.blocked_to(&rect) {
                    let steps = (end - rect.x).0 / STEP.0;
                    rect.x += STEP * steps.max(1);
                    continue;
                }
                let (dx, dy) = (rect.center().x - first.x, rect.center().y - first.y);
                found.push((FOR_WANT_OF_BETTER + dx.abs().0 / 4 + dy.abs().0 / 4, rect));
                rect.x += STEP;
            }
            rect.y += STEP;
        }
        best_of(&found, |rect| self.cost_of_free(rect))
    }

    /// From where to where labels at this height may be near enough to symbol and line.
    fn stretch(&self, y: Length) -> (Length, Length) {
        let reach = self.demand.reach();
        let (left, right) = (-reach - self.label.w, self.symbol.w + reach);
        if self.demand == Demand::Free {
            return (left, right);
        }
        let near = |run: &&Rect| run.y - FROM_LINE <= y + self.label.h && y <= run.bottom() + FROM_LINE;
        let near = self.own.iter().filter(near);
        let beside = |run: &Rect| (run.x - FROM_LINE - self.label.w, run.right() + FROM_LINE);
        let (least, most) = near.map(beside).fold((right, left), |(a, b), (c, d)| (a.min(c), b.max(d)));
        (least.max(left), most.min(right))
    }

    /// Whether a label would stand too far from its symbol or its line.
    fn is_far(&self, rect: &Rect) -> bool {
        self.demand == Demand::All
            && (self.is_far_from_symbol(rect) || self.own.iter().all(|run| distance(rect, run) > square(FROM_LINE)))
    }

    /// If a line or a symbol is where a label would stand: x up to which it would be in the way.
    fn blocked_to(&self, rect: &Rect) -> Option<Length> {
        for (symbol, pointed) in &self.symbols {
            if is_on(symbol, *pointed, rect) {
                return Some(if *pointed { rect.x } else { symbol.right() + OFF });
            }
        }
        let first = |runs: &[Rect]| runs.iter().find(|run| is_nearer(rect, run, OFF)).map(Rect::right);
        first(&self.own).or_else(|| first(&self.others)).or_else(|| first(&self.rest)).or_else(|| first(&self.mates))
    }

    /// Whether a place lies within the lanes and rows.
    fn is_inside(&self, rect: &Rect) -> bool {
        const HALF: Length = Length::tenths(5);
        self.area.x + HALF <= rect.x
            && rect.right() <= self.area.right() - HALF
            && self.area.y + HALF <= rect.y
            && rect.bottom() <= self.area.bottom() - HALF
    }

    /// What a place costs beyond its distance; none if it will not do.
    fn cost(&self, rect: &Rect) -> Option<i32> {
        let will_do = self.is_inside(rect) && !self.is_far(rect) && self.blocked_to(rect).is_none();
        will_do.then(|| self.cost_of_free(rect)).flatten()
    }

    /// The same of a place where nothing stands.
    fn cost_of_free(&self, rect: &Rect) -> Option<i32> {
        let least = |runs: &[Rect]| runs.iter().map(|run| distance(rect, run)).min().unwrap_or(i64::MAX);
        let (own, others) = (least(&self.own), least(&self.others));
        let is_doubtful = others <= own || least(&self.mates) < own;
        if self.demand == Demand::All && is_doubtful {
            return None;
        }
        let mut cost = if is_doubtful { DOUBTFUL } else { 0 };
        cost += if others < square(WELL_OFF) { 1500 } else { 0 };
        cost += self.rules.iter().map(|&x| on_rule(rect.x - x, x - rect.right(), ON_RULE)).sum::<i32>();
        cost += self.rows.iter().map(|&y| on_rule(rect.y - y, y - rect.bottom(), ON_RULE + 1000)).sum::<i32>();
        Some(cost)
    }

    /// Whether a label would stand too far from its symbol; from a diamond's nearest vertex.
    fn is_far_from_symbol(&self, rect: &Rect) -> bool {
        let Size { w, h } = self.symbol;
        let is_far = |x, y, w, h| distance(rect, &Rect::new(x, y, w, h)) > square(FROM_SYMBOL);
        let vertices = [(w.half(), Length::ZERO), (w, h.half()), (w.half(), h), (Length::ZERO, h.half())];
        is_far(Length::ZERO, Length::ZERO, w, h)
            || self.pointed && vertices.iter().all(|&(x, y)| is_far(x, y, Length::ZERO, Length::ZERO))
    }
}

/// What is seen from a symbol: no label of it that demands a place near by stands beyond, or less than its distance from a line away.
struct Seen {
    near: Rect,
    /// Whether the label demands so.
    bounded: bool,
    /// From the page to the symbol's origin.
    shift: Point,
}

impl Seen {
    fn new(symbol: &Rect, label: Size, demand: Demand) -> Self {
        let reach = |length: Length| demand.reach() + FROM_LINE + length;
        let (rx, ry) = (reach(label.w), reach(label.h));
        let near = Rect::new(symbol.x - rx, symbol.y - ry, symbol.w + rx * 2, symbol.h + ry * 2);
        Self { near, bounded: demand == Demand::All, shift: Point::new(-symbol.x, -symbol.y) }
    }

    fn is_near(&self, run: &Rect) -> bool {
        let gap = gap(run, &self.near);
        gap.0 <= Length::ZERO && gap.1 <= Length::ZERO
    }

    fn whole(&self, rect: &Rect) -> Rect {
        rect.shift(self.shift)
    }

    /// The part of a run near by that can be seen.
    fn part(&self, run: &Rect) -> Rect {
        let near = &self.near;
        let (x, y) = (run.x.max(near.x), run.y.max(near.y));
        let (right, bottom) = (run.right().min(near.right()), run.bottom().min(near.bottom()));
        let part = Rect::new(x, y, right - x, bottom - y);
        self.whole(if self.bounded { &part } else { run })
    }

    fn rules(&self, rules: &[Length], upright: bool) -> Vec<Length> {
        let (least, most, shift) = match upright {
            true => (self.near.x, self.near.right(), self.shift.x),
            false => (self.near.y, self.near.bottom(), self.shift.y),
        };
        let seen = |&&rule: &&Length| !self.bounded || least <= rule && rule <= most;
        rules.iter().filter(seen).map(|&rule| rule + shift).collect()
    }

    /// The part of the lanes and rows that can be seen.
    fn area(&self, rules: &[Length], rows: &[Length]) -> Rect {
        let seen = |at: Option<&Length>, least: Length, most: Length| {
            let at = at.copied().unwrap_or_default();
            if self.bounded { at.max(least).min(most) } else { at }
        };
        let corner = |x: Option<&Length>, y: Option<&Length>| {
            let (x, y) = (seen(x, self.near.x, self.near.right()), seen(y, self.near.y, self.near.bottom()));
            Point::new(x, y) + self.shift
        };
        Rect::between(corner(rules.first(), rows.first()), corner(rules.last(), rows.last()))
    }
}

/// The points of the first two runs of a line; the second no longer than a label beside it can tell.
fn beginning(points: &[Point], label: Size) -> impl Iterator<Item = Point> + '_ {
    let most = FURTHEST + Length::pt(2) + label.w.max(label.h);
    let near = move |from: Length, to: Length| from + (to - from).max(-most).min(most);
    let nearer = move |k: usize| match k {
        2 => Point::new(near(points[1].x, points[2].x), near(points[1].y, points[2].y)),
        _ => points[k],
    };
    (0..points.len().min(3)).map(nearer)
}

/// A run with the label that may stand beside it.
struct Way {
    from: Point,
    level: bool,
    forward: bool,
    length: Length,
    label: Size,
    /// The label's size along the run.
    long: Length,
}

impl Way {
    fn new(from: Point, to: Point, label: Size) -> Self {
        let level = from.y == to.y;
        Self {
            from,
            level,
            forward: if level { to.x > from.x } else { to.y > from.y },
            length: (to.x - from.x).abs() + (to.y - from.y).abs(),
            label,
            long: if level { label.w } else { label.h },
        }
    }

    /// The place so far from the beginning, on one side or the other, so far from the run.
    fn beside(&self, off: Length, side: i32, away: Length) -> Rect {
        let (from, Size { w, h }) = (self.from, self.label);
        let start = if self.level { from.x } else { from.y };
        let along = if self.forward { start + off } else { start - off - self.long };
        match (self.level, side) {
            (true, 0) => Rect::new(along, from.y - away - h, w, h),
            (true, _) => Rect::new(along, from.y + away, w, h),
            (false, 0) => Rect::new(from.x + away, along, w, h),
            (false, _) => Rect::new(from.x - away - w, along, w, h),
        }
    }
}

/// The best of places in the order of what they cost with what else each costs. Those that cost more by themselves than enough others
/// in all are not looked at.
fn best_of(places: &[Priced], extra: impl Fn(&Rect) -> Option<i32>) -> Vec<Priced> {
    let in_turn = |(at, &(cost, _)): (usize, &Priced)| Reverse((i64::from(cost) << 32) + at as i64);
    let mut cheapest: BinaryHeap<Reverse<i64>> = places.iter().enumerate().map(in_turn).collect();
    let mut found: Vec<Priced> = Vec::new();
    while let Some(Reverse(next)) = cheapest.pop() {
        let (cost, rect) = places[(next & i64::from(u32::MAX)) as usize];
        if found.get(PLACES - 1).is_some_and(|last| last.0 <= cost) {
            break;
        }
        if let Some(extra) = extra(&rect) {
            let total = cost + extra;
            found.insert(found.partition_point(|known| known.0 <= total), (total, rect));
        }
    }
    found.truncate(PLACES);
    found
}

/// Whether a label would stand on a symbol.
fn is_on(symbol: &Rect, pointed: bool, rect: &Rect) -> bool {
    let (dx, dy) = gap(rect, symbol);
    if dx >= OFF || dy >= OFF {
        return false;
    }
    if !pointed {
        return true;
    }
    // How far the nearest corner is from the middle, in half diagonals.
    let center = symbol.center();
    let far = |lo: Length, hi: Length, middle: Length| i64::from((lo - middle).max(middle - hi).max(Length::ZERO).0);
    let (x, y) = (far(rect.x, rect.right(), center.x), far(rect.y, rect.bottom(), center.y));
    let (w, h) = (i64::from(symbol.w.half().0.max(1)), i64::from(symbol.h.half().0.max(1)));
    (x * h + y * w) * 100 < 106 * w * h
}

/// What it costs to stand so far behind or before a rule: `over` upon it, less where it nearly touches.
fn on_rule(behind: Length, before: Length, over: i32) -> i32 {
    match behind.max(before) {
        distance if distance < Length::ZERO => over,
        distance if distance < OFF_RULE => over / 4,
        _ => 0,
    }
}

/// Horizontal and vertical distance of two rectangles; negative where they overlap.
pub(super) fn gap(a: &Rect, b: &Rect) -> (Length, Length) {
    ((b.x - a.right()).max(a.x - b.right()), (b.y - a.bottom()).max(a.y - b.bottom()))
}

fn span(p: Point, q: Point) -> Rect {
    let (x, y) = (p.x.min(q.x), p.y.min(q.y));
    Rect::new(x, y, (p.x - q.x).abs(), (p.y - q.y).abs())
}

fn square(length: Length) -> i64 {
    let length = i64::from(length.0.max(0));
    length * length
}

/// Whether two rectangles are nearer to one another than this.
fn is_nearer(a: &Rect, b: &Rect, most: Length) -> bool {
    let (dx, dy) = gap(a, b);
    dx < most && dy < most && square(dx) + square(dy) < square(most)
}

/// The square of the distance of two rectangles.
fn distance(a: &Rect, b: &Rect) -> i64 {
    let (dx, dy) = gap(a, b);
    square(dx) + square(dy)
}
