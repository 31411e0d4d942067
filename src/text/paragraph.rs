//! A paragraph: glyphs between two line breaks of the writer's, behind its marks.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::breaks::{Opportunity, divisions, opportunities};
use super::fit::{Break, Filled, Kind, Measure, fill, fit_best, fit_fewest};
use super::shape::shape;
use super::{Align, FontId, Fonts, Glyph, GlyphRun, Line, PlacedRun, TextStyle};
use crate::geom::Length;

/// A paragraph, shaped.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    entry: usize,
    first: bool,
    marks: Vec<PlacedRun>,
    indent: Length,
    text: String,
    /// Where the writer lets words divide.
    soft: Vec<usize>,
    glyphs: Vec<Glyph>,
    stretches: Vec<Stretch>,
    breaks: Vec<Break>,
    /// The breaks with those inside words among them, made when first wanted.
    fine: OnceLock<Vec<Break>>,
}

/// Glyphs of one face.
#[derive(Clone, Debug)]
struct Stretch {
    font: FontId,
    glyphs: Range<usize>,
    /// The hyphen of the face.
    hyphen: Glyph,
}

impl Paragraph {
    /// A paragraph that has no words yet.
    pub(super) fn new(entry: usize, first: bool, marks: Vec<PlacedRun>, indent: Length) -> Self {
        let end = Break {
            end: Length::ZERO,
            next: Length::ZERO,
            end_glyph: 0,
            next_glyph: 0,
            hyphen: Length::ZERO,
            kind: Kind::End,
        };
        Self {
            entry,
            first,
            marks,
            indent,
            text: String::new(),
            soft: Vec::new(),
            glyphs: Vec::new(),
            stretches: Vec::new(),
            breaks: vec![end],
            fine: OnceLock::new(),
        }
    }

    /// Adds words in a face. Soft hyphens of the writer's are taken out; they only tell where a word may divide.
    pub(super) fn push(&mut self, fonts: &Fonts, font: FontId, size: Length, text: &str) {
        for (index, part) in text.split('\u{AD}').enumerate() {
            if index > 0 {
                self.soft.push(self.text.len());
            }
            self.push_words(fonts, font, size, part);
        }
    }

    fn push_words(&mut self, fonts: &Fonts, font: FontId, size: Length, text: &str) {
        self.text.reserve(text.len());
        self.glyphs.reserve(text.len());
        let offset = self.text.len() as u32;
        let (glyphs, stretches) = (&mut self.glyphs, &mut self.stretches);
        shape(fonts, font, size, text, |font, glyph| {
            let at = glyphs.len();
            match stretches.last_mut() {
                Some(stretch) if stretch.font == font => stretch.glyphs.end = at + 1,
                _ => stretches.push(Stretch { font, glyphs: at..at + 1, hyphen: hyphen(fonts, font, size) }),
            }
            let text = offset + glyph.text.start..offset + glyph.text.end;
            glyphs.push(Glyph { text, ..glyph });
        });
        self.text.push_str(text);
    }

    /// Finds the breaks, once all words are there.
    pub(super) fn finish(&mut self) {
        self.breaks = self.measure(&opportunities(&self.text));
    }

    /// Where these places are, measured. Places inside a glyph are none.
    fn measure(&self, places: &[Opportunity]) -> Vec<Break> {
        let mut breaks = Vec::with_capacity(places.len());
        let mut walk = Walk::default();
        for place in places {
            if walk.advance(&self.glyphs, &self.text, place.at) {
                breaks.push(walk.here(place.kind, Length::ZERO));
            }
        }
        breaks
    }

    pub(super) fn natural_width(&self) -> Length {
        self.indent + self.breaks.last().map_or(Length::ZERO, |end| end.end)
    }

    pub(super) fn longest_word(&self) -> Length {
        self.indent + widest_piece(&self.breaks)
    }

    pub(super) fn min_width(&self) -> Length {
        self.indent + widest_piece(self.fine())
    }

    fn fine(&self) -> &[Break] {
        self.fine.get_or_init(|| self.with_divisions())
    }

