//! The structure of a document as PDF's tag tree.
//!
//! Content streams ask for a number for each piece of an element and draw between the marks that carry it; here the pieces are put
//! back into the tree, in reading order, with what a reader must know of tables, lists, figures and links.

use super::file::Objects;
use super::syntax::{Ref, Syntax};
use crate::export::number::hundredths;
use crate::geom::Rect;
use crate::scene::{Element, Role, Scene, Scope};

/// The structure while the pages are being written.
pub(super) struct Tags<'a> {
    nodes: Vec<Node<'a>>,
    /// For each page, the node of each mark.
    marks: Vec<Vec<usize>>,
    /// The pieces of all nodes, as they were drawn.
    pieces: Vec<Piece>,
    /// Annotations in the order of their keys, with their nodes.
    annotations: Vec<usize>,
}

struct Node<'a> {
    role: &'a Role,
    parent: Option<usize>,
    /// Its first and its last piece.
    pieces: Option<(usize, usize)>,
    /// What is drawn of it on the first page that shows it.
    extent: Option<(usize, Rect)>,
    /// How its list counts, where it is a list with marks.
    numbering: Option<&'static str>,
}

/// A part of a node's content: a mark of a page, or an annotation.
#[derive(Clone, Copy)]
struct Piece {
    page: usize,
    content: Content,
    /// The next piece of the same node.
    next: Option<usize>,
}

#[derive(Clone, Copy)]
enum Content {
    Mark(usize),
    Annotation(Ref),
}

