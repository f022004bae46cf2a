//! Reassembly of packets from the pages of a stream.

use super::page::Page;

/// The maximum size of a packet; the rest of a larger one is left out.
const MAX_PACKET: usize = 1 << 24;

/// The beginning of a packet that continues in the next page.
#[derive(Debug, Clone, Default)]
pub(super) struct Packets {
    partial: Option<Vec<u8>>,
}

impl Packets {
    /// Whether the last page ends within a packet.
    pub(super) fn is_within_packet(&self) -> bool {
        self.partial.is_some()
    }

    /// The packets that end in a page, without those whose beginning is missing; `follows` is whether no page is missing
    /// before it.
    pub(super) fn of(&mut self, page: &Page, follows: bool) -> Vec<Vec<u8>> {
        let mut packet = self.partial.take().filter(|_| follows && page.header.is_continued);
        if !page.header.is_continued {
            packet = Some(Vec::new());
        }
        let (mut packets, mut rest) = (Vec::new(), page.body());
        let mut is_within = false;
        for &size in page.segments() {
            let (part, behind) = rest.split_at(usize::from(size).min(rest.len()));
            rest = behind;
            if let Some(packet) = &mut packet {
                packet.extend(&part[..part.len().min(MAX_PACKET - packet.len())]);
            }
            is_within = size == u8::MAX;
            if !is_within {
                packets.extend(packet.replace(Vec::new()));
            }
        }
        let is_waiting = is_within || page.segments().is_empty() && page.header.is_continued;
        self.partial = packet.filter(|_| is_waiting);
        packets
    }
}
