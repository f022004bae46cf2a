//! `specgram render`: audio in, figure out.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use specgram::batch::{Figures, Sheet};
use specgram::job::{self, Destination, Input, RenderOptions, Rendered, Summary, check_standard_output_is_not};
use specgram::output::{FigureFormat, Format};

use super::analysis::AnalysisFlags;
use super::batch::{BatchFlags, Many};
use super::destination::{self, OnTerminal};
use super::failure::{self, Messages, Usage};
use super::input::InputOrDemo;
use super::one_of::one_of;
use super::picture::PictureFlags;
use super::progress;
use super::show::{ShowFlag, Viewed};
use super::standard;
use super::style::StyleFlag;
use super::terminal;
use super::topics;

/// Draw the spectrogram of an audio file, a pipe or the built-in test signal
///
/// Every sample is in the picture: many frames per pixel column are pooled, not picked (within half a window of
/// either end samples weigh less; --boundary zeros evens that out). Levels are in decibels re a full-scale sine
/// unless --scaling says otherwise.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOrDemo,

    #[command(flatten)]
    analysis: AnalysisFlags,

    #[command(flatten)]
    picture: PictureFlags,

    #[command(flatten)]
    batch: BatchFlags,

    #[command(flatten)]
    pub(super) style: StyleFlag,

    /// Use one colour range for all inputs, that of all their cells together
    ///
    /// Every input is analysed twice.
    #[arg(long, help_heading = "Many inputs")]
    shared_range: bool,

    /// Write an HTML page with all figures of the run, with names, durations and errors
    #[arg(long, value_name = "PAGE", help_heading = "Many inputs")]
    sheet: Option<PathBuf>,

    /// Output file, or -; repeatable. The extension chooses the format
    ///
    /// A folder, with / at its end, gets a file per input, and the tree of a folder that is an input. A name may have
    /// placeholders: {stem}, {name}, {dir}, {ext} of the input, {n}, its number, and {channel}, for a file per channel;
    /// {{ and }} are braces.
    ///
    /// An existing file is replaced. Default: PNG to standard output if that is a pipe or a file; on a terminal, a file in
    /// the working directory named after the input, or specgram.png, which replaces only figures made by specgram.
    #[arg(short, long = "output", value_name = "OUT", help_heading = "Output")]
    outputs: Vec<PathBuf>,

    #[command(flatten)]
    show: ShowFlag,

    /// Print the analysis parameters as JSON on standard output
    ///
    /// Resolution, bandwidths, meaning of 0 dB, frames, samples used and not used, warnings; -v prints them as text.
    #[arg(long, help_heading = "Output")]
    json: bool,

    /// Format, overriding the extension
    #[arg(long, value_name = "FORMAT", help_heading = "Output", value_parser = one_of::<&FigureFormat>())]
    format: Option<&'static FigureFormat>,
}

pub(super) fn run(arguments: &Arguments, messages: Messages) -> anyhow::Result<()> {
    if arguments.picture.colormaps {
        return Ok(topics::list_colormaps()?);
    }
    let options = arguments.options()?;
    if !arguments.input.is_demo()
        && let Some(many) =
            arguments.batch.requested(&arguments.input.flags, &arguments.outputs, arguments.wants_many())?
    {
        if arguments.show.is_given() {
            return Err(Usage::error("--show shows the figure of one input"));
        }
        return arguments.run_many(&many, options, messages);
    }
    if arguments.show.is_given() && arguments.outputs.is_empty() {
        arguments.check_only_shown()?;
    }
    let viewed = Viewed::new(&arguments.show, &arguments.picture)?;
    if viewed.is_none() || !arguments.outputs.is_empty() {
        arguments.write(&options, viewed.is_some(), messages)?;
    }
    viewed.map_or(Ok(()), |viewed| arguments.show(&viewed, &options, messages))
}

impl Arguments {
    /// Writes the figure to its outputs.
    fn write(&self, options: &RenderOptions, is_shown_too: bool, messages: Messages) -> anyhow::Result<()> {
        let destinations = self.destinations(is_shown_too)?;
        let input = self.input.open()?;
        for destination in &destinations {
            destination.check_is_not(&input)?;
        }
        if self.json {
            check_standard_output_is_not(input.path.as_deref())?;
        }
        let subject = self.input.subject();
        let rendered = self.rendered(input, options, messages)?;
        if destinations.iter().any(|destination| !destination.format.keeps_text) {
            messages.warn(&subject, rendered.missing_glyphs().as_slice());
        }
        // Only computed if it is printed: the bandwidth of a long window takes time.
        let summary = (self.json || messages.verbose).then(|| rendered.summary()).transpose()?;
        for line in summary.iter().flat_map(Summary::lines) {
            messages.detail(format_args!("{subject}: {line}"));
        }
        // If one result cannot be drawn, none is left behind.
        let drawn =
            |to: &Destination<FigureFormat>| rendered.draw(to.format).map_err(|error| error.of_output(to.name()));
        let drawn = destinations.iter().map(drawn).collect::<specgram::Result<Vec<_>>>()?;
        for (destination, bytes) in destinations.iter().zip(drawn) {
            failure::unless_reader_left(destination.write(&bytes))?;
            if self.outputs.is_empty() && destination.path.is_some() {
                messages.note(format_args!("wrote {}", destination.name()));
            }
        }
        match summary {
            Some(summary) if self.json => Ok(terminal::print_json(&summary.json(&subject.to_string()))?),
            _ => Ok(()),
        }
    }

