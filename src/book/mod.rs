//! The whole document of Permenpan-RB 35/2012: sheets bound behind halaman judul, keputusan pimpinan, daftar isi and penjelasan singkat,
//! and the form for monitoring them (table 7 of the regulation).
//!
//! Sheets come in one by one and are read twice: first for what the contents list says of them ([`Reading`]), then, once it is known
//! which page each begins on, to be bound ([`Book::sheet`]). Nothing of a sheet is kept but its chapter. A bound sheet has no signature
//! fields, no tags for signing services and no page numbers of its own ([`prepare`]); its links to other SOPs lead to their pages
//! in the book.

mod front;
mod monitoring;
mod volume;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::Sheet;
use crate::compose::{self, Look};
use crate::export::{Faces, GlyphUse, Part, PartSize, Plan};
use crate::form::PageNumber;
use crate::geom::{Length, Point};
use crate::picture::Picture;
use crate::scene::{Bookmark, Info, Page, Role, Scene, Target};
use crate::sop::{EndBlock, IdentityValue, Signatory, Sop};
use crate::text::RichText;

pub use volume::Volume;

/// The least lower margin of a bound page: its number stands there.
const LEAST_BOTTOM: f64 = 12.0;

/// What stands before the sheets.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The emblem above the title.
    pub emblem: Option<Arc<Picture>>,
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
    /// How high the first of them is.
    pub height: Length,
}

/// What is found out of a sheet before it is bound.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its chapter.
    pub chapter: Chapter,
    /// Its emblem.
    pub emblem: Option<Arc<Picture>>,
    /// The glyphs that it uses.
    pub glyphs: GlyphUse,
    /// Paper and type of pages like its own.
    pub look: Look,
}

impl Reading {
    /// Of a sheet that was made ready to be bound. `name` is that of its spec, `unit` the code of its unit.
    pub fn of(name: &str, unit: &str, sheet: &Sheet) -> Self {
        Self {
            chapter: Chapter::new(name, unit, sheet),
            emblem: sheet.sop.agency.logo.clone(),
            glyphs: GlyphUse::of(&sheet.scene),
            look: Look::of(&sheet.sop.form, &sheet.sop.fonts),
        }
    }
}

impl Chapter {
    fn new(name: &str, unit: &str, sheet: &Sheet) -> Self {
        let PartSize { pages, height } = PartSize::of(&sheet.scene);
        Self {
            name: name.to_owned(),
            unit: unit.to_owned(),
            title: sheet.sop.title.clone(),
            number: sheet.sop.number.trim().to_owned(),
            agency: sheet.sop.agency.names.iter().map(RichText::to_line).collect::<Vec<_>>().join(", "),
            pages,
            height,
        }
    }
}

