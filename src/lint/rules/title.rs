use crate::lint::subject::{Subject, words};
use crate::lint::{Findings, rule};

rule! {
    /// Judul diawali kata "SOP".
    ///
    /// # Mengapa
    /// Barisnya sudah berjudul Nama SOP; "SOP SOP Pengelolaan Surat" terbaca di daftar isi dan register.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian identitas: judul SOP AP menyebut kegiatannya.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [sop]
    /// judul = "SOP Pengelolaan Surat Masuk"
    /// nomor = "065/1/2024"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [sop]
    /// judul = "Pengelolaan Surat Masuk"
    /// nomor = "065/1/2024"
    /// ```
    "judul-berawalan-sop", Note, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(value) = subject.value("sop", "judul") else { return };
    if words(value.as_text().unwrap_or_default()).next().is_some_and(|word| word == "sop") {
        findings.report(
            value.span.clone(),
            "judul diawali kata \"SOP\"",
            "hapus kata itu; label Nama SOP sudah menyebutnya",
        );
    }
}
