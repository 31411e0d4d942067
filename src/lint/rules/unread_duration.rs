use crate::form::Total;
use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};
use crate::sop::duration::Duration;

rule! {
    /// Waktu suatu kegiatan tidak dapat dijumlahkan.
    ///
    /// # Mengapa
    /// Hanya angka dengan satuan (detik, menit, jam, hari, hari kerja, minggu, bulan, tahun) yang masuk ke jumlah waktu. Yang lain dicetak
    /// apa adanya dan tidak ikut dihitung.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian flowchart: mutu baku waktu ialah lama penyelesaian kegiatan.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh; pada lembar nyata beberapa dari seratus sel ("sesuai kebutuhan", "triwulanan").
    ///
    /// # Contoh
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Menyusun konsep surat"
    /// pelaksana = "staf"
    /// waktu = "sesuai kebutuhan"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Menyusun konsep surat"
    /// pelaksana = "staf"
    /// waktu = "1-2 jam"
    /// ```
    "waktu-tak-dipahami", Note, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // Where there is a total, whoever adds it up says what was left out.
    if matches!(subject.sop.form.total, Some(Total::All | Total::Critical)) {
        return;
    }
    for row in subject.rows() {
        let Some(value) = row.table.get("waktu") else { continue };
        let text = row.procedure.steps[row.index].duration.text.to_plain();
        if !["", "-", "–"].contains(&text.trim()) && Duration::parse(&text).is_none() {
            findings.report(
                value.span.clone(),
                format!("waktu {} tidak terbaca sebagai lama waktu, jadi tidak ikut dijumlahkan", row.name()),
                "tulis angka dan satuannya, misalnya `10 menit`, `2-3 hari kerja`, `1 x 24 jam`",
            );
        }
    }
}
