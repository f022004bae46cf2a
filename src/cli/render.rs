//! `specgram render`: audio in, figure out.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::Context;
use clap::Args;
use specgram::colormap::{Colormap, ColormapName};
use specgram::figure::{FigureOptions, FigureSize, Layout, Panel, Theme, View};
use specgram::level::{LevelOption, Levels};
use specgram::output::{Figure, FigureFormat};
use specgram::pipeline::{self, PictureOptions};
use specgram::pool::Pool;
use specgram::scale::FrequencyScale;
use specgram::source::AudioSource;
use specgram::source::lookahead::Lookahead;
use specgram::source::synth::{Synth, SynthOptions};
use specgram::stft::Mode;
use specgram::units::Hertz;

use super::analysis::{AnalysisFlags, Purpose};
use super::destination::{self, Destination, OnTerminal};
use super::failure::{Messages, Usage};
use super::input::{Input, InputFlags};
use super::preset::{self, Preset};
use super::progress;
use super::record::Recorded;
use super::summary::Summary;
use super::swatches;

/// Draw the spectrogram of an audio file, a pipe or the built-in test signal
///
/// Every sample is in the picture: many frames per pixel column are pooled, not picked. Levels are in decibels
/// re a full-scale sine unless --scaling says otherwise.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputFlags,

    /// Draw the built-in test signal instead of an input: that of 'specgram synth'
    #[arg(long, conflicts_with_all = ["path", "raw"], help_heading = "Input")]
    demo: bool,

    #[command(flatten)]
    analysis: AnalysisFlags,

    #[command(flatten)]
    picture: PictureFlags,

    /// Output file, or -; repeatable. The extension chooses the format
    ///
    /// Left out: PNG to standard output where that is a pipe or a file; on a terminal a file in the working directory,
    /// named after the input, or specgram.png.
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

/// Flags about the picture.
#[derive(Args)]
#[command(next_help_heading = "Picture")]
struct PictureFlags {
    /// Size of the whole figure in pixels
    #[arg(long, value_name = "WxH", default_value = "1200x600")]
    size: Size,

    /// Size of the data area in pixels, exactly; the figure grows around it
    #[arg(long, value_name = "WxH", conflicts_with = "size")]
    plot_size: Option<Size>,

    /// Draw everything so many times larger, 2 for dense displays
    #[arg(long, value_name = "S", default_value_t = 1.0, allow_negative_numbers = true)]
    zoom: f64,

    /// How frames become one column: mean (of power) or max
    #[arg(long, value_name = "HOW", default_value = "mean")]
    pool: Pool,

    /// Frequency axis: linear, log, mel (Slaney's), mel-htk, bark or erb
    #[arg(long, value_name = "SCALE", default_value = "linear")]
    freq_scale: FrequencyScale,

    /// Lowest frequency; 8k is 8000 [default: 0; on a log axis, one bin]
    #[arg(long, value_name = "HZ", allow_hyphen_values = true)]
    fmin: Option<Hertz>,

    /// Highest frequency [default and limit: half the sample rate]
    #[arg(long, value_name = "HZ", allow_hyphen_values = true)]
    fmax: Option<Hertz>,

    /// Colour range in decibels: LO:HI such as -100:0, or auto [default: auto]
    ///
    /// auto: from 5 dB below the 10th percentile of all cells to the strongest cell, in steps of 5 dB; 40 to 120 dB
    /// wide; digital silence left out.
    #[arg(long, value_name = "RANGE", allow_hyphen_values = true)]
    db_range: Option<LevelOption>,

    /// Colours proportional to power, 0 to the strongest cell, not decibels
    #[arg(long, conflicts_with = "db_range")]
    linear: bool,

    /// Colours, NAME or NAME_r for reversed [default: viridis; angles: twilight]
    ///
    /// viridis, magma, inferno, plasma, cividis, turbo, gray, jet, hot and, cyclic, twilight.
    #[arg(long, value_name = "NAME")]
    colormap: Option<Colormap>,

    /// Smooth cells instead of rectangles where cells are larger than pixels
    #[arg(long)]
    interpolate: bool,

    /// Adds a panel: waveform, the signal above, or spectrum, its mean and maximum beside; repeatable
    #[arg(long = "panel", value_name = "PANEL")]
    panels: Vec<Panel>,

    /// How the data are shown: heatmap, or surface, in three dimensions with the level upward
    #[arg(long, value_name = "VIEW", default_value = "heatmap")]
    view: View,

