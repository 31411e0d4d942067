//! Pictures: outlines as form objects, bitmaps as images of at most 300 dots an inch.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

use super::super::stamp::Digest;
use super::content::outline;
use super::file::{Effort, Objects, deflate};
use super::syntax::{Ref, Syntax};
use crate::export::number::push_fixed;
use crate::geom::{Length, Point};
use crate::picture::{Bitmap, Drawing, FillRule, Gradient, GradientKind, Outline, Paint, Picture, Shape, Stop};
use crate::scene::Image;

/// The pictures of a scene, each once.
#[derive(Default)]
pub(super) struct Images {
    found: Vec<Found>,
}

struct Found {
    picture: Arc<Picture>,
    /// The largest width and height it is drawn at.
    width: Length,
    height: Length,
}

impl Images {
    /// The name under which a page's resources have the picture.
    pub(super) fn name(&mut self, image: &Image) -> String {
        let known = self.found.iter().position(|found| Arc::ptr_eq(&found.picture, &image.picture));
        let index = known.unwrap_or_else(|| {
            self.found.push(Found { picture: image.picture.clone(), width: Length::ZERO, height: Length::ZERO });
            self.found.len() - 1
        });
        let found = &mut self.found[index];
        found.width = found.width.max(image.frame.w);
        found.height = found.height.max(image.frame.h);
        format!("X{index}")
    }

    /// Makes them ready to be written, in the order of their names.
    pub(super) fn pack(&self) -> Vec<Arc<Packed>> {
        self.found.iter().map(packed).collect()
    }
}

/// A picture as streams of a file: what does not depend on the numbers of objects.
pub(super) struct Packed {
    /// The entries of its dictionary but for the mask.
    entries: String,
    data: Vec<u8>,
    /// How much each point covers, where not all cover all.
    mask: Option<(String, Vec<u8>)>,
}

/// Pictures kept a thread: the sheets of an office share its emblem.
const MOST_PACKED: usize = 4;

/// A picture as packed for a frame.
type PackedFor = (Arc<Picture>, (Length, Length), Arc<Packed>);

thread_local! {
    static PACKED: RefCell<VecDeque<PackedFor>> = RefCell::default();
}

/// A picture's streams: as they were packed before in this thread, or packed now.
fn packed(found: &Found) -> Arc<Packed> {
    let frame = (found.width, found.height);
    PACKED.with_borrow_mut(|known| {
        let same = |(picture, size, _): &&PackedFor| Arc::ptr_eq(picture, &found.picture) && *size == frame;
        // What is used comes to the front, so that pictures of one sheet alone do not push out what all share.
        if let Some(at) = known.iter().position(|entry| same(&entry)) {
            let entry = known.remove(at).expect("it was just found");
            known.push_front(entry);
        } else {
            let packed = match &*found.picture {
                Picture::Vector(drawing) => pack_drawing(drawing),
                Picture::Raster(bitmap) => pack_bitmap(bitmap, frame),
            };
            known.truncate(MOST_PACKED - 1);
            known.push_front((Arc::clone(&found.picture), frame, Arc::new(packed)));
        }
        Arc::clone(&known[0].2)
    })
}

impl Packed {
    /// What tells it from other pictures.
    pub(super) fn digest(&self) -> String {
        let mut digest = Digest::default();
        let mask = self.mask.iter().flat_map(|(entries, data)| [entries.as_bytes(), data]);
        [self.entries.as_bytes(), &self.data].into_iter().chain(mask).for_each(|part| digest.update(part));
        digest.finish()
    }

    pub(super) fn write(&self, objects: &mut Objects) -> Ref {
        let object = objects.reserve();
        let mut entries = self.entries.clone();
        if let Some((of_mask, data)) = &self.mask {
            let mask = objects.reserve();
            objects.packed_stream(mask, of_mask, data);
            entries += &format!("/SMask {} 0 R", mask.0);
        }
        objects.packed_stream(object, &entries, &self.data);
        object
    }
}

