//! The stamp of a file: what a later run knows it by, and whether anybody changed the file since.
//!
//! It stands as a comment (PDF, SVG), as a text (PNG) or under a key (JSON). A PDF is sealed by its id ([`super::pdf`]); the others by a seal at the end
//! of their stamp, the digest of all other bytes.

use std::io::{self, Cursor, Read, Seek};

const PDF: &[u8] = b"%PDF";
const SEAL: &[u8] = b";segel=";
const DIGITS: usize = 32;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Bytes of the checksum behind the text of a PNG.
const CHECKSUM: usize = 4;
/// The stamp stands before this byte of a file.
const REACH: usize = 64 * 1024;

/// A stamp with room for a seal.
pub(super) fn unsealed(stamp: &str) -> String {
    format!("{stamp};segel={:0DIGITS$}", 0)
}

/// Seals a file that holds an unsealed stamp.
pub(super) fn seal(file: &mut [u8]) {
    let Some(at) = digits(file) else { return };
    let sealed = digest(&without_seal(file, at));
    file[at..at + DIGITS].copy_from_slice(sealed.as_bytes());
    if file.starts_with(PNG) {
        let checksum = checksum(file, at);
        file[at + DIGITS..at + DIGITS + CHECKSUM].copy_from_slice(&checksum);
    }
}

/// Whether these are the bytes of a file as this library wrote it: nobody signed, stamped, edited or saved it since.
///
/// But for a PDF that is known only of a file that was written with a stamp.
pub fn is_untouched(file: &[u8]) -> bool {
    if file.starts_with(PDF) {
        return super::pdf::is_untouched(Cursor::new(file)).unwrap_or(false);
    }
    digits(file).is_some_and(|at| file[at..at + DIGITS] == *digest(&without_seal(file, at)).as_bytes())
}

/// The same of a file that is not in memory; a PDF is read piece by piece.
pub fn is_untouched_file(mut file: impl Read + Seek) -> io::Result<bool> {
    let mut head = Vec::new();
    file.rewind()?;
    file.by_ref().take(PDF.len() as u64).read_to_end(&mut head)?;
    if head == PDF {
        return super::pdf::is_untouched(file);
    }
    file.rewind()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(is_untouched(&bytes))
}

/// Where the digits of the seal begin.
fn digits(file: &[u8]) -> Option<usize> {
    let head = &file[..file.len().min(REACH)];
    let at = head.windows(SEAL.len()).position(|window| window == SEAL)? + SEAL.len();
    (file.len() >= at + DIGITS + CHECKSUM).then_some(at)
}

/// The file with nothing where the seal stands, and the checksum that depends on it.
fn without_seal(file: &[u8], at: usize) -> Vec<u8> {
    let mut blank = file.to_vec();
    let checksum = if file.starts_with(PNG) { CHECKSUM } else { 0 };
    blank[at..at + DIGITS + checksum].fill(b'0');
    blank
}

/// The checksum of the text of a PNG that ends with the seal at `at`.
fn checksum(file: &[u8], at: usize) -> [u8; CHECKSUM] {
    const KIND: &[u8] = b"tEXt";
    let start = file[..at].windows(KIND.len()).rposition(|window| window == KIND).unwrap_or(at);
    let mut crc = flate2::Crc::new();
    crc.update(&file[start..at + DIGITS]);
    crc.sum().to_be_bytes()
}

/// 32 hexadecimal digits that stand for these bytes. Not meant against forgers: a signature is.
pub fn digest(bytes: &[u8]) -> String {
    let mut digest = Digest::default();
    digest.update(bytes);
    digest.finish()
}

/// The digest of bytes that come in pieces.
#[derive(Clone)]
pub(super) struct Digest {
    lanes: [u64; 2],
    /// The bytes that do not fill a word yet.
    rest: [u8; 8],
    length: usize,
}

impl Default for Digest {
    fn default() -> Self {
        Self { lanes: [0, !0], rest: [0; 8], length: 0 }
    }
}

impl Digest {
    pub(super) fn update(&mut self, mut bytes: &[u8]) {
        let filled = self.length % 8;
        self.length += bytes.len();
        if filled > 0 {
            let (begin, others) = bytes.split_at(bytes.len().min(8 - filled));
            self.rest[filled..filled + begin.len()].copy_from_slice(begin);
            if filled + begin.len() < 8 {
                return;
            }
            self.mix(u64::from_le_bytes(self.rest));
            bytes = others;
        }
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.mix(u64::from_le_bytes(*word)));
        self.rest = [0; 8];
        self.rest[..rest.len()].copy_from_slice(rest);
    }

    fn mix(&mut self, word: u64) {
        const ODD: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f];
        for (lane, odd) in self.lanes.iter_mut().zip(ODD) {
            *lane = (*lane ^ word).wrapping_mul(odd).rotate_left(29);
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.mix(u64::from_le_bytes(self.rest));
        self.mix(self.length as u64);
        self.lanes.map(|lane| format!("{:016x}", lane ^ (lane >> 31))).concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_does_not_depend_on_the_pieces() {
        let bytes: Vec<u8> = (0..100).collect();
        for step in 1..20 {
            let mut digest = Digest::default();
            bytes.chunks(step).for_each(|piece| digest.update(piece));
            assert_eq!(digest.finish(), super::digest(&bytes), "pieces of {step}");
        }
        assert_ne!(digest(b"a"), digest(b"a\0"));
        assert_ne!(digest(b""), digest(b"\0"));
    }
}
