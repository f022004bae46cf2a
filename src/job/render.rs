//! From an input to a figure: the analysed pictures, the levels of their colours, and the record.

use std::num::NonZeroUsize;
use std::path::Path;

use super::analysis::{Analysis, Resolved};
use super::guard::guarded;
use super::input::Input;
use super::losses::check_losses;
use super::monitor::{Monitor, Monitored};
use super::purpose::Purpose;
use super::requested::not_of_phases;
use super::stamp::Stamp;
use super::summary::Summary;
use crate::backend::Image;
use crate::error::{Error, OptionName, Result};
use crate::figure::{FigureOptions, FigureSize, LONGEST_SIDE, Layout};
use crate::level::Levels;
use crate::output::{FigureContent, FigureFormat, bytes_to_draw};
use crate::parameter::Parameter;
use crate::pipeline::{self, PictureOptions, Report};
use crate::pool::Pool;
use crate::scale::{FrequencyAxis, FrequencyScale};
use crate::source::lookahead::Lookahead;
use crate::source::{AudioSource, AudioSpec, Channels, Decoder};
use crate::spectrogram::Picture;
use crate::units::{Hertz, Seconds};
use crate::warning::Warning;
use crate::{font, memory};

/// Options of a figure.
#[derive(Debug, Clone)]
pub struct RenderOptions {
    /// The transform. Default: this program's own for pictures.
    pub analysis: Analysis,
    /// Which channels. Default: the mean of all.
    pub channels: Channels,
    /// The pooling of several frames in one column. Default: mean.
    pub pool: Pool,
    /// The frequency scale. Default: linear.
    pub scale: FrequencyScale,
    /// The lower edge of the picture. Default: 0 Hz, or one bin if the scale has no 0 Hz.
    pub low: Option<Hertz>,
    /// The upper edge of the picture. Default: half the rate.
    pub high: Option<Hertz>,
    /// Whether cells larger than pixels are interpolated. Default: no.
    pub interpolate: bool,
    /// The width of a second of the plot in pixels at zoom 1, from which the width of the figure follows. Default: the
    /// width is that of the look.
    pub pixels_per_second: Option<f64>,
    /// The look of the figure; the job sets the names of channels. Default: that of [`FigureOptions`].
    pub look: FigureOptions,
    /// The levels of the colours, as found in several inputs. Default: those that the look asks for, found in this one.
    pub levels: Option<Levels>,
    /// Whether the peak of the drawn samples is measured. Default: no.
    pub measure_peak: bool,
    /// Pixels per inch, which set the printed size. Default: not stated.
    pub dpi: Option<f64>,
    /// Settings of a style that the record is to state, by name. Default: none.
    pub style: Vec<(String, String)>,
    /// Worker threads; the result does not depend on it. Default: as many as there are processors.
    pub threads: NonZeroUsize,
    /// Whether samples that were lost or invented are an error: [`Error::SamplesLost`]. Default: a warning.
    pub strict: bool,
}

impl Default for RenderOptions {
    fn default() -> Self {
        let PictureOptions { pool, scale, low, high, channels, interpolate, threads, .. } = PictureOptions::default();
        let (analysis, look) = (Analysis::default(), FigureOptions::default());
        Self {
            analysis,
            channels,
            pool,
            scale,
            low,
            high,
            interpolate,
            pixels_per_second: None,
            look,
            levels: None,
            measure_peak: false,
            dpi: None,
            style: Vec::new(),
            threads,
            strict: false,
        }
    }
}

impl RenderOptions {
    /// Rejects options that are invalid for any input.
    ///
    /// # Errors
    /// Those of [`Analysis::check`]; [`Error::InvalidOption`] for maxima of phases, and if no layout is possible.
    pub fn check(&self) -> Result<()> {
        self.analysis.check(Purpose::Picture)?;
        let mode = self.analysis.mode(Purpose::Picture);
        if mode.is_phase() && self.pool == Pool::Max {
            return Err(Error::invalid(OptionName::Pool, not_of_phases("max ", mode, "are not pooled")));
        }
        // Sizes, fonts and views do not depend on the axis: any one will do.
        let axis = FrequencyAxis::new(FrequencyScale::Linear, 0.0, 1.0)?;
        Layout::new(&self.look, &axis).map(drop).map_err(Error::into_chosen)
    }

