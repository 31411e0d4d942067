//! The form variants that a spec rests on, the nearest first: files of an office's own, then a shipped one and its bases.

use std::sync::Arc;

use super::read::is_font_file;
use super::{DEFAULT, Variant, variant, variants};
use crate::assets::Assets;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};
use crate::spec::value::{Data, Table, Value};
use crate::spec::{keys, nearest, only_near, printable};

/// Most files of an office's own that rest on one another.
const LONGEST: usize = 8;

/// The variants below a spec.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    own: Vec<Table>,
    /// The name of the one that came along; looked up when it is needed, for those are read like any other.
    shipped: &'static str,
}

impl Default for Chain {
    fn default() -> Self {
        Self { own: Vec::new(), shipped: DEFAULT }
    }
}

impl Chain {
    /// The variants that the `bentuk` of a spec names. Files are attached to its source, and what is wrong in one is reported there.
    pub(crate) fn of(root: &Table, source: &mut Source, assets: &dyn Assets, diagnostics: &mut Diagnostics) -> Self {
        let mut chain = Self::default();
        let Some(value) = root.get("bentuk") else { return chain };
        let (mut name, mut named_at) = (value.as_text().unwrap_or(DEFAULT).to_owned(), value.span.clone());
        while is_file(&name) {
            let found = match chain.own.len() {
                LONGEST => Err("varian bentuk saling mewarisi tanpa akhir".to_owned()),
                _ => read(&name, source, assets, diagnostics),
            };
            let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
            let table = match found {
                Ok(table) => relocated(table, folder),
                Err(fault) => {
                    diagnostics.push(faulty(&name, &fault, named_at));
                    return chain;
                }
            };
            let base = table.get("dasar").and_then(|base| Some((base.as_text()?.to_owned(), base.span.clone())));
            let (base, at) = base.unwrap_or_else(|| (DEFAULT.to_owned(), named_at));
            (name, named_at) = (if is_file(&base) { beside(folder, &base) } else { base }, at);
            chain.own.push(table);
        }
        match variant(&name) {
            Some(shipped) => chain.shipped = shipped.name,
            None => diagnostics.push(unknown(&name, named_at)),
        }
        chain
    }

    /// The tables of the files of one's own, the nearest first.
    pub(crate) fn own(&self) -> &[Table] {
        &self.own
    }

    /// The variants that came along, the nearest first.
    pub(crate) fn shipped(&self) -> impl Iterator<Item = &'static Variant> {
        std::iter::successors(variant(self.shipped), |variant| variant.base())
    }

    /// All their tables, the nearest first.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.own.iter().chain(self.shipped().map(|variant| &variant.table))
    }
}

