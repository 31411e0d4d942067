//! Where a text may break, and where it had better not.
//!
//! Takes the opportunities of Unicode (UAX #14) and judges each by the words around it, as a clerk reads them: a number stays with
//! what it counts or names (`Nomor 25`, `3–5 hari`, `Rp 100.000`), a title with its name, degrees with one another. Nothing is
//! forbidden; what belongs together costs a line that breaks it so much that only a narrow column will.

use unicode_linebreak::linebreaks;

use super::fit::Kind;
use super::hyphen;

/// A place in a text where a line may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opportunity {
    /// Its byte.
    pub at: usize,
    /// How good it is.
    pub kind: Kind,
}

/// The places where a line may begin, in order, the end of the text among them; none in words.
pub(super) fn opportunities(text: &str) -> Vec<Opportunity> {
    let mut found = Vec::with_capacity(text.len() / 6 + 1);
    let mut words = Words::default();
    for (at, _) in linebreaks(text) {
        let kind = match text.as_bytes().get(at) {
            None => Kind::End,
            Some(_) if text.as_bytes()[at - 1] == b' ' => words.at_blank(text, at),
            Some(_) => inside(text, at),
        };
        found.push(Opportunity { at, kind });
    }
    found
}

/// The places inside words, in order: where a hyphen may divide them, and behind the dots of an address.
pub(super) fn divisions(text: &str) -> Vec<Opportunity> {
    let mut places = Vec::new();
    // Capitals are an abbreviation among small letters, and just a word in a heading.
    let longest_abbreviation = if text.contains(char::is_lowercase) { 7 } else { 4 };
    for (start, token) in tokens(text).filter(|(_, token)| token.len() >= hyphen::SHORTEST) {
        let mut place = |at: usize, kind| places.push(Opportunity { at: start + at, kind });
        if is_name(token) {
            address_parts(token).for_each(|at| place(at, Kind::Glued));
            continue;
        }
        let mut offset = 0;
        for part in token.split(|char: char| !char.is_alphabetic()) {
            let is_abbreviation =
                part.len() <= longest_abbreviation && part.bytes().all(|byte| byte.is_ascii_uppercase());
            if !is_abbreviation {
                hyphen::points(part).into_iter().for_each(|at| place(offset + at, Kind::Hyphen));
            }
            offset += part.len() + token[offset + part.len()..].chars().next().map_or(0, char::len_utf8);
        }
    }
    places
}

/// The places behind the signs in an address or a number of letters: `nama@|contoh.|go.id`, `800/|Kep.12-|Umum`. A placeholder has
/// none, nor has a number its thousands parted.
fn address_parts(token: &str) -> impl Iterator<Item = usize> {
    let bytes = token.as_bytes();
    let is_open = !token.contains('{');
    let is_place = move |&at: &usize| {
        let is = |at: usize, kind: fn(&u8) -> bool| bytes.get(at).is_some_and(kind);
        let part = match bytes[at - 1] {
            b'/' | b'-' => u8::is_ascii_alphanumeric,
            _ => u8::is_ascii_alphabetic,
        };
        at > 2 && is(at - 2, part) && is(at, part) && is(at + 1, part)
    };
    token.match_indices(['.', '@', '_', '/', '-']).map(|(at, _)| at + 1).filter(move |at| is_open && is_place(at))
}

/// The words of a text, parted by blanks, with their first bytes.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive(' ').filter_map(move |token| {
        let at = start;
        start += token.len();
        let token = token.trim_end_matches(' ');
        (!token.is_empty()).then_some((at, token))
    })
}

/// Whether a word is one that is written as it stands: an address, a placeholder, a number.
fn is_name(token: &str) -> bool {
    let inner = token.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    token.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'@' | b'_' | b'$' | b'{' | b'\''))
        || inner.contains('.')
}

/// The two words before a blank, kept from break to break.
#[derive(Default)]
struct Words<'a> {
    before_last: &'a str,
    last: &'a str,
    end: usize,
}

impl<'a> Words<'a> {
    /// What a break at this blank does.
    fn at_blank(&mut self, text: &'a str, at: usize) -> Kind {
        let fresh = &text[self.end..at];
        for word in fresh.split(' ').filter(|word| !word.is_empty()) {
            (self.before_last, self.last) = (self.last, word);
        }
        self.end = at;
        let rest = &text[at..];
        let next = &rest[..rest.find(' ').unwrap_or(rest.len())];
        between(self.before_last, self.last, next)
    }
}

/// Words that what follows belongs to, whatever it is: titles, forms of signing, abbreviations.
const LEADING: &[&str] = &[
    "No.", "Nomor", "nomor", "NOMOR", "Pasal", "pasal", "Rp", "Rp.", "Tk.", "NIP", "NIP.", "a.n.", "an.", "A.n.",
    "u.b.", "Plt.", "Plh.", "Pj.", "Drs.", "Dra.", "Dr.", "dr.", "Ir.", "H.", "Hj.", "Prof.", "Yth.", "Bpk.", "Sdr.",
    "Jl.", "Jln.", "Telp.", "Kec.", "Kab.", "hal.", "hlm.",
];

