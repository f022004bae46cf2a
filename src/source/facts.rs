//! What a file says about itself besides its samples.

use std::ops::Deref;

/// Pairs that are kept.
const MAX_PAIRS: usize = 512;
/// Characters of a name or a value that are kept.
const LONGEST: usize = 4096;

/// The container, the encoding and the texts of an input, for people to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The container's name, such as `WAV` or `RF64`.
    pub container: &'static str,
    /// The encoding's name, such as `PCM`, `float` or `µ-law`.
    pub encoding: &'static str,
    /// Bits of a sample that carry information, where that is a number.
    pub bits: Option<u16>,
    /// Title, software, place of recording …
    pub texts: Texts,
}

/// Names and values, in the file's order.
///
/// # Guarantees
/// At most 512 pairs, of 4096 characters at most; one line each, without
/// control characters; nothing empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts(Vec<(String, String)>);

impl Texts {
    /// Adds a pair, up to the value's first NUL, unless there are too many or one of them is empty.
    pub fn push(&mut self, name: &str, value: &str) {
        let value = one_line(value.split('\0').next().unwrap_or_default());
        let name = one_line(name);
        if self.0.len() < MAX_PAIRS && !value.is_empty() && !name.is_empty() {
            self.0.push((name, value));
        }
    }
}

impl Deref for Texts {
    type Target = [(String, String)];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

fn one_line(text: &str) -> String {
    let plain: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    plain.trim_end().to_owned()
}
