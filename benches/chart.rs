//! How long flowcharts take to draw, and how well they are drawn: random flows of the suite's profiles.
//!
//! `cargo bench --bench chart` prints a line a profile: time a chart (median, and the slowest against it), crossings and bends
//! a connector. `cargo bench --bench chart -- 500` draws so many of each.

#![allow(clippy::print_stdout, missing_docs, reason = "it prints what it measures")]

#[path = "../tests/suite/flows.rs"]
mod flows;

use std::time::{Duration, Instant};

use lajur::layout::chart::draw;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use flows::{ADVERSARIAL, HARD, MIX, Profile, TYPICAL, samples};

fn main() {
    let count = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(40);
    println!("{count} charts a profile");
    for (name, profile) in [("typical", TYPICAL), ("mix", MIX), ("hard", HARD), ("adversarial", ADVERSARIAL)] {
        println!("{name:12} {}", measured(profile, count));
    }
}

fn measured(profile: Profile, count: usize) -> String {
    let mut runner = TestRunner::deterministic();
    let mut times: Vec<Duration> = Vec::new();
    let (mut pages, mut lines, mut crossings, mut bends) = (0, 0, 0, 0);
    for _ in 0..count {
        let sample = samples(profile).new_tree(&mut runner).expect("the strategy rejects nothing").current();
        let start = Instant::now();
        let drawn = draw(&sample.chart, &sample);
        times.push(start.elapsed());
        pages += drawn.pages.len();
        for page in &drawn.pages {
            lines += page.lines.len();
            crossings += page.cost.crossings;
            bends += page.cost.bends;
        }
    }
    times.sort_unstable();
    let median = times[times.len() / 2].as_secs_f64() * 1e3;
    let slowest = times[times.len() - 1].as_secs_f64() * 1e3;
    let total: Duration = times.iter().sum();
    let page = total.as_secs_f64() * 1e3 / pages as f64;
    let rate = |n: u32| f64::from(n) / lines as f64;
    format!(
        "{median:8.3} ms a chart, slowest {:7.1} times that, {page:8.3} ms a page; crossings {:.4}, bends {:.3} a line",
        slowest / median,
        rate(crossings),
        rate(bends)
    )
}
