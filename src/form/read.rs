//! `[format]` and `[label]` over their variants: which value holds, and what it means.
//!
//! Nothing is merged: a key is looked up in the spec, then in its variant, then in what that inherits from. What goes wrong with a
//! value is reported where somebody wrote it; where that is a variant that came along, where it was chosen.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::chain::Chain;
use super::{Bold, ColumnNumbers, Footer, Form, Label, Labels, PageNumber, Side, StandardColumn, Total};
use crate::assets::{Assets, Pictures};
use crate::diag::{Diagnostic, Diagnostics};
use crate::geom::{Insets, Length, Size};
use crate::scene::Color;
use crate::source::Span;
use crate::spec::keys;
use crate::spec::value::{Data, Table, Value};
use crate::spec::{nearest, only_near, printable};
use crate::text::{FamilyId, FontFile, Fonts, RichText};

/// The tables that say how a sheet looks, the spec's own first.
pub(crate) struct Layers<'a> {
    format: Vec<&'a Table>,
    label: Vec<&'a Table>,
    /// How many of the first of each somebody wrote, in the spec or in a file of one's own.
    written: (usize, usize),
    /// Where the spec chose the variant.
    chosen: Span,
}

/// A value that holds, and where to report about it.
pub(crate) struct Held<'a> {
    pub(crate) value: &'a Value,
    pub(crate) span: Span,
}

impl<'a> Layers<'a> {
    /// The layers of a spec.
    pub(crate) fn new(root: &'a Table, chain: &'a Chain) -> Self {
        let (format, label) = (root.table("format"), root.table("label"));
        let own = |key: &'static str| chain.own().iter().filter(|table| table.table(key).is_some()).count();
        let mut layers = Self {
            format: format.into_iter().collect(),
            label: label.into_iter().collect(),
            written: (usize::from(format.is_some()) + own("format"), usize::from(label.is_some()) + own("label")),
            chosen: root.get("bentuk").map_or(root.span.clone(), |value| value.span.clone()),
        };
        for table in chain.tables() {
            layers.format.extend(table.table("format"));
            layers.label.extend(table.table("label"));
        }
        layers
    }

    /// The value of a key of `[format]`.
    pub(crate) fn format(&self, key: &str) -> Option<Held<'a>> {
        self.find(&self.format, self.written.0, key)
    }

    fn label(&self, key: &str) -> Option<Held<'a>> {
        self.find(&self.label, self.written.1, key)
    }

    fn find(&self, tables: &[&'a Table], written: usize, key: &str) -> Option<Held<'a>> {
        let known = |(_, value): &(usize, &Value)| !value.is_faulty();
        let values = tables.iter().enumerate().filter_map(|(layer, table)| Some((layer, table.get(key)?)));
        let (layer, value) = values.into_iter().find(known)?;
        let span = if layer < written { value.span.clone() } else { self.chosen.clone() };
        Some(Held { value, span })
    }

    /// The string of a key of `[format]`.
    pub(crate) fn text(&self, key: &str) -> Option<&'a str> {
        self.format(key)?.value.as_text()
    }

    /// The truth value of a key of `[format]`; every one has a default.
    pub(crate) fn is(&self, key: &str) -> bool {
        self.format(key).and_then(|held| held.value.as_bool()).unwrap_or(false)
    }

    fn number(&self, key: &str) -> f64 {
        self.format(key).and_then(|held| held.value.as_number()).unwrap_or(0.0)
    }

    /// The list mark of a key: one for all lists, or by key; what a layer leaves out the next one says.
    pub(crate) fn mark(&self, key: &str) -> Held<'a> {
        for (layer, table) in self.format.iter().enumerate() {
            let Some(value) = table.get("penomoran").filter(|value| !value.is_faulty()) else { continue };
            let value = if let Data::Table(marks) = &value.data { marks.get(key) } else { Some(value) };
            if let Some(value) = value.filter(|value| !value.is_faulty()) {
                let span = if layer < self.written.0 { value.span.clone() } else { self.chosen.clone() };
                return Held { value, span };
            }
        }
        unreachable!("the default variant has a mark for all lists")
    }
}

