//! From an input to arrays: every spectrum goes to the writers as it is computed.

use std::num::NonZeroUsize;

use super::analysis::Analysis;
use super::guard::guarded;
use super::input::Input;
use super::losses::check_losses;
use super::monitor::{Monitor, Monitored};
use super::purpose::Purpose;
use super::results::Draft;
use super::stamp::{STAMP, Stamp};
use crate::error::{Error, Result};
use crate::output::{ArrayAxes, ArrayFormat, ArrayShape, ArrayWriter, DecibelOptions, Sink, parameters};
use crate::pipeline::{PictureOptions, Report, SpectraPlan};
use crate::scale::MelOptions;
use crate::source::lookahead::Lookahead;
use crate::source::{AudioSource, Channels, Decoder};
use crate::stft::{FrameLayout, FrameTimes, Planned, Transform, TransformOptions};

/// Options of an export.
#[derive(Debug, Clone)]
pub struct ExportOptions {
    /// The transform. Default: this program's own for arrays.
    pub analysis: Analysis,
    /// Which channels. Default: the mean of all.
    pub channels: Channels,
    /// Mel bands instead of bins. Default: bins.
    pub mel: Option<MelOptions>,
    /// Decibels instead of values. Default: values.
    pub decibels: Option<DecibelOptions>,
    /// Worker threads; the result does not depend on it. Default: as many as there are processors.
    pub threads: NonZeroUsize,
    /// Whether samples that were lost or invented are an error: [`Error::SamplesLost`](crate::Error::SamplesLost). Default: a warning.
    pub strict: bool,
    /// What a later run compares to find the arrays up to date. Default: none.
    pub stamp: Option<Stamp>,
}

impl Default for ExportOptions {
    fn default() -> Self {
        let PictureOptions { channels, threads, .. } = PictureOptions::default();
        Self { analysis: Analysis::default(), channels, mel: None, decibels: None, threads, strict: false, stamp: None }
    }
}

impl ExportOptions {
    /// Rejects options that are invalid for any input.
    ///
    /// # Errors
    /// Those of [`Analysis::check`] and [`DecibelOptions::check`].
    pub fn check(&self) -> Result<()> {
        self.analysis.check(Purpose::Export)?;
        self.decibels.as_ref().map_or(Ok(()), |decibels| decibels.check(self.analysis.mode(Purpose::Export)))
    }
}

/// A planned export: writers can be opened for it before it runs.
pub struct Export<'m> {
    source: Lookahead<Monitored<'m, Box<dyn AudioSource>>>,
    plan: SpectraPlan<Planned<f64>>,
    shape: ArrayShape,
    options: ExportOptions,
    /// The number of frames, if it is certain.
    frames: Option<u64>,
    /// The time of the first sample in seconds.
    start: f64,
    /// The decoder in use.
    decoder: Decoder,
    monitor: &'m dyn Monitor,
}

/// The outcome of an export.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The analysed signal and the warnings.
    pub report: Report,
    /// The frequencies of every frame.
    pub rows: usize,
    /// The chosen channels.
    pub channels: Channels,
}

impl Exported {
    /// The analysed signal in one line.
    pub fn line(&self) -> String {
        let Self { report, rows, channels } = self;
        let FrameLayout { frame, hop, .. } = report.layout;
        let channels = channels.description(report.spec.signals());
        let TransformOptions { stft, choice } = &report.transform;
        let windows = if choice.has_own_windows() { format!("; {}", choice.windows(stft)) } else { String::new() };
        let Report { samples, frames, .. } = report;
        format!("{samples} samples of {channels}, {frames} frames of {frame} every {hop}, {rows} rows{windows}")
    }
}

