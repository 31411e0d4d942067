//! The head of a table: which columns there are, and the cells that head them.
//!
//! Two rows: groups (Pelaksana, Mutu Baku) over their columns, other headings over both rows; then, where the form wants it, the
//! row of column numbers. A heading that was dropped gives its cell to a neighbour. Lane headings wrap, and turn by 90 degrees,
//! all of them, where the lanes are too narrow for their words.

use std::ops::Range;

use super::typeset::Faces;
use super::{Cell, Column, HeadCell, Placed};
use crate::form::{ColumnNumbers, Form, StandardColumn};
use crate::geom::{Length, Rect};
use crate::sop::Procedure;
use crate::text::{Block, Passage, RichText, TextStyle};

/// The distance of a heading from the rules at its sides.
const PAD_X: Length = Length::pt(3);
/// The distance of a heading from the rules above and below.
const PAD_Y: Length = Length::tenths(25);
/// The step in which the lines of a turned heading are made longer.
const TURNED_STEP: Length = Length::pt(3);
/// The highest that a turned heading makes the head.
const TURNED: Length = Length::pt(92);

/// The columns of a table, as drawn.
pub(super) fn columns(form: &Form, procedure: &Procedure) -> Vec<Column> {
    let mut columns = vec![Column::Number, Column::Activity];
    columns.extend((0..procedure.actors.len()).map(Column::Lane));
    for standard in &form.standard {
        match standard {
            StandardColumn::Inputs => columns.push(Column::Inputs),
            StandardColumn::Duration => columns.push(Column::Duration),
            StandardColumn::Output => columns.push(Column::Output),
            StandardColumn::Note => columns.push(Column::Note),
        }
        if *standard == StandardColumn::Duration && form.split_duration {
            columns.push(Column::DurationUnit);
        }
    }
    if form.note_column && !columns.contains(&Column::Note) {
        columns.push(Column::Note);
    }
    columns
}

/// A heading, shaped.
#[derive(PartialEq, Eq)]
struct Heading {
    columns: Range<usize>,
    /// 0..2, 0..1 or 1..2.
    rows: Range<usize>,
    words: Option<Passage>,
    lane: bool,
}

/// The headings of a table, shaped.
#[derive(PartialEq, Eq)]
pub(super) struct Headings {
    headings: Vec<Heading>,
    numbers: Vec<Block>,
    columns: usize,
}

impl Headings {
    /// Shapes the headings.
    pub(super) fn new(form: &Form, procedure: &Procedure, columns: &[Column], faces: &Faces) -> Self {
        let style = faces.table_head();
        let mut headings = Vec::new();
        for entry in entries(form, procedure, columns) {
            let both = if entry.below.is_empty() { 0..2 } else { 0..1 };
            headings.push(entry.heading(both, faces, style));
            headings.extend(entry.below.iter().map(|below| below.heading(1..2, faces, style)));
        }
        let numbers = form.column_numbers.map(|kind| numbers(kind, columns.len(), faces)).unwrap_or_default();
        Self { headings, numbers, columns: columns.len() }
    }

    /// The width that each column's own heading asks for: its longest word. Lanes are asked by [`Self::lanes`].
    pub(super) fn least(&self) -> Vec<Length> {
        let mut least = vec![Length::ZERO; self.columns];
        for heading in self.headings.iter().filter(|heading| !heading.lane && heading.columns.len() == 1) {
            let words = heading.words.as_ref().map(|words| words.longest_word() + PAD_X * 2);
            least[heading.columns.start] = words.unwrap_or_default();
        }
        least
    }

    /// The width that the longest word of each lane's heading asks for.
    pub(super) fn lanes(&self) -> Vec<Length> {
        self.measured_lanes(Passage::longest_word)
    }

    /// The width that each lane's heading asks for, its words divided.
    pub(super) fn lane_pieces(&self) -> Vec<Length> {
        self.measured_lanes(Passage::min_width)
    }

    fn measured_lanes(&self, measure: fn(&Passage) -> Length) -> Vec<Length> {
        let lanes = self.headings.iter().filter(|heading| heading.lane);
        lanes.map(|heading| heading.words.as_ref().map(measure).unwrap_or_default() + PAD_X * 2).collect()
    }

