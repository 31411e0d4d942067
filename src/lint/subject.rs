//! What rules look at: the spec as typed, for places and words, and the document it means.

use std::borrow::Cow;

use crate::layout::{self, Layout, Part};
use crate::sop::{Procedure, Sop};
use crate::spec::Spec;
use crate::spec::value::{Data, Table, Value};

/// A document to look at.
pub(super) struct Subject<'a> {
    pub(super) spec: &'a Spec,
    pub(super) sop: &'a Sop,
}

/// A row of a table: as typed, and what it means.
pub(super) struct Row<'a> {
    /// As typed.
    pub(super) table: &'a Table,
    /// Its procedure.
    pub(super) procedure: &'a Procedure,
    /// Its place in it.
    pub(super) index: usize,
}

impl Row<'_> {
    /// How a reader finds it: `kegiatan 5`.
    pub(super) fn name(&self) -> String {
        self.procedure.step_name(self.index)
    }
}

impl<'a> Subject<'a> {
    /// The tables that hold lanes and rows: those of `[[prosedur]]`, or the spec itself.
    pub(super) fn procedures(&self) -> Vec<(&'a Table, &'a Procedure)> {
        let root = &self.spec.root;
        let own: Vec<&Table> = root.tables("prosedur").collect();
        let tables = if own.is_empty() { vec![root] } else { own };
        tables.into_iter().zip(&self.sop.procedures).collect()
    }

    /// All rows, in order.
    pub(super) fn rows(&self) -> Vec<Row<'a>> {
        self.procedures().into_iter().flat_map(|(table, procedure)| rows(table, procedure)).collect()
    }

    /// The value of a key of a table of the spec.
    pub(super) fn value(&self, table: &str, key: &str) -> Option<&'a Value> {
        self.spec.root.table(table)?.get(key)
    }
}

/// The rows of a procedure, in order.
pub(super) fn rows<'a>(table: &'a Table, procedure: &'a Procedure) -> impl Iterator<Item = Row<'a>> {
    let typed = table.tables("kegiatan").enumerate().take(procedure.steps.len());
    typed.map(move |(index, table)| Row { table, procedure, index })
}

/// The tables of a layout, with their pages (from 0).
pub(super) fn tables(layout: &Layout) -> impl Iterator<Item = (usize, &layout::Table)> {
    let parts =
        layout.pages.iter().enumerate().flat_map(|(number, page)| page.parts.iter().map(move |part| (number, part)));
    parts.filter_map(|(number, part)| if let Part::Table(table) = part { Some((number, table)) } else { None })
}

/// A text as it may stand in a message.
pub(super) fn one_line(text: &str) -> String {
    crate::spec::printable(text)
}

/// Every text in a value, however deep, with the value that holds it, in the order written.
pub(super) fn texts(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let mut ahead = vec![value];
    std::iter::from_fn(move || {
        while let Some(value) = ahead.pop() {
            match &value.data {
                Data::Text(text) => return Some((text.as_str(), value)),
                Data::Array(items) => ahead.extend(items.iter().rev()),
                Data::Table(table) => ahead.extend(table.entries.iter().rev().map(|entry| &entry.value)),
                _ => {}
            }
        }
        None
    })
}

/// The words of a text in lower case, without signs.
pub(super) fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
    })
}
