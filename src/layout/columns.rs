//! The widths of a table's columns, chosen over its measured texts.
//!
//! Fewest pages first, then least height, then even leftover space. Lanes are equal to each other, but where the sheet is too
//! narrow for that those are wider that words inside symbols need so; they are as narrow as symbols and headings allow. What then is left over makes lanes comfortable before it makes texts airy. The widths fill the
//! sheet exactly.
//!
//! The search moves width between pairs of text columns, in ever smaller steps, as long as the sheet gets shorter. The height
//! of a text at a width is asked for lazily: it only falls as the width grows, so between two widths of one height there is
//! nothing to ask.

use super::rows::{ColumnTexts, PAD_X, PAD_Y};
use super::{Column, Widths};
use crate::geom::Length;
use crate::text::Passage;

/// The narrowest lane.
pub(super) const LEAST_LANE: Length = Length::pt(24);
/// The lane that the words of texts give way to.
const CROWDED_LANE: Length = Length::pt(32);
/// The lane up to which lanes may take more than half the sheet.
const TIGHT_LANE: Length = Length::pt(30);
/// The lane that a symbol is drawn well in.
const GOOD_LANE: Length = Length::pt(54);
/// The lane that is comfortable; more is only given when no text needs it.
const COMFORTABLE_LANE: Length = Length::pt(66);
/// The longest word of a lane heading that a comfortable lane holds undivided.
const COMFORTABLE_WORD: Length = Length::pt(100);
/// Lanes that are tried where they save a page, and the number of lanes from which on.
const NARROW_LANES: [(Length, i32); 3] = [(Length::pt(46), 1), (Length::pt(38), 5), (Length::pt(30), 9)];
/// The mean height of rows above which narrower lanes are tried.
const TALL: Length = Length::pt(36);
/// The widest lane, where no text needs the width.
const ROOMY_LANE: Length = Length::pt(96);
/// The longest word of a lane heading that still makes its lane wider.
const LANE_WORD: Length = Length::pt(92);
/// The longest word of a cell that still makes its column wider; a longer one is divided.
const CELL_WORD: Length = Length::pt(100);
/// The duration on one line that still makes its column wider.
const DURATION: Length = Length::pt(54);
/// The total on one line that still makes a Waktu in two columns wider.
const DIVIDED_DURATION: Length = Length::pt(76);
/// The most that a column is widened to keep its words whole.
const WIDER_FOR_WORDS: Length = Length::pt(30);
/// How many steps a column is widened at once to save lines.
const FARTHEST: usize = 20;
/// The step of the search.
const STEP: Length = Length::pt(2);

/// What the widths are chosen for.
pub(super) struct Needs<'a> {
    /// The width to fill.
    pub(super) total: Length,
    /// How they are chosen.
    pub(super) widths: Widths,
    /// The columns.
    pub(super) columns: &'a [Column],
    /// Their texts.
    pub(super) texts: &'a [ColumnTexts],
    /// The width that each column's heading asks for.
    pub(super) headings: Vec<Length>,
    /// The width that a lane's heading asks for.
    pub(super) lane_heading: Length,
    /// The width that words inside symbols ask of each lane, and the least that they get by with.
    pub(super) lane_words: Vec<[Length; 2]>,
    /// The width that lines beside symbols ask of a lane.
    pub(super) lane_lines: Length,
    /// The height that the flowchart asks of each row.
    pub(super) floors: &'a [Length],
    /// The height for rows on the first page and on others.
    pub(super) room: (Length, Length),
    /// What must follow the last row on its page.
    pub(super) tail: Length,
    /// What the total row asks of Waktu: its longest word, and what it takes on one line.
    pub(super) total_row: (Length, Length),
    /// The height of a line.
    pub(super) leading: Length,
}

/// The rules of the columns from the left edge `x`: one more than there are columns.
pub(super) fn edges(x: Length, needs: &Needs) -> Vec<Length> {
    let widths = widths(needs);
    let mut edges = Vec::with_capacity(widths.len() + 1);
    let mut edge = x;
    edges.push(edge);
    for width in widths {
        edge += width;
        edges.push(edge);
    }
    edges
}

/// The lanes of a table: all of one width, but for those whose symbols have words that need more.
struct Lanes {
    words: Vec<Length>,
}

