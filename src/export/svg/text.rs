//! Words: as text that is as wide as it was measured, or as outlines.
//!
//! Each word stands where it was measured and says its width (`textLength`): in whatever face a viewer sets it, letters are drawn
//! as wide or narrow as it takes. The run says its width too, for viewers that heed that of whole texts only; in those that
//! heed neither, a word that is too wide reaches into the blank behind it, and not into the next cell.

use std::collections::BTreeSet;

use super::paint::{Painter, class};
use super::write::Writer;
use crate::export::SvgText;
use crate::export::face::Piece;
use crate::geom::{Length, Point};
use crate::scene::{Color, Item, Text};
use crate::text::{FontId, Fonts, GlyphRun, Style};

/// Writes the outlines that the page's words use, each once.
pub(super) fn definitions(painter: &mut Painter<'_, '_>) {
    if painter.options.svg_text != SvgText::Outline {
        return;
    }
    let mut used = BTreeSet::new();
    collect(&painter.page.items, &mut used);
    painter.out.raw("<defs>\n");
    for (font, glyph) in used {
        let pieces = painter.outlines.glyph(font, glyph);
        if !pieces.is_empty() {
            painter.out.raw("<path").id(&name(font, glyph)).raw(" d=\"");
            pieces.iter().for_each(|piece| push_piece(&mut painter.out, piece));
            painter.out.raw("\"/>\n");
        }
    }
    painter.out.raw("</defs>\n");
}

fn collect(items: &[Item], used: &mut BTreeSet<(FontId, u16)>) {
    for item in items {
        match item {
            Item::Text(text) if !text.pdf_only => {
                used.extend(text.run.glyphs.iter().map(|glyph| (text.run.font, glyph.id)))
            }
            Item::Group(group) => collect(&group.items, used),
            Item::Text(_) | Item::Path(_) | Item::Image(_) => {}
        }
    }
}

fn name(font: FontId, glyph: u16) -> String {
    format!("f{}g{glyph}", font.0)
}

/// A piece of an outline, y down, in units of the face.
fn push_piece(out: &mut Writer, piece: &Piece) {
    let (letter, points): (&str, &[[f32; 2]]) = match piece {
        Piece::Move(to) => ("M", &[*to]),
        Piece::Line(to) => ("L", &[*to]),
        Piece::Quad(control, to) => ("Q", &[*control, *to]),
        Piece::Curve(first, second, to) => ("C", &[*first, *second, *to]),
        Piece::Close => ("Z", &[]),
    };
    out.raw(letter);
    for (index, [x, y]) in points.iter().enumerate() {
        let tenth = |value: f32| (value * 10.0).round() as i64;
        out.raw(if index > 0 { " " } else { "" }).number(tenth(*x), 1).raw(" ").number(tenth(-*y), 1);
    }
}

/// Writes a run.
pub(super) fn paint(text: &Text, painter: &mut Painter<'_, '_>) {
    match painter.options.svg_text {
        SvgText::Outline => outlined(text, painter),
        SvgText::Embed | SvgText::Plain => plain(text, painter),
    }
}

fn plain(text: &Text, painter: &mut Painter<'_, '_>) {
    let words = words_of(&text.run);
    if words.is_empty() {
        return;
    }
    let (mut family, style) = family(&painter.scene.fonts, text.run.font);
    if let Some(font) = painter.fonts.get(&text.run.font) {
        family = format!("{}, {family}", font.family);
    }
    let out = &mut painter.out;
    out.raw("<text").attribute("class", class(text.class));
    let start = if text.turn == 0 { text.at.x } else { Length::ZERO };
    if text.turn == 0 {
        out.length("y", text.at.y);
    } else {
        place(text, out);
    }
    out.attribute("font-family", &family).length("font-size", text.run.size);
    out.raw(if matches!(style, Style::Bold | Style::BoldItalic) { " font-weight=\"700\"" } else { "" });
    out.raw(if matches!(style, Style::Italic | Style::BoldItalic) { " font-style=\"italic\"" } else { "" });
    if text.color != Color::BLACK {
        out.color("fill", text.color);
    }
    fit(words.iter().map(|word| word.blank + word.width).sum(), out);
    if let [word] = &words[..] {
        out.length("x", start + word.at).raw(">").text(&word.text);
    } else {
        out.raw(">");
        for (index, word) in words.iter().enumerate() {
            out.raw(if index > 0 { " <tspan" } else { "<tspan" });
            fit(word.width, out);
            out.length("x", start + word.at).raw(">").text(&word.text).raw("</tspan>");
        }
    }
    out.raw("</text>\n");
}

