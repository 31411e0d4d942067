//! Texts with what they are to a reader: words, paragraphs, lists with their marks, links.

use super::tree::{ItemElements, Words};
use super::{Painter, text};
use crate::layout::Placed;
use crate::scene::{Item, Link, Role, Target};
use crate::sop::{Item as ListedItem, Listing};
use crate::text::{Line, PlacedRun};

impl Painter<'_> {
    /// The texts of a cell: several are a paragraph each, lines behind typed marks are a list.
    pub(super) fn cell_texts(&mut self, element: usize, texts: &[Placed]) {
        match texts {
            [placed] => self.words(&mut Words::inside(element), placed, &placed.block.lines),
            _ => self.paragraphs(element, texts),
        }
    }

    /// Each text as a paragraph.
    pub(super) fn paragraphs(&mut self, parent: usize, texts: &[Placed]) {
        for placed in texts {
            self.words(&mut Words::below(parent), placed, &placed.block.lines);
        }
    }

    /// Lines of a block; those behind typed marks are items of a list.
    fn words(&mut self, words: &mut Words, placed: &Placed, lines: &[Line]) {
        let is_typed = |line: &Line| line.runs.iter().any(|run| run.typed);
        if words.inline && words.list.is_none() && !lines.iter().any(is_typed) {
            return self.element(words.parent, text::line_items(placed, lines, is_body));
        }
        for lines in lines.chunk_by(|_, next| !next.begins) {
            let items = text::line_items(placed, lines, is_body);
            if is_typed(&lines[0]) {
                self.typed_item(words, placed, &lines[0]);
            } else if items.is_empty() {
                continue;
            } else if lines[0].begins || words.open.is_none() {
                words.list = None;
                words.open = Some(self.plain_words(words));
            }
            self.element(words.open.unwrap_or(words.parent), items);
        }
    }

    fn plain_words(&mut self, words: &Words) -> usize {
        if words.inline { words.parent } else { self.tree.add(Role::Paragraph, words.parent) }
    }

    /// Begins an item of a list with its typed mark.
    fn typed_item(&mut self, words: &mut Words, placed: &Placed, line: &Line) {
        let list = *words.list.get_or_insert_with(|| self.tree.add(Role::List, words.parent));
        let item = self.tree.add(Role::ListItem, list);
        let mark = self.tree.add(Role::ListMark, item);
        self.element(mark, text::line_items(placed, std::slice::from_ref(line), |run| run.typed));
        words.open = Some(self.tree.add(Role::ListBody, item));
    }

    /// The elements of a paragraph or list.
    pub(super) fn list(&mut self, listing: &Listing, parent: usize) -> Vec<ItemElements> {
        if listing.items.iter().all(|item| item.mark.is_none()) {
            let paragraph = |_: &ListedItem| ItemElements { mark: None, words: Words::below(parent) };
            return listing.items.iter().map(paragraph).collect();
        }
        let list = self.tree.add(Role::List, parent);
        let item = |item: &ListedItem| {
            let element = self.tree.add(Role::ListItem, list);
            let mark = item.mark.as_ref().map(|_| self.tree.add(Role::ListMark, element));
            ItemElements { mark, words: Words::inside(self.tree.add(Role::ListBody, element)) }
        };
        listing.items.iter().map(item).collect()
    }

    /// The lines of a list, each with the elements of its item; links lie over the lines of items that lead elsewhere.
    pub(super) fn listed(&mut self, placed: &Placed, items: &[ListedItem], elements: &mut [ItemElements]) {
        for lines in placed.block.lines.chunk_by(|a, b| a.entry == b.entry) {
            let entry = lines[0].entry;
            let (Some(element), Some(item)) = (elements.get_mut(entry), items.get(entry)) else { continue };
            if let Some(mark) = element.mark {
                self.element(mark, text::line_items(placed, lines, |run| run.mark && !run.typed));
            }
            match &item.link {
                None => self.words(&mut element.words, placed, lines),
                Some(target) => self.linked(item, target, element, placed, lines),
            }
        }
    }

    /// Words that lead elsewhere: one link, with an area over each line.
    fn linked(&mut self, item: &ListedItem, target: &str, element: &mut ItemElements, placed: &Placed, lines: &[Line]) {
        let words = &mut element.words;
        let parent = words.open.unwrap_or_else(|| self.plain_words(words));
        words.open = Some(parent);
        let (page, first) = (self.pages.len(), self.page.links.len());
        let title = item.text.to_plain().replace('\n', " ");
        let areas = lines.iter().filter_map(|line| text::line_area(placed, line));
        let link = |area| Link { area, target: Target::Sop(target.to_owned()), title: title.clone() };
        self.page.links.extend(areas.map(link));
        let links = first..self.page.links.len();
        let drawn: Vec<Item> = text::line_items(placed, lines, |run| !run.mark || run.typed);
        let element = self.tree.add(Role::Link { page, links, alternative: None }, parent);
        self.element(element, drawn);
    }
}

/// Whether a run is words, no mark.
fn is_body(run: &PlacedRun) -> bool {
    !run.mark
}
