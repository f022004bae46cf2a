//! The input of an analysis: an open source, cut to the requested span.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::results::is_same_file;
use crate::error::{Error, OptionName, Result};
use crate::source::{self, AudioSource, AudioSpec, MAX_CENTER, Opened, Raw, RawFormat, Span, SpanOptions};
use crate::units::{Hertz, SampleRate};

/// The format of headerless samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RawOptions {
    /// The format of each sample.
    pub format: RawFormat,
    /// Samples per second of each channel.
    pub rate: Hertz,
    /// Interleaved channels.
    pub channels: usize,
}

/// Options for opening an input. Default: format by content, the whole input.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// The samples are headerless and have this format. Default: the format follows from the content.
    pub raw: Option<RawOptions>,
    /// The part to use. Default: all.
    pub span: SpanOptions,
    /// The frequency at 0 Hz of complex samples. Default: as stated in the input, or 0.
    pub center: Option<Hertz>,
}

/// An open input, at the first sample of its span.
pub struct Input {
    /// The name in messages.
    pub name: String,
    /// The path; `None` for a stream.
    pub path: Option<PathBuf>,
    /// The files that are read, unless it is only the named one.
    pub files: Vec<PathBuf>,
    /// Whether the source is certain to deliver the stated number of samples.
    pub length_is_certain: bool,
    /// The frequency at 0 Hz of complex samples, in hertz.
    pub center: f64,
    /// The time of the first sample, in seconds from the start of the input.
    pub start: f64,
    pub(super) source: Span<Box<dyn AudioSource>>,
}

impl Input {
    /// Whether a path leads to one of the files that are read.
    pub fn is_file(&self, path: &Path) -> bool {
        self.files.iter().chain(&self.path).any(|file| is_same_file(path, file))
    }

    /// Opens a file; of a pipe or a device in its place, the stream.
    ///
    /// # Errors
    /// Those of [`source::open`], of [`Raw`] and of [`Span::new`]; [`Error::InvalidOption`] for a centre frequency of
    /// real samples or one beyond [`MAX_CENTER`].
    pub fn open(path: &Path, options: &InputOptions) -> Result<Self> {
        let opened = match &options.raw {
            Some(raw) => open_raw(path, raw)?,
            None => source::open(path)?,
        };
        Ok(Self { path: Some(path.to_owned()), ..Self::new(path.display().to_string(), opened, options)? })
    }

    /// Opens a stream such as standard input; messages call it `name`.
    ///
    /// # Errors
    /// As [`Input::open`].
    pub fn open_stream(stream: Box<dyn Read + Send>, name: &str, options: &InputOptions) -> Result<Self> {
        let opened = match &options.raw {
            Some(raw) => {
                let source = Raw::open_stream(stream, raw.format, SampleRate::new(raw.rate.0)?, raw.channels);
                let source = source.map_err(Error::into_chosen)?;
                headerless(Box::new(source), false)
            }
            None => source::open_stream(stream)?,
        };
        Self::new(name.to_owned(), opened, options)
    }

    /// An input from an existing source; messages call it `name`.
    ///
    /// # Errors
    /// Those of [`Span::new`].
    pub fn of_source(source: Box<dyn AudioSource>, name: &str, options: &InputOptions) -> Result<Self> {
        Self::new(name.to_owned(), headerless(source, true), options)
    }

    /// The format of the source.
    pub fn spec(&self) -> &AudioSpec {
        self.source.spec()
    }

    fn new(name: String, opened: Opened, options: &InputOptions) -> Result<Self> {
        let Opened { source, length_is_certain, center, files, .. } = opened;
        if let Some(Hertz(typed)) = options.center {
            check_center(typed, source.spec())?;
        }
        let source = Span::new(source, &options.span)?;
        let start = source.spec().sample_rate.duration(source.start()).0;
        let center = options.center.unwrap_or(center).0;
        Ok(Self { name, path: None, files, length_is_certain, center, start, source })
    }
}

fn check_center(center: f64, spec: &AudioSpec) -> Result<()> {
    let invalid = |reason: String| Err(Error::invalid(OptionName::CenterFrequency, reason));
    if !spec.complex {
        return invalid("requires complex (IQ) input, such as raw cf32le or a SigMF recording".to_owned());
    }
    if center.abs() > MAX_CENTER.0 {
        let most = MAX_CENTER.0;
        return invalid(format!("must be between -{most:e} and {most:e} Hz, got {center:e} Hz"));
    }
    Ok(())
}

/// Samples without metadata.
fn headerless(source: Box<dyn AudioSource>, length_is_certain: bool) -> Opened {
    let (facts, files) = (source::Facts::default(), Vec::new());
    Opened { source, facts, length_is_certain, center: Hertz(0.0), files }
}

fn open_raw(path: &Path, raw: &RawOptions) -> Result<Opened> {
    let rate = SampleRate::new(raw.rate.0)?;
    let cannot_open = |error| source::cannot_open("cannot open", path, error);
    let metadata = fs::metadata(path).map_err(cannot_open)?;
    if metadata.is_dir() {
        return Err(cannot_open(io::Error::new(io::ErrorKind::IsADirectory, "is a directory")));
    }
    let file = File::open(path).map_err(cannot_open)?;
    let is_file = metadata.is_file();
    let source = if is_file {
        Raw::open_file(file, raw.format, rate, raw.channels)
    } else {
        Raw::open_stream(source::stream_of(file), raw.format, rate, raw.channels)
    }
    // The caller chose the numbers that are too large.
    .map_err(Error::into_chosen)?;
    Ok(headerless(Box::new(source), is_file))
}
