//! What a job says while it runs, and how it is stopped.

use std::time::Duration;

use crate::error::{Error, Result};
use crate::source::audio::passed_on;
use crate::source::{AudioSource, AudioSpec, Gap};
use crate::units::SampleRate;
use crate::warning::Warning;

/// How far an input has been read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Samples per channel that have been read.
    pub samples: u64,
    /// How many there are, where that is known.
    pub total: Option<u64>,
    /// Samples per second of each channel.
    pub rate: SampleRate,
}

impl Progress {
    /// `42 %, 730 × real time, 12 s left`, `elapsed` after the start; for unknown lengths `1260 s read, 730 × real time`.
    pub fn text(&self, elapsed: Duration) -> String {
        let Self { samples, total, rate } = *self;
        let read = rate.duration(samples).0;
        let speed = read / elapsed.as_secs_f64();
        let speed = format!("{speed:.*} × real time", usize::from(speed < 10.0));
        match total {
            Some(total @ 1..) => {
                let done = samples as f64 / total as f64;
                let left = elapsed.as_secs_f64() * (1.0 - done) / done;
                format!("{:.0} %, {speed}, {left:.0} s left", 100.0 * done)
            }
            _ => format!("{read:.0} s read, {speed}"),
        }
    }
}

/// What a caller wants to know of a running job. Every method has a default that does nothing; `()` is a monitor.
pub trait Monitor: Sync {
    /// Takes the progress after every read, on the thread that reads; it should return at once.
    fn progress(&self, progress: Progress) {
        let _ = progress;
    }

    /// Takes what was left out or repaired, once the input has been read.
    fn warning(&self, warning: &Warning) {
        let _ = warning;
    }

    /// Takes the error of an output, by its number, as soon as that output cannot be written.
    ///
    /// The job ends with the same error, but only after the read that is under way, which may wait for a pipe.
    fn output_failed(&self, output: usize, error: &Error) {
        let _ = (output, error);
    }

    /// Whether the job is to stop. It then ends with [`Error::Cancelled`] before the next read.
    fn is_cancelled(&self) -> bool {
        false
    }
}

impl Monitor for () {}

/// A source whose reading a monitor watches.
pub(super) struct Monitored<'a, S> {
    source: S,
    monitor: &'a dyn Monitor,
    samples: u64,
}

impl<'a, S: AudioSource> Monitored<'a, S> {
    pub(super) fn new(source: S, monitor: &'a dyn Monitor) -> Self {
        Self { source, monitor, samples: 0 }
    }

    fn check(&self) -> Result<()> {
        if self.monitor.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }

    fn advance(&mut self, samples: u64) {
        self.samples += samples;
        let spec = self.source.spec();
        self.monitor.progress(Progress { samples: self.samples, total: spec.length, rate: spec.sample_rate });
    }
}

impl<S: AudioSource> AudioSource for Monitored<'_, S> {
    fn spec(&self) -> &AudioSpec {
        self.source.spec()
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        self.check()?;
        let got = self.source.read(bytes)?;
        self.advance((got / self.source.spec().bytes_per_sample_frame()) as u64);
        Ok(got)
    }

    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        self.check()?;
        let passed = self.source.skip(sample_frames)?;
        self.advance(passed);
        Ok(passed)
    }

    fn next_run(&mut self) -> Result<Option<Gap>> {
        let gap = self.source.next_run()?;
        self.advance(gap.map_or(0, |gap| gap.samples));
        Ok(gap)
    }

    passed_on!(source: use_threads, length_is_certain, has_gaps, report);
}
