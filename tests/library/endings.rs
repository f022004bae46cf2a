//! How jobs end: done, with a panic, cancelled; and that no thread outlives its job.

use std::io::Cursor;
use std::sync::atomic::Ordering;

use specgram::job::{self, Export, ExportOptions};
use specgram::output::{ArrayFormat, by_name};
use specgram::{Error, Result};

use super::{Probe, Watcher, options};

/// Samples of an input that nothing stops, each of 8 bytes: batches for several threads.
const WHOLE: u64 = 1 << 20;
/// Samples after which an input panics, or its job is cancelled.
const PART: u64 = 1 << 19;

/// Both kinds of jobs, without what comes of them.
#[derive(Debug, Clone, Copy)]
enum Job {
    Render,
    Export,
}

impl Job {
    const BOTH: [Self; 2] = [Self::Render, Self::Export];

    fn run(self, probe: Probe, threads: usize, watcher: &Watcher<'_>) -> Result<()> {
        match self {
            Self::Render => job::render(probe.input(), &options(threads), watcher).map(drop),
            Self::Export => {
                let threads = threads.try_into().unwrap();
                let options = ExportOptions { threads, ..ExportOptions::default() };
                let export = Export::new(probe.input(), &options, watcher)?;
                let format = by_name::<ArrayFormat>("npy").unwrap();
                let writer = export.writer(format, Box::new(Cursor::new(Vec::new())))?;
                export.run(vec![writer], |_, written| written).map(drop)
            }
        }
    }

    /// A job that is left alone.
    fn whole(self, threads: usize, watcher: &Watcher<'_>) -> Result<()> {
        self.run(Probe::new(WHOLE), threads, watcher)
    }

    /// A job whose input panics in the middle.
    fn panicking(self, threads: usize) -> Result<()> {
        self.run(Probe { panics_after: PART, ..Probe::new(WHOLE) }, threads, &Watcher::default())
    }

    /// A job that is cancelled in the middle of an input of hours.
    fn cancelled(self, threads: usize) -> Result<()> {
        let watcher = Watcher { stop_after: Some(PART), ..Watcher::default() };
        self.run(Probe::new(1 << 40), threads, &watcher)
    }
}

#[test]
fn a_panic_in_the_middle_is_an_error_with_its_own_words() {
    for (job, threads) in Job::BOTH.into_iter().flat_map(|job| [1, 2, 5].map(|threads| (job, threads))) {
        let ended = job.panicking(threads);
        let Err(Error::Internal { reason }) = &ended else { panic!("{job:?}, {threads} threads: {ended:?}") };
        assert_eq!(reason, "the probe breaks", "{job:?}, {threads} threads");
    }
}

#[test]
fn a_job_that_is_cancelled_in_the_middle_or_before_it_begins_ends_as_cancelled() {
    for (job, threads) in Job::BOTH.into_iter().flat_map(|job| [1, 2, 5].map(|threads| (job, threads))) {
        let ended = job.cancelled(threads);
        assert!(matches!(ended, Err(Error::Cancelled)), "{job:?}, {threads} threads: {ended:?}");
        let watcher = Watcher { stop_after: Some(0), ..Watcher::default() };
        let ended = job.whole(threads, &watcher);
        assert!(matches!(ended, Err(Error::Cancelled)), "{job:?}, {threads} threads: {ended:?}");
        assert_eq!(watcher.seen.load(Ordering::Relaxed), 0, "{job:?}, {threads} threads");
    }
}

#[cfg(target_os = "linux")]
pub(super) use threads::namesakes;

/// Threads of this process by their names, which on Linux a thread has from the one that started it.
#[cfg(target_os = "linux")]
mod threads {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};
    use std::{fs, thread};

    use super::Job;
    use crate::Watcher;

    /// The time within which a thread that was joined must be gone from the system's list, on a busy machine too.
    const PATIENCE: Duration = Duration::from_secs(60);

    /// A way in which a job with so many threads ends.
    type Way = fn(Job, usize) -> specgram::Result<()>;

    /// How many threads have the name of this one.
    pub(crate) fn namesakes() -> usize {
        let own = fs::read_to_string("/proc/thread-self/comm").expect("a name");
        let threads = fs::read_dir("/proc/self/task").expect("the threads");
        // One may end while it is looked at.
        let names = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("comm")).ok());
        names.filter(|name| *name == own).count()
    }

    /// Waits until this thread is the only one of its name: the system may list a thread a little longer than its end can
    /// be waited for. Returns how many others are left.
    fn others_left() -> usize {
        let begun = Instant::now();
        loop {
            let others = namesakes() - 1;
            if others == 0 || begun.elapsed() > PATIENCE {
                return others;
            }
            thread::yield_now();
        }
    }

    /// Runs `test` on a thread with a name of its own, of at most 15 bytes.
    fn on_a_named_thread(test: impl FnOnce() + Send + 'static) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("census {}", COUNT.fetch_add(1, Ordering::Relaxed));
        let thread = thread::Builder::new().name(name).spawn(test).expect("a thread");
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    }

    #[test]
    fn one_thread_is_the_caller_and_more_are_started() {
        on_a_named_thread(|| {
            for job in Job::BOTH {
                for (threads, expected) in [(1, 1..2), (2, 2..4), (3, 2..5)] {
                    assert_eq!(others_left(), 0, "before {job:?}, {threads} threads");
                    let most = AtomicUsize::new(0);
                    let watcher = Watcher { census: Some(&most), ..Watcher::default() };
                    job.whole(threads, &watcher).unwrap();
                    let most = most.load(Ordering::Relaxed);
                    assert!(expected.contains(&most), "{job:?}, {threads} threads: there were {most}");
                }
            }
        });
    }

    #[test]
    fn no_thread_outlives_its_job_however_that_ends() {
        on_a_named_thread(|| {
            let whole = |job: Job, threads| job.whole(threads, &Watcher::default());
            let ways: [(&str, Way); 3] = [("done", whole), ("panic", Job::panicking), ("cancelled", Job::cancelled)];
            for (job, threads) in Job::BOTH.into_iter().flat_map(|job| [1, 2, 5].map(|threads| (job, threads))) {
                for (what, run) in ways {
                    assert_eq!(run(job, threads).is_ok(), what == "done", "{job:?}, {threads} threads, {what}");
                    assert_eq!(others_left(), 0, "{job:?}, {threads} threads, {what}");
                }
            }
        });
    }
}
