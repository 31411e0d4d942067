//! The flowchart of a procedure over its pages: where pages break, which flows are cut, and what every page looks like.
//!
//! Takes lanes, symbols, flows, and what the paper holds. Chooses the page breaks over all rows at once, cuts the flows that
//! cross one into lettered pairs of off-page symbols, and has each page routed by itself ([`super::route`]).

mod cut;
mod pages;
mod paginate;
mod spans;

use std::ops::Range;

use super::route::{Cost, LinkKind, Shape};
use crate::geom::{Length, Point, Rect, Size};

/// The flowchart of a procedure before any page is chosen.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// The rules between lanes from the left: one more than there are lanes.
    pub rules: Vec<Length>,
    /// How many rows there are.
    pub rows: usize,
    /// The symbols, in the order of [`crate::sop::Procedure::symbols`].
    pub symbols: Vec<ChartSymbol>,
    /// The flows, in the order of [`crate::sop::Procedure::flows`].
    pub flows: Vec<ChartFlow>,
    /// Pairs of symbols that a plain line joins.
    pub ties: Vec<(usize, usize)>,
    /// Width and height of an off-page symbol, given the letters in it.
    pub off_page: Size,
}

/// A symbol of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartSymbol {
    /// Its outline.
    pub shape: Shape,
    /// Its size.
    pub size: Size,
    /// Its row.
    pub row: usize,
    /// Its lane.
    pub lane: usize,
    /// Its place in its cell, from 0 at the top.
    pub slot: usize,
}

/// A flow of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartFlow {
    /// The symbols it may leave.
    pub from: Vec<usize>,
    /// The symbols it may enter.
    pub to: Vec<usize>,
    /// The exit of its source.
    pub exit: usize,
    /// The size of the words at the exit.
    pub label: Option<Size>,
    /// [`LinkKind::Main`] or [`LinkKind::Aside`].
    pub kind: LinkKind,
}

/// What the paper holds.
pub trait Paper {
    /// The height that a page has for its rows, head and foot zone taken off. `first`: whether it is the procedure's first page.
    /// `None`: endless (one tall picture).
    fn room(&self, first: bool) -> Option<Length>;
    /// What must follow the last row on its page: total row, footnote, end block.
    fn tail(&self) -> Length;
    /// The least heights that texts ask of these rows, standing together on one page. Cells merged over a page break say
    /// their text on both pages, so heights depend on where pages begin.
    fn heights(&self, rows: Range<usize>) -> Vec<Length>;
}

/// A chart, drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawnChart {
    /// The pages in order; their rows follow one another. Where the tail finds no room after the last row, the last page has no
    /// rows (this happens only where a single row and the tail do not fit one page). Where the first row finds no room on the
    /// first page, but would on another, the first page has none.
    pub pages: Vec<DrawnPage>,
    /// Rows higher than an empty page.
    pub too_high: Vec<usize>,
    /// How much wider each lane ought to be.
    pub wider: Vec<Length>,
}

/// A page of a drawn chart. y begins at 0, the top of its first row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawnPage {
    /// Its rows.
    pub rows: Range<usize>,
    /// The rules between them from the top, 0 first.
    pub rules: Vec<Length>,
    /// The symbols that stand here, by number, with their rectangles.
    pub symbols: Vec<(usize, Rect)>,
    /// The off-page symbols.
    pub off_pages: Vec<OffPage>,
    /// The lines.
    pub lines: Vec<DrawnLine>,
    /// What it costs its reader.
    pub cost: Cost,
}

/// An off-page symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffPage {
    /// Where it stands.
    pub rect: Rect,
    /// Its letter, from 0 for A.
    pub letter: usize,
    /// Whether its tip points up.
    pub up: bool,
    /// Whether flows leave the page here; else they arrive.
    pub departure: bool,
    /// The page of the chart where its partner stands: of a departure the arrival's, of an arrival the first departure's.
    pub partner: usize,
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnLine {
    /// What it draws.
    pub what: LineOf,
    /// What it leaves.
    pub from: End,
    /// What it enters.
    pub to: End,
    /// Its points.
    pub points: Vec<Point>,
    /// The rectangle of its label, on one line of each labelled exit.
    pub label: Option<Rect>,
}

/// What a line draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineOf {
    /// A flow, or its part on this page. Where several flows share an arrival: the first of them.
    Flow(usize),
    /// A plain line: index into [`Chart::ties`].
    Tie(usize),
}

/// What a line ends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A symbol of the chart.
    Symbol(usize),
    /// An off-page symbol of the page.
    OffPage(usize),
}

/// Draws a chart: the same chart on the same paper always the same way.
pub fn draw(chart: &Chart, paper: &dyn Paper) -> DrawnChart {
    if chart.rows == 0 {
        return DrawnChart { pages: vec![DrawnPage::empty(0)], ..DrawnChart::default() };
    }
    let flows = cut::Flows::of(chart);
    let paginate::Plan { pages, head_apart, tail_apart, too_high } = paginate::choose(chart, &flows, paper);
    let mut wider = vec![Length::ZERO; chart.rules.len().saturating_sub(1)];
    for page in &pages {
        for (lane, &by) in wider.iter_mut().zip(page.wider()) {
            *lane = (*lane).max(by);
        }
    }
    let mut rows: Vec<Range<usize>> = pages.iter().map(|page| page.rows.clone()).collect();
    if head_apart {
        rows.insert(0, 0..0);
    }
    let letters = flows.letters(&rows);
    let mut drawn: Vec<DrawnPage> = pages.into_iter().map(|page| page.finish(&letters)).collect();
    if head_apart {
        drawn.insert(0, DrawnPage::empty(0));
    }
    if tail_apart {
        drawn.push(DrawnPage::empty(chart.rows));
    }
    DrawnChart { pages: drawn, too_high, wider }
}

impl DrawnPage {
    /// A page without rows, before the row of this number.
    fn empty(before: usize) -> Self {
        Self { rows: before..before, rules: vec![Length::ZERO], ..Self::default() }
    }
}