/// Words that a number, a letter or a Roman number after them belongs to.
const COUNTED: &[&str] = &[
    "ayat", "huruf", "angka", "butir", "Tahun", "tahun", "TAHUN", "BAB", "Bab", "Lampiran", "LAMPIRAN", "tanggal",
    "Tanggal", "Golongan", "Eselon", "eselon", "Kelas", "kelas", "halaman", "Tingkat", "tingkat", "ke", "s.d.", "s/d",
    "sampai", "maksimal", "minimal", "pukul", "Pukul",
];

/// What a number before them counts.
const UNITS: &[&str] = &[
    "detik",
    "menit",
    "jam",
    "hari",
    "minggu",
    "bulan",
    "tahun",
    "dtk",
    "mnt",
    "hr",
    "mgg",
    "bln",
    "thn",
    "kali",
    "orang",
    "lembar",
    "berkas",
    "rangkap",
    "eksemplar",
    "buah",
    "unit",
    "set",
    "bendel",
    "dokumen",
    "paket",
    "km",
    "m",
    "cm",
    "mm",
    "kg",
    "persen",
    "%",
    "x",
    "×",
    "s.d",
    "s/d",
    "WIB",
    "WITA",
    "WIT",
];

/// Numbers in words, as they stand in brackets behind the figure: `5 (lima) hari`.
const NUMERALS: &[&str] = &[
    "(satu)",
    "(dua)",
    "(tiga)",
    "(empat)",
    "(lima)",
    "(enam)",
    "(tujuh)",
    "(delapan)",
    "(sembilan)",
    "(sepuluh)",
    "(sebelas)",
];

/// What a break between two words does; `earlier` stands before them.
fn between(earlier: &str, left: &str, right: &str) -> Kind {
    let (word, next) = (bare(left), bare(right));
    let is_dash = |word: &str| matches!(word, "-" | "–" | "—");
    let is_number_left = is_number(word) && !left.ends_with([',', ';', ':']);
    let in_words = |word: &str| word.starts_with('(') && NUMERALS.contains(&word);
    // Nearly all words fail the first test of each line, which is the quicker one.
    let glued = may_lead(left) && LEADING.contains(&left)
        || (is_number(next) || is_ordinal(next)) && COUNTED.contains(&left)
        || is_number_left && (UNITS.contains(&next) || crate::calendar::MONTHS.contains(&next))
        || is_number_left && in_words(right)
        || in_words(left) && UNITS.contains(&next)
        || matches!(left, "x" | "×") && is_number(next)
        // A line never begins with the dash of a range.
        || is_dash(right)
        || is_dash(left) && is_number(next) && is_number(bare(earlier))
        || matches!(next, "ayat" | "huruf" | "angka" | "butir") && (is_number_left || is_ordinal(word))
        || is_rank(right)
        || left.ends_with(',') && is_degree(word) && is_degree(next);
    let close = is_dash(left) && is_number(next) && UNITS.contains(&bare(earlier))
        // The parts of a duration: `1 hari | 30 menit`.
        || UNITS.contains(&left) && is_number(next) && is_number(bare(earlier))
        || is_number(next) && crate::calendar::MONTHS.contains(&word)
        || word == "hari" && next == "kerja";
    match (glued, close) {
        (true, _) => Kind::Glued,
        (_, true) => Kind::Close,
        _ => Kind::Blank,
    }
}

/// Whether a word may be one of [`LEADING`]: it has a capital or a dot, or is one of the few without.
fn may_lead(word: &str) -> bool {
    word.starts_with(|char: char| char.is_ascii_uppercase()) || word.ends_with('.') || matches!(word, "nomor" | "pasal")
}

/// A word without brackets around it and punctuation behind it.
fn bare(word: &str) -> &str {
    word.trim_start_matches(['(', '"', '“']).trim_end_matches([',', '.', ';', ':', ')', '"', '”'])
}

/// Whether a word is a number, or a range of two: `3`, `10.000`, `3–5`, `1/2`.
fn is_number(word: &str) -> bool {
    word.starts_with(|char: char| char.is_ascii_digit())
        && word.chars().all(|char| char.is_ascii_digit() || matches!(char, '.' | ',' | '-' | '–' | '/' | 'x' | '±'))
}

/// Whether a word is a letter or a Roman number, perhaps of two parts: `a`, `IV`, `III/d`.
fn is_ordinal(word: &str) -> bool {
    let is_roman = |part: &str| !part.is_empty() && part.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    let is_letter = |part: &str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let (first, second) = word.split_once('/').unwrap_or((word, "a"));
    (is_roman(first) || is_letter(first)) && is_letter(second)
}

/// Whether a word is a rank in brackets: `(IV/b)`.
fn is_rank(word: &str) -> bool {
    word.starts_with('(') && word.contains('/') && is_ordinal(bare(word))
}

