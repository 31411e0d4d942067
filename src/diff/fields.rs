//! What stands around the table: kop, identity, boxes, signatures.

use std::collections::BTreeSet;

use super::align::{Fate, Shape, align};
use super::words::{and, capitalised, change, item, items, lines, quoted, signatory};
use super::{Change, Revision};
use crate::sop::{EndBlock, IdentityBox, IdentityRow, IdentityValue, Signatory, Sop};
use crate::text::RichText;

/// A change of one text, if there is one.
pub(super) fn text(old: &str, new: &str, what: &str) -> Vec<Change> {
    if old == new { Vec::new() } else { vec![Change::plain(format!("{what}: {}", change(old, new)))] }
}

/// What stands above the identity, and the kop.
pub(super) fn above(old: &Sop, new: &Sop, revision: &mut Revision) {
    let status = |sop: &Sop| sop.watermark.clone().unwrap_or_else(|| "BERLAKU".to_owned()).to_lowercase();
    revision.add("Status lembar", text(&status(old), &status(new), "Status"));
    let attachment = text(&lines(&old.attachment), &lines(&new.attachment), "Baris lampiran");
    revision.marks.attachment = !attachment.is_empty();
    let title = text(&lines(&old.sheet_title), &lines(&new.sheet_title), "Judul di atas lembar");
    revision.marks.sheet_title = !title.is_empty();
    revision.add("Kepala lembar", [attachment, title].concat());
    let mut agency = text(&lines(&old.agency.names), &lines(&new.agency.names), "Nama instansi");
    agency.extend(text(&lines(&old.agency.address), &lines(&new.agency.address), "Alamat"));
    if old.agency.logo.is_some() != new.agency.logo.is_some() {
        let now = if new.agency.logo.is_some() { "ditambahkan" } else { "dihapus" };
        agency.push(Change::plain(format!("Lambang {now}")));
    }
    revision.marks.agency = !agency.is_empty();
    revision.add("Instansi", agency);
}

/// The rows of the identity.
pub(super) fn identity(old: &Sop, new: &Sop, revision: &mut Revision) {
    if old.identity.is_empty() || new.identity.is_empty() {
        let mut changes = Vec::new();
        if old.identity.is_empty() != new.identity.is_empty() {
            let now = if new.identity.is_empty() { "tidak lagi dicetak" } else { "kini dicetak" };
            changes.push(Change::plain(format!("Identitas {now}")));
        }
        changes.extend(text(&old.number, &new.number, "Nomor SOP"));
        changes.extend(text(&old.title, &new.title, "Nama SOP"));
        return revision.add("Identitas", changes);
    }
    let row_key = |row: &IdentityRow| match row.key {
        "tanggal_pengesahan" => "tanggal_efektif".to_owned(),
        "baris" => row.label.to_line().to_lowercase(),
        key => key.to_owned(),
    };
    let mut changes = Vec::new();
    for (index, row) in new.identity.iter().enumerate() {
        let label = label(row);
        let before = old.identity.iter().find(|other| row_key(other) == row_key(row));
        let own = match before {
            None => match said(&row.value).as_str() {
                "" => vec![Change::plain(format!("{label}: baris ditambahkan, masih kosong"))],
                value => vec![Change::plain(format!("{label}: ditambahkan, {}", quoted(value)))],
            },
            Some(before) => row_changes(&label, before, row),
        };
        if !own.is_empty() {
            revision.marks.identity.insert(index);
        }
        changes.extend(own);
    }
    for row in &old.identity {
        if !new.identity.iter().any(|other| row_key(other) == row_key(row)) {
            changes.push(Change::plain(format!("{}: dihapus (semula {})", label(row), quoted(&said(&row.value)))));
        }
    }
    revision.add("Identitas", changes);
}

