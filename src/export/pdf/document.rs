//! The document as a whole, part by part: a sheet is a document of one part, a book of many.
//!
//! A part is a scene. What takes time of it, its content streams and pictures, is made ready by itself ([`draw`]), for several at once if
//! need be; [`Document::add`] then writes it out with its pages, links and tags. Kept of a part is what the end of the file asks
//! for: where its tree of tags begins, its bookmarks, and the number of each object stream.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

use lopdf::{Dictionary, Object};

use super::content::Context;
use super::file::Objects;
use super::font::{Book, GlyphUse};
use super::image::{Images, Packed};
use super::outline::{self, Mark};
use super::skeleton::{Skeleton, complete_catalog, dictionary, name, page_label, reference};
use super::syntax::{Ref, Syntax, push_object};
use super::tags::{Notes, Place, Tags, Tree};
use super::{annotations, content, known};
use crate::export::Options;
use crate::export::number::hundredths;
use crate::geom::{Length, Point};
use crate::scene::{Info, Scene};

/// Writes a scene as a PDF.
pub(super) fn write(scene: &Scene, options: &Options) -> Result<Vec<u8>, String> {
    let book = Book::new(GlyphUse::of(scene))?;
    let mut bytes = Vec::with_capacity(64 * 1024);
    let mut document = Document::new(&mut bytes, Plan::of(scene), &book, options);
    document.add(scene, draw(scene, &book));
    document.finish().expect("a buffer takes all");
    Ok(bytes)
}

/// What is known of a document before it is written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it says of itself.
    pub info: Info,
    /// Its parts, at least one.
    pub parts: Vec<PartSize>,
}

/// The size of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartSize {
    /// How many pages it has.
    pub pages: usize,
    /// How high the first is.
    pub height: Length,
}

impl Plan {
    /// That of a scene by itself.
    fn of(scene: &Scene) -> Self {
        Self { info: scene.info.clone(), parts: vec![PartSize::of(scene)] }
    }
}

impl PartSize {
    /// That of a scene.
    pub fn of(scene: &Scene) -> Self {
        let height = scene.pages.first().map_or(Length::ZERO, |page| page.size.h);
        Self { pages: scene.pages.len(), height }
    }
}

/// A scene made ready to be written.
pub(super) struct Drawn {
    /// The content of each page, deflated.
    contents: Vec<Vec<u8>>,
    /// The places in the book of the faces that it uses.
    faces: BTreeSet<usize>,
    pictures: Vec<Arc<Packed>>,
    notes: Notes,
}

/// Makes a scene ready.
pub(super) fn draw(scene: &Scene, book: &Book) -> Drawn {
    let (mut faces, mut images, mut tags) = (BTreeSet::new(), Images::default(), Tags::new(scene));
    let mut contents = Vec::with_capacity(scene.pages.len());
    for (index, page) in scene.pages.iter().enumerate() {
        let mut context = Context { book, faces: &mut faces, images: &mut images, tags: &mut tags };
        contents.push(known::deflated(content::page(page, index, &mut context)));
    }
    Drawn { contents, faces, pictures: images.pack(), notes: tags.into_notes() }
}

/// A document in the making.
pub(super) struct Document<'w> {
    objects: Objects<'w>,
    plan: Plan,
    book: &'w Book,
    options: &'w Options,
    /// The page on which each part begins, and behind them the number of all pages.
    starts: Vec<usize>,
    roots: Roots,
    /// What printpdf made of the document with its first part.
    skeleton: Option<Skeleton>,
    /// The faces that were written.
    faces: Vec<Option<Ref>>,
    /// The pictures that were written, by what they are.
    pictures: BTreeMap<String, Ref>,
    parts: Parts,
}

/// The objects that others refer to before they are written.
struct Roots {
    catalog: Ref,
    info: Ref,
    /// The root of the page tree.
    tree: Ref,
    /// The first page; the others follow.
    pages: Ref,
    /// The root of the tags.
    tags: Ref,
    /// The way back from marks to tags.
    parents: Ref,
    /// The element above the parts, where there are several.
    document: Ref,
}

/// What is kept of the parts that were written.
#[derive(Default)]
struct Parts {
    count: usize,
    /// Their nodes in the page tree.
    nodes: Vec<Ref>,
    /// Their first elements.
    tops: Vec<Ref>,
    /// Their ways back from marks to tags.
    marks: Vec<Ref>,
    /// The same from annotations.
    annotated: Vec<Ref>,
    annotations: usize,
    fields: Vec<Ref>,
    bookmarks: Vec<Mark>,
    labels: Vec<Object>,
    /// The number that the next page bears if it goes on as the last.
    next_label: Option<i64>,
}

