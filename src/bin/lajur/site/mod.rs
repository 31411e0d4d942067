//! `lajur site`: the SOPs of a folder as a web site of plain files.
//!
//! A page each (the flowchart, its steps and the identity as text, a PDF), and an index by unit. Everything works from a file
//! server or a folder; only the search box needs a script. The pages come from templates that an office may replace. Dates are
//! those of the specs. What would not change is not written again.

mod leftovers;
mod templates;
mod units;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lajur::export::{Format, Options};
use lajur::{Extent, Sheet};
use minijinja::{Value, context};

use crate::failure::{Failure, Result};
use crate::files::Projects;
use crate::inputs::{self, Input};
use crate::links;
use crate::outputs::{self, Written};
use crate::sheet::{self, Warnings};
use crate::terminal::{Reporter, Stream};
use crate::{Status, html, options, replace, settings, terminal, words};
use leftovers::Kind;
use templates::Templates;
use view::{Card, View};

/// (situs) Buat situs web statis dari SOP di sebuah folder
#[derive(Debug, clap::Args)]
#[command(alias = "situs", help_template = words::COMMAND, override_usage = "lajur site [PILIHAN] FOLDER -o TUJUAN")]
pub(crate) struct Args {
    /// Folder berisi berkas SOP
    #[arg(required_unless_present = "write_templates", value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Folder tujuan situs
    #[arg(short, long, alias = "keluaran", value_name = "TUJUAN", required_unless_present = "write_templates")]
    output: Option<PathBuf>,
    /// Folder templat milik instansi; yang tidak ada di dalamnya memakai templat bawaan
    #[arg(long, alias = "templat", value_name = "FOLDER")]
    templates: Option<PathBuf>,
    /// Tulis templat bawaan ke sebuah folder, untuk diubah, lalu selesai
    #[arg(long, alias = "tulis-templat", value_name = "FOLDER")]
    write_templates: Option<PathBuf>,
    /// Hapus laman dan PDF dari SOP yang sudah tidak ada
    #[arg(long, alias = "pangkas")]
    prune: bool,
    /// Timpa juga PDF yang sudah ditandatangani atau distempel
    #[arg(long, alias = "timpa")]
    force: bool,
    /// Banyaknya SOP yang dikerjakan bersamaan [biasanya: sebanyak prosesor]
    #[arg(short, long, value_name = "N", value_parser = options::jobs)]
    jobs: Option<usize>,
}

/// Makes the site.
pub(crate) fn run(args: Args) -> Result<Status> {
    if let Some(folder) = &args.write_templates {
        return templates::write_all(folder).map(|()| Status::Good);
    }
    let (Some(folder), Some(out)) = (&args.folder, args.output.clone()) else { return Ok(Status::Failed) };
    if !folder.is_dir() {
        return Err(Failure(format!("{}: bukan folder; situs dibuat dari sebuah folder SOP", folder.display())));
    }
    let (inputs, failures) = inputs::collect(std::slice::from_ref(folder));
    let mut status = settings::missing(&failures);
    let projects = Projects::default();
    let reporter = Reporter::usual();
    let (inputs, left_out) = settings::expand(inputs, &projects, reporter)?;
    status = status.max(left_out.status());
    let all_named = status == Status::Good;
    let entries: Vec<Entry> = inputs.into_iter().map(Entry::new).collect();
    refuse_taken(&entries)?;
    let site = Site {
        projects,
        ways: Ways::new(&entries),
        templates: Templates::new(args.templates.as_deref())?,
        name: view::project_name(folder),
        out,
        force: args.force,
    };
    let folders: Vec<_> = entries.iter().map(|entry| site.out.join(entry.folder())).collect();
    replace::clear_stale(folders.iter().chain([&site.out]).map(PathBuf::as_path));
    let (mut cards, mut written) = (Vec::new(), Count::default());
    sheet::for_each(
        &entries,
        (args.jobs, sheet::MANY),
        |entry| site.page(entry),
        |result| {
            let outcome = result.map(|made| {
                Stream::Err.print(&made.reports);
                written.add(&made.written);
                let Some(card) = made.card else { return Status::Faulty };
                cards.push(card);
                Status::Good
            });
            status = status.max(outcome.unwrap_or_else(|failure| {
                terminal::fail(&failure);
                Status::Failed
            }));
        },
    )?;
    let count = cards.len();
    written.add(&site.index(cards)?);
    // Pages of specs that could not even be named are not leftovers.
    if all_named {
        let pages: BTreeSet<_> = entries.iter().map(|entry| entry.path.as_str()).collect();
        leftovers::treat(&site.out, &pages, args.prune, reporter)?;
    }
    let index = site.out.join("index.html");
    let Count { new, unchanged, left } = written;
    let left = if left > 0 { format!(", {left} PDF bertanda tangan dibiarkan") } else { String::new() };
    Stream::Err
        .print(&format!("{}: {count} SOP; {new} berkas ditulis, {unchanged} tidak berubah{left}\n", index.display()));
    Ok(status)
}

/// A spec and its place in the site.
pub(crate) struct Entry {
    input: Input,
    /// Its page without extension, from the top of the site: `umum/surat-masuk`.
    path: String,
}

impl Entry {
    fn new(input: Input) -> Self {
        Self { path: input.path_below(), input }
    }

    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The way from its folder to the top of the site.
    fn to_top(&self) -> String {
        "../".repeat(self.path.matches('/').count())
    }
}

