//! The flowchart of one page: places for its symbols, lines for its flows, rows as high as these need.
//!
//! Takes lanes with fixed sides, rows with least heights, symbols with sizes and cells. Gives every symbol a rectangle, every
//! link an orthogonal line, every label a place, and the heights of the rows. It knows neither text nor paper: a page that
//! turns out too high is the caller's affair ([`super::chart`] cuts again).
//!
//! Hard invariants: see [`Routed`].

mod across;
mod candidates;
mod check;
mod choose;
mod down;
mod exact;
mod grid;
mod known;
mod labels;
mod mask;
mod pairs;
mod places;
mod plan;
mod repair;
mod separate;
mod sieve;
mod strands;
#[cfg(test)]
mod tests;
mod unravel;

use std::collections::BTreeSet;

use across::Aside;
use candidates::{Axis, Route, candidates};
use check::{Drawn, Finding, check};
use choose::{Choice, Model};
use down::Extra;
use grid::Grid;
pub use known::{rerouted, routed};
use labels::Demand;
pub use labels::lane_for;
use pairs::{Nature, natures};
use places::Memory;
use plan::Plan;

use crate::geom::{Insets, Length, Point, Rect, Size};

/// A page to route. y begins at 0, the top of the first row; x is the sheet's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PageChart {
    /// The rules between lanes from the left: one more than there are lanes. The outer two are the sides of the area.
    pub rules: Vec<Length>,
    /// The least height of each row: what its text needs.
    pub rows: Vec<Length>,
    /// The symbols.
    pub nodes: Vec<Node>,
    /// The lines between them.
    pub links: Vec<Link>,
}

/// Index into [`PageChart::nodes`].
pub type NodeId = usize;

/// A symbol of the page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// Its outline.
    pub shape: Shape,
    /// Its width and height.
    pub size: Size,
    /// Where it may stand.
    pub place: Place,
    /// The lane of what an off-page symbol leads to on another page: all else being equal, it stands there.
    pub beyond: Option<usize>,
}

/// The outline of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// A box.
    Process,
    /// A capsule: its ends are half circles.
    Terminator,
    /// A diamond.
    Decision,
    /// A pentagon whose tip points down (in at the flat top or the sides' upright part, out at the tip), 0.6 of its height upright.
    OffPageDown,
    /// The same upside down.
    OffPageUp,
}

/// Where a symbol may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the cell of a row and a lane, `slot` from the top among those there.
    Cell {
        /// Row of the page.
        row: usize,
        /// Lane.
        lane: usize,
        /// From 0.
        slot: usize,
    },
    /// Off-page: in any lane, near the upper edge of the page: in a free cell of the first row or in a strip above its symbols.
    Top,
    /// Off-page: in any lane, near the lower edge: in a free cell of the last row or in a strip below its symbols.
    Bottom,
}

/// A line between symbols.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// It leaves any one of these. Links with the same `from` list and `exit` leave the same one at the same point.
    pub from: Vec<NodeId>,
    /// It enters any one of these.
    pub to: Vec<NodeId>,
    /// The exit of its source: links of one exit share their point, stem and label; different exits of one source never share a
    /// point. All exits of a decision leave one and the same box.
    pub exit: usize,
    /// The size of the words at the exit. Links of one exit have the same, and it is placed once for all of them.
    pub label: Option<Size>,
    /// What kind of line it is.
    pub kind: LinkKind,
}

/// What kind of line a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// An arrow on the way the procedure takes when all is well.
    Main,
    /// An arrow aside, or back.
    Aside,
    /// The plain straight line between two neighbouring boxes of one joint activity, no arrow head.
    Tie,
}

/// A routed page.
///
/// Holds on any input: segments are orthogonal, none zero or collinear with the next; a line passes through no symbol and keeps
/// [`CLEAR`] from every symbol but its ends; ends lie on the border at a port of the shape (diamond and off-page tip: vertices;
/// capsule: the middles of its round ends, or the straight part; box: off its corners); the last run holds an arrow head; two
/// lines lie on one another only while merging into one target or leaving one exit; parallel runs keep [`APART`]; a run along a
/// table rule keeps [`RULE_CLEAR`] from it; labels are off every line, symbol and other label, nearer to their own line than to
/// any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routed {
    /// The rules between rows from the top: one more than there are rows. The first is 0, the last the height of the page's rows.
    pub rows: Vec<Length>,
    /// The rectangle of each node.
    pub nodes: Vec<Rect>,
    /// The line of each link: where it leaves and enters, and its points.
    pub lines: Vec<Line>,
    /// What could not be had: for reports, never for correctness.
    pub cost: Cost,
    /// How much wider than its page each lane ought to be for the lines beside its symbols; zero where there is enough.
    pub wider: Vec<Length>,
}

