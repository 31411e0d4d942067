//! `{{ ... }}` in the values of a template, filled in after parsing: what a unit holds can never become TOML.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use minijinja::{Environment, ErrorKind, UndefinedBehavior};

use super::{Setting, Unit};
use crate::diag::{Diagnostic, Diagnostics};
use crate::sop::date;
use crate::spec::value::{Data, Table, Value};
use crate::spec::{nearest, printable};

/// The engine: strict about unknown names, with the filters of the format.
fn engine() -> &'static Environment<'static> {
    static ENGINE: OnceLock<Environment<'static>> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut engine = Environment::new();
        engine.set_undefined_behavior(UndefinedBehavior::Strict);
        engine.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        engine.add_filter("besar", |text: String| text.to_uppercase());
        engine.add_filter("kecil", |text: String| text.to_lowercase());
        engine.add_filter("judul", |text: String| title_case(&text));
        engine.add_filter("title", |text: String| title_case(&text));
        for name in ["tanggal", "date"] {
            engine.add_filter(name, in_words);
        }
        engine.add_filter("bawaan", minijinja::filters::default);
        engine
    })
}

/// A date as it is read aloud in a document; what is none stays.
fn in_words(text: String) -> String {
    let parsed = text.trim().parse().ok().or_else(|| date::parse(&text));
    parsed.map_or(text, |parsed| date::words(parsed, date::Day::Bare))
}

/// Each word with a capital, but the small words within: `Kecamatan Kalipare dan Sekitarnya`.
fn title_case(text: &str) -> String {
    let word = |(index, word): (usize, &str)| {
        let lower = word.to_lowercase();
        if index > 0 && ["dan", "di", "ke", "dari", "yang", "untuk", "pada", "atau", "dengan"].contains(&lower.as_str())
        {
            return lower;
        }
        let mut chars = lower.chars();
        chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
    };
    text.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

type Names = BTreeMap<String, minijinja::Value>;

fn names(unit: Option<&Unit>, file: &str, clean: fn(&str) -> String) -> Names {
    let mut names = Names::from([("berkas".to_owned(), clean(file).into())]);
    if let Some(unit) = unit {
        let values = unit.values.iter().map(|(key, value)| (key.clone(), clean(value)));
        names.insert("unit".to_owned(), minijinja::Value::from_serialize(values.collect::<BTreeMap<_, _>>()));
    }
    names
}

/// Fills in the texts of a template.
pub(super) fn fill(root: &mut Table, setting: &Setting, diagnostics: &mut Diagnostics) {
    let Some(unit) = &setting.unit else { return };
    let names = names(Some(unit), &setting.file, str::to_owned);
    fill_table(root, &names, unit, diagnostics);
}

fn fill_table(table: &mut Table, names: &Names, unit: &Unit, diagnostics: &mut Diagnostics) {
    table.entries.iter_mut().for_each(|entry| fill_value(&mut entry.value, names, unit, diagnostics));
}

fn fill_value(value: &mut Value, names: &Names, unit: &Unit, diagnostics: &mut Diagnostics) {
    match &mut value.data {
        Data::Text(text) if text.contains("{{") || text.contains("{%") => match engine().render_str(text, names) {
            Ok(filled) => *text = filled,
            Err(error) => {
                diagnostics.push(fault(text, &error, value.span.clone(), unit));
                value.data = Data::Faulty;
            }
        },
        Data::Array(items) => items.iter_mut().for_each(|item| fill_value(item, names, unit, diagnostics)),
        Data::Table(table) => fill_table(table, names, unit, diagnostics),
        _ => {}
    }
}

fn fault(text: &str, error: &minijinja::Error, span: crate::source::Span, unit: &Unit) -> Diagnostic {
    let keys = || unit.values.iter().map(|(key, _)| key.as_str());
    let asked = || {
        text.split("unit.")
            .skip(1)
            .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
    };
    match error.kind() {
        ErrorKind::UndefinedError => {
            let missing = asked().find(|name| !keys().any(|key| key == *name));
            let message = match missing {
                Some(name) => format!("`unit.{}` tidak ada pada unit ini", printable(name)),
                None => "templat memakai nama yang tidak dikenal".to_owned(),
            };
            let near = missing.and_then(|name| nearest(name, keys()));
            let known = keys().map(|key| format!("`unit.{}`", printable(key))).collect::<Vec<_>>().join(", ");
            let help = near.map_or(format!("yang ada: {known}"), |near| format!("maksudnya `unit.{near}`?"));
            Diagnostic::error("nama-templat-tak-dikenal", span, message).help(help)
        }
        ErrorKind::UnknownFilter => {
            Diagnostic::error("templat-salah", span, "saringan dalam `{{ ... }}` tidak dikenal")
                .help("yang ada: upper, lower, title, tanggal, default(\"...\")")
        }
        _ => Diagnostic::error("templat-salah", span, "tata tulis `{{ ... }}` tidak dapat dipahami")
            .help("tulis seperti `{{ unit.nama }}` atau `{{ unit.nama | upper }}`"),
    }
}

/// The name of an output by a pattern of `nama_keluaran`, `/` between its folders. The error says what is wrong with the pattern.
///
/// What stands in values cannot make folders, nor anything that a file system would refuse.
pub fn output_name(
    pattern: &str,
    file: &str,
    unit: Option<&Unit>,
    number: &str,
    title: &str,
) -> Result<String, String> {
    let mut names = names(unit, file, file_name);
    let sop = BTreeMap::from([("nomor", file_name(number)), ("judul", file_name(title))]);
    names.insert("sop".to_owned(), minijinja::Value::from_serialize(sop));
    let wrong = |_| {
        format!(
            "`nama_keluaran` tidak dapat diisi untuk `{file}`; yang ada: berkas, unit.kode (templat saja), sop.nomor, sop.judul"
        )
    };
    let name = engine().render_str(pattern, names).map_err(wrong)?;
    let hidden = name.split('/').any(|part| part.trim().starts_with('.'));
    let parts: Vec<String> =
        name.split('/').map(|part| file_name(part.trim())).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || hidden {
        return Err(format!("`nama_keluaran` memberi nama yang tidak dapat dipakai untuk `{file}`"));
    }
    Ok(parts.join("/"))
}

/// A text as part of a file's name, on any system.
fn file_name(text: &str) -> String {
    let safe = |char: char| if char.is_control() || "/\\:*?\"<>|".contains(char) { '-' } else { char };
    text.trim().chars().map(safe).collect::<String>().trim_end_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_make_no_folders() {
        let unit = Unit { code: "a/b".into(), values: vec![("kode".into(), "a/b".into())] };
        let name = |pattern| output_name(pattern, "renja", Some(&unit), "070/12", "Rencana: Kerja");
        assert_eq!(name("{{ unit.kode }}/{{ berkas }}").as_deref(), Ok("a-b/renja"));
        assert_eq!(name("{{ sop.nomor }} {{ sop.judul }}").as_deref(), Ok("070-12 Rencana- Kerja"));
        assert!(name("../{{ berkas }}").is_err() && name("{{ berks }}").is_err());
    }

    #[test]
    fn filters_speak_both_languages() {
        let names = Names::from([("x".to_owned(), "KECAMATAN DI UJUNG".into()), ("t".to_owned(), "2016-08-01".into())]);
        let filled = |text| engine().render_str(text, &names).expect("a sound template");
        assert_eq!(filled("{{ x | title }}, {{ x | kecil }}"), "Kecamatan di Ujung, kecamatan di ujung");
        assert_eq!(filled("{{ t | tanggal }} {{ y | default('-') }}"), "1 Agustus 2016 -");
    }
}
