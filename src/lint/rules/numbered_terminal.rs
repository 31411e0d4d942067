use crate::lint::subject::{Subject, words};
use crate::lint::{Findings, rule};

rule! {
    /// "Mulai" atau "Selesai" menjadi kegiatan tersendiri.
    ///
    /// # Mengapa
    /// Mulai dan selesai adalah simbol, bukan kegiatan: tidak ada yang dikerjakan, dan mutu bakunya kosong.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, lima simbol: kapsul untuk mulai dan berakhir.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Mulai"
    /// pelaksana = "staf"
    ///
    /// [[kegiatan]]
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
    "mulai-selesai-bernomor", Warning, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for row in subject.rows() {
        let Some(value) = row.table.get("uraian") else { continue };
        let mut words = words(value.as_text().unwrap_or_default());
        if let (Some(only), None) = (words.next(), words.next())
            && ["mulai", "start", "selesai", "end"].contains(&&*only)
        {
            findings.report(
                value.span.clone(),
                format!("{} hanya berisi `{only}`", row.name()),
                "hapus barisnya; kapsul mulai dan selesai digambar sendiri (`format.terminator = \"terpisah\"` untuk kapsul tersendiri)",
            );
        }
    }
}
