//! Pages of running text: headings, paragraphs, lists and tables, for what stands before and behind sheets.
//!
//! Texts come in, from the top of the first page to the bottom of the last; pages of a [`Scene`] with their structure
//! go out. Paper, margins, family and size are those of a sheet ([`Look::of`]). A paragraph breaks between lines, a table
//! between rows, and repeats its head; a heading stays with what follows it.

mod table;

use std::sync::Arc;

pub use table::{Cell, Column, HeadCell, Table};

use crate::form::Form;
use crate::geom::{Insets, Length, Point, Rect, Size};
use crate::layout::Placed;
use crate::paint::text;
use crate::picture::Picture;
use crate::scene::{Bookmark, Element, Group, Image, Info, Item, Page, Role, Scene, Tag};
use crate::text::{Align, Block, FamilyId, Fonts, Line, Passage, RichText, TextStyle};

/// The least margin: what is bound or filed needs some.
const LEAST_MARGIN: f64 = 15.0;
/// So many lines must fit below a heading.
const LINES_BELOW_HEADING: i32 = 3;

/// Paper and type.
#[derive(Clone, Debug)]
pub struct Look {
    /// The faces.
    pub fonts: Arc<Fonts>,
    /// The family of all text.
    pub family: FamilyId,
    /// The size of paragraphs.
    pub size: Length,
    /// Width and height of a page.
    pub paper: Size,
    /// Breadths of the margins.
    pub margin: Insets,
}

impl Look {
    /// That of a sheet, its text a little larger.
    pub fn of(form: &Form, fonts: &Arc<Fonts>) -> Self {
        let least = Length::mm(LEAST_MARGIN);
        let Insets { top, right, bottom, left } = form.margin;
        let margin =
            Insets { top: top.max(least), right: right.max(least), bottom: bottom.max(least), left: left.max(least) };
        Self { fonts: fonts.clone(), family: form.family, size: form.font_size.ratio(11, 9), paper: form.page, margin }
    }

    fn style(&self, size: Length) -> TextStyle {
        TextStyle {
            family: self.family,
            size,
            leading: size.ratio(5, 4),
            bold: false,
            italic: false,
            underline: false,
            align: Align::Left,
        }
    }

    /// What is between the margins.
    pub fn area(&self) -> Rect {
        Rect::new(Length::ZERO, Length::ZERO, self.paper.w, self.paper.h).inset(self.margin)
    }
}

/// Pages in the making.
pub struct Composer {
    look: Look,
    pages: Vec<Page>,
    /// The structure so far; the first element is the document.
    structure: Vec<Element>,
    bookmarks: Vec<Bookmark>,
    y: Length,
}

/// What was made.
#[derive(Clone, Debug, Default)]
pub struct Composed {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The structure; the first element is the document.
    pub structure: Vec<Element>,
    /// Places to jump to.
    pub bookmarks: Vec<Bookmark>,
}

impl Composer {
    /// No page yet.
    pub fn new(look: Look) -> Self {
        let structure = vec![Element { role: Role::Document, parent: None }];
        Self { look, pages: Vec::new(), structure, bookmarks: Vec::new(), y: Length::ZERO }
    }

    /// The style of paragraphs.
    pub fn body(&self) -> TextStyle {
        self.look.style(self.look.size)
    }

    /// The style of tables and small print.
    pub fn small(&self) -> TextStyle {
        self.look.style(self.look.size.ratio(9, 11))
    }

    /// The style of a title so many elevenths of a paragraph's size.
    pub fn title(&self, elevenths: i32) -> TextStyle {
        TextStyle { bold: true, align: Align::Center, ..self.look.style(self.look.size.ratio(elevenths, 11)) }
    }

    /// Begins a page.
    pub fn turn(&mut self) {
        self.pages.push(Page { size: self.look.paper, ..Page::default() });
        self.y = self.look.area().y;
    }

    /// The index of the page.
    pub fn current(&self) -> usize {
        self.pages.len().saturating_sub(1)
    }

    /// Leaves a height free.
    pub fn skip(&mut self, height: Length) {
        self.y += height;
    }

    /// Moves to a height on the page.
    pub fn at(&mut self, y: Length) {
        self.y = self.look.area().y + y;
    }

    fn left(&self) -> Length {
        self.look.area().bottom() - self.y
    }

    fn add(&mut self, role: Role, parent: usize) -> usize {
        self.structure.push(Element { role, parent: Some(parent) });
        self.structure.len() - 1
    }

    fn draw(&mut self, tag: Tag, items: Vec<Item>) {
        if let (Some(page), false) = (self.pages.last_mut(), items.is_empty()) {
            page.items.push(Item::Group(Group { tag, items }));
        }
    }

    /// A place to jump to, here.
    pub fn bookmark(&mut self, title: &str, level: usize) {
        let at = Point::new(self.look.margin.left, self.y);
        self.bookmarks.push(Bookmark { title: title.to_owned(), level, page: self.current(), at });
    }

    /// A heading of a level from 1.
    pub fn heading(&mut self, level: u8, text: &RichText, style: TextStyle) {
        let block = Passage::plain(&self.look.fonts, text, &style).set(self.look.area().w);
        let below = self.body().leading * LINES_BELOW_HEADING;
        if block.size.h + below > self.left() {
            self.turn();
        }
        let element = self.add(Role::Heading(level), 0);
        self.block(block, self.look.area().x, Tag::Element(element));
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &RichText, style: TextStyle) {
        if text.is_empty() {
            return;
        }
        let block = Passage::plain(&self.look.fonts, text, &style).set(self.look.area().w);
        let element = self.add(Role::Paragraph, 0);
        self.block(block, self.look.area().x, Tag::Element(element));
    }

