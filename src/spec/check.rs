//! A tree of values against the description of the keys.
//!
//! Reports unknown keys, values of another kind, values outside their list or range, and what is missing; each once. What is wrong
//! becomes [`Data::Faulty`], so that a later stage, finding it, knows that it was reported.

use super::nearest::{nearest, only_near};
use super::shape::{Kind, Shape, either};
use super::value::{Data, Entry, Table, Value};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Span;

/// Checks the table and all below it. `complete`: whether what is missing is reported too.
pub(crate) fn check(table: &mut Table, shape: &'static Shape, complete: bool, diagnostics: &mut Diagnostics) {
    let mut checker = Checker { complete, diagnostics, unknown: 0 };
    checker.table(table, shape, "");
}

struct Checker<'a> {
    complete: bool,
    diagnostics: &'a mut Diagnostics,
    /// How many unknown keys were met.
    unknown: usize,
}

/// Most unknown keys that are reported: a file with more of them is no spec.
const MOST_UNKNOWN: usize = 100;
/// Most characters of a text, or of the texts of a list: more than a page holds, and than anybody reads.
const MOST_TEXT: usize = 30_000;

impl Checker<'_> {
    fn table(&mut self, table: &mut Table, shape: &'static Shape, path: &str) {
        if table.entries.is_empty() && self.complete && path.is_empty() && !shape.keys.iter().all(|key| !key.required) {
            self.diagnostics.push(
                Diagnostic::error("berkas-kosong", table.span.clone(), "berkas ini tidak memuat isian apa pun")
                    .help("mulailah dari contoh: `lajur new BERKAS.toml`"),
            );
            return;
        }
        self.unknown_keys(table, shape, path);
        for Entry { key, value, .. } in &mut table.entries {
            if let Some(known) = shape.key(key) {
                self.value(value, &known.kind, known.name);
            }
        }
        if !self.complete {
            return;
        }
        for key in shape.keys.iter().filter(|key| key.required && !table.has(key.name)) {
            let message = match key.kind {
                Kind::Table(_) => format!("bagian `[{}]` tidak ada", key.name),
                Kind::Array(Kind::Table(_), ..) => format!("`[[{}.{}]]` tidak ada satu pun", shape.name, key.name),
                _ => format!("`{}` wajib diisi", key.name),
            };
            let help = key.about.trim_end_matches('.');
            self.diagnostics.push(
                Diagnostic::error("isian-wajib-tidak-ada", table.span.clone(), message).help(format!(
                    "tambahkan `{}`: {}",
                    key.name,
                    lower_start(help)
                )),
            );
        }
    }

    /// Reports keys that are not known. A misspelt one is read as what it was meant to be: nothing else is wrong for its sake.
    fn unknown_keys(&mut self, table: &mut Table, shape: &'static Shape, path: &str) {
        if table.entries.iter().all(|entry| shape.key(&entry.key).is_some()) {
            return;
        }
        let known: Vec<String> =
            table.entries.iter().map(|entry| entry.key.clone()).filter(|key| shape.key(key).is_some()).collect();
        let mut more_of: Vec<(&'static str, Vec<Value>)> = Vec::new();
        for Entry { key, key_span, value } in &mut table.entries {
            if shape.key(key).is_some() {
                continue;
            }
            self.unknown += 1;
            if self.unknown > MOST_UNKNOWN {
                value.data = Data::Faulty;
                continue;
            }
            let names = || shape.keys.iter().map(|key| key.name);
            let meant = nearest(key, names());
            let heads = heads(value, key_span);
            let is_free = |meant: &&str| !known.iter().any(|known| known == meant) || !heads.is_empty();
            let sure = only_near(key, names()).filter(is_free);
            let report = |span: &Span| unknown(key, span.clone(), shape, path);
            self.diagnostics.push(report(key_span).fix(key_span.clone(), sure));
            for head in heads.into_iter().skip(1) {
                let right = sure
                    .map(|meant| if path.is_empty() { format!("[[{meant}]]") } else { format!("[[{path}.{meant}]]") });
                self.diagnostics.push(report(&head).fix(head, right));
            }
            let rest = Value { data: Data::Faulty, span: value.span.clone() };
            let old = std::mem::replace(value, rest);
            match (meant, old.data) {
                (Some(meant), data)
                    if !known.iter().any(|known| known == meant) && !more_of.iter().any(|(key, _)| *key == meant) =>
                {
                    meant.clone_into(key);
                    value.data = data;
                }
                (Some(meant), Data::Array(items)) => more_of.push((meant, items)),
                _ => {}
            }
        }
        for (key, items) in more_of {
            let array = table.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value.data);
            if let Some(Data::Array(array)) = array {
                array.extend(items);
                array.sort_by_key(|item| item.span.start);
            }
        }
    }

    fn value(&mut self, value: &mut Value, kind: &'static Kind, key: &str) {
        let fault = match (kind, &mut value.data) {
            (_, Data::Faulty) => return,
            (kind, data) if kind.is_words() && length(data) > MOST_TEXT => {
                let message = format!("isi `{key}` terlalu panjang: {} huruf; paling banyak {MOST_TEXT}", length(data));
                Fault::new("teks-terlalu-panjang", message).help("bagi isinya, atau pindahkan ke lampiran")
            }
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
        let Fault { code, message, help, right } = fault;
        let mut diagnostic = Diagnostic::error(code, value.span.clone(), message).fix(value.span.clone(), right);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
        value.data = Data::Faulty;
    }
}

