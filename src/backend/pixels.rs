//! The pixels of a raster canvas: colours, or indices into a palette.

use plotters_backend::BackendColor;
use tiny_skia::{Color, FillRule, Paint, Path, Pixmap, Shader, Transform};

use super::image::copy_rgb;

/// Pixels that a raster canvas draws on. Positions lie on the canvas.
pub trait Pixels {
    /// Width and height.
    fn size(&self) -> (u32, u32);

    /// Blends `alpha`/255 of a colour over the pixels of a row from `left` up to `right`.
    fn fill(&mut self, y: i64, left: i64, right: i64, color: BackendColor, alpha: u8);

    /// Overwrites pixels of a row from `left` on with opaque colours, three bytes each.
    fn copy(&mut self, y: i64, left: i64, rgb: &[u8]);

    /// Blends a colour over a filled shape with smooth edges.
    fn fill_path(&mut self, path: &Path, color: BackendColor, alpha: u8);
}

/// Blends `alpha`/255 of one byte over another.
fn blended(below: u8, above: u8, alpha: u8) -> u8 {
    let alpha = u32::from(alpha);
    ((u32::from(above) * alpha + u32::from(below) * (255 - alpha) + 127) / 255) as u8
}

/// Premultiplied colours with alpha.
pub struct Rgba(pub(super) Pixmap);

impl Pixels for Rgba {
    fn size(&self) -> (u32, u32) {
        (self.0.width(), self.0.height())
    }

    fn fill(&mut self, y: i64, left: i64, right: i64, color: BackendColor, alpha: u8) {
        let (red, green, blue) = color.rgb;
        let above = [red, green, blue, 255];
        let pixels = self.row_mut(y, left, right).as_chunks_mut::<4>().0;
        if alpha == 255 {
            pixels.fill(above);
        } else {
            let mix = |pixel: &mut [u8; 4]| *pixel = [0, 1, 2, 3].map(|byte| blended(pixel[byte], above[byte], alpha));
            pixels.iter_mut().for_each(mix);
        }
    }

    fn copy(&mut self, y: i64, left: i64, rgb: &[u8]) {
        copy_rgb(rgb, self.row_mut(y, left, left + (rgb.len() / 3) as i64));
    }

    fn fill_path(&mut self, path: &Path, color: BackendColor, alpha: u8) {
        let (red, green, blue) = color.rgb;
        let shader = Shader::SolidColor(Color::from_rgba8(red, green, blue, alpha));
        let paint = Paint { shader, anti_alias: true, ..Paint::default() };
        self.0.fill_path(path, &paint, FillRule::Winding, Transform::identity(), None);
    }
}

impl Rgba {
    /// The bytes of a row's pixels from `left` up to `right`.
    fn row_mut(&mut self, y: i64, left: i64, right: i64) -> &mut [u8] {
        let width = i64::from(self.0.width());
        let (from, to) = (y * width + left, y * width + right);
        &mut self.0.data_mut()[4 * from as usize..4 * to as usize]
    }
}

/// Steps of opacity that ink has on indexed pixels, so that smooth edges share a palette with the data.
const OPACITY_STEPS: u16 = 15;

/// Slots of the hash table of colours: at most a quarter is ever full.
const SLOTS: usize = 1024;

/// Opaque pixels as indices into a palette that grows as colours appear.
///
/// Once a 257th colour appears, or a shape with smooth edges, the canvas is full and its pixels
/// mean nothing any more.
pub struct Indices {
    width: u32,
    height: u32,
    pub(super) pixels: Vec<u8>,
    pub(super) palette: Vec<[u8; 3]>,
    slots: [Option<u8>; SLOTS],
    is_full: bool,
}

impl Indices {
    /// Pixels of the first of some colours, at most 256, which stand first in the palette.
    pub(super) fn new(width: u32, height: u32, colors: &[[u8; 3]]) -> Self {
        let pixels = vec![0; width as usize * height as usize];
        let mut indices =
            Self { width, height, pixels, palette: Vec::with_capacity(256), slots: [None; SLOTS], is_full: false };
        for &color in colors {
            // Equal colours keep an index each: theirs is a level.
            indices.add(color);
        }
        indices
    }

    /// Whether the palette was too small.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    fn add(&mut self, color: [u8; 3]) -> u8 {
        let Ok(index) = u8::try_from(self.palette.len()) else {
            self.is_full = true;
            return 0;
        };
        self.palette.push(color);
        let mut slot = slot_of(color);
        while self.slots[slot].is_some() {
            slot = (slot + 1) % SLOTS;
        }
        self.slots[slot] = Some(index);
        index
    }

    /// The index of a colour, which is new if none has it.
    fn index_of(&mut self, color: [u8; 3]) -> u8 {
        let mut slot = slot_of(color);
        while let Some(index) = self.slots[slot] {
            if self.palette[usize::from(index)] == color {
                return index;
            }
            slot = (slot + 1) % SLOTS;
        }
        self.add(color)
    }

    fn place(&self, y: i64, x: i64) -> usize {
        y as usize * self.width as usize + x as usize
    }

    /// Overwrites pixels of a row from `left` on.
    pub(super) fn put(&mut self, y: i64, left: i64, indices: &[u8]) {
        let from = self.place(y, left);
        self.pixels[from..from + indices.len()].copy_from_slice(indices);
    }
}

/// The slot at which the search for a colour begins: the upper bits of a multiplicative hash depend on every bit.
fn slot_of([red, green, blue]: [u8; 3]) -> usize {
    (u32::from_le_bytes([red, green, blue, 255]).wrapping_mul(0x9e37_79b1) >> 22) as usize
}

impl Pixels for Indices {
    fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    fn fill(&mut self, y: i64, left: i64, right: i64, color: BackendColor, alpha: u8) {
        let (red, green, blue) = color.rgb;
        let steps = (u16::from(alpha) * OPACITY_STEPS + 127) / 255;
        let alpha = (steps * 255 / OPACITY_STEPS) as u8;
        let (from, to) = (self.place(y, left), self.place(y, right));
        if alpha == 255 {
            let index = self.index_of([red, green, blue]);
            self.pixels[from..to].fill(index);
        } else if alpha > 0 {
            for place in from..to {
                let [r, g, b] = self.palette[usize::from(self.pixels[place])];
                let color = [blended(r, red, alpha), blended(g, green, alpha), blended(b, blue, alpha)];
                self.pixels[place] = self.index_of(color);
            }
        }
    }

    fn copy(&mut self, y: i64, left: i64, rgb: &[u8]) {
        let from = self.place(y, left);
        for (place, &color) in (from..).zip(rgb.as_chunks::<3>().0) {
            self.pixels[place] = self.index_of(color);
        }
    }

    fn fill_path(&mut self, _: &Path, _: BackendColor, _: u8) {
        self.is_full = true;
    }
}
