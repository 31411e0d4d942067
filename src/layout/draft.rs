//! A table before it is put on pages: measured, its columns chosen, its flowchart drawn.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::chart::{self, DrawnChart, Paper};
use super::columns::{self, Needs};
use super::flowchart::{self, Prepared, Words};
use super::head::{self, Headings, SetHead};
use super::rows::{self, ColumnTexts, SetRows};
use super::symbols;
use super::total::{SetTotal, Total};
use super::typeset::Faces;
use super::{Column, Widths};
use crate::geom::{Length, Rect};
use crate::sop::{Flow, Procedure, Sop, Symbol};

/// What a line above or below a symbol takes of its row.
const SYMBOL_GAP: Length = Length::pt(8);
/// The most by which lanes grow for the lines beside their symbols.
const MOST_WIDER: Length = Length::pt(14);
/// How often lanes may ask for more room.
const WIDENINGS: usize = 3;

/// A procedure, shaped: nothing of it depends on the widths of columns.
///
/// Two are equal only where the same table is drawn of both: of the procedure itself counts how its symbols are joined.
pub(super) struct Shaped<'a> {
    procedure: Cow<'a, Procedure>,
    /// Whether each page has the head of the table.
    repeat_head: bool,
    columns: Vec<Column>,
    texts: Vec<ColumnTexts>,
    words: Words,
    headings: Headings,
    total: Option<Total>,
    leading: Length,
}

/// What the pages hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Space {
    /// What is between the margins.
    pub(super) area: Rect,
    /// What is left of the page where the table begins, its title taken off.
    pub(super) first: Length,
    /// What is left for it on a page of its own, its title taken off.
    pub(super) fresh: Length,
    /// What must follow the table on the page of its last row.
    pub(super) tail: Length,
    /// Whether the page is endless.
    pub(super) endless: bool,
    /// How the widths of columns are chosen.
    pub(super) widths: Widths,
}

/// A table, ready to be put on pages.
pub(super) struct Draft {
    /// The columns from the left.
    pub(super) columns: Arc<[Column]>,
    /// The rules between them.
    pub(super) edges: Arc<[Length]>,
    /// The head.
    pub(super) head: SetHead,
    /// The texts.
    pub(super) rows: SetRows,
    /// The total row.
    pub(super) total: Option<SetTotal>,
    /// The flowchart as the engine was given it.
    pub(super) prepared: Prepared,
    /// The flowchart as the engine drew it.
    pub(super) drawn: DrawnChart,
    /// Whether no row finds room where the table was to begin: it begins on the next page.
    pub(super) turns: bool,
}

impl<'a> Shaped<'a> {
    /// Shapes a procedure.
    pub(super) fn new(sop: &'a Sop, procedure: &'a Procedure, faces: &Faces) -> Self {
        let columns = head::columns(&sop.form, procedure);
        Self {
            procedure: Cow::Borrowed(procedure),
            repeat_head: sop.form.repeat_head,
            texts: rows::shape(procedure, &sop.form, &columns, faces),
            words: Words::new(procedure, faces),
            headings: Headings::new(&sop.form, procedure, &columns, faces),
            total: Total::new(sop, procedure, faces),
            leading: faces.table().leading,
            columns,
        }
    }