    /// Where the viewer of a surface is: degrees from the end of the time axis toward that of the frequency axis
    #[arg(long, value_name = "DEGREES", default_value_t = -60.0, allow_negative_numbers = true)]
    azimuth: f64,

    /// How high the viewer of a surface is: degrees above the floor, 0 to 90
    #[arg(long, value_name = "DEGREES", default_value_t = 35.0, allow_negative_numbers = true)]
    elevation: f64,

    /// Title of the figure [default: the file's name]
    #[arg(long, value_name = "TEXT", conflicts_with = "no_title")]
    title: Option<String>,

    /// No title
    #[arg(long)]
    no_title: bool,

    /// No axes; with --plot-size, --no-title and --no-colorbar the bare raster
    #[arg(long)]
    no_axes: bool,

    /// No colorbar
    #[arg(long)]
    no_colorbar: bool,

    /// Show the colormaps, and do nothing else
    #[arg(long)]
    colormaps: bool,

    /// Lines across the data at the labelled ticks
    #[arg(long)]
    grid: bool,

    /// Size of the labels in pixels, at zoom 1; titles are larger in proportion
    #[arg(long, value_name = "PIXELS", default_value_t = 12.0)]
    font_size: f64,

    /// Pixels per inch, the size in print that PNG, JPEG, TIFF and PDF state [default: unsaid; 96 in a PDF]
    #[arg(long, value_name = "N")]
    dpi: Option<Density>,

    /// Background and ink: light, dark or transparent
    #[arg(long, value_name = "THEME", default_value = "light")]
    theme: Theme,
}

/// Pixels per inch.
#[derive(Debug, Clone, Copy)]
struct Density(f64);

impl FromStr for Density {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.parse().ok().filter(|dpi| (1.0..=10_000.0).contains(dpi));
        number.map(Self).ok_or_else(|| format!("'{text}' is not a number of pixels per inch from 1 to 10000"))
    }
}

/// A width and a height in pixels.
#[derive(Debug, Clone, Copy)]
struct Size(u32, u32);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sides = text.split_once(['x', 'X', '×']);
        sides
            .and_then(|(width, height)| Some(Self(width.trim().parse().ok()?, height.trim().parse().ok()?)))
            .ok_or_else(|| format!("'{text}' is not a size in pixels such as 1200x600"))
    }
}

impl PictureFlags {
    /// How the figure is to look; `name` is the title unless another was typed.
    fn figure(&self, name: Option<String>, preset: Option<Preset>, mode: Mode) -> FigureOptions {
        let bare = self.no_axes && self.plot_size.is_some();
        FigureOptions {
            size: match self.plot_size {
                Some(Size(width, height)) => FigureSize::Plot(width, height),
                None => FigureSize::Whole(self.size.0, self.size.1),
            },
            title: if self.no_title { None } else { self.title.clone().or(if bare { None } else { name }) },
            axes: !self.no_axes,
            colorbar: !(self.no_colorbar || bare),
            waveform: self.panels.contains(&Panel::Waveform),
            spectrum: self.panels.contains(&Panel::Spectrum),
            view: self.view,
            azimuth: self.azimuth,
            elevation: self.elevation,
            grid: self.grid,
            channels: Vec::new(),
            font_size: self.font_size,
            theme: self.theme,
            colormap: self.colormap.unwrap_or(if mode == Mode::Angle {
                ColormapName::Twilight.into()
            } else {
                Colormap::default()
            }),
            levels: if self.linear {
                LevelOption::Linear
            } else {
                self.db_range.unwrap_or_else(|| preset::levels(preset))
            },
            zoom: self.zoom,
        }
    }
}

