//! Words shaped into glyphs.
//!
//! A word is shaped once a thread and kept in units of its face, at no size: sheets say the same words over and over. What is
//! kept never shows in the result, only in the time it takes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use harfrust::{Buffer, Direction, Script, ShapeOptions, ShaperFont};

use super::face::{FEATURES, Face};
use super::{FontId, Fonts, Glyph};
use crate::geom::Length;

/// A glyph in units of its face.
#[derive(Clone, Copy)]
struct Shape {
    id: u16,
    advance: i32,
    dx: i32,
    dy: i32,
    start: u32,
    end: u32,
}

/// Words of a face. Some thousands fit a whole folder of sheets; beyond that it begins anew.
const MOST_WORDS: usize = 1 << 13;

#[derive(Default)]
struct Shaper {
    buffer: Buffer,
    /// The words known of each face, by its serial.
    known: Vec<(u32, Words)>,
}

/// Words of a face, and their glyphs one after another.
#[derive(Default)]
struct Words {
    places: HashMap<Box<str>, Range<usize>>,
    shapes: Vec<Shape>,
}

thread_local! {
    static SHAPER: RefCell<Shaper> = RefCell::default();
}

/// Shapes `text` in a face and size and hands over each glyph with the face it is of. Glyphs count the bytes they stand for from
/// the beginning of the text. Blanks are shaped apart from the words, so that they are of one width.
pub(super) fn shape(fonts: &Fonts, font: FontId, size: Length, text: &str, mut each: impl FnMut(FontId, Glyph)) {
    SHAPER.with_borrow_mut(|shaper| {
        let mut start = 0;
        for word in text.split_inclusive(' ') {
            let bare = word.strip_suffix(' ').unwrap_or(word);
            if !bare.is_empty() {
                shaper.word(fonts, font, size, bare, start, &mut each);
            }
            if bare.len() < word.len() {
                blank(fonts, font, size, (start + bare.len()) as u32, &mut each);
            }
            start += word.len();
        }
    });
}

impl Shaper {
    fn word(
        &mut self,
        fonts: &Fonts,
        font: FontId,
        size: Length,
        word: &str,
        start: usize,
        each: &mut impl FnMut(FontId, Glyph),
    ) {
        let face = fonts.face(font);
        let shapes = self.shapes(face, word);
        if shapes.iter().all(|shape| shape.id != 0) {
            shapes.iter().for_each(|shape| each(font, shape.scaled(face, size, start)));
            return;
        }
        for (font, part, offset) in by_face(fonts, font, word) {
            let face = fonts.face(font);
            self.shapes(face, part).iter().for_each(|shape| each(font, shape.scaled(face, size, start + offset)));
        }
    }

    fn shapes(&mut self, face: &Face, word: &str) -> &[Shape] {
        let at = self.known.iter().position(|(serial, _)| *serial == face.serial);
        let at = at.unwrap_or_else(|| {
            self.known.push((face.serial, Words::default()));
            self.known.len() - 1
        });
        let words = &mut self.known[at].1;
        let place = words.places.get(word).cloned();
        let place = place.unwrap_or_else(|| words.add(word, &shape_word(&mut self.buffer, face, word)));
        &words.shapes[place]
    }
}

impl Words {
    fn add(&mut self, word: &str, shapes: &[Shape]) -> Range<usize> {
        if self.places.len() >= MOST_WORDS {
            *self = Self::default();
        }
        let place = self.shapes.len()..self.shapes.len() + shapes.len();
        self.shapes.extend_from_slice(shapes);
        self.places.insert(word.into(), place.clone());
        place
    }
}

/// A blank; in a face that has none, nothing.
fn blank(fonts: &Fonts, font: FontId, size: Length, start: u32, each: &mut impl FnMut(FontId, Glyph)) {
    let face = fonts.face(font);
    let (id, advance) = face.blank().unwrap_or_default();
    let advance = face.metrics().scale(advance, size);
    each(font, Glyph { id, advance, dx: Length::ZERO, dy: Length::ZERO, text: start..start + 1 });
}

impl Shape {
    fn scaled(&self, face: &Face, size: Length, offset: usize) -> Glyph {
        let metrics = face.metrics();
        let offset = offset as u32;
        Glyph {
            id: self.id,
            advance: metrics.scale(self.advance, size),
            dx: metrics.scale(self.dx, size),
            dy: metrics.scale(self.dy, size),
            text: offset + self.start..offset + self.end,
        }
    }
}