impl Lanes {
    /// What the words ask, or what they get by with where the sheet does not hold that.
    fn new(needs: &Needs, room: Length) -> Self {
        let [wanted, least] = [0, 1].map(|i| Self { words: needs.lane_words.iter().map(|words| words[i]).collect() });
        if wanted.sum(CROWDED_LANE) <= room { wanted } else { least }
    }

    fn count(&self) -> i32 {
        self.words.len() as i32
    }

    /// The width of all lanes, none below this one.
    fn sum(&self, lane: Length) -> Length {
        self.words.iter().map(|&words| words.max(lane)).sum()
    }

    /// The widest lane that leaves all of them within a width.
    fn within(&self, width: Length) -> Length {
        let (mut low, mut high) = (0, (width / self.count().max(1)).0.max(0));
        while low < high {
            let middle = (low + high + 1) / 2;
            if self.sum(Length(middle)) <= width { low = middle } else { high = middle - 1 }
        }
        Length(low)
    }
}

/// The widths of the columns; their sum is the total.
fn widths(needs: &Needs) -> Vec<Length> {
    let mut texts = TextColumn::all(needs);
    let fixed = fixed_widths(needs);
    let free = needs.total - fixed.iter().copied().sum();
    let lanes = Lanes::new(needs, free / 2);
    give_way(&mut texts, free, &lanes);
    let least: Length = texts.iter().map(|column| column.least).sum();
    let wanted = wanted_lane(needs, free, &lanes).min(lanes.within(free - least));
    if needs.widths != Widths::Chosen {
        let widths = simple(needs.widths, &texts, free - lanes.sum(wanted));
        return assemble(needs, &fixed, (wanted, &lanes), &texts, &widths);
    }
    let mut best = Search::run(needs, &mut texts, free - lanes.sum(wanted));
    let mut lane = wanted;
    for (narrow, from) in NARROW_LANES {
        if narrow < lane && lanes.count() >= from && best.score.height > TALL * needs.floors.len() as i32 {
            let search = Search::run(needs, &mut texts, free - lanes.sum(narrow));
            if search.score.saves_over(&best.score) {
                (best, lane) = (search, narrow);
            }
        }
    }
    let mut widths: Vec<Length> = texts.iter().zip(&best.units).map(|(column, &units)| column.width(units)).collect();
    let mut leftover = free - lanes.sum(lane) - widths.iter().copied().sum();
    let word = if needs.lane_heading <= COMFORTABLE_WORD { needs.lane_heading } else { Length::ZERO };
    leftover -= undivide(leftover, &texts, &mut widths);
    leftover -= widen(&mut lane, COMFORTABLE_LANE.max(word), leftover / 2, &lanes);
    leftover -= unwrap(leftover, &mut texts, &mut best.units, &mut widths);
    leftover -= to_one_line(leftover, &texts, &mut widths);
    leftover -= widen(&mut lane, ROOMY_LANE, leftover / 2, &lanes);
    in_proportion(leftover, &mut widths);
    assemble(needs, &fixed, (lane, &lanes), &texts, &widths)
}

/// Makes the least widths of texts smaller where the sheet does not hold them beside narrow lanes: durations break first, then
/// words are divided, no more than is needed.
fn give_way(texts: &mut [TextColumn], free: Length, lanes: &Lanes) {
    let missing = |texts: &[TextColumn], lane: Length| {
        let least: Length = texts.iter().map(|column| column.least).sum();
        (least + lanes.sum(lane) - free).max(Length::ZERO)
    };
    if missing(texts, CROWDED_LANE) == Length::ZERO {
        return;
    }
    texts.iter_mut().for_each(|column| column.least = column.word);
    let least = |column: &TextColumn| match column.short {
        true => column.least,
        false => divided(&column.cells).min(column.least),
    };
    let divided: Vec<Length> = texts.iter().map(least).collect();
    let give = |texts: &mut [TextColumn], to: &[Length], missing: Length| {
        let room: Length = texts.iter().zip(to).map(|(column, &to)| column.least - to).sum();
        for (column, &to) in texts.iter_mut().zip(to).filter(|_| missing > Length::ZERO) {
            // Rounded up, lest the sum of all shares fall short.
            let share = (column.least - to).ratio(missing.min(room).0, room.0.max(1)) + Length(1);
            column.least -= share.min(column.least - to);
        }
    };
    let wanted = missing(texts, CROWDED_LANE);
    give(texts, &divided, wanted);
    let wanted = missing(texts, LEAST_LANE);
    let quarter: Vec<Length> = texts.iter().map(|column| column.least / 4).collect();
    give(texts, &quarter, wanted);
}