/// Makes an SOP ready to be bound.
pub fn prepare(sop: &mut Sop) {
    let form = &mut sop.form;
    if matches!(form.page_number, Some(PageNumber::Bottom(_) | PageNumber::Top(_))) {
        form.page_number = None;
    }
    form.margin.bottom = form.margin.bottom.max(Length::mm(LEAST_BOTTOM));
    // What signing services look for goes; the place and the picture stay.
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

/// A book whose sheets are known.
#[derive(Clone, Debug)]
pub struct Book {
    front: Front,
    chapters: Vec<Chapter>,
    look: Look,
    volumes: Vec<Volume>,
    /// The chapters of each name.
    named: BTreeMap<String, Vec<usize>>,
    /// The page in its volume on which each chapter begins.
    starts: Vec<usize>,
}

impl Book {
    /// Binds chapters, at least one, in volumes of at most so many pages; a volume has one chapter at least.
    pub fn new(front: Front, chapters: Vec<Chapter>, look: Look, most: Option<usize>) -> Self {
        let volumes = volume::split(&front, &chapters, &look, most);
        let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, chapter) in chapters.iter().enumerate() {
            named.entry(chapter.name.clone()).or_default().push(index);
        }
        let mut starts = Vec::with_capacity(chapters.len());
        for volume in &volumes {
            let mut page = volume.front;
            for chapter in &chapters[volume.chapters.clone()] {
                starts.push(page);
                page += chapter.pages;
            }
        }
        Self { front, chapters, look, volumes, named, starts }
    }

    /// Its volumes.
    pub fn volumes(&self) -> &[Volume] {
        &self.volumes
    }

    /// How many pages a volume has.
    pub fn pages(&self, volume: &Volume) -> usize {
        volume.pages(&self.chapters)
    }

    /// Names the file of each volume, without extension, by its number from 1: that is where links from other volumes lead.
    pub fn name_files(&mut self, name: impl Fn(usize) -> String) {
        self.volumes.iter_mut().for_each(|volume| volume.file = name(volume.number));
    }

    /// The faces of all volumes, for these sheets and the pages around them. The error is a sentence for the user.
    pub fn faces(&self, mut sheets: GlyphUse) -> Result<Faces, String> {
        for volume in &self.volumes {
            sheets.add(&GlyphUse::of(&self.front(volume)));
            self.monitoring(volume).iter().for_each(|scene| sheets.add(&GlyphUse::of(scene)));
        }
        Faces::new(sheets)
    }

    /// What the file of a volume says of itself, and how large its parts are: the front, the sheets, the monitoring form.
    pub fn plan(&self, volume: &Volume) -> Plan {
        let around = |pages| PartSize { pages, height: self.look.paper.h };
        let sheet = |chapter: &Chapter| PartSize { pages: chapter.pages, height: chapter.height };
        let sheets = self.chapters[volume.chapters.clone()].iter().map(sheet);
        let behind = (volume.back > 0).then(|| around(volume.back));
        Plan {
            info: self.info(volume),
            parts: [around(volume.front)].into_iter().chain(sheets).chain(behind).collect(),
        }
    }

    fn info(&self, volume: &Volume) -> Info {
        let title = self.front.title.join(" ");
        let title = volume.part.map_or(title.clone(), |part| format!("{title}, jilid {part}"));
        Info { title, author: String::new(), subject: "Dokumen SOP AP".to_owned(), date: None }
    }

    /// What stands before the sheets of a volume.
    pub fn front(&self, volume: &Volume) -> Scene {
        let chapters = &self.chapters[volume.chapters.clone()];
        let composed = front::compose(&self.front, chapters, volume.part, volume.front, &self.look);
        let mut scene = composed.into_scene(Info::default(), &self.look.fonts);
        self.settle(&mut scene, 0, |_| None);
        scene
    }

    /// A sheet of a volume, made ready to be written. `None`: it is not the one that was read.
    pub fn sheet(&self, volume: &Volume, chapter: usize, sheet: Sheet, faces: &Faces) -> Option<Part> {
        let known = &self.chapters[chapter];
        let is_same = Chapter::new(&known.name, &known.unit, &sheet) == *known;
        let mut scene = sheet.scene;
        if !is_same || !faces.take_in(&mut scene) {
            return None;
        }
        let mark = |title: &str, level| Bookmark { title: title.to_owned(), level, page: 0, at: Point::default() };
        let is_first = chapter == volume.chapters.start || self.chapters[chapter - 1].agency != known.agency;
        let agency = (is_first && is_grouped(&self.chapters[volume.chapters.clone()])).then_some(&known.agency);
        scene.bookmarks = agency.map(|agency| mark(agency, 0)).into_iter().chain([mark(&known.title, 1)]).collect();
        let start = self.starts[chapter];
        scene.pages.iter_mut().for_each(|page| page.shift_links(start));
        self.settle(&mut scene, start, |name| self.target(name, volume, known));
        Some(faces.part(scene))
    }

    /// The monitoring form of a volume, if it has one.
    pub fn monitoring(&self, volume: &Volume) -> Option<Scene> {
        if volume.back == 0 {
            return None;
        }
        let chapters = &self.chapters[volume.chapters.clone()];
        let mut scene = monitoring::compose(chapters, &self.look).into_scene(Info::default(), &self.look.fonts);
        let sheets: usize = chapters.iter().map(|chapter| chapter.pages).sum();
        self.settle(&mut scene, volume.front + sheets, |_| None);
        Some(scene)
    }

    /// Makes a scene a part of the book that begins on a page: numbers its pages and leads its links.
    fn settle(&self, scene: &mut Scene, start: usize, target: impl Fn(&str) -> Option<Target>) {
        if let Some(top) = scene.structure.first_mut() {
            top.role = Role::Section;
        }
        for (index, page) in scene.pages.iter_mut().enumerate() {
            self.number(page, start + index);
            for link in &mut page.links {
                if let Target::Sop(name) = &link.target
                    && let Some(target) = target(name)
                {
                    link.target = target;
                }
            }
        }
    }

    /// The title page bears no number, though it counts.
    fn number(&self, page: &mut Page, index: usize) {
        page.label = (index + 1).to_string();
        if index > 0 {
            let number = compose::page_number(&self.look, page.size, &page.label);
            page.items.push(number);
        }
    }

    /// Where a link of a chapter to an SOP leads. One of the same unit is meant before one of another.
    fn target(&self, name: &str, volume: &Volume, from: &Chapter) -> Option<Target> {
        let named = self.named.get(name)?;
        let near = named.iter().find(|&&chapter| self.chapters[chapter].unit == from.unit);
        let chapter = *near.or_else(|| named.first())?;
        let start = self.starts[chapter];
        if volume.chapters.contains(&chapter) {
            return Some(Target::Page(start, Point::default()));
        }
        let holder = self.volumes.iter().find(|volume| volume.chapters.contains(&chapter))?;
        Some(Target::File(holder.file.clone(), start))
    }
}

/// The monitoring form alone.
pub fn monitoring_form(title: &str, chapters: &[Chapter], look: &Look) -> Scene {
    let info = Info { title: format!("Formulir monitoring {title}"), ..Info::default() };
    monitoring::compose(chapters, look).into_scene(info, &look.fonts)
}

/// Whether the chapters of each office stand together, so that its name can head them.
fn is_grouped(chapters: &[Chapter]) -> bool {
    let runs: Vec<&str> =
        chapters.chunk_by(|one, other| one.agency == other.agency).map(|run| run[0].agency.as_str()).collect();
    runs.iter().all(|agency| !agency.is_empty()) && runs.iter().collect::<BTreeSet<_>>().len() == runs.len()
}
