//! Branch and bound over the routes of a page: the cheapest choice, proven, or the best within a number of nodes.
//!
//! Routes that cannot be in a better choice are dropped, what is left falls into parts that cost one another nothing, and each
//! part is searched by itself.

use super::choose::{Choice, Model};

/// Betters `choice`, spending at most `nodes` on each part of the page. Is there none better now?
pub(super) fn better(model: &mut Model, choice: &mut Choice, nodes: usize) -> bool {
    // A good choice found among few routes leaves few worth a look among all.
    let mut proven = true;
    for reach in REACHES {
        proven = search_within(model, choice, reach, nodes);
    }
    proven
}

/// How much dearer than the cheapest of their link routes may be, in turn.
const REACHES: [i64; 3] = [70, 170, 330];
/// The same for links that cross others: these may go a long way round.
const FAR: i64 = 900;
/// Routes of a part of the page that is searched; a wider one is left to the descent.
const WIDEST: usize = 700;

fn search_within(model: &mut Model, choice: &mut Choice, reach: i64, nodes: usize) -> bool {
    let open = worth_a_look(model, choice, reach);
    let busy: Vec<usize> = (0..model.count()).filter(|&i| open[i].len() > 1).collect();
    let mut proven = true;
    for part in parts(model, &open, &busy) {
        if part.iter().map(|&i| open[i].len()).sum::<usize>() > WIDEST {
            proven = false;
            continue;
        }
        let mut search = Search::new(model, choice, &open, part, nodes);
        search.run();
        proven &= search.nodes > 0;
        for (at, &i) in search.links.iter().enumerate() {
            choice[i] = search.best_choice[at];
        }
    }
    proven
}

/// For each link the routes that may be in a better choice; the chosen one first.
fn worth_a_look(model: &mut Model, choice: &Choice, reach: i64) -> Vec<Vec<usize>> {
    let mut sieve = Sieve::new(model, choice, reach);
    while sieve.shake(&[]) {}
    let couples = sieve.couples();
    while sieve.shake(&couples) {}
    sieve.open
}

/// Drops routes that no choice as cheap as a known one can hold.
struct Sieve<'m, 'p> {
    model: &'m mut Model<'p>,
    choice: &'m Choice,
    total: i64,
    /// Routes left of each link; the chosen one first.
    open: Vec<Vec<usize>>,
    /// What each open route costs beside the links that have no choice left.
    costs: Vec<Vec<i64>>,
    settled: Vec<bool>,
    among_settled: i64,
}

impl<'m, 'p> Sieve<'m, 'p> {
    fn new(model: &'m mut Model<'p>, choice: &'m Choice, reach: i64) -> Self {
        let count = model.count();
        let crossed = model.crossed(choice);
        let first = |i: usize| {
            let own = model.own(i);
            let reach = if crossed.contains(&i) { FAR } else { reach };
            let least = i64::from(own.iter().copied().min().unwrap_or(0));
            let near = |&k: &usize| k != choice[i] && i64::from(own[k]) - least < reach;
            std::iter::once(choice[i]).chain((0..own.len()).filter(near)).collect()
        };
        let open: Vec<Vec<usize>> = (0..count).map(first).collect();
        let costs = (0..count).map(|i| open[i].iter().map(|&k| i64::from(model.own(i)[k])).collect()).collect();
        let total = model.total(choice);
        Self { model, choice, total, open, costs, settled: vec![false; count], among_settled: 0 }
    }

    /// Counts links without a choice among what is settled.
    fn settle(&mut self) {
        let fresh: Vec<usize> = (0..self.open.len()).filter(|&i| !self.settled[i] && self.open[i].len() == 1).collect();
        for &j in &fresh {
            self.settled[j] = true;
            self.among_settled += self.costs[j][0];
            let near: Vec<usize> = self.model.near(j).filter(|&i| !self.settled[i]).collect();
            for i in near {
                for (cost, &k) in self.costs[i].iter_mut().zip(&self.open[i]) {
                    *cost += i64::from(self.model.pair_cost(i, k, j, self.choice[j]));
                }
            }
        }
    }

    /// Pairs of links that cost one another most, each link in one at most.
    fn couples(&mut self) -> Vec<(usize, usize)> {
        let mut dear = Vec::new();
        for i in (0..self.open.len()).filter(|&i| !self.settled[i]) {
            let near: Vec<usize> = self.model.near(i).filter(|&j| j < i && !self.settled[j]).collect();
            for j in near {
                let cost = self.model.pair_cost(i, self.choice[i], j, self.choice[j]);
                if cost > 0 {
                    dear.push((-cost, j, i));
                }
            }
        }
        dear.sort_unstable();
        let mut couples: Vec<(usize, usize)> = Vec::new();
        for (_, j, i) in dear {
            if couples.iter().all(|&(a, b)| ![a, b].contains(&i) && ![a, b].contains(&j)) {
                couples.push((j, i));
            }
        }
        couples
    }

