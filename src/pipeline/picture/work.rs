//! What a worker makes of a batch: the rows of every run of frames that share a column.

use std::ops::Range;

use super::gathering::{Part, Parts, Placing};
use crate::pipeline::engine::{Frames, Work};
use crate::pipeline::overall;
use crate::pool::Pool;
use crate::real::Real;
use crate::scale::{Combine, RowMap};
use crate::stft::Transform;

/// Frames gathered in the precision of the transform before they are added in
/// double precision; keeps the error of a sum in single precision below 2e-5.
const FRAMES_PER_PART: u64 = 256;

/// How the frames of a batch become rows.
pub(super) struct PictureWork<X> {
    pub(super) transform: X,
    pub(super) rows: RowMap,
    pub(super) pool: Pool,
    pub(super) placing: Placing,
    /// Whether to gather the spectra over all frames.
    pub(super) overall: bool,
}

/// The buffers of one worker.
pub(super) struct PictureScratch<T, S> {
    transform: S,
    power: Vec<T>,
    row: Vec<T>,
    gathered: Vec<T>,
    overall: overall::Run<T>,
}

impl<X> PictureWork<X> {
    /// Whether rows may be made once of many frames: what combines bins then combines frames alike.
    fn rows_last(&self) -> bool {
        self.rows.is_one_to_one()
            || matches!((self.pool, self.rows.combine()), (Pool::Mean, Combine::Mean) | (Pool::Max, Combine::Strongest))
    }

    /// The rows of some frames that share a column, gathered.
    fn gather<'s, T: Real>(
        &self,
        frames: &Frames<'_, T>,
        indices: Range<usize>,
        scratch: &'s mut PictureScratch<T, X::Scratch>,
    ) -> &'s [T]
    where
        X: Transform<T>,
    {
        let PictureScratch { transform, power, row, gathered, overall } = scratch;
        let (rows_last, is_phase) = (self.rows_last(), self.transform.mode().is_phase());
        gathered.fill(T::ZERO);
        for index in indices {
            if is_phase {
                self.transform.values(frames.get(index), transform, power);
            } else {
                self.transform.power(frames.get(index), transform, power);
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

impl<T: Real, X: Transform<T>> Work<T> for PictureWork<X> {
    type Scratch = PictureScratch<T, X::Scratch>;
    type Output = Parts<T>;

    fn scratch(&self) -> Self::Scratch {
        let zeros = |count| vec![T::ZERO; count];
        let (bins, rows) = (self.transform.bins(), self.rows.rows());
        PictureScratch {
            transform: self.transform.scratch(),
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
        let hop = self.transform.layout().hop as u64;
        output.parts.clear();
        output.values.clear();
        output.rows = self.rows.rows();
        output.overall.clear();
        let mut next = 0;
        while next < frames.count() {
            let first = frames.first + next as u64;
            let left = (frames.count() - next) as u64;
            let run = self.placing.run(first, left.min(FRAMES_PER_PART));
            let at = output.values.len();
            let end = next + run.frames as usize;
            output.values.extend_from_slice(self.gather(frames, next..end, scratch));
            scratch.overall.empty_into(&mut output.overall);
            let start = frames.start + next as u64 * hop;
            output.parts.push(Part { first, start, is_tail: start != first * hop, frames: run.frames, at });
            next = end;
        }
    }
}
