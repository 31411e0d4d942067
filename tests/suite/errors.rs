//! Reports come where the spec announces them, and nowhere else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::program::{files, folder, lajur, root, with_extension};

/// File, line, `galat[code]`.
type Report = (String, usize, String);

/// What the comments of a spec announce.
fn announced(path: &Path) -> Vec<Report> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let text = fs::read_to_string(path).unwrap();
    let mut reports = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let comment = line.rsplit_once('#').map_or("", |(_, comment)| comment);
        for word in comment.split_whitespace() {
            if word.ends_with(']') && (word.starts_with("galat[") || word.starts_with("peringatan[")) {
                reports.push((name.clone(), number + 1, word.to_owned()));
            }
        }
    }
    reports
}

/// What the program reports, notes left out.
fn reported(json: &str) -> Vec<Report> {
    let mut reports = Vec::new();
    for line in json.lines() {
        let report: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| report[key].as_str().unwrap().to_owned();
        let level = match text("level").as_str() {
            "error" => "galat",
            "warning" => "peringatan",
            _ => continue,
        };
        let line = report["line"].as_u64().unwrap() as usize;
        reports.push((text("file"), line, format!("{level}[{}]", text("code"))));
    }
    reports
}

#[test]
fn reports_come_where_they_are_announced() {
    let run = lajur(&root().join("tests/errors")).run("check . --message-format json").expect(1);
    let reported: BTreeSet<_> =
        reported(run.text()).into_iter().map(|(file, line, what)| (file.replace("./", ""), line, what)).collect();
    let paths = with_extension("tests/errors", "toml");
    let announced: BTreeSet<_> = paths.iter().flat_map(|path| announced(path)).collect();
    let missing: Vec<_> = announced.difference(&reported).collect();
    let unexpected: Vec<_> = reported.difference(&announced).collect();
    assert!(missing.is_empty() && unexpected.is_empty(), "missing: {missing:#?}\nunexpected: {unexpected:#?}");
}

#[test]
fn a_spec_with_an_error_writes_nothing() {
    let out = folder("a_spec_with_an_error_writes_nothing");
    let faulty = with_extension("tests/errors", "toml")
        .into_iter()
        .filter(|path| announced(path).iter().any(|(_, _, what)| what.starts_with("galat")));
    let arguments = ["render", "-f", "pdf,svg,png,json", "-o", "."].map(Into::into);
    lajur(&out).run_with(arguments.into_iter().chain(faulty), b"").expect(1);
    assert_eq!(files(&out), [""; 0]);
}

#[test]
fn reports_are_readable() {
    for path in with_extension("tests/errors", "toml") {
        let run = lajur(root()).run_with(["check".as_ref(), path.as_os_str()], b"");
        let text = run.text();
        assert!(!text.chars().any(|char| char.is_control() && char != '\n'), "{text:?}");
        for (_, line, what) in announced(&path) {
            let place = format!("{}:{line}:", path.display());
            let found = text.lines().any(|line| line.starts_with(&place) && line.contains(&what));
            assert!(found, "{place} {what}\n{text}");
        }
    }
}
