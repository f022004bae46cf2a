//! What was analysed, and what was left out.

use super::engine::Summary;
use super::tap::Tap;
use crate::error::{Error, Result};
use crate::frames::FrameRun;
use crate::source::{AudioSource, AudioSpec, Channels, SourceReport};
use crate::stft::{FrameLayout, Padding, TransformOptions};
use crate::warning::Warning;

/// What an analysis used, for the summary and for warnings.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What the source delivered.
    pub spec: AudioSpec,
    /// The transform with everything that was chosen automatically.
    pub transform: TransformOptions,
    /// How it cut the signal into frames.
    pub layout: FrameLayout,
    /// Samples per channel that were read.
    pub samples: u64,
    /// The same with the gaps between them.
    pub length: u64,
    /// How many of them no window covers.
    pub unused: u64,
    /// Samples per channel before these that were passed without being decoded, so that damage in them is not known.
    pub unchecked: u64,
    /// Frames that were computed.
    pub frames: u64,
    /// The same by runs of samples; a source without gaps is a single run.
    pub runs: Vec<FrameRun>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// What was counted over the runs of samples.
#[derive(Default)]
pub(super) struct Totals {
    samples: u64,
    unused: u64,
    frames: u64,
    /// Samples after the last frames of the runs.
    tail: u64,
    /// Samples of the shortest run, where that is shorter than a window.
    shortest: Option<u64>,
    runs: Vec<FrameRun>,
}

impl Totals {
    /// Adds a run of `samples` samples from `start` on.
    pub(super) fn add(&mut self, start: u64, samples: u64, layout: &FrameLayout, summary: &Summary) {
        if samples == 0 {
            return;
        }
        let padding = layout.extension().padding(samples);
        let frames = summary.extent.frames + u64::from(has_tail_frame(summary));
        self.samples += samples;
        self.unused += samples - used(layout, summary, padding, samples);
        self.frames += frames;
        // What a boundary put there is no loss.
        self.tail += summary.extent.tail.saturating_sub(padding.after);
        if summary.extent.samples < layout.frame as u64 {
            self.shortest = Some(self.shortest.map_or(samples, |shortest| shortest.min(samples)));
        }
        self.runs.push(FrameRun { start, samples, frames });
    }

    /// Samples after the last frames of the runs.
    pub(super) fn tail(&self) -> u64 {
        self.tail
    }
}

impl Report {
    /// What `totals` and the source say of an analysis of the chosen channels.
    ///
    /// # Errors
    /// [`Error::Malformed`] where there are no samples, or none of them is finite.
    pub(super) fn new(
        transform: TransformOptions,
        layout: &FrameLayout,
        channels: Channels,
        (totals, length): (Totals, u64),
        source: &Tap<'_>,
    ) -> Result<Self> {
        let spec = source.spec().clone();
        let Totals { samples, unused, frames, shortest, runs, .. } = totals;
        if samples == 0 {
            return Err(Error::malformed("the input has no samples"));
        }
        source.tally().check()?;
        let SourceReport { mut warnings, unchecked, .. } = source.report();
        let ignored = channels.ignored(spec.signals());
        if ignored > 0 {
            warnings.push(Warning::ChannelsIgnored { ignored, of: spec.signals() });
        }
        warnings.extend(source.tally().counts().warnings());
        warnings.extend(shortest.map(|samples| Warning::ShorterThanWindow { samples, window: layout.frame }));
        Ok(Self { spec, transform, layout: *layout, samples, length, unused, unchecked, frames, runs, warnings })
    }

    /// How much of each of `columns` equal parts of the whole has samples: 1 where there is no gap.
    pub fn coverage(&self, columns: usize) -> Vec<f64> {
        let end = self.length;
        let edge = |column: usize| column as f64 * end as f64 / columns as f64;
        let part = |column: usize| {
            let (from, to) = (edge(column), edge(column + 1));
            let within =
                |run: &FrameRun| (to.min((run.start + run.samples) as f64) - from.max(run.start as f64)).max(0.0);
            self.runs.iter().map(within).sum::<f64>() / (to - from)
        };
        (0..columns).map(part).collect()
    }

    /// Warns of gaps between windows; else of the last `tail` samples, those that fill no frame.
    pub(super) fn warn_of_unused(&mut self, tail: u64) {
        let Self { unused, samples, .. } = *self;
        let (hop, window) = (self.layout.hop, self.layout.window_length);
        if hop > window && unused > tail {
            self.warnings.push(Warning::Gaps { unused, samples, hop, window });
        } else if tail > 0 {
            self.warnings.push(Warning::UnusedTail { samples: tail });
        }
    }
}

/// Whether one more frame ends where everything ends.
fn has_tail_frame(summary: &Summary) -> bool {
    summary.framing.cover_tail && summary.extent.tail > 0
}

/// How many of the signal's samples at least one window covers.
///
/// Frame m's window covers [s + mH, s + mH + L), s being where the first begins; before the signal that is negative.
fn used(layout: &FrameLayout, summary: &Summary, padding: Padding, samples: u64) -> u64 {
    let place = |length: usize| length as i128;
    let (length, hop, samples) = (place(layout.window_length), place(layout.hop), i128::from(samples));
    let (frames, offset) = (i128::from(summary.extent.frames), place(layout.window_offset));
    let first = offset - i128::from(padding.before);
    let regular_end = first + (frames - 1) * hop + length;
    // How many samples before a place are covered.
    let covered = |place: i128| {
        let reach = (place.min(regular_end) - first).max(0);
        if hop < length { reach } else { reach / hop * length + (reach % hop).min(length) }
    };
    let mut used = covered(samples) - covered(0);
    if has_tail_frame(summary) {
        let start = samples + i128::from(padding.after) - place(layout.frame) + offset;
        used += ((start + length).min(samples) - start.max(regular_end).max(0)).max(0);
    }
    used as u64
}
