//! The least and the greatest sample under every column, seen as the stream goes by.

use crate::error::Result;
use crate::source::facts::Texts;
use crate::source::pcm::decode;
use crate::source::{AudioSource, AudioSpec, Channels};
use crate::spectrogram::Envelope;
use crate::stft::Padding;
use crate::warning::Warning;

/// Samples that are decoded at a time: few enough for the innermost cache.
const BLOCK: usize = 2048;

/// Groups for each column, at most, of a stream whose length is not known.
const GROUPS_PER_COLUMN: u64 = 16;

/// A source that notes the extremes of what is read from it.
pub(super) struct Watched<'a> {
    source: &'a mut dyn AudioSource,
    watchers: Vec<(Channels, Watcher)>,
    samples: Vec<f64>,
}

impl<'a> Watched<'a> {
    /// Watches each of `picks`.
    pub(super) fn new(source: &'a mut dyn AudioSource, picks: &[Channels], columns: usize) -> Self {
        let watchers = picks.iter().map(|&pick| (pick, Watcher::new(columns as u64, source))).collect();
        Self { source, watchers, samples: vec![0.0; BLOCK] }
    }

    /// The envelopes of what was read, which was `samples` samples, one for each pick.
    pub(super) fn finish(self, samples: u64) -> impl Iterator<Item = Envelope> {
        let in_phase = self.source.spec().complex;
        self.watchers.into_iter().map(move |(_, watcher)| Envelope { extremes: watcher.finish(samples), in_phase })
    }
}

impl AudioSource for Watched<'_> {
    fn spec(&self) -> &AudioSpec {
        self.source.spec()
    }

    fn length_is_certain(&self) -> bool {
        self.source.length_is_certain()
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let got = self.source.read(bytes)?;
        let spec = self.source.spec();
        let unit = spec.bytes_per_sample_frame();
        for (pick, watcher) in &mut self.watchers {
            for block in bytes[..got].chunks(BLOCK * unit) {
                let samples = &mut self.samples[..block.len() / unit];
                decode(spec.format, spec.channels, *pick, block, samples);
                watcher.add(samples);
            }
        }
        Ok(got)
    }

    fn texts(&self) -> Option<&Texts> {
        self.source.texts()
    }

    fn warnings(&self) -> Vec<Warning> {
        self.source.warnings()
    }

    fn padding(&self) -> Padding {
        self.source.padding()
    }
}

/// The extremes under the columns of the length that is claimed, and where less may come, under groups of samples too.
struct Watcher {
    claimed: Option<(u64, Extremes)>,
    growing: Option<Extremes>,
}

impl Watcher {
    fn new(columns: u64, source: &dyn AudioSource) -> Self {
        let length = source.spec().length.filter(|&length| length > 0);
        let is_certain = length.is_some() && source.length_is_certain();
        Self {
            claimed: length.map(|samples| (samples, Extremes::new(columns, Groups::Columns(samples)))),
            growing: (!is_certain).then(|| Extremes::new(columns, Groups::Even(1))),
        }
    }

    fn add(&mut self, samples: &[f64]) {
        let claimed = self.claimed.iter_mut().map(|(_, extremes)| extremes);
        claimed.chain(&mut self.growing).for_each(|extremes| extremes.add(samples));
    }

    fn finish(self, samples: u64) -> Vec<[f64; 2]> {
        let Self { claimed, growing } = self;
        let kept = claimed.filter(|(claimed, _)| *claimed == samples || growing.is_none());
        kept.map(|(_, extremes)| extremes).or(growing).map_or_else(Vec::new, |extremes| extremes.finish(samples))
    }
}

/// The least and the greatest of no samples.
const NOTHING: [f64; 2] = [f64::INFINITY, f64::NEG_INFINITY];

/// The least and the greatest sample of each group of consecutive samples.
struct Extremes {
    columns: u64,
    groups: Groups,
    extremes: Vec<[f64; 2]>,
    /// Samples seen.
    seen: u64,
}

/// How samples are grouped.
#[derive(Clone, Copy)]
enum Groups {
    /// By the columns of a picture of so many samples.
    Columns(u64),
    /// So many each.
    Even(u64),
}

impl Groups {
    /// The first sample of a group.
    fn start(self, group: u64, columns: u64) -> u64 {
        match self {
            Self::Columns(samples) => edge(group, columns, samples),
            Self::Even(size) => group.saturating_mul(size),
        }
    }
}

/// The first sample of a column, of `columns` that cover `samples`.
fn edge(column: u64, columns: u64, samples: u64) -> u64 {
    let edge = (u128::from(column) * u128::from(samples)).div_ceil(u128::from(columns));
    u64::try_from(edge).unwrap_or(u64::MAX)
}

impl Extremes {
    fn new(columns: u64, groups: Groups) -> Self {
        Self { columns, groups, extremes: Vec::new(), seen: 0 }
    }

    fn add(&mut self, mut samples: &[f64]) {
        while !samples.is_empty() {
            let next = self.groups.start(self.extremes.len() as u64, self.columns);
            if self.seen >= next && !self.open_group() {
                continue;
            }
            let end = self.groups.start(self.extremes.len() as u64, self.columns);
            let count = usize::try_from(end - self.seen).map_or(samples.len(), |left| left.min(samples.len()));
            let (these, rest) = samples.split_at(count);
            if let Some(extremes) = self.extremes.last_mut() {
                *extremes = widened(*extremes, these);
            }
            self.seen += count as u64;
            samples = rest;
        }
    }

    /// Begins the next group; `false` where groups were merged first and there is room again.
    fn open_group(&mut self) -> bool {
        match &mut self.groups {
            Groups::Even(size) if self.extremes.len() as u64 == GROUPS_PER_COLUMN * self.columns => {
                *size *= 2;
                self.extremes =
                    self.extremes.chunks(2).map(|pair| pair.iter().copied().fold(NOTHING, joined)).collect();
                false
            }
            // More samples than were promised, which no source delivers, stay in the last column.
            Groups::Columns(samples) if self.extremes.len() as u64 == self.columns => {
                *samples = u64::MAX;
                true
            }
            _ => {
                self.extremes.push(NOTHING);
                true
            }
        }
    }

    /// The extremes under each column of a picture of the `samples` that there were.
    fn finish(self, samples: u64) -> Vec<[f64; 2]> {
        let Self { columns, groups, extremes, .. } = self;
        let start = |group: usize| groups.start(group as u64, columns);
        let mut group = 0;
        let under = |column: u64| {
            let (from, to) = (edge(column, columns, samples), edge(column + 1, columns, samples));
            while group < extremes.len() && start(group + 1) <= from {
                group += 1;
            }
            let within = (group..extremes.len()).take_while(|&group| start(group) < to && from < to);
            within.map(|group| extremes[group]).fold(NOTHING, joined)
        };
        (0..columns).map(under).collect()
    }
}

/// The extremes of both.
fn joined(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0].min(b[0]), a[1].max(b[1])]
}

/// The extremes with those of some samples.
fn widened(extremes: [f64; 2], samples: &[f64]) -> [f64; 2] {
    // Several at a time, so that one comparison need not wait for another.
    let mut lanes = [extremes; 8];
    let (blocks, rest) = samples.as_chunks::<8>();
    for block in blocks {
        for (lane, &sample) in lanes.iter_mut().zip(block) {
            lane[0] = if sample < lane[0] { sample } else { lane[0] };
            lane[1] = if sample > lane[1] { sample } else { lane[1] };
        }
    }
    rest.iter().map(|&sample| [sample, sample]).chain(lanes).fold(extremes, joined)
}
