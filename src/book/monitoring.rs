//! The form on which supervisors judge how each SOP is kept to: table 7 of the annex of Permenpan-RB 35/2012 (page 54).

use super::{Chapter, is_grouped};
use crate::compose::{Cell, Column, Composed, Composer, HeadCell, Look};
use crate::geom::Length;
use crate::text::{Align, RichText};

/// The least height of a row: it is filled by hand.
const ROW: Length = Length::pt(34);

/// Composes the form.
pub(super) fn compose(chapters: &[Chapter], look: &Look) -> Composed {
    let mut composer = Composer::new(look.clone());
    composer.turn();
    composer.bookmark("Formulir monitoring", 0);
    composer.heading(1, &RichText::plain("FORMULIR MONITORING PELAKSANAAN SOP AP"), composer.title(14));
    composer.skip(Length::pt(10));
    let columns = [
        (50, Align::Center),
        (270, Align::Left),
        (90, Align::Center),
        (90, Align::Center),
        (210, Align::Left),
        (190, Align::Left),
        (100, Align::Center),
    ];
    let columns = columns.map(|(share, align)| Column { share, align }).to_vec();
    let cell = |text: &str, column, span| HeadCell { text: text.to_owned(), column, span };
    let head = vec![
        vec![
            cell("No.", 0, (1, 2)),
            cell("Prosedur", 1, (1, 2)),
            cell("Penilaian terhadap penerapan", 2, (2, 1)),
            cell("Catatan hasil penilaian", 4, (1, 2)),
            cell("Tindakan yang harus diambil", 5, (1, 2)),
            cell("Paraf penilai", 6, (1, 2)),
        ],
        vec![cell("Berjalan dengan baik", 2, (1, 1)), cell("Tidak", 3, (1, 1))],
    ];
    let table = composer.table(columns, head, ROW);
    let grouped = is_grouped(chapters);
    let mut number = 0;
    for run in chapters.chunk_by(|one, other| grouped && one.agency == other.agency) {
        let rows: Vec<Vec<Cell>> = run
            .iter()
            .map(|chapter| {
                let agency = if grouped { "" } else { chapter.agency.as_str() };
                let lines = [chapter.title.as_str(), &chapter.number, agency];
                let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
                number += 1;
                let mut cells = vec![Cell::plain(&number.to_string()), Cell::plain(&lines.join("\n"))];
                cells.resize(7, Cell::default());
                cells
            })
            .collect();
        let heading = grouped.then(|| Cell { bold: true, columns: 7, ..Cell::plain(&run[0].agency) });
        composer.group(&table, heading, &rows);
    }
    composer.finish()
}
