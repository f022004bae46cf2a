//! Headerless samples, real or complex.

use std::fs::File;
use std::io::Read;

use super::audio::{AudioSource, AudioSpec, SourceReport};
use super::input::Input;
use super::signature::{self, HEAD};
use super::{ByteOrder, SampleFormat};
use crate::choice;
use crate::error::{Error, OptionName, Result};
use crate::units::SampleRate;
use crate::warning::{Interpretation, Warning};

/// An encoding of headerless samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawFormat {
    name: &'static str,
    /// The encoding of a sample, or of each part of a complex one.
    pub sample: SampleFormat,
    /// Whether samples are complex: I, then Q.
    pub complex: bool,
}

/// A signed integer of `bytes` bytes.
const fn signed(bytes: u8, order: ByteOrder) -> SampleFormat {
    SampleFormat::Signed { bytes, order }
}

const fn real(name: &'static str, sample: SampleFormat) -> RawFormat {
    RawFormat { name, sample, complex: false }
}

const fn complex(name: &'static str, sample: SampleFormat) -> RawFormat {
    RawFormat { name, sample, complex: true }
}

impl RawFormat {
    /// Every format, in the order of the help text.
    pub const ALL: [Self; 20] = [
        real("u8", SampleFormat::Unsigned8),
        real("s8", signed(1, ByteOrder::Little)),
        real("s16le", signed(2, ByteOrder::Little)),
        real("s16be", signed(2, ByteOrder::Big)),
        real("s24le", signed(3, ByteOrder::Little)),
        real("s24be", signed(3, ByteOrder::Big)),
        real("s32le", signed(4, ByteOrder::Little)),
        real("s32be", signed(4, ByteOrder::Big)),
        real("f32le", SampleFormat::Float32(ByteOrder::Little)),
        real("f32be", SampleFormat::Float32(ByteOrder::Big)),
        real("f64le", SampleFormat::Float64(ByteOrder::Little)),
        real("f64be", SampleFormat::Float64(ByteOrder::Big)),
        complex("cu8", SampleFormat::Unsigned8),
        complex("cs8", signed(1, ByteOrder::Little)),
        complex("cs16le", signed(2, ByteOrder::Little)),
        complex("cs16be", signed(2, ByteOrder::Big)),
        complex("cs32le", signed(4, ByteOrder::Little)),
        complex("cf32le", SampleFormat::Float32(ByteOrder::Little)),
        complex("cf32be", SampleFormat::Float32(ByteOrder::Big)),
        complex("cf64le", SampleFormat::Float64(ByteOrder::Little)),
    ];

    /// A format described by another file.
    pub(super) fn unnamed(sample: SampleFormat, complex: bool) -> Self {
        Self { name: "this format", sample, complex }
    }

    /// The name a user types.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Empty: the name is sufficient.
    fn about(self) -> &'static str {
        ""
    }
}

choice::named!(RawFormat, "raw format");

/// The maximum number of channels.
pub(super) const MAX_CHANNELS: usize = 65_536;

/// Headerless samples as a source.
pub struct Raw {
    spec: AudioSpec,
    input: Input,
    /// Bytes still to be delivered; `u64::MAX` for a stream.
    left: u64,
    /// Bytes at the end that form no complete sample frame.
    partial: u64,
    /// Warnings of the file that describes these samples.
    warnings: Vec<Warning>,
}

impl Raw {
    /// Reads a stream to its end, whatever its length.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `channels` is at least 1, and exactly 1 for complex samples; [`Error::Limit`]
    /// for more than 65536 channels.
    pub fn open_stream(
        reader: Box<dyn Read + Send>,
        format: RawFormat,
        sample_rate: SampleRate,
        channels: usize,
    ) -> Result<Self> {
        Self::new(Input::stream(reader, None), (0, 0), format, sample_rate, channels)
    }

