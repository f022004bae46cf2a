//! What to do instead.

/// What a user can do about an error or a warning.
///
/// A program turns it into a hint in its own terms: its flags, its command, the name of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// FFmpeg reads it and can convert it to WAV.
    ConvertWithFfmpeg,
    /// FFmpeg can pick another audio track.
    PickTrack {
        /// Such a track, counted from 0 among the audio tracks.
        other: usize,
    },
    /// Samples without a header can be read once their format and rate are named.
    NameRawFormat,
    /// The files in the archive can be read once they are unpacked.
    UnpackArchive,
    /// An FFT, and with it a window, no longer than this fits the input.
    ShorterFft {
        /// Samples.
        most: usize,
    },
    /// A longer FFT has narrower bins.
    LongerFft,
    /// A larger figure has room for everything.
    LargerFigure {
        /// Width in pixels before the zoom.
        width: u32,
        /// Height in pixels before the zoom.
        height: u32,
    },
    /// Channels can be shown one by one instead of their mean.
    SeparateChannels,
    /// A format that keeps text as text leaves the glyphs to the viewer.
    KeepText,
    /// Floating-point samples hold values beyond full scale.
    FloatSamples,
}
