//! `lajur diff`: what a revision changes, in words and on the sheet.

use std::path::PathBuf;

use lajur::diff;
use lajur::export::{Format, Options};

use crate::failure::{Failure, Result};
use crate::files::Projects;
use crate::inputs::{self, Input};
use crate::outputs::{self, Place, Wish};
use crate::sheet::{Compiled, Warnings};
use crate::terminal::{Reporter, Stream};
use crate::{Status, options, sheet, terminal, words};

/// (beda) Sebutkan apa yang diubah oleh revisi sebuah SOP; dengan `-o` juga digambar pada lembarnya
#[derive(Debug, clap::Args)]
#[command(alias = "beda", help_template = words::COMMAND, override_usage = "lajur diff [PILIHAN] LAMA.toml BARU.toml")]
pub(crate) struct Args {
    /// Berkas SOP sebelum revisi
    #[arg(value_name = "LAMA")]
    old: PathBuf,
    /// Berkas SOP sesudah revisi
    #[arg(value_name = "BARU")]
    new: PathBuf,
    /// Berkas atau folder tujuan lembar baru yang perubahannya ditandai [biasanya: tidak digambar]
    #[arg(short, long, alias = "keluaran", value_name = "TUJUAN")]
    output: Option<PathBuf>,
    /// Format lembar itu, dipisah koma: pdf, svg, png, json [biasanya: pdf]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', value_parser = options::format)]
    format: Vec<&'static Format>,
    /// Timpa juga PDF yang sudah ditandatangani atau distempel
    #[arg(long, alias = "timpa")]
    force: bool,
}

/// Compares.
pub(crate) fn run(args: Args) -> Result<Status> {
    let old = read(&args.old)?;
    let new = read(&args.new)?;
    let (Some(before), Some(after)) = (old.sheet, new.sheet) else { return Ok(Status::Faulty) };
    let head =
        format!("Perubahan SOP “{}”\nlama: {}\nbaru: {}\n", after.sop.title, args.old.display(), args.new.display());
    let (revision, marked) = diff::sheet(&before.sop, after);
    let text = match revision.is_empty() {
        true => "\nTidak ada perubahan.\n".to_owned(),
        false => revision.to_text(),
    };
    let to_stdout = args.output.as_ref().is_some_and(|out| out.as_os_str() == "-");
    let stream = if to_stdout { Stream::Err } else { Stream::Out };
    stream.print(&terminal::harmless(&(head + &text)));
    if args.output.is_some() {
        write(&args, &marked)?;
    }
    Ok(Status::Good)
}

fn input(path: &std::path::Path) -> Result<Input> {
    let (mut inputs, mut failures) = inputs::collect(&[path.to_owned()]);
    if let Some(failure) = failures.pop() {
        return Err(failure);
    }
    match (inputs.pop(), inputs.is_empty()) {
        (Some(input), true) if input.found_in.is_none() => Ok(input),
        _ => Err(Failure(format!("{}: ini folder; yang dibandingkan dua berkas SOP", path.display()))),
    }
}

fn read(path: &std::path::Path) -> Result<Compiled> {
    let mut compiled = sheet::compile(&input(path)?, &Projects::default(), Warnings::Allowed)?;
    let reporter = Reporter::usual();
    // What may be wrong with either version is the affair of a check.
    let diagnostics = std::mem::take(&mut compiled.diagnostics);
    if diagnostics.has_errors() {
        Stream::Err.print(&reporter.text(&compiled.source, diagnostics));
    }
    Ok(compiled)
}

fn write(args: &Args, marked: &lajur::Sheet) -> Result<()> {
    let wish = Wish { out: args.output.as_deref(), formats: &args.format };
    let output = outputs::plan(&[input(&args.new)?], &wish, &Projects::default())?.remove(0);
    let is_named = |format| args.output.as_ref().is_some_and(|out| outputs::is_file(out, format));
    let named = matches!(output.formats.as_slice(), [format] if is_named(format));
    let place = match output.place {
        // Beside the sheet itself, not in its place.
        Place::Files { folder, stem } if !named => Place::Files { folder, stem: format!("{stem}-perubahan") },
        place => place,
    };
    let options = Options { epoch: options::epoch(), ..Options::default() };
    for format in &output.formats {
        let files = marked.write(format, &options).map_err(Failure)?;
        if place == Place::Stdout {
            match files.as_slice() {
                [file] => terminal::write_output(&file.bytes)?,
                _ => return Err(Failure("keluaran baku hanya memuat satu berkas; beri folder dengan `-o`".into())),
            }
            continue;
        }
        for (path, written) in outputs::write_files(&place, format, &files, args.force)? {
            Stream::Err.print(&format!("{}: {}\n", written.word(), path.display()));
        }
    }
    Ok(())
}
