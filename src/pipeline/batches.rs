//! Cutting a stream into batches of frames, by indices alone.

use crate::error::{Error, Result};
use crate::source::AudioSource;

/// How a stream is cut into frames and batches.
///
/// Batch b holds the frames [b·F, (b+1)·F), whatever the number of threads and
/// however the source hands out its samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Framing {
    /// Samples from one frame to the next.
    pub(super) hop: usize,
    /// Samples of a frame.
    pub(super) window: usize,
    /// Whether a last frame, moved back to end with the signal, covers a tail that fills none.
    pub(super) cover_tail: bool,
    /// Frames of a batch, at most; at least 1.
    pub(super) most_frames: usize,
}

/// Samples that a batch advances by, at least: enough work to outweigh handing it over.
const BATCH_SAMPLES: usize = 1 << 15;

impl Framing {
    /// Frames of a full batch. Batches of long windows are longer, so that little is handed over twice.
    fn frames_per_batch(&self) -> usize {
        BATCH_SAMPLES.max(2 * self.window).div_ceil(self.hop).min(self.most_frames)
    }

    /// Samples under `frames` frames, at least 1.
    pub(super) fn samples_of(&self, frames: usize) -> usize {
        (frames - 1) * self.hop + self.window
    }
}

/// A run of frames with the encoded samples under them.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// The place of the batch in the order of results.
    pub(super) index: u64,
    /// The number of its first frame.
    pub(super) first_frame: u64,
    /// The sample on which that frame begins.
    pub(super) start: u64,
    /// How many frames.
    pub(super) frames: usize,
    /// Encoded samples of all channels. Where a signal is shorter than its
    /// window, fewer than one frame: the rest is silence.
    pub(super) bytes: Vec<u8>,
    /// Where in `bytes` the first frame begins.
    pub(super) offset: usize,
}

/// What a stream turned out to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Samples per channel.
    pub(super) samples: u64,
    /// Frames at the regular hop, at least 1.
    pub(super) frames: u64,
    /// Samples after the last of these frames.
    pub(super) tail: u64,
}

/// Reads a source batch by batch.
pub(super) struct Batcher<'a> {
    source: &'a mut dyn AudioSource,
    framing: Framing,
    /// Bytes of one sample of every channel.
    unit: usize,
    /// The bytes under the last window of samples read.
    recent: Vec<u8>,
    next_index: u64,
    extent: Extent,
    ended: bool,
    finished: bool,
}

impl<'a> Batcher<'a> {
    pub(super) fn new(source: &'a mut dyn AudioSource, framing: Framing) -> Self {
        let unit = source.spec().bytes_per_instant();
        let extent = Extent { samples: 0, frames: 0, tail: 0 };
        Self { source, framing, unit, recent: Vec::new(), next_index: 0, extent, ended: false, finished: false }
    }

    /// What has been read so far.
    pub(super) fn extent(&self) -> Extent {
        self.extent
    }

    /// Fills `batch` with the next frames; `false` when there are no more.
    ///
    /// `inspect` sees every byte of the stream once, in order.
    pub(super) fn next(&mut self, batch: &mut Batch, inspect: &mut dyn FnMut(&[u8])) -> Result<bool> {
        if !self.ended {
            self.read_into(batch, inspect)?;
            if batch.frames > 0 {
                return Ok(true);
            }
        }
        if self.extent.samples == 0 {
            return Err(Error::Malformed("the input holds no samples".to_owned()));
        }
        Ok(self.tail_into(batch))
    }

    /// Reads as many samples as a full batch needs, and counts the frames that came of it.
    fn read_into(&mut self, batch: &mut Batch, inspect: &mut dyn FnMut(&[u8])) -> Result<()> {
        let Framing { hop, window, .. } = self.framing;
        let frames = self.framing.frames_per_batch();
        // Every batch but the first begins with the last frame of the one before.
        let (offset, wanted) =
            if self.extent.frames == 0 { (0, self.framing.samples_of(frames)) } else { (hop, frames * hop) };
        let carried = self.recent.len();
        batch.bytes.resize(carried + wanted * self.unit, 0);
        batch.bytes[..carried].copy_from_slice(&self.recent);
        let got = self.source.read(&mut batch.bytes[carried..])?;
        batch.bytes.truncate(carried + got);
        inspect(&batch.bytes[carried..]);
        self.ended = got < wanted * self.unit;

        let available = batch.bytes.len() / self.unit;
        batch.frames = match available.checked_sub(offset + window) {
            Some(room) => room / hop + 1,
            None => 0,
        };
        let framed = match batch.frames {
            0 => carried / self.unit,
            frames => offset + self.framing.samples_of(frames),
        };
        batch.index = self.next_index;
        batch.first_frame = self.extent.frames;
        batch.start = batch.first_frame * hop as u64;
        batch.offset = offset * self.unit;

        self.next_index += u64::from(batch.frames > 0);
        self.extent.samples += (got / self.unit) as u64;
        self.extent.frames += batch.frames as u64;
        self.extent.tail = (available - framed) as u64;
        let keep = batch.bytes.len().saturating_sub(window * self.unit);
        self.recent.clear();
        self.recent.extend_from_slice(&batch.bytes[keep..]);
        Ok(())
    }

    /// The one frame that ends with the signal, where one is called for.
    fn tail_into(&mut self, batch: &mut Batch) -> bool {
        let only_frame = self.extent.frames == 0;
        let called_for = only_frame || (self.framing.cover_tail && self.extent.tail > 0);
        if self.finished || !called_for {
            return false;
        }
        self.finished = true;
        batch.index = self.next_index;
        batch.first_frame = self.extent.frames;
        batch.start = self.extent.samples.saturating_sub(self.framing.window as u64);
        batch.frames = 1;
        batch.bytes.clone_from(&self.recent);
        batch.offset = 0;
        if only_frame {
            self.extent.frames = 1;
            self.extent.tail = 0;
        }
        true
    }
}
