//! What the choice of column widths saves, in pages and height, against simple rules, and what it costs in time.
//!
//! `cargo bench --bench columns` measures `examples/`; `cargo bench --bench columns -- FOLDER ...` other folders of specs.
#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use lajur::assets::Assets;
use lajur::diag::Diagnostics;
use lajur::layout::{Layout, Part, Widths, layout_with};
use lajur::sop::Sop;
use lajur::source::Source;

/// How often each layout is timed; the fastest counts.
const ROUNDS: usize = 5;

/// The files beside a spec.
struct Beside(PathBuf);

impl Assets for Beside {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        std::fs::read(self.0.join(name)).map_err(|error| error.to_string())
    }

    fn has_sop(&self, _: &str) -> bool {
        true
    }
}

/// Sums over all sheets.
#[derive(Default)]
struct Sums {
    pages: usize,
    rows: f64,
    time: Duration,
}

fn main() {
    // Cargo passes `--bench`.
    let mut folders: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if folders.is_empty() {
        folders.push(concat!(env!("CARGO_MANIFEST_DIR"), "/examples").to_owned());
    }
    let sops: Vec<Sop> =
        folders.iter().flat_map(|folder| specs(Path::new(folder))).filter_map(|file| read(&file)).collect();
    println!("{} sheets", sops.len());
    for (name, widths) in [("chosen", Widths::Chosen), ("equal", Widths::Equal), ("proportional", Widths::Proportional)]
    {
        let mut sums = Sums::default();
        sops.iter().for_each(|sop| measure(sop, widths, &mut sums));
        println!("{name:>12}: {} pages, rows {:.0} pt high, layout {:.1} ms", sums.pages, sums.rows, millis(sums.time));
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The specs of a folder, by name.
fn specs(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    files
}

fn read(file: &Path) -> Option<Sop> {
    let source = Source::new(file.display().to_string(), std::fs::read_to_string(file).ok()?);
    let mut diagnostics = Diagnostics::new();
    let spec = lajur::spec::parse(&source, &mut diagnostics)?;
    lajur::sop::resolve(&spec, &Beside(file.parent()?.to_owned()), &mut diagnostics)
}

fn measure(sop: &Sop, widths: Widths, sums: &mut Sums) {
    let timed = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        let layout = layout_with(sop, widths, &mut Diagnostics::new());
        (start.elapsed(), layout)
    });
    let Some((time, layout)) = timed.min_by_key(|(time, _)| *time) else { return };
    sums.pages += layout.pages.len();
    sums.rows += row_height(&layout);
    sums.time += time;
}

/// The height of all rows together, in points.
fn row_height(layout: &Layout) -> f64 {
    let parts = layout.pages.iter().flat_map(|page| &page.parts);
    let tables = parts.filter_map(|part| if let Part::Table(table) = part { Some(table) } else { None });
    tables.map(|table| table.chart.area.h.to_pt()).sum()
}
