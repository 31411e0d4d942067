//! Numbers of SOPs: which are numbers at all, and where their series have gaps.
//!
//! An office numbers as its tata naskah says: `065/12/35.07.11/2019`, `SOP-025/17000/2025`. The part that counts is the one that varies
//! most among the numbers of one office while all else stays; a year never counts.

use std::collections::{BTreeMap, BTreeSet};

/// From so many numbers on they are a series.
const SERIES: usize = 3;

/// A number without its blanks, in one case; `None` where there is none yet: blank, or with room left for the pen.
pub(super) fn normal(number: &str) -> Option<String> {
    let parts_filled = number.split('/').all(|part| part.contains(|c: char| c.is_alphanumeric()));
    let is_filled =
        parts_filled && number.contains(|c: char| c.is_ascii_digit()) && !number.contains(['$', '{', '…', '_']);
    let dotted = number.contains("..") || number.contains("--");
    (is_filled && !dotted).then(|| number.split_whitespace().collect::<String>().to_lowercase())
}

/// The pieces of a number, digits and other characters in turn.
fn pieces(number: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = number;
    while let Some(first) = rest.chars().next() {
        let digit = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(rest.len());
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
    pieces
}

/// The number with its piece at `at` left out, and that piece, where it may count.
fn split(pieces: &[&str], at: usize) -> Option<(String, u64)> {
    let count = pieces[at];
    let is_year = count.len() == 4 && (count.starts_with("19") || count.starts_with("20"));
    let value = count.parse().ok().filter(|_| !is_year && count.len() < 10)?;
    let around: Vec<&str> =
        pieces.iter().enumerate().map(|(index, piece)| if index == at { "…" } else { piece }).collect();
    Some((around.concat(), value))
}

/// A gap in a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// The first and the last number that is missing.
    pub(super) missing: (u64, u64),
    /// The series, `…` for what counts.
    pub(super) series: String,
    /// The item whose number follows the gap.
    pub(super) before: usize,
}

/// The gaps in the series of these numbers, each with its office.
pub(super) fn gaps(numbers: &[(usize, &str, &str)]) -> Vec<Gap> {
    let mut all: BTreeMap<String, BTreeMap<u64, usize>> = BTreeMap::new();
    let mut own: BTreeMap<(&str, String), BTreeSet<u64>> = BTreeMap::new();
    for &(item, office, number) in numbers {
        let pieces = pieces(number);
        for (series, value) in (0..pieces.len()).filter_map(|at| split(&pieces, at)) {
            all.entry(series.clone()).or_default().entry(value).or_insert(item);
            own.entry((office, series)).or_default().insert(value);
        }
    }
    let mut chosen = BTreeSet::new();
    for &(_, office, number) in numbers {
        let pieces = pieces(number);
        let series = (0..pieces.len()).filter_map(|at| split(&pieces, at)).map(|(series, _)| series);
        let count = |series: &String| own.get(&(office, series.clone())).map_or(0, BTreeSet::len);
        let best = series.rev().max_by_key(|series| count(series));
        chosen.extend(best.filter(|series| count(series) >= SERIES));
    }
    chosen.into_iter().flat_map(|series| gaps_of(&series, &all[&series])).collect()
}

fn gaps_of(series: &str, members: &BTreeMap<u64, usize>) -> Vec<Gap> {
    let (Some((&first, _)), Some((&last, _))) = (members.first_key_value(), members.last_key_value()) else {
        return Vec::new();
    };
    // Numbers scattered widely are no series: some other register counts them.
    if last - first + 1 > 2 * members.len() as u64 {
        return Vec::new();
    }
    let values: Vec<(u64, usize)> = members.iter().map(|(&value, &item)| (value, item)).collect();
    let gap = |pair: &[(u64, usize)]| {
        let missing = (pair[0].0 + 1, pair[1].0 - 1);
        (missing.0 <= missing.1).then(|| Gap { missing, series: series.to_owned(), before: pair[1].1 })
    };
    values.windows(2).filter_map(gap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_for_the_pen_is_no_number() {
        for blank in [
            "",
            "-",
            "Nomor SOP",
            "070 /    / 35.07.11/2019",
            "070/…/2019",
            "....../2020",
            "-----/----- -Kesbangpol / 2018",
            "${nomor_naskah}",
        ] {
            assert_eq!(normal(blank), None, "{blank}");
        }
        assert_eq!(normal("SOP-025 / 17000 / 2025").as_deref(), Some("sop-025/17000/2025"));
    }

    #[track_caller]
    fn check(numbers: &[(&str, &str)], expected: &[(u64, u64)]) {
        let numbers: Vec<_> =
            numbers.iter().enumerate().map(|(item, &(office, number))| (item, office, number)).collect();
        assert_eq!(gaps(&numbers).iter().map(|gap| gap.missing).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn gaps_are_found_in_what_counts() {
        check(&[("a", "065/1/2023"), ("a", "065/2/2023"), ("a", "065/4/2023")], &[(3, 3)]);
        // Years, and the codes of offices, do not count.
        check(&[("a", "065/1/2019"), ("a", "065/1/2021"), ("a", "065/1/2023"), ("a", "065/1/2024")], &[]);
        let offices = [
            ("a", "065/1/35.01/2023"),
            ("b", "065/1/35.03/2023"),
            ("c", "065/1/35.04/2023"),
            ("d", "065/1/35.05/2023"),
        ];
        check(&offices, &[]);
    }

    #[test]
    fn a_series_may_run_over_several_offices() {
        let numbers = [("a", "065/1/2023"), ("a", "065/2/2023"), ("a", "065/4/2023"), ("b", "065/3/2023")];
        check(&numbers, &[]);
    }
}
