//! Packets from the demuxer, combined with the data skipped between them.

use symphonia::core::packet::Packet;
use symphonia::core::units::Duration;

use super::SkippedTotal;
use super::end::FramesEnd;
use super::handle::FrameStream;

/// A stream of packets and the current position in it.
pub(in super::super) struct Feed {
    frame_stream: FrameStream,
    /// Packets read so far.
    taken: u64,
    /// Samples per channel that the file states.
    claimed: Option<u64>,
    /// Samples of silence inserted since the start of the file.
    shift: u64,
    skipped: SkippedTotal,
}

impl Feed {
    pub(in super::super) fn new(frame_stream: FrameStream, claimed: Option<u64>) -> Self {
        Self { frame_stream, taken: 0, claimed, shift: 0, skipped: SkippedTotal::default() }
    }

    /// The data skipped so far.
    pub(in super::super) fn skipped(&self) -> &SkippedTotal {
        &self.skipped
    }

    /// Processes the next packet; returns the samples of silence before it, and whether it directly follows the
    /// previous one.
    pub(in super::super) fn take(&mut self, packet: &mut Packet) -> (u64, bool) {
        let (silence, follows) = self.pass();
        self.taken += 1;
        self.shift += silence;
        // The demuxer trimmed the packet without counting the inserted silence.
        if let Some(claimed) = self.claimed.filter(|_| self.shift > 0) {
            let end = i128::from(packet.pts.get()) + i128::from(self.shift) + i128::from(packet.dur.get());
            let surplus = u64::try_from(end - i128::from(claimed)).unwrap_or(0).min(packet.dur.get());
            packet.trim_end = packet.trim_end.max(Duration::from(surplus));
        }
        (silence, follows)
    }

    fn pass(&mut self) -> (u64, bool) {
        let (mut silence, mut follows) = (0, true);
        while let Some(skipped) = self.frame_stream.next_skipped(self.taken) {
            self.skipped.add(&skipped);
            silence += skipped.samples;
            follows = false;
        }
        (silence, follows)
    }

    /// How the stream changes, if it cannot be decoded any further.
    pub(in super::super) fn change(&self) -> Option<String> {
        self.frame_stream.change()
    }

    /// Whether there are more packets than the summary of the file counts.
    pub(in super::super) fn is_miscounted(&self) -> bool {
        self.frame_stream.is_miscounted()
    }

    /// Restores an earlier count of skipped data.
    pub(in super::super) fn set_skipped(&mut self, skipped: SkippedTotal) {
        self.skipped = skipped;
    }

    /// What follows the last packet.
    pub(in super::super) fn end(&mut self) -> FramesEnd {
        let (end, packets) = self.frame_stream.frames_end();
        // MpaReader drops a first frame that disagrees with the second.
        self.taken = packets;
        if end == FramesEnd::Eof {
            self.pass();
        }
        end
    }

    /// The packets of the next file.
    pub(in super::super) fn next_file(&self) -> FrameStream {
        self.frame_stream.next_file();
        self.frame_stream.clone()
    }

    /// Restarts with another file that states `claimed` samples.
    pub(in super::super) fn restart(&mut self, claimed: Option<u64>) {
        (self.claimed, self.shift) = (claimed, 0);
    }
}
