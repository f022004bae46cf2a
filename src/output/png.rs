//! PNG files: the smallest of palette, RGB and RGBA that holds every colour.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter, PixelDimensions, Unit};

use crate::backend::Image;
use crate::error::{Error, Result};

/// What a file says besides its pixels. Default: nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extras {
    /// Pixels per metre both ways, the picture's size in print. Default: unstated.
    pub pixels_per_metre: Option<u32>,
    /// International text chunks: a keyword of 1 to 79 Latin-1 characters, and any text. Default: none.
    pub texts: Vec<(String, String)>,
}

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
    let data = match indexed(image.rgba()) {
        Some((palette, indices)) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(palette.iter().flat_map(|color| [color[0], color[1], color[2]]).collect::<Vec<u8>>());
            if palette.iter().any(|color| color[3] < 255) {
                encoder.set_trns(palette.iter().map(|color| color[3]).collect::<Vec<u8>>());
            }
            indices
        }
        None if is_opaque(image.rgba()) => {
            encoder.set_color(ColorType::Rgb);
            rgb_of(image.rgba())
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

fn is_opaque(rgba: &[u8]) -> bool {
    rgba.chunks_exact(4).all(|pixel| pixel[3] == 255)
}

fn rgb_of(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = vec![0; rgba.len() / 4 * 3];
    for (to, from) in rgb.chunks_exact_mut(3).zip(rgba.chunks_exact(4)) {
        to.copy_from_slice(&from[..3]);
    }
    rgb
}

/// The colours in order of appearance and each pixel's index among them; `None` beyond 256 colours.
fn indexed(rgba: &[u8]) -> Option<(Vec<[u8; 4]>, Vec<u8>)> {
    /// Slots of the hash table: at most a quarter is ever full.
    const SLOTS: usize = 1024;
    let mut slots: [Option<u8>; SLOTS] = [None; SLOTS];
    let mut palette: Vec<[u8; 4]> = Vec::with_capacity(256);
    let mut indices = Vec::with_capacity(rgba.len() / 4);
    // Neighbours are often equal.
    let mut last: Option<([u8; 4], u8)> = None;
    for pixel in rgba.chunks_exact(4) {
        let color = [pixel[0], pixel[1], pixel[2], pixel[3]];
        let index = match last {
            Some((same, index)) if same == color => index,
            _ => {
                // The upper bits of a multiplicative hash depend on every bit of the colour.
                let mut slot = (u32::from_le_bytes(color).wrapping_mul(0x9e37_79b1) >> 22) as usize;
                loop {
                    match slots[slot] {
                        Some(index) if palette[usize::from(index)] == color => break index,
                        Some(_) => slot = (slot + 1) % SLOTS,
                        None => {
                            let index = u8::try_from(palette.len()).ok()?;
                            palette.push(color);
                            slots[slot] = Some(index);
                            break index;
                        }
                    }
                }
            }
        };
        last = Some((color, index));
        indices.push(index);
    }
    Some((palette, indices))
}
