use crate::geom::cross;
use crate::layout::chart::LineOf;
use crate::layout::{Connector, Layout};
use crate::lint::subject::{Subject, tables};
use crate::lint::{Findings, rule};

rule! {
    /// Dua panah bersilangan, dan tidak ada jalan lain baginya.
    ///
    /// # Mengapa
    /// Panah yang bersilangan dapat diikuti dengan salah. Lajur sudah mencari susunan panah yang paling sedikit bersilangan; yang tersisa
    /// hanya hilang bila urutan pelaksana, urutan kegiatan, atau alurnya diubah.
    ///
    /// # Dasar
    /// Kebiasaan menggambar bagan alir; tidak ada pasalnya, maka hanya catatan.
    ///
    /// # Seberapa sering
    /// Pada satu dari 29 contoh; pada lembar nyata dua dari tujuh belas.
    ///
    /// # Contoh
    /// ```toml
    /// [[pelaksana]]
    /// id = "staf"
    /// nama = "Staf"
    ///
    /// [[pelaksana]]
    /// id = "kasi"
    /// nama = "Kepala Seksi"
    ///
    /// [[pelaksana]]
    /// id = "kepala"
    /// nama = "Kepala"
    ///
    /// [[kegiatan]]
    /// uraian = "Membagi berkas"
    /// pelaksana = "staf"
    /// lanjut = ["a", "b", "c"]
    ///
    /// [[kegiatan]]
    /// uraian = "Memilah berkas"
    /// simbol = [
    ///   { id = "a", pelaksana = "staf", cabang = [{ label = "1", ke = "x" }, { label = "2", ke = "y" }, { label = "3", ke = "z" }] },
    ///   { id = "b", pelaksana = "kasi", cabang = [{ label = "1", ke = "x" }, { label = "2", ke = "y" }, { label = "3", ke = "z" }] },
    ///   { id = "c", pelaksana = "kepala", cabang = [{ label = "1", ke = "x" }, { label = "2", ke = "y" }, { label = "3", ke = "z" }] },
    /// ]
    ///
    /// [[kegiatan]]
    /// uraian = "Mengolah berkas"
    /// simbol = [
    ///   { id = "x", pelaksana = "staf", lanjut = "akhir" },
    ///   { id = "y", pelaksana = "kasi", lanjut = "akhir" },
    ///   { id = "z", pelaksana = "kepala", lanjut = "akhir" },
    /// ]
    ///
    /// [[kegiatan]]
    /// id = "akhir"
    /// uraian = "Menyimpan berkas"
    /// pelaksana = "staf"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Memilah berkas"
    /// pelaksana = "staf"
    /// ```
    "panah-bersilangan", Note, drawn check
}

fn check(subject: &Subject<'_>, layout: &Layout, findings: &mut Findings<'_>) {
    for (page, table) in tables(layout) {
        let procedure = &subject.sop.procedures[table.procedure];
        let lines = &table.chart.connectors;
        let pairs: Vec<(&Connector, &Connector)> = (0..lines.len())
            .flat_map(|b| (0..b).map(move |a| (a, b)))
            .map(|(a, b)| (&lines[a], &lines[b]))
            .filter(|(a, b)| cross(&a.points, &b.points))
            .collect();
        let Some((one, other)) = pairs.first() else { continue };
        let row = |line: &Connector| match line.what {
            LineOf::Flow(flow) => procedure.symbols[procedure.flows[flow].from[0].0].row,
            LineOf::Tie(_) => 0,
        };
        let (first, second) = (row(one).min(row(other)), row(one).max(row(other)));
        let more = if pairs.len() > 1 { format!(", dan {} pasang lagi", pairs.len() - 1) } else { String::new() };
        let names = (procedure.step_name(first), procedure.step_name(second));
        findings.report(
            procedure.steps[first].span.clone(),
            format!("di halaman {} panah dari {} dan dari {} bersilangan{more}", page + 1, names.0, names.1),
            "cobalah urutan kolom pelaksana atau urutan kegiatan yang lain",
        );
    }
}
