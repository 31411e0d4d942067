//! Documents for tests, made without a spec.

use std::collections::BTreeMap;

use crate::form::{Bold, Form, Label, Labels, StandardColumn};
use crate::geom::{Insets, Length, Size};
use crate::sop::{
    Actor, Agency, DurationCell, Flow, IdentityBox, IdentityRow, IdentityValue, Item, Listing, Procedure, Signatory,
    Sop, Step, Symbol, SymbolId, SymbolKind,
};
use crate::spec::keys;
use crate::text::{FamilyId, Fonts, RichText};

const WORDS: [&str; 12] = [
    "memeriksa",
    "konsep",
    "rencana",
    "kerja",
    "dan",
    "menyerahkan",
    "kepada",
    "kepala",
    "subbagian",
    "untuk",
    "ditandatangani",
    "pendistribusian",
];

/// A text of so many words; `seed` says where in the list it begins.
pub(crate) fn text(seed: usize, words: usize) -> RichText {
    let words: Vec<&str> = (0..words).map(|i| WORDS[(seed * 5 + i * 7 + i / 5) % WORDS.len()]).collect();
    RichText::plain(&words.join(" "))
}

/// A numbered list.
pub(crate) fn list(items: Vec<RichText>) -> Listing {
    let item = |(i, text)| Item { mark: Some(format!("{}.", i + 1)), text, link: None };
    Listing { items: items.into_iter().enumerate().map(item).collect() }
}

/// A document with so many lanes and rows: a straight flow with a decision on each fifth row.
pub(crate) fn sop(lanes: usize, rows: usize) -> Sop {
    let row = |key, label: &str, value| IdentityRow { label: RichText::plain(label), value, key };
    Sop {
        form: form(),
        fonts: Fonts::bundled(),
        title: "Penyusunan Rencana Kerja".to_owned(),
        number: "070/1".to_owned(),
        date: None,
        agency: Agency {
            names: vec![RichText::plain("PEMERINTAH KABUPATEN CONTOH"), RichText::plain("KECAMATAN CONTOH")],
            address: Vec::new(),
            logo: None,
            logo_beside: false,
            logo_height: Length::mm(18.0),
        },
        cover: None,
        attachment: Vec::new(),
        sheet_title: Vec::new(),
        record: Default::default(),
        watermark: None,
        identity: vec![
            row("nomor", "Nomor SOP", IdentityValue::Text(RichText::plain("070/1"))),
            row("pengesahan", "Disahkan oleh", IdentityValue::Approval(signatory())),
            row("judul", "Nama SOP", IdentityValue::Title(RichText::plain("Penyusunan Rencana Kerja"))),
        ],
        boxes: vec![
            [Some(box_of("dasar_hukum", 6)), Some(box_of("kualifikasi_pelaksana", 2))],
            [None, Some(box_of("peralatan", 1))],
        ],
        end_block: None,
        procedures: vec![procedure(lanes, rows)],
    }
}

/// Somebody who signs.
pub(crate) fn signatory() -> Signatory {
    Signatory {
        role: None,
        office: vec![RichText::plain("CAMAT CONTOH")],
        name: Some(RichText::plain("NAMA PEJABAT, S.Sos.")),
        name_bold: true,
        name_underlined: true,
        rank: None,
        nip: Some(RichText::plain("NIP. 19800101 200501 1 001")),
        esign: None,
    }
}

fn box_of(key: &'static str, items: usize) -> IdentityBox {
    let content = list((0..items).map(|i| text(i, 12 + i)).collect());
    IdentityBox { key, label: RichText::plain("Dasar Hukum"), content }
}

/// The default form.
fn form() -> Form {
    let labels = [
        ("no", "No."),
        ("kegiatan", "Kegiatan"),
        ("pelaksana", "Pelaksana"),
        ("mutu_baku", "Mutu Baku"),
        ("kelengkapan", "Kelengkapan"),
        ("waktu", "Waktu"),
        ("output", "Output"),
        ("keterangan", "Keterangan"),
        ("jumlah_waktu", "Jumlah Waktu"),
    ];
    let labels: BTreeMap<_, _> = labels.map(|(key, label)| (key, Label::Text(RichText::plain(label)))).into();
    Form {
        page: Size::new(Length::mm(330.0), Length::mm(215.0)),
        margin: Insets::all(Length::mm(15.0)),
        family: FamilyId(0),
        font_size: Length::pt(9),
        identity: true,
        left_share: 50,
        identity_order: keys::IDENTITY_ROWS.to_vec(),
        box_order: keys::BOXES.to_vec(),
        bold: vec![Bold::Title, Bold::Boxes, Bold::Head],
        table_on_new_page: true,
        row_number_dot: false,
        column_numbers: None,
        note_column: true,
        standard: vec![StandardColumn::Inputs, StandardColumn::Duration, StandardColumn::Output],
        split_duration: false,
        total: None,
        minutes_per_day: 480,
        repeat_head: true,
        head_color: None,
        box_color: None,
        symbol_color: None,
        texts_in_middle: false,
        page_number: None,
        first_page_numbered: true,
        page_pattern: "{n}".to_owned(),
        footer: None,
        labels: Labels(labels),
    }
}

fn procedure(lanes: usize, rows: usize) -> Procedure {
    let kind = |row: usize| match row {
        0 => SymbolKind::Start,
        row if row + 1 == rows => SymbolKind::End,
        row if row % 5 == 4 => SymbolKind::Decision,
        _ => SymbolKind::Process,
    };
    let symbol = |row: usize| {
        let lane = row * 3 % lanes;
        Symbol { id: format!("{}@{lane}", row + 1), kind: kind(row), row, lane, slot: 0, text: None }
    };
    let step = |row: usize| Step {
        id: (row + 1).to_string(),
        number: (row + 1).to_string(),
        text: text(row, 3 + row * 5 % 17),
        inputs: list(vec![text(row, 2), text(row + 1, 3 + row % 4)]),
        duration: DurationCell {
            text: RichText::plain(&format!("{row} menit")),
            split: Some((row.to_string(), "menit".to_owned())),
        },
        output: Listing { items: vec![Item { mark: None, text: text(row, 4), link: None }] },
        note: Listing::default(),
        merged: if row % 4 == 3 { vec![StandardColumn::Output] } else { Vec::new() },
        span: 0..0,
    };
    Procedure {
        title: Some(RichText::plain("Prosedur")),
        note: None,
        actors: (0..lanes).map(|lane| Actor { id: lane.to_string(), name: text(lane * 3, 2), span: 0..0 }).collect(),
        steps: (0..rows).map(step).collect(),
        symbols: (0..rows).map(symbol).collect(),
        flows: (0..rows).flat_map(|row| flows(row, rows, kind(row))).collect(),
        joins: Vec::new(),
        total: None,
    }
}

/// On to the next row; from a decision also back to the row above.
fn flows(row: usize, rows: usize, kind: SymbolKind) -> Vec<Flow> {
    let flow = |to: usize, exit, label: Option<&str>| Flow {
        from: vec![SymbolId(row)],
        to: vec![SymbolId(to)],
        exit,
        label: label.map(RichText::plain),
        main: exit == 0,
        span: 0..0,
    };
    match kind {
        _ if row + 1 == rows => Vec::new(),
        SymbolKind::Decision => vec![flow(row + 1, 0, Some("Ya")), flow(row - 1, 1, Some("Tidak"))],
        _ => vec![flow(row + 1, 0, None)],
    }
}
