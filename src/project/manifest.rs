//! A `lajur.toml`, and the units that it lists or whose table it names.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::table;
use crate::assets::Assets;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};
use crate::spec::value::{Data, Table, Value};
use crate::spec::{self, keys, nearest, printable};

/// A `lajur.toml` that was read.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Its text.
    pub source: Arc<Source>,
    /// Its keys.
    pub root: Table,
}

/// A unit: an office that templates are drawn for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// `kode`.
    pub code: String,
    /// All its keys, `kode` included.
    pub values: Vec<(String, String)>,
}

/// The units of a project, in their order.
pub type Units = Vec<Arc<Unit>>;

impl Manifest {
    /// Reads one. What is wrong with it is among the reports, which show its own lines.
    pub fn read(source: Source, diagnostics: &mut Diagnostics) -> Self {
        let root = spec::read_part(&source, &keys::MANIFEST, diagnostics).unwrap_or_default();
        Self { source: Arc::new(source), root }
    }

    /// Whether it makes its folder a project.
    pub fn is_project(&self) -> bool {
        self.root.has("proyek")
    }

    /// Whether `[proyek]` has a key, be its value right or wrong.
    pub fn sets(&self, key: &str) -> bool {
        self.root.table("proyek").is_some_and(|project| project.has(key))
    }

    /// The strings of a key of `[proyek]`.
    pub fn project(&self, key: &str) -> Vec<String> {
        self.root.table("proyek").and_then(|project| project.get(key)).map(Value::texts).unwrap_or_default()
    }

    /// `[buku]`.
    pub fn book(&self) -> Option<&Table> {
        self.root.table("buku")
    }

    /// The units that it names; `None` where it says nothing of units. `assets` are those of its folder; the source is the one that the
    /// reports are to be shown with.
    pub fn units(&self, assets: &dyn Assets, diagnostics: &mut Diagnostics) -> Option<(Source, Units)> {
        let mut source = (*self.source).clone();
        let value = self.root.get("unit")?;
        let mut units = Units::new();
        let mut codes = BTreeSet::new();
        let mut add = |values: Vec<(String, String)>, span: Span, diagnostics: &mut Diagnostics| {
            let code = values.iter().find(|(key, _)| key == "kode").map(|(_, code)| code.trim().to_owned());
            let Some(code) = code.filter(|code| !code.is_empty()) else {
                let message = "unit ini belum mempunyai `kode`";
                return diagnostics.push(
                    Diagnostic::error("isian-wajib-tidak-ada", span, message)
                        .help("isi `kode`: nama pendek unit, yang berbeda bagi setiap unit"),
                );
            };
            if !codes.insert(code.clone()) {
                let message = format!("`kode` `{}` dipakai dua unit", printable(&code));
                return diagnostics
                    .push(Diagnostic::error("unit-ganda", span, message).help("beri setiap unit `kode` sendiri"));
            }
            units.push(Arc::new(Unit { code, values }));
        };
        match &value.data {
            Data::Text(name) => match table::read(name, &self.source, assets) {
                Err(reason) => {
                    let message = format!("tabel `{}` tidak dapat dibaca: {reason}", printable(name));
                    diagnostics.push(Diagnostic::error("tabel-tak-terbaca", value.span.clone(), message));
                }
                Ok(table) => {
                    let base = source.attach(table.source.clone());
                    for row in &table.rows {
                        let values =
                            row.cells.iter().map(|cell| (table.heads[cell.column].0.clone(), cell.text.clone()));
                        add(values.collect(), row.span.start + base..row.span.end + base, diagnostics);
                    }
                }
            },
            _ => {
                for unit in value.items().iter().filter_map(Value::as_table) {
                    let values =
                        unit.entries.iter().filter_map(|entry| Some((entry.key.clone(), written(&entry.value)?)));
                    add(values.collect(), unit.span.clone(), diagnostics);
                }
            }
        }
        Some((source, units))
    }
}

fn written(value: &Value) -> Option<String> {
    match &value.data {
        Data::Text(text) => Some(text.clone()),
        Data::Integer(number) => Some(number.to_string()),
        Data::Float(number) => Some(number.to_string()),
        Data::Bool(value) => Some(value.to_string()),
        Data::Date(date) => Some(date.to_string()),
        _ => None,
    }
}

/// What the `untuk` of a spec asks for, and what the naming of its output needs to know.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The units that it is drawn for; `None`: it is no template.
    pub units: Option<Units>,
    /// `sop.nomor`.
    pub number: String,
    /// `sop.judul`.
    pub title: String,
}

/// What a spec with these values asks for. Faults of `untuk` alone are reported: all others show when it is drawn.
pub(super) fn wanted(root: Table, all: Option<&Units>, diagnostics: &mut Diagnostics) -> Wanted {
    let root = spec::completed(root, &keys::SPEC, false, |_, _| {}, &mut Diagnostics::new()).root;
    let text = |key| root.table("sop").and_then(|sop| sop.get(key)).and_then(written).unwrap_or_default();
    let mut found = Wanted { units: None, number: text("nomor"), title: text("judul") };
    let Some(value) = root.get("untuk").filter(|value| !value.is_faulty()) else { return found };
    let Some(all) = all else {
        let message = "templat ini memerlukan unit, tetapi tidak ada `lajur.toml` di atasnya yang menyebut unit";
        diagnostics.push(
            Diagnostic::error("perlu-proyek", value.span.clone(), message)
                .help("tulis `[[unit]]` atau `unit = \"unit.csv\"` di `lajur.toml`"),
        );
        return found;
    };
    if value.as_text() == Some("unit") {
        found.units = Some(all.clone());
        return found;
    }
    let mut units = Units::new();
    for item in value.items() {
        let code = item.as_text().unwrap_or_default();
        match all.iter().find(|unit| unit.code == code) {
            Some(unit) => units.push(unit.clone()),
            None => {
                let diagnostic = Diagnostic::error(
                    "unit-tak-dikenal",
                    item.span.clone(),
                    format!("unit `{}` tidak dikenal", printable(code)),
                );
                let near = nearest(code, all.iter().map(|unit| unit.code.as_str()));
                diagnostics.push(match near {
                    Some(near) => diagnostic.help(format!("maksudnya `{near}`?")),
                    None => {
                        diagnostic.help("pakai `kode` yang ada di daftar unit, atau `untuk = \"unit\"` untuk semuanya")
                    }
                });
            }
        }
    }
    found.units = Some(units);
    found
}
