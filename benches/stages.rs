//! What each stage of a sheet costs in a warm process: median microseconds of many rounds over one spec.
//!
//! A thread keeps the texts it shaped and the flowcharts it routed, so layout is also timed where nothing is known yet.
//!
//! `cargo bench --bench stages [-- SPEC.toml]`; without a spec the Kalipare example, without its logo. Whole processes beside what an
//! office could pick instead: `compare.py`.

#![allow(clippy::print_stdout, missing_docs, reason = "it prints what it measures")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use lajur::assets::NoAssets;
use lajur::diag::Diagnostics;
use lajur::export::{Format, Options};
use lajur::source::Source;
use lajur::{compile, layout, lint, paint, sop, spec};

const ROUNDS: usize = 200;

fn main() {
    let asked = std::env::args().skip(1).find(|argument| argument.ends_with(".toml"));
    let name = asked.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/examples/kalipare.toml").to_owned());
    let text = std::fs::read_to_string(&name).expect("the spec can be read");
    let text: String =
        text.lines().filter(|line| !line.starts_with("logo = ")).map(|line| format!("{line}\n")).collect();
    let mut source = Source::new(name, text);
    let none = &mut Diagnostics::new();
    let mut parsed = spec::parse(&source, none).expect("the spec is sound");
    parsed.read_forms(&mut source, &NoAssets, none);
    let resolved = sop::resolve(&parsed, &NoAssets, none).expect("the spec resolves");
    let laid_out = layout::layout(&resolved, none);
    let sheet = compile(&mut source, &NoAssets, none).expect("the spec draws");
    row("parse", || drop(black_box(spec::parse(&source, &mut Diagnostics::new()))));
    row("resolve", || drop(black_box(sop::resolve(&parsed, &NoAssets, &mut Diagnostics::new()))));
    row("lint", || lint::lint(&parsed, &resolved, &mut Diagnostics::new()));
    row("layout", || drop(black_box(layout::layout(&resolved, &mut Diagnostics::new()))));
    row("layout, new", || {
        let first = || drop(black_box(layout::layout(&resolved, &mut Diagnostics::new())));
        std::thread::scope(|scope| scope.spawn(first).join().expect("layout is total"));
    });
    row("paint", || drop(black_box(paint::paint(&resolved, &laid_out))));
    for format in ["pdf", "svg", "json"] {
        let format = Format::named(format).expect("it is a format");
        row(format.name, || drop(black_box(sheet.write(format, &Options::default()))));
    }
}

fn row(stage: &str, mut run: impl FnMut()) {
    run();
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!("{stage:12} {:7} us", times[ROUNDS / 2].as_micros());
}
