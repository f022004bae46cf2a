//! Named options of an analysis.

use crate::choice::choices;
use crate::units::Kind;

/// How a spectrum is normalized; see the formulas at each.
///
/// X is the windowed DFT, S1 = Σw, S2 = Σw², and c is 2 for the bins that a
/// one-sided power spectrum doubles: all but 0 Hz and, where N is even, Nyquist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scaling {
    /// Power spectral density, c·|X|²/(fs·S2), in FS²/Hz. White noise of density D reads D.
    /// Amplitudes are X/√(fs·S2), in FS/√Hz, never doubled.
    Density,
    /// Power spectrum, c·|X|²/S1², in FS²: a sine of amplitude A reads A²/2.
    /// Amplitudes are X/S1, in FS, never doubled.
    Spectrum,
    /// Level re a full-scale sine, (2|X|/S1)², at 0 Hz and Nyquist (|X|/S1)²:
    /// a sine of amplitude A reads A², 0 dB for full scale, with any window.
    /// For complex input (|X|/S1)² everywhere: A·e^(2πift) reads A². Amplitudes are the square root.
    Dbfs,
    /// |X|² and X as the DFT gives them, never doubled.
    None,
}
choices!(
    Scaling, "scaling mode",
    Density => "density" "power spectral density in FS²/Hz; noise level is independent of the window",
    Spectrum => "spectrum" "power in FS²; a sine of amplitude A reads A²/2",
    Dbfs => "dbfs" "level re a full-scale sine, which reads 0 dB with any window",
    None => "none" "unscaled |X|² of the windowed DFT",
);

/// The quantity computed for every cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Power, |X|² under the [`Scaling`].
    #[default]
    Psd,
    /// |X| under the scaling.
    Magnitude,
    /// X under the scaling, its phase referred to the frame's first sample.
    Complex,
    /// The phase of X in (−π, π].
    Angle,
    /// The phase unwrapped along frequency: steps of more than π lose a multiple of 2π.
    Phase,
}
choices!(
    Mode, "mode",
    Psd => "psd" "power",
    Magnitude => "magnitude"
        "square root of power; with density and spectrum, power is one-sided (includes negative frequencies) and \
         magnitude is not, as in scipy, so it is 3.01 dB lower except at 0 Hz and half the sample rate",
    Complex => "complex" "X itself; only in exports",
    Angle => "angle" "phase in (-π, π]",
    Phase => "phase" "phase unwrapped along frequency",
);

impl Mode {
    /// The kind of a cell; for complex values an amplitude.
    pub fn kind(self) -> Kind {
        match self {
            Self::Psd => Kind::Power,
            Self::Magnitude | Self::Complex => Kind::Amplitude,
            Self::Angle => Kind::Angle,
            Self::Phase => Kind::Phase,
        }
    }

    /// Whether it is a phase, which has no level.
    pub fn is_phase(self) -> bool {
        matches!(self, Self::Angle | Self::Phase)
    }
}

/// The kind of samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignalKind {
    /// Real numbers.
    #[default]
    Real,
    /// Complex numbers: I + i·Q.
    Complex,
}

/// The sides of the spectrum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// From 0 Hz to half the rate: N/2 + 1 bins for even N, (N + 1)/2 for odd.
    One,
    /// From −fs/2 up, N bins in ascending order of frequency.
    Two,
}
choices!(
    Sides, "choice of sides",
    One => "one" "frequencies from 0 to half the sample rate",
    Two => "two" "frequencies from minus half to half the sample rate",
);

/// The position of the window of L samples in the N samples of a DFT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the start: a frame has L samples, followed by zeros. As in scipy, matplotlib and TensorFlow.
    #[default]
    Left,
    /// In the middle, ⌊(N − L)/2⌋ samples from the start: a frame has N samples. As in librosa.
    Center,
}
choices!(
    Align, "window alignment",
    Left => "left" "zeros follow the window",
    Center => "center" "zeros on both sides; frames are as long as the DFT, as in librosa",
);

/// The weights of several tapers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TaperWeights {
    /// The eigenvalue of each taper, the share of its energy within the band.
    #[default]
    Eigenvalue,
    /// Equal weights.
    Uniform,
}
choices!(
    TaperWeights, "taper weight",
    Eigenvalue => "eigenvalue" "weighted by the share of energy within the band",
    Uniform => "uniform" "equal weights",
);

/// The trend removed from each frame before the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detrend {
    /// Nothing.
    #[default]
    None,
    /// The mean.
    Constant,
    /// The least-squares line.
    Linear,
}
choices!(
    Detrend, "detrend mode",
    None => "none" "frames as they are",
    Constant => "constant" "subtract the mean of the samples under the window, before windowing",
    Linear => "linear" "subtract their least-squares line, before windowing",
);
