//! Where Indonesian words divide.
//!
//! By rule, not by a list of patterns: a word is cut into syllables (`V-CV`, `VC-CV`, `VC-CCV`; *ng, ny, sy, kh* are one consonant,
//! *ai, au, oi, ei* one vowel), and affixes stand apart from their root as the spelling rules ask (EYD V, part I.F). Where a rule
//! cannot know the root (*be-rita* but *ber-ubah*), the doubtful place is left out: a missing hyphen is a shorter line, a wrong one
//! is a mistake. Two letters at least stay on the line, three go to the next.

/// The least number of letters before a hyphen.
const LEFT: usize = 2;
/// The least number after it.
const RIGHT: usize = 3;
/// Words with fewer letters are not divided.
pub(super) const SHORTEST: usize = LEFT + RIGHT;

/// Words that the rules divide wrongly, as they are divided.
const EXCEPTIONS: &[&str] = &[
    "eks-trak",
    "eks-tra",
    "in-ter-ak-si",
    "ins-tan-si",
    "in-ves-ta-ri-sa-si",
    "kons-ti-tu-si",
    "kons-truk-si",
    "obs-truk-si",
    "pas-ca-sar-ja-na",
    "res-pons",
    "sub-ba-gi-an",
    "trans-ak-si",
    "ope-ra-si-o-nal",
];

/// Roots that begin with a vowel, whole behind *meng-, peng-, ber-, per-, ter-*: *meng-ukur*, *ber-ada*.
const VOWEL_ROOTS: &[&str] = &[
    "abdi", "acara", "acu", "ada", "adil", "admini", "adu", "agenda", "ajar", "ajak", "aju", "akhir", "akibat",
    "akses", "akta", "aktif", "akui", "alas", "alat", "alih", "alam", "amal", "aman", "amat", "ambil", "analisis",
    "ancam", "andal", "anggar", "anggot", "angkat", "angkut", "antar", "arah", "arsip", "artik", "asal", "asli",
    "asuh", "atas", "atur", "awal", "awas", "edar", "eksekusi", "erti", "evalu", "ekspor", "identif", "ikat", "impor",
    "indikas", "ingat", "inisia", "input", "instruks", "inventar", "isi", "isyarat", "izin", "obat", "olah", "oleh",
    "operas", "optimal", "organis", "otoris", "ubah", "ucap", "uji", "ukur", "ulang", "umum", "undang", "undur",
    "unduh", "unggah", "unggul", "ungkap", "untuk", "upaya", "upa", "urai", "urus", "urut", "usaha", "usul", "utama",
    "utang", "utus",
];

/// Roots with *k* that melts into *meng-, peng-*: *me-ngirim*, *pe-ngelola*.
const MELTED_ROOTS: &[&str] = &[
    "aji", "andung", "anton", "ejar", "elola", "elompok", "eluar", "embali", "embang", "emudi", "enal", "enda", "erja",
    "erah", "etahui", "etik", "irim", "onfirm", "onsep", "onsul", "ontrol", "oordin", "oreksi", "umpul", "uasa",
    "unci", "unjung", "urang", "utip",
];

/// Words that begin as if with *ber-, per-, ter-* and do not: *te-rang*.
const R_WORDS: &[&str] = &[
    "beran",
    "berat",
    "beri",
    "beras",
    "perang",
    "perawat",
    "perekam",
    "perencana",
    "periksa",
    "perintah",
    "perintis",
    "periode",
    "perumus",
    "terang",
    "terap",
    "terima",
    "terus",
];

/// What may stand before *ber-, per-, ter-*.
const OUTER: &[&str] = &["", "di", "ke", "mem", "men", "pem", "se"];

/// The places where a word of letters may be divided by a hyphen, as byte offsets.
pub(super) fn points(word: &str) -> Vec<usize> {
    let lower = word.to_ascii_lowercase();
    if lower.len() < SHORTEST || !lower.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    let points = exception(&lower).unwrap_or_else(|| divide(lower.as_bytes()));
    points.into_iter().filter(|&at| at >= LEFT && at + RIGHT <= lower.len()).collect()
}

/// The hyphens of a listed word, or of one that only adds to it: *instansinya*.
fn exception(word: &str) -> Option<Vec<usize>> {
    EXCEPTIONS.iter().find_map(|divided| {
        let mut letters = word.bytes().enumerate();
        let mut points = Vec::new();
        for byte in divided.bytes() {
            match byte {
                b'-' => points.push(letters.clone().next().map_or(word.len(), |(at, _)| at)),
                _ if letters.next().is_some_and(|(_, letter)| letter == byte) => {}
                _ => return None,
            }
        }
        let known = word.len() - letters.count();
        points.extend(divide(&word.as_bytes()[known..]).into_iter().map(|at| known + at));
        Some(points)
    })
}