/// A name that a variant in this folder writes, as the spec would write it.
fn beside(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A variant whose files, a font and the picture of the foot line, are found from its own folder.
fn relocated(mut table: Table, folder: &str) -> Table {
    let format = table.value_mut("format").and_then(|value| value.as_table_mut());
    let move_to = |value: Option<&mut Value>, is_file: fn(&str) -> bool| {
        if let Some(Value { data: Data::Text(name), .. }) = value
            && is_file(name)
        {
            *name = beside(folder, name);
        }
    };
    if let Some(format) = format {
        move_to(format.value_mut("huruf"), is_font_file);
        let foot = format.value_mut("kaki").and_then(|value| value.as_table_mut());
        move_to(foot.and_then(|foot| foot.value_mut("gambar")), |_| true);
    }
    table
}

fn is_file(name: &str) -> bool {
    name.ends_with(".toml")
}

/// A variant's file, or why it cannot be read at all.
fn read(name: &str, source: &mut Source, assets: &dyn Assets, diagnostics: &mut Diagnostics) -> Result<Table, String> {
    let bytes = assets.read(name)?;
    let (file, fault) = crate::encoding::decode(&source.beside(name), bytes);
    if let Some(fault) = fault {
        return Err(fault.message);
    }
    let mut found = Diagnostics::new();
    let table = crate::spec::read(&file, &keys::FORM, &mut found).map(|(table, _)| table);
    let base = source.attach(Arc::new(file));
    let moved = |span: &Span| span.start + base..span.end + base;
    found.move_places(moved).iter().for_each(|diagnostic| diagnostics.push(diagnostic.clone()));
    let mut table = table.unwrap_or_default();
    table.move_places(&moved);
    Ok(table)
}

fn faulty(name: &str, fault: &str, span: Span) -> Diagnostic {
    let message = format!("bentuk `{}`: {fault}", printable(name));
    let help = "berkas bentuk berisi `dasar`, [format], dan [label], dan berada di dalam folder proyek";
    Diagnostic::error("bentuk-tak-terbaca", span, message).help(help)
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    let names = variants().iter().map(|variant| variant.name);
    let help = match nearest(name, names.clone()) {
        Some(near) => format!("maksudnya `{near}`?"),
        None => format!("yang ada: {}", names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    };
    let right = only_near(name, variants().iter().map(|variant| variant.name)).map(|near| format!("\"{near}\""));
    let message = format!("bentuk `{}` tidak dikenal", printable(name));
    Diagnostic::error("bentuk-tak-dikenal", span.clone(), message).help(help).fix(span, right)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with form variants in it.
    struct Folder(&'static [(&'static str, &'static str)]);

    impl Assets for Folder {
        fn read(&self, name: &str) -> Result<Vec<u8>, String> {
            let found = self.0.iter().find(|(known, _)| *known == name);
            found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "tidak ada".to_owned())
        }

        fn has_sop(&self, _: &str) -> bool {
            false
        }
    }

    fn chain(bentuk: &str, folder: &Folder) -> (Chain, Vec<&'static str>) {
        let mut source = Source::new("a.toml", format!("bentuk = \"{bentuk}\"\n"));
        let mut diagnostics = Diagnostics::new();
        let (root, _) = crate::spec::read(&source, &keys::SPEC, &mut diagnostics).expect("it is sound TOML");
        let mut found = Diagnostics::new();
        let chain = Chain::of(&root, &mut source, folder, &mut found);
        (chain, found.iter().map(|diagnostic| diagnostic.code).collect())
    }

    #[test]
    fn a_form_of_ones_own_rests_on_a_shipped_one() {
        let folder = Folder(&[
            ("bentuk/kecamatan.toml", "dasar = \"kabupaten.toml\"\n[format]\nkertas = \"A4\"\n"),
            (
                "bentuk/kabupaten.toml",
                "dasar = \"bps\"\n[format]\nkertas = \"A3\"\nukuran_huruf = 8\nhuruf = \"kita.ttf\"\nkaki = { teks = \"\", gambar = \"../qr.svg\" }\n",
            ),
            ("putar.toml", "dasar = \"putar.toml\"\n"),
            ("salah.toml", "[format]\nkertsa = \"A4\"\n"),
        ]);
        let (own, faults) = chain("bentuk/kecamatan.toml", &folder);
        let first = |key| own.tables().find_map(|table| table.table("format")?.get(key)).cloned();
        assert!(faults.is_empty());
        assert_eq!(first("kertas").and_then(|value| value.as_text().map(str::to_owned)).as_deref(), Some("A4"));
        assert_eq!(first("ukuran_huruf").and_then(|value| value.as_number()), Some(8.0));
        assert_eq!(
            first("huruf").and_then(|value| value.as_text().map(str::to_owned)).as_deref(),
            Some("bentuk/kita.ttf")
        );
        let foot =
            first("kaki").and_then(|value| value.as_table().and_then(|foot| foot.text("gambar").map(str::to_owned)));
        assert_eq!(foot.as_deref(), Some("bentuk/../qr.svg"));
        let kaki =
            |table: &Table| table.table("format").is_some_and(|format| format.text("nomor_kolom") == Some("kurung"));
        assert!(own.tables().any(kaki), "what bps says still holds");
        for faulty in ["putar.toml", "hilang.toml"] {
            assert_eq!(chain(faulty, &folder).1, ["bentuk-tak-terbaca"], "{faulty}");
        }
        assert_eq!(chain("salah.toml", &folder).1, ["kunci-tak-dikenal"]);
        assert_eq!(chain("bsp", &folder).1, ["bentuk-tak-dikenal"]);
    }
}
