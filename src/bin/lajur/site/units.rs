//! Whose SOPs they are: the index by unit.
//!
//! A template is of the unit that it is drawn for, any other spec of the unit in whose folder it lies (named by its code) or whose
//! name its sheet bears; where the project names no such unit, the last line of the sheet's agency stands for one.

use std::collections::BTreeMap;

use lajur::Sheet;
use lajur::project::Unit;
use serde::Serialize;

use super::Entry;
use super::view::{Card, tidy};
use crate::files::Projects;

/// The unit of an SOP.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    /// Its place among the units of the project; behind them all where it is none of them.
    place: usize,
    /// Its name.
    pub(super) name: String,
}

/// Finds the unit of an entry.
pub(super) fn owner(entry: &Entry, sheet: &Sheet, projects: &Projects) -> Owner {
    let folder = projects.folder(&entry.input.folder());
    let units = folder.units();
    let agency = sheet.sop.agency.names.last().map(|name| tidy(&name.to_plain())).unwrap_or_default();
    let code = |code: &str| units.iter().position(|unit| unit.code == code);
    let place = match &entry.input.unit {
        Some(unit) => code(&unit.code),
        None => {
            let folders = entry.folder().rsplit('/').find_map(code);
            folders.or_else(|| units.iter().position(|unit| name(unit).to_lowercase() == agency.to_lowercase()))
        }
    };
    match place {
        Some(place) => Owner { place, name: name(&units[place]) },
        None => Owner { place: usize::MAX, name: agency },
    }
}

fn name(unit: &Unit) -> String {
    let named = unit.values.iter().find(|(key, _)| key == "nama");
    named.map(|(_, name)| tidy(name)).filter(|name| !name.is_empty()).unwrap_or_else(|| unit.code.clone())
}

/// The SOPs of a unit.
#[derive(Serialize)]
pub(super) struct Group {
    nama: String,
    sop: Vec<Card>,
}

/// The units of the project in its order, then others by name; in each the SOPs by title.
pub(super) fn by_unit(cards: Vec<Card>) -> Vec<Group> {
    let mut groups: BTreeMap<(usize, String), Group> = BTreeMap::new();
    for card in cards {
        let Owner { place, name } = card.owner.clone();
        let group = groups.entry((place, name.to_lowercase())).or_insert_with(|| Group { nama: name, sop: Vec::new() });
        group.sop.push(card);
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    for group in &mut groups {
        group.sop.sort_by(|a, b| (a.judul.to_lowercase(), &a.laman).cmp(&(b.judul.to_lowercase(), &b.laman)));
    }
    groups
}
