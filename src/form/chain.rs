//! The form variants that a spec rests on, the nearest first: files of an office's own, then a shipped one and its bases.

use super::read::is_font_file;
use super::{DEFAULT, Variant, variant, variants};
use crate::assets::Assets;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::Span;
use crate::spec::value::{Data, Table, Value};
use crate::spec::{keys, nearest, only_near, printable};

/// Most files of an office's own that rest on one another.
const LONGEST: usize = 8;

/// The variants below a spec.
pub(crate) struct Chain {
    own: Vec<Table>,
    shipped: Option<&'static Variant>,
}

impl Chain {
    /// The variants that the `bentuk` of a spec names. What is wrong with one is reported there.
    pub(crate) fn of(root: &Table, assets: &dyn Assets, diagnostics: &mut Diagnostics) -> Self {
        let mut chain = Self { own: Vec::new(), shipped: variant(DEFAULT) };
        let Some(value) = root.get("bentuk") else { return chain };
        let Some(mut name) = value.as_text().map(str::to_owned) else { return chain };
        while is_file(&name) {
            let found = match chain.own.len() {
                LONGEST => Err("varian bentuk saling mewarisi tanpa akhir".to_owned()),
                _ => read(&name, assets),
            };
            let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
            let table = match found {
                Ok(table) => relocated(table, folder),
                Err(fault) => {
                    diagnostics.push(faulty(&name, &fault, value.span.clone()));
                    return chain;
                }
            };
            let base = table.text("dasar").unwrap_or(DEFAULT);
            name = if is_file(base) { beside(folder, base) } else { base.to_owned() };
            chain.own.push(table);
        }
        match variant(&name) {
            Some(shipped) => chain.shipped = Some(shipped),
            None => diagnostics.push(unknown(&name, value.span.clone())),
        }
        chain
    }

    /// The tables of the variants, the nearest first.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &Table> {
        let shipped = std::iter::successors(self.shipped, |variant| variant.base());
        self.own.iter().chain(shipped.map(|variant| &variant.table))
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

/// A variant's file, or what is wrong with it.
fn read(name: &str, assets: &dyn Assets) -> Result<Table, String> {
    let bytes = assets.read(name)?;
    let (source, fault) = crate::encoding::decode(name, bytes);
    if let Some(fault) = fault {
        return Err(fault.message);
    }
    let mut found = Diagnostics::new();
    let table = crate::spec::read(&source, &keys::FORM, &mut found).map(|(table, _)| table);
    match found.sorted().into_iter().find(|diagnostic| diagnostic.severity == Severity::Error) {
        Some(fault) => Err(format!("baris {}: {}", source.line_column(fault.span.start).0, fault.message)),
        None => table.ok_or_else(|| "tidak terbaca".to_owned()),
    }
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
    use crate::source::Source;

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
        let source = Source::new("a.toml", format!("bentuk = \"{bentuk}\"\n"));
        let mut diagnostics = Diagnostics::new();
        let (root, _) = crate::spec::read(&source, &keys::SPEC, &mut diagnostics).expect("it is sound TOML");
        let mut found = Diagnostics::new();
        let chain = Chain::of(&root, folder, &mut found);
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
        for faulty in ["putar.toml", "salah.toml", "hilang.toml"] {
            assert_eq!(chain(faulty, &folder).1, ["bentuk-tak-terbaca"], "{faulty}");
        }
        assert_eq!(chain("bsp", &folder).1, ["bentuk-tak-dikenal"]);
    }
}
