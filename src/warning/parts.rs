//! The details of warnings about headers and trailing data.

/// An ignored part of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderFault {
    /// A second description of the samples.
    SecondFormat {
        /// The byte at which it begins.
        at: u64,
    },
    /// A block size that contradicts the channels and the sample format.
    BlockSize {
        /// The stated size.
        stated: u16,
        /// The byte position of the field.
        at: u64,
        /// The number of channels.
        channels: u16,
        /// Bytes per sample.
        bytes: usize,
    },
    /// A count of samples that does not end in the last block.
    FactCount {
        /// The stated count.
        stated: u64,
    },
    /// A count of samples that the data contradict; the data are read.
    CommonCount {
        /// The stated count.
        stated: u64,
        /// The count in the data.
        held: u64,
    },
    /// A size of 0 although there are samples; they are read to the end.
    NoSize,
}

/// The data after the samples that a header states.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrailingData {
    /// More samples, in a separate chunk, which are ignored.
    Samples {
        /// Their size in bytes.
        bytes: u64,
    },
    /// Bytes of unknown kind, which are ignored.
    Bytes {
        /// The number of bytes.
        bytes: u64,
        /// Whether there are more, which are not counted.
        has_more: bool,
    },
    /// A tag or a chunk that is longer than the rest of the input.
    CutShort {
        /// Its name, such as `tag` or `chunk 'LIST'`.
        what: String,
        /// The stated number of bytes.
        claimed: u64,
        /// The byte at which the input ends.
        end: u64,
    },
    /// More chunks and tags than are examined.
    Many {
        /// The number of examined chunks and tags.
        most: usize,
    },
    /// Bytes that cannot be read.
    Unreadable {
        /// The reason, in one line.
        reason: String,
    },
}
