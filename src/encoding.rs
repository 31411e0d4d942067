//! Bytes to text: a spec is UTF-8, and what is something else is named as what it is.
//!
//! Even then there is a [`Source`] to show, read as what the bytes seem to be, so that the report has its line.

use crate::diag::Diagnostic;
use crate::source::{Source, Span};

/// The largest spec, in bytes. Who reads a file may stop right behind it.
pub const MAX_BYTES: usize = 4_000_000;

/// Reads `bytes` as the text of a spec called `name`. With a report it is not a spec.
pub fn decode(name: &str, bytes: Vec<u8>) -> (Source, Option<Diagnostic>) {
    if bytes.len() > MAX_BYTES {
        let diagnostic = Diagnostic::error("berkas-terlalu-besar", 0..0, "berkas lebih besar dari 4.000.000 bita")
            .help("sebuah SOP biasanya jauh di bawah 100.000 bita; periksa apakah ini berkas yang dimaksud");
        return (Source::new(name, ""), Some(diagnostic));
    }
    if let Some((text, encoding)) = utf16(&bytes) {
        let diagnostic = wrong_encoding(0..0, encoding);
        return (Source::new(name, text), Some(diagnostic));
    }
    match String::from_utf8(bytes) {
        Ok(text) => (Source::new(name, text), None),
        Err(error) => other(name, error.utf8_error().valid_up_to(), error.as_bytes()),
    }
}

/// Text in UTF-16, known by its mark or by the blanks and Latin letters that have a zero byte beside them.
fn utf16(bytes: &[u8]) -> Option<(String, &'static str)> {
    let little = |bytes: &[u8]| units(bytes, u16::from_le_bytes);
    let big = |bytes: &[u8]| units(bytes, u16::from_be_bytes);
    match bytes {
        [0xff, 0xfe, rest @ ..] => Some((little(rest), "UTF-16 (di Windows: \"Unicode\")")),
        [0xfe, 0xff, rest @ ..] => Some((big(rest), "UTF-16 (\"Unicode big endian\")")),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some((little(bytes), "UTF-16")),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some((big(bytes), "UTF-16")),
        _ => None,
    }
}

fn units(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks().0.iter().map(|&pair| unit(pair));
    char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// What is neither UTF-8 nor UTF-16: the ANSI text of Windows, or no text at all.
fn other(name: &str, bad: usize, bytes: &[u8]) -> (Source, Option<Diagnostic>) {
    let text: String = bytes.iter().map(|&byte| windows_1252(byte)).collect();
    let before: usize = bytes[..bad].iter().map(|&byte| windows_1252(byte).len_utf8()).sum();
    let place = before..before + windows_1252(bytes[bad]).len_utf8();
    let diagnostic = match kind(bytes) {
        Some(kind) => Diagnostic::error("bukan-teks", 0..0, format!("ini bukan berkas teks, melainkan {kind}"))
            .help("berikan berkas `.toml`; berkas baru dibuat dengan `lajur new`"),
        None if bytes.iter().any(|byte| [0, 0x81, 0x8d, 0x8f, 0x90, 0x9d].contains(byte)) => {
            Diagnostic::error("bukan-utf-8", place, "berkas bukan teks UTF-8")
                .help("simpan ulang berkas dengan pengodean UTF-8")
        }
        None => wrong_encoding(place, "Windows-1252 (\"ANSI\")"),
    };
    (Source::new(name, text), Some(diagnostic))
}

fn wrong_encoding(place: Span, encoding: &str) -> Diagnostic {
    Diagnostic::error("bukan-utf-8", place, format!("berkas bukan UTF-8, tampaknya {encoding}"))
        .help("simpan ulang dengan pengodean UTF-8: di Notepad lewat Simpan Sebagai, pilihan Pengodean")
}

/// What a file is that people take for a spec.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"%PDF", "PDF"),
        (b"PK\x03\x04", "dokumen Word, Excel atau arsip ZIP"),
        (b"\xd0\xcf\x11\xe0", "dokumen Word atau Excel lama"),
        (b"\x89PNG", "gambar PNG"),
        (b"\xff\xd8\xff", "gambar JPEG"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, kind)| kind)
}

/// The character of a byte in Windows-1252; the five bytes without one are control characters.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(bytes: &[u8]) -> (usize, usize, String) {
        let (source, diagnostic) = decode("a.toml", bytes.to_vec());
        let diagnostic = diagnostic.expect("a report");
        let (line, column) = source.line_column(diagnostic.span.start);
        (line, column, diagnostic.message)
    }

    #[test]
    fn a_byte_order_mark_is_accepted() {
        let (source, diagnostic) = decode("a.toml", b"\xef\xbb\xbfa = 1\r\n".to_vec());
        assert_eq!((source.text(), diagnostic), ("a = 1\r\n", None));
    }

    #[test]
    fn other_encodings_are_named() {
        let (line, column, message) = report(b"# satu\njudul = \"Caf\xe9 \x93x\x94\"\n");
        assert!((line, column) == (2, 13) && message.contains("Windows-1252"), "{line}:{column} {message}");
        let utf16: Vec<u8> = "judul = 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(report(&utf16).2.contains("UTF-16"));
        assert!(report(&[&[0xff, 0xfe], &utf16[..]].concat()).2.contains("UTF-16"));
        assert!(report(b"%PDF-1.7\n\xe2\xe3\xcf\xd3").2.contains("PDF"));
    }

    #[test]
    fn a_huge_file_is_refused() {
        assert!(decode("a.toml", vec![b'#'; MAX_BYTES]).1.is_none());
        assert!(report(&vec![b'#'; MAX_BYTES + 1]).2.contains("4.000.000"));
    }
}
