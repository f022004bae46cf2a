//! WAV files, written in one pass to any byte sink.

use std::io::Write;

use crate::error::{Error, OptionName, Result};
use crate::source::{AudioSource, AudioSpec, ByteOrder, SampleFormat};
use crate::units::Short;

/// The value of a size field if the size is unknown, or is in a `ds64` chunk.
const ELSEWHERE: u32 = u32::MAX;

/// The approximate number of bytes copied at once.
const BLOCK: usize = 1 << 16;

const PCM: u16 = 1;
const IEEE_FLOAT: u16 = 3;
const EXTENSIBLE: u16 = 0xfffe;

/// The rest of a sub-format's GUID, after the two bytes of its format tag.
const GUID_TAIL: [u8; 14] = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

/// Writes all samples of a source and returns their number per channel.
///
/// The samples are written as they are read. A source that knows its length gets true sizes without seeking back: RIFF
/// up to 4 GiB, RF64 beyond. A source that does not gets the sizes 0xFFFFFFFF, which stream readers interpret as "up to
/// the end".
///
/// `out` is not flushed.
///
/// # Errors
/// [`Error::Unsupported`] unless samples are 8-bit unsigned, or little-endian integers of 16, 24
/// or 32 bits or floats.
/// [`Error::InvalidOption`] unless the rate is a whole number of hertz.
/// [`Error::Limit`] unless rate, bytes per second and bytes per sample frame fit the header's fields.
/// [`Error::Malformed`] where a source ends before the length it claims.
/// [`Error::Io`] where writing fails.
///
/// # Source
/// Microsoft, "Multiple channel audio data and WAVE files" (WAVE_FORMAT_EXTENSIBLE for more than two
/// channels or 16 bits); EBU Tech 3306 (RF64).
pub fn write(source: &mut (impl AudioSource + ?Sized), out: &mut (impl Write + ?Sized)) -> Result<u64> {
    let spec = source.spec().clone();
    put(out, &header(&spec)?)?;
    let unit = spec.bytes_per_sample_frame();
    let mut block = vec![0; unit * (BLOCK / unit).max(1)];
    let mut written = 0;
    loop {
        let count = source.read(&mut block)?;
        put(out, &block[..count])?;
        written += (count / unit) as u64;
        if count < block.len() {
            break;
        }
    }
    match spec.length {
        Some(length) if length != written => {
            Err(Error::malformed(format!("the source ends after {written} of {length} samples")))
        }
        // Chunks are padded to an even number of bytes.
        Some(length) if length * unit as u64 % 2 == 1 => put(out, &[0]).map(|()| written),
        _ => Ok(written),
    }
}

fn put(out: &mut (impl Write + ?Sized), bytes: &[u8]) -> Result<()> {
    out.write_all(bytes).map_err(|error| Error::io("cannot write", error))
}

/// Everything before the first sample.
///
/// # Errors
/// As [`write`](fn@write).
pub fn header(spec: &AudioSpec) -> Result<Vec<u8>> {
    let format = format_chunk(spec)?;
    let is_float = matches!(spec.format, SampleFormat::Float32(_) | SampleFormat::Float64(_));
    let data_bytes = spec.length.map(|length| data_size(spec, length)).transpose()?;
    let fact_bytes = if is_float { 12 } else { 0 };
    // WAVE, the format chunk, and the head of the data chunk.
    let around = 4 + 8 + format.len() as u64 + fact_bytes + 8;
    let riff_bytes = data_bytes.map(|bytes| around + bytes + bytes % 2);
    let long = riff_bytes.is_some_and(|bytes| bytes >= u64::from(ELSEWHERE));
    let short =
        |size: Option<u64>| size.filter(|_| !long).and_then(|size| u32::try_from(size).ok()).unwrap_or(ELSEWHERE);

    let mut header = Vec::with_capacity(128);
    header.extend(if long { b"RF64" } else { b"RIFF" });
    header.extend(short(riff_bytes).to_le_bytes());
    header.extend(b"WAVE");
    if let (true, Some(riff), Some(data), Some(length)) = (long, riff_bytes, data_bytes, spec.length) {
        header.extend(ds64_chunk(riff, data, length));
    }
    header.extend(chunk_head(b"fmt ", format.len() as u32));
    header.extend(format);
    if is_float {
        header.extend(chunk_head(b"fact", 4));
        header.extend(short(spec.length).to_le_bytes());
    }
    header.extend(chunk_head(b"data", short(data_bytes)));
    Ok(header)
}

