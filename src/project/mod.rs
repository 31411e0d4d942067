//! Specs in a project: what they inherit, the units that a template is drawn for, the tables that rows come from.
//!
//! [`Manifest`]s, [`Unit`]s and the text of a spec come in, a sheet goes out, made as one that stands alone once the values are complete:
//! filled in after parsing and before the check, each with the place where somebody wrote it. Files come through [`Assets`]. Nothing is
//! kept from one sheet to the next, so ten thousand of them need no more memory than one.

mod inherit;
mod manifest;
mod origins;
mod rows;
mod table;
mod template;

use std::sync::Arc;

pub use manifest::{Manifest, Unit, Units, Wanted};
pub use origins::origins;
pub use template::output_name;

use crate::Sheet;
use crate::assets::Assets;
use crate::diag::Diagnostics;
use crate::source::Source;
use crate::spec::value::Table;
use crate::spec::{Spec, keys};

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

/// A spec as it was read, before anything is filled in. A template is read once for all its units.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its text.
    pub source: Source,
    /// Its values, and what is wrong with them alone; none where the text is no TOML.
    values: Option<(Table, Diagnostics)>,
}

impl Draft {
    /// Reads one.
    pub fn read(source: Source) -> Self {
        let mut found = Diagnostics::new();
        let is_small = source.text().len() <= crate::spec::MAX_BYTES;
        let values = if is_small { crate::spec::values(&source, &mut found).ok() } else { None };
        Self { values: values.map(|values| (values, found)), source }
    }

    /// Whether its text is TOML throughout.
    pub fn is_whole(&self) -> bool {
        self.values.is_some()
    }

    /// What it asks for. Faults of `untuk` alone are reported: all others show when it is drawn.
    pub fn wanted(&self, units: Option<&Units>, diagnostics: &mut Diagnostics) -> Wanted {
        let values = match &self.values {
            Some((values, _)) => values.clone(),
            None => crate::spec::read_part(&self.source, &keys::SPEC, &mut Diagnostics::new()).unwrap_or_default(),
        };
        manifest::wanted(values, units, diagnostics)
    }

    /// The spec with all that it inherits. Manifests, tables and forms are attached to the source.
    pub fn parse(
        mut self,
        setting: &Setting,
        assets: &dyn Assets,
        diagnostics: &mut Diagnostics,
    ) -> (Source, Option<Spec>) {
        let mut attached = self.source.clone();
        let complete = |root: &mut Table, diagnostics: &mut Diagnostics| {
            inherit::inherit(root, &setting.manifests, &mut attached);
            rows::read(root, assets, &mut attached, diagnostics);
            if setting.unit.is_some() && root.has("untuk") {
                template::fill(root, setting, diagnostics);
                root.remove("untuk");
            }
        };
        let mut spec = match self.values.take() {
            Some((values, found)) => {
                found.iter().for_each(|diagnostic| diagnostics.push(diagnostic.clone()));
                Some(crate::spec::completed(values, &keys::SPEC, true, complete, diagnostics))
            }
            None => crate::spec::parse(&self.source, diagnostics),
        };
        if let Some(spec) = &mut spec {
            spec.read_forms(&mut attached, assets, diagnostics);
        }
        (attached, spec)
    }

    /// The sheet of the spec in its setting, and the source to show reports with. Without a sheet there is an error among the reports.
    pub fn compile(
        self,
        setting: &Setting,
        assets: &dyn Assets,
        diagnostics: &mut Diagnostics,
    ) -> (Source, Option<Sheet>) {
        let (source, spec) = self.parse(setting, assets, diagnostics);
        let prepare = if setting.bound { crate::book::prepare } else { |_: &mut crate::sop::Sop| {} };
        let sheet = spec.and_then(|spec| crate::compile_spec(&spec, &source, assets, prepare, diagnostics));
        for diagnostic in diagnostics.iter_mut() {
            let (part, span) = source.part(&diagnostic.span);
            if let Some(cell) = part.cell(span.start) {
                diagnostic.message += &format!(" (sel {cell})");
            }
            if let Some(unit) = &setting.unit {
                diagnostic.message += &format!(" (unit {})", crate::spec::printable(&unit.code));
            }
        }
        (source, sheet)
    }
}
