//! From the samples of frames to spectra: the short-time Fourier transform and others, with their options and plans.

mod boundary;
mod choices;
mod detrend;
mod dft;
mod factors;
mod half;
mod layout;
mod multitaper;
mod options;
mod plan;
mod polar;
mod registry;
mod signal;
mod tapers;
mod transform;
mod windowed;

pub use boundary::{Boundary, Extension, Padding};
pub use choices::{Align, Detrend, Mode, Scaling, Sides, SignalKind, TaperWeights};
pub use layout::{FrameLayout, FrameTimes};
pub use multitaper::Multitaper;
pub use options::{MAX_NFFT, MIN_NFFT, StftOptions};
pub use plan::{Scratch, StftPlan};
pub use registry::{Planned, PlannedScratch, TransformChoice, TransformKind, TransformOptions};
pub use signal::Signal;
pub use tapers::TaperOptions;
pub use transform::{KindOptions, Transform};
pub use windowed::OneWindow;