/// The bytes of all samples; bounded so that the sizes around them cannot overflow.
fn data_size(spec: &AudioSpec, length: u64) -> Result<u64> {
    const MOST: u64 = 1 << 62;
    let bytes = length.checked_mul(spec.bytes_per_sample_frame() as u64).filter(|bytes| *bytes <= MOST);
    bytes.ok_or_else(|| {
        let found = length as f64 * spec.bytes_per_sample_frame() as f64;
        let what = "size of a WAV file".to_owned();
        Error::limit_of(what, Some(found), libm::exp2(62.0), "bytes")
    })
}

fn chunk_head(name: &[u8; 4], size: u32) -> Vec<u8> {
    [&name[..], &size.to_le_bytes()].concat()
}

/// The 64-bit sizes of an RF64 file; `riff` does not include this chunk.
fn ds64_chunk(riff: u64, data: u64, length: u64) -> Vec<u8> {
    const BYTES: u32 = 28;
    let mut chunk = chunk_head(b"ds64", BYTES);
    for size in [riff + 8 + u64::from(BYTES), data, length] {
        chunk.extend(size.to_le_bytes());
    }
    // The table at its end is empty: no other chunk needs it.
    chunk.extend(0_u32.to_le_bytes());
    chunk
}

/// The body of the `fmt ` chunk.
fn format_chunk(spec: &AudioSpec) -> Result<Vec<u8>> {
    let tag = match spec.format {
        SampleFormat::Unsigned8 | SampleFormat::Signed { bytes: 2..=4, order: ByteOrder::Little } => PCM,
        SampleFormat::Float32(ByteOrder::Little) | SampleFormat::Float64(ByteOrder::Little) => IEEE_FLOAT,
        _ => {
            let held = "8-bit unsigned, or little-endian integers of 16 to 32 bits or floats";
            return Err(Error::unsupported(format!("samples of a WAV file must be {held}")));
        }
    };
    let rate = whole_rate(spec.sample_rate.get())?;
    let channels = u16::try_from(spec.channels)
        .map_err(|_| Error::limit("channel count of a WAV file", spec.channels as u64, u16::MAX.into(), ""))?;
    let unit = u16::try_from(spec.bytes_per_sample_frame()).map_err(|_| {
        Error::limit("block size of a WAV file", spec.bytes_per_sample_frame() as u64, u16::MAX.into(), "bytes")
    })?;
    let bytes_per_second = rate.checked_mul(u32::from(unit)).ok_or_else(|| {
        let found = u64::from(rate) * u64::from(unit);
        Error::limit("data rate of a WAV file", found, u32::MAX.into(), "bytes per second")
    })?;
    let bits = 8 * spec.format.bytes() as u16;
    let extensible = channels > 2 || (tag == PCM && bits > 16);

    let mut chunk = Vec::with_capacity(40);
    chunk.extend(if extensible { EXTENSIBLE } else { tag }.to_le_bytes());
    chunk.extend(channels.to_le_bytes());
    chunk.extend(rate.to_le_bytes());
    chunk.extend(bytes_per_second.to_le_bytes());
    chunk.extend(unit.to_le_bytes());
    chunk.extend(bits.to_le_bytes());
    if extensible {
        chunk.extend(22_u16.to_le_bytes());
        chunk.extend(bits.to_le_bytes());
        chunk.extend(speakers(channels).to_le_bytes());
        chunk.extend(tag.to_le_bytes());
        chunk.extend(GUID_TAIL);
    } else if tag != PCM {
        chunk.extend(0_u16.to_le_bytes());
    }
    Ok(chunk)
}

/// The loudspeaker mask of the channels; only mono and stereo have a standard one.
fn speakers(channels: u16) -> u32 {
    match channels {
        1 => 0b100,
        2 => 0b011,
        _ => 0,
    }
}

fn whole_rate(rate: f64) -> Result<u32> {
    if rate.fract() != 0.0 {
        return Err(Error::invalid(
            OptionName::SampleRate,
            format!("must be a whole number of Hz for WAV, got {}", Short(rate)),
        ));
    }
    if rate > f64::from(u32::MAX) {
        let (what, most) = ("sample rate of a WAV file".to_owned(), f64::from(u32::MAX));
        return Err(Error::limit_of(what, Some(rate), most, "Hz"));
    }
    Ok(rate as u32)
}
