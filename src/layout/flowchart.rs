//! The flowchart of a procedure between [`super::chart`], which knows neither words nor ids, and the table.

use super::chart::{self, ChartFlow, ChartSymbol, DrawnPage};
use super::route::{LinkKind, Shape, lane_for};
use super::symbols::{self, Inside};
use super::typeset::Faces;
use super::{Chart, Connector, OffPage, Placed, Symbol};
use crate::geom::{Length, Point, Rect, Size};
use crate::sop::{Procedure, SymbolKind};
use crate::text::{Block, RichText};

/// How many letters there are before AA.
const LETTERS: usize = 26;

/// The widest lane that words at an exit ask for.
const LABELLED_LANE: Length = Length::pt(54);

/// The words of a procedure's flowchart, shaped once.
#[derive(PartialEq, Eq)]
pub(super) struct Words {
    inside: Vec<Option<Inside>>,
    at_exit: Vec<Option<Block>>,
}

impl Words {
    /// Shapes the words inside symbols and at exits.
    pub(super) fn new(procedure: &Procedure, faces: &Faces) -> Self {
        let inside = |symbol: &crate::sop::Symbol| {
            let text = symbol.text.as_ref().filter(|text| !text.is_empty())?;
            let [usual, small] = [faces.label(), faces.small_label()].map(|style| faces.passage(text, style));
            Some(Inside { usual, small })
        };
        let at_exit = |flow: &crate::sop::Flow| {
            let label = flow.label.as_ref().filter(|label| !label.is_empty())?;
            Some(faces.set_natural(label, faces.label()))
        };
        Self {
            inside: procedure.symbols.iter().map(inside).collect(),
            at_exit: procedure.flows.iter().map(at_exit).collect(),
        }
    }

    /// What the words inside symbols and at exits ask of each lane, and what they get by with at need and at last.
    pub(super) fn lanes(&self, procedure: &Procedure) -> Vec<[Length; 3]> {
        let mut lanes = vec![[Length::ZERO; 3]; procedure.actors.len()];
        for (symbol, words) in procedure.symbols.iter().zip(&self.inside) {
            let Some(words) = words else { continue };
            for (lane, words) in lanes[symbol.lane].iter_mut().zip(symbols::lanes_for(symbol.kind, words)) {
                *lane = words.max(*lane);
            }
        }
        for (flow, label) in procedure.flows.iter().zip(&self.at_exit) {
            let Some(width) = label.as_ref().map(|label| lane_for(symbols::block_width(label))) else { continue };
            // Longer words stand above a line that goes on beyond the lane.
            if width <= LABELLED_LANE {
                for symbol in &flow.from {
                    let [wanted, less, _] = &mut lanes[procedure.symbols[symbol.0].lane];
                    (*wanted, *less) = (width.max(*wanted), width.max(*less));
                }
            }
        }
        lanes
    }
}

/// A chart ready to be drawn, and its words set for its symbols.
pub(super) struct Prepared {
    /// What the chart engine is given.
    pub(super) chart: chart::Chart,
    inside: Vec<Option<Block>>,
    at_exit: Vec<Option<Block>>,
}

