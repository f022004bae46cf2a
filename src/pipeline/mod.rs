//! From a source to a spectrogram, or to the spectra of its frames: the only place with threads.

mod batches;
mod engine;
mod envelope;
mod export;
mod extend;
mod levels;
mod overall;
mod picture;
mod report;

use crate::error::Result;
use crate::real::Real;
use crate::scale::Bins;
use crate::source::{AudioSource, Channels};
use crate::stft::{Extension, Transform};

pub use export::{SpectraPlan, spectra};
pub use extend::Extended;
pub use levels::{Levels, levels};
pub use picture::{PictureOptions, pictures, spectrogram};
pub use report::Report;

/// Where the bins of a transform lie.
fn bins_of<T: Real>(transform: &impl Transform<T>) -> Bins {
    let (count, first) = (transform.bins(), transform.frequency_of(0));
    match transform.spacing() {
        Some(width) => Bins::Even { count, first, width },
        None => Bins::At((0..count).map(|bin| transform.frequency_of(bin)).collect()),
    }
}

/// A source with what the transform puts around it, and which of the resulting channels are meant.
fn extended<'a>(
    source: impl AudioSource + 'a,
    channels: Channels,
    extension: Extension,
) -> Result<(Box<dyn AudioSource + 'a>, Channels)> {
    if extension.is_empty() {
        return Ok((Box::new(source), channels));
    }
    let left = if channels == Channels::All { Channels::All } else { Channels::Mix };
    Ok((Box::new(Extended::new(source, channels, extension)?), left))
}
