//! The shipped form variants: TOML files beside this module, compiled in.

use std::sync::OnceLock;

use crate::diag::Diagnostics;
use crate::source::Source;
use crate::spec::keys;
use crate::spec::value::Table;

/// The name of the variant that all others rest on.
pub const DEFAULT: &str = "permenpan-35-2012";

/// The shipped variants: name and file.
pub const FORMS: &[(&str, &str)] = &[
    (DEFAULT, include_str!("permenpan-35-2012.toml")),
    ("bps", include_str!("bps.toml")),
    ("kabupaten-banyumas", include_str!("kabupaten-banyumas.toml")),
    ("kabupaten-karanganyar", include_str!("kabupaten-karanganyar.toml")),
    ("kabupaten-malang", include_str!("kabupaten-malang.toml")),
    ("kota-tangerang", include_str!("kota-tangerang.toml")),
    ("provinsi-kalsel", include_str!("provinsi-kalsel.toml")),
];

/// A form variant: defaults for `[format]` and `[label]`.
#[derive(Clone, Debug)]
pub struct Variant {
    /// What a spec calls it.
    pub name: &'static str,
    /// Its file.
    pub text: &'static str,
    /// Its keys.
    pub(crate) table: Table,
}

impl Variant {
    /// What it is for, in one sentence.
    pub fn about(&self) -> &str {
        self.table.text("keterangan").unwrap_or_default()
    }

    /// The variant it inherits from.
    pub fn base(&self) -> Option<&'static Self> {
        self.table.text("dasar").and_then(variant)
    }
}

/// All shipped variants.
pub fn variants() -> &'static [Variant] {
    static VARIANTS: OnceLock<Vec<Variant>> = OnceLock::new();
    VARIANTS.get_or_init(|| FORMS.iter().map(|&(name, text)| read(name, text)).collect())
}

/// The shipped variant of a name.
pub fn variant(name: &str) -> Option<&'static Variant> {
    variants().iter().find(|variant| variant.name == name)
}

fn read(name: &'static str, text: &'static str) -> Variant {
    let mut diagnostics = Diagnostics::new();
    let read = crate::spec::read(&Source::new(name, text), &keys::FORM, &mut diagnostics);
    debug_assert!(diagnostics.iter().next().is_none(), "the shipped variant {name} is faulty: {diagnostics:?}");
    Variant { name, text, table: read.map(|(table, _)| table).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::shape::Kind;

    #[test]
    fn shipped_variants_are_sound() {
        for &(name, text) in FORMS {
            let mut diagnostics = Diagnostics::new();
            crate::spec::read(&Source::new(name, text), &keys::FORM, &mut diagnostics);
            assert_eq!(diagnostics.sorted(), [], "{name}");
            let found = variant(name).expect("it is listed");
            assert!(!found.about().is_empty(), "{name} says what it is for");
            assert_eq!(found.base().is_none(), name == DEFAULT, "{name} rests on another");
        }
    }

    #[test]
    fn the_default_variant_has_every_heading_and_every_look() {
        let default = &variant(DEFAULT).expect("it is listed").table;
        let optional = ["judul_prosedur", "catatan", "kaki"];
        for key in keys::FORM.keys {
            let Kind::Table(shape) = key.kind else { continue };
            let table = default.table(key.name).expect("it has both tables");
            for key in shape.keys.iter().filter(|key| !optional.contains(&key.name)) {
                assert!(table.has(key.name), "{}", key.name);
            }
        }
    }
}
