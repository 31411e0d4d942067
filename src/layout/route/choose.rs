//! One route for each link, so that all together cost least.
//!
//! Descent (each link in turn, then links in conflict two by two), then links that make others give way, then branch and bound round
//! what still crosses, and among all routes near the cheapest. What earlier rounds found undrawable is priced here. Limits count nodes, never time.

use super::PageChart;
use super::candidates::{FAULT, Route};
use super::exact::{better, better_around};
use super::grid::Grid;
use super::mask::{Masks, Meeting};
use super::pairs::{Nature, Pair, Relation, crossing, pair, pair_cost};
use super::table::PairTable;
use super::unravel::unravel;

/// Nodes of branch and bound in one part of a page.
const NODES: usize = 1000;
/// What two links cost one another that are worth a search of their own.
const AT_ODDS: i32 = 100;

/// The links of a page with their routes, and what these cost.
pub(super) struct Model<'a> {
    pub page: &'a PageChart,
    pub natures: Vec<Nature>,
    pub routes: Vec<Vec<Route>>,
    /// What each route costs by itself, prices included.
    own: Vec<Vec<i32>>,
    /// Links that may cost one another something.
    near: Vec<Vec<u32>>,
    /// For each link and each other: whether they must agree.
    bound: Vec<bool>,
    table: PairTable,
    masks: Masks,
    /// The number of the mask of each link's first route.
    mask: Vec<usize>,
}

/// For each link the number of its route.
pub(super) type Choice = Vec<usize>;

