//! A text that is not TOML: every fault in it, in the user's words, and what can still be read.
//!
//! The TOML library finds all broken lines at once, but reads no value behind the first of them. So the text is read three times: as it
//! stands; with its heads and brackets mended ([`super::mend`]), which shows the lines that are broken in themselves; and without those
//! lines, for the values of all others. Every place is the user's in the end.

use toml::de::{DeTable, Error};

use super::check::is_bidi;
use super::mend::{self, Mended};
use super::shape::Shape;
use super::value::{Data, Table};
use super::words;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};

/// Most reports of one sort: a file that is no spec at all is not told so on each of its lines.
const MOST: usize = 50;

/// Most errors that are looked at.
const MOST_READ: usize = 500;

/// What can be read of a broken text.
pub(super) struct Rest {
    pub(super) root: Table,
    pub(super) broken: Broken,
}

/// Where a text is broken.
#[derive(Clone, Debug, Default)]
pub(super) struct Broken {
    /// The lines that were reported.
    lines: Vec<usize>,
    /// Whether names may have been lost that others refer to.
    names_lost: bool,
}

/// Findings that follow from what could not be read as likely as from what was written.
const OF_THE_WHOLE: [&str; 10] = [
    "alur-ke-diri-sendiri",
    "alur-tanpa-akhir",
    "isian-wajib-tidak-ada",
    "jumlah-cabang-salah",
    "jumlah-jenis-salah",
    "kegiatan-tak-tercapai",
    "keputusan-tanpa-arah",
    "sejajar-berlainan",
    "tanpa-akhir",
    "tanpa-mulai",
];
const OF_NAMES: [&str; 2] = ["pelaksana-tak-dikenal", "rujukan-tak-dikenal"];

impl Broken {
    /// Whether a finding would be there without the broken lines as well.
    pub(super) fn allows(&self, source: &Source, diagnostic: &Diagnostic) -> bool {
        let lost = self.names_lost && OF_NAMES.contains(&diagnostic.code) || OF_THE_WHOLE.contains(&diagnostic.code);
        !lost && !self.lines.contains(&source.line_column(diagnostic.span.start).0)
    }
}

/// Reports what is wrong with a text, in which the library found errors, and reads the rest of it.
pub(super) fn read(source: &Source, errors: Vec<Error>, shape: &'static Shape, diagnostics: &mut Diagnostics) -> Rest {
    let mut lines = control_characters(source, diagnostics);
    let mended = mend::mend(source.text(), shape);
    for fault in mended.faults.iter().take(MOST) {
        let mut diagnostic = Diagnostic::error("tata-tulis", fault.span.clone(), &fault.message);
        diagnostic.help.clone_from(&fault.help);
        diagnostics.push(diagnostic);
        lines.push(source.line_column(fault.span.start).0);
    }
    let mut errors = if mended.is_as_it_was() { errors } else { DeTable::parse_recoverable(&mended.text).1 };
    errors.truncate(MOST_READ);
    let (text, names_lost) = without_broken_lines(&mended, &errors);
    // Of a text that is no spec there is no rest.
    let (table, more) = DeTable::parse_recoverable(if errors.len() < MOST_READ { &text } else { "" });
    errors.extend(more.into_iter().take(MOST_READ));
    // Of several faults of a line the one that breaks it tells most.
    let line = |error: &Error| {
        error.span().map_or(0, |span| mended.text[..span.start.min(mended.text.len())].rfind('\n').unwrap_or(0))
    };
    errors.sort_by_key(|error| {
        (line(error), !words::breaks_the_line(error.message()), error.span().map_or(0, |span| span.start))
    });
    let mut reporter = Reporter { source, mended: &mended, diagnostics, lines, open_text: None, twice: None };
    errors.iter().for_each(|error| reporter.report(error));
    let named = |line: &&usize| {
        let line = source.line(**line).trim_start();
        ["id", "nama", "simbol", "pelaksana"].iter().any(|key| line.starts_with(key))
    };
    let names_lost = names_lost
        || errors.iter().any(|e| words::is_twice(e.message()))
        || reporter.lines.iter().any(|line| named(&line));
    let broken = Broken { lines: reporter.lines, names_lost };
    let mut root = Table::document(table.into_inner());
    root.move_places(&|span| mended.original(span.start)..mended.original(span.end));
    root.entries.iter_mut().for_each(|entry| hide(entry, source, &broken));
    Rest { root, broken }
}

