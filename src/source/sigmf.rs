//! SigMF recordings: samples in one file, what they are in another beside it.
//!
//! # Source
//! The Signal Metadata Format Specification, version 1.2.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::facts::{Facts, Texts};
use super::open::Opened;
use super::raw::{Raw, RawFormat};
use super::{ByteOrder, SampleFormat};
use crate::error::{Error, Result};
use crate::units::{Hertz, SampleRate};

/// Bytes of metadata that are read; annotations may be many.
const MOST_METADATA: u64 = 1 << 26;

/// The metadata and the data of the recording that `path` is one half of; told by the names, as the format has it.
pub(super) fn halves(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let extension = path.extension()?.to_str()?;
    matches!(extension, "sigmf-meta" | "sigmf-data")
        .then(|| (path.with_extension("sigmf-meta"), path.with_extension("sigmf-data")))
}

/// Opens a recording.
///
/// # Errors
/// [`Error::Malformed`] where the metadata say too little, [`Error::Unsupported`]
/// for a kind of samples that is not read, [`Error::Io`] where either file is missing.
pub(super) fn open(metadata: &Path, data: &Path) -> Result<Opened> {
    let file = File::open(metadata).map_err(|error| Error::io("cannot open the metadata", error))?;
    let mut text = Vec::new();
    file.take(MOST_METADATA).read_to_end(&mut text).map_err(|error| Error::io("cannot read", error))?;
    let value: Value = serde_json::from_slice(&text)
        .map_err(|error| Error::Malformed(format!("metadata that are no JSON ({error})")))?;
    let global = |name: &str| &value["global"][format!("core:{name}")];
    let first = &value["captures"][0];

    let datatype = global("datatype").as_str().ok_or_else(|| missing("core:datatype"))?;
    let (sample, complex) = format_of(datatype)
        .ok_or_else(|| Error::Unsupported(format!("SigMF with samples of type '{datatype}' is not supported")))?;
    let hertz = global("sample_rate").as_f64().ok_or_else(|| missing("core:sample_rate"))?;
    let rate = SampleRate::new(hertz)
        .map_err(|_| Error::Malformed(format!("the metadata say a sample rate of {hertz} Hz")))?;
    let channels = global("num_channels").as_u64().unwrap_or(1);
    if complex && channels > 1 {
        return Err(Error::Unsupported(format!("SigMF with {channels} complex channels; 1 is read")));
    }
    if first["core:header_bytes"].as_u64().unwrap_or(0) > 0 {
        return Err(Error::Unsupported("SigMF with headers between its samples is not supported".to_owned()));
    }

    let mut texts = Texts::default();
    for (name, value) in [
        ("Description", global("description")),
        ("Artist", global("author")),
        ("Hardware", global("hw")),
        ("Software", global("recorder")),
        ("Copyright", global("license")),
        ("Date", &first["core:datetime"]),
    ] {
        texts.push(name, value.as_str().unwrap_or_default());
    }
    let encoding = match (complex, sample) {
        (false, SampleFormat::Float32(_) | SampleFormat::Float64(_)) => "float",
        (false, _) => "PCM",
        (true, SampleFormat::Float32(_) | SampleFormat::Float64(_)) => "complex float",
        (true, _) => "complex PCM",
    };
    let facts = Facts { container: "SigMF", encoding, bits: Some(sample.bytes() as u16 * 8), texts };
    let data = File::open(data).map_err(|error| Error::io("cannot open the data", error))?;
    let channels = usize::try_from(channels).unwrap_or(usize::MAX);
    let source = Raw::open_file(data, RawFormat::unnamed(sample, complex), rate, channels)?;
    let center = Hertz(first["core:frequency"].as_f64().filter(|_| complex).unwrap_or(0.0));
    Ok(Opened { source: Box::new(source), facts, length_is_certain: true, center })
}

fn missing(name: &str) -> Error {
    Error::Malformed(format!("metadata without '{name}'"))
}

/// The encoding of a datatype such as `cf32_le`, and whether it is of complex samples.
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
