//! The table of a procedure, and in it the flowchart.

use std::ops::Range;

use super::tree::{OpenTable, Tree};
use super::words::Describer;
use super::{Painter, text};
use crate::geom::Point;
use crate::layout::{BodyCell, Column, Row, Table};
use crate::scene::{Role, Scope};
use crate::sop::{Listing, Procedure};

impl Painter<'_> {
    pub(super) fn table(&mut self, part: &Table, number: usize) {
        let sop = self.sop;
        let procedure = &sop.procedures[part.procedure];
        let open = match self.open.table {
            Some(open) if open.procedure == part.procedure => open,
            _ => {
                self.bookmark(table_title(procedure, part.procedure), 0, number, part.rect.origin());
                let table = self.tree.add(Role::Table, Tree::DOCUMENT);
                OpenTable { procedure: part.procedure, table, body: None }
            }
        };
        self.page_bookmark(part, procedure, number);
        self.head(part, open.table);
        let body = open.body.unwrap_or_else(|| self.tree.add(Role::TableBody, open.table));
        self.open.table = Some(OpenTable { body: Some(body), ..open });
        let describer = Describer::new(procedure);
        let lanes = 2..2 + procedure.actors.len();
        let mut figures = Vec::with_capacity(part.rows.len());
        for row in &part.rows {
            figures.push((row.step, self.row(row, part, body, &lanes, &describer)));
        }
        self.chart(part, procedure, &figures);
        self.total(part, body);
    }

    fn page_bookmark(&mut self, part: &Table, procedure: &Procedure, number: usize) {
        let (Some(first), Some(last)) = (part.rows.first(), part.rows.last()) else { return };
        let name = |row: &Row| match procedure.steps[row.step].number.as_str() {
            "" => format!("baris {}", row.step + 1),
            number => number.to_owned(),
        };
        let title = match first.step == last.step {
            true => format!("Halaman {}: kegiatan {}", self.page_label(number), name(first)),
            false => {
                format!("Halaman {}: kegiatan {} sampai {}", self.page_label(number), name(first), name(last))
            }
        };
        self.bookmark(title, 1, number, Point::new(part.rect.x, part.rect.y));
    }

    fn head(&mut self, part: &Table, table: usize) {
        // Laid out group by group; read row by row.
        let mut heads: Vec<_> = part.head.iter().collect();
        heads.sort_by_key(|head| (head.rows.start, head.columns.start));
        let section = (!part.head_repeated && !heads.is_empty()).then(|| self.tree.add(Role::TableHeads, table));
        for rows in heads.chunk_by(|a, b| a.rows.start == b.rows.start) {
            // The row of column numbers is of no meaning to who cannot see the columns.
            let section = section.filter(|_| rows[0].rows.start < 2);
            let line = section.map(|section| self.tree.add(Role::TableRow, section));
            for head in rows {
                self.rules.cell(head.cell.rect);
                self.rules.shade(head.cell.rect, self.sop.form.head_color);
                let items = text::all_items(&head.cell.texts);
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
            self.artifact(text::all_items(&cell.cell.texts));
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
            None => self.cell_texts(element, &cell.cell.texts),
            Some(listing) => {
                let mut elements = self.list(listing, element);
                for words in &cell.cell.texts {
                    self.listed(words, &listing.items, &mut elements);
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
            self.element(element, text::all_items(&total.cell.texts));
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
