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
    let own: Vec<String> = texts(agency).into_iter().flat_map(|(text, _)| words(text)).collect();
    for (text, value) in
        root.entries.iter().filter(|entry| entry.key != "instansi").flat_map(|entry| texts(&entry.value))
    {
        if let Some((_, name)) = regions(text).into_iter().find(|(level, name)| is_foreign(&own, *level, name)) {
            findings.report(
                value.span.clone(),
                format!("`{name}` bukan nama daerah instansi ini"),
                "ganti bila ini sisa salinan; biarkan bila memang mengutip daerah lain",
            );
        }
    }
}

/// Regions that a text names: level and the first word of the name, as written. Both stand side by side on a line.
fn regions(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for line in text.lines() {
        let parts: Vec<&str> = line.split_whitespace().collect();
        for pair in parts.windows(2) {
            let word = pair[0].trim_start_matches(|c: char| !c.is_alphanumeric());
            let name = pair[1].trim_matches(|c: char| !c.is_alphanumeric());
            let level = LEVELS.iter().position(|words| words.contains(&word.to_lowercase().as_str()));
            let is_name = name.len() > 2
                && pair[1].starts_with(char::is_uppercase)
                && !IS_NO_NAME.contains(&name.to_lowercase().as_str());
            if let Some(level) = level.filter(|_| word.starts_with(char::is_uppercase) && is_name) {
                found.push((level, name));
            }
        }
    }
    found
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

/// Whether the agency is of another region of this level.
fn is_foreign(own: &[String], level: usize, name: &str) -> bool {
    let own_level = own.iter().any(|word| LEVELS[level].contains(&word.as_str()));
    own_level && !own.contains(&name.to_lowercase())
}
