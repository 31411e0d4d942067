//! Rows onto pages.
//!
//! A dynamic programme over all rows at once: fewest pages; no single row alone on the last one; then fewest flows cut, those
//! that lead back dearest, fewest crossings, least white. A row is never split, and the tail keeps the last row with it.
//!
//! How high a page is, and how many lines cross on it, only its routing tells. So pages are chosen on what is known, the
//! chosen ones are routed, and what they turn out to be goes into the next choice, until a choice holds nothing unknown. Each
//! round routes a page that was not routed before, so this ends.

use std::ops::Range;

use super::cut::Flows;
use super::pages::Page;
use super::spans::Spans;
use super::{Chart, Paper};
use crate::geom::Length;

/// A page more, which outweighs all of the following.
const PAGE: i64 = 1_000_000_000_000;
/// A single row alone on the last page, which outweighs all of the following.
const LONE: i64 = 1_000_000_000;
/// A letter's arrival.
const ARRIVAL: i64 = 14_000;
/// More for it when it comes from below.
const UPWARD: i64 = 10_000;
/// A letter's departure.
const DEPARTURE: i64 = 4_000;
/// A crossing.
const CROSSING: i64 = 24_000;
/// A crossing that is expected on a page not routed.
const EXPECTED: i64 = CROSSING / 2;
/// Something drawn wrong, which outweighs all else: rather a page more.
const FAULT: i64 = 2 * PAGE;
/// Pages routed more where one is drawn wrong.
const AFTER_FAULTS: u32 = 24;
/// Pages with which more pains are taken, about, while pages that are drawn better are looked for.
const REROUTED: u32 = 6;
/// A page wholly white; less costs by the square of its part.
const WHITE: i64 = 60_000;

/// The chosen pages.
pub(super) struct Plan {
    /// In order, each routed.
    pub(super) pages: Vec<Page>,
    /// Whether the first row finds no room on the first page.
    pub(super) head_apart: bool,
    /// Whether the tail finds no room behind the last row.
    pub(super) tail_apart: bool,
    /// Rows higher than an empty page.
    pub(super) too_high: Vec<usize>,
}

/// Chooses the pages of a chart.
pub(super) fn choose(chart: &Chart, flows: &Flows, paper: &dyn Paper) -> Plan {
    let (Some(first), Some(other)) = (paper.room(true), paper.room(false)) else {
        let pages = vec![Page::route(chart, flows, paper, 0..chart.rows)];
        return Plan { pages, head_apart: false, tail_apart: false, too_high: Vec::new() };
    };
    let room = Room { first, other, tail: paper.tail(), head_apart: false, tail_apart: false };
    let spans = Spans::new(chart, flows, paper, first.max(other));
    let mut planner = Planner { rows: chart.rows, spans, room };
    let chosen = planner.fewest_pages();
    let chosen = planner.better_drawn(chosen);
    planner.reroute(&chosen);
    let Planner { mut spans, room, .. } = planner;
    let pages: Vec<Page> = chosen.iter().map(|rows| spans.take(rows)).collect();
    let too_high = pages.iter().filter(|page| page.height() > first.max(other)).map(|page| page.rows.start).collect();
    Plan { pages, head_apart: room.head_apart, tail_apart: room.tail_apart, too_high }
}

/// What the paper holds.
struct Room {
    first: Length,
    other: Length,
    tail: Length,
    head_apart: bool,
    tail_apart: bool,
}

impl Room {
    /// The room on the page that begins with this row.
    fn from(&self, row: usize) -> Length {
        if row == 0 && !self.head_apart { self.first } else { self.other }
    }
}

/// Which pages a choice may be made of, and whether what was seen of their drawing counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// Any; how they are drawn is left aside.
    Any,
    /// Any; a page that is not routed has the flaws that are to be expected.
    Hopeful,
    /// Those that are routed.
    Known,
}

struct Planner<'a> {
    rows: usize,
    spans: Spans<'a>,
    room: Room,
}