    /// Drops what can be dropped now, given couples whose joint least is worked out. Was there any?
    fn shake(&mut self, couples: &[(usize, usize)]) -> bool {
        self.settle();
        let count = self.open.len();
        // For each open route, the least that it and its partner cost.
        let mut reach = self.costs.clone();
        let mut coupled = vec![false; count];
        let mut bound = self.among_settled;
        for &(i, j) in couples.iter().filter(|&&(i, j)| !self.settled[i] && !self.settled[j]) {
            (coupled[i], coupled[j]) = (true, true);
            reach[i].fill(i64::MAX);
            reach[j].fill(i64::MAX);
            for (n, &k) in self.open[i].iter().enumerate() {
                for (o, &m) in self.open[j].iter().enumerate() {
                    let apart = self.costs[i][n] + self.costs[j][o];
                    if apart < reach[i][n] || apart < reach[j][o] {
                        let cost = apart + i64::from(self.model.pair_cost(i, k, j, m));
                        reach[i][n] = reach[i][n].min(cost);
                        reach[j][o] = reach[j][o].min(cost);
                    }
                }
            }
            bound += reach[i].iter().copied().min().unwrap_or(0);
        }
        let least: Vec<i64> = reach.iter().map(|costs| costs.iter().copied().min().unwrap_or(0)).collect();
        bound += (0..count).filter(|&i| !self.settled[i] && !coupled[i]).map(|i| least[i]).sum::<i64>();
        let mut changed = false;
        for i in (0..count).filter(|&i| !self.settled[i]) {
            let worth: Vec<bool> =
                reach[i].iter().enumerate().map(|(n, &cost)| n == 0 || bound + cost - least[i] < self.total).collect();
            changed |= worth.contains(&false);
            let mut keep = worth.iter();
            self.open[i].retain(|_| keep.next() == Some(&true));
            let mut keep = worth.iter();
            self.costs[i].retain(|_| keep.next() == Some(&true));
        }
        changed
    }
}

/// The links with a choice left, in groups that cost one another nothing.
fn parts(model: &mut Model, open: &[Vec<usize>], busy: &[usize]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..model.count()).collect();
    for &i in busy {
        let near: Vec<usize> = model.near(i).filter(|&j| j < i && open[j].len() > 1 && group[j] != group[i]).collect();
        for j in near {
            let meet = group[i] != group[j]
                && open[i].iter().any(|&k| open[j].iter().any(|&m| model.pair_cost(i, k, j, m) != 0));
            if meet {
                let (old, new) = (group[i].max(group[j]), group[i].min(group[j]));
                group.iter_mut().filter(|g| **g == old).for_each(|g| *g = new);
            }
        }
    }
    let mut parts: Vec<(usize, Vec<usize>)> = Vec::new();
    for &i in busy {
        match parts.iter_mut().find(|part| part.0 == group[i]) {
            Some(part) => part.1.push(i),
            None => parts.push((group[i], vec![i])),
        }
    }
    parts.into_iter().map(|part| part.1).collect()
}

struct Search {
    links: Vec<usize>,
    /// Routes of each link, and their own costs with those of links outside this part.
    routes: Vec<Vec<usize>>,
    own: Vec<Vec<i64>>,
    /// `costs[a][b][k * routes of b + m]` for b after a; empty where all is zero.
    costs: Vec<Vec<Vec<i32>>>,
    /// What each route is bound to cost with the links after it.
    future: Vec<Vec<i64>>,
    best: i64,
    best_choice: Vec<usize>,
    current: Vec<usize>,
    nodes: usize,
}

