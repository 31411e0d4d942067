//! The faces a document may use, and glyph runs.
//!
//! Twelve faces are compiled in ([`Fonts::bundled`]); a project may add a family of its own or of its machine
//! ([`Fonts::with_family`]). A character that the wanted face lacks is set in the first other face of that style that has it;
//! [`Fonts::missing`] names those that none has.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use super::face::{Face, FontFile};
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
#[derive(Clone, Debug)]
pub struct Fonts {
    /// The same for two of a process only where they hold the same faces.
    pub(super) serial: u32,
    families: Vec<Family>,
    faces: Vec<Arc<Face>>,
}

#[derive(Clone, Debug)]
struct Family {
    names: Vec<String>,
    /// A face for each [`Style`], in their order.
    faces: [FontId; 4],
}

const STYLES: [Style; 4] = [Style::Regular, Style::Bold, Style::Italic, Style::BoldItalic];

type BundledFamily = (&'static [&'static str], [&'static [u8]; 4]);

/// The bundled families: their names, the one that offices write first, and their faces in the order of [`STYLES`].
const BUNDLED: [BundledFamily; 3] = [
    (
        &["Arial", "Liberation Sans"],
        [
            include_bytes!("../../fonts/LiberationSans-Regular.ttf"),
            include_bytes!("../../fonts/LiberationSans-Bold.ttf"),
            include_bytes!("../../fonts/LiberationSans-Italic.ttf"),
            include_bytes!("../../fonts/LiberationSans-BoldItalic.ttf"),
        ],
    ),
    (
        &["Times New Roman", "Liberation Serif"],
        [
            include_bytes!("../../fonts/LiberationSerif-Regular.ttf"),
            include_bytes!("../../fonts/LiberationSerif-Bold.ttf"),
            include_bytes!("../../fonts/LiberationSerif-Italic.ttf"),
            include_bytes!("../../fonts/LiberationSerif-BoldItalic.ttf"),
        ],
    ),
    (
        &["Bookman Old Style", "TeX Gyre Bonum"],
        [
            include_bytes!("../../fonts/texgyrebonum-regular.otf"),
            include_bytes!("../../fonts/texgyrebonum-bold.otf"),
            include_bytes!("../../fonts/texgyrebonum-italic.otf"),
            include_bytes!("../../fonts/texgyrebonum-bolditalic.otf"),
        ],
    ),
];

impl Fonts {
    /// How many faces are bundled: the first of every [`Fonts`].
    pub const BUNDLED_FACES: usize = BUNDLED.len() * STYLES.len();

    /// The bundled families, the same in the whole process.
    pub fn bundled() -> Arc<Self> {
        static FONTS: OnceLock<Arc<Fonts>> = OnceLock::new();
        FONTS.get_or_init(|| Arc::new(Self::read_bundled())).clone()
    }

    fn read_bundled() -> Self {
        let mut fonts = Self { serial: fresh_serial(), families: Vec::new(), faces: Vec::new() };
        for (names, files) in BUNDLED {
            let faces = STYLES.map(|style| {
                let face = Face::bundled(files[style as usize], style);
                fonts.add_face(face)
            });
            let names = names.iter().map(|&name| name.to_owned()).collect();
            fonts.families.push(Family { names, faces });
        }
        fonts
    }

    fn add_face(&mut self, face: Face) -> FontId {
        self.faces.push(Arc::new(face));
        FontId(self.faces.len() as u16 - 1)
    }

    /// The family of a name; capitals and small letters are the same.
    pub fn family(&self, name: &str) -> Option<FamilyId> {
        let wanted = name.trim().to_lowercase();
        let known = |family: &Family| family.names.iter().any(|name| name.to_lowercase() == wanted);
        self.families.iter().position(known).map(|index| FamilyId(index as u16))
    }

    /// The names of the families, the one that offices write of each.
    pub fn family_names(&self) -> impl Iterator<Item = &str> {
        self.families.iter().filter_map(|family| family.names.first().map(String::as_str))
    }

    /// These faces and a family more, made of font files. A style that no file has is set in the nearest that one has. `None`
    /// when a file is not a font, or there is none.
    pub fn with_family(&self, name: &str, files: Vec<FontFile>) -> Option<(Self, FamilyId)> {
        let mut fonts = Self { serial: fresh_serial(), ..self.clone() };
        let mut found = [None; 4];
        for file in files {
            let face = Face::read(file)?;
            let slot = &mut found[face.style() as usize];
            if slot.is_none() {
                *slot = Some(fonts.add_face(face));
            }
        }
        let faces = nearest(found)?;
        fonts.families.push(Family { names: vec![name.trim().to_owned()], faces });
        let id = FamilyId(fonts.families.len() as u16 - 1);
        Some((fonts, id))
    }

    /// Takes in the faces of another collection that are not here yet. Where each of its faces stands here.
    pub(crate) fn adopt(&mut self, other: &Self) -> Vec<FontId> {
        let mut ids = Vec::with_capacity(other.faces.len());
        for face in &other.faces {
            ids.push(self.place_of(face).unwrap_or_else(|| {
                self.serial = fresh_serial();
                self.faces.push(face.clone());
                FontId(self.faces.len() as u16 - 1)
            }));
        }
        ids
    }

    /// Where each face of another collection stands here.
    pub(crate) fn places_of(&self, other: &Self) -> Vec<Option<FontId>> {
        other.faces.iter().map(|face| self.place_of(face)).collect()
    }

    fn place_of(&self, face: &Arc<Face>) -> Option<FontId> {
        let known = self.faces.iter().position(|own| Arc::ptr_eq(own, face) || own.is_copy_of(face));
        known.map(|index| FontId(index as u16))
    }

    /// The face of a family in a style.
    pub fn styled(&self, family: FamilyId, style: Style) -> FontId {
        self.families[usize::from(family.0)].faces[style as usize]
    }

    /// A face.
    pub fn face(&self, font: FontId) -> &Face {
        &self.faces[usize::from(font.0)]
    }

    /// All faces, numbered as their [`FontId`]s.
    pub fn faces(&self) -> impl Iterator<Item = (FontId, &Face)> {
        self.faces.iter().enumerate().map(|(index, face)| (FontId(index as u16), face.as_ref()))
    }

    /// The characters of a text that no face has, each once, in order.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut seen = BTreeSet::new();
        let is_unknown = |&char: &char| !is_silent(char) && self.faces.iter().all(|face| face.glyph(char).is_none());
        let fresh = text.chars().filter(|&char| !char.is_ascii_graphic() && seen.insert(char));
        fresh.filter(is_unknown).collect()
    }

    /// The face to set a character in: `font` if it has it, else the first of the same style that has, else the first at all.
    pub(super) fn face_for(&self, font: FontId, char: char) -> FontId {
        let has = |id: &FontId| self.face(*id).glyph(char).is_some();
        if is_silent(char) || has(&font) {
            return font;
        }
        let style = self.face(font).style();
        let same_style = self.families.iter().map(|family| family.faces[style as usize]).find(has);
        same_style.or_else(|| (0..self.faces.len()).map(|index| FontId(index as u16)).find(has)).unwrap_or(font)
    }
}

