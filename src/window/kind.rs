//! The windows and their values.

use super::gain::WindowGain;
use super::limits::{MAX_LENGTH, MAX_SOLVED_LENGTH};
use super::{chebyshev, cosines, shaped, slepian};
use crate::error::{Error, OptionName, Result};

/// The periodic or the symmetric form of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// w\[n\] = w\[L − n\]: one period of a sequence, for spectra. scipy's `sym=False`.
    #[default]
    Periodic,
    /// w\[n\] = w\[L − 1 − n\]: for filters, and for tools that also use it for spectra. scipy's `sym=True`.
    Symmetric,
}

/// A window function, with its parameter if it has one.
///
/// In the formulas n runs from 0 to M − 1, θ = 2πn/(M − 1) and
/// r = 2n/(M − 1) − 1 from −1 to 1.
///
/// # Source
/// scipy 1.17 `scipy.signal.windows`; figures of merit in F. J. Harris, "On the
/// use of windows for harmonic analysis with the discrete Fourier transform",
/// Proc. IEEE 66 (1978).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum Window {
    /// 1: no taper. Harris 1978 (Dirichlet).
    Boxcar,
    /// 1 − |r|: a triangle that is 0 at both ends. Harris 1978 (Fejér).
    Bartlett,
    /// sin(π(n + ½)/M): half a sine that ends half a sample outside.
    Cosine,
    /// 0.5 − 0.5·cos θ. Harris 1978 (Hanning).
    #[default]
    Hann,
    /// 0.54 − 0.46·cos θ. Harris 1978.
    Hamming,
    /// 0.42 − 0.5·cos θ + 0.08·cos 2θ. Harris 1978.
    Blackman,
    /// The four-term window with −92 dB sidelobes:
    /// 0.35875 − 0.48829·cos θ + 0.14128·cos 2θ − 0.01168·cos 3θ. Harris 1978.
    BlackmanHarris,
    /// The four-term window with −98 dB sidelobes:
    /// 0.3635819 − 0.4891775·cos θ + 0.1365995·cos 2θ − 0.0106411·cos 3θ.
    /// A. H. Nuttall, "Some windows with very good sidelobe behavior", IEEE Trans. ASSP 29 (1981).
    Nuttall,
    /// Reads a tone's amplitude to 0.01 dB wherever it lies between bins:
    /// 0.21557895 − 0.41663158·cos θ + 0.277263158·cos 2θ − 0.083578947·cos 3θ + 0.006947368·cos 4θ.
    /// G. D'Antona, A. Ferrero, "Digital Signal Processing for Measurement Systems" (2006).
    Flattop,
    /// (1 − |r|)·cos π|r| + sin(π|r|)/π. Harris 1978 (Bohman).
    Bohman,
    /// With a = |2n − M + 1|/M: 1 − 6a² + 6a³ up to the quarter |n − (M−1)/2| ≤ (M−1)/4,
    /// 2(1 − a)³ beyond. Harris 1978 (de la Vallée Poussin).
    Parzen,
    /// exp(−½((n − (M−1)/2)/STD)²), STD in samples and above 0.
    ///
    /// `None` until it is chosen: see [`Window::or_std`]. Otherwise STD is a sixth of the window's length, so that the
    /// ends lie three standard deviations out. D. Gabor, "Theory of communication" (1946).
    Gaussian(Option<f64>),
    /// I₀(β√(1 − r²))/I₀(β), 0 ≤ β ≤ 10⁶. J. F. Kaiser, R. W. Schafer, "On the use of the
    /// I₀-sinh window for spectrum analysis", IEEE Trans. ASSP 28 (1980).
    Kaiser(f64),
    /// 1, with a cosine taper over the fraction 0 ≤ α ≤ 1 of the length, half of it at each end:
    /// ½(1 − cos(2πn/(α(M − 1)))). Harris 1978 (Tukey).
    Tukey(f64),
    /// The sequence with the most energy within NW bins of 0 Hz, 0 < NW < L/2.
    /// D. Slepian, "Prolate spheroidal wave functions, Fourier analysis, and
    /// uncertainty V", Bell Syst. Tech. J. 57 (1978).
    Dpss(f64),
    /// The narrowest main lobe with all sidelobes at least DB decibels down, 0 < DB ≤ 300.
    /// C. L. Dolph, "A current distribution for broadside arrays", Proc. IRE 34 (1946).
    Chebwin(f64),
}

impl Window {
    /// All windows with their default parameters, in the order of the help text.
    pub const ALL: [Self; 16] = [
        Self::Boxcar,
        Self::Bartlett,
        Self::Cosine,
        Self::Hann,
        Self::Hamming,
        Self::Blackman,
        Self::BlackmanHarris,
        Self::Nuttall,
        Self::Flattop,
        Self::Bohman,
        Self::Parzen,
        Self::Gaussian(None),
        Self::Kaiser(8.6),
        Self::Tukey(0.25),
        Self::Dpss(2.5),
        Self::Chebwin(100.0),
    ];

