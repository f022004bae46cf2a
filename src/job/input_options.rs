//! How to open an input.

use crate::source::{Corrections, Decoder, RawFormat, SpanOptions};
use crate::units::Hertz;

/// The format of headerless samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RawOptions {
    /// The format of each sample.
    pub format: RawFormat,
    /// Samples per second of each channel. Default: as stated by the name of the file.
    pub rate: Option<Hertz>,
    /// Interleaved channels.
    pub channels: usize,
}

/// Options for opening an input. Default: format by content, the whole input.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// The samples are headerless and have this format. Default: the format follows from the content.
    pub raw: Option<RawOptions>,
    /// Bytes before the samples, or before the header if there is one, which are skipped. Default: 0.
    pub byte_offset: u64,
    /// Corrections of what the input states. Default: none.
    pub corrections: Corrections,
    /// The part to use. Default: all.
    pub span: SpanOptions,
    /// The frequency at 0 Hz of complex samples. Default: as stated in the input, or 0.
    pub center: Option<Hertz>,
    /// The decoder; samples without a header need none. Default: native.
    pub decoder: Decoder,
}
