//! From a source to a spectrogram of the size of its picture.

use std::num::NonZeroUsize;
use std::ops::Range;

use super::batches::Framing;
use super::engine::{self, Feed, Frames, Work};
use super::envelope::Watched;
use super::overall::{self, Overall};
use super::report::Report;
use crate::error::{Error, Result};
use crate::grid::Grid;
use crate::pool::{Anchor, ColumnMap, Columns, Halving, Pool, Run, smooth};
use crate::real::{Precision, Real};
use crate::scale::{Combine, FrequencyAxis, FrequencyScale, RowMap};
use crate::source::lookahead::Lookahead;
use crate::source::{AudioSource, Channels};
use crate::spectrogram::{Picture, Quantity, Spectrogram, TimeAxis};
use crate::stft::{Scaling, Scratch, StftOptions, StftPlan};
use crate::units::{Hertz, SampleRate};
use crate::window::Window;

/// What picture to compute.
#[derive(Debug, Clone)]
pub struct PictureOptions {
    /// The transform; its scaling also decides how several bins become one row.
    pub stft: StftOptions,
    /// Replaces the transform's hop by one that gives about one frame per
    /// column, never more than half a window. Default: on.
    pub fit_hop: bool,
    /// Columns of the picture.
    pub columns: usize,
    /// Rows of the picture.
    pub rows: usize,
    /// How several frames become one column. Default: mean.
    pub pool: Pool,
    /// The frequency scale. Default: linear.
    pub scale: FrequencyScale,
    /// The lower edge of the picture. Default: 0 Hz, or one bin where 0 Hz has no place.
    pub low: Option<Hertz>,
    /// The upper edge of the picture, at most half the rate. Default: half the rate.
    pub high: Option<Hertz>,
    /// Which channels. Default: the mean of all.
    pub channels: Channels,
    /// Whether to keep the signal's envelope. Default: no.
    pub envelope: bool,
    /// Whether to keep the spectra over all frames. Default: no.
    pub spectrum: bool,
    /// Whether columns and rows without a frame or bin of their own lie on a line between their neighbours; else
    /// they repeat the nearest. Default: no.
    pub interpolate: bool,
    /// When the first sample happens, in seconds. Default: 0.
    pub start: f64,
    /// Worker threads; the result does not depend on it. Default: as many as there are processors.
    pub threads: NonZeroUsize,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self {
            stft: StftOptions { scaling: Scaling::Dbfs, ..StftOptions::default() },
            fit_hop: true,
            columns: 1000,
            rows: 513,
            pool: Pool::Mean,
            scale: FrequencyScale::Linear,
            low: None,
            high: None,
            channels: Channels::Mix,
            envelope: false,
            spectrum: false,
            interpolate: false,
            start: 0.0,
            threads: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        }
    }
}

/// The most cells a picture may have; 8 bytes each.
const MAX_CELLS: usize = 100_000_000;

/// How much of a stream is read ahead, at most, to learn whether it is short.
const LOOKAHEAD_BYTES: usize = 16 << 20;

impl PictureOptions {
    /// The frequency axis that these options give a signal sampled at `rate`.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] where the range is empty or lies above half the rate.
    pub fn frequency_axis(&self, rate: SampleRate) -> Result<FrequencyAxis> {
        let nyquist = rate.nyquist().0;
        let lowest = match self.scale {
            FrequencyScale::Log => rate.get() / self.stft.nfft as f64,
            _ => 0.0,
        };
        let low = self.low.map_or(lowest, |low| low.0);
        if low >= nyquist {
            return Err(Error::InvalidOption(format!(
                "--fmin {low} Hz is not below half the sample rate, {nyquist} Hz: nothing would be shown"
            )));
        }
        if low < 0.0 {
            return Err(Error::InvalidOption(format!("--fmin {low} Hz is below 0")));
        }
        let high = self.high.map_or(nyquist, |high| high.0.min(nyquist));
        FrequencyAxis::new(self.scale, low, high)
    }

