//! The texts that are read, and places in them.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A half-open range of bytes in a [`Source`], or in one that is attached to it.
///
/// Attached sources continue the count: the bytes of the first begin at [`ROOM`], those of the next at twice that. So a place in any
/// of them is a plain range, and a spec that stands alone pays nothing.
pub type Span = Range<usize>;

/// Bytes of the count that each source takes.
const ROOM: usize = 1 << 26;

/// A spec as it was read: its name as the user gave it, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    /// Bytes of the file before the text: its byte-order mark.
    skipped: usize,
    /// Byte at which each line begins; looked for when first asked, as few texts have reports.
    lines: OnceLock<Vec<usize>>,
    /// The cells of a table: their bytes and what the user calls them.
    cells: Vec<(Span, String)>,
    /// What the values of this one come from besides.
    attached: Vec<Arc<Source>>,
}

impl Eq for Source {}

impl PartialEq for Source {
    /// Whether all is the same but what was looked for in it so far.
    fn eq(&self, other: &Self) -> bool {
        let Self { name, text, skipped, cells, attached, lines: _ } = self;
        (name, text, skipped) == (&other.name, &other.text, &other.skipped)
            && (cells, attached) == (&other.cells, &other.attached)
    }
}

impl Source {
    /// A source called `name` in reports (`-` for standard input). A byte-order mark is no part of the text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        let skipped = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        text.drain(..skipped);
        Self { name: name.into(), text, skipped, lines: OnceLock::new(), cells: Vec::new(), attached: Vec::new() }
    }

    fn lines(&self) -> &[usize] {
        let begin = |(at, _)| at + 1;
        self.lines.get_or_init(|| std::iter::once(0).chain(self.text.match_indices('\n').map(begin)).collect())
    }

    /// A table as a source: a line a row. `cells` are the places of its cells and their names (`B7`), in order.
    pub fn table(name: impl Into<String>, text: impl Into<String>, cells: Vec<(Span, String)>) -> Self {
        Self { cells, ..Self::new(name, text) }
    }

    /// Attaches another source, and returns what is to be added to its places. What is attached to that one is left out.
    pub fn attach(&mut self, other: Arc<Self>) -> usize {
        self.attached.push(other);
        self.attached.len() * ROOM
    }

    /// The source that a place lies in, and the place in that.
    pub fn part(&self, span: &Span) -> (&Self, Span) {
        match (span.start / ROOM).checked_sub(1).and_then(|index| self.attached.get(index)) {
            Some(part) => {
                let base = span.start / ROOM * ROOM;
                (part, span.start - base..span.end.saturating_sub(base))
            }
            None => (self, span.clone()),
        }
    }

    /// The name of a file that this one names, as the user would call it.
    pub fn beside(&self, file: &str) -> String {
        let (mut folder, mut file) = (self.name.rfind(['/', '\\']).map_or("", |end| &self.name[..=end]), file);
        while let Some(rest) = file.strip_prefix("../") {
            let above = folder.trim_end_matches(['/', '\\']);
            let start = above.rfind(['/', '\\']).map_or(0, |end| end + 1);
            if ["", ".", ".."].contains(&&above[start..]) {
                break;
            }
            (folder, file) = (&folder[..start], rest);
        }
        format!("{folder}{file}")
    }

    /// The name of the cell that a place of this source begins in.
    pub fn cell(&self, byte: usize) -> Option<&str> {
        let index = self.cells.partition_point(|(span, _)| span.start <= byte).checked_sub(1)?;
        Some(&self.cells[index].1)
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
        let start = self.lines()[number - 1];
        start..start + self.line(number).len()
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.lines().partition_point(|&start| start <= byte) - 1;
        (line + 1, self.text[self.lines()[line]..byte].chars().count() + 1)
    }

    /// The text of a line (from 1), without its line break.
    pub fn line(&self, number: usize) -> &str {
        let start = self.lines()[number - 1];
        let end = self.lines().get(number).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_an_attached_source_is_found_there() {
        let mut source = Source::new("a.toml", "a = 1\n");
        let base =
            source.attach(Arc::new(Source::table("b.csv", "x | y\n", vec![(0..1, "A1".into()), (4..5, "B1".into())])));
        let (part, span) = source.part(&(base + 4..base + 5));
        assert_eq!((part.name(), span, part.cell(4)), ("b.csv", 4..5, Some("B1")));
        assert_eq!(source.part(&(4..5)), (&source, 4..5));
    }

    #[test]
    fn files_are_named_as_the_user_would() {
        let beside = |name: &str, file| Source::new(name, "").beside(file);
        assert_eq!(beside("sop/umum/a.toml", "../../bentuk/kita.toml"), "bentuk/kita.toml");
        assert_eq!(beside("./a.toml", "../kita.toml"), "./../kita.toml");
        assert_eq!(beside(r"sop\umum\a.toml", "../kita.toml"), r"sop\kita.toml");
        assert_eq!(beside("-", "kita.toml"), "kita.toml");
    }

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
