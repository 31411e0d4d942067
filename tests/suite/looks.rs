//! What is seen on the pages of a sheet, and a small language to say what should be.
//!
//! | | |
//! |---|---|
//! | a thing | `"words"`, `"words" 2` (the second such), `picture`, `symbol 2`, `field NAME`, `link`, `outline` (a blank box), `cell "words"` (the borders around them) |
//! | there | `THING`, `no THING`, `3 THING`, `pages 2`, `paper 330 x 215` (mm) |
//! | look | `THING bold`, `slanted`, `underlined`, `turned`, `pale`, and `not` these; `size 9` (pt), `set in LiberationSerif` |
//! | place | `THING on page 2`, `above THING`, `below`, `left of`, `right of`, `level with`, `in` (wholly inside), `centred on` (in width) |
//! | measure | `THING above THING by 20` (mm, at least), `high 18`, `wide 16`, `from top 15` (of the paper, in mm), `on #f2f2f2` |
//!
//! Words are found within a line; blanks count. Names of places hold on one page.

use std::fmt::Debug;
use std::slice::Iter;

use lajur::geom::Length;
use lajur::scene::{Class, Item, Page, Scene, Segment};
use lajur::text::Style;

/// How far off a place may be, in points.
const NEAR: f64 = 0.6;
const MM: f64 = 72.0 / 25.4;

/// All pages of a sheet.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Seen {
    papers: Vec<(f64, f64)>,
    lines: Vec<Words>,
    /// Pictures, outlines of symbols, shades and fields, each with its page and, of some, a name.
    areas: Vec<(Kind, usize, Area, String)>,
    /// Rules of tables.
    rules: Vec<(usize, [f64; 4])>,
    /// Everything else that is drawn.
    others: Vec<Vec<Segment>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Picture,
    Symbol,
    Shade,
    Field,
    /// A closed outline that is no symbol: a blank box.
    Outline,
    /// Where a click leads elsewhere.
    Link,
    /// Lines under words.
    Underline,
}

/// Left, top, right, bottom.
type Area = [f64; 4];

/// A line of words.
#[derive(Clone, Debug, PartialEq)]
struct Words {
    page: usize,
    text: String,
    /// The pen before each byte, and behind the last.
    pens: Vec<f64>,
    /// Where the baseline is: its y, or of turned words its x.
    base: f64,
    size: f64,
    turn: i16,
    style: Style,
    face: String,
    pale: bool,
}

impl Seen {
    /// What a scene shows.
    pub(crate) fn new(scene: &Scene) -> Self {
        let mut seen = Self::default();
        for (number, page) in scene.pages.iter().enumerate() {
            seen.page(scene, number, page);
        }
        seen
    }

    fn page(&mut self, scene: &Scene, number: usize, page: &Page) {
        self.papers.push((page.size.w.to_pt(), page.size.h.to_pt()));
        self.items(scene, number, &page.items);
        for link in &page.links {
            let area = [link.area.x, link.area.y, link.area.right(), link.area.bottom()].map(Length::to_pt);
            self.areas.push((Kind::Link, number, area, String::new()));
        }
        for field in &page.fields {
            let area = [field.area.x, field.area.y, field.area.right(), field.area.bottom()].map(Length::to_pt);
            self.areas.push((Kind::Field, number, area, field.name.clone()));
        }
    }

