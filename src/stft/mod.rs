//! The short-time Fourier transform: options, plan, frames and spectra.

mod options;

pub use options::Scaling;
