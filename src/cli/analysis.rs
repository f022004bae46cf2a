//! The flags of the transform, and what they mean together.

use std::num::NonZeroUsize;
use std::str::FromStr;

use clap::Args;
use specgram::source::{AudioSpec, Boundary};
use specgram::stft::{Align, Detrend, Mode, Scaling, Sides, StftOptions};
use specgram::window::{Form, Window};

use super::failure::Usage;
use super::preset::{Defaults, Preset};

/// Flags about the transform.
#[derive(Args)]
#[command(next_help_heading = "Analysis")]
pub(super) struct AnalysisFlags {
    /// The analysis defaults of another tool: scipy, matplotlib, librosa, sox or tensorflow. A flag given beside wins
    ///
    /// scipy: tukey:0.25, L = 256, overlap L/8, detrend constant, density; an input shorter than L shortens the window.
    /// matplotlib: symmetric hann, L = 256, overlap 128, density; spectrum for anything but power.
    /// librosa: N = 2048, window in the middle of N, hop L/4, boundary zeros, magnitude, scaling none.
    /// sox: N = 1024, dbfs; a picture from -120 to 0 dB, an export of 100 frames a second.
    /// tensorflow: N the next power of two from L, complex (a picture: its magnitude), scaling none.
    /// [default: none of them]
    #[arg(long, value_name = "TOOL", verbatim_doc_comment)]
    pub(super) preset: Option<Preset>,

    /// DFT length in samples, at least 2 [default: 1024, or the window's length if larger]
    #[arg(long, value_name = "N")]
    nfft: Option<usize>,

    /// Samples under the window; the rest of the DFT is zero-padded [default: the DFT length]
    #[arg(long, value_name = "L")]
    window_length: Option<usize>,

    /// Where in the samples of the DFT a shorter window sits: left or center [default: left]
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

    /// The symmetric form of the window instead of the periodic one [default: periodic]
    #[arg(long)]
    symmetric: bool,

    /// Samples that neighbouring frames share: 900, 75% or auto [default: auto for a picture, 50% for an export]
    ///
    /// auto is the overlap that gives about one frame per pixel column, at least half a window.
    #[arg(long, value_name = "X", conflicts_with = "hop")]
    overlap: Option<Overlap>,

    /// Samples from one frame to the next, instead of --overlap
    #[arg(long, value_name = "H")]
    hop: Option<usize>,

    /// What is removed from each frame before the window: none, constant or linear [default: none]
    #[arg(long, value_name = "TREND")]
    detrend: Option<Detrend>,

    /// How the signal goes on beyond its ends, by half a frame: none, zeros, even, odd or constant [default: none]
    ///
    /// With any but none, frame m is centred on sample m·hop. even mirrors the signal in its first and last sample,
    /// odd through them, constant repeats them.
    #[arg(long, value_name = "HOW")]
    boundary: Option<Boundary>,

    /// Pad the end with zeros to a whole number of frames [default: leave out what fills no frame; a picture moves
    /// its last frame to the end]
    #[arg(long)]
    pad_tail: bool,

    /// One side of the spectrum, or two with ascending frequencies [default: one; two of complex input]
    #[arg(long, value_name = "SIDES")]
    sides: Option<Sides>,

    /// What is computed: psd, magnitude, complex, angle or phase [default: psd]
    ///
    /// angle is in (-π, π]; phase is unwrapped along frequency. A picture shows all but complex.
    #[arg(long, value_name = "MODE")]
    mode: Option<Mode>,

    /// What levels mean: density, spectrum, dbfs or none
    ///
    /// density: power spectral density in FS²/Hz, noise keeps its level.
    /// spectrum: power in FS², a sine of amplitude A reads A²/2.
    /// dbfs: level re a full-scale sine, which reads 0 dB with any window.
    /// none: |X|² of the windowed DFT as it is.
    /// [default: dbfs for a picture, density for an export]
    #[arg(long, value_name = "KIND", verbatim_doc_comment)]
    scaling: Option<Scaling>,

    /// Worker threads; the result is the same for any number [default: one per processor]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

/// What an analysis is for, as far as its defaults depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Picture,
    Export,
}

