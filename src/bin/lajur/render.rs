//! `lajur render`: specs to files.
//!
//! Everything that can be known before is found out before anything is written: which files there will be, whether two of them
//! would have one name, whether several pages would go to standard output. Then each spec is drawn and written on its own.

use std::collections::BTreeSet;
use std::path::PathBuf;

use lajur::diag::{Diagnostic, ReportFormat, Severity};
use lajur::export::{self, Attachment, Format, Options, PdfStandard, SvgText};
use lajur::source::Source;
use lajur::{Extent, Sheet};

use crate::failure::{Failure, Result};
use crate::files::{Files, Projects};
use crate::freshness::{Asked, Recipe, Stamp};
use crate::html::address;
use crate::inputs::Input;
use crate::links::Linked;
use crate::options::Shard;
use crate::outputs::{Output, Place, Wish, Written};
use crate::progress::Progress;
use crate::sheet::{Compiled, Warnings};
use crate::summary::{Fate, Summary};
use crate::terminal::{Reporter, Stream};
use crate::{Status, inputs, interrupt, options, orphans, outputs, replace, settings, sheet, terminal, words};

/// (cetak) Gambar lembar SOP menjadi PDF, SVG, PNG, atau data geometri JSON
#[derive(Debug, clap::Args)]
#[command(alias = "cetak", help_template = words::COMMAND, override_usage = "lajur render [PILIHAN] [BERKAS|FOLDER|-]...")]
pub(crate) struct Args {
    /// Berkas SOP, folder berisi berkas SOP, atau `-` untuk masukan baku [biasanya: seluruh proyek]
    #[arg(value_name = "MASUKAN")]
    inputs: Vec<PathBuf>,
    /// Berkas atau folder tujuan; `-` untuk keluaran baku [biasanya: di samping masukan]
    #[arg(short, long, alias = "keluaran", value_name = "TUJUAN")]
    output: Option<PathBuf>,
    /// Format yang ditulis, dipisah koma: pdf, svg, png, json [biasanya: pdf]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',', value_parser = options::format)]
    format: Vec<&'static Format>,
    /// Banyaknya SOP yang dikerjakan bersamaan [biasanya: sebanyak prosesor]
    #[arg(short, long, value_name = "N", value_parser = options::jobs)]
    jobs: Option<usize>,
    /// Kerapatan titik PNG per inci [biasanya: 150]
    #[arg(long, value_name = "N", value_parser = options::dpi, default_value = "150", hide_default_value = true)]
    dpi: u32,
    /// Gambar ulang semua, dan timpa juga PDF yang sudah ditandatangani atau distempel
    #[arg(long, alias = "timpa")]
    force: bool,
    /// Hapus keluaran lama di folder tujuan yang SOP-nya tidak ada lagi
    #[arg(long, alias = "pangkas")]
    prune: bool,
    /// Kerjakan hanya bagian ke-I dari N bagian yang tetap, misalnya 3/16
    #[arg(long, alias = "bagian", value_name = "I/N", value_parser = options::shard, conflicts_with = "prune")]
    shard: Option<Shard>,
    /// Anggap setiap peringatan sebagai galat
    #[arg(long, alias = "ketat")]
    strict: bool,
    /// Bentuk laporan: human (untuk dibaca), json, atau github
    #[arg(long, alias = "bentuk-laporan", value_name = "BENTUK", value_parser = options::report_format, default_value = "human", hide_default_value = true)]
    message_format: &'static ReportFormat,
    /// Huruf dalam SVG: embed (disertakan), outline (garis bentuk), atau plain (nama huruf saja)
    #[arg(long, value_name = "CARA", value_parser = options::svg_text, default_value = "embed", hide_default_value = true)]
    svg_text: SvgText,
    /// Awalan setiap id dalam SVG, agar beberapa gambar dapat berada di satu halaman web [biasanya: nama berkas]
    #[arg(long, value_name = "AWALAN", value_parser = options::id_prefix, default_value = "", hide_default_value = true)]
    id_prefix: String,
    /// SVG sebagai satu gambar memanjang untuk laman web, tanpa potongan halaman
    #[arg(long, alias = "menerus")]
    continuous: bool,
    /// Tanpa halaman identitas dalam SVG memanjang itu
    #[arg(long, alias = "tanpa-identitas", requires = "continuous")]
    no_identity: bool,
    /// SVG sebagai potongan untuk disisipkan ke dalam HTML, tanpa kepala XML
    #[arg(long, alias = "potongan")]
    fragment: bool,
    /// Standar arsip PDF: a-2a (PDF/A-2a), atau a-3a (PDF/A-3a), yang membawa berkas SOP-nya
    #[arg(long, value_name = "STANDAR", value_parser = options::pdf_standard, default_value = "a-2a", hide_default_value = true)]
    pdf: PdfStandard,
}

