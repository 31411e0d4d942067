//! What the TOML library says about a text that is not TOML, in the user's words.

use toml::de::Error;

use super::check::is_bidi;
use super::unclosed;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};

/// Most reports of one sort: a file that is no spec at all is not told so on each of its lines.
const MOST: usize = 50;

/// Reports syntax errors, the first of each line, and returns the places.
pub(super) fn report(source: &Source, errors: &[Error], diagnostics: &mut Diagnostics) -> Vec<Span> {
    let mut places = Vec::new();
    let mut reported: Vec<usize> = control_characters(source, diagnostics);
    // Behind something that was never closed nothing is read as it was meant.
    let open = if errors.is_empty() { None } else { unclosed::find(source.text()) };
    let end = open.as_ref().map_or(usize::MAX, |(span, _)| span.start);
    if let Some((span, bracket)) = open {
        let message = match bracket {
            '[' => "daftar ini belum ditutup dengan `]`",
            '{' => "isian ini belum ditutup dengan `}`",
            _ => "teks ini belum ditutup dengan tiga tanda kutip",
        };
        diagnostics.push(Diagnostic::error("tata-tulis", span.clone(), message));
        places.push(span);
    }
    for error in errors {
        let span = place(source, error);
        let (line, _) = source.line_column(span.start);
        if span.start >= end || reported.contains(&line) || places.len() >= MOST {
            continue;
        }
        let (message, help) = words(error.message(), &source.text()[span.clone()], &source.text()[span.start..]);
        let mut diagnostic = Diagnostic::error("tata-tulis", span.clone(), message);
        diagnostic.help = help.map(str::to_owned);
        diagnostics.push(diagnostic);
        reported.push(line);
        places.push(span);
    }
    places
}

/// Where an error is shown: of a missing value the sign before it.
fn place(source: &Source, error: &Error) -> Span {
    let text = source.text();
    let span = error.span().map_or(0..0, |span| span.start.min(text.len())..span.end.min(text.len()));
    if !span.is_empty() || !error.message().starts_with(UNQUOTED) {
        return span;
    }
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    text[line..span.start].rfind('=').map_or(span, |at| line + at..line + at + 1)
}

/// Reports control characters as they stand in the text, one a line, and returns the lines.
fn control_characters(source: &Source, diagnostics: &mut Diagnostics) -> Vec<usize> {
    let mut lines = Vec::new();
    let text = source.text();
    // Control characters of ASCII are single bytes; all others begin with one of these.
    if !text.bytes().any(|byte| (byte < b' ' && byte != b'\n') || matches!(byte, 0x7f | 0xc2 | 0xe2)) {
        return lines;
    }
    for (at, char) in text.char_indices() {
        let ends_line = char == '\r' && text[at + 1..].starts_with('\n');
        if !is_control(char) || ends_line {
            continue;
        }
        let (line, _) = source.line_column(at);
        if lines.last() == Some(&line) || lines.len() >= MOST {
            continue;
        }
        diagnostics.push(control(char, at..at + char.len_utf8()));
        lines.push(line);
    }
    lines
}

/// Whether a text of a spec may not hold this character.
pub(super) fn is_control(char: char) -> bool {
    (char.is_control() && char != '\n' && char != '\t') || is_bidi(char)
}

/// The report of a control character.
pub(super) fn control(char: char, span: Span) -> Diagnostic {
    let sort = if is_bidi(char) { "pengatur arah tulisan" } else { "kendali" };
    let message = format!("karakter {sort} U+{:04X} tidak boleh ada di sini", u32::from(char));
    Diagnostic::error("karakter-kendali", span, message)
        .help("hapus karakter ini; biasanya ia ikut tersalin dari dokumen lain dan tidak kelihatan")
}

