//! `specgram export`: the numbers.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use specgram::batch::Arrays;
use specgram::error::OptionName;
use specgram::job::{Destination, Export, ExportOptions, RequestedDecibels, RequestedMel};
use specgram::output::{ArrayFormat, Reference, by_name, names_of};
use specgram::scale::{MelNorm, MelScale};
use specgram::units::Hertz;

use super::analysis::AnalysisFlags;
use super::batch::{BatchFlags, Many};
use super::destination::{self, OnTerminal};
use super::failure::{self, Messages, Usage};
use super::input::InputFlags;
use super::one_of::{one_of, whole};
use super::progress;
use super::style::StyleFlag;

/// Write the spectrogram as numbers, in double precision
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

    #[command(flatten)]
    pub(super) style: StyleFlag,

    #[command(flatten)]
    batch: BatchFlags,

    /// Output file, or - for standard output; repeatable. The extension chooses the format
    /// [default: npy to standard output]
    #[arg(short, long = "output", value_name = "OUT", help_heading = "Output")]
    outputs: Vec<PathBuf>,

    /// Format, overriding the extension [default: by the extension; npy to standard output]
    #[arg(long, value_name = "FORMAT", help_heading = "Output", value_parser = one_of::<&ArrayFormat>())]
    format: Option<&'static ArrayFormat>,
}

/// Flags about mel bands.
#[derive(Args)]
#[command(next_help_heading = "Mel bands")]
struct MelFlags {
    /// Export N mel bands instead of bins, with librosa's filters [default: bins]
    ///
    /// A band is a weighted sum of its bins, as in librosa, so for density scaling the result is not a density and grows
    /// with the DFT length.
    #[arg(long, value_name = "N", value_parser = whole::<usize>(OptionName::MelBands))]
    mel: Option<usize>,

    /// The mel scale [default: slaney]
    #[arg(long, value_name = "SCALE", value_parser = one_of::<MelScale>())]
    mel_scale: Option<MelScale>,

    /// The height of the bands [default: slaney]
    #[arg(long, value_name = "NORM", value_parser = one_of::<MelNorm>())]
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
    /// Export decibels instead of linear values: 10·log10 of power, 20·log10 of magnitude
    #[arg(long)]
    db: bool,

    /// What 0 dB is: a value, or max for the largest value [default: 1]
    ///
    /// npz and json keep the value as db_ref_value.
    #[arg(long, value_name = "VALUE")]
    db_ref: Option<Reference>,

    /// Floor: smaller values are raised to V [default: 0, so that silence is -inf]
    #[arg(long, value_name = "V")]
    amin: Option<f64>,

    /// Limit the dynamic range to D decibels below the maximum [default: no limit]
    #[arg(long, value_name = "D")]
    top_db: Option<f64>,
}

impl MelFlags {
    fn requested(&self) -> RequestedMel {
        let Self { mel, mel_scale, mel_norm, fmin, fmax } = *self;
        RequestedMel { bands: mel, scale: mel_scale, norm: mel_norm, low: fmin, high: fmax }
    }
}

impl DecibelFlags {
    fn requested(&self) -> RequestedDecibels {
        let Self { db, db_ref, amin, top_db } = *self;
        RequestedDecibels { convert: db, reference: db_ref, amin, top: top_db }
    }
}

pub(super) fn run(arguments: &Arguments, messages: Messages) -> anyhow::Result<()> {
    let options = arguments.options()?;
    options.check()?;
    if let Some(many) = arguments.batch.requested(&arguments.input, &arguments.outputs, false)? {
        return arguments.run_many(&many, options, messages);
    }
    let refuse = OnTerminal::Refuse("name a file, such as -o spectrogram.npz, or redirect standard output");
    let destinations: Vec<Destination<ArrayFormat>> =
        destination::resolve(&arguments.outputs, arguments.format, refuse)?;
    let input = arguments.input.open("name a file (specgram export INPUT -o OUT.npz), or pipe audio in")?;
    if arguments.input.has_center() && !destinations.iter().any(|destination| destination.format.axes) {
        let (formats, given) = (names_of::<ArrayFormat>(|format| format.axes), destinations[0].format.name);
        let text = format!("--center-frequency requires a format that holds frequencies: {formats}, got {given}");
        return Err(Usage::error(text));
    }
    for destination in &destinations {
        destination.check_is_not(&input)?;
    }

    let messages = Messages { strict: options.strict, ..messages };
    let subject = arguments.input.subject();
    let monitor = progress::OnTerminal::new(messages, &subject);
    let monitor = monitor.of_outputs(destinations.iter().map(Destination::name).collect());
    let export = Export::new(input, &options, &monitor).with_context(|| subject.clone())?;
    let draft = |to: &Destination<ArrayFormat>| Ok((to.draft()?, to.format));
    let outputs = destinations.iter().map(draft).collect::<specgram::Result<Vec<_>>>()?;
    let mut unwritten = Ok(());
    let exported = export.write(outputs, |index, written| {
        unwritten = failure::unless_reader_left(written.with_context(|| destinations[index].name()));
        // The error is in `unwritten`; the other outputs are not written either.
        if unwritten.is_err() { Err(specgram::Error::Cancelled) } else { Ok(()) }
    });
    unwritten?;
    let exported = exported.with_context(|| subject.clone())?;
    messages.detail(format_args!("{subject}: {}", exported.line()));
    Ok(())
}

impl Arguments {
    /// Exports the arrays of each input.
    fn run_many(&self, many: &Many<'_>, options: ExportOptions, messages: Messages) -> anyhow::Result<()> {
        let plan = many.plan(self.format, by_name("npz")?, ArrayFormat::keeps_record, options.channels)?;
        if many.print_plan(&plan)? {
            return Ok(());
        }
        let messages = Messages { strict: options.strict, ..messages };
        let schedule = many.schedule(&plan, options.threads, Arrays::BYTES_EACH)?;
        let arrays = Arrays { input: self.input.options(), options, update: many.is_update() };
        many.run(&plan, &arrays, schedule, messages, None)
    }

    /// The requested export.
    fn options(&self) -> anyhow::Result<ExportOptions> {
        Ok(ExportOptions {
            analysis: self.analysis.analysis()?,
            channels: self.input.channel,
            mel: self.mel.requested().resolve()?,
            decibels: self.decibels.requested().resolve()?,
            threads: self.analysis.threads(),
            strict: self.input.strictness.strict,
            stamp: None,
        })
    }
}