    fn check(&self, signals: usize) -> Result<()> {
        if self.columns == 0 || self.rows == 0 {
            return Err(Error::InvalidOption(format!("a picture of {} x {} is empty", self.columns, self.rows)));
        }
        if self.columns.saturating_mul(self.rows).saturating_mul(signals) > MAX_CELLS {
            return Err(Error::Limit(format!(
                "{} x {} cells for each of {signals} channels are more than {MAX_CELLS}",
                self.columns, self.rows
            )));
        }
        Ok(())
    }

    /// The hop that gives about one frame per column of `samples` samples.
    fn fitting_hop(&self, samples: u64) -> usize {
        let most = (self.stft.window_length / 2).max(1);
        usize::try_from(samples / self.columns as u64).map_or(most, |hop| hop.clamp(1, most))
    }
}

/// Computes the picture of everything that `source` delivers, of one channel or of their mean.
///
/// # Errors
/// As [`pictures`]; [`Error::InvalidOption`] for all channels of several.
pub fn spectrogram(source: impl AudioSource, options: &PictureOptions) -> Result<(Spectrogram, Report)> {
    let (mut pictures, report) = pictures(source, options)?;
    match pictures.pop() {
        Some(only) if pictures.is_empty() => Ok((only.spectrogram, report)),
        _ => Err(Error::InvalidOption("all channels are more than one picture".to_owned())),
    }
}

/// Computes the pictures of everything that `source` delivers: of every channel that was asked for, in one pass.
///
/// A stream whose length is not known is drawn whole: columns are merged in
/// pairs as it grows. Memory follows the picture, not the stream.
///
/// # Errors
/// [`Error::InvalidOption`] and [`Error::Limit`] for options that contradict
/// each other or the source; otherwise whatever the source reports.
pub fn pictures(source: impl AudioSource, options: &PictureOptions) -> Result<(Vec<Picture>, Report)> {
    let signals = match options.channels {
        Channels::All => source.spec().channels,
        _ => 1,
    };
    options.check(signals)?;
    options.stft.check()?;
    let ahead = if options.fit_hop { lookahead(source.spec().bytes_per_instant(), options) } else { 0 };
    let mut source = Lookahead::new(source, ahead)?;
    let spec = source.spec().clone();
    options.channels.check(spec.channels)?;

    let mut stft = options.stft.clone();
    if options.fit_hop {
        // A stream that outlasts the lookahead without saying how long it is has at least that length.
        stft.hop = options.fitting_hop(spec.length.unwrap_or(ahead as u64));
    }
    let std = Window::balanced_std(stft.hop, stft.nfft, stft.window_length);
    stft.window = stft.window.or_std(std);
    match spec.format.precision() {
        Precision::Single => compute::<f32>(&mut source, &stft, options),
        Precision::Double => compute::<f64>(&mut source, &stft, options),
    }
}

/// How many samples to read ahead: a stream longer than half a window per
/// column gets a hop of half a window, whatever its length.
fn lookahead(unit: usize, options: &PictureOptions) -> usize {
    let enough = options.columns.saturating_mul(options.stft.window_length.div_ceil(2)).saturating_add(1);
    enough.min(LOOKAHEAD_BYTES / unit).max(1)
}

