//! What others read out of a PDF: the tag tree as poppler sees it, and the words of the spec within it.
//!
//! Where poppler is not installed these tests say that they were left out.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::process::Command;

use toml::{Table, Value};

use crate::program::{folder, lajur, root, with_extension};

/// The tag tree of a PDF, as text; none where there is nobody to read it.
fn tag_tree(spec: &str, test: &str) -> Option<String> {
    if Command::new("pdfinfo").arg("-v").output().is_err() {
        // Straight to the terminal: the harness swallows what passing tests print.
        let left_out =
            format!("DILEWATI: {test}: pdfinfo (poppler-utils) tidak terpasang, jadi {spec} tidak diperiksa\n");
        let _ = std::io::Write::write_all(&mut std::io::stderr(), left_out.as_bytes());
        return None;
    }
    let out = folder(&format!("{test}-{}", spec.replace('/', "-")));
    lajur(root()).run(&format!("render {spec} -o {}", out.join("a.pdf").display())).expect(0);
    let output = Command::new("pdfinfo").arg("-struct-text").arg(out.join("a.pdf")).output().unwrap();
    assert!(output.status.success(), "{spec}");
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn tag_trees_are_as_accepted() {
    for name in ["examples/pertama", "tests/sheets/several-procedures", "tests/sheets/signed-at-the-end"] {
        let Some(tree) = tag_tree(&format!("{name}.toml"), "tag_trees_are_as_accepted") else { return };
        // Places are the layout's part, which has its own accepted files.
        let lines = tree.lines().filter(|line| !line.contains("/BBox") && !line.trim_start().starts_with("Object "));
        let tree: String = lines.flat_map(|line| [line.trim_end(), "\n"]).collect();
        let stem = name.rsplit('/').next().unwrap();
        let accepted = root().join(format!("tests/golden/{stem}.struct.txt"));
        if env::var_os("UPDATE").is_some() {
            fs::write(&accepted, &tree).unwrap();
        }
        let accepted = fs::read_to_string(&accepted).unwrap_or_default();
        assert!(accepted == tree, "{name}: `UPDATE=1` accepts\n{tree}");
    }
}

/// Whoever searches a PDF for words of its spec finds them in one cell.
#[test]
fn the_words_of_a_spec_stand_together_in_its_pdf() {
    let mut count = 0;
    for path in with_extension("examples", "toml") {
        let spec = format!("examples/{}", path.file_name().unwrap().to_string_lossy());
        let Some(tree) = tag_tree(&spec, "the_words_of_a_spec_stand_together") else { return };
        let cells: Vec<_> = tree.lines().filter(|line| line.trim_start().starts_with('"')).map(plain).collect();
        let document: Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        let mut texts = BTreeSet::new();
        collect(&Value::Table(document), "", &mut texts);
        for text in &texts {
            assert!(cells.iter().any(|cell| cell.contains(text)), "{spec}: {text:?} is in none of\n{cells:#?}");
        }
        count += texts.len();
    }
    assert!(count > 200, "{count}");
}

/// Keys whose texts are printed as they stand.
const PRINTED: &[&str] = &[
    "uraian",
    "kelengkapan",
    "output",
    "keterangan",
    "dasar_hukum",
    "kualifikasi_pelaksana",
    "peralatan",
    "peringatan",
    "pencatatan",
    "judul",
    "jabatan",
    "pangkat",
];

fn collect(value: &Value, key: &str, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if PRINTED.contains(&key) => {
            // A typed list becomes a list, a line a line of its own.
            let lines = text.lines().map(|line| line.trim_start_matches("- "));
            texts.extend(lines.map(plain).filter(|line| !line.is_empty()));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, key, texts)),
        Value::Table(table) => table.iter().for_each(|(key, value)| collect(value, key, texts)),
        _ => {}
    }
}

/// Without emphasis, quotes, blanks and soft hyphens: where lines break is no matter.
fn plain(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace() && !"*\"\\\u{ad}".contains(*char)).collect()
}
