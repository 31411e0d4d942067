//! How a change is said: quotations, pieces of long texts, lists of names.

use crate::sop::{DurationCell, Listing, Procedure, Signatory};
use crate::text::RichText;

/// Texts longer than this, in characters, are not quoted twice where only a few words of them change.
const LONG: usize = 90;
/// So many words may change at most to be said alone.
const FEW: usize = 8;
/// A row is named by so many characters of its text.
const NAME: usize = 70;

/// Lines as one.
pub(super) fn lines(texts: &[RichText]) -> String {
    texts.iter().map(RichText::to_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A text in quotation marks; those within it become single ones.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", text.replace('“', "‘").replace('”', "’").replace('"', "'"))
}

/// The beginning of a text in quotation marks.
pub(super) fn name(text: &str) -> String {
    if text.chars().count() <= NAME {
        return quoted(text);
    }
    let mut short = String::new();
    for word in text.split(' ') {
        if short.chars().count() + word.chars().count() >= NAME {
            break;
        }
        short += word;
        short.push(' ');
    }
    quoted(&format!("{} …", short.trim_end().trim_end_matches([',', ';', ':', '.'])))
}

/// `semula “a”, menjadi “b”`, or what was added or went.
pub(super) fn change(old: &str, new: &str) -> String {
    match (old.is_empty(), new.is_empty()) {
        (true, _) => format!("diisi {} (semula kosong)", quoted(new)),
        (_, true) => format!("dikosongkan (semula {})", quoted(old)),
        _ => few_words(old, new).unwrap_or_else(|| format!("semula {}, menjadi {}", quoted(old), quoted(new))),
    }
}

/// Of a long text only the words that change, with a word before and after them for the reader to find the place.
fn few_words(old: &str, new: &str) -> Option<String> {
    if old.chars().count().max(new.chars().count()) <= LONG {
        return None;
    }
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (gone, come) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    if gone.len().max(come.len()) > FEW || start + end < gone.len().max(come.len()) * 2 {
        return None;
    }
    let before = a[start.saturating_sub(2)..start].join(" ");
    let after = a[a.len() - end..].iter().take(2).copied().collect::<Vec<_>>().join(" ");
    let place = match (before.is_empty(), after.is_empty()) {
        (false, _) => format!("setelah {}", quoted(&before)),
        (true, false) => format!("sebelum {}", quoted(&after)),
        (true, true) => return None,
    };
    Some(match (gone.is_empty(), come.is_empty()) {
        (true, _) => format!("ditambah {} {place}", quoted(&come.join(" "))),
        (_, true) => format!("{} {place} dihapus", quoted(&gone.join(" "))),
        _ => format!("tulisan {} {place} menjadi {}", quoted(&gone.join(" ")), quoted(&come.join(" "))),
    })
}

/// `a`, `a dan b`, `a, b, dan c`.
pub(super) fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} dan {two}"),
        [others @ .., last] => format!("{}, dan {last}", others.join(", ")),
    }
}

/// The items of a list, each on one line, at the places that the sheet numbers: a blank one too, but a list of blanks has none.
pub(super) fn items(listing: &Listing) -> Vec<String> {
    let items: Vec<String> = listing.items.iter().map(|item| item.text.to_line()).collect();
    if items.iter().all(String::is_empty) { Vec::new() } else { items }
}

/// The items of a list that say something, as one text.
pub(super) fn said(listing: &Listing) -> String {
    items(listing).into_iter().filter(|item| !item.is_empty()).collect::<Vec<_>>().join("; ")
}

/// An item in quotation marks, or that it is blank.
pub(super) fn item(text: &str) -> String {
    if text.is_empty() { "(kosong)".to_owned() } else { quoted(text) }
}

/// A duration as the reader sees it.
pub(super) fn duration(cell: &DurationCell) -> String {
    cell.text.to_line()
}

/// A row by number and text: `kegiatan 6 “Memeriksa konsep”`.
pub(super) fn numbered(procedure: &Procedure, step: usize) -> String {
    format!("{} {}", procedure.step_name(step), name(&procedure.steps[step].text.to_line()))
}

/// Somebody who signs, by name or office.
pub(super) fn signatory(signatory: &Signatory) -> String {
    let office = lines(&signatory.office);
    match (&signatory.name, office.is_empty()) {
        (Some(name), true) => quoted(&name.to_line()),
        (Some(name), false) => format!("{} ({office})", quoted(&name.to_line())),
        (None, false) => quoted(&office),
        (None, true) => "tanpa nama".to_owned(),
    }
}

/// With a capital letter at its beginning.
pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_read_well() {
        assert_eq!(change("10 menit", "15 menit"), "semula “10 menit”, menjadi “15 menit”");
        assert_eq!(change("", "1 Juni 2025"), "diisi “1 Juni 2025” (semula kosong)");
        let old = "Peraturan Menteri Dalam Negeri Nomor 54 Tahun 2009 tentang Tata Naskah Dinas di Lingkungan Pemerintah Daerah";
        let new = "Peraturan Menteri Dalam Negeri Nomor 1 Tahun 2023 tentang Tata Naskah Dinas di Lingkungan Pemerintah Daerah";
        assert_eq!(change(old, new), "tulisan “54 Tahun 2009” setelah “Negeri Nomor” menjadi “1 Tahun 2023”");
        assert_eq!(and(&["a".into(), "b".into(), "c".into()]), "a, b, dan c");
    }
}
