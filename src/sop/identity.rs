//! The identity: label/value rows and the six paired boxes.

use super::resolve::{Context, kept, lines};
use super::{IdentityBox, IdentityRow, IdentityValue, date, signing};
use crate::diag::Diagnostic;
use crate::spec::value::{Data, Table, Value};
use crate::text::RichText;

/// The word of an order for both dates of effect.
const EFFECTIVE: &str = "tanggal_efektif";

/// `tanggal_efektif` and `tanggal_pengesahan` stand in the same row.
pub(super) fn exclusive_dates(sop: &Table, context: &mut Context<'_>) {
    if let (Some(first), Some(second)) = (sop.entry("tanggal_efektif"), sop.entry("tanggal_pengesahan")) {
        let message = "`tanggal_efektif` dan `tanggal_pengesahan` tidak dapat dipakai bersama";
        let (earlier, later) =
            if first.key_span.start < second.key_span.start { (first, second) } else { (second, first) };
        context.error(
            Diagnostic::error("kunci-bertentangan", later.key_span.clone(), message)
                .label(earlier.key_span.clone(), "yang lain ada di sini")
                .help("hapus salah satunya"),
        );
    }
}

/// The label/value rows.
pub(super) fn rows(context: &mut Context<'_>, sop: &Table) -> Vec<IdentityRow> {
    let day = context.day();
    let effective = if sop.has("tanggal_pengesahan") { "tanggal_pengesahan" } else { EFFECTIVE };
    let approval = signing::head(context);
    let values = [
        ("nomor", IdentityValue::Text(kept(sop.get("nomor")))),
        ("tanggal_pembuatan", IdentityValue::Text(date_text(sop.get("tanggal_pembuatan"), day))),
        ("tanggal_revisi", IdentityValue::Text(date_text(sop.get("tanggal_revisi"), day))),
        (effective, IdentityValue::Text(date_text(sop.get(effective), day))),
        ("pengesahan", approval),
        ("judul", IdentityValue::Title(RichText::parse(sop.text("judul").unwrap_or_default()))),
    ];
    let labels = &context.form.labels;
    let named = values.into_iter().filter_map(|(key, value)| {
        let label = labels.get(key)?.clone();
        Some(IdentityRow { label, value, key })
    });
    let further = sop.tables("baris").map(|row| IdentityRow {
        label: RichText::parse(row.text("label").unwrap_or_default()),
        value: IdentityValue::Text(RichText::parse(row.text("isi").unwrap_or_default())),
        key: "baris",
    });
    let mut rows: Vec<IdentityRow> = named.chain(further).collect();
    let order = &context.form.identity_order;
    rows.sort_by_key(|row| order.iter().position(|&key| key == row.key || row.key == effective && key == EFFECTIVE));
    rows
}

/// A date in words, or a text as it stands.
pub(super) fn date_text(value: Option<&Value>, day: date::Day) -> RichText {
    match value.map(|value| &value.data) {
        Some(Data::Date(date)) => RichText::plain(&date::words(*date, day)),
        _ => kept(value),
    }
}

/// The six boxes; what was dropped is absent.
pub(super) fn boxes(context: &mut Context<'_>) -> Vec<[Option<IdentityBox>; 2]> {
    let empty = Table::default();
    let table = context.root.table("identitas").unwrap_or(&empty);
    let order = context.form.box_order.clone();
    order
        .chunks(2)
        .map(|pair| {
            [0, 1].map(|side| {
                let &key = pair.get(side)?;
                let content = context.listing(table, key);
                let label = context.form.labels.get(key)?.clone();
                Some(IdentityBox { key, label, content })
            })
        })
        .filter(|pair: &[Option<IdentityBox>; 2]| pair.iter().any(Option::is_some))
        .collect()
}

/// The lines of an office.
pub(super) fn office(table: &Table) -> Vec<RichText> {
    lines(table.get("jabatan"))
}
