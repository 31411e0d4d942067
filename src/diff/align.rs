//! Which items of a list are which of another: matched in order as far as their likeness allows, the rest by likeness alone.
//!
//! An alignment of the two lists that is worth most comes first (so that of many like rows each meets the one at its place);
//! what it leaves over on both sides is matched wherever it stands, and counts as moved.

/// From this likeness on, in thousandths, two items at their places are the same item, changed.
const SAME: u32 = 450;
/// From this likeness on they are the same item though it stands elsewhere.
const MOVED: u32 = 700;
/// What two items that say the same are worth: more than two pairs that say nearly the same.
const EQUAL: u32 = 2000;
/// The likeness of items that bear the same name: surely the same.
pub(super) const NAMED: u32 = 3000;

/// What became of an item of the new list, or of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is this one of the other list, in the same order as its neighbours.
    Kept(usize),
    /// It is this one of the other list, which stood elsewhere among its neighbours.
    Moved(usize),
    /// The other list has nothing like it.
    Alone,
}

impl Fate {
    /// Its partner.
    pub(super) fn partner(self) -> Option<usize> {
        match self {
            Self::Kept(other) | Self::Moved(other) => Some(other),
            Self::Alone => None,
        }
    }
}

/// Two lists, item by item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alignment {
    /// What became of each old item.
    pub(super) old: Vec<Fate>,
    /// Where each new item comes from.
    pub(super) new: Vec<Fate>,
}

/// Aligns lists of so many items; `likeness` is in thousandths, old first.
pub(super) fn align(old: usize, new: usize, likeness: impl Fn(usize, usize) -> u32) -> Alignment {
    let worth_of = |like: u32| if like == 1000 { EQUAL } else { like };
    let like: Vec<Vec<u32>> = (0..old).map(|i| (0..new).map(|j| worth_of(likeness(i, j))).collect()).collect();
    let worth = |i: usize, j: usize| if like[i][j] >= SAME { like[i][j] } else { 0 };
    // best[i][j]: what the items from i and j on are worth together.
    let mut best = vec![vec![0_u32; new + 1]; old + 1];
    for i in (0..old).rev() {
        for j in (0..new).rev() {
            let both = best[i + 1][j + 1] + worth(i, j);
            best[i][j] = both.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let mut alignment = Alignment { old: vec![Fate::Alone; old], new: vec![Fate::Alone; new] };
    let (mut i, mut j) = (0, 0);
    while i < old && j < new {
        if worth(i, j) > 0 && best[i][j] == best[i + 1][j + 1] + worth(i, j) {
            alignment.old[i] = Fate::Kept(j);
            alignment.new[j] = Fate::Kept(i);
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    match_moved(&like, &mut alignment);
    alignment
}

fn match_moved(like: &[Vec<u32>], alignment: &mut Alignment) {
    let mut pairs = Vec::new();
    for (i, row) in like.iter().enumerate().filter(|&(i, _)| alignment.old[i] == Fate::Alone) {
        let free = row.iter().enumerate().filter(|&(j, _)| alignment.new[j] == Fate::Alone);
        pairs.extend(free.filter(|&(_, &like)| like >= MOVED).map(|(j, &like)| (like, i, j)));
    }
    pairs.sort_by_key(|&(like, i, j)| (std::cmp::Reverse(like), i, j));
    for (_, i, j) in pairs {
        if alignment.old[i] == Fate::Alone && alignment.new[j] == Fate::Alone {
            alignment.old[i] = Fate::Moved(j);
            alignment.new[j] = Fate::Moved(i);
        }
    }
}

/// A text, ready to be compared with others.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    words: String,
    /// Its runs of three letters, sorted.
    triples: Vec<[char; 3]>,
}

impl Shape {
    /// Of a text; case, blanks and punctuation do not count.
    pub(super) fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let words = words.join(" ");
        let letters: Vec<char> = format!(" {words} ").chars().collect();
        let mut triples: Vec<[char; 3]> = letters.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
        triples.sort_unstable();
        Self { words, triples }
    }

    /// How alike two texts are, in thousandths: the part of their runs of three letters that both have. Prefixes and suffixes of
    /// a verb (`mengetik`, `pengetikan`) cost little.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        if self.words == other.words {
            return 1000;
        }
        let (mut i, mut j, mut shared) = (0, 0, 0_usize);
        while let (Some(a), Some(b)) = (self.triples.get(i), other.triples.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
            }
        }
        let all = self.triples.len() + other.triples.len();
        (2000 * shared).checked_div(all).unwrap_or(0).min(999) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The new list, each item with what it was: `=2`, moved `>2`, alone `+`.
    fn shown(old: &[&str], new: &[&str]) -> String {
        let shapes = |texts: &[&str]| texts.iter().map(|text| Shape::of(text)).collect::<Vec<_>>();
        let (a, b) = (shapes(old), shapes(new));
        let fate = |fate: &Fate| match fate {
            Fate::Kept(i) => format!("={i}"),
            Fate::Moved(i) => format!(">{i}"),
            Fate::Alone => "+".to_owned(),
        };
        align(old.len(), new.len(), |i, j| a[i].likeness(&b[j])).new.iter().map(fate).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rows_find_themselves() {
        let old = ["Menerima surat", "Mencatat surat", "Mendisposisi surat", "Mengarsipkan surat"];
        assert_eq!(shown(&old, &old), "=0 =1 =2 =3");
        let added = ["Menerima surat", "Memeriksa keaslian dokumen", "Mencatat surat", "Mengarsipkan surat"];
        assert_eq!(shown(&old, &added), "=0 + =1 =3");
        let moved = ["Menerima surat", "Mengarsipkan surat", "Mencatat surat", "Mendisposisi surat"];
        assert_eq!(shown(&old, &moved), "=0 >3 =1 =2");
    }

    #[test]
    fn a_reworded_row_stays_the_same_row() {
        assert_eq!(shown(&["Pengetikan konsep Renja"], &["Mengetik konsep Renja"]), "=0");
        assert_eq!(shown(&["Pengetikan konsep Renja"], &["Menyerahkan arsip"]), "+");
    }

    #[test]
    fn a_row_that_moved_is_not_its_neighbour_changed() {
        assert_eq!(shown(&["SOP Surat Masuk", "SOP Surat Keluar"], &["SOP Surat Keluar", "SOP Surat Masuk"]), "=1 >0");
    }

    #[test]
    fn many_like_rows_meet_at_their_places() {
        let old = ["Memeriksa konsep", "Memeriksa konsep", "Memeriksa konsep"];
        let new = ["Memeriksa konsep", "Memeriksa konsep"];
        assert_eq!(shown(&old, &new), "=0 =1");
    }
}
