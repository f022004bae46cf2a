//! From the samples of frames to spectra: the short-time Fourier transform and others, with their options and plans.

mod boundary;
mod choices;
mod detrend;
mod factors;
mod half;
mod layout;
mod multitaper;
mod options;
mod plan;
mod planned;
mod polar;
mod signal;
mod tapers;
mod transform;
mod transforms;

pub use boundary::{Boundary, Extension, Padding};
pub use choices::{Align, Detrend, Mode, Scaling, Sides, SignalKind, TaperWeights, TransformKind};
pub use layout::{FrameLayout, FrameTimes};
pub use multitaper::Multitaper;
pub use options::{MAX_NFFT, MIN_NFFT, StftOptions};
pub use plan::{Scratch, StftPlan};

pub use planned::Planned;
pub use signal::Signal;
pub use tapers::TaperOptions;
pub use transforms::{Transform, TransformOptions};
