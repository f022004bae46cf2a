//! From a source to its spectra, frame by frame.

use std::num::NonZeroUsize;

use super::batches::Framing;
use super::engine::{self, Feed, Frames, Work};
use super::report::Report;
use super::{bins_of, bytes_of_extension, extended};
use crate::error::{Error, OptionName, Result};
use crate::scale::{MelBank, MelOptions};
use crate::source::{AudioSource, AudioSpec, Channels};
use crate::stft::{Mode, Scratch, Sides, StftOptions, StftPlan};
use crate::warning::Warning;

/// What every frame of an export holds, settled before the first one.
///
/// # Shape
/// A frame is [`SpectraPlan::rows`] rows of [`SpectraPlan::channels`] values
/// each, from the lowest frequency up; a complex value is two numbers.
pub struct SpectraPlan {
    plan: StftPlan<f64>,
    mel: Option<MelBank>,
    choice: Channels,
    channels: usize,
}

impl SpectraPlan {
    /// Plans the spectra, or the mel bands, of the chosen channels of an input.
    ///
    /// # Errors
    /// Those of [`StftPlan::of_kind`], [`Channels::check`] and [`MelBank::new`]; [`Error::InvalidOption`]
    /// for mel bands of anything but the power or magnitude of one side.
    pub fn new(spec: &AudioSpec, options: &StftOptions, channels: Channels, mel: Option<&MelOptions>) -> Result<Self> {
        channels.check(spec.signals())?;
        let plan = StftPlan::of_kind(options, spec.sample_rate, spec.complex)?;
        let mel = match mel {
            Some(_) if !matches!(options.mode, Mode::Psd | Mode::Magnitude) => {
                let reason = format!("requires mode psd or magnitude, got {}", options.mode);
                return Err(Error::invalid(OptionName::MelBands, reason));
            }
            Some(_) if plan.sides() == Sides::Two => {
                return Err(Error::invalid(OptionName::MelBands, "requires a one-sided spectrum"));
            }
            Some(mel) => Some(MelBank::new(mel, &bins_of(&plan), spec.sample_rate)?),
            None => None,
        };
        let count = if channels == Channels::All { spec.signals() } else { 1 };
        Ok(Self { plan, mel, choice: channels, channels: count })
    }

    /// The transform.
    pub fn stft(&self) -> &StftPlan<f64> {
        &self.plan
    }

    /// The mel bands, if they take the place of bins.
    pub fn mel(&self) -> Option<&MelBank> {
        self.mel.as_ref()
    }

    /// How many channels every frame holds.
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Whether every channel was asked for by itself, be there one or more.
    pub fn separates_channels(&self) -> bool {
        self.choice == Channels::All
    }

    /// Frequencies of every frame: bins or mel bands.
    pub fn rows(&self) -> usize {
        self.mel.as_ref().map_or_else(|| self.plan.bins(), MelBank::bands)
    }

    /// The frequency of a row in hertz; of a mel band its middle.
    pub fn frequency_of(&self, row: usize) -> f64 {
        self.mel.as_ref().map_or_else(|| self.plan.frequency_of(row), |mel| mel.center(row))
    }

    /// Whether values are complex.
    pub fn is_complex(&self) -> bool {
        self.plan.options().mode == Mode::Complex
    }

    /// Numbers that a frame holds.
    pub fn numbers_per_frame(&self) -> usize {
        self.rows() * self.channels * self.plan.numbers_per_bin()
    }

    /// Computes every frame of `source` and hands the numbers of one or more consecutive frames at a time to `sink`, in order.
    ///
    /// # Errors
    /// Those of the source and of `sink`.
    pub fn run(
        &self,
        source: impl AudioSource,
        threads: NonZeroUsize,
        mut sink: impl FnMut(&[f64]) -> Result<()>,
    ) -> Result<Report> {
        let options = self.plan.options();
        let (mut source, channels) = extended(source, self.choice, options)?;
        let spec = source.spec().clone();
        let framing = Framing { hop: options.hop, window: options.frame_length(), cover_tail: false };
        let beside = bytes_of_extension(&spec, options);
        let feed = Feed { framing, channels, threads, beside };
        let mut frames = Vec::new();
        let summary = engine::run(&mut source, &feed, self, |signal, numbers: &mut Vec<f64>| {
            if self.channels == 1 {
                return sink(numbers);
            }
            frames.resize(numbers.len() * self.channels, 0.0);
            interleave(numbers, self.plan.numbers_per_bin(), signal, self.channels, &mut frames);
            if signal + 1 == self.channels { sink(&frames) } else { Ok(()) }
        })?;
        let mut report = Report::new(&spec, options, channels, &summary, &source);
        // What a boundary put there is no loss.
        report.warn_of_unused(summary.extent.tail.saturating_sub(source.padding().after));
        if let Some(empty @ 1..) = self.mel.as_ref().map(MelBank::empty_bands) {
            report.warnings.push(Warning::EmptyBands { empty, of: self.rows() });
        }
        Ok(report)
    }
}

/// Computes every spectrum of `source` in double precision and hands them to `sink` in order.
///
/// `sink` gets the values of one or more consecutive frames at a time: all bins
/// of the first frame, in ascending order of frequency, then those of the next.
///
/// # Errors
/// [`Error::InvalidOption`] for [`Channels::All`] unless there is only one; those of [`SpectraPlan::new`], of the source and of `sink`.
pub fn spectra(
    source: impl AudioSource,
    options: &StftOptions,
    channels: Channels,
    threads: NonZeroUsize,
    sink: impl FnMut(&[f64]) -> Result<()>,
) -> Result<Report> {
    let plan = SpectraPlan::new(source.spec(), options, channels, None)?;
    if plan.channels() > 1 {
        let reason = format!("must be a single one, got {}", plan.channels());
        return Err(Error::invalid(OptionName::Channel, reason));
    }
    plan.run(source, threads, sink)
}

/// The buffers of one worker.
pub(super) struct SpectraScratch {
    transform: Scratch<f64>,
    bins: Vec<f64>,
}

impl Work<f64> for SpectraPlan {
    type Scratch = SpectraScratch;
    type Output = Vec<f64>;

    fn scratch(&self) -> Self::Scratch {
        SpectraScratch { transform: self.plan.scratch(), bins: vec![0.0; self.plan.bins()] }
    }

    fn values_per_frame(&self) -> usize {
        self.rows() * self.plan.numbers_per_bin()
    }

    fn bytes(&self) -> u64 {
        let bins = self.plan.bins() * size_of::<f64>();
        self.plan.bytes_of_scratch() + bins as u64
    }

    fn run(&self, frames: &Frames<'_, f64>, scratch: &mut Self::Scratch, output: &mut Vec<f64>) {
        let SpectraScratch { transform, bins } = scratch;
        let per_frame = self.values_per_frame();
        output.resize(frames.count() * per_frame, 0.0);
        for (index, rows) in output.chunks_exact_mut(per_frame).enumerate() {
            match &self.mel {
                Some(mel) => {
                    self.plan.values(frames.get(index), transform, bins);
                    mel.apply(bins, rows);
                }
                None => self.plan.values(frames.get(index), transform, rows),
            }
        }
    }
}

/// Puts the values of one channel, each of so many numbers, among those of all channels.
fn interleave(values: &[f64], numbers: usize, channel: usize, channels: usize, all: &mut [f64]) {
    let places = all.chunks_exact_mut(numbers).skip(channel).step_by(channels);
    for (place, value) in places.zip(values.chunks_exact(numbers)) {
        place.copy_from_slice(value);
    }
}
