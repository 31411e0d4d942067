//! The finished geometry for tests and other programs: a [`Layout`] as JSON text.
//!
//! Lengths are points with up to three decimals, the origin is the top left corner of the page. Ids of symbols and connectors
//! are unique on their page. One entry stands on a line, so that two geometries can be compared line by line.

use serde_json::{Map, Value, json};

use super::chart::{End, LineOf};
use super::{Column, Connector, Layout, OffPage, Part, Symbol, Table};
use crate::geom::{Length, Rect};
use crate::sop::{Flow, Procedure, Sop, SymbolKind};
use crate::text::RichText;

/// Says where everything stands.
pub fn geometry(sop: &Sop, layout: &Layout) -> String {
    let mut lists = Lists::default();
    for (index, page) in layout.pages.iter().enumerate() {
        let number = index + 1;
        lists.pages.push(json!({"page": number, "w": length(page.size.w), "h": length(page.size.h)}));
        for part in &page.parts {
            if let Part::Table(table) = part {
                lists.table(sop, table, number);
            }
        }
    }
    lists.into_text()
}

/// The lists of the geometry, in the order they are written.
#[derive(Default)]
struct Lists {
    pages: Vec<Value>,
    lanes: Vec<Value>,
    rows: Vec<Value>,
    symbols: Vec<Value>,
    connectors: Vec<Value>,
    areas: Vec<Value>,
}

impl Lists {
    fn table(&mut self, sop: &Sop, table: &Table, page: usize) {
        if table.rows.is_empty() {
            return;
        }
        let procedure = &sop.procedures[table.procedure];
        for (column, sides) in table.columns.iter().zip(table.edges.windows(2)) {
            if let Column::Lane(lane) = column {
                let (id, x0, x1) = (&procedure.actors[*lane].id, length(sides[0]), length(sides[1]));
                self.lanes.push(json!({"page": page, "procedure": table.procedure, "id": id, "x0": x0, "x1": x1}));
            }
        }
        for row in &table.rows {
            let step = &procedure.steps[row.step];
            self.rows.push(json!({
                "page": page, "procedure": table.procedure, "id": step.id, "number": step.number,
                "y0": length(row.rect.y), "y1": length(row.rect.bottom()),
            }));
        }
        let context = Context { procedure, table, page, off_pages: off_page_ids(&table.chart.off_pages) };
        self.symbols.extend(table.chart.symbols.iter().map(|placed| context.symbol(placed)));
        self.symbols.extend((0..table.chart.off_pages.len()).map(|index| context.off_page(index)));
        let mut ids: Vec<String> = Vec::new();
        for connector in &table.chart.connectors {
            let (id, value) = context.connector(connector, &ids);
            ids.push(id);
            self.connectors.push(value);
        }
        let area = table.chart.area;
        self.areas.push(json!({
            "page": page, "x0": length(area.x), "y0": length(area.y),
            "x1": length(area.right()), "y1": length(area.bottom()),
        }));
    }

    fn into_text(self) -> String {
        let lists = [
            ("pages", self.pages),
            ("lanes", self.lanes),
            ("rows", self.rows),
            ("symbols", self.symbols),
            ("connectors", self.connectors),
            ("area", self.areas),
        ];
        let lists = lists.iter().map(|(name, values)| {
            let lines: Vec<String> = values.iter().map(|value| format!("\n  {value}")).collect();
            format!("\"{name}\": [{}]", lines.join(","))
        });
        format!("{{{}}}\n", lists.collect::<Vec<_>>().join(",\n "))
    }
}

/// The table whose chart is listed.
struct Context<'a> {
    procedure: &'a Procedure,
    table: &'a Table,
    page: usize,
    off_pages: Vec<String>,
}

