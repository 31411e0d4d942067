//! The faces of a document: which glyphs it uses, under which numbers, and the objects that embed them.
//!
//! A glyph stands for the character that its face's own table maps to it, so that text is searched and copied as it was written. Where a
//! run means another one by it (the hyphen of a divided word is U+00AD), the content stream says so; see [`super::content`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use super::file::{Effort, Objects, deflate};
use super::program::{Program, reduce};
use super::syntax::{Ref, Syntax};
use crate::export::number::push_fixed;
use crate::scene::{Item, Scene};
use crate::text::{self, FontId, Fonts, GlyphRun};

/// The faces of a document, in the order in which it first uses them.
pub(super) struct Book {
    fonts: Arc<Fonts>,
    faces: Vec<Face>,
}

/// A face with the glyphs that a document uses, or more.
pub(super) struct Face {
    id: FontId,
    soft_hyphen: Option<u16>,
    subset: Arc<Subset>,
    /// Whether other documents have the same subset.
    pub(super) is_common: bool,
}

/// Glyphs of a face, ready to be embedded.
pub(super) struct Subset {
    /// Number of each glyph in the embedded program; 0 for those that are not in it.
    numbers: Vec<u16>,
    /// What each of these is.
    glyphs: Vec<Embedded>,
    /// The number of the blank.
    blank: Option<u16>,
    descriptor: Descriptor,
    /// The advances of all glyphs, as they are written.
    widths: Vec<u8>,
    is_cff: bool,
    /// The font program, deflated, and its length before.
    program: Vec<u8>,
    program_length: usize,
    /// The table of characters, deflated.
    to_unicode: Vec<u8>,
}

/// A glyph of a font program.
struct Embedded {
    /// Its advance, in tenths of a thousandth of an em.
    width: i32,
    /// The text that it stands for, if any.
    text: String,
}

impl Book {
    /// Takes the glyphs that a document uses out of their faces.
    pub(super) fn new(used: GlyphUse) -> Result<Self, String> {
        let GlyphUse { fonts, faces } = used;
        let faces = faces.into_iter().map(|face| Face::new(&fonts, &face)).collect::<Result<_, _>>()?;
        Ok(Self { fonts, faces })
    }

    /// Place and face of an id that the document uses.
    pub(super) fn face(&self, id: FontId) -> (usize, &Face) {
        let index = self.place(id).expect("every run of the document was looked at");
        (index, &self.faces[index])
    }

    fn place(&self, id: FontId) -> Option<usize> {
        self.faces.iter().position(|face| face.id == id)
    }

    /// How many faces there are.
    pub(super) fn len(&self) -> usize {
        self.faces.len()
    }

    /// Writes the face at a place.
    pub(super) fn write(&self, index: usize, objects: &mut Objects) -> Ref {
        self.faces[index].subset.write(objects)
    }

    /// Sets the runs of a scene in these faces. Whether they are all here, with their glyphs.
    pub(super) fn take_in(&self, scene: &mut Scene) -> bool {
        let used = GlyphUse::of(scene);
        let ids = self.fonts.places_of(&scene.fonts);
        let served = |face: &UsedFace| {
            let own = ids[usize::from(face.id.0)].and_then(|id| self.place(id));
            let has = |own: usize| face.ids().all(|glyph| glyph == 0 || self.faces[own].has(glyph));
            own.is_some_and(has)
        };
        if !used.faces.iter().all(served) {
            return false;
        }
        let moved = |face: &UsedFace| ids[usize::from(face.id.0)] != Some(face.id);
        if used.faces.iter().any(moved) {
            scene.pages.iter_mut().for_each(|page| refont(&mut page.items, &ids));
        }
        scene.fonts = self.fonts.clone();
        true
    }
}

/// Sets runs in other faces: where each of their own stands there.
fn refont(items: &mut [Item], ids: &[Option<FontId>]) {
    for item in items {
        match item {
            Item::Text(text) => {
                let own = text.run.font;
                if let Some(id) = ids[usize::from(own.0)].filter(|id| *id != own) {
                    Arc::make_mut(&mut text.run).font = id;
                }
            }
            Item::Group(group) => refont(&mut group.items, ids),
            Item::Path(_) | Item::Image(_) => {}
        }
    }
}

/// Glyphs of a face, each with a text that it stands for.
type Glyphs = BTreeMap<u16, String>;

/// The glyphs that a scene uses, or several: what a document embeds of its faces.
#[derive(Clone, Debug)]
pub struct GlyphUse {
    fonts: Arc<Fonts>,
    faces: Vec<UsedFace>,
}