pub(super) fn run(arguments: &Arguments, messages: Messages) -> anyhow::Result<()> {
    if arguments.picture.colormaps {
        return swatches::show();
    }
    let (provisional, _) = arguments.analysis.resolve(Purpose::Picture, None)?;
    if provisional.mode.is_phase() && matches!(arguments.picture.db_range, Some(LevelOption::Decibels(_))) {
        return Err(Usage::error(format!(
            "phases have no decibels: --db-range does not go with --mode {}",
            provisional.mode
        )));
    }
    let on_terminal = OnTerminal::Write(default_name(arguments.input.path.as_deref()));
    let destinations: Vec<Destination<FigureFormat>> =
        destination::resolve(&arguments.outputs, arguments.format.as_deref(), on_terminal)?;
    if arguments.json && destinations.iter().any(|destination| destination.path.is_none()) {
        return Err(Usage::error("standard output cannot take both the figure and --json: name a file with -o"));
    }
    let input = arguments.open()?;
    for destination in &destinations {
        destination.check_is_not(input.path.as_deref())?;
    }

    let name = input.name.clone();
    let source =
        Lookahead::new(input.source, arguments.analysis.samples_ahead(&provisional)).with_context(|| name.clone())?;
    let (mut stft, fit_hop) = arguments.analysis.resolve(Purpose::Picture, Some(source.spec()))?;
    stft.center = input.center;
    let title = input.path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    // Without its folders, so that the same input makes the same figure everywhere.
    let file_name = title.clone().unwrap_or_else(|| name.clone());
    let title = if arguments.demo { Some("Test signal: 3 kHz carrier, frequency-modulated".to_owned()) } else { title };
    let mut look = FigureOptions {
        channels: arguments.input.channel_names(source.spec().signals()),
        ..arguments.picture.figure(title, arguments.analysis.preset, stft.mode)
    };
    let mut options = PictureOptions {
        stft,
        fit_hop,
        pool: arguments.picture.pool,
        scale: arguments.picture.freq_scale,
        low: arguments.picture.fmin,
        high: arguments.picture.fmax,
        channels: arguments.input.channel,
        envelope: look.waveform,
        spectrum: look.spectrum,
        interpolate: arguments.picture.interpolate,
        start: input.start,
        threads: arguments.analysis.threads(),
        ..PictureOptions::default()
    };
    let axis = options.frequency_axis(source.spec()).with_context(|| name.clone())?;
    // Even a mere limit of size is one of what was typed.
    let layout = Layout::new(&look, &axis).map_err(|error| Usage::error(error.to_string()))?;
    (options.columns, options.rows) = (layout.columns, layout.rows);

    let (pictures, report) =
        pipeline::pictures(progress::watched(source, messages), &options).with_context(|| name.clone())?;
    messages.warn(&name, &report.warnings);
    let cells: Vec<&[f64]> = pictures.iter().map(|picture| picture.spectrogram.cells.values()).collect();
    let levels = Levels::of_quantity(look.levels, pictures[0].spectrogram.quantity, &cells);
    if let Levels::Decibels(range) = levels {
        // Found once, for every output.
        look.levels = LevelOption::Decibels(range);
    }
    let (options, pictures) = (&options, &pictures[..]);
    let recorded =
        Recorded { name: &file_name, report: &report, options, pictures, look: &look, layout: &layout, levels };
    let dpi = arguments.picture.dpi.map(|density| density.0);
    let figure = Figure { dpi, record: &recorded.to_json(), ..Figure::new(pictures, &look, &layout) };
    // Only where somebody reads it: the bandwidth of a long window takes time.
    let wanted = arguments.json || messages.verbose;
    let summary = wanted.then(|| Summary::new(&report, &pictures[0].spectrogram, levels)).transpose()?;
    for line in summary.iter().flat_map(Summary::lines) {
        messages.detail(format_args!("{name}: {line}"));
    }
    for destination in &destinations {
        let drawn = (destination.format.draw)(&figure).with_context(|| destination.name())?;
        destination.write(&drawn.bytes)?;
        if arguments.outputs.is_empty() && destination.path.is_some() {
            messages.note(format_args!("wrote {}", destination.name()));
        }
    }
    match summary {
        Some(summary) if arguments.json => print_json(&summary.json(&name)),
        _ => Ok(()),
    }
}

fn print_json(value: &serde_json::Value) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = writeln!(stdout, "{value:#}").and_then(|()| stdout.flush());
    written.map_err(|error| specgram::Error::io("cannot write", error)).context("standard output")
}

impl Arguments {
    fn open(&self) -> anyhow::Result<Input> {
        if !self.demo {
            return self.input.open("specgram render INPUT, audio on a pipe, or specgram render --demo");
        }
        let source = Synth::new(&SynthOptions::default())?;
        self.input.cut("the test signal".to_owned(), None, Box::new(source))
    }
}

/// What the figure is called when nothing was said and standard output is a terminal.
fn default_name(input: Option<&Path>) -> OsString {
    let stem = input.filter(|path| *path != Path::new("-")).and_then(Path::file_stem);
    stem.map_or_else(|| OsString::from("specgram"), ToOwned::to_owned)
}
