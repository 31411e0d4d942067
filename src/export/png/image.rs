//! Pictures onto a bitmap.

use resvg::tiny_skia::{
    self, FillRule, FilterQuality, GradientStop, IntSize, LinearGradient, Mask, Paint, Pixmap, PixmapPaint,
    RadialGradient, Shader, SpreadMode, Transform,
};

use super::paint::{outline, points, solid};
use crate::picture::{self, Bitmap, Drawing, Gradient, GradientKind, Picture, Shape};
use crate::scene::Image;

/// Paints a picture into its frame.
pub(super) fn paint(image: &Image, transform: Transform, bitmap: &mut Pixmap) {
    let (width, height) = image.picture.size();
    let frame = transform.pre_translate(points(image.frame.x), points(image.frame.y));
    let (x, y) = (points(image.frame.w) / width as f32, points(image.frame.h) / height as f32);
    match &*image.picture {
        Picture::Raster(pixels) => raster(pixels, frame.pre_scale(x, y), bitmap),
        Picture::Vector(drawing) => vector(drawing, frame.pre_scale(x * 1000.0, y * 1000.0), bitmap),
    }
}

fn raster(pixels: &Bitmap, transform: Transform, bitmap: &mut Pixmap) {
    let premultiplied = pixels.rgba.chunks_exact(4).flat_map(|pixel| {
        let color = tiny_skia::ColorU8::from_rgba(pixel[0], pixel[1], pixel[2], pixel[3]).premultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    });
    let source =
        IntSize::from_wh(pixels.size.0, pixels.size.1).and_then(|size| Pixmap::from_vec(premultiplied.collect(), size));
    let Some(source) = source else { return };
    let paint = PixmapPaint { quality: FilterQuality::Bicubic, ..PixmapPaint::default() };
    bitmap.draw_pixmap(0, 0, source.as_ref(), &paint, transform, None);
}

fn vector(drawing: &Drawing, transform: Transform, bitmap: &mut Pixmap) {
    for shape in &drawing.shapes {
        let Some(path) = outline(&shape.outline.segments) else { continue };
        let mask = clip(shape, transform, bitmap);
        bitmap.fill_path(&path, &fill(shape), rule(shape.outline.rule), transform, mask.as_ref());
    }
}

fn clip(shape: &Shape, transform: Transform, bitmap: &Pixmap) -> Option<Mask> {
    let mut mask: Option<Mask> = None;
    for clip in &shape.clips {
        let Some(path) = outline(&clip.segments) else { continue };
        match &mut mask {
            Some(mask) => mask.intersect_path(&path, rule(clip.rule), true, transform),
            None => {
                let mut first = Mask::new(bitmap.width(), bitmap.height())?;
                first.fill_path(&path, rule(clip.rule), true, transform);
                mask = Some(first);
            }
        }
    }
    mask
}

fn fill(shape: &Shape) -> Paint<'static> {
    match &shape.paint {
        picture::Paint::Solid(color) => {
            let mut paint = solid(*color);
            paint.set_color_rgba8(color.r, color.g, color.b, shape.alpha);
            paint
        }
        picture::Paint::Gradient(run) => {
            let shader = gradient(run, shape.alpha).unwrap_or(Shader::SolidColor(tiny_skia::Color::TRANSPARENT));
            Paint { shader, anti_alias: true, ..Paint::default() }
        }
    }
}

fn gradient(run: &Gradient, alpha: u8) -> Option<Shader<'static>> {
    let stop = |stop: &picture::Stop| {
        let color = tiny_skia::Color::from_rgba8(stop.color.r, stop.color.g, stop.color.b, alpha);
        GradientStop::new(f32::from(stop.offset) / 1000.0, color)
    };
    let stops = run.stops.iter().map(stop).collect();
    let [origin, x, y] = run.frame.map(|point| (points(point.x), points(point.y)));
    let frame = Transform::from_row(x.0 - origin.0, x.1 - origin.1, y.0 - origin.0, y.1 - origin.1, origin.0, origin.1);
    let center = tiny_skia::Point::zero();
    match run.kind {
        GradientKind::Linear => {
            LinearGradient::new(center, tiny_skia::Point::from_xy(1.0, 0.0), stops, SpreadMode::Pad, frame)
        }
        GradientKind::Radial { focus: (fx, fy) } => {
            let focus = tiny_skia::Point::from_xy(fx as f32 / 1000.0, fy as f32 / 1000.0);
            RadialGradient::new(focus, 0.0, center, 1.0, stops, SpreadMode::Pad, frame)
        }
    }
}

fn rule(rule: picture::FillRule) -> FillRule {
    match rule {
        picture::FillRule::NonZero => FillRule::Winding,
        picture::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}
