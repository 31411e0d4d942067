//! One face: its measures, its glyphs, its outlines.
//!
//! Comes from the bytes of a font file, which exporters get back whole ([`Face::data`]). Nothing of the file is read before it is
//! asked for, so that a sheet in one family does not pay for the others.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use harfrust::{Direction, Feature, Script, ShapePlan, Tag};
use skrifa::font::Blob;
use skrifa::font::name::NameId;
use skrifa::{DrawMemory, Font, GlyphId, ScalerFont};

pub use skrifa::PathSink;

use super::Style;
use crate::geom::Length;

/// The bytes of a font file.
#[derive(Clone, Debug)]
pub struct FontFile {
    /// The bytes.
    pub data: Cow<'static, [u8]>,
    /// The face in a collection; 0 in a file of one.
    pub index: u32,
}

/// A face of a [`Fonts`](super::Fonts).
pub struct Face {
    data: Blob,
    index: u32,
    style: Style,
    /// Never the same for two faces of a process.
    pub(super) serial: u32,
    font: OnceLock<Font>,
    plan: OnceLock<ShapePlan>,
    scaler: OnceLock<ScalerFont>,
    metrics: OnceLock<Metrics>,
    notes: OnceLock<Box<dyn Any + Send + Sync>>,
    hyphen: OnceLock<(u16, i32)>,
    blank: OnceLock<Option<(u16, i32)>>,
}

/// Measures of a face in its units, upwards from the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// Units to an em.
    pub units_per_em: i32,
    /// The height of the tallest letters.
    pub ascent: i32,
    /// The depth of the deepest, negative.
    pub descent: i32,
    /// The height of capitals.
    pub cap_height: i32,
    /// The height of an x.
    pub x_height: i32,
    /// The top edge of an underline, negative: clear of the letters, whatever the file says.
    pub underline: i32,
    /// The breadth of an underline.
    pub underline_width: i32,
}

impl Metrics {
    /// Units at a size, to the nearest thousandth of a point.
    pub fn scale(&self, units: i32, size: Length) -> Length {
        let (product, em) = (i64::from(units) * i64::from(size.0), i64::from(self.units_per_em));
        Length(((2 * product + em).div_euclid(2 * em)) as i32)
    }
}

impl Face {
    /// The face of a file whose style is known; `data` must be a font.
    pub(super) fn bundled(data: &'static [u8], style: Style) -> Self {
        Self::with(Blob::Static(data), 0, style)
    }

    /// The face of a file, unless it holds none.
    pub(super) fn read(file: FontFile) -> Option<Self> {
        let data = match file.data {
            Cow::Borrowed(data) => Blob::from(data),
            Cow::Owned(data) => Blob::from(data),
        };
        let font = Font::new(data.clone(), file.index)?;
        let face = Self::with(data, file.index, style_of(&font));
        face.font.set(font).ok()?;
        Some(face)
    }

    /// Whether it was read from the same bytes.
    pub(super) fn is_copy_of(&self, other: &Self) -> bool {
        self.index == other.index && self.data() == other.data()
    }

    fn with(data: Blob, index: u32, style: Style) -> Self {
        static SERIAL: AtomicU32 = AtomicU32::new(0);
        Self {
            data,
            index,
            style,
            serial: SERIAL.fetch_add(1, Ordering::Relaxed),
            font: OnceLock::new(),
            plan: OnceLock::new(),
            scaler: OnceLock::new(),
            metrics: OnceLock::new(),
            notes: OnceLock::new(),
            hyphen: OnceLock::new(),
            blank: OnceLock::new(),
        }
    }

    /// The font file.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Its number in the font file, if that is a collection.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Its style in the family.
    pub fn style(&self) -> Style {
        self.style
    }

    /// Its measures.
    pub fn metrics(&self) -> &Metrics {
        self.metrics.get_or_init(|| read_metrics(self.font()))
    }

    /// The name that PDF and PostScript call it by.
    pub fn postscript_name(&self) -> String {
        let name = self.font().names().get(NameId::POSTSCRIPT_NAME).and_then(|name| name.english_or_first());
        name.map_or_else(|| "Font".to_owned(), |name| name.name().to_string())
    }

