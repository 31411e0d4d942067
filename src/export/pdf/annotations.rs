//! Links and empty signature fields.

use std::collections::BTreeMap;

use super::document::Places;
use super::file::Objects;
use super::syntax::{Ref, Syntax};
use super::tags::Tags;
use crate::export::number::hundredths;
use crate::geom::{Length, Rect};
use crate::scene::{Field, Link, Page, Role, Scene, Target};

/// The annotations of a scene.
pub(super) struct Annotations {
    /// Those of each page, in reading order.
    pub(super) pages: Vec<Vec<Ref>>,
    /// The fields among them.
    pub(super) fields: Vec<Ref>,
}

/// Writes all links and fields of a scene. `keys`: the key of its first in the number tree.
pub(super) fn write(
    scene: &Scene,
    places: &Places<'_>,
    keys: usize,
    tags: &mut Tags,
    objects: &mut Objects,
) -> Annotations {
    let mut all = Annotations { pages: Vec::new(), fields: Vec::new() };
    let holders = Holders::of(scene);
    for (index, page) in scene.pages.iter().enumerate() {
        let mut own = Vec::new();
        for (place, link) in page.links.iter().enumerate() {
            let object = objects.reserve();
            let key = keys + tags.annotation(index, object, holders.link(index, place));
            write_link(link, key, (page, places), objects.object(object));
            own.push(object);
        }
        for (place, field) in page.fields.iter().enumerate() {
            let object = objects.reserve();
            let key = keys + tags.annotation(index, object, holders.field(index, place));
            write_field(field, key, (page, places.of_own(index)), object, objects);
            own.push(object);
            all.fields.push(object);
        }
        all.pages.push(own);
    }
    all
}

/// The elements that hold links and fields, by page and place; the first where there are several, else the document.
#[derive(Default)]
struct Holders {
    links: BTreeMap<(usize, usize), usize>,
    fields: BTreeMap<(usize, usize), usize>,
}

impl Holders {
    fn of(scene: &Scene) -> Self {
        let mut holders = Self::default();
        for (index, element) in scene.structure.iter().enumerate() {
            match &element.role {
                Role::Link { page, links, .. } => links.clone().for_each(|link| {
                    holders.links.entry((*page, link)).or_insert(index);
                }),
                Role::Field { page, field } => {
                    holders.fields.entry((*page, *field)).or_insert(index);
                }
                _ => {}
            }
        }
        holders
    }

    fn link(&self, page: usize, link: usize) -> usize {
        self.links.get(&(page, link)).copied().unwrap_or(0)
    }

    fn field(&self, page: usize, field: usize) -> usize {
        self.fields.get(&(page, field)).copied().unwrap_or(0)
    }
}

fn write_link(link: &Link, key: usize, (page, places): (&Page, &Places<'_>), out: &mut Vec<u8>) {
    // Printed with the page (F 4), though there is nothing to see; ISO 19005-2, 6.3.2 asks for it.
    out.word("<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4");
    area(link.area, page, out);
    out.word("/StructParent ").integer(key).word("/Contents").text(&link.title);
    let mut elsewhere = |name: &str, page: usize| {
        let file = format!("{name}.pdf");
        // Without its type, which none needs that embeds nothing: PDF/A-3 takes it for an attachment otherwise.
        out.word("/A<</S/GoToR/D[").integer(page).word("/Fit]/F<</F").text(&file);
        out.word("/UF").text(&file).word(">>>>");
    };
    match &link.target {
        Target::Page(number, at) => places.write(*number, *at, out),
        Target::Sop(name) => elsewhere(name, 0),
        Target::File(name, number) => elsewhere(name, *number),
    }
    out.word(">>");
}

/// A place to sign: a field without value, and an appearance that shows nothing.
fn write_field(field: &Field, key: usize, (page, object_of_page): (&Page, Ref), object: Ref, objects: &mut Objects) {
    let appearance = objects.reserve();
    let side = |length: Length| f64::from(hundredths(length)) / 100.0;
    let entries = format!("/Type/XObject/Subtype/Form/BBox[0 0 {} {}]", side(field.area.w), side(field.area.h));
    objects.packed_stream(appearance, &entries, b"");
    let out = objects.object(object);
    out.word("<</Type/Annot/Subtype/Widget/FT/Sig/F 4/T").text(&field.name).word("/TU").text(&field.title);
    area(field.area, page, out);
    out.word("/P").reference(object_of_page).word("/StructParent ").integer(key);
    out.word("/AP<</N").reference(appearance).word(">>>>");
}

fn area(area: Rect, page: &Page, out: &mut Vec<u8>) {
    let height = page.size.h;
    out.word("/Rect[").operand(hundredths(area.x)).operand(hundredths(height - area.bottom()));
    out.operand(hundredths(area.right())).operand(hundredths(height - area.y)).word("]");
}
