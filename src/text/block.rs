//! Text in lines: how it is to be set, and what comes of it.

use std::sync::Arc;

use super::{FamilyId, GlyphRun};
use crate::geom::{Length, Size};

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextStyle {
    /// The family.
    pub family: FamilyId,
    /// The size of an em.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Whether all of it is slanted.
    pub italic: bool,
    /// Whether all of it is underlined.
    pub underline: bool,
    /// How lines stand in the width.
    pub align: Align,
}

/// How lines stand in the width they are set to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// Flush left, ragged right.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// Flush right.
    Right,
}

/// A passage set in lines. Coordinates are from the top left corner of the block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The width it was set to (or its natural one) and the height of all lines.
    pub size: Size,
    /// The lines from the top; blocks of equal texts share them.
    pub lines: Arc<[Line]>,
    /// How many words were divided inside, by a hyphen or, where nothing else was left, without.
    pub divided: usize,
}

/// A line of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The baseline, from the top of the block.
    pub baseline: Length,
    /// The entry of the passage that the line belongs to.
    pub entry: usize,
    /// Whether it begins its entry (its mark stands in this line).
    pub first: bool,
    /// Whether it begins a line of the writer's.
    pub begins: bool,
    /// Whether a word ends with it; else the line break divides one, or a compound behind its hyphen or stroke.
    pub ends_word: bool,
    /// The runs from left to right; a mark is a run of its own.
    pub runs: Vec<PlacedRun>,
}

/// A run in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRun {
    /// Its left end, from the left edge of the block.
    pub x: Length,
    /// The glyphs.
    pub run: Arc<GlyphRun>,
    /// Whether it is the mark of the entry, or typed by the writer in front of the line.
    pub mark: bool,
    /// Whether it is a mark that the writer typed.
    pub typed: bool,
    /// Whether it is underlined.
    pub underline: bool,
}
