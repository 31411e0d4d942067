//! The checked document: what the spec means.
//!
//! Nothing here is optional that the sheet needs, no reference is a string, every default is filled in. The flow is a graph of
//! *symbols*, not of rows: a row of the table may hold several. `resolve` is the only way to make a [`Sop`].

pub mod date;
pub mod duration;
mod flow;
mod graph;
mod identity;
mod marks;
mod procedure;
pub mod record;
mod reference;
mod resolve;
mod signing;
mod symbols;

use std::sync::Arc;

pub use resolve::resolve;

use crate::form::{Form, StandardColumn};
use crate::geom::Length;
use crate::picture::Picture;
use crate::source::Span;
use crate::text::{Fonts, RichText};

/// An SOP, checked.
#[derive(Clone, Debug)]
pub struct Sop {
    /// How it looks.
    pub form: Form,
    /// The faces it uses.
    pub fonts: Arc<Fonts>,
    /// The title, on one line and without markup: for bookmarks and metadata.
    pub title: String,
    /// The number as printed.
    pub number: String,
    /// What a register keeps of it.
    pub record: record::Record,
    /// The date that the document carries in its metadata, `2019-08-01`.
    pub date: Option<String>,
    /// Who issues it.
    pub agency: Agency,
    /// The page before the sheet.
    pub cover: Option<Cover>,
    /// Lines above the sheet (LAMPIRAN ...).
    pub attachment: Vec<RichText>,
    /// The title above the whole sheet.
    pub sheet_title: Vec<RichText>,
    /// The word across each page: KONSEP, DICABUT.
    pub watermark: Option<String>,
    /// The label/value rows of the identity, in order.
    pub identity: Vec<IdentityRow>,
    /// The six boxes, pair by pair; a dropped box is absent, and its partner takes the width.
    pub boxes: Vec<[Option<IdentityBox>; 2]>,
    /// The end block: place, date and signatures after the last table.
    pub end_block: Option<EndBlock>,
    /// The procedures; at least one.
    pub procedures: Vec<Procedure>,
}

/// Who issues the SOP: the kop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its names from the top; the last is the unit.
    pub names: Vec<RichText>,
    /// Small lines below.
    pub address: Vec<RichText>,
    /// The emblem.
    pub logo: Option<Arc<Picture>>,
    /// Whether the emblem stands at the left of the names instead of above.
    pub logo_beside: bool,
    /// How high the emblem is.
    pub logo_height: Length,
}

/// The page before the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Its title.
    pub title: Vec<RichText>,
    /// The year.
    pub year: Option<RichText>,
    /// The lines at its foot.
    pub bottom: Vec<RichText>,
}

/// A row of the identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityRow {
    /// What stands at the left.
    pub label: RichText,
    /// What stands at the right.
    pub value: IdentityValue,
    /// The key of the spec: `nomor`, `pengesahan`, `judul`, `baris`.
    pub key: &'static str,
}

/// The right side of a row of the identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityValue {
    /// A text.
    Text(RichText),
    /// The title of the SOP, bold.
    Title(RichText),
    /// The office, with room for the signature, name, rank and NIP.
    Approval(Signatory),
    /// What the approval row says where the signature stands in the end block; may be blank.
    Office(RichText),
}

/// Somebody who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// The line above the office (`Ditetapkan oleh`), in the end block only.
    pub role: Option<RichText>,
    /// The office, line by line.
    pub office: Vec<RichText>,
    /// The name, with its weight understood; underlining is `name_underlined`.
    pub name: Option<RichText>,
    /// Whether the name is bold.
    pub name_bold: bool,
    /// Whether the name is underlined.
    pub name_underlined: bool,
    /// The rank.
    pub rank: Option<RichText>,
    /// Label and number as printed: `NIP. 19800101 200501 1 001`.
    pub nip: Option<RichText>,
    /// The electronic signature.
    pub esign: Option<ESign>,
}

/// Where an electronic signature goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ESign {
    /// The text that signing services look for, in the PDF only.
    pub tag: Option<String>,
    /// The QR picture; without it a blank box.
    pub picture: Option<Arc<Picture>>,
    /// The side of that box.
    pub size: Length,
    /// The name of the field.
    pub field: String,
}

/// Place, date and signatures after the last table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndBlock {
    /// `Kalipare, 1 Agustus 2019`.
    pub place_date: Option<RichText>,
    /// Those who sign, from left to right as listed; the approving one stands at the right.
    pub signatories: Vec<Signatory>,
}

/// One of the six boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityBox {
    /// The key of the spec: `dasar_hukum`.
    pub key: &'static str,
    /// Its heading; may be blank.
    pub label: RichText,
    /// What it says.
    pub content: Listing,
}

