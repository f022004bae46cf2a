//! JPEG files.

use jpeg_encoder::{PixelDensity, PixelDensityUnit, SamplingFactor};

use super::figure::{FigureContent, FigureFormat};
use crate::backend::Image;
use crate::error::{Error, OptionName, Result};

/// Out of 100: text and single cells keep their edges, and colours do not bleed into their neighbours.
const JPEG_QUALITY: u8 = 92;

/// The format.
pub(super) const FORMAT: FigureFormat = FigureFormat {
    name: "jpg",
    other_extensions: &["jpeg"],
    about: "pixels, lossy",
    keeps_text: false,
    keeps_dpi: true,
    draw,
};

fn draw(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    jpeg(&figure.pixels()?, figure.dpi)
}

/// The bytes of a JPEG file.
///
/// # Errors
/// [`Error::InvalidOption`] unless the picture is opaque: JPEG has no transparency.
fn jpeg(image: &Image, dpi: Option<f64>) -> Result<Vec<u8>> {
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
