use crate::lint::subject::{Subject, words};
use crate::lint::{Findings, rule};

rule! {
    /// Uraian kegiatan tidak diawali kata kerja.
    ///
    /// # Mengapa
    /// Kegiatan ditulis dengan kata kerja tanpa subjek: pembaca langsung tahu apa yang dikerjakan.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian flowchart: penulisan kegiatan bersifat aktif, memakai kata kerja tanpa subjek.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh; pada lembar nyata sering (pengumpulan, persiapan, penghitungan), maka hanya catatan.
    ///
    /// # Contoh
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Pengetikan konsep surat"
    /// pelaksana = "staf"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Mengetik konsep surat"
    /// pelaksana = "staf"
    /// ```
    "kegiatan-bukan-kata-kerja", Note, check
}

/// Nouns and other words that only look like verbs.
const NOT_VERBS: [&str; 12] = [
    "berita",
    "berkas",
    "bersama",
    "berikut",
    "beberapa",
    "benda",
    "menteri",
    "media",
    "meja",
    "mekanisme",
    "metode",
    "terkait",
];

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for row in subject.rows() {
        let Some(value) = row.table.get("uraian") else { continue };
        let Some(first) = words(value.as_text().unwrap_or_default()).next() else { continue };
        if !is_verb(&first) {
            findings.report(
                value.span.clone(),
                format!("uraian {} tidak diawali kata kerja", row.name()),
                "awali dengan kata kerja tanpa subjek: memeriksa, menyusun, menandatangani",
            );
        }
    }
}

fn is_verb(word: &str) -> bool {
    let begins = ["me", "ber", "di", "ter"].iter().any(|prefix| word.starts_with(prefix));
    let bare = ["terima", "buat", "catat", "simpan", "kirim", "periksa", "ikut", "hadir", "masuk"];
    begins && !NOT_VERBS.contains(&word) || bare.contains(&word)
}
