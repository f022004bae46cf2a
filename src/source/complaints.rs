//! The error messages of a decoding process.

use std::io::{BufRead, BufReader, Read};

use crate::warning::Warning;

/// Bytes of a line that are read as one message; a longer line counts as several.
const LONGEST_LINE: u64 = 4096;
/// Characters of a message to keep.
const LONGEST: usize = 300;

/// The messages, of which only the first and the last are kept.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    count: u64,
    first: String,
    last: String,
}

impl Complaints {
    /// Reads all messages, one per line, up to the end or an error. `prefix` names the input in them and is removed.
    pub(super) fn read(errors: impl Read, prefix: &[u8]) -> Self {
        let mut errors = BufReader::new(errors);
        let (mut all, mut line) = (Self::default(), Vec::new());
        while let Ok(1..) = errors.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
            all.add(plain(line.strip_prefix(prefix).unwrap_or(&line)));
            line.clear();
        }
        all
    }

    fn add(&mut self, message: String) {
        if message.is_empty() {
            return;
        }
        if self.count == 0 {
            self.first.clone_from(&message);
        }
        self.count += 1;
        self.last = message;
    }

    /// The first message, which is the most specific before any sample.
    pub(super) fn first(&self) -> Option<&str> {
        (self.count > 0).then_some(&*self.first)
    }

    /// The last message.
    pub(super) fn last(&self) -> Option<&str> {
        (self.count > 0).then_some(&*self.last)
    }

    /// The warning about errors in spite of which the process succeeded.
    pub(super) fn warning(self) -> Option<Warning> {
        (self.count > 0).then_some(Warning::DecoderErrors { errors: self.count, first: self.first })
    }
}

/// A message in one line. The addresses in `[ac3 @ 0x55d0c0de]` are removed, since they differ from run to run.
fn plain(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line);
    let mut parts = text.split(" @ 0x");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    plain.extend(parts.map(|part| part.trim_start_matches(|c: char| c.is_ascii_hexdigit())));
    let shown: String = plain.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    shown.trim_end().to_owned()
}
