//! `specgram render`: audio in, figure out.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use specgram::figure::{FigureOptions, Layout};
use specgram::font;
use specgram::level::{LevelOption, Levels};
use specgram::memory;
use specgram::output::{Figure, FigureFormat, Format, bytes_to_draw};
use specgram::pipeline::{self, PictureOptions, Report};
use specgram::source::lookahead::Lookahead;
use specgram::source::synth::{Synth, SynthOptions};
use specgram::source::{AudioSource, AudioSpec};
use specgram::spectrogram::Picture;
use specgram::warning::Warning;

use super::analysis::AnalysisFlags;
use super::destination::{self, Destination, OnTerminal, STDOUT, overwrites};
use super::failure::{self, Messages, Usage};
use super::input::{Input, InputFlags};
use super::picture::PictureFlags;
use super::preset::Purpose;
use super::progress;
use super::record::Recorded;
use super::standard;
use super::summary::Summary;
use super::swatches;
use super::terminal;
use super::typed::Typed;

/// Draw the spectrogram of an audio file, a pipe or the built-in test signal
///
/// Every sample is in the picture: many frames per pixel column are pooled, not picked (within half a window of
/// either end samples weigh less; --boundary zeros evens that out). Levels are in decibels re a full-scale sine
/// unless --scaling says otherwise.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputFlags,

    /// Draw the built-in test signal instead of an input: that of 'specgram synth'
    #[arg(long, conflicts_with_all = ["path", "raw", "rate", "channels", "center_frequency"], help_heading = "Input")]
    demo: bool,

    #[command(flatten)]
    analysis: AnalysisFlags,

    #[command(flatten)]
    picture: PictureFlags,

    /// Output file, or -; repeatable. The extension chooses the format
    ///
    /// Left out: PNG to standard output where that is a pipe or a file; on a terminal a file in the working directory,
    /// named after the input, or specgram.png, in the place of another figure at most.
    #[arg(short, long = "output", value_name = "OUT", help_heading = "Output")]
    outputs: Vec<PathBuf>,

    /// Tell on standard output, as JSON, what the picture is made of
    ///
    /// Resolution, bandwidths, what 0 dB is, frames, samples used and not used; what -v tells in words.
    #[arg(long, help_heading = "Output")]
    json: bool,

    /// Format, whatever the extension: png, svg, pdf, jpg, webp or tif
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<String>,
}

pub(super) fn run(arguments: &Arguments, typed: &Typed, messages: Messages) -> anyhow::Result<()> {
    if arguments.picture.colormaps {
        if let Some(other) = typed.any_but("--colormaps") {
            return Err(Usage::error(format!("--colormaps does nothing but show them: {other} does not go with it")));
        }
        return swatches::show();
    }
    let (provisional, _) = arguments.analysis.resolve(Purpose::Picture, None)?;
    arguments.picture.check(provisional.mode, arguments.input.channel, typed)?;
    let destinations = arguments.destinations()?;
    let input = arguments.open()?;
    for destination in &destinations {
        destination.check_is_not(&input)?;
    }
    if arguments.json && standard::output_is(input.path.as_deref()) {
        return Err(overwrites(STDOUT));
    }

    let (subject, ahead) = (Subject::of(arguments, &input), arguments.analysis.samples_ahead(&provisional));
    let named = || subject.name.clone();
    let source = Lookahead::new(input.source, ahead).with_context(named)?;
    let plan = Plan::new(arguments, &subject, source.spec())?;
    // Before the work, not after it.
    memory::check(|| "the figure".to_owned(), plan.bytes_of_figure()).with_context(named)?;
    let (pictures, report) =
        pipeline::pictures(progress::watched(source, messages), &plan.options).with_context(named)?;
    messages.warn(&subject.name, &report.warnings);
    messages.warn(&subject.name, &plan.warnings(&destinations));

    let analysed = Analysed::new(plan, pictures, report);
    // Only where somebody reads it: the bandwidth of a long window takes time.
    let summary = (arguments.json || messages.verbose).then(|| analysed.summary()).transpose()?;
    for line in summary.iter().flat_map(Summary::lines) {
        messages.detail(format_args!("{}: {line}", subject.name));
    }
    let record = analysed.record(&subject);
    let dpi = arguments.picture.dpi.map(|density| density.0);
    let Analysed { plan: Plan { look, layout, .. }, pictures, .. } = &analysed;
    let figure = Figure { dpi, record: &record, ..Figure::new(pictures, look, layout) };
    // One that cannot be drawn leaves none behind.
    let drawn = |to: &Destination<FigureFormat>| {
        // What is too large for a format was typed.
        (to.format.draw)(&figure).map_err(failure::of_typed).with_context(|| to.name())
    };
    let drawn = destinations.iter().map(drawn).collect::<anyhow::Result<Vec<_>>>()?;
    for (destination, drawn) in destinations.iter().zip(drawn) {
        failure::unless_reader_left(destination.write(&drawn.bytes))?;
        if arguments.outputs.is_empty() && destination.path.is_some() {
            messages.note(format_args!("wrote {}", destination.name()));
        }
    }
    match summary {
        Some(summary) if arguments.json => print_json(&summary.json(&subject.name)),
        _ => Ok(()),
    }
}

impl Arguments {
    fn destinations(&self) -> anyhow::Result<Vec<Destination<FigureFormat>>> {
        let on_terminal = OnTerminal::Write(default_name(self.input.path.as_deref()));
        let destinations: Vec<Destination<FigureFormat>> =
            destination::resolve(&self.outputs, self.format.as_deref(), on_terminal)?;
        if self.json {
            standard::check_output().context(STDOUT)?;
        }
        if self.json && destinations.iter().any(|destination| destination.path.is_none()) {
            return Err(Usage::error("standard output cannot take both the figure and --json: name a file with -o"));
        }
        if self.picture.dpi.is_some() && !destinations.iter().any(|destination| destination.format.keeps_dpi) {
            return Err(without_a_size_in_print(&destinations));
        }
        Ok(destinations)
    }

