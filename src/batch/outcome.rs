//! What became of an input.

use std::time::Duration;

use serde_json::Value;

use crate::error::Error;
use crate::units::Seconds;
use crate::warning::Warning;

/// What became of an input, with the warnings about it.
#[derive(Debug)]
pub struct Outcome {
    /// How it ended.
    pub status: Status,
    /// What was left out or repaired.
    pub warnings: Vec<Warning>,
    /// The time that it took.
    pub elapsed: Duration,
}

/// How the work on an input ended.
#[derive(Debug)]
pub enum Status {
    /// Its outputs are written.
    Done(Done),
    /// Its outputs are up to date.
    UpToDate,
    /// No output was written because of this error.
    Failed(Error),
    /// It was stopped before its end, because the run ended.
    Stopped,
}

impl Status {
    /// The name in reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Done(_) => "ok",
            Self::UpToDate => "skipped",
            Self::Failed(_) => "failed",
            Self::Stopped => "stopped",
        }
    }
}

/// The numbers of a finished input.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// The analysed duration.
    pub duration: Seconds,
    /// The largest magnitude of the drawn samples, 1 at full scale; `None` if it was not measured.
    pub peak: Option<f64>,
    /// The values of the lowest and the highest colour.
    pub range: Option<(f64, f64)>,
    /// Readable lines about the analysis.
    pub lines: Vec<String>,
    /// The same as JSON, if it was asked for.
    pub summary: Option<Value>,
}