    fn picture(&self, transform: Resolved, look: &FigureOptions, center: f64, start: f64) -> PictureOptions {
        let Resolved { mut stft, fit_hop } = transform;
        stft.center = center;
        PictureOptions {
            stft,
            transform: self.analysis.transform.clone(),
            fit_hop,
            pool: self.pool,
            scale: self.scale,
            low: self.low,
            high: self.high,
            channels: self.channels,
            envelope: look.waveform || self.measure_peak,
            spectrum: look.spectrum,
            interpolate: self.interpolate,
            start,
            threads: self.threads,
            ..PictureOptions::default()
        }
    }

    /// The look, with the channels' names if they are shown separately.
    fn look(&self, spec: &AudioSpec) -> FigureOptions {
        let of = spec.signals();
        let signals = self.channels.signals(of);
        let names = if signals.len() > 1 { signals.iter().map(|signal| signal.name(of)).collect() } else { Vec::new() };
        FigureOptions { channels: names, ..self.look.clone() }
    }
}

/// An analysed input: the pictures and everything needed to draw them.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// One picture per lane of the layout, one cell per pixel of its plot.
    pub pictures: Vec<Picture>,
    /// The analysed signal and the warnings.
    pub report: Report,
    /// The levels of the colours.
    pub levels: Levels,
    /// The computed quantity.
    pub options: PictureOptions,
    /// The look of the figure.
    pub look: FigureOptions,
    /// The places of the figure's parts.
    pub layout: Layout,
    /// The input's name in the record: without folders, so that equal inputs make equal figures everywhere.
    pub(super) name: String,
    /// The decoder that was used.
    pub(super) decoder: Decoder,
    /// The chosen corrections of what the input states, by name.
    pub(super) corrections: Vec<(&'static str, Parameter)>,
    /// What a later run compares to find the figure up to date.
    pub(super) stamp: Option<Stamp>,
    /// Settings of a style.
    pub(super) style: Vec<(String, String)>,
    dpi: Option<f64>,
}

/// Analyses an input for a figure.
///
/// # Errors
/// [`Error::InvalidOption`] for options that contradict one another or the input, [`Error::Cancelled`] if the monitor
/// asks for it, [`Error::Internal`] for a panic; those of the source.
pub fn render(input: Input, options: &RenderOptions, monitor: &dyn Monitor) -> Result<Rendered> {
    guarded(|| {
        let rendered = analyse(input, options, monitor)?;
        rendered.report.warnings.iter().chain(&rendered.layout.no_room).for_each(|warning| monitor.warning(warning));
        if options.strict {
            check_losses(&rendered.report.warnings)?;
        }
        Ok(rendered)
    })
}

fn analyse(input: Input, options: &RenderOptions, monitor: &dyn Monitor) -> Result<Rendered> {
    let ahead = options.analysis.samples_ahead(Purpose::Picture);
    let Input { source, length_is_certain, center, start, path, name, decoder, corrections, .. } = input;
    let source = Lookahead::new(Monitored::new(source, monitor), ahead)?;
    let spec = source.spec().clone();
    let mut look = options.look(&spec);
    let mut picture = options.picture(options.analysis.resolve(Purpose::Picture, &spec)?, &look, center, start);
    let axis = picture.frequency_axis(&spec)?;
    if let Some(scale) = options.pixels_per_second {
        let length = spec.length.filter(|_| length_is_certain);
        look.size = sized(&look, &axis, plot_width(scale, length, &spec)?)?;
    }
    let layout = Layout::new(&look, &axis).map_err(Error::into_chosen)?;
    (picture.columns, picture.rows) = (layout.columns, layout.rows);
    // Before the work, not after it.
    memory::check(|| "the figure".to_owned(), bytes_of_figure(&layout))?;
    let (pictures, report) = pipeline::pictures(source, &picture)?;
    let levels = options.levels.unwrap_or_else(|| Levels::of_pictures(look.levels, &pictures));
    let file_name = path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let name = file_name.unwrap_or(name);
    Ok(Rendered {
        pictures,
        report,
        levels,
        options: picture,
        look,
        layout,
        name,
        decoder,
        corrections,
        stamp: None,
        style: options.style.clone(),
        dpi: options.dpi,
    })
}

