//! JPEG, WebP and TIFF files.

use std::io::Cursor;

use image_webp::WebPEncoder;
use jpeg_encoder::{PixelDensity, PixelDensityUnit, SamplingFactor};
use tiff::encoder::colortype::{ColorType, RGB8, RGBA8};
use tiff::encoder::{Compression, DeflateLevel, Predictor, Rational, TiffEncoder};
use tiff::tags::ResolutionUnit;

use crate::backend::Image;
use crate::error::{Error, OptionName, Result};

/// Out of 100: text and single cells keep their edges, and colours do not bleed into their neighbours.
const JPEG_QUALITY: u8 = 92;

/// The longest side of a WebP picture.
const WEBP_SIDE: u32 = 16_384;

/// The bytes of a JPEG file.
///
/// # Errors
/// [`Error::InvalidOption`] unless the picture is opaque: JPEG has no transparency.
pub(super) fn jpeg(image: &Image, dpi: Option<f64>) -> Result<Vec<u8>> {
    if !image.is_opaque() {
        let reason = "must be light or dark for JPEG: it has no transparency";
        return Err(Error::invalid(OptionName::Theme, reason));
    }
    let side = |side: u32| u16::try_from(side).map_err(Error::encode);
    let (width, height) = (side(image.width())?, side(image.height())?);
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, JPEG_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.set_optimized_huffman_tables(true);
    if let Some(dpi) = dpi {
        let dots = dpi.round().clamp(1.0, f64::from(u16::MAX)) as u16;
        encoder.set_density(PixelDensity { density: (dots, dots), unit: PixelDensityUnit::Inches });
    }
    encoder.encode(&image.rgb(), width, height, jpeg_encoder::ColorType::Rgb).map_err(Error::encode)?;
    Ok(file)
}

/// The bytes of a lossless WebP file.
///
/// # Errors
/// [`Error::Limit`] unless both sides are at most 16384 pixels.
pub(super) fn webp(image: &Image) -> Result<Vec<u8>> {
    let (width, height) = (image.width(), image.height());
    if width.max(height) > WEBP_SIDE {
        let what = format!("longest side of a WebP of {width}x{height} pixels");
        return Err(Error::limit(what, width.max(height).into(), WEBP_SIDE.into(), "pixels"));
    }
    let mut file = Vec::new();
    let encoder = WebPEncoder::new(&mut file);
    let encoded = if image.is_opaque() {
        encoder.encode(&image.rgb(), width, height, image_webp::ColorType::Rgb8)
    } else {
        encoder.encode(image.rgba(), width, height, image_webp::ColorType::Rgba8)
    };
    encoded.map_err(Error::encode)?;
    Ok(file)
}

/// The bytes of a deflated TIFF file.
///
/// # Errors
/// [`Error::Encode`], never for a picture that has pixels.
pub(super) fn tiff(image: &Image, dpi: Option<f64>) -> Result<Vec<u8>> {
    if image.is_opaque() {
        write_tiff::<RGB8>(image, &image.rgb(), dpi)
    } else {
        write_tiff::<RGBA8>(image, image.rgba(), dpi)
    }
}

fn write_tiff<C>(image: &Image, data: &[u8], dpi: Option<f64>) -> Result<Vec<u8>>
where
    C: ColorType<Inner = u8>,
{
    let mut file = Cursor::new(Vec::new());
    let write = |file: &mut Cursor<Vec<u8>>| -> tiff::TiffResult<()> {
        let encoder = TiffEncoder::new(file)?.with_compression(Compression::Deflate(DeflateLevel::Fast));
        let mut encoder = encoder.with_predictor(Predictor::None);
        let mut picture = encoder.new_image::<C>(image.width(), image.height())?;
        if let Some(dpi) = dpi {
            picture.resolution(ResolutionUnit::Inch, Rational { n: (100.0 * dpi).round() as u32, d: 100 });
        }
        picture.write_data(data)
    };
    write(&mut file).map_err(Error::encode)?;
    Ok(file.into_inner())
}
