//! The rows: which came, went, moved, and what each says otherwise.

use std::collections::BTreeSet;

use super::align::{Alignment, Fate, NAMED, Shape, align};
use super::words::{self, and, capitalised, change, duration, items, numbered, quoted, said};
use super::{CellKind, Change, Pair, ProcedureMarks, fields, flow, lanes};
use crate::form::StandardColumn;
use crate::sop::{Listing, Procedure, Step};

impl<'a> Pair<'a> {
    pub(super) fn new(old: &'a Procedure, new: &'a Procedure) -> Self {
        let lanes = lanes::aligned(old, new);
        let steps = aligned(old, new, &lanes);
        Self { old, new, lanes, steps }
    }

    /// The lane of the new version that a lane of the old one is.
    pub(super) fn lane_now(&self, lane: usize) -> Option<usize> {
        self.lanes.old[lane].partner()
    }

    /// The row of the new version that a row of the old one is.
    pub(super) fn step_now(&self, step: usize) -> Option<usize> {
        self.steps.old[step].partner()
    }
}

/// Which rows are the same: by the ids that the writer gave, else by their words, and a little by who acts and what comes out.
fn aligned(old: &Procedure, new: &Procedure, lanes: &Alignment) -> Alignment {
    let shapes = |procedure: &Procedure| {
        let shape = |step: &Step| (Shape::of(&step.text.to_line()), Shape::of(&said(&step.output)));
        procedure.steps.iter().map(shape).collect::<Vec<_>>()
    };
    let (a, b) = (shapes(old), shapes(new));
    let acts = |procedure: &Procedure, map: &dyn Fn(usize) -> Option<usize>| {
        let mut all: Vec<BTreeSet<Option<usize>>> = vec![BTreeSet::new(); procedure.steps.len()];
        procedure.symbols.iter().for_each(|symbol| _ = all[symbol.row].insert(map(symbol.lane)));
        all
    };
    let (old_acts, new_acts) = (acts(old, &|lane| lanes.old[lane].partner()), acts(new, &Some));
    let named = |procedure: &Procedure| {
        let id = |(row, step): (usize, &Step)| (step.id != (row + 1).to_string()).then(|| step.id.clone());
        procedure.steps.iter().enumerate().map(id).collect::<Vec<_>>()
    };
    let (old_ids, new_ids) = (named(old), named(new));
    let known = |ids: &[Option<String>]| ids.iter().flatten().cloned().collect::<BTreeSet<_>>();
    let (all_old, all_new) = (known(&old_ids), known(&new_ids));
    align(a.len(), b.len(), |i, j| {
        match (&old_ids[i], &new_ids[j]) {
            (Some(one), Some(other)) if one == other => return NAMED,
            (Some(one), _) if all_new.contains(one) => return 0,
            (_, Some(other)) if all_old.contains(other) => return 0,
            _ => {}
        }
        let same_actors = if old_acts[i] == new_acts[j] { 1000 } else { 0 };
        (a[i].0.likeness(&b[j].0) * 8 + same_actors + a[i].1.likeness(&b[j].1)) / 10
    })
}

/// What changed of the rows, in the order of the new sheet; a row that went is told where it stood.
pub(super) fn changes(pair: &Pair<'_>, marks: &mut ProcedureMarks) -> Vec<Change> {
    let mut changes = Vec::new();
    let gone: Vec<usize> = (0..pair.old.steps.len()).filter(|&step| pair.steps.old[step] == Fate::Alone).collect();
    let mut told = gone.iter().peekable();
    let mut tell_gone = |until: usize, row: usize, changes: &mut Vec<Change>, marks: &mut ProcedureMarks| {
        while let Some(&&step) = told.peek().filter(|&&&step| step < until) {
            changes.push(removed(pair, step));
            marks.removed_before.insert(row);
            told.next();
        }
    };
    for row in 0..pair.new.steps.len() {
        if let Fate::Kept(partner) = pair.steps.new[row] {
            tell_gone(partner, row, &mut changes, marks);
        }
        match pair.steps.new[row].partner() {
            None => {
                marks.added.insert(row);
                changes.push(added(pair, row));
            }
            Some(partner) => changes.extend(changed(pair, partner, row, marks)),
        }
    }
    tell_gone(usize::MAX, pair.new.steps.len(), &mut changes, marks);
    changes.extend(renumbered(pair));
    changes
}

