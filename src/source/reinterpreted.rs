//! A source whose samples are read in another way than its header states.

use super::audio::{AudioSource, AudioSpec, SourceReport, passed_on};
use super::stated::Stated;
use crate::error::Result;
use crate::warning::{Interpretation, Warning};

/// A source with another rate or kind of samples, or with I and Q exchanged.
///
/// The encoded samples stay in the buffers of the caller.
pub(super) struct Reinterpreted<S> {
    pub(super) source: S,
    pub(super) spec: AudioSpec,
    pub(super) swaps: bool,
    pub(super) warnings: Vec<Warning>,
    /// What was stated before the first sample, and what need not be: the caller has chosen it.
    pub(super) known: Known,
}

/// The statements that have been applied or are not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) expansion: bool,
    pub(super) tuning: bool,
}

impl<S> Reinterpreted<S> {
    /// Warnings about statements that came too late.
    fn late(&self, stated: &Stated) -> Vec<Warning> {
        let expanded = stated.expanded.as_ref().filter(|expanded| !self.known.expansion && expanded.text != "1");
        let expansion =
            expanded.map(|expanded| format!("time expansion of {} ({})", expanded.text, expanded.by.name()));
        let tuned = stated.tuned.filter(|_| !self.known.tuning && self.spec.channels == 2);
        let tuning = tuned.map(|_| "description of IQ samples (auxi)".to_owned());
        let late = |what| Warning::Interpreted(Interpretation::StatedLate { what });
        [expansion, tuning].into_iter().flatten().map(late).collect()
    }
}

impl<S: AudioSource> AudioSource for Reinterpreted<S> {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let got = self.source.read(bytes)?;
        if self.swaps {
            swap(&mut bytes[..got], self.spec.format.bytes());
        }
        Ok(got)
    }

    fn skip(&mut self, sample_frames: u64) -> Result<u64> {
        self.source.skip(sample_frames)
    }

    fn report(&self) -> SourceReport {
        let report = self.source.report();
        let late = report.texts.as_ref().map_or_else(Vec::new, |texts| self.late(&texts.stated));
        SourceReport { warnings: [&self.warnings[..], &report.warnings, &late].concat(), ..report }
    }

    passed_on!(source: use_threads, length_is_certain, has_gaps, next_run);
}

/// Exchanges the two samples of `width` bytes in each pair.
fn swap(bytes: &mut [u8], width: usize) {
    for pair in bytes.chunks_exact_mut(2 * width) {
        let (in_phase, quadrature) = pair.split_at_mut(width);
        in_phase.swap_with_slice(quadrature);
    }
}
