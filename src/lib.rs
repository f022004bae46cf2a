//! Spectrograms from audio, with calibrated levels and exact axes.
//!
//! ```text
//! source ─bytes→ batches of frames ─window·FFT·|X|²→ rows → columns ─→ Spectrogram
//!                                                                        │
//!                     colours → layout, ticks → drawing → a canvas → bytes of a file
//! ```
//!
//! Everything up to [`spectrogram::Spectrogram`] streams, in memory that does not grow with the signal; everything after
//! it is a function of a value the size of its picture. [`pipeline::spectrogram`] goes from a source to that value,
//! [`figure::draw`] from there to a canvas, and the formats of [`output`] to a file. [`pipeline::spectra`] passes on
//! every spectrum instead. [`job`] wraps whole runs. [`numbers`] defines the meaning of every number.
//!
//! # Words
//!
//! | word | meaning |
//! | --- | --- |
//! | sample | one number of one channel; a complex sample is I + i·Q |
//! | sample frame | the samples of all channels at one time |
//! | channel | one stream of samples of an input |
//! | signal | the samples that one spectrogram is computed from: a channel, or the mean of several |
//! | frame | one position of the window; never a sample frame or a packet |
//! | taper | one of several windows of the same frame |
//! | bin | one frequency of the DFT |
//! | spectrum | all bins of a frame |
//! | N, L, hop | lengths in samples: of the DFT, of the window, and from one frame to the next |
//! | cell | one bin of one frame in an array, or one value of a picture |
//! | column, row | a column or row of a picture's cells: equal spans of time, equal steps of the frequency scale |
//! | run | consecutive samples without a gap between them |
//! | gap | sample frames between two runs for which there are no data |
//! | no data | cells without recorded or computed values; they are NaN, which is not silence |
//! | level | 10·log10 of a power relative to a reference, in decibels |
//! | coverage | the share of a pixel that a shape covers, or of a column that has data, from 0 to 1 |
//! | plot | the data area of a spectrogram, one pixel per cell |
//! | lane | one channel's plot in a figure, with its name and panels; lanes are stacked |
//! | decorations | the parts around a plot: axes, labels, titles, panels, colorbar |
//! | look | the appearance of a figure: sizes, fonts and colours |
//! | figure | the whole image: plots and decorations |
//! | packet | one unit of compressed audio, as a container stores it |
//! | metadata | names and texts that an input states about itself |
//! | source | a stream of encoded samples with a known format |
//! | job | a whole run: from an input and options to a figure or arrays, with progress and warnings |
//! | record | a JSON text in a figure's file that states how the figure was made |
//! | result | an output of a job: a file, or data for standard output |
//!
//! # Extending
//!
//! * A format for figures or arrays is a file in `output` with a `FORMAT`, and an entry in `output/figures.rs` or
//!   `output/arrays.rs`: from there come flag values, help, file extensions and errors.
//! * A transform is a file in `stft` with [`stft::KindOptions`] for its options and [`stft::Transform`] for its plan, and an
//!   entry in `stft/registry.rs`.
//! * A choice among names (a window, a colormap, a scale …) is an entry in its list.
//! * A kind of input is a file in `source` with an [`source::AudioSource`], and its first bytes in `source/signature.rs`.

pub mod backend;
pub mod batch;
pub mod choice;
pub mod colormap;
pub mod error;
pub mod figure;
pub mod font;
pub mod frames;
pub mod grid;
pub mod job;
pub mod level;
pub mod longterm;
pub mod memory;
pub mod output;
pub mod parameter;
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
