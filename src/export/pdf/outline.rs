//! Bookmarks: the tree beside the pages.

use super::file::Objects;
use super::syntax::{Ref, Syntax};

/// A bookmark whose page is known.
pub(super) struct Mark {
    /// Its name.
    pub(super) title: String,
    /// Depth in the tree, from 0.
    pub(super) level: usize,
    /// Where it leads: the entry that says so.
    pub(super) destination: Vec<u8>,
}

/// Writes the bookmarks; `None` where there are none.
pub(super) fn write(marks: &[Mark], objects: &mut Objects) -> Option<Ref> {
    if marks.is_empty() {
        return None;
    }
    let root = objects.reserve();
    let first = objects.reserve_all(marks.len());
    let nodes = nodes(marks);
    let out = objects.object(root);
    out.word("<</Type/Outlines");
    write_children(&nodes[0], first, out);
    out.word(">>");
    for (index, (mark, node)) in marks.iter().zip(&nodes[1..]).enumerate() {
        let out = objects.object(first.plus(index));
        out.word("<</Title").text(&mark.title).word("/Parent");
        out.reference(node.parent.map_or(root, |parent| first.plus(parent)));
        for (word, sibling) in [("/Prev", node.previous), ("/Next", node.next)] {
            if let Some(sibling) = sibling {
                out.word(word).reference(first.plus(sibling));
            }
        }
        write_children(node, first, out);
        out.extend_from_slice(&mark.destination);
        out.word(">>");
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
fn nodes(marks: &[Mark]) -> Vec<Node> {
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
fn write_children(node: &Node, marks: Ref, out: &mut Vec<u8>) {
    let Some((first, last)) = node.children else { return };
    out.word("/First").reference(marks.plus(first)).word("/Last").reference(marks.plus(last));
    out.word("/Count ").integer(node.count);
}
