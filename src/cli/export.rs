//! `specgram export`: the numbers.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use specgram::job::{Export, ExportOptions, Exported};
use specgram::output::{ArrayFormat, DecibelOptions, Reference};
use specgram::scale::{MelNorm, MelOptions, MelScale};
use specgram::stft::TransformOptions;
use specgram::units::Hertz;

use super::analysis::AnalysisFlags;
use super::destination::{self, Destination, Draft, OnTerminal};
use super::failure::{self, Messages, Usage};
use super::input::InputFlags;
use super::progress;

/// Write the numbers: the whole short-time Fourier transform, in double precision
///
/// The values are those of scipy.signal.spectrogram for the same window, overlap and scaling. S is shaped
/// [frequency, time], with --channel all [channel, frequency, time]; f is in hertz; t, in seconds from the start of the
/// input, is the centre of each frame.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputFlags,

    #[command(flatten)]
    analysis: AnalysisFlags,

    #[command(flatten)]
    mel: MelFlags,

    #[command(flatten)]
    decibels: DecibelFlags,

    /// Output file, or - for standard output; repeatable. The extension chooses the format
    /// [default: npy to standard output]
    #[arg(short, long = "output", value_name = "OUT", help_heading = "Output")]
    outputs: Vec<PathBuf>,

    /// Format, overriding the extension: npy (S alone), npz (S, f, t and the parameters), csv (t across, f down) or
    /// json (the same as npz; what is not finite is null) [default: by the extension; npy to standard output]
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<String>,
}

/// Flags about mel bands.
#[derive(Args)]
#[command(next_help_heading = "Mel bands")]
struct MelFlags {
    /// This many mel bands in the place of bins, librosa's filters [default: bins]
    ///
    /// A band is a weighted sum of its bins, as in librosa: of a density no density, and in proportion to the DFT
    /// length.
    #[arg(long, value_name = "N")]
    mel: Option<usize>,

    /// The mel scale: slaney or htk [default: slaney]
    #[arg(long, value_name = "SCALE")]
    mel_scale: Option<MelScale>,

    /// The height of the bands: slaney (an area of 1) or none (a height of 1) [default: slaney]
    #[arg(long, value_name = "NORM")]
    mel_norm: Option<MelNorm>,

    /// The lower edge of the lowest band [default: 0]
    #[arg(long, value_name = "HZ")]
    fmin: Option<Hertz>,

    /// The upper edge of the highest band [default: half the sample rate]
    #[arg(long, value_name = "HZ")]
    fmax: Option<Hertz>,
}

/// Flags about decibels.
#[derive(Args)]
#[command(next_help_heading = "Decibels")]
struct DecibelFlags {
    /// Decibels in the place of values: 10·log10 of power, 20·log10 of magnitude [default: values]
    #[arg(long)]
    db: bool,

    /// What 0 dB is: a value, or max for the greatest [default: 1]
    ///
    /// npz and json keep the value as db_ref_value.
    #[arg(long, value_name = "VALUE")]
    db_ref: Option<Reference>,

    /// Values below this count as this [default: 0, so that silence is -inf]
    #[arg(long, value_name = "V")]
    amin: Option<f64>,

    /// Nothing lies more than so many decibels below the greatest value [default: as it is]
    #[arg(long, value_name = "D")]
    top_db: Option<f64>,
}

impl MelFlags {
    fn options(&self) -> anyhow::Result<Option<MelOptions>> {
        let bounds = [("--fmin", self.fmin), ("--fmax", self.fmax)];
        if let (None, Some((flag, _))) = (self.mel, bounds.iter().find(|(_, bound)| bound.is_some())) {
            return Err(Usage::error(format!("{flag} requires --mel: without it an export has all bins")));
        }
        let shapes = [("--mel-scale", self.mel_scale.is_some()), ("--mel-norm", self.mel_norm.is_some())];
        if let (None, Some((flag, _))) = (self.mel, shapes.iter().find(|(_, typed)| *typed)) {
            return Err(Usage::error(format!("{flag} requires --mel: without it an export has all bins")));
        }
        Ok(self.mel.map(|bands| MelOptions {
            bands,
            scale: self.mel_scale.unwrap_or_default(),
            norm: self.mel_norm.unwrap_or_default(),
            low: self.fmin.unwrap_or(Hertz(0.0)),
            high: self.fmax,
        }))
    }
}

