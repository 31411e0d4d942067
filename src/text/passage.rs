//! Texts set in lines.
//!
//! A [`Passage`] holds its glyphs, shaped and measured once, and the places where it may break; setting it at a width only chooses
//! among these ([`super::fit`]). No line is wider than the width it is set to, unless that does not hold its widest glyph behind
//! its list marks. Baselines depend on the style alone, so that first lines of neighbouring cells stand level.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use super::known;
use super::paragraph::Paragraph;
use super::setter::Setter;
use super::{Align, Block, Fonts, PlacedRun, RichText, TextStyle};
use crate::geom::{Length, Size};

/// One item of a passage: a paragraph, or an item of a list hanging behind its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry<'a> {
    /// The list mark in front (`1.`).
    pub mark: Option<&'a str>,
    /// The text. Lines with typed marks of their own hang behind these.
    pub text: &'a RichText,
}

/// A text shaped in a style, to be set at any width.
#[derive(Clone, Debug)]
pub struct Passage {
    style: TextStyle,
    /// The first baseline.
    rise: Length,
    text: Arc<Shaped>,
}

/// Copies of one passage are equal; what was shaped twice is not, whatever it says.
impl PartialEq for Passage {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.text, &other.text)
    }
}

impl Eq for Passage {}

/// What all copies of a passage share.
#[derive(Debug)]
struct Shaped {
    paragraphs: Vec<Paragraph>,
    /// What came of it at the widths that it was set to: the sheets of one template ask for the same again.
    set: Mutex<Vec<Block>>,
}

/// Widths for which is kept what came of them, more than a symbol tries for its words; beyond that it begins anew.
const MOST_WIDTHS: usize = 8;

/// A text with its typed marks as words.
fn with_inline_marks(text: &RichText) -> RichText {
    let mut text = text.clone();
    for line in &mut text.lines {
        if let Some(mark) = line.mark.take() {
            let style = line.spans.first().map_or_else(Default::default, |span| span.style);
            line.spans.insert(0, super::RichSpan { text: format!("{mark} "), style });
        }
    }
    text
}

impl Passage {
    /// Shapes entries in a style. Marks stand behind one another's left edge; the texts hang behind the widest.
    pub fn new(fonts: &Fonts, entries: &[Entry<'_>], style: &TextStyle) -> Self {
        known::passage(fonts, entries, style, Self::shaped)
    }

    fn shaped(fonts: &Fonts, entries: &[Entry<'_>], style: &TextStyle) -> Self {
        let setter = Setter { fonts, style };
        let marks: Vec<Vec<PlacedRun>> = entries.iter().map(|entry| setter.mark(entry.mark)).collect();
        let hang = setter.hang(&marks);
        let mut paragraphs = Vec::new();
        for (index, (entry, mark)) in entries.iter().zip(marks).enumerate() {
            let indent = if mark.is_empty() { Length::ZERO } else { hang };
            let text = match style.align {
                Align::Left => Cow::Borrowed(entry.text),
                // Nothing hangs in a line that does not begin at the left: its mark is its first word.
                Align::Center | Align::Right => Cow::Owned(with_inline_marks(entry.text)),
            };
            setter.entry(index, &text, mark, indent, &mut paragraphs);
        }
        Self { style: *style, rise: setter.rise(), text: Arc::new(Shaped { paragraphs, set: Mutex::default() }) }
    }

    /// A text without list marks around it.
    pub fn plain(fonts: &Fonts, text: &RichText, style: &TextStyle) -> Self {
        Self::new(fonts, &[Entry { mark: None, text }], style)
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.text.paragraphs.is_empty()
    }

    /// The width of its longest line where only the writer's line breaks break it.
    pub fn natural_width(&self) -> Length {
        self.widest(Paragraph::natural_width)
    }

    /// The width of the widest piece that cannot be divided by breaks and hyphens, behind its mark.
    pub fn min_width(&self) -> Length {
        self.widest(Paragraph::min_width)
    }

    /// The width of the longest word undivided, behind its mark.
    pub fn longest_word(&self) -> Length {
        self.widest(Paragraph::longest_word)
    }

    fn widest(&self, width: impl Fn(&Paragraph) -> Length) -> Length {
        self.text.paragraphs.iter().map(width).max().unwrap_or_default()
    }

    /// The height it has at a width.
    pub fn height(&self, width: Length) -> Length {
        let lines: usize =
            self.text.paragraphs.iter().map(|paragraph| paragraph.line_count(self.style.align, width)).sum();
        self.style.leading * lines as i32
    }

    /// Sets it in lines of a width.
    pub fn set(&self, width: Length) -> Block {
        let mut known = self.text.set.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(block) = known.iter().find(|block| block.size.w == width) {
            return block.clone();
        }
        if known.len() >= MOST_WIDTHS {
            known.clear();
        }
        let block = self.lines(width);
        known.push(block.clone());
        block
    }

    fn lines(&self, width: Length) -> Block {
        let mut lines = Vec::new();
        let paragraphs = self.text.paragraphs.iter();
        let divided = paragraphs.map(|paragraph| paragraph.set(&self.style, width, &mut lines)).sum();
        for (index, line) in lines.iter_mut().enumerate() {
            line.baseline = self.rise + self.style.leading * index as i32;
        }
        let height = self.style.leading * lines.len() as i32;
        Block { size: Size::new(width, height), lines: lines.into(), divided }
    }

    /// Sets it as wide as its longest line.
    pub fn set_natural(&self) -> Block {
        self.set(self.natural_width())
    }
}

#[cfg(test)]
mod tests;
