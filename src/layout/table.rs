//! The table of a procedure on its pages: title, head, rows with their flowchart, total, note, end block.

use std::ops::Range;
use std::sync::Arc;

use super::chart::{self, DrawnChart, DrawnPage, Paper};
use super::columns::{self, Needs};
use super::end_block::MeasuredEnd;
use super::flowchart::{self, Prepared, Words};
use super::head::{self, Headings, SetHead};
use super::pages::Pages;
use super::rows::{self, PAD_Y, SetRows};
use super::typeset::{Faces, bold, centered};
use super::{Cell, Column, LinesKind, Part, Placed, Table, TotalCell, symbols, titles};
use crate::diag::{Diagnostic, Diagnostics};
use crate::geom::{Length, Rect};
use crate::sop::{Procedure, Sop};
use crate::text::{Block, RichText};

/// The distance of a table from an identity on the same page.
const BELOW_IDENTITY: Length = Length::pt(10);
/// The distance of the note from the table above it.
const NOTE_GAP: Length = Length::pt(4);
/// What a line above or below a symbol takes of its row.
const SYMBOL_GAP: Length = Length::pt(8);

/// Puts a procedure on pages.
pub(super) fn place(sop: &Sop, index: usize, faces: &Faces, pages: &mut Pages, diagnostics: &mut Diagnostics) {
    let procedure = &sop.procedures[index];
    let new_page = index > 0 || sop.form.identity && sop.form.table_on_new_page;
    if new_page && !pages.is_fresh() {
        pages.turn();
    }
    let area = pages.area();
    let columns = head::columns(&sop.form, procedure);
    let texts = rows::shape(procedure, &sop.form, &columns, faces);
    let words = Words::new(procedure, faces);
    let headings = Headings::new(&sop.form, procedure, &columns, faces);
    let tail = Tail::new(sop, index, faces, area.w);
    let title = titles::procedure_title(sop, index, faces, area.w);
    if sop.form.identity && !new_page {
        pages.skip(BELOW_IDENTITY);
    }
    let title_height = title.as_ref().map_or(Length::ZERO, |title| title.size.h + titles::GAP);
    let head_guess = faces.table().leading * 3;
    let floors = floors(procedure);
    let needs = Needs {
        total: area.w,
        columns: &columns,
        texts: &texts,
        headings: headings.least(),
        lane_heading: headings.lane(),
        lane_words: words.lane(procedure),
        room: (pages.left() - title_height - head_guess, area.h - head_guess),
        floors,
        tail: tail.height(),
        leading: faces.table().leading,
    };
    let edges = columns::edges(area.x, &needs);
    if edges[3] - edges[2] < columns::LEAST_LANE {
        report_narrow_lanes(procedure, edges[3] - edges[2], diagnostics);
        return;
    }
    let prepared = flowchart::prepare(procedure, words, edges[2..3 + procedure.actors.len()].to_vec());
    let set_head = headings.set(&edges);
    let first_floor = needs.floors.first().copied().unwrap_or_default();
    let set_rows = SetRows::new(texts, procedure.steps.len(), &edges, faces.table().leading);
    let first_row = set_rows.heights(0..1)[0].max(first_floor);
    if title_height + set_head.height() + first_row > pages.left() && !pages.is_fresh() {
        pages.turn();
    }
    let repeated = if sop.form.repeat_head { set_head.height() } else { Length::ZERO };
    let paper = TablePaper {
        first: pages.left() - title_height - set_head.height(),
        other: area.h - repeated,
        tail: tail.height(),
        rows: &set_rows,
    };
    let mut drawn = chart::draw(&prepared.chart, &paper);
    if drawn.pages.first().is_some_and(|page| page.rows.is_empty()) && !pages.is_fresh() {
        // No row found room below the identity: the table has a page of its own after all.
        pages.turn();
        let first = area.h - title_height - set_head.height();
        drawn = chart::draw(&prepared.chart, &TablePaper { first, ..paper });
    }
    report_high_rows(procedure, &drawn, diagnostics);
    if let Some(title) = title {
        titles::place(LinesKind::ProcedureTitle(index), vec![title], pages);
    }
    let sheet = Sheet { sop, index, faces, columns: columns.into(), edges: edges.into(), head: set_head, prepared };
    sheet.place(drawn, set_rows, tail, pages);
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

fn report_narrow_lanes(procedure: &Procedure, lane: Length, diagnostics: &mut Diagnostics) {
    let span = procedure.actors.last().map_or(0..0, |actor| actor.span.clone());
    let message = format!(
        "{} pelaksana tidak muat: lajurnya hanya {:.1} pt, paling sedikit 24 pt",
        procedure.actors.len(),
        lane.to_pt()
    );
    let help = "pakai kertas yang lebih besar (`kertas = \"A3\"`), lanskap, atau huruf yang lebih kecil";
    diagnostics.push(Diagnostic::error("lajur-terlalu-sempit", span, message).help(help));
}

fn report_high_rows(procedure: &Procedure, drawn: &DrawnChart, diagnostics: &mut Diagnostics) {
    for &row in &drawn.too_high {
        let step = &procedure.steps[row];
        let message = format!("baris {} lebih tinggi daripada satu halaman kosong", row + 1);
        let help = "bagi isinya atas beberapa kegiatan, atau pakai kertas yang lebih besar";
        diagnostics.push(Diagnostic::error("baris-terlalu-tinggi", step.span.clone(), message).help(help));
    }
}

/// What the chart engine asks about the paper.
struct TablePaper<'a> {
    first: Length,
    other: Length,
    tail: Length,
    rows: &'a SetRows,
}

