//! Where the links of an SVG lead: to the first page of the other SOP, `NAME-1.svg`, or `NAME.svg` where it has only one.
//!
//! The other SOP is laid out for that, once a run, whether it is drawn in this run or not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use lajur::scene::{Scene, Target};

use crate::files::Projects;
use crate::html::address;
use crate::inputs::Input;
use crate::sheet::{self, Warnings};

/// How many pages linked SOPs have, by their files and the codes of the units that a template is drawn for.
#[derive(Debug, Default)]
pub(crate) struct Linked(Mutex<BTreeMap<(PathBuf, String), usize>>);

impl Linked {
    /// The targets of a scene's links, by the names of the SOPs. What cannot be drawn leads to `NAME.svg`.
    pub(crate) fn targets(&self, scene: &Scene, input: &Input, projects: &Projects) -> BTreeMap<String, String> {
        names(scene).into_iter().map(|name| (name.to_owned(), self.target(name, input, projects))).collect()
    }

    /// The target of a link to one SOP.
    pub(crate) fn target(&self, name: &str, input: &Input, projects: &Projects) -> String {
        let pages = projects.spec(name, &input.folder()).map_or(1, |path| self.pages(path, input, projects));
        let name = address(name);
        if pages > 1 { format!("{name}-1.svg") } else { format!("{name}.svg") }
    }

    fn pages(&self, path: PathBuf, from: &Input, projects: &Projects) -> usize {
        let unit = from.unit.as_ref().map_or_else(String::new, |unit| unit.code.clone());
        let key = (path, unit);
        let known = |linked: &Self| linked.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied();
        known(self).unwrap_or_else(|| {
            let input = Input { path: Some(key.0.clone()), unit: from.unit.clone(), ..Input::default() };
            let sheet = sheet::compile(&input, projects, Warnings::Allowed).ok().and_then(|compiled| compiled.sheet);
            let pages = sheet.map_or(1, |sheet| sheet.scene.pages.len());
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone(), pages);
            pages
        })
    }
}

/// The names of the SOPs that a scene links to.
pub(crate) fn names(scene: &Scene) -> BTreeSet<&str> {
    let links = scene.pages.iter().flat_map(|page| &page.links);
    links.filter_map(|link| if let Target::Sop(name) = &link.target { Some(name.as_str()) } else { None }).collect()
}