/// The glyphs of a face that were met, each once, with the text that it first stood for.
#[derive(Clone, Debug)]
struct UsedFace {
    id: FontId,
    met: Vec<bool>,
    glyphs: Vec<(u16, Range<usize>)>,
    /// The texts of all of them.
    text: String,
}

impl UsedFace {
    fn run(&mut self, run: &GlyphRun) {
        for glyph in &run.glyphs {
            // Nearly all were met before.
            if self.met.get(usize::from(glyph.id)) == Some(&true) {
                continue;
            }
            self.glyph(glyph.id, &run.text[glyph.text.start as usize..glyph.text.end as usize]);
        }
    }

    fn glyph(&mut self, id: u16, text: &str) {
        let index = usize::from(id);
        if index >= self.met.len() {
            self.met.resize(index.next_power_of_two() + 1, false);
        }
        if !std::mem::replace(&mut self.met[index], true) {
            let start = self.text.len();
            self.text.push_str(text);
            self.glyphs.push((id, start..self.text.len()));
        }
    }

    fn ids(&self) -> impl Iterator<Item = u16> {
        self.glyphs.iter().map(|(glyph, _)| *glyph)
    }

    fn texts(&self) -> impl Iterator<Item = (u16, &str)> {
        self.glyphs.iter().map(|(glyph, text)| (*glyph, &self.text[text.clone()]))
    }
}

impl GlyphUse {
    /// That of a scene.
    pub fn of(scene: &Scene) -> Self {
        let mut used = Self { fonts: scene.fonts.clone(), faces: Vec::new() };
        scene.pages.iter().for_each(|page| used.items(&page.items));
        used
    }

    /// That of a scene more. Its faces stand behind those that are here.
    pub fn add(&mut self, other: &Self) {
        let ids = match Arc::ptr_eq(&self.fonts, &other.fonts) {
            true => None,
            false => Some(Arc::make_mut(&mut self.fonts).adopt(&other.fonts)),
        };
        for face in &other.faces {
            let own = self.face(ids.as_ref().map_or(face.id, |ids| ids[usize::from(face.id.0)]));
            face.texts().for_each(|(glyph, text)| own.glyph(glyph, text));
        }
    }

    fn face(&mut self, id: FontId) -> &mut UsedFace {
        let place = self.faces.iter().position(|face| face.id == id).unwrap_or_else(|| {
            self.faces.push(UsedFace { id, met: Vec::new(), glyphs: Vec::new(), text: String::new() });
            self.faces.len() - 1
        });
        &mut self.faces[place]
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Text(text) => self.face(text.run.font).run(&text.run),
                Item::Group(group) => self.items(&group.items),
                Item::Path(_) | Item::Image(_) => {}
            }
        }
    }
}

/// What is found out about a face once, for all sheets that use it.
struct Notes {
    /// The first character of each glyph.
    characters: BTreeMap<u16, char>,
    soft_hyphen: Option<u16>,
    blank: Option<u16>,
    /// The glyphs of [`COMMON`], embedded.
    common: Result<Arc<Subset>, String>,
}

/// What nearly every sheet uses. A face that needs no more is embedded with just these: subset and deflated once a process, the
/// same in every run. A few glyphs too many cost some 2 KB a sheet; making a subset of its own took longer than all else.
const COMMON: &str = " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;-/()'\"%&+?@*_•–“”’\u{ad}";

impl Notes {
    fn new(face: &text::Face) -> Self {
        let (characters, blank) = (BTreeMap::new(), face.glyph(' '));
        let mut notes = Self { characters, soft_hyphen: None, blank, common: Err(String::new()) };
        let Ok(font) = FontRef::from_index(face.data(), face.index()) else { return notes };
        for (code, glyph) in font.charmap().mappings() {
            let (Some(character), Ok(glyph)) = (char::from_u32(code), u16::try_from(glyph.to_u32())) else { continue };
            let first = *notes.characters.entry(glyph).or_insert(character);
            if character == SOFT_HYPHEN && first == SOFT_HYPHEN {
                notes.soft_hyphen = Some(glyph);
            }
        }
        let common = COMMON.chars().filter_map(|character| Some((face.glyph(character)?, String::new()))).collect();
        notes.common = Subset::new(face, &notes, common).map(Arc::new);
        notes
    }
}

