//! Projects: what specs inherit, templates for units, rows from tables, and reports at the places where things were written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::{files, folder, lajur, root, write};

/// A copy of the example project, to change.
fn project(name: &str) -> PathBuf {
    let copy = folder(name);
    let example = root().join("examples/proyek");
    for file in files(&example) {
        write(copy.join(&file), fs::read(example.join(&file)).unwrap());
    }
    copy
}

fn change(project: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(project.join(file)).unwrap();
    assert!(text.contains(from), "{file} holds {from}");
    write(project.join(file), text.replace(from, to));
}

#[test]
fn a_template_is_drawn_once_a_unit() {
    let project = project("units");
    lajur(&project).run("render . -f json").expect(0);
    let drawn: Vec<_> = files(&project.join("hasil"));
    assert_eq!(drawn, ["arsip.json", "kalimaju/surat-masuk.json", "sukamaju/surat-masuk.json"]);
    let pattern = "{% if unit is defined %}{{ unit.kode }}/{% endif %}{{ berkas }}";
    for (old, new) in [(pattern, "{{ berkas }}"), ("= \"{{ berkas }}", "= \"{{ unit.kode }}/{{ berkas }}")] {
        change(&project, "lajur.toml", old, new);
        lajur(&project).run("render . -f json").expect(0);
        assert_eq!(files(&project.join("hasil")), drawn, "{new} leaves templates and plain specs their names");
    }
    let below = project.join("bentuk");
    lajur(&below).run("render -f pdf").expect(0);
    assert!(project.join("hasil/kalimaju/surat-masuk.pdf").exists(), "without arguments: the whole project");
    lajur(&below).run("check ../surat-masuk.toml").expect(0);
}

/// Blank rows, dates as dates, a formula, line breaks within cells: `tests/tables`, as LibreOffice saved them from one document.
#[test]
fn tables_of_libreoffice_give_the_sheets_of_the_example() {
    let as_csv = project("tables-as-csv");
    let as_xlsx = project("tables-as-xlsx");
    for table in ["unit.csv", "arsip.csv"] {
        fs::copy(root().join("tests/tables").join(table), as_csv.join(table)).unwrap();
        fs::remove_file(as_xlsx.join(table)).unwrap();
    }
    fs::copy(root().join("tests/tables/libreoffice.xlsx"), as_xlsx.join("tabel.xlsx")).unwrap();
    change(&as_xlsx, "lajur.toml", "unit.csv", "tabel.xlsx#Kecamatan");
    change(&as_xlsx, "arsip.toml", "arsip.csv", "tabel.xlsx#Kegiatan");
    let sheets = |project: &Path| {
        lajur(project).run("render . -f json").expect(0);
        let out = project.join("hasil");
        // But for the first line, the stamp: it tells tables apart.
        let geometry = |text: String| text.split_once('\n').unwrap().1.to_owned();
        let read = |file: String| (geometry(fs::read_to_string(out.join(&file)).unwrap()), file);
        files(&out).into_iter().map(read).collect::<Vec<_>>()
    };
    let example = sheets(&project("tables-of-the-example"));
    assert_eq!(example.len(), 3);
    assert_eq!(sheets(&as_csv), example);
    assert_eq!(sheets(&as_xlsx), example);
}

