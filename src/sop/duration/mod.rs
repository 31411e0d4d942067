//! Durations as sheets write them, and their sums.

mod column;
mod parse;
mod path;

use std::collections::BTreeMap;

pub use column::Column;
pub use parse::split;

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
    /// Whether it is `3 x 24 jam`: days by the clock, not by working hours.
    round_the_clock: bool,
}

impl Duration {
    /// Least and most of it in thousandths of a second, a month as thirty days: to tell whether two cells say the same.
    /// `None` where its unit is not said.
    pub fn extent(&self, minutes_per_day: u32) -> Option<(i64, i64)> {
        let day = i64::from(minutes_per_day) * 60;
        let size = |unit: Unit| match unit {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3600,
            Unit::Day => day,
            Unit::Week => day * 5,
            Unit::Month => day * 30,
            Unit::Year => day * 360,
        };
        let total = |amounts: &Amounts| amounts.iter().map(|(&unit, &count)| count * size(unit)).sum::<i64>();
        self.bare.is_none().then(|| (total(&self.low), total(&self.high)))
    }

    /// What a rate is for: `berkas` of `2 menit/berkas`.
    pub fn per(&self) -> Option<&str> {
        self.per.as_deref()
    }

    /// Says `3 x 24 jam` in days. Beside days its hours would be counted as working hours, and be three times as many days.
    fn hours_round_the_clock_to_days(&mut self) {
        if self.round_the_clock {
            for amounts in [&mut self.low, &mut self.high] {
                let hours = amounts.remove(&Unit::Hour).unwrap_or_default();
                *amounts.entry(Unit::Day).or_default() += hours / 24;
            }
        }
    }
}
