//! Where everything stands: [`Sop`] → [`Layout`].
//!
//! The story is told by [`layout_with`]: cover, lines above the sheet, identity, then each procedure's table with its flowchart,
//! then the end block, each as parts on pages. Everything is measured here; whoever paints or lists a layout only copies
//! positions. Coordinates are those of the paper.
//!
//! Holds for every layout: the columns of a table fill the width between the margins exactly; a row is on exactly one page, in
//! order; a merged cell says its text on each page that it reaches; what does not fit is drawn as well as possible and reported.

pub mod chart;
pub mod json;
pub mod route;

mod boxes;
mod columns;
mod cover;
mod draft;
mod end_block;
mod flowchart;
mod head;
mod identity;
mod known;
mod pages;
mod rows;
mod signature;
mod symbols;
mod table;
mod tail;
mod titles;
mod total;
mod typeset;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics};
use crate::geom::{Length, Point, Rect, Size};
use crate::picture::Picture;
use crate::sop::{Sop, SymbolKind};
use crate::text::Block;

use chart::{End, LineOf};
use pages::Pages;
use typeset::Faces;

/// A sheet, laid out.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The pages in order.
    pub pages: Vec<Page>,
}

/// A page of paper.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Width and height of the paper.
    pub size: Size,
    /// What stands on it, from the top.
    pub parts: Vec<Part>,
    /// Its number and its foot line: of no meaning to who reads the text alone.
    pub margin_texts: Vec<Placed>,
    /// The picture of the foot line.
    pub foot_picture: Option<PlacedPicture>,
    /// The pale word behind everything.
    pub watermark: Option<Watermark>,
}

/// A part of a page.
#[derive(Clone, Debug)]
pub enum Part {
    /// Lines of text outside any table.
    Lines(Lines),
    /// The head of the identity.
    Identity(Identity),
    /// A pair of boxes, or what of it stands on this page.
    Boxes(Boxes),
    /// The part of a table that stands on this page.
    Table(Table),
    /// Place, date and signatures.
    EndBlock(EndBlock),
}

/// A text at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The top left corner of the block; of a turned one the bottom left corner of the area it fills.
    pub at: Point,
    /// The text.
    pub block: Block,
    /// Whether it reads upwards.
    pub turned: bool,
}

/// A picture at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedPicture {
    /// The frame it fills.
    pub frame: Rect,
    /// The picture.
    pub picture: Arc<Picture>,
}

/// The pale word across a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watermark {
    /// Where its baseline begins.
    pub at: Point,
    /// Its only line.
    pub block: Block,
    /// Whole degrees by which it is turned anticlockwise.
    pub turn: i16,
}

/// A cell of a table, or of the identity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its borders.
    pub rect: Rect,
    /// What it says.
    pub texts: Vec<Placed>,
}

/// Lines of text outside any table.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// What they are.
    pub kind: LinesKind,
    /// The lines, or paragraphs, from the top.
    pub texts: Vec<Placed>,
    /// The emblem above them, on a cover.
    pub picture: Option<PlacedPicture>,
}

/// What lines of text are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinesKind {
    /// The cover.
    #[default]
    Cover,
    /// The lines above the sheet (LAMPIRAN ...).
    Attachment,
    /// The title above the whole sheet.
    SheetTitle,
    /// The line above the table of a procedure.
    ProcedureTitle(usize),
    /// The line under the table of a procedure.
    Note(usize),
}

/// The head of the identity: who issues the SOP, and what it is.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// Its outer border.
    pub rect: Rect,
    /// Names and address of the agency.
    pub agency: Cell,
    /// The emblem.
    pub logo: Option<PlacedPicture>,
    /// `Hal. 1 / 4`, where the form puts it here.
    pub page_number: Option<Cell>,
    /// Its rows, in the order of [`Sop::identity`].
    pub rows: Vec<IdentityRow>,
}

/// A row of the identity.
#[derive(Clone, Debug, Default)]
pub struct IdentityRow {
    /// What stands at the left.
    pub label: Cell,
    /// What stands at the right.
    pub value: Cell,
    /// Where the signature goes, in the row of the approval; its lines are the value's texts.
    pub sign: Option<SignPlace>,
}

/// The place of an electronic signature.
#[derive(Clone, Debug)]
pub struct SignPlace {
    /// Where it will stand.
    pub area: Rect,
    /// The QR picture there.
    pub picture: Option<Arc<Picture>>,
    /// The text that signing services look for.
    pub tag: Option<Placed>,
    /// The name of the field.
    pub field: String,
    /// Who signs, in words.
    pub title: String,
}

/// A pair of boxes, or what of it stands on this page.
#[derive(Clone, Debug, Default)]
pub struct Boxes {
    /// Index into [`Sop::boxes`].
    pub pair: usize,
    /// Whether it began on an earlier page.
    pub continued: bool,
    /// The two boxes; a dropped one is absent, and its partner has the whole width.
    pub boxes: [Option<BoxPart>; 2],
}

/// A box, or what of it stands on this page.
#[derive(Clone, Debug, Default)]
pub struct BoxPart {
    /// Its heading.
    pub heading: Cell,
    /// What it says here; lines name their item by [`crate::text::Line::entry`], counted in the whole box.
    pub body: Cell,
}

