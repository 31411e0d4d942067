//! The program as its users meet it: exit status, inputs, outputs, and the language it speaks.

use std::fs;
use std::path::Path;

use crate::program::{files, folder, lajur, root, write};

/// A spec of one page in all formats.
const SPEC: &str = r#"
[instansi]
nama = ["KECAMATAN CONTOH"]
[sop]
judul = "Pengarsipan"
[pengesahan]
jabatan = "CAMAT"
[identitas]
[format]
identitas = false
[[pelaksana]]
nama = "Staf"
[[pelaksana]]
nama = "Camat"
[[kegiatan]]
uraian = "Menyerahkan arsip"
pelaksana = "Staf"
[[kegiatan]]
uraian = "Menerima arsip"
pelaksana = "Camat"
"#;

/// A spec of at least three pages.
fn long() -> String {
    let row = "[[kegiatan]]\nuraian = \"Memeriksa arsip\"\npelaksana = \"Camat\"\n";
    SPEC.to_owned() + &row.repeat(60)
}

/// A spec with an error.
fn faulty() -> String {
    SPEC.replace("pelaksana = \"Camat\"", "pelaksana = \"Cmat\"")
}

#[track_caller]
fn assert_indonesian(text: &str) {
    let english = [
        "Usage",
        "Options",
        "Arguments",
        "Commands",
        "error:",
        "warning:",
        "default:",
        "possible",
        "aliases",
        "Print",
        "required",
        "unexpected",
        "argument",
        "For more information",
        "similar",
        "invalid",
        "No such file",
        "denied",
        "directory",
        "expected",
    ];
    for word in english {
        assert!(!text.contains(word), "{word:?} in {text}");
    }
}

#[test]
fn help_is_indonesian() {
    let root = root();
    let commands = ["", "render", "check", "new", "schema", "forms", "extract", "help"];
    for command in commands {
        let help = lajur(root).run(&format!("{command} --help")).expect(0);
        assert!(help.text().contains("Pemakaian: lajur"), "{}", help.text());
        assert_indonesian(help.text());
    }
    assert_eq!(lajur(root).run("help cetak").text(), lajur(root).run("render --bantuan").text());
}

#[test]
fn mistakes_on_the_command_line_are_told_in_indonesian() {
    let out = folder("mistakes");
    write(out.join("a.toml"), SPEC);
    let lines = [
        "",
        "rendr",
        "render",
        "render --frob a.toml",
        "render -f pdff a.toml",
        "render -j 0 a.toml",
        "render --dpi x a.toml",
        "render -o",
        "render tidak-ada.toml",
        "render a.toml -f pdf,svg -o -",
        "render a.toml a.toml",
        "render . -o -",
        "new",
        "new a b",
        "help frob",
        "render --id-prefix 1<> a.toml",
        "render --svg-text x a.toml",
        "render --pdf x a.toml",
        "check --message-format x a.toml",
        "render a.toml -o a.toml",
        "render --strict=1 a.toml",
        "new a.toml",
        "check a.toml/b.toml",
        "forms tidak-ada",
        "extract",
        "extract a.toml",
        "extract tidak-ada.pdf",
    ];
    for line in lines {
        let run = lajur(&out).run(line).expect(2);
        assert_indonesian(&run.err);
        assert!(run.out.is_empty(), "{line}");
    }
    assert_eq!(files(&out), ["a.toml"]);
}

#[test]
fn the_starter_renders_as_it_stands() {
    let out = folder("starter");
    lajur(&out).run("new sop/surat.toml").expect(0);
    let run = lajur(&out).run("cetak sop/surat.toml").expect(0);
    assert!(!run.err.contains("peringatan"), "{}", run.err);
    assert_eq!(files(&out), ["sop/surat.pdf", "sop/surat.toml"]);
    let text = fs::read(out.join("sop/surat.toml")).unwrap();
    lajur(&out).run("baru sop/surat.toml").expect(2);
    assert!(fs::read(out.join("sop/surat.toml")).unwrap() == text);
}