fn compute<T: Real>(
    source: &mut dyn AudioSource,
    stft: &StftOptions,
    options: &PictureOptions,
) -> Result<(Vec<Picture>, Report)> {
    let spec = source.spec().clone();
    let plan = StftPlan::<T>::new(stft, spec.sample_rate)?;
    let frequency = options.frequency_axis(spec.sample_rate)?;
    let combine = match stft.scaling {
        Scaling::Dbfs => Combine::Strongest,
        Scaling::Density | Scaling::Spectrum => Combine::Mean,
    };
    let rows = RowMap::new(&frequency, options.rows, plan.bins(), plan.bin_width(), combine);
    let framing = Framing { hop: stft.hop, window: stft.window_length, cover_tail: true };
    let layout = match spec.length {
        Some(length) if length > 0 => {
            Layout::Known(ColumnMap::new(options.columns, length, stft.hop, stft.window_length))
        }
        _ => Layout::Growing(options.columns),
    };
    let signals = options.channels.signals(spec.channels);
    let mut gathered: Vec<(Gathering, Overall)> =
        signals.iter().map(|_| (layout.empty(options), Overall::default())).collect();
    let mut source = Watched::new(source, if options.envelope { &signals } else { &[] }, options.columns);
    let work = PictureWork { plan, rows, pool: options.pool, layout, overall: options.spectrum };
    let feed = Feed { framing, channels: options.channels, threads: options.threads };
    let summary = engine::run(&mut source, &feed, &work, |signal, parts: &mut Parts<T>| {
        let (columns, overall) = &mut gathered[signal];
        columns.add(parts);
        overall.merge(&parts.overall);
        Ok(())
    })?;

    let report = Report::new(&spec, stft, options.channels, &summary, source.warnings());
    let samples = summary.extent.samples;
    let mut envelopes = source.finish(samples);
    let seconds = spec.sample_rate.duration(samples).0;
    let time = TimeAxis { start: options.start, end: options.start + seconds };
    let picture = |(columns, overall): (Gathering, Overall)| {
        let own_columns = columns.own_columns();
        let mut cells = columns.finish(&summary.extent, stft);
        if options.interpolate {
            let own_rows = work.rows.own_rows(&frequency, work.plan.bin_width());
            let rows: Vec<Anchor> = own_rows.into_iter().map(|(index, at)| Anchor { index, at }).collect();
            smooth(&mut cells, &own_columns, &rows);
        }
        Picture {
            spectrogram: Spectrogram { cells, time, frequency, quantity: Quantity { scaling: stft.scaling } },
            envelope: envelopes.next(),
            spectrum: options.spectrum.then(|| overall.finish(&work.rows)),
        }
    };
    Ok((gathered.into_iter().map(picture).collect(), report))
}

/// Which column, or group of frames, each frame belongs to.
#[derive(Clone, Copy)]
enum Layout {
    Known(ColumnMap),
    /// With this many columns in the end.
    Growing(usize),
}

impl Layout {
    fn run(&self, first: u64, frames: u64) -> Run {
        match self {
            Self::Known(map) => map.run(first, frames),
            Self::Growing(columns) => Halving::run(*columns, first, frames),
        }
    }

    fn empty(&self, options: &PictureOptions) -> Gathering {
        match self {
            Self::Known(map) => Gathering::Known(*map, Columns::new(*map, options.rows, options.pool)),
            Self::Growing(columns) => Gathering::Growing(Halving::new(*columns, options.pool)),
        }
    }
}

/// Columns on their way to a picture.
enum Gathering {
    Known(ColumnMap, Columns),
    Growing(Halving),
}

impl Gathering {
    fn add<T: Real>(&mut self, parts: &Parts<T>) {
        for part in &parts.parts {
            let values = &parts.values[part.at..][..parts.rows];
            match self {
                Self::Known(map, columns) => columns.add(map.column_at(part.start), part.frames, values),
                Self::Growing(groups) => groups.add(part.first, part.frames, values),
            }
        }
    }

    /// The columns that have frames of their own; none where every column is made of frames anyway.
    fn own_columns(&self) -> Vec<Anchor> {
        let columns = match self {
            Self::Known(_, columns) => columns.own_columns(),
            Self::Growing(_) => Vec::new(),
        };
        columns.into_iter().map(|index| Anchor { index, at: index as f64 + 0.5 }).collect()
    }

    fn finish(self, extent: &super::batches::Extent, stft: &StftOptions) -> Grid<f64> {
        match self {
            Self::Known(_, columns) => columns.finish(extent.frames, extent.samples),
            Self::Growing(groups) => groups.finish(extent.samples, stft.hop, stft.window_length),
        }
    }
}

