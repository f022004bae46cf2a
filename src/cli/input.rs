//! The source of the samples, as typed.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use specgram::job::{Input, InputOptions, file_at};
use specgram::source::synth::{Synth, SynthOptions};
use specgram::source::{Channels, Decoder, SpanOptions};
use specgram::units::{Hertz, Position};

use super::failure::{Strictness, Subject, Usage};
use super::header::HeaderFlags;
use super::one_of::one_of;
use super::standard;

/// Flags about the input.
#[derive(Args)]
#[command(next_help_heading = "Input")]
pub(super) struct InputFlags {
    /// Audio file, or - for standard input [default: -, unless standard input is a terminal]
    ///
    /// Several files, and folders, make an output each; folders give their recordings, also of folders within them.
    ///
    /// Formats are detected from the content: WAV and its variants, AIFF, AU, FLAC, MP1 to MP3, Ogg Vorbis, Opus, AAC, ALAC, CAF, MP4, Matroska.
    /// For a SigMF recording, name either file; it cannot come through a pipe. Headerless samples require --raw.
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// Channels: mix (their mean), left, right, side (half of left minus right), a channel number (from 1), or all (each
    /// separately)
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

    #[command(flatten)]
    header: HeaderFlags,

    /// Decoder of the input
    ///
    /// FFmpeg reads the file, or a temporary copy of a pipe, and decodes its first audio track.
    #[arg(long, value_name = "WHICH", default_value = "native", value_parser = one_of::<Decoder>(), conflicts_with = "raw")]
    decoder: Decoder,

    #[command(flatten)]
    pub(super) strictness: Strictness,

    /// Centre frequency of complex input (what 0 Hz stands for), such as 1.42G [default: as stated in the input, or 0]
    #[arg(long, value_name = "HZ")]
    center_frequency: Option<Hertz>,
}

/// The name of the built-in test signal in messages.
const DEMO: &str = "test signal";

/// An input, or the built-in test signal.
#[derive(Args)]
pub(super) struct InputOrDemo {
    #[command(flatten)]
    pub(super) flags: InputFlags,

    /// Draw the built-in test signal (the default of 'specgram synth') instead of an input
    #[arg(long, conflicts_with_all = ["inputs", "files_from", "jobs", "max_memory", "update", "report", "dry_run", "shared_range", "sheet", "raw", "rate", "channels", "byte_offset", "iq", "swap_iq", "time_expansion", "center_frequency", "decoder"], help_heading = "Input")]
    demo: bool,
}

impl InputOrDemo {
    /// Whether the test signal is the input.
    pub(super) fn is_demo(&self) -> bool {
        self.demo
    }

    /// Whether the input can be read twice: a file, or the test signal.
    pub(super) fn is_kept(&self) -> bool {
        self.demo || self.flags.path().is_some_and(Path::is_file)
    }

    /// The subject of messages.
    pub(super) fn subject(&self) -> Subject {
        if self.demo { Subject::named(DEMO) } else { self.flags.subject() }
    }

    /// The title of a figure: without folders, so that the same input makes the same figure everywhere.
    pub(super) fn title(&self) -> Option<String> {
        if self.demo {
            return Some("Test signal: 3 kHz carrier, frequency-modulated".to_owned());
        }
        self.flags.path().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned())
    }

    /// The name of an output file made from the input, without the extension.
    pub(super) fn stem(&self) -> OsString {
        let stem = self.flags.path().and_then(Path::file_stem);
        stem.map_or_else(|| OsString::from("specgram"), ToOwned::to_owned)
    }

    /// Opens the input.
    pub(super) fn open(&self) -> anyhow::Result<Input> {
        if !self.demo {
            return self.flags.open("name a file (specgram render INPUT), pipe audio in, or use --demo");
        }
        let source = Box::new(Synth::new(&SynthOptions::default())?);
        Input::of_source(source, DEMO, &self.flags.options()).with_context(|| Subject::named(DEMO))
    }
}

impl InputFlags {
    /// How to open the input.
    pub(super) fn options(&self) -> InputOptions {
        InputOptions {
            span: SpanOptions { start: self.start, end: self.end, duration: self.duration },
            center: self.center_frequency,
            decoder: self.decoder,
            ..self.header.options()
        }
    }

    /// The typed inputs.
    pub(super) fn inputs(&self) -> &[PathBuf] {
        &self.inputs
    }

    /// The path of the only input; `None` for standard input.
    fn path(&self) -> Option<&Path> {
        self.inputs.first().and_then(|path| file_at(path))
    }

    /// The subject of messages.
    pub(super) fn subject(&self) -> Subject {
        Subject::input(self.path())
    }

    /// Whether a centre frequency was typed.
    pub(super) fn has_center(&self) -> bool {
        self.center_frequency.is_some()
    }

    /// Opens the typed path, or standard input if there is none.
    pub(super) fn open(&self, instead: &str) -> anyhow::Result<Input> {
        if self.inputs.is_empty() && io::stdin().is_terminal() {
            return Err(Usage::with_hint("no INPUT, and standard input is a terminal", instead));
        }
        let subject = self.subject();
        let opened = match self.path() {
            Some(path) => Input::open(path, &self.options()),
            None => {
                standard::input().and_then(|stream| Input::open_stream(stream, &subject.to_string(), &self.options()))
            }
        };
        opened.with_context(|| subject)
    }
}
