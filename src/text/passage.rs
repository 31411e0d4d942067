//! Texts set in lines.
//!
//! A [`Passage`] holds its glyphs, shaped and measured once, and the places where it may break; setting it at a width only chooses
//! among these ([`super::fit`]). No line is wider than the width it is set to, unless that does not hold its widest glyph behind
//! its list marks. Baselines depend on the style alone, so that first lines of neighbouring cells stand level.

use super::paragraph::Paragraph;
use super::shape::shape;
use super::{FamilyId, Fonts, Glyph, GlyphRun, RichText, Style};
use crate::geom::{Length, Size};

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextStyle {
    /// The family.
    pub family: FamilyId,
    /// The size of an em.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Whether all of it is slanted.
    pub italic: bool,
    /// Whether all of it is underlined.
    pub underline: bool,
    /// How lines stand in the width.
    pub align: Align,
}

/// How lines stand in the width they are set to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// Flush left, ragged right.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// Flush right.
    Right,
}

/// One item of a passage: a paragraph, or an item of a list hanging behind its mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The list mark in front (`1.`).
    pub mark: Option<String>,
    /// The text. Lines with typed marks of their own hang behind these.
    pub text: RichText,
}

/// A text shaped in a style, to be set at any width.
#[derive(Clone, Debug)]
pub struct Passage {
    style: TextStyle,
    /// The first baseline.
    rise: Length,
    paragraphs: Vec<Paragraph>,
}

/// A passage set in lines. Coordinates are from the top left corner of the block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The width it was set to (or its natural one) and the height of all lines.
    pub size: Size,
    /// The lines from the top.
    pub lines: Vec<Line>,
    /// How many words were divided inside, by a hyphen or, where nothing else was left, without.
    pub divided: usize,
}

/// A line of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The baseline, from the top of the block.
    pub baseline: Length,
    /// The entry of the passage that the line belongs to.
    pub entry: usize,
    /// Whether it begins its entry (its mark stands in this line).
    pub first: bool,
    /// The runs from left to right; a mark is a run of its own.
    pub runs: Vec<PlacedRun>,
}

/// A run in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRun {
    /// Its left end, from the left edge of the block.
    pub x: Length,
    /// The glyphs.
    pub run: GlyphRun,
    /// Whether it is the mark of the entry, or typed by the writer in front of the line.
    pub mark: bool,
    /// Whether it is underlined.
    pub underline: bool,
}

impl Passage {
    /// Shapes entries in a style. Marks stand behind one another's left edge; the texts hang behind the widest.
    pub fn new(fonts: &Fonts, entries: &[Entry], style: &TextStyle) -> Self {
        let setter = Setter { fonts, style };
        let marks: Vec<Vec<PlacedRun>> = entries.iter().map(|entry| setter.mark(entry.mark.as_deref())).collect();
        let hang = setter.hang(&marks);
        let mut paragraphs = Vec::new();
        for (index, (entry, mark)) in entries.iter().zip(marks).enumerate() {
            let indent = if mark.is_empty() { Length::ZERO } else { hang };
            setter.entry(index, &entry.text, mark, indent, &mut paragraphs);
        }
        Self { style: *style, rise: setter.rise(), paragraphs }
    }

    /// A text without list marks around it.
    pub fn plain(fonts: &Fonts, text: &RichText, style: &TextStyle) -> Self {
        Self::new(fonts, &[Entry { mark: None, text: text.clone() }], style)
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
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
        self.paragraphs.iter().map(width).max().unwrap_or_default()
    }

    /// The height it has at a width.
    pub fn height(&self, width: Length) -> Length {
        let lines: usize = self.paragraphs.iter().map(|paragraph| paragraph.line_count(self.style.align, width)).sum();
        self.style.leading * lines as i32
    }

    /// Sets it in lines of a width.
    pub fn set(&self, width: Length) -> Block {
        let mut block = Block { size: Size::new(width, Length::ZERO), ..Block::default() };
        for paragraph in &self.paragraphs {
            paragraph.set(&self.style, width, &mut block);
        }
        for (index, line) in block.lines.iter_mut().enumerate() {
            line.baseline = self.rise + self.style.leading * index as i32;
        }
        block.size.h = self.style.leading * block.lines.len() as i32;
        block
    }

    /// Sets it as wide as its longest line.
    pub fn set_natural(&self) -> Block {
        self.set(self.natural_width())
    }
}

/// Shapes in a style.
struct Setter<'a> {
    fonts: &'a Fonts,
    style: &'a TextStyle,
}