fn actors(procedure: &Procedure, step: usize) -> Vec<usize> {
    let mut lanes: Vec<usize> = procedure.symbols.iter().filter(|s| s.row == step).map(|s| s.lane).collect();
    let mut seen = BTreeSet::new();
    lanes.retain(|&lane| seen.insert(lane));
    lanes
}

fn names(procedure: &Procedure, lanes: &[usize]) -> String {
    and(&lanes.iter().map(|&lane| quoted(&procedure.actors[lane].name.to_line())).collect::<Vec<_>>())
}

/// What stands in the cells of a row, for one that is new or has gone.
fn summary(procedure: &Procedure, step: usize) -> String {
    let row = &procedure.steps[step];
    let mut parts = vec![format!("pelaksana {}", names(procedure, &actors(procedure, step)))];
    let cells = [
        ("kelengkapan", said(&row.inputs)),
        ("waktu", time(procedure, step)),
        ("output", said(&row.output)),
        ("keterangan", said(&row.note)),
    ];
    parts.extend(
        cells.iter().filter(|(_, text)| !text.is_empty()).map(|(what, text)| format!("{what} {}", quoted(text))),
    );
    parts.join(", ")
}

fn removed(pair: &Pair<'_>, step: usize) -> Change {
    let row = &pair.old.steps[step];
    let number = capitalised(&pair.old.step_name(step));
    Change::plain(format!("{number} yang lama dihapus: {} ({})", quoted(&row.text.to_line()), summary(pair.old, step)))
}

fn added(pair: &Pair<'_>, row: usize) -> Change {
    let number = capitalised(&pair.new.step_name(row));
    let text = quoted(&pair.new.steps[row].text.to_line());
    let text = format!("{number} ditambahkan: {text} ({})", summary(pair.new, row));
    Change { text, details: flow::told(pair, row) }
}

/// What changed of a row that stays.
fn changed(pair: &Pair<'_>, partner: usize, row: usize, marks: &mut ProcedureMarks) -> Option<Change> {
    let (before, after) = (&pair.old.steps[partner], &pair.new.steps[row]);
    let mut details = Vec::new();
    let mut tell = |kind: CellKind, said: Vec<String>| {
        if !said.is_empty() {
            marks.cells.insert((row, kind));
            details.extend(said);
        }
    };
    if matches!(pair.steps.new[row], Fate::Moved(_)) {
        let place = match row {
            0 => "kini yang pertama".to_owned(),
            _ => format!("kini setelah {}", numbered(pair.new, row - 1)),
        };
        tell(CellKind::Number, vec![format!("dipindahkan: {place}")]);
    }
    tell(CellKind::Activity, text("uraian", &before.text.to_line(), &after.text.to_line()));
    tell(CellKind::Symbols, who(pair, partner, row));
    tell(CellKind::Symbols, flow::symbols(pair, partner, row));
    tell(CellKind::Inputs, listing("kelengkapan", &before.inputs, &after.inputs));
    tell(CellKind::Duration, text("waktu", &time(pair.old, partner), &time(pair.new, row)));
    tell(CellKind::Output, listing("output", &before.output, &after.output));
    tell(CellKind::Note, listing("keterangan", &before.note, &after.note));
    let flows = flow::changes(pair, partner, row);
    marks.flows.extend(flows.iter().flat_map(|change| change.flows.clone()));
    details.extend(flows.into_iter().map(|change| change.text));
    if details.is_empty() {
        return None;
    }
    marks.changed.insert(row);
    let was = match (&before.number, &after.number) {
        (old, new) if old == new => String::new(),
        _ => format!(" (semula {})", pair.old.step_name(partner)),
    };
    Some(Change { text: format!("{}{was}", capitalised(&numbered(pair.new, row))), details })
}

/// The duration of a row; of one that is merged with those above, theirs.
fn time(procedure: &Procedure, step: usize) -> String {
    let first = procedure.holder(step, StandardColumn::Duration);
    match duration(&procedure.steps[first].duration) {
        text if first == step || text.is_empty() => text,
        text => format!("{text}, bersama {}", procedure.step_name(first)),
    }
}

