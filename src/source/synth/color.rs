//! The colours of noise.

use crate::choice::choices;

/// The power spectrum of noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoiseColor {
    /// Flat.
    White,
    /// 1/f, to 0.2 dB from rate/100000 to half the rate; flat below.
    Pink,
    /// 1/f², to 0.5 dB from rate/2500 to half the rate; flat below rate/10000.
    Brown,
}

choices!(
    NoiseColor, "noise colour",
    White => "white" "equal power per hertz",
    Pink => "pink" "equal power per octave",
    Brown => "brown" "power falls as 1/f²",
);