fn pack_bitmap(bitmap: &Bitmap, (width, height): (Length, Length)) -> Packed {
    let most = [width, height].map(|side| ((i64::from(side.0) * 300 / 72_000) as u32).max(1));
    let fine = bitmap.size.0 > most[0] || bitmap.size.1 > most[1];
    if let (Some(jpeg), false) = (&bitmap.jpeg, fine) {
        let space = if jpeg_components(jpeg) == Some(1) { "Gray" } else { "RGB" };
        let (w, h) = bitmap.size;
        let entries = format!(
            "/Type/XObject/Subtype/Image/Width {w}/Height {h}/BitsPerComponent 8/ColorSpace/Device{space}/Filter/DCTDecode"
        );
        return Packed { entries, data: jpeg.clone(), mask: None };
    }
    let scaled;
    let ((w, h), pixels) = if fine {
        let size = (bitmap.size.0.min(most[0]), bitmap.size.1.min(most[1]));
        scaled = shrink(bitmap, size);
        (size, &scaled)
    } else {
        (bitmap.size, &bitmap.rgba)
    };
    let gray = pixels.chunks_exact(4).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    let colors = if gray { 1 } else { 3 };
    let pack =
        |samples: &[u8], colors: usize| deflate(&filtered(samples, w as usize * colors, colors), Effort::Thorough);
    let mask = pixels.chunks_exact(4).any(|pixel| pixel[3] < 255).then(|| {
        let alpha: Vec<u8> = pixels.chunks_exact(4).map(|pixel| pixel[3]).collect();
        (image_entries((w, h), "Gray", 1), pack(&alpha, 1))
    });
    let samples: Vec<u8> = pixels.chunks_exact(4).flat_map(|pixel| pixel[..colors].iter().copied()).collect();
    let entries = image_entries((w, h), if gray { "Gray" } else { "RGB" }, colors);
    Packed { entries, data: pack(&samples, colors), mask }
}

fn image_entries((w, h): (u32, u32), space: &str, colors: usize) -> String {
    format!(
        "/Type/XObject/Subtype/Image/Width {w}/Height {h}/BitsPerComponent 8/ColorSpace/Device{space}\
         /Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {colors}/Columns {w}>>"
    )
}

/// The samples, each less the one to its left, which deflates better.
fn filtered(samples: &[u8], row: usize, step: usize) -> Vec<u8> {
    const SUB: u8 = 1;
    let mut out = Vec::with_capacity(samples.len() + samples.len() / row + 1);
    for line in samples.chunks_exact(row) {
        out.push(SUB);
        out.extend(
            line.iter()
                .enumerate()
                .map(|(index, sample)| sample.wrapping_sub(if index < step { 0 } else { line[index - step] })),
        );
    }
    out
}

/// The bitmap with fewer pixels, each the mean of what it covers, in parts of pixels too.
fn shrink(bitmap: &Bitmap, (width, height): (u32, u32)) -> Vec<u8> {
    let source = (bitmap.size.0 as usize, bitmap.size.1 as usize);
    let (width, height) = (width as usize, height as usize);
    let columns: Vec<_> = (0..width).map(|x| cover(x, width, source.0)).collect();
    let mut out = Vec::with_capacity(width * height * 4);
    for y in 0..height {
        // Colours count by how much they cover, or the border of an emblem would take on what shows through.
        let mut line = vec![[0_u64; 4]; source.0];
        for (row, share) in cover(y, height, source.1) {
            let pixels = bitmap.rgba[row * source.0 * 4..][..source.0 * 4].chunks_exact(4);
            for (sum, pixel) in line.iter_mut().zip(pixels) {
                let weight = share * u64::from(pixel[3]);
                (0..3).for_each(|part| sum[part] += weight * u64::from(pixel[part]));
                sum[3] += weight;
            }
        }
        for column in &columns {
            let mut sum = [0_u64; 4];
            for &(x, share) in column {
                (0..4).for_each(|part| sum[part] += share * line[x][part]);
            }
            let weight = sum[3];
            out.extend(sum[..3].iter().map(|part| ((part + weight / 2) / weight.max(1)) as u8));
            let all = (source.0 * source.1) as u64;
            out.push(((weight + all / 2) / all) as u8);
        }
    }
    out
}

