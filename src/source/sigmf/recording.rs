//! Opening a recording of two files.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::super::audio::AudioSource;
use super::super::decoder::Decoder;
use super::super::facts::{Facts, Texts};
use super::super::fault::cannot_open;
use super::super::opened::{MAX_CENTER, Opened};
use super::super::raw::{MAX_CHANNELS, Raw, RawFormat};
use super::super::{ByteOrder, SampleFormat};
use super::metadata::{Captures, Metadata, plain, shown};
use crate::error::{Error, Remedy, Result};
use crate::units::{Hertz, SampleRate};
use crate::warning::{Warning, counted};

/// `word` in the case of `other`, letter by letter.
pub(super) fn match_case(other: &str, word: &str) -> String {
    let pairs = word.chars().zip(other.chars());
    pairs.map(|(letter, other)| if other.is_ascii_uppercase() { letter.to_ascii_uppercase() } else { letter }).collect()
}

/// Opens a recording; the metadata may name a data file other than `data`.
///
/// # Errors
/// [`Error::Malformed`] if the metadata are incomplete or invalid, [`Error::Unsupported`] for an unsupported sample
/// type, [`Error::Limit`] for more than 65536 channels or metadata beyond 64 MiB, [`Error::Io`] if either file cannot
/// be read.
pub(in super::super) fn open(metadata: &Path, data: &Path) -> Result<Opened> {
    // Without metadata, options can still describe the samples.
    let opened = open_half(metadata, "metadata file").map_err(|error| error.with_remedy(Remedy::NameRawFormat));
    let Metadata { global, captures } = Metadata::read(opened?)?;
    let first = &captures.first;

    let datatype = global.text("datatype")?.ok_or_else(|| missing("datatype"))?;
    let (sample, complex) = format_of(datatype).ok_or_else(|| {
        Error::unsupported(format!("SigMF with samples of type '{}' is not supported", shown(datatype)))
    })?;
    let hertz = global.number("sample_rate")?.ok_or_else(|| missing("sample_rate"))?;
    let rate = SampleRate::new(hertz).map_err(|_| {
        Error::malformed(format!("'core:sample_rate' in the metadata must be above 0 Hz, got {}", plain(hertz)))
    })?;
    let channels = global.count("num_channels")?.unwrap_or(1);
    if !(1..=MAX_CHANNELS as u64).contains(&channels) {
        let range = format!("between 1 and {MAX_CHANNELS}, got {channels}");
        return Err(Error::malformed(format!("'core:num_channels' in the metadata must be {range}")));
    }
    match channels {
        2.. if complex => {
            return Err(Error::unsupported(format!(
                "SigMF with {channels} complex channels is not supported; supported: 1"
            )));
        }
        _ => {}
    }
    // Samples are counted from the recording's first; these data may be a later part.
    let start = first.count("sample_start")?.unwrap_or(0).saturating_sub(global.count("offset")?.unwrap_or(0));
    let header = first.count("header_bytes")?.unwrap_or(0);
    if captures.has_inner_headers || (header > 0 && start > 0) {
        return Err(Error::unsupported("SigMF with headers between its captures is not supported"));
    }
    let around = (header, global.count("trailing_bytes")?.unwrap_or(0));
    let stated = first.number("frequency")?.unwrap_or(0.0);
    let center = if complex { stated } else { 0.0 };
    if center.abs() > MAX_CENTER.0 {
        let (most, got) = (MAX_CENTER.0, plain(center));
        return Err(Error::malformed(format!(
            "'core:frequency' in the metadata must be between -{most:e} and {most:e} Hz, got {got}"
        )));
    }
    let center = Hertz(center);

    let mut texts = Texts::default();
    for (name, value) in [
        ("Description", global.text("description")),
        ("Artist", global.text("author")),
        ("Hardware", global.text("hw")),
        ("Software", global.text("recorder")),
        ("Copyright", global.text("license")),
        ("Date", first.text("datetime")),
    ] {
        // An invalid text is ignored as not essential.
        texts.push(name, value.unwrap_or_default().unwrap_or_default());
    }
    let encoding = match (complex, sample) {
        (false, SampleFormat::Float32(_) | SampleFormat::Float64(_)) => "float",
        (false, _) => "PCM",
        (true, SampleFormat::Float32(_) | SampleFormat::Float64(_)) => "complex float",
        (true, _) => "complex PCM",
    };
    let facts = Facts { container: "SigMF", encoding, bits: Some(sample.bytes() as u16 * 8), texts };
    let data = match global.text("dataset")? {
        Some(name) => beside(metadata, name)?,
        None => data.to_owned(),
    };
    let channels = usize::try_from(channels).unwrap_or(usize::MAX);
    let file = open_half(&data, "data file")?;
    check_around(&file, around)?;
    let source = Raw::open_part(file, around, RawFormat::unnamed(sample, complex), rate, channels)?;
    let length = source.spec().length.unwrap_or(0);
    let ignored = (!complex && stated != 0.0).then_some(Warning::CenterIgnored { hertz: stated });
    let warnings = capture_warnings(&captures, complex, start, length).into_iter().chain(ignored);
    let source = source.with_warnings(warnings.collect());
    let files = vec![metadata.to_owned(), data];
    Ok(Opened { source: Box::new(source), facts, length_is_certain: true, center, files, decoder: Decoder::Native })
}