impl Routed {
    /// The height of its rows.
    pub fn height(&self) -> Length {
        self.rows.last().copied().unwrap_or_default()
    }
}

/// A drawn link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The symbol it leaves.
    pub from: NodeId,
    /// The symbol it enters.
    pub to: NodeId,
    /// Its points, from the border of the one to the border of the other; at least two.
    pub points: Vec<Point>,
    /// Where its label stands: on the first link of each labelled exit.
    pub label: Option<Rect>,
}

/// What a drawing costs its reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// Places where the drawing is wrong, each more than once: the caller should give the page more room, or fewer rows.
    pub faults: u32,
    /// Places where two lines cross, merged lines counted once.
    pub crossings: u32,
    /// Bends of all lines.
    pub bends: u32,
    /// All soft costs together, in the engine's own unit.
    pub total: i64,
}

/// The least distance of a line from a symbol that it does not end on.
pub const CLEAR: Length = Length::tenths(30);
/// The least distance of parallel runs of different lines.
pub const APART: Length = Length::tenths(32);
/// The least distance of a run from a table rule beside it.
pub const RULE_CLEAR: Length = Length::tenths(16);

/// Rounds of pricing what could not be drawn, and choosing anew.
const ROUNDS: i32 = 20;
/// Rounds without a better drawing after which the best so far stands; on a page of many links, fewer.
const HOPELESS: i32 = 15;
const MANY_LINKS: usize = 24;
/// Drawings near faulty ones that are tried in one search.
const MENDS: usize = 200;

/// What a label takes beside a line, its own width apart.
const BESIDE: Length = Length::tenths(38);

/// Routes a page.
pub fn route(page: &PageChart) -> Routed {
    if page.rows.is_empty() || page.rules.len() < 2 {
        return Routed { rows: vec![Length::ZERO], ..Routed::default() };
    }
    search(page, &Grid::new(page), false)
}

/// A better drawing of a page, among many more ways for each of its lines; none where it has too many of them, or none is found.
fn reroute(page: &PageChart, routed: &Routed) -> Option<Routed> {
    let rank = |routed: &Routed| (routed.cost.faults, routed.cost.total);
    let second = (page.links.len() <= MANY_LINKS).then(|| search(page, &Grid::new(page), true));
    second.filter(|second| rank(second) < rank(routed))
}

/// The best drawing that is found. `thorough`: among all ways of all links, also round what stands there; else of those that cross.
fn search(page: &PageChart, grid: &Grid, thorough: bool) -> Routed {
    let routes = page.links.iter().map(|link| some_candidates(page, grid, link, thorough)).collect();
    let mut model = Model::new(page, grid, natures(page), routes);
    let first = model.choose(None);
    let crossed = if thorough { Vec::new() } else { model.crossed(&first) };
    if !crossed.is_empty() {
        model = richer(model, grid, &crossed);
    }
    let mut best: Option<Attempt> = None;
    let mut memory = Memory::default();
    let mut mended = BTreeSet::new();
    let mut choice = None;
    let mut least = 0;
    let mut bettered = 0;
    for round in 1..=ROUNDS {
        let next = if round == 1 && crossed.is_empty() { first.clone() } else { model.choose(choice.as_ref()) };
        let attempt = attempt(&model, grid, next, Demand::All, &mut memory);
        if round == 1 {
            least = attempt.routed.cost.total;
        }
        choice = Some(attempt.choice.clone());
        let open = best.as_ref().is_none_or(|best| best.faults() > 0);
        let worth_mending = attempt.faults() > 0 && (open || round < 3);
        let better = if worth_mending { mend(&mut model, grid, &attempt, &mut mended, &mut memory) } else { None };
        attempt.price(&mut model, round);
        for attempt in [Some(attempt), better].into_iter().flatten() {
            if best.as_ref().is_none_or(|best| attempt.rank() < best.rank()) {
                bettered = round;
                best = Some(attempt);
            }
        }
        let hopeless = if page.links.len() > MANY_LINKS { HOPELESS / 3 } else { HOPELESS };
        if round - bettered >= hopeless {
            break;
        }
        let patience = i64::from(candidates::BEND) * i64::from(round * round);
        if best.as_ref().is_some_and(|best| best.faults() == 0 && best.routed.cost.total <= least + patience) {
            break;
        }
    }
    let Some(best) = best else { return Routed::default() };
    finished(&model, grid, best, &mut memory)
}

