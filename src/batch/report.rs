//! The report of a run: a JSON object per line, first `begin`, then one per input as it ends, last `summary`.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::outcome::{Done, Outcome, Status};
use super::plan::Entry;
use crate::error::{Error, Result};
use crate::job::warnings_as_json;
use crate::output::Format;

/// Writes the report of a run; every line is written out at once, so that it is there if the run is killed.
pub struct Report<W: Write> {
    sink: W,
    counts: Counts,
}

/// How the inputs ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Inputs whose outputs were written.
    pub ok: usize,
    /// Inputs that failed.
    pub failed: usize,
    /// Inputs whose outputs were up to date.
    pub skipped: usize,
}

impl Counts {
    /// Counts an input.
    pub fn add(&mut self, status: &Status) {
        match status {
            Status::Done(_) => self.ok += 1,
            Status::Failed(_) => self.failed += 1,
            Status::UpToDate => self.skipped += 1,
            Status::Stopped => {}
        }
    }

    /// How many inputs have ended.
    pub fn ended(self) -> usize {
        self.ok + self.failed + self.skipped
    }
}

impl<W: Write> Report<W> {
    /// Begins the report of a run over so many inputs.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be written.
    pub fn begin(sink: W, inputs: usize) -> Result<Self> {
        let mut report = Self { sink, counts: Counts::default() };
        report.line(&json!({
            "type": "begin",
            "software": "specgram",
            "version": env!("CARGO_PKG_VERSION"),
            "inputs": inputs,
        }))?;
        Ok(report)
    }

    /// Writes what became of an input; `reason` is the text of its error.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be written.
    pub fn file<F: Format>(&mut self, entry: &Entry<F>, outcome: &Outcome, reason: Option<&str>) -> Result<()> {
        let Outcome { status, warnings, elapsed } = outcome;
        self.counts.add(status);
        let mut line = json!({ "type": "file", "input": path(entry.path()) });
        if let Entry::Item(item) = entry {
            line["outputs"] = item.outputs.iter().filter_map(|output| output.path.as_deref()).map(path).collect();
            if let Some(channel) = item.channel {
                line["channel"] = json!(channel.to_string());
            }
        }
        line["status"] = json!(status.name());
        line["reason"] = json!(reason);
        if let Status::Done(Done { duration, peak, range, .. }) = status {
            line["duration"] = json!(duration.0);
            line["peak"] = json!(peak);
            line["range"] = json!(range.map(|(low, high)| [low, high]));
        }
        line["warnings"] = warnings_as_json(warnings).into();
        line["seconds"] = json!(seconds(*elapsed));
        self.line(&line)
    }

    /// Ends the report.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be written.
    pub fn end(mut self, elapsed: Duration) -> Result<()> {
        let Counts { ok, failed, skipped } = self.counts;
        self.line(&json!({
            "type": "summary",
            "ok": ok,
            "failed": failed,
            "skipped": skipped,
            "seconds": seconds(elapsed),
        }))
    }

    fn line(&mut self, value: &Value) -> Result<()> {
        let written = self.sink.write_all(format!("{value}\n").as_bytes()).and_then(|()| self.sink.flush());
        written.map_err(|error| Error::io("cannot write", error))
    }
}

/// A path as text; one that is not UTF-8 as its bytes.
fn path(path: &Path) -> Value {
    match path.to_str() {
        Some(text) => json!(text),
        None => json!({ "bytes": path.as_os_str().as_encoded_bytes() }),
    }
}

/// In milliseconds and better.
fn seconds(elapsed: Duration) -> f64 {
    (elapsed.as_secs_f64() * 1e4).round() / 1e4
}