#[test]
fn every_value_says_where_it_comes_from() {
    let project = project("origins");
    let run = lajur(&project).run("check --origin surat-masuk.toml").expect(0);
    let text = run.text();
    for line in [
        "instansi.nama[2] = \"KECAMATAN KALIMAJU\"  # surat-masuk.toml:",
        "instansi.logo = \"lambang.svg\"  # lajur.toml:",
        "bentuk = \"bentuk/kabupaten.toml\"  # lajur.toml:",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    for line in [
        "format.nomor_kolom = true  # bentuk/kabupaten.toml:",
        "format.kertas = \"F4\"  # lajur.toml:",
        "label.judul = \"Nama SOP\"  # bentuk permenpan-35-2012\n",
    ] {
        assert!(text.contains(line), "of the form: {line}\n{text}");
    }
    assert_eq!(text.matches("format.nomor_kolom = ").count(), 2, "once for each unit: what is nearer holds");
    let rows = lajur(&project).run("check --asal arsip.toml").expect(0);
    let from_cell = "kegiatan[2].uraian = \"Memeriksa kelengkapan permohonan\"  # arsip.csv:3:";
    let line =
        rows.text().lines().find(|line| line.starts_with(from_cell)).expect("the row comes from the table").to_owned();
    assert!(line.ends_with("(sel B3)"), "{line}");
}

#[test]
fn faults_are_reported_where_they_were_written() {
    let project = project("faults");
    let check = |status| lajur(&project).run("check . --message-format json").expect(status).text().to_owned();
    check(0);
    change(&project, "surat-masuk.toml", "{{ unit.camat }}", "{{ unit.cmat }}");
    let report = check(1);
    assert!(report.contains("nama-templat-tak-dikenal") && report.contains("maksudnya `unit.camat`?"), "{report}");
    change(&project, "surat-masuk.toml", "unit.cmat", "unit.camat");
    change(
        &project,
        "arsip.csv",
        "periksa,Memeriksa kelengkapan permohonan,arsiparis",
        "periksa,Memeriksa kelengkapan permohonan,arsipari",
    );
    let report = check(1);
    assert!(report.contains("\"file\":\"./arsip.csv\"") && report.contains("(sel C3)"), "{report}");
    change(&project, "arsip.csv", "arsipari,", "arsiparis,");
    change(&project, "lajur.toml", "kertas = \"F4\"", "kertsa = \"F4\"");
    let report = check(1);
    assert_eq!(report.matches("kunci-tak-dikenal").count(), 1, "once, however many specs inherit it: {report}");
    assert!(report.contains("\"file\":\"lajur.toml\"") && report.contains("maksudnya `kertas`?"), "{report}");
    change(&project, "lajur.toml", "kertsa", "kertas");
    change(&project, "bentuk/kabupaten.toml", "nomor_kolom", "nomor_kolm");
    let report = check(1);
    assert!(report.contains("\"file\":\"./bentuk/kabupaten.toml\"") && report.contains("\"line\":6,"), "{report}");
}

/// A broken template has outputs, though nobody can say which: they are not taken for those of a spec that is gone.
#[test]
fn what_a_broken_template_has_drawn_is_not_pruned() {
    let project = project("broken-template");
    lajur(&project).run("render -f pdf").expect(0);
    let drawn = files(&project.join("hasil"));
    change(&project, "surat-masuk.toml", "untuk = \"unit\"", "untuk = \"unit\"\nrusak = [");
    let run = lajur(&project).run("render -f pdf --prune").expect(1);
    assert_eq!(run.err.matches("galat[tata-tulis]").count(), 1, "told once: {}", run.err);
    assert!(
        run.err.contains("1 tidak berubah, 0 dibiarkan, 1 bergalat"),
        "a template that cannot be read counts: {}",
        run.err
    );
    assert_eq!(files(&project.join("hasil")), drawn);
    change(&project, "surat-masuk.toml", "rusak = [", "");
    change(&project, "lajur.toml", "unit = \"unit.csv\"", "unit = \"hilang.csv\"");
    let run = lajur(&project).run("render -f pdf --prune").expect(1);
    assert!(
        run.err.contains("0 tidak berubah, 0 dibiarkan, 2 bergalat"),
        "so do specs below a faulty file: {}",
        run.err
    );
    assert_eq!(files(&project.join("hasil")), drawn);
}

/// Nothing is filled into a text that is not TOML: that its keys need a project, which is there, would be a false report.
#[test]
fn a_broken_spec_in_a_project_is_not_said_to_need_one() {
    let project = project("broken-specs");
    for spec in ["surat-masuk.toml", "arsip.toml"] {
        change(&project, spec, "[sop]", "rusak = [\n[sop]");
    }
    let run = lajur(&project).run("check .").expect(1);
    assert_eq!(run.text().matches("galat[").count(), 2, "one report a spec: {}", run.text());
    assert_eq!(run.text().matches("galat[tata-tulis]").count(), 2, "the true one: {}", run.text());
}

#[test]
fn names_that_meet_are_refused_before_anything_is_written() {
    let project = project("meeting");
    change(&project, "lajur.toml", "{% if unit is defined %}{{ unit.kode }}/{% endif %}{{ berkas }}", "sama");
    lajur(&project).run("render .").expect(2);
    assert!(!project.join("hasil").exists());
}

#[test]
fn watching_once_writes_what_render_writes() {
    let project = project("watched");
    lajur(&project).run("watch . --once").expect(0);
    let run = lajur(&project).run("render").expect(0);
    assert!(run.err.contains("0 SOP digambar, 3 tidak berubah"), "{}", run.err);
    change(&project, "unit.csv", "KALIMAJU", "KALIMAJU RAYA");
    lajur(&project).run("pantau . --once").expect(0);
    assert!(lajur(&project).run("render").expect(0).err.contains("0 SOP digambar, 3 tidak berubah"));
}

/// The page that a link of an SVG leads to depends on the unit that the sheet is for, not on which unit was drawn first.
#[test]
fn a_link_between_templates_knows_the_pages_of_its_own_unit() {
    let project = folder("linked-templates");
    let long = "Memeriksa kelengkapan berkas permohonan dengan teliti. ".repeat(12);
    let units =
        format!("[proyek]\n[[unit]]\nkode = \"a\"\nisi = \"Memeriksa\"\n[[unit]]\nkode = \"b\"\nisi = \"{long}\"\n");
    write(project.join("lajur.toml"), units);
    let head = "untuk = \"unit\"\ninstansi.nama = \"KABUPATEN CONTOH\"\npelaksana = [{ nama = \"Staf\" }, { nama = \"Kepala\" }]\nformat.identitas = ";
    let step = "[[kegiatan]]\nuraian = \"{{ unit.isi }}\"\npelaksana = \"Staf\"\n";
    let target = format!("{head}false\n[sop]\njudul = \"Sasaran\"\n{}", step.repeat(9));
    write(project.join("sasaran.toml"), target);
    let links = "[identitas]\nketerkaitan = [{ teks = \"SOP Sasaran\", sop = \"sasaran\" }]\n";
    write(project.join("asal.toml"), format!("{head}true\n[sop]\njudul = \"Asal\"\n{links}{step}"));
    lajur(&project).run("render . -f svg -o hasil -j 1").expect(0);
    let drawn = files(&project.join("hasil"));
    for unit in ["a", "b"] {
        let svg = fs::read_to_string(project.join(format!("hasil/{unit}/asal-1.svg"))).unwrap();
        let at = svg.find("href=\"sasaran").unwrap() + 6;
        let target = svg[at..].split('"').next().unwrap();
        assert!(drawn.contains(&format!("{unit}/{target}")), "{target} of {unit} is not among {drawn:?}");
    }
}
