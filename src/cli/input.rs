//! Where the samples come from, as typed and as opened.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use specgram::source::{self, AudioSource, Channels, Span, SpanOptions};
use specgram::units::Position;

use super::failure::Usage;

/// Flags about the input.
#[derive(Args)]
#[command(next_help_heading = "Input")]
pub(super) struct InputFlags {
    /// Audio file, or - for standard input [default: -, unless a terminal]
    #[arg(value_name = "INPUT")]
    pub(super) path: Option<PathBuf>,

    /// Channels: mix (their mean), left, right, a number from 1, or all, each by itself
    #[arg(long, value_name = "WHICH", default_value = "mix")]
    pub(super) channel: Channels,

    /// Begin at this time: 90, 1:30, 00:01:30.5 or 8192samples
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    start: Option<Position>,

    /// Stop at this time, counted from the start of the input
    #[arg(long, value_name = "TIME", allow_negative_numbers = true, conflicts_with = "duration")]
    end: Option<Position>,

    /// Stop after this long
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    duration: Option<Position>,
}

/// An input that is open, cut to the span that was asked for.
pub(super) struct Input {
    /// What messages call it.
    pub(super) name: String,
    /// The path, unless it came from standard input.
    pub(super) path: Option<PathBuf>,
    pub(super) source: Span<Box<dyn AudioSource>>,
    /// Whether the source is sure to deliver as many samples as it says.
    pub(super) length_is_certain: bool,
    /// When the first sample happens, in seconds from the start of the input.
    pub(super) start: f64,
}

impl InputFlags {
    /// What the channels of an input of `channels` are called, where each is shown by itself.
    pub(super) fn channel_names(&self, channels: usize) -> Vec<String> {
        let signals = self.channel.signals(channels);
        if signals.len() > 1 { signals.iter().map(|signal| signal.name(channels)).collect() } else { Vec::new() }
    }

    /// Opens what was typed, or standard input where nothing was.
    pub(super) fn open(&self, instead: &str) -> anyhow::Result<Input> {
        let path = self.path.as_deref().filter(|path| *path != Path::new("-"));
        let name = name_of(path);
        if self.path.is_none() && io::stdin().is_terminal() {
            return Err(Usage::with_hint("there is no INPUT, and standard input is a terminal", instead));
        }
        let opened = match path {
            Some(path) => source::open(path),
            None => source::open_stream(Box::new(io::stdin())),
        };
        let opened = opened.with_context(|| name.clone())?;
        let input = self.cut(name, path.map(Path::to_owned), opened.source)?;
        Ok(Input { length_is_certain: opened.length_is_certain, ..input })
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
        Ok(Input { name, path, source, length_is_certain: true, start })
    }
}

/// What messages call an input.
pub(super) fn name_of(path: Option<&Path>) -> String {
    path.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string())
}
