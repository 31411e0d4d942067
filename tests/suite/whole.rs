//! The register and the book of a folder.

use std::fs;
use std::path::Path;

use lopdf::Document;
use serde_json::Value;

use crate::program::{files, folder, lajur, root, write};

/// A small SOP; `more` stands in front of its rows.
fn spec(title: &str, more: &str) -> String {
    format!(
        "instansi.nama = \"KECAMATAN CONTOH\"\npelaksana = [{{ nama = \"Staf\" }}, {{ nama = \"Camat\" }}]\n{more}\n[sop]\njudul = \"{title}\"\n\
         [[kegiatan]]\nuraian = \"Menyerahkan arsip\"\npelaksana = \"Staf\"\n[[kegiatan]]\nuraian = \"Menerima arsip\"\npelaksana = \"Camat\"\n"
    )
}

/// The fonts of a PDF, without the letters that mark a subset.
fn fonts(pdf: &Path) -> Vec<String> {
    let document = Document::load(pdf).unwrap();
    let name = |object: &lopdf::Object| {
        let name = object.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok()?;
        Some(String::from_utf8_lossy(name).split('+').next_back()?.to_owned())
    };
    let mut fonts: Vec<_> = document.objects.values().filter_map(name).collect();
    fonts.sort();
    fonts
}

#[test]
fn a_book_sets_each_sheet_in_its_own_fonts() {
    let out = folder("book-fonts");
    for (file, font) in [("a.ttf", "LiberationSerif-Bold.ttf"), ("b.otf", "texgyrebonum-regular.otf")] {
        write(out.join("sop").join(file), fs::read(root().join("fonts").join(font)).unwrap());
    }
    write(out.join("sop/1.toml"), spec("Satu", ""));
    write(out.join("sop/2.toml"), spec("Dua", "format.huruf = \"a.ttf\""));
    write(out.join("sop/3.toml"), spec("Tiga", "format.huruf = \"b.otf\""));
    lajur(&out).run("book sop -o buku.pdf").expect(0);
    let fonts = fonts(&out.join("buku.pdf"));
    for wanted in ["LiberationSans", "LiberationSerif-Bold", "TeXGyreBonum"] {
        assert!(fonts.iter().any(|font| font.starts_with(wanted)), "{wanted} is not among {fonts:?}");
    }
}

#[test]
fn volumes_hold_every_sheet_and_do_not_go_to_standard_output() {
    let out = folder("book-volumes");
    for name in ["a", "b", "c"] {
        write(out.join(format!("sop/{name}.toml")), spec(name, ""));
    }
    lajur(&out).run("book sop -o buku.pdf").expect(0);
    lajur(&out).run("buku sop -o jilid.pdf --maks-halaman 6").expect(0);
    let pages = |file: &str| Document::load(out.join(file)).unwrap().get_pages().len();
    let volumes: Vec<_> = files(&out).into_iter().filter(|file| file.starts_with("jilid-")).collect();
    assert!(volumes.len() > 1 && volumes.iter().all(|volume| pages(volume) <= 6), "{volumes:?}");
    let before = files(&out);
    lajur(&out).run("book sop -o - --maks-halaman 6").expect(2);
    assert_eq!(files(&out), before);
    assert!(lajur(&out).run("book sop -o -").expect(0).out.starts_with(b"%PDF"));
    assert!(pages("buku.pdf") >= 3 + 3 * 2);
}

#[test]
fn the_register_lists_every_sop_and_finds_what_is_wrong_with_all_of_them_together() {
    let out = folder("register");
    let numbered =
        |title: &str, number: &str| spec(title, "").replace("[sop]", &format!("[sop]\nnomor = \"{number}\""));
    write(out.join("a.toml"), numbered("Peminjaman Arsip", "065/01/2026"));
    write(out.join("b.toml"), numbered("Pemusnahan Arsip", "065/02/2026"));
    write(out.join("c.toml"), numbered("Pemusnahan Arsip", "065/02/2026"));
    let run = lajur(&out).run("list . -f json --sort judul").expect(0);
    let rows: Value = serde_json::from_slice(&run.out).unwrap();
    let titles: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["judul"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Peminjaman Arsip", "Pemusnahan Arsip", "Pemusnahan Arsip"]);
    for code in ["nomor-ganda", "judul-ganda"] {
        assert_eq!(run.err.matches(&format!("peringatan[{code}]")).count(), 1, "{code}: {}", run.err);
    }
    fs::remove_file(out.join("c.toml")).unwrap();
    assert_eq!(lajur(&out).run("daftar . -f csv").expect(0).err, "");
}
