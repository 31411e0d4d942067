//! `lajur watch`: what a clerk keeps open beside the editor. Redraws what was saved and shows it on a page that reloads itself.
//!
//! The folder is looked through some twenty times a second, less often where it is large: that needs no help of the system and
//! works on network drives too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use lajur::diag::REPORT_FORMATS;
use lajur::export::{Format, Options};

use crate::failure::{Failure, Result};
use crate::inputs::{self, Input};
use crate::outputs::{self, Place, Wish};
use crate::render::{Job, Run};
use crate::sheet::{self, Warnings};
use crate::terminal::{Reporter, Stream};
use crate::{Status, settings, terminal, words};

mod server;

/// (pantau) Gambar ulang setiap kali disimpan, dan tampilkan lembarnya di peramban
#[derive(Debug, clap::Args)]
#[command(alias = "pantau", help_template = words::COMMAND, override_usage = "lajur watch [PILIHAN] FOLDER|BERKAS")]
pub(crate) struct Args {
    /// Folder atau berkas SOP yang dipantau
    #[arg(value_name = "MASUKAN")]
    input: PathBuf,
    /// Folder tujuan [biasanya: `keluaran` proyek, atau di samping masukan]
    #[arg(short, long, alias = "keluaran", value_name = "TUJUAN")]
    output: Option<PathBuf>,
    /// Porta halaman pantauan di 127.0.0.1 [biasanya: yang sedang bebas]
    #[arg(long, alias = "porta", value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Gambar yang berubah sejak terakhir kali, lalu selesai
    #[arg(long, alias = "sekali")]
    once: bool,
}

/// How long to wait between two looks at the folder, at least and at most.
const PAUSE: (Duration, Duration) = (Duration::from_millis(40), Duration::from_secs(1));
/// In between, so many times as long as a look takes: who only waits should not be noticed.
const REST: u32 = 30;

/// What the page shows.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// By name: the pages as SVG, and the reports.
    sheets: BTreeMap<String, Drawn>,
    /// How often something was drawn.
    version: u64,
}

#[derive(Clone, Debug, Default)]
struct Drawn {
    pages: Vec<Vec<u8>>,
    reports: String,
    /// Faults stop the sheet; the last good pages stay.
    faulty: bool,
}

/// What the watcher tells the pages.
#[derive(Debug, Default)]
pub(crate) struct Board {
    shown: Mutex<Shown>,
    changed: Condvar,
}

/// Watches.
pub(crate) fn run(args: Args) -> Result<Status> {
    let (_, failures) = inputs::collect(std::slice::from_ref(&args.input));
    if settings::missing(&failures) != Status::Good {
        return Ok(Status::Failed);
    }
    let board = Arc::new(Board::default());
    if args.once {
        return draw(&args, &board, None);
    }
    let address = server::start(args.port, board.clone())?;
    let mut seen = times(&args.input);
    draw(&args, &board, None)?;
    Stream::Err.print(&format!("Pantauan: http://{address}/ (berhenti dengan Ctrl-C)\n"));
    let mut pause = PAUSE.0;
    loop {
        thread::sleep(pause);
        let looked = Instant::now();
        let now = times(&args.input);
        pause = (looked.elapsed() * REST).clamp(PAUSE.0, PAUSE.1);
        if now == seen {
            continue;
        }
        let changed: BTreeSet<PathBuf> =
            now.iter().filter(|(path, time)| seen.get(*path) != Some(time)).map(|(path, _)| path.clone()).collect();
        let gone = seen.keys().any(|path| !now.contains_key(path));
        // What is no spec may be part of any.
        let only_specs = !gone
            && changed
                .iter()
                .all(|path| path.extension().is_some_and(|e| e == "toml") && !path.ends_with("lajur.toml"));
        seen = now;
        let began = Instant::now();
        match draw(&args, &board, only_specs.then_some(&changed)) {
            Ok(_) => Stream::Err.print(&format!("Digambar ulang dalam {} ms\n", began.elapsed().as_millis())),
            Err(failure) => terminal::fail(&failure),
        }
    }
}

/// The files that sheets are made of, with their times.
fn times(input: &Path) -> BTreeMap<PathBuf, (SystemTime, u64)> {
    let folder = if input.is_dir() {
        input.to_owned()
    } else {
        Input { path: Some(input.to_owned()), ..Input::default() }.folder()
    };
    let mut found = BTreeMap::new();
    look(&folder, input.is_dir(), &mut found);
    found
}

