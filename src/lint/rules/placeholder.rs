use crate::lint::subject::{Subject, texts};
use crate::lint::{Findings, rule};

rule! {
    /// Tanda pengganti `${...}` masih tertinggal.
    ///
    /// # Mengapa
    /// Tanda seperti `${nomor_naskah}` diisi oleh layanan persuratan. Yang tidak terisi ikut tercetak pada lembar yang sudah terbit.
    ///
    /// # Dasar
    /// Kebiasaan layanan tanda tangan elektronik; pada lembar tanpa `tte` tanda itu hampir selalu sisa.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [sop]
    /// judul = "Pengelolaan Surat Masuk"
    /// nomor = "${nomor_naskah}"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [sop]
    /// judul = "Pengelolaan Surat Masuk"
    /// nomor = "065/1/2024"
    /// ```
    "tanda-pengganti-tertinggal", Warning, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let root = &subject.spec.root;
    let signs_electronically = root
        .table("pengesahan")
        .is_some_and(|approval| approval.has("tte") || approval.tables("lain").any(|signatory| signatory.has("tte")));
    if signs_electronically {
        return;
    }
    for (text, value) in root.entries.iter().flat_map(|entry| texts(&entry.value)) {
        // Hardly any text has the sign, which is found sooner than the two together.
        if text.contains('$')
            && let Some((_, rest)) = text.split_once("${")
            && let Some((name, _)) = rest.split_once('}')
        {
            findings.report(
                value.span.clone(),
                format!("`${{{name}}}` belum diisi"),
                "isi dengan nilainya; biarkan hanya bila lembar ini masih akan melewati layanan tanda tangan (`tte`)",
            );
        }
    }
}
