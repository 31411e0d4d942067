use crate::form::StandardColumn;
use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};

rule! {
    /// Kelengkapan, waktu, atau output suatu kegiatan kosong.
    ///
    /// # Mengapa
    /// Mutu baku adalah ukuran kegiatan: apa yang harus ada, berapa lama, dan apa hasilnya. Kotak kosong tidak dapat dinilai.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian flowchart: setiap kegiatan mempunyai mutu baku.
    ///
    /// # Seberapa sering
    /// Pada satu contoh. Pada lembar nyata kira-kira satu dari tiga puluh sel.
    ///
    /// # Contoh
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Menyusun konsep surat"
    /// pelaksana = "staf"
    /// kelengkapan = "Disposisi"
    /// output = "Konsep surat"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Menyusun konsep surat"
    /// pelaksana = "staf"
    /// kelengkapan = "Disposisi"
    /// waktu = "1 jam"
    /// output = "Konsep surat"
    /// ```
    "mutu-baku-kosong", Warning, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let printed = &subject.sop.form.standard;
    for row in subject.rows() {
        let step = &row.procedure.steps[row.index];
        let cells = [
            (StandardColumn::Inputs, "kelengkapan", step.inputs.items.iter().all(|item| item.text.is_empty())),
            (StandardColumn::Duration, "waktu", step.duration.text.is_empty()),
            (StandardColumn::Output, "output", step.output.items.iter().all(|item| item.text.is_empty())),
        ];
        let empty: Vec<&str> = cells
            .iter()
            .filter(|(column, _, empty)| *empty && printed.contains(column) && !step.is_merged(*column))
            .map(|(_, key, _)| *key)
            .collect();
        if !empty.is_empty() {
            findings.report(
                step.span.clone(),
                format!("{} belum mempunyai {}", row.name(), crate::spec::all_of(&empty)),
                "isi selnya, atau tulis `gabung` bila selnya menyatu dengan baris di atasnya",
            );
        }
    }
}
