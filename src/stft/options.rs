//! Options of the transform, independent of the sample rate and length.

use super::boundary::{Boundary, Extension};
use super::choices::{Align, Detrend, Mode, Scaling, Sides, SignalKind};
use super::layout::FrameLayout;
use crate::error::{Error, OptionName, Result};
use crate::units::Short;
use crate::window::{Form, Window};

/// Options of the short-time Fourier transform.
///
/// # Units
/// Lengths and hop are in samples.
#[derive(Debug, Clone, PartialEq)]
pub struct StftOptions {
    /// DFT length N. Default: 1024.
    pub nfft: usize,
    /// Samples L under the window; the rest of N is zero-padded. Default: N.
    pub window_length: usize,
    /// Position of the window in the N samples. Default: at their start.
    pub align: Align,
    /// The window's shape. Default: Hann.
    pub window: Window,
    /// Its periodic or symmetric form. Default: periodic.
    pub form: Form,
    /// Samples from one frame to the next. Default: L/2.
    pub hop: usize,
    /// The trend removed from each frame before the window. Default: none.
    pub detrend: Detrend,
    /// The extension of the signal past its ends, by half a frame. Default: none.
    pub boundary: Boundary,
    /// Whether zeros complete the last frame. Default: no.
    pub pad_tail: bool,
    /// The sides of the spectrum. Default: one side for real input, both for complex.
    pub sides: Option<Sides>,
    /// The quantity computed for every cell. Default: power.
    pub mode: Mode,
    /// The normalization. Default: density.
    pub scaling: Scaling,
    /// The frequency at 0 Hz of the input, in hertz; shifts the frequency axis. Default: 0.
    pub center: f64,
}

impl Default for StftOptions {
    fn default() -> Self {
        Self {
            nfft: 1024,
            window_length: 1024,
            align: Align::Left,
            window: Window::Hann,
            form: Form::Periodic,
            hop: 512,
            detrend: Detrend::None,
            boundary: Boundary::None,
            pad_tail: false,
            sides: None,
            mode: Mode::Psd,
            scaling: Scaling::Density,
            center: 0.0,
        }
    }
}

/// The shortest DFT: it has 0 Hz and half the rate.
pub const MIN_NFFT: usize = 2;

/// The longest DFT; its tables and scratch stay under 1 GiB.
pub const MAX_NFFT: usize = 1 << 24;

impl StftOptions {
    /// The sides of the spectrum for real or complex input.
    pub fn sides_of(&self, kind: SignalKind) -> Sides {
        self.sides.unwrap_or(match kind {
            SignalKind::Real => Sides::One,
            SignalKind::Complex => Sides::Two,
        })
    }

    /// Samples per frame: L, or N if the window is in the middle of N.
    pub fn frame_length(&self) -> usize {
        match self.align {
            Align::Left => self.window_length,
            Align::Center => self.nfft,
        }
    }

    /// Samples from the start of a frame to the start of its window.
    pub fn window_offset(&self) -> usize {
        (self.frame_length() - self.window_length) / 2
    }

    /// The division of the signal into frames.
    pub fn layout(&self) -> FrameLayout {
        FrameLayout {
            frame: self.frame_length(),
            hop: self.hop,
            boundary: self.boundary,
            pad_tail: self.pad_tail,
            window_offset: self.window_offset(),
            window_length: self.window_length,
        }
    }

    /// The extension of the signal before it is cut into frames.
    pub fn extension(&self) -> Extension {
        self.layout().extension()
    }

    /// Bytes of a plan in numbers of `size` bytes: the window, including its computation, and the tables of the DFT.
    pub(super) fn bytes_of_tables(&self, size: usize) -> u64 {
        let window = self.window_length * (3 * size_of::<f64>() + size);
        (window + self.nfft * size * 3 * self.memory_factor()) as u64
    }

    /// The memory factor of a DFT whose length has a large prime factor: it is computed as a longer one.
    pub(super) fn memory_factor(&self) -> usize {
        let mut rest = self.nfft;
        for prime in [2, 3, 5, 7, 11, 13] {
            while rest.is_multiple_of(prime) && rest > 1 {
                rest /= prime;
            }
        }
        if rest == 1 { 1 } else { 6 }
    }

    /// Checks the lengths against one another.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless 1 ≤ L ≤ N, N ≥ [`MIN_NFFT`], hop ≥ 1 and the centre frequency is finite;
    /// [`Error::Limit`] if N > [`MAX_NFFT`].
    pub fn check(&self) -> Result<()> {
        let Self { nfft, window_length, hop, .. } = *self;
        let invalid = |option, reason: String| Err(Error::invalid(option, reason));
        if nfft < MIN_NFFT {
            return invalid(OptionName::FftLength, format!("must be at least {MIN_NFFT} samples, got {nfft}"));
        }
        if nfft > MAX_NFFT {
            return Err(Error::limit("DFT length", nfft as u64, MAX_NFFT as u64, "samples"));
        }
        if window_length < 1 || window_length > nfft {
            let reason = format!("must be between 1 and {nfft} samples, the DFT length, got {window_length}");
            return invalid(OptionName::WindowLength, reason);
        }
        if hop < 1 {
            return invalid(OptionName::Hop, format!("must be at least 1 sample, got {hop}"));
        }
        if !self.center.is_finite() {
            return invalid(OptionName::CenterFrequency, format!("must be finite, got {} Hz", Short(self.center)));
        }
        Ok(())
    }
}
