//! The order in which people look things up: digits count as numbers, capitals and small letters are the same.

/// A text to sort by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Natural(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(u64),
    Words(String),
}

/// A text to sort by.
pub fn natural(text: &str) -> Natural {
    let mut pieces = Vec::new();
    let text = text.trim().to_lowercase();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let digit = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(match piece.parse() {
            Ok(number) if digit => Piece::Number(number),
            _ => Piece::Words(piece.to_owned()),
        });
        rest = after;
    }
    Natural(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_their_own_order() {
        let mut texts = ["065/10/2024", "065/9/2024", "B", "a", "065/9/2023"];
        texts.sort_by_key(|text| natural(text));
        assert_eq!(texts, ["065/9/2023", "065/9/2024", "065/10/2024", "a", "B"]);
    }
}
