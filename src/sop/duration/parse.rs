//! What a cell says: text to [`Duration`].
//!
//! Reads a number or a range with a unit (`10 menit`, `2-3 hari kerja`, `30 menit - 3 jam`), compounds (`1 jam 30 menit`), products
//! (`1 x 24 jam`), rates (`2 menit/berkas`: counted once) and bare numbers. Anything else is no duration: it is printed as it
//! stands and left out of sums.

use super::{Amounts, Duration, Unit};

/// The words of the units, in lower case. Two words (`hari kerja`) are looked for first.
const WORDS: [(&str, Unit); 26] = [
    ("tahun anggaran", Unit::Year),
    ("hari kerja", Unit::Day),
    ("hr kerja", Unit::Day),
    ("hari efektif", Unit::Day),
    ("hari kalender", Unit::Day),
    ("detik", Unit::Second),
    ("dtk", Unit::Second),
    ("det", Unit::Second),
    ("menit", Unit::Minute),
    ("mnt", Unit::Minute),
    ("mnit", Unit::Minute),
    ("jam", Unit::Hour),
    ("jm", Unit::Hour),
    ("hari", Unit::Day),
    ("hr", Unit::Day),
    ("hk", Unit::Day),
    ("minggu", Unit::Week),
    ("mgg", Unit::Week),
    ("mgu", Unit::Week),
    ("pekan", Unit::Week),
    ("bulan", Unit::Month),
    ("bln", Unit::Month),
    ("bl", Unit::Month),
    ("tahun", Unit::Year),
    ("thn", Unit::Year),
    ("th", Unit::Year),
];

/// What stands between the ends of a range.
const RANGE_MARKS: [&str; 9] = ["sampai dengan", "sampai", "hingga", "s.d.", "s.d", "s/d", "sd", "–", "-"];

impl Duration {
    /// Reads a cell; `None` where it is no duration.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(['.', ';', ',']);
        let text = ["±", "+/-", "+"].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text).trim();
        let (body, per) = rate(text);
        let low = Sum::read(body)?;
        let duration = match low.rest {
            "" => Self {
                bare: low.bare.map(|n| (n, n)),
                high: low.amounts.clone(),
                low: low.amounts,
                words: low.words,
                per,
                round_the_clock: is_round_the_clock(body),
            },
            rest => {
                let high = Sum::read(range_mark(rest)?)?;
                if !high.rest.is_empty() {
                    return None;
                }
                Self::range(low, high, per)?
            }
        };
        let measured = duration.bare.is_some() || !duration.low.is_empty();
        (measured && !(duration.bare.is_some() && duration.per.is_some())).then_some(duration)
    }

    /// `2-3 hari`, `30 menit - 3 jam`, `2-3`.
    fn range(low: Sum, high: Sum, per: Option<String>) -> Option<Self> {
        let mut words = low.words;
        words.extend(high.words);
        match (low.bare, high.bare) {
            (Some(a), Some(b)) => Some(Self {
                low: Amounts::new(),
                high: Amounts::new(),
                bare: Some((a, b)),
                words,
                per,
                round_the_clock: false,
            }),
            (Some(a), None) if high.amounts.len() == 1 => {
                let low = high.amounts.keys().map(|&unit| (unit, a)).collect();
                Some(Self { low, high: high.amounts, bare: None, words, per, round_the_clock: false })
            }
            (None, None) => {
                Some(Self { low: low.amounts, high: high.amounts, bare: None, words, per, round_the_clock: false })
            }
            _ => None,
        }
    }
}

/// `2 menit/berkas` and `2 menit per berkas`, taken apart. `s/d` is no rate.
fn rate(text: &str) -> (&str, Option<String>) {
    let slash = text.rfind('/').filter(|&at| {
        let (before, after) = (text[..at].trim_end(), text[at + 1..].trim_start());
        before.ends_with(char::is_alphabetic)
            && !before.ends_with(['s', 'S'])
            && after.chars().all(|c| c.is_alphabetic() || c == ' ')
            && !after.is_empty()
    });
    let found = slash.map(|at| (at, at + 1)).or_else(|| text.find(" per ").map(|at| (at, at + 5)));
    match found {
        Some((end, start)) => (text[..end].trim_end(), Some(text[start..].trim().to_owned())),
        None => (text, None),
    }
}

/// The text behind a range mark.
fn range_mark(text: &str) -> Option<&str> {
    RANGE_MARKS.iter().find_map(|mark| strip_prefix(text, mark)).map(str::trim_start)
}

/// Strips a word in whatever case it is written.
fn strip_prefix<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    head.chars().flat_map(char::to_lowercase).eq(word.chars()).then(|| &text[word.len()..])
}

