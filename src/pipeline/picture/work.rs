//! What a worker makes of a batch: the rows of every run of frames that share a column.

use std::ops::Range;

use super::gathering::{Part, Parts, Placing};
use crate::pipeline::engine::{Frames, Work};
use crate::pipeline::overall;
use crate::pool::Pool;
use crate::real::Real;
use crate::scale::{Combine, RowMap};
use crate::stft::{Signal, Transform};

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
    spectrum: Spectrum<T, S>,
    gathered: Vec<T>,
    group: Vec<T>,
    overall: overall::Run<T>,
}

/// One frame's spectrum, and what it takes to compute it.
struct Spectrum<T, S> {
    transform: S,
    power: Vec<T>,
    row: Vec<T>,
    /// Whether a frame of samples other than 0 has had no power.
    underflows: bool,
}

impl<X> PictureWork<X> {
    /// Whether rows may be made once of many frames: what combines bins then combines frames alike.
    fn rows_last(&self) -> bool {
        self.rows.is_one_to_one()
            || matches!((self.pool, self.rows.combine()), (Pool::Mean, Combine::Mean) | (Pool::Max, Combine::Strongest))
    }

    /// Computes what is pooled of a frame: its bins where rows are made last, else its rows.
    fn transform<'s, T: Real>(
        &self,
        frames: &Frames<'_, T>,
        index: usize,
        spectrum: &'s mut Spectrum<T, X::Scratch>,
    ) -> &'s [T]
    where
        X: Transform<T>,
    {
        let Spectrum { transform, power, row, underflows } = spectrum;
        if self.transform.mode().is_phase() {
            self.transform.values(frames.get(index), transform, power);
        } else {
            self.transform.power(frames.get(index), transform, power);
            *underflows |= is_lost(frames.get(index), power);
        }
        if self.rows_last() {
            power
        } else {
            self.rows.apply(power, row);
            row
        }
    }

    /// Adds a frame to the spectra over all frames, where these are asked for.
    fn add_overall<T: Real, S>(&self, spectrum: &mut Spectrum<T, S>, overall: &mut overall::Run<T>) {
        if !self.overall {
            return;
        }
        let Spectrum { power, row, .. } = spectrum;
        if overall::is_by_rows(&self.rows) {
            self.rows.apply(power, row);
            overall.add(power, row);
        } else {
            overall.add(power, power);
        }
    }

    /// Keeps the rows of what was pooled.
    fn keep<T: Real>(&self, pooled: &[T], row: &mut [T], output: &mut Parts<T>) -> usize {
        if self.rows_last() {
            self.rows.apply(pooled, row);
            output.keep(row)
        } else {
            output.keep(pooled)
        }
    }

    /// Gathers a run of frames that share a column, and those of them that share a group.
    fn gather<T: Real>(
        &self,
        frames: &Frames<'_, T>,
        run: Range<usize>,
        scratch: &mut PictureScratch<T, X::Scratch>,
        output: &mut Parts<T>,
    ) where
        X: Transform<T>,
    {
        let PictureScratch { spectrum, gathered, group, overall } = scratch;
        gathered.fill(T::ZERO);
        let number = |index: usize| frames.first + index as u64;
        let part = |run: &Range<usize>, at| Part { first: number(run.start), frames: run.len() as u64, at };
        let mut next = run.start;
        while next < run.end {
            let count = self.placing.run_in_group(number(next), (run.end - next) as u64) as usize;
            let these = next..next + count;
            for index in these.clone() {
                let value = self.transform(frames, index, spectrum);
                self.pool.gather(gathered, value);
                if these == run {
                } else if index == these.start {
                    group.copy_from_slice(value);
                } else {
                    self.pool.gather(group, value);
                }
                self.add_overall(spectrum, overall);
            }
            if these != run {
                let at = self.keep(group, &mut spectrum.row, output);
                output.groups.push(part(&these, at));
            }
            next = these.end;
        }
        overall.empty_into(&mut output.overall);
        let whole = part(&run, self.keep(gathered, &mut spectrum.row, output));
        if self.placing.has_columns() {
            output.columns.push(whole);
        }
        if self.placing.has_groups() && output.groups.last().is_none_or(|last| last.first < whole.first) {
            output.groups.push(whole);
        }
        self.keep_singles(frames, whole, scratch, output);
    }

    /// Keeps the first and the last frame of a run for columns that may show these by themselves.
    fn keep_singles<T: Real>(
        &self,
        frames: &Frames<'_, T>,
        run: Part,
        scratch: &mut PictureScratch<T, X::Scratch>,
        output: &mut Parts<T>,
    ) where
        X: Transform<T>,
    {
        let last = run.first + run.frames - 1;
        for frame in [run.first, last].into_iter().take(run.frames.min(2) as usize) {
            let index = (frame - frames.first) as usize;
            if !self.placing.may_show(frame, index + 1 == frames.count()) {
                continue;
            }
            let at = if run.frames == 1 {
                run.at
            } else {
                // Once more: a sum no longer shows it.
                let PictureScratch { spectrum, gathered, .. } = scratch;
                gathered.copy_from_slice(self.transform(frames, index, spectrum));
                self.keep(gathered, &mut spectrum.row, output)
            };
            output.singles.push(Part { first: frame, frames: 1, at });
        }
    }
}

