//! The tree of values that a spec is made of, each with its place.
//!
//! Made from what the TOML library read, or by whoever supplies values from elsewhere. Entries keep the order of the file. Texts are
//! clean here: composed characters (NFC), and what Word leaves behind read as meant. A value that was found faulty is
//! [`Data::Faulty`] and stays in its place, so that nobody reports it as missing.

use std::borrow::Cow;

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::source::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Where it stands.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
    /// A date without time.
    Date(Date),
    /// A time of day, with or without a date.
    Time,
    /// An array.
    Array(Vec<Value>),
    /// A table.
    Table(Table),
    /// What was found wrong and has been reported.
    Faulty,
}

/// A table: keys and their values, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its head or braces: where something that is missing in it is reported.
    pub span: Span,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Value,
}

impl Table {
    /// The tree of a TOML document. A missing part of it is reported at its first key.
    pub(super) fn document(table: DeTable<'_>) -> Self {
        let mut table = Self::from_toml(table, 0..0);
        if let Some(first) = table.entries.first() {
            table.span = first.key_span.clone();
        }
        table
    }

    fn from_toml(table: DeTable<'_>, span: Span) -> Self {
        let mut entries: Vec<Entry> = table
            .into_iter()
            .map(|(key, value)| {
                let key_span = key.span();
                let value = Value::from_toml(value.span(), value.into_inner(), &key_span);
                Entry { key: clean(key.into_inner()).into_owned(), key_span, value }
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.start);
        Self { span, entries }
    }

    /// Moves every place in it.
    pub(crate) fn move_places(&mut self, moved: &impl Fn(&Span) -> Span) {
        self.span = moved(&self.span);
        for entry in &mut self.entries {
            entry.key_span = moved(&entry.key_span);
            entry.value.move_places(moved);
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key, to be changed.
    pub(crate) fn value_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value)
    }

    /// Takes a key out.
    pub(crate) fn remove(&mut self, key: &str) {
        self.entries.retain(|entry| entry.key != key);
    }

    /// Whether the key is there, be its value right or wrong.
    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The string of a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// The truth value of a key.
    pub fn bool(&self, key: &str) -> Option<bool> {
        self.get(key)?.as_bool()
    }

    /// The number of a key.
    pub fn number(&self, key: &str) -> Option<f64> {
        self.get(key)?.as_number()
    }

    /// The table of a key.
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.get(key)?.as_table()
    }

    /// The tables of a key that holds several.
    pub fn tables(&self, key: &str) -> impl Iterator<Item = &Table> {
        self.get(key).map_or(&[][..], Value::items).iter().filter_map(Value::as_table)
    }
}

impl Value {
    fn from_toml(span: Span, value: DeValue<'_>, key: &Span) -> Self {
        // A table that only dotted keys or heads of inner tables made has no place of its own.
        let span = if span.is_empty() { key.clone() } else { span };
        let data = match value {
            DeValue::String(text) => Data::Text(clean(text).into_owned()),
            DeValue::Integer(number) => {
                let digits = number.as_str().replace('_', "");
                // A number too long to be one of ours is out of every range, so it need not be exact.
                i64::from_str_radix(&digits, number.radix()).map_or(Data::Float(f64::MAX), Data::Integer)
            }
            DeValue::Float(number) => number.as_str().replace('_', "").parse().map_or(Data::Faulty, Data::Float),
            DeValue::Boolean(value) => Data::Bool(value),
            DeValue::Datetime(datetime) => date(&datetime),
            DeValue::Array(items) => Data::Array(
                items.into_iter().map(|item| Self::from_toml(item.span(), item.into_inner(), &span)).collect(),
            ),
            DeValue::Table(table) => Data::Table(Table::from_toml(table, span.clone())),
        };
        Self { data, span }
    }

    pub(crate) fn move_places(&mut self, moved: &impl Fn(&Span) -> Span) {
        self.span = moved(&self.span);
        match &mut self.data {
            Data::Array(items) => items.iter_mut().for_each(|item| item.move_places(moved)),
            Data::Table(table) => table.move_places(moved),
            _ => {}
        }
    }

    /// Its string.
    pub fn as_text(&self) -> Option<&str> {
        if let Data::Text(text) = &self.data { Some(text) } else { None }
    }

    /// Its truth value.
    pub fn as_bool(&self) -> Option<bool> {
        if let Data::Bool(value) = self.data { Some(value) } else { None }
    }

    /// Its number, whole or not.
    pub fn as_number(&self) -> Option<f64> {
        match self.data {
            Data::Integer(number) => Some(number as f64),
            Data::Float(number) => Some(number),
            _ => None,
        }
    }

    /// Its table.
    pub fn as_table(&self) -> Option<&Table> {
        if let Data::Table(table) = &self.data { Some(table) } else { None }
    }

    /// Its table, to be changed.
    pub(crate) fn as_table_mut(&mut self) -> Option<&mut Table> {
        if let Data::Table(table) = &mut self.data { Some(table) } else { None }
    }

    /// The values of an array; a single value is its own only item.
    pub fn items(&self) -> &[Value] {
        match &self.data {
            Data::Array(items) => items,
            Data::Faulty => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The strings among the values of an array; those of a single string, that one.
    pub fn texts(&self) -> Vec<String> {
        self.items().iter().filter_map(|item| item.as_text().map(str::to_owned)).collect()
    }

    /// Whether it has been reported.
    pub fn is_faulty(&self) -> bool {
        self.data == Data::Faulty
    }
}

fn date(datetime: &Datetime) -> Data {
    match (datetime.date, datetime.time) {
        (Some(date), None) => {
            let date = Date::new(date.year as i16, date.month as i8, date.day as i8);
            date.map_or(Data::Faulty, Data::Date)
        }
        // Neither: a date that does not exist, reported with the syntax.
        (None, None) => Data::Faulty,
        _ => Data::Time,
    }
}

/// A text with its characters composed, no-break blanks and tabs as blanks, zero-width blanks and marks of byte order gone,
/// the bullet of the Symbol font as a bullet.
pub(crate) fn clean(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && byte != b'\t' && byte != b'\r') {
        return text;
    }
    let text = text.replace("\r\n", "\n");
    let read = text.chars().filter_map(|char| match char {
        '\u{a0}' | '\t' => Some(' '),
        '\u{200b}' | '\u{feff}' => None,
        '\u{f0b7}' => Some('•'),
        char => Some(char),
    });
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => read.collect(),
        _ => read.nfc().collect::<String>().into(),
    }
}
