//! The colours of noise.

use crate::choice::choices;

/// How the power of noise is spread over frequency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoiseColor {
    /// The same in every hertz.
    White,
    /// As 1/f, the same in every octave, to 0.2 dB from rate/100000 to half the rate; level below.
    Pink,
    /// As 1/f², to 0.5 dB from rate/2500 to half the rate; level below rate/10000.
    Brown,
}

choices!(
    NoiseColor, "noise",
    White => "white" "the same power in every band",
    Pink => "pink" "the same in every octave",
    Brown => "brown" "as 1/f²",
);
