//! Symbols, off-page symbols and connectors, each in the figure of its row.

use super::{Painter, outline, stroked, text};
use crate::geom::{Length, Point};
use crate::layout::chart::{End, LineOf};
use crate::layout::{Connector, OffPage, Table};
use crate::scene::{Class, Color, Item, Link, Path, Role, Segment, Stroke, Target};
use crate::sop::Procedure;

/// The breadth of symbol outlines and connectors.
const LINE: Stroke = Stroke { width: Length(720), color: Color::BLACK };
/// How far a line runs into its arrow head: the tip stays sharp.
const INTO_HEAD: Length = Length::pt(1);

impl Painter<'_> {
    /// Paints the flowchart of a page; `figures` are the elements of its rows, by step.
    pub(super) fn chart(&mut self, part: &Table, procedure: &Procedure, figures: &[(usize, usize)]) {
        let chart = &part.chart;
        let mut items: Vec<Vec<Item>> = figures.iter().map(|_| Vec::new()).collect();
        let mut words: Vec<Vec<Item>> = figures.iter().map(|_| Vec::new()).collect();
        let row_of = |symbol: usize| {
            let step = procedure.symbols[symbol].row;
            figures.iter().position(|&(row, _)| row == step).unwrap_or(0)
        };
        let row_of_line = |line: &Connector| match (line.from, line.to) {
            (End::Symbol(symbol), _) | (_, End::Symbol(symbol)) => row_of(symbol),
            _ => 0,
        };
        let row_of_off_page = |off_page: usize| {
            let end = End::OffPage(off_page);
            chart.connectors.iter().find(|line| line.from == end || line.to == end).map_or(0, row_of_line)
        };
        if items.is_empty() {
            return;
        }
        for line in &chart.connectors {
            items[row_of_line(line)].extend(connector(line));
        }
        for symbol in &chart.symbols {
            let (outline, row) = (outline::symbol(symbol.kind, symbol.rect), row_of(symbol.symbol));
            items[row].push(self.symbol(outline));
            words[row].extend(symbol.text.iter().flat_map(text::items));
        }
        for line in &chart.connectors {
            words[row_of_line(line)].extend(line.label.iter().flat_map(text::items));
        }
        // Words stand together, the symbols' before those at their exits, so that they read one after another.
        for ((&(_, figure), mut items), mut words) in figures.iter().zip(items).zip(words) {
            items.append(&mut words);
            self.element(figure, items);
        }
        for (i, off_page) in chart.off_pages.iter().enumerate() {
            self.off_page(off_page, part.procedure, figures[row_of_off_page(i)].1);
        }
    }

    fn symbol(&self, segments: Vec<Segment>) -> Item {
        let fill = self.sop.form.symbol_color;
        Item::Path(Path { segments, fill, stroke: Some(LINE), class: Class::Symbol })
    }

    /// An off-page symbol: a link to its partner.
    fn off_page(&mut self, off_page: &OffPage, procedure: usize, figure: usize) {
        let at = partner(self.layout, off_page, procedure).unwrap_or_default();
        let page = self.pages.len();
        let link = self.page.links.len();
        let way = if off_page.departure { "berlanjut ke" } else { "dari" };
        let title = format!("Penghubung {}, {way} halaman {}", off_page.letter, self.page_label(off_page.partner));
        let target = Target::Page(off_page.partner, at);
        self.page.links.push(Link { area: off_page.rect, target, title: title.clone() });
        // Beside the figure, whose words stand for all that is in it.
        let cell = self.tree.elements[figure].parent.unwrap_or(figure);
        let links = link..link + 1;
        let element = self.tree.add(Role::Link { page, links, alternative: Some(title.clone()) }, cell);
        let mut items = vec![self.symbol(outline::off_page(off_page.rect, off_page.up))];
        items.extend(text::items(&off_page.text));
        self.element(element, items);
    }
}

/// Where the partner of an off-page symbol stands on its page.
fn partner(layout: &crate::layout::Layout, off_page: &OffPage, procedure: usize) -> Option<Point> {
    let parts = &layout.pages.get(off_page.partner)?.parts;
    let charts = parts.iter().filter_map(|part| match part {
        crate::layout::Part::Table(table) if table.procedure == procedure => Some(&table.chart),
        _ => None,
    });
    let mut others = charts.flat_map(|chart| &chart.off_pages);
    let other = others.find(|other| other.letter == off_page.letter && other.departure != off_page.departure)?;
    Some(other.rect.origin())
}

/// A line with its arrow head and label.
fn connector(line: &Connector) -> Vec<Item> {
    let [.., before, tip] = line.points[..] else { return Vec::new() };
    let arrow = matches!(line.what, LineOf::Flow(_));
    let end = if arrow { outline::towards(tip, before, outline::HEAD - INTO_HEAD) } else { tip };
    let (first, rest) = (line.points[0], &line.points[1..line.points.len() - 1]);
    let mut segments = vec![Segment::Move(first)];
    segments.extend(rest.iter().map(|&point| Segment::Line(point)));
    segments.push(Segment::Line(end));
    let mut items = vec![stroked(segments, LINE, Class::Connector)];
    if arrow {
        let segments = outline::head(before, tip);
        items.push(Item::Path(Path { segments, fill: Some(LINE.color), stroke: None, class: Class::Connector }));
    }
    items
}
