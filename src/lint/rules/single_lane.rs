use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};

rule! {
    /// Prosedur hanya mempunyai seorang pelaksana.
    ///
    /// # Mengapa
    /// Prosedur dengan seorang pelaksana adalah SOP teknis (cara kerja rinci). SOP administrasi pemerintahan menggambarkan kerja
    /// yang berpindah dari satu pelaksana ke pelaksana lain.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, jenis SOP menurut sifat kegiatan: SOP teknis dan SOP administratif.
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
    /// [[kegiatan]]
    /// uraian = "Menyalakan mesin"
    /// pelaksana = "staf"
    ///
    /// [[kegiatan]]
    /// uraian = "Mematikan mesin"
    /// pelaksana = "staf"
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
    "pelaksana-tunggal", Warning, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, procedure) in subject.procedures() {
        if let [only] = procedure.actors.as_slice() {
            findings.report(
                only.span.clone(),
                "prosedur ini hanya mempunyai seorang pelaksana, seperti SOP teknis",
                "sebutkan semua yang terlibat, juga pemohon dan yang menandatangani",
            );
        }
    }
}