/// Parts of a word by the face that has their characters, with their offsets. A mark stays with its letter where the letter's
/// face has it too.
fn by_face<'a>(fonts: &Fonts, font: FontId, word: &'a str) -> Vec<(FontId, &'a str, usize)> {
    let mut parts: Vec<(FontId, &str, usize)> = Vec::new();
    for (at, char) in word.char_indices() {
        let end = at + char.len_utf8();
        let wanted = fonts.face_for(font, char);
        match parts.last_mut() {
            Some((face, part, offset)) if *face == wanted => *part = &word[*offset..end],
            _ => parts.push((wanted, &word[at..end], at)),
        }
    }
    parts
}

fn shape_word(buffer: &mut Buffer, face: &Face, word: &str) -> Box<[Shape]> {
    buffer.clear();
    // A control character is shown as the blank it mostly stood for; specs hold none.
    for (at, char) in word.char_indices() {
        buffer.push(if char.is_control() { ' ' } else { char } as u32, at as u32);
    }
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(Some(Script::LATIN));
    let options = ShapeOptions::new().plan(Some(face.plan())).features(&FEATURES);
    harfrust::shape(&ShaperFont::new(face.font()), buffer, options)
        .expect("buffer and plan agree in direction and script");
    collect(buffer, word.len() as u32)
}

/// Pairs of glyphs that stand closer or wider than their advances say, among the glyphs of these characters, in units.
pub(crate) fn kerning(face: &Face, characters: &[char]) -> Vec<(u16, u16, i16)> {
    let mut buffer = Buffer::default();
    let mut pairs = Vec::new();
    for &first in characters {
        // Every other character with this one before and after it.
        let word: String = characters.iter().flat_map(|&other| [first, other]).collect();
        let shapes = shape_word(&mut buffer, face, &word);
        for pair in shapes.windows(2) {
            let [left, right] = pair else { continue };
            // An adjustment is an advance, or half an advance and half an offset.
            let by = left.advance - face.advance(left.id) - left.dx + right.dx;
            if by != 0 {
                pairs.push((left.id, right.id, by.clamp(i16::MIN.into(), i16::MAX.into()) as i16));
            }
        }
    }
    pairs
}

/// The glyphs of the shaped buffer with the bytes they stand for: the first of a cluster for all of it.
fn collect(buffer: &Buffer, len: u32) -> Box<[Shape]> {
    let infos = buffer.glyph_infos();
    let mut shapes: Vec<Shape> = Vec::with_capacity(infos.len());
    let mut end = len;
    for (index, position) in buffer.glyph_positions().iter().enumerate().rev() {
        let cluster = infos[index].cluster;
        let is_first = index == 0 || infos[index - 1].cluster != cluster;
        shapes.push(Shape {
            id: u16::try_from(infos[index].glyph_id).unwrap_or(0),
            advance: position.x_advance,
            dx: position.x_offset,
            dy: position.y_offset,
            start: if is_first { cluster } else { end },
            end,
        });
        if is_first {
            end = cluster;
        }
    }
    shapes.reverse();
    shapes.into()
}

/// The glyphs of a text, with their faces.
#[cfg(test)]
pub(crate) fn shaped(fonts: &Fonts, font: FontId, size: Length, text: &str) -> Vec<(FontId, Glyph)> {
    let mut glyphs = Vec::new();
    shape(fonts, font, size, text, |font, glyph| glyphs.push((font, glyph)));
    glyphs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FamilyId, Style};

    fn glyphs(family: &str, text: &str) -> Vec<(FontId, Glyph)> {
        let fonts = Fonts::bundled();
        let font = fonts.styled(fonts.family(family).unwrap(), Style::Regular);
        shaped(&fonts, font, Length::pt(10), text)
    }

    #[test]
    fn every_byte_has_its_glyph() {
        for text in ["Efisiensi  fiskal", "é – ≥ “a”", "e\u{301}", "", " "] {
            let mut at = 0;
            for (_, glyph) in glyphs("Bookman Old Style", text) {
                assert_eq!(glyph.text.start, at, "{text}");
                at = glyph.text.end;
            }
            assert_eq!(at as usize, text.len());
        }
    }

    #[test]
    fn pairs_are_kerned() {
        let width = |text: &str| -> Length { glyphs("Arial", text).iter().map(|(_, glyph)| glyph.advance).sum() };
        assert!(width("AV") < width("A") + width("V"));
        assert_eq!(width("A V"), width("A") + width(" ") + width("V"));
    }

    #[test]
    fn what_a_face_lacks_is_set_in_another() {
        let fonts = Fonts::bundled();
        let sans = fonts.styled(FamilyId(0), Style::Regular);
        let bonum = fonts.styled(FamilyId(2), Style::Regular);
        let lacking = ['□', '→', '≥'].into_iter().find(|&char| fonts.face(bonum).glyph(char).is_none()).unwrap();
        let faces: Vec<FontId> =
            glyphs("Bookman Old Style", &format!("a{lacking}b")).iter().map(|(font, _)| *font).collect();
        assert_eq!(faces, [bonum, sans, bonum]);
    }
}