/// The drawing with what it lacks: labels without room stand where they can, and ask for wider lanes.
fn finished(model: &Model, grid: &Grid, mut best: Attempt, memory: &mut Memory) -> Routed {
    let faults = best.faults() as u32;
    if faults == 0 {
        return best.routed;
    }
    for &link in &best.mute {
        let label = model.page.links[link].label.unwrap_or_default();
        let lane = model.routes[link][best.choice[link]].cells[0].lane as usize;
        let wider = &mut best.routed.wider[lane];
        *wider = (*wider).max(label.w.half());
    }
    let wider = std::mem::take(&mut best.routed.wider);
    let mut routed = match best.mute.is_empty() {
        true => best.routed,
        false => attempt(model, grid, best.choice, Demand::Free, memory).routed,
    };
    routed.wider = wider;
    routed.cost.faults = faults;
    routed
}

/// The cheapest drawing near a faulty one that has no fault, or fewer, of those that were not drawn before.
fn mend(
    model: &mut Model,
    grid: &Grid,
    faulty: &Attempt,
    drawn: &mut BTreeSet<Choice>,
    memory: &mut Memory,
) -> Option<Attempt> {
    let mut best: Option<Attempt> = None;
    for choice in repair::moves(model, faulty) {
        if drawn.len() >= MENDS || !drawn.insert(choice.clone()) {
            continue;
        }
        let trial = attempt(model, grid, choice, Demand::All, memory);
        let better = best.as_ref().is_none_or(|best| trial.rank() < best.rank());
        if better && trial.faults() < faulty.faults() {
            let done = trial.faults() == 0;
            best = Some(trial);
            if done {
                break;
            }
        }
    }
    best
}

/// The model with more routes for some links.
fn richer<'a>(model: Model<'a>, grid: &Grid, links: &[usize]) -> Model<'a> {
    let Model { page, natures, mut routes, .. } = model;
    for &link in links {
        routes[link] = candidates(page, grid, &page.links[link], true);
    }
    Model::new(page, grid, natures, routes)
}

fn some_candidates(page: &PageChart, grid: &Grid, link: &Link, richer: bool) -> Vec<Route> {
    let found = candidates(page, grid, link, richer);
    if found.is_empty() && !richer { candidates(page, grid, link, true) } else { found }
}

/// A choice, drawn.
struct Attempt {
    choice: Choice,
    routed: Routed,
    /// Channels that are too full, with the links there.
    squeezed: Vec<((Axis, i32), Vec<usize>)>,
    /// Links whose label found no room.
    mute: Vec<usize>,
    findings: Vec<Finding>,
}

/// Draws a choice. Labels without room ask for it: first above and below, then beside.
fn attempt(model: &Model, grid: &Grid, choice: Choice, demand: Demand, memory: &mut Memory) -> Attempt {
    let plan = Plan::new(model, grid, &choice);
    let mut extra = Extra::new(grid.levels.len());
    let mut attempt = draw(&plan, &model.natures, &extra, demand, memory);
    if !attempt.mute.is_empty() {
        for &link in &attempt.mute {
            let label = model.page.links[link].label.unwrap_or_default();
            extra.ask(plan.routes[link].cells[0].level as usize, label.h + Length::tenths(45));
        }
        attempt = draw(&plan, &model.natures, &extra, demand, memory);
        for link in attempt.mute.clone() {
            attempt = beside(&plan, &model.natures, &mut extra, demand, (attempt, link), memory);
        }
    }
    attempt.routed.cost.total = model.honest_total(&choice);
    attempt.choice = choice;
    attempt
}

/// Moves lines aside for a label, to the right or to the left, where that helps.
fn beside(
    plan: &Plan,
    natures: &[Nature],
    extra: &mut Extra,
    demand: Demand,
    (attempt, link): (Attempt, usize),
    memory: &mut Memory,
) -> Attempt {
    let label = plan.page.links[link].label.unwrap_or_default();
    for right in [true, false] {
        extra.aside.push(Aside { cell: plan.routes[link].cells[0], right, room: label.w + BESIDE });
        let trial = draw(plan, natures, extra, demand, memory);
        if trial.faults() < attempt.faults() {
            return trial;
        }
        extra.aside.pop();
    }
    attempt
}

