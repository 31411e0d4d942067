//! The program: reads the command line and hands over to the command.
//!
//! Exit status: 0 drawn or clean, 1 a spec has an error, 2 the command line or the file system is in the way; 2 wins.

mod book;
mod check;
mod diff;
mod embed;
mod explain;
mod extract;
mod failure;
mod files;
mod fix;
mod forms;
mod freshness;
mod html;
mod inputs;
mod interrupt;
mod links;
mod list;
mod new;
mod options;
mod orphans;
mod outputs;
mod progress;
mod project;
mod render;
mod replace;
mod settings;
mod sheet;
mod site;
mod summary;
mod system_fonts;
mod terminal;
mod watch;
mod words;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{ArgAction, CommandFactory, Parser, Subcommand};

use failure::Failure;
use lajur::spec;
use terminal::Stream;

/// Lajur menggambar SOP Administrasi Pemerintahan (Permenpan-RB 35/2012) dari berkas TOML.
#[derive(Debug, Parser)]
#[command(
    name = "lajur",
    bin_name = "lajur",
    version,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    help_template = words::PROGRAM,
    override_usage = "lajur PERINTAH [PILIHAN] [MASUKAN]...",
    after_help = "Bantuan sebuah perintah: lajur PERINTAH --help\n\
        Status keluar: 0 digambar atau bersih (peringatan boleh ada), 1 ada galat dalam SOP, 2 baris perintah atau berkas bermasalah."
)]
struct Program {
    #[command(subcommand)]
    command: Command,
    /// Tampilkan bantuan ini
    #[arg(short, long, alias = "bantuan", global = true, display_order = 999, action = ArgAction::Help)]
    help: Option<bool>,
    /// Tampilkan versi
    #[arg(short = 'V', long, alias = "versi", display_order = 999, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Render(render::Args),
    Check(check::Args),
    List(list::Args),
    Book(book::Args),
    Diff(diff::Args),
    New(new::Args),
    Forms(forms::Args),
    Explain(explain::Args),
    Extract(extract::Args),
    Embed(embed::Args),
    Site(site::Args),
    Watch(watch::Args),
    /// (skema) Cetak JSON Schema dari format berkas SOP, untuk penyunting teks
    #[command(alias = "skema", help_template = words::BARE, override_usage = "lajur schema [--project|--form]")]
    Schema {
        /// Skema `lajur.toml`
        #[arg(long, alias = "proyek", conflicts_with = "form")]
        project: bool,
        /// Skema berkas bentuk
        #[arg(long, alias = "bentuk")]
        form: bool,
    },
    /// (bantuan) Tampilkan bantuan program atau sebuah perintah
    #[command(alias = "bantuan", help_template = words::COMMAND, override_usage = "lajur help [PERINTAH]")]
    Help {
        /// Perintah yang ingin diketahui
        #[arg(value_name = "PERINTAH")]
        command: Option<String>,
    },
}

/// How a command ended, the worse the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Drawn, or clean.
    Good,
    /// A spec has an error.
    Faulty,
    /// The command line or the file system is in the way.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

fn main() -> ExitCode {
    let program = match Program::try_parse() {
        Ok(program) => program,
        Err(error) => return usage(&error).into(),
    };
    let status = match program.command {
        Command::Render(args) => render::run(args),
        Command::Check(args) => check::run(args),
        Command::List(args) => list::run(args),
        Command::Book(args) => book::run(args),
        Command::Diff(args) => diff::run(args),
        Command::New(args) => new::run(args),
        Command::Forms(args) => forms::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Extract(args) => extract::run(args),
        Command::Embed(args) => embed::run(args),
        Command::Site(args) => site::run(args),
        Command::Watch(args) => watch::run(args),
        Command::Schema { project, form } => {
            let file = match (project, form) {
                (true, _) => spec::File::Manifest,
                (_, true) => spec::File::Form,
                _ => spec::File::Spec,
            };
            Stream::Out.print(&format!("{:#}\n", spec::schema(file)));
            Ok(Status::Good)
        }
        Command::Help { command } => help(command.as_deref()),
    };
    let status = status.unwrap_or_else(|failure| {
        terminal::fail(&failure);
        Status::Failed
    });
    if !terminal::is_all_printed() {
        terminal::fail(&Failure(
            "keluaran baku tidak dapat ditulis seluruhnya; mungkin tempat penyimpanan penuh".into(),
        ));
        return Status::Failed.into();
    }
    status.into()
}

/// Says what is wrong with the command line, or gives the help that was asked for.
fn usage(error: &clap::Error) -> Status {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Stream::Out.print(&error.render().to_string());
            Status::Good
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Stream::Err.print(&Program::command().render_help().to_string());
            Status::Failed
        }
        _ => {
            terminal::fail(&Failure(words::message(error)));
            Stream::Err.print("\nBantuan: lajur --help\n");
            Status::Failed
        }
    }
}

fn help(command: Option<&str>) -> failure::Result<Status> {
    let mut program = Program::command();
    // Adds what is global to each command.
    program.build();
    let help = match command {
        None => program.render_help(),
        Some(name) => match program.find_subcommand_mut(name) {
            Some(command) => command.render_help(),
            None => return Err(Failure(format!("perintah `{name}` tidak dikenal; `lajur --help` menyebut semuanya"))),
        },
    };
    Stream::Out.print(&help.to_string());
    Ok(Status::Good)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Program::command().debug_assert();
    }
}
