use crate::geom::Length;
use crate::layout::{Layout, Table};
use crate::lint::subject::{Subject, tables};
use crate::lint::{Findings, rule};

rule! {
    /// Baris menjadi lebih tinggi daripada teks dan simbolnya, karena banyak panah melewatinya.
    ///
    /// # Mengapa
    /// Panah memerlukan jarak satu sama lain. Bila banyak panah balik menuju atau melewati satu baris, barisnya meninggi dan lembar
    /// bertambah panjang; biasanya alurnya dapat disederhanakan, misalnya dengan memeriksa sekali di akhir.
    ///
    /// # Dasar
    /// Kebiasaan menggambar bagan alir; tidak ada pasalnya, maka hanya catatan.
    ///
    /// # Seberapa sering
    /// Pada satu dari 29 contoh; pada lembar nyata dua dari tujuh belas.
    ///
    /// # Contoh
    /// ```toml
    /// [[kegiatan]]
    /// id = "a"
    /// uraian = "Menerima berkas"
    /// pelaksana = "kepala"
    ///
    /// [[kegiatan]]
    /// uraian = "Memilah berkas"
    /// simbol = [
    ///   { id = "b", pelaksana = "staf", ya = "c", tidak = "e" },
    ///   { id = "c", pelaksana = "staf", ya = "d", tidak = "a" },
    /// ]
    ///
    /// [[kegiatan]]
    /// uraian = "Mengolah berkas"
    /// simbol = [
    ///   { id = "d", pelaksana = "staf", ya = "e", tidak = "b" },
    ///   { id = "e", pelaksana = "kepala", ya = "f", tidak = "a" },
    /// ]
    ///
    /// [[kegiatan]]
    /// uraian = "Memeriksa berkas"
    /// simbol = [
    ///   { id = "f", pelaksana = "staf", ya = "g", tidak = "c" },
    ///   { id = "g", pelaksana = "kepala", ya = "h", tidak = "a" },
    /// ]
    ///
    /// [[kegiatan]]
    /// id = "h"
    /// uraian = "Menyetujui berkas"
    /// pelaksana = "staf"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Memeriksa konsep"
    /// pelaksana = "kepala"
    /// ```
    "baris-meninggi", Note, drawn check
}

/// What borders, and the ends of lines above and below a symbol, take of a row.
const USUAL: Length = Length::pt(20);
/// What a row may grow before it is worth a word: a line of text.
const MOST: Length = Length::pt(12);

fn check(subject: &Subject<'_>, layout: &Layout, findings: &mut Findings<'_>) {
    for (index, procedure) in subject.sop.procedures.iter().enumerate() {
        let own = tables(layout).filter(|(_, table)| table.procedure == index);
        let grown: Vec<usize> = own.flat_map(|(_, table)| grown(table)).collect();
        let Some(&first) = grown.first() else { continue };
        let numbers: Vec<&str> = grown.iter().map(|&row| procedure.steps[row].number.as_str()).collect();
        findings.report(
            procedure.steps[first].span.clone(),
            format!("baris kegiatan {} meninggi karena banyak panah di sekitarnya", numbers.join(", ")),
            "cobalah mengurangi panah balik, atau urutan kolom pelaksana yang lain",
        );
    }
}

/// The steps whose rows are much higher than what stands in them.
fn grown(table: &Table) -> Vec<usize> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let merged: Vec<_> = cells.map(|cell| &cell.steps).filter(|steps| steps.len() > 1).collect();
    let is_merged = |step: usize| merged.iter().any(|steps| steps.contains(&step));
    let mut found = Vec::new();
    for row in table.rows.iter().filter(|row| !is_merged(row.step)) {
        let texts = row.cells.iter().flat_map(|cell| &cell.cell.texts).map(|text| text.block.size.h);
        let inside = |y: Length| row.rect.y <= y && y < row.rect.y + row.rect.h;
        // Symbols of a cell stand one below the other, with a line between two.
        let mut lanes: Vec<(Length, Length)> = Vec::new();
        for symbol in table.chart.symbols.iter().filter(|symbol| inside(symbol.rect.y)) {
            let middle = symbol.rect.x + symbol.rect.w.half();
            let height = symbol.rect.h + USUAL;
            match lanes.iter_mut().find(|(x, _)| (*x - middle).max(middle - *x) < Length::pt(10)) {
                Some((_, sum)) => *sum += height,
                None => lanes.push((middle, height)),
            }
        }
        let needed = texts.chain(lanes.into_iter().map(|(_, sum)| sum)).max().unwrap_or_default();
        if row.rect.h > needed + USUAL.half() + MOST {
            found.push(row.step);
        }
    }
    found
}
