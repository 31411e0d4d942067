//! What the rows of a table say together.
//!
//! A sum carries into a larger unit only where that unit occurs in the column, and says each unit in the word in which it was
//! first written. A month has no fixed number of days, so nothing below carries into it.

use std::collections::BTreeMap;

use super::{Amounts, Duration, Unit, split};
use crate::form::StandardColumn;
use crate::sop::{DurationCell, Step};
use crate::text::RichText;

/// The durations of a table's rows.
#[derive(Clone, Debug)]
pub struct Column {
    rows: Vec<Cell>,
    /// The units that occur, each in the word in which it was first written.
    words: BTreeMap<Unit, String>,
    pub(super) minutes_per_day: u32,
}

#[derive(Clone, Debug)]
enum Cell {
    /// Blank, or merged with the row above.
    Nothing,
    Measured(Duration),
    /// A text that is no duration.
    Text,
}

impl Column {
    /// Those of rows; a cell that is merged with the one above has none of its own.
    pub fn of(steps: &[Step], minutes_per_day: u32) -> Self {
        let text = |step: &Step| (!step.is_merged(StandardColumn::Duration)).then(|| step.duration.text.to_plain());
        let texts: Vec<Option<String>> = steps.iter().map(text).collect();
        Self::new(texts.iter().map(Option::as_deref), minutes_per_day)
    }

    /// The cells of a table from the top; `None` for a cell that is merged with the one above.
    pub fn new<'a>(cells: impl IntoIterator<Item = Option<&'a str>>, minutes_per_day: u32) -> Self {
        let read = |cell: Option<&str>| match cell.map(str::trim) {
            None | Some("" | "-" | "–") => Cell::Nothing,
            Some(text) => Duration::parse(text).map_or(Cell::Text, Cell::Measured),
        };
        let mut rows: Vec<Cell> = cells.into_iter().map(read).collect();
        let has_units = rows.iter().any(|cell| matches!(cell, Cell::Measured(d) if d.bare.is_none()));
        for cell in &mut rows {
            // Beside cells with units nobody knows what a bare number counts.
            if has_units && matches!(cell, Cell::Measured(d) if d.bare.is_some()) {
                *cell = Cell::Text;
            }
        }
        let mut words = BTreeMap::new();
        for cell in &rows {
            let Cell::Measured(duration) = cell else { continue };
            for (unit, word) in &duration.words {
                words.entry(*unit).or_insert_with(|| word.clone());
            }
        }
        if words.contains_key(&Unit::Day) {
            for cell in &mut rows {
                if let Cell::Measured(duration) = cell {
                    duration.hours_round_the_clock_to_days();
                }
            }
        }
        Self { rows, words, minutes_per_day }
    }

    /// The rows whose cell says something that cannot be added.
    pub fn left_out(&self) -> Vec<usize> {
        (0..self.rows.len()).filter(|&row| matches!(self.rows[row], Cell::Text)).collect()
    }

    /// The rows whose time is for each of something, and is added once: row and what it is for.
    pub fn rates(&self) -> Vec<(usize, &str)> {
        let per = |row: usize| match &self.rows[row] {
            Cell::Measured(duration) => duration.per().map(|per| (row, per)),
            _ => None,
        };
        (0..self.rows.len()).filter_map(per).collect()
    }

    /// The sum of some rows as it is printed; `None` where none of them can be added.
    pub fn sum(&self, rows: impl IntoIterator<Item = usize>) -> Option<DurationCell> {
        let mut measured = rows.into_iter().filter_map(|row| self.measured(row)).peekable();
        measured.peek()?;
        let (mut low, mut high, mut bare) = (Amounts::new(), Amounts::new(), (0, 0));
        for duration in measured {
            add(&mut low, &duration.low);
            add(&mut high, &duration.high);
            let (a, b) = duration.bare.unwrap_or_default();
            bare = (bare.0 + a, bare.1 + b);
        }
        let text = if low.is_empty() && high.is_empty() {
            range(decimal(bare.0), decimal(bare.1))
        } else {
            self.written_range(&low, &high)
        };
        Some(DurationCell { split: split(&text), text: RichText::plain(&text) })
    }

    /// The duration of a row, if it has one.
    pub(super) fn measured(&self, row: usize) -> Option<&Duration> {
        match &self.rows[row] {
            Cell::Measured(duration) => Some(duration),
            _ => None,
        }
    }

    fn written_range(&self, low: &Amounts, high: &Amounts) -> String {
        let (low, high) = (self.carried(low), self.carried(high));
        if low == high {
            return written(&low);
        }
        match (low.as_slice(), high.as_slice()) {
            ([(a, word)], [(b, other)]) if word == other => format!("{a}-{b} {word}"),
            _ => format!("{} - {}", written(&low), written(&high)),
        }
    }

    /// Amounts in the units of the column, the largest first, each with its word.
    fn carried(&self, amounts: &Amounts) -> Vec<(String, String)> {
        let words = &self.words;
        let mut parts = Vec::new();
        // Years and months, and everything below, are apart.
        for group in [Unit::Month..=Unit::Year, Unit::Second..=Unit::Week] {
            let mut units: Vec<Unit> = words.keys().copied().filter(|unit| group.contains(unit)).collect();
            units.reverse();
            let mut left: i64 = amounts.range(group.clone()).map(|(&unit, &n)| n * self.size(unit)).sum();
            for (i, &unit) in units.iter().enumerate() {
                let last = i + 1 == units.len();
                let size = self.size(unit) * 1000;
                let count = if last { left / self.size(unit) } else { left / size * 1000 };
                left -= left / size * size;
                if count != 0 {
                    parts.push((decimal(count), words[&unit].clone()));
                }
            }
        }
        if parts.is_empty() {
            let (_, word) = words.iter().next().expect("a measured column has a unit");
            parts.push(("0".to_owned(), word.clone()));
        }
        parts
    }

    /// Seconds of a unit up to the week; months of a month or year.
    pub(super) fn size(&self, unit: Unit) -> i64 {
        let day = i64::from(self.minutes_per_day) * 60;
        match unit {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3600,
            Unit::Day => day,
            Unit::Week => day * if self.has_working_days() { 5 } else { 7 },
            Unit::Month => 1,
            Unit::Year => 12,
        }
    }

    fn has_working_days(&self) -> bool {
        self.words.get(&Unit::Day).is_some_and(|word| {
            let word = word.to_lowercase();
            word.ends_with("kerja") || word.ends_with("efektif") || word == "hk"
        })
    }
}

