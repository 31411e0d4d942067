//! The pages that a chart may have, and what is known of them.
//!
//! Before a page is routed its height is an estimate on the low side: what texts and symbols ask, or what its rows were seen to
//! need on other pages. Once routed it is kept, so no page is routed twice.

use std::ops::Range;

use super::cut::{Cuts, Flows};
use super::pages::Page;
use super::{Chart, Paper};
use crate::geom::Length;

/// The least that a row has above and below its symbols together.
const PADDING: Length = Length::pt(8);

/// The pages that may be chosen.
pub(super) struct Spans<'a> {
    chart: &'a Chart,
    flows: &'a Flows,
    paper: &'a dyn Paper,
    /// By first row, then by count of rows.
    spans: Vec<Vec<Span>>,
    seen: Vec<Seen>,
    /// Pairs of flows that crossed on some page, and the rows that they lead over.
    crossed: Vec<((usize, usize), Range<usize>)>,
}

/// A page that may be chosen.
struct Span {
    /// The least heights of its rows.
    least: Vec<Length>,
    cuts: Cuts,
    page: Option<Page>,
}

/// Heights that a row had inside, at the top and at the bottom of the pages routed so far; the least of each.
#[derive(Clone, Copy, Default)]
struct Seen {
    inside: Option<Length>,
    first: Option<Length>,
    last: Option<Length>,
}

impl<'a> Spans<'a> {
    /// All pages that may fit into `room`.
    pub(super) fn new(chart: &'a Chart, flows: &'a Flows, paper: &'a dyn Paper, room: Length) -> Self {
        let needs = symbol_heights(chart);
        let spans = (0..chart.rows).map(|first| {
            let mut spans = Vec::new();
            for end in first + 1..=chart.rows {
                let rows = first..end;
                let mut least = paper.heights(rows.clone());
                for (height, need) in least.iter_mut().zip(&needs[rows.clone()]) {
                    *height = (*height).max(*need);
                }
                if !spans.is_empty() && least.iter().copied().sum::<Length>() > room {
                    break;
                }
                spans.push(Span { least, cuts: flows.cuts(&rows), page: None });
            }
            spans
        });
        let spans = spans.collect();
        Self { chart, flows, paper, spans, seen: vec![Seen::default(); chart.rows], crossed: Vec::new() }
    }

    /// The pages that begin with this row.
    pub(super) fn from(&self, first: usize) -> impl Iterator<Item = Range<usize>> + use<> {
        (1..=self.spans[first].len()).map(move |count| first..first + count)
    }

    /// How the page cuts the flows.
    pub(super) fn cuts(&self, rows: &Range<usize>) -> Cuts {
        self.span(rows).cuts
    }

    /// The page, if it is routed.
    pub(super) fn page(&self, rows: &Range<usize>) -> Option<&Page> {
        self.span(rows).page.as_ref()
    }

    /// How high the page is, or probably is.
    pub(super) fn height(&self, rows: &Range<usize>) -> Length {
        let span = self.span(rows);
        if let Some(page) = &span.page {
            return page.height();
        }
        let seen = |row: usize| {
            let Seen { inside, first, last } = self.seen[row];
            let first = first.filter(|_| row == rows.start);
            let last = last.filter(|_| row + 1 == rows.end);
            let inside = inside.filter(|_| row != rows.start && row + 1 != rows.end);
            first.max(last).max(inside).unwrap_or_default()
        };
        span.least.iter().zip(rows.clone()).map(|(&least, row)| least.max(seen(row))).sum()
    }

    /// Routes the page, unless it is. Whether that was to be done.
    pub(super) fn route(&mut self, rows: &Range<usize>) -> bool {
        if self.page(rows).is_some() {
            return false;
        }
        let page = Page::route(self.chart, self.flows, self.paper, rows.clone());
        for (row, height) in rows.clone().zip(page.row_heights()) {
            let seen = &mut self.seen[row];
            let place = match (row == rows.start, row + 1 == rows.end) {
                (true, true) => continue,
                (true, false) => &mut seen.first,
                (false, true) => &mut seen.last,
                (false, false) => &mut seen.inside,
            };
            *place = Some(place.map_or(height, |known| known.min(height)));
        }
        if page.crossings() > 0 {
            self.learn_crossings(&page);
        }
        self.span_mut(rows).page = Some(page);
        true
    }

    /// Routes a page once more if its lines cross; what comes out higher than `most` is left. Whether that was to be done.
    pub(super) fn reroute(&mut self, rows: &Range<usize>, most: Length) -> bool {
        self.span_mut(rows).page.as_mut().is_some_and(|page| page.reroute(most))
    }

    fn learn_crossings(&mut self, page: &Page) {
        for pair in page.crossing_flows() {
            if self.crossed.iter().all(|(known, _)| *known != pair) {
                self.crossed.push((pair, self.flows.rows_of(pair)));
            }
        }
    }

    /// How many crossings a page may be expected to have: flows that cross on one page do so on another that holds both, mostly.
    pub(super) fn expected_crossings(&self, rows: &Range<usize>) -> usize {
        let holds = |over: &Range<usize>| rows.start <= over.start && over.end <= rows.end;
        self.crossed.iter().filter(|(_, over)| holds(over)).count()
    }

    /// Takes the routed page out.
    pub(super) fn take(&mut self, rows: &Range<usize>) -> Page {
        let page = self.span_mut(rows).page.take();
        page.unwrap_or_else(|| Page::route(self.chart, self.flows, self.paper, rows.clone()))
    }

    fn span(&self, rows: &Range<usize>) -> &Span {
        &self.spans[rows.start][rows.len() - 1]
    }

    fn span_mut(&mut self, rows: &Range<usize>) -> &mut Span {
        &mut self.spans[rows.start][rows.len() - 1]
    }
}

/// The least heights that its symbols ask of each row.
fn symbol_heights(chart: &Chart) -> Vec<Length> {
    let mut cells: Vec<(usize, usize, Length)> =
        chart.symbols.iter().map(|symbol| (symbol.row, symbol.lane, symbol.size.h)).collect();
    cells.sort_unstable();
    let mut heights = vec![Length::ZERO; chart.rows];
    for cell in cells.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let stack = cell.iter().map(|&(.., height)| height + PADDING).sum();
        let row = &mut heights[cell[0].0];
        *row = (*row).max(stack);
    }
    heights
}
