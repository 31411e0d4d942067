//! The whole document of Permenpan-RB 35/2012: sheets bound behind halaman judul, keputusan pimpinan, daftar isi and penjelasan singkat,
//! and the form for monitoring them (table 7 of the regulation).
//!
//! Sheets come in one by one and are read twice: first for what the contents list says of them ([`Chapter`]), then, once it is known
//! which page each begins on, to be bound ([`Volume::scene`]). A bound sheet has no signature fields, no tags for signing services
//! and no page numbers of its own; its links to other SOPs lead to their pages in the book.

mod front;
mod monitoring;

use std::ops::Range;
use std::sync::Arc;

use crate::Sheet;
use crate::compose::{self, Composed, Look};
use crate::diag::Diagnostics;
use crate::form::PageNumber;
use crate::geom::{Length, Point};
use crate::picture::Picture;
use crate::scene::{Bookmark, Element, Group, Image, Info, Item, Link, Page, Role, Scene, Tag, Target};
use crate::sop::{EndBlock, IdentityValue, Signatory, Sop};
use crate::text::{FontId, RichText};
use crate::{layout, paint};

/// The least lower margin of a bound page: its number stands there.
const LEAST_BOTTOM: f64 = 12.0;

/// What stands before the sheets.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The lines of the title page.
    pub title: Vec<String>,
    /// The year on it.
    pub year: Option<String>,
    /// The paragraphs of the decree; none: there is no such page.
    pub decree: Vec<String>,
    /// The paragraphs of the explanation; none: a short one of our own.
    pub explanation: Vec<String>,
    /// Whether the monitoring form is bound in.
    pub monitoring: bool,
}

/// A sheet of the book, as the contents list knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chapter {
    /// The name of its spec, that others link to.
    pub name: String,
    /// The code of its unit; empty for a plain spec.
    pub unit: String,
    /// Its title.
    pub title: String,
    /// Its number, blank where there is none.
    pub number: String,
    /// Who issues it.
    pub agency: String,
    /// How many pages it has.
    pub pages: usize,
}

/// A volume: a run of chapters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    /// The chapters in it.
    pub chapters: Range<usize>,
    /// Its number from 1, and of how many.
    pub number: (usize, usize),
    /// How many pages stand before the first sheet.
    pub front: usize,
}

/// A sheet made ready to be bound.
pub fn bound(sheet: Sheet) -> Sheet {
    let mut sop = sheet.sop;
    let form = &mut sop.form;
    if matches!(form.page_number, Some(PageNumber::Bottom(_) | PageNumber::Top(_))) {
        form.page_number = None;
    }
    form.margin.bottom = form.margin.bottom.max(Length::mm(LEAST_BOTTOM));
    unsigned(&mut sop);
    let layout = layout::layout(&sop, &mut Diagnostics::new());
    let scene = paint::paint(&sop, &layout);
    Sheet { sop, layout, scene }
}

/// Takes out what signing services look for; the place and the picture stay.
fn unsigned(sop: &mut Sop) {
    let clear = |person: &mut Signatory| {
        if let Some(esign) = &mut person.esign {
            esign.tag = None;
            esign.field.clear();
        }
    };
    for row in &mut sop.identity {
        if let IdentityValue::Approval(person) = &mut row.value {
            clear(person);
        }
    }
    if let Some(EndBlock { signatories, .. }) = &mut sop.end_block {
        signatories.iter_mut().for_each(clear);
    }
}

impl Chapter {
    /// Of a sheet made ready to be bound.
    pub fn new(name: &str, unit: &str, sheet: &Sheet) -> Self {
        Self {
            name: name.to_owned(),
            unit: unit.to_owned(),
            title: sheet.sop.title.clone(),
            number: sheet.sop.number.trim().to_owned(),
            agency: sheet.sop.agency.names.iter().map(RichText::to_line).collect::<Vec<_>>().join(", "),
            pages: sheet.scene.pages.len(),
        }
    }
}

