//! `lajur book`: the sheets of a folder bound into one document, or into volumes.

use std::path::PathBuf;

use lajur::Sheet;
use lajur::book::{self, Chapter, Front};
use lajur::compose::Look;
use lajur::diag::REPORT_FORMATS;
use lajur::export::{self, Format, Options};
use lajur::scene::Scene;
use lajur::spec::value::{Data, Value};

use crate::failure::{Failure, Result};
use crate::files::Projects;
use crate::inputs::{self, Input};
use crate::project::Manifest;
use crate::sheet::{self, Warnings};
use crate::terminal::{Reporter, Stream};
use crate::{Status, options, outputs, settings, terminal, words};

/// (buku) Jilid semua SOP dalam folder menjadi satu dokumen dengan halaman judul dan daftar isi
#[derive(Debug, clap::Args)]
#[command(alias = "buku", help_template = words::COMMAND, override_usage = "lajur book [PILIHAN] FOLDER -o TUJUAN.pdf")]
pub(crate) struct Args {
    /// Folder berisi berkas SOP
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Berkas PDF tujuan; dengan beberapa jilid: TUJUAN-1.pdf, TUJUAN-2.pdf ...
    #[arg(short, long, alias = "keluaran", value_name = "TUJUAN")]
    output: PathBuf,
    /// Hanya SOP dari unit dengan kode ini
    #[arg(long, value_name = "KODE")]
    unit: Option<String>,
    /// Sertakan formulir monitoring; `--pemantauan=saja` mencetak formulir itu saja
    #[arg(long, value_name = "saja", num_args = 0..=1, require_equals = true, default_missing_value = "ya", value_parser = ["ya", "saja"])]
    pemantauan: Option<String>,
    /// Bagi menjadi jilid-jilid, masing-masing paling banyak sekian halaman
    #[arg(long, value_name = "N", value_parser = options::pages)]
    maks_halaman: Option<usize>,
    /// Banyaknya SOP yang dikerjakan bersamaan [biasanya: sebanyak prosesor]
    #[arg(short, long, value_name = "N", value_parser = options::jobs)]
    jobs: Option<usize>,
    /// Timpa juga PDF yang sudah ditandatangani atau distempel
    #[arg(long, alias = "timpa")]
    force: bool,
}

/// Binds.
pub(crate) fn run(args: Args) -> Result<Status> {
    if !args.folder.is_dir() {
        return Err(Failure(format!("{}: bukan folder", args.folder.display())));
    }
    let (inputs, failures) = inputs::collect(std::slice::from_ref(&args.folder));
    if let Some(failure) = failures.into_iter().next() {
        return Err(failure);
    }
    let manifests = Manifest::above(&args.folder);
    let settings = manifests.iter().rev().find_map(|manifest| manifest.file.book()).cloned().unwrap_or_default();
    let lines = |key| settings.get(key).map(Value::texts);
    let projects = Projects::default();
    let reporter = Reporter { stream: Stream::Err, format: &REPORT_FORMATS[0] };
    let (mut inputs, expanded) = settings::expand(inputs, &projects, reporter)?;
    if expanded != Status::Good {
        return Ok(expanded);
    }
    if let Some(code) = &args.unit {
        inputs.retain(|input| unit(input) == code);
    }
    if inputs.is_empty() {
        let code = args.unit.unwrap_or_default();
        return Err(Failure(format!("{}: tidak ada SOP dari unit `{code}`", args.folder.display())));
    }
    let mut known: Vec<(&Input, Chapter)> = Vec::new();
    let (mut status, mut look) = (Status::Good, None);
    let mut failed = None;
    let first = |input| chapter(input, &projects);
    sheet::for_each(&inputs, args.jobs, first, |result| match result {
        Ok(Read { reports, found: Some((input, chapter, own)) }) => {
            Stream::Err.print(&reports);
            look.get_or_insert(own);
            known.push((input, chapter));
        }
        Ok(Read { reports, found: None }) => {
            Stream::Err.print(&reports);
            status = Status::Faulty;
        }
        Err(failure) => failed = Some(failure),
    })?;
    if let Some(failure) = failed {
        return Err(failure);
    }
    // A book that lacks a sheet is no whole document.
    let (Status::Good, Some(look)) = (status, look) else { return Ok(Status::Faulty) };
    match settings.text("urut") {
        Some("nomor") => known.sort_by_cached_key(|(_, chapter)| natural(&chapter.number)),
        Some("judul") => known.sort_by_cached_key(|(_, chapter)| natural(&chapter.title)),
        _ => {}
    }
    let (inputs, chapters): (Vec<&Input>, Vec<Chapter>) = known.into_iter().unzip();
    let front = Front {
        title: lines("judul").unwrap_or_else(|| vec!["HIMPUNAN STANDAR OPERASIONAL PROSEDUR".to_owned()]),
        year: settings.get("tahun").and_then(|year| match &year.data {
            Data::Integer(year) => Some(year.to_string()),
            _ => year.as_text().map(str::to_owned),
        }),
        decree: lines("keputusan").unwrap_or_default(),
        explanation: lines("penjelasan").unwrap_or_default(),
        monitoring: args.pemantauan.is_some(),
    };
    if args.pemantauan.as_deref() == Some("saja") {
        let scene = book::monitoring_form(&front.title.join(" "), &chapters, &look);
        return write(&args, &args.output, &scene);
    }
    let volumes = book::volumes(&front, &chapters, args.maks_halaman, &look);
    if volumes.len() > 1 && args.output.as_os_str() == "-" {
        return Err(Failure(
            "keluaran baku hanya memuat satu berkas, padahal buku ini beberapa jilid; beri nama berkas".into(),
        ));
    }
    let path = |number: usize| match volumes.len() {
        1 => args.output.clone(),
        _ => args.output.with_file_name(format!("{}-{number}.pdf", stem(&args.output))),
    };
    for volume in &volumes {
        let mut fault = None;
        let sheets = volume.chapters.clone().map_while(|index| match bound(inputs[index], &projects) {
            Ok(Some(sheet)) if sheet.scene.pages.len() == chapters[index].pages => Some(sheet),
            Ok(_) => {
                fault = Some(Failure("berkas SOP berubah selagi dijilid; jalankan sekali lagi".into()));
                None
            }
            Err(failure) => {
                fault = Some(failure);
                None
            }
        });
        let file = |chapter: usize| {
            let holder = volumes.iter().find(|volume| volume.chapters.contains(&chapter));
            stem(&path(holder.map_or(1, |volume| volume.number.0)))
        };
        let scene = volume.scene(&front, &chapters, &look, sheets, file);
        if let Some(fault) = fault {
            return Err(fault);
        }
        status = status.max(write(&args, &path(volume.number.0), &scene)?);
    }
    Ok(status)
}