/// Widths of text columns by a simple rule, none below its least.
fn simple(rule: Widths, texts: &[TextColumn], width: Length) -> Vec<Length> {
    let least: Length = texts.iter().map(|column| column.least).sum();
    let spare = ((width - least).0 / STEP.0).max(0) as usize;
    let units = match rule {
        Widths::Equal => vec![spare / texts.len().max(1); texts.len()],
        Widths::Chosen | Widths::Proportional => first_guess(texts, spare),
    };
    texts.iter().zip(units).map(|(column, units)| column.width(units)).collect()
}

/// All widths in the order of the columns; rounding goes to Kegiatan.
fn assemble(
    needs: &Needs,
    fixed: &[Length],
    (lane, lanes): (Length, &Lanes),
    texts: &[TextColumn],
    widths: &[Length],
) -> Vec<Length> {
    let mut all = fixed.to_vec();
    for (column, width) in needs.columns.iter().zip(&mut all) {
        if let Column::Lane(number) = *column {
            *width = lane.max(lanes.words[number]);
        }
    }
    for (column, &width) in texts.iter().zip(widths) {
        all[column.index] = width;
    }
    let rounding = needs.total - all.iter().copied().sum();
    all[1] += rounding;
    all
}

/// The lane to start from: as narrow as symbols, headings and lines allow, and no more than half the sheet in all. Where the
/// sheet holds them so, all are as wide as the words of one ask.
fn wanted_lane(needs: &Needs, free: Length, lanes: &Lanes) -> Length {
    let plain = GOOD_LANE.max(needs.lane_heading.min(LANE_WORD)).max(needs.lane_lines);
    let equal = plain.max(lanes.words.iter().copied().max().unwrap_or_default());
    let half = (free / 2).max(TIGHT_LANE * lanes.count());
    if equal * lanes.count() <= half.max(free * 11 / 20) {
        return equal;
    }
    plain.min(lanes.within(half.max(lanes.sum(TIGHT_LANE))))
}

/// The widths of the columns that hold short texts on one line: No., and the two halves of a divided Waktu. Zero elsewhere.
fn fixed_widths(needs: &Needs) -> Vec<Length> {
    let split = needs.columns.contains(&Column::DurationUnit);
    let mut widths: Vec<Length> = needs
        .columns
        .iter()
        .zip(needs.texts)
        .zip(&needs.headings)
        .map(|((column, texts), &heading)| match column {
            Column::Number => heading.max(widest(texts, false)).max(Length::pt(20)),
            Column::Duration | Column::DurationUnit if split => widest(texts, false).max(Length::pt(18)),
            _ => Length::ZERO,
        })
        .collect();
    if let Some(unit) = needs.columns.iter().position(|&column| column == Column::DurationUnit) {
        let together = needs.texts[unit - 1].spanning.iter();
        let texts = &needs.texts[unit - 1];
        let spanning =
            together.filter_map(|&row| texts.cells[row].as_ref()).map(|words| words.longest_word() + PAD_X * 2);
        let wanted = spanning
            .max()
            .unwrap_or_default()
            .max(needs.headings[unit - 1])
            .max(needs.total_row.1.min(DIVIDED_DURATION))
            .max(Length::pt(40));
        let missing = (wanted - widths[unit - 1] - widths[unit]).max(Length::ZERO);
        widths[unit - 1] += missing.half();
        widths[unit] += missing - missing.half();
    }
    widths
}

/// The width of the widest text of a column on one line.
fn widest(texts: &ColumnTexts, spanning: bool) -> Length {
    let cells = texts.cells.iter().enumerate().filter(|(row, _)| texts.spanning.contains(row) == spanning);
    let width = cells.filter_map(|(_, words)| Some(words.as_ref()?.natural_width())).max();
    width.map_or(Length::ZERO, |width| width + PAD_X * 2)
}

