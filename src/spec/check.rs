//! A tree of values against the description of the keys.
//!
//! Reports unknown keys, values of another kind, values outside their list or range, and what is missing; each once. What is wrong
//! becomes [`Data::Faulty`], so that a later stage, finding it, knows that it was reported.

use super::nearest::nearest;
use super::shape::{Kind, Shape, either};
use super::value::{Data, Entry, Table, Value};
use crate::diag::{Diagnostic, Diagnostics};

/// Checks the table and all below it. `complete`: whether what is missing is reported too.
pub(crate) fn check(table: &mut Table, shape: &'static Shape, complete: bool, diagnostics: &mut Diagnostics) {
    let mut checker = Checker { complete, diagnostics };
    checker.table(table, shape, "");
}

struct Checker<'a> {
    complete: bool,
    diagnostics: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn table(&mut self, table: &mut Table, shape: &'static Shape, path: &str) {
        for Entry { key, key_span, value } in &mut table.entries {
            match shape.key(key) {
                Some(known) => self.value(value, &known.kind, known.name),
                None => {
                    self.diagnostics.push(unknown(key, key_span.clone(), shape, path));
                    value.data = Data::Faulty;
                }
            }
        }
        if !self.complete {
            return;
        }
        // A misspelt key is not missing as well.
        let unknown: Vec<&str> =
            table.entries.iter().map(|entry| entry.key.as_str()).filter(|key| shape.key(key).is_none()).collect();
        for key in shape.keys.iter().filter(|key| key.required && !table.has(key.name)) {
            if unknown.iter().any(|unknown| nearest(unknown, shape.keys.iter().map(|key| key.name)) == Some(key.name)) {
                continue;
            }
            let message = match key.kind {
                Kind::Table(_) => format!("bagian `[{}]` tidak ada", key.name),
                Kind::Array(Kind::Table(_), ..) => format!("`[[{}.{}]]` tidak ada satu pun", shape.name, key.name),
                _ => format!("`{}` wajib diisi", key.name),
            };
            let help = key.about.trim_end_matches('.');
            self.diagnostics.push(
                Diagnostic::error("isian-wajib-tidak-ada", table.span.clone(), message)
                    .help(format!("tambahkan `{}`: {help}", key.name)),
            );
        }
    }

    fn value(&mut self, value: &mut Value, kind: &'static Kind, key: &str) {
        let fault = match (kind, &mut value.data) {
            (_, Data::Faulty) => return,
            (Kind::Either(kinds), data) => match kinds.iter().find(|kind| kind.fits(data)) {
                Some(kind) => return self.value(value, kind, key),
                None => wrong_kind(key, kind, data),
            },
            (Kind::Table(shape), Data::Table(table)) => return self.table(table, shape, key),
            (Kind::Map(kind), Data::Table(table)) => {
                for Entry { key, value, .. } in &mut table.entries {
                    self.value(value, kind, key);
                }
                return;
            }
            (Kind::Array(kind, least, most), Data::Array(items)) => {
                items.iter_mut().for_each(|item| self.value(item, kind, key));
                let Some(fault) = wrong_count(key, items.len(), *least, *most) else { return };
                fault
            }
            (kind, data) if !kind.fits(data) => wrong_kind(key, kind, data),
            (kind, data) => match wrong_value(key, kind, data) {
                Some(fault) => fault,
                None => return,
            },
        };
        let Fault { code, message, help } = fault;
        let mut diagnostic = Diagnostic::error(code, value.span.clone(), message);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
        value.data = Data::Faulty;
    }
}

impl Kind {
    /// Whether a value has the outer form of this kind.
    fn fits(&self, data: &Data) -> bool {
        match self {
            Self::Text | Self::Filled | Self::Id | Self::Word(_) | Self::Color => matches!(data, Data::Text(_)),
            Self::Bool => matches!(data, Data::Bool(_)),
            Self::False => matches!(data, Data::Bool(false)),
            Self::Integer | Self::Whole(..) => matches!(data, Data::Integer(_)),
            Self::Number(..) => matches!(data, Data::Integer(_) | Data::Float(_)),
            Self::Date => matches!(data, Data::Date(_)),
            Self::Array(..) => matches!(data, Data::Array(_)),
            Self::Table(_) | Self::Map(_) => matches!(data, Data::Table(_)),
            Self::Either(kinds) => kinds.iter().any(|kind| kind.fits(data)),
        }
    }
}

struct Fault {
    code: &'static str,
    message: String,
    help: Option<String>,
}

