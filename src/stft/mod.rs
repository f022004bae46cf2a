//! The short-time Fourier transform: options, plan, frames and spectra.

mod detrend;
mod options;
mod pairs;
mod plan;

pub use options::{Detrend, MAX_NFFT, Scaling, StftOptions};
pub use pairs::{PairScratch, Pairs};
pub use plan::{Scratch, StftPlan};