/// Whether a word is an academic degree: `S.Sos`, `M.Si`, `S.H`; without the last dot. `SE`, `MM` count among such.
fn is_degree(word: &str) -> bool {
    let is_part = |part: &str| (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_capitals = (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    is_capitals
        || word.starts_with(|char: char| char.is_ascii_uppercase())
            && word.contains('.')
            && word.split('.').all(is_part)
}

/// How many bytes of a word are looked at on either side of a break.
const REACH: usize = 200;

/// What a break inside a word, where no blank stands, does.
fn inside(text: &str, at: usize) -> Kind {
    // A look around as wide as any word; further would cost time on a text without blanks.
    let (first, last) = (text.floor_char_boundary(at.saturating_sub(REACH)), text.floor_char_boundary(at + REACH));
    let start = text[first..at].rfind(' ').map_or(first, |blank| first + blank + 1);
    let end = text[at..last].find(' ').map_or(last, |blank| at + blank);
    let (token, left, right) = (&text[start..end], &text[start..at], &text[at..end]);
    let open = left.rfind("${").is_some_and(|open| !left[open..].contains('}'));
    if open {
        return Kind::Glued;
    }
    if token.contains("://") || token.starts_with("www.") {
        return Kind::Joint;
    }
    let sign = left.chars().next_back().unwrap_or(' ');
    let before = left.len() - sign.len_utf8();
    let letters_left = letters(left[..before].chars().rev());
    let letters_right = letters(right.chars());
    let has_digits = token.bytes().any(|byte| byte.is_ascii_digit());
    let is_capitals = |part: &str| part.chars().filter(|char| char.is_alphabetic()).all(char::is_uppercase);
    match sign {
        '/' if has_digits => Kind::Glued,
        '-' | '–' | '—' | '/' if letters_left >= 3 && letters_right >= 3 => {
            if sign == '-' && is_capitals(left) && letters_left.min(letters_right) < 5 {
                Kind::Close
            } else {
                Kind::Joint
            }
        }
        '-' | '/' if letters_left >= 2 && letters_right >= 2 => Kind::Close,
        '-' | '–' | '—' | '/' => Kind::Glued,
        _ => Kind::Close,
    }
}

fn letters(chars: impl Iterator<Item = char>) -> usize {
    chars.take_while(|char| char.is_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Breaks shown in the text: `|` good, `'` closer, `~` inside what belongs together.
    fn check(marked: &str) {
        let text: String = marked.chars().filter(|char| !"|'~".contains(*char)).collect();
        let mut found = text.clone();
        for place in opportunities(&text).iter().rev() {
            let mark = match place.kind {
                Kind::End => continue,
                Kind::Blank | Kind::Joint => '|',
                Kind::Close => '\'',
                _ => '~',
            };
            found.insert(place.at, mark);
        }
        assert_eq!(found, marked);
    }

    #[test]
    fn compounds_break_after_their_sign() {
        check("Persyaratan/|Perlengkapan |dan/|atau |Undang-|Undang");
        check("e-~Government |PAN-'RB |KTP/'KK |Senin–|Jumat |R/~T");
    }

    #[test]
    fn numbers_stay_with_what_they_count_or_name() {
        check("Undang-|Undang |Nomor ~25 |Tahun ~2009 |Pasal ~5 ~ayat ~(1) ~huruf ~a");
        check("paling |lama |3–~5 ~hari 'kerja, |biaya |Rp ~100.000 |per |orang");
        check("30 ~menit ~- '3 ~jam, |1 ~x ~24 ~jam");
        check("Undang ~- |Undang |Nomor ~5");
        check("tanggal ~1 ~Agustus '2019 |dan |2 ~lembar");
        check("3 ~– ~5 ~hari");
    }

    #[test]
    fn names_stay_with_their_titles() {
        check("NAMA |PEJABAT, |S.Sos., ~M.Si.");
        check("Pembina |Tk. ~I ~(IV/~b)");
        check("a.n. ~Bupati |Plt. ~Camat |H. ~Nama");
    }

    #[test]
    fn placeholders_and_numbers_of_letters_are_one() {
        check("Nomor ~${nomor_naskah} |dan |070/12/35.07.11/2019");
        check("laman |https://|contoh.go.id/|berkas");
    }

    #[test]
    fn hyphens_are_for_words_only() {
        let hyphens = |text: &str| divisions(text).iter().filter(|place| place.kind == Kind::Hyphen).count();
        let check = |text: &str, expected: usize| assert_eq!(hyphens(text), expected, "{text}");
        check("pemerintahan", 3);
        check("www.pemerintahan.go.id", 0);
        check("${pemerintahan}", 0);
        check("Kepala BAPPEDA", 1);
        check("KEPALA BAGIAN", 2);
        check("Persyaratan/Perlengkapan", 4);
    }

    #[test]
    fn addresses_divide_behind_their_dots() {
        let check = |text: &str, expected: &[usize]| {
            let places: Vec<usize> = divisions(text).iter().map(|place| place.at).collect();
            assert_eq!(places, expected, "{text}");
        };
        check("nama@contoh.go.id", &["nama@".len(), "nama@contoh.".len(), "nama@contoh.go.".len()]);
        check("800/8Kep.34-Umum", &["800/".len(), "800/8Kep.34-".len()]);
        check("1.000.000", &[]);
        check("S.Sos.", &[]);
        check("${ttd_pengirim}", &[]);
    }
}
