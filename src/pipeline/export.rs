//! From a source to its spectra, frame by frame.

use std::num::NonZeroUsize;

use super::batches::Framing;
use super::engine::{self, Feed, Frames, Work};
use super::report::Report;
use crate::error::{Error, Result};
use crate::source::{AudioSource, Channels};
use crate::stft::{Scratch, StftOptions, StftPlan};
use crate::warning::Warning;

/// Computes every spectrum of `source` in double precision and hands them to `sink` in order.
///
/// `sink` gets the power of one or more consecutive frames at a time: all bins
/// of the first frame, from 0 Hz up, then those of the next.
///
/// # Errors
/// [`Error::InvalidOption`] for [`Channels::All`] unless there is only one; those of [`StftPlan::new`], of the source and of `sink`.
pub fn spectra(
    mut source: impl AudioSource,
    options: &StftOptions,
    channels: Channels,
    threads: NonZeroUsize,
    mut sink: impl FnMut(&[f64]) -> Result<()>,
) -> Result<Report> {
    let spec = source.spec().clone();
    channels.check(spec.channels)?;
    let &[signal] = &channels.signals(spec.channels)[..] else {
        let reason = format!("the spectra of one channel at a time are exported; the input has {}", spec.channels);
        return Err(Error::InvalidOption(reason));
    };
    let work = SpectraWork { plan: StftPlan::new(options, spec.sample_rate)? };
    let framing = Framing { hop: options.hop, window: options.window_length, cover_tail: false };
    let feed = Feed { framing, channels: signal, threads };
    let summary = engine::run(&mut source, &feed, &work, |_, power: &mut Vec<f64>| sink(power))?;
    let mut report = Report::new(&spec, options, channels, &summary, source.warnings());
    if summary.extent.tail > 0 {
        report.warnings.push(Warning::UnusedTail { samples: summary.extent.tail });
    }
    Ok(report)
}

struct SpectraWork {
    plan: StftPlan<f64>,
}

impl Work<f64> for SpectraWork {
    type Scratch = Scratch<f64>;
    type Output = Vec<f64>;

    fn scratch(&self) -> Self::Scratch {
        self.plan.scratch()
    }

    fn values_per_frame(&self) -> usize {
        self.plan.bins()
    }

    fn run(&self, frames: &Frames<'_, f64>, scratch: &mut Self::Scratch, output: &mut Vec<f64>) {
        output.resize(frames.count() * self.plan.bins(), 0.0);
        for (index, power) in output.chunks_exact_mut(self.plan.bins()).enumerate() {
            self.plan.power(frames.get(index), scratch, power);
        }
    }
}
