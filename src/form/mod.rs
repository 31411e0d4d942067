//! How a sheet looks: the `[format]` and `[label]` of a spec over the defaults of its form variant.
//!
//! A variant is data, a TOML file beside this module, never a branch in the layout.

mod chain;
mod read;
mod variant;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use chain::Chain;
pub(crate) use read::{Layers, column, is_font_file, read};
pub use variant::{DEFAULT, FORMS, Variant, variant, variants};

use crate::geom::{Insets, Length, Size};
use crate::picture::Picture;
use crate::scene::Color;
use crate::text::{FamilyId, RichText};

/// The look of a sheet, every default filled in.
#[derive(Clone, Debug)]
pub struct Form {
    /// Width and height of a page, turned as `orientasi` says.
    pub page: Size,
    /// Breadths of the margins.
    pub margin: Insets,
    /// The family of all text.
    pub family: FamilyId,
    /// The size of the table's text.
    pub font_size: Length,
    /// Whether the identity is printed.
    pub identity: bool,
    /// The width of the identity's left side, in hundredths of the sheet.
    pub left_share: i32,
    /// The rows of the identity in order, by key.
    pub identity_order: Vec<&'static str>,
    /// The boxes of the identity in order, by key: left and right in turn.
    pub box_order: Vec<&'static str>,
    /// What is set bold.
    pub bold: Vec<Bold>,
    /// Whether the table begins on a new page.
    pub table_on_new_page: bool,
    /// What follows the number of a row: nothing or a dot.
    pub row_number_dot: bool,
    /// The row of column numbers under the table head.
    pub column_numbers: Option<ColumnNumbers>,
    /// Whether there is a column Keterangan of its own.
    pub note_column: bool,
    /// The columns under Mutu Baku, in order.
    pub standard: Vec<StandardColumn>,
    /// Whether number and unit of a duration stand in two columns.
    pub split_duration: bool,
    /// The total row.
    pub total: Option<Total>,
    /// How many minutes make a `hari`.
    pub minutes_per_day: u32,
    /// Whether the table head is repeated on each page.
    pub repeat_head: bool,
    /// Shading of the table head.
    pub head_color: Option<Color>,
    /// Shading of the headings of the identity's boxes.
    pub box_color: Option<Color>,
    /// Fill of the symbols.
    pub symbol_color: Option<Color>,
    /// Whether texts stand in the middle of their rows, else at their top.
    pub texts_in_middle: bool,
    /// Where the number of a page stands.
    pub page_number: Option<PageNumber>,
    /// Whether the first page of the sheet is numbered too.
    pub first_page_numbered: bool,
    /// How it is written: `{n}` and `{dari}` are filled in.
    pub page_pattern: String,
    /// The foot line of each page but the cover.
    pub footer: Option<Footer>,
    /// The headings, by key.
    pub labels: Labels,
}

/// The margins of a continuous sheet.
const CONTINUOUS_MARGIN: Length = Length::pt(12);

impl Form {
    /// Makes the paper endless: the sheet stays as broad as it is, its margins become narrow.
    pub(crate) fn make_continuous(&mut self) {
        let margin = CONTINUOUS_MARGIN;
        self.page.w = self.page.w - self.margin.left - self.margin.right + margin * 2;
        self.page.h = Length::MAX;
        self.margin = Insets { top: margin, right: margin, bottom: margin, left: margin };
        self.page_number = None;
    }
}

/// A part of the sheet that may be set bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bold {
    /// The names of the agency.
    Agency,
    /// The titles above sheet and tables.
    Titles,
    /// The title of the SOP in the identity.
    Title,
    /// The offices of those who sign.
    Offices,
    /// The headings of the boxes.
    Boxes,
    /// The head of the table.
    Head,
    /// The total row.
    Total,
}

/// How columns are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnNumbers {
    /// `1`
    Plain,
    /// `(1)`
    Brackets,
    /// `1`, slanted.
    Italic,
}

/// A column under Mutu Baku.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StandardColumn {
    /// Kelengkapan.
    Inputs,
    /// Waktu.
    Duration,
    /// Output.
    Output,
    /// Keterangan, under Mutu Baku.
    Note,
}

/// What the total row adds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Total {
    /// All rows.
    All,
    /// The longest path from a start to an end.
    Critical,
    /// Nothing: a text of the writer's.
    Text(RichText),
}

/// Where the number of a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageNumber {
    /// Below the sheet.
    Bottom(Side),
    /// Above the sheet.
    Top(Side),
    /// In the head of the identity: `Hal. 1 / 4`.
    Identity,
}

/// Where a page number stands across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In the middle of the page.
    Middle,
    /// At the right edge of the sheet.
    Right,
}

/// The foot line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footer {
    /// Its words.
    pub text: RichText,
    /// The picture at its left.
    pub picture: Option<Arc<Picture>>,
}

impl Footer {
    /// How high its picture is.
    pub const PICTURE_HEIGHT: Length = Length::pt(40);
}

/// The headings of the form, each under the key it stands over (`tanggal_revisi`, `mutu_baku`, `ya` ...).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels(pub BTreeMap<&'static str, Label>);

/// A heading of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// These words; empty: the cell is blank.
    Text(RichText),
    /// `false`: the heading goes, and what that means for its place is the layout's affair.
    Dropped,
}

impl Labels {
    /// The words of a heading, or `None` where it was dropped.
    ///
    /// # Panics
    /// When `key` is no heading of the form.
    pub fn get(&self, key: &str) -> Option<&RichText> {
        match self.0.get(key).expect("every form has every heading") {
            Label::Text(text) => Some(text),
            Label::Dropped => None,
        }
    }
}