fn row_changes(label: &str, before: &IdentityRow, row: &IdentityRow) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.label.to_line().to_lowercase() != row.label.to_line().to_lowercase() {
        changes.push(Change::plain(format!("Judul baris: {}", change(&before.label.to_line(), &row.label.to_line()))));
    }
    match (&before.value, &row.value) {
        (IdentityValue::Approval(old), IdentityValue::Approval(new)) => {
            let details = person(old, new);
            if !details.is_empty() {
                changes.push(Change { text: format!("{label}: pejabat yang mengesahkan"), details });
            }
        }
        (IdentityValue::Approval(old), IdentityValue::Office(_)) => {
            let text = format!("{label}: tanda tangan {} pindah ke bawah tabel", signatory(old));
            changes.push(Change::plain(text));
        }
        (IdentityValue::Office(_), IdentityValue::Approval(new)) => {
            let text = format!("{label}: tanda tangan {} pindah dari bawah tabel ke kepala lembar", signatory(new));
            changes.push(Change::plain(text));
        }
        (old, new) => changes.extend(text(&said(old), &said(new), label)),
    }
    changes
}

fn label(row: &IdentityRow) -> String {
    let label = row.label.to_line();
    let label = label.trim_end_matches([':', ' ']);
    if label.is_empty() { row.key.replace('_', " ") } else { label.to_owned() }
}

fn said(value: &IdentityValue) -> String {
    match value {
        IdentityValue::Text(text) | IdentityValue::Title(text) | IdentityValue::Office(text) => text.to_line(),
        IdentityValue::Approval(person) => signatory(person),
    }
}

/// What changed of somebody who signs.
fn person(old: &Signatory, new: &Signatory) -> Vec<String> {
    let one = |text: &Option<RichText>| text.as_ref().map(RichText::to_line).unwrap_or_default();
    let fields = [
        ("peran", one(&old.role), one(&new.role)),
        ("jabatan", lines(&old.office), lines(&new.office)),
        ("nama", one(&old.name), one(&new.name)),
        ("pangkat", one(&old.rank), one(&new.rank)),
    ];
    let mut details: Vec<String> = Vec::new();
    for (what, old, new) in fields {
        if old != new {
            details.push(format!("{what} {}", change(&old, &new)));
        }
    }
    let (before, after) = (nip(old), nip(new));
    // How it is spaced is no change.
    if before.replace(' ', "") != after.replace(' ', "") {
        details.push(format!("NIP {}", change(&before, &after)));
    }
    match (&old.esign, &new.esign) {
        (None, Some(_)) => details.push("kini ditandatangani secara elektronik".to_owned()),
        (Some(_), None) => details.push("tidak lagi ditandatangani secara elektronik".to_owned()),
        _ => {}
    }
    details
}

/// A NIP without its label.
fn nip(person: &Signatory) -> String {
    let printed = person.nip.as_ref().map(RichText::to_line).unwrap_or_default();
    printed.trim_start_matches(|c: char| c.is_alphabetic() || ". :".contains(c)).to_owned()
}

/// The six boxes.
pub(super) fn boxes(old: &Sop, new: &Sop, revision: &mut Revision) {
    let all = |sop: &Sop| sop.boxes.iter().flatten().flatten().cloned().collect::<Vec<IdentityBox>>();
    let (before, after) = (all(old), all(new));
    for content in &after {
        let name = content.label.to_line();
        let name = if name.is_empty() { capitalised(&content.key.replace('_', " ")) } else { name };
        let Some(other) = before.iter().find(|other| other.key == content.key) else {
            let own = items(&content.content);
            if !own.is_empty() && !before.is_empty() {
                let text =
                    format!("Kotak ditambahkan: {}", own.iter().map(|own| item(own)).collect::<Vec<_>>().join("; "));
                revision.add(&name, vec![Change::plain(text)]);
                revision.marks.boxes.push((content.key, (0..own.len()).collect()));
            }
            continue;
        };
        let mut changed = BTreeSet::new();
        let changes = list(&items(&other.content), &items(&content.content), &mut changed);
        if !changes.is_empty() {
            revision.marks.boxes.push((content.key, changed));
        }
        revision.add(&name, changes.into_iter().map(Change::plain).collect());
    }
    for content in before.iter().filter(|content| !content.content.items.is_empty()) {
        if !after.is_empty() && !after.iter().any(|other| other.key == content.key) {
            let name = content.label.to_line();
            revision.add(&name, vec![Change::plain("Kotak dihapus beserta isinya")]);
        }
    }
}

