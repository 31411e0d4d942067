//! Where the links of an SVG lead: to the first page of the other SOP, `NAME-1.svg`, or `NAME.svg` where it has only one.
//!
//! The other SOP is laid out for that, once a run, whether it is drawn in this run or not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use lajur::scene::{Scene, Target};

use crate::files::Projects;
use crate::inputs::{self, Input};
use crate::project::Manifest;
use crate::sheet::{self, Warnings};

/// How many pages linked SOPs have, by their files.
#[derive(Debug, Default)]
pub(crate) struct Linked(Mutex<BTreeMap<PathBuf, usize>>);

impl Linked {
    /// The targets of a scene's links, by the names of the SOPs. What cannot be drawn leads to `NAME.svg`.
    pub(crate) fn targets(&self, scene: &Scene, input: &Input, projects: &Projects) -> BTreeMap<String, String> {
        names(scene).into_iter().map(|name| (name.to_owned(), self.target(name, input, projects))).collect()
    }

    /// The target of a link to one SOP.
    pub(crate) fn target(&self, name: &str, input: &Input, projects: &Projects) -> String {
        let pages = find(name, &input.folder()).map_or(1, |path| self.pages(path, input, projects));
        if pages > 1 { format!("{name}-1.svg") } else { format!("{name}.svg") }
    }

    fn pages(&self, path: PathBuf, from: &Input, projects: &Projects) -> usize {
        let known = |linked: &Self| linked.0.lock().unwrap_or_else(PoisonError::into_inner).get(&path).copied();
        known(self).unwrap_or_else(|| {
            let input = Input { path: Some(path.clone()), unit: from.unit.clone(), ..Input::default() };
            let sheet = sheet::compile(&input, projects, Warnings::Allowed).ok().and_then(|compiled| compiled.sheet);
            let pages = sheet.map_or(1, |sheet| sheet.scene.pages.len());
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), pages);
            pages
        })
    }
}

/// The names of the SOPs that a scene links to.
pub(crate) fn names(scene: &Scene) -> BTreeSet<&str> {
    let links = scene.pages.iter().flat_map(|page| &page.links);
    links.filter_map(|link| if let Target::Sop(name) = &link.target { Some(name.as_str()) } else { None }).collect()
}

/// The spec of a name: in the folder itself, else in the project.
fn find(name: &str, folder: &Path) -> Option<PathBuf> {
    let beside = folder.join(format!("{name}.toml"));
    if beside.is_file() {
        return Some(beside);
    }
    let project = Manifest::project(folder)?.folder;
    let (inputs, _) = inputs::collect(&[project]);
    inputs.into_iter().find(|input| input.stem() == name)?.path
}