    fn items(&mut self, scene: &Scene, page: usize, items: &[Item]) {
        for item in items {
            match item {
                Item::Group(group) => self.items(scene, page, &group.items),
                Item::Image(image) => {
                    let frame = image.frame;
                    let area = [frame.x, frame.y, frame.right(), frame.bottom()].map(Length::to_pt);
                    self.areas.push((Kind::Picture, page, area, format!("{:?}", image.picture.size())));
                }
                Item::Text(text) => {
                    let face = scene.fonts.face(text.run.font);
                    let (x, y) = (text.at.x.to_pt(), text.at.y.to_pt());
                    let (pen, base) = if text.turn == 90 { (-y, x) } else { (x, y) };
                    let mut pens = vec![pen; text.run.text.len() + 1];
                    for glyph in &text.run.glyphs {
                        let behind = glyph.text.end as usize;
                        let pen = pens[glyph.text.start as usize] + glyph.advance.to_pt();
                        pens[behind..].fill(pen);
                    }
                    self.words(Words {
                        page,
                        text: text.run.text.clone(),
                        pens,
                        base,
                        size: text.run.size.to_pt(),
                        turn: text.turn,
                        style: face.style(),
                        face: face.postscript_name(),
                        pale: text.color.r > 128,
                    });
                }
                Item::Path(path) => {
                    let points = path.segments.iter().filter_map(|segment| match segment {
                        Segment::Move(at) | Segment::Line(at) | Segment::Curve(.., at) => {
                            Some((at.x.to_pt(), at.y.to_pt()))
                        }
                        Segment::Close => None,
                    });
                    let points: Vec<(f64, f64)> = points.collect();
                    let fill = path.fill.map(|color| format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b));
                    let is_closed = matches!(path.segments.last(), Some(Segment::Close));
                    match (path.class, fill) {
                        (Class::Rule, None) if is_closed => {
                            self.areas.push((Kind::Outline, page, around(&points), String::new()));
                        }
                        (Class::Rule, None) => {
                            let rules = points.chunks(2).map(|ends| [ends[0].0, ends[0].1, ends[1].0, ends[1].1]);
                            self.rules.extend(rules.map(|rule| (page, rule)));
                        }
                        (Class::Shade, Some(fill)) => self.areas.push((Kind::Shade, page, around(&points), fill)),
                        (Class::Symbol, fill) => {
                            self.areas.push((Kind::Symbol, page, around(&points), fill.unwrap_or_default()));
                        }
                        (Class::Text, None) => self.areas.push((Kind::Underline, page, around(&points), String::new())),
                        _ => self.others.push(path.segments.clone()),
                    }
                }
            }
        }
    }

    /// Adds words, to those right before them where they go on.
    fn words(&mut self, words: Words) {
        let goes_on = |last: &&mut Words| {
            let gap = words.pens[0] - last.pens[last.pens.len() - 1];
            (last.page, last.turn) == (words.page, words.turn)
                && (last.base - words.base).abs() < 0.01
                && gap.abs() < 0.05
                && last.style == words.style
        };
        match self.lines.last_mut().filter(goes_on) {
            Some(last) => {
                last.text.push_str(&words.text);
                last.pens.pop();
                last.pens.extend(words.pens);
            }
            None => self.lines.push(words),
        }
    }

    /// What is not as it should be, in words.
    pub(crate) fn fault(&self, check: &str) -> Option<String> {
        let words = split(check);
        let mut words = words.iter();
        match self.check(&mut words) {
            Ok(()) if words.len() == 0 => None,
            Ok(()) => Some(format!("{check}: not understood from {words:?} on")),
            Err(fault) => Some(format!("{check}: {fault}")),
        }
    }

    fn check(&self, words: &mut Iter<'_, Word>) -> Result<(), String> {
        let first = words.as_slice().first().ok_or("nothing is said")?;
        match first {
            Word::Name("pages") => {
                words.next();
                same(self.papers.len() as f64, number(words)?)
            }
            Word::Name("paper") => {
                words.next();
                let (width, height) = self.papers[self.papers.len() - 1];
                same(width, number(words)? * MM)?;
                expect(words, "x")?;
                same(height, number(words)? * MM)
            }
            Word::Name("no") => {
                words.next();
                same(self.things(words)?.len() as f64, 0.0)
            }
            Word::Number(count) => {
                words.next();
                same(self.things(words)?.len() as f64, *count)
            }
            _ => {
                let thing = self.thing(words)?;
                while words.len() > 0 {
                    self.property(&thing, words)?;
                }
                Ok(())
            }
        }
    }

    /// Something that is said of a thing.
    fn property(&self, thing: &Thing, words: &mut Iter<'_, Word>) -> Result<(), String> {
        let mut word = name(words)?;
        let wanted = word != "not";
        if !wanted {
            word = name(words)?;
        }
        let [left, top, right, bottom] = thing.area;
        let line = || thing.line.as_ref().ok_or("no words");
        match word {
            "bold" => is(matches!(line()?.style, Style::Bold | Style::BoldItalic), wanted),
            "slanted" => is(matches!(line()?.style, Style::Italic | Style::BoldItalic), wanted),
            "turned" => is(line()?.turn != 0, wanted),
            "pale" => is(line()?.pale, wanted),
            "underlined" => is(self.underlined(thing), wanted),
            "size" => same(line()?.size, number(words)?),
            "set" => {
                expect(words, "in")?;
                is(line()?.face.starts_with(name(words)?), wanted)
            }
            "high" => same(bottom - top, number(words)? * MM),
            "wide" => same(right - left, number(words)? * MM),
            "on" if matches!(words.as_slice().first(), Some(Word::Name("page"))) => {
                words.next();
                same((thing.page + 1) as f64, number(words)?)
            }
            "on" => {
                let color = name(words)?;
                let covers = |(kind, page, area, fill): &&(Kind, usize, Area, String)| {
                    matches!(kind, Kind::Shade | Kind::Symbol)
                        && *page == thing.page
                        && fill == color
                        && holds(area, &thing.area)
                };
                is(self.areas.iter().any(|area| covers(&area)), wanted)
            }
            "from" => {
                let paper = self.papers[thing.page];
                let distance = match name(words)? {
                    "left" => left,
                    "top" => top,
                    "right" => paper.0 - right,
                    "bottom" => paper.1 - bottom,
                    other => return Err(format!("from {other}?")),
                };
                same(distance, number(words)? * MM)
            }
            place => {
                if matches!(place, "left" | "right") {
                    expect(words, "of")?;
                } else if matches!(place, "level") {
                    expect(words, "with")?;
                } else if place == "centred" {
                    expect(words, "on")?;
                }
                let other = self.thing(words)?;
                if thing.page != other.page {
                    return Err(format!("on pages {} and {}", thing.page + 1, other.page + 1));
                }
                self.place(place, thing, &other, words, wanted)
            }
        }
    }

    fn place(
        &self,
        place: &str,
        thing: &Thing,
        other: &Thing,
        words: &mut Iter<'_, Word>,
        wanted: bool,
    ) -> Result<(), String> {
        let [left, top, right, bottom] = thing.area;
        let gap = match place {
            "above" => other.area[1] - bottom,
            "below" => top - other.area[3],
            "left" => other.area[0] - right,
            "right" => left - other.area[2],
            "level" => {
                let base =
                    |thing: &Thing| thing.line.as_ref().map_or((thing.area[1] + thing.area[3]) / 2.0, |line| line.base);
                return is((base(thing) - base(other)).abs() < NEAR, wanted);
            }
            "centred" => return is((left + right - other.area[0] - other.area[2]).abs() < 2.0 * NEAR, wanted),
            "in" => return is(holds(&other.area, &thing.area), wanted),
            "flush" => return is((left - other.area[0]).abs() < NEAR, wanted),
            other => return Err(format!("`{other}`?")),
        };
        let least = match words.as_slice().first() {
            Some(Word::Name("by")) => {
                words.next();
                number(words)? * MM
            }
            _ => -NEAR,
        };
        is(gap >= least, wanted).map_err(|_| format!("{:.2} mm apart", gap / MM))
    }

    fn underlined(&self, thing: &Thing) -> bool {
        let [left, top, right, bottom] = thing.area;
        self.areas.iter().any(|(kind, page, area, _)| {
            *kind == Kind::Underline
                && *page == thing.page
                && area[0] <= left + NEAR
                && area[2] >= right - NEAR
                && area[1] > top
                && area[1] < bottom + 1.0
        })
    }

    /// The one thing that is meant.
    fn thing(&self, words: &mut Iter<'_, Word>) -> Result<Thing, String> {
        if matches!(words.as_slice().first(), Some(Word::Name("cell"))) {
            words.next();
            let inner = self.thing(words)?;
            return Ok(Thing { area: self.cell(&inner)?, page: inner.page, line: None });
        }
        let named = format!("{:?}", words.as_slice().first());
        let mut things = self.things(words)?;
        let index = match words.as_slice().first() {
            Some(Word::Number(index)) => {
                words.next();
                *index as usize - 1
            }
            _ => 0,
        };
        if index >= things.len() { Err(format!("{} of {named}", things.len())) } else { Ok(things.swap_remove(index)) }
    }

    /// All things of a kind or with these words, page by page, from the top, from the left.
    fn things(&self, words: &mut Iter<'_, Word>) -> Result<Vec<Thing>, String> {
        let areas = |kind: Kind, name: Option<&str>| {
            let of = self.areas.iter().filter(|(of, .., named)| *of == kind && name.is_none_or(|name| name == named));
            of.map(|(_, page, area, _)| Thing { page: *page, area: *area, line: None }).collect()
        };
        let mut things: Vec<Thing> = match words.next() {
            Some(Word::Quoted(text)) => self.lines.iter().flat_map(|line| line.find(text)).collect(),
            Some(Word::Name("picture")) => areas(Kind::Picture, None),
            Some(Word::Name("symbol")) => areas(Kind::Symbol, None),
            Some(Word::Name("outline")) => areas(Kind::Outline, None),
            Some(Word::Name("link")) => areas(Kind::Link, None),
            Some(Word::Name("field")) => areas(Kind::Field, Some(name(words)?)),
            other => return Err(format!("no thing: {other:?}")),
        };
        things.sort_by(|a, b| {
            let key = |thing: &Thing| {
                (thing.page, thing.line.as_ref().map_or(thing.area[1], |line| line.base), thing.area[0])
            };
            key(a).partial_cmp(&key(b)).expect("numbers")
        });
        Ok(things)
    }

    /// The cell around a thing: the nearest rules on all four sides.
    fn cell(&self, thing: &Thing) -> Result<Area, String> {
        let [left, top, right, bottom] = thing.area;
        let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        let mut cell = [f64::MIN, f64::MIN, f64::MAX, f64::MAX];
        for (_, [x0, y0, x1, y1]) in self.rules.iter().filter(|(page, _)| *page == thing.page) {
            if x0 == x1 && *y0 <= y && y <= *y1 {
                if *x0 <= x { cell[0] = cell[0].max(*x0) } else { cell[2] = cell[2].min(*x0) }
            } else if y0 == y1 && *x0 <= x && x <= *x1 {
                if *y0 <= y { cell[1] = cell[1].max(*y0) } else { cell[3] = cell[3].min(*y0) }
            }
        }
        if cell.iter().any(|edge| edge.abs() > 1e6) { Err("in no cell".to_owned()) } else { Ok(cell) }
    }
}