/// What changed in a list; the places of new and changed items go into `changed`.
pub(super) fn list(old: &[String], new: &[String], changed: &mut BTreeSet<usize>) -> Vec<String> {
    if old == new {
        return Vec::new();
    }
    if let ([old], [new]) = (old, new) {
        changed.insert(0);
        return vec![capitalised(&change(old, new))];
    }
    let shapes = |items: &[String]| items.iter().map(|item| Shape::of(item)).collect::<Vec<_>>();
    let (a, b) = (shapes(old), shapes(new));
    let found = align(old.len(), new.len(), |i, j| a[i].likeness(&b[j]));
    let mut said = Vec::new();
    let mut moved = Vec::new();
    for (index, text) in new.iter().enumerate() {
        match found.new[index] {
            Fate::Alone => said.push(format!("Ditambahkan butir {}: {}", index + 1, item(text))),
            fate => {
                let partner = fate.partner().unwrap_or(index);
                let same = &old[partner] == text;
                if !same {
                    said.push(format!("Butir {} diubah: {}", index + 1, change(&old[partner], text)));
                } else if matches!(fate, Fate::Moved(_)) {
                    moved.push(format!("{} (semula {})", index + 1, partner + 1));
                } else {
                    continue;
                }
            }
        }
        changed.insert(index);
    }
    let gone = |&index: &usize| found.old[index] == Fate::Alone;
    said.extend(
        (0..old.len())
            .filter(gone)
            .map(|index| format!("Dihapus butir {} yang lama: {}", index + 1, item(&old[index]))),
    );
    if !moved.is_empty() {
        said.push(format!("Urutan berubah: butir {}", and(&moved)));
    }
    said
}

/// The signatures after the last table, and what only looks different.
pub(super) fn end(old: &Sop, new: &Sop, revision: &mut Revision) {
    let empty = EndBlock { place_date: None, signatories: Vec::new() };
    let (before, after) = (old.end_block.as_ref().unwrap_or(&empty), new.end_block.as_ref().unwrap_or(&empty));
    let place = |block: &EndBlock| block.place_date.as_ref().map(RichText::to_line).unwrap_or_default();
    let mut changes = text(&place(before), &place(after), "Tempat dan tanggal");
    let shapes = |block: &EndBlock| {
        let shape = |person: &Signatory| {
            (
                Shape::of(&lines(&person.office)),
                Shape::of(&person.name.as_ref().map(RichText::to_line).unwrap_or_default()),
            )
        };
        block.signatories.iter().map(shape).collect::<Vec<_>>()
    };
    let (a, b) = (shapes(before), shapes(after));
    let likeness = |i: usize, j: usize| a[i].0.likeness(&b[j].0).max(a[i].1.likeness(&b[j].1));
    let found = align(a.len(), b.len(), likeness);
    for (index, person_now) in after.signatories.iter().enumerate() {
        let before = found.new[index].partner().map(|partner| &before.signatories[partner]);
        let own = match before {
            None => Some(Change::plain(format!("Ditambahkan: {}", signatory(person_now)))),
            Some(before) => {
                let details = person(before, person_now);
                (!details.is_empty())
                    .then(|| Change { text: format!("Tanda tangan {}", lines(&person_now.office)), details })
            }
        };
        if let Some(change) = own {
            revision.marks.signatures.insert(index);
            changes.push(change);
        }
    }
    for (index, person) in before.signatories.iter().enumerate() {
        if found.old[index] == Fate::Alone {
            changes.push(Change::plain(format!("Dihapus: {}", signatory(person))));
        }
    }
    revision.add("Tanda tangan di bawah tabel", changes);
    let look = |sop: &Sop| {
        (sop.form.page, sop.form.margin, sop.form.font_size, sop.form.standard.clone(), sop.form.note_column)
    };
    if look(old) != look(new) {
        let text = "Ukuran kertas, margin, huruf, atau susunan kolom berubah; isinya tidak";
        revision.add("Tata letak", vec![Change::plain(text)]);
    }
}
