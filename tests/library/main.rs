//! Jobs without the command-line program: figures with their records, what a monitor sees, and how a job is stopped.

mod endings;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread::{self, ThreadId};

use specgram::job::{self, Analysis, Input, InputOptions, Monitor, Progress, RenderOptions};
use specgram::output::{FigureFormat, by_name};
use specgram::source::{AudioSource, AudioSpec, ByteOrder, SampleFormat};
use specgram::units::SampleRate;
use specgram::warning::Warning;
use specgram::{Error, Result};

/// Silence that notes who reads it and how much, and breaks where it is asked to.
struct Probe {
    spec: AudioSpec,
    left: u64,
    readers: &'static Mutex<Vec<ThreadId>>,
    /// Samples after which reading panics.
    panics_after: u64,
}

impl Probe {
    fn new(samples: u64) -> Self {
        let rate = SampleRate::new(8000.0).unwrap();
        let format = SampleFormat::Float64(ByteOrder::Little);
        let spec = AudioSpec { sample_rate: rate, channels: 1, complex: false, format, length: Some(samples) };
        let readers = Box::leak(Box::new(Mutex::new(Vec::new())));
        Self { spec, left: samples, readers, panics_after: u64::MAX }
    }

    fn input(self) -> Input {
        Input::of_source(Box::new(self), "probe", &InputOptions::default()).unwrap()
    }
}

impl AudioSource for Probe {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        self.readers.lock().unwrap().push(thread::current().id());
        let samples = self.left.min((bytes.len() / 8) as u64);
        assert!(self.panics_after >= samples, "the probe breaks");
        self.panics_after -= samples;
        self.left -= samples;
        let bytes = &mut bytes[..samples as usize * 8];
        bytes.fill(0);
        Ok(bytes.len())
    }
}

fn options(threads: usize) -> RenderOptions {
    RenderOptions { threads: threads.try_into().unwrap(), ..RenderOptions::default() }
}

/// A monitor that stops the job once so many samples have been read.
#[derive(Default)]
struct Watcher<'a> {
    seen: AtomicU64,
    stop_after: Option<u64>,
    warnings: Mutex<Vec<Warning>>,
    /// The most threads that were there while something was read.
    census: Option<&'a AtomicUsize>,
}

impl Monitor for Watcher<'_> {
    fn progress(&self, progress: Progress) {
        self.seen.store(progress.samples, Ordering::Relaxed);
        #[cfg(target_os = "linux")]
        if let Some(most) = self.census {
            most.fetch_max(endings::namesakes(), Ordering::Relaxed);
        }
    }

    fn warning(&self, warning: &Warning) {
        self.warnings.lock().unwrap().push(warning.clone());
    }

    fn is_cancelled(&self) -> bool {
        self.stop_after.is_some_and(|samples| self.seen.load(Ordering::Relaxed) >= samples)
    }
}

#[test]
fn a_job_of_one_thread_starts_none() {
    for (threads, is_here) in [(1, true), (2, false)] {
        let probe = Probe::new(1 << 20);
        let readers = probe.readers;
        let analysis = Analysis { hop: Some(512), ..Analysis::default() };
        job::render(probe.input(), &RenderOptions { analysis, ..options(threads) }, &()).unwrap();
        let here = thread::current().id();
        // What is read ahead is always read here; the rest by the workers.
        assert_eq!(readers.lock().unwrap().iter().all(|reader| *reader == here), is_here, "{threads} threads");
    }
}

#[test]
fn a_cancelled_job_ends_within_a_batch() {
    for threads in [1, 3] {
        let (length, stop_after) = (1 << 30, 1 << 22);
        let watcher = Watcher { stop_after: Some(stop_after), ..Watcher::default() };
        let ended = job::render(Probe::new(length).input(), &options(threads), &watcher);
        assert!(matches!(ended, Err(Error::Cancelled)), "{threads} threads: {:?}", ended.err());
        let read = watcher.seen.load(Ordering::Relaxed);
        // One batch is 512 KiB of these samples of 8 bytes.
        assert!((stop_after..stop_after + (1 << 16) + 1).contains(&read), "{threads} threads: {read} samples");
    }
}

#[test]
fn a_panic_is_the_error_of_its_job_alone() {
    for threads in [1, 2] {
        let probe = Probe { panics_after: 1 << 21, ..Probe::new(1 << 24) };
        let ended = job::render(probe.input(), &options(threads), &());
        assert!(matches!(&ended, Err(Error::Internal { reason }) if reason == "the probe breaks"), "{:?}", ended.err());
        assert!(job::render(Probe::new(1 << 16).input(), &options(threads), &()).is_ok());
    }
}

#[test]
fn a_monitor_sees_all_progress_and_every_warning() {
    let watcher = Watcher::default();
    let analysis = Analysis { hop: Some(3000), ..Analysis::default() };
    let rendered =
        job::render(Probe::new(100_000).input(), &RenderOptions { analysis, ..options(2) }, &watcher).unwrap();
    assert_eq!(watcher.seen.load(Ordering::Relaxed), 100_000);
    let warnings = watcher.warnings.into_inner().unwrap();
    assert!(matches!(warnings[..], [Warning::Gaps { hop: 3000, .. }]), "{warnings:?}");
    assert_eq!(warnings, rendered.report.warnings);
}

#[test]
fn a_figure_keeps_the_record_of_its_job() {
    let rendered = job::render(Probe::new(20_000).input(), &options(1), &()).unwrap();
    let record: serde_json::Value = serde_json::from_str(&rendered.record()).unwrap();
    assert_eq!(record["input"]["samples"], 20_000);
    assert_eq!(record["analysis"]["frames"], rendered.report.frames);
    let png = rendered.draw(by_name::<FigureFormat>("png").unwrap()).unwrap();
    let found = specgram::output::record::find(&png[..]).unwrap().unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&found).unwrap(), record);
}
