use crate::lint::subject::Subject;
use crate::lint::{Findings, rule};

rule! {
    /// Urutan kolom pelaksana tidak mengikuti urutan mereka bekerja.
    ///
    /// # Mengapa
    /// Kolom disusun menurut siapa yang bekerja lebih dahulu, bukan menurut pangkat; alur lalu berjalan dari kiri dan panahnya pendek.
    ///
    /// # Dasar
    /// Kebiasaan penyusunan SOP AP; kalimatnya dalam Permenpan-RB 35/2012 belum kami baca, maka hanya catatan.
    ///
    /// # Seberapa sering
    /// Pada sebagian besar contoh dan lembar nyata.
    ///
    /// # Contoh
    /// ```toml
    /// [[pelaksana]]
    /// id = "kepala"
    /// nama = "Kepala"
    ///
    /// [[pelaksana]]
    /// id = "staf"
    /// nama = "Staf"
    ///
    /// [[kegiatan]]
    /// uraian = "Menyusun konsep surat"
    /// pelaksana = "staf"
    ///
    /// [[kegiatan]]
    /// uraian = "Menandatangani surat"
    /// pelaksana = "kepala"
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
    ///
    /// [[kegiatan]]
    /// uraian = "Menyusun konsep surat"
    /// pelaksana = "staf"
    ///
    /// [[kegiatan]]
    /// uraian = "Menandatangani surat"
    /// pelaksana = "kepala"
    /// ```
    "urutan-pelaksana", Note, check
}

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for (_, procedure) in subject.procedures() {
        let first_row = |lane: usize| procedure.symbols.iter().filter(|s| s.lane == lane).map(|s| s.row).min();
        let met: Vec<(usize, usize)> =
            (0..procedure.actors.len()).filter_map(|lane| Some((lane, first_row(lane)?))).collect();
        let Some(pair) = met.windows(2).find(|pair| pair[0].1 > pair[1].1) else { continue };
        let mut order = met.clone();
        order.sort_by_key(|&(lane, row)| (row, lane));
        let name = |lane: usize| procedure.actors[lane].name.to_plain().replace('\n', " ");
        let order: Vec<String> = order.into_iter().map(|(lane, _)| name(lane)).collect();
        findings.report(
            procedure.actors[pair[0].0].span.clone(),
            format!("kolom `{}` mendahului `{}`, padahal bekerja sesudahnya", name(pair[0].0), name(pair[1].0)),
            format!("menurut urutan bekerja: {}", order.join(", ")),
        );
    }
}
