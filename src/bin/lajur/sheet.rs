//! A spec, from its file to its sheet; and many at once.

use std::panic::{self, AssertUnwindSafe};

use lajur::Sheet;
use lajur::diag::{Diagnostic, Diagnostics};
use lajur::project::Setting;
use lajur::source::Source;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::failure::{Failure, Result};
use crate::files::{Files, Projects};
use crate::inputs::Input;

/// How many results are held back at most, to come out in order.
pub(crate) const MANY: usize = 256;
/// The same where memory is not to grow with them.
pub(crate) const FEW: usize = 32;

/// A spec that was read.
pub(crate) struct Compiled {
    /// Its text.
    pub(crate) source: Source,
    /// What is wrong with it.
    pub(crate) diagnostics: Diagnostics,
    /// The sheet; with an error among the reports there is none.
    pub(crate) sheet: Option<Sheet>,
    /// The files that it can reach.
    pub(crate) files: Files,
}

/// How specs are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Warnings {
    /// Warnings do not stop a sheet.
    Allowed,
    /// Warnings are errors: `--strict`.
    Errors,
}

/// Reads a spec and lays out its sheet.
pub(crate) fn compile(input: &Input, projects: &Projects, warnings: Warnings) -> Result<Compiled> {
    Ok(compile_read(input, input.read()?, projects, warnings))
}

/// Lays out the sheet of a spec whose text was read.
pub(crate) fn compile_read(input: &Input, read: Read, projects: &Projects, warnings: Warnings) -> Compiled {
    compile_in(input, read, projects, warnings, projects.folder(&input.folder()).setting(input))
}

/// Reads a spec and lays out its sheet as it is bound in a book.
pub(crate) fn compile_bound(input: &Input, projects: &Projects) -> Result<Compiled> {
    let setting = Setting { bound: true, ..projects.folder(&input.folder()).setting(input) };
    Ok(compile_in(input, input.read()?, projects, Warnings::Allowed, setting))
}

/// The text of a spec, and what is wrong when it is none.
pub(crate) type Read = (Source, Option<Diagnostic>);

fn compile_in(
    input: &Input,
    (mut source, fault): Read,
    projects: &Projects,
    warnings: Warnings,
    setting: Setting,
) -> Compiled {
    let mut diagnostics = Diagnostics::new();
    let mut sheet = None;
    let files = projects.files(&input.folder());
    match fault {
        Some(fault) => diagnostics.push(fault),
        None => {
            (source, sheet) = input.draft(source).compile(&setting, &files, &mut diagnostics);
        }
    }
    if warnings == Warnings::Errors {
        diagnostics.make_strict();
    }
    let sheet = sheet.filter(|_| !diagnostics.has_errors());
    Compiled { source, diagnostics, sheet, files }
}

/// Does the work for each item on `jobs` threads (none given: one a processor) and hands the results to `done` in order, no more
/// than `held` of them waiting.
///
/// Should one of them meet a mistake of ours, the others go on.
pub(crate) fn for_each<'a, T: Sync, R: Send>(
    items: &'a [T],
    (jobs, held): (Option<usize>, usize),
    work: impl Fn(&'a T) -> Result<R> + Sync,
    mut done: impl FnMut(Result<R>),
) -> Result<()> {
    let threads = jobs.unwrap_or(0).min(items.len().max(1));
    let threads = if items.len() == 1 { 1 } else { threads };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(8 << 20).build();
    let pool = pool.map_err(|_| Failure("sistem menolak membuat utas kerja; coba `-j 1`".into()))?;
    let guarded = |item: &'a T| {
        panic::catch_unwind(AssertUnwindSafe(|| work(item))).unwrap_or_else(|_| {
            Err(Failure("kesalahan di dalam lajur sendiri; mohon laporkan bersama berkas SOP-nya".into()))
        })
    };
    for chunk in items.chunks(held) {
        let results: Vec<_> = pool.install(|| chunk.par_iter().map(guarded).collect());
        results.into_iter().for_each(&mut done);
    }
    Ok(())
}
