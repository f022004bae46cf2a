//! JPEG files.

use jpeg_encoder::{PixelDensity, PixelDensityUnit, SamplingFactor};

use super::figure::{FigureContent, FigureFormat};
use super::{record, xmp};
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
    in_browsers: true,
    draw,
};

fn draw(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    jpeg(&mut file, &figure.pixels()?, figure.dpi, figure.record)?;
    Ok(file)
}

/// Writes a JPEG file with a record, unless that is too long for a segment.
///
/// # Errors
/// [`Error::InvalidOption`] unless the picture is opaque: JPEG has no transparency.
fn jpeg(file: &mut Vec<u8>, image: &Image, dpi: Option<f64>, record: &str) -> Result<()> {
    if !image.is_opaque() {
        let reason = "must be light or dark for JPEG: it has no transparency";
        return Err(Error::invalid(OptionName::Theme, reason));
    }
    let side = |side: u32| u16::try_from(side).map_err(Error::encode);
    let (width, height) = (side(image.width())?, side(image.height())?);
    let mut encoder = jpeg_encoder::Encoder::new(file, JPEG_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.set_optimized_huffman_tables(true);
    if let Some(dpi) = dpi {
        let dots = dpi.round().clamp(1.0, f64::from(u16::MAX)) as u16;
        encoder.set_density(PixelDensity { density: (dots, dots), unit: PixelDensityUnit::Inches });
    }
    let packet = xmp::packet(record::SOFTWARE, &record::in_ascii(record));
    if !record.is_empty() && packet.len() <= xmp::MOST_IN_JPEG {
        encoder.add_app_segment(1, [xmp::JPEG_SIGNATURE, &packet].concat()).map_err(Error::encode)?;
    }
    encoder.encode(&image.rgb(), width, height, jpeg_encoder::ColorType::Rgb).map_err(Error::encode)
}
