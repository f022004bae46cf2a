//! The flags of the picture, and what they mean together.

use clap::Args;
use specgram::colormap::{Colormap, ColormapName};
use specgram::error::OptionName;
use specgram::figure::{Dpi, FigureOptions, FigureSize, Panel, PixelSize, Theme, View};
use specgram::job::{Analysis, Destination, RenderOptions, RequestedColors};
use specgram::level::LevelOption;
use specgram::output::{FigureFormat, names_of};
use specgram::pool::Pool;
use specgram::scale::FrequencyScale;
use specgram::source::Channels;
use specgram::units::Hertz;

use super::analysis::AnalysisFlags;
use super::failure::Usage;
use super::input::InputFlags;
use super::one_of::{above_zero, completed, one_of};
use super::topics;

/// Flags about the picture.
#[derive(Args)]
#[command(next_help_heading = "Picture")]
pub(super) struct PictureFlags {
    /// Size of the whole figure in pixels [default: 1200x600; with --show, that of the terminal]
    #[arg(long, value_name = "WxH")]
    size: Option<PixelSize>,

    /// Size of the data area in pixels, exactly; the figure grows around it
    #[arg(long, value_name = "WxH", conflicts_with = "size")]
    plot_size: Option<PixelSize>,

    /// Scale factor of the whole figure, such as 2 for dense displays [default: 1]
    #[arg(long, value_name = "S")]
    zoom: Option<f64>,

    /// How to combine the frames of one pixel column
    #[arg(long, value_name = "HOW", default_value = "mean", value_parser = one_of::<Pool>())]
    pool: Pool,

    /// Frequency axis
    #[arg(long, value_name = "SCALE", default_value = "linear", value_parser = one_of::<FrequencyScale>())]
    freq_scale: FrequencyScale,

    /// Lowest frequency; 8k is 8000 [default: lowest frequency of the spectrum; on a log axis, one bin]
    #[arg(long, value_name = "HZ")]
    fmin: Option<Hertz>,

    /// Highest frequency [default and limit: highest frequency of the spectrum]
    #[arg(long, value_name = "HZ")]
    fmax: Option<Hertz>,

    /// Colour range in decibels: LO:HI such as -100:0, or auto [default: auto]
    ///
    /// auto: from 5 dB below the 10th percentile of all cells to the strongest cell, in steps of 5 dB; 40 to 120 dB
    /// wide; digital silence left out.
    #[arg(long, value_name = "RANGE")]
    db_range: Option<LevelOption>,

    /// Linear colours instead of decibels: from 0 to the strongest cell
    #[arg(long, conflicts_with = "db_range")]
    linear: bool,

    /// Colours, NAME or NAME_r for reversed [default: viridis; angles: twilight]
    #[arg(long, value_name = "NAME", long_help = colormaps(), value_parser = completed::<Colormap>(topics::colormap_names), hide_possible_values = true)]
    colormap: Option<Colormap>,

    /// Interpolate between cells that are larger than pixels
    #[arg(long)]
    interpolate: bool,

    /// Add a panel; repeatable
    #[arg(long = "panel", value_name = "PANEL", value_parser = one_of::<Panel>())]
    panels: Vec<Panel>,

    /// Kind of figure
    #[arg(long, value_name = "VIEW", default_value = "heatmap", value_parser = one_of::<View>())]
    view: View,

    /// Camera azimuth in degrees (--view surface), from the time axis toward the frequency axis [default: -60]
    #[arg(long, value_name = "DEGREES")]
    azimuth: Option<f64>,

    /// Camera elevation in degrees above the floor (--view surface), 0 to 90 [default: 35]
    #[arg(long, value_name = "DEGREES")]
    elevation: Option<f64>,

    /// Title of the figure [default: the file name; none for a bare raster]
    #[arg(long, value_name = "TEXT", conflicts_with = "no_title")]
    title: Option<String>,

    /// Omit the title
    #[arg(long)]
    no_title: bool,

    /// Omit the axes; with --plot-size also the colorbar, and the title unless --title is given
    #[arg(long)]
    no_axes: bool,

    /// Width of a second of the plot in pixels, at zoom 1; the width of the figure follows from the duration
    #[arg(long, value_name = "N", value_parser = above_zero(OptionName::PixelsPerSecond), conflicts_with = "view")]
    pixels_per_second: Option<f64>,

    /// Omit the colorbar
    #[arg(long)]
    no_colorbar: bool,

    /// List colormaps and exit; cannot be used together with other flags
    #[arg(long, exclusive = true)]
    pub(super) colormaps: bool,

    /// Draw grid lines across the heatmap at the labelled ticks; requires axes
    #[arg(long)]
    grid: bool,

    /// Size of the labels in pixels, at zoom 1; titles are larger in proportion [default: 12]
    #[arg(long, value_name = "PIXELS")]
    font_size: Option<f64>,

    #[arg(long, value_name = "N", help = dpi())]
    dpi: Option<Dpi>,

    /// Background and foreground colours [default: light; with --show, as the terminal]
    #[arg(long, value_name = "THEME", value_parser = one_of::<Theme>())]
    theme: Option<Theme>,
}

