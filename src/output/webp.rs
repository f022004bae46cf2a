//! WebP files.

use image_webp::WebPEncoder;

use super::figure::{FigureContent, FigureFormat};
use super::{record, xmp};
use crate::backend::Image;
use crate::error::{Error, Result};

/// The longest side of a WebP picture.
const WEBP_SIDE: u32 = 16_384;

/// The format.
pub(super) const FORMAT: FigureFormat = FigureFormat {
    name: "webp",
    other_extensions: &[],
    about: "pixels, lossless",
    keeps_text: false,
    keeps_dpi: false,
    in_browsers: true,
    draw,
};

fn draw(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    webp(&figure.pixels()?, figure.record)
}

/// The bytes of a lossless WebP file.
///
/// # Errors
/// [`Error::Limit`] unless both sides are at most 16384 pixels.
fn webp(image: &Image, record: &str) -> Result<Vec<u8>> {
    let (width, height) = (image.width(), image.height());
    if width.max(height) > WEBP_SIDE {
        let what = format!("longest side of a WebP of {width}x{height} pixels");
        return Err(Error::limit(what, width.max(height).into(), WEBP_SIDE.into(), "pixels"));
    }
    let mut file = Vec::new();
    let mut encoder = WebPEncoder::new(&mut file);
    if !record.is_empty() {
        encoder.set_xmp_metadata(xmp::packet(record::SOFTWARE, &record::in_ascii(record)));
    }
    let encoded = if image.is_opaque() {
        encoder.encode(&image.rgb(), width, height, image_webp::ColorType::Rgb8)
    } else {
        encoder.encode(image.rgba(), width, height, image_webp::ColorType::Rgba8)
    };
    encoded.map_err(Error::encode)?;
    Ok(file)
}