impl<'m> Export<'m> {
    /// Plans the spectra of an input.
    ///
    /// # Errors
    /// As [`ExportOptions::check`]; those of [`SpectraPlan::new`] and of the source; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn new(input: Input, options: &ExportOptions, monitor: &'m dyn Monitor) -> Result<Self> {
        options.check()?;
        let Input { source, length_is_certain, center, start, decoder, .. } = input;
        let ahead = options.analysis.samples_ahead(Purpose::Export);
        let source: Box<dyn AudioSource> = Box::new(source);
        let source = Lookahead::new(Monitored::new(source, monitor), ahead)?;
        let mut stft = options.analysis.resolve(Purpose::Export, source.spec())?.stft;
        stft.center = center;
        let (spec, asked) = (source.spec(), TransformOptions { stft, choice: options.analysis.transform.clone() });
        let transform = Planned::new(&asked, spec.sample_rate, spec.kind())?;
        let plan = SpectraPlan::new(transform, asked.choice, spec, options.channels, options.mel.as_ref())?;
        let length = spec.length.filter(|_| length_is_certain && !source.has_gaps());
        let frames = length.map(|length| plan.transform().layout().frames_in(length).max(1));
        let shape = shape_of(&plan, start);
        Ok(Self { source, plan, shape, options: options.clone(), frames, start, decoder, monitor })
    }

    /// Opens a writer for the planned array.
    ///
    /// # Errors
    /// As [`ArrayFormat::open`] and [`DecibelOptions::before`].
    pub fn writer(&self, format: &ArrayFormat, sink: Box<dyn Sink>) -> Result<Box<dyn ArrayWriter>> {
        let writer = format.open(sink, &self.shape, self.frames)?;
        match self.options.decibels {
            Some(decibels) => decibels.before(writer, self.plan.transform().mode()),
            None => Ok(writer),
        }
    }

    /// Computes every frame and writes it to all outputs, each a draft with its format. Calls `written` with the index
    /// and the result of each output, once it is published or has failed.
    ///
    /// # Errors
    /// As [`Export::run`].
    pub fn write(
        self,
        outputs: Vec<(Draft, &ArrayFormat)>,
        mut written: impl FnMut(usize, Result<()>) -> Result<()>,
    ) -> Result<Exported> {
        let mut writers = Vec::new();
        for (index, (draft, format)) in outputs.iter().enumerate() {
            match draft.sink().and_then(|sink| self.writer(format, sink)) {
                Ok(writer) => writers.push(writer),
                Err(error) => {
                    written(index, Err(error))?;
                    return Err(Error::Cancelled);
                }
            }
        }
        let mut drafts = outputs.into_iter();
        self.run(writers, |index, complete| {
            written(index, complete.and_then(|()| drafts.next().map_or(Ok(()), |(draft, _)| draft.publish())))
        })
    }

    /// Computes every frame, passes it to all writers, and completes them; calls `complete` with the index of each
    /// completed writer.
    ///
    /// # Errors
    /// Those of the source and of `complete`; [`Error::Cancelled`](crate::Error::Cancelled);
    /// [`Error::Internal`](crate::Error::Internal) for a panic. A writer's error also goes to
    /// [`Monitor::output_failed`], at once.
    pub fn run(
        self,
        mut writers: Vec<Box<dyn ArrayWriter>>,
        mut complete: impl FnMut(usize, Result<()>) -> Result<()>,
    ) -> Result<Exported> {
        guarded(|| {
            let Self { source, plan, shape, options, start, decoder, monitor, .. } = self;
            let report = plan.run(source, options.threads, |numbers: &[f64]| {
                for (index, writer) in writers.iter_mut().enumerate() {
                    writer.frames(numbers).inspect_err(|error| monitor.output_failed(index, error))?;
                }
                Ok(())
            })?;
            let warn = || report.warnings.iter().for_each(|warning| monitor.warning(warning));
            if options.strict {
                check_losses(&report.warnings).inspect_err(|_| warn())?;
            }
            let (mel, decibels) = (options.mel.as_ref(), options.decibels.as_ref());
            let mut parameters = parameters(&report.transform, &report.spec, options.channels, mel, decibels);
            parameters.push(("start", start.into()));
            if decoder != Decoder::Native {
                parameters.push(("decoder", decoder.name().to_owned().into()));
            }
            if let Some(stamp) = &options.stamp {
                parameters.push((STAMP, stamp.text().to_owned().into()));
            }
            let axes = ArrayAxes { shape: &shape, runs: &report.runs, parameters: &parameters };
            for (index, writer) in writers.into_iter().enumerate() {
                complete(index, writer.finish(&axes))?;
            }
            warn();
            Ok(Exported { report, rows: plan.rows(), channels: options.channels })
        })
    }
}

/// The shape of the arrays for an input whose first sample is at `start` seconds.
fn shape_of(plan: &SpectraPlan<Planned<f64>>, start: f64) -> ArrayShape {
    let transform = plan.transform();
    ArrayShape {
        frequencies: (0..plan.rows()).map(|row| plan.frequency_of(row)).collect(),
        channels: plan.separates_channels().then_some(plan.channels()),
        complex: plan.is_complex(),
        times: FrameTimes { start, ..transform.layout().times(transform.sample_rate()) },
    }
}
