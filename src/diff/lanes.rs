//! The lanes: who came, who went, who is called otherwise.

use super::align::{Alignment, Fate, NAMED, Shape, align};
use super::words::{and, quoted};
use super::{Change, Pair, ProcedureMarks};
use crate::sop::Procedure;

/// Which lanes are the same. An id that the writer gave holds whatever the name says.
pub(super) fn aligned(old: &Procedure, new: &Procedure) -> Alignment {
    let shapes = |p: &Procedure| p.actors.iter().map(|actor| Shape::of(&actor.name.to_line())).collect::<Vec<_>>();
    let (a, b) = (shapes(old), shapes(new));
    align(old.actors.len(), new.actors.len(), |i, j| {
        let (one, other) = (&old.actors[i], &new.actors[j]);
        let known_elsewhere =
            new.actors.iter().any(|actor| actor.id == one.id) || old.actors.iter().any(|actor| actor.id == other.id);
        match (one.id == other.id, known_elsewhere) {
            (true, _) => NAMED,
            (false, true) => 0,
            (false, false) => a[i].likeness(&b[j]),
        }
    })
}

/// What changed of the lanes.
pub(super) fn changes(pair: &Pair<'_>, marks: &mut ProcedureMarks) -> Vec<Change> {
    let (old, new) = (pair.old, pair.new);
    let mut changes = Vec::new();
    let name = |procedure: &Procedure, lane: usize| procedure.actors[lane].name.to_line();
    for lane in 0..new.actors.len() {
        match pair.lanes.new[lane].partner() {
            None => {
                marks.lanes.insert(lane);
                let place = match lane {
                    0 => "sebagai pelaksana pertama".to_owned(),
                    _ => format!("di kanan {}", quoted(&name(new, lane - 1))),
                };
                changes.push(Change::plain(format!("Ditambahkan: {}, {place}", quoted(&name(new, lane)))));
            }
            Some(partner) if name(old, partner) != name(new, lane) => {
                marks.lanes.insert(lane);
                let text = format!("{} kini disebut {}", quoted(&name(old, partner)), quoted(&name(new, lane)));
                changes.push(Change::plain(text));
            }
            Some(_) => {}
        }
    }
    for lane in (0..old.actors.len()).filter(|&lane| pair.lanes.old[lane] == Fate::Alone) {
        changes.push(Change::plain(format!("Dihapus: {}", quoted(&name(old, lane)))));
    }
    if pair.lanes.new.iter().any(|fate| matches!(fate, Fate::Moved(_))) {
        let names: Vec<String> = (0..new.actors.len()).map(|lane| name(new, lane)).collect();
        marks.lanes.extend((0..new.actors.len()).filter(|&lane| matches!(pair.lanes.new[lane], Fate::Moved(_))));
        changes.push(Change::plain(format!("Urutan berubah, dari kiri kini: {}", and(&names))));
    }
    changes
}
