//! The structure of a document as PDF's tag tree.
//!
//! Content streams ask for a number for each piece of an element and draw between the marks that carry it; here the pieces are put
//! back into the tree, in reading order, with what a reader must know of tables, lists, figures and links.

use super::file::Objects;
use super::syntax::{Ref, Syntax};
use crate::export::number::hundredths;
use crate::geom::Rect;
use crate::scene::{Element, Role, Scene, Scope};

/// The structure of a scene while its pages are being written.
pub(super) struct Tags<'a> {
    structure: &'a [Element],
    notes: Notes,
}

/// What was drawn of the elements of a scene.
pub(super) struct Notes {
    /// For each element.
    nodes: Vec<Node>,
    /// For each page, the node of each mark.
    marks: Vec<Vec<usize>>,
    /// The pieces of all nodes, as they were drawn.
    pieces: Vec<Piece>,
    /// Annotations in the order of their keys, with their nodes.
    annotations: Vec<usize>,
}

#[derive(Clone, Default)]
struct Node {
    /// Its first and its last piece.
    pieces: Option<(usize, usize)>,
    /// What is drawn of it on the first page that shows it.
    extent: Option<(usize, Rect)>,
    /// How its list counts, where it is a list with marks.
    numbering: Option<&'static str>,
}

/// Where the tree of a scene stands in that of the document.
pub(super) struct Place {
    /// The element above it, or the root.
    pub(super) parent: Ref,
    /// The object of its first page; those of the others follow.
    pub(super) pages: Ref,
}

/// A tree that was written.
pub(super) struct Tree<'a> {
    /// The object of the scene's first element; those of the others follow.
    pub(super) top: Ref,
    notes: &'a Notes,
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
    /// Nothing was drawn yet.
    pub(super) fn new(scene: &'a Scene) -> Self {
        let count = scene.structure.len();
        let notes = Notes {
            nodes: vec![Node::default(); count],
            marks: vec![Vec::new(); scene.pages.len()],
            pieces: Vec::with_capacity(count * 3 / 2),
            annotations: Vec::new(),
        };
        Self::with(scene, notes)
    }

    /// This was drawn.
    pub(super) fn with(scene: &'a Scene, notes: Notes) -> Self {
        Self { structure: &scene.structure, notes }
    }

    /// What was drawn.
    pub(super) fn into_notes(self) -> Notes {
        self.notes
    }

    /// A number for a piece of an element on a page.
    pub(super) fn mark(&mut self, element: usize, page: usize) -> usize {
        let number = self.notes.marks[page].len();
        self.notes.marks[page].push(element);
        self.add(element, page, Content::Mark(number));
        number
    }

    /// Adds an annotation to the element that holds it; returns how many there were before.
    pub(super) fn annotation(&mut self, page: usize, object: Ref, node: usize) -> usize {
        self.add(node, page, Content::Annotation(object));
        self.notes.annotations.push(node);
        self.notes.annotations.len() - 1
    }

    fn add(&mut self, node: usize, page: usize, content: Content) {
        let Notes { nodes, pieces, .. } = &mut self.notes;
        let index = pieces.len();
        pieces.push(Piece { page, content, next: None });
        let own = &mut nodes[node].pieces;
        if let Some((_, last)) = *own {
            pieces[last].next = Some(index);
        }
        *own = Some((own.map_or(index, |(first, _)| first), index));
    }

    /// Notes the words of an element: a list counts as its first mark does.
    pub(super) fn words(&mut self, element: usize, words: &str) {
        if self.structure[element].role != Role::ListMark {
            return;
        }
        let parent = |node: usize| self.structure[node].parent;
        let list = std::iter::successors(parent(element), |&node| parent(node))
            .find(|&node| self.structure[node].role == Role::List);
        if let Some(list) = list {
            self.notes.nodes[list].numbering.get_or_insert_with(|| numbering(words));
        }
    }

    /// Notes what is drawn of an element.
    pub(super) fn extend(&mut self, element: usize, page: usize, by: impl FnOnce() -> Rect) {
        if !matches!(self.structure[element].role, Role::Figure { .. }) {
            return;
        }
        match &mut self.notes.nodes[element].extent {
            none @ None => *none = Some((page, by())),
            Some((first, extent)) if *first == page => *extent = extent.union(by()),
            Some(_) => {}
        }
    }

    /// The name of an element's role.
    pub(super) fn role(&self, element: usize) -> &'static str {
        match &self.structure[element].role {
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

    /// Writes the tree.
    pub(super) fn write(&self, scene: &Scene, place: &Place, objects: &mut Objects) -> Tree<'_> {
        let top = objects.reserve_all(self.structure.len());
        let Notes { nodes, pieces, .. } = &self.notes;
        let family = Family::of(self.structure, nodes);
        for (index, (element, node)) in self.structure.iter().zip(nodes).enumerate() {
            let out = objects.object(top.plus(index));
            out.word("<</S/").word(self.role(index)).word("/P");
            out.reference(element.parent.map_or(place.parent, |parent| top.plus(parent)));
            write_properties((&element.role, node), scene, out);
            let page = node.pieces.map(|(first, _)| pieces[first].page);
            if let Some(page) = page {
                out.word("/Pg").reference(place.pages.plus(page));
            }
            let kids = Kids { pieces, pages: place.pages, page: page.unwrap_or(0) };
            let children = family.children(index).map(|child| (family.first_piece[child], top.plus(child)));
            kids.write(node.pieces.map(|(first, _)| first), children, out);
            out.word(">>");
        }
        Tree { top, notes: &self.notes }
    }
}

