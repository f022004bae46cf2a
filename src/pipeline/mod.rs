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

pub use export::{SpectraPlan, spectra};
pub use extend::Extended;
pub use levels::{Levels, levels};
pub use picture::{PictureOptions, pictures, spectrogram};
pub use report::Report;
