//! Dates in Indonesian words.

use jiff::civil::Date;

use crate::calendar::MONTHS;

/// Spellings that sheets use besides, in lower case.
const VARIANTS: [(&str, i8); 8] =
    [("pebruari", 2), ("nopember", 11), ("agust", 8), ("agt", 8), ("ags", 8), ("sept", 9), ("mrt", 3), ("okt", 10)];

/// How a day below ten is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// `01`
    Padded,
    /// `1`
    Bare,
}

/// A date in words: `01 Januari 2016`.
pub fn words(date: Date, day: Day) -> String {
    let month = MONTHS[date.month() as usize - 1];
    match day {
        Day::Padded => format!("{:02} {month} {}", date.day(), date.year()),
        Day::Bare => format!("{} {month} {}", date.day(), date.year()),
    }
}

/// The date that a text is: `1 Januari 2016`, `01-01-2016`, `2016-01-01`. Anything more or less is none.
pub fn parse(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split([' ', '-', '/', '.', ',']).filter(|part| !part.is_empty()).collect();
    let [first, middle, last] = parts.as_slice() else { return None };
    let month = middle.parse::<i8>().ok().or_else(|| month(middle))?;
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if day.len() > 2 || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let variant = || VARIANTS.iter().find(|(spelling, _)| *spelling == word).map(|(_, number)| *number);
    let full = MONTHS.iter().position(|month| {
        let month = month.to_lowercase();
        month == word || word.len() == 3 && month.starts_with(&word)
    });
    full.map(|index| index as i8 + 1).or_else(variant)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_date_reads_as_it_was_written() {
        let read = [
            ("1 Januari 2016", Some(date(2016, 1, 1))),
            ("01 JANUARI 2016", Some(date(2016, 1, 1))),
            ("22 Nopember 2019", Some(date(2019, 11, 22))),
            ("2016-01-31", Some(date(2016, 1, 31))),
            ("31/01/2016", Some(date(2016, 1, 31))),
            ("30 Februari 2020", None),
            ("JUNI 2020", None),
            ("-----September 2018", None),
            ("22 Juli 2019 rev 01", None),
            ("", None),
        ];
        for (text, expected) in read {
            assert_eq!(parse(text), expected, "{text}");
        }
        assert_eq!(words(date(2019, 8, 1), Day::Padded), "01 Agustus 2019");
        assert_eq!(words(date(2019, 8, 1), Day::Bare), "1 Agustus 2019");
    }
}