/// Draws.
pub(crate) fn run(args: Args) -> Result<Status> {
    let named = inputs::or_project(&args.inputs)?;
    let (inputs, failures) = inputs::collect(&named);
    let found = settings::missing(&failures);
    let run = Run::new(&args);
    let (inputs, left_out) = settings::expand(inputs, &run.projects, run.reporter)?;
    let mut status = found.max(left_out.status());
    // Otherwise outputs of specs that could not be looked at would seem to be nobody's.
    let all_known = status == Status::Good && args.shard.is_none();
    let outputs = outputs::plan(&inputs, &Wish { out: args.output.as_deref(), formats: &args.format }, &run.projects)?;
    let mut jobs: Vec<_> = inputs.into_iter().zip(outputs).map(|(input, output)| Job { input, output }).collect();
    run.refuse_meeting_pages(&jobs)?;
    match args.shard {
        Some(shard) => jobs.retain(|job| shard.has(&job.input.path_below())),
        None => clear_stale(&jobs),
    }
    let interrupted = interrupt::watch();
    let progress = Progress::new(jobs.len(), run.reporter);
    let mut summary = Summary::new(run.reporter, jobs.len(), left_out);
    sheet::for_each(
        &jobs,
        (args.jobs, sheet::MANY),
        |job| {
            let drawn = if interrupted.is_set() { None } else { Some(run.draw(job)?) };
            progress.step();
            Ok(drawn)
        },
        |result| {
            let outcome = progress.pause(|| {
                let Some(drawn) = result? else { return Ok(summary.add_skipped()) };
                Stream::Err.print(&drawn.reports);
                let Some(files) = drawn.files? else { return Ok(summary.add_faulty()) };
                // Here, where nothing is being written, so that a page of another spec is not taken for one of this.
                run.remove_superseded(drawn.job, drawn.pages)?;
                Ok(summary.add(&files, drawn.warned))
            });
            status = status.max(outcome.unwrap_or_else(|failure| {
                progress.pause(|| terminal::fail(&failure));
                summary.add_failed()
            }));
        },
    )?;
    let seconds = progress.finish();
    if args.shard.is_none() && !interrupted.is_set() {
        // Once more: a run that was killed just before this one may have been going still when it began.
        clear_stale(&jobs);
        let claimed = jobs.iter().map(|job| &job.output.place);
        match all_known {
            true => orphans::treat(&named, args.output.as_deref(), claimed, args.prune, run.reporter)?,
            false if args.prune => run.reporter.say(
                "pangkas-ditunda",
                "--prune",
                "tidak menghapus apa pun, karena ada SOP yang belum dapat dibaca",
            ),
            false => {}
        }
    }
    if run.reporter.is_human() && jobs.len() + left_out.0 > 1 {
        Stream::Err.print(&summary.sentence(seconds));
    }
    Ok(status)
}

/// A spec and what is written for it.
pub(crate) struct Job {
    /// The spec.
    pub(crate) input: Input,
    /// Where its files go, and in what formats.
    pub(crate) output: Output,
}

/// What is the same for all specs of a run.
pub(crate) struct Run {
    pub(crate) projects: Projects,
    reporter: Reporter,
    warnings: Warnings,
    options: Options,
    /// How much of a sheet an SVG holds as one tall picture; none: it has pages.
    continuous: Option<Extent>,
    linked: Linked,
    force: bool,
}

/// The files of a format.
pub(crate) struct Made {
    format: &'static Format,
    files: Vec<export::File>,
}

/// What became of a spec.
pub(crate) struct Drawn<'a> {
    job: &'a Job,
    reports: String,
    pub(crate) pages: usize,
    /// Whether there were warnings.
    warned: bool,
    /// Its files; none when it has an error.
    files: Result<Option<Vec<Fate>>>,
}

impl Run {
    fn new(args: &Args) -> Self {
        let options = Options {
            dpi: args.dpi,
            svg_text: args.svg_text,
            id_prefix: args.id_prefix.clone(),
            fragment: args.fragment,
            pdf: args.pdf,
            epoch: options::epoch(),
            ..Options::default()
        };
        Self {
            reporter: Reporter { stream: Stream::Err, format: args.message_format },
            warnings: if args.strict { Warnings::Errors } else { Warnings::Allowed },
            options,
            continuous: args.continuous.then_some(if args.no_identity { Extent::Procedure } else { Extent::Whole }),
            force: args.force,
            ..Self::usual()
        }
    }