/// What one of `of` pixels covers of `from`: which, and how much of each in parts of `of`.
fn cover(index: usize, of: usize, from: usize) -> Vec<(usize, u64)> {
    let (start, end) = (index * from, (index + 1) * from);
    let share = |at: usize| (end.min((at + 1) * of) - start.max(at * of)) as u64;
    (start / of..end.div_ceil(of)).map(|at| (at, share(at))).collect()
}

/// How many colours a JPEG has: the byte that says so in its frame header.
fn jpeg_components(jpeg: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let marker = *jpeg.get(at + 1)?;
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            return jpeg.get(at + 9).copied();
        }
        let length = u16::from_be_bytes(jpeg.get(at + 2..at + 4)?.try_into().ok()?);
        at += 2 + usize::from(length);
    }
}

fn pack_drawing(drawing: &Drawing) -> Packed {
    let mut resources = Resources::default();
    let mut content = Vec::new();
    for shape in &drawing.shapes {
        write_shape(shape, &mut content, &mut resources);
    }
    let (w, h) = (f64::from(drawing.size.0) / 1000.0, f64::from(drawing.size.1) / 1000.0);
    // The drawing's own unit square, y down, becomes PDF's unit square, which the page stretches to the frame.
    let entries = format!(
        "/Type/XObject/Subtype/Form/BBox[0 0 {w} {h}]/Matrix[{:.9} 0 0 {:.9} 0 1]/Resources<<{}>>/Filter/FlateDecode",
        1.0 / w,
        -1.0 / h,
        resources.entries()
    );
    Packed { entries, data: deflate(&content, Effort::Thorough), mask: None }
}

/// What the shapes of a drawing need.
#[derive(Default)]
struct Resources {
    shadings: Vec<u8>,
    shading_count: usize,
    /// The degrees of cover that occur.
    alphas: Vec<u8>,
}

impl Resources {
    fn entries(&self) -> String {
        let mut entries = String::new();
        if self.shading_count > 0 {
            entries += &format!("/Shading<<{}>>", String::from_utf8_lossy(&self.shadings));
        }
        if !self.alphas.is_empty() {
            entries += "/ExtGState<<";
            for alpha in &self.alphas {
                entries += &format!("/A{alpha}<</ca {:.3}>>", f64::from(*alpha) / 255.0);
            }
            entries += ">>";
        }
        entries
    }
}

fn write_shape(shape: &Shape, out: &mut Vec<u8>, resources: &mut Resources) {
    let simple = shape.clips.is_empty() && shape.alpha == 255 && matches!(shape.paint, Paint::Solid(_));
    if !simple {
        out.word("q\n");
    }
    for clip in &shape.clips {
        write_outline(clip, out);
        out.word(if clip.rule == FillRule::NonZero { "W n\n" } else { "W* n\n" });
    }
    if shape.alpha < 255 {
        if !resources.alphas.contains(&shape.alpha) {
            resources.alphas.push(shape.alpha);
        }
        out.word("/A").integer(shape.alpha.into()).word(" gs\n");
    }
    let even_odd = shape.outline.rule == FillRule::EvenOdd;
    match &shape.paint {
        Paint::Solid(color) => {
            out.color(*color, "g\n", "rg\n");
            write_outline(&shape.outline, out);
            out.word(if even_odd { "f*\n" } else { "f\n" });
        }
        Paint::Gradient(gradient) => {
            write_outline(&shape.outline, out);
            out.word(if even_odd { "W* n\n" } else { "W n\n" });
            resources.shadings.word("/S").integer(resources.shading_count);
            write_gradient(gradient, &mut resources.shadings);
            let [origin, x, y] = gradient.frame;
            for (index, part) in [x.x - origin.x, x.y - origin.y, y.x - origin.x, y.y - origin.y, origin.x, origin.y]
                .into_iter()
                .enumerate()
            {
                if index > 0 {
                    out.push(b' ');
                }
                push_fixed(out, part.0.into(), 3);
            }
            out.word(" cm/S").integer(resources.shading_count).word(" sh\n");
            resources.shading_count += 1;
        }
    }
    if !simple {
        out.word("Q\n");
    }
}

