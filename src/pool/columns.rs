//! Pooling where the length is known: the column of every frame is exact from the start.

use super::ColumnMap;
use super::doubling::Merge;
use super::kind::Pool;
use super::resample::resample;
use crate::grid::Grid;
use crate::real::Real;

/// Columns being gathered, for a signal of known length.
#[derive(Debug, Clone)]
pub struct Columns {
    map: ColumnMap,
    pool: Pool,
    gathered: Grid<f64>,
    /// What each column holds.
    held: Vec<Held>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// No data.
    Nothing,
    /// A frame of another column, the nearest one.
    Shown,
    /// The pool of so many frames, at least 1.
    Pooled(u64),
}

/// The last frames of a run of samples.
#[derive(Debug, Clone, Copy)]
pub struct RunEnd<'a> {
    /// The last regular frame; empty where there is none.
    pub last: &'a [f64],
    /// The tail frame, where there is one.
    pub tail: Option<&'a [f64]>,
}

impl Columns {
    /// Empty columns of `rows` rows.
    pub fn new(map: ColumnMap, rows: usize, pool: Pool) -> Self {
        let gathered = Grid::filled(map.columns(), rows, 0.0);
        Self { map, pool, gathered, held: vec![Held::Nothing; map.columns()] }
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
        if let Held::Pooled(before) = self.held[column] {
            self.pool.gather(cells, gathered);
            self.held[column] = Held::Pooled(before + frames);
        } else {
            // Memory that is written before it is read costs one page fault, not two.
            cells.iter_mut().zip(gathered).for_each(|(cell, &power)| *cell = power.into());
            self.held[column] = Held::Pooled(frames);
        }
    }

    /// Puts a single frame into the columns that show it and nothing else, if any.
    pub fn show<T: Real>(&mut self, frame: u64, power: &[T]) {
        let map = self.map;
        let own = map.column_of(frame);
        let shows = |&column: &usize| map.shows(column, frame);
        let before = (0..own).rev().take_while(shows);
        let after = (own + 1..map.columns()).take_while(shows);
        for column in before.chain(Some(own).filter(shows)).chain(after) {
            self.put(column, power);
        }
    }

    /// Has a column show a single frame, unless it holds frames of its own.
    fn put<T: Real>(&mut self, column: usize, power: &[T]) {
        if !matches!(self.held[column], Held::Pooled(_)) {
            self.gathered.column_mut(column).iter_mut().zip(power).for_each(|(cell, &power)| *cell = power.into());
            self.held[column] = Held::Shown;
        }
    }

    /// How frames are laid onto the columns.
    pub fn map(&self) -> &ColumnMap {
        &self.map
    }

    /// The frames that follow belong to another run of samples: `map` lays them over what is left of the signal.
    pub fn begin_run(&mut self, map: ColumnMap) {
        self.map = map;
    }

    /// Ends a run of samples before the end of the signal: `map` lays its frames over its own samples.
    ///
    /// Until here the columns took them for the beginning of a longer run.
    pub fn end_run(&mut self, map: &ColumnMap, end: RunEnd<'_>) {
        let (open, tail) = (self.map, map.centres().tail());
        for column in 0..map.columns() {
            let holds_tail = tail.is_some_and(|tail| map.column_of(tail) == column) && map.pools(column);
            match end.tail {
                Some(power) if holds_tail => {
                    self.pour(column, 1, power);
                    continue;
                }
                _ if map.pools(column) => continue,
                _ => {}
            }
            if !map.covers(column) {
                if open.covers(column) && self.held[column] == Held::Shown {
                    self.held[column] = Held::Nothing;
                }
                continue;
            }
            match end.tail.filter(|_| Some(map.nearest_frame(column)) == tail) {
                Some(power) => self.put(column, power),
                None if self.held[column] == Held::Nothing => self.put(column, end.last),
                None => {}
            }
        }
    }

    /// The pooled power of every column; one without frames shows the frame nearest to its middle. Columns in a gap are
    /// NaN.
    ///
    /// `samples` is how many samples there turned out to be. Where these are fewer
    /// than were promised, what is there is stretched over the whole width.
    pub fn finish(mut self, samples: u64) -> Grid<f64> {
        let used = self.columns_of(samples);
        self.gather_beyond(used);
        for (column, held) in self.held.iter().enumerate() {
            let cells = self.gathered.column_mut(column);
            match *held {
                Held::Pooled(frames @ 2..) => {
                    cells.iter_mut().for_each(|cell| *cell = self.pool.finish(*cell, frames as f64));
                }
                Held::Nothing => cells.fill(f64::NAN),
                _ => {}
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
            if let Held::Pooled(frames) = self.held[column] {
                let beyond = self.gathered.column(column).to_vec();
                self.pour(used - 1, frames, &beyond);
            }
        }
    }

    /// The `used` columns that hold the first `samples` samples, over the whole width; one whose frame never came
    /// repeats its neighbour.
    fn stretched(mut self, samples: u64, used: usize) -> Grid<f64> {
        let columns = self.map.columns();
        let mut last = (0..used).find(|&column| self.held[column] != Held::Nothing).unwrap_or(0);
        for column in 0..used {
            match self.held[column] {
                Held::Nothing if self.map.covers(column) => self.gathered.copy_column(last, column),
                Held::Nothing => {}
                _ => last = column,
            }
        }
        let width = self.map.samples() as f64 / columns as f64;
        let borders: Vec<f64> = (0..used).map(|column| column as f64 * width).chain([samples as f64]).collect();
        let cells: Vec<&[f64]> = (0..used).map(|column| self.gathered.column(column)).collect();
        resample(&cells, &borders, columns, self.pool)
    }
}

/// Columns of other frames of the same picture.
///
/// Exact, in any order, where every column has frames of its own from one part alone. Else the sums of a mean are added in
/// the order of the calls.
///
/// # Panics
/// Unless both have the same shape.
impl Merge for Columns {
    fn merge(&mut self, next: &Self) {
        assert_eq!(self.held.len(), next.held.len(), "parts of one picture have the same columns");
        for (column, &held) in next.held.iter().enumerate() {
            match held {
                Held::Pooled(frames) => self.pour(column, frames, next.gathered.column(column)),
                Held::Shown => self.put(column, next.gathered.column(column)),
                Held::Nothing => {}
            }
        }
    }
}
