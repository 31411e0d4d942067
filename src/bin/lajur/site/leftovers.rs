//! Pages of SOPs that are gone.
//!
//! Each page ends with a mark that seals it, so that a page which somebody wrote or changed by hand is told from one of ours. Files
//! that bear no whole mark are never touched, nor is a site within the site, nor a PDF that is not as it was written or was drawn
//! there by `render`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lajur::export;

use crate::failure::{Failure, Result};
use crate::freshness::Stamp;
use crate::terminal::{Reporter, Stream};

/// What a file of a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The page of an SOP.
    Page,
    /// The index.
    Index,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Page => "laman",
            Self::Index => "daftar",
        }
    }

    fn mark(self, html: &str) -> String {
        format!("<!-- lajur-situs {} {} -->\n", self.word(), export::digest(html.as_bytes()))
    }

    /// A page with its mark.
    pub(super) fn sealed(self, mut html: String) -> String {
        html.push_str(&self.mark(&html));
        html
    }

    fn is_of(self, file: &Path) -> bool {
        let Ok(html) = fs::read_to_string(file) else { return false };
        html.rfind("<!-- lajur-situs ").is_some_and(|at| html[at..] == self.mark(&html[..at]))
    }
}

/// Reports the pages below `out` that are none of these (`umum/surat-masuk`), or removes them and their PDFs.
pub(super) fn treat(out: &Path, pages: &BTreeSet<&str>, prune: bool, reporter: Reporter) -> Result<()> {
    let mut found = Vec::new();
    search(out, "", pages, &mut found);
    for page in found {
        let pdf = page.with_extension("pdf");
        let file = fs::read(&pdf).ok().filter(|file| Stamp::of(file).is_none());
        let signed = file.as_ref().is_some_and(|file| !export::is_untouched(file));
        for path in [Some(page), file.map(|_| pdf)].into_iter().flatten() {
            let name = path.display().to_string();
            if signed && path.extension().is_some_and(|extension| extension == "pdf") {
                let words = "SOP-nya tidak ada lagi; dibiarkan, karena sudah ditandatangani atau distempel";
                reporter.say("keluaran-yatim", &name, words);
            } else if prune {
                fs::remove_file(&path).map_err(|error| Failure::io(&path, &error))?;
                Stream::Err.print(&format!("Dihapus: {name}\n"));
            } else {
                reporter.say("keluaran-yatim", &name, "SOP-nya tidak ada lagi; `--prune` menghapusnya");
            }
        }
    }
    Ok(())
}

fn search(folder: &Path, below: &str, pages: &BTreeSet<&str>, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|name| !name.starts_with('.')) else {
            continue;
        };
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            if !Kind::Index.is_of(&path.join("index.html")) {
                search(&path, &format!("{below}{name}/"), pages, found);
            }
        } else if let Some(stem) = name.strip_suffix(".html")
            && !pages.contains(format!("{below}{stem}").as_str())
            && Kind::Page.is_of(&path)
        {
            found.push(path);
        }
    }
}
