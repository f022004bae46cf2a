//! PNG files: the smallest of palette, RGB and RGBA that holds every colour, or given palette indices.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter, PixelDimensions, Unit};

use super::figure::{FigureContent, FigureFormat};
use super::record;
use crate::backend::{Image, Indexed};
use crate::colormap::Table;
use crate::error::{Error, Result};
use crate::figure::{self, Bare};

/// Metadata of the file. Default: none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extras {
    /// Pixels per metre in both directions, which set the printed size. Default: unstated.
    pub pixels_per_metre: Option<u32>,
    /// International text chunks: a keyword of 1 to 79 Latin-1 characters, and any text. Default: none.
    pub texts: Vec<(String, String)>,
}

/// Above this many pixels, a picture of more than 256 colours is encoded for speed: six times faster, up to half
/// larger.
const MANY_PIXELS: usize = 500_000;

/// The bytes of a PNG file.
///
/// # Errors
/// [`Error::Encode`] if the picture has no pixels, or for a keyword that violates [`Extras`].
pub fn encode(image: &Image, extras: &Extras) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = encoder(&mut file, (image.width(), image.height()), extras)?;
    let indexed = image.indexed();
    if indexed.is_none() && image.rgba().len() > 4 * MANY_PIXELS {
        encoder.set_deflate_compression(DeflateCompression::FdeflateUltraFast);
        encoder.set_filter(Filter::Paeth);
    }
    let data = match indexed {
        Some(Indexed { palette, indices }) => {
            set_palette(&mut encoder, &palette);
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
    finish(encoder, &data)?;
    Ok(file)
}

/// The bytes of a PNG file with a palette.
///
/// # Errors
/// As [`encode`], and [`Error::Encode`] unless there is an index for each pixel.
pub fn encode_indexed(size: (u32, u32), image: &Indexed, extras: &Extras) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = encoder(&mut file, size, extras)?;
    set_palette(&mut encoder, &image.palette);
    finish(encoder, &image.indices)?;
    Ok(file)
}

/// Makes an encoder one of palette indices.
fn set_palette(encoder: &mut Encoder<'_, &mut Vec<u8>>, palette: &[[u8; 4]]) {
    encoder.set_color(ColorType::Indexed);
    encoder.set_palette(palette.iter().flat_map(|color| [color[0], color[1], color[2]]).collect::<Vec<u8>>());
    if palette.iter().any(|color| color[3] < 255) {
        encoder.set_trns(palette.iter().map(|color| color[3]).collect::<Vec<u8>>());
    }
}

/// The bytes of a PNG file with given palette indices, which are kept: greyscale if all colours are greys that increase
/// with the index, otherwise a palette of all 256.
///
/// # Errors
/// [`Error::Encode`] as [`encode`], and unless there is an index for each pixel.
pub fn encode_indices(size: (u32, u32), indices: &[u8], table: &Table, extras: &Extras) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = encoder(&mut file, size, extras)?;
    if table.iter().all(|[red, green, blue]| red == green && green == blue) && table.is_sorted() {
        encoder.set_color(ColorType::Grayscale);
        let greys: Vec<u8> = indices.iter().map(|index| table[usize::from(*index)][0]).collect();
        finish(encoder, &greys)?;
    } else {
        encoder.set_color(ColorType::Indexed);
        encoder.set_palette(table.as_flattened());
        finish(encoder, indices)?;
    }
    Ok(file)
}

/// An 8-bit encoder that favours speed.
fn encoder<'a>(
    file: &'a mut Vec<u8>,
    (width, height): (u32, u32),
    extras: &Extras,
) -> Result<Encoder<'a, &'a mut Vec<u8>>> {
    let mut encoder = Encoder::new(file, width, height);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_deflate_compression(DeflateCompression::Level(1));
    encoder.set_filter(Filter::NoFilter);
    encoder.set_pixel_dims(extras.pixels_per_metre.map(|n| PixelDimensions { xppu: n, yppu: n, unit: Unit::Meter }));
    for (keyword, text) in &extras.texts {
        encoder.add_itxt_chunk(keyword.clone(), text.clone()).map_err(Error::encode)?;
    }
    Ok(encoder)
}

fn finish(encoder: Encoder<'_, &mut Vec<u8>>, data: &[u8]) -> Result<()> {
    let mut writer = encoder.write_header().map_err(Error::encode)?;
    writer.write_image_data(data).map_err(Error::encode)?;
    writer.finish().map_err(Error::encode)
}

/// The format.
pub(super) const FORMAT: FigureFormat = FigureFormat {
    name: "png",
    other_extensions: &[],
    about: "pixels, lossless",
    keeps_text: false,
    keeps_dpi: true,
    in_browsers: true,
    draw,
};

fn draw(figure: &FigureContent<'_>) -> Result<Vec<u8>> {
    let texts = figure.notes(["Title", "Software", record::KEYWORD]);
    let extras = Extras {
        pixels_per_metre: figure.dpi.map(|dpi| (dpi / 0.0254).round() as u32),
        texts: texts.into_iter().map(|(keyword, text)| (keyword.to_owned(), text)).collect(),
    };
    // In a bare raster, the palette indices represent the level, so that programs need no colours to read it.
    let size = (figure.layout.width, figure.layout.height);
    if let Some(Bare { indices, table }) = figure::bare(figure.pictures, figure.options, figure.layout, figure.levels)?
    {
        return encode_indices(size, &indices, &table, &extras);
    }
    if let Some(indexed) = figure.indexed()? {
        return encode_indexed(size, &indexed, &extras);
    }
    encode(&figure.colors()?, &extras)
}
