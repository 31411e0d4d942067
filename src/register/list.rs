//! The register written down.

use serde_json::{Value, json};

use super::{Row, natural, xlsx};

/// The forms of the list, the usual one first.
pub const FORMATS: [&str; 4] = ["table", "csv", "xlsx", "json"];
/// What the list may be sorted by.
pub const KEYS: [&str; 13] = [
    "file",
    "unit",
    "nomor",
    "judul",
    "instansi",
    "tanggal_pembuatan",
    "tanggal_revisi",
    "tanggal_efektif",
    "status",
    "pelaksana",
    "kegiatan",
    "halaman",
    "waktu",
];
/// The headings of the columns.
const HEADS: [&str; 14] = [
    "Nomor",
    "Judul",
    "Instansi",
    "Unit",
    "Tanggal Pembuatan",
    "Tanggal Revisi",
    "Tanggal Efektif",
    "Status",
    "Pengesah",
    "Pelaksana",
    "Kegiatan",
    "Halaman",
    "Waktu",
    "Berkas",
];

/// A cell of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    Count(usize),
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
        }
    }
}

/// Sorts by one of [`KEYS`]; digits count as numbers, and what is equal keeps its order.
pub fn sort(rows: &mut [&Row], key: &str) {
    rows.sort_by_cached_key(|row| match key {
        "pelaksana" => natural(&row.actors.to_string()),
        "kegiatan" => natural(&row.steps.to_string()),
        "halaman" => natural(&row.pages.to_string()),
        _ => natural(&field(row, key)),
    });
}

fn field(row: &Row, key: &str) -> String {
    let record = &row.record;
    match key {
        "unit" => row.unit.clone(),
        "nomor" => record.number.0.trim().to_owned(),
        "judul" => record.title.0.clone(),
        "instansi" => row.agency.clone(),
        "tanggal_pembuatan" => record.created.iso(),
        "tanggal_revisi" => record.revised.iso(),
        "tanggal_efektif" => record.effective.iso(),
        "status" => record.status.clone(),
        "waktu" => row.time.clone(),
        _ => row.file.clone(),
    }
}

fn cells(row: &Row) -> Vec<Cell> {
    let text = |key| Cell::Text(field(row, key));
    let signatory = row.record.people.first().map(|person| match person.name.is_empty() {
        true => person.office.clone(),
        false => person.name.clone(),
    });
    vec![
        text("nomor"),
        text("judul"),
        text("instansi"),
        text("unit"),
        text("tanggal_pembuatan"),
        text("tanggal_revisi"),
        text("tanggal_efektif"),
        text("status"),
        Cell::Text(signatory.unwrap_or_default()),
        Cell::Count(row.actors),
        Cell::Count(row.steps),
        Cell::Count(row.pages),
        text("waktu"),
        text("file"),
    ]
}

/// Writes the list in one of [`FORMATS`].
pub fn write(rows: &[&Row], format: &str) -> Vec<u8> {
    let table: Vec<Vec<Cell>> = rows.iter().map(|row| cells(row)).collect();
    match format {
        "csv" => csv(&table).into_bytes(),
        "json" => json(rows).into_bytes(),
        "xlsx" => xlsx::workbook("Daftar SOP", &HEADS, &table),
        _ => aligned(&table).into_bytes(),
    }
}

fn json(rows: &[&Row]) -> String {
    let object = |row: &Row| {
        json!({
            "file": row.file,
            "unit": row.unit,
            "nomor": field(row, "nomor"),
            "judul": field(row, "judul"),
            "instansi": row.agency,
            "tanggal_pembuatan": field(row, "tanggal_pembuatan"),
            "tanggal_revisi": field(row, "tanggal_revisi"),
            "tanggal_efektif": field(row, "tanggal_efektif"),
            "status": row.record.status,
            "pelaksana": row.actors,
            "kegiatan": row.steps,
            "halaman": row.pages,
            "waktu": row.time,
        })
    };
    format!("{:#}\n", Value::Array(rows.iter().map(|row| object(row)).collect()))
}

fn csv(table: &[Vec<Cell>]) -> String {
    let quoted = |text: String| match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    };
    let mut csv = HEADS.join(",") + "\r\n";
    for row in table {
        csv += &row.iter().map(|cell| quoted(cell.text())).collect::<Vec<_>>().join(",");
        csv += "\r\n";
    }
    csv
}

/// Columns under one another, for the eye; a column that is blank everywhere is left out.
fn aligned(table: &[Vec<Cell>]) -> String {
    let clean = |text: String| text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let used = |column: &usize| table.iter().any(|row| !row[*column].text().is_empty());
    let columns: Vec<usize> = (0..HEADS.len()).filter(used).collect();
    let width = |column: usize| {
        let cells = table.iter().map(|row| row[column].text().chars().count());
        cells.chain([HEADS[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = columns.iter().map(|&column| width(column)).collect();
    let mut text = String::new();
    let mut line = |cells: Vec<(String, bool)>| {
        let padded = cells.iter().zip(&widths).map(|((cell, right), width)| match right {
            true => format!("{cell:>width$}"),
            false => format!("{cell:<width$}"),
        });
        text += padded.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    };
    line(columns.iter().map(|&column| (HEADS[column].to_owned(), false)).collect());
    for row in table {
        line(
            columns.iter().map(|&column| (clean(row[column].text()), matches!(row[column], Cell::Count(_)))).collect(),
        );
    }
    text
}
