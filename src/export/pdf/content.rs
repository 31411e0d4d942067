//! The content stream of a page.
//!
//! Operators are written as the scene is walked, and only those that change something: lines of one pen become one path, runs of one face
//! one text object with steps from line to line. What belongs to an element of the structure stands between marks that [`Tags`]
//! numbers; all else is marked as an artifact.

use std::collections::BTreeSet;

use super::font::{Book, Face};
use super::image::Images;
use super::known;
use super::syntax::{Syntax, push_glyph};
use super::tags::Tags;
use crate::export::number::{hundredths, push_fixed, push_length};
use crate::geom::{Length, Point, Rect};
use crate::scene::{Class, Color, Image, Item, Page, Path, Segment, Stroke, Tag, Text};
use crate::text::{Glyph, GlyphRun};

/// What all pages of a scene write to.
pub(super) struct Context<'a, 's> {
    pub(super) book: &'a Book,
    /// The places in the book of the faces that were used.
    pub(super) faces: &'a mut BTreeSet<usize>,
    pub(super) images: &'a mut Images,
    pub(super) tags: &'a mut Tags<'s>,
}

/// Writes the content of a page.
pub(super) fn page(page: &Page, index: usize, context: &mut Context<'_, '_>) -> Vec<u8> {
    let mut content = Content {
        out: Vec::with_capacity(16 * 1024),
        height: page.size.h,
        page: index,
        context,
        mark: None,
        open: Open::Nothing,
        fill: Color::BLACK,
        pen: Pen { stroke: Stroke { width: Length::pt(1), color: Color::BLACK }, square: false },
        font: None,
        blank: None,
    };
    content.items(&page.items, Tag::Artifact);
    content.leave();
    content.out
}

struct Content<'a, 'b, 's> {
    out: Vec<u8>,
    height: Length,
    page: usize,
    context: &'b mut Context<'a, 's>,
    /// The element or artifact that is being written.
    mark: Option<Tag>,
    /// The object that is being written.
    open: Open,
    fill: Color,
    pen: Pen,
    /// Place of the face in the book, and size.
    font: Option<(usize, Length)>,
    /// The blank to write before more words of the open mark.
    blank: Option<u16>,
}

