//! From a source to a spectrogram, or to the spectra of its frames: the only place with threads.

mod batches;
mod engine;
mod export;
mod levels;
mod picture;
mod report;

pub use export::spectra;
pub use levels::{Levels, levels};
pub use picture::{PictureOptions, spectrogram};
pub use report::Report;
