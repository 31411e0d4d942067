//! What may stand in a spec: the vocabulary of [`super::keys`], the one description that the reader checks by and the JSON Schema
//! is written from.

/// A table of the spec: the keys it may have.
#[derive(Debug)]
pub struct Shape {
    /// Its name in the JSON Schema.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

impl Shape {
    /// The key of this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// A key of the spec.
#[derive(Debug)]
pub struct Key {
    /// What the user writes.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// What it is for, in the user's words.
    pub about: &'static str,
    /// Whether it must be there.
    pub required: bool,
}

impl Key {
    /// A key that may be left out.
    pub const fn new(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { name, kind, about, required: false }
    }

    /// The same, which must be there.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A string.
    Text,
    /// A string with something in it.
    Filled,
    /// A string of letters, digits, `-` and `_`.
    Id,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// A colour, `#rrggbb`, or the empty string.
    Color,
    /// `true` or `false`.
    Bool,
    /// `false` only.
    False,
    /// A whole number.
    Integer,
    /// A number from one bound to the other.
    Number(f64, f64),
    /// A whole number from one bound to the other.
    Whole(i64, i64),
    /// A date without time.
    Date,
    /// An array of so many of this.
    Array(&'static Kind, usize, usize),
    /// A table.
    Table(&'static Shape),
    /// A table of any keys, all with values of this kind.
    Map(&'static Kind),
    /// One of these, told apart by their outermost form.
    Either(&'static [Kind]),
}

impl Kind {
    /// What it is called when something else was found.
    pub fn phrase(&self) -> String {
        match self {
            Self::Text | Self::Filled | Self::Id => "teks (di antara tanda kutip)".to_owned(),
            Self::Word(words) => either(words.iter().map(|word| format!("`\"{word}\"`")).collect()),
            Self::Color => "warna (`\"#rrggbb\"`)".to_owned(),
            Self::Bool => "`true` atau `false`".to_owned(),
            Self::False => "`false`".to_owned(),
            Self::Integer | Self::Whole(..) => "bilangan bulat".to_owned(),
            Self::Number(..) => "bilangan".to_owned(),
            Self::Date => "tanggal (`2026-01-31`)".to_owned(),
            Self::Array(Self::Table(_), ..) => "daftar `[{ ... }]`".to_owned(),
            Self::Array(..) => "daftar `[...]`".to_owned(),
            Self::Table(_) | Self::Map(_) => "isian `{ ... }`".to_owned(),
            Self::Either(kinds) => {
                let mut phrases: Vec<String> = kinds.iter().map(Self::phrase).collect();
                phrases.dedup();
                either(phrases)
            }
        }
    }
}

/// "a, b, atau c".
pub(super) fn either(phrases: Vec<String>) -> String {
    series(&phrases.iter().map(String::as_str).collect::<Vec<_>>(), "atau")
}

/// "a, b, dan c".
pub(crate) fn all_of(words: &[&str]) -> String {
    series(words, "dan")
}

fn series(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [one, other] => format!("{one} {last} {other}"),
        [first @ .., end] => format!("{}, {last} {end}", first.join(", ")),
    }
}