    /// Shows the figure in the terminal, analysed for its cells or pixels.
    fn show(&self, viewed: &Viewed, options: &RenderOptions, messages: Messages) -> anyhow::Result<()> {
        let input = self.input.open()?;
        let options = viewed.options(options, &self.picture, &input)?;
        // The same input has the same warnings.
        let messages = Messages { quiet: messages.quiet || !self.outputs.is_empty(), ..messages };
        let rendered = self.rendered(input, &options, messages)?;
        if self.outputs.is_empty() && messages.verbose {
            for line in rendered.summary()?.lines() {
                messages.detail(format_args!("{}: {line}", self.input.subject()));
            }
        }
        viewed.print(&rendered)
    }

    fn rendered(&self, input: Input, options: &RenderOptions, messages: Messages) -> anyhow::Result<Rendered> {
        let (messages, subject) = (Messages { strict: options.strict, ..messages }, self.input.subject());
        job::render(input, options, &progress::OnTerminal::new(messages, &subject)).context(subject)
    }

    /// Refuses flags about files where none is written.
    fn check_only_shown(&self) -> anyhow::Result<()> {
        match (self.format, self.picture.has_dpi()) {
            (Some(_), _) => Err(Usage::error("--format with --show requires a file: name it with -o")),
            (None, true) => Err(Usage::error("--dpi with --show requires a file: name it with -o")),
            _ => Ok(()),
        }
    }

    /// Refuses an input that cannot be read twice.
    fn check_is_kept(&self) -> anyhow::Result<()> {
        if self.input.is_kept() {
            return Ok(());
        }
        Err(Usage::with_hint(
            "--show and -o together read the input twice, which a pipe cannot be",
            "save the input to a file, or use one of them",
        ))
    }
    /// The requested picture, checked as far as possible without the input.
    fn options(&self) -> anyhow::Result<RenderOptions> {
        let Self { input, analysis, picture, .. } = self;
        let mut options = picture.options(analysis, &input.flags, input.title())?;
        options.style.clone_from(&self.style.values);
        options.check()?;
        Ok(options)
    }

    /// Draws a figure of each input.
    fn run_many(&self, many: &Many<'_>, options: RenderOptions, messages: Messages) -> anyhow::Result<()> {
        let plan = many.plan::<FigureFormat>(self.format, &FigureFormat::ALL[0], |_| true, options.channels)?;
        // Every input has the same formats, unless an extension is part of its name.
        let first = plan.items().next().map(|item| &item.outputs[..]);
        self.picture.check_formats(first.unwrap_or_default())?;
        let figures = Figures {
            input: self.input.flags.options(),
            options: RenderOptions { measure_peak: many.is_reported(), ..options },
            titled: self.picture.has_name_as_title(),
            update: many.is_update(),
            details: messages.verbose,
            json: self.json,
        };
        if let Some(page) = &self.sheet {
            many.check_sheet(&plan, page)?;
        }
        if many.print_plan(&plan)? {
            return Ok(());
        }
        let schedule = many.schedule(&plan, figures.options.threads, figures.bytes_each()?)?;
        let messages = Messages { strict: figures.options.strict, ..messages };
        if self.json {
            standard::check_output()?;
        }
        let levels = if self.shared_range { many.shared_levels(&plan, &figures, schedule, messages) } else { None };
        let figures = Figures { options: RenderOptions { levels, ..figures.options }, ..figures };
        let mut sheet = self.sheet.as_deref().map(Sheet::new);
        let ran = many.run(&plan, &figures, schedule, messages, sheet.as_mut());
        // The page also shows what failed.
        if let (Some(sheet), Some(page)) = (sheet, &self.sheet) {
            sheet.write().map_err(|error| error.of_output(page.display().to_string()))?;
        }
        ran
    }

    /// Whether flags about a run over many inputs are given.
    fn wants_many(&self) -> bool {
        self.shared_range || self.sheet.is_some()
    }

    fn destinations(&self, is_shown_too: bool) -> anyhow::Result<Vec<Destination<FigureFormat>>> {
        let on_terminal = OnTerminal::Write(self.input.stem());
        let destinations: Vec<Destination<FigureFormat>> =
            destination::resolve(&self.outputs, self.format, on_terminal)?;
        if self.json {
            standard::check_output()?;
        }
        if self.json && destinations.iter().any(|destination| destination.path.is_none()) {
            return Err(Usage::error("--json requires standard output: name a file for the figure with -o"));
        }
        if is_shown_too {
            if destinations.iter().any(|destination| destination.path.is_none()) {
                return Err(Usage::error("--show requires standard output: name a file for the figure with -o"));
            }
            self.check_is_kept()?;
        }
        self.picture.check_formats(&destinations)?;
        Ok(destinations)
    }
}
