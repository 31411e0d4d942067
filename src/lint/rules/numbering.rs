use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};

rule! {
    /// Nomor kegiatan melompat atau berulang.
    ///
    /// # Mengapa
    /// Nomor yang melompat menimbulkan dugaan ada kegiatan yang hilang; nomor yang sama membuat rujukan membingungkan.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian flowchart: kolom nomor kegiatan.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Menyusun konsep surat"
    /// pelaksana = "staf"
    ///
    /// [[kegiatan]]
    /// nomor = 4
    /// uraian = "Menandatangani surat"
    /// pelaksana = "kepala"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Menyusun konsep surat"
    /// pelaksana = "staf"
    ///
    /// [[kegiatan]]
    /// uraian = "Menandatangani surat"
    /// pelaksana = "kepala"
    /// ```
    "nomor-melompat", Warning, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut expected = 1;
    for row in subject.rows() {
        if row.index == 0 {
            expected = 1;
        }
        let Ok(number) = row.procedure.steps[row.index].number.parse::<i64>() else { continue };
        if let Some(value) = row.table.get("nomor").filter(|_| number != expected) {
            let fault = if number < expected { "berulang atau mundur" } else { "melompat" };
            findings.report(
                value.span.clone(),
                format!("nomor kegiatan {fault}: {number}, seharusnya {expected}"),
                "hapus `nomor` agar dihitung sendiri; `nomor = \"\"` untuk baris tanpa nomor",
            );
        }
        expected = number + 1;
    }
}
