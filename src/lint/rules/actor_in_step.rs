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
        for row in rows(table, procedure) {
            let Some(value) = row.table.get("uraian") else { continue };
            let text = value.as_text().unwrap_or_default();
            if let Some(name) = names.iter().find(|name| begins_with(text, name)) {
                findings.report(
                    value.span.clone(),
                    format!("uraian {} menyebut pelaksananya, `{}`", row.name(), name.replace('\n', " ")),
                    "hapus nama pelaksana dan mulai dengan kata kerjanya; kolom pelaksana sudah menyebut siapa",
                );
            }
        }
    }
}

/// Whether the words of a text begin with those of a name.
fn begins_with(text: &str, name: &str) -> bool {
    let (mut text, mut name) = (words(text), words(name).peekable());
    name.peek().is_some() && name.all(|word| text.next().is_some_and(|other| other == word))
}
