//! SVG files into filled outlines.
//!
//! usvg resolves styles, `use`, units and transforms; here strokes become outlines and groups disappear. What outlines cannot
//! say (filters, masks, patterns, bitmaps inside) makes the whole drawing a bitmap, fine enough for any logo on paper.

use std::sync::Arc;

use resvg::tiny_skia::{self, Pixmap};
use usvg::{Group, ImageHrefResolver, ImageKind, Node, Transform, Tree};

use super::{Bitmap, Drawing, FillRule, Gradient, GradientKind, Outline, Paint, Picture, Shape, Stop, bitmap, guard};
use crate::geom::{Length, Point};
use crate::scene::{Color, Segment};

/// The longer side of a drawing, in points.
const SIDE: f32 = 1000.0;
/// The longer side of a drawing that had to become a bitmap: 300 dots an inch at 10 cm.
const PIXELS: f32 = 1200.0;
/// More pieces of outline than an emblem has.
const MAX_SEGMENTS: usize = 400_000;

/// Reads an SVG.
pub(super) fn svg(bytes: &[u8]) -> Result<Picture, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "bukan PNG, JPEG, atau SVG")?;
    let document = guard::parse(text)?;
    let options = usvg::Options { image_href_resolver: closed(), ..usvg::Options::default() };
    let tree = Tree::from_xmltree(&document, &options).map_err(|_| "SVG tanpa ukuran atau gambar yang dapat dibaca")?;
    let size = tree.size();
    let scale = SIDE / size.width().max(size.height());
    let mut flattener = Flattener { shapes: Vec::new(), segments: 0 };
    let root = State { transform: Transform::from_scale(scale, scale), opacity: 1.0, clips: Vec::new() };
    match flattener.group(tree.root(), &root) {
        Ok(()) => {
            let natural = |side: f32| length(side * scale).0.max(1) as u32;
            Ok(Picture::Vector(Drawing {
                size: (natural(size.width()), natural(size.height())),
                shapes: flattener.shapes,
            }))
        }
        Err(Hindrance::NoOutlines) => rasterise(&tree).map(Picture::Raster),
        Err(Hindrance::TooMuch) => Err("SVG terlalu rumit".into()),
    }
}

/// Bitmaps inside the file are read, nothing else is.
fn closed() -> ImageHrefResolver<'static> {
    ImageHrefResolver {
        resolve_data: Box::new(|_, data: Arc<Vec<u8>>, _| match data.as_slice() {
            png if bitmap::png(png).is_ok() => Some(ImageKind::PNG(data)),
            jpeg if bitmap::jpeg(jpeg).is_ok() => Some(ImageKind::JPEG(data)),
            _ => None,
        }),
        resolve_string: Box::new(|_, _| None),
    }
}