impl Context<'_> {
    fn symbol(&self, placed: &Symbol) -> Value {
        let symbol = &self.procedure.symbols[placed.symbol];
        let step = &self.procedure.steps[symbol.row];
        let kind = match symbol.kind {
            SymbolKind::Start | SymbolKind::End => "terminator",
            SymbolKind::Process => "process",
            SymbolKind::Decision => "decision",
        };
        let mut value = self.shape(&symbol.id, kind, placed.rect);
        if let Some(text) = &symbol.text {
            value.insert("text".to_owned(), text.to_line().into());
        }
        value.insert("row".to_owned(), step.id.as_str().into());
        value.insert("number".to_owned(), step.number.as_str().into());
        value.insert("lane".to_owned(), self.procedure.actors[symbol.lane].id.as_str().into());
        value.insert("procedure".to_owned(), self.table.procedure.into());
        Value::Object(value)
    }

    fn off_page(&self, index: usize) -> Value {
        let off_page = &self.table.chart.off_pages[index];
        let mut value = self.shape(&self.off_pages[index], "offpage", off_page.rect);
        value.insert("text".to_owned(), off_page.letter.as_str().into());
        if off_page.up {
            value.insert("dir".to_owned(), "up".into());
        }
        value.insert("procedure".to_owned(), self.table.procedure.into());
        Value::Object(value)
    }

    fn shape(&self, id: &str, kind: &str, rect: Rect) -> Map<String, Value> {
        let mut value = Map::new();
        value.insert("id".to_owned(), id.into());
        value.insert("kind".to_owned(), kind.into());
        value.insert("page".to_owned(), self.page.into());
        for (name, side) in [("x", rect.x), ("y", rect.y), ("w", rect.w), ("h", rect.h)] {
            value.insert(name.to_owned(), length(side));
        }
        value
    }

    /// A line; `taken` are the ids of the page so far. Also says its id.
    fn connector(&self, connector: &Connector, taken: &[String]) -> (String, Value) {
        let (name, arrow) = match connector.what {
            LineOf::Flow(flow) => (self.flow_name(&self.procedure.flows[flow], connector), true),
            LineOf::Tie(_) => (format!("{}--{}", self.end(connector.from), self.end(connector.to)), false),
        };
        let uses = taken.iter().filter(|id| id.split('#').next() == Some(&name)).count();
        let id = if uses == 0 { name.clone() } else { format!("{name}#{}", uses + 1) };
        let points: Vec<Value> = connector.points.iter().map(|at| json!([length(at.x), length(at.y)])).collect();
        let mut value = json!({
            "id": id, "flow": name, "from": self.end(connector.from), "to": self.end(connector.to),
            "page": self.page, "points": points, "arrow": arrow,
        });
        if let (Some(label), LineOf::Flow(flow)) = (&connector.label, connector.what) {
            let words = self.procedure.flows[flow].label.as_ref().map(RichText::to_line).unwrap_or_default();
            let (at, size) = (label.at, label.block.size);
            value["label"] = json!({
                "text": words, "x": length(at.x), "y": length(at.y), "w": length(size.w), "h": length(size.h),
            });
        }
        (id, value)
    }

    /// A flow by the symbols it leaves and enters: the same on every page that it crosses.
    fn flow_name(&self, flow: &Flow, connector: &Connector) -> String {
        // Of a joint activity the box that the line meets, where it meets one here; the name must not depend on the page,
        // so a flow over a break takes the first.
        let whole = matches!((connector.from, connector.to), (End::Symbol(_), End::Symbol(_)));
        let id = |end: End, first: usize| match end {
            End::Symbol(symbol) if whole => self.procedure.symbols[symbol].id.as_str(),
            _ => self.procedure.symbols[first].id.as_str(),
        };
        format!("{}->{}", id(connector.from, flow.from[0].0), id(connector.to, flow.to[0].0))
    }

    fn end(&self, end: End) -> &str {
        match end {
            End::Symbol(symbol) => &self.procedure.symbols[symbol].id,
            End::OffPage(index) => &self.off_pages[index],
        }
    }
}

/// The ids of the off-page symbols of a page. No symbol of a spec begins with `@`.
fn off_page_ids(off_pages: &[OffPage]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::with_capacity(off_pages.len());
    for off_page in off_pages {
        let way = if off_page.departure { "keluar" } else { "masuk" };
        let name = format!("@{}-{way}", off_page.letter);
        let uses = ids.iter().filter(|id| id.split('#').next() == Some(&name)).count();
        ids.push(if uses == 0 { name } else { format!("{name}#{}", uses + 1) });
    }
    ids
}

/// A length in points: whole ones without a decimal point.
fn length(length: Length) -> Value {
    if length.0 % 1000 == 0 { (length.0 / 1000).into() } else { length.to_pt().into() }
}