/// One end of a range: amounts, or a number without a unit, and what follows.
struct Sum<'a> {
    amounts: Amounts,
    bare: Option<i64>,
    words: Vec<(Unit, String)>,
    rest: &'a str,
}

impl<'a> Sum<'a> {
    /// Reads as many amounts as there are: `1 jam 30 menit`.
    fn read(text: &'a str) -> Option<Self> {
        let mut sum = Self { amounts: Amounts::new(), bare: None, words: Vec::new(), rest: text };
        loop {
            let after_and = strip_prefix(sum.rest, "dan ").unwrap_or(sum.rest);
            let Some((value, rest)) = factor(after_and) else { break };
            match unit(rest) {
                Some((unit, word, rest)) if !sum.amounts.contains_key(&unit) => {
                    sum.amounts.insert(unit, value);
                    sum.words.push((unit, word.to_owned()));
                    sum.rest = rest.trim_start_matches([',', ' ']);
                }
                Some(_) => return None,
                None if sum.amounts.is_empty() => {
                    return Some(Self { bare: Some(value), rest, ..sum });
                }
                None => return None,
            }
        }
        (!sum.amounts.is_empty()).then_some(sum)
    }
}

/// A number, or a product of two (`1 x 24`), in thousandths.
fn factor(text: &str) -> Option<(i64, &str)> {
    let (value, rest) = number(text)?;
    let times = ["x ", "X ", "× ", "x", "X", "×"].iter().find_map(|sign| rest.strip_prefix(sign));
    match times.and_then(|rest| number(rest.trim_start())) {
        Some((other, rest)) => Some((value.checked_mul(other)? / 1000, rest)),
        None => Some((value, rest)),
    }
}

/// Whether a text is `3 x 24 jam`.
fn is_round_the_clock(text: &str) -> bool {
    let parts = text.split_once(['x', 'X', '×']);
    parts.is_some_and(|(days, hours)| {
        let hours = hours.trim().to_lowercase();
        let unit = hours.strip_prefix("24").map(str::trim_start);
        days.trim().bytes().all(|byte| byte.is_ascii_digit()) && unit.is_some_and(|unit| matches!(unit, "jam" | "jm"))
    })
}

/// A number in thousandths: `10`, `1,5`, `1.000`, `½`, `1/2`, `1 (satu)`.
fn number(text: &str) -> Option<(i64, &str)> {
    let fractions = [("½", 500), ("¼", 250), ("¾", 750), ("1/2 ", 500), ("1/4 ", 250), ("3/4 ", 750)];
    let (value, rest) = if let Some((sign, value)) = fractions.iter().find(|(sign, _)| text.starts_with(sign)) {
        (*value, &text[sign.len()..])
    } else {
        let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mut end = digits(text);
        if end == 0 || end > 6 {
            return None;
        }
        let mut value = text[..end].parse::<i64>().ok()? * 1000;
        let point = text[end..].starts_with([',', '.']);
        let decimals = if point { digits(&text[end + 1..]) } else { 0 };
        match decimals {
            0 => {}
            3 if text[end..].starts_with('.') => {
                value = value * 1000 + text[end + 1..end + 4].parse::<i64>().ok()? * 1000
            }
            1..=3 => {
                value += text[end + 1..end + 1 + decimals].parse::<i64>().ok()? * 10_i64.pow(3 - decimals as u32);
            }
            _ => return None,
        }
        if decimals > 0 {
            end += 1 + decimals;
        }
        (value, &text[end..])
    };
    let rest = rest.trim_start();
    // `1 (satu) hari`: the number in words, as legal texts repeat it.
    let spelled = rest.strip_prefix('(').and_then(|inner| inner.split_once(')'));
    match spelled {
        Some((inner, after)) if inner.chars().all(|c| c.is_alphabetic() || c == ' ') => {
            Some((value, after.trim_start()))
        }
        _ => Some((value, rest)),
    }
}

/// A unit: what it is, its word as written, what follows.
fn unit(text: &str) -> Option<(Unit, &str, &str)> {
    WORDS.iter().find_map(|(word, unit)| {
        let rest = strip_prefix(text, word)?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        (!rest.starts_with(char::is_alphanumeric)).then(|| (*unit, &text[..word.len()], rest.trim_start()))
    })
}

