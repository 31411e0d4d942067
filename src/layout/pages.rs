//! The paper: pages filled from the top, with numbers, foot lines and the pale word of their own.
//!
//! A page of endless height ([`Length::MAX`], for the web) is never turned; it ends where the sheet does.

use super::typeset::{Faces, centered};
use super::{Layout, Page, Part, Placed, PlacedPicture, Watermark, Widths};
use crate::form::{Footer, PageNumber, Side};
use crate::geom::{Length, Point, Rect, Size};
use crate::sop::Sop;
use crate::text::{Block, RichText};

/// The least distance between a page number and the edge of the paper or the sheet.
const NUMBER_GAP: Length = Length::pt(5);
/// The distance of the foot line from the sheet.
const FOOT_GAP: Length = Length::pt(6);
/// The distance of the foot line's words from its picture.
const PICTURE_GAP: Length = Length::pt(8);
/// The gap on an endless page where another would be turned.
const ENDLESS_GAP: Length = Length::pt(24);
/// The least width and height between the margins.
const LEAST_AREA: Length = Length::pt(144);
/// The angle of the pale word.
const WATERMARK_TURN: i16 = 30;

/// Pages that are being filled.
pub(super) struct Pages<'a> {
    sop: &'a Sop,
    faces: &'a Faces<'a>,
    widths: Widths,
    pages: Vec<Page>,
    /// Pages of the cover: they have neither number nor foot line.
    cover: usize,
    too_small: bool,
    /// What is between the margins of a page and free for the sheet.
    area: Rect,
    /// Where the page is free from.
    y: Length,
    foot: Option<Foot>,
}

/// The foot line, measured once.
struct Foot {
    text: Block,
    picture: Option<PlacedPicture>,
    height: Length,
}

impl<'a> Pages<'a> {
    /// No page yet.
    pub(super) fn new(sop: &'a Sop, widths: Widths, faces: &'a Faces<'a>) -> Self {
        let form = &sop.form;
        let whole = Rect::new(Length::ZERO, Length::ZERO, form.page.w, form.page.h).inset(form.margin);
        let mut area = whole;
        let number = faces.table().leading + NUMBER_GAP * 2;
        match form.page_number {
            Some(PageNumber::Bottom(_)) => area.h = area.h.min(form.page.h - number - area.y),
            Some(PageNumber::Top(_)) if area.y < number => {
                area.h -= number - area.y;
                area.y = number;
            }
            _ => {}
        }
        let foot = foot(sop, faces, area);
        if let Some(foot) = &foot {
            area.h -= foot.height + FOOT_GAP;
        }
        let too_small = area.w < LEAST_AREA || area.h < LEAST_AREA;
        (area.w, area.h) = (area.w.max(LEAST_AREA), area.h.max(LEAST_AREA));
        Self { sop, faces, widths, pages: Vec::new(), cover: 0, too_small, area, y: area.y, foot }
    }

    /// How the widths of columns are chosen.
    pub(super) fn widths(&self) -> Widths {
        self.widths
    }

    /// Whether margins and foot leave no room for a sheet; it is laid out as if they did.
    pub(super) fn too_small(&self) -> bool {
        self.too_small
    }

    /// What is between the margins and free for the sheet.
    pub(super) fn area(&self) -> Rect {
        self.area
    }

    /// Where the page is free from.
    pub(super) fn y(&self) -> Length {
        self.y
    }

    /// The height that is left on the page.
    pub(super) fn left(&self) -> Length {
        self.area.bottom() - self.y
    }

    /// Whether nothing stands on the page yet.
    pub(super) fn is_fresh(&self) -> bool {
        self.pages.last().is_some_and(|page| page.parts.is_empty())
    }

    /// The index of the page.
    pub(super) fn current(&self) -> usize {
        self.pages.len() - 1
    }

    /// Whether the page is endless.
    pub(super) fn is_endless(&self) -> bool {
        self.sop.form.page.h == Length::MAX
    }

    /// Begins a page; on an endless one leaves a gap.
    pub(super) fn turn(&mut self) {
        if self.is_endless() && self.pages.len() > self.cover {
            return self.skip(ENDLESS_GAP);
        }
        self.pages.push(Page { size: self.sop.form.page, ..Page::default() });
        self.y = self.area.y;
    }

    /// Begins the sheet: what stands before is its cover.
    pub(super) fn start_sheet(&mut self) {
        self.cover = self.pages.len();
        self.turn();
    }

    /// Adds a part and moves on by its height.
    pub(super) fn push(&mut self, part: Part, height: Length) {
        self.pages.last_mut().expect("a page was begun").parts.push(part);
        self.y += height;
    }

    /// Leaves a height free, unless the page is fresh.
    pub(super) fn skip(&mut self, height: Length) {
        if !self.is_fresh() {
            self.y += height;
        }
    }

