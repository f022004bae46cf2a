//! From a source to a spectrogram, or to the spectra of its frames: the only place with threads.

mod batches;
mod engine;
mod envelope;
mod export;
mod overall;
mod picture;
mod report;
mod signal_levels;

use crate::error::Result;
use crate::real::Real;
use crate::scale::Bins;
use crate::source::{AudioSource, AudioSpec, Channels, Extended};
use crate::stft::{StftOptions, StftPlan};

pub use export::{SpectraPlan, spectra};
pub use picture::{PictureOptions, pictures, spectrogram};
pub use report::Report;
pub use signal_levels::{SignalLevels, signal_levels};

/// Where the bins of a transform lie.
fn bins_of<T: Real>(plan: &StftPlan<T>) -> Bins {
    Bins { count: plan.bins(), first: plan.frequency_of(0), width: plan.bin_width() }
}

/// Bytes that what the transform puts around a source takes: what lies beyond an end, and what it is made of.
fn bytes_of_extension(spec: &AudioSpec, options: &StftOptions) -> u64 {
    let copies = if options.extension().is_empty() { 0 } else { 6 };
    copies * options.frame_length().max(options.hop).saturating_mul(spec.channels * size_of::<f64>()) as u64
}

/// A source with what the transform puts around it, and which of the resulting channels are meant.
fn extended<'a>(
    source: impl AudioSource + 'a,
    channels: Channels,
    options: &StftOptions,
) -> Result<(Box<dyn AudioSource + 'a>, Channels)> {
    let extension = options.extension();
    if extension.is_empty() {
        return Ok((Box::new(source), channels));
    }
    let left = if channels == Channels::All { Channels::All } else { Channels::Mix };
    Ok((Box::new(Extended::new(source, channels, extension)?), left))
}
