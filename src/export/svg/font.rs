//! The faces that a page brings along: subsets in WOFF2, as data within the style sheet.
//!
//! A bundled face is taken with the characters that nearly every sheet uses, made once a process: the same bytes in every run,
//! whatever company a sheet keeps. A face of which a page uses other or only a few characters gets a subset of its own. The
//! subset carries the kerning that the text was measured with, and a family name made of its contents: pages that are put
//! together in one web page cannot disturb each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use skrifa::raw::types::Tag;
use skrifa::{FontRef, raw::TableProvider};
use ttf2woff2::{BrotliQuality, EncodeOptions, encode_with_options};

use super::image::base64;
use super::text::visible;
use crate::export::digest;
use crate::export::pdf::program::reduce_file;
use crate::scene::Item;
use crate::text::{Face, FontId, Fonts, Style, kerning};

/// What nearly every sheet uses.
const COMMON: &str = " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;-/()'\"%&+?!_=•–“”‘’…≥≤é";

/// How hard brotli tries. From 10 on it takes twenty times as long for a twentieth of the size.
const QUALITY: u8 = 9;

/// A face as a web page loads it.
pub(super) struct WebFont {
    /// Its family, a name of its own.
    pub(super) family: String,
    /// Its style.
    pub(super) style: Style,
    /// The file, as a data URI.
    pub(super) uri: String,
    characters: BTreeSet<char>,
}

/// The faces of a page's words.
pub(super) type WebFonts = BTreeMap<FontId, Arc<WebFont>>;

/// Makes the faces that these items use. The error is a sentence for the user.
pub(super) fn of(items: &[Item], fonts: &Fonts) -> Result<WebFonts, String> {
    let mut used = BTreeMap::new();
    collect(items, &mut used);
    used.into_iter().map(|(id, characters)| Ok((id, web_font(fonts, id, characters)?))).collect()
}

fn collect(items: &[Item], used: &mut BTreeMap<FontId, BTreeSet<char>>) {
    for item in items {
        match item {
            Item::Text(text) if !text.pdf_only => {
                used.entry(text.run.font).or_default().extend(visible(&text.run.text).chars());
            }
            Item::Group(group) => collect(&group.items, used),
            Item::Text(_) | Item::Path(_) | Item::Image(_) => {}
        }
    }
}

fn web_font(fonts: &Fonts, id: FontId, characters: BTreeSet<char>) -> Result<Arc<WebFont>, String> {
    static COMMON_FONTS: [OnceLock<Result<Arc<WebFont>, String>>; Fonts::BUNDLED_FACES] =
        [const { OnceLock::new() }; Fonts::BUNDLED_FACES];
    let face = fonts.face(id);
    // A subset of its own is worth its time where it is much smaller.
    let few = characters.len() * 4 < COMMON.chars().count();
    if let Some(slot) = COMMON_FONTS.get(usize::from(id.0)).filter(|_| !few) {
        let common = slot.get_or_init(|| make(face, COMMON.chars().collect()).map(Arc::new));
        if let Ok(common) = common
            && characters
                .iter()
                .all(|character| common.characters.contains(character) || face.glyph(*character).is_none())
        {
            return Ok(common.clone());
        }
    }
    make(face, characters).map(Arc::new)
}

fn make(face: &Face, mut characters: BTreeSet<char>) -> Result<WebFont, String> {
    characters.insert(' ');
    characters.retain(|&character| face.glyph(character).is_some());
    let file = file(face, &characters)?;
    let options =
        EncodeOptions { quality: BrotliQuality::from(QUALITY), transform_glyf_loca: true, ..EncodeOptions::default() };
    let packed = encode_with_options(&file, options).map_err(|error| refused(&error))?;
    let family = format!("lajur-{}", &digest(&packed)[..12]);
    let uri = format!("data:font/woff2;base64,{}", base64(&packed));
    Ok(WebFont { family, style: face.style(), uri, characters })
}

fn refused(reason: &dyn std::fmt::Display) -> String {
    format!("huruf tidak dapat disematkan dalam SVG: {reason}; pakai `--svg-text outline`")
}

/// A font file with these characters, their kerning, and what browsers ask of a font.
fn file(face: &Face, characters: &BTreeSet<char>) -> Result<Vec<u8>, String> {
    let glyphs: BTreeSet<u16> = characters.iter().filter_map(|&character| face.glyph(character)).collect();
    // Numbered in their order, after `.notdef`.
    let number = |glyph: u16| glyphs.range(..glyph).count() as u16 + 1;
    let mapped = |&character: &char| Some((character, number(face.glyph(character)?)));
    let map: Vec<(char, u16)> = characters.iter().filter_map(mapped).collect();
    let pairs = kerning(face, &characters.iter().copied().collect::<Vec<_>>());
    let mut pairs: Vec<_> = pairs.into_iter().map(|(left, right, by)| (number(left), number(right), by)).collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|(left, right, _)| (*left, *right));
    let font = FontRef::from_index(face.data(), face.index()).map_err(|error| refused(&error))?;
    let measures = font.os2().ok().and_then(|_| font.table_data(Tag::new(b"OS/2")));
    let measures = measures.map_or_else(|| vec![0; 96], |table| table.as_bytes().to_vec());
    let more = [
        (*b"OS/2", measures),
        (*b"cmap", character_map(&map)),
        (*b"kern", kern(&pairs)),
        (*b"name", names()),
        // No names of glyphs.
        (*b"post", [&[0, 3, 0, 0][..], &[0; 28]].concat()),
    ];
    reduce_file(face.data(), face.index(), glyphs.iter().copied(), more)
}