impl Setter<'_> {
    /// The first baseline: capitals stand in the middle of the leading, as long as what hangs below the line stays in it.
    fn rise(&self) -> Length {
        let metrics = self.fonts.face(self.fonts.styled(self.style.family, Style::Regular)).metrics();
        let centred = (self.style.leading + metrics.scale(metrics.cap_height, self.style.size)).half();
        let deep = metrics.scale(metrics.descent, self.style.size);
        centred.min(self.style.leading + deep)
    }

    /// How far texts hang behind these marks.
    fn hang(&self, marks: &[Vec<PlacedRun>]) -> Length {
        let width = |mark: &Vec<PlacedRun>| mark.last().map(|placed| placed.x + placed.run.width());
        let widest = marks.iter().filter_map(width).max();
        widest.map_or(Length::ZERO, |widest| widest + self.style.size.ratio(7, 20))
    }

    /// A mark at the left edge; blank marks are none.
    fn mark(&self, mark: Option<&str>) -> Vec<PlacedRun> {
        let text = mark.unwrap_or_default().trim();
        let mut runs: Vec<PlacedRun> = Vec::new();
        let mut pen = Length::ZERO;
        shape(self.fonts, self.font(Style::Regular), self.style.size, text, |font, glyph| {
            let Glyph { text: range, advance, .. } = glyph.clone();
            let at = range.start as usize..range.end as usize;
            if runs.last().is_none_or(|last| last.run.font != font) {
                let run = GlyphRun { font, size: self.style.size, glyphs: Vec::new(), text: String::new() };
                runs.push(PlacedRun { x: pen, run, mark: true, underline: false });
            }
            if let Some(PlacedRun { run, .. }) = runs.last_mut() {
                let start = run.text.len() as u32;
                run.text.push_str(&text[at]);
                run.glyphs.push(Glyph { text: start..run.text.len() as u32, ..glyph });
            }
            pen += advance;
        });
        runs
    }

    /// The lines of an entry as the writer broke them, behind `indent`.
    fn entry(
        &self,
        index: usize,
        text: &RichText,
        mark: Vec<PlacedRun>,
        indent: Length,
        paragraphs: &mut Vec<Paragraph>,
    ) {
        let typed: Vec<Vec<PlacedRun>> = text.lines.iter().map(|line| self.mark(line.mark.as_deref())).collect();
        let hang = self.hang(&typed);
        let mut mark = Some(mark).filter(|mark| !mark.is_empty());
        let mut first = true;
        if text.is_empty() {
            if let Some(mark) = mark {
                paragraphs.push(Paragraph::new(index, true, mark, indent));
            }
            return;
        }
        for (line, typed) in text.lines.iter().zip(typed) {
            let mut marks = mark.take().unwrap_or_default();
            let behind = if typed.is_empty() { Length::ZERO } else { hang };
            marks.extend(typed.into_iter().map(|run| PlacedRun { x: run.x + indent, ..run }));
            let mut paragraph = Paragraph::new(index, first, marks, indent + behind);
            for span in &line.spans {
                paragraph.push(self.fonts, self.font(span.style), self.style.size, &span.text);
            }
            paragraph.finish();
            paragraphs.push(paragraph);
            first = false;
        }
    }

    fn font(&self, style: Style) -> super::FontId {
        let style = if self.style.bold { style.bold() } else { style };
        let style = if self.style.italic { style.italic() } else { style };
        self.fonts.styled(self.style.family, style)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::RichText;

    fn style(align: Align) -> TextStyle {
        let size = Length::pt(10);
        TextStyle {
            family: FamilyId(0),
            size,
            leading: Length::pt(12),
            bold: false,
            italic: false,
            underline: false,
            align,
        }
    }

    fn passage(text: &str) -> Passage {
        Passage::plain(&Fonts::bundled(), &RichText::plain(text), &style(Align::Left))
    }

    fn lines(block: &Block) -> Vec<String> {
        block.lines.iter().map(|line| line.runs.iter().map(|placed| placed.run.text.as_str()).collect()).collect()
    }

    #[test]
    fn lines_are_filled_evenly() {
        let check = |text: &str, width: i32, expected: &[&str]| {
            let passage = passage(text);
            let block = passage.set(Length::pt(width));
            assert_eq!(lines(&block), expected);
            assert_eq!(block.size.h, passage.height(Length::pt(width)));
        };
        check("Menerima surat", 200, &["Menerima surat"]);
        check("Menerima surat", 50, &["Menerima", "surat"]);
        check("satu\ndua", 200, &["satu", "dua"]);
    }
}
