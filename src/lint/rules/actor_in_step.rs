use crate::lint::subject::{Subject, rows, words};
use crate::lint::{Findings, rule};

rule! {
    /// Uraian kegiatan menyebut pelaksananya sebagai subjek.
    ///
    /// # Mengapa
    /// Siapa yang bekerja sudah dikatakan oleh kolom tempat simbolnya berdiri. Nama di uraian menjadi salah begitu kolomnya pindah.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian flowchart: pelaksana dipisahkan dari kegiatan; kata kerja tanpa subjek.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Staf mengetik konsep surat"
    /// pelaksana = "staf"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Mengetik konsep surat"
    /// pelaksana = "staf"
    /// ```
    "kegiatan-menyebut-pelaksana", Warning, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (table, procedure) in subject.procedures() {
        let names: Vec<String> = procedure.actors.iter().map(|actor| actor.name.to_plain()).collect();
        let in_words: Vec<Vec<_>> = names.iter().map(|name| words(name).collect()).collect();
        let longest = in_words.iter().map(Vec::len).max().unwrap_or_default();
        for row in rows(table, procedure) {
            let Some(value) = row.table.get("uraian") else { continue };
            let text = value.as_text().unwrap_or_default();
            let beginning: Vec<_> = words(text).take(longest).collect();
            let is_named = |name: &Vec<_>| !name.is_empty() && beginning.starts_with(name);
            if let Some(name) = in_words.iter().position(is_named).map(|index| &names[index]) {
                findings.report(
                    value.span.clone(),
                    format!("uraian {} menyebut pelaksananya, `{}`", row.name(), name.replace('\n', " ")),
                    "hapus nama pelaksana dan mulai dengan kata kerjanya; kolom pelaksana sudah menyebut siapa",
                );
            }
        }
    }
}