/// Message and advice for a message of the library, which begins with what is wrong and goes on with what was expected.
fn words(english: &str, faulty: &str, rest: &str) -> (String, Option<&'static str>) {
    let (what, expected) = english.split_once(", expected ").unwrap_or((english, ""));
    if let Some(day) = expected.strip_prefix("day between 01 and ") {
        return (format!("tanggal ini tidak ada; bulannya hanya sampai tanggal {day}"), Some(DATE));
    }
    if expected.starts_with("month between") {
        return ("tanggal ini tidak ada; bulan ditulis 01 sampai 12".to_owned(), Some(DATE));
    }
    if faulty.starts_with(['“', '”', '‘', '’', '„']) {
        let help = "tanda kutip lengkung biasanya tersalin dari Word; ganti dengan `\"`";
        return ("teks harus diapit tanda kutip lurus (`\"`)".to_owned(), Some(help));
    }
    let is_truth_value = ["true", "false"].iter().any(|word| faulty.eq_ignore_ascii_case(word));
    if what.starts_with("invalid boolean") && !is_truth_value {
        return ("teks harus diapit tanda kutip".to_owned(), Some(QUOTES));
    }
    if what.starts_with(UNQUOTED) && faulty == "=" {
        return ("kunci ini belum diberi nilai".to_owned(), Some("tulis `kunci = nilai`"));
    }
    if what.starts_with("unexpected key or value") && rest.starts_with(',') {
        return (
            "sesudah nilai ini baris harus berakhir".to_owned(),
            Some("bilangan pecahan ditulis dengan titik, seperti `1.5`"),
        );
    }
    let known = KNOWN.iter().find(|(prefix, ..)| what.starts_with(prefix));
    let (message, help) = known.map_or((GENERAL, None), |&(_, message, help)| (message, help));
    (message.to_owned(), help)
}

/// How the library says that a string without quotes, or nothing, stands for a value.
const UNQUOTED: &str = "string values must be quoted";
const GENERAL: &str = "tulisan di sini tidak mengikuti aturan TOML";
const DATE: &str = "tulis tahun-bulan-tanggal, seperti `2026-01-31`; atau apit dengan tanda kutip bila bukan tanggal";
const QUOTES: &str = "apit teks dengan tanda kutip: `kunci = \"teks\"`";
const ESCAPE: &str =
    "garis miring terbalik di antara tanda kutip ganda ditulis dua kali (`\\\\`), atau pakai tanda kutip tunggal";
const ZERO: &str = "bilangan tidak diawali nol; nomor dengan nol di depan diapit tanda kutip";