impl Face {
    fn new(fonts: &Fonts, used: &UsedFace) -> Result<Self, String> {
        let face = fonts.face(used.id);
        let fresh;
        let notes = match face.notes(Notes::new) {
            Some(notes) => notes,
            None => {
                fresh = Notes::new(face);
                &fresh
            }
        };
        let (subset, is_common) = match &notes.common {
            Ok(common) if common.serves(used) => (common.clone(), true),
            _ => {
                let further = notes.soft_hyphen.into_iter().chain(notes.blank).map(|glyph| (glyph, ""));
                let glyphs = used.texts().chain(further).map(|(glyph, text)| (glyph, text.to_owned()));
                (Arc::new(Subset::new(face, notes, glyphs.collect())?), false)
            }
        };
        Ok(Self { id: used.id, soft_hyphen: notes.soft_hyphen, subset, is_common })
    }

    /// The glyphs that are embedded of it.
    pub(super) fn subset(&self) -> &Arc<Subset> {
        &self.subset
    }

    /// Whether a glyph is in it.
    fn has(&self, glyph: u16) -> bool {
        self.subset.number(glyph) > 0
    }

    /// Number, advance and text of a glyph.
    pub(super) fn glyph(&self, glyph: u16) -> (u16, i32, &str) {
        let number = self.subset.number(glyph);
        let Embedded { width, text } = &self.subset.glyphs[usize::from(number)];
        (number, *width, text)
    }

    /// The number of the blank.
    pub(super) fn blank(&self) -> Option<u16> {
        self.subset.blank
    }

    /// The glyph that the face has for a character besides the one that a run shows for it, of the same advance.
    pub(super) fn other(&self, character: char, shown: u16) -> Option<u16> {
        let other = self.soft_hyphen.filter(|_| character == SOFT_HYPHEN)?;
        (self.glyph(other).1 == self.glyph(shown).1).then_some(other)
    }
}

impl Subset {
    fn new(face: &text::Face, notes: &Notes, mut used: Glyphs) -> Result<Self, String> {
        let font = FontRef::from_index(face.data(), face.index());
        let font = font.map_err(|error| format!("huruf tidak dapat disematkan: {error}"))?;
        used.remove(&0);
        for (glyph, text) in &mut used {
            if let Some(character) = notes.characters.get(glyph) {
                *text = character.to_string();
            }
        }
        let units = i64::from(face.metrics().units_per_em);
        let width = |glyph: u16| ((i64::from(face.advance(glyph)) * 20_000 + units) / (2 * units)) as i32;
        let mut numbers = Vec::new();
        let mut glyphs = vec![Embedded { width: width(0), text: String::new() }];
        for (&glyph, text) in &used {
            numbers.resize(usize::from(glyph) + 1, 0);
            numbers[usize::from(glyph)] = glyphs.len() as u16;
            glyphs.push(Embedded { width: width(glyph), text: text.clone() });
        }
        let (is_cff, program) = match reduce(face.data(), face.index(), used.keys().copied())? {
            Program::TrueType(bytes) => (false, bytes),
            Program::Cff(bytes) => (true, bytes),
        };
        let blank = notes.blank.and_then(|glyph| numbers.get(usize::from(glyph)).copied()).filter(|number| *number > 0);
        let (descriptor, to_unicode) = (Descriptor::new(&font, &used), deflate(&to_unicode(&glyphs), Effort::Thorough));
        let (widths, program_length) = (widths(&glyphs), program.len());
        let program = deflate(&program, Effort::Thorough);
        Ok(Self { numbers, glyphs, blank, descriptor, widths, is_cff, program, program_length, to_unicode })
    }

