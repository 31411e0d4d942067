use std::borrow::Cow;

use crate::lint::subject::{Subject, texts, words};
use crate::lint::{Findings, rule};

rule! {
    /// Dasar hukum menyebut peraturan yang sudah diganti.
    ///
    /// # Mengapa
    /// SOP yang bersandar pada peraturan yang sudah dicabut harus ditinjau: isinya mungkin berubah bersama peraturannya.
    ///
    /// # Dasar
    /// Permenpan-RB 35/2012, lampiran, bagian identitas: dasar hukum. Daftar penggantian dan sumbernya ada di berkas aturan ini; keadaan
    /// November 2026, hanya yang sumbernya sudah dibaca.
    ///
    /// # Seberapa sering
    /// Pada satu contoh.
    ///
    /// # Contoh
    /// ```toml
    /// [identitas]
    /// dasar_hukum = ["Undang-Undang Nomor 33 Tahun 2004 tentang Perimbangan Keuangan"]
    /// ```
    ///
    /// # Sebaiknya
    /// ```toml
    /// [identitas]
    /// dasar_hukum = ["Undang-Undang Nomor 1 Tahun 2022 tentang Hubungan Keuangan"]
    /// ```
    "dasar-hukum-diganti", Warning, check
}

/// An act and what replaced it.
struct Replaced {
    /// Words that tell the kind of act, any of which must stand in the citation.
    kind: &'static [&'static str],
    number: &'static str,
    year: &'static str,
    by: &'static str,
}

const LAW: &[&str] = &["undang", "uu"];
const GOVERNMENT: &[&str] = &["pemerintah", "pp"];

const REPLACED: [Replaced; 7] = [
    // Considerans of Permenpan-RB 35/2012.
    Replaced {
        kind: &["pan", "menpan", "aparatur"],
        number: "21",
        year: "2008",
        by: "Permenpan-RB Nomor 35 Tahun 2012",
    },
    // UU 1/2022, Pasal 189 ayat (1) huruf a.
    Replaced { kind: LAW, number: "33", year: "2004", by: "Undang-Undang Nomor 1 Tahun 2022" },
    // UU 1/2022, Pasal 189 ayat (1) huruf b.
    Replaced { kind: LAW, number: "28", year: "2009", by: "Undang-Undang Nomor 1 Tahun 2022" },
    // JDIH Kabupaten Barito Utara, 30 November 2023: UU 5/2014 dicabut oleh UU 20/2023.
    Replaced { kind: LAW, number: "5", year: "2014", by: "Undang-Undang Nomor 20 Tahun 2023" },
    // UU 32/2004 menggantikan UU 22/1999, UU 23/2014 menggantikan UU 32/2004 (tinjauan yuridis atas UU 23/2014).
    Replaced { kind: LAW, number: "22", year: "1999", by: "Undang-Undang Nomor 23 Tahun 2014" },
    Replaced { kind: LAW, number: "32", year: "2004", by: "Undang-Undang Nomor 23 Tahun 2014" },
    // Perbandingan PP 12/2019 dengan PP 58/2005 (Universitas Airlangga, 2020).
    Replaced { kind: GOVERNMENT, number: "58", year: "2005", by: "Peraturan Pemerintah Nomor 12 Tahun 2019" },
];

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(value) = subject.value("identitas", "dasar_hukum") else { return };
    for (text, place) in texts(value) {
        let words: Vec<_> = words(text).collect();
        let Some((number, year, kind)) = citation(&words) else { continue };
        let old = REPLACED.iter().find(|old| {
            old.number == number && old.year == year && kind.iter().any(|word| old.kind.contains(&&**word))
        });
        if let Some(old) = old {
            findings.report(
                place.span.clone(),
                format!("peraturan nomor {number} tahun {year} sudah diganti"),
                format!("yang berlaku: {}; periksa apakah SOP ini masih sesuai", old.by),
            );
        }
    }
}

/// Number and year of the act that a text cites first, and the words before them.
fn citation<'a>(words: &'a [Cow<'_, str>]) -> Option<(&'a str, &'a str, &'a [Cow<'a, str>])> {
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let at = words.iter().position(|word| is_number(word))?;
    let number = words[at].trim_start_matches('0');
    let year = words[at + 1..].iter().find(|word| word.len() == 4 && is_number(word))?;
    // `Per/21/M.PAN/11/2008` names the ministry behind the number.
    let end = words.iter().position(|word| word == year)?;
    Some((number, year, &words[..end]))
}
