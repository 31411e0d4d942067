//! What is found by holding the SOPs of a project beside one another. Each finding stands at one place, in the file of a row.
//!
//! What was withdrawn (`dicabut`) keeps its number, and may have a successor of the same name: it only counts in series. A draft
//! (`konsep`) of the same number and title as another SOP is its revision.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Row;
use super::numbers::{gaps, normal};
use crate::diag::Diagnostic;
use crate::sop::date::{self, Day};

/// Two NIPs that differ in more digits than this, of people in different agencies, are those of two people of one name.
const SLIPS: usize = 4;
/// What stands where a name has yet to be written.
const NO_NAMES: [&str; 5] = ["NAMA", "NAMA PEJABAT", "NAMA LENGKAP", "NAMA JELAS", "NAMA TERANG"];
/// Titles before a name.
const TITLES: [&str; 12] = ["DR", "DRS", "DRA", "DRG", "DRH", "IR", "H", "HJ", "PROF", "TN", "NS", "APT"];

/// All findings: the row and what is said of it, in the order of the rows.
pub fn findings(rows: &[Row], as_of: Option<Date>) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    double_numbers(rows, &mut found);
    double_titles(rows, &mut found);
    missing_numbers(rows, &mut found);
    two_durations(rows, &mut found);
    two_nips(rows, &mut found);
    overdue(rows, as_of, &mut found);
    found.sort_by_key(|(row, diagnostic)| (*row, diagnostic.span.start));
    found
}

type Found = Vec<(usize, Diagnostic)>;

fn in_use(rows: &[Row]) -> impl Iterator<Item = (usize, &Row)> {
    rows.iter().enumerate().filter(|(_, row)| row.record.status != "dicabut")
}

fn is_revision_of(row: &Row, other: &Row) -> bool {
    let drafts = [row, other].iter().filter(|row| row.record.status == "konsep").count();
    drafts == 1 && title(row) == title(other) && normal(&row.record.number.0) == normal(&other.record.number.0)
}

fn double_numbers(rows: &[Row], found: &mut Found) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (index, row) in in_use(rows) {
        let Some(number) = normal(&row.record.number.0) else { continue };
        let other = *first.entry(number).or_insert(index);
        if other != index && !is_revision_of(row, &rows[other]) {
            let message = format!("nomor `{}` sudah dipakai `{}`", row.record.number.0.trim(), rows[other].file);
            let diagnostic = Diagnostic::warning("nomor-ganda", row.record.number.1.clone(), message);
            found.push((index, diagnostic.help("beri salah satunya nomor lain")));
        }
    }
}

/// A title as it is compared: case, blanks, and `SOP` in front do not count.
fn title(row: &Row) -> String {
    let title = row.record.title.0.to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = words.strip_prefix(&["sop"]).filter(|rest| !rest.is_empty()).unwrap_or(&words);
    words.join(" ")
}

fn double_titles(rows: &[Row], found: &mut Found) {
    let mut first: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (index, row) in in_use(rows) {
        let other = *first.entry((&row.unit, title(row))).or_insert(index);
        if other != index && !is_revision_of(row, &rows[other]) {
            let message = format!("judul `{}` sama dengan judul `{}`", row.record.title.0, rows[other].file);
            let diagnostic = Diagnostic::warning("judul-ganda", row.record.title.1.clone(), message);
            found.push((index, diagnostic.help("satukan keduanya, atau bedakan judulnya")));
        }
    }
}

fn missing_numbers(rows: &[Row], found: &mut Found) {
    let numbers: Vec<Option<String>> = rows.iter().map(|row| normal(&row.record.number.0)).collect();
    let numbered = numbers
        .iter()
        .enumerate()
        .filter_map(|(index, number)| Some((index, rows[index].agency.as_str(), number.as_deref()?)));
    for gap in gaps(&numbered.collect::<Vec<_>>()) {
        let (from, to) = gap.missing;
        let missing = if from == to { format!("{from}") } else { format!("{from} sampai {to}") };
        let message = format!("deret nomor `{}` melompat: {missing} tidak ada", gap.series);
        let span = rows[gap.before].record.number.1.clone();
        let diagnostic = Diagnostic::warning("nomor-melompat", span, message);
        found.push((
            gap.before,
            diagnostic.help("periksa apakah ada SOP yang belum masuk, atau nomor yang salah tulis"),
        ));
    }
}

