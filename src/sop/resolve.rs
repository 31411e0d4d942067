//! Spec to [`Sop`]: what is meant by what was typed. The only constructor of a [`Sop`].
//!
//! Goes on after a fault, so that one run finds them all; with an error among the reports there is no SOP. Values that were
//! reported while reading ([`Data::Faulty`]) are passed over in silence.

use std::sync::Arc;

use super::marks::Marks;
use super::{Agency, Cover, Sop, date, identity, procedure, signing};
use crate::assets::{Assets, Pictures};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::form::{self, Form, Layers};
use crate::geom::Length;
use crate::spec::Spec;
use crate::spec::value::{Data, Table, Value};
use crate::text::{Fonts, RichText};

/// What every part of the document needs to know.
pub(super) struct Context<'a> {
    pub(super) root: &'a Table,
    pub(super) layers: &'a Layers<'a>,
    pub(super) form: &'a Form,
    pub(super) marks: &'a Marks,
    pub(super) assets: &'a dyn Assets,
    pub(super) pictures: &'a mut Pictures<'a>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Context<'_> {
    /// The picture that the value of `key` names.
    pub(super) fn picture(&mut self, table: &Table, key: &str) -> Option<Arc<crate::picture::Picture>> {
        let value = table.get(key)?;
        self.pictures.get(value.as_text()?, &value.span, self.diagnostics)
    }

    /// A list or paragraph under `key`.
    pub(super) fn listing(&mut self, table: &Table, key: &str) -> super::Listing {
        self.marks.listing(key, table.get(key), self.assets, self.diagnostics)
    }

    /// Reports an error.
    pub(super) fn error(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// How days below ten are written in the head of the sheet.
    pub(super) fn day(&self) -> date::Day {
        if self.layers.is("nol_tanggal") { date::Day::Padded } else { date::Day::Bare }
    }
}

/// Resolves a spec. `None` when there is an error among the reports.
pub fn resolve(spec: &Spec, assets: &dyn Assets, diagnostics: &mut Diagnostics) -> Option<Sop> {
    let before = diagnostics.count(Severity::Error);
    let root = &spec.root;
    // Where the text is broken, nobody has filled in what a project gives.
    if spec.is_whole() {
        needs_project(root, diagnostics);
    }
    let layers = Layers::new(root, &spec.forms);
    let mut pictures = Pictures::new(assets);
    let (form, fonts) = form::read(&layers, assets, &mut pictures, diagnostics);
    missing_characters(&spec.root, &fonts, diagnostics);
    let marks = Marks::read(&layers, diagnostics);
    let sop = {
        let mut context = Context {
            root,
            layers: &layers,
            form: &form,
            marks: &marks,
            assets,
            pictures: &mut pictures,
            diagnostics: &mut *diagnostics,
        };
        document(&mut context, fonts)
    };
    let sound = diagnostics.count(Severity::Error) == before && before == 0;
    sound.then(|| sop(form))
}

/// Keys that only a project gives a meaning.
fn needs_project(root: &Table, diagnostics: &mut Diagnostics) {
    for (key, what) in [("untuk", "templat untuk beberapa unit"), ("kegiatan_dari", "kegiatan dari berkas tabel")] {
        if let Some(entry) = root.entry(key) {
            let message = format!("`{key}` ({what}) belum dapat dipakai di sini");
            diagnostics.push(
                Diagnostic::error("perlu-proyek", entry.key_span.clone(), message)
                    .help("kunci ini memerlukan proyek; tulis isinya langsung di berkas ini"),
            );
        }
    }
}

/// The document, but for its form, which the context lends to all parts of it.
fn document(context: &mut Context<'_>, fonts: Arc<Fonts>) -> impl FnOnce(Form) -> Sop + use<> {
    let empty = Table::default();
    let root = context.root;
    let table = root.table("sop").unwrap_or(&empty);
    identity::exclusive_dates(table, context);
    let mut procedures = procedure::procedures(context);
    let mut sheet_title = lines(table.get("judul_lembar"));
    if !context.form.identity {
        title_alone(context, table, &mut sheet_title, &mut procedures);
    }
    let agency = agency(context);
    let cover = cover(context, table, &agency);
    let attachment = if context.form.identity { lines(table.get("lampiran")) } else { Vec::new() };
    let end_block = signing::end_block(context);
    let identity = if context.form.identity { identity::rows(context, table) } else { Vec::new() };
    let boxes = if context.form.identity { identity::boxes(context) } else { Vec::new() };
    let title = one_line(table.text("judul").unwrap_or_default());
    let number = kept(table.get("nomor")).to_plain();
    let record = super::record::read(root);
    let date = metadata_date(table).map(|date| date.to_string());
    let watermark = table.text("status").filter(|status| *status != "berlaku").map(str::to_uppercase);
    move |form| Sop {
        form,
        fonts,
        title,
        number,
        record,
        date,
        agency,
        cover,
        attachment,
        sheet_title,
        watermark,
        identity,
        boxes,
        end_block,
        procedures,
    }
}

