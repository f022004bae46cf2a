//! The run of a plan: workers take inputs in turn, and results are passed on in the order of the inputs.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::outcome::{Done, Outcome, Status};
use super::plan::{Entry, Item, Plan};
use super::schedule::Schedule;
use crate::error::{Error, Result};
use crate::job::{Monitor, Progress, panic_message};
use crate::output::Format;
use crate::units::Seconds;
use crate::warning::Warning;

/// The work on one input of a batch.
pub trait Work<F: Format>: Sync {
    /// Does the work of an item on this many threads; `None` if its outputs are up to date.
    ///
    /// # Errors
    /// Those of the input and the outputs. Nothing is left of an output that fails.
    fn run(&self, item: &Item<F>, threads: NonZeroUsize, monitor: &dyn Monitor) -> Result<Option<Done>>;
}

/// What the caller of a run sees of it.
pub trait Observer<F: Format> {
    /// Takes what became of an input, in the order of the plan; on `Break`, the run ends.
    fn ended(&mut self, entry: &Entry<F>, outcome: Outcome) -> ControlFlow<()>;

    /// Takes the duration of what has been read so far, every now and then.
    fn progress(&mut self, read: Seconds) {
        let _ = read;
    }
}

/// The time from one report of progress to the next.
const INTERVAL: Duration = Duration::from_millis(100);

/// Works on every input of a plan. A panic in the work is that input's error.
pub fn run<F: Format>(plan: &Plan<F>, work: &impl Work<F>, schedule: Schedule, observer: &mut dyn Observer<F>) {
    let entries = &plan.entries;
    let (next, run) = (AtomicUsize::new(0), Run::default());
    std::thread::scope(|scope| {
        let (sender, ended) = mpsc::channel();
        for _ in 0..schedule.jobs.get().min(entries.len()) {
            let (sender, next, run) = (sender.clone(), &next, &run);
            scope.spawn(move || {
                while !run.is_stopped()
                    && let index = next.fetch_add(1, Ordering::Relaxed)
                    && let Some(entry) = entries.get(index)
                {
                    let outcome = run.outcome(entry, work, schedule.threads);
                    if sender.send((index, outcome)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        pass_on(entries, &ended, &run, observer);
    });
}

/// Passes on the outcomes in order. After a stop, those that ended before it are passed on too.
fn pass_on<F: Format>(
    entries: &[Entry<F>],
    ended: &mpsc::Receiver<(usize, Outcome)>,
    run: &Run,
    observer: &mut dyn Observer<F>,
) {
    let (mut waiting, mut due) = (BTreeMap::new(), 0);
    loop {
        match ended.recv_timeout(INTERVAL) {
            Ok((index, outcome)) => waiting.insert(index, outcome),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => break,
        };
        while let Some(outcome) = waiting.remove(&due) {
            run.end(observer.ended(&entries[due], outcome));
            due += 1;
        }
        observer.progress(run.read());
    }
    // Only after a stop is one missing between others.
    for (index, outcome) in waiting {
        if !matches!(outcome.status, Status::Stopped) {
            run.end(observer.ended(&entries[index], outcome));
        }
    }
}

/// What the workers of a run share.
#[derive(Default)]
struct Run {
    stopped: AtomicBool,
    /// Microseconds of audio that have been read.
    read: AtomicU64,
}

impl Run {
    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    fn end(&self, flow: ControlFlow<()>) {
        if flow.is_break() {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }

    fn read(&self) -> Seconds {
        Seconds(self.read.load(Ordering::Relaxed) as f64 / 1e6)
    }

    fn outcome<F: Format>(&self, entry: &Entry<F>, work: &impl Work<F>, threads: NonZeroUsize) -> Outcome {
        let begun = Instant::now();
        let watch = Watch { run: self, read: AtomicU64::new(0), warnings: Mutex::default() };
        let done = match entry {
            Entry::Item(item) => catch_unwind(AssertUnwindSafe(|| work.run(item, threads, &watch)))
                .unwrap_or_else(|payload| Err(Error::Internal { reason: panic_message(&*payload).to_owned() })),
            Entry::Failed(failed) => Err(failed.take()),
        };
        let status = match done {
            Ok(Some(done)) => Status::Done(done),
            Ok(None) => Status::UpToDate,
            Err(Error::Cancelled) if self.is_stopped() => Status::Stopped,
            Err(error) => Status::Failed(error),
        };
        let warnings = watch.warnings.into_inner().unwrap_or_else(PoisonError::into_inner);
        Outcome { status, warnings, elapsed: begun.elapsed() }
    }
}

/// The view of one input's job.
struct Watch<'a> {
    run: &'a Run,
    /// Microseconds of this input that have been read.
    read: AtomicU64,
    warnings: Mutex<Vec<Warning>>,
}

impl Monitor for Watch<'_> {
    fn progress(&self, Progress { samples, rate, .. }: Progress) {
        let now = (rate.duration(samples).0 * 1e6) as u64;
        let before = self.read.swap(now, Ordering::Relaxed);
        self.run.read.fetch_add(now.saturating_sub(before), Ordering::Relaxed);
    }

    fn warning(&self, warning: &Warning) {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).push(warning.clone());
    }

    fn is_cancelled(&self) -> bool {
        self.run.is_stopped()
    }
}
