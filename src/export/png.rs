//! Pages as bitmaps.
//!
//! Painted from the scene itself, with the outlines of the glyphs: no font is looked up and nothing is measured. White paper, no
//! transparency, the resolution in the file so that it prints at true size.

mod image;
mod paint;

use ::png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use resvg::tiny_skia::{Color, Pixmap};

use super::face::Outlines;
use super::{File, Format, Options, Sheet, stamp};
use crate::geom::Length;

pub(super) const FORMAT: Format =
    Format { name: "png", extension: "png", media_type: "image/png", multipage: false, write };

/// More pixels than an A3 sheet at 600 dpi has.
const MAX_PIXELS: u64 = 100_000_000;

fn write(sheet: &Sheet<'_>, options: &Options) -> Result<Vec<File>, String> {
    let mut outlines = Outlines::new(&sheet.scene.fonts);
    let pages = sheet.scene.pages.iter().enumerate();
    pages
        .map(|(index, page)| {
            let pixels = |length: Length| (length.to_pt() * f64::from(options.dpi) / 72.0).round().max(1.0) as u32;
            let (width, height) = (pixels(page.size.w), pixels(page.size.h));
            let bitmap =
                if u64::from(width) * u64::from(height) <= MAX_PIXELS { Pixmap::new(width, height) } else { None };
            let mut bitmap = bitmap.ok_or_else(|| {
                format!("PNG {width} × {height} piksel terlalu besar; pakai `--dpi` yang lebih kecil")
            })?;
            bitmap.fill(Color::WHITE);
            paint::page(page, options.dpi as f32 / 72.0, &mut outlines, &mut bitmap);
            let bytes = encode(&bitmap, options).map_err(|error| format!("PNG tidak dapat ditulis: {error}"))?;
            Ok(File { page: Some(index + 1), bytes })
        })
        .collect()
}

fn encode(bitmap: &Pixmap, options: &Options) -> Result<Vec<u8>, ::png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, bitmap.width(), bitmap.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let per_metre = (f64::from(options.dpi) / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    if let Some(stamp) = &options.stamp {
        encoder.add_text_chunk("lajur".into(), stamp::unsealed(stamp))?;
    }
    // All is painted on white, so that every pixel is opaque.
    let rgb: Vec<u8> = bitmap.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    encoder.write_header()?.write_image_data(&rgb)?;
    stamp::seal(&mut bytes);
    Ok(bytes)
}
