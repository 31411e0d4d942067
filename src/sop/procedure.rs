//! Procedures: lanes, rows and their cells, the total. Their flow is [`super::flow`]'s affair.

use std::collections::BTreeMap;

use super::duration::{self, Column};
use super::flow;
use super::resolve::{Context, kept, rich};
use super::{Actor, DurationCell, Procedure, Step, holder};
use crate::diag::Diagnostic;
use crate::form::{self, StandardColumn, Total};
use crate::source::Span;
use crate::spec::keys::{MAX_LANES, MAX_ROWS};
use crate::spec::printable;
use crate::spec::value::{Data, Table, Value};
use crate::text::RichText;

/// Where an id of a row or symbol belongs.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    /// The procedure.
    pub(super) procedure: usize,
    /// The row.
    pub(super) row: usize,
    /// The symbol of a row that lists its symbols; none for the row itself.
    pub(super) symbol: Option<usize>,
    span: Span,
}

/// All ids of rows and symbols in the file.
pub(super) type Ids = BTreeMap<String, Owner>;

/// The procedures of a spec.
pub(super) fn procedures(context: &mut Context<'_>) -> Vec<Procedure> {
    let root = context.root;
    exclusive(context);
    let tables: Vec<&Table> = match root.get("prosedur") {
        Some(value) => value.items().iter().filter_map(Value::as_table).collect(),
        None => vec![root],
    };
    let rows: Vec<Vec<&Table>> = tables.iter().map(|table| table.tables("kegiatan").collect()).collect();
    if !within_limits(context, &tables, &rows) {
        return Vec::new();
    }
    same_answers(context);
    let ids = ids(context, &rows);
    let count = tables.len();
    let mut procedures = Vec::new();
    for (index, (table, rows)) in tables.into_iter().zip(&rows).enumerate() {
        let mut procedure = procedure(context, table, rows, index, &ids);
        if index + 1 == count {
            add_note(&mut procedure.note, context.layers.text("catatan"));
        }
        procedures.push(procedure);
    }
    procedures
}

/// The two answers of a decision must be told apart.
fn same_answers(context: &mut Context<'_>) {
    let labels = &context.form.labels;
    let (Some(yes), Some(no)) = (labels.get("ya"), labels.get("tidak")) else { return };
    let written = context.root.table("label").and_then(|table| table.get("tidak").or_else(|| table.get("ya")));
    if let (true, Some(value)) = (yes == no && !yes.is_empty(), written) {
        let message = "label `ya` dan `tidak` tidak boleh sama";
        context.error(
            Diagnostic::error("label-ganda", value.span.clone(), message).help("beri keduanya tulisan yang berlainan"),
        );
    }
}

/// Tells of columns that rows fill and the form does not print, once each.
fn unprinted_columns(context: &mut Context<'_>, rows: &[&Table]) {
    for key in ["kelengkapan", "waktu", "output", "keterangan"] {
        let Some(column) = form::column(key) else { continue };
        let printed =
            context.form.standard.contains(&column) || column == StandardColumn::Note && context.form.note_column;
        let filled = rows.iter().filter_map(|row| row.entry(key)).find(|entry| !is_blank(&entry.value));
        if let (false, Some(entry)) = (printed, filled) {
            let message = format!("`{key}` tidak dicetak: bentuk ini tidak mempunyai kolomnya");
            context.diagnostics.push(
                Diagnostic::note("tidak-dicetak", entry.key_span.clone(), message)
                    .help("kolom diatur dengan `kolom_keterangan` dan `urutan_mutu_baku` di `[format]`"),
            );
        }
    }
}

/// The note of the form stands under the last table, below its own.
fn add_note(note: &mut Option<RichText>, form: Option<&str>) {
    let Some(text) = form.map(RichText::parse).filter(|text| !text.is_empty()) else { return };
    match note {
        Some(note) => note.lines.extend(text.lines),
        None => *note = Some(text),
    }
}

/// `[[prosedur]]` stands for the arrays at the top and for the title of the one table.
fn exclusive(context: &mut Context<'_>) {
    let root = context.root;
    let Some(procedures) = root.entry("prosedur") else {
        for key in ["pelaksana", "kegiatan"] {
            let from_table = key == "kegiatan" && root.has("kegiatan_dari");
            if !root.has(key) && !from_table {
                let message = format!("`[[{key}]]` tidak ada satu pun");
                context.error(
                    Diagnostic::error("isian-wajib-tidak-ada", root.span.clone(), message)
                        .help(format!("tambahkan sedikitnya satu `[[{key}]]`")),
                );
            }
        }
        return;
    };
    for key in ["pelaksana", "kegiatan"] {
        if let Some(entry) = root.entry(key) {
            let message = format!("`[[{key}]]` tidak dapat berdampingan dengan `[[prosedur]]`");
            context.error(
                Diagnostic::error("kunci-bertentangan", entry.value.span.clone(), message)
                    .label(procedures.value.span.clone(), "prosedur pertama")
                    .help(format!("tulis `[[prosedur.{key}]]` di bawah prosedurnya")),
            );
        }
    }
    if let Some(entry) = root.table("format").and_then(|table| table.entry("judul_prosedur")) {
        let message = "`judul_prosedur` tidak dapat dipakai bersama `[[prosedur]]`";
        context.error(
            Diagnostic::error("kunci-bertentangan", entry.key_span.clone(), message)
                .help("tulis `judul` pada setiap `[[prosedur]]`"),
        );
    }
}

