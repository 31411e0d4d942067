use crate::lint::subject::{Subject, texts, words};
use crate::lint::{Findings, rule};

rule! {
    /// Peringatan tidak mengatakan apa akibatnya.
    ///
    /// # Mengapa
    /// Peringatan mengatakan apa yang terjadi bila SOP tidak dilaksanakan: "Apabila ..., maka ...".
    ///
    /// # Dasar
    /// Kebiasaan lembar SOP AP; Permenpan-RB 35/2012, lampiran, bagian identitas: peringatan.
    ///
    /// # Seberapa sering
    /// Pada satu dari tiga contoh, maka hanya catatan.
    ///
    /// # Contoh
    /// ```toml
    /// [identitas]
    /// peringatan = "Surat dicatat pada hari yang sama"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [identitas]
    /// peringatan = "Apabila surat tidak dicatat pada hari yang sama, maka jawabannya terlambat"
    /// ```
    "peringatan-tanpa-akibat", Note, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(value) = subject.value("identitas", "peringatan") else { return };
    let mut all = texts(value).flat_map(|(text, _)| words(text)).peekable();
    let is_given = all.peek().is_some();
    let conditional = all.any(|word| ["apabila", "jika", "bila", "bilamana", "kalau"].contains(&&*word));
    if is_given && !conditional {
        findings.report(
            value.span.clone(),
            "peringatan tidak menyebut akibat bila SOP tidak dilaksanakan",
            "tulis \"Apabila ..., maka ...\"",
        );
    }
}
