//! Pooling where the length is unknown: groups of frames that double whenever there are too many.

use super::kind::Pool;
use super::resample::resample;
use super::run::Run;
use super::{ColumnMap, Columns};
use crate::grid::Grid;
use crate::real::Real;

/// Groups of frames for a stream whose end is not known.
///
/// There are at most 4·W groups of q frames each; when a frame arrives that
/// fits none, neighbours merge in pairs and q doubles. The size of the group of
/// frame m follows from m alone, so that workers agree on it without talking.
///
/// In the end there are more than 2·W groups (or as many as frames), so a column
/// is made of its own frames and of none farther than half a column from it.
/// Where q is above 1 only columns at either end can have no frames of their own:
/// for these the first frame and the last are kept by themselves.
#[derive(Debug)]
pub struct Halving {
    columns: usize,
    pool: Pool,
    /// q
    size: u64,
    groups: Vec<Group>,
    first: Vec<f64>,
    last: Vec<f64>,
    tail: Option<Vec<f64>>,
}

#[derive(Debug)]
struct Group {
    frames: u64,
    gathered: Vec<f64>,
}

/// Groups there may be for each column.
const GROUPS_PER_COLUMN: u64 = 4;

/// The least power of two q with frame < 4·columns·q.
fn group_size(columns: usize, frame: u64) -> u64 {
    (frame / (GROUPS_PER_COLUMN * columns as u64) + 1).next_power_of_two()
}

impl Halving {
    /// No groups yet, for a picture of `columns` columns.
    ///
    /// # Panics
    /// Unless `columns` is above 0.
    pub fn new(columns: usize, pool: Pool) -> Self {
        assert!(columns > 0, "a picture has columns");
        Self { columns, pool, size: 1, groups: Vec::new(), first: Vec::new(), last: Vec::new(), tail: None }
    }

    /// The frames from `first` on, up to `frames` of them, that a picture of `columns` puts into one group.
    ///
    /// The run ends where its group ends; a change of size falls on such an end too.
    pub fn run(columns: usize, first: u64, frames: u64) -> Run {
        let size = group_size(columns, first);
        Run { group: first / size, frames: frames.min(size - first % size) }
    }

    /// Adds what was gathered over `frames` frames from `first` on, a run of one group.
    ///
    /// Runs come in the order of their frames.
    pub fn add<T: Real>(&mut self, first: u64, frames: u64, gathered: &[T]) {
        while self.size < group_size(self.columns, first) {
            self.merge_pairs();
        }
        let group = (first / self.size) as usize;
        match self.groups.get_mut(group) {
            Some(group) => {
                group.frames += frames;
                self.pool.gather(&mut group.gathered, gathered);
            }
            None => {
                let gathered = gathered.iter().map(|&power| power.into()).collect();
                self.groups.push(Group { frames, gathered });
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

    fn merge_pairs(&mut self) {
        let pool = self.pool;
        let mut singles = std::mem::take(&mut self.groups).into_iter();
        while let Some(mut left) = singles.next() {
            if let Some(right) = singles.next() {
                left.frames += right.frames;
                pool.gather(&mut left.gathered, &right.gathered);
            }
            self.groups.push(left);
        }
        self.size *= 2;
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
        if self.size == 1 { self.frame_by_frame(map) } else { self.resampled(map) }
    }

    fn frame_by_frame(self, map: &ColumnMap) -> Grid<f64> {
        let mut columns = Columns::new(*map, self.groups[0].gathered.len(), self.pool);
        let frames = self.groups.into_iter().map(|group| group.gathered).chain(self.tail);
        for (frame, power) in (0..).zip(frames) {
            columns.add(frame, 1, &power);
            columns.show(frame, &power);
        }
        columns.finish(map.samples())
    }

    fn resampled(mut self, map: &ColumnMap) -> Grid<f64> {
        if let (Some(tail), Some(last)) = (&self.tail, self.groups.last_mut()) {
            last.frames += 1;
            self.pool.gather(&mut last.gathered, tail);
        }
        let (count, end) = (self.groups.len(), map.samples() as f64);
        let borders: Vec<f64> = (0..=count)
            .map(|group| match group {
                0 => 0.0,
                group if group == count => end,
                group => map.centres().border_before(group as u64 * self.size).clamp(0.0, end),
            })
            .collect();
        for Group { frames, gathered } in &mut self.groups {
            let frames = *frames as f64;
            gathered.iter_mut().for_each(|cell| *cell = self.pool.finish(*cell, frames));
        }
        let groups: Vec<&[f64]> = self.groups.iter().map(|group| &group.gathered[..]).collect();
        let mut cells = resample(&groups, &borders, self.columns, self.pool);
        for column in (0..self.columns).filter(|&column| !map.pools(column)) {
            let nearest = match map.nearest_frame(column) {
                0 => &self.first,
                frame if Some(frame) == map.centres().tail() => self.tail.as_ref().unwrap_or(&self.last),
                _ => &self.last,
            };
            cells.column_mut(column).copy_from_slice(nearest);
        }
        cells
    }
}
