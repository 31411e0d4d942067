use jiff::civil::Date;

use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};
use crate::sop::date;
use crate::spec::value::Data;

rule! {
    /// Tanggal efektif mendahului tanggal pembuatan.
    ///
    /// # Mengapa
    /// SOP tidak dapat berlaku sebelum dibuat. Tanggal revisi boleh di masa depan: ia dapat berupa rencana peninjauan.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian identitas: tanggal pembuatan ialah tanggal selesai dibuat; tanggal efektif ialah
    /// tanggal mulai berlaku atau tanggal ditandatangani.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [sop]
    /// judul = "Pengelolaan Surat Masuk"
    /// nomor = "065/1/2024"
    /// tanggal_pembuatan = 2024-03-01
    /// tanggal_efektif = 2024-02-01
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [sop]
    /// judul = "Pengelolaan Surat Masuk"
    /// nomor = "065/1/2024"
    /// tanggal_pembuatan = 2024-02-01
    /// tanggal_efektif = 2024-03-01
    /// ```
    "tanggal-terbalik", Warning, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(created) = read(subject, "tanggal_pembuatan") else { return };
    for (key, name) in [
        ("tanggal_efektif", "tanggal efektif"),
        ("tanggal_pengesahan", "tanggal pengesahan"),
        ("tanggal_revisi", "tanggal revisi"),
    ] {
        if let (Some(value), Some(later)) = (subject.value("sop", key), read(subject, key))
            && later < created
        {
            findings.report(
                value.span.clone(),
                format!("{name} ({}) mendahului tanggal pembuatan", date::words(later, date::Day::Bare)),
                "periksa kedua tanggal itu",
            );
        }
    }
}

fn read(subject: &Subject<'_>, key: &str) -> Option<Date> {
    match &subject.value("sop", key)?.data {
        Data::Date(date) => Some(*date),
        Data::Text(text) => date::parse(text),
        _ => None,
    }
}