/// Gives leftover width to columns where it keeps words whole; says how much it gave.
fn undivide(leftover: Length, texts: &[TextColumn], widths: &mut [Length]) -> Length {
    let mut rest = leftover;
    for (column, width) in texts.iter().zip(widths) {
        let divided = |cells: &mut dyn Iterator<Item = &Passage>, width: Length| -> usize {
            cells.map(|words| words.set(width - PAD_X * 2).divided).sum()
        };
        let wraps = |words: &&Passage| words.natural_width() > *width - PAD_X * 2;
        let cells: Vec<&Passage> = column.cells.iter().flatten().copied().filter(wraps).collect();
        let mut fewest = divided(&mut cells.iter().copied(), *width);
        let (mut best, mut tried) = (*width, *width);
        while fewest > 0 && tried + STEP <= (*width + rest).min(*width + WIDER_FOR_WORDS) {
            tried += STEP;
            let count = divided(&mut cells.iter().copied(), tried);
            if count < fewest {
                (fewest, best) = (count, tried);
            }
        }
        rest -= best - *width;
        *width = best;
    }
    leftover - rest
}

/// Gives leftover width where it saves the most lines for its width; says how much it gave.
fn unwrap(leftover: Length, texts: &mut [TextColumn], units: &mut [usize], widths: &mut [Length]) -> Length {
    let mut rest = leftover;
    let height = |column: &mut TextColumn, units: usize| -> i64 {
        column.ask(units);
        column.heights(units).iter().map(|height| i64::from(height.0)).sum()
    };
    loop {
        let steps = ((rest.0 / STEP.0).max(0) as usize).min(FARTHEST);
        let mut best: Option<(i64, usize, usize)> = None;
        for (i, column) in texts.iter_mut().enumerate() {
            let now = height(column, units[i]);
            for step in 1..=steps {
                let saved = (now - height(column, units[i] + step)) / step as i64;
                if saved > 0 && best.is_none_or(|(most, ..)| saved > most) {
                    best = Some((saved, i, step));
                }
            }
        }
        let Some((_, column, step)) = best else { break };
        units[column] += step;
        let wider = texts[column].width(units[column]).max(widths[column]);
        rest -= wider - widths[column];
        widths[column] = wider;
    }
    leftover - rest
}

/// Makes lanes up to this wide out of leftover width; says how much it took.
fn widen(lane: &mut Length, up_to: Length, leftover: Length, lanes: &Lanes) -> Length {
    let before = lanes.sum(*lane);
    *lane = lanes.within(before + leftover).min(up_to).max(*lane);
    lanes.sum(*lane) - before
}

/// Gives leftover width to the text columns, in proportion to their widths, but none more than its texts on one line need;
/// says how much it gave.
fn to_one_line(leftover: Length, texts: &[TextColumn], widths: &mut [Length]) -> Length {
    let mut rest = leftover;
    while rest > Length::ZERO {
        let open: Vec<usize> = (0..widths.len()).filter(|&i| widths[i] < texts[i].most).collect();
        let sum: Length = open.iter().map(|&i| widths[i]).sum();
        if open.is_empty() || sum <= Length::ZERO {
            break;
        }
        let mut given = Length::ZERO;
        for &i in &open {
            let share = rest.ratio(widths[i].0, sum.0).min(texts[i].most - widths[i]);
            widths[i] += share;
            given += share;
        }
        if given < Length::pt(1) {
            break;
        }
        rest -= given;
    }
    leftover - rest
}

/// Gives all of a leftover width to the text columns, in proportion to their widths.
fn in_proportion(leftover: Length, widths: &mut [Length]) {
    let sum: Length = widths.iter().copied().sum();
    if leftover > Length::ZERO && sum > Length::ZERO {
        let shares: Vec<Length> = widths.iter().map(|width| leftover.ratio(width.0, sum.0)).collect();
        widths.iter_mut().zip(shares).for_each(|(width, share)| *width += share);
    }
}

/// A column of texts that wrap.
struct TextColumn<'a> {
    index: usize,
    /// The narrowest it gets.
    least: Length,
    /// What its longest word and its heading need.
    word: Length,
    /// Whether it is Waktu: its words are short, and so many that each division is seen.
    short: bool,
    /// What its widest text needs on one line.
    most: Length,
    cells: Vec<Option<&'a Passage>>,
    /// How many rows share the height of a cell.
    rows: Vec<i32>,
    leading: Length,
    /// The heights of the cells at each width that was asked for, by steps above the least.
    known: Vec<Option<Vec<Length>>>,
}

impl<'a> TextColumn<'a> {
    /// The columns whose widths are searched for.
    fn all(needs: &'a Needs) -> Vec<Self> {
        let split = needs.columns.contains(&Column::DurationUnit);
        let wraps = |column: Column| match column {
            Column::Number | Column::Lane(_) | Column::DurationUnit => false,
            Column::Duration => !split,
            Column::Activity | Column::Inputs | Column::Output | Column::Note => true,
        };
        let indices = (0..needs.columns.len()).filter(|&index| wraps(needs.columns[index]));
        indices.map(|index| Self::new(needs, index)).collect()
    }

