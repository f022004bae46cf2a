//! Packets that begin somewhere behind the first byte: a piece of a stream.

use super::header::{HEADER, header};
use super::tag;
use crate::source::signature::Kind;

/// Packets in a row that are no chance, if nothing else is behind them.
const MIN_AT_END: usize = 4;
/// Packets in a row that are no chance, and more than a packet of a container holds.
const MIN_PACKETS: usize = 16;
/// Bytes that a pattern repeats itself after: the samples of some channels.
const MAX_PERIOD: usize = 8;

/// What the packets are that begin somewhere in `bytes`, if some do that are no chance.
///
/// Of a header 11 bits are the same in all streams, and 17 more in all of one stream: noise makes the four headers
/// that are asked for at one place of 2^62.
pub(in super::super::super) fn resync(bytes: &[u8]) -> Option<Kind> {
    let syncs = (0..bytes.len()).filter(|&at| bytes[at] == 0xFF);
    let mut starts = syncs.map(|at| &bytes[at..]);
    let first = starts.find(|start| is_run(start))?;
    let is_adts = first[1] & 6 == 0;
    Some(if is_adts { Kind::Adts } else { Kind::Mpeg })
}

/// Whether `bytes` begin with packets of one stream, one behind the other.
fn is_run(bytes: &[u8]) -> bool {
    let Some(first) = header(bytes) else { return false };
    let (mut rest, mut packets) = (bytes, 0);
    while let Some(found) = header(rest).filter(|found| found.stream == first.stream) {
        let Some((packet, behind)) = rest.split_at_checked(found.size) else { return packets >= MIN_AT_END };
        if is_pattern(packet) {
            return false;
        }
        packets += 1;
        rest = behind;
    }
    let is_end = rest.len() < HEADER || tag::begins(rest);
    packets >= if is_end { MIN_AT_END } else { MIN_PACKETS }
}

/// Whether a packet is what samples without a header are that are all the same.
fn is_pattern(packet: &[u8]) -> bool {
    let start = &packet[..packet.len().min(4 * MAX_PERIOD)];
    (1..=MAX_PERIOD).any(|period| start.len() > 2 * period && start[period..] == start[..start.len() - period])
}
