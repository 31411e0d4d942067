//! What each route of a link costs beside each route of another, kept once it was worked out.

/// A cost that is not known yet.
const UNKNOWN: i32 = i32::MIN;

/// The costs of pairs of routes.
pub(super) struct PairTable {
    /// How many routes each link has.
    routes: Vec<u32>,
    /// For a link and a later one where their block begins: a row for each route of the first, an entry for each of the second.
    blocks: Vec<u32>,
    costs: Vec<i32>,
    /// For a link and another where the counts of `known` begin, one for each route of the second.
    counted: Vec<u32>,
    /// How many routes of a link, from the first, are known beside a route of another.
    known: Vec<u32>,
}

impl PairTable {
    /// A table for links with so many routes each, of which these pairs cost one another something.
    pub(super) fn new(routes: Vec<u32>, near: &[Vec<u32>]) -> Self {
        let count = routes.len();
        let (mut blocks, mut counted) = (vec![0; count * count], vec![0; count * count]);
        let (mut costs, mut known) = (0, 0);
        for (i, near) in near.iter().enumerate() {
            for &j in near {
                let at = i * count + j as usize;
                counted[at] = known;
                known += routes[j as usize];
                if i < j as usize {
                    blocks[at] = costs;
                    costs += routes[i] * routes[j as usize];
                }
            }
        }
        Self { routes, blocks, costs: vec![UNKNOWN; costs as usize], counted, known: vec![0; known as usize] }
    }

    /// Where the cost of route `k` of link `i` beside route `m` of link `j` stands.
    pub(super) fn at(&self, (i, k): (usize, usize), (j, m): (usize, usize)) -> usize {
        let ((i, k), (j, m)) = if i < j { ((i, k), (j, m)) } else { ((j, m), (i, k)) };
        self.blocks[i * self.routes.len() + j] as usize + k * self.routes[j] as usize + m
    }

    /// The cost that stands at a place, if it is known.
    pub(super) fn get(&self, at: usize) -> Option<i32> {
        let cost = self.costs[at];
        (cost != UNKNOWN).then_some(cost)
    }

    pub(super) fn set(&mut self, at: usize, cost: i32) {
        self.costs[at] = cost;
    }

    /// How many routes of link `i`, from the first, are known beside route `m` of link `j`.
    pub(super) fn known(&mut self, i: usize, (j, m): (usize, usize)) -> &mut u32 {
        &mut self.known[self.counted[i * self.routes.len() + j] as usize + m]
    }

    /// The costs of the first routes of link `i` beside route `m` of link `j`.
    pub(super) fn costs_of(&self, i: usize, count: usize, (j, m): (usize, usize)) -> impl Iterator<Item = i32> {
        let step = if i < j { self.routes[j] as usize } else { 1 };
        let costs = &self.costs[self.at((i, 0), (j, m))..];
        costs.iter().step_by(step).take(count).copied()
    }
}
