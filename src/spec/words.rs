//! What the TOML library says, in the user's words: what is wrong at a place, and what to do.

use super::keys::SPEC;
use super::nearest::nearest;
use super::shape::{Kind, Shape};
use crate::source::Span;

/// What to tell the user.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// Whether it is a text without its closing sign, so that the next line may belong to it.
    pub(super) opens_text: bool,
}

impl Fault {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        let help = help.into();
        Self { message: message.into(), help: (!help.is_empty()).then_some(help), opens_text: false }
    }
}

/// Whether the library reads no value behind this error.
pub(super) fn breaks_the_line(english: &str) -> bool {
    const BREAKING: [&str; 8] = [
        "key with no value",
        "missing",
        "extra",
        "unexpected",
        "unclosed",
        "invalid key-value pair",
        "invalid table",
        "invalid inline",
    ];
    BREAKING.iter().any(|start| english.starts_with(start)) && !english.starts_with("missing escaped")
}

/// Whether the error is that nothing, or a text without quotes, stands for a value.
pub(super) fn lacks_value(english: &str) -> bool {
    english.starts_with(UNQUOTED)
}

/// Whether the error is that a line is no `key = value`.
pub(super) fn lacks_equals(english: &str) -> bool {
    english.starts_with("key with no value")
}

/// How the library says that a string without quotes, or nothing, stands for a value.
const UNQUOTED: &str = "string values must be quoted";

/// The fault that the library's message stands for; it begins with what is wrong and goes on with what was expected.
pub(super) fn fault(english: &str, text: &str, span: &Span) -> Fault {
    let (what, expected) = english.split_once(", expected ").unwrap_or((english, ""));
    let line = Line::around(text, span);
    date(expected)
        .or_else(|| curved_quotes(&line))
        .or_else(|| foreign_sign(&line))
        .or_else(|| inside_braces(what, &line))
        .or_else(|| no_assignment(what, &line))
        .or_else(|| value(what, &line))
        .or_else(|| behind_value(what, &line))
        .or_else(|| text_fault(what, &line))
        .or_else(|| written_twice(what, &line))
        .unwrap_or_else(|| known(what))
}

/// A place and what stands around it on its line.
struct Line<'a> {
    whole: &'a str,
    before: &'a str,
    faulty: &'a str,
    rest: &'a str,
}

impl<'a> Line<'a> {
    fn around(text: &'a str, span: &Span) -> Self {
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
        let faulty_end = span.end.clamp(span.start, end);
        Self {
            whole: &text[start..end],
            before: &text[start..span.start],
            faulty: &text[span.start..faulty_end],
            rest: &text[span.start..end],
        }
    }

    /// The key of the line, if it begins with one.
    fn key(&self) -> &'a str {
        let whole = self.whole.trim_start();
        let end = whole.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(whole.len());
        &whole[..end]
    }
}

fn date(expected: &str) -> Option<Fault> {
    if let Some(day) = expected.strip_prefix("day between 01 and ") {
        return Some(Fault::new(format!("tanggal ini tidak ada; bulannya hanya sampai tanggal {day}"), DATE));
    }
    expected.starts_with("month between").then(|| Fault::new("tanggal ini tidak ada; bulan ditulis 01 sampai 12", DATE))
}

/// Quotation marks that Word sets.
const CURVED: [char; 7] = ['“', '”', '‘', '’', '„', '«', '»'];

fn curved_quotes(line: &Line<'_>) -> Option<Fault> {
    let value = line.whole.split_once('=').map_or(line.whole, |(_, value)| value).trim();
    let at_place =
        line.rest.starts_with(CURVED) || line.before.trim_end().ends_with(CURVED) || line.faulty.contains(CURVED);
    let at_ends = value.starts_with(CURVED) || value.trim_end_matches(',').ends_with(CURVED);
    (at_place || at_ends).then(|| {
        Fault::new(
            "teks harus diapit tanda kutip lurus (`\"`)",
            "tanda kutip lengkung biasanya tersalin dari Word; ganti dengan `\"`, di depan dan di belakang teksnya",
        )
    })
}

/// Blanks that are none for TOML, which nobody can see.
fn foreign_sign(line: &Line<'_>) -> Option<Fault> {
    let is_foreign =
        |c: char| c != ' ' && c != '\t' && (c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}'));
    let outside: String = line.whole.split('"').step_by(2).collect();
    outside.contains(is_foreign).then(|| {
        Fault::new(
            "di baris ini ada spasi yang bukan spasi biasa, biasanya tersalin dari Word atau laman web",
            "hapus spasi di awal baris dan di sekitar `=`, lalu ketik lagi",
        )
    })
}

