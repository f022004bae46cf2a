//! The start of a file.

use super::stream_info::STREAM_INFO;

/// The stream marker.
pub(super) const MARKER: &[u8] = b"fLaC";

/// Bytes of a metadata block header.
pub(super) const BLOCK_HEAD: usize = 4;

/// Whether a file begins here, with its STREAMINFO block.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let is_first = |head: &[u8]| head[0] & 0x7F == 0 && head[1..] == [0, 0, STREAM_INFO as u8];
    bytes.starts_with(MARKER) && bytes.get(MARKER.len()..MARKER.len() + BLOCK_HEAD).is_some_and(is_first)
}
