//! Opening of inputs as the options ask for it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::input_options::{InputOptions, RawOptions};
use crate::error::{Error, OptionName, Result};
use crate::source::{self, AudioSource, Beside, Corrected, Decoder, Opened, Raw, SdrName};
use crate::units::{Hertz, SampleRate};
use crate::warning::{Tuning, counted};

/// Opens a file and applies the corrections.
pub(super) fn open_file(path: &Path, options: &InputOptions) -> Result<Corrected> {
    let name = SdrName::of(path);
    let (raw, used) = raw_of(options, name);
    let opened = match &raw {
        Some(raw) => open_raw(path, raw, options.byte_offset)?,
        None if options.byte_offset > 0 => open_behind(path, options)?,
        None => source::open_with(path, options.decoder)?,
    };
    correct(opened, name, used, options)
}

/// Opens a stream and applies the corrections.
pub(super) fn open_stream(stream: Box<dyn Read + Send>, options: &InputOptions) -> Result<Corrected> {
    let stream = behind(stream, options.byte_offset)?;
    let opened = match &options.raw {
        Some(raw) => {
            let source = Raw::open_stream(stream, raw.format, rate_of(raw)?, raw.channels);
            headerless(Box::new(source.map_err(Error::into_chosen)?), raw.format.name(), false)
        }
        None => source::open_stream_with(stream, options.decoder)?,
    };
    correct(opened, None, Tuning::default(), options)
}

/// Applies the corrections to an open input.
pub(super) fn correct(
    opened: Opened,
    name: Option<SdrName>,
    used: Tuning,
    options: &InputOptions,
) -> Result<Corrected> {
    options.corrections.apply(opened, Beside { name, used, center: options.center })
}

/// Samples without metadata; `encoding` is the name of their format.
pub(super) fn headerless(source: Box<dyn AudioSource>, encoding: &'static str, length_is_certain: bool) -> Opened {
    let facts = source::Facts { container: "none (headerless)", encoding, ..source::Facts::default() };
    let files = Vec::new();
    Opened { source, facts, length_is_certain, center: Hertz(0.0), files, decoder: Decoder::Native }
}

/// The format of headerless samples as chosen, or else as stated by the name of the file, and what the name stated.
fn raw_of(options: &InputOptions, name: Option<SdrName>) -> (Option<RawOptions>, Tuning) {
    // A decoder is chosen for files that are not raw.
    let name = name.filter(|_| options.decoder == Decoder::Native);
    let named = name.and_then(|name| Some((name.raw?, name.rate)));
    let mut used = Tuning::default();
    let mut raw = options.raw;
    if let Some((format, rate)) = named {
        if raw.is_none() {
            used.raw = Some(format);
            raw = format.parse().ok().map(|format| RawOptions { format, rate: options.corrections.rate, channels: 1 });
        }
        if let Some(raw) = raw.as_mut().filter(|raw| raw.rate.is_none()) {
            used.rate = rate;
            raw.rate = rate.map(Hertz);
        }
    }
    (raw, used)
}

/// The rate of headerless samples.
fn rate_of(raw: &RawOptions) -> Result<SampleRate> {
    let missing = || Error::invalid(OptionName::SampleRate, "is missing: headerless samples do not state it");
    SampleRate::new(raw.rate.ok_or_else(missing)?.0)
}

/// Opens a file for samples or a header at an offset; a pipe or a device is the other case.
fn open_at_offset(path: &Path, offset: u64) -> Result<(File, bool)> {
    let cannot_open = |error| source::cannot_open("cannot open", path, error);
    let metadata = fs::metadata(path).map_err(cannot_open)?;
    if metadata.is_dir() {
        return Err(cannot_open(io::Error::new(io::ErrorKind::IsADirectory, "is a directory")));
    }
    let file = File::open(path).map_err(cannot_open)?;
    if metadata.is_file() && offset > metadata.len() {
        return Err(past_the_end(offset, metadata.len()));
    }
    Ok((file, metadata.is_file()))
}

fn open_raw(path: &Path, raw: &RawOptions, offset: u64) -> Result<Opened> {
    let rate = rate_of(raw)?;
    let (file, is_file) = open_at_offset(path, offset)?;
    let source = if is_file {
        Raw::open_file_at(file, offset, raw.format, rate, raw.channels)
    } else {
        Raw::open_stream(behind(source::stream_of(file), offset)?, raw.format, rate, raw.channels)
    }
    // The caller chose the numbers that are too large.
    .map_err(Error::into_chosen)?;
    Ok(headerless(Box::new(source), raw.format.name(), is_file))
}

/// Opens a file whose header follows other bytes.
fn open_behind(path: &Path, options: &InputOptions) -> Result<Opened> {
    let InputOptions { byte_offset: offset, decoder, .. } = *options;
    if source::is_sigmf(path) {
        let reason = "does not apply to SigMF recordings, whose metadata state the bytes before the samples";
        return Err(Error::invalid(OptionName::ByteOffset, reason));
    }
    let (file, is_file) = open_at_offset(path, offset)?;
    match decoder {
        Decoder::Native if is_file => source::open_at(file, offset),
        _ => source::open_stream_with(behind(source::stream_of(file), offset)?, decoder),
    }
}

/// The rest of a stream after its first bytes.
fn behind(mut stream: Box<dyn Read + Send>, offset: u64) -> Result<Box<dyn Read + Send>> {
    if offset > 0 {
        let skipped = io::copy(&mut stream.by_ref().take(offset), &mut io::sink());
        let skipped = skipped.map_err(|error| Error::io("cannot read", error))?;
        if skipped < offset {
            return Err(past_the_end(offset, skipped));
        }
    }
    Ok(stream)
}

fn past_the_end(offset: u64, bytes: u64) -> Error {
    let bytes = counted(bytes, "byte");
    Error::invalid(OptionName::ByteOffset, format!("of {offset} is past the end of the input of {bytes}"))
}
