//! Pooling where the length is known: the column of every frame is exact from the start.

use super::resample::resample;
use super::{Pool, Run};
use crate::grid::Grid;
use crate::real::Real;

/// Which column each frame of a signal of known length falls into.
///
/// Column c of W covers the samples [c·n/W, (c+1)·n/W) of n, and holds the
/// frames whose centre lies there. All arithmetic is in integers, so the
/// borders are exact at any length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnMap {
    columns: u64,
    samples: u64,
    hop: u64,
    /// Twice the sample on which frame 0 is centred, so that odd windows stay whole.
    first_center: u64,
}

impl ColumnMap {
    /// Lays `samples` samples onto `columns` columns; frame m is centred on sample m·hop + `first_center`/2.
    ///
    /// # Panics
    /// Unless `columns`, `samples` and `hop` are above 0.
    pub fn new(columns: usize, samples: u64, hop: usize, first_center: usize) -> Self {
        assert!(columns > 0 && samples > 0 && hop > 0, "columns, samples and hop are above 0");
        Self { columns: columns as u64, samples, hop: hop as u64, first_center: first_center as u64 }
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.columns as usize
    }

    /// Twice the centre of a frame, in samples.
    fn doubled_centre(&self, frame: u64) -> u128 {
        2 * u128::from(frame) * u128::from(self.hop) + u128::from(self.first_center)
    }

    /// The column of the frame that begins at sample `start`.
    pub fn column_at(&self, start: u64) -> usize {
        self.column_of_doubled(2 * u128::from(start) + u128::from(self.first_center))
    }

    /// The column of frame m.
    pub fn column_of(&self, frame: u64) -> usize {
        self.column_of_doubled(self.doubled_centre(frame))
    }

    fn column_of_doubled(&self, centre: u128) -> usize {
        let column = centre * u128::from(self.columns) / (2 * u128::from(self.samples));
        column.min(u128::from(self.columns - 1)) as usize
    }

    /// The first frame at or after the left edge of a column; may lie beyond the last frame.
    fn first_frame_of(&self, column: usize) -> u64 {
        let doubled_edge = (2 * column as u128 * u128::from(self.samples)).div_ceil(u128::from(self.columns));
        let beyond_first = doubled_edge.saturating_sub(u128::from(self.first_center));
        u64::try_from(beyond_first.div_ceil(2 * u128::from(self.hop))).unwrap_or(u64::MAX)
    }

    /// The frames from `first` on, up to `frames` of them, that share the column of `first`.
    pub fn run(&self, first: u64, frames: u64) -> Run {
        let column = self.column_of(first);
        let end = if column + 1 == self.columns() { u64::MAX } else { self.first_frame_of(column + 1) };
        Run { group: column as u64, frames: frames.min(end - first) }
    }

    /// The frame whose centre is nearest to the middle of a column, of `frames` there are.
    fn nearest_frame(&self, column: usize, frames: u64) -> u64 {
        // 4 × columns × (middle − first centre) in samples, over 4 × columns × hop, rounded to the nearest.
        let (columns, first_center) = (u128::from(self.columns), u128::from(self.first_center));
        let middle = (4 * column as u128 + 2) * u128::from(self.samples);
        let step = 4 * columns * u128::from(self.hop);
        let frame = (middle.saturating_sub(2 * columns * first_center) + step / 2) / step;
        u64::try_from(frame).unwrap_or(u64::MAX).min(frames - 1)
    }
}

/// Columns being gathered, for a signal of known length.
#[derive(Debug)]
pub struct Columns {
    map: ColumnMap,
    pool: Pool,
    gathered: Grid<f64>,
    frames: Vec<u64>,
}

impl Columns {
    /// Empty columns of `rows` rows.
    pub fn new(map: ColumnMap, rows: usize, pool: Pool) -> Self {
        Self { map, pool, gathered: Grid::filled(map.columns(), rows, 0.0), frames: vec![0; map.columns()] }
    }

    /// Adds what was gathered over `frames` frames of one column.
    pub fn add<T: Real>(&mut self, column: usize, frames: u64, gathered: &[T]) {
        let cells = self.gathered.column_mut(column);
        if self.frames[column] == 0 {
            // Memory that is written before it is read costs one page fault, not two.
            cells.iter_mut().zip(gathered).for_each(|(cell, &power)| *cell = power.into());
        } else {
            self.pool.gather(cells, gathered);
        }
        self.frames[column] += frames;
    }

    /// The columns that have frames of their own, ascending.
    pub fn own_columns(&self) -> Vec<usize> {
        (0..self.frames.len()).filter(|&column| self.frames[column] > 0).collect()
    }

    /// The pooled power of every column; one without frames shows the frame nearest to its middle.
    ///
    /// `total` is how many frames there are at the regular hop, at least 1, and
    /// `samples` how many samples there turned out to be. Where these are fewer
    /// than were promised, what is there is stretched over the whole width.
    pub fn finish(mut self, total: u64, samples: u64) -> Grid<f64> {
        let used = self.columns_of(samples);
        self.gather_beyond(used);
        for (column, &frames) in self.frames.iter().enumerate() {
            if frames > 0 {
                let frames = frames as f64;
                self.gathered.column_mut(column).iter_mut().for_each(|cell| *cell = self.pool.finish(*cell, frames));
            }
        }
        for column in 0..self.map.columns() {
            if self.frames[column] == 0 {
                let source = self.map.column_of(self.map.nearest_frame(column, total));
                self.gathered.copy_column(source, column);
            }
        }
        if samples < self.map.samples { self.stretched(samples, used) } else { self.gathered }
    }

    /// How many columns the first `samples` samples take.
    fn columns_of(&self, samples: u64) -> usize {
        let (columns, promised) = (u128::from(self.map.columns), u128::from(self.map.samples));
        (u128::from(samples) * columns).div_ceil(promised).clamp(1, columns) as usize
    }

    /// Counts frames that are centred on the end, or beyond it, with the last column in use.
    fn gather_beyond(&mut self, used: usize) {
        for column in used..self.map.columns() {
            if self.frames[column] > 0 {
                let beyond = self.gathered.column(column).to_vec();
                self.add(used - 1, self.frames[column], &beyond);
                self.frames[column] = 0;
            }
        }
    }

    /// The `used` columns that hold the first `samples` samples, over the whole width.
    fn stretched(&self, samples: u64, used: usize) -> Grid<f64> {
        let columns = self.map.columns();
        let width = self.map.samples as f64 / columns as f64;
        let borders: Vec<f64> = (0..used).map(|column| column as f64 * width).chain([samples as f64]).collect();
        let cells: Vec<&[f64]> = (0..used).map(|column| self.gathered.column(column)).collect();
        resample(&cells, &borders, columns, self.pool)
    }
}
