//! The threads: workers that take turns at reading, results merged in order.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::batches::{Batch, Batcher, Extent, Framing};
use crate::error::{Error, Result};
use crate::memory;
use crate::real::Real;
use crate::source::{AudioSource, ChannelStreams, Channels};
use crate::stft::Signal;

/// A run of frames over decoded samples.
pub(super) struct Frames<'a, T> {
    /// The number of the first frame.
    pub(super) first: u64,
    /// The sample on which it begins.
    pub(super) start: u64,
    /// The samples of each lane of the signal.
    lanes: &'a [Vec<T>],
    framing: Framing,
    count: usize,
}

impl<T> Frames<'_, T> {
    /// How many frames.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The `index`th of these frames.
    pub(super) fn get(&self, index: usize) -> Signal<'_, T> {
        match self.lanes {
            [re, im] => Signal::Complex(self.cut(re, index), self.cut(im, index)),
            _ => Signal::Real(self.real(index)),
        }
    }

    /// The real samples, or the real parts of complex ones, under the `index`th of these frames.
    pub(super) fn real(&self, index: usize) -> &[T] {
        self.cut(&self.lanes[0], index)
    }

    fn cut<'s>(&self, lane: &'s [T], index: usize) -> &'s [T] {
        &lane[index * self.framing.hop..][..self.framing.window]
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

    /// How many numbers come of one frame at most, at least 1; batches are the smaller for it.
    fn values_per_frame(&self) -> usize;

    /// Bytes of the buffers of one worker, and of a result what does not grow with its frames.
    fn bytes(&self) -> u64;

    /// Overwrites `output` with what comes of `frames`.
    fn run(&self, frames: &Frames<'_, T>, scratch: &mut Self::Scratch, output: &mut Self::Output);
}

/// How a stream is fed to the workers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Feed {
    pub(super) framing: Framing,
    pub(super) channels: Channels,
    pub(super) threads: NonZeroUsize,
    /// Bytes that are taken beside the workers while they work.
    pub(super) beside: u64,
}

/// The most workers: a bound on what a mistyped number can do.
const MOST_WORKERS: usize = 256;

/// Bytes that the batches of all workers may take together, unless one of them has more.
const MOST_BATCH_BYTES: usize = 1 << 28;

/// Bytes of the stack of a worker.
const STACK: usize = 2 << 20;

/// What a run of samples was like.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) framing: Framing,
    pub(super) extent: Extent,
}

/// Runs `work` over every frame of one run of `source` and hands the results to `merge` in order.
///
/// For each batch, `merge` gets the result of every signal that the feed's
/// channels stand for, with the signal's number.
///
/// With one worker everything happens on the calling thread. Else each worker reads a batch when it is its turn, works on it while others
/// read theirs, and sends the result to the calling thread. The results do
/// not depend on the number of threads: a batch is decided by indices alone,
/// and `merge` sees the batches in the order of their frames. At most two results
/// per worker, and two more, are under way at a time.
///
/// After an error of `merge` no more is read than the step that is under way.
///
/// # Errors
/// The first of `merge` or of the source; what is under way is dropped. [`Error::Limit`] for frames of too many bytes,
/// or where the limits of the process leave no memory for one worker, [`Error::Io`] where not even one thread can be started.
pub(super) fn run<T: Real, W: Work<T>>(
    source: &mut dyn AudioSource,
    feed: &Feed,
    work: &W,
    mut merge: impl FnMut(usize, &mut W::Output) -> Result<()>,
) -> Result<Summary> {
    let spec = source.spec().clone();
    let lanes = ChannelStreams::new(&spec, feed.channels)?;
    let stopped = AtomicBool::new(false);
    let values = work.values_per_frame().saturating_mul(lanes.signals());
    let mut batcher = Batcher::new(source, feed.framing, values, &stopped)?;
    let (free, empties) = channel::<Vec<W::Output>>();
    let (done, results) = channel();
    let bytes_each =
        batcher.samples_per_batch().saturating_mul(spec.bytes_per_sample_frame() + lanes.per_signal() * size_of::<T>());
    let workers = feed.threads.get().min(MOST_WORKERS).min((MOST_BATCH_BYTES / bytes_each).max(1));
    // Two results are under way for each worker and two more; a third is put together of those of the channels.
    let result = batcher.bytes_per_result(values, size_of::<T>());
    let each = batcher.bytes_per_batch() + bytes_each as u64 + 2 * result + STACK as u64;
    let workers = memory::workers(workers, feed.beside.saturating_add(3 * result), each.saturating_add(work.bytes()))?;
    let input = (spec.bytes_per_sample_frame(), feed.framing, &lanes);
    let empty = || (0..lanes.signals()).map(|_| W::Output::default()).collect::<Vec<_>>();
    if workers == 1 {
        run_here(Worker::new(work, input), &mut batcher, &mut empty(), &mut merge)?;
        return Ok(Summary { framing: feed.framing, extent: batcher.extent() });
    }
    batcher.use_threads(workers);
    for _ in 0..2 * workers + 2 {
        let _ = free.send(empty());
    }
    let turn = Mutex::new(Turn { batcher, empties, failure: None });
    thread::scope(|scope| {
        let mut started = Vec::new();
        for worker in 0..workers {
            let done = done.clone();
            let turn = &turn;
            let begin = move || worker_loop(Worker::new(work, input), turn, &done);
            match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, begin) {
                Ok(handle) => started.push(handle),
                Err(error) if worker == 0 => return Err(Error::io("cannot start a thread", error)),
                // As many as there are will do.
                Err(_) => break,
            }
        }
        drop(done);
        let merged = in_order(&results, &free, &mut merge);
        // A worker that reads stops at once; one that waits for empty outputs gets none.
        stopped.store(true, Ordering::Relaxed);
        drop(free);
        // A worker's panic goes on here with its own words; the scope would have others.
        started.into_iter().for_each(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        merged
    })?;
    let turn = turn.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    match turn.failure {
        Some(error) => Err(error),
        None => Ok(Summary { framing: feed.framing, extent: turn.batcher.extent() }),
    }
}

