//! Elements and attributes as characters.

use crate::export::number::{push_fixed, push_length};
use crate::geom::{Length, Point, Rect};
use crate::scene::{Color, Segment};

/// The file in the making.
pub(super) struct Writer {
    out: Vec<u8>,
    /// What every id begins with.
    prefix: String,
}

impl Writer {
    pub(super) fn new(prefix: String) -> Self {
        Self { out: Vec::with_capacity(32 * 1024), prefix }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.out
    }

    /// Markup as it stands.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.out.extend_from_slice(markup.as_bytes());
        self
    }

    pub(super) fn comment(&mut self, words: &str) {
        self.raw("<!-- ").text(&words.replace('-', "\u{2010}").replace("lajur\u{2010}", "lajur-")).raw(" -->\n");
    }

    /// An attribute of words.
    pub(super) fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// An attribute that is a length.
    pub(super) fn length(&mut self, name: &str, value: Length) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"");
        push_length(&mut self.out, value);
        self.raw("\"")
    }

    /// The four attributes of a rectangle.
    pub(super) fn rect(&mut self, rect: Rect) -> &mut Self {
        self.length("x", rect.x).length("y", rect.y).length("width", rect.w).length("height", rect.h)
    }

    /// An attribute that is a colour.
    pub(super) fn color(&mut self, name: &str, color: Color) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").bare_color(color).raw("\"")
    }

    /// A colour.
    pub(super) fn bare_color(&mut self, color: Color) -> &mut Self {
        let digits = [color.r, color.g, color.b].map(|level| format!("{level:02x}"));
        let short = digits.iter().all(|pair| pair.as_bytes()[0] == pair.as_bytes()[1]);
        let digits = if short { digits.map(|pair| pair[..1].to_owned()) } else { digits };
        self.raw("#").raw(&digits.concat())
    }

    /// The attribute that names an element.
    pub(super) fn id(&mut self, id: &str) -> &mut Self {
        let prefix = self.prefix.clone();
        self.raw(" id=\"").raw(&prefix).raw(id).raw("\"")
    }

    /// An id of this file, as others name it.
    pub(super) fn own_id(&mut self, id: &str) -> &mut Self {
        let prefix = self.prefix.clone();
        self.raw(&prefix).raw(id)
    }

    /// An attribute that refers to a named element.
    pub(super) fn reference(&mut self, name: &str, before: &str, id: &str, after: &str) -> &mut Self {
        let prefix = self.prefix.clone();
        self.raw(" ").raw(name).raw("=\"").raw(before).raw("#").raw(&prefix).raw(id).raw(after).raw("\"")
    }

    /// An attribute that is the id of a named element.
    pub(super) fn reference_plain(&mut self, name: &str, id: &str) -> &mut Self {
        let prefix = self.prefix.clone();
        self.raw(" ").raw(name).raw("=\"").raw(&prefix).raw(id).raw("\"")
    }

    /// A point, as two numbers.
    pub(super) fn point(&mut self, point: Point) -> &mut Self {
        push_length(&mut self.out, point.x);
        self.raw(" ");
        push_length(&mut self.out, point.y);
        self
    }

    /// A number with decimals.
    pub(super) fn number(&mut self, value: i64, decimals: u32) -> &mut Self {
        push_fixed(&mut self.out, value, decimals);
        self
    }

    /// The attribute `d` of an outline.
    pub(super) fn outline(&mut self, segments: &[Segment]) -> &mut Self {
        self.raw(" d=\"");
        for segment in segments {
            match *segment {
                Segment::Move(to) => self.raw("M").point(to),
                Segment::Line(to) => self.raw("L").point(to),
                Segment::Curve(first, second, to) => {
                    self.raw("C").point(first).raw(" ").point(second).raw(" ").point(to)
                }
                Segment::Close => self.raw("Z"),
            };
        }
        self.raw("\"")
    }

    /// Words: escaped, and without the characters that XML 1.0 has no place for.
    pub(super) fn text(&mut self, words: &str) -> &mut Self {
        for character in words.chars() {
            match character {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\u{fffe}' | '\u{ffff}' => self,
                '\t' | '\n' | '\r' => self.raw(" "),
                _ if character.is_control() => self,
                _ => self.raw(character.encode_utf8(&mut [0; 4])),
            };
        }
        self
    }
}
