//! The kinds of warnings.

use super::parts::{HeaderFault, TrailingData};

/// Something a user should know about a result that was nevertheless made.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Warning {
    /// The input ends before the length its header states, both in samples per channel.
    Truncated {
        /// What the header states.
        claimed: u64,
        /// What was there.
        found: u64,
    },
    /// The input ends before the length its header states, both in bytes.
    TruncatedBytes {
        /// What the header states.
        claimed: u64,
        /// What was there.
        found: u64,
    },
    /// The input ends before the length its index states, both in seconds.
    TruncatedSeconds {
        /// What the index states.
        claimed: f64,
        /// What was there.
        found: f64,
    },
    /// The input ends inside a packet.
    TruncatedPacket {
        /// Samples per channel before it.
        after: u64,
    },
    /// The input ends without the mark that its format puts there.
    NoEndMark {
        /// Samples per channel before it.
        after: u64,
    },
    /// Samples that the header states are missing at the start.
    MissingStart {
        /// How many per channel.
        samples: u64,
    },
    /// Damage behind which nothing is read.
    Damaged {
        /// What it is, in one line.
        reason: String,
        /// Samples per channel before it.
        after: u64,
    },
    /// Damage of a container, behind which sound may be missing, early or wrong.
    DamagedContainer {
        /// What kind of container it is.
        container: &'static str,
        /// The byte at which it is damaged.
        at: u64,
    },
    /// Sound beyond the length that the header states, which is left out.
    BeyondCount {
        /// Samples per channel that the header states.
        after: u64,
    },
    /// Packets that could not be decoded or are missing, replaced by silence.
    Undecoded {
        /// How many packets.
        packets: u64,
        /// How many samples per channel; 0 where that is not known.
        samples: u64,
        /// Why, where a decoder says so.
        reason: Option<String>,
    },
    /// Packets that hold less than they should, filled up with silence.
    ShortPackets {
        /// Samples per channel in all.
        samples: u64,
    },
    /// Blocks that could not be decoded, replaced by silence.
    DamagedBlocks {
        /// How many.
        blocks: u64,
        /// Samples per channel in each.
        samples: u64,
    },
    /// Bytes among packets that belong to none, which are skipped.
    InvalidData {
        /// The encoding of the packets.
        format: String,
        /// How many bytes.
        bytes: u64,
        /// In how many places.
        places: u64,
        /// The byte at which the first place begins.
        first: u64,
        /// Samples per channel of silence in their place.
        silence: u64,
        /// Whether the number of those samples is an estimate.
        is_estimated: bool,
    },
    /// Pages of Ogg that come twice or too late, which are left out.
    PagesIgnored {
        /// How many.
        pages: u64,
    },
    /// A stream begins before the one before it has ended.
    StreamCutShort,
    /// Another stream follows that is not supported and left out.
    StreamIgnored,
    /// Another file is appended, which is left out.
    FileIgnored {
        /// Its kind, where that is known.
        format: Option<&'static str>,
        /// The byte at which it begins.
        at: u64,
    },
    /// The encoding changes on the way; all of it is decoded.
    EncodingChanged {
        /// The first encoding.
        from: &'static str,
        /// The first other one.
        to: &'static str,
    },
    /// Only the lower half of the band is decoded: the upper half is coded with SBR.
    HalfBand {
        /// Where the upper half begins, in hertz.
        above: f64,
    },
    /// The sound begins later than its file, and times count from its beginning.
    StartsLate {
        /// Seconds of the file before it.
        seconds: f64,
    },
    /// One audio track of several is read.
    OtherTracks {
        /// Its number, from 1.
        track: usize,
        /// How many there are.
        tracks: usize,
    },
    /// Bytes at the end that make no whole sample.
    PartialSample {
        /// How many bytes were left.
        bytes: u64,
    },
    /// Bytes at the end that make no whole block.
    PartialBlock {
        /// How many bytes were left.
        bytes: u64,
    },
    /// Something in a header contradicts the data or itself and is ignored.
    HeaderIgnored(HeaderFault),
    /// An edit list of several parts that is not followed: the whole track is read.
    EditsIgnored {
        /// How many parts it has.
        edits: usize,
    },
    /// A centre frequency that the input states of real samples, which have none.
    CenterIgnored {
        /// What it states, in hertz.
        hertz: f64,
    },
    /// Bytes behind the samples that the header states.
    TrailingData {
        /// The byte at which they begin.
        at: u64,
        /// What they are.
        data: TrailingData,
    },
    /// A span that was asked for reaches beyond the end of the input.
    EndsEarly {
        /// Where the input ends, in samples per channel and in seconds.
        end: (u64, f64),
        /// Where the span ends, in samples per channel and in seconds.
        asked: (u64, f64),
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
    /// Samples of a test signal beyond full scale, clipped by the format they are written in.
    ClippedByFormat {
        /// How many, in all channels.
        samples: u64,
        /// How many there are.
        of: u64,
        /// The format's bits.
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
        /// The sample with which it begins.
        start: u64,
        /// Whether that is beyond the data.
        is_beyond: bool,
    },
    /// Several captures of a recording are read as one.
    CapturesJoined {
        /// How many.
        captures: u64,
        /// Whether their centre frequencies differ.
        is_retuned: bool,
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
    /// The frequency range that was asked for begins below the spectrum; both in hertz.
    SpectrumStartsAbove {
        /// What was asked for.
        asked: f64,
        /// What there is.
        lowest: f64,
    },
    /// The frequency range that was asked for ends above the spectrum; both in hertz.
    SpectrumEndsBelow {
        /// What was asked for.
        asked: f64,
        /// What there is.
        highest: f64,
    },
    /// What was asked for and is not in the figure, which is too small for it.
    NoRoom {
        /// What is missing, such as `the title and the colorbar`.
        missing: String,
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
}
