//! The texts that are read, and places in them.

use std::ops::Range;

/// A half-open range of bytes in a [`Source`].
pub type Span = Range<usize>;

/// A spec as it was read: its name as the user gave it, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    /// Bytes of the file before the text: its byte-order mark.
    skipped: usize,
    /// Byte at which each line begins.
    lines: Vec<usize>,
}

impl Source {
    /// A source called `name` in reports (`-` for standard input). A byte-order mark is no part of the text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        let skipped = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        text.drain(..skipped);
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.into(), text, skipped, lines }
    }

    /// The name as the user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file as it was read, with its byte-order mark.
    pub fn file_bytes(&self) -> Vec<u8> {
        let mark = if self.skipped > 0 { "\u{feff}" } else { "" };
        [mark, &self.text].concat().into_bytes()
    }

    /// The byte of the file at which a byte of the text stands.
    pub fn file_byte(&self, byte: usize) -> usize {
        byte + self.skipped
    }

    /// The bytes of the line (from 1), without its line break.
    pub fn line_span(&self, number: usize) -> Span {
        let start = self.lines[number - 1];
        start..start + self.line(number).len()
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.lines.partition_point(|&start| start <= byte) - 1;
        (line + 1, self.text[self.lines[line]..byte].chars().count() + 1)
    }

    /// The text of a line (from 1), without its line break.
    pub fn line(&self, number: usize) -> &str {
        let start = self.lines[number - 1];
        let end = self.lines.get(number).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.toml", "\u{feff}satu\nké = 1\n");
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(source.text().find('=').unwrap()), (2, 4));
        assert_eq!(source.line(2), "ké = 1");
        assert_eq!((source.line_span(2), source.file_byte(5)), (5..12, 8));
        assert_eq!(source.file_bytes(), "\u{feff}satu\nké = 1\n".as_bytes());
    }
}
