//! What an analysis can be asked for by name.

use crate::choice;
use crate::units::Kind;

/// Lists the members of a choice with their names, and lets it be written and read by them.
macro_rules! choice {
    ($type:ident, $what:literal, $($variant:ident => $name:literal),+ $(,)?) => {
        impl $type {
            /// Every one there is, in the order of the help text.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The name a user types.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        choice::named!($type, $what);
    };
}

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
    /// Of complex input (|X|/S1)² everywhere: A·e^(2πift) reads A². Amplitudes are the square root.
    Dbfs,
    /// |X|² and X as the DFT gives them, never doubled.
    None,
}
choice!(Scaling, "scaling", Density => "density", Spectrum => "spectrum", Dbfs => "dbfs", None => "none");

/// What is computed of every cell.
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
choice!(
    Mode, "mode",
    Psd => "psd", Magnitude => "magnitude", Complex => "complex", Angle => "angle", Phase => "phase",
);

impl Mode {
    /// What a cell is; of complex values an amplitude.
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

/// What samples are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignalKind {
    /// Real numbers.
    #[default]
    Real,
    /// Complex numbers: I + i·Q.
    Complex,
}

/// Which half of the spectrum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// From 0 Hz to half the rate: N/2 + 1 bins for even N, (N + 1)/2 for odd.
    One,
    /// From −fs/2 up, N bins in ascending order of frequency.
    Two,
}
choice!(Sides, "number of sides", One => "one", Two => "two");

/// Where in the N samples of a DFT the window of L sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At their start: a frame has L samples, and zeros follow. As scipy, matplotlib and TensorFlow.
    #[default]
    Left,
    /// In their middle, ⌊(N − L)/2⌋ samples from the start: a frame has N samples. As librosa.
    Center,
}
choice!(Align, "alignment", Left => "left", Center => "center");

/// How much each of several tapers counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TaperWeights {
    /// By its eigenvalue, the share of its energy that lies within the band.
    #[default]
    Eigenvalue,
    /// All alike.
    Uniform,
}
choice!(TaperWeights, "taper weight", Eigenvalue => "eigenvalue", Uniform => "uniform");

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
choice!(Detrend, "trend", None => "none", Constant => "constant", Linear => "linear");
