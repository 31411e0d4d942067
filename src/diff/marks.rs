//! The marks of a revision on the new sheet: shades behind what changed, bars in the margin beside it.
//!
//! A row that is new is green, a place that changed yellow; a bar stands at the left of each row or box that either is in, and a wedge
//! where a row has gone. All of it lies under the sheet and means nothing to those who read its text: the sentences say the same.

use crate::geom::{Insets, Length, Point, Rect};
use crate::layout::chart::LineOf;
use crate::layout::{self, Column, Layout, Part, Placed};
use crate::paint::outline::rectangle;
use crate::scene::{Class, Color, Group, Item, Path, Segment, Stroke, Tag};
use crate::sop::{Procedure, Sop};

use super::{CellKind, Marks, ProcedureMarks};

/// What changed.
pub(super) const CHANGED: Color = Color { r: 255, g: 238, b: 160 };
/// What is new.
pub(super) const ADDED: Color = Color { r: 205, g: 235, b: 195 };
/// Bars and wedges.
const BAR: Color = Color::gray(60);
/// The breadth of a bar, and its distance from the sheet.
const BAR_WIDTH: Length = Length::tenths(25);
const BAR_GAP: Length = Length::pt(4);
/// Half the height of a wedge.
const WEDGE: Length = Length::pt(4);
/// The breadth of the shade along a connector.
const ALONG: Length = Length::pt(5);
/// How far the shade reaches around a symbol.
const AROUND: Length = Length::pt(3);

/// What is to be drawn under each page.
pub(super) fn draw(marks: &Marks, sop: &Sop, layout: &Layout) -> Vec<Item> {
    layout.pages.iter().map(|page| under(marks, sop, page)).collect()
}

fn under(marks: &Marks, sop: &Sop, page: &layout::Page) -> Item {
    let mut canvas = Canvas::default();
    let mut signatures = 0;
    for part in &page.parts {
        match part {
            Part::Lines(lines) => {
                let changed = match lines.kind {
                    layout::LinesKind::Attachment => marks.attachment,
                    layout::LinesKind::SheetTitle => marks.sheet_title,
                    layout::LinesKind::ProcedureTitle(index) => of(marks, index).is_some_and(|own| own.title),
                    layout::LinesKind::Note(index) => of(marks, index).is_some_and(|own| own.note),
                    layout::LinesKind::Cover => false,
                };
                if changed {
                    lines.texts.iter().for_each(|text| canvas.words(text));
                }
            }
            Part::Identity(identity) => {
                if marks.agency {
                    identity.agency.texts.iter().for_each(|text| canvas.words(text));
                    canvas.bar(identity.agency.rect, identity.agency.rect);
                }
                for &row in &marks.identity {
                    let Some(row) = identity.rows.get(row) else { continue };
                    canvas.shade(row.label.rect, CHANGED);
                    canvas.shade(row.value.rect, CHANGED);
                    canvas.bar(row.value.rect, identity.rect);
                }
            }
            Part::Boxes(boxes) => canvas.boxes(marks, sop, boxes),
            Part::Table(table) => {
                if let Some(own) = of(marks, table.procedure) {
                    canvas.table(own, &sop.procedures[table.procedure], table);
                }
            }
            Part::EndBlock(block) => {
                for signature in &block.signatures {
                    if marks.signatures.contains(&signatures) {
                        signature.lines.iter().for_each(|line| canvas.words(line));
                    }
                    signatures += 1;
                }
            }
        }
    }
    Item::Group(Group { tag: Tag::Artifact, items: canvas.items })
}

fn of(marks: &Marks, procedure: usize) -> Option<&ProcedureMarks> {
    marks.procedures.get(procedure)
}

#[derive(Default)]
struct Canvas {
    items: Vec<Item>,
}

impl Canvas {
    fn path(&mut self, segments: Vec<Segment>, fill: Option<Color>, stroke: Option<Stroke>) {
        self.items.push(Item::Path(Path { segments, fill, stroke, class: Class::Mark }));
    }

    fn shade(&mut self, rect: Rect, color: Color) {
        self.path(rectangle(rect), Some(color), None);
    }

    /// Shades the lines of a block.
    fn words(&mut self, text: &Placed) {
        let size = text.block.size;
        let (w, h) = if text.turned { (size.h, size.w) } else { (size.w, size.h) };
        let y = if text.turned { text.at.y - h } else { text.at.y };
        self.shade(Rect::new(text.at.x, y, w, h), CHANGED);
    }

    /// A bar beside a part of a whole.
    fn bar(&mut self, part: Rect, whole: Rect) {
        let x = (whole.x - BAR_GAP - BAR_WIDTH).max(Length::ZERO);
        self.path(rectangle(Rect::new(x, part.y, BAR_WIDTH, part.h)), Some(BAR), None);
    }