/// Character to glyph, in segments of which each counts up (format 4).
fn character_map(map: &[(char, u16)]) -> Vec<u8> {
    let mut segments: Vec<(u16, u16, u16)> = Vec::new();
    for &(character, glyph) in map {
        let Ok(code) = u16::try_from(u32::from(character)) else { continue };
        match segments.last_mut() {
            Some((first, last, start)) if *last + 1 == code && glyph == *start + (code - *first) => *last = code,
            _ => segments.push((code, code, glyph)),
        }
    }
    segments.push((0xffff, 0xffff, 0));
    let count = segments.len() as u16;
    let power = count.ilog2() as u16;
    let length = 16 + 8 * count;
    let mut words = vec![0, 1, 3, 1, 0, 12, 4, length, 0, count * 2, 2 << power, power, (count - (1 << power)) * 2];
    words.extend(segments.iter().map(|(_, last, _)| *last));
    words.push(0);
    words.extend(segments.iter().map(|(first, _, _)| *first));
    words
        .extend(segments.iter().map(|(first, _, start)| if *first == 0xffff { 1 } else { start.wrapping_sub(*first) }));
    words.extend(segments.iter().map(|_| 0));
    big_endian(&words)
}

/// Pairs of glyphs that stand closer or wider (format 0), in order.
fn kern(pairs: &[(u16, u16, i16)]) -> Vec<u8> {
    // What the 16 bits of its length hold.
    let pairs = &pairs[..pairs.len().min(10_000)];
    let count = pairs.len() as u16;
    let power = count.max(1).ilog2() as u16;
    let range = 6_u16 << power;
    let mut words = vec![0, 1, 0, 14 + 6 * count, 1, count, range, power, (count * 6).saturating_sub(range)];
    words.extend(pairs.iter().flat_map(|(left, right, by)| [*left, *right, *by as u16]));
    big_endian(&words)
}

/// A name, for programs that insist on one; the makers' own name stays theirs.
fn names() -> Vec<u8> {
    const NAME: &[u8] = b"\0L\0a\0j\0u\0r";
    let mut words = vec![0, 4, 6 + 12 * 4];
    for id in [1_u16, 2, 4, 6] {
        words.extend([3, 1, 0x0409, id, NAME.len() as u16, 0]);
    }
    [big_endian(&words), NAME.to_vec()].concat()
}

fn big_endian(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Length;
    use crate::text::FontFile;

    fn width(fonts: &Fonts, font: FontId, words: &str) -> Length {
        let glyphs = crate::text::shaped(fonts, font, Length::pt(10), words);
        assert!(glyphs.iter().all(|(face, glyph)| *face == font && glyph.id != 0), "{words}");
        glyphs.iter().map(|(_, glyph)| glyph.advance).sum()
    }

    #[test]
    fn a_subset_sets_words_as_the_whole_face_does() {
        let fonts = Fonts::bundled();
        for (id, face) in fonts.faces() {
            let file = file(face, &COMMON.chars().filter(|&c| face.glyph(c).is_some()).collect()).unwrap();
            assert!(file.len() * 10 < face.data().len() || face.is_cff());
            let (with, family) = fonts.with_family("Lajur", vec![FontFile { data: file.into(), index: 0 }]).unwrap();
            let subset = with.styled(family, face.style());
            for words in ["AVATAR", "Tata", "Yogyakarta", "Kegiatan,", "“V”", "10.000"] {
                // Halves of an adjustment may be rounded apart.
                let off = (width(&with, subset, words) - width(&fonts, id, words)).0.abs();
                assert!(off <= words.len() as i32, "{face:?} {words}: {off}");
            }
        }
    }

    #[test]
    fn a_face_of_the_common_characters_is_made_once() {
        let fonts = Fonts::bundled();
        let characters = |text: &str| text.chars().collect();
        let sheet = "Memeriksa 12 konsep Renja (lengkap), lalu Sekretaris menyampaikannya kepada Camat";
        let one = web_font(&fonts, FontId(0), characters(sheet)).unwrap();
        let other = web_font(&fonts, FontId(0), characters("Surat Keterangan Usaha: 12 lembar, “asli”, 2019")).unwrap();
        assert!(Arc::ptr_eq(&one, &other));
        let odd = web_font(&fonts, FontId(0), characters(&format!("{sheet} ñ"))).unwrap();
        assert!(odd.family != one.family);
    }
}
