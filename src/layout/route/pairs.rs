//! What two routes cost one another, drawn beside one another in the best order that every gutter and gap they share allows.
//!
//! Before any coordinate exists this tells whether two links can be drawn without crossing: all relative orders of their shared
//! runs are tried, and the crossings of each counted.

use super::candidates::{Axis, FAULT, Route, Run};
use super::grid::UNIT;
use super::{LinkKind, PageChart, Place};

const MERGE: i32 = 20;
const APART_THOUGH_MERGEABLE: i32 = 120;
const TWO_ON_A_SIDE: i32 = 120;
const BESIDE_IN_A_CELL: i32 = 40;
/// A crossing with a line of the main way, and one between two others.
const CROSSING_MAIN: i32 = 1250;
pub(super) const CROSSING: i32 = 1000;
/// Most runs that two routes can share.
const SHARED: usize = 8;

/// How two runs in one gutter or gap lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The second lies left of or above the first.
    Before,
    /// It lies in the same place (the two do not overlap).
    Same,
    /// The second lies right of or below the first.
    After,
    /// The two are one line.
    Merged,
}

/// An order of run `.0` of one route and run `.1` of another.
pub(super) type Relation = (usize, usize, Order);

/// What two routes cost one another.
#[derive(Clone, Debug, Default)]
pub(super) struct Pair {
    pub cost: i32,
    pub relations: Vec<Relation>,
}

/// What a link is to others, worked out once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nature {
    pub kind: LinkKind,
    /// Links with one number leave one exit.
    pub exit: usize,
    /// Links with one number leave one box; unlike numbers, any.
    pub source: usize,
}

/// The nature of each link.
pub(super) fn natures(page: &PageChart) -> Vec<Nature> {
    let links = &page.links;
    let nature = |i: usize| {
        let link = &links[i];
        let like = |j: &usize| links[*j].kind != LinkKind::Tie && links[*j].from == link.from;
        let mine = |j: &usize| *j == i || link.kind != LinkKind::Tie && like(j);
        let exit = (0..=i).find(|j| mine(j) && links[*j].exit == link.exit).unwrap_or(i);
        let decides = link.from.iter().any(|&id| page.nodes[id].shape == super::Shape::Decision);
        let source = if decides { (0..=i).find(mine).unwrap_or(i) } else { exit };
        Nature { kind: link.kind, exit, source }
    };
    (0..links.len()).map(nature).collect()
}

/// The cost of two routes and the order of their runs; `forced`: one relation that must hold.
pub(super) fn pair(page: &PageChart, a: (&Route, Nature), b: (&Route, Nature), forced: Option<Relation>) -> Pair {
    match trial(page, a, b, forced) {
        Ok(trial) => trial.pair(),
        Err(cost) => Pair { cost, relations: Vec::new() },
    }
}

/// The cost of two routes alone. `amid`: in how many points of the grid a level run of one crosses an upright one of the other.
pub(super) fn pair_cost(page: &PageChart, a: (&Route, Nature), b: (&Route, Nature), amid: impl FnOnce() -> u32) -> i32 {
    match trial(page, a, b, None) {
        Ok(trial) if trial.is_plain() => trial.plain_cost(amid()),
        Ok(trial) => trial.best().0,
        Err(cost) => cost,
    }
}

/// What a crossing of two links costs.
pub(super) fn crossing(a: Nature, b: Nature) -> i32 {
    let main = a.kind == LinkKind::Main || b.kind == LinkKind::Main;
    if main { CROSSING_MAIN } else { CROSSING }
}

/// What is to be tried out, or the cost where that is plain.
fn trial<'a>(
    page: &PageChart,
    a: (&'a Route, Nature),
    b: (&'a Route, Nature),
    forced: Option<Relation>,
) -> Result<Trial<'a>, i32> {
    let (one, two) = (a.0, b.0);
    if (one.moves || two.moves) && clash(page, one, two) || a.1.source == b.1.source && one.from != two.from {
        return Err(FAULT);
    }
    let forked = a.1.exit == b.1.exit;
    if !forked && one.is_apart(two) {
        return Err(0);
    }
    let tied = a.1.kind == LinkKind::Tie || b.1.kind == LinkKind::Tie;
    let stem = if forked { common_stem(one, two) } else { 0 };
    if forked && stem == 0 {
        return Err(FAULT);
    }
    // A vertex is the place of one exit, even where both lead to one place.
    let at_vertex = page.nodes[one.from].shape == super::Shape::Decision;
    if !forked && !tied && at_vertex && (one.from, one.exit) == (two.from, two.exit) {
        return Err(FAULT);
    }
    let trunk = if tied { 0 } else { common_trunk(one, two) };
    let sides = shared_sides(one, two, stem > 0, trunk > 0);
    Ok(Trial::new((one, two), (stem, trunk), crossing(a.1, b.1), sides, forced))
}

