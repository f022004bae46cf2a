//! From a source to a spectrogram, or to the spectra of its frames: the only place with threads.

mod batches;
mod engine;
mod envelope;
mod export;
mod extend;
mod overall;
mod picture;
mod report;
mod signal_levels;
mod tap;

pub use export::{SpectraPlan, spectra};
pub use extend::Extended;
pub use picture::{PictureOptions, pictures, spectrogram};
pub use report::Report;
pub use signal_levels::{SignalLevels, signal_levels};
