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
    if value < 0 {
        out.push(b'-');
    }
    let unit = 10_u64.pow(decimals);
    let (whole, mut part) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    if whole > 0 || part == 0 {
        push_integer(out, whole);
    }
    if part > 0 {
        out.push(b'.');
        let mut place = unit / 10;
        while part > 0 {
            out.push(b'0' + (part / place) as u8);
            part %= place;
            place /= 10;
        }
    }
}

/// Writes a whole number.
pub(super) fn push_integer(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[start..]);
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