/// The look of a sheet, and the faces it uses.
pub(crate) fn read(
    layers: &Layers<'_>,
    assets: &dyn Assets,
    pictures: &mut Pictures<'_>,
    diagnostics: &mut Diagnostics,
) -> (Form, Arc<Fonts>) {
    let page = page(layers);
    let margin = margin(layers, page, diagnostics);
    let (fonts, family) = family(layers, assets, diagnostics);
    let standard = standard(layers, diagnostics);
    let form = Form {
        page,
        margin,
        family,
        font_size: Length::from_pt(layers.number("ukuran_huruf")),
        identity: layers.is("identitas"),
        left_share: layers.number("lebar_kiri") as i32,
        identity_order: order(layers, "urutan_identitas", &keys::IDENTITY_ROWS, diagnostics),
        box_order: order(layers, "urutan_kotak", &keys::BOXES, diagnostics),
        bold: bold(layers),
        table_on_new_page: layers.is("mulai_halaman_baru"),
        row_number_dot: layers.text("nomor_baris") == Some("1."),
        column_numbers: column_numbers(layers),
        note_column: layers.is("kolom_keterangan") && !standard.contains(&StandardColumn::Note),
        standard,
        split_duration: layers.is("waktu_terpisah"),
        total: total(layers),
        minutes_per_day: layers.number("menit_per_hari") as u32,
        repeat_head: layers.is("ulang_kepala"),
        head_color: layers.text("warna_kepala").and_then(color),
        box_color: layers.text("warna_kotak").and_then(color),
        symbol_color: layers.text("warna_simbol").and_then(color),
        texts_in_middle: layers.text("posisi_teks") == Some("tengah"),
        page_number: page_number(layers),
        first_page_numbered: layers.is("nomor_halaman_pertama"),
        page_pattern: layers.text("pola_halaman").unwrap_or_default().to_owned(),
        footer: footer(layers, pictures, diagnostics),
        labels: labels(layers),
    };
    (form, fonts)
}

fn page(layers: &Layers<'_>) -> Size {
    let paper = layers.format("kertas").map(|held| held.value);
    let (width, height) = match paper.and_then(Value::as_text) {
        Some("A4") => (210.0, 297.0),
        Some("A3") => (297.0, 420.0),
        Some("legal") => (215.9, 355.6),
        Some("letter") => (215.9, 279.4),
        Some(_) => (215.0, 330.0),
        None => match paper.map(Value::items).unwrap_or_default() {
            [width, height] => (width.as_number().unwrap_or(215.0), height.as_number().unwrap_or(330.0)),
            _ => (215.0, 330.0),
        },
    };
    let (short, long) = (Length::mm(width).min(Length::mm(height)), Length::mm(width).max(Length::mm(height)));
    if layers.text("orientasi") == Some("potret") { Size::new(short, long) } else { Size::new(long, short) }
}

/// The least that must be left between the margins, whatever stands there.
const LEAST_ROOM: Length = Length::pt(72);

fn margin(layers: &Layers<'_>, page: Size, diagnostics: &mut Diagnostics) -> Insets {
    let Some(Held { value, span }) = layers.format("margin") else { return Insets::all(Length::mm(15.0)) };
    let side = |value: &Value| Length::mm(value.as_number().unwrap_or(15.0));
    let margin = match value.items() {
        [top, right, bottom, left] => {
            Insets { top: side(top), right: side(right), bottom: side(bottom), left: side(left) }
        }
        [all] => Insets::all(side(all)),
        _ => Insets::all(Length::mm(15.0)),
    };
    if page.w - margin.left - margin.right < LEAST_ROOM || page.h - margin.top - margin.bottom < LEAST_ROOM {
        let message = "`margin` tidak menyisakan tempat di kertas ini";
        diagnostics.push(
            Diagnostic::error("margin-terlalu-lebar", span, message)
                .help("kecilkan margin, atau pakai kertas yang lebih besar"),
        );
    }
    margin
}

