//! The signals of the generator, and the computation of the deterministic ones.

use std::f64::consts::TAU;
use std::fmt;
use std::str::FromStr;

use super::color::NoiseColor;
use super::oscillator::{Oscillator, cosine, sine};
use crate::error::{Error, OptionName, Result};
use crate::units::{Hertz, Position, SampleRate, Short};
use crate::warning::Warning;

/// The maximum amplitude, density and modulation index: their squares stay finite in single precision.
const MAX_VALUE: f64 = 1e15;

/// A signal to generate. Amplitudes are in FS.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SynthSignal {
    /// A·sin(2πft).
    Tone {
        /// f, from 0 to half the rate.
        frequency: Hertz,
        /// A.
        amplitude: f64,
    },
    /// A·sin(2πf·t + β·cos(2πr·t)), with the instantaneous frequency f − β·r·sin(2πr·t).
    Fm {
        /// f, from 0 to half the rate.
        carrier: Hertz,
        /// β in radians.
        modulation_index: f64,
        /// r, from 0 to half the rate.
        modulation_rate: Hertz,
        /// A.
        amplitude: f64,
    },
    /// A·sin of a frequency that sweeps over the whole duration.
    Chirp {
        /// The frequencies and the curve.
        chirp: Chirp,
        /// A.
        amplitude: f64,
    },
    /// White Gaussian noise times e^(−t/τ).
    FadingNoise {
        /// The one-sided power density at the start in FS²/Hz, from 0: the variance is density·rate/2.
        density: f64,
        /// τ in seconds, above 0; infinite for constant noise.
        decay: f64,
    },
    /// Gaussian noise.
    Noise {
        /// The power spectrum.
        color: NoiseColor,
        /// The RMS amplitude in FS: A² is the expected mean square. The RMS of n samples deviates from A by about
        /// A·√(τ/n) for n ≫ τ, with τ = 0.5 for white, 523 for pink and 796 for brown noise.
        amplitude: f64,
    },
    /// A single sample of A.
    Impulse {
        /// The position, before the end.
        at: Position,
        /// A.
        amplitude: f64,
    },
}

/// A frequency sweep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chirp {
    /// f0, from 0 to half the rate; above 0 for a logarithmic sweep.
    pub from: Hertz,
    /// f1, likewise.
    pub to: Hertz,
    /// The curve.
    pub sweep: Sweep,
}

/// The curve of a chirp's frequency over its duration T.
///
/// # Source
/// `scipy.signal.chirp`, with a sine instead of its cosine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sweep {
    /// f0 + (f1 − f0)·t/T.
    #[default]
    Linear,
    /// f0·(f1/f0)^(t/T).
    Log,
    /// f0 + (f1 − f0)·(t/T)².
    Quadratic,
}

impl Sweep {
    /// Every sweep, in the order of the help text.
    pub const ALL: [Self; 3] = [Self::Linear, Self::Log, Self::Quadratic];

    /// The name a user types.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
            Self::Quadratic => "quadratic",
        }
    }
}

impl FromStr for Chirp {
    type Err = Error;

    /// Reads `20:8k` or `20:8k:log`.
    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            let names = Sweep::ALL.map(Sweep::name).join(", ");
            Error::invalid_text(text, format!("is not a chirp such as 20:8k or 20:8k:log (sweeps: {names})"))
        };
        let fields: Vec<&str> = text.split(':').collect();
        let (from, to, name) = match fields[..] {
            [from, to] => (from, to, Sweep::default().name()),
            [from, to, name] => (from, to, name),
            _ => return Err(wrong()),
        };
        let sweep = Sweep::ALL.into_iter().find(|sweep| sweep.name() == name).ok_or_else(wrong)?;
        Ok(Self { from: from.parse()?, to: to.parse()?, sweep })
    }
}

impl fmt::Display for Chirp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", Short(self.from.0), Short(self.to.0), self.sweep.name())
    }
}

