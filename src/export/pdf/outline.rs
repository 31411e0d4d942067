//! Bookmarks: the tree beside the pages.

use super::file::Objects;
use super::syntax::{Ref, Syntax};
use crate::export::number::hundredths;
use crate::scene::{Bookmark, Scene};

/// Writes the bookmarks; `None` where there are none.
pub(super) fn write(scene: &Scene, pages: &[Ref], objects: &mut Objects) -> Option<Ref> {
    let marks = &scene.bookmarks;
    if marks.is_empty() {
        return None;
    }
    let root = objects.reserve();
    let ids: Vec<Ref> = marks.iter().map(|_| objects.reserve()).collect();
    let tree = Tree { marks, ids: &ids };
    let out = objects.object(root);
    out.word("<</Type/Outlines");
    tree.write_children(None, out);
    out.word(">>");
    for (index, mark) in marks.iter().enumerate() {
        let out = objects.object(ids[index]);
        out.word("<</Title")
            .text(&mark.title)
            .word("/Parent")
            .reference(tree.parent(index).map_or(root, |parent| ids[parent]));
        let siblings = tree.children(tree.parent(index));
        let place = siblings.iter().position(|&sibling| sibling == index).unwrap_or(0);
        if place > 0 {
            out.word("/Prev").reference(ids[siblings[place - 1]]);
        }
        if let Some(&next) = siblings.get(place + 1) {
            out.word("/Next").reference(ids[next]);
        }
        tree.write_children(Some(index), out);
        let page = mark.page.min(pages.len().saturating_sub(1));
        out.word("/Dest[").reference(pages[page]).word("/XYZ");
        out.operand(hundredths(mark.at.x)).operand(hundredths(scene.pages[page].size.h - mark.at.y)).word(" 0]>>");
    }
    Some(root)
}

struct Tree<'a> {
    marks: &'a [Bookmark],
    ids: &'a [Ref],
}

impl Tree<'_> {
    /// The nearest mark before this one that stands higher in the tree.
    fn parent(&self, index: usize) -> Option<usize> {
        (0..index).rev().find(|&before| self.marks[before].level < self.marks[index].level)
    }

    fn children(&self, parent: Option<usize>) -> Vec<usize> {
        (0..self.marks.len()).filter(|&index| self.parent(index) == parent).collect()
    }

    /// First, last and number of the marks below one, all of them shown.
    fn write_children(&self, parent: Option<usize>, out: &mut Vec<u8>) {
        let children = self.children(parent);
        let (Some(&first), Some(&last)) = (children.first(), children.last()) else { return };
        let is_below = |&index: &usize| {
            std::iter::successors(self.parent(index), |&up| self.parent(up)).any(|up| Some(up) == parent)
        };
        let count = match parent {
            None => self.marks.len(),
            Some(_) => (0..self.marks.len()).filter(is_below).count(),
        };
        out.word("/First")
            .reference(self.ids[first])
            .word("/Last")
            .reference(self.ids[last])
            .word("/Count ")
            .integer(count);
    }
}
