//! `lajur book`: the sheets of a folder bound into one document, or into volumes.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lajur::book::{self, Book, Chapter, Front, Reading, Volume};
use lajur::compose::Look;
use lajur::export::{self, Faces, Format, GlyphUse, Options, Part, Writer};
use lajur::picture::Picture;
use lajur::register;
use lajur::scene::Scene;
use lajur::spec::value::{Data, Table, Value};

use crate::failure::{Failure, Result};
use crate::files::Projects;
use crate::inputs::{self, Input};
use crate::project::Manifest;
use crate::sheet;
use crate::terminal::{Reporter, Stream};
use crate::{Status, options, outputs, replace, settings, terminal, words};

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
    let manifests = Manifest::above(&args.folder);
    let settings = manifests.iter().rev().find_map(|manifest| manifest.file.book()).cloned().unwrap_or_default();
    let projects = Projects::default();
    let Some(inputs) = inputs(&args, &projects)? else { return Ok(Status::Faulty) };
    let Some(known) = read(&inputs, args.jobs, &projects)? else { return Ok(Status::Faulty) };
    let Known { mut sheets, look, emblem, glyphs } = known;
    match settings.text("urut") {
        Some("nomor") => sheets.sort_by_cached_key(|(_, chapter)| register::natural(&chapter.number)),
        Some("judul") => sheets.sort_by_cached_key(|(_, chapter)| register::natural(&chapter.title)),
        _ => {}
    }
    let (inputs, chapters): (Vec<&Input>, Vec<Chapter>) = sheets.into_iter().unzip();
    let front = Front { emblem, ..front(&settings, args.pemantauan.is_some()) };
    if args.pemantauan.as_deref() == Some("saja") {
        return write_form(&args, &book::monitoring_form(&front.title.join(" "), &chapters, &look));
    }
    let mut book = Book::new(front, chapters, look, args.maks_halaman);
    let count = book.volumes().len();
    if count > 1 && args.to_stdout() {
        return Err(Failure(
            "keluaran baku hanya memuat satu berkas, padahal buku ini beberapa jilid; beri nama berkas".into(),
        ));
    }
    book.name_files(|number| stem(&args.file(number, count)));
    if !args.to_stdout() {
        replace::clear_stale(args.output.parent().into_iter());
    }
    let binding = Binding { faces: book.faces(glyphs).map_err(Failure)?, book, inputs, projects, args };
    binding.book.volumes().iter().try_for_each(|volume| binding.volume(volume))?;
    Ok(Status::Good)
}

impl Args {
    fn to_stdout(&self) -> bool {
        self.output.as_os_str() == "-"
    }

    /// The file of a volume.
    fn file(&self, number: usize, count: usize) -> PathBuf {
        match count {
            1 => self.output.clone(),
            _ => self.output.with_file_name(format!("{}-{number}.pdf", stem(&self.output))),
        }
    }

    /// Whether a file that is there stays.
    fn keeps(&self, old: File) -> io::Result<bool> {
        Ok(!self.force && !export::is_untouched_file(old)?)
    }
}

/// The specs to bind; `None` where a template is faulty.
fn inputs(args: &Args, projects: &Projects) -> Result<Option<Vec<Input>>> {
    let (inputs, failures) = inputs::collect(std::slice::from_ref(&args.folder));
    if let Some(failure) = failures.into_iter().next() {
        return Err(failure);
    }
    let reporter = Reporter::usual();
    let (mut inputs, left_out) = settings::expand(inputs, projects, reporter)?;
    if left_out.status() != Status::Good {
        return Ok(None);
    }
    if let Some(code) = &args.unit {
        inputs.retain(|input| unit(input) == code);
        if inputs.is_empty() {
            return Err(Failure(format!("{}: tidak ada SOP dari unit `{code}`", args.folder.display())));
        }
    }
    match inputs.is_empty() {
        true => Err(Failure(format!("{}: tidak ada SOP", args.folder.display()))),
        false => Ok(Some(inputs)),
    }
}

fn front(settings: &Table, monitoring: bool) -> Front {
    let lines = |key| settings.get(key).map(Value::texts);
    let year = settings.get("tahun").and_then(|year| match &year.data {
        Data::Integer(year) => Some(year.to_string()),
        _ => year.as_text().map(str::to_owned),
    });
    Front {
        emblem: None,
        title: lines("judul").unwrap_or_else(|| vec!["HIMPUNAN STANDAR OPERASIONAL PROSEDUR".to_owned()]),
        year,
        decree: lines("keputusan").unwrap_or_default(),
        explanation: lines("penjelasan").unwrap_or_default(),
        monitoring,
    }
}

/// What the first reading finds out: all that is kept of the sheets.
struct Known<'a> {
    sheets: Vec<(&'a Input, Chapter)>,
    /// That of the first sheet.
    look: Look,
    /// The emblem that all bear.
    emblem: Option<Arc<Picture>>,
    glyphs: GlyphUse,
}

