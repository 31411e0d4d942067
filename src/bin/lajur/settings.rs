//! What the folders of a run say about the specs in them: their `lajur.toml` files and the units, each read once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lajur::diag::Diagnostics;
use lajur::project::{Draft, Manifest, Setting, Unit, Units, Wanted, output_name};
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
/// the specs below it are left out. So is a template that cannot be read: which outputs are its own is not known then.
pub(crate) fn expand(inputs: Vec<Input>, projects: &Projects, reporter: Reporter) -> Result<(Vec<Input>, LeftOut)> {
    let jobs = Vec::with_capacity(inputs.len());
    let mut expansion = Expansion { projects, reporter, reported: Vec::new(), jobs, left_out: LeftOut(0) };
    inputs.into_iter().try_for_each(|input| expansion.add(input))?;
    Ok((expansion.jobs, expansion.left_out))
}

/// How many specs are left out of a run for what was reported of them. A template counts once: its units are not known then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LeftOut(pub(crate) usize);

impl LeftOut {
    /// What that means for the run.
    pub(crate) fn status(self) -> Status {
        if self.0 == 0 { Status::Good } else { Status::Faulty }
    }
}

/// The specs so far.
struct Expansion<'a> {
    projects: &'a Projects,
    reporter: Reporter,
    /// The files whose faults were told.
    reported: Vec<String>,
    jobs: Vec<Input>,
    left_out: LeftOut,
}

impl Expansion<'_> {
    fn add(&mut self, input: Input) -> Result<()> {
        let folder = self.projects.folder(&input.folder());
        if !folder.faults.is_empty() {
            self.left_out.0 += 1;
            self.tell_once(&folder);
            return Ok(());
        }
        let pattern = folder.pattern();
        let of_sop = pattern.as_ref().is_some_and(|pattern| pattern.contains("sop."));
        let asks = |source: &Source| of_sop || may_be_template(source.text());
        // Standard input is read when it is drawn; what cannot be read is told then.
        let read = input.path.as_ref().and_then(|_| input.read().ok());
        let Some((source, None)) = read.filter(|(source, fault)| fault.is_none() && asks(source)) else {
            let pattern = pattern.filter(|pattern| pattern != PLAIN && input.path.is_some());
            return self.add_plain(input, pattern.as_deref(), ("", ""));
        };
        let draft = Draft::read(source);
        let Some(wanted) = self.wanted(&draft, &folder, &input) else { return Ok(()) };
        let sop = (wanted.number.as_str(), wanted.title.as_str());
        let Some(units) = wanted.units else { return self.add_plain(input, pattern.as_deref(), sop) };
        let template = Some(Arc::new(draft));
        for unit in units {
            let job = Input { unit: Some(unit), template: template.clone(), ..input.clone() };
            let output = named(pattern.as_deref().unwrap_or(OF_UNITS), &job, job.unit.as_deref(), sop)?;
            self.jobs.push(Input { output: Some(output), ..job });
        }
        Ok(())
    }

    fn add_plain(&mut self, input: Input, pattern: Option<&str>, sop: (&str, &str)) -> Result<()> {
        let output = pattern.map(|pattern| named(pattern, &input, None, sop)).transpose()?;
        self.jobs.push(Input { output, ..input });
        Ok(())
    }

    /// What a spec that may be a template asks for; none, and a report, when it is one and cannot be read.
    fn wanted(&mut self, draft: &Draft, folder: &Folder, input: &Input) -> Option<Wanted> {
        let mut diagnostics = Diagnostics::new();
        let wanted = draft.wanted(folder.units.as_ref(), &mut diagnostics);
        let mut source = draft.source.clone();
        if !draft.is_whole() && wanted.units.is_some() {
            let files = self.projects.files(&input.folder());
            source = draft.clone().compile(&folder.setting(input), &files, &mut diagnostics).0;
        }
        if diagnostics.has_errors() {
            self.reporter.stream.print(&self.reporter.text(&source, diagnostics));
            self.left_out.0 += 1;
            return None;
        }
        Some(wanted)
    }

    fn tell_once(&mut self, folder: &Folder) {
        for (source, diagnostics) in &folder.faults {
            if !self.reported.iter().any(|name| name == source.name()) {
                self.reported.push(source.name().to_owned());
                self.reporter.stream.print(&self.reporter.text(source, diagnostics.clone()));
            }
        }
    }
}

/// Whether a text may have the key `untuk`.
fn may_be_template(text: &str) -> bool {
    text.lines().any(|line| line.trim_start_matches([' ', '\t', '"', '\'']).starts_with("untuk"))
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