    fn with_divisions(&self) -> Vec<Break> {
        let mut places = divisions(&self.text);
        if !self.soft.is_empty() {
            places.extend(self.soft.iter().map(|&at| Opportunity { at, kind: Kind::Hyphen }));
            places.sort_by_key(|place| place.at);
            places.dedup_by_key(|place| place.at);
        }
        let mut fine = Vec::with_capacity(self.breaks.len() + places.len());
        let mut places = places.into_iter().peekable();
        let mut walk = Walk::default();
        let mut before = Kind::Blank;
        for &at in &self.breaks {
            let is_glued = before == Kind::Glued || at.kind == Kind::Glued;
            let end = self.byte(at.next_glyph as usize);
            while let Some(place) = places.next_if(|place| place.at < end) {
                if walk.advance(&self.glyphs, &self.text, place.at) {
                    fine.push(match place.kind {
                        Kind::Hyphen if is_glued => walk.here(Kind::GluedHyphen, self.hyphen_at(walk.glyph)),
                        Kind::Hyphen => walk.here(Kind::Hyphen, self.hyphen_at(walk.glyph)),
                        kind => walk.here(kind, Length::ZERO),
                    });
                }
            }
            fine.push(at);
            before = at.kind;
        }
        fine
    }

    /// The width of a hyphen in front of a glyph.
    fn hyphen_at(&self, glyph: usize) -> Length {
        let stretch = self.stretches.partition_point(|stretch| stretch.glyphs.end < glyph);
        self.stretches.get(stretch).map_or(Length::ZERO, |stretch| stretch.hyphen.advance)
    }

    /// Where in the text a glyph begins.
    fn byte(&self, glyph: usize) -> usize {
        self.glyphs.get(glyph).map_or(self.text.len(), |glyph| glyph.text.start as usize)
    }

    fn measure_for(&self, align: Align, width: Length) -> Measure {
        Measure { width: width - self.indent, even: align == Align::Center }
    }

    /// How many lines it has at a width.
    pub(super) fn line_count(&self, align: Align, width: Length) -> usize {
        if self.natural_width() <= width {
            return 1;
        }
        let measure = self.measure_for(align, width);
        match fill(&self.breaks, measure) {
            Some(Filled { lines, hole: false }) => lines,
            _ => self.line_ends(measure).len(),
        }
    }

    fn line_ends(&self, measure: Measure) -> Vec<Break> {
        let filled = fill(&self.breaks, measure);
        let good = filled.filter(|filled| !filled.hole).and_then(|_| fit_fewest(&self.breaks, measure));
        good.or_else(|| fit_best(self.fine(), measure))
            .or_else(|| fit_best(&self.letters(measure, 2), measure))
            .or_else(|| fit_best(&self.letters(measure, 1), measure))
            .unwrap_or_else(|| self.letters(measure, 1))
    }

    /// The fine breaks, and between the letters of pieces that are wider than the line: any two, or so that at least `least` stay
    /// together at either end.
    fn letters(&self, measure: Measure, least: usize) -> Vec<Break> {
        let mut breaks = Vec::new();
        let mut walk = Walk::default();
        let mut from = Length::ZERO;
        for &piece in self.fine() {
            if piece.end + piece.hyphen - from > measure.width {
                for glyph in walk.glyph + least..(piece.end_glyph as usize + 1).saturating_sub(least) {
                    if walk.advance(&self.glyphs, &self.text, self.byte(glyph)) {
                        breaks.push(walk.here(Kind::Letter, Length::ZERO));
                    }
                }
            }
            walk.advance(&self.glyphs, &self.text, self.byte(piece.next_glyph as usize));
            breaks.push(piece);
            from = piece.next;
        }
        breaks
    }

