use std::borrow::Cow;

use crate::lint::subject::{Subject, words};
use crate::lint::{Findings, rule};
use crate::sop::Listing;

rule! {
    /// Output suatu kegiatan tidak dipakai kegiatan berikutnya.
    ///
    /// # Mengapa
    /// Output sebuah kegiatan biasanya menjadi kelengkapan kegiatan sesudahnya. Yang tidak dipakai siapa pun mungkin salah nama, atau
    /// kegiatannya tidak perlu.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian flowchart: kelengkapan ialah standar masukan, output ialah standar keluaran.
    ///
    /// # Seberapa sering
    /// Pada sebagian contoh; satu catatan untuk satu prosedur.
    ///
    /// # Contoh
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Menyusun konsep surat"
    /// pelaksana = "staf"
    /// kelengkapan = "Disposisi"
    /// output = "Notula rapat"
    ///
    /// [[kegiatan]]
    /// uraian = "Menandatangani surat"
    /// pelaksana = "kepala"
    /// kelengkapan = "Konsep surat"
    /// output = "Surat"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Menyusun konsep surat"
    /// pelaksana = "staf"
    /// kelengkapan = "Disposisi"
    /// output = "Konsep surat"
    ///
    /// [[kegiatan]]
    /// uraian = "Menandatangani surat"
    /// pelaksana = "kepala"
    /// kelengkapan = "Konsep surat"
    /// output = "Surat"
    /// ```
    "output-tak-terpakai", Note, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, procedure) in subject.procedures() {
        let steps = procedure.steps.iter();
        let texts: Vec<_> = steps.map(|step| (plain(&step.inputs), plain(&step.output))).collect();
        let inputs: Vec<Vec<_>> = texts.iter().map(|(inputs, _)| content(inputs).collect()).collect();
        let unused: Vec<usize> = (0..procedure.steps.len().saturating_sub(1))
            .filter(|&row| {
                let output: Vec<_> = content(&texts[row].1).collect();
                let used = |later: &Vec<_>| output.iter().any(|word| later.contains(word));
                // A loop may lead the output upwards, so every other row counts.
                !output.is_empty() && !inputs.iter().enumerate().any(|(other, input)| other != row && used(input))
            })
            .collect();
        if let Some(&first) = unused.first() {
            let step = &procedure.steps[first];
            let numbers: Vec<&str> = unused.iter().map(|&row| procedure.steps[row].number.as_str()).collect();
            findings.report(
                step.span.clone(),
                format!("output kegiatan {} tidak menjadi kelengkapan kegiatan lain", numbers.join(", ")),
                "pakai nama yang sama di kelengkapan kegiatan yang memerlukannya",
            );
        }
    }
}

/// A listing as one text.
fn plain(listing: &Listing) -> String {
    match &listing.items[..] {
        [only] => only.text.to_plain(),
        items => items.iter().map(|item| item.text.to_plain()).collect::<Vec<_>>().join("\n"),
    }
}

/// The words of a text that carry meaning.
fn content(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    words(text)
        .filter(|word| word.len() > 3 && !["yang", "telah", "sudah", "untuk", "dengan", "pada"].contains(&&**word))
}
