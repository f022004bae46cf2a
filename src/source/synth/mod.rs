//! Test signals: the same bytes on every machine for the same options.
//!
//! Every number comes from IEEE additions, multiplications, divisions and
//! square roots, from `libm` (never the system's own sine or logarithm) and
//! from a generator of pseudorandom integers, in an order that the options
//! alone decide.
//!
//! Signals are computed in blocks of [`BLOCK`] samples counted from the start,
//! whatever is asked of [`Synth`], and in double precision before they are encoded.

mod color;
mod encode;
mod limits;
mod noise;
mod options;
mod oscillator;
mod signal;
mod source;

pub use color::NoiseColor;
pub use encode::Encoding;
pub use limits::{BLOCK, MAX_CHANNELS, MAX_LENGTH, MAX_RATE};
pub use options::SynthOptions;
pub use signal::{Chirp, Sweep, SynthSignal};
pub use source::Synth;
