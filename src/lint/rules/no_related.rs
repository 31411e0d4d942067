use crate::lint::subject::{Subject, texts};
use crate::lint::{Findings, rule};

rule! {
    /// Keterkaitan kosong.
    ///
    /// # Mengapa
    /// Keterkaitan menyebut SOP lain yang langsung berhubungan. Prosedur yang berdiri sendiri jarang ada.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian identitas: keterkaitan.
    ///
    /// # Seberapa sering
    /// Pada satu contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [identitas]
    /// dasar_hukum = ["Peraturan Bupati Contoh Nomor 7 Tahun 2016"]
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [identitas]
    /// dasar_hukum = ["Peraturan Bupati Contoh Nomor 7 Tahun 2016"]
    /// keterkaitan = ["SOP Pengelolaan Surat Keluar"]
    /// ```
    "keterkaitan-kosong", Note, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let root = &subject.spec.root;
    if !subject.sop.boxes.iter().flatten().flatten().any(|printed| printed.key == "keterkaitan") {
        return;
    }
    let mut written = subject.value("identitas", "keterkaitan").into_iter().flat_map(texts);
    if written.all(|(text, _)| text.trim().is_empty()) {
        let place = root.entry("identitas").or(root.entry("sop")).map_or(0..0, |entry| entry.key_span.clone());
        findings.report(
            place,
            "keterkaitan belum diisi",
            "sebutkan SOP lain yang langsung berhubungan, misalnya SOP Pengiriman Surat",
        );
    }
}