/// Whether two off-page symbols would stand in one cell, one in two, or a line would run through one.
fn clash(page: &PageChart, a: &Route, b: &Route) -> bool {
    let moves = |id: usize| !matches!(page.nodes[id].place, Place::Cell { .. });
    let ends = |route: &Route| [(route.from, route.cells[0]), (route.to, route.cells[1])];
    for (one, other) in [(a, b), (b, a)] {
        for (id, cell) in ends(one) {
            if !moves(id) {
                continue;
            }
            let elsewhere = ends(other).iter().any(|&(rival, at)| moves(rival) && (rival == id) != (at == cell));
            let own = other.from == id || other.to == id;
            if elsewhere || !own && runs_through(other, cell) {
                return true;
            }
        }
    }
    false
}

fn runs_through(route: &Route, cell: super::grid::Cell) -> bool {
    let (x, y) = ((2 * i32::from(cell.lane) + 1) * UNIT, (2 * i32::from(cell.level) + 1) * UNIT);
    let within = |v: i32, a: i32, b: i32| a.min(b) <= v && v <= a.max(b);
    route.points().windows(2).any(|run| within(x, run[0].0, run[1].0) && within(y, run[0].1, run[1].1))
}

/// How many runs, from the end, two routes into one place have in common.
fn common_trunk(a: &Route, b: &Route) -> usize {
    if a.to != b.to || a.entry != b.entry {
        return 0;
    }
    let mut depth = 0;
    while depth < a.runs() && depth < b.runs() {
        let (p, q) = (a.run(a.runs() - 1 - depth), b.run(b.runs() - 1 - depth));
        if p.axis != q.axis || p.line != q.line || (p.b > p.a) != (q.b > q.a) {
            break;
        }
        depth += 1;
        if p.a != q.a {
            break;
        }
    }
    depth
}

/// How many runs, from the start, two routes out of one exit have in common.
fn common_stem(a: &Route, b: &Route) -> usize {
    if a.from != b.from || a.exit != b.exit {
        return 0;
    }
    let mut depth = 0;
    while depth < a.runs() && depth < b.runs() {
        let (p, q) = (a.run(depth), b.run(depth));
        if p.axis != q.axis || p.line != q.line || (p.b > p.a) != (q.b > q.a) {
            break;
        }
        depth += 1;
        if p.b != q.b {
            break;
        }
    }
    depth
}

/// How many sides of symbols the two use both, other than as one line.
fn shared_sides(a: &Route, b: &Route, stem: bool, trunk: bool) -> i32 {
    let ends = |route: &Route| [(route.from, route.exit), (route.to, route.entry)];
    let mut count = 0;
    for (i, one) in ends(a).iter().enumerate() {
        for (j, two) in ends(b).iter().enumerate() {
            let merged = i == 0 && j == 0 && stem || i == 1 && j == 1 && trunk;
            count += i32::from(one == two && !merged);
        }
    }
    count
}

struct Trial<'a> {
    one: &'a Route,
    two: &'a Route,
    /// How many runs can be one from the start, and to the end.
    stem: usize,
    trunk: usize,
    crossing: i32,
    sides: i32,
    forced: Option<Relation>,
    shares: [Share; SHARED],
    count: usize,
}

/// Two runs on one grid line.
#[derive(Clone, Copy, Default)]
struct Share {
    i: usize,
    j: usize,
    touch: bool,
}

impl<'a> Trial<'a> {
    fn new(
        (one, two): (&'a Route, &'a Route),
        (stem, trunk): (usize, usize),
        crossing: i32,
        sides: i32,
        forced: Option<Relation>,
    ) -> Self {
        let mut trial =
            Self { one, two, stem, trunk, crossing, sides, forced, shares: [Share::default(); SHARED], count: 0 };
        trial.find_shares();
        trial
    }

    /// The least cost, and the order of each shared pair of runs that has it.
    fn best(&self) -> (i32, [Order; SHARED]) {
        if self.count == 0 {
            let (crossings, faults) = meetings(self.one.points(), self.two.points(), 0, 0);
            let cost = self.crossing * crossings as i32 + FAULT * faults as i32 + TWO_ON_A_SIDE * self.sides;
            return (cost, [Order::Same; SHARED]);
        }
        let mut best = None;
        for stem in (usize::from(self.stem > 0)..=self.stem).rev() {
            for trunk in (0..=self.trunk).rev() {
                self.orders((stem, trunk), &mut best);
            }
        }
        best.unwrap_or((2 * FAULT, [Order::Same; SHARED]))
    }

    fn pair(&self) -> Pair {
        let (cost, orders) = self.best();
        let relations =
            self.shares[..self.count].iter().zip(orders).map(|(share, order)| (share.i, share.j, order)).collect();
        Pair { cost, relations }
    }