fn add(to: &mut Amounts, amounts: &Amounts) {
    for (&unit, &n) in amounts {
        *to.entry(unit).or_default() += n;
    }
}

/// `7 hari 5 menit`
fn written(parts: &[(String, String)]) -> String {
    parts.iter().map(|(number, word)| format!("{number} {word}")).collect::<Vec<_>>().join(" ")
}

fn range(low: String, high: String) -> String {
    if low == high { low } else { format!("{low}-{high}") }
}

/// Thousandths with a decimal comma where they are no whole number.
fn decimal(thousandths: i64) -> String {
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    if rest == 0 { whole.to_string() } else { format!("{whole},{rest:03}").trim_end_matches('0').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(cells: &[&str]) -> String {
        let column = Column::new(cells.iter().copied().map(Some), 480);
        column.sum(0..cells.len()).map(|total| total.text.to_plain()).unwrap_or_default()
    }

    #[test]
    fn sums_carry_only_into_units_of_the_column() {
        let sums: [(&[&str], &str); 19] = [
            (&["10 Menit", "2 hari", "475 menit", "4 hari"], "7 hari 5 Menit"),
            (&["485 menit"], "485 menit"),
            (&["90 menit", "1 jam"], "2 jam 30 menit"),
            (&["2-3 hari", "1 hari"], "3-4 hari"),
            (&["30 menit - 3 jam", "10 menit"], "40 menit - 3 jam 10 menit"),
            (&["1 x 24 jam", "2 jam"], "26 jam"),
            (&["1 x 24 jam", "2 hari"], "3 hari"),
            (&["2 x 24 jam", "1-2 hari", "30 menit"], "3 hari 30 menit - 4 hari 30 menit"),
            (&["2 menit/berkas", "3 menit"], "5 menit"),
            (&["10", "25"], "35"),
            (&["10", "25 menit"], "25 menit"),
            (&["1,5 jam", "1 jam"], "2,5 jam"),
            (&["1,5 jam", "15 menit"], "1 jam 45 menit"),
            (&["2 mnt", "1 hr", "30 detik"], "1 hr 2 mnt 30 detik"),
            (&["1 (satu) hari kerja", "4 hari kerja", "1 minggu"], "2 minggu"),
            (&["5 hari", "1 minggu", "3 hari"], "2 minggu 1 hari"),
            (&["40 hari", "1 bulan", "11 bulan", "1 tahun"], "2 tahun 40 hari"),
            (&["sesuai kebutuhan", "-", ""], ""),
            (&["± 30 menit", "1 jam 10 menit"], "1 jam 40 menit"),
        ];
        for (cells, expected) in sums {
            assert_eq!(sum(cells), expected, "{cells:?}");
        }
    }

    #[test]
    fn what_is_no_duration_is_left_out() {
        assert_eq!(Column::new([Some("1 jam"), Some("sesuai"), None, Some("-"), Some("3")], 480).left_out(), [1, 4]);
    }
}
