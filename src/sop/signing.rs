//! Who signs, where, and how.

use super::identity::{date_text, office};
use super::resolve::{Context, kept, rich};
use super::{ESign, EndBlock, IdentityValue, Signatory, date};
use crate::diag::Diagnostic;
use crate::geom::Length;
use crate::spec::value::{Table, Value};
use crate::text::RichText;

/// Where the approving signature stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    End,
    Both,
}

fn place(table: &Table) -> Place {
    match table.text("letak") {
        Some("akhir") => Place::End,
        Some("keduanya") => Place::Both,
        _ => Place::Head,
    }
}

/// The approval row of the identity.
pub(super) fn head(context: &mut Context<'_>) -> IdentityValue {
    let empty = Table::default();
    let table = context.root.table("pengesahan").unwrap_or(&empty);
    if place(table) == Place::End {
        return IdentityValue::Office(RichText::parse(table.text("kepala").unwrap_or_default()));
    }
    // With both, sign and field stand in the end block.
    let field = (place(table) == Place::Head).then_some("ttd_pengesahan");
    let mut signatory = signatory(context, table, field);
    signatory.role = None;
    IdentityValue::Approval(signatory)
}

/// Place, date and signatures after the last table.
pub(super) fn end_block(context: &mut Context<'_>) -> Option<EndBlock> {
    let empty = Table::default();
    let table = context.root.table("pengesahan").unwrap_or(&empty);
    let others: Vec<&Table> = table.tables("lain").collect();
    unprinted(context, table, !others.is_empty());
    let approves_here = place(table) != Place::Head;
    if !approves_here && others.is_empty() {
        return None;
    }
    let mut signatories = Vec::new();
    for (index, other) in others.into_iter().enumerate() {
        signatories.push(signatory(context, other, Some(&format!("ttd_{}", index + 1))));
    }
    if approves_here {
        signatories.push(signatory(context, table, Some("ttd_pengesahan")));
    }
    Some(EndBlock { place_date: place_date(table), signatories })
}

/// `Kalipare, 1 Agustus 2019`.
fn place_date(table: &Table) -> Option<RichText> {
    let place = rich(table, "tempat");
    let date = Some(date_text(table.get("tanggal"), date::Day::Bare)).filter(|date| !date.is_empty());
    match (place, date) {
        (Some(mut place), Some(date)) => {
            let comma = RichText::plain(", ");
            let parts = comma.lines.into_iter().chain(date.lines).flat_map(|line| line.spans);
            place.lines.last_mut().expect("a text with words has a line").spans.extend(parts);
            Some(place)
        }
        (place, date) => place.or(date),
    }
}

/// What the place of the signature leaves unprinted is told; an electronic signature without a place is an error.
fn unprinted(context: &mut Context<'_>, table: &Table, has_others: bool) {
    let place = place(table);
    if let Some(entry) = table.entry("tte").filter(|_| place == Place::Head && !context.form.identity) {
        let message = "`tte` tidak mempunyai tempat: lembar ini tanpa identitas, dan tanda tangannya di kepala";
        context.error(
            Diagnostic::error("tte-tanpa-tempat", entry.key_span.clone(), message)
                .help("tulis `letak = \"akhir\"` di `[pengesahan]`, atau `identitas = true` di `[format]`"),
        );
    }
    let mut warn = |key: &str, where_printed: &str| {
        if let Some(entry) = table.entry(key) {
            let message = format!("`{key}` tidak dicetak: ia hanya ada {where_printed}");
            context.diagnostics.push(Diagnostic::warning("tidak-dicetak", entry.key_span.clone(), message));
        }
    };
    if place == Place::Head {
        warn("peran", "di blok akhir (`letak = \"akhir\"`)");
        if !has_others {
            warn("tempat", "di blok akhir (`letak = \"akhir\"`)");
            warn("tanggal", "di blok akhir (`letak = \"akhir\"`)");
        }
    }
    if place != Place::End {
        warn("kepala", "bila `letak = \"akhir\"`");
    }
}

/// Somebody who signs. Without a field there is no electronic signature in this place.
fn signatory(context: &mut Context<'_>, table: &Table, field: Option<&str>) -> Signatory {
    let style = table.text("gaya_nama").unwrap_or("tebal-garis");
    Signatory {
        role: rich(table, "peran"),
        office: office(table),
        name: rich(table, "nama"),
        name_bold: style.starts_with("tebal"),
        name_underlined: style.ends_with("garis"),
        rank: rich(table, "pangkat"),
        nip: nip(context, table.get("nip")),
        esign: field.and_then(|field| esign(context, table.table("tte")?, field)),
    }
}

fn nip(context: &Context<'_>, value: Option<&Value>) -> Option<RichText> {
    let number = Some(kept(value)).filter(|number| !number.is_empty())?;
    let plain = number.to_plain();
    let number = match spaced(&plain) {
        Some(spaced) if context.layers.is("nip_spasi") => RichText::plain(&spaced),
        _ => number,
    };
    let mut nip = context.form.labels.get("nip").cloned().unwrap_or_default();
    let blank = if nip.is_empty() { "" } else { " " };
    let parts = RichText::plain(blank).lines.into_iter().chain(number.lines).flat_map(|line| line.spans);
    match nip.lines.last_mut() {
        Some(line) => line.spans.extend(parts),
        None => nip = RichText { lines: vec![crate::text::RichLine { mark: None, spans: parts.collect() }] },
    }
    Some(nip)
}

/// 18 bare digits spaced 8-6-1-3.
fn spaced(number: &str) -> Option<String> {
    let number = number.trim();
    if number.len() != 18 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(format!("{} {} {} {}", &number[..8], &number[8..14], &number[14..15], &number[15..]))
}

fn esign(context: &mut Context<'_>, table: &Table, field: &str) -> Option<ESign> {
    if let Some(value) =
        table.get("tanda").filter(|value| value.as_text().is_some_and(|tag| tag.trim().contains(char::is_whitespace)))
    {
        let message = "`tanda` harus satu karakter atau satu penanda tanpa spasi";
        context.error(
            Diagnostic::error("tanda-tte-salah", value.span.clone(), message)
                .help("tulis satu karakter seperti `\"#\"`, atau penanda seperti `\"${ttd_pengirim}\"`"),
        );
    }
    Some(ESign {
        tag: table.text("tanda").map(|tag| tag.trim().to_owned()),
        picture: context.picture(table, "gambar"),
        size: Length::mm(table.number("ukuran").unwrap_or(16.0)),
        field: field.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn eighteen_digits_are_spaced() {
        assert_eq!(spaced("198001012005011001").as_deref(), Some("19800101 200501 1 001"));
        assert_eq!(spaced("19800101 200501 1 001"), None);
        assert_eq!(spaced("${nip_pengirim}"), None);
    }
}
