//! PNG and JPEG files into pixels.

use resvg::tiny_skia::{IntSize, Pixmap};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::Bitmap;

/// More pixels than a page at 600 dpi has; a file that claims more is no logo.
const MAX_PIXELS: u64 = 40_000_000;

/// Reads a PNG.
pub(super) fn png(bytes: &[u8]) -> Result<Bitmap, String> {
    let broken = || String::from("berkas PNG rusak");
    // The first chunk is IHDR at a fixed place: width and height are known before anything is unpacked.
    let dimension = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let size = dimension(16).zip(dimension(20)).ok_or_else(broken)?;
    check_size(size)?;
    let pixmap = Pixmap::decode_png(bytes).map_err(|_| broken())?;
    let mut rgba = Vec::with_capacity(pixmap.data().len());
    for pixel in pixmap.pixels() {
        let color = pixel.demultiply();
        rgba.extend([color.red(), color.green(), color.blue(), color.alpha()]);
    }
    Ok(Bitmap { size, rgba, jpeg: None })
}

/// Reads a JPEG. Grey and colour files are passed on as they are, so that they lose nothing; four inks become colours here.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Bitmap, String> {
    let broken = || String::from("berkas JPEG rusak");
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::RGBA)
        .set_max_width(u16::MAX.into())
        .set_max_height(u16::MAX.into());
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| broken())?;
    let info = decoder.info().ok_or_else(broken)?;
    let size = (u32::from(info.width), u32::from(info.height));
    check_size(size)?;
    let rgba = decoder.decode().map_err(|_| broken())?;
    let jpeg = matches!(info.components, 1 | 3).then(|| bytes.to_vec());
    Ok(Bitmap { size, rgba, jpeg })
}

/// A bitmap of pixels that were painted here.
pub(super) fn from_pixmap(pixmap: &Pixmap) -> Bitmap {
    let rgba = pixmap
        .pixels()
        .iter()
        .map(|pixel| pixel.demultiply())
        .flat_map(|c| [c.red(), c.green(), c.blue(), c.alpha()])
        .collect();
    Bitmap { size: (pixmap.width(), pixmap.height()), rgba, jpeg: None }
}

fn check_size((width, height): (u32, u32)) -> Result<(), String> {
    if IntSize::from_wh(width, height).is_none() {
        return Err("gambar kosong".into());
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(format!(
            "ukurannya {width} × {height} piksel; paling banyak {} juta piksel",
            MAX_PIXELS / 1_000_000
        ));
    }
    Ok(())
}
