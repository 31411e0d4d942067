//! A report as a workflow command, which GitHub shows beside the line.

use super::{Diagnostic, Severity, harmless};
use crate::source::Source;

/// The report as a line `::error file=…,line=…,col=…,title=…::message`.
pub fn write(source: &Source, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let (source, span) = source.part(&diagnostic.span);
    let (line, column) = source.line_column(span.start);
    let (end_line, end_column) = source.line_column(span.end);
    let mut place = format!("file={},line={line},endLine={end_line},col={column}", property(source.name()));
    if end_line == line && end_column > column {
        place += &format!(",endColumn={}", end_column - 1);
    }
    let help = diagnostic.help.iter().map(|help| format!("\nbantuan: {help}"));
    let message: String = std::iter::once(diagnostic.message.clone()).chain(help).collect();
    format!("::{level} {place},title={}::{}\n", property(diagnostic.code), data(&message))
}

/// Text after the second `::`: only the percent sign and line breaks mean something.
fn data(text: &str) -> String {
    let lines: Vec<_> = text.replace('%', "%25").lines().map(harmless).collect();
    lines.join("%0A")
}

/// The value of a property: commas and colons end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_escaped() {
        let source = Source::new("a,b:c.toml", "a = 1\n");
        let diagnostic = Diagnostic::error("uji", 4..5, "100 %: salah").help("hapus");
        let expected = "::error file=a%2Cb%3Ac.toml,line=1,endLine=1,col=5,endColumn=5,title=uji::\
                        100 %25: salah%0Abantuan: hapus\n";
        assert_eq!(write(&source, &diagnostic), expected);
    }
}
