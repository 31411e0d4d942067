//! Every key of the sheet, of the form and of the signing does what it says.
//!
//! A case is a spec in `tests/sheets/keys/`. Its comments `#!` say what must be seen ([`crate::looks`]):
//!
//! ```text
//! #! "(1)" centred on "No."                           seen on the sheet as it stands
//! #! format.nomor_kolom = "miring" -> "1" slanted     seen where this key has that value
//! #! - format.nomor_kolom -> no "(1)"                 seen where it is left out
//! ```
//!
//! Several checks stand one after another with `;`. Such a change must show: a key that does nothing is found out. And every key must
//! be changed in some case, every word that it may hold be tried, every heading renamed, blanked and dropped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use lajur::assets::Assets;
use lajur::diag::Diagnostics;
use lajur::source::Source;
use lajur::spec::keys;
use lajur::spec::shape::{Kind, Shape};
use toml::{Table, Value};

use crate::looks::Seen;
use crate::program::{root, with_extension};

/// The tables that say nothing of the look: the procedure itself, and the rules of the check.
const ELSEWHERE: [&str; 7] = ["untuk", "periksa", "pelaksana", "kegiatan", "kegiatan_dari", "bentuk", "prosedur"];

struct Cases;

impl Assets for Cases {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let places = ["tests/sheets/keys", "tests/forms", "fonts"].map(|folder| root().join(folder).join(name));
        places.iter().find_map(|path| fs::read(path).ok()).ok_or_else(|| "tidak ada".to_owned())
    }

    fn has_sop(&self, name: &str) -> bool {
        name == "lain"
    }
}

/// A sheet of a case.
#[derive(Debug)]
struct Case<'a> {
    /// The key that is changed, and what it becomes.
    change: Option<(&'a str, Option<Value>)>,
    checks: Vec<&'a str>,
}

fn read(text: &str) -> Vec<Case<'_>> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("#!"));
    lines.map(case).collect()
}

fn case(line: &str) -> Case<'_> {
    let (change, checks) = line.split_once("->").map_or((None, line), |(change, checks)| (Some(change.trim()), checks));
    let change = change.map(|change| match change.strip_prefix('-') {
        Some(key) => (key.trim(), None),
        None => {
            let (key, value) = change.split_once('=').unwrap_or_else(|| panic!("no change: {change}"));
            let value: Table = format!("value = {value}").parse().unwrap_or_else(|error| panic!("{change}: {error}"));
            (key.trim(), value.get("value").cloned())
        }
    });
    Case { change, checks: checks.split(';').map(str::trim).collect() }
}

/// Puts a value at a path like `pengesahan.lain.0.nama`, or takes it away.
fn set(value: &mut Value, path: &str, to: Option<Value>) {
    let (key, rest) = path.split_once('.').unwrap_or((path, ""));
    let inner = match value {
        Value::Array(items) => &mut items[key.parse::<usize>().expect("a place in an array")],
        Value::Table(table) => match (rest, &to) {
            ("", None) => return assert!(table.remove(key).is_some(), "{path} is not there"),
            _ => table.entry(key).or_insert_with(|| Value::Table(Table::new())),
        },
        _ => panic!("{path} lies in no table"),
    };
    match to {
        Some(to) if rest.is_empty() => *inner = to,
        to => set(inner, rest, to),
    }
}

fn draw(spec: &Table) -> Result<Seen, String> {
    let mut source = Source::new("case.toml", toml::to_string(spec).expect("it is a table"));
    let mut diagnostics = Diagnostics::new();
    let sheet = lajur::compile(&mut source, &Cases, &mut diagnostics);
    sheet.map(|sheet| Seen::new(&sheet.scene)).ok_or_else(|| format!("{:?}", diagnostics.sorted()))
}

/// What is wrong with a case.
fn faults(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy();
    let spec: Table = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
    let plain = draw(&spec).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut faults = Vec::new();
    for case in read(&text) {
        let said = format!("{name}: {:?}", case.change);
        let changed = case.change.map(|(key, to)| {
            let mut spec = Value::Table(spec.clone());
            set(&mut spec, key, to);
            let Value::Table(spec) = spec else { unreachable!("it was one") };
            draw(&spec)
        });
        let seen = match &changed {
            None => &plain,
            Some(Err(error)) => {
                faults.push(format!("{said}: {error}"));
                continue;
            }
            Some(Ok(changed)) => {
                if *changed == plain {
                    faults.push(format!("{said}: makes no difference"));
                }
                changed
            }
        };
        faults.extend(case.checks.iter().filter_map(|check| seen.fault(check)).map(|fault| format!("{said}: {fault}")));
    }
    faults
}