/// Parts the chapters into volumes of at most so many pages; a volume has one chapter at least.
pub fn volumes(front: &Front, chapters: &[Chapter], most: Option<usize>, look: &Look) -> Vec<Volume> {
    let pages_around = |range: Range<usize>, number: usize| {
        let own = &chapters[range];
        let before = front::compose(front, own, &Volume::numbered(number), 0, look).pages.len();
        let behind = if front.monitoring { monitoring::compose(own, look).pages.len() } else { 0 };
        (before, behind)
    };
    let mut volumes: Vec<Volume> = Vec::new();
    let mut start = 0;
    while start < chapters.len() {
        let number = volumes.len() + 1;
        let fitting = |most: usize| {
            let mut sum = 0;
            let fits = |chapter: &&Chapter| {
                sum += chapter.pages;
                sum <= most
            };
            start + chapters[start..].iter().take_while(fits).count()
        };
        let mut end = most.map_or(chapters.len(), fitting).max(start + 1);
        let before = loop {
            let (before, behind) = pages_around(start..end, number);
            let sheets: usize = chapters[start..end].iter().map(|chapter| chapter.pages).sum();
            let over = most.map_or(0, |most| (before + sheets + behind).saturating_sub(most));
            if over == 0 || end == start + 1 {
                break before;
            }
            end -= 1;
        };
        volumes.push(Volume { chapters: start..end, number: (number, 0), front: before });
        start = end;
    }
    let count = volumes.len();
    volumes.iter_mut().for_each(|volume| volume.number.1 = count);
    volumes
}

impl Volume {
    /// One of several whose count is not known yet.
    fn numbered(number: usize) -> Self {
        Self { chapters: 0..0, number: (number, 2), front: 0 }
    }

    /// Binds the sheets of the volume, which come in the order of its chapters. `file` is the name, without extension, of the volume that a
    /// chapter stands in.
    pub fn scene(
        &self,
        front: &Front,
        chapters: &[Chapter],
        look: &Look,
        sheets: impl Iterator<Item = Sheet>,
        file: impl Fn(usize) -> String,
    ) -> Scene {
        let own = &chapters[self.chapters.clone()];
        let title = front.title.join(" ");
        let info = Info {
            title: self.titled(&title),
            author: String::new(),
            subject: "Dokumen SOP AP".to_owned(),
            date: None,
        };
        let structure = vec![Element { role: Role::Document, parent: None }];
        let mut fonts = look.fonts.as_ref().clone();
        let mut scene = Scene { pages: Vec::new(), fonts: look.fonts.clone(), info, structure, bookmarks: Vec::new() };
        let before = front::compose(front, own, self, self.front, look);
        push(&mut scene, before, None);
        let mut pictures: Vec<Arc<Picture>> = Vec::new();
        let mut agency = "";
        for (chapter, sheet) in own.iter().zip(sheets) {
            let start = scene.pages.len();
            if chapter.agency != agency {
                agency = &chapter.agency;
                let at = Point::default();
                scene.bookmarks.push(Bookmark { title: agency.to_owned(), level: 0, page: start, at });
            }
            let mut inner = sheet.scene;
            inner.pages.iter_mut().for_each(|page| share(&mut page.items, &mut pictures));
            let ids = fonts.adopt(&inner.fonts);
            if inner.fonts.faces().any(|(id, _)| ids[usize::from(id.0)] != id) {
                inner.pages.iter_mut().for_each(|page| refont(&mut page.items, &ids));
            }
            let at = Point::default();
            scene.bookmarks.push(Bookmark { title: chapter.title.clone(), level: 1, page: start, at });
            let composed = Composed { pages: inner.pages, structure: inner.structure, bookmarks: Vec::new() };
            push(&mut scene, composed, Some(Role::Section));
        }
        if front.monitoring {
            push(&mut scene, monitoring::compose(own, look), None);
        }
        scene.fonts = Arc::new(fonts);
        self.finish(&mut scene, chapters, look, file);
        scene
    }

    fn titled(&self, title: &str) -> String {
        if self.number.1 > 1 { format!("{title}, jilid {}", self.number.0) } else { title.to_owned() }
    }