impl Paper for TablePaper<'_> {
    fn room(&self, first: bool) -> Option<Length> {
        Some(if first { self.first } else { self.other })
    }

    fn tail(&self) -> Length {
        self.tail
    }

    fn heights(&self, rows: Range<usize>) -> Vec<Length> {
        self.rows.heights(rows)
    }
}

/// What follows the last row on its page.
struct Tail<'a> {
    total: Option<Total>,
    note: Option<Block>,
    end: Option<MeasuredEnd<'a>>,
}

/// The total row, measured.
struct Total {
    label: Block,
    values: Vec<Block>,
    height: Length,
}

impl<'a> Tail<'a> {
    fn new(sop: &'a Sop, index: usize, faces: &Faces, width: Length) -> Self {
        let procedure = &sop.procedures[index];
        let last = index + 1 == sop.procedures.len();
        let note = procedure.note.as_ref().map(|note| faces.set(note, faces.small(), width));
        let end = sop.end_block.as_ref().filter(|_| last).map(|end| MeasuredEnd::new(end, faces, width));
        Self { total: Total::new(sop, procedure, faces), note, end }
    }

    fn height(&self) -> Length {
        let total = self.total.as_ref().map_or(Length::ZERO, |total| total.height);
        let note = self.note.as_ref().map_or(Length::ZERO, |note| NOTE_GAP + note.size.h);
        let end = self.end.as_ref().map_or(Length::ZERO, |end| end.height);
        total + note + end
    }
}

impl Total {
    fn new(sop: &Sop, procedure: &Procedure, faces: &Faces) -> Option<Self> {
        let total = procedure.total.as_ref()?;
        let style = centered(bold(faces.table()));
        let blank = RichText::default();
        let label = faces.set_natural(sop.form.labels.get("jumlah_waktu").unwrap_or(&blank), style);
        let values = match &total.split {
            Some((number, unit)) if sop.form.split_duration => {
                [number, unit].map(|text| faces.set_natural(&RichText::plain(text), style)).to_vec()
            }
            _ => vec![faces.set_natural(&total.text, style)],
        };
        let tallest = values.iter().chain([&label]).map(|block| block.size.h).max().unwrap_or_default();
        Some(Self { label, values, height: tallest.max(style.leading) + PAD_Y * 2 })
    }

