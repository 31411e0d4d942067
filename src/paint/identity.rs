//! The identity and the signatures.

use super::tree::{ItemElements, Tree};
use super::{Painter, outline, picture, stroked, text};
use crate::geom::{Length, Point};
use crate::layout::{BoxPart, Boxes, EndBlock, Identity, PlacedPicture, SignPlace};
use crate::scene::{Class, Color, Field, Item, Link, Role, Scope, Stroke, Target};
use crate::sop::{IdentityValue, Item as ListedItem, Listing};

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
        let agency = self.tree.add(Role::Paragraph, Tree::DOCUMENT);
        self.element(agency, part.agency.texts.iter().flat_map(text::items).collect());
        if let Some(cell) = &part.page_number {
            self.rules.cell(cell.rect);
            self.artifact(cell.texts.iter().flat_map(text::items).collect());
        }
        let table = self.tree.add(Role::Table, Tree::DOCUMENT);
        for (row, placed) in self.sop.identity.iter().zip(&part.rows) {
            self.rules.cell(placed.label.rect);
            self.rules.cell(placed.value.rect);
            let line = self.tree.add(Role::TableRow, table);
            let head = self.tree.add(Role::TableHead { scope: Scope::Row, columns: 1, rows: 1 }, line);
            self.element(head, placed.label.texts.iter().flat_map(text::items).collect());
            let mut value = self.tree.add(CELL, line);
            if matches!(row.value, IdentityValue::Title(_)) && !self.tree.has_title() {
                value = self.tree.add(Role::Heading(1), value);
            }
            self.element(value, placed.value.texts.iter().flat_map(text::items).collect());
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
            self.rules.cell(placed.body.rect);
            let heading: Vec<Item> = placed.heading.texts.iter().flat_map(text::items).collect();
            if part.continued {
                self.artifact(heading);
            } else {
                let element = self.tree.add(Role::Heading(2), Tree::DOCUMENT);
                self.element(element, heading);
                self.open.items[side] = self.list(&content.content, Tree::DOCUMENT);
            }
            let elements = std::mem::take(&mut self.open.items[side]);
            self.box_lines(placed, &content.content.items, &elements);
            self.open.items[side] = elements;
        }
    }

    fn box_lines(&mut self, placed: &BoxPart, items: &[ListedItem], elements: &[ItemElements]) {
        for words in &placed.body.texts {
            self.listed(words, items, elements);
        }
    }

    /// The elements of a paragraph or list.
    pub(super) fn list(&mut self, listing: &Listing, parent: usize) -> Vec<ItemElements> {
        let marked = listing.items.iter().any(|item| item.mark.is_some());
        if !marked {
            let paragraph = |_: &ListedItem| {
                let body = self.tree.add(Role::Paragraph, parent);
                ItemElements { mark: body, body }
            };
            return listing.items.iter().map(paragraph).collect();
        }
        let list = self.tree.add(Role::List, parent);
        let item = |_: &ListedItem| {
            let item = self.tree.add(Role::ListItem, list);
            let mark = self.tree.add(Role::ListMark, item);
            let body = self.tree.add(Role::ListBody, item);
            ItemElements { mark, body }
        };
        listing.items.iter().map(item).collect()
    }

    /// The lines of a list, each with the elements of its item; links lie over the lines of items that lead elsewhere.
    pub(super) fn listed(&mut self, words: &crate::layout::Placed, items: &[ListedItem], elements: &[ItemElements]) {
        for lines in words.block.lines.chunk_by(|a, b| a.entry == b.entry) {
            let entry = lines[0].entry;
            let (Some(element), Some(item)) = (elements.get(entry), items.get(entry)) else { continue };
            let is_mark = |run: &crate::text::PlacedRun| run.mark && element.mark != element.body;
            let marks: Vec<Item> = lines.iter().flat_map(|line| text::line_items(words, line, is_mark)).collect();
            self.element(element.mark, marks);
            let body: Vec<Item> =
                lines.iter().flat_map(|line| text::line_items(words, line, |run| !is_mark(run))).collect();
            let Some(target) = &item.link else {
                self.element(element.body, body);
                continue;
            };
            let page = self.pages.len();
            let first = self.page.links.len();
            for area in lines.iter().filter_map(|line| text::line_area(words, line)) {
                let title = item.text.to_plain().replace('\n', " ");
                self.page.links.push(Link { area, target: Target::Sop(target.clone()), title });
            }
            let links = first..self.page.links.len();
            let mut body = Some(body);
            for link in links {
                let element = self.tree.add(Role::Link { page, link }, element.body);
                // The words stand in the element of the first line's link, which all lines of the item share.
                self.element(element, body.take().unwrap_or_default());
            }
        }
    }

    pub(super) fn end_block(&mut self, block: &EndBlock) {
        let section = self.tree.add(Role::Section, Tree::DOCUMENT);
        if let Some(line) = &block.place_date {
            let element = self.tree.add(Role::Paragraph, section);
            self.element(element, text::items(line));
        }
        for signature in &block.signatures {
            let element = self.tree.add(Role::Paragraph, section);
            self.element(element, signature.lines.iter().flat_map(text::items).collect());
            if let Some(sign) = &signature.sign {
                self.sign_place(sign, element);
            }
        }
    }

    /// The place of an electronic signature: picture or blank box, tag and field.
    fn sign_place(&mut self, sign: &SignPlace, element: usize) {
        match &sign.picture {
            Some(qr) => {
                let role = Role::Figure { alternative: sign.title.clone(), name: "Kode QR".to_owned() };
                let figure = self.tree.add(role, element);
                let placed = PlacedPicture { frame: sign.area, picture: qr.clone() };
                self.element(figure, vec![picture(&placed)]);
            }
            None => self.artifact(vec![stroked(outline::rectangle(sign.area), BLANK_BOX, Class::Rule)]),
        }
        if let Some(tag) = &sign.tag {
            self.element(element, text::tag(tag));
        }
        let (page, field) = (self.pages.len(), self.page.fields.len());
        self.tree.add(Role::Field { page, field }, element);
        self.page.fields.push(Field { name: sign.field.clone(), title: sign.title.clone(), area: sign.area });
    }
}
