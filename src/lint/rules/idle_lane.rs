use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};

rule! {
    /// Seorang pelaksana tidak mempunyai satu simbol pun.
    ///
    /// # Mengapa
    /// Kolom yang kosong memakan tempat dan membuat pembaca mencari kegiatan yang tidak ada.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian flowchart: kolom pelaksana memuat mereka yang terlibat dalam prosedur.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [[pelaksana]]
    /// id = "staf"
    /// nama = "Staf"
    ///
    /// [[pelaksana]]
    /// id = "kepala"
    /// nama = "Kepala"
    ///
    /// [[pelaksana]]
    /// id = "arsiparis"
    /// nama = "Arsiparis"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[pelaksana]]
    /// id = "staf"
    /// nama = "Staf"
    ///
    /// [[pelaksana]]
    /// id = "kepala"
    /// nama = "Kepala"
    /// ```
    "pelaksana-tanpa-kegiatan", Warning, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, procedure) in subject.procedures() {
        for (lane, actor) in procedure.actors.iter().enumerate() {
            if procedure.symbols.iter().all(|symbol| symbol.lane != lane) {
                findings.report(
                    actor.span.clone(),
                    format!("pelaksana `{}` tidak mempunyai kegiatan", actor.name.to_plain().replace('\n', " ")),
                    "hapus pelaksana ini, atau sebutkan ia pada kegiatannya",
                );
            }
        }
    }
}
