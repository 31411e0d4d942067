//! A scene that has some of everything, made by hand: what tests of the back ends write.

use std::sync::Arc;

use crate::geom::{Length, Point, Rect, Size};
use crate::picture::Picture;
use crate::scene::*;
use crate::text::{FontId, Fonts, Glyph, GlyphRun};

/// An emblem with a gradient, a clip and a line.
pub(crate) const EMBLEM: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 50">
<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#fd0"/><stop offset="1" stop-color="#c60"/></linearGradient>
<radialGradient id="r"><stop stop-color="#fff"/><stop offset="1" stop-color="#07a"/></radialGradient>
<clipPath id="c"><circle cx="20" cy="20" r="12"/></clipPath></defs>
<path d="M2 2H38V30Q38 42 20 48Q2 42 2 30Z" fill="url(#g)" stroke="#000" stroke-width="1.5"/>
<rect x="6" y="6" width="28" height="28" fill="url(#r)" clip-path="url(#c)"/>
<path d="M20 10L23 19H32L25 24L28 33L20 27L12 33L15 24L8 19H17Z" fill="#c00" fill-opacity=".8"/></svg>"##;

/// Two pages: a heading, paragraphs in four styles and three families, a list, a table, a figure, links, a field, a picture.
pub(crate) fn scene() -> Scene {
    let fonts = Arc::new(Fonts::default());
    let mut draft = Draft { fonts: fonts.clone(), structure: vec![Element { role: Role::Document, parent: None }] };
    let logo = Arc::new(Picture::decode(EMBLEM.as_bytes(), "lambang.svg").unwrap());

    let mut items = Vec::new();
    let heading = draft.add(0, Role::Heading(1));
    items.push(draft.group(heading, vec![draft.text(60, 60, 0, 14, FontId(1), "Pelayanan Surat Keterangan Usaha")]));
    for face in 0..12 {
        let paragraph = draft.add(0, Role::Paragraph);
        let words = "AVATAR Tata – biaya ≥ Rp 1.500 (“gratis”) • é";
        let line = draft.text(60, 90 + 16 * i32::from(face), 0, 10, FontId(face), words);
        items.push(draft.group(paragraph, vec![line]));
    }
    let divided = draft.add(0, Role::Paragraph);
    let first = draft.text(320, 90, 0, 10, FontId(0), "Camat mempertanggung\u{ad}");
    let second = draft.text(320, 102, 0, 10, FontId(0), "jawabkan laporan.");
    items.push(draft.group(divided, vec![first, second]));
    items.extend(list(&mut draft));
    items.extend(table(&mut draft));
    let link = draft.add(0, Role::Link { page: 0, links: 0..1, alternative: None });
    items.push(draft.group(link, vec![draft.text(320, 140, 0, 10, FontId(0), "SOP Renstra")]));
    draft.add(0, Role::Field { page: 0, field: 0 });
    let emblem = draft.add(0, Role::Figure { alternative: "Lambang daerah".into(), name: "Lambang".into() });
    items.push(draft.group(emblem, vec![Item::Image(Image { frame: rect(500, 40, 40, 50), picture: logo })]));
    let turned = draft.text(580, 200, 90, 10, FontId(0), "Sekretaris Camat");
    items.push(Item::Group(Group { tag: Tag::Artifact, items: vec![turned] }));

    let first = Page {
        size: Size::new(Length(935_433), Length(609_449)),
        items,
        label: String::new(),
        links: vec![Link {
            area: rect(320, 130, 60, 12),
            target: Target::Sop("renstra".into()),
            title: "Buka SOP Renstra".into(),
        }],
        fields: vec![Field {
            name: "ttd_pengesahan".into(),
            title: "Tanda tangan Camat".into(),
            area: rect(500, 300, 120, 40),
        }],
    };
    let second = Page {
        size: first.size,
        label: String::new(),
        items: flow(&mut draft),
        links: vec![back()],
        fields: Vec::new(),
    };
    let bookmark = |title: &str, level, page| Bookmark { title: title.into(), level, page, at: Point::default() };
    Scene {
        pages: vec![first, second],
        fonts,
        info: Info {
            title: "Pelayanan Surat Keterangan Usaha".into(),
            author: "Kecamatan Contoh & Rekan".into(),
            subject: "SOP administrasi pemerintahan".into(),
            date: Some("2019-08-01".into()),
        },
        structure: draft.structure,
        bookmarks: vec![
            bookmark("Identitas", 0, 0),
            bookmark("Prosedur", 0, 1),
            bookmark("Halaman 2", 1, 1),
            bookmark("Akhir", 0, 1),
        ],
    }
}

fn list(draft: &mut Draft) -> Vec<Item> {
    let list = draft.add(0, Role::List);
    let entries = ["Undang-Undang Nomor 23 Tahun 2014", "Peraturan Bupati"];
    let mut items = Vec::new();
    for (index, words) in entries.into_iter().enumerate() {
        let y = 170 + 12 * index as i32;
        let item = draft.add(list, Role::ListItem);
        let mark = draft.add(item, Role::ListMark);
        items.push(draft.group(mark, vec![draft.text(320, y, 0, 10, FontId(0), &format!("{}.", index + 1))]));
        let body = draft.add(item, Role::ListBody);
        items.push(draft.group(body, vec![draft.text(335, y, 0, 10, FontId(0), words)]));
    }
    items
}

