use crate::geom::Length;
use crate::layout::{Column, Layout};
use crate::lint::subject::{Subject, tables};
use crate::lint::{Findings, rule};

rule! {
    /// Kertasnya terlalu kecil untuk pelaksana sebanyak ini: lajurnya sempit.
    ///
    /// # Mengapa
    /// Di lajur yang sempit simbolnya kecil, nama pelaksananya ditulis tegak, dan kata-kata di dalam simbol sulit dibaca.
    ///
    /// # Dasar
    /// Kebiasaan; ukuran kertas tidak ditentukan Permenpan-RB 35/2012, maka hanya catatan.
    ///
    /// # Seberapa sering
    /// Pada lembar dengan sepuluh pelaksana atau lebih.
    ///
    /// # Contoh
    /// ```toml
    /// [format]
    /// orientasi = "potret"
    ///
    /// [[pelaksana]]
    /// id = "staf"
    /// nama = "Staf"
    ///
    /// [[pelaksana]]
    /// id = "kepala"
    /// nama = "Kepala"
    ///
    /// [[pelaksana]]
    /// nama = "Seksi A"
    ///
    /// [[pelaksana]]
    /// nama = "Seksi B"
    ///
    /// [[pelaksana]]
    /// nama = "Seksi C"
    ///
    /// [[pelaksana]]
    /// nama = "Seksi D"
    ///
    /// [[pelaksana]]
    /// nama = "Seksi E"
    ///
    /// [[pelaksana]]
    /// nama = "Seksi F"
    ///
    /// [[pelaksana]]
    /// nama = "Seksi G"
    ///
    /// [[pelaksana]]
    /// nama = "Seksi H"
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
    /// ```
    "lajur-sempit", Note, drawn check
}

/// A lane below this is drawn, but bigger paper would do better.
const READABLE: Length = Length::pt(36);

fn check(subject: &Subject<'_>, layout: &Layout, findings: &mut Findings<'_>) {
    for (index, procedure) in subject.sop.procedures.iter().enumerate() {
        let Some((_, table)) = tables(layout).find(|(_, table)| table.procedure == index) else { continue };
        let edges = table.columns.iter().zip(table.edges.windows(2));
        let lanes = edges.filter(|(column, _)| matches!(column, Column::Lane(_))).map(|(_, edge)| edge[1] - edge[0]);
        let Some(narrowest) = lanes.min().filter(|width| *width < READABLE) else { continue };
        let place = procedure.actors.last().map_or(0..0, |actor| actor.span.clone());
        findings.report(
            place,
            format!("{} pelaksana membuat lajur hanya {:.0} pt", procedure.actors.len(), narrowest.to_pt()),
            "pada kertas yang lebih besar (`kertas = \"A3\"`) lembarnya lebih mudah dibaca",
        );
    }
}
