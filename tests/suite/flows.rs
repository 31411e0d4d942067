//! Random flowcharts of the shapes that real sheets have, for properties.
//!
//! A chart is built from a list of rows, each a handful of small numbers, so that a failing case shrinks to few rows and plain
//! ones. Whatever the numbers are, the chart is one that a spec can ask for: references hit, exits have words of their own, no
//! flow leads to itself.

use std::fmt;
use std::ops::Range;

use lajur::geom::{Length, Size};
use lajur::layout::chart::{Chart, ChartFlow, ChartSymbol, Paper};
use lajur::layout::route::{LinkKind, Shape};
use proptest::collection::vec;
use proptest::prelude::*;

/// How wild the flows are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Profile {
    /// Rows.
    pub(crate) rows: (usize, usize),
    /// Lanes.
    pub(crate) lanes: (usize, usize),
    /// Of a hundred rows: decisions, rows of several actors, rows of several symbols, rows that go on to a later row.
    pub(crate) decisions: u8,
    /// See above.
    pub(crate) together: u8,
    /// See above.
    pub(crate) several: u8,
    /// See above.
    pub(crate) skips: u8,
    /// How many rows a flow leads away at most.
    pub(crate) reach: usize,
}

/// Sheets as most offices write them.
pub(crate) const TYPICAL: Profile =
    Profile { rows: (3, 18), lanes: (2, 7), decisions: 12, together: 8, several: 5, skips: 2, reach: 4 };
/// Anything.
pub(crate) const MIX: Profile =
    Profile { rows: (1, 18), lanes: (1, 12), decisions: 15, together: 15, several: 12, skips: 8, reach: 9 };
/// Long, wide, and full of loops.
pub(crate) const HARD: Profile =
    Profile { rows: (15, 30), lanes: (6, 12), decisions: 28, together: 12, several: 8, skips: 8, reach: 14 };
/// Hardly anything but decisions on few lanes.
pub(crate) const ADVERSARIAL: Profile =
    Profile { rows: (4, 11), lanes: (2, 8), decisions: 50, together: 10, several: 10, skips: 5, reach: 8 };

/// A chart on its paper.
#[derive(Clone)]
pub(crate) struct Sample {
    /// The chart.
    pub(crate) chart: Chart,
    /// What the texts of each row ask for.
    pub(crate) heights: Vec<Length>,
    /// The room of the first page and of the others, and the tail.
    pub(crate) room: (Length, Length, Length),
}

impl Paper for Sample {
    fn room(&self, first: bool) -> Option<Length> {
        Some(if first { self.room.0 } else { self.room.1 })
    }

    fn tail(&self) -> Length {
        self.room.2
    }

    fn heights(&self, rows: Range<usize>) -> Vec<Length> {
        self.heights[rows].to_vec()
    }
}

/// Shown as the rows of a table: a failing case can be read, and written down as a spec.
impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Chart { rules, symbols, flows, ties, rows, .. } = &self.chart;
        let lane = rules[1] - rules[0];
        writeln!(f, "{} lanes of {lane:?}, {rows} rows; room {:?}", rules.len() - 1, self.room)?;
        for (number, symbol) in symbols.iter().enumerate() {
            let ChartSymbol { shape, row, lane, slot, .. } = symbol;
            writeln!(f, "  {number}: {shape:?} row {row} ({:?}) lane {lane} slot {slot}", self.heights[*row])?;
            for flow in flows.iter().filter(|flow| flow.from[0] == number) {
                let words = if flow.label.is_some() { "labelled" } else { "plain" };
                writeln!(f, "     {:?} -> {:?} exit {} {words}", flow.from, flow.to, flow.exit)?;
            }
        }
        writeln!(f, "  ties {ties:?}")
    }
}

/// Random charts of a profile.
pub(crate) fn samples(profile: Profile) -> impl Strategy<Value = Sample> {
    let Profile { rows: (least, most), lanes: (narrow, wide), .. } = profile;
    (vec(row(profile), least..=most), narrow..=wide, 44..=96i32, 0..=120i32).prop_map(
        move |(rows, lanes, lane, tail)| {
            let tail = if tail < 60 { 0 } else { tail };
            Builder::new(rows, lanes, lane).sample(Length::pt(tail))
        },
    )
}

