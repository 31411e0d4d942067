//! What the sheet looks like: [`Layout`] → [`Scene`].
//!
//! Nothing is placed here. Rules are drawn once, wherever cells share a border; texts are the runs of the layout's blocks;
//! symbols get their outlines, connectors their arrow heads. Beside the drawing grows the structure for those who cannot see
//! it: headings, the identity as a table, lists, and the procedure as a table whose flowchart says itself in words
//! ([`words`]).

mod chart;
mod identity;
pub(crate) mod outline;
mod prose;
mod rules;
mod table;
pub(crate) mod text;
mod tree;
mod words;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::geom::{Length, Point};
use crate::layout::{self, Layout, Lines, LinesKind, Part};
use crate::scene::{Bookmark, Color, Group, Image, Info, Item, Page, Path, Role, Scene, Stroke, Tag};
use crate::sop::{Procedure, Sop};
use crate::text::RichText;

use rules::Rules;
use tree::Tree;

pub use words::{StepInWords, SymbolInWords};

/// The breadth of table rules: whole dots of a printer of 300 or 600 dots an inch, so that all come out alike.
const RULE: Stroke = Stroke { width: Length(480), color: Color::BLACK };
/// The colour of the word across a draft.
const PALE: Color = Color::gray(236);

/// Paints a layout.
pub fn paint(sop: &Sop, layout: &Layout) -> Scene {
    let mut painter = Painter::new(sop, layout);
    for (number, page) in layout.pages.iter().enumerate() {
        painter.page(number, page);
    }
    Scene {
        pages: painter.pages,
        fonts: Arc::clone(&sop.fonts),
        info: info(sop),
        structure: painter.tree.elements,
        bookmarks: painter.bookmarks,
    }
}

/// The flowchart of a procedure in words: the same that stand for the figures.
pub fn steps_in_words(procedure: &Procedure) -> Vec<StepInWords> {
    let describer = words::Describer::new(procedure);
    (0..procedure.steps.len()).map(|step| describer.words(step)).collect()
}

/// What the document says of itself.
fn info(sop: &Sop) -> Info {
    let names: Vec<String> = sop.agency.names.iter().map(RichText::to_plain).collect();
    let number = if sop.number.is_empty() { String::new() } else { format!(" nomor {}", sop.number) };
    Info {
        title: sop.title.clone(),
        author: names.join(", ").replace('\n', " "),
        subject: format!("Standar Operasional Prosedur{number}: {}", sop.title),
        date: sop.date.clone(),
    }
}

/// The scene so far.
struct Painter<'a> {
    sop: &'a Sop,
    layout: &'a Layout,
    tree: Tree,
    pages: Vec<Page>,
    bookmarks: Vec<Bookmark>,
    /// The page that is being painted.
    page: Page,
    rules: Rules,
    /// How many pages the cover has, which are not counted.
    cover: usize,
    /// The elements of boxes and tables that may go on over pages.
    open: tree::Open,
}

impl<'a> Painter<'a> {
    fn new(sop: &'a Sop, layout: &'a Layout) -> Self {
        Self {
            sop,
            layout,
            tree: Tree::new(),
            pages: Vec::with_capacity(layout.pages.len()),
            bookmarks: Vec::new(),
            page: Page::default(),
            rules: Rules::default(),
            cover: layout.pages.iter().take_while(|page| is_cover(page)).count(),
            open: tree::Open::default(),
        }
    }

    fn page(&mut self, number: usize, page: &layout::Page) {
        self.page = Page { size: page.size, label: self.page_label(number), ..Page::default() };
        self.rules = Rules::default();
        let bookmarks = self.bookmarks.len();
        if let Some(watermark) = &page.watermark {
            self.watermark(watermark, number);
        }
        // Rules lie under everything that is drawn later, yet are known only at the end: their place is kept.
        let place = self.page.items.len();
        for part in &page.parts {
            match part {
                Part::Lines(lines) => self.lines(lines, number),
                Part::Identity(part) => self.identity(part, number),
                Part::Boxes(part) => self.boxes(part),
                Part::Table(part) => self.table(part, number),
                Part::EndBlock(part) => self.end_block(part),
            }
        }
        if self.bookmarks.len() == bookmarks {
            self.further_page(number, page);
        }
        let margin: Vec<Item> = text::all_items(&page.margin_texts);
        let picture = page.foot_picture.iter().map(picture);
        self.artifact(margin.into_iter().chain(picture).collect());
        let rules = std::mem::take(&mut self.rules).into_items(RULE);
        if !rules.is_empty() {
            self.page.items.insert(place, Item::Group(Group { tag: Tag::Artifact, items: rules }));
        }
        self.pages.push(std::mem::take(&mut self.page));
    }

