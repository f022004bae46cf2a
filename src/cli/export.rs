//! `specgram export`: the numbers.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use specgram::output::{ArrayFormat, Axes};
use specgram::pipeline;
use specgram::source::AudioSource;
use specgram::stft::{Scaling, StftPlan};

use super::analysis::{AnalysisFlags, Overlap};
use super::destination::{self, Destination, OnTerminal};
use super::failure::{Messages, Usage};
use super::input::InputFlags;
use super::progress;

/// Write the numbers: the whole short-time Fourier transform, in double precision
///
/// The values are those of scipy.signal.spectrogram for the same window, overlap and scaling. S is shaped
/// [frequency, time]; f is in hertz; t, in seconds from the start of the input, is the centre of each frame.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputFlags,

    #[command(flatten)]
    analysis: AnalysisFlags,

    /// Output file, or - for standard output; repeatable. The extension chooses the format
    /// [default: npy to standard output]
    #[arg(short, long = "output", value_name = "OUT", help_heading = "Output")]
    outputs: Vec<PathBuf>,

    /// Format, whatever the extension: npy (S alone), npz (S, f and t) or csv (t across, f down)
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<String>,
}

pub(super) fn run(arguments: &Arguments, messages: Messages) -> anyhow::Result<()> {
    let (options, fits_picture) = arguments.analysis.resolve(Scaling::Density, Overlap::Percent(50.0))?;
    if fits_picture {
        return Err(Usage::error("--overlap auto fits a picture, and an export has none: give samples or percent"));
    }
    let refuse = OnTerminal::Refuse("name a file, such as -o spectrogram.npz, or redirect standard output");
    let destinations: Vec<Destination<ArrayFormat>> =
        destination::resolve(&arguments.outputs, arguments.format.as_deref(), refuse)?;
    let input = arguments.input.open("specgram export INPUT -o OUT.npz, or audio on a pipe")?;
    for destination in &destinations {
        destination.check_is_not(input.path.as_deref())?;
    }

    let name = input.name.clone();
    let plan = StftPlan::<f64>::new(&options, input.source.spec().sample_rate).with_context(|| name.clone())?;
    let length = input.source.spec().length.filter(|_| input.length_is_certain);
    let frames = length.map(|length| plan.frames_in(length).max(1));
    let drafts = destinations.iter().map(Destination::draft).collect::<anyhow::Result<Vec<_>>>()?;
    let mut writers = Vec::new();
    for (draft, destination) in drafts.iter().zip(&destinations) {
        let open = (destination.format.open)(draft.sink()?, plan.bins(), frames);
        writers.push(open.with_context(|| destination.name())?);
    }

    let channels = arguments.input.channel;
    let threads = arguments.analysis.threads();
    let mut write_failure = None;
    let report = pipeline::spectra(progress::watched(input.source, messages), &options, channels, threads, |power| {
        for (writer, destination) in writers.iter_mut().zip(&destinations) {
            if let Err(error) = writer.spectra(power) {
                write_failure = Some(destination.name());
                return Err(error);
            }
        }
        Ok(())
    });
    let report = report.with_context(|| write_failure.unwrap_or_else(|| name.clone()))?;
    let axes = Axes { plan: &plan, frames: report.frames, start: input.start };
    for ((writer, draft), destination) in writers.into_iter().zip(drafts).zip(&destinations) {
        writer.finish(&axes).and_then(|()| draft.publish()).with_context(|| destination.name())?;
    }
    messages.warn(&name, &report.warnings);
    messages.detail(format_args!(
        "{name}: {} samples, {} frames of {} every {}, {} bins {} Hz apart",
        report.samples,
        report.frames,
        options.window_length,
        options.hop,
        plan.bins(),
        plan.bin_width()
    ));
    Ok(())
}