/// A paragraph or a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Its items; a paragraph is one item without a mark.
    pub items: Vec<Item>,
}

/// An item of a [`Listing`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The mark in front: `1.`, `•`.
    pub mark: Option<String>,
    /// The text.
    pub text: RichText,
    /// The SOP it links to, known to exist: the name of its spec without extension.
    pub link: Option<String>,
}

/// One table: lanes, rows, and the flow between their symbols.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    /// The line above the table.
    pub title: Option<RichText>,
    /// The line under the table.
    pub note: Option<RichText>,
    /// The lanes from left to right.
    pub actors: Vec<Actor>,
    /// The rows from the top.
    pub steps: Vec<Step>,
    /// The symbols, row by row, in a row as listed.
    pub symbols: Vec<Symbol>,
    /// The flows between symbols, by source in symbol order, then as listed.
    pub flows: Vec<Flow>,
    /// Boxes of one joint activity, each in lane order; a plain line joins each with the next.
    pub joins: Vec<Vec<SymbolId>>,
    /// The total row, without its label.
    pub total: Option<DurationCell>,
}

/// Somebody who acts: a lane of the sheet (`pelaksana`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Its id.
    pub id: String,
    /// Its name, the heading of the lane.
    pub name: RichText,
    /// Where the spec says so.
    pub span: Span,
}

/// A row of the table (`kegiatan`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id, or its position from 1.
    pub id: String,
    /// The number as printed, without the dot of the form; may be blank.
    pub number: String,
    /// What is done.
    pub text: RichText,
    /// Kelengkapan.
    pub inputs: Listing,
    /// Waktu.
    pub duration: DurationCell,
    /// Output.
    pub output: Listing,
    /// Keterangan.
    pub note: Listing,
    /// The cells that are merged with the row above.
    pub merged: Vec<StandardColumn>,
    /// Where the spec says so.
    pub span: Span,
}

impl Step {
    /// Whether its cell of a column is merged with the one above.
    pub fn is_merged(&self, column: StandardColumn) -> bool {
        self.merged.contains(&column)
    }
}

impl Procedure {
    /// The row whose cell of a column a row shows: its own, or the first of those it is merged with.
    pub fn holder(&self, row: usize, column: StandardColumn) -> usize {
        holder(&self.steps, row, column)
    }

    /// The durations of its rows.
    pub fn durations(&self, minutes_per_day: u32) -> duration::Column {
        duration::Column::of(&self.steps, minutes_per_day)
    }

    /// How a reader finds a row: `kegiatan 6`, or `baris 3` where no number is printed.
    pub fn step_name(&self, row: usize) -> String {
        match self.steps[row].number.trim() {
            "" => format!("baris {}", row + 1),
            number => format!("kegiatan {number}"),
        }
    }
}

fn holder(steps: &[Step], row: usize, column: StandardColumn) -> usize {
    (0..=row).rev().find(|&row| row == 0 || !steps[row].is_merged(column)).unwrap_or(row)
}

/// A duration as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DurationCell {
    /// The whole text.
    pub text: RichText,
    /// Number (or range) and unit apart, where the text is that.
    pub split: Option<(String, String)>,
}

/// Index into [`Procedure::symbols`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymbolId(pub usize);

/// A symbol of the flowchart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name for other programs: `periksa@camat`.
    pub id: String,
    /// What it is.
    pub kind: SymbolKind,
    /// Its row.
    pub row: usize,
    /// Its lane.
    pub lane: usize,
    /// Its place in its cell, from 0 at the top.
    pub slot: usize,
    /// The words inside.
    pub text: Option<RichText>,
}

/// The symbols of Permenpan-RB 35/2012; arrows are [`Flow`]s, and the off-page pentagon is the layout's affair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SymbolKind {
    /// A capsule where the flow begins.
    Start,
    /// A capsule where it ends.
    End,
    /// A box.
    Process,
    /// A diamond.
    Decision,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The symbol it leaves; of a joint activity any one of its boxes (for a decision: the same one for all exits).
    pub from: Vec<SymbolId>,
    /// The symbol it enters; of a joint activity any one of its boxes.
    pub to: Vec<SymbolId>,
    /// The exit of its source, from 0. Flows of one exit go to several places: they share its point, stem and label.
    pub exit: usize,
    /// The words at the exit.
    pub label: Option<RichText>,
    /// Whether this is how the procedure goes on when all is well (`ya`, the first `cabang`, any flow without label).
    pub main: bool,
    /// Where the spec says so.
    pub span: Span,
}
