//! Pages of running text: headings, paragraphs, lists and tables, for what stands before and behind sheets.
//!
//! Texts come in, from the top of the first page to the bottom of the last; pages of a [`Scene`](crate::scene::Scene) with their structure
//! go out. Paper, margins, family and size are those of a sheet ([`Look::of`]). A paragraph breaks between lines, a table
//! between rows, and repeats its head; a heading stays with what follows it.

use std::sync::Arc;

use crate::form::Form;
use crate::geom::{Insets, Length, Point, Rect, Size};
use crate::layout::Placed;
use crate::paint::outline::rectangle;
use crate::paint::text;
use crate::picture::Picture;
use crate::scene::{
    Bookmark, Class, Color, Element, Group, Image, Item, Link, Page, Path, Role, Scope, Stroke, Tag, Target,
};
use crate::text::{Align, Block, Entry, FamilyId, Fonts, Passage, RichText, TextStyle};

/// The least margin: what is bound or filed needs some.
const LEAST_MARGIN: f64 = 15.0;
/// The distance of words from the borders of their cell.
const PAD: Length = Length::pt(4);
/// The breadth of table rules.
const RULE: Stroke = Stroke { width: Length::tenths(5), color: Color::BLACK };
/// The shade of a table head.
const SHADE: Color = Color::gray(230);
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

    /// The same, the paper upright.
    pub fn upright(mut self) -> Self {
        let Size { w, h } = self.paper;
        self.paper = Size::new(w.min(h), w.max(h));
        self
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

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What it says.
    pub text: RichText,
    /// Where its words lead: a page and what that is, in words.
    pub link: Option<(usize, String)>,
    /// Whether it is bold.
    pub bold: bool,
    /// How many columns it fills, if more than one.
    pub columns: usize,
}

impl Cell {
    /// A cell of plain words.
    pub fn plain(text: &str) -> Self {
        Self { text: RichText::plain(text), ..Self::default() }
    }
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its part of the width, in thousandths.
    pub share: i32,
    /// How its words stand.
    pub align: Align,
}

/// A table, to be filled row by row.
pub struct Table {
    columns: Vec<Column>,
    edges: Vec<Length>,
    head: Vec<Vec<HeadCell>>,
    element: usize,
    least: Length,
}