/// What was found out about a spec: its reports, and unless it has errors its chapter.
struct Read<'a> {
    reports: String,
    found: Option<(&'a Input, Chapter, Look)>,
}

fn chapter<'a>(input: &'a Input, projects: &Projects) -> Result<Read<'a>> {
    let compiled = sheet::compile(input, projects, Warnings::Allowed)?;
    let reporter = Reporter { stream: Stream::Err, format: &REPORT_FORMATS[0] };
    let faulty = compiled.diagnostics.has_errors();
    let reports = if faulty { reporter.text(&compiled.source, compiled.diagnostics) } else { String::new() };
    let found = compiled.sheet.map(book::bound).map(|sheet| {
        let look = Look::of(&sheet.sop.form, &sheet.sop.fonts);
        (input, Chapter::new(&input.stem(), unit(input), &sheet), look)
    });
    Ok(Read { reports, found })
}

/// The code of a spec's unit; empty for a plain spec.
fn unit(input: &Input) -> &str {
    input.unit.as_ref().map_or("", |unit| unit.code.as_str())
}

fn bound(input: &Input, projects: &Projects) -> Result<Option<Sheet>> {
    Ok(sheet::compile(input, projects, Warnings::Allowed)?.sheet.map(book::bound))
}

fn stem(path: &std::path::Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// A text to sort by: its digits count as numbers.
fn natural(text: &str) -> Vec<(u64, String)> {
    let text = text.to_lowercase();
    let runs = text.split_inclusive(|c: char| !c.is_ascii_digit());
    runs.map(|run| {
        let digits = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        (digits.parse().unwrap_or(0), run[digits.len()..].to_owned())
    })
    .collect()
}

fn write(args: &Args, path: &std::path::Path, scene: &Scene) -> Result<Status> {
    let pdf = Format::named("pdf").expect("PDF is one of the formats");
    let options = Options { epoch: options::epoch(), ..Options::default() };
    let geometry = || String::new();
    let files = (pdf.write)(&export::Sheet { scene, geometry: &geometry }, &options).map_err(Failure)?;
    let bytes = &files[0].bytes;
    if path.as_os_str() == "-" {
        return terminal::write_output(bytes).map(|()| Status::Good);
    }
    let fate = outputs::write(path, bytes, |old| !args.force && !export::is_untouched(old))?;
    Stream::Err.print(&format!("{}: {} ({} halaman)\n", fate.word(), path.display(), scene.pages.len()));
    Ok(Status::Good)
}
