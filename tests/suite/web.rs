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
    assert!(whole.contains(">Keterkaitan<") && !bare.contains(">Keterkaitan<"));
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
    // Strict policies refuse styles within elements.
    assert!(figure.contains(" width=\"100%\">") && !figure.contains("style="));
    assert!(embed("").contains("<a href=\"pertama-2.svg\">buka halaman 2</a>"));
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
    assert!(
        page("pertama.html").starts_with("Penerbitan Surat Keterangan Usaha|KECAMATAN SUKAMAJU\n<!-- lajur-situs ")
    );
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

/// A small spec.
fn small(title: &str, agency: &str) -> String {
    format!(
        "instansi.nama = \"{agency}\"\npelaksana = [{{ nama = \"Staf\" }}, {{ nama = \"Camat\" }}]\n[sop]\njudul = \"{title}\"\n\
         [[kegiatan]]\nuraian = \"Menyerahkan arsip\"\npelaksana = \"Staf\"\n"
    )
}

#[test]
fn the_index_names_the_units_of_the_project_in_their_order() {
    let out = folder("site-units");
    let units = "[[unit]]\nkode = \"tirta\"\nnama = \"Kecamatan Tirta\"\n[[unit]]\nkode = \"arga\"\nnama = \"Kecamatan Arga\"\n[proyek]\n";
    write(out.join("sop/lajur.toml"), units);
    write(out.join("sop/arsip.toml"), format!("untuk = \"unit\"\n{}", small("Arsip", "KABUPATEN CONTOH")));
    write(out.join("sop/arga/izin.toml"), small("Izin", "SEKSI PELAYANAN"));
    write(out.join("sop/surat.toml"), small("Surat", "KECAMATAN TIRTA"));
    write(out.join("sop/lain.toml"), small("Lain", "BAGIAN UMUM"));
    lajur(&out).run("site sop -o situs").expect(0);
    let index = fs::read_to_string(out.join("situs/index.html")).unwrap();
    let found = |pattern: &str| index.find(pattern).unwrap_or_else(|| panic!("{pattern} is missing in {index}"));
    let order = [
        ">Kecamatan Tirta <small>2 prosedur",
        "href=\"tirta/arsip.html\"",
        "href=\"surat.html\"",
        ">Kecamatan Arga <small>2 prosedur",
        "href=\"arga/arsip.html\"",
        "href=\"arga/izin.html\"",
        ">BAGIAN UMUM <small>1 prosedur",
    ];
    assert!(order.map(found).is_sorted(), "{index}");
}

#[test]
fn pages_of_sops_that_are_gone_are_told_and_pruned_and_nothing_else_is() {
    let out = folder("site-gone");
    for name in ["a", "b", "umum/c", "umum/d", "ditandatangani"] {
        write(out.join(format!("sop/{name}.toml")), small(name, "KECAMATAN CONTOH"));
    }
    lajur(&out).run("site sop -o situs").expect(0);
    lajur(&out).run("site sop/umum -o situs/lain").expect(0);
    for name in ["b", "umum/c", "umum/d", "ditandatangani"] {
        fs::remove_file(out.join(format!("sop/{name}.toml"))).unwrap();
    }
    // Of others: written by hand, changed by hand, signed.
    write(out.join("situs/kontak.html"), "<h1>Kontak</h1>");
    let changed = fs::read_to_string(out.join("situs/umum/d.html")).unwrap().replace("umum/d</h1>", "Umum/D</h1>");
    write(out.join("situs/umum/d.html"), changed);
    let mut signed = fs::read(out.join("situs/ditandatangani.pdf")).unwrap();
    signed.extend(b"1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n");
    write(out.join("situs/ditandatangani.pdf"), signed);
    let before = files(&out.join("situs"));
    let told = lajur(&out).run("site sop -o situs").expect(0).err;
    assert_eq!(told.matches("`--prune` menghapusnya").count(), 5, "{told}");
    assert_eq!(files(&out.join("situs")), before);
    // A unit that cannot be read takes nothing with it.
    write(out.join("sop/lajur.toml"), "[proyek\n");
    lajur(&out).run("site sop -o situs --prune").expect(1);
    fs::remove_file(out.join("sop/lajur.toml")).unwrap();
    lajur(&out).run("site sop -o situs --prune").expect(0);
    let gone = ["b.html", "b.pdf", "umum/c.html", "umum/c.pdf", "ditandatangani.html"];
    let left: Vec<_> = before.iter().filter(|name| !gone.contains(&name.as_str())).cloned().collect();
    assert_eq!(files(&out.join("situs")), left);
}

#[test]
fn off_page_symbols_lead_to_the_page_where_the_flow_goes_on() {
    let out = examples("off-page", &["dpmd-kalsel"]);
    write(out.join("sop/surat #2.toml"), fs::read(out.join("sop/dpmd-kalsel.toml")).unwrap());
    fs::remove_file(out.join("sop/dpmd-kalsel.toml")).unwrap();
    lajur(&out).run("render sop -f svg -o hasil").expect(0);
    let page = |number| fs::read_to_string(out.join(format!("hasil/surat #2-{number}.svg"))).unwrap();
    let leave = "href=\"surat%20%232-3.svg\" aria-label=\"Penghubung A, berlanjut ke halaman 3\"";
    assert!(page(2).contains(leave), "{}", page(2));
    assert!(page(3).contains("href=\"surat%20%232-2.svg\" aria-label=\"Penghubung A, dari halaman 2\""));
    // In one page of the web they lead within it.
    let run = lajur(&out).run_with(["embed", "sop/surat #2.toml", "--as", "inline", "--id-prefix", "p"], b"").expect(0);
    let piece = run.text();
    assert!(piece.contains("href=\"#p-3-lembar\"") && piece.contains("id=\"p-3-lembar\""));
}

#[test]
fn pieces_name_files_as_addresses() {
    let out = folder("addresses");
    write(out.join("surat #2.toml"), fs::read(root().join("examples/galeri/bercabang.toml")).unwrap());
    let piece = lajur(&out).run_with(["embed", "surat #2.toml", "--as", "figure"], b"").expect(0);
    assert!(piece.text().contains("href=\"surat%20%232.pdf\""), "{}", piece.text());
}