/// A row, in numbers.
#[derive(Clone, Debug)]
struct Row {
    kind: Kind,
    /// Where its boxes stand: lanes, taken modulo their count.
    lanes: Vec<usize>,
    /// What leaves each of its symbols.
    exits: Vec<Exits>,
    /// Height of its texts in points.
    text: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Joint,
    Sequence,
    Parallel,
    /// Symbols with flows of their own.
    Several,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exits {
    /// On to the next row.
    Next,
    /// On to a later row.
    Skip(usize),
    /// To the next row and so many rows back.
    Loop(usize),
    /// To so many rows ahead and the next row.
    Ahead(usize),
    /// Three ways: next, back, ahead.
    Three(usize, usize),
    /// One exit to two places: next and ahead.
    Split(usize),
    /// The end.
    End,
}

fn row(profile: Profile) -> impl Strategy<Value = Row> {
    let kind = prop_oneof![
        2 => Just(Kind::Joint),
        1 => Just(Kind::Sequence),
        1 => Just(Kind::Parallel),
    ];
    let several = u32::from(profile.several);
    let together = u32::from(profile.together);
    let boxes = prop_oneof![
        100 - several - together => (Just(Kind::Joint), vec(0..40usize, 1)),
        together => (kind, vec(0..40usize, 2..=4)),
        several => (Just(Kind::Several), vec(0..40usize, 2..=3)),
    ];
    (boxes, vec(exits(profile), 3), 20..=110i32).prop_map(|((kind, lanes), exits, text)| Row {
        kind,
        lanes,
        exits,
        text,
    })
}

fn exits(profile: Profile) -> impl Strategy<Value = Exits> {
    let (decisions, skips) = (u32::from(profile.decisions), u32::from(profile.skips));
    let reach = profile.reach;
    prop_oneof![
        96 - decisions.min(80) - skips => Just(Exits::Next),
        decisions * 13 / 20 => (1..=reach).prop_map(Exits::Loop),
        decisions * 4 / 20 => (2..=reach).prop_map(Exits::Ahead),
        1 + decisions * 3 / 20 => (1..=reach, 2..=reach).prop_map(|(back, ahead)| Exits::Three(back, ahead)),
        skips => (2..=reach).prop_map(Exits::Skip),
        1 + skips / 2 => (2..=reach).prop_map(Exits::Split),
        1 => Just(Exits::End),
    ]
}

/// Rows become symbols and flows.
struct Builder {
    rows: Vec<Row>,
    lanes: usize,
    lane: i32,
    symbols: Vec<ChartSymbol>,
    /// The symbols of each row.
    of_row: Vec<Vec<usize>>,
    flows: Vec<ChartFlow>,
    ties: Vec<(usize, usize)>,
}

impl Builder {
    fn new(rows: Vec<Row>, lanes: usize, lane: i32) -> Self {
        Self { rows, lanes, lane, symbols: Vec::new(), of_row: Vec::new(), flows: Vec::new(), ties: Vec::new() }
    }

    fn sample(mut self, tail: Length) -> Sample {
        for row in 0..self.rows.len() {
            self.place(row);
        }
        for row in 0..self.rows.len() {
            self.connect(row);
        }
        self.flows.sort_by_key(|flow| (flow.from[0], flow.exit, flow.to[0]));
        self.flows.dedup();
        let lane = Length::pt(self.lane);
        let chart = Chart {
            rules: (0..=self.lanes as i32).map(|rule| Length::pt(190) + lane * rule).collect(),
            rows: self.rows.len(),
            symbols: self.symbols,
            flows: self.flows,
            ties: self.ties,
            off_page: Size::new(Length::pt(14), Length::pt(14)),
        };
        let heights = self.rows.iter().map(|row| Length::pt(row.text)).collect();
        Sample { chart, heights, room: (Length::pt(470), Length::pt(500), tail) }
    }

    /// Stands the symbols of a row in their cells. Several in one cell only where each is a node of its own.
    fn place(&mut self, row: usize) {
        let Row { kind, lanes, exits, .. } = self.rows[row].clone();
        let mut lanes: Vec<usize> = lanes.iter().map(|lane| lane % self.lanes).collect();
        if kind != Kind::Several {
            let mut seen = Vec::new();
            lanes.retain(|lane| !seen.contains(lane) && (seen.push(*lane), true).1);
            if kind != Kind::Sequence {
                lanes.sort_unstable();
            }
        }
        let mut placed = Vec::new();
        for (index, &lane) in lanes.iter().enumerate() {
            let slot = lanes[..index].iter().filter(|other| **other == lane).count();
            let decides = match kind {
                Kind::Several => decides(exits[index]),
                Kind::Joint => decides(exits[0]) && (index == 0 || self.rows[row].text % 2 == 0),
                Kind::Sequence => index + 1 == lanes.len() && decides(exits[0]),
                Kind::Parallel => false,
            };
            let ends = row == 0 && index == 0 || exits[index.min(2)] == Exits::End || row + 1 == self.rows.len();
            let shape = match (decides && row + 1 < self.rows.len(), ends) {
                (true, _) => Shape::Decision,
                (false, true) => Shape::Terminator,
                (false, false) => Shape::Process,
            };
            placed.push(self.symbols.len());
            self.symbols.push(ChartSymbol { shape, size: size(shape, self.lane), row, lane, slot });
        }
        if kind == Kind::Joint {
            self.ties.extend(placed.windows(2).map(|pair| (pair[0], pair[1])));
        }
        self.of_row.push(placed);
    }

