//! A page as an SVG for web sites.
//!
//! Self-contained: no script, nothing outside the file is referred to. Colours and geometry stand in attributes, so that it looks
//! right where style sheets are refused; classes let a page restyle it. Figures are groups with a name that a screen reader says. Every
//! id begins with the prefix and the number of the page.
//!
//! Written by hand: `svg`, the crate, puts blanks into `<text>`, and here blanks are words.

mod image;
mod paint;
mod text;
mod write;

use self::paint::Painter;
use self::write::Writer;
use super::face::Outlines;
use super::{File, Format, Options, Sheet};

pub(super) const FORMAT: Format =
    Format { name: "svg", extension: "svg", media_type: "image/svg+xml", multipage: false, write };

fn write(sheet: &Sheet<'_>, options: &Options) -> Result<Vec<File>, String> {
    let scene = sheet.scene;
    let mut outlines = Outlines::new(&scene.fonts);
    let pages = scene.pages.iter().enumerate();
    let files = pages.map(|(index, page)| {
        let prefix = if options.id_prefix.is_empty() { "lajur" } else { &options.id_prefix };
        let mut writer = Writer::new(format!("{prefix}-{}-", index + 1));
        if !options.fragment {
            writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        }
        if let Some(stamp) = &options.stamp {
            writer.comment(stamp);
        }
        Painter { scene, page, index, text: options.svg_text, outlines: &mut outlines, out: writer }.paint()
    });
    Ok(files.enumerate().map(|(index, bytes)| File { page: Some(index + 1), bytes }).collect())
}
