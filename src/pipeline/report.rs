//! What was analysed, and what was left out.

use super::engine::Summary;
use crate::source::{AudioSource, AudioSpec, Channels};
use crate::stft::StftOptions;
use crate::warning::Warning;

/// What an analysis used, for the summary and for warnings.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What the source delivered.
    pub spec: AudioSpec,
    /// The transform with everything that was chosen automatically.
    pub stft: StftOptions,
    /// Samples per channel that were read.
    pub samples: u64,
    /// Frames at the regular hop.
    pub frames: u64,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

impl Report {
    pub(super) fn new(
        spec: &AudioSpec,
        stft: &StftOptions,
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
        let frame = stft.frame_length();
        if summary.extent.samples < frame as u64 {
            warnings.push(Warning::ShorterThanWindow { samples, window: frame });
        }
        Self { spec: spec.clone(), stft: stft.clone(), samples, frames: summary.extent.frames, warnings }
    }
}
