//! Which lines lie in each gutter and gap, and in which order.
//!
//! Runs that merge are one strand. The orders that pairs of routes want are brought together; where they go in a circle, the one that
//! costs least is turned round.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::candidates::{Axis, Route};
use super::choose::{Choice, Model};
use super::pairs::{Order, Pair};

/// A run of a link: the link and the number of the run.
pub(super) type RunId = (usize, usize);

/// Runs drawn as one line.
#[derive(Clone, Debug)]
pub(super) struct Strand {
    pub runs: Vec<RunId>,
    /// From and to, on the grid.
    pub span: (i32, i32),
}

/// A gutter, a gap, or the middle of a lane or level, with the strands that run there.
#[derive(Clone, Debug)]
pub(super) struct Channel {
    pub axis: Axis,
    pub line: i32,
    pub strands: Vec<Strand>,
    /// Of two strands of the channel which comes first.
    pub edges: Vec<(usize, usize)>,
}

/// Two runs in one channel, the first of which comes first.
#[derive(Clone, Copy)]
struct Claim {
    first: usize,
    second: usize,
}

const RUNS: usize = 8;

/// How pairs of routes of one model are drawn, as far as that is known.
#[derive(Default)]
pub(super) struct Pairs(HashMap<[(usize, usize); 2], Pair, RandomState>);

impl Pairs {
    /// How the chosen routes of two links are drawn.
    pub(super) fn of(&mut self, model: &Model, choice: &Choice, i: usize, j: usize) -> &Pair {
        let (one, two) = ((i, choice[i]), (j, choice[j]));
        self.0.entry([one, two]).or_insert_with(|| model.pair(i, one.1, j, two.1, None))
    }
}

/// The channels of a choice.
pub(super) fn channels(model: &Model, choice: &Choice, pairs: &mut Pairs) -> Vec<Channel> {
    let routes: Vec<&Route> = choice.iter().enumerate().map(|(i, &k)| &model.routes[i][k]).collect();
    let mut union = Union::new(routes.len() * RUNS);
    let mut claims = Vec::new();
    let mut forks = Vec::new();
    for i in 0..routes.len() {
        for j in model.near(i).filter(|&j| j > i) {
            for &(p, q, order) in &pairs.of(model, choice, i, j).relations {
                let (a, b) = (i * RUNS + p, j * RUNS + q);
                match order {
                    Order::Merged => union.join(a, b),
                    Order::Before => claims.push(Claim { first: b, second: a }),
                    Order::After => claims.push(Claim { first: a, second: b }),
                    Order::Same if is_fork(routes[i], p, routes[j], q) => forks.push((a, b)),
                    Order::Same => {}
                }
            }
        }
    }
    let mut found = collect(&routes, &mut union);
    for (key, channel) in &mut found {
        let own: Vec<Claim> = claims.iter().copied().filter(|claim| run_of(&routes, claim.first) == *key).collect();
        channel.edges = settle(model, choice, channel, own);
        for &(a, b) in forks.iter().filter(|fork| run_of(&routes, fork.0) == *key) {
            channel.join(a, b);
        }
    }
    found.into_iter().map(|(_, channel)| channel).collect()
}

/// Whether two runs part at their beginning, or meet at their end: the two arms of a T.
fn is_fork(one: &Route, p: usize, two: &Route, q: usize) -> bool {
    let (a, b) = (one.points(), two.points());
    let part = (one.from, one.exit) == (two.from, two.exit) && p == q && a[p] == b[q];
    let meet = (one.to, one.entry) == (two.to, two.entry) && a.len() - p == b.len() - q && a[p + 1] == b[q + 1];
    part || meet
}

impl Channel {
    fn strand_of(&self, id: usize) -> Option<usize> {
        self.strands.iter().position(|strand| strand.runs.contains(&(id / RUNS, id % RUNS)))
    }

    /// Makes one strand of those of two runs, unless others must lie between them.
    fn join(&mut self, a: usize, b: usize) {
        let (Some(a), Some(b)) = (self.strand_of(a), self.strand_of(b)) else { return };
        let (kept, gone) = (a.min(b), a.max(b));
        let would_circle = |edge| find_circle(&[&self.edges[..], &[edge]].concat(), self.strands.len()).is_some();
        if kept == gone || would_circle((kept, gone)) || would_circle((gone, kept)) {
            return;
        }
        let Strand { runs, span } = self.strands.remove(gone);
        let strand = &mut self.strands[kept];
        strand.runs.extend(runs);
        strand.span = (strand.span.0.min(span.0), strand.span.1.max(span.1));
        let renamed = |at: usize| if at == gone { kept } else { at - usize::from(at > gone) };
        self.edges.iter_mut().for_each(|edge| *edge = (renamed(edge.0), renamed(edge.1)));
        self.edges.sort_unstable();
        self.edges.dedup();
    }
}

