use crate::layout::{Cell, Layout};
use crate::lint::subject::{Subject, one_line, tables};
use crate::lint::{Findings, rule};
use crate::text::Block;

rule! {
    /// Sebuah kata terpaksa diputus tanpa tanda hubung karena kolomnya lebih sempit daripada kata itu.
    ///
    /// # Mengapa
    /// Kata yang diputus di sembarang tempat sulit dibaca. Biasanya ini kode, alamat web, atau beberapa kata yang lupa diberi spasi.
    ///
    /// # Dasar
    /// Pedoman Umum Ejaan Bahasa Indonesia: kata dipenggal menurut suku katanya.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh dan lembar nyata.
    ///
    /// # Contoh
    /// ```toml
    /// [format]
    /// orientasi = "potret"
    /// ukuran_huruf = 12
    ///
    /// [[kegiatan]]
    /// uraian = "Mengisi kolom XRQPTWKLMNBVCXZSDFGHJKLQWRTPXRQPTWKLMNBVCXZSDFGHJKLQWRTP"
    /// pelaksana = "staf"
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [[kegiatan]]
    /// uraian = "Mengisi kolom kode pada formulir"
    /// pelaksana = "staf"
    /// ```
    "kata-terpotong", Note, drawn check
}

fn check(subject: &Subject<'_>, layout: &Layout, findings: &mut Findings<'_>) {
    for (_, table) in tables(layout) {
        let procedure = &subject.sop.procedures[table.procedure];
        for cell in table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.repeated) {
            if let (Some(word), Some(step)) = (torn(&cell.cell), procedure.steps.get(cell.steps.start)) {
                findings.report(step.span.clone(), format!("`{word}` terpaksa diputus: kolomnya terlalu sempit"), HELP);
            }
        }
        for head in table.head.iter().filter(|_| !table.head_repeated) {
            let lane = head.columns.start.checked_sub(2).filter(|_| head.columns.len() == 1);
            if let (Some(word), Some(actor)) = (torn(&head.cell), lane.and_then(|lane| procedure.actors.get(lane))) {
                findings.report(
                    actor.span.clone(),
                    format!("`{word}` terpaksa diputus: lajurnya terlalu sempit"),
                    HELP,
                );
            }
        }
    }
}

const HELP: &str = "beri spasi, pendekkan, atau pakai huruf yang lebih kecil atau kertas yang lebih besar";

/// The first piece of the first word that a line break tore apart.
fn torn(cell: &Cell) -> Option<String> {
    cell.texts.iter().find_map(|text| torn_in(&text.block))
}

fn torn_in(block: &Block) -> Option<String> {
    let line = block.lines.iter().find(|line| {
        let last = line.runs.last().and_then(|run| run.run.text.chars().last());
        // Behind a hyphen, a stroke or a dot nothing is torn.
        !line.ends_word && last.is_some_and(char::is_alphanumeric)
    })?;
    let text: String = line.runs.iter().map(|run| run.run.text.as_str()).collect();
    text.split_whitespace().last().map(one_line)
}
