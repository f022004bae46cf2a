//! Finished images.

/// A finished image.
///
/// # Shape
/// Rows from the top, `width` pixels each, four bytes a pixel: red, green,
/// blue, alpha, not premultiplied.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) rgba: Vec<u8>,
}

impl Image {
    /// Wraps pixels in row order.
    ///
    /// # Panics
    /// Unless `rgba.len() == 4 * width * height`.
    pub fn from_rgba(width: u32, height: u32, rgba: Vec<u8>) -> Self {
        assert_eq!(
            rgba.len(),
            4 * width as usize * height as usize,
            "a {width}x{height} picture needs 4 bytes a pixel"
        );
        Self { width, height, rgba }
    }

    /// Copies opaque pixels of three bytes.
    ///
    /// # Panics
    /// Unless `rgb.len() == 3 * width * height`.
    pub fn from_rgb(width: u32, height: u32, rgb: &[u8]) -> Self {
        assert_eq!(rgb.len(), 3 * width as usize * height as usize, "a {width}x{height} bitmap needs 3 bytes a pixel");
        let mut rgba = vec![255; rgb.len() / 3 * 4];
        copy_rgb(rgb, &mut rgba);
        Self { width, height, rgba }
    }

    /// Width in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The bytes, four per pixel.
    pub fn rgba(&self) -> &[u8] {
        &self.rgba
    }
}

/// Copies pixels of three bytes onto pixels of four, as opaque ones.
pub(super) fn copy_rgb(rgb: &[u8], rgba: &mut [u8]) {
    for (to, from) in rgba.chunks_exact_mut(4).zip(rgb.chunks_exact(3)) {
        to.copy_from_slice(&[from[0], from[1], from[2], 255]);
    }
}
