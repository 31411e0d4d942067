//! Outputs of specs that are gone.
//!
//! Looked for when whole folders are drawn: files in the folder they are drawn into that carry our stamp, and that no spec of the
//! run claims. They are reported; with `--prune` removed, but for PDFs that somebody signed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lajur::export::{self, FORMATS};

use crate::failure::{Failure, Result};
use crate::freshness::Stamp;
use crate::outputs::Place;
use crate::project::Manifest;
use crate::settings::real;
use crate::terminal::{self, Reporter, Stream};

/// Reports or removes them.
pub(crate) fn treat<'a>(
    inputs: &[PathBuf],
    out: Option<&Path>,
    places: impl Iterator<Item = &'a Place>,
    prune: bool,
    reporter: Reporter,
) -> Result<()> {
    let claimed: BTreeSet<_> = places
        .filter_map(|place| match place {
            Place::Files { folder, stem } => Some((real(folder), stem.clone())),
            Place::Stdout => None,
        })
        .collect();
    let mut orphans = BTreeSet::new();
    for input in inputs.iter().filter(|input| input.is_dir()) {
        if let Some(folder) = folder(input, out) {
            search(&folder, &claimed, &mut orphans);
        }
    }
    for orphan in orphans {
        let path = terminal::path(&orphan);
        let signed = orphan.extension().is_some_and(|extension| extension == "pdf")
            && fs::read(&orphan).is_ok_and(|file| !export::is_untouched(&file));
        if signed {
            let words = "SOP-nya tidak ada lagi; dibiarkan, karena sudah ditandatangani atau distempel";
            reporter.say("keluaran-yatim", &path, words);
        } else if prune {
            fs::remove_file(&orphan).map_err(|error| Failure::io(&orphan, &error))?;
            if reporter.is_human() {
                Stream::Err.print(&format!("Dihapus: {path}\n"));
            }
        } else {
            reporter.say("keluaran-yatim", &path, "SOP-nya tidak ada lagi; `--prune` menghapusnya");
        }
    }
    Ok(())
}

/// The folder that a folder of specs is drawn into, where that holds nothing of other specs.
fn folder(input: &Path, out: Option<&Path>) -> Option<PathBuf> {
    if let Some(out) = out {
        return Some(out.to_owned());
    }
    let project = Manifest::project(input);
    match project.as_ref().and_then(|project| Some((project, project.output()?))) {
        Some((project, output)) => (real(input) == project.folder).then_some(output),
        None => Some(input.to_owned()),
    }
}

fn search(folder: &Path, claimed: &BTreeSet<(PathBuf, String)>, orphans: &mut BTreeSet<PathBuf>) {
    let here = real(folder);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            search(&path, claimed, orphans);
            continue;
        }
        let Some((stem, extension)) = name.rsplit_once('.') else { continue };
        let Some(format) = FORMATS.iter().find(|format| format.extension == extension) else { continue };
        let is_claimed = |stem: &str| claimed.contains(&(here.clone(), stem.to_owned()));
        let page = stem.rsplit_once('-').filter(|(_, page)| !format.multipage && page.parse::<usize>().is_ok());
        if is_claimed(stem) || page.is_some_and(|(stem, _)| is_claimed(stem)) {
            continue;
        }
        if fs::read(&path).is_ok_and(|file| Stamp::of(&file).is_some()) {
            orphans.insert(path);
        }
    }
}