/// What takes more operators as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// A path that will be stroked with the current pen.
    Lines,
    /// A text object whose line begins here, in hundredths; `None` when it is turned.
    Words(Option<(i32, i32)>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Pen {
    stroke: Stroke,
    square: bool,
}

impl Content<'_, '_, '_> {
    fn items(&mut self, items: &[Item], tag: Tag) {
        for item in items {
            match item {
                Item::Path(path) => self.path(path, tag),
                Item::Text(text) => self.text(text, tag),
                Item::Image(image) => self.image(image, tag),
                Item::Group(group) => self.items(&group.items, group.tag),
            }
        }
    }

    /// Ends what is open unless it is `tag`'s, and marks what follows as `tag`'s.
    fn enter(&mut self, tag: Tag, extent: impl FnOnce() -> Rect) {
        if let Tag::Element(element) = tag {
            self.context.tags.extend(element, self.page, extent);
        }
        if self.mark == Some(tag) {
            return;
        }
        self.leave();
        match tag {
            Tag::Artifact => self.out.word("/Artifact BMC\n"),
            Tag::Element(element) => {
                let number = self.context.tags.mark(element, self.page);
                let role = self.context.tags.role(element);
                self.out.name(role).word("<</MCID ").integer(number).word(">>BDC\n")
            }
        };
        self.mark = Some(tag);
    }

    fn leave(&mut self) {
        self.end();
        self.blank = None;
        if self.mark.take().is_some() {
            self.out.word("EMC\n");
        }
    }

    /// Ends the open object.
    fn end(&mut self) {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => {}
            Open::Lines => _ = self.out.word("S\n"),
            Open::Words(_) => _ = self.out.word("ET\n"),
        }
    }

    fn path(&mut self, path: &Path, tag: Tag) {
        self.enter(tag, || extent(&path.segments));
        let pen = path.stroke.map(|stroke| Pen { stroke, square: path.class == Class::Rule });
        if self.open != Open::Lines || path.fill.is_some() || pen != Some(self.pen) {
            self.end();
        }
        if let Some(pen) = pen {
            self.set_pen(pen);
        }
        if let Some(fill) = path.fill {
            self.set_fill(fill);
        }
        outline(&mut self.out, &path.segments, |point| (hundredths(point.x), hundredths(self.height - point.y)));
        match (path.fill, path.stroke) {
            (Some(_), Some(_)) => _ = self.out.word("B\n"),
            (Some(_), None) => _ = self.out.word("f\n"),
            (None, Some(_)) => self.open = Open::Lines,
            (None, None) => _ = self.out.word("n\n"),
        }
    }

    fn set_pen(&mut self, pen: Pen) {
        if pen.stroke.width != self.pen.stroke.width {
            push_length(&mut self.out, pen.stroke.width);
            self.out.word(" w\n");
        }
        if pen.square != self.pen.square {
            self.out.word(if pen.square { "2 J\n" } else { "0 J\n" });
        }
        if pen.stroke.color != self.pen.stroke.color {
            self.out.color(pen.stroke.color, "G\n", "RG\n");
        }
        self.pen = pen;
    }

    fn set_fill(&mut self, color: Color) {
        if color != self.fill {
            self.fill = color;
            self.out.color(color, "g\n", "rg\n");
        }
    }

    fn image(&mut self, image: &Image, tag: Tag) {
        self.enter(tag, || image.frame);
        self.end();
        let name = self.context.images.name(image);
        let frame = image.frame;
        self.out.word("q");
        self.out.push(b' ');
        push_length(&mut self.out, frame.w);
        self.out.word(" 0 0");
        self.out
            .operand(hundredths(frame.h))
            .operand(hundredths(frame.x))
            .operand(hundredths(self.height - frame.bottom()));
        self.out.word(" cm/").word(&name).word(" Do Q\n");
    }

    fn text(&mut self, text: &Text, tag: Tag) {
        self.enter(tag, || words_extent(text));
        if let Tag::Element(element) = tag {
            self.context.tags.words(element, &text.run.text);
        }
        self.end_word(text);
        self.set_fill_in_text(text.color);
        let (index, face) = self.context.book.face(text.run.font);
        if self.font != Some((index, text.run.size)) {
            self.font = Some((index, text.run.size));
            self.context.faces.insert(index);
            self.out.word("/F").integer(index).word(" ");
            push_length(&mut self.out, text.run.size);
            self.out.word(" Tf\n");
        }
        self.step_to(text);
        known::shown(&text.run, face, &mut self.out, |out| {
            Words { out, face, run: &text.run, shown: 0, natural: 0, list: None }.write();
        });
    }

    /// Writes the blank that a line break swallowed, so that a reader of the tags does not run two words together
    /// (ISO 32000-1, 14.8.2.5). A word that was divided, or that a compound's own sign ends, goes on.
    fn end_word(&mut self, next: &Text) {
        let blank = self.context.book.face(next.run.font).1.blank().filter(|_| next.ends_word);
        let blank = std::mem::replace(&mut self.blank, blank);
        if let (Some(blank), Open::Words(_)) = (blank, self.open) {
            self.out.push(b'(');
            push_glyph(&mut self.out, blank);
            self.out.word(")Tj\n");
        }
    }

    fn set_fill_in_text(&mut self, color: Color) {
        if !matches!(self.open, Open::Words(_)) {
            self.end();
            self.set_fill(color);
            self.out.word("BT\n");
            self.open = Open::Words(Some((0, 0)));
        } else {
            self.set_fill(color);
        }
    }

    /// Moves to where the text begins: by a step from the line before where both are upright.
    fn step_to(&mut self, text: &Text) {
        let at = (hundredths(text.at.x), hundredths(self.height - text.at.y));
        match (self.open, text.turn.rem_euclid(360)) {
            (Open::Words(Some((x, y))), 0) => {
                self.out.operand(at.0 - x).operand(at.1 - y).word(" Td\n");
                self.open = Open::Words(Some(at));
            }
            (_, turn) => {
                let (sin, cos) = f64::from(turn).to_radians().sin_cos();
                for (index, part) in [cos, sin, -sin, cos].into_iter().enumerate() {
                    if index > 0 {
                        self.out.push(b' ');
                    }
                    push_fixed(&mut self.out, (part * 10_000.0).round() as i64, 4);
                }
                self.out.operand(at.0).operand(at.1).word(" Tm\n");
                self.open = Open::Words((turn == 0).then_some(at));
            }
        }
    }
}