/// Says how wide words are, in whatever face.
fn fit(width: Length, out: &mut Writer) {
    out.raw(" lengthAdjust=\"spacingAndGlyphs\"").length("textLength", width);
}

/// A word of a run.
struct Word {
    /// Where it begins, from the start of the run.
    at: Length,
    width: Length,
    /// The width of one blank before it. Viewers draw several as one.
    blank: Length,
    text: String,
}

/// The words of a run, without the blanks around them.
fn words_of(run: &GlyphRun) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut pen, mut blank) = (Length::ZERO, Some(Length::ZERO));
    for glyph in &run.glyphs {
        let text = visible(&run.text[glyph.text.start as usize..glyph.text.end as usize]);
        if !text.is_empty() && text.trim().is_empty() {
            let first = if words.is_empty() { Length::ZERO } else { glyph.advance };
            blank = blank.or(Some(first));
        } else if let Some(blank) = blank.take() {
            words.push(Word { at: pen, width: glyph.advance, blank, text });
        } else if let Some(word) = words.last_mut() {
            word.width += glyph.advance;
            word.text.push_str(&text);
        }
        pen += glyph.advance;
    }
    words
}

/// All that these items say, for who cannot see it.
pub(super) fn words(items: &[Item]) -> String {
    let mut said: Vec<String> = Vec::new();
    for item in items {
        match item {
            Item::Text(text) if !text.pdf_only => said.push(visible(&text.run.text)),
            Item::Group(group) => said.push(words(&group.items)),
            Item::Text(_) | Item::Path(_) | Item::Image(_) => {}
        }
    }
    said.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a reader sees of a run's text: the hyphen of a divided word, no marks for line breaking.
pub(super) fn visible(text: &str) -> String {
    let seen = |character: char| match character {
        '\u{ad}' => Some('-'),
        '\u{a0}' => Some(' '),
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        other => Some(other),
    };
    text.chars().filter_map(seen).collect()
}

/// The names of a face's family, the one that offices write and what is like it, and its style.
fn family(fonts: &Fonts, font: FontId) -> (String, Style) {
    let style = fonts.face(font).style();
    let names = match font.0 / 4 {
        0 => "Arial, 'Liberation Sans', Helvetica, sans-serif".into(),
        1 => "'Times New Roman', 'Liberation Serif', Times, serif".into(),
        2 => "'Bookman Old Style', 'TeX Gyre Bonum', Bookman, serif".into(),
        _ => format!("'{}', sans-serif", fonts.face(font).postscript_name().split('-').next().unwrap_or_default()),
    };
    (names, style)
}

fn place(text: &Text, out: &mut Writer) {
    out.raw(" transform=\"translate(").point(text.at).raw(") rotate(").number(i64::from(-text.turn), 0).raw(")\"");
}

fn outlined(text: &Text, painter: &mut Painter<'_, '_>) {
    let run = &text.run;
    let units = painter.outlines.units(run.font);
    let scale = i64::from(run.size.0) * 1000 / i64::from(units);
    let has_ink = |glyph: u16, painter: &mut Painter<'_, '_>| !painter.outlines.glyph(run.font, glyph).is_empty();
    painter.out.raw("<g").attribute("class", class(text.class)).raw(" aria-hidden=\"true\"");
    painter.out.raw(" transform=\"translate(").point(text.at).raw(")");
    if text.turn != 0 {
        painter.out.raw(" rotate(").number(i64::from(-text.turn), 0).raw(")");
    }
    painter.out.raw(" scale(").number(scale, 6).raw(")\"");
    if text.color != Color::BLACK {
        painter.out.color("fill", text.color);
    }
    painter.out.raw(">");
    let mut pen = Length::ZERO;
    for glyph in &run.glyphs {
        if has_ink(glyph.id, painter) {
            // In units of the face, as the outline is.
            let unit = |length: Length| {
                Length((i64::from(length.0) * i64::from(units) * 1000 / i64::from(run.size.0.max(1))) as i32)
            };
            let at = Point::new(unit(pen + glyph.dx), unit(-glyph.dy));
            painter.out.raw("<use").reference("href", "", &name(run.font, glyph.id), "").length("x", at.x);
            if at.y != Length::ZERO {
                painter.out.length("y", at.y);
            }
            painter.out.raw("/>");
        }
        pen += glyph.advance;
    }
    painter.out.raw("</g>\n");
}
