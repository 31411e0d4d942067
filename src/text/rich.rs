//! What a text of the spec says: lines of spans with their emphasis, typed list marks apart.

use super::Style;

/// A text with its markup understood. The empty text has no lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RichText {
    /// Its lines, as the writer broke them.
    pub lines: Vec<RichLine>,
}

/// A line of a text, up to a line break of the writer's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RichLine {
    /// A list mark that the writer typed (`1.`, `a.`, `•`); the line hangs behind it.
    pub mark: Option<String>,
    /// The words.
    pub spans: Vec<RichSpan>,
}

/// A piece of a line in one style.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RichSpan {
    /// The characters, without markup.
    pub text: String,
    /// Its emphasis.
    pub style: Style,
}

impl RichText {
    /// A text in one style, taken as it stands: no markup, blanks kept, line breaks kept.
    pub fn plain(text: &str) -> Self {
        let line = |line: &str| RichLine {
            mark: None,
            spans: vec![RichSpan { text: line.to_owned(), style: Style::Regular }],
        };
        if text.is_empty() { Self::default() } else { Self { lines: text.split('\n').map(line).collect() } }
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.mark.is_none() && line.spans.iter().all(|span| span.text.is_empty()))
    }

    /// The characters alone, lines joined by line breaks, marks included.
    pub fn to_plain(&self) -> String {
        let mut plain = String::new();
        for (i, line) in self.lines.iter().enumerate() {
            if i > 0 {
                plain.push('\n');
            }
            if let Some(mark) = &line.mark {
                plain.push_str(mark);
                plain.push(' ');
            }
            line.spans.iter().for_each(|span| plain.push_str(&span.text));
        }
        plain
    }
}
