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
    let nodes = nodes(marks);
    let out = objects.object(root);
    out.word("<</Type/Outlines");
    write_children(&nodes[0], &ids, out);
    out.word(">>");
    for (index, (mark, node)) in marks.iter().zip(&nodes[1..]).enumerate() {
        let out = objects.object(ids[index]);
        out.word("<</Title")
            .text(&mark.title)
            .word("/Parent")
            .reference(node.parent.map_or(root, |parent| ids[parent]));
        for (word, sibling) in [("/Prev", node.previous), ("/Next", node.next)] {
            if let Some(sibling) = sibling {
                out.word(word).reference(ids[sibling]);
            }
        }
        write_children(node, &ids, out);
        let page = mark.page.min(pages.len().saturating_sub(1));
        out.word("/Dest[").reference(pages[page]).word("/XYZ");
        out.operand(hundredths(mark.at.x)).operand(hundredths(scene.pages[page].size.h - mark.at.y)).word(" 0]>>");
    }
    Some(root)
}

/// What stands around a mark in the tree.
#[derive(Clone, Default)]
struct Node {
    /// The nearest mark before this one that stands higher.
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    /// The first and the last mark right below.
    children: Option<(usize, usize)>,
    /// How many marks there are below.
    count: usize,
}

/// The root, and behind it a node for each mark.
fn nodes(marks: &[Bookmark]) -> Vec<Node> {
    let mut nodes = vec![Node::default(); marks.len() + 1];
    let slot = |mark: Option<usize>| mark.map_or(0, |mark| mark + 1);
    // The marks that may still get children, each below the one before.
    let mut open: Vec<usize> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        while open.last().is_some_and(|&above| marks[above].level >= mark.level) {
            open.pop();
        }
        let parent = open.last().copied();
        let family = &mut nodes[slot(parent)];
        let previous = family.children.map(|(_, last)| last);
        family.children = Some((family.children.map_or(index, |(first, _)| first), index));
        if let Some(previous) = previous {
            nodes[slot(Some(previous))].next = Some(index);
        }
        nodes[slot(Some(index))] = Node { parent, previous, ..Node::default() };
        nodes[0].count += 1;
        open.iter().for_each(|&above| nodes[above + 1].count += 1);
        open.push(index);
    }
    nodes
}

/// First, last and number of the marks below one, all of them shown.
fn write_children(node: &Node, ids: &[Ref], out: &mut Vec<u8>) {
    let Some((first, last)) = node.children else { return };
    out.word("/First").reference(ids[first]).word("/Last").reference(ids[last]).word("/Count ").integer(node.count);
}