fn family(layers: &Layers<'_>, assets: &dyn Assets, diagnostics: &mut Diagnostics) -> (Arc<Fonts>, FamilyId) {
    let fonts = Fonts::bundled();
    let Some(Held { value, span }) = layers.format("huruf") else { return (fonts, FamilyId::default()) };
    let name = value.as_text().unwrap_or_default();
    if let Some(family) = fonts.family(name) {
        return (fonts, family);
    }
    let shown = printable(name);
    let found = match is_font_file(name) {
        true => font_file(name, assets)
            .and_then(|file| fonts.with_family(name, vec![file]).ok_or_else(|| "isinya bukan huruf".to_owned()))
            .map_err(|reason| {
                let message = format!("berkas huruf `{shown}` tidak dapat dipakai: {reason}");
                Diagnostic::error("huruf-tak-terbaca", span.clone(), message)
                    .help("tulis letaknya terhadap berkas ini; berkas huruf harus berada di dalam folder proyek")
            }),
        false => system_family(&fonts, name, assets).ok_or_else(|| {
            let known: Vec<String> = fonts.family_names().map(|name| format!("`{name}`")).collect();
            let help = match nearest(name, fonts.family_names()) {
                Some(near) => format!("maksudnya `{near}`?"),
                None => format!("yang selalu ada: {}", known.join(", ")),
            };
            let message = format!("huruf `{shown}` tidak dikenal, dan tidak terpasang di komputer ini");
            let right = only_near(name, fonts.family_names()).map(|near| format!("\"{near}\""));
            Diagnostic::error("huruf-tak-dikenal", span.clone(), message).help(help).fix(span.clone(), right)
        }),
    };
    match found {
        Ok((with, family)) => {
            if !is_font_file(name) {
                let message =
                    format!("huruf `{shown}` diambil dari komputer ini; di komputer lain hasilnya dapat berbeda");
                diagnostics.push(Diagnostic::note("huruf-komputer", span, message));
            }
            (Arc::new(with), family)
        }
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            (fonts, FamilyId::default())
        }
    }
}

pub(crate) fn is_font_file(name: &str) -> bool {
    let name = name.to_lowercase();
    [".ttf", ".otf", ".ttc"].iter().any(|extension| name.ends_with(extension))
}

fn font_file(name: &str, assets: &dyn Assets) -> Result<FontFile, String> {
    Ok(FontFile { data: assets.read(name)?.into(), index: 0 })
}

fn system_family(fonts: &Fonts, name: &str, assets: &dyn Assets) -> Option<(Fonts, FamilyId)> {
    let files = assets.font_family(name);
    if files.is_empty() { None } else { fonts.with_family(name, files) }
}

fn column_numbers(layers: &Layers<'_>) -> Option<ColumnNumbers> {
    let value = layers.format("nomor_kolom")?.value;
    match (value.as_bool(), value.as_text()) {
        (Some(true), _) | (_, Some("polos")) => Some(ColumnNumbers::Plain),
        (_, Some("kurung")) => Some(ColumnNumbers::Brackets),
        (_, Some("miring")) => Some(ColumnNumbers::Italic),
        _ => None,
    }
}

/// The column of a key of the spec.
pub(crate) fn column(key: &str) -> Option<StandardColumn> {
    match key {
        "kelengkapan" => Some(StandardColumn::Inputs),
        "waktu" => Some(StandardColumn::Duration),
        "output" => Some(StandardColumn::Output),
        "keterangan" => Some(StandardColumn::Note),
        _ => None,
    }
}

fn standard(layers: &Layers<'_>, diagnostics: &mut Diagnostics) -> Vec<StandardColumn> {
    named_once(layers, "urutan_mutu_baku", diagnostics).into_iter().filter_map(column).collect()
}

