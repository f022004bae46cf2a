//! The short-time Fourier transform: options, plan, frames and spectra.

mod detrend;
mod half;
mod options;
mod plan;

pub use options::{Detrend, MAX_NFFT, Scaling, StftOptions};
pub use plan::{Scratch, StftPlan};