    fn number(&self, glyph: u16) -> u16 {
        self.numbers.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// Whether all of these are in it, and not so few that a subset of their own is much smaller.
    fn serves(&self, used: &UsedFace) -> bool {
        used.glyphs.len() * 3 >= self.glyphs.len() && used.ids().all(|glyph| self.number(glyph) > 0)
    }

    fn write(&self, objects: &mut Objects) -> Ref {
        let [font, descendant, descriptor, program, map] = std::array::from_fn(|_| objects.reserve());
        let name = &self.descriptor.name;
        let (kind, key, entries) = match self.is_cff {
            true => ("/Subtype/CIDFontType0", "/FontFile3", "/Subtype/CIDFontType0C".to_owned()),
            false => (
                "/Subtype/CIDFontType2/CIDToGIDMap/Identity",
                "/FontFile2",
                format!("/Length1 {}", self.program_length),
            ),
        };
        objects.packed_stream(program, &(entries + "/Filter/FlateDecode"), &self.program);
        objects.packed_stream(map, "/Filter/FlateDecode", &self.to_unicode);
        let out = objects.object(font);
        out.word("<</Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont").name(name);
        out.word("/DescendantFonts[").reference(descendant).word("]/ToUnicode").reference(map).word(">>");
        let out = objects.object(descendant);
        out.word("<</Type/Font").word(kind).word("/BaseFont").name(name);
        out.word("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor")
            .reference(descriptor);
        out.word("/DW 0/W[0[").extend_from_slice(&self.widths);
        out.word("]]>>");
        let out = objects.object(descriptor);
        self.descriptor.write(out);
        out.word(key).reference(program).word(">>");
        font
    }
}

/// The advances of all glyphs, as they are written.
fn widths(glyphs: &[Embedded]) -> Vec<u8> {
    let mut widths = Vec::new();
    for (index, glyph) in glyphs.iter().enumerate() {
        if index > 0 {
            widths.push(b' ');
        }
        push_fixed(&mut widths, glyph.width.into(), 1);
    }
    widths
}

/// The table of characters, for whoever searches and copies.
fn to_unicode(glyphs: &[Embedded]) -> Vec<u8> {
    let mut map = Vec::new();
    map.word(
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n",
    );
    map.word("/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n");
    map.word("1 begincodespacerange<0000><FFFF>endcodespacerange\n");
    let texts = glyphs.iter().map(|glyph| &glyph.text).enumerate();
    let entries: Vec<_> = texts.filter(|(_, text)| !text.is_empty()).collect();
    // At most a hundred entries a block (ISO 32000-1, 9.10.3 after Adobe's note 5014).
    for block in entries.chunks(100) {
        map.integer(block.len()).word(" beginbfchar\n");
        for (number, text) in block {
            let utf16: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            map.word(&format!("<{number:04X}><{utf16}>\n"));
        }
        map.word("endbfchar\n");
    }
    map.word("endcmap CMapName currentdict/CMap defineresource pop end end");
    map
}

/// The hyphen of a word that was divided.
const SOFT_HYPHEN: char = '\u{ad}';

/// What a viewer wants to know of a face before it draws.
struct Descriptor {
    name: String,
    flags: u32,
    bounds: [i32; 4],
    ascent: i32,
    descent: i32,
    cap_height: i32,
    italic_angle: i32,
    stem: i32,
}

impl Descriptor {
    fn new(font: &FontRef<'_>, used: &Glyphs) -> Self {
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let scaled = |value: f32| (f64::from(value) * 1000.0 / f64::from(metrics.units_per_em)).round() as i32;
        let bounds = metrics.bounds.map_or([0, -250, 1000, 1000], |b| [b.x_min, b.y_min, b.x_max, b.y_max].map(scaled));
        let attributes = font.attributes();
        let bold = attributes.weight.value() >= 600.0;
        let italic = metrics.italic_angle != 0.0;
        let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
        let name = name.map_or_else(|| "Font".to_owned(), |name| name.chars().filter(char::is_ascii_graphic).collect());
        const SYMBOLIC: u32 = 4;
        const ITALIC: u32 = 64;
        Self {
            name: format!("{}+{name}", tag(used)),
            flags: SYMBOLIC | if italic { ITALIC } else { 0 },
            bounds,
            ascent: scaled(metrics.ascent),
            descent: scaled(metrics.descent),
            cap_height: metrics.cap_height.map_or(700, scaled),
            italic_angle: metrics.italic_angle.round() as i32,
            stem: if bold { 140 } else { 80 },
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        let [left, bottom, right, top] = self.bounds;
        out.word("<</Type/FontDescriptor/FontName").name(&self.name);
        out.word(&format!(
            "/Flags {}/FontBBox[{left} {bottom} {right} {top}]/ItalicAngle {}/Ascent {}/Descent {}/CapHeight {}/StemV {}",
            self.flags, self.italic_angle, self.ascent, self.descent, self.cap_height, self.stem
        ));
    }
}

/// Six letters that tell one choice of glyphs from another (ISO 32000-1, 9.6.4).
fn tag(used: &Glyphs) -> String {
    let mut number = used
        .keys()
        .fold(0xcbf2_9ce4_8422_2325_u64, |number, glyph| (number ^ u64::from(*glyph)).wrapping_mul(0x0100_0000_01b3));
    let letters = std::iter::repeat_with(|| {
        let letter = b'A' + (number % 26) as u8;
        number /= 26;
        char::from(letter)
    });
    letters.take(6).collect()
}
