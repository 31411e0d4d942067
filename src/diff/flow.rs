//! The flow: where a row's exits lead, in the reader's numbers.
//!
//! That a row goes to the next one is no news where only the next one is another: rows that came or went say so themselves.

use super::Pair;
use super::words::{numbered, quoted};
use crate::sop::{Procedure, Symbol, SymbolId, SymbolKind};
use crate::text::RichText;

/// A change of an exit.
pub(super) struct FlowChange {
    /// In words.
    pub(super) text: String,
    /// The flows of the new version that it speaks of.
    pub(super) flows: Vec<usize>,
}

/// An exit of a row: its words, and the boxes it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Exit {
    /// Whose it is, where the row has several boxes with exits of their own.
    lane: usize,
    label: String,
    /// Row and lanes of each target.
    targets: Vec<Target>,
    flows: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    row: usize,
    lanes: Vec<usize>,
}

/// The exits that lead out of a row.
fn exits(procedure: &Procedure, row: usize) -> Vec<Exit> {
    let mut exits: Vec<Exit> = Vec::new();
    for (index, flow) in procedure.flows.iter().enumerate() {
        let from = &procedure.symbols[flow.from[0].0];
        if from.row != row {
            continue;
        }
        let to = procedure.symbols[flow.to[0].0].row;
        let target = Target { row: to, lanes: lanes(procedure, &flow.to) };
        let label = flow.label.as_ref().map(RichText::to_line).unwrap_or_default();
        let known = exits.iter_mut().find(|exit| exit.lane == from.lane && exit.label == label);
        match known {
            Some(exit) => {
                exit.targets.push(target);
                exit.flows.push(index);
            }
            None => exits.push(Exit { lane: from.lane, label, targets: vec![target], flows: vec![index] }),
        }
    }
    // Flows from box to box within the row belong to how its actors stand together.
    exits.iter_mut().for_each(|exit| exit.targets.retain(|target| target.row != row));
    exits.retain(|exit| !exit.targets.is_empty());
    exits
}

fn lanes(procedure: &Procedure, symbols: &[SymbolId]) -> Vec<usize> {
    let mut lanes: Vec<usize> = symbols.iter().map(|id| procedure.symbols[id.0].lane).collect();
    lanes.sort_unstable();
    lanes.dedup();
    lanes
}

/// Exits that lead elsewhere than before.
pub(super) fn changes(pair: &Pair<'_>, partner: usize, row: usize) -> Vec<FlowChange> {
    let (old, new) = (exits(pair.old, partner), exits(pair.new, row));
    let several = |exits: &[Exit]| exits.iter().any(|exit| exit.lane != exits[0].lane);
    let of_several = several(&old) || several(&new);
    let whose = |procedure: &Procedure, exit: &Exit| match of_several {
        true => format!(" dari {}", procedure.actors[exit.lane].name.to_line()),
        false => String::new(),
    };
    let mut changes = Vec::new();
    let mut met = vec![false; old.len()];
    let mut fresh = Vec::new();
    for exit in &new {
        let same = |other: &Exit| {
            (!of_several || pair.lane_now(other.lane) == Some(exit.lane))
                && other.label.to_lowercase() == exit.label.to_lowercase()
        };
        let Some(index) = (0..old.len()).find(|&index| !met[index] && same(&old[index])) else {
            fresh.push(exit);
            continue;
        };
        met[index] = true;
        if is_same(pair, (partner, &old[index]), (row, exit)) {
            continue;
        }
        let from = whose(pair.new, exit);
        let before = targets(pair, Version::Old, partner, &old[index]);
        let after = targets(pair, Version::New, row, exit);
        let text = match exit.label.is_empty() {
            true => format!("alur{from} semula {before}, kini {after}"),
            false => format!("alur: jawaban {}{from} semula {before}, kini {after}", quoted(&exit.label)),
        };
        changes.push(FlowChange { text, flows: exit.flows.clone() });
    }
    // A question put where the flow only went on: its answer says where it goes now.
    let taken_over = |exit: &Exit| exit.label.is_empty() && fresh.iter().any(|other| leads_alike(pair, exit, other));
    let gone: Vec<&Exit> =
        old.iter().zip(&met).filter(|(exit, met)| !**met && !taken_over(exit)).map(|(exit, _)| exit).collect();
    for exit in fresh {
        let (from, after) = (whose(pair.new, exit), targets(pair, Version::New, row, exit));
        let text = match exit.label.is_empty() {
            // A row that was a decision, or an end, goes on without a question now.
            true => format!("alur{from} kini {after}"),
            false => format!("alur: jawaban {}{from} ditambahkan, {after}", quoted(&exit.label)),
        };
        changes.push(FlowChange { text, flows: exit.flows.clone() });
    }
    for exit in gone {
        let (from, before) = (whose(pair.old, exit), targets(pair, Version::Old, partner, exit));
        let text = match exit.label.is_empty() {
            true => format!("alur{from} yang semula {before} dihapus"),
            false => format!("alur: jawaban {}{from} dihapus (semula {before})", quoted(&exit.label)),
        };
        changes.push(FlowChange { text, flows: Vec::new() });
    }
    changes
}

