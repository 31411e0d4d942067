//! The things of a page onto a bitmap.

use resvg::tiny_skia::{self, FillRule, LineCap, Paint, PathBuilder, Pixmap, Transform};

use super::image;
use crate::export::face::{Outlines, Piece};
use crate::geom::{Length, Point};
use crate::scene::{Class, Color, Item, Page, Path, Segment, Text};

/// Paints a page at so many pixels a point.
pub(super) fn page(page: &Page, scale: f32, outlines: &mut Outlines<'_>, bitmap: &mut Pixmap) {
    items(&page.items, Transform::from_scale(scale, scale), outlines, bitmap);
}

fn items(list: &[Item], transform: Transform, outlines: &mut Outlines<'_>, bitmap: &mut Pixmap) {
    for item in list {
        match item {
            Item::Path(item) => path(item, transform, bitmap),
            Item::Text(item) if item.pdf_only => {}
            Item::Text(item) => text(item, transform, outlines, bitmap),
            Item::Image(item) => image::paint(item, transform, bitmap),
            Item::Group(group) => items(&group.items, transform, outlines, bitmap),
        }
    }
}

fn path(item: &Path, transform: Transform, bitmap: &mut Pixmap) {
    let Some(path) = outline(&item.segments) else { return };
    if let Some(color) = item.fill {
        bitmap.fill_path(&path, &solid(color), FillRule::Winding, transform, None);
    }
    if let Some(stroke) = item.stroke {
        let cap = if item.class == Class::Rule { LineCap::Square } else { LineCap::Butt };
        let line = tiny_skia::Stroke { width: points(stroke.width), line_cap: cap, ..tiny_skia::Stroke::default() };
        bitmap.stroke_path(&path, &solid(stroke.color), &line, transform, None);
    }
}

fn text(item: &Text, transform: Transform, outlines: &mut Outlines<'_>, bitmap: &mut Pixmap) {
    let run = &item.run;
    let em = points(run.size) / outlines.units(run.font) as f32;
    let baseline = transform.pre_translate(points(item.at.x), points(item.at.y)).pre_rotate(f32::from(-item.turn));
    let paint = solid(item.color);
    let mut pen = Length::ZERO;
    for glyph in &run.glyphs {
        if let Some(path) = glyph_path(outlines.glyph(run.font, glyph.id)) {
            let at = baseline.pre_translate(points(pen + glyph.dx), -points(glyph.dy)).pre_scale(em, -em);
            bitmap.fill_path(&path, &paint, FillRule::Winding, at, None);
        }
        pen += glyph.advance;
    }
}

/// An outline of the scene, in points.
pub(super) fn outline(segments: &[Segment]) -> Option<tiny_skia::Path> {
    let xy = |point: &Point| (points(point.x), points(point.y));
    let mut builder = PathBuilder::new();
    for segment in segments {
        match segment {
            Segment::Move(to) => builder.move_to(xy(to).0, xy(to).1),
            Segment::Line(to) => builder.line_to(xy(to).0, xy(to).1),
            Segment::Curve(first, second, to) => {
                let ((ax, ay), (bx, by), (x, y)) = (xy(first), xy(second), xy(to));
                builder.cubic_to(ax, ay, bx, by, x, y);
            }
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}

fn glyph_path(pieces: &[Piece]) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    for piece in pieces {
        match *piece {
            Piece::Move([x, y]) => builder.move_to(x, y),
            Piece::Line([x, y]) => builder.line_to(x, y),
            Piece::Quad([cx, cy], [x, y]) => builder.quad_to(cx, cy, x, y),
            Piece::Curve([ax, ay], [bx, by], [x, y]) => builder.cubic_to(ax, ay, bx, by, x, y),
            Piece::Close => builder.close(),
        }
    }
    builder.finish()
}

pub(super) fn solid(color: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(color.r, color.g, color.b, 255);
    paint
}

pub(super) fn points(length: Length) -> f32 {
    length.0 as f32 / 1000.0
}
