//! Analysis windows: scipy's names and formulas, and the sums that calibrate a spectrum.
//!
//! Every window is first a symmetric curve of M samples. The symmetric form of length L has M = L; the periodic form,
//! which suits a DFT, has M = L + 1 and drops the last sample.

mod chebyshev;
mod cosines;
mod gain;
mod kind;
mod limits;
mod name;
mod shaped;
mod slepian;
mod symmetry;
mod tapers;

pub use gain::{WindowGain, half_power_bandwidth};
pub use kind::{Form, Window};
pub use limits::{MAX_LENGTH, MAX_SOLVED_LENGTH};
pub use tapers::Tapers;
