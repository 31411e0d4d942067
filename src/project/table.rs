//! Tables of units and rows: CSV as any program writes it, and XLSX.
//!
//! Rows are counted as the spreadsheet counts them, so that reports can name the cell. The source of a table shows a row a line.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data as Content, Reader, Xlsx};

use crate::spec::value::clean;

use crate::assets::Assets;
use crate::encoding;
use crate::source::{Source, Span};

/// A table that was read.
pub(super) struct Grid {
    pub(super) source: Arc<Source>,
    /// The cells of the head row, in lower case; empty where a column has none.
    pub(super) heads: Vec<(String, Span)>,
    pub(super) rows: Vec<Row>,
}

/// A row with something in it.
pub(super) struct Row {
    pub(super) span: Span,
    pub(super) cells: Vec<Cell>,
}

/// A cell with something in it, under a head.
pub(super) struct Cell {
    pub(super) column: usize,
    pub(super) text: String,
    pub(super) span: Span,
}

/// Most rows and columns of a table: a cell far out would make room for all before it.
const MOST_ROWS: usize = 20_000;
const MOST_COLUMNS: usize = 256;

/// Reads `NAME.csv`, `NAME.xlsx` or `NAME.xlsx#SHEET`, which a file beside it names. The error stands behind a colon.
pub(super) fn read(name: &str, named_in: &Source, assets: &dyn Assets) -> Result<Grid, String> {
    let (file, sheet) = name.rsplit_once('#').map_or((name, None), |(file, sheet)| (file, Some(sheet)));
    let lower = file.to_lowercase();
    let bytes = assets.read(file)?;
    let cells = if lower.ends_with(".xlsx") {
        workbook(bytes, sheet)?
    } else if lower.ends_with(".csv") {
        let (source, fault) = encoding::decode(file, bytes);
        match fault {
            Some(fault) => return Err(fault.message),
            None => csv(source.text())?,
        }
    } else {
        return Err("tabel harus berupa berkas .csv atau .xlsx".to_owned());
    };
    let sheet = sheet.map(|sheet| format!("{sheet}!")).unwrap_or_default();
    grid(&named_in.beside(file), &sheet, cells)
}

/// The cells of a sheet, row by row.
fn workbook(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Vec<Vec<String>>, String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| "isinya bukan buku kerja xlsx".to_owned())?;
    let names = book.sheet_names();
    let chosen = match sheet {
        Some(sheet) => names
            .iter()
            .find(|name| *name == sheet)
            .cloned()
            .ok_or_else(|| format!("tidak ada lembar `{sheet}`; yang ada: {}", names.join(", ")))?,
        None => names.first().cloned().ok_or("buku kerja ini kosong")?,
    };
    let mut reader = book.worksheet_cells_reader(&chosen).map_err(|_| unreadable(&chosen))?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|_| unreadable(&chosen))? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let content = Content::from(cell.get_value().clone());
        if content == Content::Empty {
            continue;
        }
        let name = || cell_name(column, row);
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(format!("sel {} di luar batas {MOST_ROWS} baris dan {MOST_COLUMNS} kolom", name()));
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, String::new());
        }
        rows[row][column] = written(&content).ok_or_else(|| too_long(&name()))?;
    }
    Ok(rows)
}

fn unreadable(sheet: &str) -> String {
    format!("lembar `{sheet}` tidak dapat dibaca")
}

/// Spreadsheets keep fifteen digits of a number: of a NIP the last three are lost already.
fn too_long(cell: &str) -> String {
    format!(
        "angka di sel {cell} terlalu panjang, sehingga angka terakhirnya sudah hilang; ketik ulang sebagai teks, dengan tanda ' di depannya"
    )
}

/// What a cell shows; `None` for a number that is not what was typed any more.
fn written(cell: &Content) -> Option<String> {
    Some(match cell {
        Content::Float(number) if number.abs() >= 1e15 => return None,
        Content::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Content::DateTime(time) if time.as_f64() >= 1.0 => day(time.as_f64()),
        Content::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        Content::Bool(true) => "true".to_owned(),
        Content::Bool(false) => "false".to_owned(),
        Content::Error(_) => String::new(),
        other => other.to_string().replace("\r\n", "\n"),
    })
}

/// The date of a day's number, as spreadsheets count since 1900.
fn day(number: f64) -> String {
    let date = jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().days(number.min(2_900_000.0) as i64));
    date.map_or_else(|_| number.to_string(), |date| date.to_string())
}

