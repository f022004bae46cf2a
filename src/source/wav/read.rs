//! Reading of all kinds of headers.

use super::super::input::Input;
use super::header::Header;
use super::{aiff, au, riff};
use crate::error::Result;

/// Reads up to the first sample.
pub(super) fn header_of(input: &mut Input) -> Result<Header> {
    let mut start = [0; 12];
    let got = input.fill(&mut start)?;
    match &start[..4] {
        b".snd" | b"dns." => au::read(input, &start),
        b"FORM" => aiff::read(input, &start),
        _ => riff::read(input, &start, got),
    }
}
