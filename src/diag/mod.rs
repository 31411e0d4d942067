//! What is wrong with a spec, or may be: values, collected, never printed here.
//!
//! Every stage takes a [`Diagnostics`] and goes on after a fault as long as there is something left to look at, so that
//! one run finds them all. A message says what is wrong in the user's words (Indonesian, lower-case start, no final stop,
//! names in backticks); `help` says what to do.

pub mod github;
pub mod json;
#[cfg(feature = "cli")]
pub mod text;

use crate::source::{Source, Span};

/// A way to write a report down.
#[cfg(feature = "cli")]
#[derive(Clone, Copy, Debug)]
pub struct ReportFormat {
    /// What the user calls it.
    pub name: &'static str,
    /// Writes one report, with its final line break.
    pub write: fn(&Source, &Diagnostic, Colors) -> String,
}

/// All of them, the usual one first.
#[cfg(feature = "cli")]
pub const REPORT_FORMATS: &[ReportFormat] = &[
    ReportFormat { name: "human", write: text::write },
    ReportFormat { name: "json", write: |source, diagnostic, _| json::write(source, diagnostic) },
    ReportFormat { name: "github", write: |source, diagnostic, _| github::write(source, diagnostic) },
];

/// Whether a report may hold the escapes that colour it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colors {
    /// For files, pipes, and those who set `NO_COLOR`.
    Never,
    /// For a terminal.
    Always,
}

/// How grave a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing (`catatan`).
    Note,
    /// Probably wrong, but drawn (`peringatan`).
    Warning,
    /// The sheet cannot be drawn (`galat`).
    Error,
}

impl Severity {
    /// The word that the user reads.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "catatan",
            Self::Warning => "peringatan",
            Self::Error => "galat",
        }
    }
}

/// One report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Kebab-case and Indonesian, for the user's settings: `pelaksana-tak-dikenal`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where, in the spec.
    pub span: Span,
    /// Other places that explain it, each with a few words.
    pub labels: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
    /// What puts it right without doubt.
    pub fix: Option<Box<Fix>>,
}

/// A change of the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What goes.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

impl Diagnostic {
    /// A report that stops the sheet.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// A report about something that is drawn and probably wrong.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    /// A report about something worth knowing.
    pub fn note(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, span, message)
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), span, labels: Vec::new(), help: None, fix: None }
    }

    /// The same, with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with what puts it right, where that is certain.
    #[must_use]
    pub fn fix(mut self, span: Span, text: Option<impl Into<String>>) -> Self {
        self.fix = text.map(|text| Box::new(Fix { span, text: text.into() }));
        self
    }

    /// The same, with another place that explains it.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }
}

/// The reports of one spec, in the order they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// The one that was found last.
    pub(crate) fn last_mut(&mut self) -> Option<&mut Diagnostic> {
        self.0.last_mut()
    }

    /// Whether the sheet cannot be drawn.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// Gives the reports of a code another severity, or takes them out. Errors stay.
    pub fn set_level(&mut self, code: &str, level: Option<Severity>) {
        let settable = |d: &Diagnostic| d.code == code && d.severity != Severity::Error;
        match level {
            Some(level) => self.0.iter_mut().filter(|d| settable(d)).for_each(|d| d.severity = level),
            None => self.0.retain(|d| !settable(d)),
        }
    }

    /// Without the notes.
    #[must_use]
    pub fn without_notes(mut self) -> Self {
        self.0.retain(|d| d.severity > Severity::Note);
        self
    }

    /// The same, with every place moved: of a file that is attached to another.
    pub(crate) fn move_places(mut self, moved: impl Fn(&Span) -> Span) -> Self {
        for diagnostic in &mut self.0 {
            diagnostic.span = moved(&diagnostic.span);
            diagnostic.labels.iter_mut().for_each(|(span, _)| *span = moved(span));
            diagnostic.fix.iter_mut().for_each(|fix| fix.span = moved(&fix.span));
        }
        self
    }

    /// All, in the order of their places in the spec.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
        self.0
    }

    /// Turns every warning into an error.
    pub fn make_strict(&mut self) {
        for diagnostic in &mut self.0 {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// All, to be changed.
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.0.iter_mut()
    }

    /// All, in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

/// `text` with what a terminal would obey, or show in another order, made visible: the words of a spec are not ours.
fn harmless(text: &str) -> String {
    text.chars().map(|char| if is_obeyed(char) { char::REPLACEMENT_CHARACTER } else { char }).collect()
}

/// Whether a terminal or viewer obeys the character instead of showing it.
fn is_obeyed(char: char) -> bool {
    char.is_control() || matches!(char, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