    /// Numbers the pages and leads links to where their SOPs stand.
    fn finish(&self, scene: &mut Scene, chapters: &[Chapter], look: &Look, file: impl Fn(usize) -> String) {
        let mut starts = Vec::with_capacity(chapters.len());
        let mut at = self.front;
        for (index, chapter) in chapters.iter().enumerate() {
            starts.push(at);
            at += if self.chapters.contains(&index) { chapter.pages } else { 0 };
        }
        for (index, page) in scene.pages.iter_mut().enumerate() {
            page.label = (index + 1).to_string();
            if index > 0 {
                let number = compose::page_number(look, page.size, &page.label);
                page.items.push(number);
            }
            // An SOP of the same unit is meant before one of another.
            let unit = self.chapters.clone().rfind(|&chapter| starts[chapter] <= index).map(|own| &chapters[own].unit);
            for link in &mut page.links {
                let Target::Sop(name) = &link.target else { continue };
                let named = |chapter: &Chapter| chapter.name == *name;
                let near = chapters.iter().position(|chapter| named(chapter) && Some(&chapter.unit) == unit);
                let Some(chapter) = near.or_else(|| chapters.iter().position(named)) else { continue };
                link.target = match self.chapters.contains(&chapter) {
                    true => Target::Page(starts[chapter], Point::default()),
                    false => Target::Sop(file(chapter)),
                };
            }
        }
    }
}

/// The monitoring form alone.
pub fn monitoring_form(title: &str, chapters: &[Chapter], look: &Look) -> Scene {
    let composed = monitoring::compose(chapters, look);
    let info = Info { title: format!("Formulir monitoring {title}"), ..Info::default() };
    let structure = vec![Element { role: Role::Document, parent: None }];
    let mut scene = Scene { pages: Vec::new(), fonts: look.fonts.clone(), info, structure, bookmarks: Vec::new() };
    push(&mut scene, composed, None);
    scene
}

/// Puts pages behind those of a scene; their structure becomes a part of its document, within an element of a role if one is given.
pub(crate) fn push(scene: &mut Scene, composed: Composed, within: Option<Role>) {
    let first = scene.pages.len();
    if let Some(role) = &within {
        scene.structure.push(Element { role: role.clone(), parent: Some(0) });
    }
    let root = if within.is_some() { scene.structure.len() - 1 } else { 0 };
    let elements = scene.structure.len();
    let moved = |element: usize| if element == 0 { root } else { element + elements - 1 };
    for mut element in composed.structure.into_iter().skip(1) {
        if let Role::Link { page, .. } | Role::Field { page, .. } = &mut element.role {
            *page += first;
        }
        scene.structure.push(Element { parent: element.parent.map(moved), ..element });
    }
    for mut page in composed.pages {
        renumber(&mut page.items, &moved);
        scene.pages.push(shifted(page, first));
    }
    scene.bookmarks.extend(composed.bookmarks.into_iter().map(|mark| Bookmark { page: mark.page + first, ..mark }));
}

/// A page whose links within its own document follow it to `first`. Those of a contents list name pages of the book already.
fn shifted(mut page: Page, first: usize) -> Page {
    for Link { target, .. } in &mut page.links {
        if let Target::Page(number, _) = target {
            *number += first;
        }
    }
    page
}

fn renumber(items: &mut [Item], moved: &impl Fn(usize) -> usize) {
    for item in items {
        if let Item::Group(Group { tag, items }) = item {
            if let Tag::Element(element) = tag {
                *element = moved(*element);
            }
            renumber(items, moved);
        }
    }
}

/// Sets the runs of a sheet in the faces of the book: where each of the sheet's own stands there.
fn refont(items: &mut [Item], ids: &[FontId]) {
    for item in items {
        match item {
            Item::Text(text) if ids[usize::from(text.run.font.0)] != text.run.font => {
                let run = Arc::make_mut(&mut text.run);
                run.font = ids[usize::from(run.font.0)];
            }
            Item::Group(group) => refont(&mut group.items, ids),
            Item::Text(_) | Item::Path(_) | Item::Image(_) => {}
        }
    }
}

/// The emblem that many sheets bear is one picture.
fn share(items: &mut [Item], pictures: &mut Vec<Arc<Picture>>) {
    for item in items {
        match item {
            Item::Image(Image { picture, .. }) => match pictures.iter().find(|known| ***known == **picture) {
                Some(known) => *picture = known.clone(),
                None => pictures.push(picture.clone()),
            },
            Item::Group(group) => share(&mut group.items, pictures),
            Item::Path(_) | Item::Text(_) => {}
        }
    }
}
