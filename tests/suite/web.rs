//! What goes on web pages: tall pictures, pieces of HTML, and sites.

use std::fs;
use std::path::PathBuf;

use roxmltree::{Document, Node};

use crate::program::{files, folder, lajur, root, write};

/// A folder with the examples of these names, and their pictures.
fn examples(name: &str, specs: &[&str]) -> PathBuf {
    let out = folder(name);
    for file in specs.iter().map(|spec| format!("{spec}.toml")).chain(["lambang.svg".into(), "qr.svg".into()]) {
        write(out.join("sop").join(&file), fs::read(root().join("examples").join(&file)).unwrap());
    }
    out
}

/// The named groups of a picture, in order.
fn names<'a>(document: &'a Document<'_>, role: &str) -> Vec<&'a str> {
    let is = |node: &Node<'_, '_>| node.tag_name().name() == "g" && node.attribute("role") == Some(role);
    document.descendants().filter(is).filter_map(|node| node.attribute("aria-label")).collect()
}

#[test]
fn a_tall_picture_has_each_activity_once_and_no_pentagon() {
    let out = examples("tall", &["dpmd-kalsel"]);
    lajur(&out).run("render sop/dpmd-kalsel.toml -f svg --menerus -o tinggi").expect(0);
    lajur(&out).run("render sop/dpmd-kalsel.toml -f svg --continuous --no-identity -o tabel").expect(0);
    lajur(&out).run("render sop/dpmd-kalsel.toml -f svg -o halaman").expect(0);
    assert_eq!(files(&out.join("tinggi")), ["dpmd-kalsel.svg"]);
    let whole = fs::read_to_string(out.join("tinggi/dpmd-kalsel.svg")).unwrap();
    let bare = fs::read_to_string(out.join("tabel/dpmd-kalsel.svg")).unwrap();
    assert!(whole.contains("Dasar Hukum") && !bare.contains("Dasar Hukum"));
    for text in [&whole, &bare] {
        assert!(!text.contains("Penghubung"));
        let steps: Vec<_> = (1..14).map(|step| format!("Kegiatan {step}")).collect();
        assert_eq!(names(&Document::parse(text).unwrap(), "group"), steps);
    }
    // Pages say the same activities in the same words.
    let mut paged = Vec::new();
    for page in files(&out.join("halaman")) {
        let text = fs::read_to_string(out.join("halaman").join(page)).unwrap();
        paged.extend(names(&Document::parse(&text).unwrap(), "img").iter().map(|&name| name.to_owned()));
    }
    assert_eq!(names(&Document::parse(&whole).unwrap(), "img"), paged);
}

#[test]
fn a_tall_picture_takes_the_place_of_pages() {
    let out = examples("tall-instead", &["pertama"]);
    lajur(&out).run("render sop/pertama.toml -f svg -o hasil").expect(0);
    assert_eq!(files(&out.join("hasil")), ["pertama-1.svg", "pertama-2.svg"]);
    lajur(&out).run("render sop/pertama.toml -f svg --continuous -o hasil").expect(0);
    assert_eq!(files(&out.join("hasil")), ["pertama.svg"]);
}

#[test]
fn a_link_leads_to_the_first_page_of_the_other_sop() {
    let out = examples("first-page", &["pertama", "acuan"]);
    let link = || fs::read_to_string(out.join("hasil/pertama-1.svg")).unwrap();
    lajur(&out).run("render sop/pertama.toml -f svg -o hasil").expect(0);
    assert!(link().contains("href=\"acuan-1.svg\""));
    fs::copy(root().join("examples/galeri/satu-lajur.toml"), out.join("sop/acuan.toml")).unwrap();
    lajur(&out).run("render sop/acuan.toml -f svg -o hasil").expect(0);
    let single = out.join("hasil/acuan.svg").exists();
    lajur(&out).run("render sop/pertama.toml -f svg -o hasil").expect(0);
    assert!(link().contains(if single { "href=\"acuan.svg\"" } else { "href=\"acuan-1.svg\"" }));
}

#[test]
fn pieces_for_a_page_are_html_that_says_what_it_shows() {
    let out = examples("pieces", &["pertama"]);
    let embed = |way: &str| {
        let run = lajur(&out).run(&format!("sematkan sop/pertama.toml {way}")).expect(0);
        String::from_utf8(run.out).unwrap()
    };
    let figure = embed("--continuous");
    assert!(figure.starts_with("<figure>") && figure.contains("<a href=\"pertama.pdf\" download>"));
    assert_eq!(figure.matches("<img src=\"pertama.svg\" alt=\"SOP Penerbitan Surat Keterangan Usaha: ").count(), 1);
    assert_eq!(embed("--as img").matches("Halaman 2 dari 2").count(), 1);
    let inline = embed("--as inline --continuous --id-prefix usaha");
    let document = Document::parse(&inline).unwrap();
    let mut ids = document.descendants().filter_map(|node| node.attribute("id"));
    assert!(ids.all(|id| id.starts_with("usaha-1-")) && inline.starts_with("<svg "));
    lajur(&out).run("embed sop/pertama.toml --as gambar").expect(2);
}