impl Fault {
    fn new(code: &'static str, message: String) -> Self {
        Self { code, message, help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

fn unknown(key: &str, span: crate::source::Span, shape: &Shape, path: &str) -> Diagnostic {
    let place = if path.is_empty() { String::new() } else { format!(" di `{path}`") };
    let message = format!("kunci `{}` tidak dikenal{place}", printable(key));
    let diagnostic = Diagnostic::error("kunci-tak-dikenal", span, message);
    match nearest(key, shape.keys.iter().map(|key| key.name)) {
        Some(near) => diagnostic.help(format!("maksudnya `{near}`?")),
        None if shape.keys.len() <= 12 => {
            let known = either(shape.keys.iter().map(|key| format!("`{}`", key.name)).collect());
            diagnostic.help(format!("yang dikenal: {known}"))
        }
        None => diagnostic.help("hapus kunci ini, atau lihat daftar kunci dengan `lajur schema`"),
    }
}

fn wrong_kind(key: &str, kind: &Kind, data: &Data) -> Fault {
    let found = match data {
        Data::Text(_) => "teks",
        Data::Integer(_) => "bilangan bulat",
        Data::Float(_) => "bilangan pecahan",
        Data::Bool(_) => "`true` atau `false`",
        Data::Date(_) => "tanggal",
        Data::Time => return time_of_day(key, kind),
        Data::Array(_) => "daftar `[...]`",
        Data::Table(_) => "isian `{ ... }`",
        Data::Faulty => "sesuatu yang lain",
    };
    let fault = Fault::new("jenis-nilai-salah", format!("`{key}` harus berupa {}, bukan {found}", kind.phrase()));
    match (kind, data) {
        (Kind::Text | Kind::Filled | Kind::Id, Data::Integer(number)) => {
            fault.help(format!("tulis `{key} = \"{number}\"`"))
        }
        (Kind::Text | Kind::Filled | Kind::Id, Data::Date(_)) => fault.help("apit dengan tanda kutip"),
        (Kind::Array(Kind::Table(_), ..), Data::Table(_)) => {
            fault.help(format!("kepala tabel ini ditulis dengan dua kurung siku: `[[{key}]]`"))
        }
        (Kind::Table(_), Data::Array(_)) => {
            fault.help(format!("kepala tabel ini ditulis dengan satu kurung siku: `[{key}]`"))
        }
        _ => fault,
    }
}

fn time_of_day(key: &str, kind: &Kind) -> Fault {
    let message = match kind.fits(&Data::Date(jiff::civil::Date::ZERO)) {
        true => format!("`{key}` tidak boleh memuat jam"),
        false => format!("`{key}` harus berupa {}, bukan waktu", kind.phrase()),
    };
    Fault::new("tanggal-salah", message).help("tulis tanggalnya saja, seperti `2026-01-31`")
}

fn wrong_count(key: &str, count: usize, least: usize, most: usize) -> Option<Fault> {
    if (least..=most).contains(&count) {
        return None;
    }
    let message = match (least, most) {
        (1, _) if count == 0 => format!("`{key}` tidak boleh kosong"),
        (least, most) if least == most => format!("`{key}` harus berisi {least} nilai, bukan {count}"),
        _ => format!("`{key}` berisi {count} nilai; paling banyak {most}"),
    };
    Some(Fault::new("jumlah-isian-salah", message))
}

fn wrong_value(key: &str, kind: &Kind, data: &Data) -> Option<Fault> {
    const RANGE: &str = "nilai-di-luar-batas";
    match (kind, data) {
        (Kind::Filled, Data::Text(text)) if text.trim().is_empty() => {
            Some(Fault::new("isian-kosong", format!("`{key}` tidak boleh kosong")))
        }
        (Kind::Id, Data::Text(text)) if text.is_empty() || !text.chars().all(is_id_character) => Some(
            Fault::new("id-salah", format!("`{}` tidak dapat menjadi `id`", printable(text)))
                .help("pakai huruf, angka, `-`, dan `_` saja"),
        ),
        (Kind::Word(words), Data::Text(text)) if !words.contains(&text.as_str()) => {
            let fault = Fault::new("nilai-tak-dikenal", format!("`{key}` tidak mengenal `\"{}\"`", printable(text)));
            Some(match nearest(text, words.iter().copied()) {
                Some(near) => fault.help(format!("maksudnya `\"{near}\"`?")),
                None => fault.help(format!("pilihannya: {}", kind.phrase())),
            })
        }
        (Kind::Color, Data::Text(text)) if !is_color(text) => Some(
            Fault::new("warna-salah", format!("`\"{}\"` bukan warna", printable(text)))
                .help("tulis seperti `\"#f2f2f2\"`, atau `\"\"` untuk tanpa warna"),
        ),
        (Kind::Whole(least, most), Data::Integer(number)) if !(least..=most).contains(&number) => {
            Some(Fault::new(RANGE, format!("`{key}` harus antara {least} dan {most}, bukan {number}")))
        }
        (Kind::Number(least, most), Data::Integer(number)) if !(*least..=*most).contains(&(*number as f64)) => {
            Some(Fault::new(RANGE, format!("`{key}` harus antara {least} dan {most}, bukan {number}")))
        }
        (Kind::Number(least, most), Data::Float(number)) if !(least..=most).contains(&number) => {
            Some(Fault::new(RANGE, format!("`{key}` harus antara {least} dan {most}, bukan {number}")))
        }
        _ => None,
    }
}

fn is_id_character(char: char) -> bool {
    char.is_alphanumeric() || char == '-' || char == '_'
}

fn is_color(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('#') else { return text.is_empty() };
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A text of the user's as it may stand in a report: on one line, short, without control characters.
pub(crate) fn printable(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String =
        text.chars().map(|char| if char.is_control() || is_bidi(char) { ' ' } else { char }).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether a character turns the direction of the text around it.
pub(super) fn is_bidi(char: char) -> bool {
    matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
