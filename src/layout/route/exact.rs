//! Branch and bound over the routes of a page: the cheapest choice, proven, or the best within a number of nodes.
//!
//! Routes that cannot be in a better choice are dropped, what is left falls into parts that cost one another nothing, and each
//! part is searched by itself.

use super::choose::{Choice, Model};
use super::sieve::worth_a_look;

/// How much dearer than the cheapest of their link routes may be where all links are looked at, and how many of them a part of the
/// page may have; a wider one is left as it is.
const REACHES: [(i64, usize); 3] = [(70, WIDEST), (170, 300), (330, 200)];
/// The same for links round a crossing: one may go a long way about.
const FAR: i64 = 1100;
/// Links that choose anew round a crossing, besides the two.
const AROUND: usize = 4;
/// Crossings of a page that are looked at.
const CROSSINGS: usize = 12;
/// What a route must cost beside a link for that to be in its way.
const HINDRANCE: i32 = 100;
/// Routes that a part of the page may have to be searched at all.
const WIDEST: usize = 700;

/// Betters `choice` among routes that cost little more than the cheapest, spending at most `nodes` on each part of the page.
pub(super) fn better(model: &mut Model, choice: &mut Choice, nodes: usize) {
    for (reach, widest) in REACHES {
        let reach = vec![reach; model.count()];
        search_within(model, choice, &reach, widest, nodes);
    }
}

/// Betters `choice` round each pair of links that cost one another at least `cost`: the two and those most in their way choose anew,
/// among nearly all their routes.
pub(super) fn better_around(model: &mut Model, choice: &mut Choice, cost: i32, nodes: usize) {
    let mut seen = Vec::new();
    for _ in 0..CROSSINGS {
        let mut pairs = model.at_odds(choice, cost);
        pairs.retain(|&(i, j)| !seen.contains(&[(i, choice[i]), (j, choice[j])]));
        let Some(&(i, j)) = pairs.first() else { return };
        seen.push([(i, choice[i]), (j, choice[j])]);
        let mut reach = vec![0; model.count()];
        for link in [i, j].into_iter().chain(in_the_way(model, choice, [i, j])) {
            reach[link] = FAR;
        }
        search_within(model, choice, &reach, WIDEST, nodes);
    }
}

/// The links that stand most in the way of other routes of these.
fn in_the_way(model: &mut Model, choice: &Choice, links: [usize; 2]) -> Vec<usize> {
    let mut hindrance = vec![0_i64; model.count()];
    for link in links {
        let here = model.beside(link, choice[link], choice);
        for k in 0..model.own(link).len() {
            let gain = here - model.own(link)[k];
            for other in model.near(link).filter(|_| gain > 0).collect::<Vec<_>>() {
                if model.pair_cost(link, k, other, choice[other]) >= HINDRANCE {
                    hindrance[other] += i64::from(gain);
                }
            }
        }
    }
    let mut others: Vec<usize> = (0..hindrance.len()).filter(|i| hindrance[*i] > 0 && !links.contains(i)).collect();
    others.sort_by_key(|&i| -hindrance[i]);
    others.truncate(AROUND);
    others
}

fn search_within(model: &mut Model, choice: &mut Choice, reach: &[i64], widest: usize, nodes: usize) {
    let open = worth_a_look(model, choice, reach);
    for part in parts(model, &open) {
        if part.iter().map(|&i| open[i].len()).sum::<usize>() > widest {
            continue;
        }
        let mut search = Search::new(model, choice, &open, part, nodes);
        search.run();
        for (at, &i) in search.links.iter().enumerate() {
            choice[i] = search.best_choice[at];
        }
    }
}

/// The links with a choice left, in groups whose routes cannot meet.
fn parts(model: &Model, open: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let busy: Vec<usize> = (0..open.len()).filter(|&i| open[i].len() > 1).collect();
    let mut group: Vec<usize> = (0..open.len()).collect();
    for &i in &busy {
        for j in model.near(i).filter(|&j| j < i && open[j].len() > 1) {
            if group[i] != group[j] && model.may_meet(i, &open[i], j, &open[j]) {
                let (old, new) = (group[i].max(group[j]), group[i].min(group[j]));
                group.iter_mut().filter(|g| **g == old).for_each(|g| *g = new);
            }
        }
    }
    let mut parts: Vec<(usize, Vec<usize>)> = Vec::new();
    for &i in &busy {
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
        let tables = tables(model, open, &part);
        let order = by_rivals(&tables);
        let links: Vec<usize> = order.iter().map(|&a| part[a]).collect();
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
        let table = |a: usize, b: usize| match order[a] < order[b] {
            true => tables[order[a]][order[b]].clone(),
            false => transposed(&tables[order[b]][order[a]], routes[a].len()),
        };
        let costs =
            (0..count).map(|a| (0..count).map(|b| if b > a { table(a, b) } else { Vec::new() }).collect()).collect();
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

/// What the open routes of each pair of links cost one another; empty where all is zero, and where the second comes first.
fn tables(model: &mut Model, open: &[Vec<usize>], part: &[usize]) -> Vec<Vec<Vec<i32>>> {
    let count = part.len();
    let mut tables = vec![vec![Vec::new(); count]; count];
    for a in 0..count {
        for b in a + 1..count {
            let (i, j) = (part[a], part[b]);
            if !model.are_near(i, j) {
                continue;
            }
            let mut table = Vec::with_capacity(open[i].len() * open[j].len());
            for &k in &open[i] {
                table.extend(open[j].iter().map(|&m| model.pair_cost(i, k, j, m)));
            }
            if table.iter().any(|&cost| cost != 0) {
                tables[a][b] = table;
            }
        }
    }
    tables
}

fn transposed(table: &[i32], width: usize) -> Vec<i32> {
    let height = table.len() / width;
    (0..width.min(table.len())).flat_map(|column| (0..height).map(move |row| table[row * width + column])).collect()
}

/// Those first that have most to settle with others.
fn by_rivals(tables: &[Vec<Vec<i32>>]) -> Vec<usize> {
    let count = tables.len();
    let mut rivals = vec![0; count];
    for a in 0..count {
        for b in a + 1..count {
            let here = tables[a][b].iter().filter(|&&cost| cost > 0).count();
            rivals[a] += here;
            rivals[b] += here;
        }
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&a| (usize::MAX - rivals[a], a));
    order
}
