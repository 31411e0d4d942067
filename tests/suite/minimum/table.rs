//! A page as the search sees it: symbols in cells, lines between them, no coordinates.

use lajur::layout::chart::{Chart, DrawnPage, End, LineOf};
use lajur::layout::route::Shape;

/// A page.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// How many lanes and levels it has. A row has as many levels as its fullest cell symbols; off-page symbols have strips.
    pub(crate) lanes: usize,
    /// See above.
    pub(crate) levels: usize,
    /// Its symbols.
    pub(crate) symbols: Vec<Symbol>,
    /// Its lines.
    pub(crate) lines: Vec<Line>,
    taken: Vec<bool>,
}

/// A symbol.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    /// Its outline.
    pub(crate) shape: Shape,
    /// The cells in which it may stand.
    pub(crate) homes: Vec<Cell>,
}

/// A cell of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// From the top.
    pub(crate) level: usize,
    /// From the left.
    pub(crate) lane: usize,
}

/// A line to draw.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The symbols it may leave and enter.
    pub(crate) from: Vec<usize>,
    /// See above.
    pub(crate) to: Vec<usize>,
    /// By which exit it leaves.
    pub(crate) exit: usize,
    /// Whether it is the plain line of a joint activity.
    pub(crate) tie: bool,
}

impl Table {
    /// The page in each way that its symbols may stand: where a cell has fewer than its row has levels, higher or lower.
    pub(crate) fn all(chart: &Chart, page: &DrawnPage) -> Vec<Self> {
        let mut tables = vec![Self::plain(chart, page)];
        for slack in slacks(chart, page) {
            let lower = |table: &Self| (1..=slack.room).map(|by| table.lowered(&slack.symbols, by)).collect::<Vec<_>>();
            tables = tables.iter().flat_map(|table| std::iter::once(table.clone()).chain(lower(table))).collect();
        }
        tables.iter_mut().for_each(Self::settle);
        tables
    }

    /// The page with all symbols as high as can be.
    fn plain(chart: &Chart, page: &DrawnPage) -> Self {
        let lanes = chart.rules.len() - 1;
        let above = |off: &&lajur::layout::chart::OffPage| off.up == off.departure;
        let strips = |count: usize| count.div_ceil(lanes);
        let top = strips(page.off_pages.iter().filter(above).count());
        let bottom = strips(page.off_pages.iter().filter(|off| !above(off)).count());
        let heights: Vec<usize> = page.rows.clone().map(|row| height(chart, row)).collect();
        let levels = top + heights.iter().sum::<usize>() + bottom;
        let first = |row: usize| top + heights[..row - page.rows.start].iter().sum::<usize>();
        let symbol = |&(symbol, _): &(usize, _)| {
            let of = &chart.symbols[symbol];
            Symbol { shape: of.shape, homes: vec![Cell { level: first(of.row) + of.slot, lane: of.lane }] }
        };
        let mut symbols: Vec<Symbol> = page.symbols.iter().map(symbol).collect();
        for off in &page.off_pages {
            let shape = if off.up { Shape::OffPageUp } else { Shape::OffPageDown };
            let near = |count: usize, strip: usize| strip + heights[count];
            let range = if above(&off) { 0..near(0, top) } else { levels - near(heights.len() - 1, bottom)..levels };
            let homes = range.flat_map(|level| (0..lanes).map(move |lane| Cell { level, lane })).collect();
            symbols.push(Symbol { shape, homes });
        }
        Self { lanes, levels, symbols, lines: lines(chart, page), taken: Vec::new() }
    }

    fn lowered(&self, symbols: &[usize], by: usize) -> Self {
        let mut table = self.clone();
        symbols.iter().for_each(|&symbol| table.symbols[symbol].homes[0].level += by);
        table
    }

