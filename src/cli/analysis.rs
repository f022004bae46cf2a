//! The flags of the transform.

use std::num::NonZeroUsize;

use clap::Args;
use specgram::error::OptionName;
use specgram::job::{Analysis, Overlap, Preset, RequestedTransform};
use specgram::stft::{Align, Boundary, Detrend, Mode, Scaling, Sides, TaperOptions, TaperWeights, TransformKind};
use specgram::window::Window;

use super::one_of::{completed, one_of, whole};
use super::topics;

/// Flags about the transform.
#[derive(Args)]
#[command(next_help_heading = "Analysis")]
pub(super) struct AnalysisFlags {
    /// The defaults of another tool [default: specgram's own]
    ///
    /// Other flags override the preset.
    #[arg(long, value_name = "TOOL", value_parser = one_of::<Preset>())]
    preset: Option<Preset>,

    /// Transform [default: stft]
    #[arg(long, value_name = "KIND", value_parser = one_of::<TransformKind>())]
    transform: Option<TransformKind>,

    /// Tapers of a multitaper transform: NW, the time-half-bandwidth product, and K, the number of tapers [default: 4:7]
    ///
    /// They are symmetric dpss windows of unit energy. K defaults to 2NW-1 and is at most 2NW; a spectral line is 2NW/L of
    /// the sample rate wide.
    #[arg(long, value_name = "NW[:K]")]
    tapers: Option<TaperOptions>,

    /// Weights of the tapers [default: eigenvalue]
    #[arg(long, value_name = "WEIGHTS", value_parser = one_of::<TaperWeights>())]
    taper_weights: Option<TaperWeights>,

    /// DFT length in samples [default: 1024, or the window's length if larger]
    #[arg(long, value_name = "N", value_parser = whole::<usize>(OptionName::FftLength))]
    nfft: Option<usize>,

    /// Window length in samples; the rest of the DFT is zero-padded [default: the DFT length]
    #[arg(long, value_name = "L", value_parser = whole::<usize>(OptionName::WindowLength))]
    window_length: Option<usize>,

    /// Position of a shorter window in the DFT [default: left]
    #[arg(long, value_name = "WHERE", value_parser = one_of::<Align>())]
    window_align: Option<Align>,

    /// Window shape [default: hann]
    #[arg(long, value_name = "W", long_help = windows(), value_parser = completed::<Window>(topics::window_names), hide_possible_values = true)]
    window: Option<Window>,

    /// Use the symmetric window instead of the periodic one
    #[arg(long)]
    symmetric: bool,

    /// Overlap of successive frames: 900, 75% or auto [default: auto; export: 50%]
    ///
    /// auto is the overlap that gives about one frame per pixel column, at least half a window.
    #[arg(long, value_name = "X", conflicts_with = "hop")]
    overlap: Option<Overlap>,

    /// Samples from one frame to the next, instead of --overlap
    #[arg(long, value_name = "H", value_parser = whole::<usize>(OptionName::Hop))]
    hop: Option<usize>,

    /// Detrend each frame [default: none]
    #[arg(long, value_name = "TREND", value_parser = one_of::<Detrend>())]
    detrend: Option<Detrend>,

    /// Extend the signal past its ends [default: none]
    ///
    /// The extension is half a frame at each end, so that frame m is centred on sample m·hop.
    #[arg(long, value_name = "HOW", value_parser = one_of::<Boundary>())]
    boundary: Option<Boundary>,

    /// Pad the end with zeros to a whole number of frames
    ///
    /// Otherwise an export drops an incomplete last frame, and a picture moves its last frame to the end.
    #[arg(long)]
    pad_tail: bool,

    /// One-sided or two-sided spectrum [default: one; for complex input two]
    #[arg(long, value_name = "SIDES", value_parser = one_of::<Sides>())]
    sides: Option<Sides>,

    /// What is computed of every bin [default: psd]
    ///
    /// Phases are not pooled: a picture shows one frame per column, at a multiple of the hop.
    #[arg(long, value_name = "MODE", value_parser = one_of::<Mode>())]
    mode: Option<Mode>,

    /// What levels are relative to [default: dbfs; export: density]
    #[arg(long, value_name = "KIND", value_parser = one_of::<Scaling>())]
    scaling: Option<Scaling>,

    /// Worker threads; never changes the result [default: one per processor]
    #[arg(long, value_name = "N", value_parser = whole::<NonZeroUsize>(OptionName::Threads))]
    threads: Option<NonZeroUsize>,
}

/// The help of `--window`.
fn windows() -> String {
    format!(
        "Window shape [default: hann]\n\n\
         {}: scipy's names and formulas.\n\
         Without STD, a picture uses the STD that resolves time and frequency to equally many pixels \
         (STD² = hop·N/2π, at most L/6); an export uses L/6.",
        Window::ALL.map(|window| window.pattern()).join(", ")
    )
}

impl AnalysisFlags {
    /// The requested transform.
    pub(super) fn analysis(&self) -> specgram::Result<Analysis> {
        let Self { transform: kind, tapers, taper_weights: weights, .. } = *self;
        Ok(Analysis {
            preset: self.preset,
            nfft: self.nfft,
            window_length: self.window_length,
            align: self.window_align,
            window: self.window,
            symmetric: self.symmetric,
            transform: RequestedTransform { kind, tapers, weights }.resolve()?,
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

    /// The number of threads to use.
    pub(super) fn threads(&self) -> NonZeroUsize {
        self.threads.unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
    }
}