/// The show operators of a run.
struct Words<'a> {
    out: &'a mut Vec<u8>,
    face: &'a Face,
    run: &'a GlyphRun,
    /// Where the viewer's pen stands, and where it should, in millionths of a point.
    shown: i64,
    natural: i64,
    /// The list of strings that is open, and whether a string in it is.
    list: Option<List>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Gap,
    String,
}

impl Words<'_> {
    fn write(mut self) {
        let mut glyphs = self.run.glyphs.as_slice();
        while let Some(first) = glyphs.first() {
            // Glyphs without text of their own belong to the one before.
            let count = 1 + glyphs[1..].iter().take_while(|glyph| glyph.text.is_empty()).count();
            let (cluster, rest) = glyphs.split_at(count);
            let text = &self.run.text[first.text.start as usize..first.text.end as usize];
            self.cluster(cluster, text);
            glyphs = rest;
        }
        self.close();
    }

    fn cluster(&mut self, cluster: &[Glyph], text: &str) {
        // Nearly all: what the face itself has the glyph for.
        if let [glyph] = cluster {
            let (number, width, own) = self.face.glyph(glyph.id);
            if is_same(own, text) {
                return self.show(glyph, number, width);
            }
        }
        let text: String =
            text.chars().filter(|c| !is_invisible(*c)).map(|c| if c == '\u{a0}' { ' ' } else { c }).collect();
        if let [glyph] = cluster {
            if self.face.glyph(glyph.id).2 == text {
                return self.glyph(glyph, glyph.id);
            }
            let mut characters = text.chars();
            if let (Some(character), None) = (characters.next(), characters.next())
                && let Some(other) = self.face.other(character, glyph.id)
            {
                return self.glyph(glyph, other);
            }
        }
        self.close();
        self.out.word("/Span<</ActualText").text(&text).word(">>BDC\n");
        cluster.iter().for_each(|glyph| self.glyph(glyph, glyph.id));
        self.close();
        self.out.word("EMC\n");
    }

    fn glyph(&mut self, glyph: &Glyph, id: u16) {
        let (number, width, _) = self.face.glyph(id);
        self.show(glyph, number, width);
    }

    fn show(&mut self, glyph: &Glyph, number: u16, width: i32) {
        if glyph.dy != Length::ZERO {
            self.rise(glyph.dy);
        }
        self.move_to(self.natural + i64::from(glyph.dx.0) * 1000);
        match self.list {
            None => _ = self.out.word("[("),
            Some(List::Gap) => _ = self.out.word("("),
            Some(List::String) => {}
        }
        self.list = Some(List::String);
        push_glyph(self.out, number);
        self.shown += i64::from(width) * i64::from(self.run.size.0) / 10;
        self.natural += i64::from(glyph.advance.0) * 1000;
        if glyph.dy != Length::ZERO {
            self.rise(Length::ZERO);
        }
    }

    /// Brings the viewer's pen to where the next glyph stands, if the difference can be seen at all.
    fn move_to(&mut self, target: i64) {
        const TOLERANCE: i64 = 20_000;
        let gap = target - self.shown;
        if gap.abs() <= TOLERANCE {
            return;
        }
        let size = i64::from(self.run.size.0);
        let step = (2 * gap + size).div_euclid(2 * size);
        self.shown += step * size;
        match self.list {
            None => self.out.push(b'['),
            Some(List::Gap) => {}
            Some(List::String) => self.out.push(b')'),
        }
        self.list = Some(List::Gap);
        push_fixed(self.out, -step, 0);
    }

    fn rise(&mut self, dy: Length) {
        self.close();
        push_length(self.out, dy);
        self.out.word(" Ts\n");
    }

    fn close(&mut self) {
        match self.list.take() {
            None => {}
            Some(List::Gap) => _ = self.out.word("]TJ\n"),
            Some(List::String) => _ = self.out.word(")]TJ\n"),
        }
    }
}

