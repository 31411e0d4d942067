//! What to draw: pages of paths, glyph runs and pictures, with the structure a reader of the document meets.
//!
//! A scene knows nothing of tables, lanes or connectors. Every back end paints the same scene, so they agree. Coordinates are
//! absolute on the page, origin top left, y down.
//!
//! The *structure* says what the drawn things are to somebody who cannot see them: a tree of [`Element`]s (title, table, cell,
//! figure ...) in reading order. A [`Group`] with [`Tag::Element`] holds what is drawn of an element on a page; an element that
//! goes on over a page break has a group on each. What is in no element, rules and repeated heads, is an artifact.

use std::ops::Range;
use std::sync::Arc;

use crate::geom::{Length, Point, Rect, Size};
use crate::picture::Picture;
use crate::text::{Fonts, GlyphRun};

/// A finished document.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The faces that the runs refer to.
    pub fonts: Arc<Fonts>,
    /// What the document says of itself.
    pub info: Info,
    /// The structure; the first element is the document, the parent of all others.
    pub structure: Vec<Element>,
    /// Places to jump to, as a tree in order.
    pub bookmarks: Vec<Bookmark>,
}

/// What the document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The title.
    pub title: String,
    /// Who issues it.
    pub author: String,
    /// What it is about, in a sentence.
    pub subject: String,
    /// Its date, `2019-08-01`, if it has one.
    pub date: Option<String>,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Width and height of the paper.
    pub size: Size,
    /// What it is called: the number that is or would be printed on it, or a word. By its place among the pages where blank.
    pub label: String,
    /// What is drawn, from the back to the front.
    pub items: Vec<Item>,
    /// Areas that lead somewhere.
    pub links: Vec<Link>,
    /// Empty fields for electronic signatures.
    pub fields: Vec<Field>,
}

impl Page {
    /// Leads links within the page's own document so many pages on, for a document that stands behind others.
    pub(crate) fn shift_links(&mut self, pages: usize) {
        for Link { target, .. } in &mut self.links {
            if let Target::Page(number, _) = target {
                *number += pages;
            }
        }
    }
}

/// A thing that is drawn.
#[derive(Clone, Debug)]
pub enum Item {
    /// Lines and areas.
    Path(Path),
    /// Words.
    Text(Text),
    /// A picture.
    Image(Image),
    /// Things that belong together.
    Group(Group),
}

/// Lines and areas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The outline.
    pub segments: Vec<Segment>,
    /// The colour inside.
    pub fill: Option<Color>,
    /// The line along it.
    pub stroke: Option<Stroke>,
    /// What it is, for those who restyle a drawing.
    pub class: Class,
}

/// What a path or text is to somebody who restyles the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A rule or border of the table.
    #[default]
    Rule,
    /// Shading behind a heading.
    Shade,
    /// The outline of a symbol.
    Symbol,
    /// A connector or its arrow head.
    Connector,
    /// Words.
    Text,
    /// The word that marks a draft or a withdrawn sheet.
    Watermark,
    /// A mark of change.
    Mark,
}

/// A piece of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Begins anew.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Back to where it began.
    Close,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Its breadth.
    pub width: Length,
    /// Its colour.
    pub color: Color,
}

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Color {
    /// Text and lines.
    pub const BLACK: Self = Self::gray(0);
    /// Paper.
    pub const WHITE: Self = Self::gray(255);

    /// A grey.
    pub const fn gray(level: u8) -> Self {
        Self { r: level, g: level, b: level }
    }
}

/// A run of glyphs at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where its baseline begins.
    pub at: Point,
    /// The glyphs.
    pub run: Arc<GlyphRun>,
    /// Whole degrees by which the baseline is turned anticlockwise about `at`; 90 reads upwards.
    pub turn: i16,
    /// The colour.
    pub color: Color,
    /// What it is.
    pub class: Class,
    /// Whether only the PDF has it: the tag that signing services look for.
    pub pdf_only: bool,
    /// Whether a word ends with it: what stands next in the same element is another.
    pub ends_word: bool,
}

/// A picture in a frame.
#[derive(Clone, Debug)]
pub struct Image {
    /// The frame; the picture fills it.
    pub frame: Rect,
    /// The picture.
    pub picture: Arc<Picture>,
}

/// Things that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they are in the structure.
    pub tag: Tag,
    /// The things, from the back to the front.
    pub items: Vec<Item>,
}

/// What a group is in the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Part of an element: its index in [`Scene::structure`].
    Element(usize),
    /// Of no meaning to a reader: rules, repeated heads, page numbers.
    Artifact,
}

/// A node of the structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// The element it is part of; `None` for the document. Parents stand before their children, siblings in reading order.
    pub parent: Option<usize>,
}

/// What a node of the structure is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The whole.
    Document,
    /// A part of it.
    Section,
    /// A heading of a level from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// Its mark.
    ListMark,
    /// Its words.
    ListBody,
    /// A table.
    Table,
    /// The heading rows of a table.
    TableHeads,
    /// The other rows of a table.
    TableBody,
    /// A row of a table.
    TableRow,
    /// A heading cell.
    TableHead {
        /// What it heads.
        scope: Scope,
        /// Columns it spans.
        columns: u32,
        /// Rows it spans.
        rows: u32,
    },
    /// A cell.
    TableCell {
        /// Columns it spans.
        columns: u32,
        /// Rows it spans.
        rows: u32,
    },
    /// A drawing, with the words that say the same.
    Figure {
        /// These words.
        alternative: String,
        /// A short name: `Kegiatan 6`.
        name: String,
    },
    /// Something that leads elsewhere.
    Link {
        /// The page, from 0.
        page: usize,
        /// Their places in [`Page::links`]: one for each line of the words.
        links: Range<usize>,
        /// The words that say what is drawn, where it is not words.
        alternative: Option<String>,
    },
    /// A field to sign in: the index of the field on its page, as (page, field).
    Field {
        /// The page, from 0.
        page: usize,
        /// Its place in [`Page::fields`].
        field: usize,
    },
}

/// What a heading cell heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The column below it.
    Column,
    /// The row beside it.
    Row,
}

/// An area that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The area.
    pub area: Rect,
    /// Where it leads.
    pub target: Target,
    /// Where it leads, in words.
    pub title: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a place in this document: the page, from 0. In a part of a document that is the document's page.
    Page(usize, Point),
    /// To another SOP: the name of its spec without extension. A PDF links to `NAME.pdf`, an SVG to its first SVG page.
    Sop(String),
    /// To a page of another PDF: its name without extension, and the page, from 0.
    File(String, usize),
}

/// An empty field for an electronic signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name: `ttd_pengesahan`.
    pub name: String,
    /// Who signs there, in words.
    pub title: String,
    /// Where the signature will stand.
    pub area: Rect,
}

/// A place to jump to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// Its name.
    pub title: String,
    /// Depth in the tree, from 0.
    pub level: usize,
    /// The page, from 0.
    pub page: usize,
    /// The place on it.
    pub at: Point,
}