fn text(what: &str, old: &str, new: &str) -> Vec<String> {
    if old == new { Vec::new() } else { vec![format!("{what} {}", change(old, new))] }
}

fn listing(what: &str, old: &Listing, new: &Listing) -> Vec<String> {
    let (old, new) = (items(old), items(new));
    if old.len() < 2 && new.len() < 2 {
        return text(what, &old.concat(), &new.concat());
    }
    let said = fields::list(&old, &new, &mut BTreeSet::new());
    said.into_iter().map(|said| format!("{what}: {}", uncapitalised(&said))).collect()
}

fn uncapitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

fn who(pair: &Pair<'_>, partner: usize, row: usize) -> Vec<String> {
    let (before, after) = (actors(pair.old, partner), actors(pair.new, row));
    let now: Vec<Option<usize>> = before.iter().map(|&lane| pair.lane_now(lane)).collect();
    let same: BTreeSet<Option<usize>> = now.iter().copied().collect();
    if same == after.iter().map(|&lane| Some(lane)).collect() {
        return Vec::new();
    }
    let came: Vec<usize> = after.iter().copied().filter(|&lane| !same.contains(&Some(lane))).collect();
    let went: Vec<usize> =
        before.iter().copied().filter(|&lane| pair.lane_now(lane).is_none_or(|now| !after.contains(&now))).collect();
    match (went.as_slice(), came.as_slice()) {
        ([], _) => vec![format!("pelaksana ditambah {}", names(pair.new, &came))],
        (_, []) => vec![format!("pelaksana dikurangi {}", names(pair.old, &went))],
        _ => vec![format!("pelaksana semula {}, menjadi {}", names(pair.old, &before), names(pair.new, &after))],
    }
}

/// Rows that only have another number than before, said in runs.
fn renumbered(pair: &Pair<'_>) -> Option<Change> {
    let count = |number: &str| number.trim().trim_end_matches('.').parse::<i64>().ok();
    let mut runs: Vec<(i64, i64, i64)> = Vec::new();
    for row in 0..pair.new.steps.len() {
        let Fate::Kept(partner) = pair.steps.new[row] else { continue };
        let (Some(old), Some(new)) = (count(&pair.old.steps[partner].number), count(&pair.new.steps[row].number))
        else {
            continue;
        };
        match runs.last_mut() {
            _ if old == new => {}
            Some((_, last, shift)) if *last + 1 == old && *shift == new - old => *last = old,
            _ => runs.push((old, old, new - old)),
        }
    }
    let said = runs.iter().map(|&(first, last, shift)| match first == last {
        true => format!("{first} menjadi {}", first + shift),
        false => format!("{first}–{last} menjadi {}–{}", first + shift, last + shift),
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| Change::plain(format!("Nomor kegiatan bergeser: {}", and(&said))))
}

/// The times of all rows together, as printed or as they add up.
pub(super) fn totals(pair: &Pair<'_>, minutes: (u32, u32), marks: &mut ProcedureMarks) -> Vec<Change> {
    let printed = |procedure: &Procedure| procedure.total.as_ref().map(words::duration).unwrap_or_default();
    let mut changes = Vec::new();
    if printed(pair.old) != printed(pair.new) {
        marks.total = true;
        changes.push(Change::plain(format!("Baris jumlah waktu: {}", change(&printed(pair.old), &printed(pair.new)))));
    }
    let (old, new) = (Sum::of(pair.old, minutes.0), Sum::of(pair.new, minutes.1));
    if old.total != new.total && (new.total != printed(pair.new) || old.total != printed(pair.old)) {
        let mut text = format!("Waktu semua kegiatan bila dijumlahkan: {}", change(&old.total, &new.total));
        if !new.left_out.is_empty() {
            text += &format!("; belum terhitung {}, yang waktunya bukan bilangan", and(&new.left_out));
        }
        changes.push(Change::plain(text));
    }
    changes
}

struct Sum {
    total: String,
    left_out: Vec<String>,
}

impl Sum {
    fn of(procedure: &Procedure, minutes_per_day: u32) -> Self {
        let column = procedure.durations(minutes_per_day);
        let total = column.sum(0..procedure.steps.len()).map(|sum| duration(&sum)).unwrap_or_default();
        Self { total, left_out: column.left_out().into_iter().map(|step| procedure.step_name(step)).collect() }
    }
}
