//! Spectrograms from audio, with calibrated levels and exact axes.
//!
//! ```text
//! source ─bytes→ batches of frames ─window·FFT·|X|²→ rows → columns ─→ Spectrogram
//!                                                                        │
//!                     colours → layout, ticks → drawing → a canvas → bytes of a file
//! ```
//!
//! Left of [`spectrogram::Spectrogram`] everything streams, in memory that does not grow with the signal; right of it
//! everything is a function of a value the size of its picture. [`pipeline::spectrogram`] goes from a source to that
//! value, [`figure::draw`] from there to a canvas, and the formats of [`output`] to a file. [`pipeline::spectra`]
//! hands out every spectrum instead. What every number means stands in [`numbers`].
//!
//! # Words
//!
//! | word | meaning |
//! | --- | --- |
//! | sample | one number of one channel |
//! | sample frame | the samples of all channels at one time |
//! | frame | one position of the window, nothing else |
//! | taper | one of several windows of a frame |
//! | bin | one frequency of the DFT |
//! | spectrum | all bins of a frame |
//! | cell | one bin of one frame, or one value of a picture |
//! | column, row | those of pixels |
//! | no data | nothing was recorded or computed there; a cell is then NaN, which is not silence |
//! | figure | the whole picture, with axes and title |
//! | N, L, hop | lengths in samples of the DFT, of the window, and from one frame to the next |

pub mod backend;
pub mod choice;
pub mod colormap;
pub mod error;
pub mod figure;
pub mod font;
pub mod frames;
pub mod grid;
pub mod job;
pub mod level;
pub mod memory;
pub mod output;
pub mod pipeline;
pub mod pool;
pub mod quantity;
pub mod real;
pub mod scale;
pub mod source;
pub mod spectrogram;
pub mod stft;
pub mod units;
pub mod warning;
pub mod window;

#[doc = include_str!("docs/numbers.md")]
pub mod numbers {}

pub use error::{Error, Result};
