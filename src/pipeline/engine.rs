//! The threads: a reader, workers on batches of frames, results merged in order.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use super::batches::{Batch, Batcher, Extent, Framing};
use crate::error::{Error, Result};
use crate::real::Real;
use crate::source::{AudioSource, AudioSpec, Channels, Lanes, SampleTally, Tally};
use crate::stft::Signal;

/// A run of frames over decoded samples.
pub(super) struct Frames<'a, T> {
    /// The number of the first frame.
    pub(super) first: u64,
    /// The sample on which it begins.
    pub(super) start: u64,
    /// Lane after lane, each as long.
    samples: &'a [T],
    /// Samples of a lane.
    stride: usize,
    framing: Framing,
    count: usize,
    complex: bool,
}

impl<T> Frames<'_, T> {
    /// How many frames.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The `index`th of these frames, of the `signal`th signal.
    pub(super) fn get(&self, signal: usize, index: usize) -> Signal<'_, T> {
        let lane = |lane: usize| &self.samples[lane * self.stride + index * self.framing.hop..][..self.framing.window];
        if self.complex { Signal::Complex(lane(2 * signal), lane(2 * signal + 1)) } else { Signal::Real(lane(signal)) }
    }
}

/// What workers do to the frames of a batch.
pub(super) trait Work<T: Real>: Sync {
    /// Buffers of one worker.
    type Scratch;
    /// What comes of one batch.
    type Output: Default + Send;

    /// Makes the buffers of one worker.
    fn scratch(&self) -> Self::Scratch;

    /// Overwrites `output` with what comes of `frames`.
    fn run(&self, frames: &Frames<'_, T>, scratch: &mut Self::Scratch, output: &mut Self::Output);
}

/// How a stream is fed to the workers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Feed {
    pub(super) framing: Framing,
    pub(super) channels: Channels,
    pub(super) threads: NonZeroUsize,
}

/// What the whole stream was like.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) extent: Extent,
    pub(super) tally: SampleTally,
}

/// A batch with its result: both travel in circles, so that nothing is allocated anew.
#[derive(Default)]
struct Parcel<O> {
    batch: Batch,
    output: O,
}

/// Runs `work` over every frame of `source` and hands the results to `merge` in order.
///
/// The results do not depend on the number of threads: a batch is decided by
/// indices alone, and `merge` sees the batches in the order of their frames.
/// At most two batches per worker, and two more, are under way at a time.
///
/// # Errors
/// The first of the source or of `merge`; what is under way is dropped.
pub(super) fn run<T: Real, W: Work<T>>(
    source: &mut dyn AudioSource,
    feed: &Feed,
    work: &W,
    mut merge: impl FnMut(&mut W::Output) -> Result<()>,
) -> Result<Summary> {
    let spec = source.spec().clone();
    let lanes = Lanes::new(&spec, feed.channels)?;
    let parcels = 2 * feed.threads.get() + 2;
    let (free, empties) = channel::<Parcel<W::Output>>();
    let (filled, to_do) = sync_channel(parcels);
    let to_do = Mutex::new(to_do);
    let (done, results) = channel();
    for _ in 0..parcels {
        let _ = free.send(Parcel::default());
    }
    thread::scope(|scope| {
        let reader = scope.spawn(move || read(source, feed, &empties, &filled));
        for _ in 0..feed.threads.get() {
            let done = done.clone();
            let (spec, lanes, to_do) = (&spec, &lanes, &to_do);
            scope.spawn(move || labour(work, feed.framing, spec, lanes, to_do, &done));
        }
        drop(done);
        let merged = in_order(&results, &free, &mut merge);
        // Without parcels the reader stops, and without the reader the workers.
        drop((free, results));
        let summary = reader.join().unwrap_or_else(|_| Err(Error::Limit("the reading thread failed".to_owned())));
        merged.and(summary)
    })
}

/// The reader's life: fill empty parcels until the stream ends or nobody wants more.
fn read<O>(
    source: &mut dyn AudioSource,
    feed: &Feed,
    empties: &Receiver<Parcel<O>>,
    filled: &SyncSender<Parcel<O>>,
) -> Result<Summary> {
    let spec = source.spec();
    let mut tally = Tally::new(spec.format, spec.channels, if spec.complex { Channels::All } else { feed.channels });
    let mut batcher = Batcher::new(source, feed.framing);
    while let Ok(mut parcel) = empties.recv() {
        if !batcher.next(&mut parcel.batch, &mut |bytes| tally.add(bytes))? || filled.send(parcel).is_err() {
            break;
        }
    }
    Ok(Summary { extent: batcher.extent(), tally: tally.counts() })
}

/// A worker's life: decode and work on batches until there are no more.
fn labour<T: Real, W: Work<T>>(
    work: &W,
    framing: Framing,
    spec: &AudioSpec,
    lanes: &Lanes,
    to_do: &Mutex<Receiver<Parcel<W::Output>>>,
    done: &Sender<Parcel<W::Output>>,
) {
    let mut scratch = work.scratch();
    let mut samples = Vec::new();
    let unit = spec.bytes_per_instant();
    loop {
        let next = to_do.lock().map(|queue| queue.recv());
        let Ok(Ok(mut parcel)) = next else { return };
        let batch = &parcel.batch;
        let encoded = &batch.bytes[batch.offset..];
        let there = (encoded.len() / unit).min(framing.samples_of(batch.frames));
        let stride = there.max(framing.window);
        samples.resize(lanes.count() * stride, T::ZERO);
        for (lane, samples) in samples.chunks_exact_mut(stride).enumerate() {
            lanes.decode(lane, &encoded[..there * unit], &mut samples[..there]);
            samples[there..].fill(T::ZERO);
        }
        let frames = Frames {
            first: batch.first_frame,
            start: batch.start,
            samples: &samples,
            stride,
            framing,
            count: batch.frames,
            complex: spec.complex,
        };
        work.run(&frames, &mut scratch, &mut parcel.output);
        if done.send(parcel).is_err() {
            return;
        }
    }
}

/// Hands results to `merge` in the order of their batches and sends the parcels back.
fn in_order<O>(
    results: &Receiver<Parcel<O>>,
    free: &Sender<Parcel<O>>,
    merge: &mut dyn FnMut(&mut O) -> Result<()>,
) -> Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for parcel in results {
        early.insert(parcel.batch.index, parcel);
        while let Some(mut parcel) = early.remove(&next) {
            merge(&mut parcel.output)?;
            next += 1;
            // The reader may have ended already.
            let _ = free.send(parcel);
        }
    }
    Ok(())
}