fn within_limits(context: &mut Context<'_>, tables: &[&Table], rows: &[Vec<&Table>]) -> bool {
    let mut within = true;
    if let Some(row) = rows.iter().flatten().nth(MAX_ROWS) {
        let message = format!("kegiatan lebih dari {MAX_ROWS} baris");
        context.error(
            Diagnostic::error("terlalu-banyak-baris", row.span.clone(), message).help("pecah menjadi beberapa SOP"),
        );
        within = false;
    }
    for table in tables {
        if let Some(lane) = table.tables("pelaksana").nth(MAX_LANES) {
            let message = format!("pelaksana lebih dari {MAX_LANES}");
            context.error(Diagnostic::error("terlalu-banyak-pelaksana", lane.span.clone(), message));
            within = false;
        }
    }
    within
}

/// The ids of rows and symbols; one that is there twice is reported.
fn ids(context: &mut Context<'_>, procedures: &[Vec<&Table>]) -> Ids {
    let mut ids = Ids::new();
    for (procedure, rows) in procedures.iter().enumerate() {
        for (row, table) in rows.iter().enumerate() {
            let own = std::iter::once((*table, None));
            let symbols = table.tables("simbol").enumerate().map(|(index, table)| (table, Some(index)));
            for (table, symbol) in own.chain(symbols) {
                let Some(value) = table.get("id") else { continue };
                let Some(id) = value.as_text() else { continue };
                let owner = Owner { procedure, row, symbol, span: value.span.clone() };
                if let Some(first) = ids.get(id) {
                    let message = format!("id `{}` dipakai dua kali", printable(id));
                    context.error(
                        Diagnostic::error("id-ganda", value.span.clone(), message)
                            .label(first.span.clone(), "pertama kali di sini")
                            .help("beri nama lain pada salah satunya"),
                    );
                } else {
                    ids.insert(id.to_owned(), owner);
                }
            }
        }
    }
    ids
}

fn procedure(context: &mut Context<'_>, table: &Table, rows: &[&Table], index: usize, ids: &Ids) -> Procedure {
    let title = if context.root.has("prosedur") {
        rich(table, "judul")
    } else {
        context.layers.text("judul_prosedur").map(RichText::parse).filter(|text| !text.is_empty())
    };
    let note = if context.root.has("prosedur") { rich(table, "catatan") } else { None };
    unprinted_columns(context, rows);
    let actors = actors(context, table);
    let numbers = numbers(rows);
    let steps: Vec<Step> =
        rows.iter().enumerate().map(|(row, table)| step(context, table, row, &numbers[row])).collect();
    let chart = flow::chart(context, &flow::Input { procedure: index, rows, steps: &steps, actors: &actors, ids });
    let total = total(context, rows, &steps, &chart);
    Procedure { title, note, actors, steps, symbols: chart.symbols, flows: chart.flows, joins: chart.joins, total }
}

fn actors(context: &mut Context<'_>, table: &Table) -> Vec<Actor> {
    let mut actors: Vec<Actor> = Vec::new();
    for table in table.tables("pelaksana") {
        let name = table.text("nama").unwrap_or_default();
        let (id, span) = match table.get("id") {
            Some(value) => (value.as_text(), &value.span),
            None => (Some(name), table.get("nama").map_or(&table.span, |value| &value.span)),
        };
        let id = normal(id.unwrap_or_default());
        if let Some(first) = actors.iter().find(|actor| actor.id == id && !id.is_empty()) {
            let message = format!("id pelaksana `{}` dipakai dua kali", printable(&id));
            context.error(
                Diagnostic::error("id-ganda", span.clone(), message)
                    .label(first.span.clone(), "pertama kali di sini")
                    .help("beri `id` yang lain pada salah satunya"),
            );
        }
        actors.push(Actor { id, name: RichText::parse(name), span: span.clone() });
    }
    actors
}

