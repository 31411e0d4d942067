//! A scene as one PDF, for signing, for the archive and for screen readers: PDF/A-2a and PDF/UA-1 at once.
//!
//! printpdf owns the document (catalog, page tree, boxes, Info) and hands it over as lopdf's objects; what it does not know is set on
//! them in [`skeleton`]. Content streams, fonts, pictures and the tag tree are written here in PDF's own syntax, straight into
//! the buffers that are deflated: there are hundreds of tags and thousands of glyphs a sheet, and building each of them as a map
//! of names took longer than all else together.
//!
//! [`mod@file`] writes it all out: small objects in an object stream, ids from the content, a newline at the end, so that a signature
//! can be appended by the rules.

mod annotations;
mod content;
mod document;
mod extract;
mod file;
mod font;
mod icc;
mod image;
mod known;
mod metadata;
mod outline;
mod part;
pub(super) mod program;
mod skeleton;
mod syntax;
mod tags;

use super::{File, Format, Options, Sheet};

pub use self::document::{PartSize, Plan};
pub use self::extract::attachment;
pub(super) use self::file::is_untouched;
pub use self::font::GlyphUse;
pub use self::part::{Faces, Part, Writer};

pub(super) const FORMAT: Format =
    Format { name: "pdf", extension: "pdf", media_type: "application/pdf", multipage: true, write };

fn write(sheet: &Sheet<'_>, options: &Options) -> Result<Vec<File>, String> {
    Ok(vec![File { page: None, bytes: document::write(sheet.scene, options)? }])
}