/// Without identity the sheet has one title: the first of those that were given.
fn title_alone(
    context: &Context<'_>,
    table: &Table,
    sheet_title: &mut Vec<RichText>,
    procedures: &mut [super::Procedure],
) {
    if context.root.has("prosedur") {
        return;
    }
    let Some(procedure) = procedures.first_mut() else { return };
    let own = procedure.title.take();
    if sheet_title.iter().all(RichText::is_empty) {
        *sheet_title = vec![own.unwrap_or_else(|| RichText::parse(table.text("judul").unwrap_or_default()))];
    }
}

fn agency(context: &mut Context<'_>) -> Agency {
    let empty = Table::default();
    let table = context.root.table("instansi").unwrap_or(&empty);
    if let Some(value) = table.get("nama").filter(|value| !value.is_faulty()) {
        let blank = value.items().iter().all(|item| item.as_text().is_none_or(|text| text.trim().is_empty()));
        let reported = value.items().iter().any(Value::is_faulty);
        if blank && !reported {
            context.error(Diagnostic::error("isian-kosong", value.span.clone(), "`nama` tidak boleh kosong"));
        }
    }
    Agency {
        names: lines(table.get("nama")),
        address: lines(table.get("alamat")),
        logo: context.picture(table, "logo"),
        logo_beside: table.text("logo_letak") == Some("kiri"),
        logo_height: Length::mm(table.number("logo_tinggi").unwrap_or(18.0)),
    }
}

fn cover(context: &Context<'_>, sop: &Table, agency: &Agency) -> Option<Cover> {
    let table = context.root.table("sampul")?;
    let or = |key: &str, default: Vec<RichText>| if table.has(key) { lines(table.get(key)) } else { default };
    let title =
        vec![RichText::plain("STANDAR OPERASIONAL PROSEDUR"), RichText::parse(sop.text("judul").unwrap_or_default())];
    let year = match table.get("tahun") {
        Some(value) => Some(kept(Some(value))),
        None => metadata_date(sop).map(|date| RichText::plain(&date.year().to_string())),
    };
    Some(Cover {
        title: or("judul", title),
        year: year.filter(|year| !year.is_empty()),
        bottom: or("bawah", agency.names.clone()),
    })
}

/// The date that the document bears: of taking force, else of revision, else of making.
fn metadata_date(sop: &Table) -> Option<jiff::civil::Date> {
    let keys = ["tanggal_efektif", "tanggal_pengesahan", "tanggal_revisi", "tanggal_pembuatan"];
    keys.iter().find_map(|key| match &sop.get(key)?.data {
        Data::Date(date) => Some(*date),
        Data::Text(text) => date::parse(text),
        _ => None,
    })
}

/// A string, or each string of an array.
pub(super) fn lines(value: Option<&Value>) -> Vec<RichText> {
    let items = value.map(Value::items).unwrap_or_default();
    let lines: Vec<RichText> = items.iter().filter_map(Value::as_text).map(RichText::parse).collect();
    if lines.iter().all(RichText::is_empty) { Vec::new() } else { lines }
}

/// A text or whole number, its blanks kept.
pub(super) fn kept(value: Option<&Value>) -> RichText {
    match value.map(|value| &value.data) {
        Some(Data::Text(text)) => RichText::parse_keeping_blanks(text),
        Some(Data::Integer(number)) => RichText::plain(&number.to_string()),
        _ => RichText::default(),
    }
}

/// The text of a key, unless it is blank.
pub(super) fn rich(table: &Table, key: &str) -> Option<RichText> {
    table.text(key).map(RichText::parse).filter(|text| !text.is_empty())
}

/// A text without markup, its lines joined by blanks.
pub(super) fn one_line(text: &str) -> String {
    RichText::parse(text).to_plain().replace('\n', " ")
}

/// Reports characters that no face has, once each value.
fn missing_characters(table: &Table, fonts: &Fonts, diagnostics: &mut Diagnostics) {
    table.entries.iter().for_each(|entry| missing_in(&entry.value, fonts, diagnostics));
}

fn missing_in(value: &Value, fonts: &Fonts, diagnostics: &mut Diagnostics) {
    match &value.data {
        Data::Text(text) if !text.is_ascii() => {
            let missing = fonts.missing(text);
            if missing.is_empty() {
                return;
            }
            let names: Vec<String> =
                missing.iter().take(5).map(|&char| format!("`{char}` (U+{:04X})", u32::from(char))).collect();
            let message = format!("tidak ada huruf yang memuat {}", names.join(", "));
            diagnostics.push(
                Diagnostic::error("karakter-tanpa-huruf", value.span.clone(), message)
                    .help("ganti karakter ini, atau pakai berkas huruf yang memuatnya dengan `huruf`"),
            );
        }
        Data::Array(items) => items.iter().for_each(|item| missing_in(item, fonts, diagnostics)),
        Data::Table(table) => missing_characters(table, fonts, diagnostics),
        _ => {}
    }
}
