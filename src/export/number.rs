//! Lengths as digits: the one place where they are rounded.
//!
//! Files hold points with two decimals, 3.5 µm: finer than any printer, and half as many digits to compress.

use crate::geom::Length;

/// A length in hundredths of a point, as it will be written.
pub(super) fn hundredths(length: Length) -> i32 {
    (length.0 + 5).div_euclid(10)
}

/// Writes a number of hundredths: `12.5`, `-.25`, `7`.
pub(super) fn push_hundredths(out: &mut Vec<u8>, value: i32) {
    push_fixed(out, value.into(), 2);
}

/// Writes a length in points.
pub(super) fn push_length(out: &mut Vec<u8>, length: Length) {
    push_hundredths(out, hundredths(length));
}

/// Writes `value` / 10^`decimals`, without zeros that say nothing.
pub(super) fn push_fixed(out: &mut Vec<u8>, value: i64, decimals: u32) {
    let mut digits = Digits::default();
    let mut left = value.unsigned_abs();
    let mut says_nothing = true;
    for _ in 0..decimals {
        says_nothing &= left.is_multiple_of(10);
        if !says_nothing {
            digits.put(b'0' + (left % 10) as u8);
        }
        left /= 10;
    }
    if !says_nothing {
        digits.put(b'.');
    }
    if left > 0 || says_nothing {
        digits.put_whole(left);
    }
    if value < 0 {
        digits.put(b'-');
    }
    out.extend_from_slice(digits.written());
}

/// Writes a whole number.
pub(super) fn push_integer(out: &mut Vec<u8>, value: u64) {
    let mut digits = Digits::default();
    digits.put_whole(value);
    out.extend_from_slice(digits.written());
}

/// A number that is written from its end: the longest has twenty digits, a point and a sign.
struct Digits {
    bytes: [u8; 22],
    start: usize,
}

impl Default for Digits {
    fn default() -> Self {
        Self { bytes: [0; 22], start: 22 }
    }
}

impl Digits {
    fn put(&mut self, byte: u8) {
        self.start -= 1;
        self.bytes[self.start] = byte;
    }

    fn put_whole(&mut self, mut value: u64) {
        loop {
            self.put(b'0' + (value % 10) as u8);
            value /= 10;
            if value == 0 {
                return;
            }
        }
    }

    fn written(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(thousandths: i32) -> String {
        let mut out = Vec::new();
        push_length(&mut out, Length(thousandths));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lengths_have_two_decimals_and_no_idle_zeros() {
        assert_eq!(points(0), "0");
        assert_eq!(points(12_000), "12");
        assert_eq!(points(12_500), "12.5");
        assert_eq!(points(935_433), "935.43");
        assert_eq!(points(54), ".05");
        assert_eq!(points(-1_237), "-1.24");
        assert_eq!(points(-4), "0");
    }
}
