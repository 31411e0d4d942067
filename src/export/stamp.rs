//! The stamp of a file: what a later run knows it by, and whether anybody changed the file since.
//!
//! It stands as a comment (PDF, SVG) or as a text (PNG). A PDF is sealed by its id ([`super::pdf`]); the others by a seal at the end
//! of their stamp, the digest of all other bytes.

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
/// Of an SVG or a PNG that is known only where it was written with a stamp.
pub fn is_untouched(file: &[u8]) -> bool {
    if file.starts_with(b"%PDF") {
        return super::pdf::is_untouched(file);
    }
    digits(file).is_some_and(|at| file[at..at + DIGITS] == *digest(&without_seal(file, at)).as_bytes())
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
    const ODD: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f];
    let mut lanes = [bytes.len() as u64, !(bytes.len() as u64)];
    let mut mix = |word: [u8; 8]| {
        let word = u64::from_le_bytes(word);
        for (lane, odd) in lanes.iter_mut().zip(ODD) {
            *lane = (*lane ^ word).wrapping_mul(odd).rotate_left(29);
        }
    };
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|word| mix(*word));
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        mix(word);
    }
    lanes.map(|lane| format!("{:016x}", lane ^ (lane >> 31))).concat()
}
