//! Where the values of a sheet come from: `lajur check --origin`.

use std::collections::BTreeSet;

use crate::source::{Source, Span};
use crate::spec::Spec;
use crate::spec::value::{Data, Table, Value};

/// Every value of a spec with the place it comes from, a line each: `instansi.nama[1] = "..."  # FILE:LINE:COLUMN`.
///
/// What the spec leaves to its form comes last: files of one's own with their places, then the forms that came along with their names.
pub fn origins(spec: &Spec, source: &Source) -> String {
    let place = |span: &Span| {
        let (part, span) = source.part(span);
        let (line, column) = part.line_column(span.start);
        let cell = part.cell(span.start).map(|cell| format!(" (sel {cell})")).unwrap_or_default();
        format!("{}:{line}:{column}{cell}", part.name())
    };
    let mut lines = Lines::default();
    lines.table(&spec.root, "", &place);
    for part in ["format", "label"] {
        let mut said = Said::new(part, spec.root.table(part));
        for own in spec.forms.own() {
            lines.unsaid(own.table(part), &mut said, &place);
        }
        for shipped in spec.forms.shipped() {
            lines.unsaid(shipped.table.table(part), &mut said, &|_| format!("bentuk {}", shipped.name));
        }
    }
    lines.0
}

#[derive(Default)]
struct Lines(String);

/// What a place is called.
type Place<'a> = &'a dyn Fn(&Span) -> String;

impl Lines {
    fn table(&mut self, table: &Table, path: &str, place: Place<'_>) {
        for entry in &table.entries {
            let path = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
            self.value(&entry.value, &path, place);
        }
    }

    fn value(&mut self, value: &Value, path: &str, place: Place<'_>) {
        let written = match &value.data {
            Data::Table(table) => return self.table(table, path, place),
            Data::Array(items) if !items.is_empty() => {
                let numbered = items.iter().enumerate();
                return numbered.for_each(|(index, item)| self.value(item, &format!("{path}[{}]", index + 1), place));
            }
            Data::Array(_) => "[]".to_owned(),
            Data::Text(text) => toml::Value::String(text.clone()).to_string(),
            Data::Integer(number) => number.to_string(),
            Data::Float(number) => number.to_string(),
            Data::Bool(value) => value.to_string(),
            Data::Date(date) => date.to_string(),
            Data::Time | Data::Faulty => "?".to_owned(),
        };
        self.0 += &format!("{path} = {}  # {}\n", written.replace('\n', "\\n"), place(&value.span));
    }

    /// What a layer says and no nearer one.
    fn unsaid(&mut self, layer: Option<&Table>, said: &mut Said, place: Place<'_>) {
        for (path, value) in layer.into_iter().flat_map(|layer| parts(layer, said.part)) {
            if said.add(&path) {
                self.value(value, &path, place);
            }
        }
    }
}

/// What the layers so far say.
struct Said {
    part: &'static str,
    paths: BTreeSet<String>,
}

impl Said {
    fn new(part: &'static str, layer: Option<&Table>) -> Self {
        let paths = layer.into_iter().flat_map(|layer| parts(layer, part)).map(|(path, _)| path).collect();
        Self { part, paths }
    }

    /// Whether it is new; said as a whole, its parts are said too.
    fn add(&mut self, path: &str) -> bool {
        let whole = path.rsplit_once('.').is_some_and(|(whole, _)| self.paths.contains(whole));
        !whole && self.paths.insert(path.to_owned())
    }
}

/// The values that hold as a whole: each key, and each list mark on its own.
fn parts<'a>(layer: &'a Table, part: &str) -> Vec<(String, &'a Value)> {
    let mut parts = Vec::new();
    for entry in &layer.entries {
        let path = format!("{part}.{}", entry.key);
        match &entry.value.data {
            Data::Table(marks) if entry.key == "penomoran" => {
                parts.extend(marks.entries.iter().map(|mark| (format!("{path}.{}", mark.key), &mark.value)));
            }
            _ => parts.push((path, &entry.value)),
        }
    }
    parts
}