    fn open(&self) -> anyhow::Result<Input> {
        if !self.demo {
            return self.input.open("specgram render INPUT, audio on a pipe, or specgram render --demo");
        }
        let source = Synth::new(&SynthOptions::default())?;
        self.input.cut("the test signal".to_owned(), None, Box::new(source))
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
    Usage::error(format!("--dpi does not go with {given}: only {keep} state a size in print"))
}

/// What is drawn.
struct Subject {
    /// What messages call it.
    name: String,
    /// What the figure calls it: without its folders, so that the same input makes the same figure everywhere.
    file_name: String,
    /// The title, unless another was typed.
    title: Option<String>,
    /// What 0 Hz of complex samples stands for, in hertz.
    center: f64,
    /// When the first sample happens, in seconds.
    start: f64,
}

impl Subject {
    fn of(arguments: &Arguments, input: &Input) -> Self {
        let file_name = input.path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let title = if arguments.demo {
            Some("Test signal: 3 kHz carrier, frequency-modulated".to_owned())
        } else {
            file_name.clone()
        };
        let file_name = file_name.unwrap_or_else(|| input.name.clone());
        Self { name: input.name.clone(), file_name, title, center: input.center, start: input.start }
    }
}

/// What is computed, and where it will stand in the figure.
struct Plan {
    options: PictureOptions,
    look: FigureOptions,
    layout: Layout,
}

impl Plan {
    fn new(arguments: &Arguments, subject: &Subject, spec: &AudioSpec) -> anyhow::Result<Self> {
        let Arguments { input, analysis, picture, .. } = arguments;
        let (mut stft, fit_hop) = analysis.resolve(Purpose::Picture, Some(spec))?;
        stft.center = subject.center;
        let look = FigureOptions {
            channels: input.channel_names(spec.signals()),
            ..picture.figure(subject.title.clone(), analysis.preset, stft.mode)
        };
        let options = PictureOptions {
            stft,
            tapers: analysis.tapers()?,
            fit_hop,
            pool: picture.pool,
            scale: picture.freq_scale,
            low: picture.fmin,
            high: picture.fmax,
            channels: input.channel,
            envelope: look.waveform,
            spectrum: look.spectrum,
            interpolate: picture.interpolate,
            start: subject.start,
            threads: analysis.threads(),
            ..PictureOptions::default()
        };
        let axis = options.frequency_axis(spec).with_context(|| subject.name.clone())?;
        // Even a mere limit of size is one of what was typed.
        let layout = Layout::new(&look, &axis).map_err(|error| Usage::error(error.to_string()))?;
        let options = PictureOptions { columns: layout.columns, rows: layout.rows, ..options };
        Ok(Self { options, look, layout })
    }
}

impl Plan {
    /// Bytes that its cells take and drawing it.
    fn bytes_of_figure(&self) -> u64 {
        let cells = self.layout.columns.saturating_mul(self.layout.rows).saturating_mul(self.layout.lanes.len());
        bytes_to_draw(&self.layout) + cells.saturating_mul(size_of::<f64>()) as u64
    }

    /// What the figure will lack.
    fn warnings(&self, destinations: &[Destination<FigureFormat>]) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = self.layout.no_room.iter().cloned().collect();
        let title = self.layout.title.as_ref().map_or("", |(title, _)| title);
        let characters = font::missing(title);
        if !characters.is_empty() && destinations.iter().any(|destination| !destination.format.keeps_text) {
            warnings.push(Warning::NoGlyph { characters });
        }
        warnings
    }
}

/// What was computed, and what its colours stand for.
struct Analysed {
    plan: Plan,
    pictures: Vec<Picture>,
    report: Report,
    levels: Levels,
}

impl Analysed {
    fn new(mut plan: Plan, pictures: Vec<Picture>, report: Report) -> Self {
        let cells: Vec<&[f64]> = pictures.iter().map(|picture| picture.spectrogram.cells.values()).collect();
        let levels = Levels::of_quantity(plan.look.levels, pictures[0].spectrogram.quantity, &cells);
        if let Levels::Decibels(range) = levels {
            // Found once, for every output.
            plan.look.levels = LevelOption::Decibels(range);
        }
        Self { plan, pictures, report, levels }
    }

    fn summary(&self) -> specgram::Result<Summary> {
        Summary::new(&self.report, self.plan.options.channels, &self.pictures[0].spectrogram, self.levels)
    }

    /// How the figure was made, as JSON.
    fn record(&self, subject: &Subject) -> String {
        let Self { plan: Plan { options, look, layout }, pictures, report, levels } = self;
        let (name, levels) = (&subject.file_name, *levels);
        Recorded { name, report, options, pictures, look, layout, levels }.to_json()
    }
}

fn print_json(value: &serde_json::Value) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(terminal::in_json(value).as_bytes()).and_then(|()| stdout.flush());
    written.map_err(|error| specgram::Error::io("cannot write", error)).context(STDOUT)
}

/// What the figure is called when nothing was said and standard output is a terminal.
fn default_name(input: Option<&Path>) -> OsString {
    let stem = input.filter(|path| *path != Path::new("-")).and_then(Path::file_stem);
    stem.map_or_else(|| OsString::from("specgram"), ToOwned::to_owned)
}
