use std::borrow::Cow;

use crate::lint::subject::{Subject, words};
use crate::lint::{Findings, rule};
use crate::sop::SymbolKind;

rule! {
    /// Keputusan ditulis sebagai kalimat, bukan digambar sebagai belah ketupat.
    ///
    /// # Mengapa
    /// "Jika ya ... jika tidak ..." adalah cabang alur. Ditulis sebagai kalimat ia tidak terlihat pada bagan, dan anak panah baliknya hilang.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, lima simbol: belah ketupat untuk pengambilan keputusan.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [[kegiatan]]
    /// id = "periksa"
    /// uraian = "Memeriksa konsep. Jika setuju diteruskan, jika tidak dikembalikan"
    /// pelaksana = "kepala"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[kegiatan]]
    /// id = "susun"
    /// uraian = "Menyusun konsep"
    /// pelaksana = "staf"
    ///
    /// [[kegiatan]]
    /// id = "periksa"
    /// uraian = "Memeriksa konsep"
    /// pelaksana = "kepala"
    /// tidak = "susun"
    ///
    /// [[kegiatan]]
    /// uraian = "Menandatangani surat"
    /// pelaksana = "kepala"
    /// ```
    "keputusan-tak-digambar", Warning, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for row in subject.rows() {
        let Some(value) = row.table.get("uraian") else { continue };
        let symbols = row.procedure.symbols.iter().filter(|symbol| symbol.row == row.index);
        if tells_a_decision(value.as_text().unwrap_or_default())
            && symbols.clone().all(|symbol| symbol.kind != SymbolKind::Decision)
        {
            findings.report(
                value.span.clone(),
                format!("{} menuliskan keputusan, tetapi simbolnya bukan belah ketupat", row.name()),
                "beri `tidak = \"...\"` (dan bila perlu `ya`) pada kegiatan ini, lalu pendekkan uraiannya",
            );
        }
    }
}

/// Whether a text says both what follows a yes and what follows a no.
fn tells_a_decision(text: &str) -> bool {
    let is_condition = |word: &str| ["jika", "apabila", "bila", "kalau"].contains(&word);
    let negated =
        |(word, next): (Cow<'_, str>, Cow<'_, str>)| is_condition(&word) && ["tidak", "belum"].contains(&&*next);
    words(text).filter(|word| is_condition(word)).count() > 1 && words(text).zip(words(text).skip(1)).any(negated)
}
