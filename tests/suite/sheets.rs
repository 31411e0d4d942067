//! Every spec renders in every format; the small ones also as text that a reader can compare.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{files, folder, lajur, root, with_extension};

#[test]
fn every_spec_renders_in_every_format() {
    let out = folder("every_spec_renders_in_every_format");
    for specs in ["examples", "examples/galeri", "tests/sheets"] {
        let paths = with_extension(specs, "toml");
        let arguments = ["render", "-f", "pdf,svg,png,json", "--dpi", "40", "-o"].map(Into::into).into_iter();
        lajur(root()).run_with(arguments.chain([out.join(specs)]).chain(paths.clone()), b"").expect(0);
        for path in paths {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            check_files(&out.join(specs), &stem);
        }
    }
}

/// All formats of one sheet are whole, and of as many pages as they should.
fn check_files(folder: &Path, stem: &str) {
    let read = |name: &str| fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{stem}: {name}: {error}"));
    let geometry: Value = serde_json::from_slice(&read(&format!("{stem}.json"))).unwrap();
    let pages = geometry["pages"].as_array().unwrap().len();
    assert!(read(&format!("{stem}.pdf")).starts_with(b"%PDF-1.7"), "{stem}");
    let number = |page| if pages == 1 { String::new() } else { format!("-{page}") };
    for page in 1..=pages {
        let svg = String::from_utf8(read(&format!("{stem}{}.svg", number(page)))).unwrap();
        roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{stem}: {error}"));
        assert!(read(&format!("{stem}{}.png", number(page))).starts_with(b"\x89PNG"), "{stem}");
    }
    let numbered = format!("{stem}-");
    let is_page = |name: &&String| {
        name.strip_prefix(&numbered).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let count = files(folder).iter().filter(is_page).count();
    assert_eq!(count, if pages == 1 { 0 } else { 2 * pages }, "{stem}");
}

#[test]
fn layouts_are_as_accepted() {
    let out = folder("layouts_are_as_accepted");
    lajur(&root().join("tests/sheets")).run(&format!("render . -f json -o {}", out.display())).expect(0);
    let update = env::var_os("UPDATE").is_some();
    let golden = root().join("tests/golden");
    let mut differing = Vec::new();
    for path in with_extension("tests/sheets", "toml") {
        let stem = path.file_stem().unwrap().to_string_lossy();
        let geometry = serde_json::from_slice(&fs::read(out.join(format!("{stem}.json"))).unwrap()).unwrap();
        let (dump, accepted) = (dump(&geometry), golden.join(format!("{stem}.txt")));
        if update {
            fs::create_dir_all(&golden).unwrap();
            fs::write(&accepted, &dump).unwrap();
        } else if fs::read_to_string(&accepted).unwrap_or_default() != dump {
            fs::write(out.join(format!("{stem}.txt")), &dump).unwrap();
            differing.push(stem.into_owned());
        }
    }
    assert!(
        differing.is_empty(),
        "{differing:?}: compare {} with {}; `UPDATE=1` accepts",
        golden.display(),
        out.display()
    );
}

/// The geometry as text, a line for each thing.
fn dump(geometry: &Value) -> String {
    let mut text = String::new();
    for (kind, things) in geometry.as_object().unwrap() {
        // All but the stamp are lists.
        for thing in things.as_array().into_iter().flatten() {
            let fields = thing.as_object().unwrap().iter().map(|(key, value)| format!(" {key}={value}"));
            writeln!(text, "{kind}{}", fields.collect::<String>()).unwrap();
        }
    }
    text
}