    /// Off-page symbols stand where no other does.
    fn settle(&mut self) {
        self.taken = vec![false; self.lanes * self.levels];
        let at = |lanes: usize, cell: &Cell| cell.level * lanes + cell.lane;
        for symbol in self.symbols.iter().filter(|symbol| !is_off_page(symbol.shape)) {
            self.taken[at(self.lanes, &symbol.homes[0])] = true;
        }
        for symbol in self.symbols.iter_mut().filter(|symbol| is_off_page(symbol.shape)) {
            symbol.homes.retain(|cell| !self.taken[at(self.lanes, cell)]);
        }
    }

    /// Whether a symbol stands in a cell.
    pub(crate) fn taken(&self, lane: usize, level: usize) -> bool {
        self.taken[level * self.lanes + lane]
    }

    /// The upright lines of the grid.
    pub(crate) fn across(&self) -> std::ops::RangeInclusive<i32> {
        0..=2 * self.lanes as i32
    }

    /// The level lines of the grid.
    pub(crate) fn down(&self) -> std::ops::RangeInclusive<i32> {
        0..=2 * self.levels as i32
    }

    /// The number of a point of the grid.
    pub(crate) fn number(&self, (x, y): (i32, i32)) -> u16 {
        (y * self.width() as i32 + x) as u16
    }

    /// How far the numbers of two points are apart, one below the other.
    pub(crate) fn width(&self) -> u16 {
        2 * self.lanes as u16 + 1
    }

    /// How many points the grid has.
    pub(crate) fn points(&self) -> usize {
        (2 * self.lanes + 1) * (2 * self.levels + 1)
    }
}

pub(crate) fn is_off_page(shape: Shape) -> bool {
    matches!(shape, Shape::OffPageDown | Shape::OffPageUp)
}

/// How many symbols stand in the fullest cell of a row.
fn height(chart: &Chart, row: usize) -> usize {
    chart.symbols.iter().filter(|symbol| symbol.row == row).map(|symbol| symbol.slot + 1).max().unwrap_or(1)
}

/// Symbols that can stand lower, together.
struct Slack {
    symbols: Vec<usize>,
    room: usize,
}

/// By page numbers of the symbols: the cells that have room to spare. The boxes of a joint activity move together.
fn slacks(chart: &Chart, page: &DrawnPage) -> Vec<Slack> {
    let of = |at: usize| &chart.symbols[page.symbols[at].0];
    let mut slacks: Vec<Slack> = Vec::new();
    for at in 0..page.symbols.len() {
        let here = |other: &usize| of(*other).row == of(at).row && of(*other).lane == of(at).lane;
        let symbols: Vec<usize> = (0..page.symbols.len()).filter(here).collect();
        let room = height(chart, of(at).row) - symbols.len();
        let tied = |&(a, b): &(usize, usize)| [a, b].contains(&page.symbols[at].0);
        let alone = !chart.ties.iter().any(tied);
        if room > 0 && symbols[0] == at && alone {
            slacks.push(Slack { symbols, room });
        }
    }
    slacks
}

/// The lines of the page by the numbers of its symbols; off-page symbols follow the others.
fn lines(chart: &Chart, page: &DrawnPage) -> Vec<Line> {
    let number = |symbol: &usize| page.symbols.iter().position(|(other, _)| other == symbol).expect("on the page");
    let ends = |end: End, symbols: &[usize]| match end {
        End::Symbol(_) => symbols.iter().map(number).collect(),
        End::OffPage(off) => vec![page.symbols.len() + off],
    };
    let line = |drawn: &lajur::layout::chart::DrawnLine| match drawn.what {
        LineOf::Flow(flow) => {
            let flow = &chart.flows[flow];
            Line {
                from: ends(drawn.from, &flow.from),
                to: ends(drawn.to, &flow.to),
                exit: if matches!(drawn.from, End::Symbol(_)) { flow.exit } else { 0 },
                tie: false,
            }
        }
        LineOf::Tie(tie) => {
            let (a, b) = chart.ties[tie];
            Line { from: vec![number(&a)], to: vec![number(&b)], exit: 0, tie: true }
        }
    };
    page.lines.iter().map(line).collect()
}
