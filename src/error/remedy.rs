//! Remedies.

/// A kind of archive, by the program that unpacks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArchiveKind {
    /// tar.
    Tar,
    /// ZIP.
    Zip,
    /// gzip, a single file.
    Gzip,
    /// 7z.
    SevenZip,
}

impl ArchiveKind {
    /// The command that unpacks a file, whose name follows.
    pub fn unpacker(self) -> &'static str {
        match self {
            Self::Tar => "tar -xf",
            Self::Zip => "unzip",
            Self::Gzip => "gunzip -k",
            Self::SevenZip => "7z x",
        }
    }
}

/// A user's remedy for an error or a warning.
///
/// A program turns it into a hint in its own terms: its flags, its command, the name of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// FFmpeg decodes it: [`Decoder::Ffmpeg`](crate::source::Decoder::Ffmpeg), or a conversion to WAV.
    ConvertWithFfmpeg,
    /// FFmpeg must be installed.
    InstallFfmpeg,
    /// FFmpeg can select another audio track.
    PickTrack {
        /// The suggested track, counted from 0 among the audio tracks.
        other: usize,
    },
    /// Headerless samples can be read if their format and rate are given.
    NameRawFormat,
    /// The files in the archive can be read once they are unpacked.
    UnpackArchive {
        /// The kind of archive.
        kind: ArchiveKind,
    },
    /// An FFT, and with it a window, of at most this length fits the input.
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
    /// Channels can be shown separately instead of their mean.
    SeparateChannels,
    /// A format that keeps text as text lets the viewer choose the glyphs.
    KeepText,
    /// Floating-point samples hold values beyond full scale.
    FloatSamples,
}
