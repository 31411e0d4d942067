//! The structure of a document as PDF's tag tree.
//!
//! Content streams ask for a number for each piece of an element and draw between the marks that carry it; here the pieces are put
//! back into the tree, in reading order, with what a reader must know of tables, lists, figures and links.

use std::collections::BTreeMap;

use super::file::Objects;
use super::syntax::{Ref, Syntax};
use crate::export::number::hundredths;
use crate::geom::Rect;
use crate::scene::{Element, Item, Role, Scene, Scope, Tag};

/// The structure while the pages are being written.
pub(super) struct Tags {
    nodes: Vec<Node>,
    /// For each page, the node of each mark.
    marks: Vec<Vec<usize>>,
    /// How many pieces were marked.
    pieces: usize,
    /// Annotations in the order of their keys, with their nodes.
    annotations: Vec<usize>,
}

struct Node {
    role: Role,
    parent: Option<usize>,
    pieces: Vec<Piece>,
    /// What is drawn of it on the first page that shows it.
    extent: Option<(usize, Rect)>,
    /// How its list counts, where it is a list with marks.
    numbering: Option<&'static str>,
}

/// A part of a node's content: a mark of a page, or an annotation.
#[derive(Clone, Copy)]
struct Piece {
    /// Its place among all pieces of the document.
    order: usize,
    page: usize,
    content: Content,
}

#[derive(Clone, Copy)]
enum Content {
    Mark(usize),
    Annotation(Ref),
}

impl Tags {
    pub(super) fn new(scene: &Scene) -> Self {
        let node = |element: &Element| Node {
            role: element.role.clone(),
            parent: element.parent,
            pieces: Vec::new(),
            extent: None,
            numbering: None,
        };
        let mut nodes: Vec<Node> = scene.structure.iter().map(node).collect();
        if nodes.is_empty() {
            nodes.push(Node { role: Role::Document, parent: None, pieces: Vec::new(), extent: None, numbering: None });
        }
        let mut tags = Self { nodes, marks: vec![Vec::new(); scene.pages.len()], pieces: 0, annotations: Vec::new() };
        scene.pages.iter().for_each(|page| tags.find_list_marks(&page.items, None));
        tags
    }

    /// Looks up how lists count from their first mark.
    fn find_list_marks(&mut self, items: &[Item], mark: Option<usize>) {
        for item in items {
            match item {
                Item::Group(group) => {
                    let mark = match group.tag {
                        Tag::Element(element) if self.nodes[element].role == Role::ListMark => Some(element),
                        _ => None,
                    };
                    self.find_list_marks(&group.items, mark);
                }
                Item::Text(text) => {
                    let Some(list) = mark.and_then(|mark| self.list_of(mark)) else { continue };
                    self.nodes[list].numbering.get_or_insert_with(|| numbering(&text.run.text));
                }
                Item::Path(_) | Item::Image(_) => {}
            }
        }
    }

    fn list_of(&self, mark: usize) -> Option<usize> {
        let mut node = mark;
        while self.nodes[node].role != Role::List {
            node = self.nodes[node].parent?;
        }
        Some(node)
    }

    /// A number for a piece of an element on a page.
    pub(super) fn mark(&mut self, element: usize, page: usize) -> usize {
        let number = self.marks[page].len();
        self.marks[page].push(element);
        self.add(element, page, Content::Mark(number));
        number
    }

    /// Adds an annotation to the first element that `is_it` names, or to a new element of the document; returns its key.
    pub(super) fn annotation(&mut self, page: usize, object: Ref, role: &Role) -> usize {
        let node = self.nodes.iter().position(|node| node.role == *role).unwrap_or_else(|| {
            self.nodes.push(Node {
                role: role.clone(),
                parent: Some(0),
                pieces: Vec::new(),
                extent: None,
                numbering: None,
            });
            self.nodes.len() - 1
        });
        self.add(node, page, Content::Annotation(object));
        self.annotations.push(node);
        self.marks.len() + self.annotations.len() - 1
    }

    fn add(&mut self, node: usize, page: usize, content: Content) {
        let order = self.pieces;
        self.pieces += 1;
        self.nodes[node].pieces.push(Piece { order, page, content });
    }

