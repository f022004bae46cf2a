//! How far long work has come: one line on a terminal, rewritten.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use specgram::source::{AudioSource, Counted};
use specgram::units::SampleRate;

use super::failure::Messages;
use super::terminal::ERASE;

/// Work that ends within this time says nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// The time from one line to the next.
const INTERVAL: Duration = Duration::from_millis(100);

/// Shows how far `source` has been read, where standard error is a terminal and nobody asked for quiet.
///
/// The line is gone when the source is dropped.
pub(super) fn watched<'a>(source: impl AudioSource + 'a, messages: Messages) -> Box<dyn AudioSource + 'a> {
    if messages.quiet || !io::stderr().is_terminal() {
        return Box::new(source);
    }
    let spec = source.spec();
    let now = Instant::now();
    let mut line = Line { total: spec.length, rate: spec.sample_rate, begun: now, next: now + PATIENCE, shown: false };
    Box::new(Counted::new(source, move |samples| line.update(samples)))
}

/// The line on the terminal.
struct Line {
    /// Samples per channel, where their number is known.
    total: Option<u64>,
    rate: SampleRate,
    begun: Instant,
    /// When to write next.
    next: Instant,
    shown: bool,
}

impl Line {
    fn update(&mut self, samples: u64) {
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + INTERVAL;
        self.shown = true;
        let text = describe(samples, self.total, self.rate, now - self.begun);
        // A terminal that has gone away needs no news.
        let _ = write!(io::stderr(), "{ERASE}{text}");
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "{ERASE}");
        }
    }
}

/// `42 %, 730 × real time, 12 s left`; of unknown length `1260 s read, 730 × real time`.
fn describe(samples: u64, total: Option<u64>, rate: SampleRate, elapsed: Duration) -> String {
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