    /// Whether its outlines are PostScript's (`CFF`), not TrueType's.
    pub fn is_cff(&self) -> bool {
        self.data.starts_with(b"OTTO")
    }

    /// The glyph of a character.
    pub fn glyph(&self, char: char) -> Option<u16> {
        let glyph = self.font().charmap().map_unicode(char)?.to_u32();
        u16::try_from(glyph).ok().filter(|&glyph| glyph != 0)
    }

    /// How far a glyph moves the pen, in units.
    pub fn advance(&self, glyph: u16) -> i32 {
        self.font().glyph_metrics().h_advance(GlyphId::new(glyph.into())).round() as i32
    }

    /// The glyph of a hyphen and its advance.
    pub(super) fn hyphen(&self) -> (u16, i32) {
        *self.hyphen.get_or_init(|| self.glyph('-').map_or((0, 0), |glyph| (glyph, self.advance(glyph))))
    }

    /// The glyph of a blank and its advance.
    pub(super) fn blank(&self) -> Option<(u16, i32)> {
        *self.blank.get_or_init(|| self.glyph(' ').map(|glyph| (glyph, self.advance(glyph))))
    }

    /// Draws the outline of a glyph, in units, y upwards.
    pub fn outline(&self, glyph: u16, pen: &mut impl PathSink) {
        let scaler = self.scaler.get_or_init(|| ScalerFont::force_unhinted(self.font().clone(), None));
        if let Some(outline) = scaler.outline(GlyphId::new(glyph.into())) {
            // A glyph whose program is broken is drawn as far as it goes.
            let _ = outline.draw(DrawMemory::Scratch, pen);
        }
    }

    /// What a back end has found out about the face, once for all sheets that use it. One kind of notes at most is kept.
    pub(crate) fn notes<T: Any + Send + Sync>(&self, make: impl FnOnce(&Self) -> T) -> Option<&T> {
        self.notes.get_or_init(|| Box::new(make(self))).downcast_ref()
    }

    /// The file as skrifa and harfrust read it.
    pub fn font(&self) -> &Font {
        self.font.get_or_init(|| {
            Font::new(self.data.clone(), self.index).expect("only bundled faces are read late, and these are fonts")
        })
    }

    /// How this face shapes the text of a sheet.
    pub(super) fn plan(&self) -> &ShapePlan {
        self.plan
            .get_or_init(|| ShapePlan::new(self.font(), Direction::LeftToRight, Some(Script::LATIN), None, &FEATURES))
    }
}

/// No ligatures, as in the office programs: each character has its glyph, so that words are found and copied letter by letter.
pub(super) const FEATURES: [Feature; 2] = [off(b"liga"), off(b"clig")];

const fn off(tag: &[u8; 4]) -> Feature {
    Feature { tag: Tag::new(tag), value: 0, start: Feature::GLOBAL_START, end: Feature::GLOBAL_END }
}

fn style_of(font: &Font) -> Style {
    use skrifa::font::attribute::{Style as Slant, Weight};
    let attributes = font.default_attributes();
    let style = if attributes.weight >= Weight::SEMI_BOLD { Style::Bold } else { Style::Regular };
    if attributes.style == Slant::Normal { style } else { style.italic() }
}

fn read_metrics(font: &Font) -> Metrics {
    let (global, style) = (font.metrics(), font.style_metrics());
    let em = i32::from(global.units_per_em);
    let line = global.typo_line.or(global.hhea_line);
    let part = |thousandths: i32| em * thousandths / 1000;
    Metrics {
        units_per_em: em,
        ascent: line.map_or(part(900), |line| line.ascender.to_i32()),
        descent: line.map_or(part(-210), |line| line.descender.to_i32()),
        cap_height: global.cap_height.map_or(part(700), |height| height.to_i32()),
        x_height: global.x_height.map_or(part(500), |height| height.to_i32()),
        underline: style.underline.map_or(part(-100), |line| line.position.to_i32()).min(part(-70)),
        underline_width: style.underline.map_or(part(50), |line| line.thickness.to_i32()).clamp(part(40), part(80)),
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face")
            .field("name", &self.postscript_name())
            .field("style", &self.style)
            .finish_non_exhaustive()
    }
}