fn run_of(routes: &[&Route], id: usize) -> (Axis, i32) {
    let run = routes[id / RUNS].run(id % RUNS);
    (run.axis, run.line)
}

/// All channels in order, each with its strands.
fn collect(routes: &[&Route], union: &mut Union) -> Vec<((Axis, i32), Channel)> {
    let mut runs = Vec::new();
    for (i, route) in routes.iter().enumerate() {
        for k in 0..route.runs() {
            runs.push((run_of(routes, i * RUNS + k), union.find(i * RUNS + k), (i, k)));
        }
    }
    runs.sort_unstable();
    let mut channels: Vec<((Axis, i32), Channel)> = Vec::new();
    let mut last = None;
    for (key, root, id) in runs {
        if channels.last().is_none_or(|(known, _)| *known != key) {
            channels.push((key, Channel { axis: key.0, line: key.1, strands: Vec::new(), edges: Vec::new() }));
        }
        let Some((_, channel)) = channels.last_mut() else { continue };
        let span = routes[id.0].run(id.1).span();
        match channel.strands.last_mut() {
            Some(strand) if last == Some((key, root)) => {
                strand.runs.push(id);
                strand.span = (strand.span.0.min(span.0), strand.span.1.max(span.1));
            }
            _ => channel.strands.push(Strand { runs: vec![id], span }),
        }
        last = Some((key, root));
    }
    channels
}

/// Edges between the strands of a channel that go in no circle.
fn settle(model: &Model, choice: &Choice, channel: &Channel, mut claims: Vec<Claim>) -> Vec<(usize, usize)> {
    let strand_of = |id: usize| channel.strand_of(id);
    for turn in 0..100 {
        let edges = edges(&claims, strand_of);
        let Some(circle) = find_circle(&edges, channel.strands.len()) else { return edges };
        let worst =
            circle.into_iter().map(|edge| (price_of_turning(model, choice, &claims, edge, strand_of), edge)).min();
        let Some((_, edge)) = worst else { return edges };
        let turned = |claim: &Claim| (strand_of(claim.first), strand_of(claim.second)) == (Some(edge.0), Some(edge.1));
        if turn < 50 {
            for claim in claims.iter_mut().filter(|claim| turned(claim)) {
                (claim.first, claim.second) = (claim.second, claim.first);
            }
        } else {
            claims.retain(|claim| !turned(claim));
        }
    }
    Vec::new()
}

fn edges(claims: &[Claim], strand_of: impl Fn(usize) -> Option<usize>) -> Vec<(usize, usize)> {
    let edge = |claim: &Claim| Some((strand_of(claim.first)?, strand_of(claim.second)?));
    let mut edges: Vec<(usize, usize)> = claims.iter().filter_map(edge).filter(|edge| edge.0 != edge.1).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

/// What it would cost to turn the order of two strands round.
fn price_of_turning(
    model: &Model,
    choice: &Choice,
    claims: &[Claim],
    edge: (usize, usize),
    strand_of: impl Fn(usize) -> Option<usize>,
) -> i32 {
    let mut price = 0;
    for claim in claims {
        if (strand_of(claim.first), strand_of(claim.second)) != (Some(edge.0), Some(edge.1)) {
            continue;
        }
        let (a, b) = (claim.first.min(claim.second), claim.first.max(claim.second));
        let turned = if claim.first == a { Order::Before } else { Order::After };
        let (i, j) = (a / RUNS, b / RUNS);
        let forced = (a % RUNS, b % RUNS, turned);
        let now = model.pair(i, choice[i], j, choice[j], None).cost;
        price += model.pair(i, choice[i], j, choice[j], Some(forced)).cost - now;
    }
    price
}

/// The edges of a circle, if there is one.
fn find_circle(edges: &[(usize, usize)], count: usize) -> Option<Vec<(usize, usize)>> {
    let mut left: Vec<(usize, usize)> = edges.to_vec();
    // Strands that nothing comes before, or that come before nothing, are in no circle.
    loop {
        let mut before = vec![false; count];
        let mut after = vec![false; count];
        for &(a, b) in &left {
            after[a] = true;
            before[b] = true;
        }
        let size = left.len();
        left.retain(|&(a, b)| before[a] && after[b]);
        if left.is_empty() {
            return None;
        }
        if left.len() == size {
            break;
        }
    }
    let mut seen = vec![usize::MAX; count];
    let mut path: Vec<(usize, usize)> = Vec::new();
    let mut at = left[0].0;
    loop {
        if seen[at] != usize::MAX {
            return Some(path.split_off(seen[at]));
        }
        seen[at] = path.len();
        let edge = left.iter().find(|edge| edge.0 == at)?;
        path.push(*edge);
        at = edge.1;
    }
}

struct Union(Vec<usize>);

impl Union {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn find(&mut self, a: usize) -> usize {
        let mut a = a;
        while self.0[a] != a {
            self.0[a] = self.0[self.0[a]];
            a = self.0[a];
        }
        a
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}
