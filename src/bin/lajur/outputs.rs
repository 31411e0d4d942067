//! Where the files of each spec go, found out before anything is written, and how they get there.
//!
//! What is there already with the same bytes is not touched; nor is a PDF that somebody signed or stamped.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use lajur::export::{self, FORMATS, Format};

use crate::failure::{Failure, Result};
use crate::files::Projects;
use crate::inputs::Input;
use crate::project::Manifest;
use crate::replace::{Temporary, replace};
use crate::terminal;

/// Where the files of a spec go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// Standard output.
    Stdout,
    /// Files of a name in a folder; each format adds its extension, a format with a file a page also a number.
    Files {
        /// The folder.
        folder: PathBuf,
        /// The name without extension.
        stem: String,
    },
}

/// What the user asked for.
pub(crate) struct Wish<'a> {
    /// OUT, if given.
    pub(crate) out: Option<&'a Path>,
    /// The formats, if given.
    pub(crate) formats: &'a [&'static Format],
}

/// What is written for a spec.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    /// Where.
    pub(crate) place: Place,
    /// In what formats; at least one.
    pub(crate) formats: Vec<&'static Format>,
}

/// An output for each input, or why there can be none.
pub(crate) fn plan(inputs: &[Input], wish: &Wish<'_>, projects: &Projects) -> Result<Vec<Output>> {
    let single = inputs.len() == 1 && inputs[0].found_in.is_none();
    let planned = |input: &Input| output(input, single, wish, projects.manifest(&input.folder()).as_deref());
    let outputs = inputs.iter().map(planned).collect::<Result<Vec<_>>>()?;
    let mut taken = BTreeMap::new();
    for (output, input) in outputs.iter().zip(inputs) {
        if let Some(other) = taken.insert(&output.place, input) {
            return Err(same_name(other, input, &output.place.file(output.formats[0], None)));
        }
    }
    Ok(outputs)
}

/// Two specs whose files would have one name.
pub(crate) fn same_name(one: &Input, other: &Input, file: &Path) -> Failure {
    let (one, other) = (one.name(), other.name());
    Failure(format!(
        "`{one}` dan `{other}` akan ditulis ke berkas yang sama, `{}`; tidak ada yang ditulis",
        terminal::path(file)
    ))
}

fn output(input: &Input, single: bool, wish: &Wish<'_>, project: Option<&Manifest>) -> Result<Output> {
    let mut formats = formats(wish, single, project)?;
    formats.sort_by_key(|format| FORMATS.iter().position(|other| other.name == format.name));
    formats.dedup_by_key(|format| format.name);
    let to_stdout = wish.out.map_or(input.path.is_none(), |out| out.as_os_str() == "-");
    let place = match wish.out {
        _ if to_stdout => stdout(single, &formats)?,
        Some(out) if single && formats.len() == 1 && is_file(out, formats[0]) => {
            let stem = out.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Place::Files { folder: plain(out.parent().unwrap_or(Path::new(""))), stem }
        }
        out => {
            let folder = plain(&folder(input, out, project)?);
            let stem = input.stem();
            match input.output.as_deref().unwrap_or(&stem).rsplit_once('/') {
                Some((below, name)) => Place::Files { folder: folder.join(below), stem: name.to_owned() },
                None => Place::Files { folder, stem: input.output.clone().unwrap_or(stem) },
            }
        }
    };
    Ok(Output { place, formats })
}

