use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};

rule! {
    /// Pelayanan tidak dimulai atau tidak diakhiri oleh pemohonnya.
    ///
    /// # Mengapa
    /// Pelayanan bermula dari permohonan dan baru selesai ketika pemohon menerima hasilnya. Yang berakhir lebih dahulu, misalnya pada
    /// pengarsipan, belum menunjukkan bagaimana hasil sampai kepada pemohon; pengarsipan dilakukan sebelum penyerahan.
    ///
    /// # Dasar
    /// Materi pelatihan penyusunan SOP AP, Kementerian PANRB, deputi bidang tata laksana (2013): kegiatan awal dan akhir pelayanan.
    ///
    /// # Seberapa sering
    /// Pada satu dari sepuluh contoh, dan dua lembar galeri, yang berakhir pada petugas.
    ///
    /// # Contoh
    /// ```toml
    /// [[pelaksana]]
    /// id = "pemohon"
    /// nama = "Pemohon"
    ///
    /// [[pelaksana]]
    /// id = "petugas"
    /// nama = "Petugas Loket"
    ///
    /// [[kegiatan]]
    /// uraian = "Menyerahkan berkas permohonan"
    /// pelaksana = "pemohon"
    ///
    /// [[kegiatan]]
    /// uraian = "Mengarsipkan surat keterangan"
    /// pelaksana = "petugas"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[pelaksana]]
    /// id = "pemohon"
    /// nama = "Pemohon"
    ///
    /// [[pelaksana]]
    /// id = "petugas"
    /// nama = "Petugas Loket"
    ///
    /// [[kegiatan]]
    /// uraian = "Menyerahkan berkas permohonan"
    /// pelaksana = "pemohon"
    ///
    /// [[kegiatan]]
    /// uraian = "Mengarsipkan dan menyerahkan surat keterangan"
    /// pelaksana = "petugas"
    ///
    /// [[kegiatan]]
    /// uraian = "Menerima surat keterangan"
    /// pelaksana = "pemohon"
    /// ```
    "pemohon-di-tengah", Note, check
}

/// Lanes of those whom a service is for.
const APPLICANTS: [&str; 4] = ["pemohon", "masyarakat", "pengguna layanan", "pelanggan"];

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, procedure) in subject.procedures() {
        let is_applicant =
            |name: &str| APPLICANTS.contains(&name.split_whitespace().collect::<Vec<_>>().join(" ").as_str());
        let Some(lane) = procedure.actors.iter().position(|actor| is_applicant(&actor.name.to_plain().to_lowercase()))
        else {
            continue;
        };
        let actor = &procedure.actors[lane];
        let acts = |row| procedure.symbols.iter().any(|symbol| symbol.row == row && symbol.lane == lane);
        let last = procedure.steps.len().saturating_sub(1);
        let missing = match (acts(0), acts(last)) {
            (true, true) => continue,
            (false, true) => "dimulai",
            (true, false) => "diakhiri",
            (false, false) => "dimulai dan diakhiri",
        };
        findings.report(
            actor.span.clone(),
            format!("pelayanan ini tidak {missing} oleh `{}`", actor.name.to_plain().replace('\n', " ")),
            "mulai dari permohonannya, dan akhiri dengan penerimaan hasil olehnya",
        );
    }
}
