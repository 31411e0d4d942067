//! The sizes of type of a sheet, and texts measured in them.
//!
//! All sizes follow from the one of the form (`ukuran_huruf`, that of the table).

use super::Placed;
use crate::form::{Bold, Form};
use crate::geom::{Length, Point, Rect};
use crate::sop::{Listing, Sop};
use crate::text::{Align, Block, Entry, Fonts, Passage, RichText, TextStyle};

/// The family and the sizes of a sheet.
#[derive(Clone, Copy)]
pub(super) struct Faces<'a> {
    fonts: &'a Fonts,
    form: &'a Form,
    size: Length,
}

impl<'a> Faces<'a> {
    /// Those of a document.
    pub(super) fn of(sop: &'a Sop) -> Self {
        Self { fonts: &sop.fonts, form: &sop.form, size: sop.form.font_size }
    }

    /// Cells of the table.
    pub(super) fn table(&self) -> TextStyle {
        self.style(self.size)
    }

    /// Headings of the table.
    pub(super) fn table_head(&self) -> TextStyle {
        centered(self.weighted(self.table(), Bold::Head))
    }

    /// The total row.
    pub(super) fn total(&self) -> TextStyle {
        centered(self.weighted(self.table(), Bold::Total))
    }

    /// The identity and the signatures, a little larger than the table.
    pub(super) fn identity(&self) -> TextStyle {
        self.style(self.size.ratio(10, 9))
    }

    /// The title of the SOP in the identity.
    pub(super) fn identity_title(&self) -> TextStyle {
        self.weighted(self.identity(), Bold::Title)
    }

    /// Headings of the identity's boxes.
    pub(super) fn box_head(&self) -> TextStyle {
        self.weighted(self.identity(), Bold::Boxes)
    }

    /// Offices of those who sign.
    pub(super) fn office(&self) -> TextStyle {
        centered(self.weighted(self.identity(), Bold::Offices))
    }

    /// Titles above the sheet and its tables.
    pub(super) fn title(&self) -> TextStyle {
        self.heading(Bold::Titles)
    }

    /// Names of the agency.
    pub(super) fn agency(&self) -> TextStyle {
        self.heading(Bold::Agency)
    }

    fn heading(&self, part: Bold) -> TextStyle {
        centered(self.weighted(self.style(self.size.ratio(11, 9)), part))
    }

    /// The style, bold where the form sets this part so.
    fn weighted(&self, style: TextStyle, part: Bold) -> TextStyle {
        TextStyle { bold: self.form.bold.contains(&part), ..style }
    }

    /// Titles of a cover.
    pub(super) fn cover(&self) -> TextStyle {
        centered(bold(self.style(self.size * 2)))
    }

    /// Address lines, foot lines, notes.
    pub(super) fn small(&self) -> TextStyle {
        self.style(self.size.ratio(8, 9))
    }

    /// Words at exits and inside symbols.
    pub(super) fn label(&self) -> TextStyle {
        centered(self.style(self.size.ratio(5, 6)))
    }

    /// Words inside symbols where lanes are crowded; on no sheet smaller than can be read, unless all of its type is.
    pub(super) fn small_label(&self) -> TextStyle {
        centered(self.style(self.size.ratio(2, 3).max(Length::pt(6).min(self.size))))
    }

    /// Letters of off-page symbols: these have one size on any sheet, so have their letters.
    pub(super) fn letter(&self) -> TextStyle {
        centered(bold(self.style(Length::pt(7))))
    }

    /// The width of the identity's left side in that of a sheet.
    pub(super) fn left_width(&self, sheet: Length) -> Length {
        sheet.ratio(self.form.left_share, 100)
    }

    /// A size of one's own, upright and flush left.
    pub(super) fn style(&self, size: Length) -> TextStyle {
        TextStyle {
            family: self.form.family,
            size,
            leading: size.ratio(23, 20),
            bold: false,
            italic: false,
            underline: false,
            align: Align::Left,
        }
    }

    /// A text, shaped.
    pub(super) fn passage(&self, text: &RichText, style: TextStyle) -> Passage {
        Passage::new(self.fonts, &[Entry { mark: None, text }], &style)
    }

    /// A paragraph or a list, shaped.
    pub(super) fn listing(&self, listing: &Listing, style: TextStyle) -> Passage {
        let entries = listing.items.iter().map(|item| Entry { mark: item.mark.as_deref(), text: &item.text });
        Passage::new(self.fonts, &entries.collect::<Vec<_>>(), &style)
    }

    /// A text set to a width.
    pub(super) fn set(&self, text: &RichText, style: TextStyle, width: Length) -> Block {
        self.passage(text, style).set(width)
    }

    /// A short text set in as many lines as it has.
    pub(super) fn set_natural(&self, text: &RichText, style: TextStyle) -> Block {
        let passage = self.passage(text, style);
        passage.set(passage.natural_width())
    }
}

/// The style, bold.
pub(super) fn bold(style: TextStyle) -> TextStyle {
    TextStyle { bold: true, ..style }
}

/// The style, centred.
pub(super) fn centered(style: TextStyle) -> TextStyle {
    TextStyle { align: Align::Center, ..style }
}

impl Placed {
    /// A block with its top left corner at `x`, `y`.
    pub(super) fn new(x: Length, y: Length, block: Block) -> Self {
        Self { at: Point::new(x, y), block, turned: false }
    }

    /// A block in the middle of a rectangle.
    pub(super) fn centered(rect: Rect, block: Block) -> Self {
        let x = rect.x + (rect.w - block.size.w).half();
        let y = rect.y + (rect.h - block.size.h).half();
        Self::new(x, y, block)
    }

    /// A block that reads upwards, in the middle of a rectangle.
    pub(super) fn turned(rect: Rect, block: Block) -> Self {
        let x = rect.x + (rect.w - block.size.h).half();
        let y = rect.bottom() - (rect.h - block.size.w).half();
        Self { at: Point::new(x, y), block, turned: true }
    }
}

/// Blocks under one another from `y` down, each with its left edge at `x`; also says where the last one ends.
pub(super) fn stack(x: Length, y: Length, blocks: Vec<Block>) -> (Vec<Placed>, Length) {
    let mut bottom = y;
    let placed = blocks
        .into_iter()
        .map(|block| {
            let top = bottom;
            bottom += block.size.h;
            Placed::new(x, top, block)
        })
        .collect();
    (placed, bottom)
}

/// The height of blocks under one another.
pub(super) fn height(blocks: &[Block]) -> Length {
    blocks.iter().map(|block| block.size.h).sum()
}
