//! What a page shows of each flow.
//!
//! A flow whose ends stand on one page is drawn there whole. Any other departs on its source's page and arrives on its
//! target's, and nothing of it stands on the pages between. All flows to one target that cross the break in one direction are a
//! *passage*: they share a letter, one arrival, and on each page that they leave one departure.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Chart, ChartFlow};

/// Flows over page breaks to one target in one direction; one letter stands for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Passage {
    /// The first box of the activity that they enter.
    pub(super) target: usize,
    /// Whether they lead to an earlier page.
    pub(super) up: bool,
}

/// The flows of a chart, by the rows they touch.
pub(super) struct Flows {
    ends: Vec<Ends>,
    touching: Vec<Vec<usize>>,
}

/// How two page breaks cut the flows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cuts {
    /// Passages that enter the page.
    pub(super) arrivals: i64,
    /// Those of them that come from below.
    pub(super) upward: i64,
    /// Passages that leave it.
    pub(super) departures: i64,
}

/// A letter on the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// From 0 for A.
    pub(super) number: usize,
    /// The flow that departs first.
    pub(super) flow: usize,
    /// The page where it does.
    pub(super) departure: usize,
    /// The page of the target.
    pub(super) arrival: usize,
}

/// Where a flow leads.
#[derive(Clone, Copy)]
struct Ends {
    from: usize,
    to: usize,
    target: usize,
}

/// What a page shows of the flows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    /// The flows that are drawn whole.
    pub(super) whole: Vec<usize>,
    /// The passages that leave the page, with their flows from here.
    pub(super) departures: Vec<(Passage, Vec<usize>)>,
    /// The passages that enter it, with all their flows.
    pub(super) arrivals: Vec<(Passage, Vec<usize>)>,
}

impl Flows {
    /// Looks up where the flows lead.
    pub(super) fn of(chart: &Chart) -> Self {
        let activity = activities(chart);
        let row = |ends: &[usize]| ends.first().map_or(0, |&symbol| chart.symbols[symbol].row);
        let ends: Vec<Ends> = chart
            .flows
            .iter()
            .map(|ChartFlow { from, to, .. }| Ends {
                from: row(from),
                to: row(to),
                target: to.first().map_or(0, |&symbol| activity[symbol]),
            })
            .collect();
        let mut touching = vec![Vec::new(); chart.rows];
        for (flow, ends) in ends.iter().enumerate() {
            touching[ends.from].push(flow);
            if ends.to != ends.from {
                touching[ends.to].push(flow);
            }
        }
        Self { ends, touching }
    }

    /// What a page of these rows shows of the flows, each list in the order of the flows.
    pub(super) fn share(&self, rows: &Range<usize>) -> Share {
        let mut touching: Vec<usize> = self.touching[rows.clone()].iter().flatten().copied().collect();
        touching.sort_unstable();
        touching.dedup();
        let mut share = Share::default();
        for flow in touching {
            let Ends { from, to, target } = self.ends[flow];
            let passage = Passage { target, up: to < from };
            match (rows.contains(&from), rows.contains(&to)) {
                (true, false) => add(&mut share.departures, passage, flow),
                (false, true) => add(&mut share.arrivals, passage, flow),
                _ => share.whole.push(flow),
            }
        }
        share
    }

    /// The rows that two flows lead over.
    pub(super) fn rows_of(&self, pair: (usize, usize)) -> Range<usize> {
        let [a, b] = [pair.0, pair.1].map(|flow| self.ends[flow]);
        let first = a.from.min(a.to).min(b.from).min(b.to);
        let last = a.from.max(a.to).max(b.from).max(b.to);
        first..last + 1
    }

    /// How a break before and after these rows cuts the flows.
    pub(super) fn cuts(&self, rows: &Range<usize>) -> Cuts {
        let mut arrivals = Vec::new();
        let mut departures = Vec::new();
        for &flow in self.touching[rows.clone()].iter().flatten() {
            let Ends { from, to, target } = self.ends[flow];
            let passage = Passage { target, up: to < from };
            match (rows.contains(&from), rows.contains(&to)) {
                (true, false) => departures.push(passage),
                (false, true) => arrivals.push(passage),
                _ => {}
            }
        }
        for passages in [&mut arrivals, &mut departures] {
            passages.sort_unstable();
            passages.dedup();
        }
        let up = arrivals.iter().filter(|passage| passage.up).count();
        Cuts { arrivals: arrivals.len() as i64, upward: up as i64, departures: departures.len() as i64 }
    }

    /// The letters over these pages: in the order of the rows, and so of the pages, that they first leave.
    pub(super) fn letters(&self, pages: &[Range<usize>]) -> BTreeMap<Passage, Letter> {
        let page = |row: usize| pages.partition_point(|rows| rows.end <= row);
        let mut flows: Vec<usize> = (0..self.ends.len()).collect();
        flows.sort_by_key(|&flow| self.ends[flow].from);
        let mut letters = BTreeMap::new();
        for flow in flows {
            let Ends { from, to, target } = self.ends[flow];
            if page(from) != page(to) {
                let number = letters.len();
                letters.entry(Passage { target, up: to < from }).or_insert(Letter {
                    number,
                    flow,
                    departure: page(from),
                    arrival: page(to),
                });
            }
        }
        letters
    }
}

fn add(list: &mut Vec<(Passage, Vec<usize>)>, passage: Passage, flow: usize) {
    match list.iter_mut().find(|(known, _)| *known == passage) {
        Some((_, flows)) => flows.push(flow),
        None => list.push((passage, vec![flow])),
    }
}

/// For each symbol the first box of its activity: plain lines join the boxes of one.
fn activities(chart: &Chart) -> Vec<usize> {
    let mut first: Vec<usize> = (0..chart.symbols.len()).collect();
    for &(a, b) in &chart.ties {
        let (a, b) = (first[a], first[b]);
        let (keep, lose) = (a.min(b), a.max(b));
        for symbol in first.iter_mut().filter(|symbol| **symbol == lose) {
            *symbol = keep;
        }
    }
    first
}
