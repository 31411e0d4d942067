//! `kegiatan_dari`: the rows of a spec from a table whose head row names the keys of `[[kegiatan]]`.

use super::table::{self, Grid};
use crate::assets::Assets;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};
use crate::spec::shape::Kind;
use crate::spec::value::{Data, Entry, Table, Value};
use crate::spec::{keys, nearest, printable};

/// Puts the rows of the table in the place of `kegiatan_dari`, and attaches the table to the source.
pub(super) fn read(root: &mut Table, assets: &dyn Assets, source: &mut Source, diagnostics: &mut Diagnostics) {
    let Some(entry) = root.entry("kegiatan_dari").cloned() else { return };
    let Some(name) = entry.value.as_text() else { return };
    let span = entry.value.span.clone();
    let faulty = match root.entry("kegiatan") {
        Some(own) => Some(
            Diagnostic::error(
                "isian-bertentangan",
                entry.key_span.clone(),
                "`kegiatan_dari` dan `[[kegiatan]]` tidak dapat dipakai bersama",
            )
            .label(own.key_span.clone(), "kegiatan ditulis di sini juga"),
        ),
        None => match table::read(name, source, assets) {
            Err(reason) => {
                let message = format!("tabel `{}` tidak dapat dibaca: {reason}", printable(name));
                Some(
                    Diagnostic::error("tabel-tak-terbaca", span.clone(), message)
                        .help("letak tabel (xlsx, csv) dihitung dari berkas ini, di dalam folder proyek"),
                )
            }
            Ok(grid) => {
                let base = source.attach(grid.source.clone());
                let items = steps(&grid, base, diagnostics);
                root.remove("kegiatan_dari");
                let value = Value { data: Data::Array(items), span: span.clone() };
                root.entries.push(Entry { key: "kegiatan".into(), key_span: entry.key_span.clone(), value });
                None
            }
        },
    };
    if let Some(diagnostic) = faulty {
        diagnostics.push(diagnostic);
        root.remove("kegiatan_dari");
        if !root.has("kegiatan") {
            let value = Value { data: Data::Faulty, span };
            root.entries.push(Entry { key: "kegiatan".into(), key_span: entry.key_span, value });
        }
    }
}

fn steps(grid: &Grid, base: usize, diagnostics: &mut Diagnostics) -> Vec<Value> {
    let moved = |span: &Span| span.start + base..span.end + base;
    for (head, span) in &grid.heads {
        if !head.is_empty() && keys::STEP.key(head).is_none() {
            let message = format!("kepala kolom `{}` tidak dikenal di tabel kegiatan", printable(head));
            let near = nearest(head, keys::STEP.keys.iter().map(|key| key.name));
            let help = near.map_or(
                "kepala kolom bernama seperti kunci `[[kegiatan]]`: uraian, pelaksana, waktu ...".to_owned(),
                |near| format!("maksudnya `{near}`?"),
            );
            diagnostics.push(Diagnostic::error("kunci-tak-dikenal", moved(span), message).help(help));
        }
    }
    let step = |row: &table::Row| {
        let cells = row.cells.iter().filter_map(|cell| {
            let (head, head_span) = &grid.heads[cell.column];
            let key = keys::STEP.key(head)?;
            let span = moved(&cell.span);
            let value = match key.name {
                "cabang" => branches(&cell.text, &span),
                _ => value(&cell.text, &key.kind, span),
            };
            Some(Entry { key: head.clone(), key_span: moved(head_span), value })
        });
        let entries = cells.collect();
        Value { data: Data::Table(Table { span: moved(&row.span), entries }), span: moved(&row.span) }
    };
    grid.rows.iter().map(step).collect()
}

/// The value of a cell: a line break makes a list, where the key may hold one.
fn value(text: &str, kind: &Kind, span: Span) -> Value {
    let is_array = |kind: &Kind| matches!(kind, Kind::Array(..));
    let (lists, only) = match kind {
        Kind::Either(kinds) => (kinds.iter().any(is_array), false),
        kind => (is_array(kind), is_array(kind)),
    };
    if !lists || (!only && !text.contains('\n') && text != "[]") {
        return Value { data: Data::Text(text.to_owned()), span };
    }
    if text == "[]" {
        return Value { data: Data::Array(Vec::new()), span };
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let items = lines.map(|line| Value { data: Data::Text(line.to_owned()), span: span.clone() }).collect();
    Value { data: Data::Array(items), span }
}

/// The exits of a cell, a line each: `Lengkap: arsip`.
fn branches(text: &str, span: &Span) -> Value {
    let entry = |key: &str, text: &str| {
        let value = Value { data: Data::Text(text.trim().to_owned()), span: span.clone() };
        Entry { key: key.to_owned(), key_span: span.clone(), value }
    };
    let branch = |line: &str| {
        let (label, to) = line.rsplit_once(':').unwrap_or((line, ""));
        let entries = vec![entry("label", label), entry("ke", to)];
        Value { data: Data::Table(Table { span: span.clone(), entries }), span: span.clone() }
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    Value { data: Data::Array(lines.map(branch).collect()), span: span.clone() }
}