impl<'a> Tags<'a> {
    pub(super) fn new(scene: &'a Scene) -> Self {
        let node = |element: &'a Element| Node {
            role: &element.role,
            parent: element.parent,
            pieces: None,
            extent: None,
            numbering: None,
        };
        let nodes: Vec<Node> = scene.structure.iter().map(node).collect();
        let pieces = Vec::with_capacity(nodes.len() * 3 / 2);
        Self { nodes, marks: vec![Vec::new(); scene.pages.len()], pieces, annotations: Vec::new() }
    }

    /// A number for a piece of an element on a page.
    pub(super) fn mark(&mut self, element: usize, page: usize) -> usize {
        let number = self.marks[page].len();
        self.marks[page].push(element);
        self.add(element, page, Content::Mark(number));
        number
    }

    /// Adds an annotation to the element that holds it; returns its key.
    pub(super) fn annotation(&mut self, page: usize, object: Ref, node: usize) -> usize {
        self.add(node, page, Content::Annotation(object));
        self.annotations.push(node);
        self.marks.len() + self.annotations.len() - 1
    }

    fn add(&mut self, node: usize, page: usize, content: Content) {
        let index = self.pieces.len();
        self.pieces.push(Piece { page, content, next: None });
        let pieces = &mut self.nodes[node].pieces;
        if let Some((_, last)) = *pieces {
            self.pieces[last].next = Some(index);
        }
        *pieces = Some((pieces.map_or(index, |(first, _)| first), index));
    }

    /// Notes the words of an element: a list counts as its first mark does.
    pub(super) fn words(&mut self, element: usize, words: &str) {
        if *self.nodes[element].role != Role::ListMark {
            return;
        }
        let parent = |node: usize| self.nodes[node].parent;
        let list = std::iter::successors(parent(element), |&node| parent(node))
            .find(|&node| *self.nodes[node].role == Role::List);
        if let Some(list) = list {
            self.nodes[list].numbering.get_or_insert_with(|| numbering(words));
        }
    }

    /// Notes what is drawn of an element.
    pub(super) fn extend(&mut self, element: usize, page: usize, by: impl FnOnce() -> Rect) {
        let node = &mut self.nodes[element];
        if !matches!(node.role, Role::Figure { .. }) {
            return;
        }
        match &mut node.extent {
            None => node.extent = Some((page, by())),
            Some((first, extent)) if *first == page => *extent = extent.union(by()),
            Some(_) => {}
        }
    }

    /// The name of an element's role.
    pub(super) fn role(&self, element: usize) -> &'static str {
        match self.nodes[element].role {
            Role::Document => "Document",
            Role::Section => "Sect",
            Role::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from((*level).clamp(1, 6)) - 1],
            Role::Paragraph => "P",
            Role::List => "L",
            Role::ListItem => "LI",
            Role::ListMark => "Lbl",
            Role::ListBody => "LBody",
            Role::Table => "Table",
            Role::TableHeads => "THead",
            Role::TableBody => "TBody",
            Role::TableRow => "TR",
            Role::TableHead { .. } => "TH",
            Role::TableCell { .. } => "TD",
            Role::Figure { .. } => "Figure",
            Role::Link { .. } => "Link",
            Role::Field { .. } => "Form",
        }
    }

    /// Writes the tree and returns its root. `pages` are the pages' objects, with their heights.
    pub(super) fn write(&self, scene: &Scene, pages: &[Ref], objects: &mut Objects) -> Ref {
        let root = objects.reserve();
        let parents = objects.reserve();
        let ids: Vec<Ref> = self.nodes.iter().map(|_| objects.reserve()).collect();
        let out = objects.object(root);
        out.word("<</Type/StructTreeRoot/K").reference(ids[0]).word("/ParentTree").reference(parents);
        out.word("/ParentTreeNextKey ").integer(self.marks.len() + self.annotations.len()).word(">>");
        self.write_parents(&ids, objects.object(parents));
        let family = Family::of(&self.nodes);
        for (index, node) in self.nodes.iter().enumerate() {
            let out = objects.object(ids[index]);
            out.word("<</S/")
                .word(self.role(index))
                .word("/P")
                .reference(node.parent.map_or(root, |parent| ids[parent]));
            self.write_properties(node, scene, out);
            let page = node.pieces.map(|(first, _)| self.pieces[first].page);
            if let Some(page) = page {
                out.word("/Pg").reference(pages[page]);
            }
            let kids = Kids { pieces: &self.pieces, pages, page: page.unwrap_or(0) };
            let children = family.children(index).map(|child| (family.first_piece[child], ids[child]));
            kids.write(node.pieces.map(|(first, _)| first), children, out);
            out.word(">>");
        }
        root
    }

    /// From marks and annotations back to their elements.
    fn write_parents(&self, ids: &[Ref], out: &mut Vec<u8>) {
        out.word("<</Nums[");
        for (page, marks) in self.marks.iter().enumerate() {
            out.word(if page > 0 { " " } else { "" }).integer(page).word("[");
            for &node in marks {
                out.reference(ids[node]);
            }
            out.word("]");
        }
        for (index, &node) in self.annotations.iter().enumerate() {
            out.word(" ").integer(self.marks.len() + index).reference(ids[node]);
        }
        out.word("]>>");
    }

    fn write_properties(&self, node: &Node, scene: &Scene, out: &mut Vec<u8>) {
        let span = |out: &mut Vec<u8>, columns: u32, rows: u32| {
            if columns > 1 {
                out.word("/ColSpan ").integer(columns as usize);
            }
            if rows > 1 {
                out.word("/RowSpan ").integer(rows as usize);
            }
        };
        match node.role {
            // As the title too: that is what lists of the tags show.
            Role::Figure { alternative, .. } => {
                out.word("/Alt").text(alternative).word("/T").text(alternative);
                if let Some((page, extent)) = node.extent {
                    let height = scene.pages[page].size.h;
                    out.word("/A<</O/Layout/Placement/Block/BBox[");
                    out.operand(hundredths(extent.x)).operand(hundredths(height - extent.bottom()));
                    out.operand(hundredths(extent.right())).operand(hundredths(height - extent.y)).word("]>>");
                }
            }
            Role::Link { alternative: Some(alternative), .. } => {
                out.word("/Alt").text(alternative).word("/T").text(alternative);
            }
            Role::TableHead { scope, columns, rows } => {
                out.word("/A<</O/Table/Scope/").word(if *scope == Scope::Column { "Column" } else { "Row" });
                span(out, *columns, *rows);
                out.word(">>");
            }
            Role::TableCell { columns, rows } if *columns > 1 || *rows > 1 => {
                out.word("/A<</O/Table");
                span(out, *columns, *rows);
                out.word(">>");
            }
            Role::List => {
                if let Some(numbering) = node.numbering {
                    out.word("/A<</O/List/ListNumbering/").word(numbering).word(">>");
                }
            }
            _ => {}
        }
    }
}