fn look(folder: &Path, below: bool, found: &mut BTreeMap<PathBuf, (SystemTime, u64)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() && below {
            look(&path, below, found);
        } else if kind.is_file()
            && is_part(&path)
            && let Ok(metadata) = entry.metadata()
        {
            found.insert(path, (metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH), metadata.len()));
        }
    }
}

/// Whether a sheet may be made of a file of this name; the sheets themselves, PDFs mostly, are not asked for their times.
fn is_part(path: &Path) -> bool {
    const EXTENSIONS: [&str; 9] = ["toml", "csv", "xlsx", "svg", "png", "jpg", "jpeg", "ttf", "otf"];
    let extension = path.extension().unwrap_or_default();
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Draws the specs that changed (none given: all) into the folder of outputs and onto the board.
fn draw(args: &Args, board: &Board, changed: Option<&BTreeSet<PathBuf>>) -> Result<Status> {
    let run = Run::usual();
    let reporter = Reporter::usual();
    let (inputs, _) = inputs::collect(std::slice::from_ref(&args.input));
    let is_changed =
        |input: &Input| changed.is_none_or(|changed| input.path.as_ref().is_some_and(|path| changed.contains(path)));
    let (jobs, left_out) = settings::expand(inputs.into_iter().filter(is_changed).collect(), &run.projects, reporter)?;
    let mut status = left_out.status();
    let outputs = outputs::plan(&jobs, &Wish { out: args.output.as_deref(), formats: &[] }, &run.projects)?;
    let jobs: Vec<_> = jobs.into_iter().zip(outputs).map(|(input, output)| Job { input, output }).collect();
    sheet::for_each(
        &jobs,
        (None, sheet::MANY),
        |job| Ok((job, one(job, &run, args.once)?)),
        |result| match result.and_then(|(job, drawn)| superseded(job, &run, drawn)) {
            Ok((name, drawn)) => {
                Stream::Err.print(&drawn.reports);
                status = status.max(if drawn.faulty { Status::Faulty } else { Status::Good });
                board.put(name, drawn);
            }
            Err(failure) => {
                terminal::fail(&failure);
                status = Status::Failed;
            }
        },
    )?;
    board.announce();
    Ok(status)
}

/// Removes the pages that a sheet has no more. Here, where nothing is being written.
fn superseded(job: &Job, run: &Run, (name, drawn, pages): (String, Drawn, usize)) -> Result<(String, Drawn)> {
    if !drawn.faulty {
        run.remove_superseded(job, pages)?;
    }
    Ok((name, drawn))
}

/// Draws one as `render` does, and for the board; how many pages it has. With `once`, what has not changed is left alone.
fn one(job: &Job, run: &Run, once: bool) -> Result<(String, Drawn, usize)> {
    let input = &job.input;
    let name = input.path_below();
    let read = input.read()?;
    if once && let Some(unchanged) = run.unchanged(job, &read) {
        return Ok((name, Drawn::default(), unchanged.pages));
    }
    let compiled = sheet::compile_read(input, read, &run.projects, Warnings::Allowed);
    let write =
        |d: &lajur::diag::Diagnostic| (REPORT_FORMATS[0].write)(&compiled.source, d, lajur::diag::Colors::Never);
    let reports = compiled.diagnostics.clone().without_notes().sorted().iter().map(write).collect::<String>();
    let Some(sheet) = &compiled.sheet else {
        return Ok((name, Drawn { reports, faulty: true, ..Drawn::default() }, 0));
    };
    let made = run.make(sheet, &compiled, job)?;
    if job.output.place != Place::Stdout {
        run.write(made, job)?;
    }
    let fail = |reason| Failure(format!("{}: {reason}", input.name()));
    let options = Options { id_prefix: input.stem(), ..Options::default() };
    let svg = Format::named("svg").filter(|_| !once);
    let pages = svg.map_or(Ok(Vec::new()), |svg| sheet.write(svg, &options)).map_err(fail)?;
    let pages = pages.into_iter().map(|file| file.bytes).collect();
    Ok((name, Drawn { pages, reports, faulty: false }, sheet.scene.pages.len()))
}

impl Board {
    fn put(&self, name: String, drawn: Drawn) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let old = shown.sheets.remove(&name).unwrap_or_default();
        let pages = if drawn.faulty { old.pages } else { drawn.pages };
        shown.sheets.insert(name, Drawn { pages, ..drawn });
    }

    fn announce(&self) {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).version += 1;
        self.changed.notify_all();
    }
}
