//! The pages that the chart may have, each routed at most once, and once more where its lines cross.
//!
//! What a page looks like depends on its rows alone: which flows leave it, not where they go on. So a page whose rows are the
//! same is drawn the same, whatever happens to the others.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cut::{Flows, Letter, Passage, Share};
use super::{Chart, DrawnLine, DrawnPage, End, LineOf, OffPage, Paper};
use crate::geom::{Length, cross};
use crate::layout::route::{self, Link, LinkKind, Node, PageChart, Place, Routed, Shape};

/// A page, routed.
#[derive(Debug)]
pub(super) struct Page {
    /// Its rows.
    pub(super) rows: Range<usize>,
    /// Its drawing, in numbers of its own.
    routed: Routed,
    symbols: Vec<usize>,
    /// Its off-page symbols, numbered after its symbols.
    off_pages: Vec<(Passage, bool)>,
    /// What each link draws; an arrival is known by its passage.
    links: Vec<What>,
    /// What was routed.
    page: PageChart,
    /// Whether it was routed once more.
    rerouted: bool,
}

/// What a link of a page draws.
#[derive(Clone, Copy, Debug)]
enum What {
    Flow(usize),
    Arrival(Passage),
    Tie(usize),
}

impl Page {
    /// Routes the page of these rows.
    pub(super) fn route(chart: &Chart, flows: &Flows, paper: &dyn Paper, rows: Range<usize>) -> Self {
        let share = flows.share(&rows);
        let symbols: Vec<usize> = (0..chart.symbols.len()).filter(|&s| rows.contains(&chart.symbols[s].row)).collect();
        let mut draft = Draft::new(chart, &rows, &symbols, paper.heights(rows.clone()));
        draft.flows(&share);
        draft.ties();
        let Draft { page, links, off_pages, .. } = draft;
        let routed = route::routed(&page);
        Self { rows, routed, symbols, off_pages, links, page, rerouted: false }
    }

    /// Routes the page once more, unless that was done, if its lines cross; what comes out higher than `most` is left. Whether it was
    /// to be done.
    pub(super) fn reroute(&mut self, most: Length) -> bool {
        if self.rerouted || self.crossings() == 0 {
            return false;
        }
        self.rerouted = true;
        let better = route::rerouted(&self.page, &self.routed);
        if let Some(better) = better.filter(|better| better.height() <= most) {
            self.routed = better;
        }
        true
    }

    /// The height of its rows.
    pub(super) fn height(&self) -> Length {
        self.routed.height()
    }

    /// The height of each row.
    pub(super) fn row_heights(&self) -> impl Iterator<Item = Length> {
        self.routed.rows.windows(2).map(|rules| rules[1] - rules[0])
    }

    /// How many lines cross.
    pub(super) fn crossings(&self) -> u32 {
        self.routed.cost.crossings
    }

    /// How much of the page is drawn wrong.
    pub(super) fn faults(&self) -> u32 {
        self.routed.cost.faults
    }

    /// Pairs of flows, drawn whole, that cross here.
    pub(super) fn crossing_flows(&self) -> Vec<(usize, usize)> {
        let whole = |index: usize| match (self.links[index], self.routed.lines[index].to < self.symbols.len()) {
            (What::Flow(flow), true) => Some(flow),
            _ => None,
        };
        let lines = &self.routed.lines;
        let mut pairs = Vec::new();
        for b in 0..lines.len() {
            for a in 0..b {
                if let (Some(one), Some(other)) = (whole(a), whole(b))
                    && cross(&lines[a].points, &lines[b].points)
                {
                    pairs.push((one.min(other), one.max(other)));
                }
            }
        }
        pairs
    }

    /// How much wider its lanes ought to be.
    pub(super) fn wider(&self) -> &[Length] {
        &self.routed.wider
    }

