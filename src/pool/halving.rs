//! Pooling where the length is unknown: groups of frames whose size doubles whenever there are too many.

use super::doubling::{Doubling, Merge};
use super::kind::Pool;
use super::resample::resample;
use super::run::Run;
use super::{ColumnMap, Columns};
use crate::grid::Grid;
use crate::real::Real;

/// Groups of frames for a stream whose end is not known, a [`Doubling`] of at most 4·W of them for W columns.
///
/// In the end there are more than 2·W groups (or as many as frames), so a column
/// is made of its own frames and of none farther than half a column from it.
/// Where groups have more than one frame, only columns at either end can have no frames of their own:
/// for these the first frame and the last are kept by themselves.
#[derive(Debug)]
pub struct Halving {
    columns: usize,
    pool: Pool,
    groups: Doubling<Group>,
    first: Vec<f64>,
    last: Vec<f64>,
    tail: Option<Vec<f64>>,
}

/// Power gathered over frames.
#[derive(Debug)]
struct Group {
    pool: Pool,
    frames: u64,
    gathered: Vec<f64>,
}

impl Merge for Group {
    fn merge(&mut self, next: &Self) {
        self.frames += next.frames;
        self.pool.gather(&mut self.gathered, &next.gathered);
    }
}

/// Groups there may be for each column.
const GROUPS_PER_COLUMN: u64 = 4;

impl Halving {
    /// No groups yet, for a picture of `columns` columns.
    ///
    /// # Panics
    /// Unless `columns` is above 0.
    pub fn new(columns: usize, pool: Pool) -> Self {
        let groups = Doubling::new(GROUPS_PER_COLUMN * columns as u64);
        Self { columns, pool, groups, first: Vec::new(), last: Vec::new(), tail: None }
    }

    /// The frames from `first` on, up to `frames` of them, that a picture of `columns` puts into one group.
    pub fn run(columns: usize, first: u64, frames: u64) -> Run {
        Doubling::<Group>::run(GROUPS_PER_COLUMN * columns as u64, first, frames)
    }

    /// Adds the power gathered over `frames` frames from `first` on, a run of one group.
    ///
    /// Runs come in the order of their frames.
    pub fn add<T: Real>(&mut self, first: u64, frames: u64, gathered: &[T]) {
        let pool = self.pool;
        match self.groups.group_at(first) {
            Some(group) => {
                group.frames += frames;
                pool.gather(&mut group.gathered, gathered);
            }
            None => {
                let gathered = gathered.iter().map(|&power| power.into()).collect();
                self.groups.push(Group { pool, frames, gathered });
            }
        }
    }

    /// Keeps a single frame, so that columns without frames can show it: frame 0, and any that may be the last regular one.
    pub fn keep<T: Real>(&mut self, frame: u64, power: &[T]) {
        let values = || power.iter().map(|&power| power.into());
        if frame == 0 {
            self.first = values().collect();
        }
        self.last.clear();
        self.last.extend(values());
    }

    /// Adds the tail frame, which begins before it would by its number.
    pub fn add_tail<T: Real>(&mut self, power: &[T]) {
        self.tail = Some(power.iter().map(|&power| power.into()).collect());
    }

    /// The columns of the whole signal, onto which `map` lays the frames that were added.
    ///
    /// Groups of one frame make the columns of a signal of known length. Larger ones are resampled onto the columns
    /// that have frames, by exact overlap: a group begins halfway between its first frame and the one before, the first
    /// with the signal, and the last ends with it.
    ///
    /// # Panics
    /// If no frame was added, or none was kept.
    pub fn finish(self, map: &ColumnMap) -> Grid<f64> {
        if self.groups.size() == 1 { self.frame_by_frame(map) } else { self.resampled(map) }
    }

    fn frame_by_frame(self, map: &ColumnMap) -> Grid<f64> {
        let groups = self.groups.into_groups();
        let mut columns = Columns::new(*map, groups[0].gathered.len(), self.pool);
        let frames = groups.into_iter().map(|group| group.gathered).chain(self.tail);
        for (frame, power) in (0..).zip(frames) {
            columns.add(frame, 1, &power);
            columns.show(frame, &power);
        }
        columns.finish(map.samples())
    }

    fn resampled(self, map: &ColumnMap) -> Grid<f64> {
        let Self { columns, pool, groups, first, last, tail } = self;
        let size = groups.size();
        let mut groups = groups.into_groups();
        if let (Some(tail), Some(last)) = (&tail, groups.last_mut()) {
            last.frames += 1;
            pool.gather(&mut last.gathered, tail);
        }
        let (count, end) = (groups.len(), map.samples() as f64);
        let borders: Vec<f64> = (0..=count)
            .map(|group| match group {
                0 => 0.0,
                group if group == count => end,
                group => map.centres().border_before(group as u64 * size).clamp(0.0, end),
            })
            .collect();
        for Group { frames, gathered, .. } in &mut groups {
            let frames = *frames as f64;
            gathered.iter_mut().for_each(|cell| *cell = pool.finish(*cell, frames));
        }
        let groups: Vec<&[f64]> = groups.iter().map(|group| &group.gathered[..]).collect();
        let mut cells = resample(&groups, &borders, columns, pool);
        for column in (0..columns).filter(|&column| !map.pools(column)) {
            let nearest = match map.nearest_frame(column) {
                0 => &first,
                frame if Some(frame) == map.centres().tail() => tail.as_ref().unwrap_or(&last),
                _ => &last,
            };
            cells.column_mut(column).copy_from_slice(nearest);
        }
        cells
    }
}