/// The index has its name for itself, and so has each page.
fn refuse_taken(entries: &[Entry]) -> Result<()> {
    let mut taken = BTreeMap::new();
    for entry in entries {
        if let Some(other) = taken.insert(&entry.path, &entry.input) {
            return Err(outputs::same_name(other, &entry.input, Path::new(&format!("{}.html", entry.path))));
        }
    }
    match entries.iter().find(|entry| entry.path.eq_ignore_ascii_case("index")) {
        Some(entry) => Err(Failure(format!(
            "`{}`: nama `index` dipakai oleh daftar SOP di situs; beri berkas ini nama lain",
            entry.input.name()
        ))),
        None => Ok(()),
    }
}

/// Where the pages are, by the names that links use.
struct Ways(BTreeMap<String, Vec<String>>);

impl Ways {
    fn new(entries: &[Entry]) -> Self {
        let mut ways: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in entries {
            ways.entry(entry.input.stem()).or_default().push(entry.path.clone());
        }
        Self(ways)
    }

    /// The address of an SOP's page, from the page of an entry: one in the same folder before others.
    fn to(&self, name: &str, from: &Entry) -> Option<String> {
        let paths = self.0.get(name)?;
        let beside = paths.iter().find(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder) == from.folder());
        match beside {
            Some(path) => Some(format!("{}.html", html::address(path.rsplit('/').next()?))),
            None => Some(format!("{}{}.html", from.to_top(), html::address(paths.first()?))),
        }
    }
}

/// What became of the files of a page.
struct Made {
    reports: String,
    written: Vec<Written>,
    /// Its entry in the index; none with an error in the spec.
    card: Option<Card>,
}

#[derive(Default)]
struct Count {
    new: usize,
    unchanged: usize,
    left: usize,
}

impl Count {
    fn add(&mut self, written: &[Written]) {
        for written in written {
            match written {
                Written::New => self.new += 1,
                Written::Unchanged => self.unchanged += 1,
                Written::Left => self.left += 1,
            }
        }
    }
}

/// What is the same for all pages.
struct Site {
    projects: Projects,
    ways: Ways,
    templates: Templates,
    name: String,
    out: PathBuf,
    force: bool,
}

impl Site {
    /// Writes the page of a spec, and its PDF.
    fn page(&self, entry: &Entry) -> Result<Made> {
        let compiled = sheet::compile(&entry.input, &self.projects, Warnings::Allowed)?;
        let reporter = Reporter::usual();
        let reports = reporter.text(&compiled.source, compiled.diagnostics.without_notes());
        let Some(sheet) = compiled.sheet else { return Ok(Made { reports, written: Vec::new(), card: None }) };
        let refused = |reason| Failure(format!("{}: {reason}", entry.input.name()));
        let pdf =
            sheet.write(named("pdf"), &Options { epoch: options::epoch(), ..Options::default() }).map_err(refused)?;
        let svg = self.chart(&sheet, entry)?;
        let link = |name: &str| self.ways.to(name, entry);
        let owner = units::owner(entry, &sheet, &self.projects);
        let view = View::new(&sheet, &entry.path, &owner.name, &link);
        let values = context! {
            situs => self.name,
            puncak => entry.to_top(),
            sop => Value::from_serialize(&view),
            bagan => Value::from_safe_string(svg),
        };
        let html = Kind::Page.sealed(self.templates.render("sop.html", values)?);
        let written = vec![
            outputs::write(&self.out.join(format!("{}.pdf", entry.path)), &pdf[0].bytes, outputs::stays(self.force))?,
            outputs::write(&self.out.join(format!("{}.html", entry.path)), html.as_bytes(), |_| false)?,
        ];
        Ok(Made { reports, written, card: Some(Card::new(&sheet, &view, &entry.path, owner)) })
    }

    /// The procedure as one tall picture: identity and signatures stand beside it as text.
    fn chart(&self, sheet: &Sheet, entry: &Entry) -> Result<String> {
        let mut bare = sheet.clone();
        bare.sop.end_block = None;
        let tall = bare.continuous(Extent::Procedure);
        let names = links::names(&tall.scene).into_iter();
        let links = names.filter_map(|name| Some((name.to_owned(), self.ways.to(name, entry)?))).collect();
        let options = Options { id_prefix: entry.path.clone(), fragment: true, links, ..Options::default() };
        let files = tall.write(named("svg"), &options).map_err(Failure)?;
        Ok(files.iter().map(|file| String::from_utf8_lossy(&file.bytes)).collect())
    }

    /// Writes the index, and what all pages share.
    fn index(&self, cards: Vec<Card>) -> Result<Vec<Written>> {
        let count = cards.len();
        let units = units::by_unit(cards);
        let values =
            context! { situs => self.name, puncak => "", unit => Value::from_serialize(&units), banyaknya => count };
        let html = Kind::Index.sealed(self.templates.render("daftar.html", values)?);
        let mut written = vec![outputs::write(&self.out.join("index.html"), html.as_bytes(), |_| false)?];
        for name in ["gaya.css", "cari.js"] {
            written.push(outputs::write(&self.out.join(name), self.templates.text(name).as_bytes(), |_| false)?);
        }
        Ok(written)
    }
}

fn named(format: &str) -> &'static Format {
    Format::named(format).expect("the name of a format")
}
