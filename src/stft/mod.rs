//! The short-time Fourier transform: options, plan, frames and spectra.

mod choices;
mod detrend;
mod factors;
mod half;
mod options;
mod plan;
mod polar;
mod signal;
mod transform;

pub use choices::{Align, Detrend, Mode, Scaling, Sides};
pub use options::{MAX_NFFT, MIN_NFFT, StftOptions};
pub use plan::{Scratch, StftPlan};
pub use signal::Signal;