    fn new(needs: &'a Needs, index: usize) -> Self {
        let texts = &needs.texts[index];
        let heading = needs.headings[index];
        let cells: Vec<Option<&Passage>> = texts.cells.iter().map(Option::as_ref).collect();
        let words = |measure: fn(&Passage) -> Length| cells.iter().flatten().map(|words| measure(words)).max();
        let pad = PAD_X * 2;
        let longest = words(Passage::longest_word).unwrap_or_default() + pad;
        let natural = words(Passage::natural_width).unwrap_or_default() + pad;
        // A duration stands best on one line.
        let short = needs.columns[index] == Column::Duration;
        let (word, line) = if short { needs.total_row } else { Default::default() };
        let whole = if short { natural.min(DURATION).max(word) } else { word };
        let undivided = if longest > CELL_WORD { CELL_WORD.max(divided(&cells)) } else { longest };
        let word = undivided.max(heading).max(word).max(Length::pt(28));
        let least = word.max(whole);
        let rows = (0..cells.len()).map(|row| texts.group(row).len() as i32).collect();
        let most = natural.max(least).max(line) + Length::pt(6);
        Self { index, least, word, short, most, cells, rows, leading: needs.leading, known: Vec::new() }
    }

    fn width(&self, units: usize) -> Length {
        self.least + STEP * units as i32
    }

    /// The heights that the cells ask of their rows at a width.
    fn ask(&mut self, units: usize) {
        if self.known.len() <= units {
            self.known.resize(units + 1, None);
        }
        if self.known[units].is_some() {
            return;
        }
        let narrower = self.known[..units].iter().rev().flatten().next();
        let wider = self.known[units..].iter().flatten().next();
        let inner = self.width(units) - PAD_X * 2;
        let height = |(row, cell): (usize, &Option<&Passage>)| {
            let Some(words) = cell else { return Length::ZERO };
            if let (Some(narrower), Some(wider)) = (narrower, wider)
                && narrower[row] == wider[row]
            {
                return wider[row];
            }
            let single = (self.leading + PAD_Y * 2) / self.rows[row];
            if wider.is_none() && narrower.is_some_and(|narrower| narrower[row] <= single) {
                return narrower.map_or(single, |narrower| narrower[row]);
            }
            (words.height(inner) + PAD_Y * 2) / self.rows[row]
        };
        self.known[units] = Some(self.cells.iter().enumerate().map(height).collect());
    }

    fn heights(&self, units: usize) -> &[Length] {
        self.known[units].as_deref().expect("asked for before it is scored")
    }
}

/// The width of a column whose words are divided wherever they can be.
fn divided(cells: &[Option<&Passage>]) -> Length {
    let widest = cells.iter().flatten().map(|words| words.min_width()).max();
    (widest.unwrap_or_default() + PAD_X * 2).max(Length::pt(16))
}

/// How good widths are; less is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    pages: i32,
    height: Length,
    /// The heights of all cells: on equal sheets, those with less to wrap.
    cells: i64,
}

impl Score {
    /// Whether narrower lanes are worth it: fewer pages, or much less height.
    fn saves_over(&self, other: &Self) -> bool {
        self.pages < other.pages || self.pages == other.pages && self.height < other.height.ratio(3, 4)
    }
}

/// The search for the widths of the text columns.
struct Search {
    units: Vec<usize>,
    score: Score,
}

impl Search {
    /// Distributes a width over the columns and leaves each no more than it needs.
    fn run(needs: &Needs, texts: &mut [TextColumn], width: Length) -> Self {
        let least: Length = texts.iter().map(|column| column.least).sum();
        let spare = ((width - least).0 / STEP.0).max(0) as usize;
        let units = first_guess(texts, spare);
        let score = score(needs, texts, &units);
        let mut search = Self { units, score };
        let mut step = (spare / 4).max(1);
        loop {
            while search.improve(needs, texts, step) {}
            if step == 1 {
                break;
            }
            step = (step / 2).max(1);
        }
        search.tighten(needs, texts);
        search
    }