    /// Numbers the pages, adds foot lines and the pale word.
    pub(super) fn finish(mut self) -> Layout {
        let endless = self.is_endless();
        if endless {
            self.end_page();
        }
        let count = self.pages.len() - self.cover;
        for (i, page) in self.pages.iter_mut().enumerate() {
            let mut seen = page.size;
            if endless {
                // Where the first page of paper would have it.
                seen.h = seen.h.min(seen.w.ratio(65, 100));
            }
            page.watermark = self.sop.watermark.as_deref().map(|word| watermark(seen, self.faces, word));
            if i < self.cover {
                continue;
            }
            number(self.sop, self.faces, page, i + 1 - self.cover, count);
            if let Some(foot) = &self.foot {
                let top = self.area.bottom() + FOOT_GAP;
                let x = foot.picture.as_ref().map_or(self.area.x, |picture| picture.frame.right() + PICTURE_GAP);
                let y = top + (foot.height - foot.text.size.h).half();
                page.margin_texts.push(Placed::new(x, y, foot.text.clone()));
                page.foot_picture.clone_from(&foot.picture);
            }
        }
        Layout { pages: self.pages }
    }
}

impl Pages<'_> {
    /// Cuts the endless page below the sheet.
    fn end_page(&mut self) {
        let margin = self.sop.form.margin;
        let below = self.area.bottom() - self.y;
        self.area.h -= below;
        if let Some(picture) = self.foot.as_mut().and_then(|foot| foot.picture.as_mut()) {
            picture.frame.y -= below;
        }
        for page in &mut self.pages {
            let foot = self.foot.as_ref().map_or(Length::ZERO, |foot| foot.height + FOOT_GAP);
            page.size.h = self.area.bottom() + foot + margin.bottom;
        }
    }
}

/// Measures the foot line. `area` is what is between the margins.
fn foot(sop: &Sop, faces: &Faces, area: Rect) -> Option<Foot> {
    let footer = sop.form.footer.as_ref()?;
    let mut picture = footer.picture.clone().map(|picture| {
        let widest = if footer.text.is_empty() { area.w } else { area.w.half() };
        let size = picture.within(Size::new(widest, Footer::PICTURE_HEIGHT));
        PlacedPicture { frame: Rect::new(area.x, Length::ZERO, size.w, size.h), picture }
    });
    let beside = picture.as_ref().map_or(Length::ZERO, |picture| picture.frame.w + PICTURE_GAP);
    let text = faces.set(&footer.text, faces.small(), area.w - beside);
    let height = text.size.h.max(picture.as_ref().map_or(Length::ZERO, |picture| picture.frame.h));
    if let Some(picture) = &mut picture {
        picture.frame.y = area.bottom() - height + (height - picture.frame.h).half();
    }
    Some(Foot { text, picture, height })
}

/// Writes the number of a page where the form wants it.
fn number(sop: &Sop, faces: &Faces, page: &mut Page, number: usize, count: usize) {
    let form = &sop.form;
    let Some(place) = form.page_number else { return };
    let pattern = if place == PageNumber::Identity && form.page_pattern == "{n}" {
        "Hal. {n} / {dari}"
    } else {
        form.page_pattern.as_str()
    };
    let words = pattern.replace("{n}", &number.to_string()).replace("{dari}", &count.to_string());
    let block = faces.set_natural(&RichText::plain(&words), centered(faces.table()));
    if number == 1 && !form.first_page_numbered {
        return;
    }
    let x = |side: Side| match side {
        Side::Middle => (page.size.w - block.size.w).half(),
        Side::Right => page.size.w - form.margin.right - block.size.w,
    };
    match place {
        PageNumber::Bottom(side) => {
            let zone = form.margin.bottom.max(block.size.h + NUMBER_GAP * 2);
            let y = page.size.h - (zone + block.size.h).half();
            page.margin_texts.push(Placed::new(x(side), y, block));
        }
        PageNumber::Top(side) => {
            let zone = form.margin.top.max(block.size.h + NUMBER_GAP * 2);
            page.margin_texts.push(Placed::new(x(side), (zone - block.size.h).half(), block));
        }
        PageNumber::Identity => {
            let cell = page.parts.iter_mut().find_map(|part| match part {
                Part::Identity(identity) => identity.page_number.as_mut(),
                _ => None,
            });
            if let Some(cell) = cell {
                let x = cell.rect.right() - super::identity::PAD_X - block.size.w;
                let y = cell.rect.y + (cell.rect.h - block.size.h).half();
                cell.texts.push(Placed::new(x, y, block));
            }
        }
    }
}

/// The pale word, as large as the page holds it at its angle.
fn watermark(page: Size, faces: &Faces, word: &str) -> Watermark {
    let probe = faces.set_natural(&RichText::plain(word), super::typeset::bold(faces.style(Length::pt(100))));
    // At 30 degrees a word as wide as 0.8 of the shorter way across (h / sin 30, w / cos 30) keeps off the edges.
    let way = (page.h * 2).min(page.w.ratio(1155, 1000)).ratio(7, 10);
    let size = Length::pt(100).ratio(way.0, probe.size.w.0.max(1)).min(Length::pt(160));
    let block = faces.set_natural(&RichText::plain(word), super::typeset::bold(faces.style(size)));
    // The middle of the word, a third of an em above its baseline, comes to the middle of the page.
    let (along, up) = (block.size.w.half(), size.ratio(36, 100));
    let x = page.w.half() - along.ratio(866, 1000) + up.half();
    let y = page.h.half() + along.half() + up.ratio(866, 1000);
    Watermark { at: Point::new(x, y), block, turn: WATERMARK_TURN }
}