fn divide(word: &[u8]) -> Vec<usize> {
    let mut points = syllables(word);
    part_nasal_prefix(word, &mut points);
    part_r_prefix(word, &mut points);
    part_trans(word, &mut points);
    keep_vowel_with_root(word, &mut points);
    drop_before_an(word, &mut points);
    points
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// The places between syllables.
fn syllables(word: &[u8]) -> Vec<usize> {
    let mut points = Vec::new();
    let mut at = 0;
    while let Some(vowel) = (at..word.len()).find(|&at| is_vowel(word[at])) {
        let is_one = vowel + 1 < word.len() && matches!(&word[vowel..vowel + 2], b"ai" | b"au" | b"oi" | b"ei");
        let end = vowel + if is_one { 2 } else { 1 };
        let Some(next) = (end..word.len()).find(|&at| is_vowel(word[at])) else { break };
        points.push(end + left_consonants(&word[end..next]));
        at = end;
    }
    points
}

/// How many letters of the consonants between two vowels stay with the first.
fn left_consonants(consonants: &[u8]) -> usize {
    let first = match consonants {
        [b'n', b'g', ..] | [b'n', b'y', ..] | [b's', b'y', ..] | [b'k', b'h', ..] => 2,
        // *eks-por*, *teks-tur*
        [b'k', b's', _, ..] => 2,
        [] => 0,
        _ => 1,
    };
    if first < consonants.len() { first } else { 0 }
}

/// *meng-* and *peng-* before a vowel.
fn part_nasal_prefix(word: &[u8], points: &mut Vec<usize>) {
    let outer = ["", "di", "ke", "se"].iter().find_map(|outer| {
        let rest = word.strip_prefix(outer.as_bytes())?;
        (rest.starts_with(b"meng") || rest.starts_with(b"peng")).then_some(outer.len())
    });
    let Some(outer) = outer else { return };
    let root = &word[outer + 4..];
    if root.first().is_some_and(|&letter| is_vowel(letter)) {
        part(points, outer + 2, outer + 4, root);
    }
}

/// *ber-*, *per-* and *ter-* before a vowel.
fn part_r_prefix(word: &[u8], points: &mut Vec<usize>) {
    for outer in OUTER {
        let Some(rest) = word.strip_prefix(outer.as_bytes()) else { continue };
        let is_prefix = [b"ber", b"per", b"ter"].iter().any(|prefix| rest.starts_with(*prefix));
        let is_word = R_WORDS.iter().any(|word| rest.starts_with(word.as_bytes()));
        if is_prefix && !is_word && rest.get(3).is_some_and(|&letter| is_vowel(letter)) {
            part(points, outer.len() + 2, outer.len() + 3, &rest[3..]);
        }
    }
}

/// Divides a prefix from its root where the root is known: at `whole` from one that keeps its beginning, at `melted` from one whose
/// beginning melted into the prefix; nowhere there if it is not known.
fn part(points: &mut Vec<usize>, melted: usize, whole: usize, root: &[u8]) {
    let known = |roots: &[&str]| roots.iter().any(|known| root.starts_with(known.as_bytes()));
    points.retain(|&at| at != melted && at != whole);
    let point = if known(VOWEL_ROOTS) {
        whole
    } else if whole - melted == 2 && known(MELTED_ROOTS) {
        melted
    } else {
        return;
    };
    // No letter of the root stays alone with its prefix: *ber-upaya*, not *beru-paya*.
    points.retain(|&at| at != whole + 1 || point != whole);
    let index = points.partition_point(|&at| at < point);
    points.insert(index, point);
}

/// *trans-* before a consonant.
fn part_trans(word: &[u8], points: &mut [usize]) {
    if word.starts_with(b"trans") && word.get(5).is_some_and(|&letter| !is_vowel(letter)) {
        points.iter_mut().filter(|at| **at == 4).for_each(|at| *at = 5);
    }
}

/// No first letter of a root stays behind with *di-, ke-, se-*: *di-ulang*, not *diu-lang*.
fn keep_vowel_with_root(word: &[u8], points: &mut Vec<usize>) {
    if [b"di", b"ke", b"se"].iter().any(|prefix| word.starts_with(*prefix)) && points.starts_with(&[2, 3]) {
        points.remove(1);
    }
}

/// The suffix *-an* takes no consonant of its root along: *lapor-an*, whose two letters are too few to divide, is not *lapo-ran*.
/// *-kan* does stand apart, but may be *-an* behind *k*, unless the word is a verb.
fn drop_before_an(word: &[u8], points: &mut Vec<usize>) {
    let Some(stem) = word.strip_suffix(b"an") else { return };
    let Some(&point) = points.last() else { return };
    let is_verb = word.starts_with(b"me") || word.starts_with(b"di");
    let after_consonant = point > 0 && !is_vowel(word[point - 1]);
    let is_kan = stem.ends_with(b"k") && point + 3 == word.len() && (is_verb || after_consonant);
    if point < stem.len() && !is_kan && word.len() > 5 {
        points.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(divided: &str) {
        let word = divided.replace('-', "");
        let mut found = word.clone();
        points(&word).iter().rev().for_each(|&at| found.insert(at, '-'));
        assert_eq!(found, divided);
    }

    #[test]
    fn plain_words_divide_between_syllables() {
        check("ka-bu-pa-ten");
        check("ma-sya-ra-kat");
        check("struk-tur");
        check("in-stru-men");
        check("pe-ga-wai");
        check("ad-mi-nis-trasi");
        check("pe-nye-leng-gara");
        check("ke-se-jah-te-raan");
        check("meng-gu-na-kan");
    }

    #[test]
    fn prefixes_stand_apart_where_the_root_is_known() {
        check("mem-per-tang-gung-ja-wab-kan");
        check("pen-dis-tri-bu-sian");
        check("mem-ve-ri-fi-kasi");
        check("di-per-un-tuk-kan");
        check("peng-ung-kapan");
        check("peng-ad-mi-nis-tra-sian");
        check("me-ngi-rim-kan");
        check("ber-upaya");
        check("be-ri-tahu");
        check("ke-te-rangan");
        check("di-ulang");
    }

    #[test]
    fn doubtful_places_are_left_out() {
        check("mengi-lap-kan");
        check("beru-ang");
        check("la-poran");
        check("ke-bi-jakan");
        check("trans-pa-ransi");
    }
}