/// An overlap as typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Overlap {
    /// To fit the picture.
    Auto,
    /// In samples.
    Samples(usize),
    /// In percent of the window.
    Percent(f64),
    /// What leaves so many frames a second; it has no name to be typed.
    PerSecond(f64),
}

impl FromStr for Overlap {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is not an overlap such as 900, 75% or auto");
        if text == "auto" {
            return Ok(Self::Auto);
        }
        match text.strip_suffix('%') {
            Some(percent) => percent
                .parse()
                .ok()
                .filter(|p| (0.0..100.0).contains(p))
                .map(Self::Percent)
                .ok_or_else(|| format!("'{text}' is not an overlap of 0% to less than 100%")),
            None => text.parse().map(Self::Samples).map_err(|_| wrong()),
        }
    }
}

impl AnalysisFlags {
    /// The transform that was asked for, and whether its hop is to fit the picture.
    ///
    /// Before the input is open, what depends on it is provisional.
    pub(super) fn resolve(&self, purpose: Purpose, input: Option<&AudioSpec>) -> anyhow::Result<(StftOptions, bool)> {
        let defaults = Defaults::of(self.preset, purpose);
        let (window_length, nfft) = self.lengths(&defaults, input.and_then(|spec| spec.length));
        let mode = self.mode.unwrap_or(defaults.mode);
        let symmetric = self.symmetric || defaults.form == Form::Symmetric;
        let options = StftOptions {
            nfft,
            window_length,
            align: self.window_align.unwrap_or(defaults.align),
            window: self.window.unwrap_or(defaults.window),
            form: if symmetric { Form::Symmetric } else { Form::Periodic },
            hop: (window_length / 2).max(1),
            detrend: self.detrend.unwrap_or(defaults.detrend),
            boundary: self.boundary.unwrap_or(defaults.boundary),
            pad_tail: self.pad_tail,
            sides: self.sides,
            mode,
            scaling: self.scaling.unwrap_or((defaults.scaling)(mode)),
            center: 0.0,
        };
        options.check()?;
        let overlap = self.overlap.unwrap_or(defaults.overlap);
        let hop = match self.hop {
            Some(hop) => hop,
            None => hop_of(overlap, &options, input)?,
        };
        let options = StftOptions { hop, ..options };
        options.check()?;
        Ok((options, self.hop.is_none() && overlap == Overlap::Auto))
    }

    /// The lengths of the window and of the DFT.
    fn lengths(&self, defaults: &Defaults, input: Option<u64>) -> (usize, usize) {
        let preset = || defaults.window_length.map(|length| self.nfft.map_or(length, |nfft| nfft.min(length)));
        let length = self.window_length.or_else(preset);
        let shrunk = |length: usize| match input {
            Some(samples @ 1..) if defaults.shrinks => usize::try_from(samples).map_or(length, |most| most.min(length)),
            _ => length,
        };
        let length = length.map(shrunk);
        let nfft = self.nfft.unwrap_or_else(|| (defaults.nfft)(length));
        (length.unwrap_or(nfft), nfft)
    }

    /// How much of a stream must be read ahead to know what its length calls for.
    pub(super) fn samples_ahead(&self, options: &StftOptions) -> usize {
        if Defaults::of(self.preset, Purpose::Export).shrinks { options.window_length + 1 } else { 0 }
    }

    /// How many threads to use.
    pub(super) fn threads(&self) -> NonZeroUsize {
        self.threads.unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
    }
}

/// The hop that an overlap leaves.
fn hop_of(overlap: Overlap, options: &StftOptions, input: Option<&AudioSpec>) -> anyhow::Result<usize> {
    let window_length = options.window_length;
    let samples = match overlap {
        Overlap::Auto => return Ok(options.hop),
        Overlap::PerSecond(frames) => {
            let hop = input.map_or(1.0, |spec| (spec.sample_rate.get() / frames).round());
            return Ok((hop as usize).max(1));
        }
        Overlap::Samples(samples) => samples,
        Overlap::Percent(percent) => (window_length as f64 * percent / 100.0) as usize,
    };
    match window_length.checked_sub(samples) {
        Some(hop @ 1..) => Ok(hop),
        _ => Err(Usage::error(format!(
            "an overlap of {samples} samples leaves no hop: --overlap must be below the window's {window_length}"
        ))),
    }
}