    /// A wedge where a row has gone.
    fn wedge(&mut self, y: Length, whole: Rect) {
        let x = (whole.x - BAR_GAP - BAR_WIDTH * 3).max(Length::ZERO);
        let segments = vec![
            Segment::Move(Point::new(x, y - WEDGE)),
            Segment::Line(Point::new(whole.x, y)),
            Segment::Line(Point::new(x, y + WEDGE)),
            Segment::Close,
        ];
        self.path(segments, Some(BAR), None);
    }

    fn boxes(&mut self, marks: &Marks, sop: &Sop, part: &layout::Boxes) {
        let left = part.boxes.iter().flatten().map(|content| content.heading.rect.x).min().unwrap_or_default();
        for (content, meant) in part.boxes.iter().zip(&sop.boxes[part.pair]) {
            let (Some(content), Some(meant)) = (content, meant) else { continue };
            let Some((_, items)) = marks.boxes.iter().find(|(marked, _)| *marked == meant.key) else { continue };
            for text in &content.body.texts {
                let leading = text.block.size.h / (text.block.lines.len() as i32).max(1);
                for (index, line) in text.block.lines.iter().enumerate() {
                    if items.contains(&line.entry) {
                        let y = text.at.y + leading * index as i32;
                        self.shade(Rect::new(text.at.x, y, text.block.size.w, leading), CHANGED);
                    }
                }
            }
            let (heading, body) = (content.heading.rect, content.body.rect);
            self.shade(heading, CHANGED);
            let whole = Rect::new(heading.x, heading.y, heading.w, heading.h + body.h);
            // The bar of a box at the right stands in the margin at the right.
            let beside = if heading.x > left { whole.right() + BAR_GAP * 2 + BAR_WIDTH } else { whole.x };
            self.bar(whole, Rect { x: beside, ..whole });
        }
    }

    fn table(&mut self, marks: &ProcedureMarks, procedure: &Procedure, table: &layout::Table) {
        let lane = |column: usize| match table.columns[column] {
            Column::Lane(lane) => Some(lane),
            _ => None,
        };
        for head in &table.head {
            if let (1, Some(lane)) = (head.columns.len(), lane(head.columns.start))
                && head.rows.start < 2
                && marks.lanes.contains(&lane)
            {
                self.shade(head.cell.rect, CHANGED);
            }
        }
        for row in &table.rows {
            if marks.removed_before.contains(&row.step) {
                self.wedge(row.rect.y, table.rect);
            }
            if marks.added.contains(&row.step) {
                self.shade(row.rect, ADDED);
                self.bar(row.rect, table.rect);
                continue;
            }
            for cell in &row.cells {
                let kind = match table.columns[cell.columns.start] {
                    Column::Number => CellKind::Number,
                    Column::Activity => CellKind::Activity,
                    Column::Lane(_) => CellKind::Symbols,
                    Column::Inputs => CellKind::Inputs,
                    Column::Duration | Column::DurationUnit => CellKind::Duration,
                    Column::Output => CellKind::Output,
                    Column::Note => CellKind::Note,
                };
                let own = cell.steps.clone().any(|step| marks.cells.contains(&(step, kind)));
                if own && kind != CellKind::Symbols {
                    self.shade(cell.cell.rect, CHANGED);
                }
            }
            if marks.changed.contains(&row.step) {
                self.bar(row.rect, table.rect);
            }
        }
        if let Some(row) = table.rows.last()
            && row.step + 1 == procedure.steps.len()
            && marks.removed_before.contains(&procedure.steps.len())
        {
            self.wedge(row.rect.bottom(), table.rect);
        }
        if marks.total {
            for total in &table.total {
                self.shade(total.cell.rect, CHANGED);
            }
        }
        self.chart(marks, procedure, table);
    }

    fn chart(&mut self, marks: &ProcedureMarks, procedure: &Procedure, table: &layout::Table) {
        for line in &table.chart.connectors {
            let LineOf::Flow(flow) = line.what else { continue };
            if !marks.flows.contains(&flow) || line.points.is_empty() {
                continue;
            }
            let mut segments = vec![Segment::Move(line.points[0])];
            segments.extend(line.points[1..].iter().map(|&point| Segment::Line(point)));
            self.path(segments, None, Some(Stroke { width: ALONG, color: CHANGED }));
        }
        for symbol in &table.chart.symbols {
            let row = procedure.symbols[symbol.symbol].row;
            if marks.cells.contains(&(row, CellKind::Symbols)) {
                let around = Insets::all(-AROUND);
                self.shade(symbol.rect.inset(around), CHANGED);
            }
        }
    }
}
