//! Text to [`Spec`]: the TOML as typed, every value with its place, every key known and of the right kind.
//!
//! [`keys`] describes what may stand where; the check and the JSON Schema both follow that one description. What a spec *means*
//! (references, exclusions, defaults) is [`crate::sop`]'s affair. Faults are reported all at once, and what was faulty stays in
//! the tree as [`value::Data::Faulty`], so that later stages go on without repeating the report.

mod check;
pub mod keys;
mod nearest;
mod schema;
pub mod shape;
mod syntax;
mod unclosed;
pub mod value;

use toml::de::DeTable;

pub(crate) use check::{check, printable};
pub use nearest::nearest;
pub use schema::schema;

use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};
use value::{Data, Table, Value};

/// Most bytes of a spec.
pub const MAX_BYTES: usize = 4_000_000;

/// What the TOML of a spec says.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The keys of the file, each known and its value of the right kind or [`Data::Faulty`].
    pub root: Table,
}

/// Reads a spec. `None` when its syntax hides too much of it to go on; the reports say why.
pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Spec> {
    let (root, sound) = read(source, &keys::SPEC, diagnostics)?;
    sound.then_some(Spec { root })
}

/// Reads a TOML file of any shape. The truth value says whether its syntax is sound.
pub(crate) fn read(
    source: &Source,
    shape: &'static shape::Shape,
    diagnostics: &mut Diagnostics,
) -> Option<(Table, bool)> {
    if source.text().len() > MAX_BYTES {
        let message = "berkas lebih besar dari 4.000.000 bita";
        diagnostics.push(Diagnostic::error("berkas-terlalu-besar", 0..0, message));
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let before = diagnostics.count(crate::diag::Severity::Error);
    let broken = syntax::report(source, &errors, diagnostics);
    let clean_text = diagnostics.count(crate::diag::Severity::Error) == before;
    let mut root = Table::document(table.into_inner());
    if clean_text {
        escaped_controls(&mut root, diagnostics);
    }
    if broken.is_empty() {
        check(&mut root, shape, true, diagnostics);
        return Some((root, true));
    }
    // After a syntax error the rest is read as well as may be: what is missing may just be unreadable, and what stands on a
    // broken line is not told about twice.
    let mut found = Diagnostics::new();
    check(&mut root, shape, false, &mut found);
    let line = |span: &Span| source.line_column(span.start).0;
    let broken: Vec<usize> = broken.iter().map(line).collect();
    let first = broken.iter().min().copied().unwrap_or(0);
    for diagnostic in found.sorted() {
        let place = line(&diagnostic.span);
        if !broken.contains(&place) && place > 0 && (place < first || broken.len() < 3) {
            diagnostics.push(diagnostic);
        }
    }
    Some((root, false))
}

/// Reports control characters that are written as `\u0007`.
fn escaped_controls(table: &mut Table, diagnostics: &mut Diagnostics) {
    for entry in &mut table.entries {
        if let Some(char) = entry.key.chars().find(|&char| syntax::is_control(char) || char == '\n') {
            diagnostics.push(syntax::control(char, entry.key_span.clone()));
        }
        escaped_controls_of(&mut entry.value, diagnostics);
    }
}

fn escaped_controls_of(value: &mut Value, diagnostics: &mut Diagnostics) {
    match &mut value.data {
        Data::Text(text) => {
            if let Some(char) = text.chars().find(|&char| syntax::is_control(char)) {
                diagnostics.push(syntax::control(char, value.span.clone()));
                value.data = Data::Faulty;
            }
        }
        Data::Array(items) => items.iter_mut().for_each(|item| escaped_controls_of(item, diagnostics)),
        Data::Table(table) => escaped_controls(table, diagnostics),
        _ => {}
    }
}
