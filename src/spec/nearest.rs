//! What a misspelt word was meant to be.

/// The nearest of `known` to `word`, if it is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    let limit = (folded.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let distance = distance(&folded, &fold(candidate), limit);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
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
    use super::nearest;

    #[test]
    fn slips_of_the_pen_are_understood() {
        let known = ["kelengkapan", "keterangan", "waktu", "output"];
        assert_eq!(nearest("kelengkpan", known), Some("kelengkapan"));
        assert_eq!(nearest("wkatu", known), Some("waktu"));
        assert_eq!(nearest("Keterangan", known), Some("keterangan"));
        assert_eq!(nearest("penanggung", known), None);
    }
}
