//! How long flowcharts take to draw, and how well they are drawn: random flows of the suite's profiles, and sheets of many rows.
//!
//! `cargo bench --bench chart` prints a line a set of charts: time a chart and a page, crossings and bends a connector; where
//! Graphviz is installed, the same of its drawings of these charts. Then how much of a drawing an edit changes. `cargo bench --bench chart -- 500` draws so many of each.

#![allow(clippy::print_stdout, missing_docs, reason = "it prints what it measures")]

#[path = "../../tests/suite/flows.rs"]
mod flows;
mod graphviz;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use lajur::geom::{Length, Point};
use lajur::layout::chart::{DrawnChart, draw};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use flows::{ADVERSARIAL, HARD, MIX, Profile, Sample, TYPICAL, samples};

/// Rows on end: as many decisions as a real sheet has, loops of a few rows.
const fn long(rows: usize) -> Profile {
    Profile { rows: (rows, rows), lanes: (8, 8), decisions: 25, together: 8, several: 0, skips: 3, reach: 5 }
}

/// Forty rows, twelve lanes, about sixty flows.
const WIDE: Profile = Profile { lanes: (12, 12), decisions: 38, together: 4, ..long(40) };

fn main() {
    let count = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(40);
    println!("{count} charts a line");
    for (name, profile) in [("typical", TYPICAL), ("mix", MIX), ("hard", HARD), ("adversarial", ADVERSARIAL)] {
        compare(name, profile, count);
    }
    compare("40 x 12", WIDE, count);
    for rows in [25, 50, 100, 200] {
        compare(&format!("{rows} rows"), long(rows), count.div_ceil(4));
    }
    edit(TYPICAL, count);
}

/// Prints how many lines change their shape when the text of a row grows, each row of some charts in turn.
fn edit(profile: Profile, count: usize) {
    let mut runner = TestRunner::deterministic();
    let (mut lines, mut changed) = (0, 0);
    for _ in 0..count {
        let sample = samples(profile).new_tree(&mut runner).expect("the strategy rejects nothing").current();
        let before = shapes(&draw(&sample.chart, &sample));
        for row in 0..sample.chart.rows {
            let mut edited = sample.clone();
            edited.heights[row] += Length::pt(24);
            let after = shapes(&draw(&edited.chart, &edited));
            lines += before.len();
            changed += before.iter().filter(|(flow, shape)| after.get(*flow) != Some(*shape)).count();
        }
    }
    println!("edited       {:.1} % of {lines} lines change their shape", 100.0 * changed as f64 / lines as f64);
}

/// The ways each flow's line takes, coordinates apart.
fn shapes(drawn: &DrawnChart) -> BTreeMap<String, Vec<(i32, i32)>> {
    let way = |p: &[Point]| ((p[1].x - p[0].x).0.signum(), (p[1].y - p[0].y).0.signum());
    let lines = drawn.pages.iter().flat_map(|page| &page.lines);
    lines.map(|line| (format!("{:?} {:?}", line.what, line.from), line.points.windows(2).map(way).collect())).collect()
}

/// Prints what drawing charts of a profile costs, and what Graphviz makes of them.
fn compare(name: &str, profile: Profile, count: usize) {
    let mut runner = TestRunner::deterministic();
    let mut new = || samples(profile).new_tree(&mut runner).expect("the strategy rejects nothing").current();
    let charts: Vec<Sample> = (0..count).map(|_| new()).collect();
    let flows = charts.iter().map(|sample| sample.chart.flows.len()).sum::<usize>() / count;
    let mut own = Tally::default();
    let mut pages = 0;
    for sample in &charts {
        let start = Instant::now();
        let drawn = draw(&sample.chart, sample);
        own.times.push(start.elapsed());
        pages += drawn.pages.len();
        own.add(&drawn);
    }
    println!("{name:12} {flows:3} flows, {:5.1} pages  {}", pages as f64 / count as f64, own.line(pages));
    let mut dot = Tally::default();
    for sample in charts.iter().take(20) {
        let Some(drawing) = graphviz::draw(&sample.chart) else { return };
        dot.times.push(drawing.time);
        dot.lines += drawing.lines;
        dot.crossings += drawing.crossings;
        dot.bends += drawing.bends;
    }
    let drawings = dot.times.len();
    println!("{:>12}                         {}", "Graphviz", dot.line(drawings));
}

/// What drawings cost.
#[derive(Default)]
struct Tally {
    times: Vec<Duration>,
    lines: usize,
    crossings: usize,
    bends: usize,
}

impl Tally {
    fn add(&mut self, drawn: &DrawnChart) {
        for page in &drawn.pages {
            self.lines += page.lines.len();
            self.crossings += page.cost.crossings as usize;
            self.bends += page.cost.bends as usize;
        }
    }

    fn line(mut self, pages: usize) -> String {
        self.times.sort_unstable();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let (median, slowest) = (ms(self.times[self.times.len() / 2]), ms(self.times[self.times.len() - 1]));
        let page = ms(self.times.iter().sum()) / pages as f64;
        let rate = |count: usize| count as f64 / self.lines as f64;
        format!(
            "{median:8.2} ms a chart (slowest {slowest:8.1}), {page:7.3} a page; crossings {:.4}, bends {:.3} a line",
            rate(self.crossings),
            rate(self.bends)
        )
    }
}