    /// One without options.
    pub(crate) fn usual() -> Self {
        Self {
            projects: Projects::default(),
            reporter: Reporter::usual(),
            warnings: Warnings::Allowed,
            options: Options { epoch: options::epoch(), ..Options::default() },
            continuous: None,
            linked: Linked::default(),
            force: false,
        }
    }

    /// A page `a-2.svg` of one spec and the only page of another, `a-2.toml`, cannot both be.
    fn refuse_meeting_pages(&self, jobs: &[Job]) -> Result<()> {
        for (first, second, page) in outputs::doubtful(jobs.iter().map(|job| &job.output.place)) {
            let (first, second) = (&jobs[first], &jobs[second]);
            let shared =
                |format: &&&Format| !format.multipage && second.output.formats.iter().any(|f| f.name == format.name);
            let Some(format) = first.output.formats.iter().find(shared) else { continue };
            if self.is_continuous(format) {
                continue;
            }
            if self.pages(first)? >= page.max(2) && self.pages(second)? == 1 {
                return Err(outputs::same_name(&first.input, &second.input, &second.output.place.file(format, None)));
            }
        }
        Ok(())
    }

    /// How many pages a spec has; none with an error.
    fn pages(&self, job: &Job) -> Result<usize> {
        let compiled = sheet::compile(&job.input, &self.projects, self.warnings)?;
        Ok(compiled.sheet.map_or(0, |sheet| sheet.scene.pages.len()))
    }

