//! The flow as a graph of symbols: what is reached, and from where an end is.

use super::{Flow, Symbol, SymbolId, SymbolKind};

/// Successors and predecessors of each symbol. Boxes of a joint activity are all reached, and left, together.
pub(super) struct Graph {
    next: Vec<Vec<usize>>,
    before: Vec<Vec<usize>>,
}

impl Graph {
    /// The graph of some flows.
    pub(super) fn new(count: usize, flows: &[Flow], joins: &[Vec<SymbolId>]) -> Self {
        let mut graph = Self { next: vec![Vec::new(); count], before: vec![Vec::new(); count] };
        for flow in flows {
            for from in &flow.from {
                flow.to.iter().for_each(|to| graph.edge(from.0, to.0));
            }
        }
        for join in joins {
            for pair in join.windows(2) {
                graph.edge(pair[0].0, pair[1].0);
                graph.edge(pair[1].0, pair[0].0);
            }
        }
        graph
    }

    fn edge(&mut self, from: usize, to: usize) {
        self.next[from].push(to);
        self.before[to].push(from);
    }

    /// The symbols that no flow from `roots` reaches: of those that hang together only the first.
    pub(super) fn unreached(&self, roots: &[SymbolId]) -> Vec<SymbolId> {
        let mut seen = vec![false; self.next.len()];
        roots.iter().for_each(|root| walk(&self.next, root.0, &mut seen));
        let lost = seen.iter().filter(|seen| !**seen).count();
        let mut first = Vec::with_capacity(lost);
        // Those that nothing leads to are the cause; what is left after them goes round in circles.
        let cause = |symbol: &usize| self.before[*symbol].is_empty();
        for symbol in (0..seen.len()).filter(cause).chain(0..seen.len()) {
            if !seen[symbol] {
                first.push(SymbolId(symbol));
                walk(&self.next, symbol, &mut seen);
            }
        }
        first.sort_unstable();
        first
    }

    /// Rounds that lead to no end: the symbols of each.
    pub(super) fn rounds(&self, ends: &[SymbolId]) -> Vec<Vec<SymbolId>> {
        let mut seen = vec![false; self.next.len()];
        ends.iter().for_each(|end| walk(&self.before, end.0, &mut seen));
        let mut rounds = Vec::new();
        for symbol in 0..seen.len() {
            if !seen[symbol] {
                let (round, into) = self.round(symbol);
                rounds.push((0..round.len()).filter(|&at| round[at]).map(SymbolId).collect());
                seen.iter_mut().zip(into).for_each(|(seen, into)| *seen |= into);
            }
        }
        rounds
    }

    /// The round in which whoever starts at `symbol` ends up, and all that leads into it.
    fn round(&self, symbol: usize) -> (Vec<bool>, Vec<bool>) {
        let mut at = symbol;
        loop {
            let (mut out, mut into) = (vec![false; self.next.len()], vec![false; self.next.len()]);
            walk(&self.next, at, &mut out);
            walk(&self.before, at, &mut into);
            match (0..out.len()).find(|&other| out[other] && !into[other]) {
                // From there nothing leads back here, so this goes on at most as often as there are symbols.
                Some(further) => at = further,
                None => return (out, into),
            }
        }
    }
}

/// Marks what can be reached; without recursion, for a flow may be a thousand symbols long.
fn walk(next: &[Vec<usize>], from: usize, seen: &mut [bool]) {
    let mut open = vec![from];
    while let Some(symbol) = open.pop() {
        if !std::mem::replace(&mut seen[symbol], true) {
            open.extend(next[symbol].iter().filter(|&&to| !seen[to]));
        }
    }
}

/// The rows from which others are reached, for sums along the flow: starts, and the rows that follow each.
pub(super) fn between_rows(symbols: &[Symbol], flows: &[Flow], rows: usize) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut starts: Vec<usize> =
        symbols.iter().filter(|symbol| symbol.kind == SymbolKind::Start).map(|symbol| symbol.row).collect();
    starts.dedup();
    let mut next = vec![Vec::new(); rows];
    for flow in flows {
        for from in &flow.from {
            let from = symbols[from.0].row;
            for to in flow.to.iter().map(|to| symbols[to.0].row).filter(|&to| to != from) {
                if !next[from].contains(&to) {
                    next[from].push(to);
                }
            }
        }
    }
    (starts, next)
}
