//! The choice of a decoder.

use crate::choice::choices;

/// Which program decodes an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decoder {
    /// The readers and decoders of this library.
    #[default]
    Native,
    /// An installed FFmpeg, for every input.
    Ffmpeg,
    /// The native one, or FFmpeg where that is the remedy.
    Auto,
}

choices!(
    Decoder, "decoder",
    Native => "native" "This program's own readers",
    Ffmpeg => "ffmpeg" "An installed FFmpeg, for any input",
    Auto => "auto" "Native; FFmpeg for formats that are not supported natively",
);
