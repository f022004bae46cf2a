//! `specgram render`: audio in, figure out.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use specgram::job::{self, Input, Purpose, RenderOptions, Summary};
use specgram::output::{FigureFormat, Format};
use specgram::source::synth::{Synth, SynthOptions};

use super::analysis::AnalysisFlags;
use super::destination::{self, Destination, overwrites};
use super::failure::{self, Messages, Subject, Usage};
use super::input::InputFlags;
use super::picture::PictureFlags;
use super::progress::OnTerminal;
use super::standard;
use super::swatches;
use super::terminal::{self, STDOUT};
use super::typed::Typed;

/// What messages call the built-in test signal.
const DEMO: &str = "test signal";

/// Draw the spectrogram of an audio file, a pipe or the built-in test signal
///
/// Every sample is in the picture: many frames per pixel column are pooled, not picked (within half a window of
/// either end samples weigh less; --boundary zeros evens that out). Levels are in decibels re a full-scale sine
/// unless --scaling says otherwise.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputFlags,

    /// Draw the built-in test signal, that of 'specgram synth', instead of an input
    #[arg(long, conflicts_with_all = ["path", "raw", "rate", "channels", "center_frequency"], help_heading = "Input")]
    demo: bool,

    #[command(flatten)]
    analysis: AnalysisFlags,

    #[command(flatten)]
    picture: PictureFlags,

    /// Output file, or -; repeatable. The extension chooses the format
    ///
    /// Default: PNG to standard output if that is a pipe or a file; on a terminal, a file in the working directory named
    /// after the input, or specgram.png. It replaces no file but another figure.
    #[arg(short, long = "output", value_name = "OUT", help_heading = "Output")]
    outputs: Vec<PathBuf>,

    /// Print the analysis parameters as JSON on standard output
    ///
    /// Resolution, bandwidths, meaning of 0 dB, frames, samples used and not used, warnings; -v prints them as text.
    #[arg(long, help_heading = "Output")]
    json: bool,

    /// Format, overriding the extension: png, svg, pdf, jpg, webp or tif
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<String>,
}

pub(super) fn run(arguments: &Arguments, typed: &Typed, messages: Messages) -> anyhow::Result<()> {
    if arguments.picture.colormaps {
        if let Some(other) = typed.any_but("--colormaps") {
            return Err(Usage::error(format!("--colormaps lists them and exits: {other} cannot be combined with it")));
        }
        return swatches::show();
    }
    let options = arguments.options(typed)?;
    let destinations = arguments.destinations()?;
    let input = arguments.open()?;
    for destination in &destinations {
        destination.check_is_not(&input)?;
    }
    if arguments.json && standard::output_is(input.path.as_deref()) {
        return Err(overwrites(STDOUT));
    }
    let messages = Messages { strict: options.strict, ..messages };
    let subject = arguments.subject();
    let rendered =
        job::render(input, &options, &OnTerminal::new(messages, &subject)).with_context(|| subject.clone())?;
    if destinations.iter().any(|destination| !destination.format.keeps_text) {
        messages.warn(&subject, rendered.missing_glyphs().as_slice());
    }
    // Only where somebody reads it: the bandwidth of a long window takes time.
    let summary = (arguments.json || messages.verbose).then(|| rendered.summary()).transpose()?;
    for line in summary.iter().flat_map(Summary::lines) {
        messages.detail(format_args!("{subject}: {line}"));
    }
    // One that cannot be drawn leaves none behind.
    let drawn = |to: &Destination<FigureFormat>| rendered.draw(to.format).with_context(|| to.name());
    let drawn = destinations.iter().map(drawn).collect::<anyhow::Result<Vec<_>>>()?;
    for (destination, bytes) in destinations.iter().zip(drawn) {
        failure::unless_reader_left(destination.write(&bytes))?;
        if arguments.outputs.is_empty() && destination.path.is_some() {
            messages.note(format_args!("wrote {}", destination.name()));
        }
    }
    match summary {
        Some(summary) if arguments.json => terminal::print_json(&summary.json(&subject.to_string())),
        _ => Ok(()),
    }
}

impl Arguments {
    /// What was asked for, as far as it makes sense whatever the input.
    fn options(&self, typed: &Typed) -> anyhow::Result<RenderOptions> {
        let Self { input, picture, .. } = self;
        let analysis = self.analysis.analysis()?;
        let mode = analysis.mode(Purpose::Picture);
        picture.check(mode, input.channel, typed)?;
        let look = picture.figure(self.title(), analysis.preset, mode);
        let options = RenderOptions {
            analysis,
            channels: input.channel,
            pool: picture.pool,
            scale: picture.freq_scale,
            low: picture.fmin,
            high: picture.fmax,
            interpolate: picture.interpolate,
            look,
            dpi: picture.dpi.map(|density| density.0),
            threads: self.analysis.threads(),
            strict: input.strictness.strict,
        };
        options.check()?;
        Ok(options)
    }

    /// What messages are about.
    fn subject(&self) -> Subject {
        if self.demo { Subject::named(DEMO) } else { self.input.subject() }
    }

    /// The title, unless another was typed: without folders, so that the same input makes the same figure everywhere.
    fn title(&self) -> Option<String> {
        if self.demo {
            return Some("Test signal: 3 kHz carrier, frequency-modulated".to_owned());
        }
        self.input.path().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned())
    }

    fn destinations(&self) -> anyhow::Result<Vec<Destination<FigureFormat>>> {
        let on_terminal = destination::OnTerminal::Write(self.default_name());
        let destinations: Vec<Destination<FigureFormat>> =
            destination::resolve(&self.outputs, self.format.as_deref(), on_terminal)?;
        if self.json {
            standard::check_output().context(STDOUT)?;
        }
        if self.json && destinations.iter().any(|destination| destination.path.is_none()) {
            return Err(Usage::error("--json needs standard output: name a file for the figure with -o"));
        }
        if self.picture.dpi.is_some() && !destinations.iter().any(|destination| destination.format.keeps_dpi) {
            return Err(without_a_size_in_print(&destinations));
        }
        Ok(destinations)
    }

    /// What the figure is called when nothing was said and standard output is a terminal.
    fn default_name(&self) -> OsString {
        let stem = self.input.path().and_then(Path::file_stem);
        stem.map_or_else(|| OsString::from("specgram"), ToOwned::to_owned)
    }

    fn open(&self) -> anyhow::Result<Input> {
        if !self.demo {
            return self.input.open("specgram render INPUT, audio on a pipe, or specgram render --demo");
        }
        let source = Synth::new(&SynthOptions::default())?;
        self.input.of_source(Box::new(source), DEMO)
    }
}

/// What is said of `--dpi` for formats that do not keep it.
fn without_a_size_in_print(destinations: &[Destination<FigureFormat>]) -> anyhow::Error {
    let given = destinations.iter().map(|to| match &to.path {
        Some(path) => format!("-o {}", path.display()),
        None => format!("--format {}", to.format.name),
    });
    let keep = FigureFormat::ALL.iter().filter(|format| format.keeps_dpi).map(|format| format.name);
    let (given, keep) = (given.collect::<Vec<_>>().join(" "), keep.collect::<Vec<_>>().join(", "));
    Usage::error(format!("--dpi requires one of {keep}, got {given}"))
}
