//! Places for the words at exits: beside their line, near their symbol, off everything else, best on no rule.

use super::pairs::Nature;
use super::{PageChart, Shape};
use crate::geom::{Length, Point, Rect, Size};

/// Between a label and what it stands beside.
const GAP: Length = Length::tenths(12);
/// A label is this near to the first two runs of its line, and this near to its symbol.
const FROM_LINE: Length = Length::tenths(90);
const FROM_SYMBOL: Length = Length::tenths(220);
/// Places of a label that are kept, in case others want the best ones.
const PLACES: usize = 12;
/// What standing on a rule costs, more than any other place.
const ON_RULE: i32 = 12_000;
/// It keeps this off lines and symbols, better that.
const OFF: Length = Length::tenths(6);
const WELL_OFF: Length = Length::tenths(16);

/// Words nearer to a rule seem to touch it.
const OFF_RULE: Length = Length::pt(1);
/// Between a label and the upright line beside which it stands.
const FROM_UPRIGHT: Length = Length::tenths(18);

/// The lane in whose middle a line may go down with a label beside it that touches no rule.
pub fn lane_for(label: Length) -> Length {
    (label + FROM_UPRIGHT + OFF_RULE) * 2
}

/// What labels stand among.
pub(super) struct Scene<'a> {
    pub page: &'a PageChart,
    pub rows: &'a [Length],
    pub rects: &'a [Rect],
    pub lines: &'a [Vec<Point>],
    /// The symbol that each line leaves.
    pub sources: &'a [usize],
}

/// How much a label's place must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// Free, near its exit, nearest to its own line.
    All,
    /// Free: better a doubtful place than no label.
    Free,
}

/// The place of each link's label, and the links whose label found none.
pub(super) fn labels(scene: &Scene, natures: &[Nature], demand: Demand) -> (Vec<Option<Rect>>, Vec<usize>) {
    let mut open: Vec<(usize, Vec<(i32, Rect)>)> = Vec::new();
    for (link, nature) in natures.iter().enumerate() {
        if nature.exit == link && scene.page.links[link].label.is_some() {
            open.push((link, choices(scene, link, natures, demand)));
        }
    }
    open.sort_by_key(|(link, choices)| (choices.len(), *link));
    let mut placed: Vec<Option<Rect>> = vec![None; natures.len()];
    let mut lost = Vec::new();
    for n in 0..open.len() {
        if !settle(&open, n, &mut placed) {
            lost.push(open[n].0);
        }
    }
    (placed, lost)
}

/// Places one label, moving another if need be.
fn settle(open: &[(usize, Vec<(i32, Rect)>)], n: usize, placed: &mut [Option<Rect>]) -> bool {
    let link = open[n].0;
    let rivals = |rect: &Rect, placed: &[Option<Rect>], but: usize| -> Vec<usize> {
        let on = |other: &usize| *other != but && placed[*other].is_some_and(|other| spaced(rect, &other));
        (0..placed.len()).filter(on).collect()
    };
    for (_, rect) in &open[n].1 {
        if rivals(rect, placed, link).is_empty() {
            placed[link] = Some(*rect);
            return true;
        }
    }
    for (_, rect) in &open[n].1 {
        let [rival] = rivals(rect, placed, link)[..] else { continue };
        let Some((_, others)) = open.iter().find(|(link, _)| *link == rival) else { continue };
        let free = |other: &&(i32, Rect)| !spaced(rect, &other.1) && rivals(&other.1, placed, rival).is_empty();
        if let Some((_, other)) = others.iter().find(free) {
            (placed[rival], placed[link]) = (Some(*other), Some(*rect));
            return true;
        }
    }
    false
}

/// Whether two labels meet, or nearly.
fn spaced(a: &Rect, b: &Rect) -> bool {
    gap(a, b) < (GAP, GAP) && gap(a, b).0 < GAP && gap(a, b).1 < GAP
}

/// Horizontal and vertical distance of two rectangles; negative where they overlap.
fn gap(a: &Rect, b: &Rect) -> (Length, Length) {
    ((b.x - a.right()).max(a.x - b.right()), (b.y - a.bottom()).max(a.y - b.bottom()))
}