/// The part of a table that stands on a page.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Index into [`Sop::procedures`].
    pub procedure: usize,
    /// The outer border.
    pub rect: Rect,
    /// What the columns are.
    pub columns: Arc<[Column]>,
    /// The vertical rules from the left: one more than there are columns.
    pub edges: Arc<[Length]>,
    /// The cells of the head.
    pub head: Vec<HeadCell>,
    /// Whether the head repeats that of an earlier page.
    pub head_repeated: bool,
    /// The rows.
    pub rows: Vec<Row>,
    /// The total row: label, total, and what is left blank beside them.
    pub total: Vec<TotalCell>,
    /// The flowchart.
    pub chart: Chart,
}

/// A column of a table, as drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// No.
    Number,
    /// Kegiatan.
    Activity,
    /// A lane: index into [`crate::sop::Procedure::actors`].
    Lane(usize),
    /// Kelengkapan.
    Inputs,
    /// Waktu, or only its number.
    Duration,
    /// The unit of Waktu.
    DurationUnit,
    /// Output.
    Output,
    /// Keterangan.
    Note,
}

/// A cell of the table head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadCell {
    /// Place and words.
    pub cell: Cell,
    /// The columns it heads.
    pub columns: Range<usize>,
    /// The rows of the head that it fills: 0 and 1; 2 is the row of column numbers.
    pub rows: Range<usize>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Index into [`crate::sop::Procedure::steps`].
    pub step: usize,
    /// Its borders.
    pub rect: Rect,
    /// Its cells from the left, without those that a cell above reaches into.
    pub cells: Vec<BodyCell>,
}

/// A cell of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyCell {
    /// Place and words.
    pub cell: Cell,
    /// The columns it fills: one, or both of a duration's.
    pub columns: Range<usize>,
    /// The steps it belongs to, over all pages: several where cells are merged.
    pub steps: Range<usize>,
    /// Whether it goes on from an earlier page and says its text again.
    pub repeated: bool,
}

/// A cell of the total row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TotalCell {
    /// Place and words.
    pub cell: Cell,
    /// The columns it fills.
    pub columns: Range<usize>,
}

/// The flowchart on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// Its area: lanes and rows.
    pub area: Rect,
    /// The symbols.
    pub symbols: Vec<Symbol>,
    /// The off-page symbols.
    pub off_pages: Vec<OffPage>,
    /// The lines.
    pub connectors: Vec<Connector>,
}

/// A symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Index into [`crate::sop::Procedure::symbols`].
    pub symbol: usize,
    /// What it is.
    pub kind: SymbolKind,
    /// Its bounds.
    pub rect: Rect,
    /// The words inside.
    pub text: Option<Placed>,
}

/// An off-page symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffPage {
    /// Its bounds.
    pub rect: Rect,
    /// Its letter: A to Z, AA ...
    pub letter: String,
    /// The letter, set.
    pub text: Placed,
    /// Whether its tip points up.
    pub up: bool,
    /// Whether flows leave the page here; else they arrive.
    pub departure: bool,
    /// The page where its partner stands: index into [`Layout::pages`].
    pub partner: usize,
}

/// A line of the flowchart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connector {
    /// What it draws.
    pub what: LineOf,
    /// What it leaves: a symbol of the procedure, or index into [`Chart::off_pages`].
    pub from: End,
    /// What it enters.
    pub to: End,
    /// Its points, border to border.
    pub points: Vec<Point>,
    /// The words at the exit.
    pub label: Option<Placed>,
}

/// Place, date and signatures.
#[derive(Clone, Debug, Default)]
pub struct EndBlock {
    /// The line of place and date.
    pub place_date: Option<Placed>,
    /// Those who sign, from the left.
    pub signatures: Vec<Signature>,
}

/// The lines of somebody who signs, and the place to do it.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    /// Role, office, name, rank, NIP.
    pub lines: Vec<Placed>,
    /// Where an electronic signature goes.
    pub sign: Option<SignPlace>,
}

/// How the widths of text columns are chosen. The simple ways are there to be compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Widths {
    /// By a search over the measured texts: fewest pages, then least height, then even leftover space.
    #[default]
    Chosen,
    /// The spare width in equal parts.
    Equal,
    /// The spare width in proportion to the amount of text.
    Proportional,
}

/// Lays out a document.
pub fn layout(sop: &Sop, diagnostics: &mut Diagnostics) -> Layout {
    layout_with(sop, Widths::Chosen, diagnostics)
}

/// Lays out a document with columns chosen in a way of one's own.
pub fn layout_with(sop: &Sop, widths: Widths, diagnostics: &mut Diagnostics) -> Layout {
    let faces = Faces::of(sop);
    let mut pages = Pages::new(sop, widths, &faces);
    if pages.too_small() {
        let message = "margin dan kaki halaman tidak menyisakan ruang untuk lembar SOP";
        let help = "kecilkan `margin` atau pakai `kertas` yang lebih besar";
        diagnostics.push(Diagnostic::error("kertas-terlalu-kecil", 0..0, message).help(help));
    }
    if let Some(cover) = &sop.cover {
        cover::place(cover, &sop.agency, &faces, &mut pages);
    }
    pages.start_sheet();
    titles::place_above_sheet(sop, &faces, &mut pages);
    if sop.form.identity {
        identity::place(sop, &faces, &mut pages);
        boxes::place(sop, &faces, &mut pages);
    }
    for procedure in 0..sop.procedures.len() {
        table::place(sop, procedure, &faces, &mut pages, diagnostics);
    }
    pages.finish()
}
