//! The files that a spec names: logos, QR codes, fonts, forms, and the other specs it links to.
//!
//! Only the program knows the file system; the stages ask through this trait. What comes from outside the project folder is
//! refused by whoever implements it.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics};
use crate::picture::Picture;
use crate::source::Span;
use crate::text::FontFile;

/// Where the files that a spec names come from.
pub trait Assets: Sync {
    /// The bytes of a file, by its name in the spec. The error is why there are none, in the user's words, to stand behind a
    /// colon: `tidak ada`, `berada di luar folder proyek`.
    fn read(&self, name: &str) -> Result<Vec<u8>, String>;

    /// Whether the project has a spec whose file has this name, without extension.
    fn has_sop(&self, name: &str) -> bool;

    /// The faces of a font family of the machine; none where it has no family of this name.
    fn font_family(&self, name: &str) -> Vec<FontFile> {
        let _ = name;
        Vec::new()
    }
}

/// No files at all: for specs that name none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoAssets;

impl Assets for NoAssets {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Err("tidak ada".to_owned())
    }

    fn has_sop(&self, _: &str) -> bool {
        false
    }
}

/// The pictures of one spec, each read once.
pub(crate) struct Pictures<'a> {
    assets: &'a dyn Assets,
    read: BTreeMap<String, Option<Arc<Picture>>>,
}

impl<'a> Pictures<'a> {
    /// None read yet.
    pub(crate) fn new(assets: &'a dyn Assets) -> Self {
        Self { assets, read: BTreeMap::new() }
    }

    /// The picture of a name. What is wrong with it is reported where it is first named.
    pub(crate) fn get(&mut self, name: &str, span: &Span, diagnostics: &mut Diagnostics) -> Option<Arc<Picture>> {
        if let Some(known) = self.read.get(name) {
            return known.clone();
        }
        let shown = crate::spec::printable(name);
        let picture = self.decode(name, &shown).map_err(|message| {
            diagnostics.push(Diagnostic::error("gambar-tak-terbaca", span.clone(), message).help(
                "letak gambar dihitung dari berkas ini; gambar (svg, png, jpg) harus berada di dalam folder proyek",
            ));
        });
        let picture = picture.ok();
        self.read.insert(name.to_owned(), picture.clone());
        picture
    }

    fn decode(&self, name: &str, shown: &str) -> Result<Arc<Picture>, String> {
        let bytes =
            self.assets.read(name).map_err(|reason| format!("gambar `{shown}` tidak dapat dibaca: {reason}"))?;
        known(bytes, |bytes| Picture::decode(bytes, shown))
    }
}

/// Files kept a thread, and the largest: the sheets of an office share its emblem.
const MOST_FILES: usize = 4;
const LARGEST_FILE: usize = 1 << 19;

thread_local! {
    static KNOWN: RefCell<VecDeque<(Vec<u8>, Arc<Picture>)>> = RefCell::default();
}

/// The picture of a file: as it was read before in this thread, or read now.
fn known(bytes: Vec<u8>, read: impl FnOnce(&[u8]) -> Result<Picture, String>) -> Result<Arc<Picture>, String> {
    // What is used comes to the front, so that pictures of one sheet alone do not push out what all share.
    let to_front = |known: &mut VecDeque<(Vec<u8>, Arc<Picture>)>| {
        let at = known.iter().position(|(other, _)| *other == bytes)?;
        let entry = known.remove(at)?;
        let picture = Arc::clone(&entry.1);
        known.push_front(entry);
        Some(picture)
    };
    if let Some(picture) = KNOWN.with_borrow_mut(to_front) {
        return Ok(picture);
    }
    let picture = Arc::new(read(&bytes)?);
    let (width, height) = match &*picture {
        Picture::Vector(_) => (0, 0),
        Picture::Raster(bitmap) => bitmap.size,
    };
    if bytes.len() <= LARGEST_FILE && u64::from(width) * u64::from(height) * 4 <= 8 * LARGEST_FILE as u64 {
        KNOWN.with_borrow_mut(|known| {
            known.truncate(MOST_FILES - 1);
            known.push_front((bytes, Arc::clone(&picture)));
        });
    }
    Ok(picture)
}
