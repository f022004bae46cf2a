//! Opening an input with a chosen decoder.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::audio::AudioSource;
use super::decoder::Decoder;
use super::fault::cannot_open;
use super::input::cannot_keep;
use super::open::{open, open_stream};
use super::opened::Opened;
use super::pipe::stream_of;
use super::process::{Given, Process, is_installed};
use crate::error::{Error, Remedy, Result};
use crate::warning::Warning;

/// Sample frames after which it is known whether AAC contains a band that is not decoded: 32 packets.
const INSPECTED: u64 = 32 * 1024;

/// Opens a file with this decoder; a pipe or a device is opened as a stream.
///
/// # Errors
/// As [`open`]. With FFmpeg, also [`Error::Malformed`] with its message if it fails, and [`Error::Unsupported`] with
/// [`Remedy::InstallFfmpeg`] if there is none.
pub fn open_with(path: &Path, decoder: Decoder) -> Result<Opened> {
    if decoder == Decoder::Native {
        return open(path);
    }
    let cannot_open = |error| cannot_open("cannot open", path, error);
    let metadata = fs::metadata(path).map_err(cannot_open)?;
    if metadata.is_dir() {
        return Err(cannot_open(io::Error::new(io::ErrorKind::IsADirectory, "is a directory")));
    }
    let file = File::open(path).map_err(cannot_open)?;
    match decoder {
        _ if !metadata.is_file() => open_stream_with(stream_of(file), decoder),
        Decoder::Auto => or_ffmpeg(open(path), || open(path), |warnings| Process::open(Given::File(path), warnings)),
        _ => Process::open(Given::File(path), Vec::new()),
    }
}

/// Opens a stream, such as standard input, with this decoder.
///
/// FFmpeg is given a copy of the whole stream, in a temporary file without a name.
///
/// # Errors
/// As [`open_with`]; [`Error::Io`] if the copy cannot be written.
pub fn open_stream_with(stream: Box<dyn Read + Send>, decoder: Decoder) -> Result<Opened> {
    match decoder {
        Decoder::Native => open_stream(stream),
        Decoder::Ffmpeg => Process::open(Given::Copy(Copied::new(stream)?.finish()?), Vec::new()),
        Decoder::Auto => {
            let copied = Shared(Arc::new(Mutex::new(Copied::new(stream)?)));
            let native = open_stream(Box::new(copied.clone()));
            let again = || {
                let mut read = copied.with(|copied| copied.copy.take()).ok_or_else(no_copy)?;
                read.rewind().map_err(cannot_keep)?;
                open_stream(Box::new(BufReader::new(read).chain(copied.clone())))
            };
            let by_ffmpeg = |warnings| Process::open(Given::Copy(copied.with(Copied::finish)?), warnings);
            let opened = or_ffmpeg(native, again, by_ffmpeg);
            // From here on, a native reader needs no copy.
            copied.with(|copied| copied.copy = None);
            opened
        }
    }
}

/// The result of opening natively, or where FFmpeg is the remedy and installed, that of FFmpeg, with a warning. If
/// samples had to be read for that, the result of opening natively `again`.
fn or_ffmpeg(
    mut native: Result<Opened>,
    again: impl FnOnce() -> Result<Opened>,
    by_ffmpeg: impl FnOnce(Vec<Warning>) -> Result<Opened>,
) -> Result<Opened> {
    let (reason, is_read) = match &mut native {
        Err(error) => (is_for_ffmpeg(error.remedy()).then(|| error.to_string()), false),
        Ok(opened) if opened.facts.encoding == "AAC" => (missing_band(&mut opened.source), true),
        Ok(_) => (None, false),
    };
    let Some(reason) = reason.filter(|_| is_installed()) else { return if is_read { again() } else { native } };
    let warnings = vec![Warning::DecodedByFfmpeg { reason: reason.clone() }];
    by_ffmpeg(warnings).map_err(|error| match error {
        Error::Malformed { reason: its } => Error::malformed(format!("{reason}; {its}")),
        other => other,
    })
}

/// Reads the packets that show whether AAC contains a band that is not decoded. Errors show again later.
fn missing_band(source: &mut dyn AudioSource) -> Option<String> {
    let _ = source.skip(INSPECTED);
    let warnings = source.report().warnings;
    warnings.iter().find(|warning| is_for_ffmpeg(warning.remedy())).map(ToString::to_string)
}

fn is_for_ffmpeg(remedy: Option<Remedy>) -> bool {
    remedy == Some(Remedy::ConvertWithFfmpeg)
}

/// A stream of which the bytes read so far are kept.
struct Copied {
    stream: Box<dyn Read + Send>,
    copy: Option<File>,
}

impl Copied {
    fn new(stream: Box<dyn Read + Send>) -> Result<Self> {
        Ok(Self { stream, copy: Some(tempfile::tempfile().map_err(cannot_keep)?) })
    }

    /// Reads on to the end; returns the copy of the whole stream.
    fn finish(&mut self) -> Result<File> {
        io::copy(&mut *self, &mut io::sink()).map_err(|error| Error::io("cannot read", error))?;
        let mut copy = self.copy.take().ok_or_else(no_copy)?;
        copy.rewind().map_err(cannot_keep)?;
        Ok(copy)
    }
}

impl Read for Copied {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.stream.read(buffer)?;
        if let Some(copy) = &mut self.copy {
            let cannot_keep = |error| io::Error::other(cannot_keep(error).to_string());
            copy.write_all(&buffer[..got]).map_err(cannot_keep)?;
        }
        Ok(got)
    }
}

fn no_copy() -> Error {
    cannot_keep(io::ErrorKind::NotFound.into())
}

/// A stream that a reader owns and that outlives it.
#[derive(Clone)]
struct Shared(Arc<Mutex<Copied>>);

impl Shared {
    fn with<T>(&self, act: impl FnOnce(&mut Copied) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.with(|copied| copied.read(buffer))
    }
}
