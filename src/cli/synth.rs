//! `specgram synth`: test signals.

use std::path::PathBuf;

use clap::Args;
use specgram::error::OptionName;
use specgram::job::Destination;
use specgram::output::{SoundFormat, wav};
use specgram::source::AudioSource;
use specgram::source::synth::{Chirp, Encoding, NoiseColor, RequestedSignals, Synth, SynthOptions};
use specgram::units::{Hertz, Position};

use super::destination::{self, OnTerminal};
use super::failure::{Messages, Subject};
use super::one_of::{one_of, whole};

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
    #[arg(long, value_name = "N", help_heading = "Signal", value_parser = whole::<u64>(OptionName::Seed))]
    seed: Option<u64>,

    /// Channels; noise is independent in each
    #[arg(long, value_name = "N", default_value = "1", help_heading = "Signal", value_parser = whole::<usize>(OptionName::Channels))]
    channels: usize,

    /// Sample format: integers or floats of this many bits
    #[arg(long, value_name = "BITS", default_value = "f32", help_heading = "Signal", value_parser = one_of::<Encoding>())]
    bits: Encoding,

    /// Output file, or - for standard output [default: standard output, unless it is a terminal]
    #[arg(short, long, value_name = "OUT.wav", help_heading = "Output")]
    output: Option<PathBuf>,
}

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

impl Arguments {
    /// The requested signals.
    fn signals(&self) -> RequestedSignals {
        let Self { signals, seed, .. } = self;
        RequestedSignals {
            fm: signals.fm,
            modulation_index: signals.modulation_index,
            modulation_rate: signals.modulation_rate,
            noise_power: signals.noise_power,
            noise_decay: signals.noise_decay,
            tone: signals.tone,
            chirp: signals.chirp,
            noise: signals.noise,
            impulse: signals.impulse,
            silence: signals.silence,
            amplitude: signals.amplitude,
            seed: *seed,
        }
    }
}

pub(super) fn run(arguments: &Arguments, messages: Messages) -> anyhow::Result<()> {
    let signals = arguments.signals().resolve(arguments.rate)?;
    let refuse = OnTerminal::Refuse("name a file with -o signal.wav, or pipe it: specgram synth | specgram render");
    let typed: Vec<PathBuf> = arguments.output.iter().cloned().collect();
    let destinations: Vec<Destination<SoundFormat>> = destination::resolve(&typed, None, refuse)?;
    let mut source = Synth::new(&SynthOptions {
        signals,
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
