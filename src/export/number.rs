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
#[inline]
pub(super) fn push_fixed(out: &mut Vec<u8>, value: i64, decimals: u32) {
    let unit = 10_u64.pow(decimals);
    let (whole, mut part) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    if value < 0 {
        out.push(b'-');
    }
    if whole > 0 || part == 0 {
        push_integer(out, whole);
    }
    if part > 0 {
        out.push(b'.');
    }
    while part > 0 {
        part *= 10;
        out.push(b'0' + (part / unit) as u8);
        part %= unit;
    }
}

/// Writes a whole number.
pub(super) fn push_integer(out: &mut Vec<u8>, value: u64) {
    let digit = |unit: u64| b'0' + (value / unit % 10) as u8;
    match value {
        // Nearly all.
        0..=9 => out.push(digit(1)),
        10..=99 => out.extend([digit(10), digit(1)]),
        100..=999 => out.extend([digit(100), digit(10), digit(1)]),
        _ => {
            push_integer(out, value / 1000);
            out.extend([digit(100), digit(10), digit(1)]);
        }
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

    #[test]
    fn numbers_have_all_their_digits() {
        for value in [0, 7, 10, 99, 100, 999, 1000, 1001, 10_050, 123_456, 1_000_000, u64::MAX] {
            let mut out = Vec::new();
            push_integer(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), value.to_string());
        }
        let fixed = |value: i64, decimals: u32| {
            let mut out = Vec::new();
            push_fixed(&mut out, value, decimals);
            String::from_utf8(out).unwrap()
        };
        assert_eq!([fixed(-17, 0), fixed(-5, 1), fixed(10_002, 4), fixed(9_300, 4)], ["-17", "-.5", "1.0002", ".93"]);
        assert_eq!(fixed(i64::MIN, 2), "-92233720368547758.08");
    }
}
