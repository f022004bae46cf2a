//! Pooling where the length is unknown: groups of frames that double whenever there are too many.

use super::resample::resample;
use super::{Pool, Run};
use crate::grid::Grid;
use crate::real::Real;

/// Groups of frames for a stream whose end is not known.
///
/// There are at most 2·W groups of q frames each; when a frame arrives that
/// fits none, neighbours merge in pairs and q doubles. The size of the group of
/// frame m follows from m alone, so that workers agree on it without talking.
#[derive(Debug)]
pub struct Halving {
    columns: usize,
    rows: usize,
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

/// The least power of two q with frame < 2·columns·q.
fn group_size(columns: usize, frame: u64) -> u64 {
    (frame / (2 * columns as u64) + 1).next_power_of_two()
}

impl Halving {
    /// No groups yet, for a picture of `columns` × `rows`.
    ///
    /// # Panics
    /// Unless `columns` is above 0.
    pub fn new(columns: usize, rows: usize, pool: Pool) -> Self {
        assert!(columns > 0, "a picture has columns");
        Self { columns, rows, pool, size: 1, groups: Vec::new() }
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
        if group == self.groups.len() {
            self.groups.push(Group { frames: 0, gathered: vec![0.0; self.rows] });
        }
        let group = &mut self.groups[group];
        group.frames += frames;
        self.pool.gather(&mut group.gathered, gathered);
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
    /// `samples` is the length of the signal, `first_center` twice the sample on which frame 0 is centred. Group g begins half a hop before
    /// the centre of its first frame; the first begins with the signal and the
    /// last ends with it.
    pub fn finish(self, samples: u64, hop: usize, first_center: usize) -> Grid<f64> {
        let count = self.groups.len();
        let offset = (first_center as f64 - hop as f64) / 2.0;
        let borders: Vec<f64> = (0..=count)
            .map(|group| match group {
                0 => 0.0,
                group if group == count => samples as f64,
                group => ((group as u64 * self.size) as f64 * hop as f64 + offset).clamp(0.0, samples as f64),
            })
            .collect();
        let mut cells = Vec::with_capacity(count * self.rows);
        for group in &self.groups {
            let frames = group.frames as f64;
            cells.extend(group.gathered.iter().map(|&gathered| self.pool.finish(gathered, frames)));
        }
        resample(&Grid::from_columns(count, self.rows, cells), &borders, self.columns, self.pool)
    }
}
