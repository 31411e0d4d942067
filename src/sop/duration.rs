//! Durations as sheets write them, and their sums.
//!
//! [`Duration::parse`] reads a number or a range with a unit (`10 menit`, `2-3 hari kerja`, `30 menit - 3 jam`), compounds (`1 jam
//! 30 menit`), products (`1 x 24 jam`), rates (`2 menit/berkas`: counted once) and bare numbers. Anything else is no duration:
//! it is printed as it stands and left out of sums.
//!
//! A [`Column`] adds what its rows say. Its sum carries into a larger unit only where that unit occurs in the column, and says each unit
//! in the word in which it was first written. A month has no fixed number of days, so nothing below carries into it.

use std::collections::BTreeMap;

use super::DurationCell;
use crate::text::RichText;

/// A unit of time, the smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// The words of the units, in lower case. Two words (`hari kerja`) are looked for first.
const WORDS: [(&str, Unit); 26] = [
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
    ("tahun anggaran", Unit::Year),
];

/// What stands between the ends of a range.
const RANGE_MARKS: [&str; 9] = ["sampai dengan", "sampai", "hingga", "s.d.", "s.d", "s/d", "sd", "–", "-"];

/// Amounts of each unit in thousandths, so that `1,5 jam` is exact.
type Amounts = BTreeMap<Unit, i64>;

/// A duration that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duration {
    low: Amounts,
    high: Amounts,
    /// A number without a unit, in thousandths: least and most.
    bare: Option<(i64, i64)>,
    /// The units in the words of the writer.
    words: Vec<(Unit, String)>,
    /// What a rate is for: `berkas`.
    per: Option<String>,
}

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
            (Some(a), Some(b)) => {
                Some(Self { low: Amounts::new(), high: Amounts::new(), bare: Some((a, b)), words, per })
            }
            (Some(a), None) if high.amounts.len() == 1 => {
                let low = high.amounts.keys().map(|&unit| (unit, a)).collect();
                Some(Self { low, high: high.amounts, bare: None, words, per })
            }
            (None, None) => Some(Self { low: low.amounts, high: high.amounts, bare: None, words, per }),
            _ => None,
        }
    }

    /// What a rate is for: `berkas` of `2 menit/berkas`.
    pub fn per(&self) -> Option<&str> {
        self.per.as_deref()
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
    (head.to_lowercase() == word).then(|| &text[word.len()..])
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

/// The durations of a table's rows.
#[derive(Clone, Debug)]
pub struct Column {
    rows: Vec<Cell>,
    /// The units that occur, each in the word in which it was first written.
    words: BTreeMap<Unit, String>,
    minutes_per_day: u32,
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

    fn measured(&self, row: usize) -> Option<&Duration> {
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
    fn size(&self, unit: Unit) -> i64 {
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

    /// The rows of the longest path through a flow between rows, in order. Loops are gone through once.
    pub fn longest_path(&self, starts: &[usize], next: &[Vec<usize>]) -> Vec<usize> {
        let mut walk = Walk {
            next,
            order: Vec::new(),
            state: vec![State::New; next.len()],
            forward: vec![Vec::new(); next.len()],
        };
        starts.iter().for_each(|&start| walk.visit(start));
        let mut best: Vec<(i64, Option<usize>)> = vec![(0, None); next.len()];
        // Sinks come first in the order, so what follows a row is known when the row is met.
        for &row in &walk.order {
            let onward = walk.forward[row].iter().map(|&to| (best[to].0, Some(to))).max_by_key(|&(length, _)| length);
            let (length, to) = onward.unwrap_or((0, None));
            best[row] = (length + self.weight(row), to);
        }
        let first = starts.iter().copied().rev().max_by_key(|&start| best[start].0);
        std::iter::successors(first, |&row| best[row].1).collect()
    }

    /// How long a row takes, to compare paths by: its upper end in seconds, a month as thirty days.
    fn weight(&self, row: usize) -> i64 {
        let Some(duration) = self.measured(row) else { return 0 };
        let month = i64::from(self.minutes_per_day) * 60 * 30;
        let seconds = |(&unit, &n): (&Unit, &i64)| n * self.size(unit) * if unit >= Unit::Month { month } else { 1 };
        duration.bare.map_or(0, |(_, high)| high) + duration.high.iter().map(seconds).sum::<i64>()
    }
}

/// A depth-first walk that leaves out the flows back.
struct Walk<'a> {
    next: &'a [Vec<usize>],
    /// The rows, each behind all that follow it.
    order: Vec<usize>,
    state: Vec<State>,
    forward: Vec<Vec<usize>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

impl Walk<'_> {
    fn visit(&mut self, row: usize) {
        if self.state[row] != State::New {
            return;
        }
        self.state[row] = State::Open;
        let next = self.next;
        for &to in &next[row] {
            self.visit(to);
            if self.state[to] == State::Done {
                self.forward[row].push(to);
            }
        }
        self.state[row] = State::Done;
        self.order.push(row);
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
        let sums: [(&[&str], &str); 17] = [
            (&["10 Menit", "2 hari", "475 menit", "4 hari"], "7 hari 5 Menit"),
            (&["485 menit"], "485 menit"),
            (&["90 menit", "1 jam"], "2 jam 30 menit"),
            (&["2-3 hari", "1 hari"], "3-4 hari"),
            (&["30 menit - 3 jam", "10 menit"], "40 menit - 3 jam 10 menit"),
            (&["1 x 24 jam", "2 jam"], "26 jam"),
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
        for text in
            ["sesuai kebutuhan", "triwulanan", "120 Menit / 3 Hari", "1 jam 2 jam", "3 orang", "hari", "2-", "5 harian"]
        {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
        assert_eq!(Column::new([Some("1 jam"), Some("sesuai"), None, Some("-"), Some("3")], 480).left_out(), [1, 4]);
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

    #[test]
    fn the_longest_path_goes_round_no_loop() {
        let column = Column::new(["10 menit", "1 jam", "5 menit", "1 menit"].map(Some), 480);
        let next = [vec![1, 2], vec![3], vec![3, 0], vec![]];
        assert_eq!(column.longest_path(&[0], &next), [0, 1, 3]);
    }
}
