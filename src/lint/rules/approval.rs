use crate::lint::subject::{Subject, texts, words};
use crate::lint::{Findings, rule};

rule! {
    /// Pengesahan belum lengkap.
    ///
    /// # Mengapa
    /// Pengesahan memuat jabatan, nama, dan NIP pejabat yang berwenang. Kepala daerah menandatangani tanpa NIP.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian identitas: pengesahan memuat nomenklatur jabatan, tanda tangan, nama, NIP, dan stempel.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [pengesahan]
    /// jabatan = "CAMAT"
    /// nama = "NAMA PEJABAT"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [pengesahan]
    /// jabatan = "CAMAT"
    /// nama = "NAMA PEJABAT"
    /// nip = "198001012005011001"
    /// ```
    "pengesahan-tak-lengkap", Warning, check
}

/// Those who sign without a NIP.
const WITHOUT_NIP: [&str; 8] = ["gubernur", "bupati", "walikota", "wali", "menteri", "presiden", "ketua", "desa"];

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if !subject.sop.form.identity {
        return;
    }
    let root = &subject.spec.root;
    let Some(approval) = root.table("pengesahan") else {
        let place = root.entry("sop").map_or(0..0, |entry| entry.key_span.clone());
        findings.report(place, "belum ada pengesahan", "tulis [pengesahan] dengan jabatan, nama, dan nip pejabatnya");
        return;
    };
    let mut office = approval.get("jabatan").into_iter().flat_map(texts).flat_map(|(text, _)| words(text));
    let needs_nip = !office.any(|word| WITHOUT_NIP.contains(&&*word));
    let missing: Vec<&str> = ["jabatan", "nama", "nip"]
        .into_iter()
        .filter(|key| !approval.has(key) && (*key != "nip" || needs_nip))
        .collect();
    if !missing.is_empty() {
        findings.report(
            approval.span.clone(),
            format!("pengesahan belum memuat {}", crate::spec::all_of(&missing)),
            "lengkapi [pengesahan]; kosongkan dengan \"\" bila memang ditulis tangan",
        );
    }
}
