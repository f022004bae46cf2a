//! Test signals: identical bytes on every machine for the same options.
//!
//! All numbers come from IEEE additions, multiplications, divisions and square roots, from `libm` (never the system's
//! sine or logarithm) and from a pseudorandom integer generator, in an order that depends on the options alone.
//!
//! Signals are computed in double precision, in blocks of [`BLOCK`] samples counted from the start, however [`Synth`]
//! is read.

mod color;
mod encode;
mod limits;
mod noise;
mod options;
mod oscillator;
mod requested;
mod signal;
mod source;

pub use color::NoiseColor;
pub use encode::Encoding;
pub use limits::{BLOCK, MAX_CHANNELS, MAX_LENGTH, MAX_RATE};
pub use options::SynthOptions;
pub use requested::RequestedSignals;
pub use signal::{Chirp, Sweep, SynthSignal};
pub use source::Synth;
