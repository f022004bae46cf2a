//! Cutting a stream into batches of frames, by indices alone.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, Result};
use crate::memory;
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
}

/// Bytes that a batch advances by: enough work to outweigh handing it over, little enough to stay in a core's cache.
const BATCH_BYTES: usize = 1 << 19;

/// Bytes up to which a batch of long windows is made longer, so that little of it is read into two of them.
const LONG_BATCH_BYTES: usize = 1 << 24;

/// Bytes of results that a batch may lead to, unless a single frame has more.
const RESULT_BYTES: usize = 1 << 21;

/// The most bytes of samples under one frame, or from one frame to the next.
const MOST_BYTES: usize = 1 << 30;

/// Bytes that are read at a time: they are inspected while the cache still holds them.
const READ_BYTES: usize = 1 << 18;

impl Framing {
    /// Samples under `frames` frames, at least 1.
    pub(super) fn samples_of(&self, frames: usize) -> usize {
        (frames - 1) * self.hop + self.window
    }

    /// Frames of a full batch of samples of `unit` bytes, each frame leading to `values` numbers.
    fn frames_per_batch(&self, unit: usize, values: usize) -> usize {
        let long = (2 * self.window).saturating_mul(unit).min(LONG_BATCH_BYTES);
        let by_samples = BATCH_BYTES.max(long) / self.hop.saturating_mul(unit);
        let by_results = RESULT_BYTES / values.saturating_mul(size_of::<f64>());
        by_samples.min(by_results).max(1)
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
    /// Encoded samples of all channels; only the first `filled` count.
    bytes: Vec<u8>,
    filled: usize,
    /// Where in `bytes` the first frame begins.
    offset: usize,
}

impl Batch {
    /// The encoded samples from the first frame on. Where a signal is shorter
    /// than its window, fewer than one frame: the rest is silence.
    pub(super) fn encoded(&self) -> &[u8] {
        &self.bytes[self.offset..self.filled]
    }
}

/// What a run of samples turned out to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Samples per channel.
    pub(super) samples: u64,
    /// Frames at the regular hop, at least 1 where there are samples.
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
    frames_per_batch: usize,
    /// The bytes under the last window of samples read.
    recent: Vec<u8>,
    next_index: u64,
    extent: Extent,
    ended: bool,
    finished: bool,
    /// Set once no more batches are needed, so that reading ends early.
    stopped: &'a AtomicBool,
}

impl<'a> Batcher<'a> {
    /// Lets the source decode on as many threads as there are workers.
    pub(super) fn use_threads(&mut self, workers: usize) {
        self.source.use_threads(NonZeroUsize::new(workers).unwrap_or(NonZeroUsize::MIN));
    }

    /// A batcher of frames that each lead to `values` numbers, at least 1.
    ///
    /// # Errors
    /// [`Error::Limit`] if the samples under a frame, or from one to the next, take more than 1 GiB.
    pub(super) fn new(
        source: &'a mut dyn AudioSource,
        framing: Framing,
        values: usize,
        stopped: &'a AtomicBool,
    ) -> Result<Self> {
        let unit = source.spec().bytes_per_sample_frame();
        let span = framing.window.max(framing.hop);
        if span.saturating_mul(unit) > MOST_BYTES {
            let what = format!("size of a window or hop ({span} samples x {unit} bytes)");
            return Err(Error::limit(what, (span as u64).saturating_mul(unit as u64), MOST_BYTES as u64, "bytes"));
        }
        let frames_per_batch = framing.frames_per_batch(unit, values);
        let extent = Extent { samples: 0, frames: 0, tail: 0 };
        let recent = Vec::new();
        Ok(Self {
            source,
            framing,
            unit,
            frames_per_batch,
            recent,
            next_index: 0,
            extent,
            ended: false,
            finished: false,
            stopped,
        })
    }

    /// Samples of each channel in a full batch.
    pub(super) fn samples_per_batch(&self) -> usize {
        self.framing.samples_of(self.frames_per_batch)
    }