    /// Sets the standard deviation of a Gaussian that has none; any other window is returned unchanged.
    ///
    /// # Units
    /// `std` in samples.
    #[must_use]
    pub fn or_std(self, std: f64) -> Self {
        match self {
            Self::Gaussian(None) => Self::Gaussian(Some(std)),
            settled => settled,
        }
    }

    /// The default standard deviation of a window of `length` samples: L/6.
    ///
    /// # Units
    /// Samples.
    pub fn default_std(length: usize) -> f64 {
        length as f64 / 6.0
    }

    /// The standard deviation for a picture whose cells are `hop` samples wide and rate/`nfft` high.
    ///
    /// σ = min(√(H·N/2π), L/6): the Gaussian whose spread is the same number of
    /// cells in time as in frequency, as long as the window of L samples holds it.
    ///
    /// # Units
    /// Samples.
    pub fn balanced_std(hop: usize, nfft: usize, length: usize) -> f64 {
        let balanced = (hop as f64 * nfft as f64 / std::f64::consts::TAU).sqrt();
        balanced.min(Self::default_std(length))
    }

    /// The window's values, with a maximum of about 1.
    ///
    /// A window of one sample is 1, as in scipy.
    ///
    /// # Shape
    /// `length` values.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `length > 0`, the parameter is in its range, and the values do
    /// not all vanish (as those of a symmetric `hann` of two samples do).
    /// [`Error::Limit`] unless `length <= MAX_LENGTH`, or `MAX_SOLVED_LENGTH` for `dpss` and `chebwin`.
    ///
    /// # Source
    /// Equal to `scipy.signal.get_window` to 1e−13, but for its own rounding in `dpss` and `chebwin`
    /// windows, which grows with their length: `dpss:0.3` differs by 5e−13 at 255 samples and 4e−12 at
    /// 1024, `chebwin:60` by 3e−13 at 200 and 1e−11 at 1024. The values computed here are 2e−14 from the exact ones.
    pub fn coefficients(&self, length: usize, form: Form) -> Result<Vec<f64>> {
        self.check()?;
        self.check_length(length)?;
        if length == 1 {
            return Ok(vec![1.0]);
        }
        let span = match form {
            Form::Periodic => length + 1,
            Form::Symmetric => length,
        };
        let mut values = self.curve(span, length);
        values.truncate(length);
        WindowGain::of(&values).map_err(|_| {
            Error::invalid(OptionName::WindowLength, format!("{length} is too short for {self}: all values are 0"))
        })?;
        Ok(values)
    }

    /// The symmetric curve of `span` samples behind a window of `length`.
    fn curve(&self, span: usize, length: usize) -> Vec<f64> {
        match *self {
            Self::Boxcar => vec![1.0; span],
            Self::Bartlett => shaped::bartlett(span),
            Self::Cosine => shaped::cosine(span),
            Self::Hann => cosines::hann(span),
            Self::Hamming => cosines::sum(span, &cosines::HAMMING),
            Self::Blackman => cosines::sum(span, &cosines::BLACKMAN),
            Self::BlackmanHarris => cosines::sum(span, &cosines::BLACKMAN_HARRIS),
            Self::Nuttall => cosines::sum(span, &cosines::NUTTALL),
            Self::Flattop => cosines::sum(span, &cosines::FLATTOP),
            Self::Bohman => shaped::bohman(span),
            Self::Parzen => shaped::parzen(span),
            Self::Gaussian(std) => shaped::gaussian(span, std.unwrap_or(Self::default_std(length))),
            Self::Kaiser(beta) => shaped::kaiser(span, beta),
            Self::Tukey(alpha) => shaped::tukey(span, alpha),
            Self::Dpss(bandwidth) => slepian::dpss(span, bandwidth),
            Self::Chebwin(attenuation) => chebyshev::chebwin(span, attenuation),
        }
    }

    /// Whether a window of `length` samples can be made.
    fn check_length(&self, length: usize) -> Result<()> {
        let limit = match self {
            Self::Dpss(_) | Self::Chebwin(_) => MAX_SOLVED_LENGTH,
            _ => MAX_LENGTH,
        };
        if length == 0 {
            return Err(Error::invalid(OptionName::WindowLength, "must be at least 1 sample, got 0"));
        }
        if length > limit {
            let what = format!("length of a {} window", self.name());
            return Err(Error::limit(what, length as u64, limit as u64, "samples"));
        }
        match *self {
            Self::Dpss(bandwidth) if length > 1 && bandwidth >= length as f64 / 2.0 => Err(Error::invalid(
                OptionName::Window,
                format!(
                    "{self} is too wide: NW must be below {}, half the window length of {length} samples",
                    length as f64 / 2.0
                ),
            )),
            _ => Ok(()),
        }
    }
}