/// Whether two texts are the same; most are of one byte.
fn is_same(a: &str, b: &str) -> bool {
    match (a.as_bytes(), b.as_bytes()) {
        ([a], [b]) => a == b,
        (a, b) => a == b,
    }
}

/// Characters that only guide line breaking.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Writes an outline; `place` gives the hundredths of a point.
pub(super) fn outline(out: &mut Vec<u8>, segments: &[Segment], place: impl Fn(Point) -> (i32, i32)) {
    if let Some((a, b)) = rectangle(segments) {
        let ((ax, ay), (bx, by)) = (place(a), place(b));
        out.operand(ax).operand(ay).operand(bx - ax).operand(by - ay).word(" re\n");
        return;
    }
    for segment in segments {
        let mut point = |point: Point| {
            let (x, y) = place(point);
            out.operand(x).operand(y);
        };
        match *segment {
            Segment::Move(to) => {
                point(to);
                out.word(" m\n");
            }
            Segment::Line(to) => {
                point(to);
                out.word(" l\n");
            }
            Segment::Curve(first, second, to) => {
                [first, second, to].into_iter().for_each(point);
                out.word(" c\n");
            }
            Segment::Close => _ = out.word("h\n"),
        }
    }
}

/// The opposite corners of an upright rectangle, if that is what the outline is.
fn rectangle(segments: &[Segment]) -> Option<(Point, Point)> {
    let [Segment::Move(a), Segment::Line(b), Segment::Line(c), Segment::Line(d), Segment::Close] = *segments else {
        return None;
    };
    let flat = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
    let steep = a.x == b.x && b.y == c.y && c.x == d.x && d.y == a.y;
    (flat || steep).then_some((a, c))
}

/// The rectangle around an outline.
fn extent(segments: &[Segment]) -> Rect {
    let points = segments.iter().flat_map(|segment| match *segment {
        Segment::Move(to) | Segment::Line(to) => [Some(to), None, None],
        Segment::Curve(first, second, to) => [Some(first), Some(second), Some(to)],
        Segment::Close => [None; 3],
    });
    around(points.flatten())
}

/// The rectangle that a run's letters stand in, as high as capitals and descenders may be.
fn words_extent(text: &Text) -> Rect {
    let (width, size) = (text.run.width(), text.run.size);
    let (up, down) = (size.ratio(4, 5), size.ratio(1, 4));
    let (sin, cos) = f64::from(text.turn).to_radians().sin_cos();
    let corner = |along: Length, above: Length| {
        let x = along.to_pt() * cos - above.to_pt() * sin;
        let y = -along.to_pt() * sin - above.to_pt() * cos;
        text.at + Point::new(Length::from_pt(x), Length::from_pt(y))
    };
    let corners = [corner(Length::ZERO, up), corner(Length::ZERO, -down), corner(width, up), corner(width, -down)];
    around(corners.into_iter())
}

fn around(points: impl Iterator<Item = Point>) -> Rect {
    let corners = points.fold(None, |corners: Option<(Point, Point)>, p| {
        let (low, high) = corners.unwrap_or((p, p));
        Some((Point::new(low.x.min(p.x), low.y.min(p.y)), Point::new(high.x.max(p.x), high.y.max(p.y))))
    });
    corners.map_or(Rect::default(), |(low, high)| Rect::between(low, high))
}
