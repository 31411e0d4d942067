//! The table of a procedure, and in it the flowchart.

use std::ops::Range;

use super::tree::Tree;
use super::words::Describer;
use super::{Painter, text};
use crate::geom::Point;
use crate::layout::{BodyCell, Column, Row, Table};
use crate::scene::{Item, Role, Scope};
use crate::sop::{Listing, Procedure};

impl Painter<'_> {
    pub(super) fn table(&mut self, part: &Table, number: usize) {
        let sop = self.sop;
        let procedure = &sop.procedures[part.procedure];
        let table = match self.open.table {
            Some((index, table)) if index == part.procedure => table,
            _ => {
                let table = self.tree.add(Role::Table, Tree::DOCUMENT);
                self.open.table = Some((part.procedure, table));
                self.bookmark(table_title(procedure, part.procedure), 0, number, part.rect.origin());
                table
            }
        };
        self.page_bookmark(part, procedure, number);
        self.head(part, table);
        let describer = Describer::new(procedure);
        let lanes = 2..2 + procedure.actors.len();
        let mut figures = Vec::with_capacity(part.rows.len());
        for row in &part.rows {
            figures.push((row.step, self.row(row, part, table, &lanes, &describer)));
        }
        self.chart(part, procedure, &figures);
        self.total(part, table);
    }

    fn page_bookmark(&mut self, part: &Table, procedure: &Procedure, number: usize) {
        let (Some(first), Some(last)) = (part.rows.first(), part.rows.last()) else { return };
        let name = |row: &Row| match procedure.steps[row.step].number.as_str() {
            "" => format!("baris {}", row.step + 1),
            number => number.to_owned(),
        };
        let title = match first.step == last.step {
            true => format!("Halaman {}: kegiatan {}", number + 1, name(first)),
            false => format!("Halaman {}: kegiatan {} sampai {}", number + 1, name(first), name(last)),
        };
        self.bookmark(title, 1, number, Point::new(part.rect.x, part.rect.y));
    }

    fn head(&mut self, part: &Table, table: usize) {
        // Laid out group by group; read row by row.
        let mut heads: Vec<_> = part.head.iter().collect();
        heads.sort_by_key(|head| (head.rows.start, head.columns.start));
        for rows in heads.chunk_by(|a, b| a.rows.start == b.rows.start) {
            let repeated = part.head_repeated || rows[0].rows.start == 2;
            let line = if repeated { None } else { Some(self.tree.add(Role::TableRow, table)) };
            for head in rows {
                self.rules.cell(head.cell.rect);
                self.rules.shade(head.cell.rect);
                let items: Vec<Item> = head.cell.texts.iter().flat_map(text::items).collect();
                match line {
                    None => self.artifact(items),
                    Some(line) => {
                        let (columns, rows) = (head.columns.len() as u32, head.rows.len() as u32);
                        let role = Role::TableHead { scope: Scope::Column, columns, rows };
                        let element = self.tree.add(role, line);
                        self.element(element, items);
                    }
                }
            }
        }
    }

    /// Paints a row; returns the element of its figure.
    fn row(&mut self, row: &Row, part: &Table, table: usize, lanes: &Range<usize>, describer: &Describer) -> usize {
        let line = self.tree.add(Role::TableRow, table);
        let mut figure = line;
        for cell in &row.cells {
            self.rules.cell(cell.cell.rect);
            if lanes.contains(&cell.columns.start) {
                if cell.columns.start == lanes.start {
                    let role = Role::TableCell { columns: lanes.len() as u32, rows: 1 };
                    let element = self.tree.add(role, line);
                    let (name, alternative) = describer.step(row.step);
                    figure = self.tree.add(Role::Figure { alternative, name }, element);
                }
                continue;
            }
            self.body_cell(cell, part, row.step, line);
        }
        figure
    }

    fn body_cell(&mut self, cell: &BodyCell, part: &Table, step: usize, line: usize) {
        if cell.repeated {
            self.artifact(cell.cell.texts.iter().flat_map(text::items).collect());
            return;
        }
        let role = Role::TableCell { columns: cell.columns.len() as u32, rows: cell.steps.len() as u32 };
        let element = self.tree.add(role, line);
        let sop = self.sop;
        let step = &sop.procedures[part.procedure].steps[step];
        let listing: Option<&Listing> = match part.columns[cell.columns.start] {
            Column::Inputs => Some(&step.inputs),
            Column::Output => Some(&step.output),
            Column::Note => Some(&step.note),
            Column::Number | Column::Activity | Column::Lane(_) | Column::Duration | Column::DurationUnit => None,
        };
        let simple = |listing: &&Listing| {
            let plain = listing.items.iter().all(|item| item.mark.is_none() && item.link.is_none());
            plain && listing.items.len() < 2
        };
        match listing.filter(|listing| !simple(listing)) {
            None => self.element(element, cell.cell.texts.iter().flat_map(text::items).collect()),
            Some(listing) => {
                let elements = self.list(listing, element);
                for words in &cell.cell.texts {
                    self.listed(words, &listing.items, &elements);
                }
            }
        }
    }

    fn total(&mut self, part: &Table, table: usize) {
        if part.total.is_empty() {
            return;
        }
        let line = self.tree.add(Role::TableRow, table);
        for (i, total) in part.total.iter().enumerate() {
            self.rules.cell(total.cell.rect);
            let columns = total.columns.len() as u32;
            let role = match i {
                0 => Role::TableHead { scope: Scope::Row, columns, rows: 1 },
                _ => Role::TableCell { columns, rows: 1 },
            };
            let element = self.tree.add(role, line);
            self.element(element, total.cell.texts.iter().flat_map(text::items).collect());
        }
    }
}

fn table_title(procedure: &Procedure, index: usize) -> String {
    match &procedure.title {
        Some(title) if !title.is_empty() => title.to_plain().replace('\n', " "),
        _ if index == 0 => "Prosedur".to_owned(),
        _ => format!("Prosedur {}", index + 1),
    }
}