impl<'w> Document<'w> {
    /// A document that is written to `out`. Faults of writing are told at the end.
    pub(super) fn new(out: &'w mut dyn Write, plan: Plan, book: &'w Book, options: &'w Options) -> Self {
        let mut objects = Objects::new(out, options.stamp.as_deref());
        let mut starts = vec![0];
        plan.parts.iter().for_each(|part| starts.push(starts[starts.len() - 1] + part.pages));
        let pages = objects.reserve_all(starts[starts.len() - 1]);
        let [catalog, info, tree, tags, parents, document] = std::array::from_fn(|_| objects.reserve());
        let roots = Roots { catalog, info, tree, pages, tags, parents, document };
        let (skeleton, faces) = (None, vec![None; book.len()]);
        let (pictures, parts) = (BTreeMap::new(), Parts::default());
        Self { objects, plan, book, options, starts, roots, skeleton, faces, pictures, parts }
    }

    /// Whether it has one part only, which is the document then.
    fn is_single(&self) -> bool {
        self.plan.parts.len() == 1
    }

    /// Writes the next part.
    pub(super) fn add(&mut self, scene: &Scene, drawn: Drawn) {
        let first = self.starts[self.parts.count];
        let contents: Vec<Ref> = drawn.contents.iter().map(|content| self.content(content)).collect();
        let resources = self.resources(&drawn);
        let mut tags = Tags::with(scene, drawn.notes);
        let places = Places { own: scene, first, pages: self.roots.pages, plan: &self.plan, starts: &self.starts };
        let keys = places.count() + self.parts.annotations;
        let annotations = annotations::write(scene, &places, keys, &mut tags, &mut self.objects);
        self.parts.bookmarks.extend(scene.bookmarks.iter().map(|mark| {
            let mut destination = Vec::new();
            places.write(first + mark.page, mark.at, &mut destination);
            Mark { title: mark.title.clone(), level: mark.level, destination }
        }));
        let place = Place {
            parent: if self.is_single() { self.roots.tags } else { self.roots.document },
            pages: self.roots.pages.plus(first),
        };
        let tree = tags.write(scene, &place, &mut self.objects);
        self.parents(&tree, first, keys);
        let mut skeleton = Skeleton::new(scene, &self.plan.info, self.options);
        for (index, dictionary) in skeleton.pages.iter_mut().enumerate() {
            dictionary.set("Contents", reference(contents[index]));
            dictionary.set("Resources", reference(resources));
            dictionary.set("StructParents", (first + index) as i64);
            let own = &annotations.pages[index];
            if !own.is_empty() {
                dictionary.set("Annots", own.iter().map(|&id| reference(id)).collect::<Vec<_>>());
            }
        }
        self.pages(&mut skeleton, first);
        self.labels(scene, first);
        self.parts.fields.extend(annotations.fields);
        self.parts.count += 1;
        self.skeleton.get_or_insert(skeleton);
        self.objects.flush();
    }

    fn content(&mut self, content: &[u8]) -> Ref {
        let id = self.objects.reserve();
        self.objects.packed_stream(id, "/Filter/FlateDecode", content);
        id
    }

    /// Writes the faces and pictures that no part before had, and the list of those that this one uses.
    fn resources(&mut self, drawn: &Drawn) -> Ref {
        let mut entries = b"<</Font<<".to_vec();
        for &index in &drawn.faces {
            let face = *self.faces[index].get_or_insert_with(|| self.book.write(index, &mut self.objects));
            entries.word("/F").integer(index).reference(face);
        }
        entries.word(">>/XObject<<");
        for (index, packed) in drawn.pictures.iter().enumerate() {
            let picture = *self.pictures.entry(packed.digest()).or_insert_with(|| packed.write(&mut self.objects));
            entries.word("/X").integer(index).reference(picture);
        }
        entries.word(">>>>");
        let id = self.objects.reserve();
        self.objects.object(id).extend_from_slice(&entries);
        id
    }

    /// Writes the way back from marks and annotations to their elements.
    fn parents(&mut self, tree: &Tree<'_>, first: usize, keys: usize) {
        let (objects, parts) = (&mut self.objects, &mut self.parts);
        parts.tops.push(tree.top);
        let end = keys + tree.annotations();
        parts.annotations += tree.annotations();
        if self.plan.parts.len() == 1 {
            let out = objects.object(self.roots.parents);
            out.word("<</Nums[");
            tree.write_marks(first, out);
            tree.write_annotations(keys, out);
            out.word("]>>");
            return;
        }
        let mut leaf = |limits: (usize, usize), leaves: &mut Vec<Ref>, write: &dyn Fn(&mut Vec<u8>)| {
            let id = objects.reserve();
            let out = objects.object(id);
            out.word("<</Limits[").integer(limits.0).word(" ").integer(limits.1).word("]/Nums[");
            write(out);
            out.word("]>>");
            leaves.push(id);
        };
        leaf((first, self.starts[parts.count + 1] - 1), &mut parts.marks, &|out| tree.write_marks(first, out));
        if end > keys {
            leaf((keys, end - 1), &mut parts.annotated, &|out| tree.write_annotations(keys, out));
        }
    }

