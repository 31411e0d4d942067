//! The page before the sheet.

use super::pages::Pages;
use super::titles::set_all;
use super::typeset::{Faces, height, stack};
use super::{Lines, LinesKind, Part, PlacedPicture};
use crate::geom::{Length, Rect, Size};
use crate::sop::{Agency, Cover};

/// The distance of the year from the title.
const YEAR_GAP: Length = Length::pt(18);

/// Puts the cover on a page of its own: emblem and title in the upper half, year below it, the other lines at the foot.
pub(super) fn place(cover: &Cover, agency: &Agency, faces: &Faces, pages: &mut Pages) {
    pages.turn();
    let area = pages.area();
    let title = set_all(&cover.title, faces, faces.cover(), area.w);
    let year = cover.year.iter().map(|year| faces.set(year, faces.cover(), area.w)).collect();
    let bottom = set_all(&cover.bottom, faces, faces.cover(), area.w);
    let title_top = area.y + (area.h - height(&title)).ratio(3, 8);
    let bottom_top = area.bottom() - height(&bottom);
    let (mut texts, title_bottom) = stack(area.x, title_top, title);
    texts.extend(stack(area.x, title_bottom + YEAR_GAP, year).0);
    texts.extend(stack(area.x, bottom_top, bottom).0);
    let picture = agency.logo.clone().map(|picture| {
        let bottom = title_top - YEAR_GAP;
        let above = (bottom - area.y).max(Length::ZERO);
        let size = picture.within(Size::new(area.w.half(), agency.logo_height.min(above)));
        let frame = Rect::new(area.x + (area.w - size.w).half(), bottom - size.h, size.w, size.h);
        PlacedPicture { frame, picture }
    });
    pages.push(Part::Lines(Lines { kind: LinesKind::Cover, texts, picture }), area.h);
}
