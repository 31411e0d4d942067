//! Pictures: outlines as paths, bitmaps as data.

use super::paint::Painter;
use super::write::Writer;
use crate::geom::{Length, Point};
use crate::picture::{Bitmap, Drawing, FillRule, Gradient, GradientKind, Paint, Picture, Shape};
use crate::scene::{Image, Item};

/// Writes the gradients and clips of the page's pictures.
pub(super) fn definitions(painter: &mut Painter<'_, '_>) {
    let mut images = Vec::new();
    collect(&painter.page.items, &mut images);
    for (index, image) in images.iter().enumerate() {
        let Picture::Vector(drawing) = &*image.picture else { continue };
        for (place, shape) in drawing.shapes.iter().enumerate() {
            if let Paint::Gradient(run) = &shape.paint {
                painter.out.raw("<defs>");
                gradient(run, &format!("i{index}p{place}"), &mut painter.out);
                painter.out.raw("</defs>\n");
            }
            for (number, clip) in shape.clips.iter().enumerate() {
                painter
                    .out
                    .raw("<defs><clipPath")
                    .id(&format!("i{index}p{place}c{number}"))
                    .raw("><path")
                    .outline(&clip.segments);
                painter
                    .out
                    .raw(if clip.rule == FillRule::EvenOdd { " clip-rule=\"evenodd\"" } else { "" })
                    .raw("/></clipPath></defs>\n");
            }
        }
    }
}

fn collect<'a>(items: &'a [Item], images: &mut Vec<&'a Image>) {
    for item in items {
        match item {
            Item::Image(image) => images.push(image),
            Item::Group(group) => collect(&group.items, images),
            Item::Path(_) | Item::Text(_) => {}
        }
    }
}

/// Writes a picture in its frame.
pub(super) fn paint(image: &Image, painter: &mut Painter<'_, '_>) {
    let mut images = Vec::new();
    collect(&painter.page.items, &mut images);
    let index = images.iter().position(|other| std::ptr::eq(*other, image)).unwrap_or(0);
    match &*image.picture {
        Picture::Vector(drawing) => vector(image, index, drawing, &mut painter.out),
        Picture::Raster(bitmap) => raster(image, bitmap, &mut painter.out),
    }
}

fn vector(image: &Image, index: usize, drawing: &Drawing, out: &mut Writer) {
    let scale = |frame: Length, natural: u32| i64::from(frame.0) * 1_000_000 / i64::from(natural.max(1));
    out.raw("<g transform=\"translate(").point(image.frame.origin()).raw(") scale(");
    out.number(scale(image.frame.w, drawing.size.0), 6)
        .raw(" ")
        .number(scale(image.frame.h, drawing.size.1), 6)
        .raw(")\">\n");
    for (place, shape) in drawing.shapes.iter().enumerate() {
        self::shape(shape, &format!("i{index}p{place}"), out);
    }
    out.raw("</g>\n");
}

fn shape(shape: &Shape, id: &str, out: &mut Writer) {
    for number in 0..shape.clips.len() {
        out.raw("<g").reference("clip-path", "url(", &format!("{id}c{number}"), ")").raw(">");
    }
    out.raw("<path").outline(&shape.outline.segments);
    match &shape.paint {
        Paint::Solid(color) => out.color("fill", *color),
        Paint::Gradient(_) => out.reference("fill", "url(", id, ")"),
    };
    if shape.outline.rule == FillRule::EvenOdd {
        out.raw(" fill-rule=\"evenodd\"");
    }
    if shape.alpha < 255 {
        out.raw(" fill-opacity=\"").number(i64::from(shape.alpha) * 1000 / 255, 3).raw("\"");
    }
    out.raw("/>");
    shape.clips.iter().for_each(|_| _ = out.raw("</g>"));
    out.raw("\n");
}

fn gradient(run: &Gradient, id: &str, out: &mut Writer) {
    let element = match run.kind {
        GradientKind::Linear => "linearGradient",
        GradientKind::Radial { .. } => "radialGradient",
    };
    out.raw("<").raw(element).id(id).raw(" gradientUnits=\"userSpaceOnUse\"");
    match run.kind {
        GradientKind::Linear => out.raw(" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"0\""),
        GradientKind::Radial { focus: (x, y) } => out
            .raw(" cx=\"0\" cy=\"0\" r=\"1\" fx=\"")
            .number(x.into(), 3)
            .raw("\" fy=\"")
            .number(y.into(), 3)
            .raw("\""),
    };
    let [origin, x, y] = run.frame;
    let from = |point: Point| [point.x - origin.x, point.y - origin.y];
    out.raw(" gradientTransform=\"matrix(");
    for (index, part) in from(x).into_iter().chain(from(y)).chain([origin.x, origin.y]).enumerate() {
        out.raw(if index > 0 { " " } else { "" }).number(part.0.into(), 3);
    }
    out.raw(")\">");
    for stop in &run.stops {
        out.raw("<stop offset=\"").number(stop.offset.into(), 3).raw("\"").color("stop-color", stop.color).raw("/>");
    }
    out.raw("</").raw(element).raw(">");
}

/// A bitmap within the file: as the JPEG it was, or as a PNG.
fn raster(image: &Image, bitmap: &Bitmap, out: &mut Writer) {
    let (kind, data) = match &bitmap.jpeg {
        Some(jpeg) => ("jpeg", jpeg.clone()),
        None => ("png", png(bitmap)),
    };
    let frame = image.frame;
    out.raw("<image preserveAspectRatio=\"none\"").length("x", frame.x).length("y", frame.y);
    out.length("width", frame.w)
        .length("height", frame.h)
        .raw(" href=\"data:image/")
        .raw(kind)
        .raw(";base64,")
        .raw(&base64(&data))
        .raw("\"/>\n");
}

fn png(bitmap: &Bitmap) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, bitmap.size.0, bitmap.size.1);
    encoder.set_color(::png::ColorType::Rgba);
    // Writing into memory can fail only on sizes that a decoded bitmap does not have.
    let _ = encoder.write_header().and_then(|mut writer| writer.write_image_data(&bitmap.rgba));
    bytes
}

/// Bytes as letters (RFC 4648, 4).
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { letter.into() } else { '=' });
        }
    }
    out
}