/// Those that were asked for, else the one that OUT ends in, else the project's, else the usual one.
fn formats(wish: &Wish<'_>, single: bool, project: Option<&Manifest>) -> Result<Vec<&'static Format>> {
    let of_out = || wish.out.filter(|_| single).and_then(|out| FORMATS.iter().find(|format| is_file(out, format)));
    if !wish.formats.is_empty() {
        return Ok(wish.formats.to_vec());
    }
    if let Some(format) = of_out() {
        return Ok(vec![format]);
    }
    let Some(project) = project.filter(|project| project.file.sets("format")) else { return Ok(vec![&FORMATS[0]]) };
    let formats: Vec<_> = project.file.project("format").iter().filter_map(|name| Format::named(name)).collect();
    let place = project.folder.join(Manifest::NAME);
    if formats.is_empty() { Err(Failure(format!("{}: `format` tidak dikenal", place.display()))) } else { Ok(formats) }
}

/// Whether OUT names a file of a format.
pub(crate) fn is_file(out: &Path, format: &Format) -> bool {
    out.extension().is_some_and(|given| given.eq_ignore_ascii_case(format.extension)) && !out.is_dir()
}

fn stdout(single: bool, formats: &[&'static Format]) -> Result<Place> {
    match (single, formats) {
        (true, [_]) => Ok(Place::Stdout),
        (true, _) => Err(Failure("keluaran baku hanya dapat memuat satu format; pilih satu dengan `-f`".into())),
        (false, _) => Err(Failure("keluaran baku hanya dapat memuat satu SOP; beri folder dengan `-o`".into())),
    }
}

/// The folder of what is written for a spec.
fn folder(input: &Input, out: Option<&Path>, project: Option<&Manifest>) -> Result<PathBuf> {
    let below = input.found_in.as_ref().map_or(Path::new(""), |(_, below)| below);
    match out {
        Some(out) if out.exists() && !out.is_dir() => {
            Err(Failure(format!("`{}` adalah berkas, padahal keluaran ini memerlukan folder", out.display())))
        }
        Some(out) => Ok(out.join(below)),
        None => Ok(project.and_then(Manifest::output).map_or(input.folder(), |output| output.join(below))),
    }
}

/// The same folder without `.` in its path, so that equal places compare equal.
fn plain(folder: &Path) -> PathBuf {
    let plain: PathBuf = folder.components().filter(|part| part.as_os_str() != ".").collect();
    if plain.as_os_str().is_empty() { PathBuf::from(".") } else { plain }
}

impl Place {
    /// The file of a page (from 1), or of all.
    pub(crate) fn file(&self, format: &Format, page: Option<usize>) -> PathBuf {
        let extension = format.extension;
        match (self, page) {
            (Self::Stdout, _) => PathBuf::from("-"),
            (Self::Files { folder, stem }, None) => folder.join(format!("{stem}.{extension}")),
            (Self::Files { folder, stem }, Some(page)) => folder.join(format!("{stem}-{page}.{extension}")),
        }
    }
}

/// Pairs of places where a numbered page of the first would have the name of the second: (first, second, page).
///
/// Whether the two meet depends on how many pages they have.
pub(crate) fn doubtful<'a>(places: impl Iterator<Item = &'a Place> + Clone) -> Vec<(usize, usize, usize)> {
    let index: BTreeMap<_, _> = places.clone().enumerate().map(|(index, place)| (place, index)).collect();
    let mut pairs = Vec::new();
    for (second, place) in places.enumerate() {
        if let Place::Files { folder, stem } = place
            && let Some((stem, page)) = stem.rsplit_once('-')
            && let Ok(number) = page.parse::<usize>()
            && number.to_string() == page
            && let Some(&first) = index.get(&Place::Files { folder: folder.clone(), stem: stem.to_owned() })
        {
            pairs.push((first, second, number));
        }
    }
    pairs
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// It is new or has changed.
    New,
    /// It was there already, byte for byte.
    Unchanged,
    /// It was signed, stamped or is not ours, and was left alone.
    Left,
}

impl Written {
    /// What is said of the file.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::New => "Ditulis",
            Self::Unchanged => "Tidak berubah",
            Self::Left => "Dibiarkan, karena sudah ditandatangani, distempel, atau bukan tulisan lajur",
        }
    }
}

/// Whether the PDF that is there stays: one that somebody signed or stamped does, unless `force`d.
pub(crate) fn stays(force: bool) -> impl Fn(&[u8]) -> bool {
    move |old| !force && !export::is_untouched(old)
}

/// Writes the files of a format, each where it belongs. A PDF that somebody signed or stamped stays, unless `force`d.
pub(crate) fn write_files(
    place: &Place,
    format: &Format,
    files: &[export::File],
    force: bool,
) -> Result<Vec<(PathBuf, Written)>> {
    let write_one = |file: &export::File| {
        let path = place.file(format, file.page.filter(|_| files.len() > 1));
        let stays = stays(force);
        let written = write(&path, &file.bytes, |old| format.name == "pdf" && stays(old))?;
        Ok((path, written))
    };
    files.iter().map(write_one).collect()
}

/// Writes a file, unless it is there already or `keep` says that the one that is there stays.
pub(crate) fn write(path: &Path, bytes: &[u8], keep: impl Fn(&[u8]) -> bool) -> Result<Written> {
    match fs::read(path) {
        Ok(old) if old == bytes => return Ok(Written::Unchanged),
        Ok(old) if keep(&old) => return Ok(Written::Left),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(Failure::io(path, &error)),
    }
    replace(path, bytes).map(|()| Written::New).map_err(|error| Failure::io(path, &error))
}

