//! Images of few colours, as indices into a palette.

use super::image::Image;

/// The colours of a picture and each pixel's index among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Indexed {
    /// Red, green, blue and alpha of each colour, in the order of their first appearance; at most 256.
    pub palette: Vec<[u8; 4]>,
    /// One index per pixel, row by row.
    pub indices: Vec<u8>,
}

impl Indexed {
    /// The image in colours.
    ///
    /// # Panics
    /// Unless there is an index for each pixel, and a colour for each index.
    pub fn into_image(self, width: u32, height: u32) -> Image {
        let rgba = self.indices.iter().flat_map(|index| self.palette[usize::from(*index)]).collect();
        Image::from_rgba(width, height, rgba)
    }
}

impl Image {
    /// The image as palette indices; `None` if it has more than 256 colours.
    pub fn indexed(&self) -> Option<Indexed> {
        /// Slots of the hash table: at most a quarter is ever full.
        const SLOTS: usize = 1024;
        let rgba = self.rgba();
        let mut slots: [Option<u8>; SLOTS] = [None; SLOTS];
        let mut palette: Vec<[u8; 4]> = Vec::with_capacity(256);
        let mut indices = Vec::with_capacity(rgba.len() / 4);
        // Neighbouring pixels often have the same colour.
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
        Some(Indexed { palette, indices })
    }

    /// Whether all pixels are opaque.
    pub fn is_opaque(&self) -> bool {
        self.rgba().chunks_exact(4).all(|pixel| pixel[3] == 255)
    }

    /// The bytes without alpha, three per pixel.
    pub fn rgb(&self) -> Vec<u8> {
        let mut rgb = vec![0; self.rgba().len() / 4 * 3];
        for (to, from) in rgb.chunks_exact_mut(3).zip(self.rgba().chunks_exact(4)) {
            to.copy_from_slice(&from[..3]);
        }
        rgb
    }
}
