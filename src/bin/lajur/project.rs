//! `lajur.toml`: what a folder says about the specs below it.
//!
//! The project folder of a spec is the nearest folder upwards whose manifest has `[proyek]`, else the spec's own folder.

use std::fs;
use std::path::{Path, PathBuf};

use lajur::diag::Diagnostics;
use lajur::project;
use lajur::source::Source;

/// A `lajur.toml`, and where it lies.
#[derive(Clone, Debug)]
pub(crate) struct Manifest {
    /// Its folder, without links.
    pub(crate) folder: PathBuf,
    /// What it says.
    pub(crate) file: project::Manifest,
    /// `proyek.abaikan`.
    ignored: Vec<String>,
    /// The TOML file that it names: it is no spec.
    named: Option<PathBuf>,
}

impl Manifest {
    /// The name of the file.
    pub(crate) const NAME: &'static str = "lajur.toml";

    /// That of `folder`, if it has one. What is wrong with it is said where the specs below it are read.
    pub(crate) fn read(folder: &Path) -> Option<Self> {
        let text = fs::read_to_string(folder.join(Self::NAME)).ok()?;
        let folder = folder.canonicalize().ok()?;
        let file = project::Manifest::read(Source::new(Self::NAME, text), &mut Diagnostics::new());
        let form = file.root.table("bawaan").and_then(|inherited| inherited.text("bentuk"));
        let named = form.filter(|name| name.ends_with(".toml")).map(|name| folder.join(name));
        Some(Self { ignored: file.project("abaikan"), named, folder, file })
    }

    /// `proyek.keluaran`: where render writes without `-o`.
    pub(crate) fn output(&self) -> Option<PathBuf> {
        self.file.project("keluaran").first().map(|output| self.folder.join(output))
    }

    /// Those that hold in `folder`, the nearest last.
    pub(crate) fn above(folder: &Path) -> Vec<Self> {
        let Ok(folder) = folder.canonicalize() else { return Vec::new() };
        let mut manifests = Vec::new();
        for folder in folder.ancestors() {
            manifests.extend(Self::read(folder));
            if manifests.last().is_some_and(|manifest| manifest.file.is_project()) {
                break;
            }
        }
        manifests.reverse();
        manifests
    }

    /// The nearest one with `[proyek]`, from `folder` upwards.
    pub(crate) fn project(folder: &Path) -> Option<Self> {
        Self::above(folder).into_iter().next().filter(|manifest| manifest.file.is_project())
    }

    /// Whether a file or folder, given without links, is no spec or holds none.
    pub(crate) fn leaves_out(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.folder) else { return false };
        let below = below.to_string_lossy().replace('\\', "/");
        self.named.as_deref() == Some(path)
            || self.ignored.iter().any(|pattern| matches(pattern.as_bytes(), below.as_bytes()))
    }
}

/// Whether a path matches a pattern: `?` is a character, `*` any within a name, `**` any number of folders.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    match (pattern, path) {
        ([b'*', b'*', rest @ ..], _) => {
            let rest = rest.strip_prefix(b"/").unwrap_or(rest);
            (0..=path.len())
                .any(|at| (at == 0 || path[at - 1] == b'/' || rest.is_empty()) && matches(rest, &path[at..]))
        }
        ([b'*', rest @ ..], _) => {
            let end = path.iter().position(|&byte| byte == b'/').unwrap_or(path.len());
            (0..=end).any(|at| matches(rest, &path[at..]))
        }
        ([b'?', rest @ ..], [byte, path @ ..]) => *byte != b'/' && matches(rest, path),
        ([wanted, rest @ ..], [byte, path @ ..]) => wanted == byte && matches(rest, path),
        ([], []) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_follow_folders() {
        let check = |pattern: &str, path: &str| matches(pattern.as_bytes(), path.as_bytes());
        assert!(check("arsip/**", "arsip/2019/a.toml") && check("**/lama-*.toml", "x/y/lama-1.toml"));
        assert!(check("**/a.toml", "a.toml") && check("a?.toml", "ab.toml"));
        assert!(!check("arsip/*", "arsip/2019/a.toml") && !check("**/a.toml", "ba.toml"));
    }
}
