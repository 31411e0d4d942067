//! What a spec inherits: the nearest `lajur.toml` wins, key by key, arrays whole.

use std::sync::Arc;

use super::manifest::Manifest;
use crate::source::Source;
use crate::spec::value::{Data, Table, Value};

/// Adds to a spec what it leaves to its manifests, the nearest first, and attaches those to its source.
pub(super) fn inherit(root: &mut Table, manifests: &[(Arc<Manifest>, String)], source: &mut Source) {
    for (manifest, way) in manifests {
        let Some(defaults) = manifest.root.table("bawaan") else { continue };
        let base = source.attach(manifest.source.clone());
        let mut defaults = defaults.clone();
        defaults.move_places(&|span| span.start + base..span.end + base);
        relocate(&mut defaults, way);
        under(root, defaults);
    }
}

/// Puts `below` under a table: what the table says stays.
fn under(table: &mut Table, below: Table) {
    for entry in below.entries {
        match table.value_mut(&entry.key) {
            None => table.entries.push(entry),
            Some(Value { data: Data::Table(own), .. }) => {
                if let Data::Table(below) = entry.value.data {
                    under(own, below);
                }
            }
            Some(_) => {}
        }
    }
}

/// Files that a manifest names, as the spec would name them.
fn relocate(defaults: &mut Table, way: &str) {
    if way.is_empty() {
        return;
    }
    let file = |value: Option<&mut Value>, is_file: fn(&str) -> bool| {
        if let Some(Value { data: Data::Text(name), .. }) = value
            && is_file(name)
        {
            *name = format!("{way}{name}");
        }
    };
    file(defaults.value_mut("bentuk"), |name| name.ends_with(".toml"));
    file(part(defaults, "instansi").and_then(|agency| agency.value_mut("logo")), |_| true);
    if let Some(format) = part(defaults, "format") {
        file(format.value_mut("huruf"), crate::form::is_font_file);
        file(part(format, "kaki").and_then(|foot| foot.value_mut("gambar")), |_| true);
    }
    let Some(approval) = part(defaults, "pengesahan") else { return };
    file(part(approval, "tte").and_then(|sign| sign.value_mut("gambar")), |_| true);
    if let Some(Value { data: Data::Array(others), .. }) = approval.value_mut("lain") {
        for other in others.iter_mut().filter_map(Value::as_table_mut) {
            file(part(other, "tte").and_then(|sign| sign.value_mut("gambar")), |_| true);
        }
    }
}

fn part<'a>(table: &'a mut Table, key: &str) -> Option<&'a mut Table> {
    table.value_mut(key)?.as_table_mut()
}
