//! Random flows: every one is drawn, once and right.

use std::collections::BTreeMap;

use lajur::geom::Length;
use lajur::layout::chart::{Chart, DrawnChart, DrawnLine, End, LineOf, draw};
use lajur::layout::route::Shape;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::flows::{ADVERSARIAL, HARD, MIX, Profile, Sample, TYPICAL, samples};
use crate::geometry;

/// How many flows of a profile are drawn: the same ones on every run, so that a fault is the change's own. With PROPTEST_CASES
/// they are other ones, and as many as it says.
pub(crate) fn some(cases: u32) -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let default = ProptestConfig { failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() };
    if asked { default } else { ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), ..default } }
}

fn check(profile: Profile, cases: u32) {
    proptest!(some(cases), |(sample in samples(profile))| {
        let (sample, drawn) = in_lanes_wide_enough(sample);
        let mut found = geometry::findings(&sample.chart, &drawn);
        found.extend(pages(&sample, &drawn));
        found.extend(flows(&sample.chart, &drawn));
        found.extend(letters(&sample.chart, &drawn));
        prop_assert!(found.is_empty(), "{}\n{}", found.join("\n"), page_breaks(&drawn));
    });
}

/// How often lanes are made as wide as is asked.
const WIDENINGS: usize = 4;

/// A chart, drawn in lanes as wide as its drawing asks: there is room for everything then.
fn in_lanes_wide_enough(mut sample: Sample) -> (Sample, DrawnChart) {
    let mut drawn = draw(&sample.chart, &sample);
    for _ in 0..WIDENINGS {
        let mut moved = Length::ZERO;
        for (rule, &by) in sample.chart.rules[1..].iter_mut().zip(&drawn.wider) {
            moved += by;
            *rule += moved;
        }
        if moved == Length::ZERO {
            break;
        }
        drawn = draw(&sample.chart, &sample);
    }
    (sample, drawn)
}

#[test]
fn typical_flows_are_drawn_without_a_fault() {
    check(TYPICAL, 40);
}

#[test]
fn flows_of_all_kinds_are_drawn_without_a_fault() {
    check(MIX, 8);
}

#[test]
fn long_wide_flows_are_drawn_without_a_fault() {
    check(HARD, 1);
}

#[test]
fn flows_full_of_decisions_are_drawn_without_a_fault() {
    check(ADVERSARIAL, 6);
}

#[test]
fn the_same_chart_is_drawn_the_same() {
    proptest!(some(10), |(sample in samples(TYPICAL))| {
        prop_assert_eq!(draw(&sample.chart, &sample), draw(&sample.chart, &sample));
    });
}

#[test]
fn pages_that_an_edit_leaves_alone_are_drawn_as_before() {
    let edits = (samples(TYPICAL), any::<prop::sample::Index>(), 0..=60i32);
    proptest!(some(20), |((sample, row, more) in edits)| {
        let row = row.index(sample.chart.rows);
        let mut edited = sample.clone();
        edited.heights[row] += Length::pt(more);
        let (before, after) = (draw(&sample.chart, &sample), draw(&edited.chart, &edited));
        for page in before.pages.iter().filter(|page| !page.rows.contains(&row)) {
            if let Some(same) = after.pages.iter().find(|other| other.rows == page.rows) {
                prop_assert_eq!(&same.lines, &page.lines);
                prop_assert_eq!(&same.symbols, &page.symbols);
            }
        }
    });
}

/// Rows follow one another over the pages, each as high as its texts ask, none off its page.
fn pages(sample: &Sample, drawn: &DrawnChart) -> Vec<String> {
    let mut found = Vec::new();
    let rows: Vec<usize> = drawn.pages.iter().flat_map(|page| page.rows.clone()).collect();
    if !rows.iter().copied().eq(0..sample.chart.rows) {
        found.push(format!("rows {rows:?}"));
    }
    for (number, page) in drawn.pages.iter().enumerate() {
        for (row, pair) in page.rows.clone().zip(page.rules.windows(2)) {
            if pair[1] - pair[0] < sample.heights[row] {
                found.push(format!("row {row} is too low for its texts"));
            }
        }
        let (first, other, tail) = sample.room;
        let last = number + 1 == drawn.pages.len();
        let room = if number == 0 { first } else { other };
        let used = page.rules[page.rules.len() - 1] + if last { tail } else { Default::default() };
        let too_high = page.rows.len() == 1 && drawn.too_high.contains(&page.rows.start);
        if used > room && !too_high {
            found.push(format!("page {} is {used:?} high, more than {room:?}", number + 1));
        }
    }
    found
}

