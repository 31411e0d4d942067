//! A choice of routes with what drawing it needs to know: where each symbol stands, which strands run in which channel.

use super::candidates::{Route, Side};
use super::choose::{Choice, Model};
use super::grid::{Cell, Grid, UNIT};
use super::strands::{Channel, Pairs, Strand, channels};
use super::{NodeId, PageChart, Shape};
use crate::geom::Length;

/// The straight run out of a symbol, at least.
pub(super) const STUB: Length = Length::tenths(42);
/// The straight run into a symbol, at least: it holds the arrow head.
pub(super) const HEAD: Length = Length::tenths(72);
/// How far from a tip other lines cross its run.
pub(super) const OFF_TIP: Length = Length::tenths(60);
/// How far lines are from symbols that are none of their ends.
pub(super) const BERTH: Length = Length::tenths(40);

/// A choice of routes on a page.
pub(super) struct Plan<'a> {
    pub page: &'a PageChart,
    pub grid: &'a Grid,
    pub routes: Vec<Route>,
    pub channels: Vec<Channel>,
    /// Where each symbol stands.
    pub homes: Vec<Cell>,
    /// What the choice costs, without the prices of earlier rounds.
    pub total: i64,
}

/// An end of a strand on a symbol.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub link: usize,
    pub node: NodeId,
    pub side: Side,
    /// Whether the line enters here.
    pub enters: bool,
}

impl<'a> Plan<'a> {
    pub(super) fn new(model: &Model<'a>, grid: &'a Grid, choice: &Choice, pairs: &mut Pairs) -> Self {
        let routes: Vec<Route> = choice.iter().enumerate().map(|(i, &k)| model.routes[i][k]).collect();
        let first = |homes: &Vec<Cell>| homes.first().copied().unwrap_or_default();
        let mut homes: Vec<Cell> = grid.homes.iter().map(first).collect();
        for route in &routes {
            homes[route.from] = route.cells[0];
            homes[route.to] = route.cells[1];
        }
        let channels = channels(model, choice, pairs);
        let total = total(model, choice, pairs);
        Self { page: model.page, grid, routes, channels, homes, total }
    }

    /// Where runs of a strand end on symbols.
    pub(super) fn ends<'s>(&'s self, strand: &'s Strand) -> impl Iterator<Item = End> + 's {
        strand.runs.iter().flat_map(|&(link, k)| {
            let route = &self.routes[link];
            let out = (k == 0).then_some(End { link, node: route.from, side: route.exit, enters: false });
            let into = (k + 1 == route.runs()).then_some(End { link, node: route.to, side: route.entry, enters: true });
            [out, into].into_iter().flatten()
        })
    }

    /// The ends of runs that meet a strand at a right angle.
    pub(super) fn ends_beside<'s>(&'s self, strand: &'s Strand) -> impl Iterator<Item = End> + 's {
        strand.runs.iter().flat_map(|&(link, k)| {
            let route = &self.routes[link];
            let out = (k == 1).then_some(End { link, node: route.from, side: route.exit, enters: false });
            let into = (k + 2 == route.runs()).then_some(End { link, node: route.to, side: route.entry, enters: true });
            [out, into].into_iter().flatten()
        })
    }

    /// Half the width of a symbol.
    pub(super) fn half_width(&self, node: NodeId) -> Length {
        self.page.nodes[node].size.w.half()
    }

    /// The part of a side of a symbol where lines may end, from its middle; zero where there is one place.
    pub(super) fn play(&self, node: NodeId, side: Side) -> Length {
        let node = &self.page.nodes[node];
        let size = node.size;
        let (along, across) = if side.is_level() { (size.h, size.w) } else { (size.w, size.h) };
        match node.shape {
            Shape::Process => (along.half() - Length::pt(3)).max((along.half() - Length::pt(1)).min(Length::tenths(5))),
            Shape::Terminator if along > across => (along.half() - across.half() - Length::tenths(5)).max(Length::ZERO),
            _ => Length::ZERO,
        }
    }

    /// Whether a strand goes over this grid coordinate, ends excluded.
    pub(super) fn passes(strand: &Strand, line: i32) -> bool {
        strand.span.0 < line * UNIT && line * UNIT < strand.span.1
    }
}

fn total(model: &Model, choice: &Choice, pairs: &mut Pairs) -> i64 {
    let mut total = 0;
    for (i, &k) in choice.iter().enumerate() {
        total += i64::from(model.routes[i][k].cost);
        for j in model.near(i).filter(|&j| j > i) {
            total += i64::from(pairs.of(model, choice, i, j).cost);
        }
    }
    total
}