    /// Sets the headings between the rules at `edges`.
    pub(super) fn set(&self, edges: &[Length]) -> SetHead {
        let inner = |heading: &Heading| edges[heading.columns.end] - edges[heading.columns.start] - PAD_X * 2;
        let lanes = || self.headings.iter().filter(|heading| heading.lane);
        let widths: Vec<Length> = lanes().map(|heading| inner(heading) + PAD_X * 2).collect();
        let turned = are_turned(&widths, &self.lanes(), &self.lane_pieces());
        let lengths = lanes().filter_map(|heading| Some(turned_length(heading.words.as_ref()?, inner(heading))));
        let longest = lengths.max().unwrap_or_default();
        let cells: Vec<SetCell> = self
            .headings
            .iter()
            .map(|heading| {
                let turned = heading.lane && turned;
                let width = inner(heading);
                let block = heading.words.as_ref().map(|words| match turned {
                    true => set_turned(words, width, longest),
                    false => words.set(width),
                });
                SetCell { columns: heading.columns.clone(), rows: heading.rows.clone(), block, turned }
            })
            .collect();
        SetHead::new(cells, self.numbers.clone(), edges)
    }
}

/// Whether lane headings are turned: where one does not fit even with its words divided, or where many would be divided.
pub(super) fn are_turned(lanes: &[Length], words: &[Length], pieces: &[Length]) -> bool {
    let more = |needed: &[Length]| lanes.iter().zip(needed).filter(|(lane, needed)| needed > lane).count();
    more(pieces) > 0 || more(words) * 3 > lanes.len()
}

/// How long the lines of a turned heading are: the shortest of which a lane holds as many as there are.
fn turned_length(words: &Passage, lane: Length) -> Length {
    let natural = words.natural_width();
    let least = words.longest_word();
    let steps = (natural - least).0.max(0) / TURNED_STEP.0 + 1;
    let lengths = (0..=steps).map(|step| (least + TURNED_STEP * step).min(natural.max(least)));
    // Where not even one line fits beside the others, whatever the head may be high.
    lengths.into_iter().find(|&length| words.height(length) <= lane).unwrap_or(least.max(natural.min(TURNED)))
}

/// A turned heading in its lane: in the fewest lines that the longest of all makes room for.
fn set_turned(words: &Passage, lane: Length, longest: Length) -> Block {
    let own = turned_length(words, lane);
    let length = if words.height(longest) < words.height(own) { longest } else { own };
    words.set(length)
}

/// A heading of the upper row, with those below it.
struct HeadingEntry<'a> {
    columns: Range<usize>,
    label: Option<&'a RichText>,
    lane: bool,
    below: Vec<HeadingEntry<'a>>,
}

impl HeadingEntry<'_> {
    fn heading(&self, rows: Range<usize>, faces: &Faces, style: TextStyle) -> Heading {
        let label = self.label.filter(|label| !label.is_empty());
        let words = label.map(|label| faces.passage(label, style));
        Heading { columns: self.columns.clone(), rows, words, lane: self.lane }
    }
}

/// The headings from the left, dropped ones joined with their neighbours.
fn entries<'a>(form: &'a Form, procedure: &'a Procedure, columns: &[Column]) -> Vec<HeadingEntry<'a>> {
    let single = |index: usize| {
        let (label, lane) = match columns[index] {
            Column::Number => (form.labels.get("no"), false),
            Column::Activity => (form.labels.get("kegiatan"), false),
            Column::Lane(lane) => (Some(&procedure.actors[lane].name), true),
            Column::Inputs => (form.labels.get("kelengkapan"), false),
            Column::Duration | Column::DurationUnit => (form.labels.get("waktu"), false),
            Column::Output => (form.labels.get("output"), false),
            Column::Note => (form.labels.get("keterangan"), false),
        };
        HeadingEntry { columns: index..index + 1, label, lane, below: Vec::new() }
    };
    let lanes = 2..2 + procedure.actors.len();
    let outside = form.note_column && !form.standard.contains(&StandardColumn::Note);
    let standard = lanes.end..columns.len() - usize::from(outside);
    let mut top = vec![single(0), single(1)];
    for (range, label) in [(lanes, form.labels.get("pelaksana")), (standard.clone(), form.labels.get("mutu_baku"))] {
        if range.is_empty() {
            continue;
        }
        let mut below: Vec<_> = range.clone().map(single).collect();
        if let Some(unit) = below.iter().position(|entry| columns[entry.columns.start] == Column::DurationUnit) {
            below.remove(unit);
            below[unit - 1].columns.end += 1;
        }
        match label {
            None => top.extend(below),
            Some(_) => top.push(HeadingEntry { columns: range, label, lane: false, below: join(below) }),
        }
    }
    top.extend((standard.end..columns.len()).map(single));
    join(top)
}

