//! What a misspelt word was meant to be.

/// The nearest of `known` to `word`, if it is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    best(word, known).map(|best| best.word)
}

/// The same where nothing else is as near, so that it can only be meant.
pub fn only_near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    best(word, known).filter(|best| best.is_only).map(|best| best.word)
}

struct Best<'a> {
    word: &'a str,
    distance: usize,
    is_only: bool,
}

fn best<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Best<'a>> {
    let folded = fold(word);
    // Of one or two letters nothing is left when one is wrong.
    let limit = if folded.len() < 3 { 0 } else { (folded.len() / 3).clamp(1, 3) };
    let mut best: Option<Best<'_>> = None;
    for word in known {
        let distance = distance(&folded, &fold(word), limit);
        match &mut best {
            _ if distance > limit => {}
            Some(best) if best.word == word => {}
            Some(best) if distance == best.distance => best.is_only = false,
            Some(best) if distance > best.distance => {}
            _ => best = Some(Best { word, distance, is_only: true }),
        }
    }
    best
}

/// Capitals, hyphens and blanks are no difference worth a letter.
fn fold(word: &str) -> Vec<char> {
    word.chars()
        .take(80)
        .flat_map(char::to_lowercase)
        .map(|char| if char == '-' || char == ' ' { '_' } else { char })
        .collect()
}

/// How many letters must be changed, added, left out or exchanged with their neighbour; anything over `limit` is `limit + 1`.
fn distance(a: &[char], b: &[char], limit: usize) -> usize {
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &right) in b.iter().enumerate() {
            let mut cost = (above[j] + usize::from(left != right)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && left == b[j - 1] && a[i - 1] == right {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        (before, above) = (above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{nearest, only_near};

    #[test]
    fn slips_of_the_pen_are_understood() {
        let known = ["kelengkapan", "keterangan", "waktu", "output"];
        assert_eq!(nearest("kelengkpan", known), Some("kelengkapan"));
        assert_eq!(nearest("wkatu", known), Some("waktu"));
        assert_eq!(nearest("Keterangan", known), Some("keterangan"));
        assert_eq!(nearest("penanggung", known), None);
        assert_eq!((nearest("b", ["a"]), nearest("Ya", ["ya"])), (None, Some("ya")));
    }

    #[test]
    fn of_two_that_are_as_near_none_is_sure() {
        assert_eq!(only_near("peria", ["periksa", "perika", "perita"]), None);
        assert_eq!(only_near("perika", ["periksa", "ketik"]), Some("periksa"));
    }
}
