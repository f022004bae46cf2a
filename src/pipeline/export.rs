//! From a source to its spectra, frame by frame.

use std::num::NonZeroUsize;

use super::batches::Framing;
use super::engine::{self, Feed, Frames, Work};
use super::extend::{bytes_of_extension, extended};
use super::report::{Report, Totals};
use super::tap::{Tap, each_run};
use crate::error::{Error, OptionName, Result};
use crate::frames::FrameSink;
use crate::scale::{Bank, Bins, MelOptions};
use crate::source::{AudioSource, AudioSpec, Channels};
use crate::stft::{Mode, Sides, StftOptions, StftPlan, Transform, TransformChoice, TransformOptions};
use crate::warning::Warning;

/// What every frame of an export holds, settled before the first one.
///
/// # Shape
/// A frame is [`SpectraPlan::rows`] rows of [`SpectraPlan::channels`] values
/// each, from the lowest frequency up; a complex value is two numbers.
pub struct SpectraPlan<X> {
    transform: X,
    kind: TransformChoice,
    bank: Option<Bank>,
    choice: Channels,
    channels: usize,
}

impl<X: Transform<f64>> SpectraPlan<X> {
    /// With a planned transform of a kind: plans the spectra, or the mel bands, of the chosen channels of an input.
    ///
    /// # Errors
    /// Those of [`Channels::check`] and [`MelOptions::bank`]; [`Error::InvalidOption`] for mel bands of anything but the
    /// power or magnitude of one side.
    pub fn new(
        transform: X,
        kind: TransformChoice,
        spec: &AudioSpec,
        channels: Channels,
        mel: Option<&MelOptions>,
    ) -> Result<Self> {
        channels.check(spec.signals())?;
        let bank = mel.map(|mel| bank_of(&transform, mel)).transpose()?;
        let count = if channels == Channels::All { spec.signals() } else { 1 };
        Ok(Self { transform, kind, bank, choice: channels, channels: count })
    }

    /// The transform.
    pub fn transform(&self) -> &X {
        &self.transform
    }

    /// The options of the transform, with everything that was chosen automatically.
    fn options(&self) -> TransformOptions {
        TransformOptions { stft: self.transform.options().clone(), choice: self.kind.clone() }
    }

    /// How many channels every frame holds.
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Whether every channel was asked for by itself, be there one or more.
    pub fn separates_channels(&self) -> bool {
        self.choice == Channels::All
    }

    /// Frequencies of every frame: bins, or rows of a bank.
    pub fn rows(&self) -> usize {
        self.bank.as_ref().map_or_else(|| self.transform.bins(), Bank::rows)
    }

    /// The frequency of a row in hertz; of a mel band its middle.
    pub fn frequency_of(&self, row: usize) -> f64 {
        self.bank.as_ref().map_or_else(|| self.transform.frequency_of(row), |bank| bank.frequency_of(row))
    }

    /// Whether values are complex.
    pub fn is_complex(&self) -> bool {
        self.transform.mode() == Mode::Complex
    }

    /// Computes every frame of `source` and hands the numbers of one or more consecutive frames at a time to `sink`, in order.
    ///
    /// # Errors
    /// Those of the source and of `sink`.
    pub fn run(&self, mut source: impl AudioSource, threads: NonZeroUsize, mut sink: impl FrameSink) -> Result<Report> {
        let layout = self.transform.layout();
        let mut tap = Tap::new(&mut source, self.choice)?;
        let framing = Framing { hop: layout.hop, window: layout.frame, cover_tail: false };
        let mut frames = Vec::new();
        let mut totals = Totals::default();
        let end = each_run(&mut tap, |run, start| {
            let (mut extended, channels) = extended(&mut *run, self.choice, layout.extension())?;
            let beside = bytes_of_extension(extended.spec(), &layout);
            let feed = Feed { framing, channels, threads, beside };
            let summary = engine::run(&mut extended, &feed, self, |signal, numbers: &mut Vec<f64>| {
                if self.channels == 1 {
                    return sink.frames(numbers);
                }
                frames.resize(numbers.len() * self.channels, 0.0);
                interleave(numbers, self.transform.numbers_per_bin(), signal, self.channels, &mut frames);
                if signal + 1 == self.channels { sink.frames(&frames) } else { Ok(()) }
            })?;
            drop(extended);
            totals.add(start, run.run(), &layout, &summary);
            Ok(())
        })?;
        let tail = totals.tail();
        let mut report = Report::new(self.options(), &layout, self.choice, (totals, end), &tap)?;
        report.warn_of_unused(tail);
        if let Some(empty @ 1..) = self.bank.as_ref().map(Bank::empty_rows) {
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
/// [`Error::InvalidOption`] for [`Channels::All`] unless there is only one; those of [`StftPlan::of_kind`] and [`SpectraPlan::new`], of the source and of `sink`.
pub fn spectra(
    source: impl AudioSource,
    options: &StftOptions,
    channels: Channels,
    threads: NonZeroUsize,
    sink: impl FnMut(&[f64]) -> Result<()>,
) -> Result<Report> {
    let spec = source.spec();
    let transform = StftPlan::of_kind(options, spec.sample_rate, spec.kind())?;
    let plan = SpectraPlan::new(transform, TransformChoice::default(), spec, channels, None)?;
    if plan.channels() > 1 {
        let reason = format!("must be a single one, got {}", plan.channels());
        return Err(Error::invalid(OptionName::Channel, reason));
    }
    plan.run(source, threads, sink)
}

/// The filters of mel bands.
fn bank_of(transform: &impl Transform<f64>, mel: &MelOptions) -> Result<Bank> {
    let mode = transform.mode();
    if !matches!(mode, Mode::Psd | Mode::Magnitude) {
        return Err(Error::invalid(OptionName::MelBands, format!("requires mode psd or magnitude, got {mode}")));
    }
    if transform.sides() == Sides::Two {
        return Err(Error::invalid(OptionName::MelBands, "requires a one-sided spectrum"));
    }
    mel.bank(&Bins::of(transform), transform.sample_rate())
}

/// The buffers of one worker.
pub(super) struct SpectraScratch<S> {
    transform: S,
    bins: Vec<f64>,
}

impl<X: Transform<f64>> Work<f64> for SpectraPlan<X> {
    type Scratch = SpectraScratch<X::Scratch>;
    type Output = Vec<f64>;

    fn scratch(&self) -> Self::Scratch {
        SpectraScratch { transform: self.transform.scratch(), bins: vec![0.0; self.transform.bins()] }
    }

    fn values_per_frame(&self) -> usize {
        self.rows() * self.transform.numbers_per_bin()
    }

    fn bytes(&self) -> u64 {
        let bins = self.transform.bins() * size_of::<f64>();
        self.transform.bytes_of_scratch() + bins as u64
    }

    fn run(&self, frames: &Frames<'_, f64>, scratch: &mut Self::Scratch, output: &mut Vec<f64>) {
        let SpectraScratch { transform, bins } = scratch;
        let per_frame = self.values_per_frame();
        output.resize(frames.count() * per_frame, 0.0);
        for (index, rows) in output.chunks_exact_mut(per_frame).enumerate() {
            match &self.bank {
                Some(bank) => {
                    self.transform.values(frames.get(index), transform, bins);
                    bank.apply(bins, rows);
                }
                None => self.transform.values(frames.get(index), transform, rows),
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
