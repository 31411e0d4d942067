//! Takes a choice out of a local minimum: one link goes another way, those that it meets there give way in turn, and so on.
//!
//! What each route costs beside the others' chosen ones is kept, so a trial costs little more than the links that it moves.

use super::choose::{Choice, Model};

/// What a link must cost more than at its cheapest to be worth moving.
const RESTLESS: i32 = 50;
/// What two links must cost one another more than before for the second to give way.
const IN_THE_WAY: i32 = 15;
/// Links that give way to one.
const GIVING_WAY: usize = 6;
/// Times all links are gone through at most.
const TURNS: usize = 6;

/// Betters a choice. No link can then better it alone.
pub(super) fn unravel(model: &mut Model, choice: &mut Choice) {
    let count = model.count();
    let mut knot = Knot { model, choice, costs: vec![Vec::new(); count] };
    // The state in which each link was last tried in vain.
    let mut tried = vec![0; count];
    let mut state = 1;
    for _ in 0..TURNS {
        let before = state;
        for (i, tried) in tried.iter_mut().enumerate() {
            if *tried < state && knot.loosen(i) {
                state += 1;
            } else {
                *tried = state;
            }
        }
        if state == before {
            return;
        }
    }
}

struct Knot<'k, 'm> {
    model: &'k mut Model<'m>,
    choice: &'k mut Choice,
    /// What each route of a link, of the first so many, costs beside the chosen ones of the others.
    costs: Vec<Vec<i32>>,
}

/// A link that is moved from one route to another.
#[derive(Clone, Copy)]
struct Move {
    link: usize,
    from: usize,
    to: usize,
}

impl Knot<'_, '_> {
    /// Moves a link, and others out of its way, if that makes the choice cheaper. Did it?
    fn loosen(&mut self, i: usize) -> bool {
        let here = self.model.beside(i, self.choice[i], self.choice);
        let own = self.model.own(i);
        if here - own.iter().copied().min().unwrap_or(here) < RESTLESS {
            return false;
        }
        let mut order: Vec<(i32, usize)> =
            own.iter().copied().zip(0..own.len()).filter(|&(own, k)| own < here && k != self.choice[i]).collect();
        order.sort_unstable();
        self.weigh(i, here);
        for (_, k) in order {
            if let Some(moves) = self.push(i, k, here) {
                self.make(&moves);
                return true;
            }
        }
        false
    }

    /// What is to be moved so that link `i` goes route `k` and all is cheaper than before; none if that is not found.
    /// `here`: what it costs where it goes.
    fn push(&mut self, i: usize, k: usize, here: i32) -> Option<Vec<Move>> {
        let first = Move { link: i, from: self.choice[i], to: k };
        let mut moves = vec![first];
        let mut gain = here - self.costs[i][first.to];
        let mut queue = self.in_the_way(first, &moves);
        let mut at = 0;
        while gain <= 0 && at < queue.len().min(GIVING_WAY) {
            let link = queue[at];
            at += 1;
            let (from, to, less) = self.give_way(link, &moves);
            if from == to {
                continue;
            }
            gain += less;
            let step = Move { link, from, to };
            for next in self.in_the_way(step, &moves) {
                if next != i && !queue[at..].contains(&next) {
                    queue.push(next);
                }
            }
            moves.push(step);
        }
        (gain > 0).then_some(moves)
    }

    /// Links that a moved one stands in the way of, more than before; the worst first.
    fn in_the_way(&mut self, step: Move, moves: &[Move]) -> Vec<usize> {
        let near: Vec<usize> = self.model.near(step.link).collect();
        let mut links = Vec::new();
        for link in near {
            let at = route_after(self.choice, moves, link);
            let now = self.model.pair_cost(step.link, step.to, link, at);
            if now > IN_THE_WAY && now > self.model.pair_cost(step.link, step.from, link, at) + IN_THE_WAY {
                links.push((-now, link));
            }
        }
        links.sort_unstable();
        links.into_iter().map(|(_, link)| link).collect()
    }

    /// The route of a link, the cheapest after these moves, and how much less that costs.
    fn give_way(&mut self, link: usize, moves: &[Move]) -> (usize, usize, i32) {
        let near: Vec<Move> = moves.iter().copied().filter(|step| self.model.are_near(link, step.link)).collect();
        let from = route_after(self.choice, moves, link);
        let mut here = self.model.beside(link, from, self.choice);
        for step in &near {
            here += self.model.pair_cost(link, from, step.link, step.to);
            here -= self.model.pair_cost(link, from, step.link, step.from);
        }
        self.weigh(link, here);
        let mut costs = self.costs[link].clone();
        let count = costs.len();
        for step in &near {
            subtract(&mut costs, self.model.pair_costs(link, count, step.link, step.from));
        }
        let (mut best, mut to) = (here, from);
        for (route, mut cost) in costs.into_iter().enumerate() {
            for step in &near {
                if cost >= best {
                    break;
                }
                cost += self.model.pair_cost(link, route, step.link, step.to);
            }
            if cost < best {
                (best, to) = (cost, route);
            }
        }
        (from, to, here - best)
    }

    /// Works out what those routes of a link cost that by themselves cost less than `bound`, unless that is known.
    fn weigh(&mut self, link: usize, bound: i32) {
        let (known, count) = (self.costs[link].len(), self.model.cheaper(link, bound));
        if count <= known {
            return;
        }
        let mut costs = std::mem::take(&mut self.costs[link]);
        costs.extend_from_slice(&self.model.own(link)[known..count]);
        for other in self.model.near(link).collect::<Vec<_>>() {
            add(&mut costs[known..], self.model.pair_costs(link, count, other, self.choice[other]).skip(known));
        }
        self.costs[link] = costs;
    }

    fn make(&mut self, moves: &[Move]) {
        for &Move { link, from, to } in moves {
            self.choice[link] = to;
            for other in self.model.near(link).collect::<Vec<_>>() {
                let costs = &mut self.costs[other];
                let count = costs.len();
                subtract(costs, self.model.pair_costs(other, count, link, from));
                add(costs, self.model.pair_costs(other, count, link, to));
            }
        }
    }
}

fn add(costs: &mut [i32], more: impl Iterator<Item = i32>) {
    costs.iter_mut().zip(more).for_each(|(cost, more)| *cost += more);
}

fn subtract(costs: &mut [i32], less: impl Iterator<Item = i32>) {
    costs.iter_mut().zip(less).for_each(|(cost, less)| *cost -= less);
}

/// The route of a link after some moves.
fn route_after(choice: &Choice, moves: &[Move], link: usize) -> usize {
    moves.iter().rev().find(|step| step.link == link).map_or(choice[link], |step| step.to)
}