/// Beginnings of the library's messages, the message for the user, and advice.
const KNOWN: &[(&str, &str, Option<&str>)] = &[
    ("duplicate key", "kunci ini sudah ditulis sebelumnya", Some("hapus atau gabungkan salah satunya")),
    ("recursion limit", "isian ini bersarang terlalu dalam", None),
    ("cannot recurse", "isian ini bersarang terlalu dalam", None),
    ("cannot extend value", "kunci ini sudah mempunyai nilai, jadi tidak dapat diberi isian lagi", None),
    ("unclosed array table", "kepala tabel ini belum ditutup dengan `]]`", None),
    ("unclosed table", "kepala tabel ini belum ditutup dengan `]`", None),
    ("unclosed array", "daftar ini belum ditutup dengan `]`", None),
    ("unclosed inline table", "isian ini belum ditutup dengan `}`", None),
    ("key with no value", "sesudah kunci ini harus ada `=` dan nilainya", Some("tulis `kunci = nilai`")),
    ("missing value", "kunci ini belum diberi nilai", Some("tulis `kunci = nilai`")),
    ("extra `=`", "tanda `=` ini berlebih", None),
    ("missing inline table opening", "ada `}` tanpa `{`", None),
    ("missing array opening", "ada `]` tanpa `[`", None),
    ("missing table open", "ada `]` tanpa `[`", None),
    ("extra comma", "koma ini berlebih", None),
    (
        "unexpected `=` in array",
        "di dalam daftar `[...]` tidak boleh ada `=`",
        Some("isian dengan kunci ditulis `{ kunci = nilai }`"),
    ),
    ("missing comma between array", "antara dua nilai di dalam daftar harus ada koma", None),
    ("missing comma between key", "antara dua isian harus ada koma", None),
    ("extra assignment", "tanda `=` ini berlebih", None),
    ("missing key", "di sini kurang kunci sebelum `=`", None),
    ("missing assignment", "sesudah kunci harus ada `=` dan nilainya", None),
    ("invalid inline table element", "isian di sini harus berupa `kunci = nilai`", None),
    ("unexpected leading zero", "bilangan ini tidak sah", Some(ZERO)),
    ("unexpected sign", "bilangan ini tidak sah", None),
    ("unexpected content between comment", "komentar harus berakhir di akhir baris", None),
    ("unexpected", "sesudah nilai ini baris harus berakhir", Some("pindahkan kelebihannya ke baris lain, atau hapus")),
    ("invalid key-value pair", "baris ini harus berupa `kunci = nilai`", None),
    (UNQUOTED, "teks harus diapit tanda kutip", Some(QUOTES)),
    ("invalid key", "kunci ini tidak sah", Some("kunci ditulis dengan huruf, angka, `-`, dan `_`")),
    ("invalid table", "kepala tabel ini tidak sah", Some("tulis seperti `[sop]` atau `[[kegiatan]]`")),
    ("invalid unquoted key", "kunci ini tidak sah", Some("kunci ditulis dengan huruf, angka, `-`, dan `_`")),
    ("unquoted keys cannot be empty", "di sini kurang kunci sebelum `=`", None),
    ("keys cannot be multi-line", "kunci harus berada pada satu baris", None),
    (
        "invalid multi-line",
        "teks di antara tiga tanda kutip ini belum ditutup, atau memuat yang tidak boleh",
        Some(ESCAPE),
    ),
    ("invalid basic string", "teks ini belum ditutup dengan tanda kutip, atau memuat yang tidak boleh", Some(ESCAPE)),
    ("invalid literal string", "teks ini belum ditutup dengan tanda kutip tunggal", None),
    ("missing escaped value", "garis miring terbalik `\\` ini tidak diikuti tanda yang dikenal", Some(ESCAPE)),
    ("invalid value", "garis miring terbalik `\\` ini tidak diikuti tanda yang dikenal", Some(ESCAPE)),
    ("invalid escape", "garis miring terbalik `\\` ini tidak diikuti tanda yang dikenal", Some(ESCAPE)),
    (
        "invalid boolean",
        "nilai ini bukan `true` atau `false`",
        Some("`true` dan `false` ditulis dengan huruf kecil; teks diapit tanda kutip"),
    ),
    ("invalid date", "ini bukan tanggal yang sah", Some(DATE)),
    ("invalid time", "ini bukan tanggal yang sah", Some(DATE)),
    ("invalid", "bilangan ini tidak sah", Some("teks harus diapit tanda kutip")),
    ("redundant numeric sign", "tanda bilangan ini berlebih", None),
    ("integers with a radix", "bilangan ini tidak sah", None),
];

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    fn check(text: &str) -> String {
        let source = Source::new("a.toml", text);
        let (_, errors) = DeTable::parse_recoverable(source.text());
        let mut diagnostics = Diagnostics::new();
        report(&source, &errors, &mut diagnostics);
        let line = |d: &Diagnostic| format!("{}: {}", source.line_column(d.span.start).0, d.message);
        diagnostics.sorted().iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn all_errors_are_named_once_each() {
        let found = check("a = \nb = 2\nb = 3\nc = teks\nd = 2026-02-30\ne = [\"x\" \"y\"]\n");
        assert_eq!(
            found,
            "1: kunci ini belum diberi nilai\n3: kunci ini sudah ditulis sebelumnya\n4: teks harus diapit tanda kutip\n\
             5: tanggal ini tidak ada; bulannya hanya sampai tanggal 28\n6: antara dua nilai di dalam daftar harus ada koma"
        );
    }

    #[test]
    fn control_characters_are_named_by_number() {
        assert_eq!(
            check("a = \"x\u{7}y\"\n# \u{202e}\n"),
            "1: karakter kendali U+0007 tidak boleh ada di sini\n\
             2: karakter pengatur arah tulisan U+202E tidak boleh ada di sini"
        );
    }
}
