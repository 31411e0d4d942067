//! The table of a procedure on its pages: title, head, rows with their flowchart, total, note, end block.

use std::sync::Arc;

use super::chart::{DrawnChart, DrawnPage};
use super::columns::LEAST_LANE;
use super::draft::{Draft, Shaped, Space};
use super::flowchart;
use super::known;
use super::pages::Pages;
use super::tail::{NOTE_GAP, Tail};
use super::typeset::Faces;
use super::{Lines, LinesKind, Part, Placed, Table, titles};
use crate::diag::{Diagnostic, Diagnostics};
use crate::geom::{Length, Rect};
use crate::sop::{Procedure, Sop};

/// The distance of a table from an identity on the same page.
const BELOW_IDENTITY: Length = Length::pt(10);

/// Puts a procedure on pages.
pub(super) fn place(sop: &Sop, index: usize, faces: &Faces, pages: &mut Pages, diagnostics: &mut Diagnostics) {
    let procedure = &sop.procedures[index];
    let new_page = index > 0 || sop.form.identity && sop.form.table_on_new_page;
    if new_page && !pages.is_fresh() {
        pages.turn();
    }
    let area = pages.area();
    let tail = Tail::new(sop, index, faces, area.w);
    let title = titles::procedure_title(sop, index, faces, area.w);
    if sop.form.identity && !new_page {
        pages.skip(BELOW_IDENTITY);
    }
    let title_height = title.as_ref().map_or(Length::ZERO, |title| title.size.h + titles::GAP);
    let (first, fresh) = (pages.left() - title_height, area.h - title_height);
    let space = Space { area, first, fresh, tail: tail.height(), endless: pages.is_endless(), widths: pages.widths() };
    let draft = match known::draft(Shaped::new(sop, procedure, faces), space) {
        Ok(draft) => draft,
        Err(lane) => return report_narrow_lanes(procedure, lane, diagnostics),
    };
    report_high_rows(procedure, &draft.drawn, diagnostics);
    if draft.turns {
        pages.turn();
    }
    if let Some(title) = title {
        titles::place(LinesKind::ProcedureTitle(index), vec![title], pages);
    }
    Sheet { sop, index, faces, draft: &draft }.place(tail, pages);
}

fn report_narrow_lanes(procedure: &Procedure, lane: Length, diagnostics: &mut Diagnostics) {
    let span = procedure.actors.last().map_or(0..0, |actor| actor.span.clone());
    let message = format!(
        "{} pelaksana tidak muat: lajurnya hanya {:.1} pt, paling sedikit {} pt",
        procedure.actors.len(),
        lane.to_pt(),
        LEAST_LANE.to_pt()
    );
    let help = "pakai kertas yang lebih besar (`kertas = \"A3\"`), lanskap, atau huruf yang lebih kecil";
    diagnostics.push(Diagnostic::error("lajur-terlalu-sempit", span, message).help(help));
}

fn report_high_rows(procedure: &Procedure, drawn: &DrawnChart, diagnostics: &mut Diagnostics) {
    for &row in &drawn.too_high {
        let step = &procedure.steps[row];
        let message = format!("baris {} lebih tinggi daripada satu halaman kosong", row + 1);
        let help = "bagi isinya atas beberapa kegiatan, atau pakai kertas yang lebih besar";
        diagnostics.push(Diagnostic::error("baris-terlalu-tinggi", step.span.clone(), message).help(help));
    }
}

/// A table whose pages are being put down.
struct Sheet<'a> {
    sop: &'a Sop,
    index: usize,
    faces: &'a Faces<'a>,
    draft: &'a Draft,
}

impl Sheet<'_> {
    fn place(&self, tail: Tail, pages: &mut Pages) {
        let first_page = pages.current();
        let drawn = &self.draft.drawn;
        let last = drawn.pages.len().saturating_sub(1);
        let mut tail = Some(tail);
        for (number, page) in drawn.pages.iter().enumerate() {
            if number > 0 {
                pages.turn();
            }
            let tail = if number == last { tail.take() } else { None };
            self.place_page(number, page, first_page, tail, pages);
        }
    }

    fn place_page(&self, number: usize, drawn: &DrawnPage, first_page: usize, tail: Option<Tail>, pages: &mut Pages) {
        let top = pages.y();
        let Draft { columns, edges, head, rows, prepared, .. } = self.draft;
        let total = self.draft.total.as_ref().filter(|_| tail.is_some());
        let (note, end) = tail.map_or((None, None), |tail| (tail.note, tail.end));
        let mut table = Table { procedure: self.index, ..Table::default() };
        table.columns = Arc::clone(columns);
        table.edges = Arc::clone(edges);
        table.head_repeated = number > 0;
        let mut y = top;
        if (number == 0 || self.sop.form.repeat_head) && (!drawn.rows.is_empty() || total.is_some()) {
            table.head = head.place(y);
            y += head.height();
        }
        let rules: Vec<Length> = drawn.rules.iter().map(|&rule| rule + y).collect();
        if !drawn.rows.is_empty() {
            table.rows = rows.place(drawn.rows.clone(), &rules, edges, self.sop.form.texts_in_middle);
            let procedure = &self.sop.procedures[self.index];
            table.chart = flowchart::place(prepared, procedure, drawn, y, first_page, self.faces);
            y = rules.last().copied().unwrap_or(y);
        }
        if let Some(total) = total {
            let height = total.height;
            table.total = total.place(edges, y);
            y += height;
        }
        let (left, right) = (edges[0], edges[edges.len() - 1]);
        table.rect = Rect::new(left, top, right - left, y - top);
        if y > top {
            pages.push(Part::Table(table), y - top);
        }
        if let Some(note) = note {
            pages.skip(NOTE_GAP);
            let lines = vec![Placed::new(pages.area().x, pages.y(), note)];
            let height = lines[0].block.size.h;
            let kind = LinesKind::Note(self.index);
            pages.push(Part::Lines(Lines { kind, texts: lines, picture: None }), height);
        }
        if let Some(end) = end {
            let height = end.height;
            let block = end.place(pages.area(), pages.y(), self.faces);
            pages.push(Part::EndBlock(block), height);
        }
    }
}
