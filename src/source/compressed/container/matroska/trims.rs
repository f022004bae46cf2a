//! Encoder padding in the packets of a Matroska track.
//!
//! # Source
//! RFC 9559, sections 5.1.3.5.7 ("DiscardPadding") and 10 (block headers).

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};

use super::elements::{CLUSTER, HEAD, SEGMENT, header, number};

const SIMPLE_BLOCK: u64 = 0xA3;
const BLOCK_GROUP: u64 = 0xA0;
const BLOCK: u64 = 0xA1;
const DISCARD_PADDING: u64 = 0x75A2;
/// Bytes of a block that contain its track and number of packets.
const BLOCK_HEAD: usize = 12;

/// Padding in the packets of one track.
#[derive(Debug, Default)]
pub(in super::super) struct Trims {
    /// Packet numbers, and nanoseconds of padding at the packet's end; at its start if negative.
    packets: VecDeque<(u64, i64)>,
    /// Packets read so far.
    count: u64,
    /// Whether the file ends where an element does, with no stated end.
    pub(in super::super) is_open: bool,
}

impl Trims {
    /// Walks over the elements of a file.
    pub(in super::super) fn read(file: &mut File, track: u32) -> io::Result<Self> {
        let bytes = file.metadata()?.len();
        file.rewind()?;
        let mut walk = Walk { file: BufReader::new(file), read: 0, track: track.into(), packets: 0 };
        let (mut trims, mut at, mut padding, mut is_open) = (Self::default(), 0_u64, None, false);
        while at < bytes {
            let Some((id, size, length)) = header(&walk.peek(at, HEAD)?) else { break };
            at += length as u64;
            match (id, size) {
                (SEGMENT, None) => is_open = true,
                (SEGMENT | CLUSTER | BLOCK_GROUP, _) => {}
                (_, None) => break,
                (SIMPLE_BLOCK | BLOCK, _) => padding = walk.block(at)?,
                (DISCARD_PADDING, Some(size @ ..=8)) => {
                    let padded = signed(&walk.peek(at, size as usize)?);
                    trims.packets.extend(padding.take().filter(|_| padded != 0).map(|packet| (packet, padded)));
                }
                _ => {}
            }
            if !matches!(id, SEGMENT | CLUSTER | BLOCK_GROUP) {
                at = at.saturating_add(size.unwrap_or(0));
            }
        }
        trims.is_open = is_open && at == bytes;
        Ok(trims)
    }

    /// The padding in nanoseconds at the start and end of the next packet.
    pub(in super::super) fn next(&mut self) -> (u64, u64) {
        let this = self.count;
        self.count += 1;
        let padding = self.packets.front().filter(|(packet, _)| *packet == this).map_or(0, |&(_, padding)| padding);
        if padding != 0 {
            self.packets.pop_front();
        }
        if padding < 0 { (padding.unsigned_abs(), 0) } else { (0, padding.unsigned_abs()) }
    }
}

/// A file in which small pieces are read from front to back.
struct Walk<'a> {
    file: BufReader<&'a mut File>,
    /// The current byte offset.
    read: u64,
    track: u64,
    /// Packets of the track so far.
    packets: u64,
}

impl Walk<'_> {
    /// Reads `bytes` bytes at byte `at`, or fewer at the end of the file.
    fn peek(&mut self, at: u64, bytes: usize) -> io::Result<Vec<u8>> {
        // Stays within the buffer if possible.
        self.file.seek_relative(at as i64 - self.read as i64)?;
        let mut seen = Vec::with_capacity(bytes);
        self.file.by_ref().take(bytes as u64).read_to_end(&mut seen)?;
        self.read = at + seen.len() as u64;
        Ok(seen)
    }

    /// Counts the packets of a block; the number of its last one, if it belongs to the track.
    fn block(&mut self, at: u64) -> io::Result<Option<u64>> {
        let head = self.peek(at, BLOCK_HEAD)?;
        let Some((track, length)) = number(&head, 8) else { return Ok(None) };
        let is_mine = track & ((1 << (7 * length)) - 1) == self.track;
        // The track number precedes a 16-bit time, flags, and the number of packets in the block less one.
        let is_shared = head.get(length + 2).is_some_and(|flags| flags & 6 != 0);
        let more = head.get(length + 3).filter(|_| is_shared).map_or(0, |&more| u64::from(more));
        self.packets += if is_mine { 1 + more } else { 0 };
        Ok(self.packets.checked_sub(1).filter(|_| is_mine))
    }
}

/// A signed number of at most 8 bytes.
fn signed(bytes: &[u8]) -> i64 {
    let is_negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    bytes.iter().fold(if is_negative { -1 } else { 0 }, |number, &byte| number << 8 | i64::from(byte))
}
