use crate::lint::subject::{Subject, texts, words};
use crate::lint::{Findings, rule};

rule! {
    /// Nama daerah lain disebut dalam SOP ini.
    ///
    /// # Mengapa
    /// SOP sering disalin dari daerah lain, dan namanya tertinggal di dasar hukum atau uraian.
    ///
    /// # Dasar
    /// Pengalaman bagian organisasi; tidak ada pasalnya. Peraturan daerah lain boleh dikutip, maka hanya catatan.
    ///
    /// # Seberapa sering
    /// Tidak pernah pada contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [identitas]
    /// dasar_hukum = ["Peraturan Bupati Seberang Nomor 7 Tahun 2016"]
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [identitas]
    /// dasar_hukum = ["Peraturan Bupati Contoh Nomor 7 Tahun 2016"]
    /// ```
    "nama-daerah-lain", Note, check
}

/// Words that a region's name follows, by level; the regions of one level exclude each other.
const LEVELS: [&[&str]; 3] =
    [&["provinsi", "gubernur"], &["kabupaten", "kota", "bupati", "walikota"], &["kecamatan", "camat"]];

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let root = &subject.spec.root;
    let Some(agency) = root.table("instansi").and_then(|agency| agency.get("nama")) else { return };
    let own: Vec<_> = texts(agency).flat_map(|(text, _)| words(text)).collect();
    // What the agency's name leaves open may be of any region.
    let own_levels = LEVELS.map(|level| own.iter().any(|word| level.contains(&&**word)));
    let is_foreign =
        |level: usize, name: &str| own_levels[level] && !own.iter().any(|word| **word == name.to_lowercase());
    let others = root.entries.iter().filter(|entry| entry.key != "instansi");
    for (text, value) in others.flat_map(|entry| texts(&entry.value)) {
        if let Some((_, name)) = regions(text).find(|(level, name)| is_foreign(*level, name)) {
            findings.report(
                value.span.clone(),
                format!("`{name}` bukan nama daerah instansi ini"),
                "ganti bila ini sisa salinan; biarkan bila memang mengutip daerah lain",
            );
        }
    }
}

/// Regions that a text names: level and the first word of the name, as written. Both stand side by side on a line.
fn regions(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let pairs = text.lines().flat_map(|line| {
        let mut words = line.split_whitespace();
        let mut before = words.next().unwrap_or_default();
        words.map(move |word| (std::mem::replace(&mut before, word), word))
    });
    pairs.filter(|(_, second)| second.starts_with(char::is_uppercase)).filter_map(|(first, second)| {
        let level = level(first.trim_start_matches(|c: char| !c.is_alphanumeric()))?;
        let name = second.trim_matches(|c: char| !c.is_alphanumeric());
        let is_name = name.len() > 2 && !IS_NO_NAME.iter().any(|other| other.eq_ignore_ascii_case(name));
        is_name.then_some((level, name))
    })
}

/// The level that a capitalised word stands for.
fn level(word: &str) -> Option<usize> {
    let is_same = |other: &&str| other.eq_ignore_ascii_case(word);
    LEVELS.iter().position(|words| word.starts_with(char::is_uppercase) && words.iter().any(is_same))
}

/// Capitalised words that may follow and name no region.
const IS_NO_NAME: [&str; 16] = [
    "nomor",
    "dan",
    "atau",
    "tentang",
    "tahun",
    "yang",
    "kota",
    "kabupaten",
    "dalam",
    "untuk",
    "melalui",
    "kepada",
    "dengan",
    "selaku",
    "sebagai",
    "setempat",
];