/// Who is below whom.
struct Family {
    first_child: Vec<Option<usize>>,
    next_sibling: Vec<Option<usize>>,
    /// The first piece that was drawn of each node and of what is below it.
    first_piece: Vec<Option<usize>>,
}

impl Family {
    fn of(nodes: &[Node]) -> Self {
        let none = vec![None; nodes.len()];
        let mut family = Self { first_child: none.clone(), next_sibling: none.clone(), first_piece: none };
        for (index, node) in nodes.iter().enumerate().rev() {
            let own = node.pieces.map(|(first, _)| first);
            let first = own.into_iter().chain(family.first_piece[index]).min();
            family.first_piece[index] = first;
            if let Some(parent) = node.parent {
                family.first_piece[parent] = first.into_iter().chain(family.first_piece[parent]).min();
                family.next_sibling[index] = family.first_child[parent].replace(index);
            }
        }
        family
    }

    fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.first_child[node], |&child| self.next_sibling[child])
    }
}

/// The content of an element, in reading order.
struct Kids<'a> {
    pieces: &'a [Piece],
    pages: &'a [Ref],
    /// The page that the element names, which its marks need not.
    page: usize,
}

impl Kids<'_> {
    /// Children keep their order; pieces of the element itself stand before the first child that was drawn after them.
    ///
    /// A single one stands without brackets. Those who validate signatures look for a field there, and take one that is signed
    /// anywhere else for a change of the document.
    fn write(&self, first: Option<usize>, children: impl Iterator<Item = (Option<usize>, Ref)>, out: &mut Vec<u8>) {
        out.word("/K[");
        let (bracket, mut count) = (out.len() - 1, 0);
        let mut pieces = std::iter::successors(first, |&piece| self.pieces[piece].next).peekable();
        for (first, child) in children {
            while let Some(piece) = pieces.next_if(|&piece| first.is_some_and(|first| piece < first)) {
                self.piece(piece, out);
                count += 1;
            }
            out.reference(child);
            count += 1;
        }
        for piece in pieces {
            self.piece(piece, out);
            count += 1;
        }
        match count {
            1 => out[bracket] = b' ',
            _ => out.push(b']'),
        }
    }

    fn piece(&self, piece: usize, out: &mut Vec<u8>) {
        let Piece { page, content, .. } = self.pieces[piece];
        match content {
            Content::Mark(number) if page == self.page => {
                if out.last() != Some(&b'[') {
                    out.push(b' ');
                }
                out.integer(number);
            }
            Content::Mark(number) => {
                out.word("<</Type/MCR/Pg").reference(self.pages[page]).word("/MCID ").integer(number).word(">>");
            }
            Content::Annotation(object) => {
                out.word("<</Type/OBJR/Pg").reference(self.pages[page]).word("/Obj").reference(object).word(">>");
            }
        }
    }
}

/// How a list counts that begins with this mark (ISO 32000-1, table 347).
fn numbering(mark: &str) -> &'static str {
    match mark.chars().find(|c| c.is_alphanumeric()) {
        Some('0'..='9') => "Decimal",
        Some('i') => "LowerRoman",
        Some('I') => "UpperRoman",
        Some(letter) if letter.is_lowercase() => "LowerAlpha",
        Some(_) => "UpperAlpha",
        None => "Disc",
    }
}
