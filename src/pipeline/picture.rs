//! From a source to a spectrogram of the size of its picture.

use std::num::NonZeroUsize;
use std::ops::Range;

use super::batches::Framing;
use super::engine::{self, Feed, Frames, Work};
use super::envelope::Watched;
use super::overall::{self, Overall};
use super::report::Report;
use super::{bins_of, extended};
use crate::error::{Error, Result};
use crate::grid::Grid;
use crate::pool::{Anchor, ColumnMap, Columns, Halving, Pool, Run, smooth};
use crate::real::{Precision, Real};
use crate::scale::{Combine, FrequencyAxis, FrequencyScale, RowMap};
use crate::source::lookahead::Lookahead;
use crate::source::{AudioSource, AudioSpec, Channels};
use crate::spectrogram::{Picture, Quantity, Spectrogram, TimeAxis};
use crate::stft::{Mode, Scaling, Scratch, Sides, StftOptions, StftPlan};
use crate::units::Hertz;
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
    /// The frequency axis that these options give an input.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] where the range is empty or lies outside of the spectrum.
    pub fn frequency_axis(&self, spec: &AudioSpec) -> Result<FrequencyAxis> {
        let (nyquist, center) = (spec.sample_rate.nyquist().0, self.stft.center);
        let two_sided = self.stft.sides.map_or(spec.complex, |sides| sides == Sides::Two);
        let (bottom, top) = (if two_sided { center - nyquist } else { center }, center + nyquist);
        let lowest = match self.scale {
            FrequencyScale::Log if bottom == 0.0 => spec.sample_rate.get() / self.stft.nfft as f64,
            _ => bottom,
        };
        let low = self.low.map_or(lowest, |low| low.0);
        if low >= top {
            let what = if center == 0.0 { "half the sample rate" } else { "the upper end of the spectrum" };
            return Err(Error::InvalidOption(format!(
                "--fmin {low} Hz is not below {what}, {top} Hz: nothing would be shown"
            )));
        }
        if low < bottom && !two_sided {
            return Err(Error::InvalidOption(format!("--fmin {low} Hz is below {bottom}")));
        }
        let high = self.high.map_or(top, |high| high.0.min(top));
        FrequencyAxis::new(self.scale, low.max(bottom), high)
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

    /// The hop that gives at most one frame per column, a multiple of the one that was asked for: phases cannot be pooled.
    fn spreading_hop(&self, spec: &AudioSpec) -> Result<usize> {
        let invalid = |reason: &str| Err(Error::InvalidOption(reason.to_owned()));
        if self.spectrum {
            return invalid("phases have no mean spectrum: --panel spectrum goes with --mode psd or magnitude");
        }
        if self.interpolate {
            return invalid("nothing lies between two phases: --interpolate goes with --mode psd or magnitude");
        }
        let Some(length) = spec.length else {
            return invalid(
                "a picture of phases needs an input whose length is known: write the stream to a file first",
            );
        };
        let step = if self.fit_hop { 1 } else { self.stft.hop as u64 };
        let hop = (length / self.columns as u64 + 1).div_ceil(step).saturating_mul(step);
        Ok(usize::try_from(hop).unwrap_or(usize::MAX))
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
        Channels::All => source.spec().signals(),
        _ => 1,
    };
    options.check(signals)?;
    options.stft.check()?;
    if options.stft.mode == Mode::Complex {
        let reason = "a picture cannot show complex values: --mode magnitude, angle or phase can";
        return Err(Error::InvalidOption(reason.to_owned()));
    }
    let phases = options.stft.mode.is_phase();
    let ahead = if options.fit_hop || phases { lookahead(source.spec().bytes_per_instant(), options) } else { 0 };
    let mut source = Lookahead::new(source, ahead)?;
    let spec = source.spec().clone();
    options.channels.check(spec.signals())?;

    let mut stft = options.stft.clone();
    if phases {
        stft.hop = options.spreading_hop(&spec)?;
    } else if options.fit_hop {
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
    let plan = StftPlan::<T>::of_kind(stft, spec.sample_rate, spec.complex)?;
    let frequency = options.frequency_axis(&spec)?;
    let phases = stft.mode.is_phase();
    let pool = if phases { Pool::Mean } else { options.pool };
    let combine = match stft.scaling {
        _ if phases => Combine::Nearest,
        Scaling::Dbfs => Combine::Strongest,
        Scaling::Density | Scaling::Spectrum | Scaling::None => Combine::Mean,
    };
    let bins = bins_of(&plan);
    let rows = RowMap::new(&frequency, options.rows, &bins, combine);
    let framing = Framing { hop: stft.hop, window: stft.frame_length(), cover_tail: !phases };
    let layout = match spec.length {
        Some(length) if length > 0 => {
            Layout::Known(ColumnMap::new(options.columns, length, stft.hop, stft.doubled_first_center()))
        }
        _ => Layout::Growing(options.columns),
    };
    let signals = options.channels.signals(spec.signals());
    let mut gathered: Vec<(Gathering, Overall)> =
        signals.iter().map(|_| (layout.empty(options.rows, pool), Overall::default())).collect();
    let watched: &[Channels] = match (options.envelope, spec.complex) {
        (false, _) => &[],
        // Of complex samples the real part is drawn.
        (true, true) => &[Channels::One(0)],
        (true, false) => &signals[..],
    };
    let mut watched = Watched::new(source, watched, options.columns);
    let work = PictureWork { plan, rows, pool, layout, overall: options.spectrum };
    let (mut source, channels) = extended(&mut watched, options.channels, stft)?;
    let feed = Feed { framing, channels, threads: options.threads };
    let summary = engine::run(&mut source, &feed, &work, |signal, parts: &mut Parts<T>| {
        let (columns, overall) = &mut gathered[signal];
        columns.add(parts);
        overall.merge(&parts.overall);
        Ok(())
    })?;

    let report = Report::new(&spec, stft, channels, &summary, &source);
    drop(source);
    let samples = report.samples;
    let mut envelopes = watched.finish(samples);
    let seconds = spec.sample_rate.duration(samples).0;
    let time = TimeAxis { start: options.start, end: options.start + seconds };
    let picture = |(columns, overall): (Gathering, Overall)| {
        let own_columns = columns.own_columns();
        let mut cells = columns.finish(&summary.extent, samples, stft);
        if options.interpolate {
            let own_rows = work.rows.own_rows(&frequency, &bins);
            let rows: Vec<Anchor> = own_rows.into_iter().map(|(index, at)| Anchor { index, at }).collect();
            smooth(&mut cells, &own_columns, &rows);
        }
        Picture {
            spectrogram: Spectrogram {
                cells,
                time,
                frequency,
                quantity: Quantity { mode: stft.mode, scaling: stft.scaling },
            },
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

    fn empty(&self, rows: usize, pool: Pool) -> Gathering {
        match self {
            Self::Known(map) => Gathering::Known(*map, Columns::new(*map, rows, pool)),
            Self::Growing(columns) => Gathering::Growing(Halving::new(*columns, pool)),
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

    fn finish(self, extent: &super::batches::Extent, samples: u64, stft: &StftOptions) -> Grid<f64> {
        match self {
            Self::Known(_, columns) => columns.finish(extent.frames, samples),
            Self::Growing(groups) => groups.finish(samples, stft.hop, stft.doubled_first_center()),
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
            if self.plan.options().mode.is_phase() {
                self.plan.values(frames.get(index), transform, power);
            } else {
                self.plan.power(frames.get(index), transform, power);
            }
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