    /// The number of a page as it is or would be printed.
    fn page_label(&self, number: usize) -> String {
        if number < self.cover { "Sampul".to_owned() } else { (number + 1 - self.cover).to_string() }
    }

    /// The bookmark of a page where only what began before goes on.
    fn further_page(&mut self, number: usize, page: &layout::Page) {
        let what = match page.parts.first() {
            Some(Part::Boxes(_)) => ": identitas (lanjutan)",
            Some(Part::EndBlock(_)) => ": pengesahan",
            _ => "",
        };
        let title = format!("Halaman {}{what}", self.page_label(number));
        self.bookmark(title, usize::from(!self.bookmarks.is_empty()), number, Point::default());
    }

    /// The pale word: what the sheet is says it once, each further page repeats it.
    fn watermark(&mut self, watermark: &layout::Watermark, number: usize) {
        let items = text::watermark(watermark, PALE);
        if number > 0 {
            return self.artifact(items);
        }
        let element = self.tree.add(Role::Paragraph, Tree::DOCUMENT);
        self.element(element, items);
    }

    fn lines(&mut self, lines: &Lines, number: usize) {
        let level = match lines.kind {
            LinesKind::SheetTitle => Some(1),
            LinesKind::ProcedureTitle(_) if self.tree.has_title => Some(2),
            LinesKind::ProcedureTitle(_) => Some(1),
            LinesKind::Cover | LinesKind::Attachment | LinesKind::Note(_) => None,
        };
        if lines.kind == LinesKind::Cover && number == 0 {
            self.bookmark("Sampul", 0, number, Point::default());
        }
        if let Some(picture) = &lines.picture {
            self.emblem(picture);
        }
        let Some(level) = level else { return self.paragraphs(Tree::DOCUMENT, &lines.texts) };
        let element = self.tree.add(Role::Heading(level), Tree::DOCUMENT);
        self.element(element, text::all_items(&lines.texts));
    }

    /// The emblem of the agency.
    fn emblem(&mut self, logo: &layout::PlacedPicture) {
        let names: Vec<String> = self.sop.agency.names.iter().map(RichText::to_plain).collect();
        let alternative = format!("Lambang {}", names.first().map_or("instansi", String::as_str));
        let role = Role::Figure { alternative, name: "Lambang".to_owned() };
        let element = self.tree.add(role, Tree::DOCUMENT);
        self.element(element, vec![picture(logo)]);
    }

    /// Draws what belongs to an element.
    fn element(&mut self, element: usize, items: Vec<Item>) {
        self.group(Tag::Element(element), items);
    }

    /// Draws what is of no meaning to a reader.
    fn artifact(&mut self, items: Vec<Item>) {
        self.group(Tag::Artifact, items);
    }

    fn group(&mut self, tag: Tag, items: Vec<Item>) {
        if !items.is_empty() {
            self.page.items.push(Item::Group(Group { tag, items }));
        }
    }

    fn bookmark(&mut self, title: impl Into<String>, level: usize, page: usize, at: Point) {
        self.bookmarks.push(Bookmark { title: title.into(), level, page, at });
    }
}

fn picture(placed: &layout::PlacedPicture) -> Item {
    Item::Image(Image { frame: placed.frame, picture: Arc::clone(&placed.picture) })
}

fn is_cover(page: &layout::Page) -> bool {
    page.parts.iter().any(|part| matches!(part, Part::Lines(lines) if lines.kind == LinesKind::Cover))
}

/// A path of one kind of line.
fn stroked(segments: Vec<crate::scene::Segment>, stroke: Stroke, class: crate::scene::Class) -> Item {
    Item::Path(Path { segments, fill: None, stroke: Some(stroke), class })
}