    /// Notes what is drawn of an element.
    pub(super) fn extend(&mut self, element: usize, page: usize, by: Rect) {
        let node = &mut self.nodes[element];
        if !matches!(node.role, Role::Figure { .. }) {
            return;
        }
        match &mut node.extent {
            None => node.extent = Some((page, by)),
            Some((first, extent)) if *first == page => {
                let right = extent.right().max(by.right());
                let bottom = extent.bottom().max(by.bottom());
                let (x, y) = (extent.x.min(by.x), extent.y.min(by.y));
                *extent = Rect::new(x, y, right - x, bottom - y);
            }
            Some(_) => {}
        }
    }

    /// The name of an element's role.
    pub(super) fn role(&self, element: usize) -> &'static str {
        match &self.nodes[element].role {
            Role::Document => "Document",
            Role::Section => "Sect",
            Role::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from((*level).clamp(1, 6)) - 1],
            Role::Paragraph => "P",
            Role::List => "L",
            Role::ListItem => "LI",
            Role::ListMark => "Lbl",
            Role::ListBody => "LBody",
            Role::Table => "Table",
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

        let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut first = vec![usize::MAX; self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate().rev() {
            if let Some(piece) = node.pieces.first() {
                first[index] = first[index].min(piece.order);
            }
            if let Some(parent) = node.parent {
                first[parent] = first[parent].min(first[index]);
                children.entry(parent).or_default().push(index);
            }
        }
        for (index, node) in self.nodes.iter().enumerate() {
            let inner = children.get(&index).map_or(&[][..], Vec::as_slice);
            let out = objects.object(ids[index]);
            out.word("<</S/")
                .word(self.role(index))
                .word("/P")
                .reference(node.parent.map_or(root, |parent| ids[parent]));
            self.write_properties(node, scene, out);
            if let Some(piece) = node.pieces.first() {
                out.word("/Pg").reference(pages[piece.page]);
            }
            let kids = Kids { node, pages, page: node.pieces.first().map_or(0, |piece| piece.page) };
            kids.write(inner.iter().rev().map(|&child| (first[child], ids[child])), out);
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
        match &node.role {
            Role::Figure { alternative, name } => {
                out.word("/Alt").text(alternative).word("/T").text(name);
                if let Some((page, extent)) = node.extent {
                    let height = scene.pages[page].size.h;
                    out.word("/A<</O/Layout/Placement/Block/BBox[");
                    out.operand(hundredths(extent.x)).operand(hundredths(height - extent.bottom()));
                    out.operand(hundredths(extent.right())).operand(hundredths(height - extent.y)).word("]>>");
                }
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

/// The content of an element, in reading order.
struct Kids<'a> {
    node: &'a Node,
    pages: &'a [Ref],
    /// The page that the element names, which its marks need not.
    page: usize,
}

impl Kids<'_> {
    /// Children keep their order; pieces of the element itself stand before the first child that was drawn after them.
    ///
    /// A single one stands without brackets. Those who validate signatures look for a field there, and take one that is signed
    /// anywhere else for a change of the document.
    fn write(&self, children: impl Iterator<Item = (usize, Ref)>, out: &mut Vec<u8>) {
        out.word("/K[");
        let (bracket, mut count) = (out.len() - 1, self.node.pieces.len());
        let mut pieces = self.node.pieces.iter().peekable();
        for (first, child) in children {
            while let Some(piece) = pieces.next_if(|piece| first != usize::MAX && piece.order < first) {
                self.piece(piece, out);
            }
            out.reference(child);
            count += 1;
        }
        pieces.for_each(|piece| self.piece(piece, out));
        match count {
            1 => out[bracket] = b' ',
            _ => out.push(b']'),
        }
    }

    fn piece(&self, piece: &Piece, out: &mut Vec<u8>) {
        match piece.content {
            Content::Mark(number) if piece.page == self.page => {
                if out.last() != Some(&b'[') {
                    out.push(b' ');
                }
                out.integer(number);
            }
            Content::Mark(number) => {
                out.word("<</Type/MCR/Pg").reference(self.pages[piece.page]).word("/MCID ").integer(number).word(">>");
            }
            Content::Annotation(object) => {
                out.word("<</Type/OBJR/Pg").reference(self.pages[piece.page]).word("/Obj").reference(object).word(">>");
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