#[test]
fn keys_do_what_they_say() {
    let paths = with_extension("tests/sheets/keys", "toml");
    let faults: Vec<String> = std::thread::scope(|scope| {
        let halves = paths.chunks(paths.len().div_ceil(2));
        let threads: Vec<_> =
            halves.map(|half| scope.spawn(|| half.iter().flat_map(|path| faults(path)).collect::<Vec<_>>())).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no case panics")).collect()
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Two forms that are shipped nowhere, one file of data each: `NAME.bentuk.toml`, and `NAME.toml` a sheet of it.
#[test]
fn forms_of_ones_own_need_no_code() {
    let paths = with_extension("tests/forms", "toml");
    let sheets: Vec<_> = paths.iter().filter(|path| !path.to_string_lossy().ends_with(".bentuk.toml")).collect();
    let faults: Vec<String> = sheets.iter().flat_map(|path| faults(path)).collect();
    assert!(sheets.len() > 1 && faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_key_has_a_case() {
    let mut tried: BTreeMap<String, Vec<Option<Value>>> = BTreeMap::new();
    for path in with_extension("tests/sheets/keys", "toml") {
        let text = fs::read_to_string(&path).unwrap();
        let spec: Value = text.parse::<Table>().unwrap().into();
        for (key, to) in read(&text).into_iter().filter_map(|case| case.change) {
            let at = key.split('.').map(|part| if part.parse::<usize>().is_ok() { "[]" } else { part });
            let values = tried.entry(at.collect::<Vec<_>>().join(".")).or_default();
            let plain = key.split('.').try_fold(&spec, |value, part| match value {
                Value::Array(items) => items.get(part.parse::<usize>().ok()?),
                value => value.get(part),
            });
            values.extend([Some(plain.cloned()), Some(to)].into_iter().flatten());
        }
    }
    let mut missing = BTreeSet::new();
    walk(&keys::SPEC, "", &mut |key, kind| untried(key, kind, &tried, &mut missing));
    assert!(missing.is_empty(), "no case in tests/sheets/keys tries {missing:?}");
}

/// Visits every key that says how a sheet looks.
fn walk(shape: &Shape, above: &str, visit: &mut impl FnMut(&str, &Kind)) {
    for key in shape.keys.iter().filter(|key| !(above.is_empty() && ELSEWHERE.contains(&key.name))) {
        let path = if above.is_empty() { key.name.to_owned() } else { format!("{above}.{}", key.name) };
        let tables = tables(&key.kind, &path);
        // A table that must be there is tried by its keys.
        if tables.is_empty() || !matches!(key.kind, Kind::Table(_)) {
            visit(&path, &key.kind);
        }
        if !is_alike(&path) {
            tables.into_iter().for_each(|(shape, path)| walk(shape, &path, visit));
        }
    }
}

/// The lists of the identity are all alike: one of them stands for all that may be linked.
fn is_alike(path: &str) -> bool {
    path.starts_with("identitas.") && path != "identitas.keterkaitan"
}

/// The tables that a value may be, or hold.
fn tables(kind: &Kind, path: &str) -> Vec<(&'static Shape, String)> {
    match kind {
        Kind::Table(shape) => vec![(shape, path.to_owned())],
        Kind::Array(of, ..) => tables(of, &format!("{path}.[]")),
        Kind::Either(kinds) => kinds.iter().flat_map(|kind| tables(kind, path)).collect(),
        _ => Vec::new(),
    }
}

fn untried(key: &str, kind: &Kind, tried: &BTreeMap<String, Vec<Option<Value>>>, missing: &mut BTreeSet<String>) {
    let none = Vec::new();
    let values = tried.get(key).unwrap_or(&none);
    let mut need = |what: &str, found: bool| {
        if !found {
            missing.insert(format!("{key}{what}"));
        }
    };
    need("", !values.is_empty());
    let has = |value: Value| values.iter().flatten().any(|tried| *tried == value);
    let mut each = |kind: &Kind| match kind {
        Kind::Word(words) => words.iter().for_each(|word| need(&format!(" = {word}"), has(Value::from(*word)))),
        Kind::Bool => [true, false].iter().for_each(|&bool| need(&format!(" = {bool}"), has(Value::from(bool)))),
        Kind::False => {
            need(" = false", has(Value::from(false)));
            need(" = \"\"", has(Value::from("")));
        }
        Kind::Array(..) => need(" = [...]", values.iter().flatten().any(Value::is_array)),
        Kind::Table(_) if !is_alike(key) => {
            let inside = tried.keys().any(|tried| tried.starts_with(&format!("{key}.")));
            need(" = {...}", inside || values.iter().flatten().any(Value::is_table));
        }
        _ => {}
    };
    match kind {
        Kind::Either(kinds) => kinds.iter().for_each(each),
        kind => each(kind),
    }
}
