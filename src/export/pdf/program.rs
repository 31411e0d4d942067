//! Font programs for embedding: the glyphs that are needed and nothing else.
//!
//! subsetter leaves out glyphs, but keeps the instructions for coarse screens, which are half of a TrueType file and which no
//! printer and no viewer of today needs; here they go too.

use std::collections::BTreeMap;

use subsetter::{GlyphRemapper, subset};

/// A font program with fewer glyphs.
pub(super) enum Program {
    /// For `FontFile2`.
    TrueType(Vec<u8>),
    /// For `FontFile3`: the bare CFF table.
    Cff(Vec<u8>),
}

/// Takes these glyphs, in this order and after `.notdef`, out of a face.
pub(super) fn reduce(data: &[u8], index: u32, glyphs: impl Iterator<Item = u16>) -> Result<Program, String> {
    let mut order = GlyphRemapper::new();
    glyphs.for_each(|glyph| {
        order.remap(glyph);
    });
    let reduced = subset(data, index, &order).map_err(|error| format!("huruf tidak dapat disematkan: {error}"))?;
    let font = Font(&reduced);
    if let Some(cff) = font.table(*b"CFF ") {
        return Ok(Program::Cff(cff.to_vec()));
    }
    let bare = font.without_instructions().ok_or("huruf tidak dapat disematkan: tabelnya rusak")?;
    Ok(Program::TrueType(bare))
}

/// The same glyphs as a font file for web pages, with these tables besides or instead. The outlines stay of their kind.
pub(in crate::export) fn reduce_file(
    data: &[u8],
    index: u32,
    glyphs: impl Iterator<Item = u16>,
    more: impl IntoIterator<Item = ([u8; 4], Vec<u8>)>,
) -> Result<Vec<u8>, String> {
    let mut order = GlyphRemapper::new();
    glyphs.for_each(|glyph| {
        order.remap(glyph);
    });
    let reduced = subset(data, index, &order).map_err(|error| format!("huruf tidak dapat disematkan: {error}"))?;
    let bare = Font(&reduced).without_instructions();
    let font = Font(bare.as_deref().unwrap_or(&reduced));
    let mut tables: BTreeMap<_, _> = font.tables().map(|(tag, table)| (tag, table.to_vec())).collect();
    tables.extend(more);
    let kind = if tables.contains_key(b"CFF ") { *b"OTTO" } else { [0, 1, 0, 0] };
    Ok(assemble(kind, &tables.into_iter().collect::<Vec<_>>()))
}

/// A font file of tables.
struct Font<'a>(&'a [u8]);

impl<'a> Font<'a> {
    fn tables(&self) -> impl Iterator<Item = ([u8; 4], &'a [u8])> {
        let count = u16_at(self.0, 4).unwrap_or(0);
        (0..usize::from(count)).filter_map(|index| {
            let entry = self.0.get(12 + 16 * index..28 + 16 * index)?;
            let (start, length) = (u32_at(entry, 8)? as usize, u32_at(entry, 12)? as usize);
            Some((entry[..4].try_into().ok()?, self.0.get(start..start + length)?))
        })
    }

    fn table(&self, tag: [u8; 4]) -> Option<&'a [u8]> {
        self.tables().find(|(name, _)| *name == tag).map(|(_, table)| table)
    }

    /// The same font without its instructions.
    fn without_instructions(&self) -> Option<Vec<u8>> {
        let (loca, glyf) = (self.table(*b"loca")?, self.table(*b"glyf")?);
        let long = u16_at(self.table(*b"head")?, 50)? == 1;
        let offset = |index: usize| match long {
            true => Some(u32_at(loca, 4 * index)? as usize),
            false => Some(usize::from(u16_at(loca, 2 * index)?) * 2),
        };
        let count = loca.len() / if long { 4 } else { 2 };
        let (mut bare, mut places) = (Vec::with_capacity(glyf.len()), vec![0_u32]);
        for index in 1..count {
            let glyph = glyf.get(offset(index - 1)?..offset(index)?)?;
            push_bare(&mut bare, glyph)?;
            bare.resize(bare.len().next_multiple_of(4), 0);
            places.push(bare.len() as u32);
        }
        let mut tables: Vec<([u8; 4], Vec<u8>)> = Vec::new();
        for (tag, table) in self.tables() {
            let table = match &tag {
                b"cvt " | b"fpgm" | b"prep" => continue,
                b"glyf" => bare.clone(),
                b"loca" => places.iter().flat_map(|place| place.to_be_bytes()).collect(),
                b"head" => changed(table, 50, &[0, 1])?,
                // What instructions need of memory: twilight points to component depth stay as they are, the rest is none.
                b"maxp" if table.len() >= 32 => changed(table, 14, &[0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])?,
                _ => table.to_vec(),
            };
            tables.push((tag, table));
        }
        Some(assemble([0, 1, 0, 0], &tables))
    }
}

/// Appends a glyph without its instructions.
fn push_bare(out: &mut Vec<u8>, glyph: &[u8]) -> Option<()> {
    const HAS_INSTRUCTIONS: u16 = 0x0100;
    if glyph.is_empty() {
        return Some(());
    }
    let contours = u16_at(glyph, 0)? as i16;
    if let Ok(contours) = usize::try_from(contours) {
        let at = 10 + 2 * contours;
        let length = usize::from(u16_at(glyph, at)?);
        out.extend(&glyph[..at]);
        out.extend([0, 0]);
        out.extend(glyph.get(at + 2 + length..)?);
        return Some(());
    }
    // A compound: parts one after the other, instructions after the last.
    let mut at = 10;
    let start = out.len();
    loop {
        const MORE: u16 = 0x0020;
        let flags = u16_at(glyph, at)?;
        let words = if flags & 0x0001 == 0 { 2 } else { 4 };
        let scale = if flags & 0x0008 != 0 {
            2
        } else if flags & 0x0040 != 0 {
            4
        } else if flags & 0x0080 != 0 {
            8
        } else {
            0
        };
        at += 4 + words + scale;
        if flags & MORE == 0 {
            break;
        }
    }
    out.extend(glyph.get(..at)?);
    // The flag stands in every part that announces instructions; walk again over the copy.
    let mut part = start + 10;
    while part < out.len() {
        let flags = u16_at(out, part)?;
        out[part..part + 2].copy_from_slice(&(flags & !HAS_INSTRUCTIONS).to_be_bytes());
        let words = if flags & 0x0001 == 0 { 2 } else { 4 };
        let scale = if flags & 0x0008 != 0 {
            2
        } else if flags & 0x0040 != 0 {
            4
        } else if flags & 0x0080 != 0 {
            8
        } else {
            0
        };
        part += 4 + words + scale;
    }
    Some(())
}

fn changed(table: &[u8], at: usize, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut table = table.to_vec();
    table.get_mut(at..at + bytes.len())?.copy_from_slice(bytes);
    Some(table)
}

/// A font file of these tables, which are in the order of their tags.
fn assemble(kind: [u8; 4], tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.ilog2() as u16;
    let range = 16 << power;
    let mut file = kind.to_vec();
    file.extend([count, range, power, count * 16 - range].map(u16::to_be_bytes).concat());
    let mut start = 12 + 16 * tables.len();
    for (tag, table) in tables {
        file.extend(tag);
        file.extend([checksum(table), start as u32, table.len() as u32].map(u32::to_be_bytes).concat());
        start += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

fn checksum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}
