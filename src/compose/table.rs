//! Tables of running text: rows of one height a row, with a head that each page repeats.

use super::Composer;
use crate::geom::{Length, Point, Rect};
use crate::layout::Placed;
use crate::paint::outline::rectangle;
use crate::paint::text;
use crate::scene::{Class, Color, Item, Link, Path, Role, Scope, Stroke, Tag, Target};
use crate::text::{Align, Block, Passage, RichText, TextStyle};

/// The distance of words from the borders of their cell.
const PAD: Length = Length::pt(4);
/// The breadth of table rules.
const RULE: Stroke = Stroke { width: Length::tenths(5), color: Color::BLACK };
/// The shade of a table head.
const SHADE: Color = Color::gray(230);
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
    head: Vec<HeadRow>,
    element: usize,
    least: Length,
}

/// A row of a table head, set.
struct HeadRow {
    height: Length,
    cells: Vec<(HeadCell, Block)>,
}

/// A row of a table, set: place, width and words of each cell.
struct Row {
    height: Length,
    /// The height that its words need.
    words: Length,
    blocks: Vec<(Length, Length, Block)>,
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

impl Composer {
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
        let head = self.head(head, &edges);
        let table = Table { columns, edges, head, element, least };
        self.table_head(&table, true);
        table
    }

    /// Sets a head.
    fn head(&self, rows: Vec<Vec<HeadCell>>, edges: &[Length]) -> Vec<HeadRow> {
        let style = TextStyle { bold: true, align: Align::Center, ..self.small() };
        let set = |cell: HeadCell| {
            let width = edges[cell.column + cell.span.0] - edges[cell.column] - PAD * 2;
            let block = Passage::plain(&self.look.fonts, &RichText::plain(&cell.text), &style).set(width);
            (cell, block)
        };
        let row = |row: Vec<HeadCell>| {
            let cells: Vec<_> = row.into_iter().map(set).collect();
            let single = cells.iter().filter(|(cell, _)| cell.span.1 == 1);
            let height = single.map(|(_, block)| block.size.h + PAD * 2).max().unwrap_or_default();
            HeadRow { height, cells }
        };
        let mut rows: Vec<HeadRow> = rows.into_iter().map(row).collect();
        // What fills several rows makes the last of them higher where it must.
        for index in 0..rows.len() {
            let spanning = rows[index].cells.iter().filter(|(cell, _)| cell.span.1 > 1);
            let spanning: Vec<_> = spanning.map(|(cell, block)| (index + cell.span.1, block.size.h)).collect();
            for (end, height) in spanning {
                let there = rows[index..end].iter().map(|row| row.height).sum();
                rows[end - 1].height += (height + PAD * 2 - there).max(Length::ZERO);
            }
        }
        rows
    }

    fn table_head(&mut self, table: &Table, first: bool) {
        let total: Length = table.head.iter().map(|row| row.height).sum();
        if total + table.least + self.small().leading * 2 > self.left() {
            self.turn();
        }
        let mut y = self.y;
        for (index, row) in table.head.iter().enumerate() {
            let line = if first { Some(self.add(Role::TableRow, table.element)) } else { None };
            for (cell, block) in &row.cells {
                let (columns, rows) = cell.span;
                let height = table.head[index..index + rows].iter().map(|row| row.height).sum();
                let x = table.edges[cell.column];
                let rect = Rect::new(x, y, table.edges[cell.column + columns] - x, height);
                let at = Point::new(x + PAD, y + (height - block.size.h).half());
                self.draw(Tag::Artifact, vec![filled(rect, SHADE), border(rect)]);
                let items = text::items(&Placed { at, block: block.clone(), turned: false });
                let tag = line.map_or(Tag::Artifact, |line| {
                    let (columns, rows) = (columns as u32, rows as u32);
                    Tag::Element(self.add(Role::TableHead { scope: Scope::Column, columns, rows }, line))
                });
                self.draw(tag, items);
            }
            y += row.height;
        }
        self.y = y;
    }

    /// Adds a row to a table.
    pub fn row(&mut self, table: &Table, cells: &[Cell]) {
        let row = self.set_row(table, cells);
        self.make_room(table, row.height);
        self.put_row(table, cells, row);
    }

    /// Adds rows below one that heads them, if there is one; it stands on a page with the first of them.
    pub fn group(&mut self, table: &Table, heading: Option<Cell>, rows: &[impl AsRef<[Cell]>]) {
        if let Some(heading) = heading {
            let heading = [heading];
            // It is read, not written in.
            let mut row = self.set_row(table, &heading);
            row.height = row.words;
            let below = rows.first().map_or(Length::ZERO, |row| self.set_row(table, row.as_ref()).height);
            self.make_room(table, row.height + below);
            self.put_row(table, &heading, row);
        }
        rows.iter().for_each(|row| self.row(table, row.as_ref()));
    }

    /// Turns the page where less is left.
    fn make_room(&mut self, table: &Table, height: Length) {
        if height > self.left() {
            self.turn();
            self.table_head(table, false);
        }
    }

    fn set_row(&self, table: &Table, cells: &[Cell]) -> Row {
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
        let words = words + PAD * 2;
        Row { height: words.max(table.least), words, blocks }
    }

    fn put_row(&mut self, table: &Table, cells: &[Cell], row: Row) {
        let (y, height) = (self.y, row.height);
        let line = self.add(Role::TableRow, table.element);
        for (cell, (x, width, block)) in cells.iter().zip(row.blocks) {
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
}

fn border(rect: Rect) -> Item {
    Item::Path(Path { segments: rectangle(rect), fill: None, stroke: Some(RULE), class: Class::Rule })
}

/// An area of a colour.
fn filled(rect: Rect, color: Color) -> Item {
    Item::Path(Path { segments: rectangle(rect), fill: Some(color), stroke: None, class: Class::Shade })
}