/// Sizes the symbols for their lanes.
pub(super) fn prepare(procedure: &Procedure, words: &Words, rules: Vec<Length>) -> Prepared {
    let narrowest = rules.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap_or_default();
    let fitted = |crowded: bool| -> Vec<Option<(Size, Block)>> {
        let words = procedure.symbols.iter().zip(&words.inside);
        let fitted = words.map(|(symbol, words)| {
            let lane = rules[symbol.lane + 1] - rules[symbol.lane];
            symbols::with_words(symbol.kind, words.as_ref()?, crowded, (narrowest, lane))
        });
        fitted.collect()
    };
    let mut worded = fitted(false);
    let is_whole = |fitted: &Option<(Size, Block)>| fitted.as_ref().is_some_and(|(_, block)| block.divided == 0);
    if worded.iter().zip(&words.inside).any(|(fitted, words)| words.is_some() && !is_whole(fitted)) {
        // All words of a sheet have one size.
        worded = fitted(true);
    }
    let mut inside = Vec::with_capacity(procedure.symbols.len());
    let mut chart_symbols = Vec::with_capacity(procedure.symbols.len());
    for ((symbol, words), fitted) in procedure.symbols.iter().zip(&words.inside).zip(worded) {
        let grown = || words.as_ref().map(|words| symbols::grown(symbol.kind, words, narrowest));
        let (size, block) = match fitted.or_else(grown) {
            Some((size, block)) => (size, Some(block)),
            None => (symbols::wordless(symbol.kind, narrowest), None),
        };
        inside.push(block);
        let (shape, row, lane, slot) = (shape(symbol.kind), symbol.row, symbol.lane, symbol.slot);
        chart_symbols.push(ChartSymbol { shape, size, row, lane, slot });
    }
    let flows = procedure.flows.iter().zip(&words.at_exit).map(|(flow, label)| ChartFlow {
        from: flow.from.iter().map(|id| id.0).collect(),
        to: flow.to.iter().map(|id| id.0).collect(),
        exit: flow.exit,
        label: label.as_ref().map(|block| Size::new(symbols::block_width(block), block.size.h)),
        kind: if flow.main { LinkKind::Main } else { LinkKind::Aside },
    });
    let off_page = if flows.len() > LETTERS { symbols::OFF_PAGE + Length::pt(4) } else { symbols::OFF_PAGE };
    let flows = flows.collect();
    let ties = procedure.joins.iter().flat_map(|join| join.windows(2).map(|pair| (pair[0].0, pair[1].0))).collect();
    let chart = chart::Chart {
        rules,
        rows: procedure.steps.len(),
        symbols: chart_symbols,
        flows,
        ties,
        off_page: Size::new(off_page, symbols::OFF_PAGE),
    };
    Prepared { chart, inside, at_exit: words.at_exit.clone() }
}

fn shape(kind: SymbolKind) -> Shape {
    match kind {
        SymbolKind::Start | SymbolKind::End => Shape::Terminator,
        SymbolKind::Process => Shape::Process,
        SymbolKind::Decision => Shape::Decision,
    }
}

/// Puts a drawn page on the paper: its rows begin at `top`; `first_page` is the page of the layout where the chart's first is.
pub(super) fn place(
    prepared: &Prepared,
    procedure: &Procedure,
    drawn: &DrawnPage,
    top: Length,
    first_page: usize,
    faces: &Faces,
) -> Chart {
    let rules = &prepared.chart.rules;
    let (left, right) = (rules[0], *rules.last().expect("a chart has two rules at least"));
    let height = drawn.rules.last().copied().unwrap_or_default();
    let down = Point::new(Length::ZERO, top);
    let symbols = drawn.symbols.iter().map(|&(symbol, rect)| {
        let rect = rect.shift(down);
        let text = prepared.inside[symbol].clone().map(|block| Placed::centered(rect, block));
        Symbol { symbol, kind: procedure.symbols[symbol].kind, rect, text }
    });
    let off_pages = drawn.off_pages.iter().map(|off_page| off_page_symbol(off_page, down, first_page, faces));
    let connectors = drawn.lines.iter().map(|line| connector(line, prepared, down));
    Chart {
        area: Rect::new(left, top, right - left, height),
        symbols: symbols.collect(),
        off_pages: off_pages.collect(),
        connectors: connectors.collect(),
    }
}

fn off_page_symbol(drawn: &chart::OffPage, down: Point, first_page: usize, faces: &Faces) -> OffPage {
    let rect = drawn.rect.shift(down);
    let letter = letters(drawn.letter);
    let block = faces.set_natural(&RichText::plain(&letter), faces.letter());
    // The letter stands in the upright part, 0.6 of the height, a little towards the tip.
    let upright = rect.h.ratio(7, 10);
    let y = if drawn.up { rect.bottom() - upright } else { rect.y };
    let text = Placed::centered(Rect::new(rect.x, y, rect.w, upright), block);
    let partner = first_page + drawn.partner;
    OffPage { rect, letter, text, up: drawn.up, departure: drawn.departure, partner }
}

fn connector(line: &chart::DrawnLine, prepared: &Prepared, down: Point) -> Connector {
    let block = match line.what {
        chart::LineOf::Flow(flow) => prepared.at_exit[flow].clone(),
        chart::LineOf::Tie(_) => None,
    };
    let label = line.label.zip(block).map(|(rect, block)| Placed::centered(rect.shift(down), block));
    Connector {
        what: line.what,
        from: line.from,
        to: line.to,
        points: line.points.iter().map(|&point| point + down).collect(),
        label,
    }
}

/// The letter of a number: 0 is A, 25 Z, 26 AA.
fn letters(number: usize) -> String {
    let last = char::from(b'A' + (number % LETTERS) as u8);
    match number / LETTERS {
        0 => last.to_string(),
        before => format!("{}{last}", letters(before - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let named: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