#[test]
fn a_site_is_whole_and_written_once() {
    let out = examples("site", &["pertama", "acuan"]);
    write(out.join("sop/lajur.toml"), "[proyek]\nnama = \"SOP <Contoh>\"\n");
    fs::create_dir(out.join("sop/seksi umum")).unwrap();
    let moved =
        fs::read_to_string(out.join("sop/acuan.toml")).unwrap().replace("\"lambang.svg\"", "\"../lambang.svg\"");
    write(out.join("sop/seksi umum/acuan.toml"), moved.replace("\"qr.svg\"", "\"../qr.svg\""));
    fs::remove_file(out.join("sop/acuan.toml")).unwrap();
    write(out.join("sop/rusak.toml"), "[sop]\n");
    let run = lajur(&out).run("situs sop -o web").expect(1);
    assert!(run.err.contains("rusak.toml") && run.err.contains("2 SOP; 7 berkas ditulis"), "{}", run.err);
    let names = ["cari.js", "gaya.css", "index.html", "pertama.html", "pertama.pdf"];
    let below = ["seksi umum/acuan.html", "seksi umum/acuan.pdf"];
    assert_eq!(files(&out.join("web")), [&names[..], &below[..]].concat());
    let page = |name: &str| fs::read_to_string(out.join("web").join(name)).unwrap();
    assert!(page("index.html").contains("<h1>SOP &lt;Contoh&gt;</h1>"));
    assert!(page("index.html").contains("href=\"seksi%20umum/acuan.html\""));
    assert!(page("index.html").contains("<time datetime=\"2026-02-02\">2 Februari 2026</time>"));
    assert!(page("pertama.html").contains("<a href=\"seksi%20umum/acuan.html\">SOP Pengelolaan Surat Masuk</a>"));
    assert!(page("seksi umum/acuan.html").contains("href=\"../gaya.css\""));
    // Nothing changes, nothing is written; with other templates only pages are.
    assert!(lajur(&out).run("site sop -o web").expect(1).err.contains("0 berkas ditulis, 7 tidak berubah"));
    lajur(&out).run("site --write-templates templat").expect(0);
    write(out.join("templat/sop.html"), "{{ sop.judul }}|{{ sop.unit }}\n");
    assert!(lajur(&out).run("site sop -o web --templates templat").expect(1).err.contains("2 berkas ditulis"));
    assert_eq!(page("pertama.html"), "Penerbitan Surat Keterangan Usaha|KECAMATAN SUKAMAJU\n");
    write(out.join("templat/sop.html"), "{% if %}");
    let fault = lajur(&out).run("site sop -o web --templates templat").expect(2).err;
    assert!(fault.contains("sop.html:1: templat tidak dapat dipakai"), "{fault}");
}

#[test]
fn pages_of_a_site_have_their_own_names_and_links_follow_them() {
    let out = folder("site-names");
    let spec = |title: &str, link: &str| {
        format!(
            "instansi.nama = \"KECAMATAN CONTOH\"\npelaksana = [{{ nama = \"Staf\" }}, {{ nama = \"Camat\" }}]\n{link}\n[sop]\njudul = \"{title}\"\n\
             [[kegiatan]]\nuraian = \"Menyerahkan arsip\"\npelaksana = \"Staf\"\n"
        )
    };
    write(out.join("sop/lajur.toml"), "[proyek]\nnama_keluaran = \"SOP-{{ berkas }}\"\n");
    write(out.join("sop/a.toml"), spec("Satu", "identitas.keterkaitan = [{ teks = \"SOP Dua\", sop = \"b\" }]"));
    write(out.join("sop/b.toml"), spec("Dua", ""));
    lajur(&out).run("site sop -o situs").expect(0);
    assert!(files(&out.join("situs")).contains(&"SOP-b.html".to_owned()));
    assert!(fs::read_to_string(out.join("situs/SOP-a.html")).unwrap().contains("href=\"SOP-b.html\""));
    // Two of one name would overwrite each other.
    write(out.join("sop/lajur.toml"), "[proyek]\nnama_keluaran = \"satu\"\n");
    lajur(&out).run("site sop -o lain").expect(2);
    assert!(!out.join("lain").exists());
}

#[test]
fn pieces_name_files_as_addresses() {
    let out = folder("addresses");
    write(out.join("surat #2.toml"), fs::read(root().join("examples/galeri/bercabang.toml")).unwrap());
    let piece = lajur(&out).run_with(["embed", "surat #2.toml", "--as", "figure"], b"").expect(0);
    assert!(piece.text().contains("href=\"surat%20%232.pdf\""), "{}", piece.text());
}