#[test]
fn one_faulty_spec_holds_up_no_other() {
    let out = folder("one_faulty_spec");
    write(out.join("sop/a.toml"), SPEC);
    write(out.join("sop/b.toml"), faulty());
    write(out.join("sop/dalam/c.toml"), SPEC);
    let run = lajur(&out).run("render sop -o hasil -j 2").expect(1);
    assert!(run.err.contains("sop/b.toml:20:13: galat["), "{}", run.err);
    assert_eq!(files(&out.join("hasil")), ["a.pdf", "dalam/c.pdf"]);
    lajur(&out).run("render sop tidak-ada.toml -o hasil").expect(2);
}

#[test]
fn check_reports_on_standard_output() {
    let out = folder("check_reports");
    write(out.join("a.toml"), faulty());
    let run = lajur(&out).run("check a.toml").expect(1);
    assert!(run.text().starts_with("a.toml:20:13: galat["), "{}", run.text());
    let run = lajur(&out).run("periksa a.toml --message-format github").expect(1);
    assert!(run.text().starts_with("::error file=a.toml,line=20,"), "{}", run.text());
    let run = lajur(&out).run_with(["check", "-"], faulty().as_bytes()).expect(1);
    assert!(run.text().starts_with("-:20:13: galat["), "{}", run.text());
    lajur(&out).run_with(["check", "-"], SPEC.as_bytes()).expect(0);
}

#[test]
fn a_folder_is_read_without_what_is_no_spec() {
    let out = folder("a_folder_is_read");
    for name in ["a.toml", "b/c.toml", ".git/d.toml", "arsip/e.toml"] {
        write(out.join(name), SPEC);
    }
    write(out.join("bentuk/kab.toml"), "dasar = \"permenpan-35-2012\"\n");
    write(out.join("catatan.txt"), "bukan SOP");
    write(out.join("lajur.toml"), "[proyek]\nabaikan = [\"arsip/**\"]\n[bawaan]\nbentuk = \"bentuk/kab.toml\"\n");
    lajur(&out).run("render . -o hasil -f json").expect(0);
    assert_eq!(files(&out.join("hasil")), ["a.json", "b/c.json"]);
}

#[test]
fn outputs_of_one_name_are_found_before_anything_is_written() {
    let out = folder("outputs_of_one_name");
    write(out.join("x/a.toml"), SPEC);
    write(out.join("y/a.toml"), SPEC);
    lajur(&out).run("render x y -o hasil").expect(2);
    lajur(&out).run("render x/a.toml x/a.toml").expect(2);
    write(out.join("z/a.toml"), long());
    write(out.join("z/a-2.toml"), SPEC);
    lajur(&out).run("render z -o hasil -f svg").expect(2);
    assert!(!out.join("hasil").exists());
    lajur(&out).run("render z -o hasil -f pdf").expect(0);
    lajur(&out).run("render x y").expect(0);
}

#[test]
fn several_pages_do_not_go_to_standard_output() {
    let out = folder("several_pages");
    let run = lajur(&out).run_with(["render", "-", "-f", "svg"], long().as_bytes()).expect(2);
    assert!(run.out.is_empty());
    let run = lajur(&out).run_with(["render", "-", "-f", "svg"], SPEC.as_bytes()).expect(0);
    assert!(run.text().contains("<svg"));
    assert!(lajur(&out).run_with(["render", "-"], long().as_bytes()).expect(0).out.starts_with(b"%PDF"));
}