    /// Finds the pairs of runs that overlap on one grid line, or touch.
    fn find_shares(&mut self) {
        // Level and upright runs take turns.
        let turned = usize::from(self.one.run(0).axis != self.two.run(0).axis);
        for i in 0..self.one.runs() {
            let p = self.one.run(i);
            let (a, b) = p.span();
            for j in ((i + turned) % 2..self.two.runs()).step_by(2) {
                let q = self.two.run(j);
                if p.line != q.line {
                    continue;
                }
                let (c, d) = q.span();
                let (lo, hi) = (a.max(c), b.min(d));
                if lo <= hi && self.count < SHARED {
                    self.shares[self.count] = Share { i, j, touch: lo == hi };
                    self.count += 1;
                }
            }
        }
    }

    /// Whether the two have one stretch in common at most, and no place where they part or merge.
    fn is_plain(&self) -> bool {
        self.stem == 0 && self.trunk == 0 && (self.count == 0 || self.count == 1 && !self.shares[0].touch)
    }

    /// The least cost of a plain pair. Besides where they cross `amid` their runs, the two can only do so where the one that begins
    /// or ends within their common stretch turns away from it: towards the other, or not.
    fn plain_cost(&self, amid: u32) -> i32 {
        let apart = TWO_ON_A_SIDE * self.sides + self.crossing * amid as i32;
        let Some(share) = self.shares[..self.count].first() else { return apart };
        let (p, q) = (self.one.run(share.i), self.two.run(share.j));
        let along = apart + if p.line & 1 == 1 { BESIDE_IN_A_CELL } else { 0 };
        let turns = |low: bool| {
            let is_at_end = |run: &Run| (run.a < run.b) != low;
            let (a, b) = (p.span(), q.span());
            if if low { a.0 > b.0 } else { a.1 < b.1 } {
                turn(self.one, share.i, is_at_end(&p))
            } else {
                // What crosses the other on its left is what turns to the right.
                -turn(self.two, share.j, is_at_end(&q))
            }
        };
        let turns = [turns(true), turns(false)];
        if self.one.is_pinned(share.i) && self.two.is_pinned(share.j) {
            let touches = turns.iter().filter(|turn| **turn != 0).count();
            return along + FAULT * (1 + touches as i32);
        }
        let crossings = [1, -1].map(|side| turns.iter().filter(|turn| **turn == side).count());
        along + self.crossing * crossings[0].min(crossings[1]) as i32
    }

    /// Tries all orders of the shared runs, with `stem` runs united from the start and `trunk` to the end.
    fn orders(&self, (stem, trunk): (usize, usize), best: &mut Option<(i32, [Order; SHARED])>) {
        let shares = &self.shares[..self.count];
        let (n, m) = (self.one.runs(), self.two.runs());
        let options_of = |share: &Share| -> &'static [Order] {
            let (i, j) = (share.i, share.j);
            if i < stem && i == j || n - i <= trunk && n - i == m - j {
                &[Order::Merged]
            } else if self.one.is_pinned(i) && self.two.is_pinned(j) {
                &[Order::Same]
            } else if share.touch {
                &[Order::Same, Order::Before, Order::After]
            } else if self.leans_after(i, j) {
                &[Order::After, Order::Before]
            } else {
                &[Order::Before, Order::After]
            }
        };
        let mut options: [&[Order]; SHARED] = [&[]; SHARED];
        for (k, share) in shares.iter().enumerate() {
            options[k] = options_of(share);
        }
        let mut base = TWO_ON_A_SIDE * self.sides;
        base += if trunk > 0 { MERGE } else { 0 };
        base += if trunk == 0 && self.trunk > 0 && self.sides == 0 { APART_THOUGH_MERGEABLE } else { 0 };
        for (k, share) in shares.iter().enumerate() {
            let merged = options[k] == [Order::Merged];
            base += if !merged && !share.touch && self.one.run(share.i).line & 1 == 1 { BESIDE_IN_A_CELL } else { 0 };
        }
        if best.as_ref().is_some_and(|best| best.0 <= base) {
            return;
        }
        let mut chosen = [0; SHARED];
        loop {
            let mut orders = [Order::Same; SHARED];
            for k in 0..shares.len() {
                orders[k] = options[k][chosen[k]];
            }
            if let Some(shifts) = self.shifts(shares, &orders) {
                let moved = shifted(self.two, &shifts);
                let (crossings, faults) = meetings(self.one.points(), &moved[..self.two.points().len()], stem, trunk);
                let cost = base + self.crossing * crossings as i32 + FAULT * faults as i32;
                if best.as_ref().is_none_or(|best| cost < best.0) {
                    *best = Some((cost, orders));
                    if cost == base {
                        return;
                    }
                }
            }
            let mut k = 0;
            while k < shares.len() {
                chosen[k] += 1;
                if chosen[k] < options[k].len() {
                    break;
                }
                chosen[k] = 0;
                k += 1;
            }
            if k == shares.len() {
                return;
            }
        }
    }

    /// Where both orders are as good: whether the second run would rather lie after the first.
    fn leans_after(&self, i: usize, j: usize) -> bool {
        lean(self.two, j) >= lean(self.one, i)
    }

    /// By how much each run of the second route is moved; none if one run would have to lie in two places.
    fn shifts(&self, shares: &[Share], orders: &[Order; SHARED]) -> Option<[i32; 8]> {
        let mut shifts = [None; 8];
        for (share, order) in shares.iter().zip(orders) {
            if let Some((i, j, forced)) = self.forced
                && (i, j) == (share.i, share.j)
                && forced != *order
            {
                return None;
            }
            let shift = match order {
                Order::Before => -1,
                Order::Same | Order::Merged => 0,
                Order::After => 1,
            };
            if shifts[share.j].is_some_and(|known| known != shift) {
                return None;
            }
            shifts[share.j] = Some(shift);
        }
        Some(shifts.map(|shift| shift.unwrap_or(0)))
    }
}

