//! `lajur check`: what is wrong with specs, or may be, without writing anything but, where asked to, what is certain to be right.

use std::path::PathBuf;

use lajur::diag::{Diagnostics, ReportFormat, Severity};
use lajur::project;

use crate::failure::Result;
use crate::files::Projects;
use crate::sheet::{self, Warnings};
use crate::terminal::{Reporter, Stream};
use crate::{Status, fix, inputs, options, settings, terminal, words};

/// (periksa) Periksa berkas SOP dan laporkan semua temuannya
#[derive(Debug, clap::Args)]
#[command(alias = "periksa", help_template = words::COMMAND, override_usage = "lajur check [PILIHAN] [BERKAS|FOLDER|-]...")]
pub(crate) struct Args {
    /// Berkas SOP, folder berisi berkas SOP, atau `-` untuk masukan baku [biasanya: seluruh proyek]
    #[arg(value_name = "MASUKAN")]
    inputs: Vec<PathBuf>,
    /// Bentuk laporan: human (untuk dibaca), json, atau github
    #[arg(long, alias = "bentuk-laporan", value_name = "BENTUK", value_parser = options::report_format, default_value = "human", hide_default_value = true)]
    message_format: &'static ReportFormat,
    /// Anggap setiap peringatan sebagai galat
    #[arg(long, alias = "ketat")]
    strict: bool,
    /// Perbaiki di dalam berkasnya apa yang pasti: salah eja dengan satu padanan, tanggal yang ditulis sebagai teks
    #[arg(long, alias = "perbaiki")]
    fix: bool,
    /// Cetak setiap nilai SOP beserta letak asalnya: berkas SOP, lajur.toml, atau sel tabel
    #[arg(long, alias = "asal", conflicts_with = "fix")]
    origin: bool,
    /// Banyaknya SOP yang dikerjakan bersamaan [biasanya: sebanyak prosesor]
    #[arg(short, long, value_name = "N", value_parser = options::jobs)]
    jobs: Option<usize>,
}

/// Checks.
pub(crate) fn run(args: Args) -> Result<Status> {
    let (inputs, failures) = inputs::collect(&inputs::or_project(&args.inputs)?);
    let mut status = settings::missing(&failures);
    let reporter = Reporter { stream: Stream::Out, format: args.message_format };
    let warnings = if args.strict { Warnings::Errors } else { Warnings::Allowed };
    let projects = Projects::default();
    let (inputs, left_out) = settings::expand(inputs, &projects, reporter)?;
    status = status.max(left_out.status());
    if args.origin {
        return inputs.iter().try_fold(status, |status, input| Ok(status.max(origin(input, &projects, reporter)?)));
    }
    let mut counts = Counts::default();
    let work = |input: &inputs::Input| {
        let difference = if args.fix { fix::fix(input, &projects)? } else { String::new() };
        let compiled = sheet::compile(input, &projects, warnings)?;
        let counts = Counts::of(&compiled.diagnostics);
        Ok((counts, difference, reporter.text(&compiled.source, compiled.diagnostics)))
    };
    sheet::for_each(&inputs, (args.jobs, sheet::MANY), work, |result| match result {
        Ok((of_one, difference, text)) => {
            // Programs read the reports alone.
            let stream = if reporter.is_human() { reporter.stream } else { Stream::Err };
            stream.print(&terminal::harmless(&difference));
            reporter.stream.print(&text);
            counts.add(&of_one);
            status = status.max(of_one.status());
        }
        Err(failure) => {
            terminal::fail(&failure);
            status = Status::Failed;
        }
    })?;
    if reporter.is_human() && counts.specs > 0 {
        Stream::Err.print(&counts.sentence());
    }
    Ok(status)
}

/// Prints every value of a spec with the place it comes from.
fn origin(input: &inputs::Input, projects: &Projects, reporter: Reporter) -> Result<Status> {
    let (source, fault) = input.read()?;
    let mut diagnostics = Diagnostics::new();
    let setting = projects.folder(&input.folder()).setting(input);
    let (source, spec) = match fault {
        Some(fault) => {
            diagnostics.push(fault);
            (source, None)
        }
        None => input.draft(source).parse(&setting, &projects.files(&input.folder()), &mut diagnostics),
    };
    if let Some(spec) = spec {
        reporter.stream.print(&terminal::harmless(&project::origins(&spec, &source)));
    }
    let status = if diagnostics.has_errors() { Status::Faulty } else { Status::Good };
    Stream::Err.print(&Reporter { stream: Stream::Err, ..reporter }.text(&source, diagnostics));
    Ok(status)
}

/// How many specs were checked, and what was found.
#[derive(Debug, Default)]
struct Counts {
    specs: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Counts {
    fn of(diagnostics: &Diagnostics) -> Self {
        Self {
            specs: 1,
            errors: diagnostics.count(Severity::Error),
            warnings: diagnostics.count(Severity::Warning),
            notes: diagnostics.count(Severity::Note),
        }
    }

    fn add(&mut self, other: &Self) {
        self.specs += other.specs;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
    }

    fn status(&self) -> Status {
        if self.errors > 0 { Status::Faulty } else { Status::Good }
    }

    fn sentence(&self) -> String {
        let Self { specs, errors, warnings, notes } = self;
        if errors + warnings + notes == 0 {
            return format!("{specs} SOP diperiksa, tidak ada temuan\n");
        }
        format!("{specs} SOP diperiksa: {errors} galat, {warnings} peringatan, {notes} catatan\n")
    }
}
