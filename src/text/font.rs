//! Faces, shaping and glyph runs.

use crate::geom::Length;

/// The four styles of a family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Upright, normal weight.
    #[default]
    Regular,
    /// Upright, bold.
    Bold,
    /// Slanted, normal weight.
    Italic,
    /// Slanted, bold.
    BoldItalic,
}

impl Style {
    /// The same, bold.
    pub fn bold(self) -> Self {
        match self {
            Self::Regular | Self::Bold => Self::Bold,
            Self::Italic | Self::BoldItalic => Self::BoldItalic,
        }
    }

    /// The same, slanted.
    pub fn italic(self) -> Self {
        match self {
            Self::Regular | Self::Italic => Self::Italic,
            Self::Bold | Self::BoldItalic => Self::BoldItalic,
        }
    }
}

/// A family of a [`Fonts`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FamilyId(pub u16);

/// A face of a [`Fonts`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u16);

/// The faces a document may use: the bundled ones, and those of the machine or the project that it names.
#[derive(Clone, Debug, Default)]
pub struct Fonts {}

/// A glyph and how far it moves the pen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// How far the pen moves, kerning included.
    pub advance: Length,
    /// Where it stands off the pen, to the right.
    pub dx: Length,
    /// Where it stands off the baseline, upwards.
    pub dy: Length,
    /// The bytes of the run's text that it stands for; empty when an earlier glyph stands for them too.
    pub text: std::ops::Range<u32>,
}

/// A text in one face and size, shaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlyphRun {
    /// The face.
    pub font: FontId,
    /// The size of an em.
    pub size: Length,
    /// The glyphs in the order they are set, left to right.
    pub glyphs: Vec<Glyph>,
    /// What the run says. A hyphen that only the line break made is U+00AD here.
    pub text: String,
}

impl GlyphRun {
    /// The sum of its advances.
    pub fn width(&self) -> Length {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}
