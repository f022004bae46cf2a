//! The colours of noise.

use crate::choice;

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

impl NoiseColor {
    /// Every colour, in the order of the help text.
    pub const ALL: [Self; 3] = [Self::White, Self::Pink, Self::Brown];

    /// The name a user types.
    pub fn name(self) -> &'static str {
        match self {
            Self::White => "white",
            Self::Pink => "pink",
            Self::Brown => "brown",
        }
    }
}

choice::named!(NoiseColor, "noise");
