//! The widths of a table's columns, chosen over its measured texts.
//!
//! Fewest pages first, then least height, then even leftover space ([`search`]). Lanes are as narrow as symbols and headings allow
//! and equal to each other, but for those that words need wider ([`lanes`]). What then is left over keeps words whole and makes
//! lanes comfortable before it makes texts airy ([`leftover`]). The widths fill the sheet exactly.

mod lanes;
mod leftover;
mod search;
mod text;

use lanes::{Lanes, wanted_lane};
use leftover::{in_proportion, to_one_line, undivide, undivide_headings, unwrap, widen};
use search::{Search, simple};
use text::{TextColumn, divided};

use super::rows::{ColumnTexts, PAD_X};
use super::{Column, Widths};
use crate::geom::Length;

/// The narrowest lane.
pub(super) const LEAST_LANE: Length = Length::pt(24);
/// The lane that the words of texts give way to: it holds two lines of a turned heading.
const CROWDED_LANE: Length = Length::pt(27);
/// The width of Kegiatan that lanes give way to, down to that.
const READABLE_TEXT: Length = Length::pt(96);
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
/// The total on one line that still makes a Waktu in two columns wider.
const DIVIDED_DURATION: Length = Length::pt(76);
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
    /// The width that each lane's heading asks for.
    pub(super) lane_headings: Vec<Length>,
    /// The width that the pieces of each lane's heading ask for, its words divided.
    pub(super) lane_pieces: Vec<Length>,
    /// The width that words inside symbols ask of each lane, and what they get by with at need and at last.
    pub(super) lane_words: Vec<[Length; 3]>,
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

/// The widths of the columns; their sum is the total.
fn widths(needs: &Needs) -> Vec<Length> {
    let mut texts = TextColumn::all(needs);
    let fixed = fixed_widths(needs);
    let free = needs.total - fixed.iter().copied().sum();
    let mut lanes = Lanes::new(needs, free / 2);
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
        let may = narrow < lane && narrow >= needs.lane_lines && lanes.count() >= from;
        if may && best.score.height > TALL * needs.floors.len() as i32 {
            let search = Search::run(needs, &mut texts, free - lanes.sum(narrow));
            if search.score.saves_over(&best.score) {
                (best, lane) = (search, narrow);
            }
        }
    }
    let whole = lanes.with_whole_headings(needs, lane);
    let room = free - whole.sum(lane);
    if whole != lanes && room >= texts.iter().map(|column| column.least).sum() {
        let search = Search::run(needs, &mut texts, room);
        if search.score.is_near(&best.score) {
            (best, lanes) = (search, whole);
        }
    }
    let mut widths: Vec<Length> = texts.iter().zip(&best.units).map(|(column, &units)| column.width(units)).collect();
    let mut leftover = free - lanes.sum(lane) - widths.iter().copied().sum();
    leftover -= undivide(leftover, &texts, &mut widths);
    leftover -= undivide_headings(&mut lane, leftover, &mut lanes, needs);
    leftover -= widen(&mut lane, COMFORTABLE_LANE, leftover / 2, &lanes);
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
        let least: Length = texts.iter().map(|column| column.least).sum();
        let spare = free - least - lanes.sum(CROWDED_LANE);
        // Kegiatan comes first.
        let wanted = READABLE_TEXT.min(texts[0].most).max(texts[0].least);
        texts[0].least = wanted.min(texts[0].least + spare);
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
                lane_headings: headings.lanes(),
                lane_pieces: headings.lane_pieces(),
                lane_words: vec![[Length::ZERO; 3]; lanes],
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
