//! Formats of test signals.

use super::format::Format;

/// A format for audio.
pub struct SoundFormat;

impl Format for SoundFormat {
    const ALL: &'static [Self] = &[Self];

    fn name(&self) -> &'static str {
        "wav"
    }

    fn about(&self) -> &'static str {
        "RIFF WAVE, RF64 beyond 4 GiB"
    }

    fn other_extensions(&self) -> &'static [&'static str] {
        &["wave", "rf64"]
    }
}