fn two_durations(rows: &[Row], found: &mut Found) {
    type Key<'a> = (&'a str, &'a str, String, Vec<String>);
    let mut first: BTreeMap<Key<'_>, (usize, usize)> = BTreeMap::new();
    for (index, row) in in_use(rows) {
        for (place, activity) in row.activities.iter().enumerate() {
            let actors = activity.actors.iter().map(|actor| actor.to_lowercase()).collect();
            let text = activity.text.to_lowercase();
            let text = text.trim_end_matches(['.', ';', ',', ' ']).to_owned();
            let key = (row.unit.as_str(), row.agency.as_str(), text, actors);
            let (other, at) = *first.entry(key).or_insert((index, place));
            let before = &rows[other].activities[at];
            if before.extent != activity.extent {
                let message = format!(
                    "kegiatan `{}` di sini `{}`, di `{}` `{}`",
                    activity.text, activity.duration, rows[other].file, before.duration
                );
                let diagnostic = Diagnostic::warning("waktu-berbeda", activity.span.clone(), message);
                found.push((index, diagnostic.help("kegiatan yang sama semestinya mempunyai waktu baku yang sama")));
            }
        }
    }
}

/// A name as it is compared: without titles and degrees.
fn bare_name(name: &str) -> Option<String> {
    let name = name.split(',').next().unwrap_or_default().to_uppercase();
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|word| !word.is_empty()).collect();
    let title = |word: &&&str| TITLES.contains(*word);
    let words: Vec<&str> = words.iter().skip_while(title).copied().collect();
    // Degrees that no comma sets off are written with dots or small letters; one word more or less is still the same person.
    let bare = words.join(" ");
    (!bare.is_empty() && !NO_NAMES.contains(&bare.as_str()) && !name.contains(['$', '…'])).then_some(bare)
}

fn two_nips(rows: &[Row], found: &mut Found) {
    let mut first: BTreeMap<String, Vec<(usize, String, String)>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        for person in &row.record.people {
            let digits: String = person.nip.chars().filter(char::is_ascii_digit).collect();
            let (Some(name), true) = (bare_name(&person.name), digits.len() >= 8) else { continue };
            let office = person.office.to_lowercase();
            let known = first.entry(name).or_default();
            if known.iter().any(|(_, nip, _)| *nip == digits) {
                continue;
            }
            let same = |(other, nip, their_office): &&(usize, String, String)| {
                rows[*other].agency == row.agency || *their_office == office || differing(nip, &digits) <= SLIPS
            };
            if let Some((other, nip, _)) = known.iter().find(same) {
                let message = format!(
                    "`{}` di sini ber-NIP `{}`, di `{}` `{nip}`",
                    person.name,
                    person.nip.trim(),
                    rows[*other].file
                );
                let diagnostic = Diagnostic::warning("nip-berbeda", person.span.clone(), message);
                found.push((index, diagnostic.help("cocokkan dengan data kepegawaian")));
            }
            known.push((index, digits, office));
        }
    }
}

/// In how many digits two NIPs differ.
fn differing(one: &str, other: &str) -> usize {
    let pairs = one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count();
    pairs + one.len().abs_diff(other.len())
}

fn overdue(rows: &[Row], as_of: Option<Date>, found: &mut Found) {
    let Some(as_of) = as_of else { return };
    for (index, row) in in_use(rows) {
        let record = &row.record;
        let (Some(revised), Some(effective)) = (record.revised.date, record.effective.date) else { continue };
        if revised > effective && revised < as_of {
            let (due, day) = (date::words(revised, Day::Bare), date::words(as_of, Day::Bare));
            let message = format!("revisi yang direncanakan {due} sudah lewat pada {day}");
            let diagnostic = Diagnostic::warning("revisi-terlambat", record.revised.span.clone(), message);
            found.push((index, diagnostic.help("tinjau SOP ini, lalu perbarui tanggal revisi dan tanggal efektifnya")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_do_not_make_another_official() {
        let name = |text| bare_name(text).unwrap_or_default();
        assert_eq!(name("Drs. H. Ahmad Contoh, M.Si."), name("AHMAD CONTOH, S.Sos"));
        assert_eq!(bare_name("NAMA PEJABAT, S.Sos., M.Si."), None);
        assert_eq!(bare_name("${nama_pengirim}"), None);
    }
}
