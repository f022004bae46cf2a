//! Encoder padding in the packets of a Matroska track.
//!
//! # Source
//! RFC 9559, sections 5.1.3.5.7 ("DiscardPadding"), 5.1.4.1.28 ("CodecDelay") and 10 (block headers).

use std::collections::VecDeque;
use std::fs::File;
use std::io;

use super::elements::{HEAD, elements, header, number, value};
use super::encodings::{TRACK, TRACK_NUMBER, tracks};
use super::walk::Walk;

const CODEC_DELAY: u64 = 0x56AA;
pub(super) const SIMPLE_BLOCK: u64 = 0xA3;
pub(super) const BLOCK_GROUP: u64 = 0xA0;
const BLOCK: u64 = 0xA1;
const DISCARD_PADDING: u64 = 0x75A2;
/// Bytes of a block that contain its track and number of packets.
const BLOCK_HEAD: usize = 12;

/// Padding in the packets of one track, in nanoseconds.
#[derive(Debug, Default)]
pub(in super::super) struct Trims {
    track: u64,
    /// Padding before the first sample.
    pub(in super::super) delay: u64,
    /// Packet numbers, and the padding at the packet's end; at its start if negative.
    packets: VecDeque<(u64, i64)>,
    /// Packets counted so far, in blocks or by the demuxer.
    count: u64,
}

impl Trims {
    /// Reads the properties of a track.
    pub(in super::super) fn of_track(file: &mut File, track: u32) -> io::Result<Self> {
        let (tracks, track) = (tracks(file)?, u64::from(track));
        let mut entries = elements(&tracks).filter(|(id, _)| *id == TRACK).map(|(_, entry)| entry);
        let entry = entries.find(|entry| value(entry, TRACK_NUMBER) == Some(track));
        let delay = entry.and_then(|entry| value(entry, CODEC_DELAY)).unwrap_or(0);
        Ok(Self { track, delay, ..Self::default() })
    }

    /// Records a block of packets, given the offsets where its contents begin and end.
    pub(super) fn note(&mut self, walk: &mut Walk<'_>, id: u64, (mut at, end): (u64, u64)) -> io::Result<()> {
        if id == SIMPLE_BLOCK {
            self.block(&walk.peek(at, BLOCK_HEAD)?);
            return Ok(());
        }
        let (mut is_mine, mut padding) = (false, 0);
        while at < end {
            let Some((id, Some(size), length)) = header(&walk.peek(at, HEAD)?) else { break };
            let contents = at + length as u64;
            match id {
                BLOCK => is_mine = self.block(&walk.peek(contents, BLOCK_HEAD)?),
                DISCARD_PADDING if size <= 8 => padding = signed(&walk.peek(contents, size as usize)?),
                _ => {}
            }
            at = contents.saturating_add(size);
        }
        if let Some(last) = self.count.checked_sub(1).filter(|_| is_mine && padding != 0) {
            self.packets.push_back((last, padding));
        }
        Ok(())
    }

    /// Counts the packets of a block with this header; false if it belongs to another track.
    fn block(&mut self, head: &[u8]) -> bool {
        let Some((track, length)) = number(head, 8) else { return false };
        let is_mine = track & ((1 << (7 * length)) - 1) == self.track;
        // The track number precedes a 16-bit time, flags, and the number of packets in the block less one.
        let is_shared = head.get(length + 2).is_some_and(|flags| flags & 6 != 0);
        let more = head.get(length + 3).filter(|_| is_shared).map_or(0, |&more| u64::from(more));
        self.count += if is_mine { 1 + more } else { 0 };
        is_mine
    }

    /// Restarts at the first packet, as the demuxer will.
    pub(super) fn rewind(&mut self) {
        self.count = 0;
    }

    /// The padding at the start and end of the next packet.
    pub(in super::super) fn next(&mut self) -> (u64, u64) {
        let this = self.count;
        self.count += 1;
        let Some(&(_, padding)) = self.packets.front().filter(|(packet, _)| *packet == this) else { return (0, 0) };
        self.packets.pop_front();
        if padding < 0 { (padding.unsigned_abs(), 0) } else { (0, padding.unsigned_abs()) }
    }
}

/// A signed number of at most 8 bytes.
fn signed(bytes: &[u8]) -> i64 {
    let is_negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    bytes.iter().fold(if is_negative { -1 } else { 0 }, |number, &byte| number << 8 | i64::from(byte))
}
