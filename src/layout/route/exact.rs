//! Branch and bound over the routes of a page: the cheapest choice, proven, or the best within a number of nodes.
//!
//! Routes that cannot be in a better choice are dropped, what is left falls into parts that cost one another nothing, and each
//! part is searched by itself.

use std::cmp::Reverse;

use super::choose::{Choice, Model};
use super::sieve::{least, worth_a_look};

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
        for (&i, &k) in search.links.iter().zip(&search.best_choice) {
            choice[i] = k;
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

/// A part of the page. Its routes are numbered through, link by link.
struct Search {
    links: Vec<usize>,
    routes: Vec<usize>,
    /// The number of each link's first route, and how many routes there are.
    first: Vec<usize>,
    /// What each route costs by itself and beside links outside this part.
    own: Vec<i32>,
    /// What each route costs beside each of another link.
    costs: Vec<i32>,
    /// What each route is bound to cost with the links after its own.
    future: Vec<i32>,
    best: i32,
    best_choice: Vec<usize>,
    current: Vec<usize>,
    /// For each link: what the routes from its first on cost, with what is assigned before it.
    reached: Vec<Vec<i32>>,
    nodes: usize,
}

impl Search {
    fn new(model: &mut Model, choice: &Choice, open: &[Vec<usize>], part: Vec<usize>, nodes: usize) -> Self {
        let links = by_rivals(model, open, part);
        let mut first = vec![0];
        first.extend(links.iter().scan(0, |sum, &i| {
            *sum += open[i].len();
            Some(*sum)
        }));
        let routes: Vec<usize> = links.iter().flat_map(|&i| open[i].iter().copied()).collect();
        let mut own = Vec::with_capacity(routes.len());
        for &i in &links {
            let outside: Vec<usize> = model.near(i).filter(|j| !links.contains(j)).collect();
            own.extend(
                open[i].iter().map(|&k| {
                    outside.iter().fold(model.own(i)[k], |sum, &j| sum + model.pair_cost(i, k, j, choice[j]))
                }),
            );
        }
        let width = routes.len();
        let mut costs = vec![0; width * width];
        for a in 0..links.len() {
            for b in a + 1..links.len() {
                if !model.are_near(links[a], links[b]) {
                    continue;
                }
                for r in first[a]..first[a + 1] {
                    for s in first[b]..first[b + 1] {
                        costs[r * width + s] = model.pair_cost(links[a], routes[r], links[b], routes[s]);
                    }
                }
            }
        }
        let mut search = Self {
            best: 0,
            best_choice: links.iter().map(|&i| choice[i]).collect(),
            future: own.clone(),
            current: vec![0; links.len()],
            reached: vec![Vec::new(); links.len()],
            links,
            routes,
            first,
            own,
            costs,
            nodes,
        };
        search.look_ahead();
        search.best = search.start();
        search
    }

    /// The cost of the choice to start from: the first route of each link.
    fn start(&self) -> i32 {
        let firsts = &self.first[..self.links.len()];
        let beside =
            |r: usize| firsts.iter().filter(|&&s| s > r).map(|s| self.costs[r * self.routes.len() + s]).sum::<i32>();
        firsts.iter().map(|&r| self.own[r] + beside(r)).sum()
    }

    fn look_ahead(&mut self) {
        for a in 0..self.links.len() {
            for r in self.first[a]..self.first[a + 1] {
                let row = &self.costs[r * self.routes.len()..(r + 1) * self.routes.len()];
                self.future[r] += self.first[a + 1..].windows(2).map(|link| least(&row[link[0]..link[1]])).sum::<i32>();
            }
        }
    }

    fn run(&mut self) {
        let start = self.future.clone();
        let rest = self.first[1..].windows(2).map(|link| least(&start[link[0]..link[1]])).sum();
        self.reached[0] = start;
        self.descend(0, 0, rest);
    }

    /// Assigns the links from `a` on, given what their routes cost with what is assigned. `rest`: the least of those after `a`.
    fn descend(&mut self, a: usize, spent: i32, rest: i32) {
        let costs = std::mem::take(&mut self.reached[a]);
        let first = self.first[a];
        let mut order: Vec<usize> = (0..self.first[a + 1] - first).collect();
        order.sort_by_key(|&k| costs[k]);
        for k in order {
            if spent + costs[k] + rest >= self.best || self.nodes == 0 {
                break;
            }
            self.nodes -= 1;
            let r = first + k;
            self.current[a] = self.routes[r];
            // What the bound already holds of costs with later links moves to these, exactly.
            let own = spent + costs[k] - (self.future[r] - self.own[r]);
            if a + 1 == self.links.len() {
                self.best = own;
                self.best_choice.clone_from(&self.current);
            } else if let Some(rest) = self.reach(a, r, own, &costs) {
                self.descend(a + 1, own, rest);
            }
        }
        self.reached[a] = costs;
    }

    /// Works out the costs of later links once `a` has route `r`, and the least of those after the next; none if they cannot do better
    /// than the best.
    fn reach(&mut self, a: usize, r: usize, own: i32, costs: &[i32]) -> Option<i32> {
        let width = self.routes.len();
        let (begin, next) = (self.first[a], self.first[a + 1]);
        let row = &self.costs[r * width + next..(r + 1) * width];
        let reached = &mut self.reached[a + 1];
        reached.clear();
        reached.extend(costs[next - begin..].iter().zip(row).map(|(cost, pair)| cost + pair));
        let mut least = self.first[a + 1..].windows(2).map(|link| least(&reached[link[0] - next..link[1] - next]));
        let here = least.next().unwrap_or(0);
        let rest = least.sum();
        (own + here + rest < self.best).then_some(rest)
    }
}

/// The links of a part, those first that have most to settle with others.
fn by_rivals(model: &mut Model, open: &[Vec<usize>], mut part: Vec<usize>) -> Vec<usize> {
    let mut rivals = vec![0; open.len()];
    for (a, &i) in part.iter().enumerate() {
        for &j in &part[a + 1..] {
            if !model.are_near(i, j) {
                continue;
            }
            for &k in &open[i] {
                let here = open[j].iter().filter(|&&m| model.pair_cost(i, k, j, m) > 0).count();
                rivals[i] += here;
                rivals[j] += here;
            }
        }
    }
    part.sort_by_key(|&i| Reverse(rivals[i]));
    part
}
