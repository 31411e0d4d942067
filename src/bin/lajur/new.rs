//! `lajur new`: a starter to fill in, which renders as it stands.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use crate::failure::{Failure, Result};
use crate::terminal::Stream;
use crate::{Status, words};

/// (baru) Tulis contoh berkas SOP untuk diisi
#[derive(Debug, clap::Args)]
#[command(alias = "baru", help_template = words::COMMAND, override_usage = "lajur new BERKAS")]
pub(crate) struct Args {
    /// Berkas yang akan dibuat, misalnya `surat-masuk.toml`; `-` menulis ke keluaran baku
    #[arg(value_name = "BERKAS")]
    file: PathBuf,
}

/// What it writes.
const STARTER: &str = include_str!("starter.toml");

/// Writes the starter.
pub(crate) fn run(args: Args) -> Result<Status> {
    let path = args.file;
    if path.as_os_str() == "-" {
        Stream::Out.print(STARTER);
        return Ok(Status::Good);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error))?;
    }
    let mut file =
        OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| Failure::io(&path, &error))?;
    file.write_all(STARTER.as_bytes()).map_err(|error| Failure::io(&path, &error))?;
    let name = path.display();
    Stream::Err.print(&format!("Ditulis: {name}\nIsilah, lalu gambar dengan: lajur render {name}\n"));
    Ok(Status::Good)
}
