//! What others find in our PDFs: qpdf and veraPDF no fault, poppler a tag tree that reads from end to end, and the words of the spec
//! within it.
//!
//! Programs that are not installed cannot be asked: then these tests say which checks were left out, straight to the terminal.
//! `.ci/run` installs all of them, and there nothing is left out.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use toml::{Table, Value};

use crate::program::{folder, lajur, root, with_extension};
use crate::tags::Node;

/// The PDFs of all examples, of the gallery and of the test sheets, each with its spec.
fn pdfs() -> &'static [(PathBuf, PathBuf)] {
    static PDFS: OnceLock<Vec<(PathBuf, PathBuf)>> = OnceLock::new();
    PDFS.get_or_init(|| {
        let out = folder("archive");
        let render = |specs: &str| {
            let (out, paths) = (out.join(specs), with_extension(specs, "toml"));
            let arguments = ["render".into(), "-o".into(), out.clone()].into_iter();
            lajur(root()).run_with(arguments.chain(paths.clone()), b"").expect(0);
            let pdf = move |spec: PathBuf| (out.join(spec.file_stem().unwrap()).with_extension("pdf"), spec);
            paths.into_iter().map(pdf)
        };
        ["examples", "examples/galeri", "tests/sheets"].into_iter().flat_map(render).collect()
    })
}

/// Says that a check was left out. The harness swallows what passing tests print, but not this.
fn left_out(check: &str, program: &str) {
    let line = format!("\nDILEWATI: {check}: {program} tidak terpasang; `.ci/run` memasang dan menjalankannya\n");
    std::io::stderr().write_all(line.as_bytes()).ok();
}

/// Whether a program is there.
fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

/// The tag tree of a PDF as poppler reads it.
fn tag_tree(pdf: &Path) -> Node {
    let output = Command::new("pdfinfo").arg("-struct-text").arg(pdf).output().unwrap();
    assert!(output.status.success(), "{}", pdf.display());
    Node::read(&String::from_utf8(output.stdout).unwrap())
}

#[test]
fn qpdf_finds_no_fault() {
    if !has("qpdf") {
        return left_out("susunan berkas PDF (qpdf --check)", "qpdf");
    }
    for (pdf, _) in pdfs() {
        let output = Command::new("qpdf").arg("--check").arg(pdf).output().unwrap();
        assert!(output.status.success(), "{}: {}", pdf.display(), String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn verapdf_finds_no_fault() {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cache")));
    let home = env::var_os("VERAPDF_HOME").map(PathBuf::from).or_else(|| Some(cache?.join("lajur-verapdf")));
    if !home.is_some_and(|home| home.join("classes/Check.class").exists()) || !has("java") {
        return left_out("PDF/A-2a dan PDF/UA-1", "veraPDF");
    }
    // One that has some of everything; `.ci/run` asks about all.
    let (pdf, _) = pdfs().iter().find(|(pdf, _)| pdf.ends_with("acuan.pdf")).unwrap();
    let output = Command::new(root().join(".ci/verapdf/check")).arg("2a,ua1").arg(pdf).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn tag_trees_are_as_accepted() {
    if !has("pdfinfo") {
        return left_out("pohon tag untuk pembaca layar (pdfinfo -struct-text)", "poppler-utils");
    }
    let mut differing = Vec::new();
    for (pdf, spec) in pdfs() {
        let read = tag_tree(pdf).read_out();
        let stem = spec.file_stem().unwrap().to_string_lossy();
        let accepted = root().join(format!("tests/golden/{stem}.tags.txt"));
        if env::var_os("UPDATE").is_some() {
            fs::write(&accepted, &read).unwrap();
        }
        if fs::read_to_string(&accepted).unwrap_or_default() != read {
            differing.push(format!("{stem}:\n{read}"));
        }
    }
    assert!(differing.is_empty(), "`UPDATE=1` accepts\n{}", differing.join("\n"));
}

/// Whoever searches a PDF for words of its spec finds them in one cell.
#[test]
fn the_words_of_a_spec_stand_together_in_its_pdf() {
    if !has("pdfinfo") {
        return left_out("kata-kata spec di dalam PDF (pdfinfo -struct-text)", "poppler-utils");
    }
    let mut count = 0;
    for (pdf, spec) in pdfs() {
        let (mut cells, mut texts) = (Vec::new(), BTreeSet::new());
        tag_tree(pdf).texts(&mut cells);
        let mut document: Table = fs::read_to_string(spec).unwrap().parse().unwrap();
        let form = document.get("format").and_then(Value::as_table);
        if form.and_then(|form| form.get("identitas")) == Some(&Value::Boolean(false)) {
            document.retain(|key, _| ["prosedur", "pelaksana", "kegiatan"].contains(&key));
        }
        collect(&Value::Table(document), "", &mut texts);
        for text in &texts {
            let found = cells.iter().any(|cell: &String| cell.replace('*', "").contains(text));
            assert!(found, "{}: {text:?} is in none of\n{cells:#?}", spec.display());
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
    "keterkaitan",
    "peralatan",
    "peringatan",
    "pencatatan",
    "judul",
    "jabatan",
    "nama",
    "pangkat",
];

fn collect(value: &Value, key: &str, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if PRINTED.contains(&key) => {
            // A typed list becomes a list, a line a line of its own.
            texts.extend(text.lines().map(bare));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, key, texts)),
        Value::Table(table) => table.iter().for_each(|(key, value)| collect(value, key, texts)),
        _ => {}
    }
}

/// A line without stars, soft hyphens and a typed mark, with single blanks.
fn bare(line: &str) -> String {
    let line = line.replace(['*', '\\', '\u{ad}'], "");
    let words: Vec<&str> = line.split_whitespace().collect();
    let marked = words.first().is_some_and(|word| {
        let counter = word.trim_end_matches(['.', ')']);
        *word == "-" || (counter.len() < word.len() && counter.len() == 1 && !counter.contains(char::is_uppercase))
    });
    words[usize::from(marked)..].join(" ")
}
