//! Pooling where the length is unknown: groups of frames that double whenever there are too many.

use super::resample::resample;
use super::{Pool, Run};
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
#[derive(Debug)]
pub struct Halving {
    columns: usize,
    pool: Pool,
    /// q
    size: u64,
    groups: Vec<Group>,
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
        Self { columns, pool, size: 1, groups: Vec::new() }
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

    /// Adds the frame that was moved back to end with the signal to the last group: it begins before it would by its number.
    pub fn add_tail<T: Real>(&mut self, frames: u64, gathered: &[T]) {
        match self.groups.last_mut() {
            Some(last) => {
                last.frames += frames;
                self.pool.gather(&mut last.gathered, gathered);
            }
            None => self.add(0, frames, gathered),
        }
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

    /// Resamples the groups onto the columns, by exact overlap.
    ///
    /// `samples` is the length of the signal, `first_center` twice the sample on which frame 0 is centred. Group g
    /// begins half a hop before the centre of its first frame; the first begins with the signal and the last ends with it.
    ///
    /// # Panics
    /// If nothing was added.
    pub fn finish(mut self, samples: u64, hop: usize, first_center: usize) -> Grid<f64> {
        let count = self.groups.len();
        let offset = (first_center as f64 - hop as f64) / 2.0;
        let borders: Vec<f64> = (0..=count)
            .map(|group| match group {
                0 => 0.0,
                group if group == count => samples as f64,
                group => ((group as u64 * self.size) as f64 * hop as f64 + offset).clamp(0.0, samples as f64),
            })
            .collect();
        for Group { frames, gathered } in &mut self.groups {
            let frames = *frames as f64;
            gathered.iter_mut().for_each(|cell| *cell = self.pool.finish(*cell, frames));
        }
        let groups: Vec<&[f64]> = self.groups.iter().map(|group| &group.gathered[..]).collect();
        resample(&groups, &borders, self.columns, self.pool)
    }
}
