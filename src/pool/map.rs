//! Where frames are centred, and which column of a picture that is: all in integers, exact at any length.

use super::run::Run;

/// Where the frames of a signal are centred.
///
/// The regular frames come first; the tail frame, where there is one, has the next number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Centres {
    hop: u64,
    /// Twice the sample on which frame 0 is centred, so that odd windows stay whole.
    first: u64,
    regular: u64,
    /// The sample on which the tail frame begins, frame 0 beginning at 0.
    tail: Option<u64>,
}

impl Centres {
    /// The frames of `window` samples every `hop` over `total` samples, with one that ends with them where the regular
    /// ones do not; frame 0 is centred on sample `first_center`/2 of the signal.
    ///
    /// # Panics
    /// Unless `hop` is above 0.
    pub fn new(total: u64, window: usize, hop: usize, first_center: usize) -> Self {
        assert!(hop > 0, "the hop is above 0");
        let (hop, first) = (hop as u64, first_center as u64);
        let last_start = total.checked_sub(window as u64);
        let regular = last_start.map_or(1, |start| start / hop + 1);
        Self { hop, first, regular, tail: last_start.filter(|start| start % hop > 0) }
    }

    /// The same where the signal begins on another sample than 0.
    pub fn starting_at(self, start: u64) -> Self {
        Self { first: self.first.saturating_add(start.saturating_mul(2)), ..self }
    }

    /// The same without the tail frame.
    pub fn without_tail(self) -> Self {
        Self { tail: None, ..self }
    }

    /// The number of frames that begin at multiples of the hop, at least 1.
    pub fn regular(&self) -> u64 {
        self.regular
    }

    /// The number of the tail frame, where there is one.
    pub fn tail(&self) -> Option<u64> {
        self.tail.map(|_| self.regular)
    }

    /// Twice the sample of the signal on which a frame is centred.
    fn doubled(&self, frame: u64) -> u128 {
        let start = match self.tail {
            Some(start) if frame >= self.regular => u128::from(start),
            _ => u128::from(frame) * u128::from(self.hop),
        };
        2 * start + u128::from(self.first)
    }

    /// The sample halfway between the centres of a regular frame and the one before it.
    pub(super) fn border_before(&self, frame: u64) -> f64 {
        frame as f64 * self.hop as f64 + (self.first as f64 - self.hop as f64) / 2.0
    }
}

/// The first sample of a column, of `columns` that cover `samples` samples.
pub fn edge_of(column: u64, columns: u64, samples: u64) -> u64 {
    let edge = (u128::from(column) * u128::from(samples)).div_ceil(u128::from(columns));
    u64::try_from(edge).unwrap_or(u64::MAX)
}

/// What the columns of a picture are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// A column with frames shows their pool, one without the frame nearest to its middle.
    Pools,
    /// Every column shows the frame nearest to its middle.
    Nearest,
}

/// Which column each frame falls into, and which frame a column without any shows.
///
/// Column c of W covers the samples [c·n/W, (c+1)·n/W) of n and holds the frames whose centre lies there; the last
/// holds those beyond as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnMap {
    columns: u64,
    samples: u64,
    /// The samples that the frames are laid over: all, or those of one run among gaps.
    start: u64,
    end: u64,
    centres: Centres,
    show: Show,
}

impl ColumnMap {
    /// Lays `samples` samples and the frames over them onto `columns` columns.
    ///
    /// # Panics
    /// Unless `columns` and `samples` are above 0.
    pub fn new(columns: usize, samples: u64, centres: Centres, show: Show) -> Self {
        assert!(columns > 0 && samples > 0, "columns and samples are above 0");
        Self { columns: columns as u64, samples, start: 0, end: samples, centres, show }
    }

    /// The same where the frames lie over a part of the samples, from `start` to before `end`: only columns whose middle
    /// lies there show the nearest frame.
    pub fn within(self, start: u64, end: u64) -> Self {
        Self { start, end, ..self }
    }

    /// Whether the middle of a column lies over the samples of the frames.
    pub fn covers(&self, column: usize) -> bool {
        let middle = (2 * column as u128 + 1) * u128::from(self.samples);
        let edge = |sample: u64| 2 * u128::from(sample) * u128::from(self.columns);
        edge(self.start) <= middle && middle < edge(self.end)
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.columns as usize
    }

    /// How many samples the columns cover.
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// Where the frames are centred.
    pub fn centres(&self) -> &Centres {
        &self.centres
    }

    /// The column of a frame.
    pub fn column_of(&self, frame: u64) -> usize {
        let column = self.centres.doubled(frame) * u128::from(self.columns) / (2 * u128::from(self.samples));
        column.min(u128::from(self.columns - 1)) as usize
    }

    /// The first regular frame at or after the left edge of a column; may lie beyond the last frame.
    fn first_frame_of(&self, column: usize) -> u64 {
        let doubled_edge = (2 * column as u128 * u128::from(self.samples)).div_ceil(u128::from(self.columns));
        let beyond_first = doubled_edge.saturating_sub(u128::from(self.centres.first));
        u64::try_from(beyond_first.div_ceil(2 * u128::from(self.centres.hop))).unwrap_or(u64::MAX)
    }

    /// The frames from `first` on, up to `frames` of them, that share the column of `first`.
    pub fn run(&self, first: u64, frames: u64) -> Run {
        let column = self.column_of(first);
        let regular = self.centres.regular;
        let end = if column + 1 == self.columns() { regular } else { self.first_frame_of(column + 1).min(regular) };
        let left = if first < regular { end - first } else { 1 };
        Run { group: column as u64, count: frames.min(left) }
    }

    /// Whether a column shows the pool of its frames.
    pub fn pools(&self, column: usize) -> bool {
        let first = self.first_frame_of(column);
        let has_regular = first < self.centres.regular && self.column_of(first) == column;
        self.show == Show::Pools
            && (has_regular || self.centres.tail().is_some_and(|tail| self.column_of(tail) == column))
    }

    /// The frame whose centre is nearest to the middle of a column.
    ///
    /// If two regular frames are equally near, the later one; the tail frame only if it is nearer than all of them.
    pub fn nearest_frame(&self, column: usize) -> u64 {
        // All in samples times 2 × columns, counted from the first centre, and rounded to the nearest frame.
        let columns = u128::from(self.columns);
        let middle = (2 * column as u128 + 1) * u128::from(self.samples);
        let step = 2 * columns * u128::from(self.centres.hop);
        let frame = (middle.saturating_sub(columns * u128::from(self.centres.first)) + step / 2) / step;
        let regular = u64::try_from(frame).unwrap_or(u64::MAX).min(self.centres.regular - 1);
        let distance = |frame| middle.abs_diff(columns * self.centres.doubled(frame));
        self.centres.tail().filter(|&tail| distance(tail) < distance(regular)).unwrap_or(regular)
    }

    /// Whether a column shows this one frame.
    pub fn shows(&self, column: usize, frame: u64) -> bool {
        !self.pools(column) && self.nearest_frame(column) == frame && self.covers(column)
    }

    /// Whether any column shows this one frame.
    ///
    /// Such a column has no frames between itself and that of the frame.
    pub fn is_shown(&self, frame: u64) -> bool {
        let column = self.column_of(frame);
        let near = column.saturating_sub(1)..=(column + 1).min(self.columns() - 1);
        near.into_iter().any(|near| self.shows(near, frame))
    }
}