/// Writes a file that is not held in memory, likewise. `keep` is asked only where the two differ.
pub(crate) fn stream(
    path: &Path,
    keep: impl FnOnce(File) -> io::Result<bool>,
    write: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<Written> {
    let told = |error: io::Error| Failure::io(path, &error);
    let mut new = Temporary::beside(path).map_err(told)?;
    let mut out = BufWriter::new(new.file());
    write(&mut out)?;
    out.flush().map_err(told)?;
    drop(out);
    match File::open(path) {
        Ok(mut old) => {
            if is_same(new.file(), &mut old).map_err(told)? {
                return Ok(Written::Unchanged);
            }
            if keep(old).map_err(told)? {
                return Ok(Written::Left);
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(told(error)),
    }
    new.rename().map(|()| Written::New).map_err(told)
}

fn is_same(one: &mut File, other: &mut File) -> io::Result<bool> {
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    one.rewind()?;
    let (mut one, mut other) = (BufReader::new(one), BufReader::new(other));
    loop {
        let (a, b) = (one.fill_buf()?, other.fill_buf()?);
        let count = a.len().min(b.len());
        if a[..count] != b[..count] {
            return Ok(false);
        }
        if count == 0 {
            return Ok(true);
        }
        one.consume(count);
        other.consume(count);
    }
}

/// Removes the pages that an earlier run has written and this one, with `pages` pages, has not: three pages became two.
///
/// `is_page` says whether a file is the page of a number, as we wrote it, where it was one of several (`None`: the only one).
pub(crate) fn remove_superseded(
    place: &Place,
    format: &Format,
    pages: usize,
    is_page: impl Fn(&[u8], Option<usize>) -> bool,
) -> Result<()> {
    let is_ours = |page| fs::read(place.file(format, page)).is_ok_and(|bytes| is_page(&bytes, page));
    let first = if pages == 1 { 1 } else { pages + 1 };
    let there = (first..).map(Some).take_while(|&page| place.file(format, page).exists());
    // One among them may belong to a spec that is itself called `NAME-2`.
    let mut superseded: Vec<_> = there.filter(|&page| is_ours(page)).collect();
    if pages > 1 && is_ours(None) {
        superseded.push(None);
    }
    // From the last: an interruption leaves no gap that would hide the others.
    for page in superseded.into_iter().rev() {
        let path = place.file(format, page);
        fs::remove_file(&path).map_err(|error| Failure::io(&path, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Input {
        Input { path: Some(path.into()), ..Input::default() }
    }

    fn found(top: &str, below: &str, name: &str) -> Input {
        let path = Path::new(top).join(below).join(name);
        Input { path: Some(path), found_in: Some((top.into(), below.into())), ..Input::default() }
    }

    fn files(inputs: &[Input], out: Option<&str>, formats: &str) -> Result<Vec<PathBuf>> {
        let formats: Vec<_> = formats.split(',').filter_map(Format::named).collect();
        let outputs = plan(inputs, &Wish { out: out.map(Path::new), formats: &formats }, &Projects::default())?;
        Ok(outputs.iter().map(|output| output.place.file(output.formats[0], None)).collect())
    }

    #[test]
    fn out_is_a_file_or_a_folder() {
        let one = |out, formats| files(&[file("sop/a.toml")], Some(out), formats).unwrap().remove(0);
        assert_eq!(one("x.pdf", "pdf"), Path::new("./x.pdf"));
        assert_eq!(one("y/x.svg", ""), Path::new("y/x.svg"));
        assert_eq!(one("-", "pdf"), Path::new("-"));
        assert_eq!(one("hasil", "pdf,svg"), Path::new("hasil/a.pdf"));
        assert_eq!(one("x.pdf", "pdf,svg"), Path::new("x.pdf/a.pdf"));
    }

    #[test]
    fn what_was_found_in_a_folder_keeps_its_path() {
        let inputs = [found("sop", "umum", "a.toml"), file("lain/b.toml")];
        let places = files(&inputs, Some("hasil"), "pdf").unwrap();
        assert_eq!(places, [Path::new("hasil/umum/a.pdf"), Path::new("hasil/b.pdf")]);
        assert_eq!(files(&inputs, None, "pdf").unwrap()[0], Path::new("sop/umum/a.pdf"));
    }

    #[test]
    fn two_outputs_of_one_name_are_refused() {
        let inputs = [file("x/a.toml"), file("./y/a.toml")];
        assert!(files(&inputs, Some("hasil"), "pdf").is_err());
        assert!(files(&inputs, None, "pdf").is_ok());
        assert!(files(&inputs, Some("-"), "pdf").is_err());
        assert!(files(&[file("./a.toml"), file("a.toml")], None, "pdf").is_err());
        assert!(files(&[file("a.toml")], Some("-"), "pdf,svg").is_err());
    }

    #[test]
    fn a_numbered_page_may_have_the_name_of_another_spec() {
        let place = |stem: &str| Place::Files { folder: "x".into(), stem: stem.into() };
        assert_eq!(doubtful([place("a-2"), place("a"), place("a-02"), place("b-1")].iter()), [(1, 0, 2)]);
    }
}