/// Free places of a label, best first.
fn choices(scene: &Scene, link: usize, natures: &[Nature], demand: Demand) -> Vec<(i32, Rect)> {
    let judge = Judge { demand, ..Judge::new(scene, link, natures) };
    let mut places = beside(scene, link);
    places.sort_by_key(|(cost, _)| *cost);
    let mut found = judge.best_of(places, Judge::cost);
    let only_on_rules = found.first().is_none_or(|best| best.0 >= ON_RULE);
    if found.len() < 3 || only_on_rules {
        found.extend(judge.around(scene.lines[link][0]));
    }
    if only_on_rules {
        found.sort_by_key(|(cost, _)| *cost);
    }
    found
}

/// Places along the first two runs of a line, with what each costs.
fn beside(scene: &Scene, link: usize) -> Vec<(i32, Rect)> {
    let Some(size) = scene.page.links[link].label else { return Vec::new() };
    let (points, source) = (&scene.lines[link], scene.sources[link]);
    let mut found = Vec::new();
    let mut base = 0;
    for (k, pair) in points.windows(2).take(2).enumerate() {
        let (a, b) = (pair[0], pair[1]);
        let level = a.y == b.y;
        let length = (b.x - a.x).abs() + (b.y - a.y).abs();
        let forward = if level { b.x > a.x } else { b.y > a.y };
        let long = if level { size.w } else { size.h };
        let at = |off: Length, side: usize, away: Length| {
            let start = if level { a.x } else { a.y };
            let along = if forward { start + off } else { start - off - long };
            if level {
                Rect::new(along, if side == 0 { a.y - away - size.h } else { a.y + away }, size.w, size.h)
            } else {
                Rect::new(if side == 0 { a.x + away } else { a.x - away - size.w }, along, size.w, size.h)
            }
        };
        let mut off = GAP;
        while off <= (length - Length::pt(2)).max(GAP) && off <= Length::pt(30) {
            let over = (off + long - length).max(Length::ZERO);
            for side in 0..2 {
                let away = if level { GAP } else { FROM_UPRIGHT };
                found.push((base + off.0 * 3 / 10 + side as i32 * 1000 + over.0 / 4, at(off, side, away)));
            }
            off += Length::pt(2);
        }
        if k == 0 && level {
            // Up or down along the slope of a diamond.
            for step in 0..7 {
                let away = Length::tenths(20 + 15 * step);
                let node = &scene.page.nodes[source];
                let slope = if node.shape == Shape::Decision {
                    Length::tenths(9)
                        - Length(
                            (i64::from(away.0) * i64::from(node.size.w.0) / i64::from(node.size.h.0.max(1))) as i32,
                        )
                } else {
                    GAP
                };
                for off in [slope, slope + Length::pt(2), GAP] {
                    for side in 0..2 {
                        let cost = base + 2000 + away.0 * 4 / 10 - off.0.min(0) / 10 + side as i32 * 1000;
                        found.push((cost, at(off, side, away)));
                    }
                }
            }
        }
        base += length.0 * 3 / 10 + 2000;
    }
    off_rules(scene, &mut found);
    found
}

/// Adds to places across a rule those just before and just behind it.
fn off_rules(scene: &Scene, places: &mut Vec<(i32, Rect)>) {
    for at in 0..places.len() {
        let (cost, rect) = places[at];
        let mut add = |x: Length, y: Length| {
            let moved = (x - rect.x).abs() + (y - rect.y).abs();
            places.push((cost + 800 + moved.0 * 3 / 10, Rect { x, y, ..rect }));
        };
        for &rule in scene.page.rules.iter().filter(|&&rule| rect.x < rule && rule < rect.right()) {
            add(rule + OFF_RULE, rect.y);
            add(rule - OFF_RULE - rect.w, rect.y);
        }
        for &rule in scene.rows.iter().filter(|&&rule| rect.y < rule && rule < rect.bottom()) {
            add(rect.x, rule + OFF_RULE);
            add(rect.x, rule - OFF_RULE - rect.h);
        }
    }
}

