//! `lajur explain`: what the rules of the check mean.

use clap::Args as ClapArgs;
use lajur::lint::{ELSEWHERE, RULES};
use lajur::spec::nearest;

use crate::Status;
use crate::failure::{Failure, Result};
use crate::terminal::Stream;
use crate::words;

/// (jelaskan) Jelaskan sebuah aturan pemeriksaan; tanpa kode: daftar semua aturan
#[derive(Debug, ClapArgs)]
#[command(alias = "jelaskan", help_template = words::COMMAND, override_usage = "lajur explain [KODE]")]
pub(crate) struct Args {
    /// Kode aturan, seperti tercetak pada laporan
    #[arg(value_name = "KODE")]
    code: Option<String>,
}

/// Prints a rule's documentation, or all rules in a line each.
pub(crate) fn run(args: Args) -> Result<Status> {
    let text = match args.code {
        None => {
            let rules = RULES.iter().map(|rule| (rule.code, rule.summary()));
            let others = ELSEWHERE.iter().map(|(code, meaning)| (*code, (*meaning).to_owned()));
            rules.chain(others).map(|(code, summary)| format!("{code:<28} {summary}\n")).collect()
        }
        Some(code) => match RULES.iter().find(|rule| rule.code == code) {
            Some(rule) => format!("{}\n\n{}\n", rule.code, rule.documentation().trim()),
            None => match ELSEWHERE.iter().find(|(other, _)| *other == code) {
                Some((code, meaning)) => {
                    format!("{code}\n\n{meaning}\n\nTingkatnya dapat diatur di bagian [periksa] berkas SOP.\n")
                }
                None => return Err(unknown(&code)),
            },
        },
    };
    Stream::Out.print(&text);
    Ok(Status::Good)
}

fn unknown(code: &str) -> Failure {
    let near = nearest(code, RULES.iter().map(|rule| rule.code));
    let hint = near.map_or_else(
        || "`lajur explain` menyebut semuanya; galat lain diterangkan oleh baris `bantuan` pada laporannya".to_owned(),
        |near| format!("maksudnya `{near}`?"),
    );
    Failure(format!("aturan `{code}` tidak ada; {hint}"))
}