/// Every flow and every plain line is drawn once, from and to where it should.
fn flows(chart: &Chart, drawn: &DrawnChart) -> Vec<String> {
    let mut found = Vec::new();
    let page = |symbols: &[usize]| page_of(drawn, chart.symbols[symbols[0]].row);
    let lines = |page: usize, what: LineOf| drawn.pages[page].lines.iter().filter(move |line| line.what == what);
    for (number, flow) in chart.flows.iter().enumerate() {
        let leaves = |line: &&DrawnLine| is_one_of(line.from, &flow.from);
        let enters = |line: &&DrawnLine| is_one_of(line.to, &flow.to);
        let (departs, arrives) = (page(&flow.from), page(&flow.to));
        let parts: Vec<_> = lines(departs, LineOf::Flow(number)).filter(leaves).collect();
        let whole = parts.iter().filter(|line| enters(line)).count();
        let cut = departs != arrives;
        if parts.len() != 1 || whole != usize::from(!cut) {
            found.push(format!("flow {number} leaves {} times and is drawn whole {whole} times", parts.len()));
            continue;
        }
        if let (true, End::OffPage(out)) = (cut, parts[0].to) {
            let out = &drawn.pages[departs].off_pages[out];
            let arrival = |line: &&DrawnLine| match line.from {
                End::OffPage(off) => {
                    let off = &drawn.pages[arrives].off_pages[off];
                    off.letter == out.letter && !off.departure && off.up == out.up
                }
                End::Symbol(_) => false,
            };
            let arrivals = drawn.pages[arrives].lines.iter().filter(arrival).filter(enters).count();
            if arrivals != 1 || !out.departure || out.partner != arrives || out.up != (arrives < departs) {
                found.push(format!("flow {number} departs by {out:?} and arrives {arrivals} times"));
            }
        } else if cut {
            found.push(format!("flow {number} leaves its page without an off-page symbol"));
        }
    }
    for (number, &(a, b)) in chart.ties.iter().enumerate() {
        let drawn = lines(page(&[a]), LineOf::Tie(number));
        let ends: Vec<_> = drawn.map(|line| (line.from, line.to)).collect();
        if ends != [(End::Symbol(a), End::Symbol(b))] {
            found.push(format!("tie {number} is drawn as {ends:?}"));
        }
    }
    let parts: usize = drawn.pages.iter().map(|page| page.lines.len()).sum();
    let off_pages = drawn.pages.iter().flat_map(|page| &page.off_pages);
    let arrivals = off_pages.filter(|off| !off.departure).count();
    if parts != chart.flows.len() + chart.ties.len() + arrivals {
        found.push(format!("{parts} lines for {} flows", chart.flows.len()));
    }
    found.extend(one_box_a_decision(chart, drawn));
    found
}

/// All exits of a decision leave one box.
fn one_box_a_decision(chart: &Chart, drawn: &DrawnChart) -> Option<String> {
    let mut boxes: BTreeMap<&[usize], Vec<End>> = BTreeMap::new();
    for line in drawn.pages.iter().flat_map(|page| &page.lines) {
        if let (LineOf::Flow(flow), End::Symbol(symbol)) = (line.what, line.from)
            && chart.symbols[symbol].shape == Shape::Decision
        {
            boxes.entry(&chart.flows[flow].from).or_default().push(line.from);
        }
    }
    let torn = boxes.into_iter().find(|(_, ends)| ends.iter().any(|end| *end != ends[0]));
    torn.map(|(from, ends)| format!("exits of {from:?} leave {ends:?}"))
}

/// A letter for each target and direction, in the order of pages and rows; one arrival, one departure a page.
fn letters(chart: &Chart, drawn: &DrawnChart) -> Vec<String> {
    let mut found = Vec::new();
    let mut order: Vec<(usize, usize)> =
        (0..chart.flows.len()).map(|flow| (row(chart, &chart.flows[flow].from), flow)).collect();
    order.sort_unstable();
    let mut letters: Vec<(&[usize], bool)> = Vec::new();
    let mut wanted: BTreeMap<(usize, usize, bool), usize> = BTreeMap::new();
    for (_, flow) in order {
        let flow = &chart.flows[flow];
        let (from, to) = (row(chart, &flow.from), row(chart, &flow.to));
        let (departs, arrives) = (page_of(drawn, from), page_of(drawn, to));
        if departs != arrives {
            let key = (&flow.to[..], to < from);
            let letter = letters.iter().position(|known| *known == key).unwrap_or_else(|| {
                letters.push(key);
                letters.len() - 1
            });
            wanted.insert((departs, letter, true), 1);
            wanted.insert((arrives, letter, false), 1);
        }
    }
    let mut got = BTreeMap::new();
    for (page, off) in
        drawn.pages.iter().enumerate().flat_map(|(page, of)| of.off_pages.iter().map(move |off| (page, off)))
    {
        *got.entry((page, off.letter, off.departure)).or_insert(0) += 1;
    }
    if got != wanted {
        found.push(format!("letters (page, letter, departure) {got:?} instead of {wanted:?}"));
    }
    found
}

fn page_of(drawn: &DrawnChart, row: usize) -> usize {
    drawn.pages.iter().position(|page| page.rows.contains(&row)).expect("each row stands on a page")
}

fn row(chart: &Chart, symbols: &[usize]) -> usize {
    chart.symbols[symbols[0]].row
}

fn is_one_of(end: End, symbols: &[usize]) -> bool {
    matches!(end, End::Symbol(symbol) if symbols.contains(&symbol))
}

fn page_breaks(drawn: &DrawnChart) -> String {
    let rows: Vec<_> = drawn.pages.iter().map(|page| page.rows.clone()).collect();
    format!("pages {rows:?}")
}