/// What one batch adds to the picture: runs of frames with the rows gathered over them.
struct Parts<T> {
    parts: Vec<Part>,
    values: Vec<T>,
    rows: usize,
    /// Of every frame, where that is asked for.
    overall: Overall,
}

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self { parts: Vec::new(), values: Vec::new(), rows: 0, overall: Overall::default() }
    }
}

struct Part {
    /// The first frame.
    first: u64,
    /// The sample on which it begins.
    start: u64,
    frames: u64,
    /// Where its rows begin in the values.
    at: usize,
}

/// Frames gathered in the precision of the transform before they are added in
/// double precision; keeps the error of a sum in single precision below 1e-5.
const FRAMES_PER_PART: u64 = 256;

struct PictureWork<T: Real> {
    plan: StftPlan<T>,
    rows: RowMap,
    pool: Pool,
    layout: Layout,
    /// Whether to gather the spectra over all frames.
    overall: bool,
}

/// The buffers of one worker.
struct PictureScratch<T: Real> {
    transform: Scratch<T>,
    power: Vec<T>,
    row: Vec<T>,
    gathered: Vec<T>,
    overall: overall::Run<T>,
}

impl<T: Real> PictureWork<T> {
    /// Whether rows may be made once of many frames: what combines bins then combines frames alike.
    fn rows_last(&self) -> bool {
        self.rows.is_one_to_one()
            || matches!((self.pool, self.rows.combine()), (Pool::Mean, Combine::Mean) | (Pool::Max, Combine::Strongest))
    }

    /// The rows of some frames that share a column, gathered.
    fn gather<'s>(&self, frames: &Frames<'_, T>, indices: Range<usize>, scratch: &'s mut PictureScratch<T>) -> &'s [T] {
        let PictureScratch { transform, power, row, gathered, overall } = scratch;
        let rows_last = self.rows_last();
        gathered.fill(T::ZERO);
        for index in indices {
            self.plan.power(frames.get(index), transform, power);
            if self.overall {
                overall.add(power);
            }
            if rows_last {
                self.pool.gather(gathered, power);
            } else {
                self.rows.apply(power, row);
                self.pool.gather(gathered, row);
            }
        }
        if rows_last {
            self.rows.apply(gathered, row);
            row
        } else {
            gathered
        }
    }
}

impl<T: Real> Work<T> for PictureWork<T> {
    type Scratch = PictureScratch<T>;
    type Output = Parts<T>;

    fn scratch(&self) -> Self::Scratch {
        let zeros = |count| vec![T::ZERO; count];
        let (bins, rows) = (self.plan.bins(), self.rows.rows());
        PictureScratch {
            transform: self.plan.scratch(),
            power: zeros(bins),
            row: zeros(rows),
            gathered: zeros(if self.rows_last() { bins } else { rows }),
            overall: overall::Run::new(if self.overall { bins } else { 0 }),
        }
    }

    fn values_per_frame(&self) -> usize {
        self.rows.rows()
    }

    fn run(&self, frames: &Frames<'_, T>, scratch: &mut Self::Scratch, output: &mut Parts<T>) {
        let hop = self.plan.options().hop as u64;
        output.parts.clear();
        output.values.clear();
        output.rows = self.rows.rows();
        output.overall.clear();
        let mut next = 0;
        while next < frames.count() {
            let first = frames.first + next as u64;
            let left = (frames.count() - next) as u64;
            let run = self.layout.run(first, left.min(FRAMES_PER_PART));
            let at = output.values.len();
            let end = next + run.frames as usize;
            output.values.extend_from_slice(self.gather(frames, next..end, scratch));
            scratch.overall.empty_into(&mut output.overall);
            output.parts.push(Part { first, start: frames.start + next as u64 * hop, frames: run.frames, at });
            next = end;
        }
    }
}
