//! What a register keeps of an SOP: as the spec gives it, whatever of it the sheet prints.

use jiff::civil::Date;

use super::date;
use super::resolve::{kept, lines, one_line};
use crate::source::Span;
use crate::spec::value::{Data, Table, Value};

/// What a register keeps of an SOP.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// `nomor`, its blanks kept, and where the spec says so.
    pub number: (String, Span),
    /// `judul` on one line.
    pub title: (String, Span),
    /// `tanggal_pembuatan`.
    pub created: Dated,
    /// `tanggal_revisi`.
    pub revised: Dated,
    /// `tanggal_efektif`, or `tanggal_pengesahan`.
    pub effective: Dated,
    /// `status`: `berlaku`, `konsep`, `dicabut`.
    pub status: String,
    /// Those who sign, the approving one first.
    pub people: Vec<Person>,
}

/// A date as it was written, and understood where it is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    /// The date.
    pub date: Option<Date>,
    /// What was written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Somebody who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The office.
    pub office: String,
    /// The name, on one line and without markup.
    pub name: String,
    /// The NIP as written.
    pub nip: String,
    /// Where the NIP stands.
    pub span: Span,
}

impl Dated {
    /// The date in ISO form, or what was written instead.
    pub fn iso(&self) -> String {
        self.date.map_or_else(|| self.text.clone(), |date| date.to_string())
    }
}

/// Reads the record of a spec.
pub(super) fn read(root: &Table) -> Record {
    let empty = Table::default();
    let sop = root.table("sop").unwrap_or(&empty);
    let approval = root.table("pengesahan").unwrap_or(&empty);
    let place = |value: Option<&Value>| value.map_or(sop.span.clone(), |value| value.span.clone());
    let effective = if sop.has("tanggal_pengesahan") { "tanggal_pengesahan" } else { "tanggal_efektif" };
    let people = std::iter::once(approval).chain(approval.tables("lain")).map(person);
    Record {
        number: (kept(sop.get("nomor")).to_plain(), place(sop.get("nomor"))),
        title: (one_line(sop.text("judul").unwrap_or_default()), place(sop.get("judul"))),
        created: dated(sop.get("tanggal_pembuatan")),
        revised: dated(sop.get("tanggal_revisi")),
        effective: dated(sop.get(effective)),
        status: sop.text("status").unwrap_or("berlaku").to_owned(),
        people: people.collect(),
    }
}

fn dated(value: Option<&Value>) -> Dated {
    let Some(value) = value else { return Dated::default() };
    let text = match &value.data {
        Data::Date(date) => date.to_string(),
        _ => kept(Some(value)).to_plain().trim().to_owned(),
    };
    let date = match &value.data {
        Data::Date(date) => Some(*date),
        _ => date::parse(&text),
    };
    Dated { date, text, span: value.span.clone() }
}

fn person(table: &Table) -> Person {
    let office = lines(table.get("jabatan")).iter().map(|line| line.to_plain()).collect::<Vec<_>>().join(" ");
    Person {
        office,
        name: one_line(table.text("nama").unwrap_or_default()),
        nip: kept(table.get("nip")).to_plain(),
        span: table.get("nip").map_or(table.span.clone(), |value| value.span.clone()),
    }
}