/// Number (or range) and unit of a text that is just these: `("2-3", "hari kerja")`. What a rate is for goes with the unit.
pub fn split(text: &str) -> Option<(String, String)> {
    let duration = Duration::parse(text)?;
    let (_, word) = match duration.words.as_slice() {
        [only] => only,
        _ => return None,
    };
    let at = text.find(word.as_str())?;
    let number = text[..at].trim_end();
    (!number.contains(char::is_alphabetic)).then(|| (number.to_owned(), text[at..].trim_end().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every spelling that was met on real sheets, as unit and thousandths from least to most.
    #[test]
    fn durations_are_read_as_sheets_write_them() {
        let day = Unit::Day;
        let read: [(&str, Unit, i64, i64); 34] = [
            ("30 detik", Unit::Second, 30_000, 30_000),
            ("10 Menit", Unit::Minute, 10_000, 10_000),
            ("10 menit", Unit::Minute, 10_000, 10_000),
            ("10menit", Unit::Minute, 10_000, 10_000),
            ("180 mnt", Unit::Minute, 180_000, 180_000),
            ("15 mnt.", Unit::Minute, 15_000, 15_000),
            ("+ 1 jam", Unit::Hour, 1_000, 1_000),
            ("± 30 menit", Unit::Minute, 30_000, 30_000),
            ("1,5 jam", Unit::Hour, 1_500, 1_500),
            ("1 x 24 Jam", Unit::Hour, 24_000, 24_000),
            ("3x24 jam", Unit::Hour, 72_000, 72_000),
            ("2 hari", day, 2_000, 2_000),
            ("7 hr", day, 7_000, 7_000),
            ("14 HARI KERJA", day, 14_000, 14_000),
            ("5 hari efektif", day, 5_000, 5_000),
            ("1 (satu) hari", day, 1_000, 1_000),
            ("3 (tiga) hari kerja", day, 3_000, 3_000),
            ("2-3 hari", day, 2_000, 3_000),
            ("2 - 3 hari kerja", day, 2_000, 3_000),
            ("3–5 hari", day, 3_000, 5_000),
            ("2 hari - 3 hari", day, 2_000, 3_000),
            ("5-10 menit", Unit::Minute, 5_000, 10_000),
            ("2 menit/berkas", Unit::Minute, 2_000, 2_000),
            ("5 menit / berkas", Unit::Minute, 5_000, 5_000),
            ("5 menit per dokumen", Unit::Minute, 5_000, 5_000),
            ("2 minggu", Unit::Week, 2_000, 2_000),
            ("1-2 minggu", Unit::Week, 1_000, 2_000),
            ("2 mgg", Unit::Week, 2_000, 2_000),
            ("1 bulan", Unit::Month, 1_000, 1_000),
            ("1 s.d 2 bulan", Unit::Month, 1_000, 2_000),
            ("1 s.d. 2 bulan", Unit::Month, 1_000, 2_000),
            ("3 bln", Unit::Month, 3_000, 3_000),
            ("1 tahun", Unit::Year, 1_000, 1_000),
            ("1 tahun anggaran", Unit::Year, 1_000, 1_000),
        ];
        for (text, unit, low, high) in read {
            let duration = Duration::parse(text).unwrap_or_else(|| panic!("{text}"));
            let wanted = |amount| Amounts::from([(unit, amount)]);
            assert_eq!((duration.low, duration.high), (wanted(low), wanted(high)), "{text}");
        }
        let both = Duration::parse("30 menit - 3 Jam").expect("a range over units");
        assert_eq!(
            (both.low, both.high),
            (Amounts::from([(Unit::Minute, 30_000)]), Amounts::from([(Unit::Hour, 3_000)]))
        );
        assert_eq!(Duration::parse("35").expect("a bare number").bare, Some((35_000, 35_000)));
    }

    #[test]
    fn anything_else_is_no_duration() {
        for text in [
            "",
            "-",
            "sesuai kebutuhan",
            "semesteran",
            "triwulanan",
            "sepanjang tahun",
            "sesuai masa kontrak",
            "120 Menit / 3 Hari",
            "1 - 15 Januari",
            "tanggal 5 s.d. 10",
            "1 jam 2 jam",
            "3 orang",
            "hari",
            "2-",
            "5 harian",
        ] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn number_and_unit_come_apart() {
        let apart = [
            ("10 menit", Some(("10", "menit"))),
            ("2 - 3 hari kerja", Some(("2 - 3", "hari kerja"))),
            ("2 menit/berkas", Some(("2", "menit/berkas"))),
            ("30 menit - 3 jam", None),
            ("1 jam 30 menit", None),
            ("1 x 24 jam", None),
            ("10", None),
            ("segera", None),
        ];
        for (text, expected) in apart {
            assert_eq!(split(text), expected.map(|(n, u)| (n.to_owned(), u.to_owned())), "{text}");
        }
    }
}
