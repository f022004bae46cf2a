//! How a file begins.

use super::stream_info::STREAM_INFO;

/// What a file begins with.
pub(super) const MARKER: &[u8] = b"fLaC";

/// Bytes of a metadata block before its contents.
pub(super) const BLOCK_HEAD: usize = 4;

/// Whether a file begins here: with what there is to say of all its frames.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let is_first = |head: &[u8]| head[0] & 0x7F == 0 && head[1..] == [0, 0, STREAM_INFO as u8];
    bytes.starts_with(MARKER) && bytes.get(MARKER.len()..MARKER.len() + BLOCK_HEAD).is_some_and(is_first)
}