/// Gives the cells of dropped headings to the next one, that of the last to the one before.
fn join(entries: Vec<HeadingEntry>) -> Vec<HeadingEntry> {
    let mut joined: Vec<HeadingEntry> = Vec::with_capacity(entries.len());
    let mut dropped: Option<usize> = None;
    for mut entry in entries {
        let start = dropped.unwrap_or(entry.columns.start);
        if entry.label.is_none() {
            dropped = Some(start);
            continue;
        }
        widen(&mut entry, start, None);
        dropped = None;
        joined.push(entry);
    }
    if let Some(start) = dropped {
        match joined.last_mut() {
            Some(last) => widen(last, last.columns.start, Some(start + 1)),
            None => {
                joined.push(HeadingEntry { columns: start..start + 1, label: None, lane: false, below: Vec::new() })
            }
        }
    }
    joined
}

/// Makes a heading reach from `start` to its end, or to `end`. Under a group a blank cell fills what comes in.
fn widen(entry: &mut HeadingEntry, start: usize, end: Option<usize>) {
    let blank = |columns: Range<usize>| HeadingEntry { columns, label: None, lane: false, below: Vec::new() };
    let old = entry.columns.clone();
    entry.columns = start..end.unwrap_or(old.end).max(old.end);
    if entry.below.is_empty() {
        return;
    }
    if start < old.start {
        entry.below.insert(0, blank(start..old.start));
    }
    if entry.columns.end > old.end {
        entry.below.push(blank(old.end..entry.columns.end));
    }
}

/// The numbers of the columns.
fn numbers(kind: ColumnNumbers, count: usize, faces: &Faces) -> Vec<Block> {
    let mut style = super::typeset::centered(faces.small());
    style.italic = kind == ColumnNumbers::Italic;
    let number = |n: usize| match kind {
        ColumnNumbers::Plain | ColumnNumbers::Italic => n.to_string(),
        ColumnNumbers::Brackets => format!("({n})"),
    };
    (1..=count).map(|n| faces.set_natural(&RichText::plain(&number(n)), style)).collect()
}

/// A heading, set.
struct SetCell {
    columns: Range<usize>,
    rows: Range<usize>,
    block: Option<Block>,
    turned: bool,
}

/// A head, set: its heights are known.
pub(super) struct SetHead {
    cells: Vec<SetCell>,
    numbers: Vec<Block>,
    /// The heights of its three rows; the last is zero without column numbers.
    heights: [Length; 3],
    edges: Vec<Length>,
}

impl SetHead {
    fn new(cells: Vec<SetCell>, numbers: Vec<Block>, edges: &[Length]) -> Self {
        let needed = |cell: &SetCell| {
            let block = cell.block.as_ref();
            let height = block.map(|block| if cell.turned { block.size.w } else { block.size.h });
            height.unwrap_or_default() + PAD_Y * 2
        };
        let tallest =
            |rows: Range<usize>| cells.iter().filter(|cell| cell.rows == rows).map(needed).max().unwrap_or_default();
        let (upper, lower, both) = (tallest(0..1), tallest(1..2), tallest(0..2));
        let lower = lower.max(both - upper);
        let number = numbers.iter().map(|block| block.size.h).max();
        let heights = [upper, lower, number.map_or(Length::ZERO, |height| height + PAD_Y)];
        Self { cells, numbers, heights, edges: edges.to_vec() }
    }

    /// The height of the head.
    pub(super) fn height(&self) -> Length {
        self.heights.iter().copied().sum()
    }

    /// The cells of the head from `y` down.
    pub(super) fn place(&self, y: Length) -> Vec<HeadCell> {
        let tops = [y, y + self.heights[0], y + self.heights[0] + self.heights[1], y + self.height()];
        let rect = |columns: &Range<usize>, rows: &Range<usize>| {
            let (left, right) = (self.edges[columns.start], self.edges[columns.end]);
            Rect::new(left, tops[rows.start], right - left, tops[rows.end] - tops[rows.start])
        };
        let words = self.cells.iter().map(|cell| {
            let rect = rect(&cell.columns, &cell.rows);
            let placed = cell.block.clone().map(|block| match cell.turned {
                true => Placed::turned(rect, block),
                false => Placed::centered(rect, block),
            });
            let cell_texts = Cell { rect, texts: placed.into_iter().collect() };
            HeadCell { cell: cell_texts, columns: cell.columns.clone(), rows: cell.rows.clone() }
        });
        let numbers = self.numbers.iter().enumerate().map(|(column, block)| {
            let columns = column..column + 1;
            let rect = rect(&columns, &(2..3));
            let cell = Cell { rect, texts: vec![Placed::centered(rect, block.clone())] };
            HeadCell { cell, columns, rows: 2..3 }
        });
        words.chain(numbers).collect()
    }
}