#[test]
fn pages_that_are_gone_are_removed() {
    let out = folder("pages_that_are_gone");
    write(out.join("a.toml"), long());
    // Of another spec, though it looks like a page.
    write(out.join("a-1.toml"), SPEC);
    write(out.join("hasil/a-9.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    lajur(&out).run("render a.toml -o hasil -f svg,png --dpi 40").expect(0);
    assert!(files(&out.join("hasil")).contains(&"a-3.png".to_owned()));
    write(out.join("a.toml"), SPEC);
    lajur(&out).run("render a.toml a-1.toml -o hasil -f svg,png --dpi 40").expect(0);
    assert_eq!(files(&out.join("hasil")), ["a-1.png", "a-1.svg", "a-9.svg", "a.png", "a.svg"]);
    lajur(&out).run("render a.toml -o hasil -f svg,png --dpi 40").expect(0);
    assert_eq!(files(&out.join("hasil")), ["a-1.png", "a-1.svg", "a-9.svg", "a.png", "a.svg"]);
    fs::remove_file(out.join("a-1.toml")).unwrap();
    write(out.join("a.toml"), long());
    lajur(&out).run("render a.toml -o hasil -f svg").expect(0);
    assert!(!out.join("hasil/a.svg").exists() && out.join("hasil/a-3.svg").exists());
}

#[test]
fn a_signed_pdf_is_left_alone() {
    let out = folder("a_signed_pdf");
    write(out.join("a.toml"), SPEC);
    lajur(&out).run("render a.toml").expect(0);
    let pdf = out.join("a.pdf");
    let signed = [fs::read(&pdf).unwrap(), b"\n1 0 obj\n<< /Type /Sig >>\nendobj\n".to_vec()].concat();
    fs::write(&pdf, &signed).unwrap();
    write(out.join("a.toml"), SPEC.replace("Pengarsipan", "Penataan Arsip"));
    let run = lajur(&out).run("render a.toml").expect(0);
    assert!(run.err.contains("a.pdf dibiarkan"), "{}", run.err);
    assert!(fs::read(&pdf).unwrap() == signed);
    lajur(&out).run("render a.toml --force").expect(0);
    assert!(fs::read(&pdf).unwrap() != signed);
    // One that nobody touched is replaced without a word.
    write(out.join("a.toml"), SPEC);
    lajur(&out).run("render a.toml").expect(0);
}

#[test]
fn what_has_not_changed_is_not_written() {
    let out = folder("what_has_not_changed");
    write(out.join("a.toml"), SPEC);
    lajur(&out).run("render a.toml -f pdf,svg,png,json --dpi 40").expect(0);
    let modified = |name: &str| fs::metadata(out.join(name)).unwrap().modified().unwrap();
    let names = ["a.pdf", "a.svg", "a.png", "a.json"];
    let before = names.map(modified);
    lajur(&out).run("render a.toml -f pdf,svg,png,json --dpi 40").expect(0);
    assert_eq!(names.map(modified), before);
}

#[test]
fn stale_temporary_files_are_cleared() {
    let out = folder("stale_temporary_files");
    write(out.join("a.toml"), SPEC);
    let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host: String = host.chars().filter(char::is_ascii_alphanumeric).collect();
    // Process numbers end below this one.
    write(out.join(format!(".lajur-{host}-99999999-0.tmp")), "setengah");
    write(out.join(".lajur-komputerlain-99999999-0.tmp"), "setengah");
    lajur(&out).run("render a.toml").expect(0);
    if Path::new("/proc/self").exists() {
        assert_eq!(files(&out), [".lajur-komputerlain-99999999-0.tmp", "a.pdf", "a.toml"]);
    }
}

#[test]
fn files_that_are_no_specs_are_named_as_what_they_are() {
    let out = folder("files_that_are_no_specs");
    let utf16: Vec<u8> = SPEC.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ansi = SPEC.replace("Pengarsipan", "Caf@").into_bytes();
    let ansi: Vec<u8> = ansi.into_iter().map(|byte| if byte == b'@' { 0xe9 } else { byte }).collect();
    let cases: [(&str, &[u8], &str); 4] = [
        (
            "utf16.toml",
            &[&[0xff, 0xfe], &utf16[..]].concat(),
            "utf16.toml:1:1: galat[bukan-utf-8]: berkas bukan UTF-8, tampaknya UTF-16",
        ),
        ("ansi.toml", &ansi, "ansi.toml:5:13: galat[bukan-utf-8]: berkas bukan UTF-8, tampaknya Windows-1252"),
        ("pdf.toml", b"%PDF-1.7\n\xff\xff", "pdf.toml:1:1: galat[bukan-teks]"),
        ("besar.toml", &vec![b'#'; 10_000_000], "besar.toml:1:1: galat[berkas-terlalu-besar]"),
    ];
    for (name, bytes, start) in cases {
        write(out.join(name), bytes);
        let run = lajur(&out).run(&format!("check {name}")).expect(1);
        assert!(run.text().starts_with(start), "{}", run.text());
    }
    let crlf = format!("\u{feff}{}", SPEC.replace('\n', "\r\n"));
    lajur(&out).run_with(["check", "-"], crlf.as_bytes()).expect(0);
}

#[test]
fn nothing_outside_the_project_is_read() {
    let out = folder("nothing_outside");
    let logo = r#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0h9v9z"/></svg>"#;
    write(out.join("rahasia.svg"), logo);
    write(out.join("proyek/logo/ada.svg"), logo);
    write(out.join("proyek/lajur.toml"), "[proyek]\n");
    let check = |logo: &str, status: i32| {
        write(out.join("proyek/sop/a.toml"), SPEC.replace("[sop]", &format!("logo = '{logo}'\n[sop]")));
        let run = lajur(&out).run("check proyek/sop/a.toml").expect(status);
        assert!(status == 0 || run.text().contains("a.toml:4:8: galat["), "{}", run.text());
        run.text().lines().next().unwrap_or_default().to_owned()
    };
    check("../logo/ada.svg", 0);
    let outside = check("../../rahasia.svg", 1);
    assert_eq!(check("../../tidak-ada.svg", 1).replace("tidak-ada", "rahasia"), outside);
    check(&out.join("rahasia.svg").display().to_string(), 1);
    assert_ne!(check("../logo/tidak.svg", 1), outside);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(out.join("rahasia.svg"), out.join("proyek/logo/tautan.svg")).unwrap();
        check("../logo/tautan.svg", 1);
    }
}

#[test]
fn strict_turns_warnings_into_errors() {
    let out = folder("strict");
    write(out.join("a.toml"), format!("{SPEC}keterangan = {{ teks = 'SOP Lain', sop = 'tidak-ada' }}\n"));
    let run = lajur(&out).run("check a.toml").expect(0);
    assert!(run.text().contains("a.toml:21:"), "{}", run.text());
    lajur(&out).run("check a.toml --strict").expect(1);
    lajur(&out).run("render a.toml --strict").expect(1);
    assert_eq!(files(&out), ["a.toml"]);
    write(out.join("tidak-ada.toml"), SPEC);
    assert!(!lajur(&out).run("check a.toml").expect(0).text().contains("tidak-ada"));
}

#[test]
fn a_pdf_gives_back_the_spec_that_it_carries() {
    let out = folder("a_pdf_gives_back");
    // As an editor on Windows saves it: nothing may be tidied up on the way.
    let spec = format!("\u{feff}{}# catatan", SPEC.replace('\n', "\r\n"));
    write(out.join("a.toml"), &spec);
    lajur(&out).run("render a.toml --pdf a-3a -o carrying.pdf").expect(0);
    assert!(lajur(&out).run("extract carrying.pdf").expect(0).out == spec.as_bytes());
    lajur(&out).run("ambil carrying.pdf -o back/a.toml").expect(0);
    assert!(fs::read(out.join("back/a.toml")).unwrap() == spec.as_bytes());
    let piped = lajur(&out).run_with(["extract", "-", "-o", "-"], &fs::read(out.join("carrying.pdf")).unwrap());
    assert!(piped.expect(0).out == spec.as_bytes());
    let one_page_of_svg = lajur(&out).run("render a.toml --pdf a-3a -f svg -o -").expect(0);
    assert!(one_page_of_svg.out == lajur(&out).run("render a.toml -f svg -o -").expect(0).out);

    lajur(&out).run("render a.toml --pdf a-2a -o bare.pdf").expect(0);
    let bare = lajur(&out).run("extract bare.pdf -o c.toml").expect(2);
    assert!(bare.err.contains("tidak membawa berkas SOP-nya"), "{}", bare.err);
    assert!(lajur(&out).run("extract a.toml").expect(2).err.contains("bukan PDF"));
    assert!(!out.join("c.toml").exists());
}

#[test]
fn fix_changes_what_is_certain_and_nothing_else() {
    let out = folder("fix");
    let spec = SPEC
        .replace("[sop]", "[sop] # kop\ntanggal_pembuatan   =   \"1 Januari 2016\" # dibuat")
        .replace("uraian", "urian");
    write(out.join("a.toml"), spec.replace('\n', "\r\n"));
    let run = lajur(&out).run("check --fix a.toml").expect(0);
    assert!(run.text().contains("-urian = \"Menyerahkan arsip\"\n+uraian = \"Menyerahkan arsip\"\n"), "{}", run.text());
    let fixed = spec.replace("urian", "uraian").replace("\"1 Januari 2016\"", "2016-01-01").replace('\n', "\r\n");
    assert_eq!(fs::read_to_string(out.join("a.toml")).unwrap(), fixed);
    assert_eq!(files(&out), ["a.toml"]);
    // What may mean two things stays.
    write(out.join("b.toml"), SPEC.replace("pelaksana = \"Camat\"", "pelaksana = \"Lurah\""));
    lajur(&out).run("check --fix b.toml").expect(1);
    lajur(&out).run("check --fix -").expect(2);
}

#[test]
fn a_file_that_is_no_spec_is_told_so_soon() {
    let out = folder("no-spec");
    for (name, text) in
        [("a", "a=[\n"), ("b", "\"\"\""), ("c", "x\n"), ("d", "a=\"\n"), ("e", "[kegiatan]\n"), ("f", "a={")]
    {
        write(out.join(name).with_extension("toml"), text.repeat(100_000));
    }
    let run = lajur(&out).run("check .").expect(1);
    assert!(run.text().len() < 400_000, "{}", run.text().len());
}

#[test]
fn a_sheet_is_drawn_again_when_something_it_is_made_from_changes() {
    let out = folder("drawn_again");
    let logo = |colour: &str| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path fill='{colour}' d='M0 0h9v9z'/></svg>"
        );
        write(out.join("lambang.svg"), &svg);
    };
    let spec = SPEC.replace("[instansi]", "[instansi]\nlogo = \"lambang.svg\"");
    write(out.join("a.toml"), if spec.contains("logo") { &spec } else { panic!("the spec has an identity") });
    logo("red");
    let render = |options: &str| lajur(&out).run(&format!("render a.toml -f pdf,svg,png {options}")).expect(0).err;
    let redrawn = |err: &str| err.contains("Ditulis");
    assert!(redrawn(&render("")));
    assert!(!redrawn(&render("")), "nothing changed");
    logo("blue");
    assert!(redrawn(&render("")), "the emblem changed");
    write(out.join("lajur.toml"), "[proyek]\n");
    let (before, again) = (fs::read(out.join("a.pdf")).unwrap(), render(""));
    assert!(redrawn(&again), "what it inherits changed: {again}");
    assert!(before != fs::read(out.join("a.pdf")).unwrap());
    assert!(redrawn(&render("--dpi 72")) && redrawn(&render("--svg-text outline --dpi 72")), "an option changed");
    let svg = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|e| e == "svg") && !path.ends_with("lambang.svg"));
    let svg = svg.unwrap();
    fs::write(&svg, fs::read_to_string(&svg).unwrap().replace("</svg>", "<g/></svg>")).unwrap();
    assert!(redrawn(&render("--svg-text outline --dpi 72")), "somebody edited an output");
}

