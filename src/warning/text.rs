//! The text of warnings.

use std::fmt;

use super::kind::Warning;
use super::prefixed::Prefixed;
use super::{HeaderFault, TrailingData};

/// `1 sample`, `2 samples`.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// `1 sample is`, `2 samples are`.
fn are(count: u64, noun: &str) -> String {
    format!("{} {}", counted(count, noun), if count == 1 { "is" } else { "are" })
}

/// A sample's place in both of its units; in seconds alone if the number of the sample is unknown, [`u64::MAX`].
pub(crate) struct Place {
    pub(crate) sample: u64,
    pub(crate) seconds: f64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // With an exponent if it would otherwise have a long row of zeros.
        let seconds = format!("{:?}", self.seconds);
        write!(f, "{} s", seconds.strip_suffix(".0").unwrap_or(&seconds))?;
        if self.sample < u64::MAX { write!(f, " (sample {})", self.sample) } else { Ok(()) }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { claimed, found } => {
                write!(f, "truncated: found {found} of the {} stated in the header", counted(*claimed, "sample"))
            }
            Self::TruncatedBytes { claimed, found } => {
                write!(f, "truncated: found {found} of the {} stated in the header", counted(*claimed, "byte"))
            }
            Self::TruncatedPacket { after } => {
                write!(f, "truncated: ends inside a packet after {}", counted(*after, "sample"))
            }
            Self::NoEndMark { after } => {
                write!(f, "may be truncated: no end-of-stream mark after {}", counted(*after, "sample"))
            }
            Self::MissingStart { samples } => {
                write!(f, "the first {} stated in the header are missing", counted(*samples, "sample"))
            }
            Self::Damaged { reason, after } => {
                write!(f, "audio after {} is ignored: {reason}", counted(*after, "sample"))
            }
            Self::DamagedContainer { container, at } => {
                write!(f, "damaged {container} structure at byte {at}; audio after it may be missing, shifted or wrong")
            }
            Self::BeyondCount { after } => {
                write!(f, "ignored audio after the {} stated in the header", counted(*after, "sample"))
            }
            Self::Undecoded { packets, samples, reason } => undecoded(f, *packets, *samples, reason.as_deref()),
            Self::ChecksumMismatch => f.write_str("decoded samples do not match the MD5 checksum in the header"),
            Self::ShortPackets { samples } => {
                write!(f, "packets are {} short in total; padded with silence", counted(*samples, "sample"))
            }
            Self::DamagedBlocks { blocks, samples } => {
                let (blocks, samples) = (counted(*blocks, "block"), counted(*samples, "sample"));
                write!(f, "{blocks} of {samples} could not be decoded; replaced by silence")
            }
            Self::InvalidData { format, bytes, places, first, silence, is_estimated } => {
                let bytes = counted(*bytes, "byte");
                write!(f, "skipped {bytes} of invalid {format} data")?;
                match places {
                    1 => write!(f, " at byte {first}")?,
                    _ => write!(f, " in {places} places (first at byte {first})")?,
                }
                let about = if *is_estimated { "about " } else { "" };
                match silence {
                    0 => Ok(()),
                    _ => write!(f, "; replaced by {about}{} of silence", counted(*silence, "sample")),
                }
            }
            Self::StreamCutShort => {
                f.write_str("the end of a stream is missing: a new stream starts first")
            }
            Self::StreamIgnored => f.write_str("ignored another stream of an unsupported kind"),
            Self::FileIgnored { at } => write!(f, "ignored a second file appended at byte {at}"),
            Self::ChannelsChanged { from, to, after } => {
                let (to, after) = (counted(*to as u64, "channel"), counted(*after, "sample"));
                write!(f, "the stream changes to {to} after {after}; mixed to {}", counted(*from as u64, "channel"))
            }
            Self::EncodingChanged { from, to } => write!(f, "the stream changes from {from} to {to}"),
            Self::HalfBand { above } => {
                write!(f, "frequencies above {above} Hz are missing: SBR (HE-AAC) is not supported")
            }
            Self::DecodedByFfmpeg { reason } => write!(f, "decoded by FFmpeg, not natively ({reason})"),
            Self::DecoderErrors { errors, first } => {
                let errors = counted(*errors, "error");
                write!(f, "FFmpeg reported {errors}; samples may be missing or wrong ({first})")
            }
            Self::StartsLate { seconds } => {
                write!(f, "the audio starts {seconds:.3} s into the file; times count from there")
            }
            Self::OtherTracks { track, tracks } => write!(f, "using audio track {track} of {tracks}"),
            Self::PartialSample { bytes } => {
                write!(f, "ignored {} at the end: not a whole sample", counted(*bytes, "byte"))
            }
            Self::PartialBlock { bytes } => {
                write!(f, "ignored {} at the end: not a whole block", counted(*bytes, "byte"))
            }
            Self::HeaderIgnored(fault) => fault.fmt(f),
            Self::Interpreted(interpretation) => interpretation.fmt(f),
            Self::TrailingData { at, data } => trailing(f, *at, data),
            Self::EditsIgnored { edits } => {
                write!(f, "ignored the edit list of {edits} parts; the whole track is read")
            }
            Self::CenterIgnored { hertz } => {
                // In few digits, however large.
                let text = format!("{hertz:?}");
                let hertz = text.strip_suffix(".0").unwrap_or(&text);
                write!(f, "ignored the centre frequency of {hertz} Hz: the samples are real")
            }
            Self::EndsEarly { end, asked } => {
                let place = |&(sample, seconds): &(u64, f64)| Place { sample, seconds };
                write!(f, "the input ends at {}, before the requested end at {}", place(end), place(asked))
            }
            Self::NonFinite { samples } => {
                write!(f, "{} not finite (NaN or infinity); replaced by 0", are(*samples, "sample"))
            }
            Self::Clipped { samples } => write!(f, "{} at full scale; probably clipped", are(*samples, "sample")),
            Self::ClippedByFormat { samples, of, bits } => {
                write!(f, "{samples} of {of} samples exceed full scale and are clipped to {bits} bits")
            }
            Self::Aliased { low, high, nyquist } => {
                write!(f, "the FM tone spans {low} Hz to {high} Hz, outside 0 Hz to {nyquist} Hz, and aliases")
            }
            Self::CaptureStartsLate { start, is_beyond: false } => {
                write!(f, "the first capture starts at sample {start}; earlier samples are included")
            }
            Self::CaptureStartsLate { start, is_beyond: true } => {
                write!(
                    f,
                    "the first capture starts at sample {start}, past the end of the data; all samples are included"
                )
            }
            Self::CapturesJoined { captures, is_retuned: false } => {
                write!(f, "{captures} captures are joined; time between them is not shown")
            }
            Self::CapturesJoined { captures, is_retuned: true } => {
                write!(
                    f,
                    "{captures} captures with different centre frequencies are joined; the frequency axis is correct only for the first"
                )
            }
            Self::ChannelsIgnored { ignored, of } => {
                write!(f, "ignored {ignored} of {}", counted(*of as u64, "channel"))
            }
            Self::ChannelsCancel => {
                f.write_str("the channels cancel: their mean is over 20 dB weaker than the channels themselves")
            }
            Self::UnusedTail { samples } => {
                write!(f, "ignored {} at the end: not a whole frame", counted(*samples, "sample"))
            }
            Self::Gaps { unused, samples, hop, window } => {
                let are = if *unused == 1 { "is" } else { "are" };
                let of = counted(*samples, "sample");
                write!(f, "{unused} of {of} {are} not analysed: hop {hop} is longer than the window ({window})")
            }
            Self::FramesSkipped { of, hop } => {
                write!(f, "phases are not pooled: one frame in {of} is shown, at a hop of {hop} samples")
            }
            Self::ShorterThanWindow { samples, window } => {
                let samples = counted(*samples, "sample");
                write!(f, "input ({samples}) is shorter than the window ({window}); zero-padded, so levels are too low")
            }
            Self::Overflow => f.write_str(
                "samples above 1e150 overflow: their power is infinite and drawn at the highest level; check the sample \
                 format",
            ),
            Self::Underflow => f.write_str(
                "samples below 1e-150 have power too small to represent, drawn as silence; check the sample format",
            ),
            Self::EmptyBands { empty, of } => {
                let (contain, values) =
                    if *empty == 1 { ("contains", "its value is") } else { ("contain", "their values are") };
                write!(f, "{empty} of {} {contain} no bin, so {values} 0", counted(*of as u64, "mel band"))
            }
            Self::SpectrumStartsAbove { asked, lowest } => {
                let (asked, lowest) = (Prefixed(*asked), Prefixed(*lowest));
                write!(f, "the spectrum starts at {lowest}, above the requested lowest frequency, {asked}")
            }
            Self::SpectrumEndsBelow { asked, highest } => {
                let (asked, highest) = (Prefixed(*asked), Prefixed(*highest));
                write!(f, "the spectrum ends at {highest}, below the requested highest frequency, {asked}")
            }
            Self::NoRoom { missing, width, height, .. } => {
                write!(f, "no room for {missing} in a figure of {width}x{height} pixels")
            }
            Self::NoGlyph { characters } => {
                let shown: String = characters.iter().take(8).collect();
                let more = if characters.len() > 8 { " …" } else { "" };
                write!(f, "the font has no glyph for {shown}{more} in the title; drawn as boxes")
            }
        }
    }
}

