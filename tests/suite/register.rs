//! The register of a folder: what it lists, in which form and order, and what it finds.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::book::spec;
use crate::program::{folder, lajur, root, write};

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

/// Three SOPs: a draft, one in force, one that was withdrawn.
fn three(folder: &Path) {
    for (file, number, title, status) in [
        ("a", "065/10/2026", "Surat, Masuk", "konsep"),
        ("b", "065/9/2026", "Arsip", "berlaku"),
        ("c", "065/8/2025", "Cuti", "dicabut"),
    ] {
        let keys = format!("nomor = \"{number}\"\nstatus = \"{status}\"");
        write(folder.join(format!("{file}.toml")), spec(title, "").replace("[sop]", &format!("[sop]\n{keys}")));
    }
}

fn titles(json: &[u8]) -> Vec<String> {
    let rows: Value = serde_json::from_slice(json).unwrap();
    rows.as_array().unwrap().iter().map(|row| row["judul"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_register_says_the_same_in_every_form() {
    let out = folder("register-forms");
    three(&out);
    let json = lajur(&out).run("list . -f json").expect(0);
    let rows: Value = serde_json::from_slice(&json.out).unwrap();
    lajur(&out).run("list . -o daftar.xlsx").expect(0);
    let mut book: Xlsx<_> = open_workbook(out.join("daftar.xlsx")).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let csv = lajur(&out).run("list . -f csv").expect(0);
    let table = lajur(&out).run("list .").expect(0);
    assert_eq!(sheet.height(), 1 + 3);
    for (index, row) in rows.as_array().unwrap().iter().enumerate() {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        let cells: Vec<&Data> = sheet.rows().nth(index + 1).unwrap().iter().collect();
        for (head, cell) in sheet.rows().next().unwrap().iter().zip(&cells) {
            match head.to_string().as_str() {
                "Nomor" => assert_eq!(cell.to_string(), text("nomor")),
                "Judul" => assert_eq!(cell.to_string(), text("judul")),
                "Berkas" => assert_eq!(cell.to_string(), text("file")),
                "Kegiatan" => assert_eq!(**cell, Data::Float(row["kegiatan"].as_f64().unwrap()), "a count is a number"),
                _ => {}
            }
        }
        let line = csv.text().lines().nth(index + 1).unwrap().to_owned();
        let title = text("judul");
        let quoted = if title.contains(',') { format!("\"{title}\"") } else { title.clone() };
        assert!(line.starts_with(&format!("{},{quoted},", text("nomor"))), "{line}");
        let line = table.text().lines().nth(index + 1).unwrap().to_owned();
        assert!(line.contains(&text("nomor")) && line.contains(&title), "{line}");
    }
}

#[test]
fn the_register_is_sorted_and_filtered() {
    let out = folder("register-order");
    three(&out);
    for (arguments, wanted) in [
        ("", &["Surat, Masuk", "Arsip", "Cuti"][..]),
        ("--sort judul", &["Arsip", "Cuti", "Surat, Masuk"]),
        ("--urut nomor", &["Cuti", "Arsip", "Surat, Masuk"]),
        ("--status berlaku", &["Arsip"]),
        ("--status konsep", &["Surat, Masuk"]),
        ("--unit tidak-ada", &[]),
    ] {
        let run = lajur(&out).run(&format!("list . -f json {arguments}")).expect(0);
        assert_eq!(titles(&run.out), wanted, "{arguments}");
    }
    let run = lajur(root()).run("list examples/proyek -f json --unit kalimaju").expect(0);
    let rows: Value = serde_json::from_slice(&run.out).unwrap();
    assert!(!rows.as_array().unwrap().is_empty());
    assert!(rows.as_array().unwrap().iter().all(|row| row["unit"] == "kalimaju"));
}

#[test]
fn a_revision_is_overdue_on_a_later_day_only() {
    let out = folder("register-overdue");
    let dates = "tanggal_efektif = 2024-01-02\ntanggal_revisi = 2026-01-02";
    write(out.join("a.toml"), spec("Arsip", "").replace("[sop]", &format!("[sop]\n{dates}")));
    for (day, times) in [("", 0), ("--as-of 2026-01-02", 0), ("--per-tanggal 2026-01-03", 1)] {
        let run = lajur(&out).run(&format!("list . {day}")).expect(0);
        assert_eq!(run.err.matches("peringatan[revisi-terlambat]").count(), times, "{day}: {}", run.err);
    }
    lajur(&out).run("list . --as-of besok").expect(2);
}
