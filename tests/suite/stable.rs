//! Same spec, same bytes: whatever the run, the folder, the number of jobs, the locale and the time zone.

use std::fs;
use std::path::Path;

use crate::program::{Program, files, folder, lajur, root};

/// Renders all examples in all formats.
fn render(out: &Path, program: Program, more: &str) {
    let examples = root().join("examples");
    let line = format!("render {} -f pdf,svg,png,json --dpi 40 -o {} {more}", examples.display(), out.display());
    program.run(&line).expect(0);
}

#[track_caller]
fn assert_same(one: &Path, other: &Path) {
    assert_eq!(files(one), files(other));
    for name in files(one) {
        assert!(fs::read(one.join(&name)).unwrap() == fs::read(other.join(&name)).unwrap(), "{name} differs");
    }
}

#[test]
fn neither_run_nor_jobs_nor_surroundings_change_a_byte() {
    let out = folder("surroundings");
    render(&out.join("satu"), lajur(root()), "-j 1");
    let elsewhere =
        lajur(&out).env("LC_ALL", "tr_TR.UTF-8").env("TZ", "Pacific/Kiritimati").env("HOME", "/nonexistent");
    render(&out.join("dua"), elsewhere, "-j 5");
    assert_same(&out.join("satu"), &out.join("dua"));
}

#[test]
fn the_folder_of_a_spec_changes_no_byte() {
    let out = folder("folder_of_a_spec");
    let copy = out.join("salinan dengan spasi");
    fs::create_dir_all(&copy).unwrap();
    for name in ["kalipare.toml", "lambang.svg"] {
        fs::copy(root().join("examples").join(name), copy.join(name)).unwrap();
    }
    lajur(&copy).run("render kalipare.toml -f pdf,svg").expect(0);
    lajur(&root().join("examples"))
        .run(&format!("render kalipare.toml -f pdf,svg -o {}/hasil", out.display()))
        .expect(0);
    for name in ["kalipare.toml", "lambang.svg"] {
        fs::remove_file(copy.join(name)).unwrap();
    }
    assert_same(&copy, &out.join("hasil"));
}

#[test]
fn standard_output_has_the_bytes_of_the_file() {
    let out = folder("standard_output");
    let spec = fs::read_to_string(root().join("examples/pertama.toml")).unwrap().replace("logo =", "# logo =");
    fs::write(out.join("a.toml"), &spec).unwrap();
    lajur(&out).run("render a.toml").expect(0);
    let run = lajur(&out).run_with(["render", "-", "-o", "-"], spec.as_bytes()).expect(0);
    assert!(run.out == fs::read(out.join("a.pdf")).unwrap());
}