    /// The same, for longer than its spec is there.
    pub(super) fn into_owned(self) -> Shaped<'static> {
        Shaped { procedure: Cow::Owned(self.procedure.into_owned()), ..self }
    }

    /// Chooses columns and draws the flowchart; the error is the width of a lane where that is too little.
    pub(super) fn draft(&self, space: Space) -> Result<Draft, Length> {
        let floors = floors(&self.procedure);
        let mut draft = self.attempt(space, &floors, Length::ZERO)?;
        for _ in 0..WIDENINGS {
            let wider = draft.drawn.wider.iter().copied().max().unwrap_or_default().min(MOST_WIDER);
            if wider <= Length::ZERO {
                break;
            }
            let now = draft.narrowest_lane(self.procedure.actors.len());
            let again = self.attempt(space, &floors, now + wider)?;
            if again.cost() >= draft.cost() {
                break;
            }
            draft = again;
        }
        Ok(draft)
    }

    /// One choice of columns, with lanes of at least this width if the sheet has it.
    fn attempt(&self, space: Space, floors: &[Length], lane: Length) -> Result<Draft, Length> {
        // Two rows of headings and a line, before they are set.
        let head_guess = self.leading * 4;
        let needs = Needs {
            total: space.area.w,
            widths: space.widths,
            columns: &self.columns,
            texts: &self.texts,
            headings: self.headings.least(),
            lane_headings: self.headings.lanes(),
            lane_pieces: self.headings.lane_pieces(),
            lane_words: self.words.lanes(&self.procedure),
            lane_lines: lane,
            room: (space.first - head_guess, space.area.h - head_guess),
            floors,
            tail: space.tail + self.total.as_ref().map_or(Length::ZERO, |_| self.leading * 2),
            total_row: self.total.as_ref().map(Total::widths).unwrap_or_default(),
            leading: self.leading,
        };
        let edges = columns::edges(space.area.x, &needs);
        let lanes = edges[2..3 + self.procedure.actors.len()].to_vec();
        let narrowest = narrowest(&lanes);
        if narrowest < columns::LEAST_LANE {
            return Err(narrowest);
        }
        let prepared = flowchart::prepare(&self.procedure, &self.words, lanes);
        let head = self.headings.set(&edges);
        let rows = SetRows::new(&self.texts, self.procedure.steps.len(), &edges, self.leading);
        let repeated = if self.repeat_head { head.height() } else { Length::ZERO };
        let total = self.total.as_ref().map(|total| total.set(&self.columns, &edges));
        let tail = space.tail + total.as_ref().map_or(Length::ZERO, |total| total.height);
        let (first, other) = (space.first - head.height(), space.area.h - repeated);
        let first_row = rows.heights(0..1)[0].max(floors[0]);
        let draw = |first: Length| {
            let paper = TablePaper { endless: space.endless, first, other, tail, rows: &rows };
            chart::draw(&prepared.chart, &paper)
        };
        let fresh = space.fresh - head.height();
        let may_turn = space.first < space.fresh && !space.endless;
        let mut turns = first < first_row && may_turn;
        let mut drawn = draw(if turns { fresh } else { first });
        let on_first = drawn.pages.first().map_or(0, |page| page.rows.len());
        if may_turn && !turns && on_first < 2 && drawn.pages.len() > 1 {
            // A row alone at the foot of the identity moves on with the others, unless that takes a page more.
            let turned = draw(fresh);
            if on_first == 0 || turned.pages.len() < drawn.pages.len() {
                (turns, drawn) = (true, turned);
            }
        }
        let (columns, edges) = (self.columns.as_slice().into(), edges.into());
        Ok(Draft { columns, edges, head, rows, total, prepared, drawn, turns })
    }
}

impl PartialEq for Shaped<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.columns == other.columns
            && self.texts == other.texts
            && self.words == other.words
            && self.headings == other.headings
            && self.total == other.total
            && (self.leading, self.repeat_head) == (other.leading, other.repeat_head)
            && has_same_flow(&self.procedure, &other.procedure)
    }
}

/// Whether two procedures have the same symbols in the same places, joined in the same way.
fn has_same_flow(one: &Procedure, other: &Procedure) -> bool {
    let place = |symbol: &Symbol| (symbol.kind, symbol.row, symbol.lane, symbol.slot);
    let is_same = |flow: &Flow, other: &Flow| {
        (flow.exit, flow.main, &flow.from, &flow.to) == (other.exit, other.main, &other.from, &other.to)
    };
    (one.steps.len(), one.actors.len(), one.flows.len()) == (other.steps.len(), other.actors.len(), other.flows.len())
        && one.joins == other.joins
        && one.symbols.iter().map(place).eq(other.symbols.iter().map(place))
        && one.flows.iter().zip(&other.flows).all(|(flow, other)| is_same(flow, other))
}

/// The width of the narrowest lane between rules.
fn narrowest(rules: &[Length]) -> Length {
    rules.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap_or_default()
}

impl Draft {
    /// The width of its narrowest lane.
    pub(super) fn narrowest_lane(&self, lanes: usize) -> Length {
        narrowest(&self.edges[2..3 + lanes])
    }

    /// What it costs its reader: what is drawn wrong, pages, then what the drawing costs.
    fn cost(&self) -> (u32, usize, bool, i64) {
        let costs = self.drawn.pages.iter().map(|page| page.cost);
        let faults = costs.clone().map(|cost| cost.faults).sum();
        (faults, self.drawn.pages.len(), self.turns, costs.map(|cost| cost.total).sum())
    }
}

/// The height that the flowchart asks of each row, before it is drawn: its symbols under one another with lines between.
fn floors(procedure: &Procedure) -> Vec<Length> {
    let mut floors = vec![Length::ZERO; procedure.steps.len()];
    for symbol in &procedure.symbols {
        let size = symbols::wordless(symbol.kind, Length::pt(60));
        let stacked = (size.h + SYMBOL_GAP) * (symbol.slot as i32 + 1) + SYMBOL_GAP;
        floors[symbol.row] = floors[symbol.row].max(stacked);
    }
    floors
}

/// What the chart engine asks about the paper.
struct TablePaper<'a> {
    endless: bool,
    first: Length,
    other: Length,
    tail: Length,
    rows: &'a SetRows,
}

impl Paper for TablePaper<'_> {
    fn room(&self, first: bool) -> Option<Length> {
        (!self.endless).then_some(if first { self.first } else { self.other })
    }

    fn tail(&self) -> Length {
        self.tail
    }

    fn heights(&self, rows: Range<usize>) -> Vec<Length> {
        self.rows.heights(rows)
    }
}
