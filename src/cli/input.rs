//! Where the samples come from, as typed and as opened.

use std::fs::{self, File};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use specgram::source::{self, AudioSource, Channels, MOST_CENTER, Raw, RawFormat, Span, SpanOptions};
use specgram::units::{Hertz, Position, SampleRate};

use super::failure::{self, Usage};
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

    /// Begin at this time: 90, 1:30, 00:01:30.5 or 8192samples
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

    /// What 0 Hz of complex input stands for, such as 1.42G [default: what the input says, or 0]
    #[arg(long, value_name = "HZ")]
    center_frequency: Option<Hertz>,
}

/// An input that is open, cut to the span that was asked for.
pub(super) struct Input {
    /// What messages call it.
    pub(super) name: String,
    /// The path, unless it came from standard input.
    pub(super) path: Option<PathBuf>,
    /// The files that are read where they are not just the one that was named.
    pub(super) files: Vec<PathBuf>,
    pub(super) source: Span<Box<dyn AudioSource>>,
    /// Whether the source is sure to deliver as many samples as it says.
    pub(super) length_is_certain: bool,
    /// What 0 Hz of complex samples stands for, in hertz.
    pub(super) center: f64,
    /// When the first sample happens, in seconds from the start of the input.
    pub(super) start: f64,
}

impl InputFlags {
    /// What the channels of an input of `channels` are called, where each is shown by itself.
    pub(super) fn channel_names(&self, channels: usize) -> Vec<String> {
        let signals = self.channel.signals(channels);
        if signals.len() > 1 { signals.iter().map(|signal| signal.name(channels)).collect() } else { Vec::new() }
    }

    /// Whether a centre frequency was typed.
    pub(super) fn has_center(&self) -> bool {
        self.center_frequency.is_some()
    }

    /// Opens what was typed, or standard input where nothing was.
    pub(super) fn open(&self, instead: &str) -> anyhow::Result<Input> {
        let path = self.path.as_deref().filter(|path| *path != Path::new("-"));
        let name = name_of(path);
        if self.path.is_none() && io::stdin().is_terminal() {
            return Err(Usage::with_hint("there is no INPUT, and standard input is a terminal", instead));
        }
        if path.is_none() {
            standard::check_input().with_context(|| name.clone())?;
        }
        let opened = match self.raw {
            Some(format) => {
                self.open_raw(path, format).map(|(source, is_certain, center)| (source, is_certain, center, Vec::new()))
            }
            None => match path {
                Some(path) => source::open(path),
                None => source::open_stream(source::standard_input()),
            }
            .map(|opened| (opened.source, opened.length_is_certain, opened.center, opened.files)),
        };
        let (source, length_is_certain, center, files) = opened.with_context(|| name.clone())?;
        if self.center_frequency.is_some() && !source.spec().complex {
            return Err(Usage::error(
                "--center-frequency is for complex input, such as --raw cf32le: real input has its own 0 Hz",
            ));
        }
        if let Some(Hertz(center)) = self.center_frequency.filter(|center| center.0.abs() > MOST_CENTER.0) {
            let most = MOST_CENTER.0;
            return Err(Usage::error(format!("--center-frequency: {center:e} Hz is beyond the limit of {most:e} Hz")));
        }
        let input = self.cut(name, path.map(Path::to_owned), source)?;
        Ok(Input { length_is_certain, files, center: self.center_frequency.unwrap_or(center).0, ..input })
    }

    /// Opens headerless samples; whether their length is certain stands beside them.
    fn open_raw(
        &self,
        path: Option<&Path>,
        format: RawFormat,
    ) -> specgram::Result<(Box<dyn AudioSource>, bool, Hertz)> {
        let rate = SampleRate::new(self.rate.map_or(0.0, |rate| rate.0))?;
        let channels = self.channels.unwrap_or(1);
        let Some(path) = path else {
            return Ok((
                Box::new(
                    Raw::open_stream(source::standard_input(), format, rate, channels).map_err(failure::of_typed)?,
                ),
                false,
                Hertz(0.0),
            ));
        };
        let cannot_open = |error| source::cannot_open("cannot open", path, error);
        let metadata = fs::metadata(path).map_err(cannot_open)?;
        if metadata.is_dir() {
            return Err(cannot_open(io::Error::new(io::ErrorKind::IsADirectory, "it is a directory")));
        }
        let file = File::open(path).map_err(cannot_open)?;
        let is_file = metadata.is_file();
        let raw = if is_file {
            Raw::open_file(file, format, rate, channels)
        } else {
            Raw::open_stream(source::stream_of(file), format, rate, channels)
        }
        .map_err(failure::of_typed)?;
        Ok((Box::new(raw), is_file, Hertz(0.0)))
    }

    /// Cuts a source that is no file to the span that was asked for.
    pub(super) fn cut(
        &self,
        name: String,
        path: Option<PathBuf>,
        source: Box<dyn AudioSource>,
    ) -> anyhow::Result<Input> {
        let span = SpanOptions { start: self.start, end: self.end, duration: self.duration };
        let source = Span::new(source, &span).with_context(|| name.clone())?;
        let start = source.spec().sample_rate.duration(source.start()).0;
        Ok(Input { name, path, files: Vec::new(), source, length_is_certain: true, center: 0.0, start })
    }
}

/// What messages call an input.
pub(super) fn name_of(path: Option<&Path>) -> String {
    path.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string())
}
