//! Every drawing that the project shows is without a fault: the examples, the gallery, and the small sheets of the tests.

use std::fs;

use lajur::assets::NoAssets;
use lajur::diag::Diagnostics;
use lajur::geom::{Rect, Size};
use lajur::layout::chart::{Chart, ChartFlow, ChartSymbol, DrawnChart, DrawnLine, DrawnPage, OffPage};
use lajur::layout::route::{LinkKind, Shape};
use lajur::layout::{Column, Part, Table};
use lajur::sop::{Procedure, SymbolKind};
use lajur::source::Source;

use crate::geometry;
use crate::program::with_extension;

#[test]
fn every_flowchart_shown_is_without_a_fault() {
    let mut wrong = Vec::new();
    for path in
        ["examples", "examples/galeri", "tests/sheets"].into_iter().flat_map(|folder| with_extension(folder, "toml"))
    {
        // Pictures say nothing of flowcharts.
        let text = fs::read_to_string(&path).unwrap();
        let text: String =
            text.lines().filter(|line| !line.starts_with("logo")).map(|line| format!("{line}\n")).collect();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut diagnostics = Diagnostics::new();
        let Some(sheet) = lajur::compile(&mut Source::new(name.clone(), text), &NoAssets, &mut diagnostics) else {
            continue;
        };
        let parts = sheet.layout.pages.iter().flat_map(|page| &page.parts);
        for part in parts {
            if let Part::Table(table) = part {
                let procedure = &sheet.sop.procedures[table.procedure];
                let (chart, drawn) = as_drawn(procedure, table);
                wrong
                    .extend(geometry::findings(&chart, &drawn).into_iter().map(|finding| format!("{name}: {finding}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The chart of a laid-out table as the check reads it.
fn as_drawn(procedure: &Procedure, table: &Table) -> (Chart, DrawnChart) {
    let lanes: Vec<usize> =
        (0..table.columns.len()).filter(|&column| matches!(table.columns[column], Column::Lane(_))).collect();
    let last = lanes.last().map_or(0, |last| last + 1);
    let rules = table.edges[lanes.first().copied().unwrap_or(0)..=last].to_vec();
    // How large symbols are depends on their words; the check is about where they stand.
    let size = |number| table.chart.symbols.iter().find(|drawn| drawn.symbol == number).map(|drawn| drawn.rect);
    let symbols = procedure.symbols.iter().enumerate().map(|(number, symbol)| ChartSymbol {
        shape: shape(symbol.kind),
        size: size(number).map_or(Size::default(), |rect| Size::new(rect.w, rect.h)),
        row: symbol.row,
        lane: symbol.lane,
        slot: symbol.slot,
    });
    let flows = procedure.flows.iter().map(|flow| ChartFlow {
        from: flow.from.iter().map(|id| id.0).collect(),
        to: flow.to.iter().map(|id| id.0).collect(),
        exit: flow.exit,
        label: flow.label.as_ref().filter(|label| !label.is_empty()).map(|_| Size::default()),
        kind: if flow.main { LinkKind::Main } else { LinkKind::Aside },
    });
    let ties = procedure.joins.iter().flat_map(|join| join.windows(2).map(|pair| (pair[0].0, pair[1].0)));
    let chart = Chart {
        rules,
        rows: procedure.steps.len(),
        symbols: symbols.collect(),
        flows: flows.collect(),
        ties: ties.collect(),
        off_page: Size::default(),
    };
    let drawn = DrawnChart { pages: vec![page(table)], ..DrawnChart::default() };
    (chart, drawn)
}

fn page(table: &Table) -> DrawnPage {
    let first = table.rows.first().map_or(0, |row| row.step);
    let mut rules: Vec<_> = table.rows.iter().map(|row| row.rect.y).collect();
    rules.push(table.rows.last().map_or(table.chart.area.y, |row| row.rect.bottom()));
    let lines = table.chart.connectors.iter().map(|connector| DrawnLine {
        what: connector.what,
        from: connector.from,
        to: connector.to,
        points: connector.points.clone(),
        label: connector
            .label
            .as_ref()
            .map(|label| Rect::new(label.at.x, label.at.y, label.block.size.w, label.block.size.h)),
    });
    let off_pages = table.chart.off_pages.iter().map(|off| OffPage {
        rect: off.rect,
        letter: 0,
        up: off.up,
        departure: off.departure,
        partner: 0,
    });
    DrawnPage {
        rows: first..first + table.rows.len(),
        rules,
        symbols: table.chart.symbols.iter().map(|symbol| (symbol.symbol, symbol.rect)).collect(),
        off_pages: off_pages.collect(),
        lines: lines.collect(),
        ..DrawnPage::default()
    }
}

fn shape(kind: SymbolKind) -> Shape {
    match kind {
        SymbolKind::Start | SymbolKind::End => Shape::Terminator,
        SymbolKind::Process => Shape::Process,
        SymbolKind::Decision => Shape::Decision,
    }
}