impl<T: Real, X: Transform<T>> Work<T> for PictureWork<X> {
    type Scratch = PictureScratch<T, X::Scratch>;
    type Output = Parts<T>;

    fn scratch(&self) -> Self::Scratch {
        let zeros = |count| vec![T::ZERO; count];
        let (bins, rows) = (self.transform.bins(), self.rows.rows());
        let pooled = if self.rows_last() { bins } else { rows };
        PictureScratch {
            spectrum: Spectrum {
                transform: self.transform.scratch(),
                power: zeros(bins),
                row: zeros(rows),
                underflows: false,
            },
            gathered: zeros(pooled),
            group: zeros(pooled),
            overall: if self.overall { overall::Run::new(bins, &self.rows) } else { overall::Run::default() },
        }
    }

    fn values_per_frame(&self) -> usize {
        self.rows.rows()
    }

    fn bytes(&self) -> u64 {
        let overall =
            if self.overall { 2 * (size_of::<T>() + 4 * size_of::<f64>()) * self.transform.bins() } else { 0 };
        let rows = 4 * size_of::<T>() * (self.transform.bins() + self.rows.rows());
        self.transform.bytes_of_scratch() + (overall + rows) as u64
    }

    fn run(&self, frames: &Frames<'_, T>, scratch: &mut Self::Scratch, output: &mut Parts<T>) {
        output.clear(self.rows.rows());
        output.is_tail = frames.start != frames.first * self.transform.layout().hop as u64;
        scratch.spectrum.underflows = false;
        let mut next = 0;
        while next < frames.count() {
            let left = (frames.count() - next) as u64;
            let run = self.placing.run(frames.first + next as u64, left.min(FRAMES_PER_PART));
            let end = next + run as usize;
            self.gather(frames, next..end, scratch, output);
            next = end;
        }
        output.underflows = scratch.spectrum.underflows;
    }
}

/// The greatest magnitude of samples whose power may be lost; what is louder has no power only where a window or a
/// trend takes it away.
const FAINT: f64 = 1e-150;

/// Whether samples are too small for the power that is made of them.
fn is_lost<T: Real>(samples: Signal<'_, T>, power: &[T]) -> bool {
    // Nearly always the first bin decides.
    power.iter().all(|power| *power < T::LEAST) && {
        let greatest = |samples: &[T]| samples.iter().fold(0.0_f64, |most, x| most.max((*x).into().abs()));
        let greatest = match samples {
            Signal::Real(samples) => greatest(samples),
            Signal::Complex(re, im) => greatest(re).max(greatest(im)),
        };
        greatest > 0.0 && greatest < FAINT
    }
}
