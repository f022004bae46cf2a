//! What was analysed, and what was left out.

use super::engine::Summary;
use crate::source::{AudioSource, AudioSpec, Channels};
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
    /// How many of them no window covers.
    pub unused: u64,
    /// Frames that were computed.
    pub frames: u64,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

impl Report {
    pub(super) fn new(
        spec: &AudioSpec,
        transform: TransformOptions,
        layout: &FrameLayout,
        channels: Channels,
        summary: &Summary,
        source: &dyn AudioSource,
    ) -> Self {
        let (padding, mut warnings) = (source.padding(), source.warnings());
        let samples = summary.extent.samples - (padding.before + padding.after);
        let ignored = channels.ignored(spec.signals());
        if ignored > 0 {
            warnings.push(Warning::ChannelsIgnored { ignored, of: spec.signals() });
        }
        warnings.extend(summary.tally.warnings());
        if summary.extent.samples < layout.frame as u64 {
            warnings.push(Warning::ShorterThanWindow { samples, window: layout.frame });
        }
        let unused = samples - used(layout, summary, padding, samples);
        let frames = summary.extent.frames + u64::from(has_tail_frame(summary));
        Self { spec: spec.clone(), transform, layout: *layout, samples, unused, frames, warnings }
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