impl SynthSignal {
    /// Checks that the numbers are finite and in range, for `length` samples at `rate`.
    pub(super) fn check(&self, rate: SampleRate, length: u64) -> Result<()> {
        match *self {
            Self::Tone { frequency, amplitude } => {
                below_nyquist(OptionName::Tone, frequency, rate)?;
                bounded(OptionName::Amplitude, amplitude)
            }
            Self::Fm { carrier, modulation_index, modulation_rate, amplitude } => {
                below_nyquist(OptionName::Carrier, carrier, rate)?;
                below_nyquist(OptionName::ModulationRate, modulation_rate, rate)?;
                bounded(OptionName::ModulationIndex, modulation_index)?;
                bounded(OptionName::Amplitude, amplitude)
            }
            Self::Chirp { chirp, amplitude } => {
                for end in [chirp.from, chirp.to] {
                    below_nyquist(OptionName::Chirp, end, rate)?;
                    if chirp.sweep == Sweep::Log && end.0 <= 0.0 {
                        return Err(Error::invalid(
                            OptionName::Chirp,
                            format!("must stay above 0 Hz for a log sweep, got {end}"),
                        ));
                    }
                }
                bounded(OptionName::Amplitude, amplitude)
            }
            Self::FadingNoise { density, decay } => {
                if !(0.0..=MAX_VALUE).contains(&density) {
                    let reason = format!("must be between 0 and {MAX_VALUE:e} FS²/Hz, got {}", Short(density));
                    return Err(Error::invalid(OptionName::NoisePower, reason));
                }
                if decay.is_nan() || decay <= 0.0 {
                    return Err(Error::invalid(
                        OptionName::NoiseDecay,
                        format!("must be above 0 s, got {}", Short(decay)),
                    ));
                }
                Ok(())
            }
            Self::Noise { amplitude, .. } => bounded(OptionName::Amplitude, amplitude),
            Self::Impulse { at, amplitude } => {
                let sample = at.in_samples(rate);
                if sample >= length || matches!(at, Position::Seconds(seconds) if seconds.is_nan() || seconds < 0.0) {
                    let reason = format!("at sample {sample} is outside the {length} samples of the signal");
                    return Err(Error::invalid(OptionName::Impulse, reason));
                }
                bounded(OptionName::Amplitude, amplitude)
            }
        }
    }

    /// A warning if a modulated tone exceeds half the rate or drops below 0 Hz.
    pub(super) fn folding(&self, rate: SampleRate) -> Option<Warning> {
        let &Self::Fm { carrier, modulation_index, modulation_rate, .. } = self else { return None };
        let swing = (modulation_index * modulation_rate.0).abs();
        let (low, high) = (carrier.0 - swing, carrier.0 + swing);
        let nyquist = rate.nyquist();
        (low < 0.0 || high > nyquist.0).then_some(Warning::Aliased { low, high, nyquist: nyquist.0 })
    }
}

fn below_nyquist(option: OptionName, frequency: Hertz, rate: SampleRate) -> Result<()> {
    let nyquist = rate.nyquist();
    if (0.0..=nyquist.0).contains(&frequency.0) {
        return Ok(());
    }
    let reason =
        format!("must be between 0 Hz and {nyquist}, half the rate of {} Hz, got {frequency}", Short(rate.get()));
    Err(Error::invalid(option, reason))
}

fn bounded(option: OptionName, value: f64) -> Result<()> {
    if value.abs() <= MAX_VALUE {
        return Ok(());
    }
    Err(Error::invalid(option, format!("must be between -{MAX_VALUE:e} and {MAX_VALUE:e}, got {}", Short(value))))
}

/// A signal that is equal in all channels, prepared for computation.
#[derive(Debug)]
pub(super) enum Tone {
    Steady { oscillator: Oscillator, amplitude: f64 },
    Modulated { carrier: Oscillator, modulator: Oscillator, depth: f64, amplitude: f64 },
    Sweeping { start: Oscillator, path: Path, rate: f64, amplitude: f64 },
    Impulse { sample: u64, amplitude: f64 },
}