    /// Moves a step of width from one column to another where that is better.
    fn improve(&mut self, needs: &Needs, texts: &mut [TextColumn], step: usize) -> bool {
        let mut improved = false;
        for from in 0..self.units.len() {
            for to in 0..self.units.len() {
                if from == to || self.units[from] < step || texts[to].width(self.units[to]) > texts[to].most {
                    continue;
                }
                self.units[from] -= step;
                self.units[to] += step;
                let score = score(needs, texts, &self.units);
                if score < self.score {
                    self.score = score;
                    improved = true;
                } else {
                    self.units[from] += step;
                    self.units[to] -= step;
                }
            }
        }
        improved
    }

    /// Takes from each column what it does not need for this many pages and this height.
    fn tighten(&mut self, needs: &Needs, texts: &mut [TextColumn]) {
        for column in 0..self.units.len() {
            let (mut low, mut high) = (0, self.units[column]);
            while low < high {
                let middle = (low + high) / 2;
                self.units[column] = middle;
                let score = score(needs, texts, &self.units);
                if (score.pages, score.height) <= (self.score.pages, self.score.height) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            self.units[column] = high;
        }
    }
}

/// Spare width in proportion to how much text the columns hold.
fn first_guess(texts: &[TextColumn], spare: usize) -> Vec<usize> {
    let amount = |column: &TextColumn| -> i64 {
        let widths = column.cells.iter().flatten().map(|words| i64::from(words.natural_width().0));
        widths.sum::<i64>() / 1000 + 1
    };
    let amounts: Vec<i64> = texts.iter().map(amount).collect();
    let sum: i64 = amounts.iter().sum();
    amounts.iter().map(|amount| (spare as i64 * amount / sum.max(1)) as usize).collect()
}

fn score(needs: &Needs, texts: &mut [TextColumn], units: &[usize]) -> Score {
    for (column, &units) in texts.iter_mut().zip(units) {
        column.ask(units);
    }
    let columns: Vec<&[Length]> = texts.iter().zip(units).map(|(column, &units)| column.heights(units)).collect();
    let (mut pages, mut height, mut cells) = (1, Length::ZERO, 0);
    let mut left = needs.room.0;
    for (row, &floor) in needs.floors.iter().enumerate() {
        let mut tallest = floor;
        for column in &columns {
            tallest = tallest.max(column[row]);
            cells += i64::from(column[row].0);
        }
        if tallest > left {
            pages += 1;
            left = needs.room.1;
        }
        left -= tallest;
        height += tallest;
    }
    if needs.tail > left {
        pages += 1;
    }
    Score { pages, height, cells }
}

#[cfg(test)]
mod tests {
    use super::super::head::{self, Headings};
    use super::super::rows::{self, SetRows};
    use super::super::sample;
    use super::super::typeset::Faces;
    use super::*;

    /// The height of all rows between these rules.
    fn height(texts: &[ColumnTexts], edges: &[Length], rows: usize, leading: Length) -> Length {
        SetRows::new(texts, rows, edges, leading).heights(0..rows).into_iter().sum()
    }

    #[test]
    fn chosen_columns_make_lower_sheets_than_equal_ones() {
        for (lanes, rows) in [(2, 9), (5, 12), (8, 20)] {
            let sop = sample::sop(lanes, rows);
            let (faces, procedure) = (Faces::of(&sop), &sop.procedures[0]);
            let columns = head::columns(&sop.form, procedure);
            let texts = rows::shape(procedure, &sop.form, &columns, &faces);
            let headings = Headings::new(&sop.form, procedure, &columns, &faces);
            let leading = faces.table().leading;
            let needs = Needs {
                total: Length::pt(850),
                widths: Widths::Chosen,
                columns: &columns,
                texts: &texts,
                headings: headings.least(),
                lane_heading: headings.lane(),
                lane_words: vec![[Length::ZERO; 2]; lanes],
                lane_lines: Length::ZERO,
                floors: &vec![Length::ZERO; rows],
                room: (Length::pt(400), Length::pt(480)),
                tail: Length::ZERO,
                total_row: Default::default(),
                leading,
            };
            let chosen = edges(Length::ZERO, &needs);
            assert_eq!(chosen.last(), Some(&needs.total));
            let mut equal = chosen.clone();
            let (first, last) = (2 + lanes, columns.len());
            for i in first + 1..last {
                equal[i] = equal[first] + (equal[last] - equal[first]).ratio((i - first) as i32, (last - first) as i32);
            }
            let [chosen, equal] = [chosen, equal].map(|edges| height(&texts, &edges, rows, leading));
            assert!(chosen < equal, "{chosen:?} {equal:?}");
        }
    }
}
