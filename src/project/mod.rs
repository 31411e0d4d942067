//! Specs in a project: what they inherit, the units that a template is drawn for, the tables that rows come from.
//!
//! [`Manifest`]s, [`Unit`]s and the text of a spec come in, a sheet goes out, made as one that stands alone once the values are complete:
//! filled in after parsing and before the check, each with the place where somebody wrote it. Files come through [`Assets`]. Nothing is
//! kept from one sheet to the next, so ten thousand of them need no more memory than one.

mod inherit;
mod manifest;
mod rows;
mod table;
mod template;

use std::sync::Arc;

pub use inherit::origins;
pub use manifest::{Manifest, Unit, Units, Wanted, wanted};
pub use template::output_name;

use crate::Sheet;
use crate::assets::Assets;
use crate::diag::Diagnostics;
use crate::source::Source;
use crate::spec::Spec;

/// What a spec stands in.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// The manifests above it, the nearest first, each with the way to its folder from the spec's (`""`, `"../"` ...).
    pub manifests: Vec<(Arc<Manifest>, String)>,
    /// The unit that a template is drawn for.
    pub unit: Option<Arc<Unit>>,
    /// The name of the spec's file, without extension.
    pub file: String,
    /// Whether its sheet is to be bound in a book.
    pub bound: bool,
}

/// Reads a spec with all that it inherits. The manifests and tables are attached to its source.
pub fn parse(
    source: &mut Source,
    setting: &Setting,
    assets: &dyn Assets,
    diagnostics: &mut Diagnostics,
) -> Option<Spec> {
    let mut attached = source.clone();
    let complete = |root: &mut crate::spec::value::Table, diagnostics: &mut Diagnostics| {
        inherit::inherit(root, &setting.manifests, &mut attached);
        rows::read(root, assets, &mut attached, diagnostics);
        if setting.unit.is_some() && root.has("untuk") {
            template::fill(root, setting, diagnostics);
            root.remove("untuk");
        }
    };
    let spec = crate::spec::parse_with(source, complete, diagnostics);
    *source = attached;
    spec
}

/// Makes the sheet of a spec in its setting. Without a sheet there is an error among the reports.
pub fn compile(
    source: &mut Source,
    setting: &Setting,
    assets: &dyn Assets,
    diagnostics: &mut Diagnostics,
) -> Option<Sheet> {
    let spec = parse(source, setting, assets, diagnostics);
    let prepare = if setting.bound { crate::book::prepare } else { |_: &mut crate::sop::Sop| {} };
    let sheet = spec.and_then(|spec| crate::compile_spec(&spec, source, assets, prepare, diagnostics));
    for diagnostic in diagnostics.iter_mut() {
        let (part, span) = source.part(&diagnostic.span);
        if let Some(cell) = part.cell(span.start) {
            diagnostic.message += &format!(" (sel {cell})");
        }
        if let Some(unit) = &setting.unit {
            diagnostic.message += &format!(" (unit {})", crate::spec::printable(&unit.code));
        }
    }
    sheet
}
