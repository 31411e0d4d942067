//! What the folders of a run say about the specs in them: their `lajur.toml` files and the units, each read once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lajur::diag::Diagnostics;
use lajur::project::{Manifest, Setting, Unit, Units, output_name, wanted};
use lajur::source::Source;
use lajur::{encoding, export};

use crate::Status;
use crate::failure::{Failure, Result};
use crate::files::Projects;
use crate::inputs::Input;
use crate::terminal::{self, Reporter};

/// The settings of a folder.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// The manifests above its specs, the nearest first, and the way to each.
    pub(crate) manifests: Vec<(Arc<Manifest>, String)>,
    /// The units that the nearest of them names.
    units: Option<Units>,
    /// What is wrong with them.
    faults: Vec<(Source, Diagnostics)>,
}

/// The name of the file.
const NAME: &str = "lajur.toml";
/// What outputs are called where the project does not say.
const PLAIN: &str = "{{ berkas }}";
const OF_UNITS: &str = "{{ unit.kode }}/{{ berkas }}";

impl Folder {
    /// Reads those of a folder, given without links.
    pub(crate) fn read(folder: &Path, projects: &Projects) -> Self {
        let mut found = Self::default();
        for (depth, above) in folder.ancestors().enumerate() {
            let Ok(bytes) = fs::read(above.join(NAME)) else { continue };
            let (source, fault) = encoding::decode(&terminal::path(&above.join(NAME)), bytes);
            let mut diagnostics = Diagnostics::new();
            let whole = fault.is_none();
            fault.into_iter().for_each(|fault| diagnostics.push(fault));
            let text = if whole { source } else { Source::new(source.name(), "") };
            let manifest = Manifest::read(text.clone(), &mut diagnostics);
            let mut shown = text;
            if found.units.is_none()
                && let Some((source, units)) = manifest.units(&projects.files(above), &mut diagnostics)
            {
                found.units = Some(units);
                shown = source;
            }
            if diagnostics.has_errors() {
                found.faults.push((shown, diagnostics));
            }
            let is_project = manifest.is_project();
            found.manifests.push((Arc::new(manifest), "../".repeat(depth)));
            if is_project {
                break;
            }
        }
        found
    }

    /// The setting of a spec in it.
    pub(crate) fn setting(&self, input: &Input) -> Setting {
        Setting { manifests: self.manifests.clone(), unit: input.unit.clone(), file: input.stem(), bound: false }
    }

    /// A digest of the texts of its manifests.
    pub(crate) fn digest(&self) -> String {
        self.manifests.iter().rev().map(|(manifest, _)| export::digest(&manifest.source.file_bytes())).collect()
    }

    /// The units that it or the nearest folder above it names.
    pub(crate) fn units(&self) -> &[Arc<Unit>] {
        self.units.as_deref().unwrap_or_default()
    }

    fn pattern(&self) -> Option<String> {
        self.manifests.iter().find_map(|(manifest, _)| manifest.project("nama_keluaran").into_iter().next())
    }
}

/// The specs with each template once for every unit, and the names of their outputs. What is wrong with a `lajur.toml` is reported once;
/// the specs below it are left out.
pub(crate) fn expand(inputs: Vec<Input>, projects: &Projects, reporter: Reporter) -> Result<(Vec<Input>, Status)> {
    let mut status = Status::Good;
    let mut reported: Vec<String> = Vec::new();
    let mut jobs = Vec::with_capacity(inputs.len());
    for input in inputs {
        let folder = projects.folder(&input.folder());
        if !folder.faults.is_empty() {
            status = status.max(Status::Faulty);
            for (source, diagnostics) in &folder.faults {
                if !reported.iter().any(|name| name == source.name()) {
                    reported.push(source.name().to_owned());
                    reporter.stream.print(&reporter.text(source, diagnostics.clone()));
                }
            }
            continue;
        }
        let pattern = folder.pattern();
        let of_sop = pattern.as_ref().is_some_and(|pattern| pattern.contains("sop."));
        let read = input.path.as_ref().and_then(|path| fs::read(path).ok());
        let asks = |bytes: &[u8]| of_sop || bytes.windows(5).any(|window| window == b"untuk");
        let Some(bytes) = read.filter(|bytes| asks(bytes)) else {
            if pattern.as_deref().is_some_and(|pattern| pattern != PLAIN) && input.path.is_some() {
                let output = named(pattern.as_deref().unwrap_or(PLAIN), &input, None, ("", ""))?;
                jobs.push(Input { output: Some(output), ..input });
            } else {
                jobs.push(input);
            }
            continue;
        };
        let (source, fault) = encoding::decode(&input.name(), bytes);
        if fault.is_some() {
            jobs.push(input);
            continue;
        }
        let mut diagnostics = Diagnostics::new();
        let wanted = wanted(&source, folder.units.as_ref(), &mut diagnostics);
        if diagnostics.has_errors() {
            reporter.stream.print(&reporter.text(&source, diagnostics));
            status = status.max(Status::Faulty);
            continue;
        }
        let sop = (wanted.number.as_str(), wanted.title.as_str());
        match wanted.units {
            None if pattern.is_none() => jobs.push(input),
            None => {
                let output = named(pattern.as_deref().unwrap_or(PLAIN), &input, None, sop)?;
                jobs.push(Input { output: Some(output), ..input });
            }
            Some(units) => {
                for unit in units {
                    let job = Input { unit: Some(unit), ..input.clone() };
                    let output = named(pattern.as_deref().unwrap_or(OF_UNITS), &job, job.unit.as_deref(), sop)?;
                    jobs.push(Input { output: Some(output), ..job });
                }
            }
        }
    }
    Ok((jobs, status))
}

fn named(pattern: &str, input: &Input, unit: Option<&Unit>, (number, title): (&str, &str)) -> Result<String> {
    let pattern = match unit {
        // Said for plain specs: it would give all units one name.
        Some(_) if pattern == PLAIN => OF_UNITS,
        // Said for templates.
        None if pattern.contains("unit.") && !pattern.contains("{%") => PLAIN,
        _ => pattern,
    };
    output_name(pattern, &input.stem(), unit, number, title).map_err(Failure)
}

/// Says what is wrong with inputs that were not found.
pub(crate) fn missing(failures: &[Failure]) -> Status {
    failures.iter().for_each(terminal::fail);
    if failures.is_empty() { Status::Good } else { Status::Failed }
}

/// The folder of a path, without links.
pub(crate) fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}
