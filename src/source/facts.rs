//! Properties of a file other than its samples.

use std::ops::Deref;

use super::stated::Stated;

/// The maximum number of pairs to keep.
const MAX_PAIRS: usize = 512;
/// The maximum number of characters of a name or value to keep.
const MAX_LENGTH: usize = 4096;

/// The container, encoding and texts of an input, for display.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The container's name, such as `WAV` or `RF64`.
    pub container: &'static str,
    /// The encoding's name, such as `PCM`, `float` or `µ-law`.
    pub encoding: &'static str,
    /// Significant bits per sample, if there is such a number.
    pub bits: Option<u16>,
    /// Title, software, recording location …
    pub texts: Texts,
}

/// Names and values, in the file's order, and what they state about the samples.
///
/// # Guarantees
/// At most 512 pairs of at most 4096 characters; each on one line, without control characters; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts {
    pairs: Vec<(String, String)>,
    pub(super) stated: Stated,
}

impl Texts {
    /// Adds a pair, with the value up to its first NUL. Ignores empty names or values, and pairs beyond the limit.
    pub fn push(&mut self, name: &str, value: &str) {
        let value = one_line(value.split('\0').next().unwrap_or_default());
        let name = one_line(name);
        if self.pairs.len() < MAX_PAIRS && !value.is_empty() && !name.is_empty() {
            self.pairs.push((name, value));
        }
    }
}

impl Deref for Texts {
    type Target = [(String, String)];

    fn deref(&self) -> &Self::Target {
        &self.pairs
    }
}

fn one_line(text: &str) -> String {
    let plain: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX_LENGTH).collect();
    plain.trim_end().to_owned()
}
