//! The specs that a command is given: FILE, DIR or `-`.
//!
//! A folder is read with all folders in it, in the order of their names. Left out are `lajur.toml`, the files that one names,
//! and folders whose name begins with a dot; links to folders are not followed, so that no folder is read twice.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lajur::diag::Diagnostic;
use lajur::encoding::{self, MAX_BYTES};
use lajur::project::{Draft, Unit};
use lajur::source::Source;

use crate::failure::{Failure, Result};
use crate::project::Manifest;
use crate::settings;

/// A spec to read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Input {
    /// Its file; none is standard input.
    pub(crate) path: Option<PathBuf>,
    /// The folder that was given, and the folder of the file below it.
    pub(crate) found_in: Option<(PathBuf, PathBuf)>,
    /// The unit that it is drawn for, if it is a template.
    pub(crate) unit: Option<Arc<Unit>>,
    /// A template as it was read, for all its units.
    pub(crate) template: Option<Arc<Draft>>,
    /// The name of its output below its folder, where the project says: `kalipare/renja`.
    pub(crate) output: Option<String>,
}

impl Input {
    /// What reports call it.
    pub(crate) fn name(&self) -> String {
        self.path.as_ref().map_or("-".to_owned(), |path| path.display().to_string())
    }

    /// The name of what is written for it, without extension.
    pub(crate) fn stem(&self) -> String {
        let stem = self.path.as_ref().and_then(|path| path.file_stem());
        stem.map_or("masukan".to_owned(), |stem| stem.to_string_lossy().into_owned())
    }

    /// The name of its output below the folder that was given, with `/` between folders: `umum/surat-masuk`.
    pub(crate) fn path_below(&self) -> String {
        let name = self.output.clone().unwrap_or_else(|| self.stem());
        match self.found_in.as_ref().map(|(_, below)| below.to_string_lossy().replace('\\', "/")) {
            Some(below) if !below.is_empty() => format!("{below}/{name}"),
            _ => name,
        }
    }

    /// The folder that its own files are relative to.
    pub(crate) fn folder(&self) -> PathBuf {
        let folder = self.path.as_ref().and_then(|path| path.parent());
        folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
    }

    /// Its text, and what is wrong when it is none.
    pub(crate) fn read(&self) -> Result<(Source, Option<Diagnostic>)> {
        if let Some(template) = &self.template {
            return Ok((template.source.clone(), None));
        }
        let limit = MAX_BYTES as u64 + 1;
        // Nearly every spec is read at one go.
        let mut bytes = Vec::with_capacity(8 * 1024);
        match &self.path {
            None => io::stdin().lock().take(limit).read_to_end(&mut bytes),
            Some(path) => File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)),
        }
        .map_err(|error| Failure::named(self.name(), &error))?;
        Ok(encoding::decode(&self.name(), bytes))
    }

    /// Its values; `source` is its text.
    pub(crate) fn draft(&self, source: Source) -> Draft {
        self.template.as_ref().map_or_else(|| Draft::read(source), |template| Draft::clone(template))
    }
}

/// The arguments; without any, the project that the current folder stands in.
pub(crate) fn or_project(arguments: &[PathBuf]) -> Result<Vec<PathBuf>> {
    if !arguments.is_empty() {
        return Ok(arguments.to_vec());
    }
    let here = Path::new(".").canonicalize().map_err(|error| Failure::io(Path::new("."), &error))?;
    let missing = "masukan belum disebutkan, dan folder ini tidak berada di dalam proyek; sebutkan BERKAS atau FOLDER";
    let project = Manifest::project(&here).ok_or_else(|| Failure(missing.into()))?.folder;
    let depth = here.components().count() - project.components().count();
    Ok(vec![if depth == 0 { PathBuf::from(".") } else { std::iter::repeat_n("..", depth).collect() }])
}

/// The specs that `arguments` name, and what could not be found.
pub(crate) fn collect(arguments: &[PathBuf]) -> (Vec<Input>, Vec<Failure>) {
    let (mut inputs, mut failures) = (Vec::new(), Vec::new());
    for argument in arguments {
        if argument.as_os_str() == "-" {
            inputs.push(Input::default());
            continue;
        }
        match fs::metadata(argument) {
            Err(error) => failures.push(Failure::io(argument, &error)),
            Ok(metadata) if metadata.is_dir() => folder(argument, &mut inputs, &mut failures),
            Ok(_) => inputs.push(Input { path: Some(argument.clone()), ..Input::default() }),
        }
    }
    (inputs, failures)
}

fn folder(top: &Path, inputs: &mut Vec<Input>, failures: &mut Vec<Failure>) {
    let count = inputs.len();
    let mut walk = Walk { top, manifests: Manifest::above(top), inputs, failures };
    walk.folder(Path::new(""));
    let (inputs, failures) = (walk.inputs, walk.failures);
    if inputs.len() == count && failures.is_empty() {
        failures.push(Failure(format!("{}: tidak ada berkas `.toml` di folder ini", top.display())));
    }
}

/// One folder that was given, being read.
struct Walk<'a> {
    top: &'a Path,
    /// Those that hold where it stands, the nearest last.
    manifests: Vec<Manifest>,
    inputs: &'a mut Vec<Input>,
    failures: &'a mut Vec<Failure>,
}

impl Walk<'_> {
    /// Reads the folder `below` the top.
    fn folder(&mut self, below: &Path) {
        let folder = self.top.join(below);
        let entries = match fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => return self.failures.push(Failure::io(&folder, &error)),
        };
        let real = settings::real(&folder);
        let mut names: Vec<_> = entries.iter().map(fs::DirEntry::file_name).collect();
        names.sort();
        let depth = self.manifests.len();
        if !below.as_os_str().is_empty() {
            self.manifests.extend(Manifest::read(&folder));
        }
        for name in names {
            let path = folder.join(&name);
            if name.to_string_lossy().starts_with('.') || self.is_left_out(&real.join(&name)) {
                continue;
            }
            if path.is_dir() {
                if !path.is_symlink() {
                    self.folder(&below.join(&name));
                }
            } else if path.extension().is_some_and(|extension| extension == "toml") && name != Manifest::NAME {
                let found_in = Some((self.top.to_owned(), below.to_owned()));
                self.inputs.push(Input { path: Some(path), found_in, ..Input::default() });
            }
        }
        self.manifests.truncate(depth);
    }

    fn is_left_out(&self, path: &Path) -> bool {
        self.manifests.iter().any(|manifest| manifest.leaves_out(path))
    }
}
