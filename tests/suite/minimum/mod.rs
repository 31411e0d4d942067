//! Small flows cross no more than they must.
//!
//! The router is held against all ways that lines could take: every polyline of up to [`BENDS`] bends over gutters and gaps, from every
//! port to every port, with off-page symbols wherever they may stand. The search knows nothing of widths, labels and prices, so what it
//! asks for is not always to be had; how many flows in a thousand the router draws with more crossings is what a test says.

mod search;
mod table;
mod ways;

use lajur::layout::chart::{DrawnChart, draw};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::flows::{ADVERSARIAL, MIX, Profile, Sample, TYPICAL, samples};
use crate::properties::some;
use search::{Least, least_crossings};
use table::Table;

/// Bends of a line at most.
const BENDS: usize = 4;

/// Flows of a profile on up to six rows and two to four lanes, eight at most.
fn small(profile: Profile) -> impl Strategy<Value = Sample> {
    let profile = Profile { rows: (profile.rows.0, 6), lanes: (2, 4), ..profile };
    samples(profile).prop_filter("eight flows at most", |sample| sample.chart.flows.len() <= 8)
}

/// The pages of a drawing that fewer crossings would do for, each in words.
fn above_least(sample: &Sample, drawn: &DrawnChart) -> Vec<String> {
    let mut found = Vec::new();
    for page in &drawn.pages {
        let crossings = page.cost.crossings as usize;
        let fewer = |table: &Table| match least_crossings(table, BENDS, crossings) {
            Least::Fewer(least, ways) => Some((least, ways)),
            Least::AsDrawn | Least::Unknown => None,
        };
        if let Some((least, ways)) = Table::all(&sample.chart, page).iter().find_map(fewer) {
            let ways: Vec<String> = ways.iter().map(ToString::to_string).collect();
            found.push(format!("{crossings} crossings, {least} would do: {}\n{sample:?}", ways.join(", ")));
        }
    }
    found
}

/// Of random flows of a profile no more than so many in a thousand are drawn with more crossings than they need.
#[track_caller]
fn check(profile: Profile, cases: u32, most: usize) {
    let mut runner = TestRunner::new(some(cases));
    let cases = runner.config().cases as usize;
    let mut found = Vec::new();
    for _ in 0..cases {
        let sample = small(profile).new_tree(&mut runner).expect("few flows are rejected").current();
        found.extend(above_least(&sample, &draw(&sample.chart, &sample)));
    }
    assert!(1000 * found.len() <= most * cases, "{} of {cases} flows\n{}", found.len(), found.join("\n"));
}

#[test]
fn typical_small_flows_cross_hardly_more_than_they_must() {
    check(TYPICAL, 400, 1);
}

#[test]
fn small_flows_of_all_kinds_cross_hardly_more_than_they_must() {
    check(MIX, 300, 1);
}

#[test]
fn small_flows_full_of_decisions_cross_hardly_more_than_they_must() {
    check(ADVERSARIAL, 1000, 2);
}
