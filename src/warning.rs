//! What was left out or repaired on the way: never silently.

use std::fmt;

/// Something a user should know about a result that was nevertheless made.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Warning {
    /// The input ends before the length its header claims, both in samples per channel.
    Truncated {
        /// What the header claims.
        claimed: u64,
        /// What was there.
        found: u64,
    },
    /// Bytes at the end that make no whole sample.
    PartialSample {
        /// How many bytes were left.
        bytes: u64,
    },
    /// Samples that are NaN or infinite, drawn as silence.
    NonFinite {
        /// How many, in all channels.
        samples: u64,
    },
    /// Samples that sit at full scale for several in a row.
    Clipped {
        /// How many, in all channels.
        samples: u64,
    },
    /// Channels that were not asked for.
    ChannelsIgnored {
        /// How many were left out.
        ignored: usize,
        /// How many there are.
        of: usize,
    },
    /// Channels that cancel one another in their mean.
    ChannelsCancel,
    /// Samples at the end that fill no frame.
    UnusedTail {
        /// How many samples per channel.
        samples: u64,
    },
    /// Samples that no window covers, most of them in gaps between windows.
    Gaps {
        /// How many samples per channel.
        unused: u64,
        /// How many there are.
        samples: u64,
        /// Samples from one frame to the next.
        hop: usize,
        /// The window's length in samples.
        window: usize,
    },
    /// Frames that were asked for and are not shown, since phases are not pooled.
    FramesSkipped {
        /// Of how many frames one is shown.
        of: usize,
        /// Samples from one frame that is shown to the next.
        hop: usize,
    },
    /// The input is shorter than a window and was padded with zeros: it lies where the window is low.
    ShorterThanWindow {
        /// Samples per channel.
        samples: u64,
        /// The window's length in samples.
        window: usize,
    },
    /// Samples so large that the power of what they are part of is infinite: above about 1e150.
    Overflow,
    /// Samples so small that the power of what they are part of is 0 or has few digits left: below about 1e-150.
    Underflow,
    /// Mel bands too narrow to hold a bin.
    EmptyBands {
        /// How many.
        empty: usize,
        /// How many bands there are.
        of: usize,
    },
    /// What was asked for and is not in the figure, which is too small for it.
    NoRoom {
        /// What is missing, such as `the title and the colorbar`.
        missing: String,
        /// How many things that is.
        things: u64,
        /// Width of the figure in pixels.
        width: u32,
        /// Height of the figure in pixels.
        height: u32,
        /// A width and a height, before the zoom, that have room for everything, if there are any.
        enough: Option<(u32, u32)>,
    },
    /// Characters of a title that the font lacks, in a format that shows the font's own.
    NoGlyph {
        /// The characters, each once.
        characters: Vec<char>,
    },
    /// Anything a decoder found odd, in one line.
    Other(String),
}

/// `1 sample`, `2 samples`.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// `fills` for one, `fill` for several.
pub(crate) fn agreeing(count: u64, singular: &'static str, plural: &'static str) -> &'static str {
    if count == 1 { singular } else { plural }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { claimed, found } => {
                write!(f, "the data end early: {} of {claimed} that the header claims", counted(*found, "sample"))
            }
            Self::PartialSample { bytes } => {
                let makes = agreeing(*bytes, "makes no whole sample and is", "make no whole sample and are");
                write!(f, "{} at the end {makes} left out", counted(*bytes, "byte"))
            }
            Self::NonFinite { samples } => {
                write!(f, "{} not finite (NaN or infinite), taken as 0", counted(*samples, "sample"))
            }
            Self::Clipped { samples } => {
                write!(f, "{} at full scale, probably clipped", counted(*samples, "sample"))
            }
            Self::ChannelsIgnored { ignored, of } => {
                write!(f, "{} of {of} ignored", counted(*ignored as u64, "channel"))
            }
            Self::ChannelsCancel => f.write_str(
                "the channels cancel one another: their mean is over 20 dB weaker than they are; \
                 --channel left or all shows what they hold",
            ),
            Self::UnusedTail { samples } => {
                let fills = agreeing(*samples, "fills no frame and is", "fill no frame and are");
                write!(f, "{} at the end {fills} left out", counted(*samples, "sample"))
            }
            Self::Gaps { unused, samples, hop, window } => {
                let lie = agreeing(*unused, "lies", "lie");
                write!(
                    f,
                    "{unused} of {} {lie} under no window: a hop of {hop} leaves gaps between windows of {window}",
                    counted(*samples, "sample")
                )
            }
            Self::FramesSkipped { of, hop } => {
                write!(f, "phases are not pooled: one of {of} frames is shown, at a hop of {hop} samples")
            }
            Self::ShorterThanWindow { samples, window } => {
                let fills = agreeing(*samples, "fills", "fill");
                write!(
                    f,
                    "{} {fills} no window of {window}; padded with zeros, it reads low: a shorter --nfft helps",
                    counted(*samples, "sample")
                )
            }
            Self::Overflow => f.write_str(
                "samples beyond 1e150 have an infinite power, which is drawn as the greatest level: \
                 is this the format of the samples?",
            ),
            Self::Underflow => f.write_str(
                "samples below 1e-150 have a power too small for a number, which is drawn as silence: \
                 is this the format of the samples?",
            ),
            Self::EmptyBands { empty, of } => {
                let are = agreeing(
                    *empty as u64,
                    "is too narrow to hold a bin and reads",
                    "are too narrow to hold a bin and read",
                );
                write!(f, "{empty} of {of} mel bands {are} 0; a longer --nfft helps")
            }
            Self::NoRoom { missing, things, width, height, enough } => {
                let are = agreeing(*things, "is", "are");
                write!(f, "a figure of {width}x{height} pixels has no room for {missing}, which {are} left out")?;
                enough.map_or(Ok(()), |(width, height)| write!(f, "; --size {width}x{height} has"))
            }
            Self::NoGlyph { characters } => {
                let shown: String = characters.iter().take(8).collect();
                let more = if characters.len() > 8 { " …" } else { "" };
                write!(f, "the font has no glyph for {shown}{more} of the title and draws boxes; an SVG keeps the text")
            }
            Self::Other(text) => f.write_str(text),
        }
    }
}