    /// Reads a file from its first byte; its length is known.
    ///
    /// # Errors
    /// As [`Raw::open_stream`], and [`Error::Io`].
    pub fn open_file(file: File, format: RawFormat, sample_rate: SampleRate, channels: usize) -> Result<Self> {
        Self::open_part(file, (0, 0), format, sample_rate, channels)
    }

    /// Reads a file from byte `offset` on.
    ///
    /// # Errors
    /// As [`Raw::open_file`].
    pub fn open_file_at(
        file: File,
        offset: u64,
        format: RawFormat,
        sample_rate: SampleRate,
        channels: usize,
    ) -> Result<Self> {
        Self::open_part(file, (offset, 0), format, sample_rate, channels)
    }

    /// Reads a file, excluding a number of bytes before and after its samples.
    pub(super) fn open_part(
        file: File,
        around: (u64, u64),
        format: RawFormat,
        sample_rate: SampleRate,
        channels: usize,
    ) -> Result<Self> {
        Self::new(Input::file(file)?, around, format, sample_rate, channels)
    }

    /// Adds warnings to a source.
    pub(super) fn with_warnings(mut self, warnings: Vec<Warning>) -> Self {
        self.warnings.extend(warnings);
        self
    }

    fn new(
        mut input: Input,
        (before, after): (u64, u64),
        format: RawFormat,
        sample_rate: SampleRate,
        channels: usize,
    ) -> Result<Self> {
        let RawFormat { sample, complex, .. } = format;
        if channels == 0 {
            return Err(Error::invalid(OptionName::Channels, "must be at least 1, got 0"));
        }
        if complex && channels > 1 {
            let reason = format!("must be 1 for {format}, one complex signal of I and Q, got {channels}");
            return Err(Error::invalid(OptionName::Channels, reason));
        }
        if channels > MAX_CHANNELS {
            return Err(Error::limit("channel count", channels as u64, MAX_CHANNELS as u64, ""));
        }
        let channels = if complex { 2 } else { channels };
        let mut spec = AudioSpec { sample_rate, channels, complex, format: sample, length: None };
        let bytes = input.total().map(|bytes| bytes.saturating_sub(before).saturating_sub(after));
        spec.length = bytes.map(|bytes| bytes / spec.bytes_per_sample_frame() as u64);
        let partial = bytes.map_or(0, |bytes| bytes % spec.bytes_per_sample_frame() as u64);
        input.pass(before)?;
        let head = input.peek(HEAD)?;
        let kind = signature::kind_of_file(&head).filter(|_| head.len() == HEAD);
        let warnings = kind.map(|kind| Warning::Interpreted(Interpretation::HeaderAsSamples { format: kind.name() }));
        let warnings = warnings.into_iter().collect();
        Ok(Self { spec, input, left: bytes.unwrap_or(u64::MAX), partial, warnings })
    }

    /// Counts leftover bytes at the end of a stream; for a file they are known from the start.
    fn note_rest(&mut self, bytes: u64) {
        if self.spec.length.is_none() {
            self.partial += bytes;
        }
    }
}

impl AudioSource for Raw {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn length_is_certain(&self) -> bool {
        self.spec.length.is_some()
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let wanted = usize::try_from(self.left).map_or(bytes.len(), |left| left.min(bytes.len()));
        let got = self.input.fill(&mut bytes[..wanted])?;
        self.left -= got as u64;
        let rest = got % self.spec.bytes_per_sample_frame();
        self.note_rest(rest as u64);
        Ok(got - rest)
    }

    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        let unit = self.spec.bytes_per_sample_frame() as u64;
        let skipped = self.input.pass(sample_frames.saturating_mul(unit).min(self.left))?;
        self.left -= skipped;
        self.note_rest(skipped % unit);
        Ok(skipped / unit)
    }

    fn report(&self) -> SourceReport {
        let partial = (self.partial > 0).then_some(Warning::PartialSample { bytes: self.partial });
        SourceReport { warnings: self.warnings.iter().cloned().chain(partial).collect(), ..SourceReport::default() }
    }
}
