//! `lajur list`: the register of a project's SOPs, and what is wrong with it as a whole.

use std::path::PathBuf;

use jiff::civil::Date;
use lajur::diag::{Diagnostic, Diagnostics};
use lajur::register::{self, Row};
use lajur::sop::date;
use lajur::source::Source;

use crate::failure::{Failure, Result};
use crate::files::Projects;
use crate::inputs::{self, Input};
use crate::sheet::{self, Warnings};
use crate::terminal::{Reporter, Stream};
use crate::{Status, options, outputs, settings, terminal, words};

/// (daftar) Daftar semua SOP dalam folder: nomor, judul, tanggal, status, dan keganjilannya
#[derive(Debug, clap::Args)]
#[command(alias = "daftar", help_template = words::COMMAND, override_usage = "lajur list [PILIHAN] FOLDER")]
pub(crate) struct Args {
    /// Folder berisi berkas SOP
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Bentuk daftar: table, csv, xlsx, atau json [biasanya: table, atau menurut nama TUJUAN]
    #[arg(short, long, value_name = "FORMAT", value_parser = format)]
    format: Option<&'static str>,
    /// Berkas tujuan [biasanya: keluaran baku]
    #[arg(short, long, alias = "keluaran", value_name = "TUJUAN")]
    output: Option<PathBuf>,
    /// Tanggal penilaian (2026-01-31): revisi yang direncanakan sebelumnya dilaporkan terlambat
    #[arg(long, alias = "per-tanggal", value_name = "TANGGAL", value_parser = day)]
    as_of: Option<Date>,
    /// Hanya SOP dari unit dengan kode ini
    #[arg(long, value_name = "KODE")]
    unit: Option<String>,
    /// Hanya SOP dengan status ini: berlaku, konsep, atau dicabut
    #[arg(long, value_name = "STATUS", value_parser = ["berlaku", "konsep", "dicabut"])]
    status: Option<String>,
    /// Urutkan menurut: file, unit, nomor, judul, instansi, tanggal_pembuatan, tanggal_revisi, tanggal_efektif, status, pelaksana, kegiatan, halaman, waktu [biasanya: file]
    #[arg(long, alias = "urut", value_name = "KUNCI", value_parser = key)]
    sort: Option<&'static str>,
    /// Banyaknya SOP yang dikerjakan bersamaan [biasanya: sebanyak prosesor]
    #[arg(short, long, value_name = "N", value_parser = options::jobs)]
    jobs: Option<usize>,
}

fn format(name: &str) -> std::result::Result<&'static str, String> {
    let found = register::FORMATS.iter().copied().find(|format| *format == name);
    found.ok_or_else(|| format!("pilihannya {}", register::FORMATS.join(", ")))
}

fn key(name: &str) -> std::result::Result<&'static str, String> {
    let name = if name == "berkas" { "file" } else { name };
    let found = register::KEYS.iter().copied().find(|key| *key == name);
    found.ok_or_else(|| format!("pilihannya {}", register::KEYS.join(", ")))
}

fn day(text: &str) -> std::result::Result<Date, String> {
    date::parse(text).ok_or_else(|| "tulis sebagai 2026-01-31".to_owned())
}

/// A spec of the register, with what its reports need.
struct Entry {
    source: Source,
    /// Its errors, and links to SOPs that are missing.
    own: Vec<Diagnostic>,
    row: Option<Row>,
}

/// Lists.
pub(crate) fn run(args: Args) -> Result<Status> {
    if !args.folder.is_dir() {
        return Err(Failure(format!("{}: bukan folder", args.folder.display())));
    }
    let (inputs, failures) = inputs::collect(std::slice::from_ref(&args.folder));
    let mut status = settings::missing(&failures);
    let projects = Projects::default();
    let reporter = Reporter::usual();
    let (inputs, left_out) = settings::expand(inputs, &projects, reporter)?;
    status = status.max(left_out.status());
    let mut entries = Vec::new();
    sheet::for_each(
        &inputs,
        (args.jobs, sheet::MANY),
        |input| read(input, &projects),
        |entry| match entry {
            Ok(entry) => {
                let worse = if entry.row.is_none() { Status::Faulty } else { Status::Good };
                status = status.max(worse);
                entries.push(entry);
            }
            Err(failure) => {
                terminal::fail(&failure);
                status = Status::Failed;
            }
        },
    )?;
    let sources: Vec<usize> = (0..entries.len()).filter(|&index| entries[index].row.is_some()).collect();
    let rows: Vec<Row> = entries.iter_mut().filter_map(|entry| entry.row.take()).collect();
    for (row, diagnostic) in register::findings(&rows, args.as_of) {
        entries[sources[row]].own.push(diagnostic);
    }
    let shown = |row: &Row| {
        args.unit.as_ref().is_none_or(|unit| row.unit == *unit)
            && args.status.as_ref().is_none_or(|status| row.record.status == *status)
    };
    let mut listed: Vec<&Row> = rows.iter().filter(|row| shown(row)).collect();
    for (index, entry) in entries.into_iter().enumerate() {
        let row = sources.binary_search(&index).ok();
        if row.is_none_or(|row| shown(&rows[row])) {
            let mut diagnostics = Diagnostics::new();
            entry.own.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
            Stream::Err.print(&reporter.text(&entry.source, diagnostics));
        }
    }
    if let Some(key) = args.sort {
        register::sort(&mut listed, key);
    }
    write(&args, &listed)?;
    Ok(status)
}

fn read(input: &Input, projects: &Projects) -> Result<Entry> {
    let compiled = sheet::compile(input, projects, Warnings::Allowed)?;
    let severe = compiled.diagnostics.has_errors();
    let kept = |diagnostic: &&Diagnostic| match severe {
        true => diagnostic.severity == lajur::diag::Severity::Error,
        false => diagnostic.code == "sop-tak-ditemukan",
    };
    let own = compiled.diagnostics.iter().filter(kept).cloned().collect();
    let row = compiled.sheet.map(|sheet| {
        let unit = input.unit.as_ref().map_or("", |unit| unit.code.as_str());
        Row::new(&input.name().replace('\\', "/"), unit, &sheet)
    });
    Ok(Entry { source: compiled.source, own, row })
}

fn write(args: &Args, listed: &[&Row]) -> Result<()> {
    let file = args.output.as_ref().filter(|out| out.as_os_str() != "-");
    let of_name = file.and_then(|path| path.extension()?.to_str()).and_then(|extension| format(extension).ok());
    let format = args.format.or(of_name).unwrap_or(register::FORMATS[0]);
    let bytes = register::write(listed, format);
    let Some(path) = file else { return terminal::write_output(&bytes) };
    let fate = outputs::write(path, &bytes, |_| false)?;
    Stream::Err.print(&format!("{}: {}\n", fate.word(), path.display()));
    Ok(())
}