    fn connect(&mut self, row: usize) {
        let Row { kind, exits, .. } = self.rows[row].clone();
        let boxes = self.of_row[row].clone();
        match kind {
            Kind::Joint => {
                // A decision among several boxes has the exits to itself.
                let of_decision = |&symbol: &usize| self.symbols[symbol].shape == Shape::Decision;
                let deciding: Vec<usize> = boxes.iter().copied().filter(of_decision).collect();
                self.leave(row, if deciding.is_empty() { boxes } else { deciding }, exits[0]);
            }
            Kind::Sequence => {
                for pair in boxes.windows(2) {
                    self.flow(vec![pair[0]], vec![pair[1]], 0, None);
                }
                self.leave(row, boxes[boxes.len() - 1..].to_vec(), exits[0]);
            }
            Kind::Parallel => {
                for &symbol in &boxes {
                    let exit = if decides(exits[0]) { Exits::Next } else { exits[0] };
                    self.leave(row, vec![symbol], exit);
                }
            }
            Kind::Several => {
                for (&symbol, &exit) in boxes.iter().zip(&exits) {
                    self.leave(row, vec![symbol], exit);
                }
            }
        }
    }

    /// The flows out of the symbols of a row that count as one.
    fn leave(&mut self, row: usize, from: Vec<usize>, exits: Exits) {
        let last = self.rows.len() - 1;
        if row == last {
            return;
        }
        let back = |by: usize| row.saturating_sub(by);
        let ahead = |by: usize| (row + by).min(last);
        let mut exit = |exit: usize, to: usize, words: Option<&str>| self.go(&from, to, exit, words);
        match exits {
            Exits::Next => exit(0, row + 1, None),
            Exits::Skip(by) => exit(0, ahead(by), None),
            Exits::Split(by) => {
                exit(0, row + 1, None);
                exit(0, ahead(by), None);
            }
            Exits::Loop(by) => {
                exit(0, row + 1, Some("Ya"));
                exit(1, back(by), Some("Tidak"));
            }
            Exits::Ahead(by) => {
                exit(0, ahead(by), Some("Ya"));
                exit(1, row + 1, Some("Tidak"));
            }
            Exits::Three(down, up) => {
                exit(0, row + 1, Some("Setuju"));
                exit(1, back(down), Some("Revisi"));
                exit(2, ahead(up), Some("Tolak"));
            }
            Exits::End => {}
        }
    }

    /// A flow to a row: to its first symbol, to any box of a joint one, to each of a parallel one.
    fn go(&mut self, from: &[usize], row: usize, exit: usize, words: Option<&str>) {
        let boxes = self.of_row[row].clone();
        let targets = match self.rows[row].kind {
            Kind::Joint => vec![boxes],
            Kind::Parallel => boxes.into_iter().map(|symbol| vec![symbol]).collect(),
            Kind::Sequence | Kind::Several => vec![boxes[..1].to_vec()],
        };
        for to in targets {
            if !to.iter().any(|symbol| from.contains(symbol)) {
                self.flow(from.to_vec(), to, exit, words);
            }
        }
    }

    fn flow(&mut self, from: Vec<usize>, to: Vec<usize>, exit: usize, words: Option<&str>) {
        let label = words.map(|words| Size::new(Length::tenths(43) * words.len() as i32, Length::pt(9)));
        let kind = if exit == 0 { LinkKind::Main } else { LinkKind::Aside };
        self.flows.push(ChartFlow { from, to, exit, label, kind });
    }
}

fn decides(exits: Exits) -> bool {
    matches!(exits, Exits::Loop(_) | Exits::Ahead(_) | Exits::Three(..))
}

/// The sizes of symbols in a lane so wide.
fn size(shape: Shape, lane: i32) -> Size {
    let w = (lane - 2 * (lane * 21 / 100).clamp(9, 16)).min(48) / 2 * 2;
    let h = match shape {
        Shape::Process => 22,
        Shape::Terminator => 18,
        _ => 28,
    };
    Size::new(Length::pt(w), Length::pt(h))
}