/// What a worker holds while it reads: the source, and the outputs, one for each signal, that are not in use.
struct Turn<'a, O> {
    batcher: Batcher<'a>,
    empties: Receiver<Vec<O>>,
    failure: Option<Error>,
}

impl<O> Turn<'_, O> {
    /// Fills `batch` and hands out the outputs to fill from it; `None` when the work is over.
    fn take(&mut self, batch: &mut Batch) -> Option<Vec<O>> {
        // The worker on the earliest batch already holds outputs, so some always come back.
        let outputs = self.empties.recv().ok()?;
        if self.failure.is_some() || self.batcher.is_stopped() {
            return None;
        }
        match self.batcher.next(batch) {
            Ok(true) if !self.batcher.is_stopped() => Some(outputs),
            Ok(true) => None,
            Ok(false) => None,
            Err(error) => {
                self.failure = Some(error);
                None
            }
        }
    }
}

/// What a worker sends: a batch's place in the order and what came of it; nothing if the worker was lost.
type Done<O> = Option<(u64, Vec<O>)>;

/// Reports a panic, so that no thread waits for the batch that was lost with it.
struct Alarm<'a, O>(&'a Sender<Done<O>>);

impl<O> Drop for Alarm<'_, O> {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(None);
        }
    }
}

/// What one thread needs to make outputs of batches.
struct Worker<'a, T: Real, W: Work<T>> {
    work: &'a W,
    scratch: W::Scratch,
    framing: Framing,
    lanes: &'a ChannelStreams,
    /// Bytes of one sample of every channel.
    unit: usize,
    /// The decoded samples of each lane of a signal.
    samples: Vec<Vec<T>>,
}

impl<'a, T: Real, W: Work<T>> Worker<'a, T, W> {
    fn new(work: &'a W, (unit, framing, lanes): (usize, Framing, &'a ChannelStreams)) -> Self {
        let samples = vec![Vec::new(); lanes.per_signal()];
        Self { work, scratch: work.scratch(), framing, lanes, unit, samples }
    }

    /// Overwrites the output of every signal with what comes of a batch.
    fn fill(&mut self, batch: &Batch, outputs: &mut [W::Output]) {
        let Self { framing, lanes, unit, .. } = *self;
        let encoded = batch.encoded();
        let there = (encoded.len() / unit).min(framing.samples_of(batch.frames));
        for (signal, output) in outputs.iter_mut().enumerate() {
            for (part, samples) in self.samples.iter_mut().enumerate() {
                samples.resize(there.max(framing.window), T::ZERO);
                samples[there..].fill(T::ZERO);
                let lane = signal * lanes.per_signal() + part;
                lanes.decode(lane, &encoded[..there * unit], &mut samples[..there]);
            }
            let (first, start, count) = (batch.first_frame, batch.start, batch.frames);
            let frames = Frames { first, start, lanes: &self.samples, framing, count };
            self.work.run(&frames, &mut self.scratch, output);
        }
    }
}

/// A worker's loop on a thread of its own: read, decode and work on batches until there are no more.
fn worker_loop<T: Real, W: Work<T>>(
    mut worker: Worker<'_, T, W>,
    turn: &Mutex<Turn<'_, W::Output>>,
    done: &Sender<Done<W::Output>>,
) {
    let _alarm = Alarm(done);
    let mut batch = Batch::default();
    loop {
        // A poisoned lock is the panic of another worker.
        let taken = turn.lock().ok().and_then(|mut turn| turn.take(&mut batch));
        let Some(mut outputs) = taken else { return };
        worker.fill(&batch, &mut outputs);
        if done.send(Some((batch.index, outputs))).is_err() {
            return;
        }
    }
}

/// All the work on the calling thread: the same batches in the same order.
fn run_here<T: Real, W: Work<T>>(
    mut worker: Worker<'_, T, W>,
    batcher: &mut Batcher<'_>,
    outputs: &mut [W::Output],
    merge: &mut dyn FnMut(usize, &mut W::Output) -> Result<()>,
) -> Result<()> {
    let mut batch = Batch::default();
    while batcher.next(&mut batch)? {
        worker.fill(&batch, outputs);
        for (signal, output) in outputs.iter_mut().enumerate() {
            merge(signal, output)?;
        }
    }
    Ok(())
}

/// Hands results to `merge` in the order of their batches and sends the outputs back.
fn in_order<O>(
    results: &Receiver<Done<O>>,
    free: &Sender<Vec<O>>,
    merge: &mut dyn FnMut(usize, &mut O) -> Result<()>,
) -> Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    // A worker that is lost ends the work; its panic is passed on.
    for (index, outputs) in results.iter().map_while(|done| done) {
        early.insert(index, outputs);
        while let Some(mut outputs) = early.remove(&next) {
            for (signal, output) in outputs.iter_mut().enumerate() {
                merge(signal, output)?;
            }
            next += 1;
            // The workers may have ended already.
            let _ = free.send(outputs);
        }
    }
    Ok(())
}
