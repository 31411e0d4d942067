//! The structure as it grows, and the elements that go on over page breaks.

use crate::scene::{Element, Role};

/// The structure of a document.
pub(super) struct Tree {
    /// Parents before children, siblings in reading order.
    pub(super) elements: Vec<Element>,
    /// Whether the document has its title.
    pub(super) has_title: bool,
}

impl Tree {
    /// The document.
    pub(super) const DOCUMENT: usize = 0;

    /// A document with nothing in it.
    pub(super) fn new() -> Self {
        Self { elements: vec![Element { role: Role::Document, parent: None }], has_title: false }
    }

    /// Adds an element behind its parent's other children.
    pub(super) fn add(&mut self, role: Role, parent: usize) -> usize {
        self.has_title |= role == Role::Heading(1);
        self.elements.push(Element { role, parent: Some(parent) });
        self.elements.len() - 1
    }
}

/// Elements that may go on over a page break.
#[derive(Default)]
pub(super) struct Open {
    /// The items of the pair of boxes that was painted last, by side.
    pub(super) items: [Vec<ItemElements>; 2],
    /// The table that was painted last.
    pub(super) table: Option<OpenTable>,
}

/// A table that may go on.
#[derive(Clone, Copy)]
pub(super) struct OpenTable {
    /// Its procedure.
    pub(super) procedure: usize,
    /// Its element.
    pub(super) table: usize,
    /// The element of its rows.
    pub(super) body: Option<usize>,
}

/// The elements of an item of a list.
#[derive(Clone, Debug)]
pub(super) struct ItemElements {
    /// The mark, where the item has one.
    pub(super) mark: Option<usize>,
    /// The words.
    pub(super) words: Words,
}

/// Where words go that may hold lists of their own, typed mark by typed mark.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// What they are part of.
    pub(super) parent: usize,
    /// Whether they stand in it; else in paragraphs of it.
    pub(super) inline: bool,
    /// The element that takes the words of the line before, where they go on.
    pub(super) open: Option<usize>,
    /// The list that is open.
    pub(super) list: Option<usize>,
}

impl Words {
    /// Words that stand in an element.
    pub(super) fn inside(parent: usize) -> Self {
        Self { parent, inline: true, open: None, list: None }
    }

    /// Words that stand in paragraphs of an element.
    pub(super) fn below(parent: usize) -> Self {
        Self { parent, inline: false, open: None, list: None }
    }
}