    fn draw<'a>(&self, job: &'a Job) -> Result<Drawn<'a>> {
        let read = job.input.read()?;
        if let Some(drawn) = self.unchanged(job, &read) {
            return Ok(drawn);
        }
        let compiled = sheet::compile_read(&job.input, read, &self.projects, self.warnings);
        let warned = compiled.diagnostics.count(Severity::Warning) > 0;
        let pages = compiled.sheet.as_ref().map_or(0, |sheet| sheet.scene.pages.len());
        let made = compiled.sheet.as_ref().map(|sheet| self.make(sheet, &compiled, job)).transpose()?;
        let files = made.map(|made| self.write(made, job)).transpose();
        // Notes are for whoever asks for a check.
        let reports = self.reporter.text(&compiled.source, compiled.diagnostics.without_notes());
        Ok(Drawn { job, reports, pages, warned, files })
    }

    /// What there is to say of a spec whose files are all there, as its inputs would give them now; none otherwise.
    pub(crate) fn unchanged<'a>(&self, job: &'a Job, read: &(Source, Option<Diagnostic>)) -> Option<Drawn<'a>> {
        let (spec, fault) = read;
        if self.force || job.output.place == Place::Stdout || fault.is_some() {
            return None;
        }
        let files = self.projects.files(&job.input.folder());
        let (mut fates, mut pages, mut warned) = (Vec::new(), 1, false);
        for format in &job.output.formats {
            let first = |page| std::fs::read(job.output.place.file(format, page)).ok();
            let (first, numbered) = first(None).map(|file| (file, false)).or_else(|| Some((first(Some(1))?, true)))?;
            let stamp = Stamp::of(&first)?;
            let paged = !format.multipage && stamp.pages > 1;
            let current = stamp.inputs == self.digest(job, format, spec, &files, &stamp.asked);
            if !current || paged != numbered || stamp.warned && self.warnings == Warnings::Errors {
                return None;
            }
            for page in 1..=if paged { stamp.pages } else { 1 } {
                let path = job.output.place.file(format, Some(page).filter(|_| paged));
                let file = std::fs::read(&path).ok()?;
                let written = match export::is_untouched(&file) {
                    true if Stamp::of(&file)? == stamp => Written::Unchanged,
                    false if format.name == "pdf" => Written::Left,
                    _ => return None,
                };
                fates.push(Fate { path, written });
            }
            pages = if format.multipage { pages } else { stamp.pages };
            warned |= stamp.warned;
        }
        Some(Drawn { job, reports: String::new(), pages, warned, files: Ok(Some(fates)) })
    }

    /// The digest of all that the files of a format are made from.
    fn digest(&self, job: &Job, format: &Format, spec: &Source, files: &Files, asked: &BTreeSet<Asked>) -> String {
        let Options { dpi, svg_text, fragment, pdf, epoch, .. } = self.options;
        let options = match format.name {
            // Only what it carries bears the name of the file.
            "pdf" if pdf == PdfStandard::A3a => format!("{pdf:?} {epoch:?} {}", job.input.stem()),
            "pdf" => format!("{pdf:?} {epoch:?}"),
            "svg" => {
                let name = page_name(job);
                format!("{svg_text:?} {fragment} {:?} {} {name:?}", self.continuous, self.id_prefix(job))
            }
            "png" => format!("{dpi}"),
            _ => String::new(),
        };
        let unit = job.input.unit.as_ref().map(|unit| format!("{:?}", unit.values));
        let inherited = self.projects.folder(&job.input.folder()).digest() + &unit.unwrap_or_default();
        let recipe = Recipe {
            options: &format!("{} {options}", format.name),
            spec: [&spec.file_bytes(), inherited.as_bytes()],
            files,
            link: &|name| self.linked.target(name, &job.input, &self.projects),
        };
        recipe.digest(asked)
    }

    fn id_prefix(&self, job: &Job) -> String {
        if self.options.id_prefix.is_empty() { job.input.stem() } else { self.options.id_prefix.clone() }
    }

    /// Makes all files of a sheet.
    pub(crate) fn make(&self, sheet: &Sheet, compiled: &Compiled, job: &Job) -> Result<Vec<Made>> {
        let spec = &compiled.source;
        let attached = || Attachment { name: format!("{}.toml", job.input.stem()), bytes: spec.file_bytes() };
        let source = (self.options.pdf == PdfStandard::A3a).then(attached);
        let mut made = Vec::new();
        for format in &job.output.formats {
            let tall = self.continuous.filter(|_| self.is_continuous(format)).map(|extent| sheet.continuous(extent));
            let sheet = tall.as_ref().unwrap_or(sheet);
            let mut asked = compiled.files.asked();
            let mut options =
                Options { id_prefix: self.id_prefix(job), source: source.clone(), ..self.options.clone() };
            if format.name == "svg" && tall.is_none() {
                options.links = self.linked.targets(&sheet.scene, &job.input, &self.projects);
                asked.extend(options.links.keys().cloned().map(Asked::Link));
                options.page_name = page_name(job);
            }
            let stamp = Stamp {
                pages: sheet.scene.pages.len(),
                inputs: self.digest(job, format, spec, &compiled.files, &asked),
                warned: compiled.diagnostics.count(Severity::Warning) > 0,
                asked,
            };
            options.stamp = Some(stamp.to_string());
            let files = sheet.write(format, &options);
            let files = files.map_err(|reason| Failure(format!("{}: {reason}", job.input.name())))?;
            made.push(Made { format, files });
        }
        Ok(made)
    }

    /// Writes all files of a sheet, now that all of them are made.
    pub(crate) fn write(&self, made: Vec<Made>, job: &Job) -> Result<Vec<Fate>> {
        let place = &job.output.place;
        if *place == Place::Stdout {
            return match made[0].files.as_slice() {
                [file] => terminal::write_output(&file.bytes).map(|()| Vec::new()),
                files => Err(too_many_pages(files.len(), made[0].format)),
            };
        }
        let mut written = Vec::new();
        for Made { format, files } in made {
            let of_format = outputs::write_files(place, format, &files, self.force)?;
            written.extend(of_format.into_iter().map(|(path, written)| Fate { path, written }));
        }
        Ok(written)
    }

    /// Whether a format holds the whole sheet in one picture.
    fn is_continuous(&self, format: &Format) -> bool {
        self.continuous.is_some() && format.name == "svg"
    }

    pub(crate) fn remove_superseded(&self, job: &Job, pages: usize) -> Result<()> {
        let mut paged =
            job.output.formats.iter().filter(|format| !format.multipage && job.output.place != Place::Stdout);
        paged.try_for_each(|format| {
            let pages = if self.is_continuous(format) { 1 } else { pages };
            outputs::remove_superseded(&job.output.place, format, pages, is_page)
        })
    }
}

/// Whether a file is that of a page, of one of several, or (no number) of the only one, as an earlier run wrote it.
fn is_page(bytes: &[u8], number: Option<usize>) -> bool {
    Stamp::of(bytes).is_some_and(|Stamp { pages, .. }| number.map_or(pages == 1, |number| pages > 1 && number <= pages))
}

/// What the files of pages are called, as an address.
fn page_name(job: &Job) -> Option<String> {
    match &job.output.place {
        Place::Files { stem, .. } => Some(address(stem)),
        Place::Stdout => None,
    }
}

fn too_many_pages(pages: usize, format: &Format) -> Failure {
    let name = format.name.to_uppercase();
    Failure(format!(
        "SOP ini {pages} halaman, dan {name} memerlukan satu berkas per halaman; keluaran baku hanya memuat satu, beri folder dengan `-o`"
    ))
}

fn clear_stale(jobs: &[Job]) {
    let folders = jobs.iter().filter_map(|job| match &job.output.place {
        Place::Files { folder, .. } => Some(folder),
        Place::Stdout => None,
    });
    replace::clear_stale(folders.map(PathBuf::as_path));
}
