//! Text to [`Spec`]: the TOML as typed, every value with its place, every key known and of the right kind.
//!
//! [`keys`] describes what may stand where; the check and the JSON Schema both follow that one description. What a spec *means*
//! (references, exclusions, defaults) is [`crate::sop`]'s affair. Faults are reported all at once, and what was faulty stays in
//! the tree as [`value::Data::Faulty`], so that later stages go on without repeating the report.

mod check;
pub mod keys;
mod mend;
mod nearest;
mod schema;
pub mod shape;
mod syntax;
pub mod value;
mod words;

use toml::de::DeTable;

pub(crate) use check::{check, printable};
pub use nearest::{nearest, only_near};
pub use schema::{File, schema};
pub(crate) use shape::all_of;

use crate::assets::Assets;
use crate::diag::{Diagnostic, Diagnostics};
use crate::form::Chain;
use crate::source::Source;
use value::{Data, Table, Value};

/// Most bytes of a spec.
pub const MAX_BYTES: usize = 4_000_000;

/// What the TOML of a spec says.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The keys of the file, each known and its value of the right kind or [`Data::Faulty`].
    pub root: Table,
    /// The form variants that it rests on.
    pub(crate) forms: Chain,
    /// Where the text is not TOML.
    broken: Option<syntax::Broken>,
}

impl Spec {
    /// Of what later stages find, that which would be found without the broken lines as well. `None` where no line is broken.
    pub fn believable(&self, source: &Source, found: Diagnostics) -> Diagnostics {
        let Some(broken) = &self.broken else { return found };
        let mut believable = Diagnostics::new();
        found.sorted().into_iter().filter(|d| broken.allows(source, d)).for_each(|d| believable.push(d));
        believable
    }

    /// Reads the form variants that `bentuk` names, and attaches files of one's own to the source: places in them are places in that.
    pub fn read_forms(&mut self, source: &mut Source, assets: &dyn Assets, diagnostics: &mut Diagnostics) {
        self.forms = Chain::of(&self.root, source, assets, diagnostics);
    }

    /// Whether the text is TOML throughout.
    pub fn is_whole(&self) -> bool {
        self.broken.is_none()
    }
}

/// Reads a spec, but for its form. `None` when there is nothing to go on with; the reports say why.
pub fn parse(source: &Source, diagnostics: &mut Diagnostics) -> Option<Spec> {
    read_text(source, &keys::SPEC, true, diagnostics)
}

/// Reads a TOML file of which nothing must be there.
pub(crate) fn read_part(source: &Source, shape: &'static shape::Shape, diagnostics: &mut Diagnostics) -> Option<Table> {
    read_text(source, shape, false, diagnostics).map(|spec| spec.root)
}

/// Reads a TOML file of any shape. The truth value says whether its syntax is sound.
pub(crate) fn read(
    source: &Source,
    shape: &'static shape::Shape,
    diagnostics: &mut Diagnostics,
) -> Option<(Table, bool)> {
    read_text(source, shape, true, diagnostics).map(|spec| (spec.root, spec.broken.is_none()))
}

fn read_text(
    source: &Source,
    shape: &'static shape::Shape,
    whole: bool,
    diagnostics: &mut Diagnostics,
) -> Option<Spec> {
    if source.text().len() > MAX_BYTES {
        let message = "berkas lebih besar dari 4.000.000 bita";
        diagnostics.push(Diagnostic::error("berkas-terlalu-besar", 0..0, message));
        return None;
    }
    let errors = match values(source, diagnostics) {
        Ok(root) => return Some(completed(root, shape, whole, |_, _| {}, diagnostics)),
        Err(errors) => errors,
    };
    let syntax::Rest { mut root, broken } = syntax::read(source, errors, shape, diagnostics);
    let mut found = Diagnostics::new();
    escaped_controls(&mut root, &mut found);
    check(&mut root, shape, false, &mut found);
    found.sorted().into_iter().filter(|d| broken.allows(source, d)).for_each(|d| diagnostics.push(d));
    Some(Spec { root, forms: Chain::default(), broken: Some(broken) })
}

/// The values of a text that is TOML throughout, not checked yet; else what is no TOML in it.
pub(crate) fn values(source: &Source, diagnostics: &mut Diagnostics) -> Result<Table, Vec<toml::de::Error>> {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut root = Table::document(table.into_inner());
    // Nearly no text has anything that could stand for one.
    if source.text().contains('\\') || syntax::first_control(source.text()).is_some() {
        escaped_controls(&mut root, diagnostics);
    }
    Ok(root)
}

/// Such values as a spec, completed from elsewhere and checked.
pub(crate) fn completed(
    mut root: Table,
    shape: &'static shape::Shape,
    whole: bool,
    complete: impl FnOnce(&mut Table, &mut Diagnostics),
    diagnostics: &mut Diagnostics,
) -> Spec {
    complete(&mut root, diagnostics);
    check(&mut root, shape, whole, diagnostics);
    Spec { root, forms: Chain::default(), broken: None }
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
            if let Some(char) = syntax::first_control(text) {
                diagnostics.push(syntax::control(char, value.span.clone()));
                value.data = Data::Faulty;
            }
        }
        Data::Array(items) => items.iter_mut().for_each(|item| escaped_controls_of(item, diagnostics)),
        Data::Table(table) => escaped_controls(table, diagnostics),
        _ => {}
    }
}