fn write_outline(shape: &Outline, out: &mut Vec<u8>) {
    outline(out, &shape.segments, |point: Point| {
        (crate::export::number::hundredths(point.x), crate::export::number::hundredths(point.y))
    });
}

/// Writes a gradient in a frame where it runs from 0 to 1.
fn write_gradient(gradient: &Gradient, out: &mut Vec<u8>) {
    match gradient.kind {
        GradientKind::Linear => _ = out.word("<</ShadingType 2/Coords[0 0 1 0]"),
        GradientKind::Radial { focus: (x, y) } => {
            out.word("<</ShadingType 3/Coords[");
            push_fixed(out, x.into(), 3);
            out.push(b' ');
            push_fixed(out, y.into(), 3);
            out.word(" 0 0 0 1]");
        }
    }
    out.word("/ColorSpace/DeviceRGB/Extend[true true]/Function");
    write_stops(&gradient.stops, out);
    out.word(">>");
}

fn write_stops(stops: &[Stop], out: &mut Vec<u8>) {
    let color = |out: &mut Vec<u8>, stop: &Stop| {
        for (index, level) in [stop.color.r, stop.color.g, stop.color.b].into_iter().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            push_fixed(out, i64::from(level) * 1000 / 255, 3);
        }
    };
    let (first, last) = (stops[0], stops[stops.len() - 1]);
    let ends = [Stop { offset: 0, ..first }, Stop { offset: 1000, ..last }];
    let all: Vec<Stop> = std::iter::once(ends[0]).chain(stops.iter().copied()).chain([ends[1]]).collect();
    let pairs: Vec<_> = all.windows(2).filter(|pair| pair[0].offset < pair[1].offset).collect();
    out.word("<</FunctionType 3/Domain[0 1]/Functions[");
    for pair in &pairs {
        out.word("<</FunctionType 2/Domain[0 1]/N 1/C0[");
        color(out, &pair[0]);
        out.word("]/C1[");
        color(out, &pair[1]);
        out.word("]>>");
    }
    out.word("]/Bounds[");
    for (index, pair) in pairs.iter().skip(1).enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        push_fixed(out, pair[0].offset.into(), 3);
    }
    out.word("]/Encode[");
    pairs.iter().for_each(|_| _ = out.word("0 1 "));
    out.word("]>>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smaller_bitmap_is_the_mean_of_what_it_covers() {
        let gray = |levels: &[(u8, u8)], size| {
            let rgba = levels.iter().flat_map(|&(level, alpha)| [level, level, level, alpha]).collect();
            Bitmap { size, rgba, jpeg: None }
        };
        let levels = |pixels: Vec<u8>| -> Vec<(u8, u8)> { pixels.chunks(4).map(|p| (p[0], p[3])).collect() };
        let three = gray(&[(0, 255), (90, 255), (240, 255)], (3, 1));
        assert_eq!(levels(shrink(&three, (2, 1))), [(30, 255), (190, 255)]);
        // What cannot be seen gives no colour.
        let edge = gray(&[(200, 255), (0, 0)], (1, 2));
        assert_eq!(levels(shrink(&edge, (1, 1))), [(200, 128)]);
        let all = gray(&[(10, 255), (20, 255), (30, 255), (40, 255)], (2, 2));
        assert_eq!(levels(shrink(&all, (2, 2))), [(10, 255), (20, 255), (30, 255), (40, 255)]);
    }
}
