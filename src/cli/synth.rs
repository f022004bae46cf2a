//! `specgram synth`: test signals.

use std::path::PathBuf;

use clap::Args;
use specgram::output::{SoundFormat, wav};
use specgram::source::AudioSource;
use specgram::source::synth::{Chirp, Encoding, NoiseColor, Synth, SynthOptions, SynthSignal};
use specgram::units::{Hertz, Position};

use super::destination::{self, Destination, OnTerminal};
use super::failure::{Messages, Subject, Usage, first_typed};
use super::one_of::one_of;

/// Make a test signal and write it as WAV
///
/// Without signal flags: the documented test signal, 2√2·sin(2π·3000·t + 500·cos(2π·0.25·t)) in white noise of
/// density 0.01·e^(−2t/5) FS²/Hz, 10 s at 10 kHz, whose ridge is at 3000 − 125·sin(πt/2) Hz.
/// Requested signals are added. The same flags and seed give the same bytes on every machine.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    signals: SignalFlags,

    /// Sample rate in hertz; 48k is 48000
    #[arg(long, value_name = "HZ", default_value = "10000", help_heading = "Signal")]
    rate: Hertz,

    /// Length: 10, 1:30 or 8192samples
    #[arg(long, value_name = "TIME", default_value = "10", help_heading = "Signal")]
    duration: Position,

    /// Random seed of the noise [default: 0]
    #[arg(long, value_name = "N", help_heading = "Signal")]
    seed: Option<u64>,

    /// Channels; noise is independent in each
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Signal")]
    channels: usize,

    /// Sample format: integers or floats of this many bits
    #[arg(long, value_name = "BITS", default_value = "f32", help_heading = "Signal", value_parser = one_of::<Encoding>())]
    bits: Encoding,

    /// Output file, or - for standard output [default: standard output, unless it is a terminal]
    #[arg(short, long, value_name = "OUT.wav", help_heading = "Output")]
    output: Option<PathBuf>,
}

/// The carrier of the FM signal, unless another is typed.
const CARRIER: Hertz = Hertz(3000.0);

/// The signals that are added up.
#[derive(Args)]
#[command(next_help_heading = "Signal")]
pub(super) struct SignalFlags {
    /// The frequency-modulated test signal in fading noise, with this carrier [default: 3000, if no signal is named]
    #[arg(long, value_name = "HZ")]
    fm: Option<Hertz>,

    /// Phase swing of the FM signal in radians [default: 500]
    #[arg(long, value_name = "RADIANS")]
    modulation_index: Option<f64>,

    /// Modulation frequency of the FM signal [default: 0.25]
    #[arg(long, value_name = "HZ")]
    modulation_rate: Option<Hertz>,

    /// Density of the FM signal's noise at its start, in FS²/Hz [default: 0.01]
    #[arg(long, value_name = "DENSITY")]
    noise_power: Option<f64>,

    /// Time in which the FM signal's noise falls to 1/e [default: 5]
    #[arg(long, value_name = "SECONDS")]
    noise_decay: Option<f64>,

    /// A sine of this frequency
    #[arg(long, value_name = "HZ")]
    tone: Option<Hertz>,

    /// A sine that sweeps from F0 to F1: F0:F1, or F0:F1:log, F0:F1:quadratic
    #[arg(long, value_name = "F0:F1[:SWEEP]")]
    chirp: Option<Chirp>,

    /// Gaussian noise
    #[arg(long, value_name = "COLOR", value_parser = one_of::<NoiseColor>())]
    noise: Option<NoiseColor>,

    /// A single non-zero sample (impulse) at this time
    #[arg(long, value_name = "TIME")]
    impulse: Option<Position>,

    /// Write silence (zeros)
    #[arg(long, conflicts_with_all = ["fm", "tone", "chirp", "noise", "impulse"])]
    silence: bool,

    /// Amplitude of every signal; of noise, its expected root mean square [default: 1; of the FM signal, 2√2]
    ///
    /// The measured RMS varies with the seed: for 100000 samples by 0.2 % (white), 7 % (pink), 9 % (brown); for 100 times
    /// as many samples, by a tenth of that.
    #[arg(long, value_name = "FS")]
    amplitude: Option<f64>,
}

