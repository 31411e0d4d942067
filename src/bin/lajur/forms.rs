//! `lajur forms`: the form variants that come with the program, to choose from or to base one's own on.

use lajur::form;

use crate::failure::{Failure, Result};
use crate::terminal::Stream;
use crate::{Status, words};

/// (bentuk) Daftar varian bentuk lembar yang tersedia, atau cetak isi salah satunya
#[derive(Debug, clap::Args)]
#[command(alias = "bentuk", help_template = words::COMMAND, override_usage = "lajur forms [NAMA]")]
pub(crate) struct Args {
    /// Varian yang isinya ingin dilihat
    #[arg(value_name = "NAMA")]
    name: Option<String>,
}

/// Lists the variants, or prints one.
pub(crate) fn run(args: Args) -> Result<Status> {
    let Some(name) = args.name else {
        let width = form::variants().iter().map(|variant| variant.name.len()).max().unwrap_or(0);
        for variant in form::variants() {
            Stream::Out.print(&format!("{:width$}  {}\n", variant.name, variant.about()));
        }
        return Ok(Status::Good);
    };
    let unknown = || Failure(format!("bentuk `{name}` tidak ada; `lajur forms` menampilkan daftarnya"));
    Stream::Out.print(form::variant(&name).ok_or_else(unknown)?.text);
    Ok(Status::Good)
}
