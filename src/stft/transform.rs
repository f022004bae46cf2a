//! The interfaces of all transforms: of a planned one, and of the options of its kind.

use super::choices::{Mode, Scaling, Sides, SignalKind};
use super::layout::FrameLayout;
use super::options::StftOptions;
use super::signal::Signal;
use crate::error::Result;
use crate::parameter::Parameter;
use crate::real::Real;
use crate::units::SampleRate;

/// A planned transform from the samples of a frame to one or two numbers per bin.
///
/// One plan serves all threads; each thread has its own scratch. Bins ascend in frequency.
pub trait Transform<T: Real>: Sync {
    /// The buffers of one thread.
    type Scratch;

    /// The options that all kinds share, with everything that was chosen automatically.
    fn options(&self) -> &StftOptions;

    /// The division of the signal into frames.
    fn layout(&self) -> FrameLayout;

    /// Samples per second of the signal.
    fn sample_rate(&self) -> SampleRate;

    /// The kind of samples.
    fn kind(&self) -> SignalKind;

    /// The sides of the spectrum.
    fn sides(&self) -> Sides;

    /// The quantity computed for every cell.
    fn mode(&self) -> Mode;

    /// The normalization.
    fn scaling(&self) -> Scaling;

    /// The number of bins, at least 1.
    fn bins(&self) -> usize;

    /// Hertz between adjacent bins; `None` if it varies.
    fn spacing(&self) -> Option<f64>;

    /// The frequency of a bin in hertz.
    fn frequency_of(&self, bin: usize) -> f64;

    /// The bandwidth of a tone in hertz.
    fn bandwidth(&self) -> f64;

    /// The equivalent noise bandwidth in hertz: a tone's power divided by its density on a bin.
    fn noise_bandwidth(&self) -> f64;

    /// The power of a full-scale tone on a bin: sin(2πft), or e^(2πift) for complex samples.
    fn full_scale_tone(&self) -> f64;

    /// Numbers per bin that [`Transform::values`] writes: 2 for complex ones, otherwise 1.
    fn numbers_per_bin(&self) -> usize {
        if self.mode() == Mode::Complex { 2 } else { 1 }
    }

    /// Buffers for [`Transform::power`] and [`Transform::values`].
    fn scratch(&self) -> Self::Scratch;

    /// Approximate size of these buffers in bytes.
    fn bytes_of_scratch(&self) -> u64;

    /// The scaled power of every bin of one frame.
    ///
    /// # Panics
    /// Unless `frame` is of the planned kind and length, and `power` has a value per bin.
    fn power(&self, frame: Signal<'_, T>, scratch: &mut Self::Scratch, power: &mut [T]);

    /// The quantity that the mode selects, for every bin of one frame; for complex values the real part, then the
    /// imaginary part.
    ///
    /// # Panics
    /// As [`Transform::power`], with [`Transform::numbers_per_bin`] values per bin.
    fn values(&self, frame: Signal<'_, T>, scratch: &mut Self::Scratch, values: &mut [T]);
}

/// The options of one kind of transform, and what the program must know of the kind: every kind implements it in its own
/// file, and the [registry](super::TransformChoice) lists it.
pub trait KindOptions: Default {
    /// The planned transform.
    type Plan<T: Real>: Transform<T>;

    /// Checks these options against those that all kinds share.
    ///
    /// # Errors
    /// [`Error::InvalidOption`](crate::Error::InvalidOption).
    fn check(&self, stft: &StftOptions) -> Result<()>;

    /// Plans the transform of a signal sampled at `rate`.
    ///
    /// # Errors
    /// Those of [`KindOptions::check`] and [`StftOptions::check`]; [`Error::Memory`](crate::Error::Memory) without memory
    /// for the tables.
    fn plan<T: Real>(&self, stft: &StftOptions, rate: SampleRate, kind: SignalKind) -> Result<Self::Plan<T>>;

    /// The scaling if none is chosen; `None` for that of the purpose.
    fn scaling(&self) -> Option<Scaling> {
        None
    }

    /// Whether the kind takes the place of the window and its form.
    fn has_own_windows(&self) -> bool {
        false
    }

    /// The parameters by name, for records and arrays.
    fn parameters(&self, stft: &StftOptions) -> Vec<(&'static str, Parameter)>;

    /// The windows in words, such as `window hann`.
    fn windows(&self, stft: &StftOptions) -> String;

    /// The meaning of [`Transform::bandwidth`].
    fn bandwidth(&self) -> &'static str;
}
