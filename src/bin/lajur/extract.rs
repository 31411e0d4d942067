//! `lajur extract`: the spec out of a PDF that carries it.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use lajur::export;

use crate::failure::{Failure, Result};
use crate::terminal::Stream;
use crate::{Status, outputs, terminal, words};

/// (ambil) Keluarkan berkas SOP yang terlampir dalam PDF
#[derive(Debug, clap::Args)]
#[command(alias = "ambil", help_template = words::COMMAND, override_usage = "lajur extract [PILIHAN] BERKAS.pdf")]
pub(crate) struct Args {
    /// PDF yang ditulis dengan `lajur render --pdf a-3a`; `-` untuk masukan baku
    #[arg(value_name = "BERKAS.pdf")]
    file: PathBuf,
    /// Berkas tujuan; `-` untuk keluaran baku [biasanya: keluaran baku]
    #[arg(short, long, alias = "keluaran", value_name = "TUJUAN")]
    output: Option<PathBuf>,
}

/// The largest PDF that is read, in bytes.
const MAX_BYTES: u64 = 200_000_000;
/// Where in a PDF its head may stand: readers look no further.
const HEAD: usize = 1024;

/// Extracts.
pub(crate) fn run(args: Args) -> Result<Status> {
    let mut bytes = Vec::new();
    let read = match args.file.to_str() {
        Some("-") => io::stdin().lock().take(MAX_BYTES).read_to_end(&mut bytes),
        _ => File::open(&args.file).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes)),
    };
    read.map_err(|error| Failure::io(&args.file, &error))?;
    let name = args.file.display();
    if !bytes[..bytes.len().min(HEAD)].windows(5).any(|window| window == b"%PDF-") {
        return Err(Failure(format!("{name}: bukan PDF")));
    }
    let missing = || {
        Failure(format!(
            "{name}: PDF ini tidak membawa berkas SOP-nya; hanya PDF dari `lajur render --pdf a-3a` yang membawanya"
        ))
    };
    let spec = export::attachment(&bytes).ok_or_else(missing)?.bytes;
    match args.output {
        Some(path) if path.as_os_str() != "-" => {
            outputs::write(&path, &spec, |_| false)?;
            Stream::Err.print(&format!("Ditulis: {}\n", path.display()));
        }
        _ => terminal::write_output(&spec)?,
    }
    Ok(Status::Good)
}
