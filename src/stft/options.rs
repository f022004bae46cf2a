//! What to compute, before any rate or length is known.

use crate::choice;
use crate::error::{Error, Result};
use crate::window::{Form, Window};

/// How a spectrum is normalized; see the formulas at each.
///
/// X is the windowed DFT, S1 = Σw, S2 = Σw², and c doubles every bin of a
/// one-sided spectrum but 0 Hz and Nyquist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scaling {
    /// Power spectral density, c·|X|²/(fs·S2), in FS²/Hz. White noise of density D reads D.
    Density,
    /// Power spectrum, c·|X|²/S1², in FS²: a sine of amplitude A reads A²/2.
    Spectrum,
    /// Level re a full-scale sine, (2|X|/S1)², at 0 Hz and Nyquist (|X|/S1)²:
    /// a sine of amplitude A reads A², 0 dB for full scale, with any window.
    Dbfs,
}

impl Scaling {
    /// Every scaling, in the order of the help text.
    pub const ALL: [Self; 3] = [Self::Density, Self::Spectrum, Self::Dbfs];

    /// The name a user types.
    pub fn name(self) -> &'static str {
        match self {
            Self::Density => "density",
            Self::Spectrum => "spectrum",
            Self::Dbfs => "dbfs",
        }
    }
}

choice::named!(Scaling, "scaling");

/// What is removed from each frame before the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detrend {
    /// Nothing.
    #[default]
    None,
    /// The mean.
    Constant,
    /// The straight line of least squares.
    Linear,
}

/// The short-time Fourier transform to be computed.
///
/// # Units
/// Lengths and hop are in samples.
#[derive(Debug, Clone, PartialEq)]
pub struct StftOptions {
    /// DFT length N. Default: 1024.
    pub nfft: usize,
    /// Samples L under the window; the rest of N is zero-padded. Default: N.
    pub window_length: usize,
    /// The window's shape. Default: Hann.
    pub window: Window,
    /// Its periodic or symmetric form. Default: periodic.
    pub form: Form,
    /// Samples from one frame to the next. Default: L/2.
    pub hop: usize,
    /// Removed from each frame before the window. Default: nothing.
    pub detrend: Detrend,
    /// The normalization. Default: density.
    pub scaling: Scaling,
}

impl Default for StftOptions {
    fn default() -> Self {
        Self {
            nfft: 1024,
            window_length: 1024,
            window: Window::Hann,
            form: Form::Periodic,
            hop: 512,
            detrend: Detrend::None,
            scaling: Scaling::Density,
        }
    }
}

/// The longest DFT that is planned; its tables and scratch stay under 1 GiB.
pub const MAX_NFFT: usize = 1 << 24;

impl StftOptions {
    /// Checks the lengths against one another.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless 1 ≤ L ≤ N, N ≥ 2 and hop ≥ 1; [`Error::Limit`] if N > [`MAX_NFFT`].
    pub fn check(&self) -> Result<()> {
        let Self { nfft, window_length, hop, .. } = *self;
        let invalid = |text: String| Err(Error::InvalidOption(text));
        if nfft < 2 {
            return invalid(format!("an FFT of {nfft} samples is too short: --nfft must be at least 2"));
        }
        if nfft > MAX_NFFT {
            return Err(Error::Limit(format!("an FFT of {nfft} samples is longer than the limit of {MAX_NFFT}")));
        }
        if window_length < 1 || window_length > nfft {
            return invalid(format!(
                "a window of {window_length} samples does not fit an FFT of {nfft}: --window-length must be 1 to --nfft"
            ));
        }
        if hop < 1 {
            return invalid("a hop of 0 samples never moves: --hop must be at least 1".to_owned());
        }
        Ok(())
    }
}