    /// Adds its lines to those of a block, their baselines not known here; returns how many words they divide.
    pub(super) fn set(&self, style: &TextStyle, width: Length, lines: &mut Vec<Line>) -> usize {
        let measure = self.measure_for(style.align, width);
        let ends = if self.natural_width() <= width {
            self.breaks[self.breaks.len() - 1..].to_vec()
        } else {
            self.line_ends(measure)
        };
        lines.reserve(ends.len());
        let (mut from, mut pen, mut divided) = (0, Length::ZERO, 0);
        for (index, end) in ends.iter().enumerate() {
            let room = measure.width - (end.end - pen + end.hyphen);
            let x = self.indent
                + match style.align {
                    Align::Left => Length::ZERO,
                    Align::Center => room.half(),
                    Align::Right => room,
                };
            let mut runs = if index == 0 { self.marks.clone() } else { Vec::new() };
            self.runs(from..end.end_glyph as usize, x, style, &mut runs);
            if end.kind.is_hyphen() {
                self.add_hyphen(&mut runs);
            }
            divided += usize::from(end.kind.is_hyphen() || end.kind == Kind::Letter);
            let (first, begins) = (self.first && index == 0, index == 0);
            let ends_word = end.kind == Kind::End || end.end_glyph < end.next_glyph;
            lines.push(Line { baseline: Length::ZERO, entry: self.entry, first, begins, ends_word, runs });
            (from, pen) = (end.next_glyph as usize, end.next);
        }
        divided
    }

    /// The runs of a line.
    fn runs(&self, line: Range<usize>, x: Length, style: &TextStyle, runs: &mut Vec<PlacedRun>) {
        let mut x = x;
        let first = self.stretches.partition_point(|stretch| stretch.glyphs.end <= line.start);
        for stretch in self.stretches[first..].iter().take_while(|stretch| stretch.glyphs.start < line.end) {
            let (start, end) = (stretch.glyphs.start.max(line.start), stretch.glyphs.end.min(line.end));
            if start >= end {
                continue;
            }
            let offset = self.glyphs[start].text.start;
            let stop = self.glyphs[end - 1].text.end;
            let rebased =
                |glyph: &Glyph| Glyph { text: glyph.text.start - offset..glyph.text.end - offset, ..glyph.clone() };
            let run = GlyphRun {
                font: stretch.font,
                size: style.size,
                glyphs: self.glyphs[start..end].iter().map(rebased).collect(),
                text: self.text[offset as usize..stop as usize].to_owned(),
            };
            let advance = run.width();
            runs.push(PlacedRun { x, run: run.into(), mark: false, typed: false, underline: style.underline });
            x += advance;
        }
    }

    /// A hyphen of the line break's own behind the last run.
    fn add_hyphen(&self, runs: &mut [PlacedRun]) {
        let Some(PlacedRun { run, .. }) = runs.last_mut() else { return };
        let Some(stretch) = self.stretches.iter().find(|stretch| stretch.font == run.font) else { return };
        let run = Arc::make_mut(run);
        let start = run.text.len() as u32;
        run.text.push('\u{AD}');
        run.glyphs.push(Glyph { text: start..run.text.len() as u32, ..stretch.hyphen.clone() });
    }
}

/// A walk along the glyphs of a paragraph.
#[derive(Default)]
struct Walk {
    glyph: usize,
    pen: Length,
    /// Behind the last glyph that is no blank.
    shown: (usize, Length),
}

impl Walk {
    /// Goes on to the glyph that begins at this byte of the text; whether there is one, or the text ends there.
    fn advance(&mut self, glyphs: &[Glyph], text: &str, at: usize) -> bool {
        while let Some(glyph) = glyphs.get(self.glyph).filter(|glyph| glyph.text.end as usize <= at) {
            self.pen += glyph.advance;
            self.glyph += 1;
            if text.as_bytes().get(glyph.text.start as usize) != Some(&b' ') {
                self.shown = (self.glyph, self.pen);
            }
        }
        glyphs.get(self.glyph).is_none_or(|glyph| glyph.text.start as usize == at)
    }

    fn here(&self, kind: Kind, hyphen: Length) -> Break {
        Break {
            end: self.shown.1,
            next: self.pen,
            end_glyph: self.shown.0 as u32,
            next_glyph: self.glyph as u32,
            hyphen,
            kind,
        }
    }
}

fn widest_piece(breaks: &[Break]) -> Length {
    let mut from = Length::ZERO;
    let mut widest = Length::ZERO;
    for at in breaks {
        widest = widest.max(at.end + at.hyphen - from);
        from = at.next;
    }
    widest
}

/// The hyphen of a face; of no breadth if it has none.
fn hyphen(fonts: &Fonts, font: FontId, size: Length) -> Glyph {
    let face = fonts.face(font);
    let (id, advance) = face.hyphen();
    Glyph { id, advance: face.metrics().scale(advance, size), dx: Length::ZERO, dy: Length::ZERO, text: 0..0 }
}