fn draw(plan: &Plan, natures: &[Nature], extra: &Extra, demand: Demand, memory: &mut Memory) -> Attempt {
    let across = across::across(plan, extra);
    let down = down::down(plan, extra);
    let points = down::points(plan, &across.places, &down);
    let sources: Vec<NodeId> = plan.routes.iter().map(|route| route.from).collect();
    let scene =
        labels::Scene { page: plan.page, rows: &down.rows, rects: &down.rects, lines: &points, sources: &sources };
    let (labels, mute) = labels::labels(&scene, natures, demand, memory);
    let lines: Vec<(NodeId, NodeId, Vec<Point>)> =
        plan.routes.iter().zip(points).map(|(route, points)| (route.from, route.to, points)).collect();
    let exits: Vec<usize> = natures.iter().map(|nature| nature.exit).collect();
    let drawn = Drawn { page: plan.page, rows: &down.rows, rects: &down.rects, lines: &lines, exits: &exits };
    let (findings, crossings) = check(&drawn);
    let arrows = plan.routes.iter().zip(&plan.page.links).filter(|(_, link)| link.kind != LinkKind::Tie);
    let bends = arrows.map(|(route, _)| route.runs() as u32 - 1).sum();
    let cost = Cost { faults: 0, crossings: crossings.len() as u32, bends, total: 0 };
    let line = |((from, to, points), label)| Line { from, to, points, label };
    let lines = lines.into_iter().zip(labels).map(line).collect();
    let squeezed = across.overfull.iter().map(|&channel| {
        let channel = &plan.channels[channel];
        let links = channel.strands.iter().flat_map(|strand| strand.runs.iter().map(|run| run.0));
        ((channel.axis, channel.line), links.collect())
    });
    let squeezed = squeezed.collect();
    let routed = Routed { rows: down.rows, nodes: down.rects, lines, cost, wider: across.wider };
    Attempt { choice: Vec::new(), routed, squeezed, mute, findings }
}

impl Attempt {
    fn faults(&self) -> usize {
        let impossible = usize::from(self.routed.cost.total >= i64::from(candidates::FAULT));
        impossible * 20 + self.squeezed.len() * 10 + self.mute.len() * 3 + self.findings.len() * 5
    }

    fn rank(&self) -> (usize, i64) {
        (self.faults(), self.routed.cost.total)
    }

    /// Links that may stand in the way of a label.
    fn near_label(&self, link: usize) -> Vec<usize> {
        let reach = Insets::all(-Length::pt(25));
        let zone = self.routed.nodes[self.routed.lines[link].from].inset(reach);
        let meets = |pair: &[Point]| {
            let (x, y) = (pair[0].x.min(pair[1].x), pair[0].y.min(pair[1].y));
            zone.overlaps(&Rect::new(
                x,
                y,
                (pair[0].x - pair[1].x).abs() + Length(1),
                (pair[0].y - pair[1].y).abs() + Length(1),
            ))
        };
        let near = |other: &usize| *other != link && self.routed.lines[*other].points.windows(2).any(meets);
        (0..self.routed.lines.len()).filter(near).collect()
    }

    /// Makes dearer what could not be drawn.
    fn price(&self, model: &mut Model, round: i32) {
        for (channel, links) in &self.squeezed {
            for &link in links {
                for k in 0..model.routes[link].len() {
                    let route = &model.routes[link][k];
                    let there = (0..route.runs()).any(|k| (route.run(k).axis, route.run(k).line) == *channel);
                    if there {
                        model.price(link, k, 120 * round);
                    }
                }
            }
        }
        for &link in &self.mute {
            let now = self.choice[link];
            let exit = model.routes[link][now].exit;
            for k in 0..model.routes[link].len() {
                if model.routes[link][k].exit == exit {
                    model.price(link, k, if k == now { 160 * round } else { 100 * round });
                }
            }
            for other in self.near_label(link) {
                model.price_pair(link, now, other, self.choice[other], 80 * round);
            }
        }
        for finding in &self.findings {
            let a = finding.link;
            match finding.other {
                Some(b) => model.price_pair(a, self.choice[a], b, self.choice[b], 800),
                None => model.price(a, self.choice[a], 300),
            }
        }
    }
}
