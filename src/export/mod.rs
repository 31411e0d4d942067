//! A scene as files.
//!
//! A [`Sheet`] and [`Options`] come in, [`File`]s go out. Every back end paints the same [`Scene`] and measures nothing: glyphs stand
//! where the scene says. What a format is called and how it is written stands in [`FORMATS`], and nowhere else.
//!
//! Same scene and options, same bytes: nothing here asks for the time, the machine or the number of the run.

mod face;
mod json;
mod number;
mod pdf;
mod png;
mod stamp;
mod svg;

use std::collections::BTreeMap;

use crate::scene::Scene;

pub use self::pdf::{Faces, GlyphUse, Part, PartSize, Plan, Writer, attachment};
pub use self::stamp::{digest, is_untouched, is_untouched_file};

/// The formats, the usual one first.
pub const FORMATS: &[Format] = &[pdf::FORMAT, svg::FORMAT, png::FORMAT, json::FORMAT];

/// An output format.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What `-f` calls it.
    pub name: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Whether one file holds all pages.
    pub multipage: bool,
    /// Writes the files of a sheet, in the order of its pages. The error is a sentence for the user.
    pub write: fn(&Sheet<'_>, &Options) -> Result<Vec<File>, String>,
}

impl Format {
    /// The format of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// What there is to write.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// What is drawn.
    pub scene: &'a Scene,
    /// The geometry for machines; made only when asked for.
    pub geometry: &'a dyn Fn() -> String,
}

/// A written file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Which page it holds, from 1; `None` where it holds all.
    pub page: Option<usize>,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// How the files are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Dots an inch of a PNG.
    pub dpi: u32,
    /// How an SVG holds text.
    pub svg_text: SvgText,
    /// What ids in an SVG begin with, so that several can stand in one web page. Letters, digits, `-` and `_` only.
    pub id_prefix: String,
    /// Whether an SVG is a piece of a web page, without XML head.
    pub fragment: bool,
    /// Where links of an SVG to other SOPs lead, by the name of the SOP; others lead to `NAME.svg`.
    pub links: BTreeMap<String, String>,
    /// What the files of an SVG's pages are called, without number and extension, as an address: `renja` of `renja-2.svg`. Pages
    /// link to one another by it; those of a fragment by their ids. Without it pages have no links among themselves.
    pub page_name: Option<String>,
    /// The archive standard a PDF keeps, besides PDF/UA-1.
    pub pdf: PdfStandard,
    /// The spec, to be attached to a PDF/A-3a.
    pub source: Option<Attachment>,
    /// The time to date files of undated sheets with, in seconds since 1970: `SOURCE_DATE_EPOCH`.
    pub epoch: Option<i64>,
    /// What the next run wants to know of this one, in visible ASCII without `--` and `;segel=`.
    pub stamp: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dpi: 150,
            svg_text: SvgText::default(),
            id_prefix: String::new(),
            fragment: false,
            links: BTreeMap::new(),
            page_name: None,
            pdf: PdfStandard::default(),
            source: None,
            epoch: None,
            stamp: None,
        }
    }
}

/// How an SVG holds text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SvgText {
    /// Text in a font that the file brings along.
    #[default]
    Embed,
    /// Outlines: the same look everywhere, nothing to select.
    Outline,
    /// Text with the names of its families only.
    Plain,
}

/// The archive standard a PDF keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PdfStandard {
    /// PDF/A-2a.
    #[default]
    A2a,
    /// PDF/A-3a, which may carry its source.
    A3a,
}

/// A file within a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
