//! A report for people.
//!
//! Its first line is `FILE:LINE:COLUMN: galat[code]: message`, which editors know how to follow; below it stands the line of the
//! spec with the place underlined, then the other places that explain it, then what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Colors, Diagnostic, Severity, harmless};
use crate::source::{Source, Span};

/// Characters of a line that are shown before and after the beginning of the place.
const BEFORE: usize = 60;
const AFTER: usize = 90;

/// The report as text.
pub fn write(source: &Source, diagnostic: &Diagnostic, colors: Colors) -> String {
    let renderer = match colors {
        Colors::Never => Renderer::plain(),
        Colors::Always => Renderer::styled(),
    };
    let (head, level) = (head(source, diagnostic, colors), level(diagnostic.severity));
    let excerpt = Excerpt::new(source, &diagnostic.span);
    let mut group = Group::with_level(level).element(excerpt.snippet(AnnotationKind::Primary, None));
    let labels: Vec<_> =
        diagnostic.labels.iter().map(|(span, text)| (Excerpt::new(source, span), span, text)).collect();
    for (excerpt, span, text) in &labels {
        group = group.element(excerpt.snippet(AnnotationKind::Context, Some(text)).path(source.part(span).0.name()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.with_name("bantuan").message(harmless(help)));
    }
    format!("{head}\n{}\n", renderer.render(&[group]))
}

fn head(source: &Source, diagnostic: &Diagnostic, colors: Colors) -> String {
    let (source, span) = source.part(&diagnostic.span);
    let (line, column) = source.line_column(span.start);
    let (name, message) = (harmless(source.name()), harmless(&diagnostic.message));
    let word = format!("{}[{}]", diagnostic.severity.word(), diagnostic.code);
    match colors {
        Colors::Never => format!("{name}:{line}:{column}: {word}: {message}"),
        Colors::Always => {
            let color = match diagnostic.severity {
                Severity::Error => 91,
                Severity::Warning => 33,
                Severity::Note => 92,
            };
            format!("{name}:{line}:{column}: \x1b[1;{color}m{word}\x1b[0m\x1b[1m: {message}\x1b[0m")
        }
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// The first line of a place, cut to what is near. The renderer reads all it is given for each report; this keeps that small.
struct Excerpt {
    text: String,
    line: usize,
    span: Span,
}

impl Excerpt {
    fn new(source: &Source, span: &Span) -> Self {
        let (source, span) = source.part(span);
        let (line, column) = source.line_column(span.start);
        let (line_span, text) = (source.line_span(line), source.line(line));
        let end = span.end.clamp(span.start.min(line_span.end), line_span.end) - line_span.start;
        let length = text[..floor(text, end)].chars().count().saturating_sub(column - 1);
        let skipped = (column - 1).saturating_sub(BEFORE);
        let shown: String = text.chars().skip(skipped).take(column - 1 - skipped + AFTER).collect();
        let cut = skipped + shown.chars().count() < text.chars().count();
        let ellipsis = |yes| if yes { "…" } else { "" };
        // Tabs would be widened by the renderer after the underline was measured.
        let text = format!("{}{}{}", ellipsis(skipped > 0), harmless(&shown.replace('\t', " ")), ellipsis(cut));
        let start = column - 1 - skipped + usize::from(skipped > 0);
        let (start, end) = (byte_of(&text, start), byte_of(&text, start + length));
        Self { text, line, span: start..end }
    }

    fn snippet<'a>(
        &'a self,
        kind: AnnotationKind,
        label: Option<&str>,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let label = label.map(harmless);
        Snippet::source(&*self.text).line_start(self.line).annotation(kind.span(self.span.clone()).label(label))
    }
}

/// The byte of a character, or the end.
fn byte_of(text: &str, char: usize) -> usize {
    text.char_indices().nth(char).map_or(text.len(), |(byte, _)| byte)
}

/// The nearest character boundary at or before `byte`.
fn floor(text: &str, mut byte: usize) -> usize {
    byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(text: &str, place: &str) -> String {
        let source = Source::new("a.toml", text);
        let start = source.text().find(place).unwrap();
        let diagnostic = Diagnostic::error("uji", start..start + place.len(), "pesan");
        write(&source, &diagnostic, Colors::Never)
    }

    #[test]
    fn the_place_is_underlined() {
        let source = Source::new("a.toml", "nama = \"Camat\"\npelaksana = \"Cmat\"\n");
        let diagnostic = Diagnostic::error("pelaksana-tak-dikenal", 27..33, "pelaksana `Cmat` tidak dikenal")
            .label(7..14, "yang ini?")
            .help("tulis `Camat`");
        let expected = "\
a.toml:2:13: galat[pelaksana-tak-dikenal]: pelaksana `Cmat` tidak dikenal
  |
2 | pelaksana = \"Cmat\"
  |             ^^^^^^
  |
 ::: a.toml:1:8
  |
1 | nama = \"Camat\"
  |        ------- yang ini?
  |
  = bantuan: tulis `Camat`
";
        assert_eq!(write(&source, &diagnostic, Colors::Never), expected);
    }

    #[test]
    fn control_characters_are_shown_not_obeyed() {
        let text = report("judul = \"\u{1b}[31m\u{202e}x\"\n", "x");
        assert!(!text.chars().any(|char| char != '\n' && super::super::is_obeyed(char)), "{text:?}");
    }

    #[test]
    fn of_a_long_line_the_neighbourhood_is_shown() {
        let text = report(&format!("{}SINI{}", "é".repeat(100_000), "b".repeat(100_000)), "SINI");
        assert!(text.lines().all(|line| line.chars().count() < 170), "{text}");
        let (source, marks) = (text.lines().nth(2).unwrap(), text.lines().nth(3).unwrap());
        let at = source.chars().position(|char| char == 'S').unwrap();
        assert_eq!(marks.chars().position(|char| char == '^'), Some(at));
        assert!(text.starts_with("a.toml:1:100001: "));
    }

    #[test]
    fn a_place_at_the_end_of_the_text_is_shown() {
        let source = Source::new("a.toml", "a = ");
        let diagnostic = Diagnostic::error("uji", 4..4, "nilai tidak ada");
        assert!(write(&source, &diagnostic, Colors::Never).starts_with("a.toml:1:5: "));
        let beyond = Diagnostic::error("uji", 0..99, "seluruh berkas");
        assert!(write(&Source::new("a.toml", ""), &beyond, Colors::Never).starts_with("a.toml:1:1: "));
    }
}