/// What is no `key = value` within `{ ... }`.
fn inside_braces(what: &str, line: &Line<'_>) -> Option<Fault> {
    let value = line.whole.split_once('=').map_or(line.whole, |(_, value)| value).trim();
    if value.starts_with(['{', '(']) && value[1..].trim_start().starts_with(['"', '\'']) && !value.contains('=') {
        return Some(Fault::new("daftar ditulis di antara `[` dan `]`", "tulis `[\"...\", \"...\"]`"));
    }
    if !what.starts_with("missing assignment") {
        return None;
    }
    match line.rest.trim_start().starts_with(':') || line.before.trim_end().ends_with(':') {
        true => Some(Fault::new(
            "di antara `{` dan `}` ditulis `kunci = nilai`, bukan `kunci: nilai`",
            "ganti setiap `:` dengan `=`",
        )),
        false => None,
    }
}

/// Something without quotes, or nothing, where a value should be.
fn value(what: &str, line: &Line<'_>) -> Option<Fault> {
    if !what.starts_with(UNQUOTED) && !what.starts_with("invalid boolean") && !what.starts_with("invalid") {
        return None;
    }
    let faulty = line.faulty.trim();
    let key = line.key();
    if faulty == "=" || faulty.is_empty() && what.starts_with(UNQUOTED) {
        return Some(Fault::new(
            "kunci ini belum diberi nilai",
            format!("tulis `{key} = ...` dengan nilainya, atau hapus baris ini"),
        ));
    }
    let lower = faulty.to_lowercase();
    if ["true", "false"].contains(&lower.as_str()) {
        let message = "`true` dan `false` ditulis dengan huruf kecil";
        return Some(Fault::new(message, format!("tulis `{lower}`; teks diapit tanda kutip")));
    }
    if faulty.starts_with('(') {
        return Some(Fault::new(
            "daftar diapit kurung siku, bukan kurung biasa",
            "ganti `(` dengan `[`, dan `)` dengan `]`",
        ));
    }
    let truth = match lower.as_str() {
        "ya" | "benar" | "yes" | "on" => "true",
        "tidak" | "salah" | "no" | "off" => "false",
        _ => "",
    };
    if !truth.is_empty() {
        let help = format!("tulis `{truth}` bila ini pilihan ya atau tidak; teks diapit tanda kutip: `\"{faulty}\"`");
        return Some(Fault::new("nilai ini harus diapit tanda kutip, atau `true` atau `false`", help));
    }
    let begins_a_text = faulty.starts_with(char::is_alphabetic);
    if begins_a_text && !what.starts_with("invalid date") {
        let help = match line.before.contains(['[', '{']) || !line.whole.contains('=') {
            true => "apit setiap teks dengan tanda kutip: `\"teks\"`",
            false => QUOTES,
        };
        return Some(Fault::new("teks harus diapit tanda kutip", help));
    }
    let is_date_key = key.starts_with("tanggal");
    if faulty.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && (is_date_key || faulty.matches(['-', '/']).count() > 1)
    {
        return Some(Fault::new("ini bukan tanggal yang sah", DATE));
    }
    let number = faulty.strip_suffix(|c: char| c.is_alphabetic());
    (number.is_some() && faulty.starts_with(|c: char| c.is_ascii_digit())).then(|| {
        Fault::new("ini bukan bilangan", "bilangan ditulis tanpa satuan; teks diapit tanda kutip: `\"10 menit\"`")
    })
}

