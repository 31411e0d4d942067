//! Fonts and measured text.
//!
//! Text is shaped and measured once, here; whoever paints it repeats the glyphs and their advances. [`RichText`] is what
//! the spec says (markup and typed list marks understood), a [`Passage`] is that text shaped in a style and ready to be set at
//! any width, a [`Block`] is a passage set in lines.

pub mod face;
pub mod font;
pub mod passage;
pub mod rich;

mod block;
mod breaks;
mod fit;
mod hyphen;
mod known;
mod paragraph;
mod setter;
mod shape;

pub use block::{Align, Block, Line, PlacedRun, TextStyle};
pub use face::{Face, FontFile, Metrics, PathSink};
pub use font::{FamilyId, FontId, Fonts, Glyph, GlyphRun, Style};
pub use passage::{Entry, Passage};
pub use rich::{RichLine, RichSpan, RichText};
pub(crate) use shape::kerning;
#[cfg(test)]
pub(crate) use shape::shaped;