/// The fields of each record. The separator is the one that the first line has most of.
fn csv(text: &str) -> Result<Vec<Vec<String>>, String> {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: &char| first.matches(*separator).count();
    let separator = [';', '\t', ','].into_iter().max_by_key(count).unwrap_or(',');
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut chars, mut quoted) = (text.chars().peekable(), false);
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.trim().is_empty() => {
                field.clear();
                quoted = true;
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            char if char == separator && !quoted => record.push(std::mem::take(&mut field)),
            char => field.push(char),
        }
    }
    if quoted {
        return Err(format!("tanda kutip di baris {} tidak ditutup", records.len() + 1));
    }
    if !field.is_empty() || !record.is_empty() {
        record.push(field);
        records.push(record);
    }
    Ok(records)
}

fn grid(name: &str, sheet: &str, records: Vec<Vec<String>>) -> Result<Grid, String> {
    let (mut text, mut places) = (String::new(), Vec::new());
    let (mut heads, mut rows) = (Vec::new(), Vec::new());
    for (index, record) in records.iter().enumerate() {
        let start = text.len();
        let mut cells = Vec::new();
        for (column, value) in record.iter().enumerate() {
            let value = clean(value.trim().into()).into_owned();
            let place = format!("{sheet}{}", cell_name(column, index));
            if value.chars().any(|char| char.is_control() && char != '\n') {
                return Err(format!("sel {place} memuat karakter kendali"));
            }
            let from = text.len();
            text += &value.replace('\n', " ");
            let span = from..text.len();
            text += " | ";
            places.push((span.clone(), place));
            cells.push((column, value, span));
        }
        text.truncate(text.trim_end_matches([' ', '|']).len().max(start));
        let span = start..text.len();
        text.push('\n');
        let is_blank = cells.iter().all(|(_, value, _)| value.is_empty());
        match (is_blank, heads.is_empty()) {
            (true, _) => {}
            (false, true) => heads = cells.into_iter().map(|(_, value, span)| (key(&value), span)).collect(),
            (false, false) => {
                let headed =
                    |column: usize| heads.get(column).is_some_and(|(head, _): &(String, Span)| !head.is_empty());
                let cells = cells.into_iter().filter(|(column, value, _)| !value.is_empty() && headed(*column));
                let cells = cells.map(|(column, value, span)| Cell { column, text: value, span });
                rows.push(Row { span, cells: cells.collect() });
            }
        }
    }
    if heads.is_empty() {
        return Err("tabel ini kosong".to_owned());
    }
    if let Some((head, _)) = heads
        .iter()
        .enumerate()
        .find(|(index, (head, _))| !head.is_empty() && heads[..*index].iter().any(|(other, _)| other == head))
        .map(|(_, head)| head)
    {
        return Err(format!("kepala kolom `{head}` ada dua"));
    }
    Ok(Grid { source: Arc::new(Source::table(name, text, places)), heads, rows })
}

/// The key that a head names: `Nama Camat` is `nama_camat`.
fn key(head: &str) -> String {
    head.to_lowercase().split_whitespace().collect::<Vec<_>>().join("_")
}

/// `B7`, from column and row counted from 0.
fn cell_name(mut column: usize, row: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.insert(0, char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    format!("{}{}", letters.into_iter().collect::<String>(), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_comes_with_semicolons_quotes_and_line_breaks() {
        let records = csv("kode;nama\r\na;\"Satu; \"\"dua\"\"\nbaris\"\r\nb;B").expect("sound");
        assert_eq!(records, [vec!["kode", "nama"], vec!["a", "Satu; \"dua\"\nbaris"], vec!["b", "B"]]);
        assert!(csv("a,b\n\"x").is_err());
    }

    #[test]
    fn cells_are_named_as_in_the_spreadsheet() {
        assert_eq!((cell_name(1, 6), cell_name(26, 0), cell_name(701, 0)), ("B7".into(), "AA1".into(), "ZZ1".into()));
        let grid = grid("x.csv", "", vec![vec!["Kode".into()], vec![String::new()], vec!["a".into()]]).expect("sound");
        let cell = &grid.rows[0].cells[0];
        assert_eq!((grid.heads[0].0.as_str(), grid.source.cell(cell.span.start)), ("kode", Some("A3")));
        assert_eq!(grid.source.line_column(cell.span.start), (3, 1));
    }
}
