//! The data of a container as a stream, for encodings that have frames of their own.

use std::io::{self, Read};

use super::claim::Claim;
use super::header::Header;
use crate::source::facts::Texts;
use crate::source::input::Input;
use crate::warning::Warning;

/// Coded data within a container.
pub(in super::super) struct Embedded {
    /// The container's name.
    pub(in super::super) container: &'static str,
    pub(in super::super) texts: Texts,
    pub(in super::super) warnings: Vec<Warning>,
    pub(in super::super) data: Data,
}

/// The bytes of the data.
pub(in super::super) struct Data {
    input: Input,
    left: u64,
}

impl Embedded {
    /// The data that follow the header, which is read.
    pub(super) fn new(input: Input, header: Header) -> Self {
        let Header { container, claim, data_offset, texts, notes, .. } = header;
        let left = match claim {
            Claim::Bytes(bytes) => bytes,
            Claim::Doubtful(_) | Claim::Unfinished | Claim::Streamed => u64::MAX,
        };
        let mut warnings: Vec<Warning> = notes.into_iter().map(Warning::HeaderIgnored).collect();
        let present = input.total().map(|total| total.saturating_sub(data_offset));
        if let Some(found) = present.filter(|&found| left < u64::MAX && found < left) {
            warnings.push(Warning::TruncatedBytes { claimed: left, found });
        }
        Self { container, texts, warnings, data: Data { input, left } }
    }
}

impl Read for Data {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let got = self.input.fill(&mut buffer[..most]).map_err(io::Error::other)?;
        self.left -= got as u64;
        Ok(got)
    }
}