#[test]
fn outputs_whose_spec_is_gone_are_reported_and_pruned_when_asked() {
    let out = folder("orphans");
    for name in ["a", "b", "c"] {
        write(out.join(format!("sop/{name}.toml")), SPEC);
    }
    let render = |options: &str| lajur(&out).run(&format!("render sop -f pdf,svg -o hasil {options}")).expect(0).err;
    render("");
    fs::write(out.join("hasil/lain.pdf"), b"%PDF-1.4 of somebody else").unwrap();
    let signed = [&fs::read(out.join("hasil/c.pdf")).unwrap()[..], b"% signed"].concat();
    fs::write(out.join("hasil/c.pdf"), &signed).unwrap();
    fs::remove_file(out.join("sop/b.toml")).unwrap();
    fs::remove_file(out.join("sop/c.toml")).unwrap();
    assert!(render("").contains("b.pdf SOP-nya tidak ada lagi"));
    assert!(out.join("hasil/b.pdf").exists());
    render("--prune");
    assert!(
        !out.join("hasil/b.pdf").exists() && out.join("hasil/a.pdf").exists() && out.join("hasil/lain.pdf").exists()
    );
    assert!(fs::read(out.join("hasil/c.pdf")).unwrap() == signed);
}

#[test]
fn shares_together_are_the_whole() {
    let out = folder("shares");
    for name in 0..12 {
        write(out.join(format!("sop/{name}.toml")), SPEC);
    }
    lajur(&out).run("render sop -o whole").expect(0);
    for share in 1..=3 {
        lajur(&out).run(&format!("render sop -o shares --shard {share}/3")).expect(0);
    }
    let read = |folder: &str| -> Vec<_> {
        let mut files: Vec<_> = fs::read_dir(out.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(|path| (path.file_name().unwrap().to_owned(), fs::read(path).unwrap())).collect()
    };
    assert!(read("whole") == read("shares") && read("whole").len() == 12);
}
