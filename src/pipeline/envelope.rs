//! The least and the greatest sample under every column, seen as the stream goes by.

use crate::pool::{Doubling, Merge, edge_of};
use crate::source::AudioSource;

/// Groups for each column, at most, of a stream whose length is not known.
const GROUPS_PER_COLUMN: u64 = 16;

/// The least and the greatest of some samples; +∞ and −∞ of none.
#[derive(Debug, Clone, Copy)]
struct Extremes([f64; 2]);

impl Extremes {
    const NONE: Self = Self([f64::INFINITY, f64::NEG_INFINITY]);

    /// Adds some samples.
    fn widen(&mut self, samples: &[f64]) {
        // Several at a time, so that one comparison need not wait for another.
        let mut lanes = [self.0; 8];
        let (blocks, rest) = samples.as_chunks::<8>();
        for block in blocks {
            for (lane, &sample) in lanes.iter_mut().zip(block) {
                lane[0] = if sample < lane[0] { sample } else { lane[0] };
                lane[1] = if sample > lane[1] { sample } else { lane[1] };
            }
        }
        rest.iter().map(|&sample| [sample, sample]).chain(lanes).for_each(|lane| self.merge(&Self(lane)));
    }
}

impl Merge for Extremes {
    fn merge(&mut self, next: &Self) {
        self.0 = [self.0[0].min(next.0[0]), self.0[1].max(next.0[1])];
    }
}

/// The extremes under the columns of the length that is claimed, and where less may come, under groups of samples too.
pub(super) struct Envelopes {
    columns: u64,
    claimed: Option<ByColumn>,
    growing: Option<Doubling<Extremes>>,
    /// Samples and gaps that have gone by.
    position: u64,
}

impl Envelopes {
    /// For the columns of a picture of `source`.
    pub(super) fn new(columns: u64, source: &dyn AudioSource) -> Self {
        let length = source.spec().length.filter(|&length| length > 0);
        let is_certain = length.is_some() && source.length_is_certain();
        Self {
            columns,
            claimed: length.map(|samples| ByColumn::new(columns, samples)),
            growing: (!is_certain).then(|| Doubling::new(GROUPS_PER_COLUMN * columns)),
            position: 0,
        }
    }

    /// Adds the samples that follow.
    pub(super) fn add(&mut self, samples: &[f64]) {
        if let Some(claimed) = &mut self.claimed {
            claimed.add(self.position, samples);
        }
        self.grow(samples.len() as u64, |from, count, extremes| {
            extremes.widen(&samples[from as usize..(from + count) as usize]);
        });
        self.position += samples.len() as u64;
    }

    /// Passes a gap of so many samples.
    pub(super) fn pass(&mut self, samples: u64) {
        self.grow(samples, |_, _, _| {});
        self.position += samples;
    }

    /// Hands the groups of the next `samples` samples to `add`, each with the place and the number of its samples.
    fn grow(&mut self, samples: u64, mut add: impl FnMut(u64, u64, &mut Extremes)) {
        let most = GROUPS_PER_COLUMN * self.columns;
        let Some(groups) = &mut self.growing else { return };
        let mut done = 0;
        while done < samples {
            let first = self.position + done;
            let count = Doubling::<Extremes>::run(most, first, samples - done).count;
            if let Some(extremes) = groups.group_at(first) {
                add(done, count, extremes);
            } else {
                let mut extremes = Extremes::NONE;
                add(done, count, &mut extremes);
                groups.push(extremes);
            }
            done += count;
        }
    }

    /// The extremes under each column of a picture of the `samples` that there were, gaps included.
    pub(super) fn finish(self, samples: u64) -> Vec<[f64; 2]> {
        let Self { columns, claimed, growing, .. } = self;
        let exact = claimed.filter(|claimed| claimed.samples == samples || growing.is_none());
        match (exact, growing) {
            (Some(exact), _) => exact.extremes.into_iter().map(|extremes| extremes.0).collect(),
            (None, Some(groups)) => under_columns(&groups, columns, samples),
            (None, None) => Vec::new(),
        }
    }
}

/// The extremes under each column, of all groups that it touches.
fn under_columns(groups: &Doubling<Extremes>, columns: u64, samples: u64) -> Vec<[f64; 2]> {
    let (size, groups) = (groups.size(), groups.groups());
    let start = |group: usize| (group as u64).saturating_mul(size);
    let mut group = 0;
    let under = |column: u64| {
        let (from, to) = (edge_of(column, columns, samples), edge_of(column + 1, columns, samples));
        while group < groups.len() && start(group + 1) <= from {
            group += 1;
        }
        let mut extremes = Extremes::NONE;
        let within = (group..groups.len()).take_while(|&group| start(group) < to && from < to);
        within.for_each(|group| extremes.merge(&groups[group]));
        extremes.0
    };
    (0..columns).map(under).collect()
}

/// The extremes under the columns of a known number of samples.
struct ByColumn {
    columns: u64,
    samples: u64,
    extremes: Vec<Extremes>,
    /// The column of the latest sample.
    column: u64,
}

impl ByColumn {
    fn new(columns: u64, samples: u64) -> Self {
        Self { columns, samples, extremes: vec![Extremes::NONE; columns as usize], column: 0 }
    }

    /// Adds samples from `position` on. More than were promised, which no source delivers, stay in the last column.
    fn add(&mut self, mut position: u64, mut samples: &[f64]) {
        while !samples.is_empty() {
            let is_last = |column: u64| column + 1 == self.columns;
            while !is_last(self.column) && edge_of(self.column + 1, self.columns, self.samples) <= position {
                self.column += 1;
            }
            let end =
                if is_last(self.column) { u64::MAX } else { edge_of(self.column + 1, self.columns, self.samples) };
            let count = usize::try_from(end - position).map_or(samples.len(), |left| left.min(samples.len()));
            let (these, rest) = samples.split_at(count);
            self.extremes[self.column as usize].widen(these);
            position += count as u64;
            samples = rest;
        }
    }
}
