//! Spectrograms from audio, with calibrated levels and exact axes.

pub mod backend;
pub mod colormap;
pub mod error;
pub mod figure;
pub mod font;
pub mod grid;
pub mod level;
pub mod output;
pub mod pipeline;
pub mod pool;
pub mod real;
pub mod scale;
pub mod source;
pub mod spectrogram;
pub mod stft;
pub mod units;
pub mod warning;
pub mod window;

pub use error::{Error, Result};
