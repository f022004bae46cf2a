//! What to compute, before any length or rate is known.

/// How a spectrum is normalized; see the formulas at each.
///
/// X is the windowed DFT, S1 = Σw, S2 = Σw², and c doubles every bin of a
/// one-sided spectrum but 0 Hz and Nyquist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scaling {
    /// Power spectral density, c·|X|²/(fs·S2), in FS²/Hz.
    Density,
    /// Power spectrum, c·|X|²/S1², in FS²: a sine of amplitude A reads A²/2.
    Spectrum,
    /// Level re a full-scale sine, (2|X|/S1)²: a sine of amplitude A reads A², 0 dB for full scale.
    Dbfs,
}
