//! The book of a folder: what it holds, and where its links lead.

use std::fs;
use std::path::Path;

use lopdf::{Dictionary, Document, Object};

use crate::program::{files, folder, lajur, root, write};

/// A small SOP; `more` stands in front of its rows.
pub(crate) fn spec(title: &str, more: &str) -> String {
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

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).and_then(|(_, object)| object.as_dict()).unwrap()
}

/// The page that a `/Dest` leads to, from 1.
fn destination(document: &Document, holder: &Dictionary) -> usize {
    let page = holder.get(b"Dest").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    document.get_pages().into_iter().find(|(_, id)| *id == page).expect("it leads to a page").0 as usize
}

/// The bookmarks, each with its page, from 1.
fn bookmarks(document: &Document) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut open = vec![dictionary(document, document.catalog().unwrap().get(b"Outlines").unwrap())];
    while let Some(mark) = open.pop() {
        if let Ok(title) = mark.get(b"Title") {
            found.push((lopdf::decode_text_string(title).unwrap(), destination(document, mark)));
        }
        for key in [&b"Next"[..], b"First"] {
            open.extend(mark.get(key).ok().map(|object| dictionary(document, object)));
        }
    }
    found
}

/// The links: what each says, and its annotation.
fn links(document: &Document) -> Vec<(String, &Dictionary)> {
    let mut found = Vec::new();
    for page in document.get_pages().into_values() {
        for annotation in document.get_page_annotations(page).unwrap() {
            let says = annotation.get(b"Contents").unwrap();
            found.push((lopdf::decode_text_string(says).unwrap(), annotation));
        }
    }
    found
}

/// So many SOPs of two offices, `S1`, `S2` ..., each with a link to the next and the last to the first.
fn chain(folder: &Path, count: usize) {
    for number in 1..=count {
        let next =
            format!("identitas.keterkaitan = [{{ teks = \"Berikutnya\", sop = \"s{:02}\" }}]", number % count + 1);
        let office = if number * 2 > count { "KECAMATAN LAIN" } else { "KECAMATAN CONTOH" };
        let spec = spec(&format!("S{number}"), &next).replace("KECAMATAN CONTOH", office);
        write(folder.join(format!("sop/s{number:02}.toml")), spec);
    }
}

#[test]
fn the_contents_lead_to_the_pages_that_they_name() {
    let out = folder("book-contents");
    chain(&out, 40);
    lajur(&out).run("book sop -o buku.pdf").expect(0);
    let document = Document::load(out.join("buku.pdf")).unwrap();
    let marks = bookmarks(&document);
    let page_of = |title: &str| marks.iter().find(|(other, _)| other == title).expect("it has a bookmark").1;
    let mut named = 0;
    for (says, link) in links(&document) {
        let page = destination(&document, link);
        match says.split_once(", halaman ") {
            Some((title, number)) => {
                assert_eq!((page, number), (page_of(title), &*page.to_string()), "{says}");
                named += 1;
            }
            None => assert!(marks.iter().any(|(title, at)| *at == page && title.starts_with('S')), "{says}"),
        }
    }
    assert_eq!(named, 40 * 2, "title and number of each SOP");
    let offices: Vec<_> = marks.iter().filter(|(title, _)| title.starts_with("KECAMATAN")).collect();
    assert_eq!(offices.len(), 2, "{offices:?}");
}

#[test]
fn a_link_to_another_volume_opens_the_page_of_its_sop() {
    let out = folder("book-between-volumes");
    chain(&out, 4);
    lajur(&out).run("book sop -o buku.pdf --maks-halaman 8").expect(0);
    let names: Vec<_> =
        files(&out).into_iter().filter_map(|file| Some(file.strip_suffix(".pdf")?.to_owned())).collect();
    assert!(names.len() > 1, "{names:?}");
    let volume = |name: &str| Document::load(out.join(format!("{name}.pdf"))).unwrap();
    let mut crossing = 0;
    for name in &names {
        let document = volume(name);
        for (says, link) in links(&document) {
            let Ok(action) = link.get(b"A") else { continue };
            let action = dictionary(&document, action);
            let file = dictionary(&document, action.get(b"F").unwrap()).get(b"UF").unwrap();
            let file = lopdf::decode_text_string(file).unwrap();
            let page = action.get(b"D").unwrap().as_array().unwrap()[0].as_i64().unwrap();
            let marks = bookmarks(&volume(file.strip_suffix(".pdf").unwrap()));
            let there = marks.iter().any(|(title, at)| title.starts_with('S') && *at as i64 == page + 1);
            assert!(there, "{says} leads to page {page} of {file}: {marks:?}");
            crossing += 1;
        }
    }
    assert!(crossing >= names.len(), "each volume leads to the next");
}

#[test]
fn the_monitoring_form_is_bound_in_or_printed_alone() {
    let out = folder("book-monitoring");
    chain(&out, 3);
    lajur(&out).run("book sop -o tanpa.pdf").expect(0);
    lajur(&out).run("book sop -o dengan.pdf --pemantauan").expect(0);
    lajur(&out).run("book sop -o saja.pdf --pemantauan=saja").expect(0);
    let marks = |file: &str| bookmarks(&Document::load(out.join(file)).unwrap());
    let form = |file: &str| marks(file).into_iter().find(|(title, _)| title == "Formulir monitoring").map(|(_, at)| at);
    let pages = |file: &str| Document::load(out.join(file)).unwrap().get_pages().len();
    assert_eq!(form("tanpa.pdf"), None);
    assert_eq!(form("dengan.pdf"), Some(pages("tanpa.pdf") + 1), "behind the sheets");
    assert_eq!((form("saja.pdf"), pages("saja.pdf")), (Some(1), 1));
}

#[test]
fn a_book_that_was_stamped_stays_and_leaves_nothing_beside_it() {
    let out = folder("book-stamped");
    chain(&out, 2);
    lajur(&out).run("book sop -o buku.pdf").expect(0);
    let again = lajur(&out).run("book sop -o buku.pdf").expect(0);
    assert!(again.err.starts_with("Tidak berubah"), "{}", again.err);
    let stamped = [fs::read(out.join("buku.pdf")).unwrap(), b"% stempel\n".to_vec()].concat();
    write(out.join("buku.pdf"), &stamped);
    lajur(&out).run("book sop -o buku.pdf").expect(0);
    assert!(fs::read(out.join("buku.pdf")).unwrap() == stamped);
    assert_eq!(files(&out), ["buku.pdf", "sop/s01.toml", "sop/s02.toml"]);
    lajur(&out).run("book sop -o buku.pdf --force").expect(0);
    assert!(fs::read(out.join("buku.pdf")).unwrap() != stamped);
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