/// The cycles by which a chirp leads a tone of its first frequency.
#[derive(Debug)]
pub(super) enum Path {
    /// c·t².
    Square(f64),
    /// c·t³.
    Cube(f64),
    /// f·(e^(ct) − 1)/c − f·t.
    Exponential { frequency: f64, exponent: f64 },
}

impl Path {
    fn new(chirp: Chirp, duration: f64) -> Self {
        let (from, to) = (chirp.from.0, chirp.to.0);
        match chirp.sweep {
            Sweep::Linear => Self::Square((to - from) / (2.0 * duration)),
            Sweep::Quadratic => Self::Cube((to - from) / (3.0 * duration * duration)),
            // A sweep between equal frequencies would divide by its exponent, 0.
            Sweep::Log if from == to => Self::Square(0.0),
            Sweep::Log => Self::Exponential { frequency: from, exponent: libm::log(to / from) / duration },
        }
    }

    fn cycles_ahead(&self, t: f64) -> f64 {
        match *self {
            Self::Square(factor) => factor * t * t,
            Self::Cube(factor) => factor * t * t * t,
            Self::Exponential { frequency, exponent } => frequency * (libm::expm1(exponent * t) / exponent - t),
        }
    }
}

impl Tone {
    /// Prepares a signal, unless it is noise.
    pub(super) fn of(signal: &SynthSignal, rate: SampleRate, length: u64) -> Option<Self> {
        match *signal {
            SynthSignal::Tone { frequency, amplitude } => {
                Some(Self::Steady { oscillator: Oscillator::new(frequency, rate), amplitude })
            }
            SynthSignal::Fm { carrier, modulation_index, modulation_rate, amplitude } => Some(Self::Modulated {
                carrier: Oscillator::new(carrier, rate),
                modulator: Oscillator::new(modulation_rate, rate),
                depth: modulation_index / TAU,
                amplitude,
            }),
            SynthSignal::Chirp { chirp, amplitude } => Some(Self::Sweeping {
                start: Oscillator::new(chirp.from, rate),
                path: Path::new(chirp, rate.duration(length).0),
                rate: rate.get(),
                amplitude,
            }),
            SynthSignal::Impulse { at, amplitude } => Some(Self::Impulse { sample: at.in_samples(rate), amplitude }),
            SynthSignal::FadingNoise { .. } | SynthSignal::Noise { .. } => None,
        }
    }

    /// Adds the samples from `start` on, which is a whole number of blocks; `sum` is at most one block.
    pub(super) fn add(&self, start: u64, sum: &mut [f64]) {
        match self {
            Self::Steady { oscillator, amplitude } => {
                for (slot, phase) in sum.iter_mut().zip(oscillator.phases(start)) {
                    *slot += amplitude * sine(phase);
                }
            }
            Self::Modulated { carrier, modulator, depth, amplitude } => {
                let phases = carrier.phases(start).zip(modulator.phases(start));
                for (slot, (phase, modulation)) in sum.iter_mut().zip(phases) {
                    *slot += amplitude * sine(phase + depth * cosine(modulation));
                }
            }
            Self::Sweeping { start: oscillator, path, rate, amplitude } => {
                for ((slot, phase), sample) in sum.iter_mut().zip(oscillator.phases(start)).zip(start..) {
                    *slot += amplitude * sine(phase + path.cycles_ahead(sample as f64 / rate));
                }
            }
            Self::Impulse { sample, amplitude } => {
                let place = sample.checked_sub(start).and_then(|offset| usize::try_from(offset).ok());
                if let Some(slot) = place.and_then(|offset| sum.get_mut(offset)) {
                    *slot += amplitude;
                }
            }
        }
    }
}
