//! What the choice of column widths saves, in pages and height, against simple rules, and what it costs in time.
//!
//! `cargo bench --bench columns` measures `examples/` and random sheets; `cargo bench --bench columns -- FOLDER ...` other folders of
//! specs as well. The time is that of the whole layout, drawing of the flowchart included; lower sheets are drawn in less.
#![allow(clippy::print_stdout)]

mod random;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use lajur::assets::Assets;
use lajur::diag::Diagnostics;
use lajur::layout::{Layout, Part, Widths, layout_with};
use lajur::sop::Sop;
use lajur::source::Source;

/// How often each layout is timed; the fastest counts.
const ROUNDS: usize = 5;

/// How many random sheets there are.
const SHEETS: u64 = 300;

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

/// A sheet with columns chosen in one way.
struct Measured {
    pages: usize,
    rows: f64,
    time: Duration,
}

fn main() {
    // Cargo passes `--bench`.
    let asked = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    for folder in std::iter::once(concat!(env!("CARGO_MANIFEST_DIR"), "/examples").to_owned()).chain(asked) {
        let sops: Vec<Sop> = specs(Path::new(&folder)).iter().filter_map(|file| read(file)).collect();
        compare(&folder, &sops);
    }
    let random = (0..SHEETS)
        .filter_map(|seed| resolve(&Source::new("random.toml", random::spec(seed)), &Beside(PathBuf::new())));
    compare("random", &random.collect::<Vec<_>>());
}

fn compare(name: &str, sops: &[Sop]) {
    println!("{name}: {} sheets", sops.len());
    println!(
        "{:>14} {:>6} {:>14} {:>8} {:>8} {:>9} {:>9}",
        "widths", "pages", "pages if equal", "fewer", "more", "rows pt", "median us"
    );
    let equal: Vec<Measured> = sops.iter().map(|sop| measure(sop, Widths::Equal)).collect();
    for (name, widths) in [("chosen", Widths::Chosen), ("proportional", Widths::Proportional), ("equal", Widths::Equal)]
    {
        let measured: Vec<Measured> = sops.iter().map(|sop| measure(sop, widths)).collect();
        let pages = |measured: &[Measured]| measured.iter().map(|sheet| sheet.pages).sum::<usize>();
        let pairs = || measured.iter().zip(&equal);
        let fewer = pairs().filter(|(sheet, equal)| sheet.pages < equal.pages).count();
        let more = pairs().filter(|(sheet, equal)| sheet.pages > equal.pages).count();
        let rows: f64 = measured.iter().map(|sheet| sheet.rows).sum();
        let mut times: Vec<Duration> = measured.iter().map(|sheet| sheet.time).collect();
        times.sort_unstable();
        let median = times.get(times.len() / 2).map_or(0, Duration::as_micros);
        println!(
            "{name:>14} {:>6} {:>14} {fewer:>8} {more:>8} {rows:>9.0} {median:>9}",
            pages(&measured),
            pages(&equal)
        );
    }
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
    resolve(&source, &Beside(file.parent()?.to_owned()))
}

fn resolve(source: &Source, files: &Beside) -> Option<Sop> {
    let mut diagnostics = Diagnostics::new();
    let mut spec = lajur::spec::parse(source, &mut diagnostics)?;
    spec.read_forms(&mut source.clone(), files, &mut diagnostics);
    let sop = lajur::sop::resolve(&spec, files, &mut diagnostics);
    if sop.is_none() {
        println!("left out: {:?}", diagnostics.sorted().first());
    }
    sop
}

/// The fastest of some rounds.
fn measure(sop: &Sop, widths: Widths) -> Measured {
    let round = || {
        let start = Instant::now();
        let layout = layout_with(sop, widths, &mut Diagnostics::new());
        Measured { pages: layout.pages.len(), rows: row_height(&layout), time: start.elapsed() }
    };
    (0..ROUNDS).map(|_| round()).min_by_key(|sheet| sheet.time).expect("there are rounds")
}

/// The height of all rows together, in points.
fn row_height(layout: &Layout) -> f64 {
    let parts = layout.pages.iter().flat_map(|page| &page.parts);
    let tables = parts.filter_map(|part| if let Part::Table(table) = part { Some(table) } else { None });
    tables.map(|table| table.chart.area.h.to_pt()).sum()
}