/// A line without `=` behind its key.
fn no_assignment(what: &str, line: &Line<'_>) -> Option<Fault> {
    if !what.starts_with("key with no value")
        && !what.starts_with("invalid key-value pair")
        && !what.starts_with("extra `=`")
    {
        return None;
    }
    let whole = line.whole.trim();
    let key = line.key();
    let behind = whole[key.len().min(whole.len())..].trim_start();
    if what.starts_with("extra") {
        return Some(Fault::new("antara kunci dan nilai cukup satu `=`", "hapus tanda yang berlebih"));
    }
    if whole.starts_with("//") || whole.starts_with(';') || whole.starts_with("/*") {
        return Some(Fault::new("baris ini bukan `kunci = nilai`", "komentar diawali `#`"));
    }
    if key.is_empty() {
        return Some(Fault::new(
            "baris ini bukan `kunci = nilai`",
            "hapus baris ini, atau awali dengan `#` bila ini komentar",
        ));
    }
    for sign in [":=", "=>", "->", "==", ":"] {
        if let Some(value) = behind.strip_prefix(sign).map(str::trim) {
            let right = if value.chars().count() > 40 { "..." } else { value };
            return Some(Fault::new(
                format!("antara kunci dan nilai ditulis `=`, bukan `{sign}`"),
                format!("tulis `{key} = {right}`"),
            ));
        }
    }
    if let Some((words, _)) = whole.split_once('=') {
        let words = words.trim();
        let joined: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let help = match nearest(joined.trim_matches('_'), all_keys(&SPEC)) {
            Some(near) => format!("maksudnya `{near}`?"),
            None => "pakai huruf, angka, `-`, dan `_` saja".to_owned(),
        };
        return Some(Fault::new("kunci tidak boleh memuat spasi atau tanda lain", help));
    }
    if behind.starts_with(['"', '\'', '[', '{']) || all_keys(&SPEC).contains(&key) {
        return Some(Fault::new(format!("sesudah kunci `{key}` kurang tanda `=`"), format!("tulis `{key} = ...`")));
    }
    Some(Fault::new("baris ini bukan `kunci = nilai`", "hapus baris ini, atau awali dengan `#` bila ini komentar"))
}

/// Something behind a value that does not belong there.
fn behind_value(what: &str, line: &Line<'_>) -> Option<Fault> {
    if !what.starts_with("unexpected key or value")
        && !what.starts_with("missing comma")
        && !what.starts_with("missing array opening")
    {
        return None;
    }
    let (before, rest) = (line.before.trim_end(), line.rest.trim());
    let value = line.whole.split_once('=').map_or("", |(_, value)| value.trim());
    if value.starts_with('>') {
        let right = format!("tulis `{} = ...`", line.key());
        return Some(Fault::new("antara kunci dan nilai ditulis `=`, bukan `=>`", right));
    }
    if value.starts_with('(') || value.starts_with(']') {
        return Some(Fault::new("daftar ditulis di antara `[` dan `]`", "tulis `[\"...\", \"...\"]`"));
    }
    if rest.starts_with(',')
        && before.ends_with(|c: char| c.is_ascii_digit())
        && rest[1..].starts_with(|c: char| c.is_ascii_digit())
    {
        return Some(Fault::new("bilangan pecahan ditulis dengan titik, bukan koma", "tulis seperti `1.5`"));
    }
    if before.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_alphabetic() || c == '%') {
        return Some(Fault::new(
            "sesudah bilangan ini baris harus berakhir",
            "bilangan ditulis tanpa satuan; teks diapit tanda kutip: `\"10 menit\"`",
        ));
    }
    let two_texts = what.starts_with("missing comma") && rest.starts_with(['"', '\'', '{', '[']);
    if rest == "\"" && before.ends_with('"') {
        return Some(Fault::new(
            "di akhir baris ini ada satu tanda kutip yang berlebih",
            "hapus satu; tanda kutip di dalam teks (misalnya untuk inci) ditulis `\\\"`",
        ));
    }
    if rest.starts_with(';') {
        return Some(Fault::new(
            "antara dua nilai ditulis koma, bukan titik koma",
            "ganti `;` dengan `,`; di akhir baris tidak perlu apa-apa",
        ));
    }
    let in_quotes = before.ends_with('"') && rest.starts_with(|c: char| c.is_alphanumeric() || "\"'.(-/".contains(c));
    if in_quotes && rest.len() > 1 && !two_texts && !what.starts_with("missing comma between key") {
        return Some(Fault::new(
            "tanda kutip di dalam teks mengakhiri teks itu di sini",
            "tanda kutip di dalam teks ditulis `\\\"`, atau apit seluruh teks dengan tanda kutip tunggal",
        ));
    }
    if what.starts_with("missing comma between array") {
        return Some(Fault::new("antara dua nilai di dalam daftar harus ada koma", "tambahkan `,` di antaranya"));
    }
    if what.starts_with("missing comma between key") {
        return Some(Fault::new("antara dua isian di dalam `{ ... }` harus ada koma", "tambahkan `,` di antaranya"));
    }
    if rest.starts_with(',') && rest[1..].trim_start().starts_with(['"', '\'']) {
        return Some(Fault::new(
            "beberapa nilai ditulis sebagai daftar, di antara `[` dan `]`",
            format!("tulis `{} = [\"...\", \"...\"]`", line.key()),
        ));
    }
    let extra: String = rest.chars().take(12).collect();
    let extra = if rest.chars().count() > 12 { extra + "…" } else { extra };
    Some(Fault::new(
        format!("sesudah nilai ini baris harus berakhir, tetapi masih ada `{extra}`"),
        "hapus kelebihannya, atau pindahkan ke baris lain",
    ))
}