/// To which side of its channel a run's neighbours pull it.
fn lean(route: &Route, k: usize) -> i32 {
    turn(route, k, false) + turn(route, k, true)
}

/// To which side a route turns at the beginning or the end of a run, seen from there; 0 where it goes no further.
fn turn(route: &Route, k: usize, at_end: bool) -> i32 {
    let run = route.run(k);
    let beyond = if at_end { (k + 1 < route.runs()).then(|| k + 2) } else { k.checked_sub(1) };
    beyond.map_or(0, |point| {
        let (x, y) = route.points()[point];
        ((if run.axis == Axis::Upright { x } else { y }) - run.line * UNIT).signum()
    })
}

/// The points of a route with each run moved aside.
fn shifted(route: &Route, shifts: &[i32; 8]) -> [(i32, i32); 8] {
    let mut points = [(0, 0); 8];
    points[..route.points().len()].copy_from_slice(route.points());
    for k in 0..route.runs() {
        if shifts[k] == 0 {
            continue;
        }
        if route.run(k).axis == Axis::Level {
            points[k].1 += shifts[k];
            points[k + 1].1 += shifts[k];
        } else {
            points[k].0 += shifts[k];
            points[k + 1].0 += shifts[k];
        }
    }
    points
}

/// Crossings of two polylines, and meetings that may not be. The first `stem` runs of both are one line, and the last `trunk`.
fn meetings(a: &[(i32, i32)], b: &[(i32, i32)], stem: usize, trunk: usize) -> (u32, u32) {
    let (mut crossings, mut faults) = (0, 0);
    let (n, m) = (a.len() - 1, b.len() - 1);
    for i in 0..n {
        let ((x0, x1), (y0, y1)) = extent(a[i], a[i + 1]);
        let one = i < stem || n - i <= trunk;
        for j in 0..m {
            let ((u0, u1), (v0, v1)) = extent(b[j], b[j + 1]);
            if u0 > x1 || x0 > u1 || v0 > y1 || y0 > v1 {
                continue;
            }
            let two = j < stem || m - j <= trunk;
            if i < stem && j < stem || n - i <= trunk && m - j <= trunk {
                continue;
            }
            let (level, other) = (y0 == y1, v0 == v1);
            if level == other {
                let touch = if level { x1.min(u1) == x0.max(u0) } else { y1.min(v1) == y0.max(v0) };
                // Two branches may part, or meet, in opposite directions: a T.
                let fork = stem > 0 && i == stem && j == stem || trunk > 0 && n - i == trunk + 1 && m - j == trunk + 1;
                faults += u32::from(!(touch && (one || two || fork)));
            } else {
                let inside = if level {
                    x0 < u0 && u0 < x1 && v0 < y0 && y0 < v1
                } else {
                    u0 < x0 && x0 < u1 && y0 < v0 && v0 < y1
                };
                // Where a branch leaves the stem, or joins the trunk, it touches it.
                let fork = stem > 0 && i.max(j) == stem && i.min(j) < stem
                    || trunk > 0 && (n - i).max(m - j) == trunk + 1 && (n - i).min(m - j) <= trunk;
                crossings += u32::from(inside);
                faults += u32::from(!inside && !fork);
            }
        }
    }
    (crossings, faults)
}

fn extent(p: (i32, i32), q: (i32, i32)) -> ((i32, i32), (i32, i32)) {
    ((p.0.min(q.0), p.0.max(q.0)), (p.1.min(q.1), p.1.max(q.1)))
}
