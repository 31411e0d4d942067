//! The library in a few lines: `cargo run --example render -- examples/kalipare.toml kalipare.pdf`.

#![expect(clippy::print_stderr, reason = "a program of its own")]

use std::path::Path;
use std::{env, fs};

use lajur::assets::Assets;
use lajur::diag::Diagnostics;
use lajur::export::{Format, Options};
use lajur::source::Source;

/// The files beside the spec.
struct Beside<'a>(&'a Path);

impl Assets for Beside<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        fs::read(self.0.with_file_name(name)).map_err(|error| error.to_string())
    }

    fn has_sop(&self, name: &str) -> bool {
        self.0.with_file_name(format!("{name}.toml")).exists()
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [spec, out] = &arguments[..] else { return Err("give a spec and the PDF to write".into()) };
    let mut source = Source::new(spec, fs::read_to_string(spec)?);
    let mut diagnostics = Diagnostics::new();
    let sheet = lajur::compile(&mut source, &Beside(spec.as_ref()), &mut diagnostics);
    for report in diagnostics.iter() {
        eprint!("{}", lajur::diag::github::write(&source, report));
    }
    let pdf = Format::named("pdf").ok_or("no such format")?;
    let files = sheet.ok_or("the spec has an error")?.write(pdf, &Options::default())?;
    Ok(fs::write(out, &files[0].bytes)?)
}