fn rasterise(tree: &Tree) -> Result<Bitmap, String> {
    let size = tree.size();
    let scale = PIXELS / size.width().max(size.height());
    let pixels = |side: f32| (side * scale).round().max(1.0) as u32;
    let mut pixmap = Pixmap::new(pixels(size.width()), pixels(size.height())).ok_or("gambar kosong")?;
    resvg::render(tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(bitmap::from_pixmap(&pixmap))
}

/// Why a drawing cannot be outlines.
enum Hindrance {
    NoOutlines,
    TooMuch,
}

/// What the groups around a path do to it.
struct State {
    transform: Transform,
    opacity: f32,
    clips: Vec<Outline>,
}

struct Flattener {
    shapes: Vec<Shape>,
    segments: usize,
}

impl Flattener {
    fn group(&mut self, group: &Group, outer: &State) -> Result<(), Hindrance> {
        let several = group.children().len() > 1;
        // A group that is blended as a whole is more than its parts; a single child is not.
        let blended = group.opacity().get() < 1.0 && several;
        if blended
            || group.mask().is_some()
            || !group.filters().is_empty()
            || group.blend_mode() != usvg::BlendMode::Normal
        {
            return Err(Hindrance::NoOutlines);
        }
        let mut state = State {
            transform: outer.transform.pre_concat(group.transform()),
            opacity: outer.opacity * group.opacity().get(),
            clips: outer.clips.clone(),
        };
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            let transform = state.transform.pre_concat(path.transform());
            let mut outline = Outline { segments: Vec::new(), rule: FillRule::NonZero };
            self.clip(path.root(), transform, &mut outline)?;
            state.clips.push(outline);
            clip = path.clip_path();
        }
        group.children().iter().try_for_each(|child| match child {
            Node::Group(group) => self.group(group, &state),
            Node::Path(path) if path.is_visible() => self.path(path, &state),
            Node::Path(_) | Node::Text(_) => Ok(()),
            Node::Image(_) => Err(Hindrance::NoOutlines),
        })
    }

    /// Gathers the outlines of a clip path in one.
    fn clip(&mut self, group: &Group, transform: Transform, outline: &mut Outline) -> Result<(), Hindrance> {
        if group.clip_path().is_some() {
            return Err(Hindrance::NoOutlines);
        }
        for child in group.children() {
            match child {
                Node::Group(inner) => self.clip(inner, transform.pre_concat(inner.transform()), outline)?,
                Node::Path(path) => {
                    let Some(fill) = path.fill() else { continue };
                    outline.rule = rule(fill.rule());
                    outline.segments.extend(self.outline(path.data(), transform)?);
                }
                Node::Text(_) | Node::Image(_) => {}
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &usvg::Path, state: &State) -> Result<(), Hindrance> {
        let fill = path.fill().map(|fill| (path.data().clone(), rule(fill.rule()), fill.paint(), fill.opacity().get()));
        let stroke = path.stroke().and_then(|stroke| {
            let line = stroke.to_tiny_skia();
            let data = match &line.dash {
                Some(dash) => path.data().dash(dash, 1.0)?,
                None => path.data().clone(),
            };
            let resolution = tiny_skia::PathStroker::compute_resolution_scale(&state.transform);
            Some((data.stroke(&line, resolution)?, FillRule::NonZero, stroke.paint(), stroke.opacity().get()))
        });
        let layers = match path.paint_order() {
            usvg::PaintOrder::FillAndStroke => [fill, stroke],
            usvg::PaintOrder::StrokeAndFill => [stroke, fill],
        };
        for (data, rule, paint, opacity) in layers.into_iter().flatten() {
            let alpha = (opacity * state.opacity * 255.0).round() as u8;
            let outline = Outline { segments: self.outline(&data, state.transform)?, rule };
            let paint = convert(paint, state.transform)?;
            self.shapes.push(Shape { outline, paint, alpha, clips: state.clips.clone() });
        }
        Ok(())
    }

    fn outline(&mut self, data: &tiny_skia::Path, transform: Transform) -> Result<Vec<Segment>, Hindrance> {
        let Some(data) = data.clone().transform(transform) else { return Ok(Vec::new()) };
        self.segments += data.len();
        if self.segments > MAX_SEGMENTS {
            return Err(Hindrance::TooMuch);
        }
        let mut pen = tiny_skia::Point::zero();
        let segments = data.segments().map(|segment| match segment {
            tiny_skia::PathSegment::MoveTo(to) => {
                pen = to;
                Segment::Move(point(to))
            }
            tiny_skia::PathSegment::LineTo(to) => {
                pen = to;
                Segment::Line(point(to))
            }
            tiny_skia::PathSegment::QuadTo(control, to) => {
                let towards = |end: tiny_skia::Point| {
                    tiny_skia::Point::from_xy(
                        end.x + (control.x - end.x) * 2.0 / 3.0,
                        end.y + (control.y - end.y) * 2.0 / 3.0,
                    )
                };
                let curve = Segment::Curve(point(towards(pen)), point(towards(to)), point(to));
                pen = to;
                curve
            }
            tiny_skia::PathSegment::CubicTo(first, second, to) => {
                pen = to;
                Segment::Curve(point(first), point(second), point(to))
            }
            tiny_skia::PathSegment::Close => Segment::Close,
        });
        Ok(segments.collect())
    }
}

fn convert(paint: &usvg::Paint, transform: Transform) -> Result<Paint, Hindrance> {
    let (base, kind, frame) = match paint {
        usvg::Paint::Color(color) => return Ok(Paint::Solid(solid(*color))),
        usvg::Paint::Pattern(_) => return Err(Hindrance::NoOutlines),
        usvg::Paint::LinearGradient(linear) => {
            let (x, y) = (linear.x2() - linear.x1(), linear.y2() - linear.y1());
            (&***linear, GradientKind::Linear, Transform::from_row(x, y, -y, x, linear.x1(), linear.y1()))
        }
        usvg::Paint::RadialGradient(radial) => {
            if radial.fr().get() > 0.0 {
                return Err(Hindrance::NoOutlines);
            }
            let radius = radial.r().get();
            let part = |of: f32| (of / radius * 1000.0).round() as i32;
            let focus = (part(radial.fx() - radial.cx()), part(radial.fy() - radial.cy()));
            (
                &***radial,
                GradientKind::Radial { focus },
                Transform::from_row(radius, 0.0, 0.0, radius, radial.cx(), radial.cy()),
            )
        }
    };
    let translucent = base.stops().iter().any(|stop| stop.opacity().get() < 1.0);
    if translucent || base.spread_method() != usvg::SpreadMethod::Pad {
        return Err(Hindrance::NoOutlines);
    }
    let whole = transform.pre_concat(base.transform()).pre_concat(frame);
    let mut corners =
        [tiny_skia::Point::zero(), tiny_skia::Point::from_xy(1.0, 0.0), tiny_skia::Point::from_xy(0.0, 1.0)];
    whole.map_points(&mut corners);
    let stops = base.stops().iter();
    let stops = stops
        .map(|stop| Stop { offset: (stop.offset().get() * 1000.0).round() as u16, color: solid(stop.color()) })
        .collect();
    Ok(Paint::Gradient(Gradient { kind, frame: corners.map(point), stops }))
}

fn rule(rule: usvg::FillRule) -> FillRule {
    match rule {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

fn solid(color: usvg::Color) -> Color {
    Color { r: color.red, g: color.green, b: color.blue }
}

fn point(point: tiny_skia::Point) -> Point {
    Point::new(length(point.x), length(point.y))
}

fn length(points: f32) -> Length {
    Length::from_pt(f64::from(points))
}