/// The characters of all texts in a value.
fn length(data: &Data) -> usize {
    match data {
        // Bytes are quickly counted, and never fewer than characters.
        Data::Text(text) if text.len() <= MOST_TEXT => text.len(),
        Data::Text(text) => text.chars().count(),
        Data::Array(items) => items.iter().map(|item| length(&item.data)).sum(),
        Data::Table(table) => table.entries.iter().map(|entry| length(&entry.value.data)).sum(),
        _ => 0,
    }
}

impl Kind {
    /// Whether it is a text or a list of texts, not a part of the spec.
    fn is_words(&self) -> bool {
        match self {
            Self::Text | Self::Filled | Self::Id => true,
            Self::Either(kinds) => kinds.iter().any(Self::is_words),
            Self::Array(kind, ..) => kind.is_words(),
            _ => false,
        }
    }

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
    /// What to write instead, where that is certain.
    right: Option<String>,
}

impl Fault {
    fn new(code: &'static str, message: String) -> Self {
        Self { code, message, help: None, right: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// The heads that tables of one key have, if it is written with heads.
fn heads(value: &Value, key: &Span) -> Vec<Span> {
    let Data::Array(items) = &value.data else { return Vec::new() };
    let is_head = |item: &Value| item.span.start < key.start && key.end < item.span.end;
    if items.first().is_some_and(is_head) { items.iter().map(|item| item.span.clone()).collect() } else { Vec::new() }
}

fn unknown(key: &str, span: Span, shape: &Shape, path: &str) -> Diagnostic {
    let place = if path.is_empty() { String::new() } else { format!(" di `{path}`") };
    let message = format!("kunci `{}` tidak dikenal{place}", printable(key));
    let diagnostic = Diagnostic::error("kunci-tak-dikenal", span, message);
    match nearest(key, shape.keys.iter().map(|key| key.name)) {
        Some(near) => diagnostic.help(format!("maksudnya `{near}`?")),
        None if home(key).is_some() => {
            let home = home(key).unwrap_or_default();
            diagnostic.help(format!("kunci ini milik `{home}`; pindahkan ke bawah kepala itu"))
        }
        None if shape.keys.len() <= 12 => {
            let known = either(shape.keys.iter().map(|key| format!("`{}`", key.name)).collect());
            diagnostic.help(format!("yang dikenal: {known}"))
        }
        None => diagnostic.help("hapus kunci ini, atau lihat daftar kunci dengan `lajur schema`"),
    }
}

/// The head of the part of a spec that has this key, if only one has.
fn home(key: &str) -> Option<String> {
    let mut homes = super::keys::SPEC.keys.iter().filter_map(|part| match part.kind {
        Kind::Table(shape) if part.name != "label" => shape.key(key).map(|_| format!("[{}]", part.name)),
        Kind::Array(Kind::Table(shape), ..) if part.name != "prosedur" => {
            shape.key(key).map(|_| format!("[[{}]]", part.name))
        }
        _ => None,
    });
    homes.next().filter(|_| homes.next().is_none())
}

fn lower_start(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_lowercase);
    // `SOP`, `NIP` and the like stay.
    if text.chars().nth(1).is_some_and(char::is_uppercase) { text.to_owned() } else { first.chain(chars).collect() }
}

fn wrong_kind(key: &str, kind: &Kind, data: &Data) -> Fault {
    let found = match data {
        Data::Text(_) => "teks",
        Data::Integer(_) => "bilangan bulat",
        Data::Float(_) => "bilangan pecahan",
        Data::Bool(true) => "`true`",
        Data::Bool(false) => "`false`",
        Data::Date(_) => "tanggal",
        Data::Time => return time_of_day(key, kind),
        Data::Array(_) => "daftar `[...]`",
        Data::Table(_) => "isian `{ ... }`",
        Data::Faulty => "sesuatu yang lain",
    };
    match (kind, data) {
        (Kind::Array(Kind::Table(_), ..), Data::Table(_)) => {
            let message = format!("bagian `{key}` dapat berulang, jadi kepalanya diapit dua kurung siku");
            return Fault::new("jenis-nilai-salah", message).help(format!("tulis `[[{key}]]`"));
        }
        (Kind::Table(_), Data::Array(items)) if items.iter().all(|item| matches!(item.data, Data::Table(_))) => {
            let message = format!("bagian `{key}` hanya ada satu, jadi kepalanya diapit satu kurung siku");
            return Fault::new("jenis-nilai-salah", message).help(format!("tulis `[{key}]`"));
        }
        _ => {}
    }
    let fault = Fault::new("jenis-nilai-salah", format!("`{key}` harus berupa {}, bukan {found}", kind.phrase()));
    let takes = |data: &Data| kind.fits(data);
    match data {
        Data::Integer(number) if takes(&text()) => fault.help(format!("tulis `{key} = \"{number}\"`")),
        Data::Float(_) | Data::Date(_) if takes(&text()) => fault.help("apit dengan tanda kutip"),
        Data::Bool(_) if takes(&text()) => fault.help(format!("tulis `{key} = \"...\"` dengan teksnya")),
        Data::Text(word) if takes(&Data::Bool(true)) => {
            let value = !["tidak", "false", "salah", "no"].contains(&word.to_lowercase().as_str());
            fault.help(format!("tulis `{key} = {value}`, tanpa tanda kutip"))
        }
        Data::Integer(number @ (0 | 1)) if takes(&Data::Bool(true)) => {
            fault.help(format!("tulis `{key} = {}`", *number == 1))
        }
        Data::Text(word) if takes(&Data::Integer(0)) => match word.trim_end_matches(|c: char| !c.is_ascii_digit()) {
            "" => fault.help(format!("tulis angkanya saja, seperti `{key} = 12`")),
            digits => fault.help(format!("tulis `{key} = {digits}`, tanpa tanda kutip dan satuan")),
        },
        Data::Text(word) if takes(&Data::Array(Vec::new())) => {
            fault.help(format!("tulis `{key} = [\"{}\"]`", printable(word)))
        }
        Data::Array(_) | Data::Table(_) if takes(&text()) => fault.help(format!("tulis satu teks: `{key} = \"...\"`")),
        Data::Integer(_) | Data::Bool(_) | Data::Float(_) if takes(&Data::Array(Vec::new())) => {
            fault.help(format!("tulis `{key} = [...]`"))
        }
        _ => fault,
    }
}

fn text() -> Data {
    Data::Text(String::new())
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
        (Kind::Filled, Data::Text(text)) if text.trim().is_empty() => Some(
            Fault::new("isian-kosong", format!("`{key}` tidak boleh kosong"))
                .help(format!("isi `{key}` di antara tanda kutip")),
        ),
        (Kind::Id, Data::Text(text)) if text.is_empty() || !text.chars().all(is_id_character) => Some(
            Fault::new("id-salah", format!("`{}` tidak dapat menjadi `id`", printable(text)))
                .help("pakai huruf, angka, `-`, dan `_` saja"),
        ),
        (Kind::Word(words), Data::Text(text)) if !words.contains(&text.as_str()) => {
            let fault = Fault::new("nilai-tak-dikenal", format!("`{key}` tidak mengenal `\"{}\"`", printable(text)));
            Some(match nearest(text, words.iter().copied()) {
                Some(near) => Fault {
                    right: only_near(text, words.iter().copied()).map(|near| format!("\"{near}\"")),
                    ..fault.help(format!("maksudnya `\"{near}\"`?"))
                },
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