/// A text that does not end, or holds what it must not.
fn text_fault(what: &str, line: &Line<'_>) -> Option<Fault> {
    if what.starts_with("missing opening quote") {
        return Some(Fault::new("teks ini belum dibuka dengan tanda kutip", "tambahkan `\"` di depan teksnya"));
    }
    let is_escape = ["missing escaped", "invalid value", "invalid escape", "too few unicode"]
        .iter()
        .any(|start| what.starts_with(start));
    if is_escape {
        return Some(Fault::new("garis miring terbalik `\\` ini tidak diikuti tanda yang dikenal", ESCAPE));
    }
    if !what.starts_with("invalid basic string") && !what.starts_with("invalid literal string") {
        return None;
    }
    let quote = if what.starts_with("invalid literal") { '\'' } else { '"' };
    let other = if quote == '"' { '\'' } else { '"' };
    let (message, help) = match line.whole.trim_end().trim_end_matches(',').ends_with(other) {
        true => (
            format!("teks ini dibuka dengan `{quote}` tetapi ditutup dengan `{other}`"),
            "pakai tanda kutip yang sama di depan dan di belakang".to_owned(),
        ),
        false => (
            format!("teks ini belum ditutup dengan `{quote}`"),
            format!("tambahkan `{quote}` di akhir teksnya; teks yang lebih dari satu baris diapit tiga tanda kutip"),
        ),
    };
    Some(Fault { opens_text: true, ..Fault::new(message, help) })
}

/// A key or a head that was there before.
fn written_twice(what: &str, line: &Line<'_>) -> Option<Fault> {
    if !what.starts_with("duplicate key") {
        return None;
    }
    if line.whole.trim_start().starts_with('[') {
        let head = line.whole.split('#').next().unwrap_or_default().trim();
        return Some(Fault::new(
            format!("bagian `{head}` sudah ada sebelumnya"),
            "gabungkan isinya ke bagian yang pertama",
        ));
    }
    let message = format!("kunci `{}` sudah ditulis sebelumnya di bagian yang sama", line.key());
    Some(Fault::new(
        message,
        "hapus salah satunya; bila di sini mulai kegiatan atau pelaksana baru, tulis dulu kepalanya, seperti `[[kegiatan]]`",
    ))
}

/// Whether the error is a key that was there before.
pub(super) fn is_twice(english: &str) -> bool {
    english.starts_with("duplicate key")
}

fn known(what: &str) -> Fault {
    let known = KNOWN.iter().find(|(prefix, ..)| what.starts_with(prefix));
    let (message, help) =
        known.map_or((GENERAL, "bandingkan dengan contoh dari `lajur new -`"), |&(_, message, help)| (message, help));
    Fault::new(message, help)
}