impl<'a> Model<'a> {
    pub(super) fn new(page: &'a PageChart, grid: &Grid, natures: Vec<Nature>, routes: Vec<Vec<Route>>) -> Self {
        let count = routes.len();
        let mut masks = Masks::new(grid);
        let mut add = |routes: &Vec<Route>| routes.iter().map(|route| masks.add(route)).min().unwrap_or(0);
        let mask = routes.iter().map(&mut add).collect();
        let own = routes.iter().map(|routes| routes.iter().map(|route| route.cost).collect()).collect();
        let around: Vec<[i32; 4]> = routes.iter().map(|routes| hull(routes)).collect();
        let (mut near, mut bound) = (vec![Vec::new(); count], vec![false; count * count]);
        for i in 0..count {
            for j in 0..i {
                let (a, b) = (around[j], around[i]);
                let apart = a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3];
                let agree = must_agree(page, &natures, j, i);
                (bound[i * count + j], bound[j * count + i]) = (agree, agree);
                if !apart || agree {
                    near[i].push(j as u32);
                    near[j].push(i as u32);
                }
            }
        }
        let table = PairTable::new(routes.iter().map(|routes| routes.len() as u32).collect(), &near);
        Self { page, natures, routes, own, near, bound, table, masks, mask }
    }

    /// Whether two links must agree.
    fn are_bound(&self, i: usize, j: usize) -> bool {
        self.bound[i * self.count() + j]
    }

    pub(super) fn count(&self) -> usize {
        self.routes.len()
    }

    /// What route `k` of link `i` and route `m` of link `j` cost one another.
    pub(super) fn pair_cost(&mut self, i: usize, k: usize, j: usize, m: usize) -> i32 {
        let at = self.table.at((i, k), (j, m));
        if let Some(cost) = self.table.get(at) {
            return cost;
        }
        let [one, two] = if i < j { [(i, k), (j, m)] } else { [(j, m), (i, k)] };
        let cost = self.fresh_pair_cost(one, two);
        self.table.set(at, cost);
        cost
    }

    /// What each of the first `count` routes of link `i` and route `m` of link `j` cost one another.
    pub(super) fn pair_costs(&mut self, i: usize, count: usize, j: usize, m: usize) -> impl Iterator<Item = i32> {
        let known = *self.table.known(i, (j, m)) as usize;
        if known < count {
            for k in known..count {
                self.pair_cost(i, k, j, m);
            }
            *self.table.known(i, (j, m)) = count as u32;
        }
        self.table.costs_of(i, count, (j, m))
    }

    /// The cost of two routes, each given as (link, route).
    fn fresh_pair_cost(&self, (i, k): (usize, usize), (j, m): (usize, usize)) -> i32 {
        let (one, two) = ((&self.routes[i][k], self.natures[i]), (&self.routes[j][m], self.natures[j]));
        if !self.are_bound(i, j) {
            match self.masks.meeting(self.mask[i] + k, self.mask[j] + m) {
                Meeting::Never => return 0,
                Meeting::Crossing(times) => return crossing(one.1, two.1) * times as i32,
                Meeting::Tangled => {}
            }
        }
        pair_cost(self.page, one, two, || self.masks.crossings(self.mask[i] + k, self.mask[j] + m))
    }

    /// Whether any of these routes of link `i` can meet any of those of link `j`.
    pub(super) fn may_meet(&self, i: usize, routes: &[usize], j: usize, others: &[usize]) -> bool {
        let meet =
            |k: usize| others.iter().any(|&m| self.masks.meeting(self.mask[i] + k, self.mask[j] + m) != Meeting::Never);
        self.are_bound(i, j) || routes.iter().any(|&k| meet(k))
    }

    pub(super) fn pair(&self, i: usize, k: usize, j: usize, m: usize, forced: Option<Relation>) -> Pair {
        let of = |i: usize, k: usize| (&self.routes[i][k], self.natures[i]);
        pair(self.page, of(i, k), of(j, m), forced)
    }

    pub(super) fn near(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.near[i].iter().map(|&j| j as usize)
    }

    /// Whether two links may cost one another something.
    pub(super) fn are_near(&self, i: usize, j: usize) -> bool {
        self.near[i].contains(&(j as u32))
    }

    /// Makes a route dearer.
    pub(super) fn price(&mut self, i: usize, k: usize, by: i32) {
        self.own[i][k] += by;
    }

    /// Makes a pair of routes dearer.
    pub(super) fn price_pair(&mut self, i: usize, k: usize, j: usize, m: usize, by: i32) {
        if self.are_near(i, j) {
            let cost = self.pair_cost(i, k, j, m) + by;
            self.table.set(self.table.at((i, k), (j, m)), cost);
        }
    }

    /// The cheapest choice found.
    pub(super) fn choose(&mut self, start: Option<&Choice>) -> Choice {
        let mut choice: Choice = match start {
            Some(start) => start.clone(),
            None => (0..self.count()).map(|i| cheapest(&self.own[i])).collect(),
        };
        self.descend(&mut choice);
        unravel(self, &mut choice);
        better_around(self, &mut choice, AT_ODDS, NODES);
        better(self, &mut choice, NODES);
        choice
    }

    pub(super) fn own(&self, i: usize) -> &[i32] {
        &self.own[i]
    }

    /// How many routes of a link, from the first, may cost less than `bound` by themselves.
    pub(super) fn cheaper(&self, i: usize, bound: i32) -> usize {
        self.routes[i].partition_point(|route| route.cost < bound)
    }

    /// The cost of route `k` of link `i` beside the others; no further than `bound`.
    fn cost_of(&mut self, i: usize, k: usize, choice: &Choice, bound: i32) -> i32 {
        let mut cost = self.own[i][k];
        for n in 0..self.near[i].len() {
            if cost >= bound {
                break;
            }
            let j = self.near[i][n] as usize;
            cost += self.pair_cost(i, k, j, choice[j]);
        }
        cost
    }

    pub(super) fn total(&mut self, choice: &Choice) -> i64 {
        let mut total = 0;
        for i in 0..self.count() {
            total += i64::from(self.own[i][choice[i]]);
            for n in 0..self.near[i].len() {
                let j = self.near[i][n] as usize;
                if j < i {
                    total += i64::from(self.pair_cost(i, choice[i], j, choice[j]));
                }
            }
        }
        total
    }

    /// The cost of route `k` of link `i` beside the others.
    pub(super) fn beside(&mut self, i: usize, k: usize, choice: &Choice) -> i32 {
        self.cost_of(i, k, choice, i32::MAX)
    }

    /// What two routes cost one another; nothing where their links never meet.
    pub(super) fn joint(&mut self, i: usize, k: usize, j: usize, m: usize) -> i32 {
        if self.are_near(i, j) { self.pair_cost(i, k, j, m) } else { 0 }
    }

    fn descend(&mut self, choice: &mut Choice) {
        for _ in 0..20 {
            self.one_by_one(choice);
            if !self.two_by_two(choice) && !self.agree(choice) {
                break;
            }
        }
    }

    /// Links that must agree, on a box or the place of an off-page symbol, and do not: they choose together. Did any change?
    fn agree(&mut self, choice: &mut Choice) -> bool {
        let mut improved = false;
        for i in 0..self.count() {
            let at_odds = |n: usize, model: &mut Self, choice: &Choice| {
                let j = model.near[i][n] as usize;
                model.are_bound(i, j) && model.pair_cost(i, choice[i], j, choice[j]) >= FAULT
            };
            if !(0..self.near[i].len()).any(|n| at_odds(n, self, choice)) {
                continue;
            }
            let mut best = self.total(choice);
            let mut seen: Vec<[super::grid::Cell; 2]> = Vec::new();
            for k in 0..self.routes[i].len() {
                let cells = self.routes[i][k].cells;
                if seen.contains(&cells) {
                    continue;
                }
                seen.push(cells);
                let mut trial = choice.clone();
                self.move_with_bound(i, k, &mut trial);
                self.one_by_one(&mut trial);
                let total = self.total(&trial);
                if total < best {
                    (best, *choice, improved) = (total, trial, true);
                }
            }
        }
        improved
    }

    /// Each link takes its best route in turn, until none wants another.
    fn one_by_one(&mut self, choice: &mut Choice) {
        for _ in 0..30 {
            let mut changed = false;
            for i in 0..self.count() {
                let mut best = self.cost_of(i, choice[i], choice, i32::MAX);
                for k in 0..self.routes[i].len() {
                    if k == choice[i] || self.own[i][k] >= best {
                        continue;
                    }
                    let cost = self.cost_of(i, k, choice, best);
                    if cost < best {
                        (best, choice[i]) = (cost, k);
                        changed = true;
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// Links in conflict choose together. Did any change?
    fn two_by_two(&mut self, choice: &mut Choice) -> bool {
        let conflicts = self.at_odds(choice, 60);
        let mut improved = false;
        for (j, i) in conflicts {
            improved |= self.both(i, j, choice);
        }
        improved
    }

    /// Pairs of links whose routes cost one another at least so much; the dearest first.
    pub(super) fn at_odds(&mut self, choice: &Choice, least: i32) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for i in 0..self.count() {
            for n in 0..self.near[i].len() {
                let j = self.near[i][n] as usize;
                if j < i {
                    let cost = self.pair_cost(i, choice[i], j, choice[j]);
                    if cost >= least {
                        pairs.push((-cost, j, i));
                    }
                }
            }
        }
        pairs.sort_unstable();
        pairs.into_iter().map(|(_, j, i)| (j, i)).collect()
    }

    fn both(&mut self, i: usize, j: usize, choice: &mut Choice) -> bool {
        let joint = self.pair_cost(i, choice[i], j, choice[j]);
        let base = self.cost_of(i, choice[i], choice, i32::MAX) + self.cost_of(j, choice[j], choice, i32::MAX) - joint;
        let one = self.alone(i, j, choice, base);
        let two = self.alone(j, i, choice, base);
        let (mut best, mut found) = (base, None);
        for &(cost, k) in &one {
            if two.is_empty() || cost + two[0].0 >= best {
                break;
            }
            for &(other, m) in &two {
                if cost + other >= best {
                    break;
                }
                let together = cost + other + self.pair_cost(i, k, j, m);
                if together < best {
                    (best, found) = (together, Some((k, m)));
                }
            }
        }
        if let Some((k, m)) = found {
            (choice[i], choice[j]) = (k, m);
        }
        found.is_some()
    }

    /// The cost of each route of `i` beside all links but `j`, cheapest first, below `bound`.
    fn alone(&mut self, i: usize, j: usize, choice: &Choice, bound: i32) -> Vec<(i32, usize)> {
        let mut costs = Vec::new();
        for k in 0..self.routes[i].len() {
            let mut cost = self.own[i][k];
            for n in 0..self.near[i].len() {
                let q = self.near[i][n] as usize;
                if q != j && cost < bound {
                    cost += self.pair_cost(i, k, q, choice[q]);
                }
            }
            if cost < bound {
                costs.push((cost, k));
            }
        }
        costs.sort_unstable();
        costs
    }

    /// Gives link `i` route `k`, and links bound to it what fits that.
    fn move_with_bound(&mut self, i: usize, k: usize, choice: &mut Choice) {
        choice[i] = k;
        for n in 0..self.near[i].len() {
            let j = self.near[i][n] as usize;
            if self.are_bound(i, j) && self.pair_cost(i, k, j, choice[j]) >= FAULT {
                let fitting =
                    (0..self.routes[j].len()).min_by_key(|&m| (self.pair_cost(i, k, j, m) + self.own[j][m], m));
                choice[j] = fitting.unwrap_or(choice[j]);
            }
        }
    }
}

/// Whether two links must choose the same exit, box or off-page symbol, wherever they run.
fn must_agree(page: &PageChart, natures: &[Nature], i: usize, j: usize) -> bool {
    let (a, b) = (natures[i], natures[j]);
    let moves = |id: &usize| page.nodes[*id].shape.is_off_page();
    let links = [&page.links[i], &page.links[j]];
    let mut ends = links[0].from.iter().chain(&links[0].to).filter(|id| moves(id));
    a.source == b.source || a.exit == b.exit || ends.any(|id| links[1].from.contains(id) || links[1].to.contains(id))
}

fn cheapest(own: &[i32]) -> usize {
    (0..own.len()).min_by_key(|&k| (own[k], k)).unwrap_or(0)
}

fn hull(routes: &[Route]) -> [i32; 4] {
    routes.iter().fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |all, route| {
        let b = route.bounds;
        [all[0].min(b[0]), all[1].min(b[1]), all[2].max(b[2]), all[3].max(b[3])]
    })
}