    /// Bytes that one batch and the window that is kept beside it take, while they grow.
    pub(super) fn bytes_per_batch(&self) -> u64 {
        2 * self.samples_per_batch().saturating_add(self.framing.window).saturating_mul(self.unit) as u64
    }

    /// Bytes of the results of one batch of frames that lead to `values` numbers of `size` bytes.
    pub(super) fn bytes_per_result(&self, values: usize, size: usize) -> u64 {
        2 * self.frames_per_batch.saturating_mul(values).saturating_mul(size) as u64
    }

    /// Whether no more batches are needed.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// What has been read so far.
    pub(super) fn extent(&self) -> Extent {
        self.extent
    }

    /// Fills `batch` with the next frames; `false` when there are no more.
    pub(super) fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        if !self.ended {
            self.read_into(batch)?;
            if batch.frames > 0 {
                return Ok(true);
            }
        }
        if self.extent.samples == 0 {
            return Ok(false);
        }
        self.tail_into(batch)
    }

    /// Reads as many samples as a full batch needs, and counts the frames that came of it.
    fn read_into(&mut self, batch: &mut Batch) -> Result<()> {
        let Framing { hop, window, .. } = self.framing;
        let frames = self.frames_per_batch;
        // Every batch but the first begins with the last frame of the one before.
        let (offset, wanted) =
            if self.extent.frames == 0 { (0, self.framing.samples_of(frames)) } else { (hop, frames * hop) };
        let carried = self.recent.len();
        batch.filled = 0;
        batch.append(&self.recent)?;
        let got = self.fill(batch, wanted * self.unit)?;
        self.ended = got < wanted * self.unit;

        let available = batch.filled / self.unit;
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
        let keep = batch.filled.saturating_sub(window * self.unit);
        self.recent.clear();
        self.recent.extend_from_slice(&batch.bytes[keep..batch.filled]);
        Ok(())
    }

    /// Reads up to `wanted` bytes to the end of what `batch` holds; returns how many.
    ///
    /// In steps, so that memory follows what is there and not what is asked for.
    fn fill(&mut self, batch: &mut Batch, wanted: usize) -> Result<usize> {
        let largest_step = (READ_BYTES / self.unit).max(1) * self.unit;
        let mut got = 0;
        while got < wanted && !self.is_stopped() {
            let step = largest_step.min(wanted - got);
            let place = batch.room_for(step)?;
            let read = self.source.read(place)?;
            batch.filled += read;
            got += read;
            if read < step {
                break;
            }
        }
        Ok(got)
    }

    /// The one frame that ends with the signal, where one is called for.
    fn tail_into(&mut self, batch: &mut Batch) -> Result<bool> {
        let only_frame = self.extent.frames == 0;
        let called_for = only_frame || (self.framing.cover_tail && self.extent.tail > 0);
        if self.finished || !called_for {
            return Ok(false);
        }
        self.finished = true;
        batch.index = self.next_index;
        batch.first_frame = self.extent.frames;
        batch.start = self.extent.samples.saturating_sub(self.framing.window as u64);
        batch.frames = 1;
        batch.filled = 0;
        batch.append(&self.recent)?;
        batch.offset = 0;
        if only_frame {
            self.extent.frames = 1;
            self.extent.tail = 0;
        }
        Ok(true)
    }
}

impl Batch {
    /// The `count` bytes after those that are filled. A batch that is used again needs no new ones.
    fn room_for(&mut self, count: usize) -> Result<&mut [u8]> {
        let missing = (self.filled + count).saturating_sub(self.bytes.len());
        if missing > 0 {
            memory::reserve(&mut self.bytes, missing)?;
            self.bytes.resize(self.filled + count, 0);
        }
        Ok(&mut self.bytes[self.filled..self.filled + count])
    }

    fn append(&mut self, bytes: &[u8]) -> Result<()> {
        self.room_for(bytes.len())?.copy_from_slice(bytes);
        self.filled += bytes.len();
        Ok(())
    }
}