/// What a label of one line may not stand on.
struct Judge<'a> {
    scene: &'a Scene<'a>,
    size: Size,
    symbol: Rect,
    /// Whether the symbol is a diamond.
    pointed: bool,
    /// The first two runs of its line, as rectangles without a width or a height like those of the others.
    own: Vec<Rect>,
    others: Vec<Rect>,
    /// The rest of its own line.
    rest: Vec<Rect>,
    /// Lines that leave with it.
    mates: Vec<Rect>,
    symbols: Vec<usize>,
    demand: Demand,
}

impl<'a> Judge<'a> {
    fn new(scene: &'a Scene<'a>, link: usize, natures: &[Nature]) -> Self {
        let symbol = scene.rects[scene.sources[link]];
        let size = scene.page.links[link].label.unwrap_or_default();
        let reach = |length: Length| FROM_SYMBOL + FROM_LINE + length;
        let (rx, ry) = (reach(size.w), reach(size.h));
        let near = Rect::new(symbol.x - rx, symbol.y - ry, symbol.w + rx * 2, symbol.h + ry * 2);
        let close = |run: &Rect| {
            let gap = gap(run, &near);
            gap.0 <= Length::ZERO && gap.1 <= Length::ZERO
        };
        let (mut own, mut others, mut rest, mut mates) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (line, points) in scene.lines.iter().enumerate() {
            let mate = natures[line].exit == natures[link].exit;
            for (k, pair) in points.windows(2).enumerate() {
                let run = span(pair[0], pair[1]);
                if !close(&run) {
                    continue;
                }
                let to = match line == link {
                    true if k < 2 => &mut own,
                    true => &mut rest,
                    false if mate => &mut mates,
                    false => &mut others,
                };
                to.push(run);
            }
        }
        let symbols = (0..scene.rects.len()).filter(|&node| scene.rects[node].overlaps(&near)).collect();
        let pointed = scene.page.nodes[scene.sources[link]].shape == Shape::Decision;
        Self { scene, size, symbol, pointed, own, others, rest, mates, symbols, demand: Demand::All }
    }

    /// The best of these places, best first: the cheapest in order of their own cost. Those that cost more by themselves than enough
    /// others in all are not looked at.
    fn best_of(&self, places: Vec<(i32, Rect)>, extra: impl Fn(&Self, &Rect) -> Option<i32>) -> Vec<(i32, Rect)> {
        let mut found: Vec<(i32, Rect)> = Vec::new();
        for (cost, rect) in places {
            if found.get(PLACES - 1).is_some_and(|last| last.0 <= cost) {
                break;
            }
            if let Some(extra) = extra(self, &rect) {
                let total = cost + extra;
                found.insert(found.partition_point(|known| known.0 <= total), (total, rect));
            }
        }
        found.truncate(PLACES);
        found
    }

