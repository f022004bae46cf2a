//! Pooling where the length is known: the column of every frame is exact from the start.

use super::ColumnMap;
use super::kind::Pool;
use super::resample::resample;
use crate::grid::Grid;
use crate::real::Real;

/// Columns being gathered, for a signal of known length.
#[derive(Debug)]
pub struct Columns {
    map: ColumnMap,
    pool: Pool,
    gathered: Grid<f64>,
    /// Frames gathered in each column; 1 where it shows a single one.
    frames: Vec<u64>,
}

impl Columns {
    /// Empty columns of `rows` rows.
    pub fn new(map: ColumnMap, rows: usize, pool: Pool) -> Self {
        Self { map, pool, gathered: Grid::filled(map.columns(), rows, 0.0), frames: vec![0; map.columns()] }
    }

    /// Adds what was gathered over `frames` frames from `first` on, which share a column.
    pub fn add<T: Real>(&mut self, first: u64, frames: u64, gathered: &[T]) {
        let column = self.map.column_of(first);
        if self.map.pools(column) {
            self.pour(column, frames, gathered);
        }
    }

    fn pour<T: Real>(&mut self, column: usize, frames: u64, gathered: &[T]) {
        let cells = self.gathered.column_mut(column);
        if self.frames[column] == 0 {
            // Memory that is written before it is read costs one page fault, not two.
            cells.iter_mut().zip(gathered).for_each(|(cell, &power)| *cell = power.into());
        } else {
            self.pool.gather(cells, gathered);
        }
        self.frames[column] += frames;
    }

    /// Puts a single frame into the columns that show it and nothing else, if any.
    pub fn show<T: Real>(&mut self, frame: u64, power: &[T]) {
        let map = self.map;
        let own = map.column_of(frame);
        let shows = |&column: &usize| map.shows(column, frame);
        let before = (0..own).rev().take_while(shows);
        let after = (own + 1..map.columns()).take_while(shows);
        for column in before.chain(Some(own).filter(shows)).chain(after) {
            self.gathered.column_mut(column).iter_mut().zip(power).for_each(|(cell, &power)| *cell = power.into());
            self.frames[column] = 1;
        }
    }

    /// The pooled power of every column; one without frames shows the frame nearest to its middle.
    ///
    /// `samples` is how many samples there turned out to be. Where these are fewer
    /// than were promised, what is there is stretched over the whole width.
    pub fn finish(mut self, samples: u64) -> Grid<f64> {
        let used = self.columns_of(samples);
        self.gather_beyond(used);
        for (column, &frames) in self.frames.iter().enumerate() {
            if frames > 1 {
                let frames = frames as f64;
                self.gathered.column_mut(column).iter_mut().for_each(|cell| *cell = self.pool.finish(*cell, frames));
            }
        }
        if samples < self.map.samples() { self.stretched(samples, used) } else { self.gathered }
    }

    /// How many columns the first `samples` samples take.
    fn columns_of(&self, samples: u64) -> usize {
        let (columns, promised) = (self.map.columns() as u128, u128::from(self.map.samples()));
        (u128::from(samples) * columns).div_ceil(promised).clamp(1, columns) as usize
    }

    /// Counts frames that are centred on the end, or beyond it, with the last column in use.
    fn gather_beyond(&mut self, used: usize) {
        for column in used..self.map.columns() {
            if self.frames[column] > 0 && self.map.pools(column) {
                let beyond = self.gathered.column(column).to_vec();
                self.pour(used - 1, self.frames[column], &beyond);
            }
        }
    }

    /// The `used` columns that hold the first `samples` samples, over the whole width; one whose frame never came
    /// repeats its neighbour.
    fn stretched(mut self, samples: u64, used: usize) -> Grid<f64> {
        let columns = self.map.columns();
        let mut last = (0..used).find(|&column| self.frames[column] > 0).unwrap_or(0);
        for column in 0..used {
            match self.frames[column] {
                0 => self.gathered.copy_column(last, column),
                _ => last = column,
            }
        }
        let width = self.map.samples() as f64 / columns as f64;
        let borders: Vec<f64> = (0..used).map(|column| column as f64 * width).chain([samples as f64]).collect();
        let cells: Vec<&[f64]> = (0..used).map(|column| self.gathered.column(column)).collect();
        resample(&cells, &borders, columns, self.pool)
    }
}