fn table(draft: &mut Draft) -> Vec<Item> {
    let table = draft.add(0, Role::Table);
    let mut items = Vec::new();
    for (row, cells) in [["No.", "Kegiatan"], ["1.", "Menerima berkas"]].into_iter().enumerate() {
        let parent = draft.add(table, Role::TableRow);
        for (column, words) in cells.into_iter().enumerate() {
            let role = match row {
                0 => Role::TableHead { scope: Scope::Column, columns: 1, rows: 1 },
                _ => Role::TableCell { columns: 1, rows: 1 },
            };
            let cell = draft.add(parent, role);
            let (x, y) = (60 + 40 * column as i32, 320 + 20 * row as i32);
            items.push(rule(x - 4, y - 12, 40, 20));
            items.push(draft.group(cell, vec![draft.text(x, y, 0, 9, FontId(row as u16), words)]));
        }
    }
    items
}

fn flow(draft: &mut Draft) -> Vec<Item> {
    let alternative = "Kegiatan 6, Kasubag: keputusan. Ya ke kegiatan 7. Tidak kembali ke kegiatan 5.".into();
    let figure = draft.add(0, Role::Figure { alternative, name: "Kegiatan 6".into() });
    let p = |x, y| Point::new(Length::pt(x), Length::pt(y));
    let stroke = Some(Stroke { width: Length::tenths(8), color: Color::BLACK });
    let diamond = vec![
        Segment::Move(p(200, 100)),
        Segment::Line(p(240, 125)),
        Segment::Line(p(200, 150)),
        Segment::Line(p(160, 125)),
        Segment::Close,
    ];
    let arrow = vec![Segment::Move(p(200, 150)), Segment::Line(p(200, 190)), Segment::Line(p(260, 190))];
    let round = vec![Segment::Move(p(300, 100)), Segment::Curve(p(320, 100), p(320, 130), p(300, 130)), Segment::Close];
    let head = vec![Segment::Move(p(260, 187)), Segment::Line(p(266, 190)), Segment::Line(p(260, 193)), Segment::Close];
    let path = |segments, fill, stroke, class| Item::Path(Path { segments, fill, stroke, class });
    let drawn = vec![
        path(diamond, Some(Color { r: 230, g: 240, b: 255 }), stroke, Class::Symbol),
        path(round, None, stroke, Class::Symbol),
        path(arrow, None, stroke, Class::Connector),
        path(head, Some(Color::BLACK), None, Class::Connector),
        draft.text(180, 128, 0, 9, FontId(0), "Setuju?"),
    ];
    vec![draft.group(figure, drawn)]
}

fn back() -> Link {
    Link {
        area: rect(160, 100, 80, 50),
        target: Target::Page(0, Point::default()),
        title: "Kembali ke halaman 1".into(),
    }
}

fn rule(x: i32, y: i32, w: i32, h: i32) -> Item {
    let p = |x, y| Point::new(Length::pt(x), Length::pt(y));
    let segments = vec![Segment::Move(p(x, y)), Segment::Line(p(x + w, y)), Segment::Line(p(x + w, y + h))];
    let stroke = Some(Stroke { width: Length::tenths(5), color: Color::gray(64) });
    Item::Path(Path { segments, fill: None, stroke, class: Class::Rule })
}

fn rect(x: i32, y: i32, w: i32, h: i32) -> Rect {
    Rect::new(Length::pt(x), Length::pt(y), Length::pt(w), Length::pt(h))
}

struct Draft {
    fonts: Arc<Fonts>,
    structure: Vec<Element>,
}

impl Draft {
    fn add(&mut self, parent: usize, role: Role) -> usize {
        self.structure.push(Element { role, parent: Some(parent) });
        self.structure.len() - 1
    }

    fn group(&self, element: usize, items: Vec<Item>) -> Item {
        Item::Group(Group { tag: Tag::Element(element), items })
    }

    fn text(&self, x: i32, y: i32, turn: i16, size: i32, font: FontId, words: &str) -> Item {
        let run = Arc::new(self.shape(font, Length::pt(size), words));
        let at = Point::new(Length::pt(x), Length::pt(y));
        Item::Text(Text { at, run, turn, color: Color::BLACK, class: Class::Text, pdf_only: false, ends_word: true })
    }

    /// The words, one glyph a letter, with a kern before each V.
    fn shape(&self, id: FontId, size: Length, words: &str) -> GlyphRun {
        let face = self.fonts.face(id);
        let glyphs = words.char_indices().map(|(at, c)| {
            let glyph = face.glyph(if c == '\u{ad}' { '-' } else { c }).unwrap();
            let kern = if c == 'V' { Length(-700) } else { Length::ZERO };
            Glyph {
                id: glyph,
                advance: face.metrics().scale(face.advance(glyph), size) + kern,
                dx: Length::ZERO,
                dy: Length::ZERO,
                text: at as u32..(at + c.len_utf8()) as u32,
            }
        });
        GlyphRun { font: id, size, glyphs: glyphs.collect(), text: words.into() }
    }
}
