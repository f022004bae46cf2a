//! What warnings of headers and of trailing data are about.

/// What of a header is ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderFault {
    /// A second description of the samples.
    SecondFormat {
        /// The byte at which it begins.
        at: u64,
    },
    /// A block size that does not go with the channels and the sample format.
    BlockSize {
        /// What is stated.
        stated: u16,
        /// The byte at which it is.
        at: u64,
        /// The number of channels.
        channels: u16,
        /// Bytes of a sample.
        bytes: usize,
    },
    /// A count of samples that does not end in the last block.
    FactCount {
        /// What is stated.
        stated: u64,
    },
    /// A count of samples that the data contradict; the data are read.
    CommonCount {
        /// What is stated.
        stated: u64,
        /// What the data hold.
        held: u64,
    },
    /// A count of packets that is too small; all are read.
    PacketCount {
        /// What is stated.
        stated: u32,
    },
    /// A size of 0 for samples that are there; they are read to the end.
    NoSize,
}

/// What lies behind the samples that a header states.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrailingData {
    /// More samples, in a chunk of their own, which are left out.
    Samples {
        /// Bytes of them.
        bytes: u64,
    },
    /// Bytes of no known kind, which are left out.
    Bytes {
        /// How many.
        bytes: u64,
        /// Whether there are more, which are not counted.
        has_more: bool,
    },
    /// A tag or a chunk that is longer than the rest of the input.
    CutShort {
        /// What it is, such as `tag` or `chunk 'LIST'`.
        what: String,
        /// Bytes that it states.
        claimed: u64,
        /// The byte after which the input ends.
        end: u64,
    },
    /// More chunks and tags than are looked at.
    Many {
        /// How many are looked at.
        most: usize,
    },
    /// Bytes that cannot be read.
    Unreadable {
        /// Why, in one line.
        reason: String,
    },
}