fn fresh_serial() -> u32 {
    static SERIAL: AtomicU32 = AtomicU32::new(0);
    SERIAL.fetch_add(1, Ordering::Relaxed)
}

impl Default for Fonts {
    /// The bundled families.
    fn default() -> Self {
        Self::bundled().as_ref().clone()
    }
}

/// Whether a character asks for no glyph: blanks, line breaks, and those that only tell where lines may break.
fn is_silent(char: char) -> bool {
    char == ' '
        || char.is_control()
        || matches!(char, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// A face for each style: for a missing one the nearest, weight before slant.
fn nearest(found: [Option<FontId>; 4]) -> Option<[FontId; 4]> {
    let [regular, bold, italic, bold_italic] = found;
    Some([
        regular.or(italic).or(bold).or(bold_italic)?,
        bold.or(bold_italic).or(regular).or(italic)?,
        italic.or(regular).or(bold_italic).or(bold)?,
        bold_italic.or(bold).or(italic).or(regular)?,
    ])
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_and_makers_call_a_family_by_different_names() {
        let fonts = Fonts::bundled();
        let check = |office: &str, maker: &str, face: &str| {
            let family = fonts.family(office).unwrap();
            assert_eq!(fonts.family(maker), Some(family));
            assert_eq!(fonts.face(fonts.styled(family, Style::BoldItalic)).postscript_name(), face);
        };
        check("arial", "Liberation Sans", "LiberationSans-BoldItalic");
        check("Times New Roman", "liberation serif", "LiberationSerif-BoldItalic");
        check(" Bookman Old Style ", "TeX Gyre Bonum", "TeXGyreBonum-BoldItalic");
        assert_eq!(fonts.family("Comic Sans MS"), None);
    }

    #[test]
    fn every_bundled_face_is_of_the_style_it_stands_for() {
        for (_, face) in Fonts::bundled().faces() {
            let read = Face::read(FontFile { data: face.data().to_vec().into(), index: 0 }).unwrap();
            assert_eq!(read.style(), face.style(), "{face:?}");
        }
    }

    #[test]
    fn characters_without_a_glyph_are_named_once_in_order() {
        let check = |text: &str, missing: &[char]| assert_eq!(Fonts::bundled().missing(text), missing);
        check("Surat ≥ 3 lembar, “tembusan” – é\n", &[]);
        check("字 b 漢 字", &['字', '漢']);
    }

    #[test]
    fn a_family_of_one_file_has_that_face_in_all_styles() {
        let fonts = Fonts::bundled();
        let bold = fonts.face(fonts.styled(FamilyId(1), Style::Bold)).data().to_vec();
        let (fonts, family) = fonts.with_family("Milik Kami", vec![FontFile { data: bold.into(), index: 0 }]).unwrap();
        assert_eq!(fonts.family("milik kami"), Some(family));
        assert_eq!(fonts.styled(family, Style::Regular), fonts.styled(family, Style::BoldItalic));
        assert!(fonts.with_family("Bukan", vec![FontFile { data: b"bukan fon".to_vec().into(), index: 0 }]).is_none());
    }
}
