//! What a file says about itself besides its samples.

/// The container, the encoding and the texts of an input, for people to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The container's name, such as `WAV` or `RF64`.
    pub container: &'static str,
    /// The encoding's name, such as `PCM`, `float` or `µ-law`.
    pub encoding: &'static str,
    /// Bits of a sample that carry information, where that is a number.
    pub bits: Option<u16>,
    /// Names and values, in the file's order: title, software, place of recording …
    ///
    /// At most 512 pairs, of 4096 characters at most; one line each.
    pub texts: Vec<(String, String)>,
}
