//! The flowchart of one page: places for its symbols, lines for its flows, rows as high as these need.
//!
//! Takes lanes with fixed sides, rows with least heights, symbols with sizes and cells. Gives every symbol a rectangle, every
//! link an orthogonal line, every label a place, and the heights of the rows. It knows neither text nor paper: a page that
//! turns out too high is the caller's affair ([`super::chart`] cuts again).
//!
//! Hard invariants: see [`Routed`].

mod across;
mod attempt;
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
mod table;
#[cfg(test)]
mod tests;
mod unravel;

use std::collections::BTreeSet;

use attempt::{Attempt, Bar, Board};
use candidates::candidates;
use choose::{Choice, Model};
use grid::Grid;
pub use known::{rerouted, routed};
pub use labels::lane_for;
use pairs::natures;

use crate::geom::{Length, Point, Rect, Size};

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
/// Rounds without a better drawing after which the best so far stands.
const HOPELESS: i32 = 5;
/// Links of a page that are too many to take more pains with it.
const MANY_LINKS: usize = 24;
/// Drawings near faulty ones that are tried in one search.
const MENDS: usize = 200;

/// Routes a page.
pub fn route(page: &PageChart) -> Routed {
    if page.rows.is_empty() || page.rules.len() < 2 {
        return Routed { rows: vec![Length::ZERO], ..Routed::default() };
    }
    search(page, false)
}

/// A better drawing of a page, among many more ways for each of its lines; none where it has too many of them, or none is found.
fn reroute(page: &PageChart, routed: &Routed) -> Option<Routed> {
    let rank = |routed: &Routed| (routed.cost.faults, routed.cost.total);
    let second = (page.links.len() <= MANY_LINKS).then(|| search(page, true));
    second.filter(|second| rank(second) < rank(routed))
}

/// The best drawing that is found. `thorough`: among more ways, with more bends.
fn search(page: &PageChart, thorough: bool) -> Routed {
    let grid = Grid::new(page);
    let routes = page.links.iter().map(|link| candidates(page, &grid, link, thorough)).collect();
    let mut model = Model::new(page, &grid, natures(page), routes);
    let mut best: Option<Attempt> = None;
    let mut board = Board::new(&grid);
    let mut mended = BTreeSet::new();
    let mut choice = None;
    let mut least = 0;
    let mut bettered = 0;
    for round in 1..=ROUNDS {
        let next = model.choose(choice.as_ref());
        let attempt = board.draw(&model, next);
        if round == 1 {
            least = attempt.routed.cost.total;
        }
        choice = Some(attempt.choice.clone());
        let open = best.as_ref().is_none_or(|best| best.faults() > 0);
        let worth_mending = attempt.faults() > 0 && (open || round < 3);
        let better = if worth_mending { mend(&mut model, &mut board, &attempt, &mut mended) } else { None };
        attempt.price(&mut model, round);
        for attempt in [Some(attempt), better].into_iter().flatten() {
            if best.as_ref().is_none_or(|best| attempt.rank() < best.rank()) {
                bettered = round;
                best = Some(attempt);
            }
        }
        if round - bettered >= HOPELESS {
            break;
        }
        let patience = i64::from(candidates::BEND) * i64::from(round * round);
        if best.as_ref().is_some_and(|best| best.faults() == 0 && best.routed.cost.total <= least + patience) {
            break;
        }
    }
    let Some(best) = best else { return Routed::default() };
    board.finish(&model, best)
}

/// The cheapest drawing near a faulty one that has no fault, or fewer, of those that were not drawn before.
fn mend(model: &mut Model, board: &mut Board, faulty: &Attempt, drawn: &mut BTreeSet<Choice>) -> Option<Attempt> {
    let mut best: Option<Attempt> = None;
    for choice in repair::moves(model, faulty) {
        if drawn.len() >= MENDS || !drawn.insert(choice.clone()) {
            continue;
        }
        let bar = Bar { faults: faulty.faults(), rank: best.as_ref().map(Attempt::rank) };
        if let Some(better) = board.draw_better(model, choice, bar) {
            let done = better.faults() == 0;
            best = Some(better);
            if done {
                break;
            }
        }
    }
    best
}
