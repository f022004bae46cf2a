//! The kinds of warnings.

use super::interpretation::Interpretation;
use super::parts::{HeaderFault, TrailingData};

/// A fact about a result that the user should know; the result exists nevertheless.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Warning {
    /// The input ends before the length that its header states, both in samples per channel.
    Truncated {
        /// The stated length.
        claimed: u64,
        /// The actual length.
        found: u64,
    },
    /// The input ends before the length that its header states, both in bytes.
    TruncatedBytes {
        /// The stated length.
        claimed: u64,
        /// The actual length.
        found: u64,
    },
    /// The input ends inside a packet.
    TruncatedPacket {
        /// Samples per channel before it.
        after: u64,
    },
    /// The input ends without the end mark of its format.
    NoEndMark {
        /// Samples per channel before it.
        after: u64,
    },
    /// Samples that the header states are missing at the start.
    MissingStart {
        /// The number of samples per channel.
        samples: u64,
    },
    /// Damage after which reading stops.
    Damaged {
        /// A description, in one line.
        reason: String,
        /// Samples per channel before it.
        after: u64,
    },
    /// Damage of a container, after which sound may be missing, early or wrong.
    DamagedContainer {
        /// The kind of container.
        container: &'static str,
        /// The byte position of the damage.
        at: u64,
    },
    /// Sound beyond the length that the header states, which is ignored.
    BeyondCount {
        /// Samples per channel that the header states.
        after: u64,
    },
    /// Sound with another number of channels than at the start, mixed to those of the start.
    ChannelsChanged {
        /// Channels at the start.
        from: usize,
        /// Channels of the first sound that differs.
        to: usize,
        /// Samples per channel before it.
        after: u64,
    },
    /// Packets that could not be decoded or are missing, replaced by silence.
    Undecoded {
        /// The number of packets.
        packets: u64,
        /// The number of samples per channel; 0 if unknown.
        samples: u64,
        /// The decoder's reason, if it gives one.
        reason: Option<String>,
    },
    /// The decoded samples do not have the checksum that the header states.
    ChecksumMismatch,
    /// Packets that are shorter than they should be, padded with silence.
    ShortPackets {
        /// Samples per channel in all.
        samples: u64,
    },
    /// Blocks that could not be decoded, replaced by silence.
    DamagedBlocks {
        /// The number of blocks.
        blocks: u64,
        /// Samples per channel in each.
        samples: u64,
    },
    /// Bytes between packets that belong to no packet, which are skipped.
    InvalidData {
        /// The encoding of the packets.
        format: String,
        /// The number of bytes.
        bytes: u64,
        /// The number of places.
        places: u64,
        /// The byte at which the first place begins.
        first: u64,
        /// Samples per channel of silence that replace them.
        silence: u64,
        /// Whether that number of samples is an estimate.
        is_estimated: bool,
    },
    /// A stream begins before the previous one has ended.
    StreamCutShort,
    /// Another stream follows, which is not supported and ignored.
    StreamIgnored,
    /// Another file is appended, which is ignored.
    FileIgnored {
        /// The byte at which it begins.
        at: u64,
    },
    /// The encoding changes within the input; all of it is decoded.
    EncodingChanged {
        /// The first encoding.
        from: &'static str,
        /// The first different encoding.
        to: &'static str,
    },
    /// Only the lower half of the band is decoded: the upper half is coded with SBR.
    HalfBand {
        /// The frequency at which the upper half begins, in hertz.
        above: f64,
    },
    /// FFmpeg decoded the input, because it is not supported natively.
    DecodedByFfmpeg {
        /// The reason.
        reason: String,
    },
    /// The decoding process reported errors and succeeded nevertheless.
    DecoderErrors {
        /// The number of its messages.
        errors: u64,
        /// The first message, in one line.
        first: String,
    },
    /// The sound begins later than its file, and times count from the start of the sound.
    StartsLate {
        /// Seconds of the file before the sound.
        seconds: f64,
    },
    /// One audio track of several is read.
    OtherTracks {
        /// Its number, from 1.
        track: usize,
        /// The number of audio tracks.
        tracks: usize,
    },
    /// An incomplete sample at the end.
    PartialSample {
        /// The number of bytes.
        bytes: u64,
    },
    /// An incomplete block at the end.
    PartialBlock {
        /// The number of bytes.
        bytes: u64,
    },
    /// A header field that contradicts the data or itself and is ignored.
    HeaderIgnored(HeaderFault),
    /// How the samples are read, where their header does not decide it, or seems to be wrong.
    Interpreted(Interpretation),
    /// An edit list of several parts, which is not followed: the whole track is read.
    EditsIgnored {
        /// The number of parts.
        edits: usize,
    },
    /// A centre frequency that the input states for real samples, which have none.
    CenterIgnored {
        /// The stated frequency, in hertz.
        hertz: f64,
    },
    /// Data after the stated samples.
    TrailingData {
        /// The byte at which they begin.
        at: u64,
        /// Their content.
        data: TrailingData,
    },
    /// A requested span reaches beyond the end of the input.
    EndsEarly {
        /// The end of the input, in samples per channel and in seconds.
        end: (u64, f64),
        /// The end of the span, in samples per channel and in seconds.
        asked: (u64, f64),
    },
    /// Samples that are NaN or infinite, drawn as silence.
    NonFinite {
        /// The number of samples, in all channels.
        samples: u64,
    },
    /// Several consecutive samples at full scale.
    Clipped {
        /// The number of samples, in all channels.
        samples: u64,
    },
    /// Samples of a test signal beyond full scale, clipped by the output format.
    ClippedByFormat {
        /// The number of clipped samples, in all channels.
        samples: u64,
        /// The number of all samples.
        of: u64,
        /// Bits of the output format.
        bits: usize,
    },
    /// A test signal whose modulation reaches below 0 Hz or beyond half the rate; all in hertz.
    Aliased {
        /// The lowest frequency.
        low: f64,
        /// The highest frequency.
        high: f64,
        /// Half the rate.
        nyquist: f64,
    },
    /// The first capture of a recording does not begin with its first sample.
    CaptureStartsLate {
        /// The sample at which it begins.
        start: u64,
        /// Whether that is beyond the data.
        is_beyond: bool,
    },
    /// Several captures of a recording are read as one.
    CapturesJoined {
        /// The number of captures.
        captures: u64,
        /// Whether their centre frequencies differ.
        is_retuned: bool,
    },
    /// Channels that were not requested.
    ChannelsIgnored {
        /// The number of ignored channels.
        ignored: usize,
        /// The number of all channels.
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
        /// The number of samples per channel.
        unused: u64,
        /// The number of all samples.
        samples: u64,
        /// Samples from one frame to the next.
        hop: usize,
        /// The window's length in samples.
        window: usize,
    },
    /// Requested frames that are not shown, since phases are not pooled.
    FramesSkipped {
        /// One of this many frames is shown.
        of: usize,
        /// Samples from one shown frame to the next.
        hop: usize,
    },
    /// The input is shorter than a window and was zero-padded: it lies where the window is small.
    ShorterThanWindow {
        /// Samples per channel.
        samples: u64,
        /// The window's length in samples.
        window: usize,
    },
    /// Samples so large that power computed from them is infinite: above about 1e150.
    Overflow,
    /// Samples so small that power computed from them is 0 or imprecise: below about 1e-150.
    Underflow,
    /// Mel bands too narrow to hold a bin.
    EmptyBands {
        /// The number of such bands.
        empty: usize,
        /// The number of all bands.
        of: usize,
    },
    /// The requested frequency range begins below the spectrum; both in hertz.
    SpectrumStartsAbove {
        /// The requested frequency.
        asked: f64,
        /// The lowest frequency.
        lowest: f64,
    },
    /// The requested frequency range ends above the spectrum; both in hertz.
    SpectrumEndsBelow {
        /// The requested frequency.
        asked: f64,
        /// The highest frequency.
        highest: f64,
    },
    /// Requested parts that are missing in the figure, which is too small for them.
    NoRoom {
        /// The missing parts, such as `the title and the colorbar`.
        missing: String,
        /// Width of the figure in pixels.
        width: u32,
        /// Height of the figure in pixels.
        height: u32,
        /// A width and a height, before the zoom, that fit everything, if there are any.
        enough: Option<(u32, u32)>,
    },
    /// Characters of a title that the font lacks, in a format that draws the font's glyphs.
    NoGlyph {
        /// The characters, each once.
        characters: Vec<char>,
    },
}