/// Reads all sheets; `None` where one is faulty, for a book that lacks a sheet is no whole document.
fn read<'a>(inputs: &'a [Input], jobs: Option<usize>, projects: &Projects) -> Result<Option<Known<'a>>> {
    let mut known: Option<Known<'a>> = None;
    let (mut status, mut failed) = (Status::Good, None);
    let read = |input: &'a Input| reading(input, projects);
    sheet::for_each(inputs, (jobs, sheet::FEW), read, |result| match result {
        Ok(Ok((input, Reading { chapter, glyphs, look, emblem }))) => {
            let first = || Known { sheets: Vec::new(), look, emblem: emblem.clone(), glyphs: glyphs.clone() };
            let known = known.get_or_insert_with(first);
            if known.emblem != emblem {
                known.emblem = None;
            }
            known.glyphs.add(&glyphs);
            known.sheets.push((input, chapter));
        }
        Ok(Err(reports)) => {
            Stream::Err.print(&reports);
            status = Status::Faulty;
        }
        Err(failure) => failed = Some(failure),
    })?;
    match failed {
        Some(failure) => Err(failure),
        None => Ok(known.filter(|_| status == Status::Good)),
    }
}

/// What is found out of a spec, or what is wrong with it.
fn reading<'a>(input: &'a Input, projects: &Projects) -> Result<std::result::Result<(&'a Input, Reading), String>> {
    let compiled = sheet::compile_bound(input, projects)?;
    let reporter = Reporter::usual();
    Ok(match &compiled.sheet {
        Some(sheet) => Ok((input, Reading::of(&input.stem(), unit(input), sheet))),
        None => Err(reporter.text(&compiled.source, compiled.diagnostics)),
    })
}

/// A book that is being written.
struct Binding<'a> {
    book: Book,
    faces: Faces,
    inputs: Vec<&'a Input>,
    projects: Projects,
    args: Args,
}

impl Binding<'_> {
    fn volume(&self, volume: &Volume) -> Result<()> {
        let path = self.args.file(volume.number, self.book.volumes().len());
        if self.args.to_stdout() {
            return self.write(volume, &mut BufWriter::new(io::stdout().lock()), "keluaran baku");
        }
        let write = |out: &mut dyn Write| self.write(volume, out, &path.display().to_string());
        let fate = outputs::stream(&path, |old| self.args.keeps(old), write)?;
        let pages = self.book.pages(volume);
        Stream::Err.print(&format!("{}: {} ({pages} halaman)\n", fate.word(), path.display()));
        Ok(())
    }

    /// Writes a volume to `out`, which is called `name`.
    fn write(&self, volume: &Volume, out: &mut dyn Write, name: &str) -> Result<()> {
        let options = Options { epoch: options::epoch(), ..Options::default() };
        let mut writer = Writer::new(out, self.book.plan(volume), &self.faces, &options);
        writer.add(self.faces.part(self.book.front(volume)));
        let mut failed = None;
        let chapters: Vec<usize> = volume.chapters.clone().collect();
        let read = |&chapter: &usize| self.sheet(volume, chapter);
        sheet::for_each(&chapters, (self.args.jobs, sheet::FEW), read, |part| match part {
            Ok(part) if failed.is_none() => writer.add(part),
            Ok(_) => {}
            Err(failure) => failed = Some(failure),
        })?;
        if let Some(failure) = failed {
            return Err(failure);
        }
        if let Some(form) = self.book.monitoring(volume) {
            writer.add(self.faces.part(form));
        }
        writer.finish().map_err(|error| Failure::named(name, &error))
    }

    fn sheet(&self, volume: &Volume, chapter: usize) -> Result<Part> {
        let sheet = sheet::compile_bound(self.inputs[chapter], &self.projects)?.sheet;
        let part = sheet.and_then(|sheet| self.book.sheet(volume, chapter, sheet, &self.faces));
        part.ok_or_else(|| Failure("berkas SOP berubah selagi dijilid; jalankan sekali lagi".into()))
    }
}

/// The code of a spec's unit; empty for a plain spec.
fn unit(input: &Input) -> &str {
    input.unit.as_ref().map_or("", |unit| unit.code.as_str())
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Writes the monitoring form alone.
fn write_form(args: &Args, scene: &Scene) -> Result<Status> {
    let pdf = Format::named("pdf").expect("PDF is one of the formats");
    let options = Options { epoch: options::epoch(), ..Options::default() };
    let geometry = || String::new();
    let files = (pdf.write)(&export::Sheet { scene, geometry: &geometry }, &options).map_err(Failure)?;
    let bytes = &files[0].bytes;
    if args.to_stdout() {
        return terminal::write_output(bytes).map(|()| Status::Good);
    }
    let path = &args.output;
    let fate = outputs::write(path, bytes, outputs::stays(args.force))?;
    Stream::Err.print(&format!("{}: {} ({} halaman)\n", fate.word(), path.display(), scene.pages.len()));
    Ok(Status::Good)
}