impl DecibelFlags {
    fn options(&self) -> anyhow::Result<Option<DecibelOptions>> {
        let typed =
            [("--db-ref", self.db_ref.is_some()), ("--amin", self.amin.is_some()), ("--top-db", self.top_db.is_some())];
        if let (false, Some((flag, _))) = (self.db, typed.iter().find(|(_, typed)| *typed)) {
            return Err(Usage::error(format!(
                "{flag} is for the decibels of --db: without it an export has the values"
            )));
        }
        Ok(self.db.then(|| DecibelOptions {
            reference: self.db_ref.unwrap_or(Reference::Value(1.0)),
            amin: self.amin.unwrap_or(0.0),
            top: self.top_db,
        }))
    }
}

pub(super) fn run(arguments: &Arguments, messages: Messages) -> anyhow::Result<()> {
    let options = arguments.options()?;
    options.check()?;
    let refuse = OnTerminal::Refuse("name a file, such as -o spectrogram.npz, or redirect standard output");
    let destinations: Vec<Destination<ArrayFormat>> =
        destination::resolve(&arguments.outputs, arguments.format.as_deref(), refuse)?;
    let input = arguments.input.open("specgram export INPUT -o OUT.npz, or audio on a pipe")?;
    if arguments.input.has_center() && !destinations.iter().any(|destination| destination.format.axes) {
        return Err(Usage::error("--center-frequency moves f, and an npy holds S alone: npz, csv and json hold f"));
    }
    for destination in &destinations {
        destination.check_is_not(&input)?;
    }

    let messages = Messages { strict: options.strict, ..messages };
    let subject = arguments.input.subject();
    let monitor = progress::OnTerminal::new(messages, &subject);
    let monitor = monitor.of_outputs(destinations.iter().map(Destination::name).collect());
    let export = Export::new(input, &options, &monitor).with_context(|| subject.clone())?;
    let mut drafts = destinations.iter().map(Destination::draft).collect::<anyhow::Result<Vec<_>>>()?.into_iter();
    let writer = |(draft, to): (&Draft, &Destination<ArrayFormat>)| {
        draft.sink().and_then(|sink| export.writer(to.format, sink)).with_context(|| to.name())
    };
    let writers = drafts.as_slice().iter().zip(&destinations).map(writer).collect::<anyhow::Result<Vec<_>>>()?;
    let mut unwritten = Ok(());
    let exported = export.run(writers, |index, written| {
        let published = written.and_then(|()| drafts.next().map_or(Ok(()), Draft::publish));
        unwritten = failure::unless_reader_left(published.with_context(|| destinations[index].name()));
        // What failed stands beside; the others are not written either.
        if unwritten.is_err() { Err(specgram::Error::Cancelled) } else { Ok(()) }
    });
    unwritten?;
    let Exported { report, rows } = exported.with_context(|| subject.clone())?;
    let tapers = match &report.transform {
        TransformOptions::Stft(_) => String::new(),
        TransformOptions::Multitaper(_, tapers) => format!("; {tapers}"),
    };
    messages.detail(format_args!(
        "{subject}: {} samples of {}, {} frames of {} every {}, {rows} rows{tapers}",
        report.samples,
        options.channels.description(report.spec.signals()),
        report.frames,
        report.layout.frame,
        report.layout.hop,
    ));
    Ok(())
}

impl Arguments {
    /// What was asked for.
    fn options(&self) -> anyhow::Result<ExportOptions> {
        Ok(ExportOptions {
            analysis: self.analysis.analysis()?,
            channels: self.input.channel,
            mel: self.mel.options()?,
            decibels: self.decibels.options()?,
            threads: self.analysis.threads(),
            strict: self.input.strictness.strict,
        })
    }
}
