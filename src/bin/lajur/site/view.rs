//! What the templates of a site are given. Keys are Indonesian, for those who replace a template; texts are HTML.

use std::collections::BTreeSet;
use std::path::Path;

use lajur::Sheet;
use lajur::form::StandardColumn;
use lajur::paint::{StepInWords, SymbolInWords, steps_in_words};
use lajur::sop::date::{self, Day};
use lajur::sop::{IdentityValue, Listing, Procedure, Signatory, Sop};
use lajur::text::RichText;
use minijinja::Value;
use serde::Serialize;

use super::units::Owner;
use crate::html::{address, listing, rich};
use crate::project::Manifest;

/// Finds the page of an SOP.
type Link<'a> = &'a dyn Fn(&str) -> Option<String>;

/// An SOP.
#[derive(Serialize)]
pub(super) struct View {
    judul: String,
    nomor: String,
    instansi: Vec<Value>,
    unit: String,
    /// `KONSEP`, `DICABUT`.
    status: Option<String>,
    diubah: Option<Changed>,
    /// The address of the PDF.
    pdf: String,
    identitas: Vec<Pair>,
    kotak: Vec<Pair>,
    pengesahan: Vec<Value>,
    prosedur: Vec<ProcedureView>,
}

/// When an SOP was last changed.
#[derive(Clone, Serialize)]
pub(super) struct Changed {
    /// For machines.
    iso: String,
    /// For people.
    kata: String,
}

/// A heading and what stands under it.
#[derive(Serialize)]
struct Pair {
    label: Value,
    isi: Value,
}

#[derive(Serialize)]
struct ProcedureView {
    judul: Option<Value>,
    catatan: Option<Value>,
    kegiatan: Vec<StepView>,
}

#[derive(Serialize)]
struct StepView {
    /// `Kegiatan 6`.
    nama: String,
    nomor: String,
    uraian: Value,
    /// Who does what, and how it goes on.
    alur: String,
    kelengkapan: Value,
    waktu: Value,
    output: Value,
    keterangan: Value,
}

impl View {
    pub(super) fn new(sheet: &Sheet, path: &str, unit: &str, link: Link<'_>) -> Self {
        let sop = &sheet.sop;
        let name = path.rsplit('/').next().unwrap_or(path);
        let boxes = sop.boxes.iter().flatten().flatten().filter(|shown| !is_blank(&shown.content));
        Self {
            judul: sop.title.clone(),
            nomor: tidy(&sop.number),
            instansi: sop.agency.names.iter().map(|name| html(rich(name))).collect(),
            unit: unit.to_owned(),
            status: sop.watermark.clone(),
            diubah: changed(sop),
            pdf: format!("{}.pdf", address(name)),
            identitas: identity(sop),
            kotak: boxes
                .map(|shown| Pair { label: html(rich(&shown.label)), isi: html(listing(&shown.content, link)) })
                .collect(),
            pengesahan: signatures(sop),
            prosedur: sop.procedures.iter().map(|procedure| self::procedure(procedure, link)).collect(),
        }
    }
}

fn html(text: String) -> Value {
    Value::from_safe_string(text)
}

fn is_blank(listing: &Listing) -> bool {
    listing.items.iter().all(|item| item.text.is_empty())
}

/// On one line, without the blanks that leave room for the pen.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The latest of the dates that the identity bears.
fn changed(sop: &Sop) -> Option<Changed> {
    let dates = sop.identity.iter().filter(|row| row.key.starts_with("tanggal_")).filter_map(|row| match &row.value {
        IdentityValue::Text(text) => date::parse(&text.to_plain()),
        _ => None,
    });
    let latest = dates.max()?;
    Some(Changed { iso: latest.to_string(), kata: date::words(latest, Day::Bare) })
}

fn identity(sop: &Sop) -> Vec<Pair> {
    let mut rows = Vec::new();
    for row in &sop.identity {
        let value = match &row.value {
            IdentityValue::Text(text) | IdentityValue::Office(text) => rich(text),
            IdentityValue::Title(text) => rich(text),
            IdentityValue::Approval(signatory) => self::signatory(signatory),
        };
        if !value.trim().is_empty() {
            rows.push(Pair { label: html(rich(&row.label)), isi: html(value) });
        }
    }
    rows
}

