//! A report for programs: one JSON object a line.
//!
//! `byte_start` and `byte_end` count bytes of the file from 0, lines and columns characters from 1; the end is the place behind
//! the last character.

use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::source::{Source, Span};

#[derive(Serialize)]
struct Report<'a> {
    code: &'a str,
    level: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    #[serde(flatten)]
    place: Place,
    labels: Vec<Label<'a>>,
}

#[derive(Serialize)]
struct Label<'a> {
    message: &'a str,
    file: &'a str,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Place {
    byte_start: usize,
    byte_end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// The report as a line of JSON.
pub fn write(source: &Source, diagnostic: &Diagnostic) -> String {
    let labels = diagnostic.labels.iter();
    let report = Report {
        code: diagnostic.code,
        level: level(diagnostic.severity),
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        file: source.part(&diagnostic.span).0.name(),
        place: place(source, &diagnostic.span),
        labels: labels
            .map(|(span, message)| Label { message, file: source.part(span).0.name(), place: place(source, span) })
            .collect(),
    };
    let mut line = serde_json::to_string(&report).expect("strings and numbers can be written");
    line.push('\n');
    line
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn place(source: &Source, span: &Span) -> Place {
    let (source, span) = source.part(span);
    let (line, column) = source.line_column(span.start);
    let (end_line, end_column) = source.line_column(span.end);
    let (byte_start, byte_end) = (source.file_byte(span.start), source.file_byte(span.end));
    Place { byte_start, byte_end, line, column, end_line, end_column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_one_line() {
        let source = Source::new("a.toml", "\u{feff}a = 1\nb = \"é\"\n");
        let diagnostic = Diagnostic::warning("uji", 10..14, "dua\nbaris").help("hapus");
        let line = write(&source, &diagnostic);
        assert_eq!(line.matches('\n').count(), 1);
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!((value["line"].as_u64(), value["column"].as_u64()), (Some(2), Some(5)));
        assert_eq!((value["end_column"].as_u64(), value["byte_start"].as_u64()), (Some(8), Some(13)));
        assert_eq!((value["level"].as_str(), value["help"].as_str()), (Some("warning"), Some("hapus")));
    }
}