impl SignalFlags {
    /// The requested signals, or the documented one.
    fn resolve(&self) -> Vec<SynthSignal> {
        let amplitude = self.amplitude.unwrap_or(1.0);
        let tone = self.tone.map(|frequency| SynthSignal::Tone { frequency, amplitude });
        let chirp = self.chirp.map(|chirp| SynthSignal::Chirp { chirp, amplitude });
        let noise = self.noise.map(|color| SynthSignal::Noise { color, amplitude });
        let impulse = self.impulse.map(|at| SynthSignal::Impulse { at, amplitude });
        let mut signals: Vec<SynthSignal> = [tone, chirp, noise, impulse].into_iter().flatten().collect();
        if self.fm.is_some() || (signals.is_empty() && !self.silence) {
            signals.extend(self.fm_signal(self.fm.unwrap_or(CARRIER)));
        }
        signals
    }

    fn fm_signal(&self, carrier: Hertz) -> [SynthSignal; 2] {
        let tone = SynthSignal::Fm {
            carrier,
            modulation_index: self.modulation_index.unwrap_or(500.0),
            modulation_rate: self.modulation_rate.unwrap_or(Hertz(0.25)),
            amplitude: self.amplitude.unwrap_or(2.0 * std::f64::consts::SQRT_2),
        };
        let (density, decay) = (self.noise_power.unwrap_or(0.01), self.noise_decay.unwrap_or(5.0));
        [tone, SynthSignal::FadingNoise { density, decay }]
    }

    /// Rejects flags of a signal that is not generated.
    fn check(&self, seed: Option<u64>, rate: Hertz) -> anyhow::Result<()> {
        let named = [
            ("--tone", self.tone.is_some()),
            ("--chirp", self.chirp.is_some()),
            ("--noise", self.noise.is_some()),
            ("--impulse", self.impulse.is_some()),
            ("--silence", self.silence),
        ];
        if self.fm.is_some() {
            return Ok(());
        }
        let Some(other) = first_typed(&named) else {
            // The FM signal is generated by default. Rates of at most 0 are refused later.
            let is_low = rate.0 > 0.0 && rate.0 / 2.0 < CARRIER.0;
            let text = format!("the default carrier of {CARRIER} is above half the rate of {rate}: set --fm");
            return if is_low { Err(Usage::error(text)) } else { Ok(()) };
        };
        let of_fm = [
            ("--modulation-index", self.modulation_index.is_some()),
            ("--modulation-rate", self.modulation_rate.is_some()),
            ("--noise-power", self.noise_power.is_some()),
            ("--noise-decay", self.noise_decay.is_some()),
            ("--seed", self.silence && seed.is_some()),
            ("--amplitude", self.silence && self.amplitude.is_some()),
        ];
        if let Some(flag) = first_typed(&of_fm) {
            if self.silence {
                return Err(Usage::error(format!("{flag} has no effect with --silence")));
            }
            return Err(Usage::error(format!("{flag} requires the FM signal, which {other} replaces: add --fm HZ")));
        }
        if seed.is_some() && self.noise.is_none() {
            return Err(Usage::error(format!("--seed requires noise, and {other} alone has none: add --noise")));
        }
        Ok(())
    }
}

pub(super) fn run(arguments: &Arguments, messages: Messages) -> anyhow::Result<()> {
    arguments.signals.check(arguments.seed, arguments.rate)?;
    let refuse = OnTerminal::Refuse("name a file with -o signal.wav, or pipe it: specgram synth | specgram render");
    let typed: Vec<PathBuf> = arguments.output.iter().cloned().collect();
    let destinations: Vec<Destination<SoundFormat>> = destination::resolve(&typed, None, refuse)?;
    let mut source = Synth::new(&SynthOptions {
        signals: arguments.signals.resolve(),
        sample_rate: arguments.rate,
        duration: arguments.duration,
        channels: arguments.channels,
        format: arguments.bits.format(),
        seed: arguments.seed.unwrap_or_default(),
    })
    .map_err(specgram::Error::into_chosen)?;
    for destination in &destinations {
        destination.stream(|sink| wav::write(&mut source, sink).map(drop).map_err(specgram::Error::into_chosen))?;
        let made = source.spec().describe(source.spec().length.unwrap_or_default());
        messages.detail(format_args!("{}: {made}", destination.name()));
        messages.warn(&Subject::named(destination.name()), &source.report().warnings);
    }
    Ok(())
}