impl Search {
    fn new(model: &mut Model, choice: &Choice, open: &[Vec<usize>], part: Vec<usize>, nodes: usize) -> Self {
        let links = by_rivals(model, open, part);
        let routes: Vec<Vec<usize>> = links.iter().map(|&i| open[i].clone()).collect();
        let mut own = Vec::new();
        for &i in &links {
            let outside: Vec<usize> = model.near(i).filter(|j| !links.contains(j)).collect();
            let cost = |k: usize, model: &mut Model| {
                outside
                    .iter()
                    .fold(i64::from(model.own(i)[k]), |sum, &j| sum + i64::from(model.pair_cost(i, k, j, choice[j])))
            };
            own.push(open[i].iter().map(|&k| cost(k, model)).collect::<Vec<i64>>());
        }
        let count = links.len();
        let mut costs = vec![vec![Vec::new(); count]; count];
        for a in 0..count {
            for b in a + 1..count {
                if model.near(links[a]).any(|j| j == links[b]) {
                    let table: Vec<i32> = routes[a]
                        .iter()
                        .flat_map(|&k| routes[b].iter().map(move |&m| (k, m)))
                        .map(|(k, m)| model.pair_cost(links[a], k, links[b], m))
                        .collect();
                    if table.iter().any(|&cost| cost != 0) {
                        costs[a][b] = table;
                    }
                }
            }
        }
        let mut search = Self {
            best_choice: links.iter().map(|&i| choice[i]).collect(),
            future: Vec::new(),
            current: vec![0; count],
            best: 0,
            links,
            routes,
            own,
            costs,
            nodes,
        };
        search.best = search.start();
        search.future = search.bounds();
        search
    }

    /// The cost of the choice to start from: the first route of each link.
    fn start(&self) -> i64 {
        let mut cost = 0;
        for a in 0..self.links.len() {
            cost += self.own[a][0];
            for b in a + 1..self.links.len() {
                cost += self.costs[a][b].first().map_or(0, |&cost| i64::from(cost));
            }
        }
        cost
    }

    fn bounds(&self) -> Vec<Vec<i64>> {
        let count = self.links.len();
        let bound = |a: usize, k: usize| {
            (a + 1..count).fold(self.own[a][k], |sum, b| {
                let width = self.routes[b].len();
                let least = self.costs[a][b].get(k * width..(k + 1) * width).and_then(|row| row.iter().min());
                sum + least.map_or(0, |&cost| i64::from(cost))
            })
        };
        (0..count).map(|a| (0..self.routes[a].len()).map(|k| bound(a, k)).collect()).collect()
    }

    fn run(&mut self) {
        let start = self.future.clone();
        self.descend(0, 0, &start);
    }

    /// Assigns the links from `a` on. `costs`: of each route of each later link, with what is assigned; the first is `a`.
    fn descend(&mut self, a: usize, spent: i64, costs: &[Vec<i64>]) {
        if a == self.links.len() {
            if spent < self.best {
                self.best = spent;
                self.best_choice = self.current.clone();
            }
            return;
        }
        let rest: i64 = costs[1..].iter().map(|costs| costs.iter().copied().min().unwrap_or(0)).sum();
        let mut order: Vec<usize> = (0..costs[0].len()).collect();
        order.sort_by_key(|&k| costs[0][k]);
        for k in order {
            if spent + costs[0][k] + rest >= self.best || self.nodes == 0 {
                return;
            }
            self.nodes -= 1;
            self.current[a] = self.routes[a][k];
            // What the bound already holds of costs with later links moves to these, exactly.
            let own = spent + costs[0][k] - (self.future[a][k] - self.own[a][k]);
            if let Some(next) = self.next(a, k, own, &costs[1..]) {
                self.descend(a + 1, own, &next);
            }
        }
    }

    /// The costs of later links once `a` has route `k`; none if they cannot do better than the best.
    fn next(&self, a: usize, k: usize, own: i64, costs: &[Vec<i64>]) -> Option<Vec<Vec<i64>>> {
        let mut bound = own;
        let mut next = Vec::with_capacity(costs.len());
        for (n, costs) in costs.iter().enumerate() {
            let table = &self.costs[a][a + 1 + n];
            let mut costs = costs.clone();
            if !table.is_empty() {
                let width = costs.len();
                costs.iter_mut().zip(&table[k * width..]).for_each(|(cost, &pair)| *cost += i64::from(pair));
            }
            bound += costs.iter().copied().min().unwrap_or(0);
            if bound >= self.best {
                return None;
            }
            next.push(costs);
        }
        Some(next)
    }
}

/// Those first that have most to settle with others.
fn by_rivals(model: &mut Model, open: &[Vec<usize>], part: Vec<usize>) -> Vec<usize> {
    let mut ranked = Vec::new();
    for &i in &part {
        let near: Vec<usize> = model.near(i).filter(|j| part.contains(j)).collect();
        let mut rivals = 0;
        for j in near {
            for &k in &open[i] {
                rivals += open[j].iter().filter(|&&m| model.pair_cost(i, k, j, m) > 0).count();
            }
        }
        ranked.push((usize::MAX - rivals, i));
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, i)| i).collect()
}
