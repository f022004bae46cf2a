//! The flags of the transform.

use std::num::NonZeroUsize;

use clap::Args;
use specgram::job::{Analysis, Overlap, Preset};
use specgram::stft::{Align, Boundary, Detrend, Mode, Scaling, Sides};
use specgram::window::Window;

use super::tapers::{Beside, TransformFlags};

/// Flags about the transform.
#[derive(Args)]
#[command(next_help_heading = "Analysis")]
pub(super) struct AnalysisFlags {
    /// The defaults of scipy, matplotlib, librosa, sox or tensorflow
    ///
    /// Other flags override the preset.
    /// scipy: tukey:0.25, L = 256, overlap L/8, detrend constant, density; an input shorter than L shortens the window.
    /// matplotlib: symmetric hann, L = 256, overlap 128, density; spectrum for anything but power.
    /// librosa: N = 2048, window in the middle of N, hop L/4, boundary zeros, magnitude, scaling none.
    /// sox: N = 1024, dbfs; a picture from -120 to 0 dB, an export of 100 frames a second.
    /// tensorflow: N the next power of two from L, complex (a picture: its magnitude), scaling none; symmetric if L is odd.
    #[arg(long, value_name = "TOOL", verbatim_doc_comment)]
    pub(super) preset: Option<Preset>,

    #[command(flatten)]
    transform: TransformFlags,

    /// DFT length in samples [default: 1024, or the window's length if larger]
    #[arg(long, value_name = "N")]
    nfft: Option<usize>,

    /// Samples under the window, the rest is zeros [default: the DFT length]
    #[arg(long, value_name = "L")]
    window_length: Option<usize>,

    /// Position of a shorter window in the DFT: left or center [default: left]
    ///
    /// center: frames are as long as the DFT, as in librosa.
    #[arg(long, value_name = "WHERE")]
    window_align: Option<Align>,

    /// Window shape [default: hann]
    ///
    /// boxcar, bartlett, cosine, hann, hamming, blackman, blackmanharris, nuttall, flattop, bohman, parzen,
    /// gaussian[:STD in samples], kaiser[:BETA = 8.6], tukey[:ALPHA = 0.25], dpss[:NW = 2.5] and chebwin[:DB = 100]:
    /// scipy's names and formulas.
    /// A gaussian without STD gets, in a picture, the one that resolves time and frequency to equally many pixels,
    /// STD² = hop·N/2π, but at most a sixth of the window's length; in an export, a sixth of it.
    #[arg(long, value_name = "W")]
    window: Option<Window>,

    /// Use the symmetric window instead of the periodic one
    #[arg(long)]
    symmetric: bool,

    /// Samples that frames share: 900, 75% or auto [default: auto; export: 50%]
    ///
    /// auto is the overlap that gives about one frame per pixel column, at least half a window.
    #[arg(long, value_name = "X", conflicts_with = "hop")]
    overlap: Option<Overlap>,

    /// Samples from one frame to the next, instead of --overlap
    #[arg(long, value_name = "H")]
    hop: Option<usize>,

    /// Detrend each frame: none, constant or linear [default: none]
    ///
    /// constant subtracts the mean of the samples under the window, linear their least-squares line, before windowing.
    #[arg(long, value_name = "TREND")]
    detrend: Option<Detrend>,

    /// Extend the signal past its ends: none, zeros, even, odd or constant [default: none]
    ///
    /// The extension is half a frame at each end, so that frame m is centred on sample m·hop. even mirrors it in
    /// its first and last sample, odd through them, constant repeats them.
    #[arg(long, value_name = "HOW")]
    boundary: Option<Boundary>,

    /// Pad the end with zeros to a whole number of frames
    ///
    /// Otherwise an export drops an incomplete last frame, and a picture moves its last frame to the end.
    #[arg(long)]
    pad_tail: bool,

    /// One-sided or two-sided spectrum: one or two [default: one; for complex input two]
    ///
    /// two: frequencies ascend from minus half the sample rate.
    #[arg(long, value_name = "SIDES")]
    sides: Option<Sides>,

    /// psd, magnitude, complex, angle or phase [default: psd]
    ///
    /// psd is power. magnitude is its root, but under density and spectrum one-sided power counts both sides and magnitude
    /// does not, as in scipy: it is 3.01 dB lower inside. angle is in (-π, π]; phase is unwrapped along frequency.
    /// A picture shows all but complex; phases are not pooled, so of them it shows one frame per column, at a multiple of
    /// the hop.
    #[arg(long, value_name = "MODE")]
    mode: Option<Mode>,

    /// Levels: density, spectrum, dbfs or none [default: dbfs; export: density]
    ///
    /// density: power spectral density in FS²/Hz, noise keeps its level.
    /// spectrum: power in FS², a sine of amplitude A reads A²/2.
    /// dbfs: level re a full-scale sine, which reads 0 dB with any window.
    /// none: |X|² of the windowed DFT as it is.
    #[arg(long, value_name = "KIND", verbatim_doc_comment)]
    scaling: Option<Scaling>,

    /// Worker threads; never changes the result [default: one per processor]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl AnalysisFlags {
    /// The transform that was asked for.
    pub(super) fn analysis(&self) -> anyhow::Result<Analysis> {
        let tapers = self.transform.tapers(&Beside {
            preset: self.preset.is_some(),
            window: self.window.is_some(),
            symmetric: self.symmetric,
        })?;
        Ok(Analysis {
            preset: self.preset,
            nfft: self.nfft,
            window_length: self.window_length,
            align: self.window_align,
            window: self.window,
            symmetric: self.symmetric,
            tapers,
            overlap: self.overlap,
            hop: self.hop,
            detrend: self.detrend,
            boundary: self.boundary,
            pad_tail: self.pad_tail,
            sides: self.sides,
            mode: self.mode,
            scaling: self.scaling,
        })
    }

    /// How many threads to use.
    pub(super) fn threads(&self) -> NonZeroUsize {
        self.threads.unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
    }
}
