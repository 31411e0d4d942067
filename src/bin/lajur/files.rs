//! The files that a spec names: logos, QR codes, fonts, and other specs that it links to.
//!
//! Names are relative to the spec's folder, and nothing outside the project folder is read, whatever `..` or links in it say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use lajur::assets::Assets;
use lajur::export;
use lajur::text::FontFile;

use crate::failure::words;
use crate::freshness::Asked;
use crate::inputs;
use crate::project::Manifest;
use crate::settings::{self, Folder};
use crate::system_fonts;

/// The largest file that a spec may name, in bytes.
const MAX_BYTES: u64 = 32_000_000;

/// The projects of a run, each looked at once.
#[derive(Debug, Default)]
pub(crate) struct Projects {
    projects: Mutex<BTreeMap<PathBuf, Arc<Project>>>,
    /// Where each folder that was asked about lies, without links, and its project.
    places: Mutex<BTreeMap<PathBuf, (PathBuf, Arc<Project>)>>,
    folders: Mutex<BTreeMap<PathBuf, Arc<Folder>>>,
    /// The manifest of the project of each folder that was asked about.
    manifests: Mutex<BTreeMap<PathBuf, Option<Arc<Manifest>>>>,
}

/// A project: its folder, and what is in it.
#[derive(Debug)]
pub(crate) struct Project {
    /// The project folder, without links.
    folder: PathBuf,
    /// Its specs, by their names without extension; read when first asked for.
    specs: OnceLock<BTreeMap<String, PathBuf>>,
}

/// The files that a spec can reach, and which of them it asked for.
#[derive(Debug)]
pub(crate) struct Files {
    /// The folder of the spec, without links.
    folder: PathBuf,
    project: Arc<Project>,
    asked: Mutex<BTreeSet<Asked>>,
}

impl Projects {
    /// The files that a spec in `folder` can reach.
    pub(crate) fn files(&self, folder: &Path) -> Files {
        let known = self.places.lock().unwrap_or_else(PoisonError::into_inner).get(folder).cloned();
        let (folder, project) = known.unwrap_or_else(|| {
            let place = self.place(folder);
            self.places.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), place.clone());
            place
        });
        Files { folder, project, asked: Mutex::default() }
    }

    fn place(&self, folder: &Path) -> (PathBuf, Arc<Project>) {
        let folder = settings::real(folder);
        let root = self.manifest(&folder).map_or_else(|| folder.clone(), |manifest| manifest.folder.clone());
        let mut projects = self.projects.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Project { folder: root.clone(), specs: OnceLock::new() });
        let project = projects.entry(root.clone()).or_insert_with(new).clone();
        (folder, project)
    }

    /// The manifest of the project that a folder is part of.
    pub(crate) fn manifest(&self, folder: &Path) -> Option<Arc<Manifest>> {
        let mut manifests = self.manifests.lock().unwrap_or_else(PoisonError::into_inner);
        manifests.entry(folder.to_owned()).or_insert_with(|| Manifest::project(folder).map(Arc::new)).clone()
    }

    /// The spec of a name: in the folder itself, else in the project.
    pub(crate) fn spec(&self, name: &str, folder: &Path) -> Option<PathBuf> {
        let beside = folder.join(format!("{name}.toml"));
        if beside.is_file() {
            return Some(beside);
        }
        self.manifest(folder)?;
        self.files(folder).specs().get(name).cloned()
    }

    /// What holds for the specs in a folder.
    pub(crate) fn folder(&self, folder: &Path) -> Arc<Folder> {
        let known = |path: &Path| self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        if let Some(found) = known(folder) {
            return found;
        }
        // Read outside the lock: its tables are files of the project too.
        let found = Arc::new(Folder::read(&settings::real(folder), self));
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), found.clone());
        found
    }
}

impl Assets for Files {
    /// The bytes of a file, or why there are none.
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        self.note(Asked::File(name.to_owned()));
        let name = Path::new(name);
        let path = self.folder.join(name).canonicalize().map_err(|error| self.reason(name, &error))?;
        if !path.starts_with(&self.project.folder) {
            return Err(outside());
        }
        let file = File::open(&path).map_err(|error| words(&error))?;
        let metadata = file.metadata().map_err(|error| words(&error))?;
        if !metadata.is_file() {
            return Err("bukan berkas".to_owned());
        }
        if metadata.len() > MAX_BYTES {
            return Err(format!("lebih besar dari {} MB", MAX_BYTES / 1_000_000));
        }
        let mut bytes = Vec::new();
        file.take(MAX_BYTES).read_to_end(&mut bytes).map_err(|error| words(&error))?;
        Ok(bytes)
    }

    /// Whether the project has a spec whose file has this name, without extension.
    fn has_sop(&self, name: &str) -> bool {
        self.note(Asked::Sop(name.to_owned()));
        let is_name = Path::new(name).components().eq([Component::Normal(name.as_ref())]);
        is_name && (self.folder.join(format!("{name}.toml")).is_file() || self.specs().contains_key(name))
    }

    fn font_family(&self, name: &str) -> Vec<FontFile> {
        self.note(Asked::Family(name.to_owned()));
        system_fonts::family(name)
    }
}

impl Files {
    fn note(&self, asked: Asked) {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(asked);
    }

    /// What was asked for so far.
    pub(crate) fn asked(&self) -> BTreeSet<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What the answer is now: the same words as long as it is the same answer.
    pub(crate) fn answer(&self, asked: &Asked) -> String {
        match asked {
            Asked::File(name) => self.read(name).map_or_else(|reason| reason, |bytes| export::digest(&bytes)),
            Asked::Sop(name) => self.has_sop(name).to_string(),
            Asked::Family(name) => self
                .font_family(name)
                .iter()
                .map(|file| format!("{}{}", export::digest(&file.data), file.index))
                .collect(),
            Asked::Link(name) => name.clone(),
        }
    }

    fn specs(&self) -> &BTreeMap<String, PathBuf> {
        self.project.specs.get_or_init(|| {
            let (inputs, _) = inputs::collect(std::slice::from_ref(&self.project.folder));
            // Of several with one name the first is meant.
            inputs.into_iter().rev().filter_map(|input| Some((input.stem(), input.path?))).collect()
        })
    }

    /// What to say of a file that cannot be found; not whether there is one outside the project.
    fn reason(&self, name: &Path, error: &io::Error) -> String {
        let mut depth = self.folder.components().count();
        let least = self.project.folder.components().count();
        for part in name.components() {
            match part {
                Component::Normal(_) => depth += 1,
                Component::CurDir => {}
                Component::ParentDir if depth > least => depth -= 1,
                _ => return outside(),
            }
        }
        words(error)
    }
}

fn outside() -> String {
    "berada di luar folder proyek".to_owned()
}