    /// A list; an item may hold a list of its own.
    pub fn list(&mut self, items: &[(String, Vec<String>)], mark: &str, inner_mark: &str) {
        let style = self.body();
        let hang = style.size * 5 / 4;
        let list = self.add(Role::List, 0);
        for (words, inner) in items {
            let item = self.add(Role::ListItem, list);
            let body = self.item(item, mark, words, Length::ZERO);
            if inner.is_empty() {
                continue;
            }
            let list = self.add(Role::List, body);
            for words in inner {
                let item = self.add(Role::ListItem, list);
                self.item(item, inner_mark, words, hang);
            }
        }
    }

    fn item(&mut self, item: usize, mark: &str, words: &str, indent: Length) -> usize {
        let style = self.body();
        let hang = style.size * 5 / 4;
        let (x, w) = (self.look.area().x + indent, self.look.area().w - indent);
        let label = self.add(Role::ListMark, item);
        let body = self.add(Role::ListBody, item);
        if style.leading > self.left() {
            self.turn();
        }
        let sign = Passage::plain(&self.look.fonts, &RichText::plain(mark), &style).set_natural();
        let sign = text::items(&Placed { at: Point::new(x, self.y), block: sign, turned: false });
        self.draw(Tag::Element(label), sign);
        let block = Passage::plain(&self.look.fonts, &RichText::plain(words), &style).set(w - hang);
        self.block(block, x + hang, Tag::Element(body));
        body
    }

    /// Puts a block on the page, and on further ones if it needs them.
    fn block(&mut self, block: Block, x: Length, tag: Tag) {
        let count = block.lines.len() as i32;
        if count == 0 {
            return;
        }
        let leading = block.size.h / count;
        let mut rest = &block.lines[..];
        let mut done = 0;
        while !rest.is_empty() {
            if leading > self.left() {
                self.turn();
            }
            let fitting = (self.left().0 / leading.0.max(1)).max(1) as usize;
            let (here, further) = rest.split_at(fitting.min(rest.len()));
            let above = leading * done;
            let lowered = here.iter().map(|line| Line { baseline: line.baseline - above, ..line.clone() });
            rest = further;
            done += here.len() as i32;
            let height = leading * here.len() as i32;
            let block = Block { size: Size::new(block.size.w, height), lines: lowered.collect(), divided: 0 };
            let items = text::items(&Placed { at: Point::new(x, self.y), block, turned: false });
            self.draw(tag, items);
            self.y += height;
        }
    }

    /// A picture in the middle, so high.
    pub fn picture(&mut self, picture: &Arc<Picture>, height: Length, alternative: &str) {
        let area = self.look.area();
        let size = picture.within(Size::new(area.w.half(), height));
        let y = self.y + height - size.h;
        let frame = Rect::new(area.x + (area.w - size.w).half(), y, size.w, size.h);
        let role = Role::Figure { alternative: alternative.to_owned(), name: "Lambang".to_owned() };
        let figure = self.add(role, 0);
        self.draw(Tag::Element(figure), vec![Item::Image(Image { frame, picture: picture.clone() })]);
        self.y += height;
    }

    /// All pages.
    pub fn finish(self) -> Composed {
        Composed { pages: self.pages, structure: self.structure, bookmarks: self.bookmarks }
    }
}

impl Composed {
    /// A document of these pages alone.
    pub fn into_scene(self, info: Info, fonts: &Arc<Fonts>) -> Scene {
        let Self { pages, structure, bookmarks } = self;
        Scene { pages, fonts: fonts.clone(), info, structure, bookmarks }
    }

    /// Puts the pages behind those of a scene; their structure becomes a part of its document.
    pub fn append_to(self, scene: &mut Scene) {
        let (first, elements) = (scene.pages.len(), scene.structure.len());
        let moved = |element: usize| if element == 0 { 0 } else { element + elements - 1 };
        for mut element in self.structure.into_iter().skip(1) {
            if let Role::Link { page, .. } | Role::Field { page, .. } = &mut element.role {
                *page += first;
            }
            scene.structure.push(Element { parent: element.parent.map(moved), ..element });
        }
        for mut page in self.pages {
            renumber(&mut page.items, &moved);
            page.shift_links(first);
            scene.pages.push(page);
        }
        let marks = self.bookmarks.into_iter();
        scene.bookmarks.extend(marks.map(|mark| Bookmark { page: mark.page + first, ..mark }));
    }
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

/// A word in the middle of the lower margin: the number of a page.
pub fn page_number(look: &Look, page: Size, number: &str) -> Item {
    let style = TextStyle { align: Align::Center, ..look.style(look.size.ratio(9, 11)) };
    let block = Passage::plain(&look.fonts, &RichText::plain(number), &style).set_natural();
    let y = page.h - (look.margin.bottom + block.size.h).half();
    let at = Point::new((page.w - block.size.w).half(), y);
    Item::Group(Group { tag: Tag::Artifact, items: text::items(&Placed { at, block, turned: false }) })
}
