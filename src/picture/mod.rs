//! Logos and QR codes: decoded once, vectors as vectors.
//!
//! Bytes of a PNG, JPEG or SVG file come in, a [`Picture`] goes out that needs nothing but painting: an SVG is flattened to
//! filled outlines, a bitmap is pixels. What a file could do beyond that is refused or left out here: scripts, references
//! outside the file, and anything that would take more memory than a logo deserves.

mod bitmap;
mod guard;
mod vector;

use crate::geom::{Point, Size};
use crate::scene::{Color, Segment};

/// A picture that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Outlines that are filled.
    Vector(Drawing),
    /// Pixels.
    Raster(Bitmap),
}

/// An SVG, as outlines in its own unit: its longer side is 1000 pt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Natural width and height, in thousandths of a point.
    pub size: (u32, u32),
    /// What it draws, from the back to the front.
    pub shapes: Vec<Shape>,
}

/// An outline and what fills it. Lines of the file are outlines too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The outline.
    pub outline: Outline,
    /// What fills it.
    pub paint: Paint,
    /// How much it covers, 255 being all.
    pub alpha: u8,
    /// It shows only where it lies inside all of these.
    pub clips: Vec<Outline>,
}

/// The border of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its pieces.
    pub segments: Vec<Segment>,
    /// Which part of the plane is inside.
    pub rule: FillRule,
}

/// Which part of the plane is inside an outline that crosses itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FillRule {
    /// What it goes round.
    NonZero,
    /// What it goes round an odd number of times.
    EvenOdd,
}

/// What fills an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paint {
    /// One colour.
    Solid(Color),
    /// A run of colours.
    Gradient(Gradient),
}

/// A run of colours in a frame of its own: along its x axis from 0 to 1, or from its origin outwards to the unit circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gradient {
    /// How it runs.
    pub kind: GradientKind,
    /// Where the points (0, 0), (1, 0) and (0, 1) of its frame lie in the drawing.
    pub frame: [Point; 3],
    /// Its colours, at least two, offsets rising. Before the first and beyond the last the colour stays.
    pub stops: Vec<Stop>,
}

/// How a gradient runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GradientKind {
    /// Along the x axis.
    Linear,
    /// From a focus, in thousandths of the unit circle's radius, outwards.
    Radial {
        /// The focus.
        focus: (i32, i32),
    },
}

/// A colour of a gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Where it stands, in thousandths.
    pub offset: u16,
    /// The colour.
    pub color: Color,
}

/// A bitmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bitmap {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Red, green, blue, alpha, row by row from the top.
    pub rgba: Vec<u8>,
    /// The JPEG file, where it was one and can be passed on as it is.
    pub jpeg: Option<Vec<u8>>,
}

impl Picture {
    /// Reads a picture; `name` decides nothing but the words of a refusal.
    pub fn decode(bytes: &[u8], name: &str) -> Result<Self, String> {
        let picture = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            bitmap::png(bytes).map(Self::Raster)
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            bitmap::jpeg(bytes).map(Self::Raster)
        } else {
            vector::svg(bytes)
        };
        picture.map_err(|reason| format!("gambar `{name}` tidak dapat dibaca: {reason}"))
    }

    /// Natural width and height, in pixels or units; only their ratio matters.
    pub fn size(&self) -> (u32, u32) {
        match self {
            Self::Vector(drawing) => drawing.size,
            Self::Raster(bitmap) => bitmap.size,
        }
    }

    /// The largest size of its proportions within another.
    pub fn within(&self, most: Size) -> Size {
        let (w, h) = self.size();
        let (w, h) = (w.max(1) as i32, h.max(1) as i32);
        let width = most.h.ratio(w, h);
        if width <= most.w { Size::new(width, most.h) } else { Size::new(most.w, most.w.ratio(h, w)) }
    }
}

#[cfg(test)]
mod tests;