/// The names of all keys of a shape, and of the shapes in it.
fn all_keys(shape: &'static Shape) -> Vec<&'static str> {
    fn collect(kind: &Kind, names: &mut Vec<&'static str>) {
        match kind {
            Kind::Array(kind, ..) | Kind::Map(kind) => collect(kind, names),
            Kind::Either(kinds) => kinds.iter().for_each(|kind| collect(kind, names)),
            Kind::Table(shape) => {
                for key in shape.keys.iter().filter(|key| !names.contains(&key.name)).collect::<Vec<_>>() {
                    names.push(key.name);
                    collect(&key.kind, names);
                }
            }
            _ => {}
        }
    }
    let mut names = Vec::new();
    for key in shape.keys {
        names.push(key.name);
        collect(&key.kind, &mut names);
    }
    names
}

const GENERAL: &str = "tulisan di sini tidak mengikuti aturan penulisan berkas ini";
const DATE: &str = "tulis tahun-bulan-tanggal, seperti `2026-01-31`; atau apit dengan tanda kutip bila bukan tanggal";
const QUOTES: &str = "apit teks dengan tanda kutip: `kunci = \"teks\"`";
const ESCAPE: &str =
    "garis miring terbalik di antara tanda kutip ganda ditulis dua kali (`\\\\`), atau pakai tanda kutip tunggal";
const ZERO: &str = "bilangan tidak diawali nol; nomor dengan nol di depan diapit tanda kutip";
const HEAD: &str = "tulis seperti `[sop]` atau `[[kegiatan]]`";
const DEEP: &str = "isian di berkas SOP paling dalam tiga atau empat tingkat; periksa kurungnya";

/// Beginnings of the library's messages, the message for the user, and advice.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "duplicate key",
        "kunci ini sudah ditulis sebelumnya di bagian yang sama",
        "hapus salah satunya, atau gabungkan isinya",
    ),
    ("recursion limit", "isian ini bersarang terlalu dalam", DEEP),
    ("cannot recurse", "isian ini bersarang terlalu dalam", DEEP),
    (
        "cannot extend value",
        "kunci ini sudah mempunyai nilai, jadi tidak dapat diberi isian lagi",
        "hapus salah satunya",
    ),
    ("unclosed array table", "kepala bagian ini belum ditutup dengan `]]`", HEAD),
    ("unclosed table", "kepala bagian ini belum ditutup dengan `]`", HEAD),
    ("unclosed array", "daftar ini belum ditutup dengan `]`", "tambahkan `]` sesudah nilai terakhir"),
    ("unclosed inline table", "isian ini belum ditutup dengan `}`", "tambahkan `}` sesudah nilai terakhir"),
    ("missing value", "di sini kurang sebuah nilai", "tulis `kunci = nilai`"),
    ("missing inline table opening", "ada `}` tanpa `{`", "isian dengan kunci ditulis `{ kunci = nilai }`"),
    ("missing array opening", "ada `]` tanpa `[`", "daftar ditulis `[\"...\", \"...\"]`"),
    ("missing table open", "kepala bagian ini kurang `[` di depan", HEAD),
    ("extra comma", "koma ini berlebih", "hapus koma ini"),
    ("extra", "tanda `=` ini berlebih", "hapus tanda ini"),
    (
        "unexpected `=` in array",
        "di dalam daftar `[...]` tidak boleh ada `=`",
        "isian dengan kunci ditulis `{ kunci = nilai }`",
    ),
    ("missing key", "di sini kurang kunci sebelum `=`", "tulis `kunci = nilai`"),
    (
        "missing assignment",
        "di antara `{` dan `}` sesudah setiap kunci harus ada `=` dan nilainya",
        "tulis `{ kunci = \"nilai\", kunci = \"nilai\" }`; daftar ditulis dengan kurung siku: `[\"...\"]`",
    ),
    (
        "invalid inline table element",
        "isian di sini harus berupa `kunci = nilai`",
        "daftar nilai ditulis dengan kurung siku: `[\"...\"]`",
    ),
    ("unexpected leading zero", "bilangan ini tidak sah", ZERO),
    (
        "unexpected content between comment",
        "komentar harus berakhir di akhir baris",
        "pindahkan lanjutannya ke baris lain",
    ),
    ("unexpected", "sesudah nilai ini baris harus berakhir", "pindahkan kelebihannya ke baris lain, atau hapus"),
    (UNQUOTED, "teks harus diapit tanda kutip", QUOTES),
    ("invalid key", "kunci ini tidak sah", "kunci ditulis dengan huruf, angka, `-`, dan `_`"),
    ("invalid table", "kepala bagian ini tidak sah", HEAD),
    ("invalid unquoted key", "kunci ini tidak sah", "kunci ditulis dengan huruf, angka, `-`, dan `_`"),
    ("unquoted keys cannot be empty", "di sini kurang kunci sebelum `=`", "tulis `kunci = nilai`"),
    ("keys cannot be multi-line", "kunci harus berada pada satu baris", "tulis `kunci = nilai`"),
    ("invalid multi-line", "teks di antara tiga tanda kutip ini belum ditutup, atau memuat yang tidak boleh", ESCAPE),
    ("invalid date", "ini bukan tanggal yang sah", DATE),
    ("invalid time", "ini bukan tanggal yang sah", DATE),
    ("invalid", "bilangan ini tidak sah", "teks harus diapit tanda kutip"),
    ("redundant numeric sign", "tanda bilangan ini berlebih", "tulis bilangannya dengan satu tanda saja"),
    ("integers with a radix", "bilangan ini tidak sah", "tulis bilangan biasa, seperti `12`"),
];
