//! A page as an SVG for web sites.
//!
//! Self-contained: no script, nothing outside the file is referred to but other sheets. Colours and geometry stand in attributes,
//! so that it looks right where style sheets are refused; classes and custom properties let a page restyle it ([`style`]).
//! Each activity is a group with a name that a screen reader says. Every id begins with the prefix and the number of the page,
//! and style rules hold below the page's own id, so that several can stand in one web page.
//!
//! Written by hand: `svg`, the crate, puts blanks into `<text>`, and here blanks are words.

mod font;
mod image;
mod order;
mod paint;
mod style;
mod text;
mod write;

use self::font::WebFonts;
use self::paint::Painter;
use self::write::Writer;
use super::face::Outlines;
use super::{File, Format, Options, Sheet, SvgText, stamp};

pub(super) const FORMAT: Format =
    Format { name: "svg", extension: "svg", media_type: "image/svg+xml", multipage: false, write };

fn write(sheet: &Sheet<'_>, options: &Options) -> Result<Vec<File>, String> {
    let scene = sheet.scene;
    let mut outlines = Outlines::new(&scene.fonts);
    let mut files = Vec::with_capacity(scene.pages.len());
    for (index, page) in scene.pages.iter().enumerate() {
        let mut writer = Writer::new(paint::prefix(options, index));
        if !options.fragment {
            writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        }
        if let Some(stamp) = &options.stamp {
            writer.comment(&stamp::unsealed(stamp));
        }
        let fonts = match options.svg_text {
            SvgText::Embed => font::of(&page.items, &scene.fonts)?,
            SvgText::Outline | SvgText::Plain => WebFonts::new(),
        };
        let painter = Painter { scene, page, index, options, outlines: &mut outlines, fonts, out: writer };
        let mut bytes = painter.paint();
        stamp::seal(&mut bytes);
        files.push(File { page: Some(index + 1), bytes });
    }
    Ok(files)
}