/// An id with its blanks as one would type them in a reference.
pub(super) fn normal(id: &str) -> String {
    id.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The printed numbers: counted, unless a row has its own.
fn numbers(rows: &[&Table]) -> Vec<String> {
    let mut last = 0_i64;
    let number = |table: &&Table| {
        let Some(value) = table.get("nomor").filter(|value| !value.is_faulty()) else {
            last += 1;
            return last.to_string();
        };
        let number = kept(Some(value)).to_plain();
        if let Ok(own) = number.trim().trim_end_matches('.').parse::<i64>() {
            last = own.clamp(0, i64::MAX / 2);
        }
        number
    };
    rows.iter().map(number).collect()
}

fn step(context: &mut Context<'_>, table: &Table, row: usize, number: &str) -> Step {
    let merged = merged(context, table, row);
    let duration = table.text("waktu").unwrap_or_default();
    Step {
        id: table.text("id").map_or_else(|| (row + 1).to_string(), str::to_owned),
        number: number.to_owned(),
        text: RichText::parse(table.text("uraian").unwrap_or_default()),
        inputs: context.listing(table, "kelengkapan"),
        duration: duration_cell(duration),
        output: context.listing(table, "output"),
        note: context.listing(table, "keterangan"),
        merged,
        span: table.span.clone(),
    }
}

fn duration_cell(text: &str) -> DurationCell {
    let text = RichText::parse(text);
    DurationCell { split: duration::split(&text.to_plain()), text }
}

/// The cells that are merged with the row above.
fn merged(context: &mut Context<'_>, table: &Table, row: usize) -> Vec<StandardColumn> {
    let mut columns = Vec::new();
    let Some(value) = table.get("gabung") else { return columns };
    for value in value.items() {
        let Some((key, column)) = value.as_text().and_then(|key| Some((key, form::column(key)?))) else { continue };
        if row == 0 {
            let message = format!("`{key}` tidak dapat digabung: ini baris pertama, tidak ada baris di atasnya");
            context.error(
                Diagnostic::error("gabung-salah", value.span.clone(), message).help("hapus `gabung` dari baris ini"),
            );
            break;
        }
        if let Some(own) = table.entry(key).filter(|entry| !is_blank(&entry.value)) {
            let message = format!("`{key}` digabung dengan baris di atasnya, jadi tidak boleh berisi teks sendiri");
            context.error(
                Diagnostic::error("gabung-salah", own.key_span.clone(), message)
                    .label(value.span.clone(), "digabung di sini")
                    .help(format!("hapus `{key}` dari baris ini, atau dari `gabung`")),
            );
            continue;
        }
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}

fn is_blank(value: &Value) -> bool {
    match &value.data {
        Data::Text(text) => text.trim().is_empty(),
        Data::Array(items) => items.is_empty(),
        Data::Table(_) => false,
        _ => true,
    }
}

/// The total row.
fn total(context: &mut Context<'_>, rows: &[&Table], steps: &[Step], chart: &flow::Chart) -> Option<DurationCell> {
    let total = context.form.total.as_ref()?;
    if let Total::Text(text) = total {
        return Some(DurationCell { split: duration::split(&text.to_plain()), text: text.clone() });
    }
    let column = Column::of(steps, context.form.minutes_per_day);
    let counted: Vec<usize> = match total {
        Total::Critical => {
            let (starts, next) = chart.between_rows(steps.len());
            with_merged(column.longest_path(&starts, &next), steps)
        }
        _ => (0..steps.len()).collect(),
    };
    for row in column.left_out() {
        let span = rows[row].get("waktu").map_or(steps[row].span.clone(), |value| value.span.clone());
        let text = steps[row].duration.text.to_plain();
        let shown = printable(&text);
        let message = format!("waktu `{shown}` tidak ikut dijumlahkan");
        context.diagnostics.push(
            Diagnostic::note("waktu-tak-terjumlah", span, message)
                .help("yang dijumlahkan: bilangan dengan satuan, seperti `10 menit`, `2-3 hari`, `1 x 24 jam`"),
        );
    }
    for (row, per) in column.rates() {
        let span = rows[row].get("waktu").map_or(steps[row].span.clone(), |value| value.span.clone());
        let message = format!("waktu per {} dijumlahkan satu kali", printable(per));
        context.diagnostics.push(Diagnostic::note("waktu-per-satuan", span, message));
    }
    Some(column.sum(counted).unwrap_or_default())
}

/// A row whose duration is merged with the ones above counts theirs.
fn with_merged(path: Vec<usize>, steps: &[Step]) -> Vec<usize> {
    let mut counted: Vec<usize> = path.into_iter().map(|row| holder(steps, row, StandardColumn::Duration)).collect();
    counted.sort_unstable();
    counted.dedup();
    counted
}
