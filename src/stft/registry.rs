//! The registry of transforms: a line for each kind, from which come the names, the options, the plans and the help.

use super::choices::{Mode, Scaling, Sides, SignalKind};
use super::layout::FrameLayout;
use super::options::StftOptions;
use super::signal::Signal;
use super::tapers::TaperOptions;
use super::transform::{KindOptions, Transform};
use super::windowed::OneWindow;
use crate::choice::choices;
use crate::error::Result;
use crate::parameter::Parameter;
use crate::real::Real;
use crate::units::SampleRate;

/// Calls what is inside one of the enums below.
macro_rules! ask {
    ($of:expr, $enum:ident, [$($kind:ident)+], $inner:ident => $answer:expr) => {
        match $of {
            $($enum::$kind($inner) => $answer,)+
        }
    };
}

/// Lists the kinds of transforms: the options of each, its name, and its meaning in a line of help.
macro_rules! transforms {
    ($($(#[$doc:meta])+ $kind:ident($options:ty) => $name:literal $about:literal,)+) => {
        /// The kinds of transforms. Default: the first.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum TransformKind {
            $($(#[$doc])+ $kind,)+
        }

        impl Default for TransformKind {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        choices!(TransformKind, "transform", $($kind => $name $about),+);

        /// A kind of transform with its own options. Default: the short-time Fourier transform.
        #[derive(Debug, Clone, PartialEq)]
        pub enum TransformChoice {
            $($(#[$doc])+ $kind($options),)+
        }

        /// The kind with its default options.
        impl From<TransformKind> for TransformChoice {
            fn from(kind: TransformKind) -> Self {
                match kind {
                    $(TransformKind::$kind => Self::$kind(<$options>::default()),)+
                }
            }
        }

        impl TransformChoice {
            /// The kind.
            pub fn kind(&self) -> TransformKind {
                match self {
                    $(Self::$kind(_) => TransformKind::$kind,)+
                }
            }

            /// Checks the kind's own options against those that all kinds share.
            ///
            /// # Errors
            /// As [`KindOptions::check`].
            pub fn check(&self, stft: &StftOptions) -> Result<()> {
                ask!(self, TransformChoice, [$($kind)+], own => own.check(stft))
            }

            /// The scaling if none is chosen; `None` for that of the purpose.
            pub fn scaling(&self) -> Option<Scaling> {
                ask!(self, TransformChoice, [$($kind)+], own => own.scaling())
            }

            /// Whether the kind takes the place of the window and its form.
            pub fn has_own_windows(&self) -> bool {
                ask!(self, TransformChoice, [$($kind)+], own => own.has_own_windows())
            }

            /// The parameters by name, for records and arrays.
            pub fn parameters(&self, stft: &StftOptions) -> Vec<(&'static str, Parameter)> {
                ask!(self, TransformChoice, [$($kind)+], own => own.parameters(stft))
            }

            /// The windows in words, such as `window hann`.
            pub fn windows(&self, stft: &StftOptions) -> String {
                ask!(self, TransformChoice, [$($kind)+], own => own.windows(stft))
            }

            /// The meaning of [`Transform::bandwidth`].
            pub fn bandwidth(&self) -> &'static str {
                ask!(self, TransformChoice, [$($kind)+], own => own.bandwidth())
            }
        }

        /// A planned transform of any kind.
        pub enum Planned<T: Real> {
            $($(#[$doc])+ $kind(<$options as KindOptions>::Plan<T>),)+
        }

        /// The buffers of one thread for a planned transform of any kind.
        pub enum PlannedScratch<T: Real> {
            $($(#[$doc])+ $kind(<<$options as KindOptions>::Plan<T> as Transform<T>>::Scratch),)+
        }

        impl<T: Real> Planned<T> {
            /// Plans the transform of a signal sampled at `rate`.
            ///
            /// # Errors
            /// As [`KindOptions::plan`].
            pub fn new(options: &TransformOptions, rate: SampleRate, kind: SignalKind) -> Result<Self> {
                let TransformOptions { stft, choice } = options;
                match choice {
                    $(TransformChoice::$kind(own) => own.plan(stft, rate, kind).map(Self::$kind),)+
                }
            }
        }

        impl<T: Real> Transform<T> for Planned<T> {
            type Scratch = PlannedScratch<T>;

            fn options(&self) -> &StftOptions {
                ask!(self, Planned, [$($kind)+], plan => Transform::options(plan))
            }

            fn layout(&self) -> FrameLayout {
                ask!(self, Planned, [$($kind)+], plan => plan.layout())
            }

            fn sample_rate(&self) -> SampleRate {
                ask!(self, Planned, [$($kind)+], plan => Transform::sample_rate(plan))
            }

            fn kind(&self) -> SignalKind {
                ask!(self, Planned, [$($kind)+], plan => Transform::kind(plan))
            }

            fn sides(&self) -> Sides {
                ask!(self, Planned, [$($kind)+], plan => Transform::sides(plan))
            }

            fn mode(&self) -> Mode {
                ask!(self, Planned, [$($kind)+], plan => plan.mode())
            }

            fn scaling(&self) -> Scaling {
                ask!(self, Planned, [$($kind)+], plan => plan.scaling())
            }

            fn bins(&self) -> usize {
                ask!(self, Planned, [$($kind)+], plan => Transform::bins(plan))
            }

            fn spacing(&self) -> Option<f64> {
                ask!(self, Planned, [$($kind)+], plan => plan.spacing())
            }

            fn frequency_of(&self, bin: usize) -> f64 {
                ask!(self, Planned, [$($kind)+], plan => Transform::frequency_of(plan, bin))
            }

            fn bandwidth(&self) -> f64 {
                ask!(self, Planned, [$($kind)+], plan => Transform::bandwidth(plan))
            }

            fn noise_bandwidth(&self) -> f64 {
                ask!(self, Planned, [$($kind)+], plan => Transform::noise_bandwidth(plan))
            }

            fn full_scale_tone(&self) -> f64 {
                ask!(self, Planned, [$($kind)+], plan => Transform::full_scale_tone(plan))
            }

            fn scratch(&self) -> PlannedScratch<T> {
                match self {
                    $(Self::$kind(plan) => PlannedScratch::$kind(Transform::scratch(plan)),)+
                }
            }

            fn bytes_of_scratch(&self) -> u64 {
                ask!(self, Planned, [$($kind)+], plan => Transform::bytes_of_scratch(plan))
            }

            fn power(&self, frame: Signal<'_, T>, scratch: &mut PlannedScratch<T>, power: &mut [T]) {
                match (self, scratch) {
                    $((Self::$kind(plan), PlannedScratch::$kind(scratch)) => plan.power(frame, scratch, power),)+
                    _ => panic!("the scratch belongs to another kind of transform"),
                }
            }

            fn values(&self, frame: Signal<'_, T>, scratch: &mut PlannedScratch<T>, values: &mut [T]) {
                match (self, scratch) {
                    $((Self::$kind(plan), PlannedScratch::$kind(scratch)) => plan.values(frame, scratch, values),)+
                    _ => panic!("the scratch belongs to another kind of transform"),
                }
            }
        }
    };
}

transforms! {
    /// The short-time Fourier transform with one window.
    Stft(OneWindow) => "stft" "one window",
    /// The mean over several tapers; the window and its form are not used.
    Multitaper(TaperOptions) => "multitaper"
        "mean power over several orthogonal tapers: lower variance, wider lines; only for power density",
}

impl Default for TransformChoice {
    fn default() -> Self {
        TransformKind::default().into()
    }
}

/// The requested transform.
#[derive(Debug, Clone, PartialEq)]
pub struct TransformOptions {
    /// Lengths, frames, mode and scaling.
    pub stft: StftOptions,
    /// The kind, with its own options.
    pub choice: TransformChoice,
}

impl TransformOptions {
    /// The name users type.
    pub fn name(&self) -> &'static str {
        self.choice.kind().name()
    }
}

impl From<StftOptions> for TransformOptions {
    fn from(stft: StftOptions) -> Self {
        Self { stft, choice: TransformChoice::default() }
    }
}