    /// The cells of the row: label up to Waktu, the total there, a blank cell behind it.
    fn place(self, columns: &[Column], edges: &[Length], y: Length) -> Vec<TotalCell> {
        let duration = columns.iter().position(|&column| column == Column::Duration);
        let first = duration.unwrap_or(columns.len() - 1);
        let split = columns.contains(&Column::DurationUnit);
        let mut spans = vec![0..first];
        let mut blocks = vec![Some(self.label)];
        let after = if split && self.values.len() == 1 { first + 2 } else { first + self.values.len() };
        match self.values.len() {
            1 => spans.push(first..after),
            _ => spans.extend((first..after).map(|column| column..column + 1)),
        }
        blocks.extend(self.values.into_iter().map(Some));
        if after < columns.len() {
            spans.push(after..columns.len());
            blocks.push(None);
        }
        let cells = spans.into_iter().zip(blocks).map(|(columns, block)| {
            let (left, right) = (edges[columns.start], edges[columns.end]);
            let rect = Rect::new(left, y, right - left, self.height);
            let texts = block.map(|block| Placed::centered(rect, block)).into_iter().collect();
            TotalCell { cell: Cell { rect, texts }, columns }
        });
        cells.collect()
    }
}

/// A table whose pages are being put down.
struct Sheet<'a> {
    sop: &'a Sop,
    index: usize,
    faces: &'a Faces<'a>,
    columns: Arc<[Column]>,
    edges: Arc<[Length]>,
    head: SetHead,
    prepared: Prepared,
}

impl Sheet<'_> {
    fn place(&self, drawn: DrawnChart, mut rows: SetRows, tail: Tail, pages: &mut Pages) {
        let first_page = pages.current();
        let last = drawn.pages.len().saturating_sub(1);
        let mut tail = Some(tail);
        for (number, page) in drawn.pages.iter().enumerate() {
            if number > 0 {
                pages.turn();
            }
            let tail = if number == last { tail.take() } else { None };
            self.place_page(number, page, first_page, &mut rows, tail, pages);
        }
    }

    fn place_page(
        &self,
        number: usize,
        drawn: &DrawnPage,
        first_page: usize,
        rows: &mut SetRows,
        tail: Option<Tail>,
        pages: &mut Pages,
    ) {
        let top = pages.y();
        let (total, note, end) = tail.map_or((None, None, None), |tail| (tail.total, tail.note, tail.end));
        let mut table = Table { procedure: self.index, ..Table::default() };
        table.columns = Arc::clone(&self.columns);
        table.edges = Arc::clone(&self.edges);
        table.head_repeated = number > 0;
        let mut y = top;
        if (number == 0 || self.sop.form.repeat_head) && (!drawn.rows.is_empty() || total.is_some()) {
            table.head = self.head.place(y);
            y += self.head.height();
        }
        let rules: Vec<Length> = drawn.rules.iter().map(|&rule| rule + y).collect();
        if !drawn.rows.is_empty() {
            table.rows = rows.place(drawn.rows.clone(), &rules, &self.edges);
            let procedure = &self.sop.procedures[self.index];
            table.chart = flowchart::place(&self.prepared, procedure, drawn, y, first_page, self.faces);
            y = rules.last().copied().unwrap_or(y);
        }
        if let Some(total) = total {
            let height = total.height;
            table.total = total.place(&self.columns, &self.edges, y);
            y += height;
        }
        let (left, right) = (self.edges[0], self.edges[self.edges.len() - 1]);
        table.rect = Rect::new(left, top, right - left, y - top);
        if y > top {
            pages.push(Part::Table(table), y - top);
        }
        if let Some(note) = note {
            pages.skip(NOTE_GAP);
            let lines = vec![Placed::new(pages.area().x, pages.y(), note)];
            let height = lines[0].block.size.h;
            let kind = LinesKind::Note(self.index);
            pages.push(Part::Lines(super::Lines { kind, texts: lines, picture: None }), height);
        }
        if let Some(end) = end {
            let height = end.height;
            let block = end.place(pages.area(), pages.y(), self.faces);
            pages.push(Part::EndBlock(block), height);
        }
    }
}
