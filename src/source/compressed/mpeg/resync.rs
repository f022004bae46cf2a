//! Search for frames after the first byte, as in a fragment of a stream.

use super::super::tag;
use super::header::{HEADER, header};
use crate::source::signature::Kind;

/// Consecutive frames that rule out a chance match, if only a tag or the end follows.
const MIN_AT_END: usize = 4;
/// Consecutive frames that rule out a chance match, and exceed those in a packet of a container.
const MIN_PACKETS: usize = 16;
/// The maximum period in bytes of a repeating pattern: the samples of a few channels.
const MAX_PERIOD: usize = 8;

/// The kind of frames that begin anywhere in `bytes`, if they are no chance match.
///
/// A header has 11 fixed bits, and 17 more that all headers of a stream share. The required four headers occur in noise
/// at one offset in 2^62.
pub(in super::super::super) fn resync(bytes: &[u8]) -> Option<Kind> {
    let syncs = (0..bytes.len()).filter(|&at| bytes[at] == 0xFF);
    let mut starts = syncs.map(|at| &bytes[at..]);
    let first = starts.find(|start| is_run(start))?;
    let is_adts = first[1] & 6 == 0;
    Some(if is_adts { Kind::Adts } else { Kind::Mpeg })
}

/// Whether `bytes` begin with consecutive frames of one stream.
fn is_run(bytes: &[u8]) -> bool {
    let Some(first) = header(bytes) else { return false };
    let (mut rest, mut packets) = (bytes, 0);
    while let Some(found) = header(rest).filter(|found| found.stream == first.stream) {
        let Some((packet, after)) = rest.split_at_checked(found.size) else { return packets >= MIN_AT_END };
        if is_pattern(packet) {
            return false;
        }
        packets += 1;
        rest = after;
    }
    let is_end = rest.len() < HEADER || tag::begins(rest);
    packets >= if is_end { MIN_AT_END } else { MIN_PACKETS }
}

/// Whether a frame looks like constant raw samples.
fn is_pattern(packet: &[u8]) -> bool {
    let start = &packet[..packet.len().min(4 * MAX_PERIOD)];
    (1..=MAX_PERIOD).any(|period| start.len() > 2 * period && start[period..] == start[..start.len() - period])
}
