//! The cells of a table's rows: shaped once, set to their columns, and how high they make the rows.
//!
//! A merged cell says its text once over the rows it reaches; over a page break it says it on both pages, so heights depend on
//! where pages begin ([`SetRows::heights`]).

use std::ops::Range;

use super::typeset::{Faces, centered};
use super::{BodyCell, Cell, Column, Placed, Row};
use crate::form::{Form, StandardColumn};
use crate::geom::{Length, Rect};
use crate::sop::{Listing, Procedure, Step};
use crate::text::{Block, Passage, RichText, TextStyle};

/// The distance of text from the rules at its sides.
pub(super) const PAD_X: Length = Length::tenths(35);
/// The distance of text from the rules above and below.
pub(super) const PAD_Y: Length = Length::pt(3);

/// The texts of a column, shaped.
#[derive(Default, PartialEq, Eq)]
pub(super) struct ColumnTexts {
    /// One a row; `None` where there is nothing to say.
    pub(super) cells: Vec<Option<Passage>>,
    /// The row whose cell each row belongs to: its own, or that of the row where a merged cell begins.
    pub(super) owner: Vec<usize>,
    /// The rows whose text goes over this column and the next.
    pub(super) spanning: Vec<usize>,
}

/// Shapes the texts of all columns.
pub(super) fn shape(procedure: &Procedure, form: &Form, columns: &[Column], faces: &Faces) -> Vec<ColumnTexts> {
    columns.iter().map(|&column| shape_column(procedure, form, column, faces)).collect()
}

fn shape_column(procedure: &Procedure, form: &Form, column: Column, faces: &Faces) -> ColumnTexts {
    if matches!(column, Column::Lane(_)) {
        return ColumnTexts::default();
    }
    let rows = procedure.steps.len();
    let mut texts =
        ColumnTexts { cells: Vec::with_capacity(rows), owner: Vec::with_capacity(rows), spanning: Vec::new() };
    for (row, step) in procedure.steps.iter().enumerate() {
        let merged = row > 0 && standard(column).is_some_and(|standard| step.is_merged(standard));
        texts.owner.push(if merged { texts.owner[row - 1] } else { row });
        texts.cells.push(if merged { None } else { cell(column, step, form, faces) });
        if column == Column::Duration && form.split_duration && step.duration.split.is_none() {
            texts.spanning.push(row);
        }
    }
    texts
}

/// The text of a step in a column.
fn cell(column: Column, step: &Step, form: &Form, faces: &Faces) -> Option<Passage> {
    let style = faces.table();
    let set = |text: &RichText, style: TextStyle| (!text.is_empty()).then(|| faces.passage(text, style));
    let list = |list: &Listing| (!list.items.is_empty()).then(|| faces.listing(list, style));
    let plain = |text: &str| set(&RichText::plain(text), centered(style));
    match column {
        Column::Lane(_) => None,
        Column::Number if step.number.is_empty() => None,
        Column::Number => plain(&format!("{}{}", step.number, if form.row_number_dot { "." } else { "" })),
        Column::Activity => set(&step.text, style),
        Column::Inputs => list(&step.inputs),
        Column::Output => list(&step.output),
        Column::Note => list(&step.note),
        Column::Duration => match &step.duration.split {
            Some((number, _)) if form.split_duration => plain(number),
            _ => set(&step.duration.text, centered(style)),
        },
        Column::DurationUnit => step.duration.split.as_ref().and_then(|(_, unit)| plain(unit)),
    }
}

/// The column of Mutu Baku that a drawn column belongs to.
fn standard(column: Column) -> Option<StandardColumn> {
    match column {
        Column::Inputs => Some(StandardColumn::Inputs),
        Column::Duration | Column::DurationUnit => Some(StandardColumn::Duration),
        Column::Output => Some(StandardColumn::Output),
        Column::Note => Some(StandardColumn::Note),
        Column::Number | Column::Activity | Column::Lane(_) => None,
    }
}

/// Rows whose texts are set to the widths of their columns.
pub(super) struct SetRows {
    /// By column and row.
    blocks: Vec<Vec<Option<Block>>>,
    /// By column, the rows whose text goes over this column and the next.
    spanning: Vec<Vec<usize>>,
    /// By column and row, the rows of the cell.
    groups: Vec<Vec<Range<usize>>>,
    /// What unmerged cells ask of each row.
    base: Vec<Length>,
    /// Merged cells: their rows, and the height they ask for.
    merged: Vec<(Range<usize>, Length)>,
}

