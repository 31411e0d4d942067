//! `lajur.toml`: what a folder says about the specs below it.
//!
//! The project folder of a spec is the nearest folder upwards whose manifest has `[proyek]`, else the spec's own folder.

use std::fs;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

/// What the program needs of a `lajur.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// Its folder, without links.
    pub(crate) folder: PathBuf,
    /// Whether it has `[proyek]`.
    pub(crate) is_project: bool,
    /// `proyek.keluaran`: where render writes without `-o`.
    pub(crate) output: Option<PathBuf>,
    /// `proyek.format`: what render writes without `-f`.
    pub(crate) formats: Vec<String>,
    /// `[buku]`.
    pub(crate) book: Option<BookSettings>,
    /// `proyek.abaikan`.
    ignored: Vec<String>,
    /// TOML files that it names: they are no specs.
    named: Vec<PathBuf>,
}

/// `[buku]`: what stands before the sheets of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BookSettings {
    /// `judul`.
    pub(crate) title: Option<Vec<String>>,
    /// `tahun`.
    pub(crate) year: Option<String>,
    /// `keputusan`.
    pub(crate) decree: Vec<String>,
    /// `penjelasan`.
    pub(crate) explanation: Vec<String>,
    /// `urut`.
    pub(crate) order: Option<String>,
}

impl BookSettings {
    fn read(value: &DeValue<'_>) -> Self {
        let listed = |key| value.get(key).map(|value| strings(value.get_ref()));
        let year = value.get("tahun").and_then(|year| match year.get_ref() {
            DeValue::Integer(year) => Some(year.as_str().to_owned()),
            DeValue::String(year) => Some(year.to_string()),
            _ => None,
        });
        Self {
            title: listed("judul"),
            year,
            decree: listed("keputusan").unwrap_or_default(),
            explanation: listed("penjelasan").unwrap_or_default(),
            order: listed("urut").and_then(|strings| strings.first().cloned()),
        }
    }
}

impl Manifest {
    /// The name of the file.
    pub(crate) const NAME: &'static str = "lajur.toml";

    /// That of `folder`, if it has one.
    pub(crate) fn read(folder: &Path) -> Option<Self> {
        let text = fs::read_to_string(folder.join(Self::NAME)).ok()?;
        let folder = folder.canonicalize().ok()?;
        let (table, _) = DeTable::parse_recoverable(&text);
        let table = table.get_ref();
        let project = table.get("proyek").and_then(|value| value.get_ref().as_table());
        let listed = |key| project.and_then(|project| project.get(key)).map(|value| strings(value.get_ref()));
        let form = table.get("bawaan").and_then(|value| value.get_ref().get("bentuk"));
        let forms = form.map(|value| strings(value.get_ref())).unwrap_or_default();
        let named = forms.iter().filter(|name| name.ends_with(".toml")).map(|name| folder.join(name)).collect();
        Some(Self {
            is_project: project.is_some(),
            book: table.get("buku").map(|value| BookSettings::read(value.get_ref())),
            output: listed("keluaran").and_then(|strings| Some(folder.join(strings.first()?))),
            formats: listed("format").unwrap_or_default(),
            ignored: listed("abaikan").unwrap_or_default(),
            named,
            folder,
        })
    }

    /// Those that hold in `folder`, the nearest last.
    pub(crate) fn above(folder: &Path) -> Vec<Self> {
        let Ok(folder) = folder.canonicalize() else { return Vec::new() };
        let mut manifests = Vec::new();
        for folder in folder.ancestors() {
            manifests.extend(Self::read(folder));
            if manifests.last().is_some_and(|manifest| manifest.is_project) {
                break;
            }
        }
        manifests.reverse();
        manifests
    }

    /// The nearest one with `[proyek]`, from `folder` upwards.
    pub(crate) fn project(folder: &Path) -> Option<Self> {
        Self::above(folder).into_iter().next().filter(|manifest| manifest.is_project)
    }

    /// Whether a file or folder, given without links, is no spec or holds none.
    pub(crate) fn leaves_out(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.folder) else { return false };
        let below = below.to_string_lossy().replace('\\', "/");
        self.named.iter().any(|named| named == path)
            || self.ignored.iter().any(|pattern| matches(pattern.as_bytes(), below.as_bytes()))
    }
}

/// A string, or the strings of an array.
fn strings(value: &DeValue<'_>) -> Vec<String> {
    match value {
        DeValue::String(text) => vec![text.to_string()],
        DeValue::Array(items) => items.iter().filter_map(|item| Some(item.get_ref().as_str()?.to_owned())).collect(),
        _ => Vec::new(),
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
