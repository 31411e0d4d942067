//! The identity and the signatures.

use super::tree::Tree;
use super::{Painter, outline, picture, stroked, text};
use crate::geom::{Length, Point, Rect};
use crate::layout::{Boxes, EndBlock, Identity, PlacedPicture, SignPlace};
use crate::scene::{Class, Color, Field, Role, Scope, Stroke};
use crate::sop::IdentityValue;

/// A cell of one column and one row.
const CELL: Role = Role::TableCell { columns: 1, rows: 1 };

/// The outline of the place that waits for an electronic signature.
const BLANK_BOX: Stroke = Stroke { width: Length::tenths(4), color: Color::gray(140) };

impl Painter<'_> {
    pub(super) fn identity(&mut self, part: &Identity, number: usize) {
        self.bookmark("Identitas", 0, number, Point::new(part.rect.x, part.rect.y));
        self.rules.cell(part.agency.rect);
        if let Some(logo) = &part.logo {
            self.emblem(logo);
        }
        self.paragraphs(Tree::DOCUMENT, &part.agency.texts);
        if let Some(cell) = &part.page_number {
            self.rules.cell(cell.rect);
            self.artifact(text::all_items(&cell.texts));
        }
        let table = self.tree.add(Role::Table, Tree::DOCUMENT);
        for (row, placed) in self.sop.identity.iter().zip(&part.rows) {
            self.rules.cell(placed.label.rect);
            self.rules.cell(placed.value.rect);
            let line = self.tree.add(Role::TableRow, table);
            let head = self.tree.add(Role::TableHead { scope: Scope::Row, columns: 1, rows: 1 }, line);
            self.element(head, text::all_items(&placed.label.texts));
            let value = self.tree.add(CELL, line);
            if matches!(row.value, IdentityValue::Title(_)) {
                let level = if self.tree.has_title { 2 } else { 1 };
                let title = self.tree.add(Role::Heading(level), value);
                self.element(title, text::all_items(&placed.value.texts));
            } else {
                self.cell_texts(value, &placed.value.texts);
            }
            if let Some(sign) = &placed.sign {
                self.sign_place(sign, value);
            }
        }
    }

    pub(super) fn boxes(&mut self, part: &Boxes) {
        let sop = self.sop;
        for side in [0, 1] {
            let (Some(placed), Some(content)) = (&part.boxes[side], &sop.boxes[part.pair][side]) else { continue };
            self.rules.cell(placed.heading.rect);
            self.rules.shade(placed.heading.rect, sop.form.box_color);
            self.rules.cell(placed.body.rect);
            let heading = text::all_items(&placed.heading.texts);
            if part.continued {
                self.artifact(heading);
            } else {
                if !heading.is_empty() {
                    let element = self.tree.add(Role::Heading(2), Tree::DOCUMENT);
                    self.element(element, heading);
                }
                self.open.items[side] = self.list(&content.content, Tree::DOCUMENT);
            }
            let mut elements = std::mem::take(&mut self.open.items[side]);
            for words in &placed.body.texts {
                self.listed(words, &content.content.items, &mut elements);
            }
            self.open.items[side] = elements;
        }
    }

    pub(super) fn end_block(&mut self, block: &EndBlock) {
        let section = self.tree.add(Role::Section, Tree::DOCUMENT);
        if let Some(line) = &block.place_date {
            let element = self.tree.add(Role::Paragraph, section);
            self.element(element, text::items(line));
        }
        for signature in &block.signatures {
            let own = self.tree.add(Role::Section, section);
            self.paragraphs(own, &signature.lines);
            if let Some(sign) = &signature.sign {
                self.sign_place(sign, own);
            }
        }
    }

    /// The place of an electronic signature: picture or blank box, tag and field.
    fn sign_place(&mut self, sign: &SignPlace, element: usize) {
        match &sign.picture {
            Some(qr) => {
                let alternative = format!("Kode QR untuk {}", sign.title.replacen('T', "t", 1));
                let role = Role::Figure { alternative, name: "Kode QR".to_owned() };
                let figure = self.tree.add(role, element);
                let size = qr.within(sign.area.size());
                let corner = Point::new(
                    sign.area.x + (sign.area.w - size.w).half(),
                    sign.area.y + (sign.area.h - size.h).half(),
                );
                let frame = Rect::new(corner.x, corner.y, size.w, size.h);
                let placed = PlacedPicture { frame, picture: qr.clone() };
                self.element(figure, vec![picture(&placed)]);
            }
            None => self.artifact(vec![stroked(outline::rectangle(sign.area), BLANK_BOX, Class::Rule)]),
        }
        if let Some(tag) = &sign.tag {
            // For programs alone.
            self.artifact(text::tag(tag));
        }
        // A bound sheet is not signed any more.
        if sign.field.is_empty() {
            return;
        }
        let (page, field) = (self.pages.len(), self.page.fields.len());
        self.tree.add(Role::Field { page, field }, element);
        self.page.fields.push(Field { name: sign.field.clone(), title: sign.title.clone(), area: sign.area });
    }
}