impl SetRows {
    /// Sets the texts between the rules at `edges`.
    pub(super) fn new(texts: &[ColumnTexts], rows: usize, edges: &[Length], leading: Length) -> Self {
        let mut base = vec![leading + PAD_Y * 2; rows];
        let mut merged = Vec::new();
        let mut blocks = Vec::with_capacity(texts.len());
        for (column, texts) in texts.iter().enumerate() {
            let mut column_blocks = Vec::with_capacity(texts.cells.len());
            for (row, cell) in texts.cells.iter().enumerate() {
                let right = if texts.spanning.contains(&row) { column + 2 } else { column + 1 };
                let width = edges[right] - edges[column] - PAD_X * 2;
                let block = cell.as_ref().map(|passage| passage.set(width));
                if let Some(block) = &block {
                    let needed = block.size.h + PAD_Y * 2;
                    let rows = texts.group(row);
                    if rows.len() == 1 { base[row] = base[row].max(needed) } else { merged.push((rows, needed)) }
                }
                column_blocks.push(block);
            }
            blocks.push(column_blocks);
        }
        let spanning = texts.iter().map(|texts| texts.spanning.clone()).collect();
        let groups = texts.iter().map(|texts| (0..rows).map(|row| texts.group(row)).collect()).collect();
        Self { blocks, spanning, groups, base, merged }
    }

    /// The least heights of these rows, standing together on one page.
    pub(super) fn heights(&self, rows: Range<usize>) -> Vec<Length> {
        let mut heights = self.base[rows.clone()].to_vec();
        for (group, needed) in &self.merged {
            let here = group.start.max(rows.start)..group.end.min(rows.end);
            if here.is_empty() {
                continue;
            }
            let here = here.start - rows.start..here.end - rows.start;
            let missing = *needed - heights[here.clone()].iter().copied().sum();
            if missing > Length::ZERO {
                let count = here.len() as i32;
                let share = missing / count;
                heights[here.clone()].iter_mut().for_each(|height| *height += share);
                heights[here.end - 1] += missing - share * count;
            }
        }
        heights
    }

    /// Places the rows of a page; `rules` are the rules between them on the paper.
    pub(super) fn place(&self, rows: Range<usize>, rules: &[Length], edges: &[Length], middle: bool) -> Vec<Row> {
        let placed = rows.clone().map(|row| {
            let (top, bottom) = (rules[row - rows.start], rules[row - rows.start + 1]);
            let rect = Rect::new(edges[0], top, edges[edges.len() - 1] - edges[0], bottom - top);
            let mut cells = Vec::with_capacity(self.groups.len());
            let mut covered = false;
            for column in 0..self.groups.len() {
                if std::mem::take(&mut covered) {
                    continue;
                }
                let steps = self.groups[column][row].clone();
                let owner = steps.start;
                covered = self.spanning[column].contains(&owner);
                if owner < row && row > rows.start {
                    continue;
                }
                let columns = column..column + if covered { 2 } else { 1 };
                let last = steps.end.min(rows.end) - rows.start;
                let cell_rect =
                    Rect::new(edges[columns.start], top, edges[columns.end] - edges[columns.start], rules[last] - top);
                let block = self.blocks[column].get(owner).cloned().flatten();
                let text = block.map(|block| {
                    let y = if middle { top + (cell_rect.h - block.size.h).half() } else { top + PAD_Y };
                    Placed::new(cell_rect.x + PAD_X, y, block)
                });
                let cell = Cell { rect: cell_rect, texts: text.into_iter().collect() };
                cells.push(BodyCell { cell, columns, steps, repeated: owner < row });
            }
            Row { step: row, rect, cells }
        });
        placed.collect()
    }
}

impl ColumnTexts {
    /// The rows of the cell that a row belongs to.
    pub(super) fn group(&self, row: usize) -> Range<usize> {
        let Some(&owner) = self.owner.get(row) else { return row..row + 1 };
        let after = self.owner[row..].iter().take_while(|&&other| other == owner).count();
        owner..row + after
    }
}
