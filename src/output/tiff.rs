//! TIFF files.

use std::io::Cursor;

use ::tiff::encoder::colortype::{ColorType, RGB8, RGBA8};
use ::tiff::encoder::{Compression, DeflateLevel, Predictor, Rational, TiffEncoder};
use ::tiff::tags::{ResolutionUnit, Tag};

use super::figure::{FigureContent, FigureFormat};
use super::record;
use crate::backend::Image;
use crate::error::{Error, Result};

/// The format.
pub(super) const FORMAT: FigureFormat = FigureFormat {
    name: "tif",
    other_extensions: &["tiff"],
    about: "pixels, lossless",
    keeps_text: false,
    keeps_dpi: true,
    in_browsers: false,
    draw,
};

fn draw(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    tiff(&figure.pixels()?, figure.dpi, figure.record)
}

/// The bytes of a deflated TIFF file.
///
/// # Errors
/// [`Error::Encode`], never for a picture that has pixels.
fn tiff(image: &Image, dpi: Option<f64>, record: &str) -> Result<Vec<u8>> {
    if image.is_opaque() {
        write_tiff::<RGB8>(image, &image.rgb(), dpi, record)
    } else {
        write_tiff::<RGBA8>(image, image.rgba(), dpi, record)
    }
}

fn write_tiff<C>(image: &Image, data: &[u8], dpi: Option<f64>, record: &str) -> Result<Vec<u8>>
where
    C: ColorType<Inner = u8>,
{
    let mut file = Cursor::new(Vec::new());
    let write = |file: &mut Cursor<Vec<u8>>| -> ::tiff::TiffResult<()> {
        let encoder = TiffEncoder::new(file)?.with_compression(Compression::Deflate(DeflateLevel::Fast));
        let mut encoder = encoder.with_predictor(Predictor::None);
        let mut picture = encoder.new_image::<C>(image.width(), image.height())?;
        if let Some(dpi) = dpi {
            picture.resolution(ResolutionUnit::Inch, Rational { n: (100.0 * dpi).round() as u32, d: 100 });
        }
        if !record.is_empty() {
            let tags = picture.encoder();
            tags.write_tag(Tag::Software, record::SOFTWARE)?;
            tags.write_tag(Tag::ImageDescription, &*record::as_description(record))?;
        }
        picture.write_data(data)
    };
    write(&mut file).map_err(Error::encode)?;
    Ok(file.into_inner())
}
