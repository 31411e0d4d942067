//! Lists: their marks, their items, and what these link to.

use super::{Item, Listing};
use crate::assets::Assets;
use crate::diag::{Diagnostic, Diagnostics};
use crate::form::Layers;
use crate::source::Span;
use crate::spec::keys;
use crate::spec::printable;
use crate::spec::value::{Data, Value};
use crate::text::RichText;

/// What stands in front of the items of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    Blank,
    /// The same sign each time.
    Sign(String),
    /// A counter, and what is around it.
    Counter(String, Counter, String),
}

/// How items are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counter {
    Number,
    Letter { capital: bool },
    Roman { capital: bool },
}

impl Mark {
    /// Reads a mark: `1.`, `a)`, `•`, or nothing. The counter is the only one of `1 a A i I` that stands alone.
    pub(super) fn parse(text: &str) -> Option<Self> {
        const LONGEST: usize = 8;
        let chars: Vec<char> = text.trim().chars().collect();
        match chars.as_slice() {
            [] => return Some(Self::Blank),
            ['-' | '–' | '•' | '·'] => return Some(Self::Sign(chars.iter().collect())),
            _ if chars.len() > LONGEST => return None,
            _ => {}
        }
        let stands_alone = |at: usize| {
            let joined = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|char| char.is_alphanumeric());
            !joined(at.checked_sub(1)) && !joined(Some(at + 1))
        };
        let mut counters = (0..chars.len()).filter(|&at| stands_alone(at) && counter(chars[at]).is_some());
        let (at, None) = (counters.next()?, counters.next()) else { return None };
        let part = |chars: &[char]| chars.iter().collect();
        Some(Self::Counter(part(&chars[..at]), counter(chars[at])?, part(&chars[at + 1..])))
    }

    /// The mark of an item, counted from 1.
    pub(super) fn of(&self, item: usize) -> Option<String> {
        match self {
            Self::Blank => None,
            Self::Sign(sign) => Some(sign.clone()),
            Self::Counter(before, counter, after) => Some(format!("{before}{}{after}", counter.write(item))),
        }
    }
}

fn counter(char: char) -> Option<Counter> {
    match char {
        '1' => Some(Counter::Number),
        'a' | 'A' => Some(Counter::Letter { capital: char == 'A' }),
        'i' | 'I' => Some(Counter::Roman { capital: char == 'I' }),
        _ => None,
    }
}

impl Counter {
    fn write(self, number: usize) -> String {
        let (small, capital) = match self {
            Self::Number => return number.to_string(),
            Self::Letter { capital } => (letters(number), capital),
            Self::Roman { capital } => (roman(number), capital),
        };
        if capital { small.to_uppercase() } else { small }
    }
}

/// a, b ... z, aa, ab ...
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        letters.push(b'a' + ((number - 1) % 26) as u8);
        number = (number - 1) / 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

fn roman(mut number: usize) -> String {
    const NUMERALS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut roman = String::new();
    for (value, numeral) in NUMERALS {
        while number >= value {
            roman.push_str(numeral);
            number -= value;
        }
    }
    roman
}

/// The marks of all lists, by the key of the list.
pub(super) struct Marks(Vec<(&'static str, Mark)>);

impl Marks {
    /// Reads `penomoran`; what is no mark is reported once.
    pub(super) fn read(layers: &Layers<'_>, diagnostics: &mut Diagnostics) -> Self {
        let mut reported: Vec<Span> = Vec::new();
        let mut read = |key: &'static str| {
            let held = layers.mark(key);
            let text = held.value.as_text().unwrap_or_default();
            let mark = Mark::parse(text).unwrap_or_else(|| {
                if !reported.contains(&held.span) {
                    let message = format!("`\"{}\"` bukan nomor atau tanda daftar", printable(text));
                    diagnostics.push(
                        Diagnostic::error("penomoran-salah", held.span.clone(), message)
                            .help("tulis satu dari `1 a A i I` sebagai hitungan (`\"1.\"`, `\"a)\"`), tanda `\"-\"` `\"•\"` `\"·\"`, atau `\"\"`"),
                    );
                    reported.push(held.span.clone());
                }
                Mark::Blank
            });
            (key, mark)
        };
        Self(keys::MARKS.keys.iter().map(|key| read(key.name)).collect())
    }

    fn of(&self, key: &str) -> &Mark {
        self.0.iter().find(|(known, _)| *known == key).map_or(&Mark::Blank, |(_, mark)| mark)
    }

    /// A paragraph, or a list under the key `key`.
    pub(super) fn listing(
        &self,
        key: &str,
        value: Option<&Value>,
        assets: &dyn Assets,
        diagnostics: &mut Diagnostics,
    ) -> Listing {
        let Some(value) = value else { return Listing::default() };
        let numbered = matches!(value.data, Data::Array(_));
        let mut items = Vec::new();
        for item in value.items().iter().filter(|item| !item.is_faulty()) {
            let text = match item.as_table() {
                Some(link) => RichText::parse(link.text("teks").unwrap_or_default()),
                None => RichText::parse(item.as_text().unwrap_or_default()),
            };
            if !numbered && text.is_empty() {
                continue;
            }
            let mark = if numbered { self.of(key).of(items.len() + 1) } else { None };
            items.push(Item { mark, text, link: link(item, assets, diagnostics) });
        }
        Listing { items }
    }
}

/// The SOP that an item links to, if the project has it.
fn link(item: &Value, assets: &dyn Assets, diagnostics: &mut Diagnostics) -> Option<String> {
    let value = item.as_table()?.get("sop")?;
    let name = value.as_text()?;
    if assets.has_sop(name) {
        return Some(name.to_owned());
    }
    let message = format!("SOP `{}` tidak ada di proyek ini; teksnya dicetak tanpa tautan", printable(name));
    diagnostics.push(
        Diagnostic::warning("sop-tak-ditemukan", value.span.clone(), message)
            .help("tulis nama berkas SOP itu tanpa `.toml`"),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_as_they_are_written() {
        let third = |text: &str| Mark::parse(text).map(|mark| mark.of(3).unwrap_or_default());
        let expected = [
            ("1.", Some("3.")),
            ("(1)", Some("(3)")),
            ("a)", Some("c)")),
            ("A.", Some("C.")),
            ("i.", Some("iii.")),
            ("I", Some("III")),
            ("•", Some("•")),
            ("", Some("")),
            ("*", None),
            ("2.", None),
            ("ai", None),
            ("1.a", None),
        ];
        for (text, mark) in expected {
            assert_eq!(third(text).as_deref(), mark, "{text}");
        }
        assert_eq!(Mark::parse("a.").and_then(|mark| mark.of(28)).as_deref(), Some("ab."));
        assert_eq!(roman(1994), "mcmxciv");
    }
}
