//! Where the samples come from, as typed.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use specgram::job::{Input, InputOptions, RawOptions};
use specgram::source::{self, AudioSource, Channels, RawFormat, SpanOptions};
use specgram::units::{Hertz, Position};

use super::failure::{Strictness, Subject, Usage};
use super::standard;

/// Flags about the input.
#[derive(Args)]
#[command(next_help_heading = "Input")]
pub(super) struct InputFlags {
    /// Audio file, or - for standard input [default: -, unless a terminal]
    ///
    /// Known by their content: WAV and its kin, AIFF, AU, FLAC, MP1 to MP3, Ogg Vorbis, AAC, ALAC, CAF, MP4, Matroska. Of
    /// a SigMF recording name either file; it cannot come through a pipe. Samples without a header need --raw.
    #[arg(value_name = "INPUT")]
    pub(super) path: Option<PathBuf>,

    /// Channels: mix (their mean), left, right, a number from 1, or all, each by itself
    #[arg(long, value_name = "WHICH", default_value = "mix")]
    pub(super) channel: Channels,

    /// Start at this time: 90, 1:30, 00:01:30.5 or 8192samples
    #[arg(long, value_name = "TIME")]
    start: Option<Position>,

    /// Stop at this time, counted from the start of the input
    #[arg(long, value_name = "TIME", conflicts_with = "duration")]
    end: Option<Position>,

    /// Stop after this long
    #[arg(long, value_name = "TIME")]
    duration: Option<Position>,

    /// Headerless input of this format; needs --rate
    ///
    /// u8, s8, s16le, s16be, s24le, s24be, s32le, s32be, f32le, f32be, f64le, f64be; complex, I then Q: cu8, cs8,
    /// cs16le, cf32le, cf64le. Integers are divided by 2^(bits-1), unsigned ones less 128 first.
    #[arg(long, value_name = "FORMAT", requires = "rate")]
    raw: Option<RawFormat>,

    /// Samples per second of raw input; 2.4M is 2400000
    #[arg(long, value_name = "HZ", requires = "raw")]
    rate: Option<Hertz>,

    /// Interleaved channels of raw input [default: 1]
    #[arg(long, value_name = "N", requires = "raw")]
    channels: Option<usize>,

    #[command(flatten)]
    pub(super) strictness: Strictness,

    /// Frequency at 0 Hz of complex input, such as 1.42G [default: as stated in the input, or 0]
    #[arg(long, value_name = "HZ")]
    center_frequency: Option<Hertz>,
}

impl InputFlags {
    /// How the input is to be opened.
    fn options(&self) -> InputOptions {
        let rate = self.rate.unwrap_or(Hertz(0.0));
        InputOptions {
            raw: self.raw.map(|format| RawOptions { format, rate, channels: self.channels.unwrap_or(1) }),
            span: SpanOptions { start: self.start, end: self.end, duration: self.duration },
            center: self.center_frequency,
        }
    }

    /// The path that was typed, unless it stands for standard input.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// What messages are about.
    pub(super) fn subject(&self) -> Subject {
        Subject::input(self.path())
    }

    /// Whether a centre frequency was typed.
    pub(super) fn has_center(&self) -> bool {
        self.center_frequency.is_some()
    }

    /// Opens what was typed, or standard input where nothing was.
    pub(super) fn open(&self, instead: &str) -> anyhow::Result<Input> {
        if self.path.is_none() && io::stdin().is_terminal() {
            return Err(Usage::with_hint("no INPUT, and standard input is a terminal", instead));
        }
        let subject = self.subject();
        let opened = match self.path() {
            Some(path) => Input::open(path, &self.options()),
            None => standard::check_input()
                .and_then(|()| Input::open_stream(source::standard_input(), &subject.to_string(), &self.options())),
        };
        opened.with_context(|| subject)
    }

    /// A source that is no file, cut to the span that was asked for.
    pub(super) fn of_source(&self, source: Box<dyn AudioSource>, name: &str) -> anyhow::Result<Input> {
        Input::of_source(source, name, &self.options()).with_context(|| Subject::named(name))
    }
}