    /// Writes the pages, and the node above them.
    fn pages(&mut self, skeleton: &mut Skeleton, first: usize) {
        let pages = self.roots.pages.plus(first);
        let node = if self.is_single() { self.roots.tree } else { self.objects.reserve() };
        let count = skeleton.pages.len();
        for (index, mut page) in skeleton.pages.drain(..).enumerate() {
            page.set("Parent", reference(node));
            push_object(self.objects.object(pages.plus(index)), &Object::Dictionary(page));
        }
        let mut own = skeleton.tree.clone();
        own.set("Kids", (0..count).map(|index| reference(pages.plus(index))).collect::<Vec<_>>());
        own.set("Count", count as i64);
        if !self.is_single() {
            own.set("Parent", reference(self.roots.tree));
            self.parts.nodes.push(node);
        }
        push_object(self.objects.object(node), &Object::Dictionary(own));
    }

    /// What the pages are called: where numbers begin, and where they begin anew.
    fn labels(&mut self, scene: &Scene, first: usize) {
        for (index, page) in scene.pages.iter().enumerate() {
            let index = (first + index) as i64;
            let number = if page.label.is_empty() { Some(index + 1) } else { page.label.parse().ok() };
            if number.is_none() || number != self.parts.next_label {
                self.parts.labels.extend([index.into(), page_label(number, &page.label)]);
            }
            self.parts.next_label = number.map(|number: i64| number + 1);
        }
    }

    /// Writes what holds the parts together.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let Skeleton { mut catalog, info, tree, .. } = self.skeleton.take().expect("a document has a part");
        if !self.is_single() {
            self.join_parts(tree);
        }
        let (objects, roots, parts) = (&mut self.objects, &self.roots, &mut self.parts);
        let out = objects.object(roots.tags);
        out.word("<</Type/StructTreeRoot/K").reference(match parts.tops[..] {
            [top] => top,
            _ => roots.document,
        });
        out.word("/ParentTree").reference(roots.parents);
        out.word("/ParentTreeNextKey ").integer(self.starts[self.starts.len() - 1] + parts.annotations).word(">>");
        catalog.set("Pages", reference(roots.tree));
        catalog.set("StructTreeRoot", reference(roots.tags));
        let labels = std::mem::take(&mut parts.labels);
        catalog.set("PageLabels", dictionary([("Nums", labels.into())]));
        complete_catalog(&mut catalog, &self.plan.info, self.options, objects);
        if let Some(bookmarks) = outline::write(&parts.bookmarks, objects) {
            catalog.set("Outlines", reference(bookmarks));
            catalog.set("PageMode", name("UseOutlines"));
        }
        if !parts.fields.is_empty() {
            let fields: Vec<_> = parts.fields.iter().map(|&id| reference(id)).collect();
            catalog.set("AcroForm", dictionary([("Fields", fields.into())]));
        }
        push_object(objects.object(roots.catalog), &Object::Dictionary(catalog));
        push_object(objects.object(roots.info), &Object::Dictionary(info));
        self.objects.finish(self.roots.catalog, self.roots.info)
    }

    /// Writes what stands above the parts: in the page tree, in the tags, on the way back to them.
    fn join_parts(&mut self, mut tree: Dictionary) {
        let (objects, roots, parts) = (&mut self.objects, &self.roots, &self.parts);
        tree.set("Kids", parts.nodes.iter().map(|&node| reference(node)).collect::<Vec<_>>());
        tree.set("Count", self.starts[self.starts.len() - 1] as i64);
        push_object(objects.object(roots.tree), &Object::Dictionary(tree));
        let out = objects.object(roots.document);
        out.word("<</S/Document/P").reference(roots.tags).word("/K[");
        parts.tops.iter().for_each(|&top| _ = out.reference(top));
        out.word("]>>");
        let out = objects.object(roots.parents);
        out.word("<</Kids[");
        parts.marks.iter().chain(&parts.annotated).for_each(|&leaf| _ = out.reference(leaf));
        out.word("]>>");
    }
}

/// Where the pages of a document are, seen from a part.
pub(super) struct Places<'a> {
    own: &'a Scene,
    /// The first page of the part.
    first: usize,
    /// The first page of the document.
    pages: Ref,
    plan: &'a Plan,
    starts: &'a [usize],
}

impl Places<'_> {
    /// The object of a page of the part.
    pub(super) fn of_own(&self, index: usize) -> Ref {
        self.pages.plus(self.first + index)
    }

    fn count(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// Writes where a page of the document is.
    pub(super) fn write(&self, page: usize, at: Point, out: &mut Vec<u8>) {
        let page = page.min(self.count().saturating_sub(1));
        let own = page.checked_sub(self.first).and_then(|index| self.own.pages.get(index));
        let height = own.map_or_else(|| self.height(page), |page| page.size.h);
        out.word("/Dest[").reference(self.pages.plus(page)).word("/XYZ");
        out.operand(hundredths(at.x)).operand(hundredths(height - at.y)).word(" 0]");
    }

    /// The height of the first page of the part that a page is in.
    fn height(&self, page: usize) -> Length {
        let part = self.starts.partition_point(|&start| start <= page).saturating_sub(1);
        self.plan.parts.get(part).map_or(Length::ZERO, |part| part.height)
    }
}