fn undecoded(f: &mut fmt::Formatter<'_>, packets: u64, samples: u64, reason: Option<&str>) -> fmt::Result {
    let (count, noun) = if samples == 0 { (packets, "packet") } else { (samples, "sample") };
    match reason {
        Some(reason) => write!(f, "{} could not be decoded; replaced by silence ({reason})", counted(count, noun)),
        None => write!(f, "{} missing; replaced by silence", are(count, noun)),
    }
}

fn trailing(f: &mut fmt::Formatter<'_>, at: u64, data: &TrailingData) -> fmt::Result {
    match data {
        TrailingData::Samples { bytes } => {
            write!(f, "ignored {} of samples in another data chunk at byte {at}", counted(*bytes, "byte"))
        }
        TrailingData::Bytes { bytes, has_more } => {
            let more = if *has_more { "more than " } else { "" };
            let bytes = counted(*bytes, "byte");
            write!(f, "ignored {more}{bytes} at byte {at}, after the samples stated in the header")
        }
        TrailingData::CutShort { what, claimed, end } => {
            let claimed = counted(*claimed, "byte");
            write!(f, "{what} after the samples (byte {at}) should have {claimed}, but the input ends at byte {end}")
        }
        TrailingData::Many { most } => {
            write!(f, "over {most} chunks and tags follow the samples; those from byte {at} on are not read")
        }
        TrailingData::Unreadable { reason } => {
            write!(f, "cannot read the data after the samples (byte {at}): {reason}")
        }
    }
}

impl fmt::Display for HeaderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecondFormat { at } => write!(f, "ignored a second fmt chunk at byte {at}"),
            Self::BlockSize { stated, at, channels, bytes } => {
                let expected = u64::from(*channels) * *bytes as u64;
                let needs = if *channels == 1 { "needs" } else { "need" };
                let (channels, bytes) = (counted(u64::from(*channels), "channel"), counted(*bytes as u64, "byte"));
                write!(
                    f,
                    "ignored the block size in the header (byte {at}), {stated}: {channels} of {bytes} {needs} {expected}"
                )
            }
            Self::FactCount { stated } => {
                let stated = counted(*stated, "sample");
                write!(f, "ignored the header's count of {stated} (fact), which does not end in the last block")
            }
            Self::CommonCount { stated, held } => {
                let stated = counted(*stated, "sample");
                write!(f, "ignored the header's count of {stated} (COMM): the data holds {held} (SSND)")
            }
            Self::NoSize => f.write_str("ignored the header's data size of 0: reading to the end"),
        }
    }
}
