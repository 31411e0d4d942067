//! The colour space that a screen's red, green and blue are meant in: sRGB, as the smallest profile that says it exactly.
//!
//! ICC.1:2004 (version 4.2), a display profile of three colorants and one parametric curve (IEC 61966-2-1).

use std::sync::OnceLock;

use super::file::{Effort, deflate};

/// The profile, deflated once for all sheets.
pub(super) fn packed() -> &'static [u8] {
    static PACKED: OnceLock<Vec<u8>> = OnceLock::new();
    PACKED.get_or_init(|| deflate(&srgb(), Effort::Thorough))
}

/// The bytes of the profile.
fn srgb() -> Vec<u8> {
    let curve = parametric_curve();
    let tags: [(&[u8; 4], Vec<u8>); 8] = [
        (b"desc", words("sRGB")),
        (b"cprt", words("CC0")),
        (b"wtpt", xyz([0xf6d6, 0x1_0000, 0xd32d])),
        // From the white of a screen (D65) to the white of paper (D50), by Bradford's method.
        (b"chad", numbers(b"sf32", &[0x1_0c42, 0x05de, -0x0cd5, 0x0793, 0xfd91, -0x045d, -0x025d, 0x03dc, 0xc06e])),
        (b"rXYZ", xyz([0x6fa2, 0x38f5, 0x0390])),
        (b"gXYZ", xyz([0x6299, 0xb785, 0x18da])),
        (b"bXYZ", xyz([0x24a0, 0x0f84, 0xb6cf])),
        (b"rTRC", curve),
    ];
    let count = tags.len() + 2;
    let mut table = (count as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * count;
    for (name, content) in &tags {
        let entry = [(start + data.len()) as u32, content.len() as u32].map(u32::to_be_bytes).concat();
        // The three curves are one.
        let names: &[&[u8; 4]] = if *name == b"rTRC" { &[b"rTRC", b"gTRC", b"bTRC"] } else { &[name] };
        for name in names {
            table.extend(*name);
            table.extend(&entry);
        }
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header((start + data.len()) as u32);
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: u32) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut set = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    set(0, &size.to_be_bytes());
    set(8, &[4, 0x20, 0, 0]);
    set(12, b"mntrRGB XYZ ");
    // A date is required; this is the year of the profile format.
    set(24, &[2004_u16, 10, 1, 0, 0, 0].map(u16::to_be_bytes).concat());
    set(36, b"acsp");
    set(68, &[0xf6d6_u32, 0x1_0000, 0xd32d].map(u32::to_be_bytes).concat());
    header
}

/// A text in one language.
fn words(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut tag = b"mluc\0\0\0\0".to_vec();
    tag.extend([1, 12].map(u32::to_be_bytes).concat());
    tag.extend(b"enUS");
    tag.extend([utf16.len() as u32, 28].map(u32::to_be_bytes).concat());
    tag.extend(utf16);
    tag
}

fn xyz(values: [i32; 3]) -> Vec<u8> {
    numbers(b"XYZ ", &values)
}

/// `x` to the power of 2.4, but a straight line near black.
fn parametric_curve() -> Vec<u8> {
    let mut tag = b"para\0\0\0\0\0\x03\0\0".to_vec();
    let fixed = |value: f64| ((value * 65536.0).round() as i32).to_be_bytes();
    tag.extend([2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045].map(fixed).concat());
    tag
}

/// Numbers in 65536ths.
fn numbers(kind: &[u8; 4], values: &[i32]) -> Vec<u8> {
    let mut tag = kind.to_vec();
    tag.extend([0; 4]);
    values.iter().for_each(|value| tag.extend(value.to_be_bytes()));
    tag
}
