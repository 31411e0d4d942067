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
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .set_max_width(u16::MAX.into())
        .set_max_height(u16::MAX.into());
    // Not to RGBA: four inks come out wrong.
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| broken())?;
    let info = decoder.info().ok_or_else(broken)?;
    let size = (u32::from(info.width), u32::from(info.height));
    check_size(size)?;
    let rgb = decoder.decode().map_err(|_| broken())?;
    let rgba: Vec<u8> = rgb.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect();
    if rgba.len() as u64 != u64::from(size.0) * u64::from(size.1) * 4 {
        return Err(broken());
    }
    let turn = decoder.exif().and_then(|exif| orientation(exif)).unwrap_or(UPRIGHT);
    if turn != UPRIGHT {
        return Ok(upright(&Bitmap { size, rgba, jpeg: None }, turn));
    }
    let jpeg = matches!(info.components, 1 | 3).then(|| bytes.to_vec());
    Ok(Bitmap { size, rgba, jpeg })
}

/// How a camera was held that was held as it should be (Exif 2.3, 4.6.4, tag 0112).
const UPRIGHT: u16 = 1;

/// How the camera was held, out of Exif data: 1 to 8.
fn orientation(exif: &[u8]) -> Option<u16> {
    let small_first = exif.starts_with(b"II");
    let word = |at: usize| {
        let bytes = exif.get(at..at + 2)?.try_into().ok()?;
        Some(if small_first { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes = exif.get(at..at + 4)?.try_into().ok()?;
        Some(if small_first { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let start = long(4)? as usize;
    let count = usize::from(word(start)?);
    let entries = (0..count).map(|entry| start + 2 + 12 * entry);
    let entry = entries.take_while(|at| at + 12 <= exif.len()).find(|&at| word(at) == Some(0x0112))?;
    word(entry + 8).filter(|turn| (1..=8).contains(turn))
}

/// The bitmap turned and mirrored to how it was seen.
fn upright(bitmap: &Bitmap, turn: u16) -> Bitmap {
    let (w, h) = (bitmap.size.0 as usize, bitmap.size.1 as usize);
    let size = if turn < 5 { bitmap.size } else { (bitmap.size.1, bitmap.size.0) };
    let mut rgba = Vec::with_capacity(bitmap.rgba.len());
    for y in 0..size.1 as usize {
        for x in 0..size.0 as usize {
            let (column, row) = match turn {
                2 => (w - 1 - x, y),
                3 => (w - 1 - x, h - 1 - y),
                4 => (x, h - 1 - y),
                5 => (y, x),
                6 => (y, h - 1 - x),
                7 => (w - 1 - y, h - 1 - x),
                8 => (w - 1 - y, x),
                _ => (x, y),
            };
            rgba.extend_from_slice(&bitmap.rgba[(row * w + column) * 4..][..4]);
        }
    }
    Bitmap { size, rgba, jpeg: None }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_stands_as_its_camera_was_held() {
        // A TIFF head of either byte order with one entry: orientation, one short.
        let small = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let large = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!((orientation(small), orientation(large)), (Some(6), Some(8)));
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff"), None);
        let rows = |bitmap: &Bitmap| -> (u32, u32, Vec<u8>) {
            (bitmap.size.0, bitmap.size.1, bitmap.rgba.iter().step_by(4).copied().collect())
        };
        // 1 2
        // 3 4
        // 5 6
        let rgba = (1..=6).flat_map(|level| [level, 0, 0, 255]).collect();
        let bitmap = Bitmap { size: (2, 3), rgba, jpeg: None };
        assert_eq!(rows(&upright(&bitmap, 3)), (2, 3, vec![6, 5, 4, 3, 2, 1]));
        assert_eq!(rows(&upright(&bitmap, 6)), (3, 2, vec![5, 3, 1, 6, 4, 2]));
        assert_eq!(rows(&upright(&bitmap, 8)), (3, 2, vec![2, 4, 6, 1, 3, 5]));
    }
}