/// The width of a plot of `length` samples, in pixels at zoom 1.
fn plot_width(scale: f64, length: Option<u64>, spec: &AudioSpec) -> Result<u32> {
    let invalid = |reason: String| Err(Error::invalid(OptionName::PixelsPerSecond, reason));
    let Some(length) = length else {
        return invalid("requires an input of known length, such as a file".to_owned());
    };
    let Seconds(seconds) = spec.sample_rate.duration(length);
    let width = (scale * seconds).round();
    if width > f64::from(LONGEST_SIDE) {
        return invalid(format!("gives a width of {width} pixels for {seconds} s; the limit is {LONGEST_SIDE}"));
    }
    Ok((width as u32).max(1))
}

/// The size of a figure with a plot of this width, and of the height that the plot has in the look's size.
fn sized(look: &FigureOptions, axis: &FrequencyAxis, width: u32) -> Result<FigureSize> {
    let height = match look.size {
        FigureSize::Plot(_, height) => height,
        FigureSize::Whole(..) => {
            let layout = Layout::new(look, axis).map_err(Error::into_chosen)?;
            (f64::from(layout.plot.height) / look.zoom).round() as u32
        }
    };
    Ok(FigureSize::Plot(width, height))
}

/// Bytes of a figure's cells and of drawing it.
fn bytes_of_figure(layout: &Layout) -> u64 {
    let cells = layout.columns.saturating_mul(layout.rows).saturating_mul(layout.lanes.len());
    bytes_to_draw(layout) + cells.saturating_mul(size_of::<f64>()) as u64
}

impl Rendered {
    /// The same with a stamp in its record.
    #[must_use]
    pub fn with_stamp(self, stamp: Option<Stamp>) -> Self {
        Self { stamp, ..self }
    }

    /// The analysed duration.
    pub fn duration(&self) -> Seconds {
        self.report.spec.sample_rate.duration(self.report.samples)
    }

    /// The largest magnitude of the drawn samples, 1 at full scale; `None` if it was not measured.
    pub fn peak(&self) -> Option<f64> {
        let extremes = self.pictures.iter().filter_map(|picture| picture.envelope.as_ref()).flat_map(|e| &e.extremes);
        let peaks = extremes.map(|[low, high]| high.max(-low));
        peaks.reduce(f64::max)
    }

    /// The figure as the bytes of a file, with its record.
    ///
    /// # Errors
    /// [`Error::Encode`] if it cannot be encoded, [`Error::Internal`] for a panic.
    pub fn draw(&self, format: &FigureFormat) -> Result<Vec<u8>> {
        guarded(|| (format.draw)(&self.content(&self.record())))
    }

    /// The figure as pixels.
    ///
    /// # Errors
    /// [`Error::Memory`] if it needs too much memory, [`Error::Internal`] for a panic.
    pub fn image(&self) -> Result<Image> {
        guarded(|| self.content("").pixels())
    }

    fn content<'a>(&'a self, record: &'a str) -> FigureContent<'a> {
        let Self { pictures, look: options, layout, levels, dpi, .. } = self;
        FigureContent { pictures, options, layout, levels: *levels, dpi: *dpi, record }
    }

    /// The numbers behind the picture. Computing the bandwidth of a long window takes time.
    ///
    /// # Errors
    /// [`Error::Limit`] as for the transform.
    pub fn summary(&self) -> Result<Summary> {
        Summary::new(&self.report, self.options.channels, &self.pictures[0].spectrogram, self.levels)
    }

    /// A warning with the characters of the title that the font lacks, for formats that draw glyphs.
    pub fn missing_glyphs(&self) -> Option<Warning> {
        let title = self.layout.title.as_ref().map_or("", |(title, _)| title);
        let characters = font::missing(title);
        (!characters.is_empty()).then_some(Warning::NoGlyph { characters })
    }
}