/// The words of a list, each once.
fn named_once<'a>(layers: &Layers<'a>, key: &str, diagnostics: &mut Diagnostics) -> Vec<&'a str> {
    let mut words = Vec::new();
    let Some(held) = layers.format(key) else { return words };
    for value in held.value.items() {
        let Some(word) = value.as_text() else { continue };
        if words.contains(&word) {
            let message = format!("`{word}` disebut dua kali");
            diagnostics
                .push(Diagnostic::error("sebutan-ganda", value.span.clone(), message).help("hapus salah satunya"));
        } else {
            words.push(word);
        }
    }
    words
}

/// An order of these keys: first those that are named, then the others.
fn order(layers: &Layers<'_>, key: &str, all: &[&'static str], diagnostics: &mut Diagnostics) -> Vec<&'static str> {
    let named = named_once(layers, key, diagnostics);
    let mut order = all.to_vec();
    order.sort_by_key(|key| named.iter().position(|name| name == key).unwrap_or(named.len()));
    order
}

fn bold(layers: &Layers<'_>) -> Vec<Bold> {
    let words = layers.format("tebal").map(|held| held.value.items()).unwrap_or_default();
    let part = |word: &Value| match word.as_text()? {
        "instansi" => Some(Bold::Agency),
        "judul_lembar" => Some(Bold::Titles),
        "judul" => Some(Bold::Title),
        "jabatan" => Some(Bold::Offices),
        "kotak" => Some(Bold::Boxes),
        "kepala" => Some(Bold::Head),
        "jumlah_waktu" => Some(Bold::Total),
        _ => None,
    };
    words.iter().filter_map(part).collect()
}

fn total(layers: &Layers<'_>) -> Option<Total> {
    let value = layers.format("jumlah_waktu")?.value;
    match (value.as_bool(), value.as_text()) {
        (Some(true), _) => Some(Total::All),
        (_, Some("kritis")) => Some(Total::Critical),
        (_, Some(text)) => Some(Total::Text(RichText::parse(text))),
        _ => None,
    }
}

fn page_number(layers: &Layers<'_>) -> Option<PageNumber> {
    match layers.text("nomor_halaman")? {
        "bawah" => Some(PageNumber::Bottom(Side::Middle)),
        "bawah-kanan" => Some(PageNumber::Bottom(Side::Right)),
        "atas" => Some(PageNumber::Top(Side::Middle)),
        "atas-kanan" => Some(PageNumber::Top(Side::Right)),
        "hal-dari" => Some(PageNumber::Identity),
        _ => None,
    }
}

fn footer(layers: &Layers<'_>, pictures: &mut Pictures<'_>, diagnostics: &mut Diagnostics) -> Option<Footer> {
    let value = layers.format("kaki")?.value;
    let (text, picture) = match &value.data {
        Data::Table(table) => {
            let picture =
                table.get("gambar").and_then(|value| pictures.get(value.as_text()?, &value.span, diagnostics));
            (table.text("teks").unwrap_or_default(), picture)
        }
        _ => (value.as_text().unwrap_or_default(), None),
    };
    let text = RichText::parse(text);
    (!text.is_empty() || picture.is_some()).then_some(Footer { text, picture })
}

/// `#rrggbb` or `#rgb`.
fn color(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#')?;
    let part = |at: usize, width: usize| u8::from_str_radix(digits.get(at..at + width)?, 16).ok();
    match digits.len() {
        3 => Some(Color { r: part(0, 1)? * 17, g: part(1, 1)? * 17, b: part(2, 1)? * 17 }),
        _ => Some(Color { r: part(0, 2)?, g: part(2, 2)?, b: part(4, 2)? }),
    }
}

fn labels(layers: &Layers<'_>) -> Labels {
    let label = |key: &'static str| {
        let value = layers.label(key).map(|held| held.value);
        let label = match value.and_then(Value::as_text) {
            Some(text) => Label::Text(RichText::parse(text)),
            None if value.and_then(Value::as_bool) == Some(false) => Label::Dropped,
            None => Label::Text(RichText::default()),
        };
        (key, label)
    };
    Labels(keys::LABEL.keys.iter().map(|key| label(key.name)).collect::<BTreeMap<_, _>>())
}