    /// The best of the places all around the symbol, for want of better.
    fn around(&self, first: Point) -> Vec<(i32, Rect)> {
        const STEP: Length = Length::pt(2);
        const FOR_WANT_OF_BETTER: i32 = 3000;
        let Rect { x: left, y: top, .. } = self.symbol;
        let (right, bottom) = (self.symbol.right() + FROM_SYMBOL, self.symbol.bottom() + FROM_SYMBOL);
        let mut found = Vec::new();
        let mut rect = Rect::new(left, top - FROM_SYMBOL - self.size.h, self.size.w, self.size.h);
        while rect.y <= bottom {
            rect.x = left - FROM_SYMBOL - self.size.w;
            while rect.x <= right {
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
        found.sort_unstable_by_key(|(cost, rect)| (*cost, rect.y, rect.x));
        self.best_of(found, Judge::cost_of_free)
    }

    /// Whether a label would stand too far from its line or its symbol.
    fn is_far(&self, rect: &Rect) -> bool {
        self.demand == Demand::All
            && (self.own.iter().all(|run| distance(rect, run) > square(FROM_LINE))
                || self.distance_from_symbol(rect) > square(FROM_SYMBOL))
    }

    /// If a line or a symbol is where a label would stand: x up to which it would be in the way.
    fn blocked_to(&self, rect: &Rect) -> Option<Length> {
        for &node in &self.symbols {
            if self.is_on(node, rect) {
                let pointed = self.scene.page.nodes[node].shape == Shape::Decision;
                return Some(if pointed { rect.x } else { self.scene.rects[node].right() + OFF });
            }
        }
        let mut runs = self.own.iter().chain(&self.others).chain(&self.rest).chain(&self.mates);
        runs.find(|run| distance(rect, run) < square(OFF)).map(Rect::right)
    }

    /// Whether a place lies within the lanes.
    fn is_inside(&self, rect: &Rect) -> bool {
        const HALF: Length = Length::tenths(5);
        let within = |rules: &[Length], start: Length, end: Length| {
            rules.first().is_some_and(|&first| first + HALF <= start)
                && rules.last().is_some_and(|&last| end <= last - HALF)
        };
        within(&self.scene.page.rules, rect.x, rect.right()) && within(self.scene.rows, rect.y, rect.bottom())
    }

    /// What a place costs beyond its distance; none if it will not do.
    fn cost(&self, rect: &Rect) -> Option<i32> {
        let will_do = self.is_inside(rect) && !self.is_far(rect) && self.blocked_to(rect).is_none();
        will_do.then(|| self.cost_of_free(rect)).flatten()
    }

    /// The same of a place where nothing stands.
    fn cost_of_free(&self, rect: &Rect) -> Option<i32> {
        let scene = self.scene;
        let rules = &scene.page.rules;
        let least = |runs: &[Rect]| runs.iter().map(|run| distance(rect, run)).min().unwrap_or(i64::MAX);
        let (own, others) = (least(&self.own), least(&self.others));
        if self.demand == Demand::All && (others <= own || least(&self.mates) < own) {
            return None;
        }
        let mut cost = 0;
        cost += if others < square(WELL_OFF) { 1500 } else { 0 };
        cost += rules.iter().map(|&x| on_rule(rect.x - x, x - rect.right(), ON_RULE)).sum::<i32>();
        cost += scene.rows.iter().map(|&y| on_rule(rect.y - y, y - rect.bottom(), ON_RULE + 1000)).sum::<i32>();
        Some(cost)
    }

    /// The square of the distance from the symbol; of a diamond from its nearest vertex.
    fn distance_from_symbol(&self, rect: &Rect) -> i64 {
        let symbol = &self.symbol;
        if !self.pointed {
            return distance(rect, symbol);
        }
        let center = symbol.center();
        let vertices =
            [(center.x, symbol.y), (symbol.right(), center.y), (center.x, symbol.bottom()), (symbol.x, center.y)];
        let far = |&(x, y): &(Length, Length)| distance(rect, &Rect::new(x, y, Length::ZERO, Length::ZERO));
        vertices.iter().map(far).min().unwrap_or(i64::MAX)
    }

    fn is_on(&self, node: usize, rect: &Rect) -> bool {
        let symbol = &self.scene.rects[node];
        let (dx, dy) = gap(rect, symbol);
        if dx >= OFF || dy >= OFF {
            return false;
        }
        if self.scene.page.nodes[node].shape != Shape::Decision {
            return true;
        }
        // How far the nearest corner is from the middle, in half diagonals.
        let center = symbol.center();
        let far =
            |lo: Length, hi: Length, middle: Length| i64::from((lo - middle).max(middle - hi).max(Length::ZERO).0);
        let (x, y) = (far(rect.x, rect.right(), center.x), far(rect.y, rect.bottom(), center.y));
        let (w, h) = (i64::from(symbol.w.half().0.max(1)), i64::from(symbol.h.half().0.max(1)));
        (x * h + y * w) * 100 < 106 * w * h
    }
}

/// What it costs to stand so far behind or before a rule: `over` upon it, less where it nearly touches.
fn on_rule(behind: Length, before: Length, over: i32) -> i32 {
    match behind.max(before) {
        distance if distance < Length::ZERO => over,
        distance if distance < OFF_RULE => over / 4,
        _ => 0,
    }
}

fn span(p: Point, q: Point) -> Rect {
    let (x, y) = (p.x.min(q.x), p.y.min(q.y));
    Rect::new(x, y, (p.x - q.x).abs(), (p.y - q.y).abs())
}

fn square(length: Length) -> i64 {
    let length = i64::from(length.0.max(0));
    length * length
}

/// The square of the distance of two rectangles.
fn distance(a: &Rect, b: &Rect) -> i64 {
    let (dx, dy) = gap(a, b);
    square(dx) + square(dy)
}