/// Whether an exit leads where it led: to the same rows and boxes, or to the next row as before.
fn is_same(pair: &Pair<'_>, (partner, old): (usize, &Exit), (row, new): (usize, &Exit)) -> bool {
    let next = |from: usize, exit: &Exit| exit.targets.iter().all(|target| target.row == from + 1);
    if next(partner, old) && next(row, new) {
        let now = |target: &Target| target.lanes.iter().map(|&lane| pair.lane_now(lane)).collect::<Vec<_>>();
        let own = |target: &Target| target.lanes.iter().map(|&lane| Some(lane)).collect::<Vec<_>>();
        // To another row, or to one whose actors have changed: either is told elsewhere.
        let same_row = pair.step_now(partner + 1) == Some(row + 1);
        return !same_row
            || lanes_of(pair.old, partner + 1)
                .iter()
                .map(|&lane| pair.lane_now(lane))
                .ne(lanes_of(pair.new, row + 1).iter().map(|&lane| Some(lane)))
            || old.targets.iter().map(now).eq(new.targets.iter().map(own));
    }
    leads_alike(pair, old, new)
}

/// Whether an exit of the old version leads to the rows that one of the new version leads to.
fn leads_alike(pair: &Pair<'_>, old: &Exit, new: &Exit) -> bool {
    let mut before: Vec<Option<usize>> = old.targets.iter().map(|target| pair.step_now(target.row)).collect();
    let mut after: Vec<Option<usize>> = new.targets.iter().map(|target| Some(target.row)).collect();
    before.sort_unstable();
    after.sort_unstable();
    before == after
}

fn lanes_of(procedure: &Procedure, row: usize) -> Vec<usize> {
    procedure.symbols.iter().filter(|symbol| symbol.row == row).map(|symbol| symbol.lane).collect()
}

/// The version whose exits are told.
#[derive(Clone, Copy)]
enum Version {
    Old,
    New,
}

/// `ke kegiatan 7 “...”`, `kembali ke kegiatan 4 “...”`; rows of the old version by what they are now.
fn targets(pair: &Pair<'_>, version: Version, row: usize, exit: &Exit) -> String {
    let mut said: Vec<String> = Vec::new();
    for target in &exit.targets {
        let way = if target.row < row { "kembali ke" } else { "ke" };
        let place = match version {
            Version::New => numbered(pair.new, target.row),
            Version::Old => match pair.step_now(target.row) {
                Some(now) => numbered(pair.new, now),
                None => format!("{} yang lama, yang dihapus", numbered(pair.old, target.row)),
            },
        };
        let place = format!("{way} {place}");
        if !said.contains(&place) {
            said.push(place);
        }
    }
    super::words::and(&said)
}

/// What the exits of a new row say, where it is more than going on.
pub(super) fn told(pair: &Pair<'_>, row: usize) -> Vec<String> {
    let exits = exits(pair.new, row);
    let plain =
        exits.iter().all(|exit| exit.label.is_empty() && exit.targets.iter().all(|target| target.row == row + 1));
    if plain {
        return Vec::new();
    }
    let say = |exit: &Exit| {
        let place = targets(pair, Version::New, row, exit);
        match exit.label.is_empty() {
            true => format!("alur {place}"),
            false => format!("alur: jawaban {} {place}", quoted(&exit.label)),
        }
    };
    exits.iter().map(say).collect()
}

/// What the symbols of a row are, and how several stand together.
pub(super) fn symbols(pair: &Pair<'_>, partner: usize, row: usize) -> Vec<String> {
    let of = |procedure: &'_ Procedure, row: usize| -> Vec<Symbol> {
        procedure.symbols.iter().filter(|symbol| symbol.row == row).cloned().collect()
    };
    let (before, after) = (of(pair.old, partner), of(pair.new, row));
    let kinds = |symbols: &[Symbol]| {
        let mut kinds: Vec<&str> = symbols.iter().map(|symbol| kind(symbol.kind)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.join(" dan ")
    };
    let texts = |symbols: &[Symbol]| {
        symbols.iter().filter_map(|symbol| symbol.text.as_ref().map(RichText::to_line)).collect::<Vec<_>>().join(", ")
    };
    let mut said = Vec::new();
    if kinds(&before) != kinds(&after) {
        said.push(format!("simbol semula {}, menjadi {}", kinds(&before), kinds(&after)));
    }
    if texts(&before) != texts(&after) {
        said.push(format!("tulisan dalam simbol {}", super::words::change(&texts(&before), &texts(&after))));
    }
    let (old, new) = (linkage(pair.old, partner), linkage(pair.new, row));
    if let (Some(old), Some(new)) = (old, new)
        && old != new
    {
        said.push(format!("pelaksana semula bekerja {old}, menjadi {new}"));
    }
    said
}

fn kind(kind: SymbolKind) -> &'static str {
    match kind {
        SymbolKind::Start => "mulai (kapsul)",
        SymbolKind::End => "selesai (kapsul)",
        SymbolKind::Process => "proses (kotak)",
        SymbolKind::Decision => "keputusan (belah ketupat)",
    }
}

/// How several boxes of a row stand together.
fn linkage(procedure: &Procedure, row: usize) -> Option<&'static str> {
    let own = |id: &SymbolId| procedure.symbols[id.0].row == row;
    if procedure.symbols.iter().filter(|symbol| symbol.row == row).count() < 2 {
        return None;
    }
    if procedure.joins.iter().any(|join| join.iter().any(own)) {
        return Some("bersama");
    }
    let within = procedure.flows.iter().any(|flow| own(&flow.from[0]) && own(&flow.to[0]));
    Some(if within { "berurutan" } else { "sejajar" })
}
