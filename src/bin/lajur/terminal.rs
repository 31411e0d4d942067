//! The only place that prints.
//!
//! Nothing here fails: when nobody reads any more there is nobody to tell. A full disk shows in the exit status.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use lajur::diag::{Colors, Diagnostic, Diagnostics, REPORT_FORMATS, ReportFormat};
use lajur::source::Source;

use crate::failure::Failure;

/// Whether something could not be printed though somebody reads it.
static LOST: AtomicBool = AtomicBool::new(false);

/// Whether everything that was to be printed was.
pub(crate) fn is_all_printed() -> bool {
    !LOST.load(Ordering::Relaxed)
}

/// Where a text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Standard output: what was asked for.
    Out,
    /// Standard error: what is said about it.
    Err,
}

impl Stream {
    /// Prints a text as it stands.
    pub(crate) fn print(self, text: &str) {
        let result = match self {
            Self::Out => io::stdout().lock().write_all(text.as_bytes()),
            Self::Err => io::stderr().lock().write_all(text.as_bytes()),
        };
        // Whoever closed the pipe has read enough.
        if result.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
            LOST.store(true, Ordering::Relaxed);
        }
    }

    /// Whether what goes there may be coloured.
    pub(crate) fn colors(self) -> Colors {
        let terminal = match self {
            Self::Out => io::stdout().is_terminal(),
            Self::Err => io::stderr().is_terminal(),
        };
        let wanted = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        // A console of Windows may have to be asked first; elsewhere there is nothing to ask.
        let able = || {
            let refused = anstyle_query::windows::enable_ansi_colors() == Some(false);
            env::var_os("TERM").is_none_or(|term| term != "dumb") && !refused
        };
        if terminal && wanted && able() { Colors::Always } else { Colors::Never }
    }
}

/// Writes bytes to standard output.
pub(crate) fn write_output(bytes: &[u8]) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    output.write_all(bytes).and_then(|()| output.flush()).map_err(|error| Failure::named("keluaran baku", &error))
}

/// Says what kept the program from its work.
pub(crate) fn fail(failure: &Failure) {
    let word = match Stream::Err.colors() {
        Colors::Always => "\x1b[1;91mgalat\x1b[0m",
        Colors::Never => "galat",
    };
    Stream::Err.print(&format!("{word}: {}\n", harmless(&failure.0)));
}

/// How reports are printed.
#[derive(Clone, Copy)]
pub(crate) struct Reporter {
    /// Where they go.
    pub(crate) stream: Stream,
    /// How they look.
    pub(crate) format: &'static ReportFormat,
}

impl Reporter {
    /// For people, on standard error.
    pub(crate) fn usual() -> Self {
        Self { stream: Stream::Err, format: &REPORT_FORMATS[0] }
    }

    /// The reports of a spec, as text in the order of their places.
    pub(crate) fn text(self, source: &Source, diagnostics: Diagnostics) -> String {
        let colors = self.stream.colors();
        let write = |diagnostic: &Diagnostic| (self.format.write)(source, diagnostic, colors);
        diagnostics.sorted().iter().map(write).collect()
    }

    /// Whether people read it.
    pub(crate) fn is_human(self) -> bool {
        self.format.name == REPORT_FORMATS[0].name
    }

    /// Prints a note about a file that is no spec.
    pub(crate) fn say(self, code: &'static str, file: &str, message: &str) {
        if self.is_human() {
            return self.stream.print(&format!("catatan: {} {message}\n", harmless(file)));
        }
        let note = Diagnostic::note(code, 0..0, message);
        self.stream.print(&(self.format.write)(&Source::new(file, ""), &note, self.stream.colors()));
    }
}

/// A path as people read it: from the current folder where it lies below that, and without what Windows puts before a whole path.
pub(crate) fn path(path: &Path) -> String {
    static HERE: OnceLock<PathBuf> = OnceLock::new();
    let here = || env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let below = path.strip_prefix(HERE.get_or_init(here)).or_else(|_| path.strip_prefix("."));
    let text = below.ok().filter(|below| !below.as_os_str().is_empty()).unwrap_or(path).display().to_string();
    match text.strip_prefix(r"\\?\UNC\") {
        Some(share) => format!(r"\\{share}"),
        None => text.strip_prefix(r"\\?\").map(str::to_owned).unwrap_or(text),
    }
}

/// File names may hold anything; what a terminal would obey is shown as a question mark.
pub(crate) fn harmless(text: &str) -> String {
    text.chars().map(|char| if char.is_control() && char != '\n' { '?' } else { char }).collect()
}
