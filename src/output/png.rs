//! PNG files: the smallest of palette, RGB and RGBA that holds every colour.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter, PixelDimensions, Unit};

use crate::backend::{Image, Indexed};
use crate::error::{Error, Result};

/// What a file says besides its pixels. Default: nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extras {
    /// Pixels per metre both ways, the picture's size in print. Default: unstated.
    pub pixels_per_metre: Option<u32>,
    /// International text chunks: a keyword of 1 to 79 Latin-1 characters, and any text. Default: none.
    pub texts: Vec<(String, String)>,
}

/// Beyond so many pixels, a picture of more than 256 colours is encoded for speed: six times faster, up to half larger.
const MANY_PIXELS: usize = 500_000;

/// The bytes of a PNG file.
///
/// # Errors
/// [`Error::Encode`] where the picture has no pixels or a keyword is not as [`Extras`] says.
pub fn encode(image: &Image, extras: &Extras) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, image.width(), image.height());
    encoder.set_depth(BitDepth::Eight);
    encoder.set_deflate_compression(DeflateCompression::Level(1));
    encoder.set_filter(Filter::NoFilter);
    encoder.set_pixel_dims(extras.pixels_per_metre.map(|n| PixelDimensions { xppu: n, yppu: n, unit: Unit::Meter }));
    for (keyword, text) in &extras.texts {
        encoder.add_itxt_chunk(keyword.clone(), text.clone()).map_err(Error::encode)?;
    }
    let indexed = image.indexed();
    if indexed.is_none() && image.rgba().len() > 4 * MANY_PIXELS {
        encoder.set_deflate_compression(DeflateCompression::FdeflateUltraFast);
        encoder.set_filter(Filter::Paeth);
    }
    let data = match indexed {
        Some(Indexed { palette, indices }) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(palette.iter().flat_map(|color| [color[0], color[1], color[2]]).collect::<Vec<u8>>());
            if palette.iter().any(|color| color[3] < 255) {
                encoder.set_trns(palette.iter().map(|color| color[3]).collect::<Vec<u8>>());
            }
            indices
        }
        None if image.is_opaque() => {
            encoder.set_color(ColorType::Rgb);
            image.rgb()
        }
        None => {
            encoder.set_color(ColorType::Rgba);
            image.rgba().to_vec()
        }
    };
    let mut writer = encoder.write_header().map_err(Error::encode)?;
    writer.write_image_data(&data).map_err(Error::encode)?;
    writer.finish().map_err(Error::encode)?;
    Ok(file)
}
