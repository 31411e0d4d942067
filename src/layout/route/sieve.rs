//! Drops routes that cannot be in a choice better than a known one.
//!
//! What a choice with a route must cost at least: the routes of links that have no choice left are counted as they are, the others along a
//! forest of those pairs that stand in one another's way most, exactly; all other pairs are taken to cost nothing.

use super::choose::{Choice, Model};

/// For each link the routes that may be in a better choice; the chosen one first. `reach`: how much dearer than the cheapest of its link a
/// route of each may be.
pub(super) fn worth_a_look(model: &mut Model, choice: &Choice, reach: &[i64]) -> Vec<Vec<usize>> {
    let mut sieve = Sieve::new(model, choice, reach);
    while sieve.shake_alone() {}
    for _ in 0..SHAKES {
        if !sieve.shake_together() {
            break;
        }
        while sieve.shake_alone() {}
    }
    sieve.open
}

/// How often the forest is gone through at most.
const SHAKES: usize = 3;

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
    fn new(model: &'m mut Model<'p>, choice: &'m Choice, reach: &[i64]) -> Self {
        let count = model.count();
        let first = |i: usize| {
            let own = model.own(i);
            let least = i64::from(own.iter().copied().min().unwrap_or(0));
            let near = |&k: &usize| k != choice[i] && i64::from(own[k]) - least < reach[i];
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

    /// Drops what costs too much beside the settled links alone. Was there any?
    fn shake_alone(&mut self) -> bool {
        self.settle();
        let costs = self.costs.clone();
        let bound = (0..costs.len()).filter(|&i| !self.settled[i]).map(|i| least(&costs[i])).sum();
        self.drop_all(&costs, bound)
    }

    /// Drops what costs too much beside its neighbours in the forest as well. Was there any?
    fn shake_together(&mut self) -> bool {
        let forest = self.forest();
        if forest.is_empty() {
            return false;
        }
        let (reach, bound) = self.along(&forest);
        self.drop_all(&reach, bound)
    }

    /// Drops routes that no better choice can hold. `reach`: the least that each costs with its tree; `bound`: the least of all trees.
    fn drop_all(&mut self, reach: &[Vec<i64>], bound: i64) -> bool {
        let bound = bound + self.among_settled;
        let mut changed = false;
        for i in (0..reach.len()).filter(|&i| !self.settled[i]) {
            let spare = self.total - bound + least(&reach[i]);
            let mut at = 0;
            let worth: Vec<bool> = reach[i].iter().enumerate().map(|(n, &cost)| n == 0 || cost < spare).collect();
            changed |= worth.contains(&false);
            self.open[i].retain(|_| {
                at += 1;
                worth[at - 1]
            });
            at = 0;
            self.costs[i].retain(|_| {
                at += 1;
                worth[at - 1]
            });
        }
        changed
    }

    /// Pairs of links that stand in one another's way, as (parent, child), parents first: each link has one parent at most.
    fn forest(&mut self) -> Vec<(usize, usize)> {
        let count = self.open.len();
        let favourite: Vec<usize> = (0..count)
            .map(|i| (0..self.open[i].len()).min_by_key(|&n| (self.costs[i][n], n)).map_or(0, |n| self.open[i][n]))
            .collect();
        let mut dear = Vec::new();
        for i in (0..count).filter(|&i| !self.settled[i]) {
            let near: Vec<usize> = self.model.near(i).filter(|&j| j < i && !self.settled[j]).collect();
            for j in near {
                let now = self.model.pair_cost(i, self.choice[i], j, self.choice[j]);
                let wished = self.model.pair_cost(i, favourite[i], j, favourite[j]);
                if now.max(wished) > 0 {
                    dear.push((-now.max(wished), j, i));
                }
            }
        }
        dear.sort_unstable();
        let mut tree: Vec<usize> = (0..count).collect();
        let mut branches = vec![Vec::new(); count];
        for (_, j, i) in dear {
            if tree[i] != tree[j] {
                let (old, new) = (tree[i], tree[j]);
                tree.iter_mut().filter(|tree| **tree == old).for_each(|tree| *tree = new);
                branches[i].push(j);
                branches[j].push(i);
            }
        }
        let mut seen = vec![false; count];
        let mut forest: Vec<(usize, usize)> = Vec::new();
        for root in 0..count {
            if seen[root] || branches[root].is_empty() {
                continue;
            }
            seen[root] = true;
            let mut next = vec![root];
            while let Some(parent) = next.pop() {
                for &child in &branches[parent] {
                    if !seen[child] {
                        seen[child] = true;
                        forest.push((parent, child));
                        next.push(child);
                    }
                }
            }
        }
        forest
    }

    /// The least that each open route costs together with its tree, and the least of all trees together.
    fn along(&mut self, forest: &[(usize, usize)]) -> (Vec<Vec<i64>>, i64) {
        let mut up = self.costs.clone();
        let mut told = vec![Vec::new(); up.len()];
        for &(parent, child) in forest.iter().rev() {
            told[child] = self.tell(child, &up[child], parent);
            up[parent].iter_mut().zip(&told[child]).for_each(|(cost, told)| *cost += told);
        }
        let mut is_child = vec![false; up.len()];
        forest.iter().for_each(|&(_, child)| is_child[child] = true);
        let roots = (0..up.len()).filter(|&i| !self.settled[i] && !is_child[i]);
        let bound = roots.map(|i| least(&up[i])).sum();
        for &(parent, child) in forest {
            let others: Vec<i64> = up[parent].iter().zip(&told[child]).map(|(cost, told)| cost - told).collect();
            let from_above = self.tell(parent, &others, child);
            up[child].iter_mut().zip(from_above).for_each(|(cost, told)| *cost += told);
        }
        (up, bound)
    }

    /// For each route of `to` the least of what the routes of `from`, which cost so much, cost with it.
    fn tell(&mut self, from: usize, costs: &[i64], to: usize) -> Vec<i64> {
        let mut order: Vec<(i64, usize)> = costs.iter().copied().zip(self.open[from].iter().copied()).collect();
        order.sort_unstable();
        let model = &mut *self.model;
        let least = |&m: &usize| {
            let mut best = i64::MAX;
            for &(cost, k) in &order {
                if cost >= best {
                    break;
                }
                best = best.min(cost + i64::from(model.pair_cost(from, k, to, m)));
            }
            best
        };
        self.open[to].iter().map(least).collect()
    }
}

/// The least of some costs; nothing where there are none.
pub(super) fn least<T: Ord + Copy + Default>(costs: &[T]) -> T {
    costs.iter().copied().min().unwrap_or_default()
}
