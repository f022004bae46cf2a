//! From an input to a figure: analysed pictures, what their colours stand for, and how they were made.

use std::num::NonZeroUsize;
use std::path::Path;

use super::analysis::{Analysis, Resolved};
use super::guard::guarded;
use super::input::Input;
use super::losses::check_losses;
use super::monitor::{Monitor, Monitored};
use super::purpose::Purpose;
use super::summary::Summary;
use crate::error::{Error, Result};
use crate::figure::{FigureOptions, Layout};
use crate::level::Levels;
use crate::output::{Figure, FigureFormat, bytes_to_draw};
use crate::pipeline::{self, PictureOptions, Report};
use crate::pool::Pool;
use crate::scale::{FrequencyAxis, FrequencyScale};
use crate::source::lookahead::Lookahead;
use crate::source::{AudioSource, AudioSpec, Channels};
use crate::spectrogram::Picture;
use crate::units::Hertz;
use crate::warning::Warning;
use crate::{font, memory};

/// What is drawn of an input, and how it looks.
#[derive(Debug, Clone)]
pub struct RenderOptions {
    /// The transform. Default: this program's own for pictures.
    pub analysis: Analysis,
    /// Which channels. Default: the mean of all.
    pub channels: Channels,
    /// How several frames become one column. Default: mean.
    pub pool: Pool,
    /// The frequency scale. Default: linear.
    pub scale: FrequencyScale,
    /// The lower edge of the picture. Default: 0 Hz, or one bin where 0 Hz has no place.
    pub low: Option<Hertz>,
    /// The upper edge of the picture. Default: half the rate.
    pub high: Option<Hertz>,
    /// Whether cells larger than pixels are smooth. Default: no.
    pub interpolate: bool,
    /// How the figure looks; the names of channels are the job's. Default: that of [`FigureOptions`].
    pub look: FigureOptions,
    /// Pixels per inch, the size in print. Default: none is stated.
    pub dpi: Option<f64>,
    /// Worker threads; the result does not depend on it. Default: as many as there are processors.
    pub threads: NonZeroUsize,
    /// Whether samples that were lost or invented are an error: [`Error::SamplesLost`]. Default: a warning.
    pub strict: bool,
}

impl Default for RenderOptions {
    fn default() -> Self {
        let PictureOptions { pool, scale, low, high, channels, interpolate, threads, .. } = PictureOptions::default();
        let (analysis, look) = (Analysis::default(), FigureOptions::default());
        Self { analysis, channels, pool, scale, low, high, interpolate, look, dpi: None, threads, strict: false }
    }
}

impl RenderOptions {
    /// Finds what no input could satisfy.
    ///
    /// # Errors
    /// Those of [`Analysis::check`]; [`Error::InvalidOption`] for a look of no possible layout.
    pub fn check(&self) -> Result<()> {
        self.analysis.check(Purpose::Picture)?;
        // Any axis will do: sizes, fonts and views are judged without it.
        let axis = FrequencyAxis::new(FrequencyScale::Linear, 0.0, 1.0)?;
        Layout::new(&self.look, &axis).map(drop).map_err(Error::into_chosen)
    }

    fn picture(&self, transform: Resolved, look: &FigureOptions, center: f64, start: f64) -> PictureOptions {
        let Resolved { mut stft, fit_hop } = transform;
        stft.center = center;
        PictureOptions {
            stft,
            tapers: self.analysis.tapers,
            fit_hop,
            pool: self.pool,
            scale: self.scale,
            low: self.low,
            high: self.high,
            channels: self.channels,
            envelope: look.waveform,
            spectrum: look.spectrum,
            interpolate: self.interpolate,
            start,
            threads: self.threads,
            ..PictureOptions::default()
        }
    }

    /// The look, with the names of the channels where each is shown by itself.
    fn look(&self, spec: &AudioSpec) -> FigureOptions {
        let of = spec.signals();
        let signals = self.channels.signals(of);
        let names = if signals.len() > 1 { signals.iter().map(|signal| signal.name(of)).collect() } else { Vec::new() };
        FigureOptions { channels: names, ..self.look.clone() }
    }
}

/// An input that has been analysed: pictures, and all it takes to draw them.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// A picture for each lane of the layout, a cell for each pixel of its plot.
    pub pictures: Vec<Picture>,
    /// What was analysed, and what was left out.
    pub report: Report,
    /// What the colours stand for.
    pub levels: Levels,
    /// What was computed.
    pub options: PictureOptions,
    /// How the figure looks.
    pub look: FigureOptions,
    /// Where the parts of the figure are.
    pub layout: Layout,
    /// What the record calls the input: its name without folders, so that equal inputs make equal figures everywhere.
    pub(super) name: String,
    dpi: Option<f64>,
}

/// Analyses an input for a figure.
///
/// # Errors
/// [`Error::InvalidOption`] for options that contradict one another or the input, [`Error::Cancelled`] where the
/// monitor asks for it, [`Error::Internal`] for a panic; those of the source.
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
    let Input { source, center, start, path, name, .. } = input;
    let source = Lookahead::new(Monitored::new(source, monitor), ahead)?;
    let spec = source.spec().clone();
    let look = options.look(&spec);
    let mut picture = options.picture(options.analysis.resolve(Purpose::Picture, &spec)?, &look, center, start);
    let axis = picture.frequency_axis(&spec)?;
    let layout = Layout::new(&look, &axis).map_err(Error::into_chosen)?;
    (picture.columns, picture.rows) = (layout.columns, layout.rows);
    // Before the work, not after it.
    memory::check(|| "the figure".to_owned(), bytes_of_figure(&layout))?;
    let (pictures, report) = pipeline::pictures(source, &picture)?;
    let levels = Levels::of_pictures(look.levels, &pictures);
    let file_name = path.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let name = file_name.unwrap_or(name);
    Ok(Rendered { pictures, report, levels, options: picture, look, layout, name, dpi: options.dpi })
}

/// Bytes that the cells of a figure take and drawing it.
fn bytes_of_figure(layout: &Layout) -> u64 {
    let cells = layout.columns.saturating_mul(layout.rows).saturating_mul(layout.lanes.len());
    bytes_to_draw(layout) + cells.saturating_mul(size_of::<f64>()) as u64
}

impl Rendered {
    /// The figure as the bytes of a file, with its record.
    ///
    /// # Errors
    /// [`Error::Encode`] where it cannot be encoded, [`Error::Internal`] for a panic.
    pub fn draw(&self, format: &FigureFormat) -> Result<Vec<u8>> {
        guarded(|| {
            let record = self.record();
            let Self { pictures, look: options, layout, levels, dpi, .. } = self;
            let figure = Figure { pictures, options, layout, levels: *levels, dpi: *dpi, record: &record };
            (format.draw)(&figure)
        })
    }

    /// The numbers behind the picture. The bandwidth of a long window takes time.
    ///
    /// # Errors
    /// [`Error::Limit`] as the transform.
    pub fn summary(&self) -> Result<Summary> {
        Summary::new(&self.report, self.options.channels, &self.pictures[0].spectrogram, self.levels)
    }

    /// The characters of the title that a format without text of its own cannot show, as a warning.
    pub fn missing_glyphs(&self) -> Option<Warning> {
        let title = self.layout.title.as_ref().map_or("", |(title, _)| title);
        let characters = font::missing(title);
        (!characters.is_empty()).then_some(Warning::NoGlyph { characters })
    }
}