/// The help of `--dpi`.
fn dpi() -> String {
    let formats = names_of::<FigureFormat>(|format| format.keeps_dpi);
    format!("Print resolution in pixels per inch, recorded in {formats} [default: none; 96 in a PDF]")
}

/// The help of `--colormap`.
fn colormaps() -> String {
    let names = ColormapName::ALL.map(ColormapName::name).join(", ");
    format!("Colours, NAME or NAME_r for reversed [default: viridis; angles: twilight]\n\n{names}; twilight is cyclic.")
}

impl PictureFlags {
    /// Finds flags that contradict one another.
    fn check(&self, channel: Channels) -> anyhow::Result<()> {
        let titled = self.title.is_some() || !(self.no_title || self.plot_size.is_some());
        let is_bare = self.no_axes && !titled && (self.no_colorbar || self.plot_size.is_some());
        // Several channels are named, a surface has a ground, and panels stand beside gaps.
        let is_bare = is_bare && channel != Channels::All && self.view == View::Heatmap && self.panels.is_empty();
        if is_bare && self.font_size.is_some() {
            return Err(Usage::error(
                "--font-size requires labels: a bare raster, with --no-axes and neither title nor colorbar, has none",
            ));
        }
        for (flag, angle) in [("--azimuth", self.azimuth), ("--elevation", self.elevation)] {
            if angle.is_some() && self.view != View::Surface {
                return Err(Usage::error(format!("{flag} requires --view surface, got {}", self.view)));
            }
        }
        Ok(())
    }

    /// Whether the size of the figure was typed.
    pub(super) fn is_sized(&self) -> bool {
        self.size.is_some() || self.plot_size.is_some() || self.zoom.is_some() || self.pixels_per_second.is_some()
    }

    /// Whether the theme was typed.
    pub(super) fn has_theme(&self) -> bool {
        self.theme.is_some()
    }

    /// Whether a printed resolution was typed.
    pub(super) fn has_dpi(&self) -> bool {
        self.dpi.is_some()
    }

    /// The kind of figure.
    pub(super) fn view(&self) -> View {
        self.view
    }

    /// Whether each figure has its input's name as its title.
    pub(super) fn has_name_as_title(&self) -> bool {
        self.title.is_none() && !self.no_title && !(self.no_axes && self.plot_size.is_some())
    }

    /// The requested options, checked as far as no input is needed; `name` is the default title.
    pub(super) fn options(
        &self,
        analysis: &AnalysisFlags,
        input: &InputFlags,
        name: Option<String>,
    ) -> anyhow::Result<RenderOptions> {
        let threads = analysis.threads();
        let analysis = analysis.analysis()?;
        self.check(input.channel)?;
        Ok(RenderOptions {
            look: self.figure(name, &analysis)?,
            analysis,
            channels: input.channel,
            pool: self.pool,
            scale: self.freq_scale,
            low: self.fmin,
            high: self.fmax,
            interpolate: self.interpolate,
            dpi: self.dpi.map(|dpi| dpi.0),
            threads,
            strict: input.strictness.strict,
            pixels_per_second: self.pixels_per_second,
            ..RenderOptions::default()
        })
    }

    /// Finds flags that none of the formats keeps.
    pub(super) fn check_formats(&self, destinations: &[Destination<FigureFormat>]) -> anyhow::Result<()> {
        if self.dpi.is_none() || destinations.iter().any(|destination| destination.format.keeps_dpi) {
            return Ok(());
        }
        let given = destinations.iter().map(|to| match &to.path {
            Some(path) => format!("-o {}", path.display()),
            None => format!("--format {}", to.format.name),
        });
        let (given, keep) = (given.collect::<Vec<_>>().join(" "), names_of::<FigureFormat>(|format| format.keeps_dpi));
        Err(Usage::error(format!("--dpi requires {keep}, got {given}")))
    }

    /// How the figure is to look.
    fn figure(&self, name: Option<String>, analysis: &Analysis) -> specgram::Result<FigureOptions> {
        let bare = self.no_axes && self.plot_size.is_some();
        let defaults = FigureOptions::default();
        let colors = RequestedColors { range: self.db_range, linear: self.linear, colormap: self.colormap };
        let (levels, colormap) = colors.resolve(analysis)?;
        Ok(FigureOptions {
            size: match self.plot_size {
                Some(PixelSize(width, height)) => FigureSize::Plot(width, height),
                None => self.size.map_or(defaults.size, |PixelSize(width, height)| FigureSize::Whole(width, height)),
            },
            title: if self.no_title { None } else { self.title.clone().or(if bare { None } else { name }) },
            axes: !self.no_axes,
            colorbar: !(self.no_colorbar || bare),
            waveform: self.panels.contains(&Panel::Waveform),
            spectrum: self.panels.contains(&Panel::Spectrum),
            view: self.view,
            azimuth: self.azimuth.unwrap_or(defaults.azimuth),
            elevation: self.elevation.unwrap_or(defaults.elevation),
            grid: self.grid,
            channels: Vec::new(),
            font_size: self.font_size.unwrap_or(defaults.font_size),
            theme: self.theme.unwrap_or(defaults.theme),
            colormap,
            levels,
            zoom: self.zoom.unwrap_or(defaults.zoom),
        })
    }
}