    /// The page with its letters.
    pub(super) fn finish(self, letters: &BTreeMap<Passage, Letter>) -> DrawnPage {
        let Self { rows, routed, symbols, off_pages, links, .. } = self;
        let end = |node: usize| match node.checked_sub(symbols.len()) {
            Some(off_page) => End::OffPage(off_page),
            None => End::Symbol(symbols[node]),
        };
        let what = |what: &What| match *what {
            What::Flow(flow) => LineOf::Flow(flow),
            What::Arrival(passage) => LineOf::Flow(letters[&passage].flow),
            What::Tie(tie) => LineOf::Tie(tie),
        };
        let lines = links.iter().zip(routed.lines).map(|(link, line)| DrawnLine {
            what: what(link),
            from: end(line.from),
            to: end(line.to),
            points: line.points,
            label: line.label,
        });
        let off_page = |(&(passage, departure), &rect): (&(Passage, bool), _)| {
            let Letter { number, departure: first, arrival, .. } = letters[&passage];
            OffPage {
                rect,
                letter: number,
                up: passage.up,
                departure,
                partner: if departure { arrival } else { first },
            }
        };
        DrawnPage {
            rows,
            rules: routed.rows,
            lines: lines.collect(),
            off_pages: off_pages.iter().zip(&routed.nodes[symbols.len()..]).map(off_page).collect(),
            symbols: symbols.into_iter().zip(routed.nodes).collect(),
            cost: routed.cost,
        }
    }
}

/// A page in the making.
struct Draft<'a> {
    chart: &'a Chart,
    page: PageChart,
    /// The node of each symbol of the chart that stands here.
    node: Vec<Option<usize>>,
    off_pages: Vec<(Passage, bool)>,
    links: Vec<What>,
}

impl<'a> Draft<'a> {
    fn new(chart: &'a Chart, rows: &Range<usize>, symbols: &[usize], heights: Vec<Length>) -> Self {
        let mut node = vec![None; chart.symbols.len()];
        let mut nodes = Vec::with_capacity(symbols.len());
        for &symbol in symbols {
            let super::ChartSymbol { shape, size, row, lane, slot } = chart.symbols[symbol];
            node[symbol] = Some(nodes.len());
            nodes.push(Node { shape, size, place: Place::Cell { row: row - rows.start, lane, slot }, beyond: None });
        }
        let page = PageChart { rules: chart.rules.clone(), rows: heights, nodes, links: Vec::new() };
        Self { chart, page, node, off_pages: Vec::new(), links: Vec::new() }
    }

    fn flows(&mut self, share: &Share) {
        for (passage, flows) in &share.arrivals {
            let from = self.off_page(*passage, false);
            let kind = flows.iter().map(|&flow| self.chart.flows[flow].kind).min().unwrap_or(LinkKind::Main);
            let to = self.nodes(&self.chart.flows[flows[0]].to);
            self.page.links.push(Link { from: vec![from], to, exit: 0, label: None, kind });
            self.links.push(What::Arrival(*passage));
        }
        let mut leaving: Vec<(usize, Option<usize>)> = share.whole.iter().map(|&flow| (flow, None)).collect();
        for (passage, flows) in &share.departures {
            let to = self.off_page(*passage, true);
            leaving.extend(flows.iter().map(|&flow| (flow, Some(to))));
        }
        leaving.sort_unstable();
        for (flow, off_page) in leaving {
            let of = &self.chart.flows[flow];
            let to = off_page.map_or_else(|| self.nodes(&of.to), |node| vec![node]);
            let from = self.nodes(&of.from);
            self.page.links.push(Link { from, to, exit: of.exit, label: of.label, kind: of.kind });
            self.links.push(What::Flow(flow));
        }
    }

    fn ties(&mut self) {
        for (tie, &(a, b)) in self.chart.ties.iter().enumerate() {
            if let (Some(a), Some(b)) = (self.node[a], self.node[b]) {
                let link = Link { from: vec![a], to: vec![b], exit: 0, label: None, kind: LinkKind::Tie };
                self.page.links.push(link);
                self.links.push(What::Tie(tie));
            }
        }
    }

    fn nodes(&self, symbols: &[usize]) -> Vec<usize> {
        symbols.iter().filter_map(|&symbol| self.node[symbol]).collect()
    }

    /// A new off-page symbol: where flows down the sheet arrive above and depart below, the others the other way round.
    fn off_page(&mut self, passage: Passage, departure: bool) -> usize {
        self.off_pages.push((passage, departure));
        let shape = if passage.up { Shape::OffPageUp } else { Shape::OffPageDown };
        let place = if passage.up == departure { Place::Top } else { Place::Bottom };
        let beyond = departure.then(|| self.chart.symbols[passage.target].lane);
        self.page.nodes.push(Node { shape, size: self.chart.off_page, place, beyond });
        self.page.nodes.len() - 1
    }
}