impl Tree<'_> {
    /// From the marks of its pages, whose keys begin with `first`, back to their elements: entries of a number tree.
    pub(super) fn write_marks(&self, first: usize, out: &mut Vec<u8>) {
        for (page, marks) in self.notes.marks.iter().enumerate() {
            out.word(if page > 0 { " " } else { "" }).integer(first + page).word("[");
            for &node in marks {
                out.reference(self.top.plus(node));
            }
            out.word("]");
        }
    }

    /// The same from its annotations.
    pub(super) fn write_annotations(&self, first: usize, out: &mut Vec<u8>) {
        for (index, &node) in self.notes.annotations.iter().enumerate() {
            out.word(" ").integer(first + index).reference(self.top.plus(node));
        }
    }

    /// How many annotations it has.
    pub(super) fn annotations(&self) -> usize {
        self.notes.annotations.len()
    }
}

fn write_properties((role, node): (&Role, &Node), scene: &Scene, out: &mut Vec<u8>) {
    let span = |out: &mut Vec<u8>, columns: u32, rows: u32| {
        if columns > 1 {
            out.word("/ColSpan ").integer(columns as usize);
        }
        if rows > 1 {
            out.word("/RowSpan ").integer(rows as usize);
        }
    };
    match role {
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

/// Who is below whom.
struct Family {
    first_child: Vec<Option<usize>>,
    next_sibling: Vec<Option<usize>>,
    /// The first piece that was drawn of each node and of what is below it.
    first_piece: Vec<Option<usize>>,
}

impl Family {
    fn of(structure: &[Element], nodes: &[Node]) -> Self {
        let none = vec![None; nodes.len()];
        let mut family = Self { first_child: none.clone(), next_sibling: none.clone(), first_piece: none };
        for (index, node) in nodes.iter().enumerate().rev() {
            let own = node.pieces.map(|(first, _)| first);
            let first = own.into_iter().chain(family.first_piece[index]).min();
            family.first_piece[index] = first;
            if let Some(parent) = structure[index].parent {
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
    pages: Ref,
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
                out.word("<</Type/MCR/Pg").reference(self.pages.plus(page)).word("/MCID ").integer(number).word(">>");
            }
            Content::Annotation(object) => {
                out.word("<</Type/OBJR/Pg").reference(self.pages.plus(page)).word("/Obj").reference(object).word(">>");
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
