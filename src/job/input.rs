//! The input of an analysis: an open source, cut to the requested span.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::input_options::InputOptions;
use super::open::{correct, headerless, open_file, open_stream};
use super::results::is_same_file;
use crate::error::{Error, OptionName, Result};
use crate::parameter::Parameter;
use crate::source::{AudioSource, AudioSpec, Corrected, Decoder, MAX_CENTER, Opened, Span};
use crate::units::Hertz;
use crate::warning::Tuning;

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
    /// The decoder in use; never [`Decoder::Auto`].
    pub decoder: Decoder,
    /// The chosen corrections of what the input states, by name.
    pub(super) corrections: Vec<(&'static str, Parameter)>,
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
    /// Those of [`open`](crate::source::open), of [`Raw`](crate::source::Raw) and of [`Span::new`]; [`Error::InvalidOption`] for a centre frequency of
    /// real samples or one beyond [`MAX_CENTER`], for an offset beyond the end or of a SigMF recording, for raw samples
    /// without a rate, and for corrections that do not fit the input.
    pub fn open(path: &Path, options: &InputOptions) -> Result<Self> {
        let opened = open_file(path, options)?;
        Ok(Self { path: Some(path.to_owned()), ..Self::new(path.display().to_string(), opened, options)? })
    }

    /// Opens a stream such as standard input; messages call it `name`.
    ///
    /// # Errors
    /// As [`Input::open`].
    pub fn open_stream(stream: Box<dyn Read + Send>, name: &str, options: &InputOptions) -> Result<Self> {
        Self::new(name.to_owned(), open_stream(stream, options)?, options)
    }

    /// An input from an existing source; messages call it `name`.
    ///
    /// # Errors
    /// Those of [`Span::new`]; [`Error::InvalidOption`] for corrections that do not fit the source.
    pub fn of_source(source: Box<dyn AudioSource>, name: &str, options: &InputOptions) -> Result<Self> {
        let corrected = correct(headerless(source, "", true), None, Tuning::default(), options)?;
        Self::new(name.to_owned(), corrected, options)
    }

    /// The format of the source.
    pub fn spec(&self) -> &AudioSpec {
        self.source.spec()
    }

    fn new(name: String, corrected: Corrected, options: &InputOptions) -> Result<Self> {
        let Opened { source, length_is_certain, center, files, decoder, .. } = corrected.opened;
        if let Some(Hertz(typed)) = options.center {
            check_center(typed, source.spec())?;
        }
        let source = Span::new(source, &options.span)?;
        let start = source.spec().sample_rate.duration(source.start()).0;
        Ok(Self {
            name,
            path: None,
            files,
            length_is_certain,
            center: center.0,
            start,
            decoder,
            corrections: options.corrections(),
            source,
        })
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
