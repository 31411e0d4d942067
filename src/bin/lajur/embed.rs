//! `lajur embed`: the piece of HTML that puts an SOP on a web page.

use std::path::PathBuf;

use lajur::export::{Format, Options, SvgText};
use lajur::{Extent, Sheet};

use crate::failure::{Failure, Result};
use crate::files::Projects;
use crate::html::{address, escape};
use crate::inputs::Input;
use crate::links::Linked;
use crate::sheet::{self, Warnings};
use crate::terminal::{Reporter, Stream};
use crate::{Status, options, words};

/// (sematkan) Cetak potongan HTML untuk menaruh sebuah SOP di laman web
#[derive(Debug, clap::Args)]
#[command(alias = "sematkan", help_template = words::COMMAND, override_usage = "lajur embed [PILIHAN] BERKAS")]
pub(crate) struct Args {
    /// Berkas SOP, atau `-` untuk masukan baku
    #[arg(value_name = "BERKAS")]
    file: PathBuf,
    /// Caranya: inline (SVG di dalam laman), img (gambar), atau figure (gambar dengan tautan unduh PDF) [biasanya: figure]
    #[arg(long = "as", alias = "sebagai", value_name = "CARA", value_parser = way, default_value = "figure", hide_default_value = true)]
    way: Way,
    /// Satu gambar memanjang tanpa potongan halaman
    #[arg(long, alias = "menerus")]
    continuous: bool,
    /// Tanpa halaman identitas dalam gambar memanjang itu
    #[arg(long, alias = "tanpa-identitas", requires = "continuous")]
    no_identity: bool,
    /// Huruf dalam SVG: embed (disertakan), outline (garis bentuk), atau plain (nama huruf saja)
    #[arg(long, value_name = "CARA", value_parser = options::svg_text, default_value = "embed", hide_default_value = true)]
    svg_text: SvgText,
    /// Awalan setiap id dalam SVG [biasanya: nama berkas]
    #[arg(long, value_name = "AWALAN", value_parser = options::id_prefix, default_value = "", hide_default_value = true)]
    id_prefix: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Inline,
    Img,
    Figure,
}

fn way(name: &str) -> std::result::Result<Way, String> {
    match name {
        "inline" => Ok(Way::Inline),
        "img" => Ok(Way::Img),
        "figure" => Ok(Way::Figure),
        _ => Err(options::choices(name, &["inline", "img", "figure"])),
    }
}

/// Prints the piece.
pub(crate) fn run(args: Args) -> Result<Status> {
    let path = (args.file.as_os_str() != "-").then(|| args.file.clone());
    let input = Input { path, ..Input::default() };
    let projects = Projects::default();
    let compiled = sheet::compile(&input, &projects, Warnings::Allowed)?;
    let reporter = Reporter::usual();
    Stream::Err.print(&reporter.text(&compiled.source, compiled.diagnostics.without_notes()));
    let Some(mut sheet) = compiled.sheet else { return Ok(Status::Faulty) };
    if args.continuous {
        sheet = sheet.continuous(if args.no_identity { Extent::Procedure } else { Extent::Whole });
    }
    let html = match args.way {
        Way::Inline => inline(&sheet, &args, &input, &projects)?,
        Way::Img => pictures(&sheet, &input.stem()).into_iter().map(|(_, picture)| picture).collect(),
        Way::Figure => figure(&sheet, &input.stem()),
    };
    Stream::Out.print(&html);
    if args.way != Way::Inline {
        Stream::Err.print(&note(&args));
    }
    Ok(Status::Good)
}

fn inline(sheet: &Sheet, args: &Args, input: &Input, projects: &Projects) -> Result<String> {
    let mut links = Default::default();
    if !args.continuous {
        links = Linked::default().targets(&sheet.scene, input, projects);
    }
    let id_prefix = if args.id_prefix.is_empty() { input.stem() } else { args.id_prefix.clone() };
    let options = Options { svg_text: args.svg_text, id_prefix, fragment: true, links, ..Options::default() };
    let svg = Format::named("svg").expect("SVG is a format");
    let files = sheet.write(svg, &options).map_err(Failure)?;
    Ok(files.iter().map(|file| String::from_utf8_lossy(&file.bytes)).collect())
}

/// A picture a page: the address of its file, and the element.
///
/// It is as broad as the page leaves room, on a phone too, and by an attribute: strict policies refuse styles in elements.
fn pictures(sheet: &Sheet, stem: &str) -> Vec<(String, String)> {
    let count = sheet.scene.pages.len();
    let picture = |number: usize| {
        let (file, alternative) = match count {
            1 => (format!("{stem}.svg"), alternative(sheet)),
            _ => (format!("{stem}-{number}.svg"), format!("{} Halaman {number} dari {count}.", alternative(sheet))),
        };
        let address = address(&file);
        let element = format!("<img src=\"{address}\" alt=\"{}\" width=\"100%\">\n", escape(&alternative));
        (address, element)
    };
    (1..=count).map(picture).collect()
}

/// The pictures, with links to each alone, where it can be enlarged, and to the PDF.
fn figure(sheet: &Sheet, stem: &str) -> String {
    let pictures = pictures(sheet, stem);
    let mut links: Vec<String> = match &pictures[..] {
        [(file, _)] => vec![format!("<a href=\"{file}\">buka gambar</a>")],
        several => {
            let link = |(index, (file, _)): (usize, &(String, String))| {
                format!("<a href=\"{file}\">buka halaman {}</a>", index + 1)
            };
            several.iter().enumerate().map(link).collect()
        }
    };
    links.push(format!("<a href=\"{}.pdf\" download>unduh PDF</a>", address(stem)));
    format!(
        "<figure>\n{}<figcaption>{} ({})</figcaption>\n</figure>\n",
        pictures.iter().map(|(_, picture)| picture.as_str()).collect::<String>(),
        escape(&sheet.scene.info.title),
        links.join(", ")
    )
}

/// What stands for the picture: what it shows, who acts, and where its words are.
fn alternative(sheet: &Sheet) -> String {
    let procedures = &sheet.sop.procedures;
    let steps: usize = procedures.iter().map(|procedure| procedure.steps.len()).sum();
    let mut actors: Vec<String> = Vec::new();
    for actor in procedures.iter().flat_map(|procedure| &procedure.actors) {
        let name = actor.name.to_plain().replace('\n', " ");
        if !actors.contains(&name) {
            actors.push(name);
        }
    }
    let title = &sheet.scene.info.title;
    format!("SOP {title}: bagan alir {steps} kegiatan; pelaksana: {}.", actors.join(", "))
}

/// Which files the piece speaks of, and how they are made.
fn note(args: &Args) -> String {
    let formats = if args.way == Way::Figure { "svg,pdf" } else { "svg" };
    let tall = match (args.continuous, args.no_identity) {
        (false, _) => "",
        (true, false) => " --continuous",
        (true, true) => " --continuous --no-identity",
    };
    format!(
        "Potongan ini merujuk berkas di folder yang sama dengan laman; buat dengan: lajur render {} -f {formats}{tall} -o FOLDER\n",
        args.file.display()
    )
}
