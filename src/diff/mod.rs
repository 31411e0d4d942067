//! What a revision changes: two [`Sop`]s in, sentences and marks out.
//!
//! The sentences ([`Section`]) are Indonesian, in the order in which one reads the sheet, and name rows by the numbers that the new sheet
//! prints. The marks ([`Marks`]) say which places of the new sheet they speak of; [`sheet`] draws them on it and lists the
//! sentences behind it. What only looks different (emphasis, paper, fonts) is told in one sentence, not searched for.

mod align;
mod fields;
mod flow;
mod lanes;
mod marks;
mod report;
mod steps;
mod words;

use std::collections::BTreeSet;

use crate::sop::{Procedure, Sop};
use crate::text::RichText;

pub use report::sheet;

use align::{Alignment, Shape, align};
use words::quoted;

/// What a revision changes.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    /// What it changes, in words; empty where nothing changes.
    pub sections: Vec<Section>,
    /// Where on the new sheet.
    pub marks: Marks,
}

/// The changes of a part of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the part is called on the sheet.
    pub title: String,
    /// Its changes, at least one.
    pub changes: Vec<Change>,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub text: String,
    /// How, where that is more than one thing.
    pub details: Vec<String>,
}

/// The places of the new sheet that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The kop.
    pub agency: bool,
    /// Rows of the identity.
    pub identity: BTreeSet<usize>,
    /// Boxes, by key; those of its items that changed.
    pub boxes: Vec<(&'static str, BTreeSet<usize>)>,
    /// The lines above the sheet.
    pub attachment: bool,
    /// The title above the sheet.
    pub sheet_title: bool,
    /// Signatures of the end block.
    pub signatures: BTreeSet<usize>,
    /// The procedures, in the order of the new sheet.
    pub procedures: Vec<ProcedureMarks>,
}

/// The places of a procedure that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProcedureMarks {
    /// Its title.
    pub title: bool,
    /// Its note.
    pub note: bool,
    /// Its total.
    pub total: bool,
    /// Lanes that are new or have another name.
    pub lanes: BTreeSet<usize>,
    /// Rows that are new.
    pub added: BTreeSet<usize>,
    /// Rows that say something else than before.
    pub changed: BTreeSet<usize>,
    /// Rows before which one has gone; the number of rows for the end.
    pub removed_before: BTreeSet<usize>,
    /// Cells that changed: row and what it says.
    pub cells: BTreeSet<(usize, CellKind)>,
    /// Flows that changed.
    pub flows: BTreeSet<usize>,
}

/// A cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellKind {
    /// No.: the row stands elsewhere.
    Number,
    /// Kegiatan.
    Activity,
    /// The symbols.
    Symbols,
    /// Kelengkapan.
    Inputs,
    /// Waktu.
    Duration,
    /// Output.
    Output,
    /// Keterangan.
    Note,
}

/// Compares two versions of an SOP.
pub fn compare(old: &Sop, new: &Sop) -> Revision {
    let mut revision = Revision::default();
    fields::above(old, new, &mut revision);
    fields::identity(old, new, &mut revision);
    fields::boxes(old, new, &mut revision);
    procedures(old, new, &mut revision);
    fields::end(old, new, &mut revision);
    revision
}

impl Revision {
    /// Whether the two versions say the same.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    fn add(&mut self, title: &str, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        match self.sections.last_mut() {
            Some(section) if section.title == title => section.changes.extend(changes),
            _ => self.sections.push(Section { title: title.to_owned(), changes }),
        }
    }

    /// The sentences, as text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for section in &self.sections {
            text += &format!("\n{}\n", section.title);
            for change in &section.changes {
                text += &format!("  - {}\n", change.text);
                change.details.iter().for_each(|detail| text += &format!("      · {detail}\n"));
            }
        }
        text
    }
}

impl Change {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), details: Vec::new() }
    }
}

/// Two versions of a procedure, and which of their rows and lanes are the same.
struct Pair<'a> {
    old: &'a Procedure,
    new: &'a Procedure,
    lanes: Alignment,
    steps: Alignment,
}

fn procedures(old: &Sop, new: &Sop, revision: &mut Revision) {
    let title = |procedure: &Procedure| procedure.title.as_ref().map(RichText::to_line).unwrap_or_default();
    let shapes = |sop: &Sop| sop.procedures.iter().map(|p| Shape::of(&title(p))).collect::<Vec<_>>();
    let (a, b) = (shapes(old), shapes(new));
    let single = old.procedures.len() == 1 && new.procedures.len() == 1;
    let found = align(a.len(), b.len(), |i, j| if single { 1000 } else { a[i].likeness(&b[j]) });
    revision.marks.procedures = vec![ProcedureMarks::default(); new.procedures.len()];
    for (index, procedure) in new.procedures.iter().enumerate() {
        let heading = |part: &str| match single {
            true => part.to_owned(),
            false => format!("{part}: {}", title(procedure)),
        };
        let Some(partner) = found.new[index].partner() else {
            let text =
                format!("Prosedur ditambahkan: {} ({} kegiatan)", quoted(&title(procedure)), procedure.steps.len());
            revision.add("Prosedur", vec![Change::plain(text)]);
            revision.marks.procedures[index].added = (0..procedure.steps.len()).collect();
            continue;
        };
        let pair = Pair::new(&old.procedures[partner], procedure);
        let mut marks = ProcedureMarks::default();
        let mut titles = fields::text(&title(pair.old), &title(pair.new), "Judul di atas tabel");
        marks.title = !titles.is_empty();
        if matches!(found.new[index], align::Fate::Moved(_)) {
            titles.push(Change::plain("Prosedur ini berpindah urutan"));
        }
        revision.add(&heading("Prosedur"), titles);
        revision.add(&heading("Pelaksana"), lanes::changes(&pair, &mut marks));
        revision.add(&heading("Kegiatan"), steps::changes(&pair, &mut marks));
        let minutes = (old.form.minutes_per_day, new.form.minutes_per_day);
        revision.add(&heading("Jumlah waktu"), steps::totals(&pair, minutes, &mut marks));
        let note = |procedure: &Procedure| procedure.note.as_ref().map(RichText::to_line).unwrap_or_default();
        let notes = fields::text(&note(pair.old), &note(pair.new), "Catatan di bawah tabel");
        marks.note = !notes.is_empty();
        revision.add(&heading("Catatan"), notes);
        revision.marks.procedures[index] = marks;
    }
    for (index, procedure) in old.procedures.iter().enumerate() {
        if found.old[index].partner().is_none() {
            let text = format!("Prosedur dihapus: {} ({} kegiatan)", quoted(&title(procedure)), procedure.steps.len());
            revision.add("Prosedur", vec![Change::plain(text)]);
        }
    }
}
