//! Shapes the entries of a passage in a style: marks, and paragraphs behind them.

use std::sync::Arc;

use super::paragraph::Paragraph;
use super::shape::shape;
use super::{FontId, Fonts, Glyph, GlyphRun, PlacedRun, RichText, Style, TextStyle};
use crate::geom::Length;

/// Shapes in a style.
pub(super) struct Setter<'a> {
    /// The faces.
    pub(super) fonts: &'a Fonts,
    /// The style.
    pub(super) style: &'a TextStyle,
}

impl Setter<'_> {
    /// The first baseline: capitals stand in the middle of the leading, as long as what hangs below the line stays in it.
    pub(super) fn rise(&self) -> Length {
        let metrics = self.fonts.face(self.fonts.styled(self.style.family, Style::Regular)).metrics();
        let centred = (self.style.leading + metrics.scale(metrics.cap_height, self.style.size)).half();
        let deep = metrics.scale(metrics.descent, self.style.size);
        centred.min(self.style.leading + deep)
    }

    /// How far texts hang behind these marks.
    pub(super) fn hang(&self, marks: &[Vec<PlacedRun>]) -> Length {
        let width = |mark: &Vec<PlacedRun>| mark.last().map(|placed| placed.x + placed.run.width());
        let widest = marks.iter().filter_map(width).max();
        widest.map_or(Length::ZERO, |widest| widest + self.style.size.ratio(7, 20))
    }

    /// A mark at the left edge; blank marks are none.
    pub(super) fn mark(&self, mark: Option<&str>) -> Vec<PlacedRun> {
        let text = mark.unwrap_or_default().trim();
        let mut runs: Vec<PlacedRun> = Vec::new();
        let mut pen = Length::ZERO;
        shape(self.fonts, self.font(Style::Regular), self.style.size, text, |font, glyph| {
            let Glyph { text: range, advance, .. } = glyph.clone();
            let at = range.start as usize..range.end as usize;
            if runs.last().is_none_or(|last| last.run.font != font) {
                let run = GlyphRun { font, size: self.style.size, glyphs: Vec::new(), text: String::new() };
                runs.push(PlacedRun { x: pen, run: run.into(), mark: true, typed: false, underline: false });
            }
            if let Some(PlacedRun { run, .. }) = runs.last_mut() {
                let run = Arc::make_mut(run);
                let start = run.text.len() as u32;
                run.text.push_str(&text[at]);
                run.glyphs.push(Glyph { text: start..run.text.len() as u32, ..glyph });
            }
            pen += advance;
        });
        runs
    }

    /// The lines of an entry as the writer broke them, behind `indent`.
    pub(super) fn entry(
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
            marks.extend(typed.into_iter().map(|run| PlacedRun { x: run.x + indent, typed: true, ..run }));
            let mut paragraph = Paragraph::new(index, first, marks, indent + behind);
            for span in &line.spans {
                paragraph.push(self.fonts, self.font(span.style), self.style.size, &span.text);
            }
            paragraph.finish();
            paragraphs.push(paragraph);
            first = false;
        }
    }

    fn font(&self, style: Style) -> FontId {
        let style = if self.style.bold { style.bold() } else { style };
        let style = if self.style.italic { style.italic() } else { style };
        self.fonts.styled(self.style.family, style)
    }
}
