//! What revisions change, in words: each folder of `tests/revisions/` holds `lama.toml`, `baru.toml` and the accepted sentences.

use std::{env, fs};

use crate::program::{files, folder, lajur, root};

#[test]
fn revisions_are_told_as_accepted() {
    let cases = root().join("tests/revisions");
    let mut names: Vec<_> = fs::read_dir(&cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    assert!(!names.is_empty());
    for case in names {
        let told = lajur(&case).run("diff lama.toml baru.toml").expect(0);
        let accepted = case.join("beda.txt");
        if env::var_os("UPDATE").is_some() {
            fs::write(&accepted, told.text()).unwrap();
        }
        let expected = fs::read_to_string(&accepted).unwrap_or_default();
        assert_eq!(told.text(), expected, "{}: UPDATE=1 accepts what is told now", case.display());
    }
}

#[test]
fn a_version_does_not_differ_from_itself() {
    for sheet in ["examples/acuan.toml", "examples/acuan-prosedur.toml", "tests/sheets/symbols-in-one-cell.toml"] {
        let told = lajur(root()).run(&format!("beda {sheet} {sheet}")).expect(0);
        assert!(told.text().ends_with("\nTidak ada perubahan.\n"), "{sheet}: {}", told.text());
    }
}

#[test]
fn the_marked_sheet_stands_beside_the_sheet() {
    let out = folder("the_marked_sheet_stands_beside_the_sheet");
    let arguments = format!("diff lama.toml baru.toml -f pdf,svg -o {}", out.display());
    let case = root().join("tests/revisions/kegiatan");
    lajur(&case).run(&arguments).expect(0);
    let written = files(&out);
    assert!(written.contains(&"baru-perubahan.pdf".to_owned()), "{written:?}");
    let pages: Vec<String> = written.iter().filter(|name| name.ends_with(".svg")).cloned().collect();
    let svg = |name: &String| fs::read_to_string(out.join(name)).unwrap();
    assert!(pages.iter().any(|name| svg(name).contains("lajur-mark")), "{written:?}");
    assert!(svg(&pages[pages.len() - 1]).contains("DAFTAR"), "the list of changes is the last page");
}
