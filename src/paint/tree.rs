//! The structure as it grows, and the elements that go on over page breaks.

use crate::scene::{Element, Role};

/// The structure of a document.
pub(super) struct Tree {
    /// Parents before children, siblings in reading order.
    pub(super) elements: Vec<Element>,
}

impl Tree {
    /// The document.
    pub(super) const DOCUMENT: usize = 0;

    /// A document with nothing in it.
    pub(super) fn new() -> Self {
        Self { elements: vec![Element { role: Role::Document, parent: None }] }
    }

    /// Adds an element behind its parent's other children.
    pub(super) fn add(&mut self, role: Role, parent: usize) -> usize {
        self.elements.push(Element { role, parent: Some(parent) });
        self.elements.len() - 1
    }

    /// Whether the document has its title.
    pub(super) fn has_title(&self) -> bool {
        self.elements.iter().any(|element| element.role == Role::Heading(1))
    }
}

/// Elements that may go on over a page break.
#[derive(Default)]
pub(super) struct Open {
    /// The items of the pair of boxes that was painted last: by side and item, the list item's mark and words.
    pub(super) items: [Vec<ItemElements>; 2],
    /// The table that was painted last: its procedure and its element.
    pub(super) table: Option<(usize, usize)>,
}

/// The elements of an item of a list.
#[derive(Clone, Copy)]
pub(super) struct ItemElements {
    /// The mark; of a paragraph the same as the words.
    pub(super) mark: usize,
    /// The words.
    pub(super) body: usize,
}