fn signatory(signatory: &Signatory) -> String {
    let Signatory { role, office, name, rank, nip, .. } = signatory;
    let lines = role.iter().chain(office).chain(name).chain(rank).chain(nip);
    lines.filter(|line| !line.is_empty()).map(rich).collect::<Vec<_>>().join("<br>")
}

/// The end block.
fn signatures(sop: &Sop) -> Vec<Value> {
    let Some(block) = &sop.end_block else { return Vec::new() };
    let place = block.place_date.iter().map(rich);
    place.chain(block.signatories.iter().map(signatory)).filter(|text| !text.is_empty()).map(html).collect()
}

fn procedure(procedure: &Procedure, link: Link<'_>) -> ProcedureView {
    let said = |text: &Option<RichText>| text.as_ref().filter(|text| !text.is_empty()).map(|text| html(rich(text)));
    let words = steps_in_words(procedure).into_iter().enumerate();
    ProcedureView {
        judul: said(&procedure.title),
        catatan: said(&procedure.note),
        kegiatan: words.map(|(index, words)| step(procedure, index, words, link)).collect(),
    }
}

fn step(procedure: &Procedure, index: usize, words: StepInWords, link: Link<'_>) -> StepView {
    let step = &procedure.steps[index];
    // A merged cell says what the cell above says.
    let of = |column: StandardColumn| &procedure.steps[procedure.holder(index, column)];
    StepView {
        nomor: step.number.clone(),
        uraian: html(rich(&step.text)),
        alur: words.symbols.iter().map(alur).collect::<Vec<_>>().join(" "),
        kelengkapan: html(listing(&of(StandardColumn::Inputs).inputs, link)),
        waktu: html(rich(&of(StandardColumn::Duration).duration.text)),
        output: html(listing(&of(StandardColumn::Output).output, link)),
        keterangan: html(listing(&of(StandardColumn::Note).note, link)),
        nama: words.name,
    }
}

/// Who acts and how it goes on. That somebody does something needs no word.
fn alur(symbol: &SymbolInWords) -> String {
    let SymbolInWords { actors, what, is_plain, flow } = symbol;
    if *is_plain { format!("{actors}. {flow}") } else { format!("{actors}: {what}. {flow}") }.trim_end().to_owned()
}

/// An SOP in the index.
#[derive(Serialize)]
pub(super) struct Card {
    pub(super) judul: String,
    nomor: String,
    status: Option<String>,
    diubah: Option<Changed>,
    /// The address of its page.
    pub(super) laman: String,
    pdf: String,
    /// The words by which it is found, besides those that are shown.
    kata: String,
    #[serde(skip)]
    pub(super) owner: Owner,
}

impl Card {
    pub(super) fn new(sheet: &Sheet, view: &View, path: &str, owner: Owner) -> Self {
        Self {
            judul: view.judul.clone(),
            nomor: view.nomor.clone(),
            status: view.status.clone(),
            diubah: view.diubah.clone(),
            laman: format!("{}.html", address(path)),
            pdf: format!("{}.pdf", address(path)),
            kata: search_words(&sheet.sop),
            owner,
        }
    }
}

/// Each word of actors and activities once.
fn search_words(sop: &Sop) -> String {
    let mut words = BTreeSet::new();
    for procedure in &sop.procedures {
        let texts =
            procedure.actors.iter().map(|actor| &actor.name).chain(procedure.steps.iter().map(|step| &step.text));
        for text in texts {
            let plain = text.to_plain().to_lowercase();
            let long = plain.split(|character: char| !character.is_alphanumeric()).filter(|word| word.len() > 2);
            words.extend(long.map(str::to_owned));
        }
    }
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// The name of the project in a folder, or that of the pages in general.
pub(super) fn project_name(folder: &Path) -> String {
    let name = Manifest::read(folder).and_then(|manifest| manifest.file.project("nama").into_iter().next());
    name.map_or("Standar Operasional Prosedur".to_owned(), |name| tidy(&name))
}
