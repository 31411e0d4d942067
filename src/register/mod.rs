//! The register of a project's SOPs: a [`Row`] each, what is found by holding them beside one another ([`findings()`]), and the list as
//! table, CSV, JSON or XLSX ([`write`](fn@write)).
//!
//! No clock: whether a revision is overdue is asked of a date that the caller gives.

mod findings;
mod list;
mod numbers;
mod order;
mod xlsx;

use crate::Sheet;
use crate::form::StandardColumn;
use crate::sop::duration::Duration;
use crate::sop::record::Record;
use crate::sop::{Procedure, Sop};
use crate::source::Span;
use crate::text::RichText;

pub use findings::findings;
pub use list::{FORMATS, KEYS, sort, write};
pub use order::{Natural, natural};

/// An SOP in the register.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its file.
    pub file: String,
    /// The code of its unit; empty for a spec of its own.
    pub unit: String,
    /// The names of the agency, on one line.
    pub agency: String,
    /// What the spec says of it.
    pub record: Record,
    /// How many lanes there are.
    pub actors: usize,
    /// How many activities.
    pub steps: usize,
    /// How many pages.
    pub pages: usize,
    /// All durations together.
    pub time: String,
    /// Its activities, to be held beside those of others.
    pub activities: Vec<Activity>,
}

/// An activity as others may have it too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// What is done.
    pub text: String,
    /// Who does it.
    pub actors: Vec<String>,
    /// How long it takes, as written.
    pub duration: String,
    /// Least and most of that.
    pub extent: (i64, i64),
    /// Where the spec says so.
    pub span: Span,
}

impl Row {
    /// The row of a sheet.
    pub fn new(file: &str, unit: &str, sheet: &Sheet) -> Self {
        let sop = &sheet.sop;
        let times: Vec<String> = sop.procedures.iter().map(|procedure| time(procedure, sop)).collect();
        Self {
            file: file.to_owned(),
            unit: unit.to_owned(),
            agency: sop.agency.names.iter().map(RichText::to_line).collect::<Vec<_>>().join(", "),
            record: sop.record.clone(),
            actors: sop.procedures.iter().map(|procedure| procedure.actors.len()).sum(),
            steps: sop.procedures.iter().map(|procedure| procedure.steps.len()).sum(),
            pages: sheet.layout.pages.len(),
            time: times.into_iter().filter(|time| !time.is_empty()).collect::<Vec<_>>().join("; "),
            activities: sop.procedures.iter().flat_map(|procedure| activities(procedure, sop)).collect(),
        }
    }
}

/// All durations of a procedure, as printed or as they add up.
fn time(procedure: &Procedure, sop: &Sop) -> String {
    if let Some(total) = &procedure.total {
        return total.text.to_line();
    }
    let column = procedure.durations(sop.form.minutes_per_day);
    column.sum(0..procedure.steps.len()).map(|sum| sum.text.to_line()).unwrap_or_default()
}

fn activities(procedure: &Procedure, sop: &Sop) -> Vec<Activity> {
    let mut activities = Vec::new();
    for (row, step) in procedure.steps.iter().enumerate() {
        let below_merged = procedure.steps.get(row + 1).is_some_and(|step| step.is_merged(StandardColumn::Duration));
        let duration = step.duration.text.to_line();
        // Merged cells say a time of several activities together.
        let read = Duration::parse(&duration).filter(|_| !step.is_merged(StandardColumn::Duration) && !below_merged);
        let Some(extent) =
            read.filter(|read| read.per().is_none()).and_then(|read| read.extent(sop.form.minutes_per_day))
        else {
            continue;
        };
        let lanes = procedure.symbols.iter().filter(|symbol| symbol.row == row);
        let mut actors: Vec<String> = lanes.map(|symbol| procedure.actors[symbol.lane].name.to_line()).collect();
        actors.sort();
        actors.dedup();
        activities.push(Activity { text: step.text.to_line(), actors, duration, extent, span: step.span.clone() });
    }
    activities
}