/// The text with each line blanked that is broken in itself, but for its key; and whether the name of something may be lost.
fn without_broken_lines(mended: &Mended, errors: &[Error]) -> (String, bool) {
    let mut text = mended.text.clone();
    let mut names_lost = false;
    for error in errors.iter().filter(|error| words::breaks_the_line(error.message())) {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
        let end = text[at..].find('\n').map_or(text.len(), |line| at + line);
        if !mended.is_whole(start) {
            names_lost = true;
            continue;
        }
        let line = &text[start..end];
        let key = line.trim_start().split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
        let kept = format!("{key}=0");
        let blank = if !key.is_empty() && kept.len() <= line.len() { kept } else { String::new() };
        names_lost |= blank.is_empty() || ["id", "nama"].contains(&key);
        let blank = blank.clone() + &" ".repeat(line.len() - blank.len());
        text.replace_range(start..end, &blank);
    }
    (text, names_lost)
}

/// What stands on a broken line has been reported.
fn hide(entry: &mut super::value::Entry, source: &Source, broken: &Broken) {
    if let Data::Integer(0) = entry.value.data
        && broken.lines.contains(&source.line_column(entry.key_span.start).0)
    {
        entry.value.data = Data::Faulty;
    }
    match &mut entry.value.data {
        Data::Table(table) => table.entries.iter_mut().for_each(|entry| hide(entry, source, broken)),
        Data::Array(items) => {
            for item in items {
                if let Data::Table(table) = &mut item.data {
                    table.entries.iter_mut().for_each(|entry| hide(entry, source, broken));
                }
            }
        }
        _ => {}
    }
}

struct Reporter<'a> {
    source: &'a Source,
    mended: &'a Mended,
    diagnostics: &'a mut Diagnostics,
    /// The lines that have a report.
    lines: Vec<usize>,
    /// The line of a text that was not closed: the next one may be its second half.
    open_text: Option<usize>,
    /// The line of a key that was there before: of a part without head each key is such a one.
    twice: Option<usize>,
}

impl Reporter<'_> {
    /// Reports an error, unless its line has a report.
    fn report(&mut self, error: &Error) {
        let text = &self.mended.text;
        let span = place(text, error);
        let original = self.mended.original(span.start)..self.mended.original(span.end);
        let (line, _) = self.source.line_column(original.start);
        let goes_on = self.open_text.is_some_and(|open| open + 1 == line);
        if self.lines.contains(&line) || self.lines.len() >= MOST {
            return;
        }
        self.lines.push(line);
        if words::is_twice(error.message()) && self.twice.replace(line).is_some_and(|twice| twice + 1 == line) {
            return;
        }
        let fault = words::fault(error.message(), text, &span);
        if goes_on && words::breaks_the_line(error.message()) {
            self.open_text = Some(line);
            return;
        }
        self.open_text = fault.opens_text.then_some(line);
        let mut diagnostic = Diagnostic::error("tata-tulis", original, fault.message);
        diagnostic.help = fault.help;
        self.diagnostics.push(diagnostic);
    }
}

/// Where an error is shown: of a missing value the sign before it, of a broken line the whole of it.
fn place(text: &str, error: &Error) -> Span {
    let span = error.span().map_or(0..0, |span| span.start.min(text.len())..span.end.min(text.len()));
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    if span.is_empty() && words::lacks_value(error.message()) {
        return text[line..span.start].rfind('=').map_or(span, |at| line + at..line + at + 1);
    }
    if span.is_empty() && words::lacks_equals(error.message()) {
        let end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
        let written = text[line..end].trim_end();
        return line + (written.len() - written.trim_start().len())..line + written.len();
    }
    span
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

/// The first character that a text may not hold.
pub(super) fn first_control(text: &str) -> Option<char> {
    // Nearly every text is of plain letters alone, which is told without decoding it.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n'));
    if is_plain { None } else { text.chars().find(|&char| is_control(char)) }
}

/// The report of a control character.
pub(super) fn control(char: char, span: Span) -> Diagnostic {
    let sort = if is_bidi(char) { "pengatur arah tulisan" } else { "kendali" };
    let message = format!("karakter {sort} U+{:04X} tidak boleh ada di sini", u32::from(char));
    Diagnostic::error("karakter-kendali", span, message)
        .help("hapus karakter ini; biasanya ia ikut tersalin dari dokumen lain dan tidak kelihatan")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        let source = Source::new("a.toml", text);
        let mut diagnostics = Diagnostics::new();
        let (_, errors) = DeTable::parse_recoverable(source.text());
        read(&source, errors, &crate::spec::keys::SPEC, &mut diagnostics);
        let line = |d: &Diagnostic| format!("{}: {}", source.line_column(d.span.start).0, d.message);
        diagnostics.sorted().iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn all_errors_are_named_once_each() {
        let found = check("a = \nb = 2\nb = 3\nc = teks\nd = 2026-02-30\ne = [\"x\" \"y\"]\n");
        assert_eq!(
            found,
            "1: kunci ini belum diberi nilai\n3: kunci `b` sudah ditulis sebelumnya di bagian yang sama\n4: teks harus diapit tanda kutip\n\
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