fn missing(name: &str) -> Error {
    Error::malformed(format!("no 'core:{name}' in the metadata"))
}

/// A file in the directory of the metadata, never elsewhere.
fn beside(metadata: &Path, name: &str) -> Result<PathBuf> {
    if Path::new(name).file_name() != Some(name.as_ref()) {
        let name = shown(name);
        return Err(Error::malformed(format!("'core:dataset' in the metadata must be a file name, got '{name}'")));
    }
    Ok(metadata.with_file_name(name))
}

/// Opens one of a recording's files; `what` names it in messages.
fn open_half(path: &Path, what: &str) -> Result<File> {
    let name = path.file_name().unwrap_or_default().display();
    let cannot_open = |error| cannot_open(&format!("cannot open {what} {name}"), path, error);
    // Opening a pipe would block, and a directory has a length too.
    if !fs::metadata(path).map_err(cannot_open)?.is_file() {
        return Err(Error::unsupported(format!("{what} {name} must be a regular file")));
    }
    File::open(path).map_err(cannot_open)
}

/// Checks that the data file is large enough for its header and trailer.
fn check_around(data: &File, (header, trailing): (u64, u64)) -> Result<()> {
    let bytes = data.metadata().map_err(|error| Error::io("cannot read", error))?.len();
    let after = if header > 0 { " after the header" } else { "" };
    for (name, claimed, left, place) in
        [("header_bytes", header, bytes, ""), ("trailing_bytes", trailing, bytes.saturating_sub(header), after)]
    {
        if claimed > left {
            let left = counted(left, "byte");
            return Err(Error::malformed(format!(
                "'core:{name}' in the metadata is {claimed}, but the data file has {left}{place}"
            )));
        }
    }
    Ok(())
}

/// Warnings unless a single capture covers all samples; the first begins at sample `start` of `length`.
fn capture_warnings(captures: &Captures, complex: bool, start: u64, length: u64) -> Vec<Warning> {
    let early = (start > 0).then_some(Warning::CaptureStartsLate { start, is_beyond: start >= length });
    let is_retuned = captures.is_retuned && complex;
    let joined = (captures.count > 1).then_some(Warning::CapturesJoined { captures: captures.count, is_retuned });
    early.into_iter().chain(joined).collect()
}

/// The encoding of a datatype such as `cf32_le`, and whether its samples are complex.
fn format_of(datatype: &str) -> Option<(SampleFormat, bool)> {
    let complex = match datatype.get(..1)? {
        "c" => true,
        "r" => false,
        _ => return None,
    };
    let format = match datatype.get(1..)? {
        "f32_le" => SampleFormat::Float32(ByteOrder::Little),
        "f32_be" => SampleFormat::Float32(ByteOrder::Big),
        "f64_le" => SampleFormat::Float64(ByteOrder::Little),
        "f64_be" => SampleFormat::Float64(ByteOrder::Big),
        "i32_le" => SampleFormat::Signed { bytes: 4, order: ByteOrder::Little },
        "i32_be" => SampleFormat::Signed { bytes: 4, order: ByteOrder::Big },
        "i16_le" => SampleFormat::Signed { bytes: 2, order: ByteOrder::Little },
        "i16_be" => SampleFormat::Signed { bytes: 2, order: ByteOrder::Big },
        "i8" => SampleFormat::Signed { bytes: 1, order: ByteOrder::Little },
        "u8" => SampleFormat::Unsigned8,
        _ => return None,
    };
    Some((format, complex))
}