impl Planner<'_> {
    /// Fewest pages, fewest cuts; each routed and not too high.
    fn fewest_pages(&mut self) -> Vec<Range<usize>> {
        loop {
            let Some(chosen) = self.choose(Choice::Any) else {
                self.make_room_for_tail();
                continue;
            };
            let new = self.route_until_one_is_too_high(&chosen);
            if self.first_row_wants_a_page() {
                self.room.head_apart = true;
            } else if !new {
                return chosen;
            }
        }
    }

    /// Routes the pages of a choice, the fullest first. Was there anything to be done?
    fn route_until_one_is_too_high(&mut self, chosen: &[Range<usize>]) -> bool {
        let mut pages: Vec<&Range<usize>> = chosen.iter().filter(|rows| self.spans.page(rows).is_none()).collect();
        pages.sort_by_key(|rows| self.most(rows) - self.spans.height(rows));
        for rows in &pages {
            self.spans.route(rows);
            if !self.fits(rows) {
                break;
            }
        }
        !pages.is_empty()
    }

    /// Only the tail can make a choice impossible; whether it really does, the last row alone tells.
    fn make_room_for_tail(&mut self) {
        let last = self.rows - 1..self.rows;
        self.spans.route(&last);
        if self.fits(&last) {
            return;
        }
        if self.rows == 1 && !self.room.head_apart && self.room.first < self.room.other {
            self.room.head_apart = true;
        } else {
            self.room.head_apart &= self.rows > 1;
            self.room.tail_apart = true;
        }
    }

    /// Looks for pages that are drawn better, within bounds of work: the more lines cross on a page, the longer it took.
    fn better_drawn(&mut self, mut chosen: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let wrong = chosen.iter().any(|rows| self.flaws(rows) >= FAULT);
        let mut work = 3 * chosen.len() as u32 + if wrong { AFTER_FAULTS } else { 10 };
        let mut rerouted = 0;
        while work > 0 && chosen.iter().any(|rows| self.flaws(rows) > 0) {
            if rerouted < REROUTED {
                rerouted += self.reroute(&chosen);
            }
            let Some(hopeful) = self.choose(Choice::Hopeful) else { break };
            let mut new = false;
            for rows in &hopeful {
                if work > 0 && self.spans.route(rows) {
                    let crossings = self.spans.page(rows).map_or(0, Page::crossings);
                    work = work.saturating_sub(crossings.max(1));
                    new = true;
                }
            }
            chosen = hopeful;
            if !new {
                break;
            }
        }
        self.choose(Choice::Known).unwrap_or(chosen)
    }

    /// Takes more pains with chosen pages whose lines cross. How many were there?
    fn reroute(&mut self, chosen: &[Range<usize>]) -> u32 {
        let mut count = 0;
        for rows in chosen {
            let most = self.most(rows);
            count += u32::from(self.spans.reroute(rows, most));
        }
        count
    }

    /// The cheapest pages.
    fn choose(&self, choice: Choice) -> Option<Vec<Range<usize>>> {
        let mut best: Vec<Option<(i64, usize)>> = vec![None; self.rows + 1];
        best[0] = Some((0, 0));
        for first in 0..self.rows {
            let Some((before, _)) = best[first] else { continue };
            for rows in self.spans.from(first) {
                if choice == Choice::Known && self.spans.page(&rows).is_none() || !self.fits(&rows) {
                    continue;
                }
                let cost = before + self.cost(&rows, choice);
                // Of equals the later first row: earlier pages are the fuller ones.
                if best[rows.end].is_none_or(|(least, _)| cost <= least) {
                    best[rows.end] = Some((cost, first));
                }
            }
        }
        let mut pages = Vec::new();
        let mut end = self.rows;
        while end > 0 {
            let (_, first) = best[end]?;
            pages.push(first..end);
            end = first;
        }
        pages.reverse();
        Some(pages)
    }

    /// Whether the page has room for its rows. A single row must be taken as it is, unless it is the tail that finds no room.
    fn fits(&self, rows: &Range<usize>) -> bool {
        self.spans.height(rows) <= self.most(rows) || rows.len() == 1 && !self.has_tail(rows)
    }

    /// How high a page of these rows may be.
    fn most(&self, rows: &Range<usize>) -> Length {
        let room = self.room.from(rows.start);
        if self.has_tail(rows) { room - self.room.tail } else { room }
    }

    fn has_tail(&self, rows: &Range<usize>) -> bool {
        rows.end == self.rows && !self.room.tail_apart && self.room.tail > Length::ZERO
    }

    fn cost(&self, rows: &Range<usize>, choice: Choice) -> i64 {
        let cuts = self.spans.cuts(rows);
        let mut cost = PAGE + cuts.arrivals * ARRIVAL + cuts.upward * UPWARD + cuts.departures * DEPARTURE;
        if choice != Choice::Any {
            cost += self.flaws(rows);
        }
        if rows.end < self.rows {
            let room = i64::from(self.room.from(rows.start).0.max(1));
            let white = (room - i64::from(self.spans.height(rows).0)).max(0) * 1000 / room;
            cost += white * white * WHITE / 1_000_000;
        } else if rows.len() == 1 && rows.start > 0 {
            cost += LONE;
        }
        cost
    }

    /// What is not well on the page, or is expected not to be.
    fn flaws(&self, rows: &Range<usize>) -> i64 {
        match self.spans.page(rows) {
            Some(page) => i64::from(page.crossings()) * CROSSING + i64::from(page.faults()) * FAULT,
            None => self.spans.expected_crossings(rows) as i64 * EXPECTED,
        }
    }

    /// Whether the first row is higher than what the first page has left, and another page has more.
    fn first_row_wants_a_page(&self) -> bool {
        let Room { first, other, head_apart, .. } = self.room;
        !head_apart && first < other && self.spans.page(&(0..1)).is_some_and(|page| page.height() > first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Size;
    use crate::layout::chart::{ChartFlow, ChartSymbol, DrawnChart, draw};
    use crate::layout::route::{LinkKind, Shape};

    /// Rows of these heights on paper that holds so much.
    struct Sheet {
        heights: Vec<i32>,
        first: i32,
        other: i32,
        tail: i32,
    }

    impl Paper for Sheet {
        fn room(&self, first: bool) -> Option<Length> {
            Some(Length::pt(if first { self.first } else { self.other }))
        }
        fn tail(&self) -> Length {
            Length::pt(self.tail)
        }
        fn heights(&self, rows: Range<usize>) -> Vec<Length> {
            self.heights[rows].iter().map(|&height| Length::pt(height)).collect()
        }
    }

    /// One lane, a box a row, flows between rows.
    fn drawn(sheet: &Sheet, flows: &[(usize, usize)]) -> DrawnChart {
        let rows = sheet.heights.len();
        let symbol = |row| ChartSymbol {
            shape: Shape::Process,
            size: Size::new(Length::pt(48), Length::pt(22)),
            row,
            lane: 0,
            slot: 0,
        };
        let flow = |&(from, to): &(usize, usize)| ChartFlow {
            from: vec![from],
            to: vec![to],
            exit: 0,
            label: None,
            kind: LinkKind::Main,
        };
        let chart = Chart {
            rules: vec![Length::ZERO, Length::pt(120)],
            rows,
            symbols: (0..rows).map(symbol).collect(),
            flows: flows.iter().map(flow).collect(),
            ties: Vec::new(),
            off_page: Size::new(Length::pt(14), Length::pt(14)),
        };
        draw(&chart, sheet)
    }

    fn pages(sheet: &Sheet, flows: &[(usize, usize)]) -> Vec<Range<usize>> {
        drawn(sheet, flows).pages.into_iter().map(|page| page.rows).collect()
    }

    #[test]
    fn pages_are_as_few_as_heights_allow() {
        let sheet = Sheet { heights: vec![100; 9], first: 250, other: 350, tail: 0 };
        assert_eq!(pages(&sheet, &[]).len(), 4, "two rows and three times three are nine and more");
        let sheet = Sheet { heights: vec![100; 8], first: 250, other: 350, tail: 0 };
        assert_eq!(pages(&sheet, &[]), [0..2, 2..5, 5..8]);
    }

    #[test]
    fn a_break_goes_where_it_cuts_fewest_flows() {
        let sheet = Sheet { heights: vec![100; 6], first: 450, other: 450, tail: 0 };
        assert_eq!(pages(&sheet, &[(0, 3), (1, 3), (3, 5)]), [0..4, 4..6]);
        assert_eq!(pages(&sheet, &[(0, 2), (3, 5), (5, 3)]), [0..3, 3..6]);
    }

    #[test]
    fn no_row_stands_alone_on_the_last_page_if_it_can_be_helped() {
        let sheet = Sheet { heights: vec![100; 5], first: 450, other: 450, tail: 0 };
        assert_eq!(pages(&sheet, &[]), [0..3, 3..5]);
        let sheet = Sheet { heights: vec![400, 400], ..sheet };
        assert_eq!(pages(&sheet, &[]), [0..1, 1..2]);
    }

    #[test]
    fn the_tail_keeps_the_last_row() {
        let sheet = Sheet { heights: vec![100; 4], first: 450, other: 450, tail: 100 };
        assert_eq!(pages(&sheet, &[]), [0..2, 2..4]);
        let sheet = Sheet { tail: 400, ..sheet };
        assert_eq!(pages(&sheet, &[]), [0..4, 4..4], "a tail with no room for even one row");
    }

    #[test]
    fn a_first_row_without_room_waits_for_the_next_page() {
        let sheet = Sheet { heights: vec![100; 3], first: 60, other: 450, tail: 0 };
        assert_eq!(pages(&sheet, &[]), [0..0, 0..3]);
        let sheet = Sheet { heights: vec![100], first: 150, other: 450, tail: 100 };
        assert_eq!(pages(&sheet, &[]), [0..0, 0..1], "the tail stays with the only row");
        let sheet = Sheet { tail: 400, ..sheet };
        assert_eq!(pages(&sheet, &[]), [0..1, 1..1]);
    }

    #[test]
    fn a_row_higher_than_a_page_is_told() {
        let sheet = Sheet { heights: vec![100, 500, 100], first: 300, other: 450, tail: 0 };
        let chart = drawn(&sheet, &[]);
        assert_eq!(chart.too_high, [1]);
        assert_eq!(chart.pages.len(), 3);
    }

    #[test]
    fn letters_follow_the_rows_that_flows_first_leave() {
        let sheet = Sheet { heights: vec![100; 6], first: 230, other: 230, tail: 0 };
        let chart = drawn(&sheet, &[(0, 5), (1, 2), (3, 5), (4, 1), (5, 1), (2, 1)]);
        assert_eq!(chart.pages.len(), 3);
        let said: Vec<Vec<(usize, bool, bool, usize)>> = chart
            .pages
            .iter()
            .map(|page| page.off_pages.iter().map(|off| (off.letter, off.departure, off.up, off.partner)).collect())
            .collect();
        assert_eq!(said[0], [(2, false, true, 1), (0, true, false, 2), (1, true, false, 1)]);
        assert_eq!(said[1], [(1, false, false, 0), (0, true, false, 2), (2, true, true, 0)]);
        assert_eq!(said[2], [(0, false, false, 0), (2, true, true, 0)]);
    }
}