/// A cell of a table head; heads may span.
#[derive(Clone, Debug, Default)]
pub struct HeadCell {
    /// What it says.
    pub text: String,
    /// The first column that it heads.
    pub column: usize,
    /// How many columns it heads, and how many rows of the head it fills.
    pub span: (usize, usize),
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
        let entry = Entry { mark: None, text: RichText::plain(words) };
        let block = Passage::new(&self.look.fonts, &[entry], &style).set(w - hang);
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
        let mut lines = block.lines.into_iter().peekable();
        let mut done = 0;
        while lines.peek().is_some() {
            if leading > self.left() {
                self.turn();
            }
            let fitting = (self.left().0 / leading.0.max(1)).max(1) as usize;
            let mut here: Vec<_> = lines.by_ref().take(fitting).collect();
            let above = leading * done;
            here.iter_mut().for_each(|line| line.baseline -= above);
            done += here.len() as i32;
            let height = leading * here.len() as i32;
            let block = Block { size: Size::new(block.size.w, height), lines: here, divided: 0 };
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

    /// Begins a table; its head is repeated on each page. `least`: how high its rows are at least.
    pub fn table(&mut self, columns: Vec<Column>, head: Vec<Vec<HeadCell>>, least: Length) -> Table {
        let area = self.look.area();
        let mut edges = vec![area.x];
        let mut shares = 0;
        for column in &columns {
            shares += column.share;
            edges.push(area.x + area.w.ratio(shares, 1000));
        }
        let element = self.add(Role::Table, 0);
        let table = Table { columns, edges, head, element, least };
        self.table_head(&table, true);
        table
    }

    fn head_row_height(&self, table: &Table, row: &[HeadCell]) -> Length {
        let single = row.iter().filter(|cell| cell.span.1 == 1);
        single.map(|cell| self.head_block(table, cell).size.h + PAD * 2).max().unwrap_or_default()
    }

    fn head_block(&self, table: &Table, cell: &HeadCell) -> Block {
        let width = table.edges[cell.column + cell.span.0] - table.edges[cell.column] - PAD * 2;
        let style = TextStyle { bold: true, align: Align::Center, ..self.small() };
        Passage::plain(&self.look.fonts, &RichText::plain(&cell.text), &style).set(width)
    }

    fn table_head(&mut self, table: &Table, first: bool) {
        let mut heights: Vec<Length> = table.head.iter().map(|row| self.head_row_height(table, row)).collect();
        // What fills several rows makes the last of them higher where it must.
        for (index, row) in table.head.iter().enumerate() {
            for cell in row.iter().filter(|cell| cell.span.1 > 1) {
                let end = index + cell.span.1;
                let missing = self.head_block(table, cell).size.h + PAD * 2 - heights[index..end].iter().copied().sum();
                heights[end - 1] += missing.max(Length::ZERO);
            }
        }
        let total: Length = heights.iter().copied().sum();
        if total + table.least + self.small().leading * 2 > self.left() {
            self.turn();
        }
        let mut y = self.y;
        for (index, row) in table.head.iter().enumerate() {
            let line = if first { Some(self.add(Role::TableRow, table.element)) } else { None };
            for cell in row {
                let (columns, rows) = cell.span;
                let height = heights[index..index + rows].iter().copied().sum();
                let x = table.edges[cell.column];
                let rect = Rect::new(x, y, table.edges[cell.column + columns] - x, height);
                let block = self.head_block(table, cell);
                let at = Point::new(x + PAD, y + (height - block.size.h).half());
                self.draw(Tag::Artifact, vec![filled(rect, SHADE), border(rect)]);
                let items = text::items(&Placed { at, block, turned: false });
                let tag = line.map_or(Tag::Artifact, |line| {
                    let (columns, rows) = (columns as u32, rows as u32);
                    Tag::Element(self.add(Role::TableHead { scope: Scope::Column, columns, rows }, line))
                });
                self.draw(tag, items);
            }
            y += heights[index];
        }
        self.y = y;
    }

    /// Adds a row to a table.
    pub fn row(&mut self, table: &Table, cells: &[Cell]) {
        let style = self.small();
        let mut column = 0;
        let mut blocks = Vec::new();
        for cell in cells {
            let columns = cell.columns.max(1);
            let (x, end) = (table.edges[column], table.edges[column + columns]);
            let align = if columns > 1 { Align::Left } else { table.columns[column].align };
            let style = TextStyle { bold: cell.bold, align, ..style };
            blocks.push((x, end - x, Passage::plain(&self.look.fonts, &cell.text, &style).set(end - x - PAD * 2)));
            column += columns;
        }
        let words = blocks.iter().map(|(_, _, block)| block.size.h).max().unwrap_or_default();
        let height = (words + PAD * 2).max(table.least);
        if height > self.left() {
            self.turn();
            self.table_head(table, false);
        }
        let y = self.y;
        let line = self.add(Role::TableRow, table.element);
        for (cell, (x, width, block)) in cells.iter().zip(blocks) {
            self.draw(Tag::Artifact, vec![border(Rect::new(x, y, width, height))]);
            let element = self.add(Role::TableCell { columns: cell.columns.max(1) as u32, rows: 1 }, line);
            let area = Rect::new(x + PAD, y + PAD, width - PAD * 2, block.size.h);
            let items = text::items(&Placed { at: area.origin(), block, turned: false });
            let tag = match &cell.link {
                Some((page, title)) if !items.is_empty() => Tag::Element(self.link(area, (*page, title), element)),
                _ => Tag::Element(element),
            };
            self.draw(tag, items);
        }
        self.y += height;
    }

    fn link(&mut self, area: Rect, (target, title): (usize, &str), parent: usize) -> usize {
        let number = self.current();
        let page = self.pages.last_mut().expect("a table stands on a page");
        let link = page.links.len();
        page.links.push(Link { area, target: Target::Page(target, Point::default()), title: title.to_owned() });
        self.add(Role::Link { page: number, links: link..link + 1, alternative: None }, parent)
    }

    /// All pages.
    pub fn finish(self) -> Composed {
        Composed { pages: self.pages, structure: self.structure, bookmarks: self.bookmarks }
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

fn border(rect: Rect) -> Item {
    Item::Path(Path { segments: rectangle(rect), fill: None, stroke: Some(RULE), class: Class::Rule })
}

/// An area of a colour.
fn filled(rect: Rect, color: Color) -> Item {
    Item::Path(Path { segments: rectangle(rect), fill: Some(color), stroke: None, class: Class::Shade })
}