/// Something on a page.
struct Thing {
    page: usize,
    area: Area,
    line: Option<Words>,
}

impl Words {
    /// Each place where a text stands in the line.
    fn find(&self, text: &str) -> Vec<Thing> {
        let (rise, fall) = (self.size * 0.72, self.size * 0.22);
        let places = self.text.match_indices(text).map(|(at, found)| {
            let (from, to) = (self.pens[at], self.pens[at + found.len()]);
            let area = match self.turn {
                90 => [self.base - rise, -to, self.base + fall, -from],
                _ => [from, self.base - rise, to, self.base + fall],
            };
            Thing { page: self.page, area, line: Some(self.clone()) }
        });
        places.collect()
    }
}

#[derive(Debug)]
enum Word<'a> {
    Quoted(&'a str),
    Number(f64),
    Name(&'a str),
}

fn split(check: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for (i, part) in check.split('"').enumerate() {
        if i % 2 == 1 {
            words.push(Word::Quoted(part));
        } else {
            words.extend(part.split_whitespace().map(|word| word.parse().map_or(Word::Name(word), Word::Number)));
        }
    }
    words
}

fn name<'a>(words: &mut Iter<'_, Word<'a>>) -> Result<&'a str, String> {
    match words.next() {
        Some(Word::Name(name)) => Ok(name),
        other => Err(format!("a word is missing: {other:?}")),
    }
}

fn number(words: &mut Iter<'_, Word<'_>>) -> Result<f64, String> {
    match words.next() {
        Some(Word::Number(number)) => Ok(*number),
        other => Err(format!("a number is missing: {other:?}")),
    }
}

fn expect(words: &mut Iter<'_, Word<'_>>, wanted: &str) -> Result<(), String> {
    if name(words)? == wanted { Ok(()) } else { Err(format!("`{wanted}` is missing")) }
}

fn is(found: bool, wanted: bool) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err("it is not so".to_owned()) }
}

fn same(found: f64, wanted: f64) -> Result<(), String> {
    if (found - wanted).abs() < NEAR { Ok(()) } else { Err(format!("{found:.2} instead of {wanted:.2}")) }
}

fn holds(outer: &Area, inner: &Area) -> bool {
    outer[0] <= inner[0] + NEAR
        && outer[1] <= inner[1] + NEAR
        && outer[2] >= inner[2] - NEAR
        && outer[3] >= inner[3] - NEAR
}

fn around(points: &[(f64, f64)]) -> Area {
    points.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |area, (x, y)| {
        [area[0].min(*x), area[1].min(*y), area[2].max(*x), area[3].max(*y)]
    })
}
