//! Frames on their way to columns: which column each belongs to, and what has been gathered so far.

use std::ops::Range;

use crate::grid::Grid;
use crate::pipeline::overall::Overall;
use crate::pool::{Anchor, Centres, ColumnMap, Columns, Halving, Pool, RunEnd, Show};
use crate::real::Real;
use crate::source::AudioSource;
use crate::stft::FrameLayout;

/// How `samples` samples and the frames over them are laid onto `columns` columns.
pub(super) fn map_of(columns: usize, samples: u64, layout: &FrameLayout, show: Show) -> ColumnMap {
    map_of_run(columns, samples, 0..samples, layout, show)
}

/// How the frames over a run of `samples` samples are laid onto `columns` columns.
fn map_of_run(columns: usize, samples: u64, run: Range<u64>, layout: &FrameLayout, show: Show) -> ColumnMap {
    let length = run.end - run.start;
    let padding = layout.extension().padding(length);
    let total = length.saturating_add(padding.before + padding.after);
    let centres = Centres::new(total, layout.frame, layout.hop, layout.doubled_first_center()).starting_at(run.start);
    let centres = if show == Show::Nearest { centres.without_tail() } else { centres };
    ColumnMap::new(columns, samples, centres, show).within(run.start, run.end)
}

/// Which column, or group of frames, each frame belongs to.
#[derive(Clone, Copy)]
pub(super) enum Placing {
    Known(ColumnMap),
    /// With this many columns in the end.
    Growing(usize),
    /// Both, for a length that may turn out to be less.
    Claimed(ColumnMap),
    /// The frames of a run of samples, which may end before the length does.
    Run(ColumnMap),
}

impl Placing {
    /// For all that a source delivers.
    pub(super) fn new(columns: usize, source: &dyn AudioSource, layout: &FrameLayout, show: Show) -> Self {
        match source.spec().length {
            Some(length @ 1..) if source.has_gaps() => Self::Run(map_of(columns, length, layout, show)),
            Some(length @ 1..) if source.length_is_certain() => Self::Known(map_of(columns, length, layout, show)),
            Some(length @ 1..) => Self::Claimed(map_of(columns, length, layout, show)),
            _ => Self::Growing(columns),
        }
    }

    /// The same for the run of samples that begins on `start`.
    pub(super) fn from(self, start: u64, layout: &FrameLayout, show: Show) -> Self {
        match self {
            Self::Run(map) => {
                let run = start.min(map.samples() - 1)..map.samples();
                Self::Run(map_of_run(map.columns(), map.samples(), run, layout, show))
            }
            other => other,
        }
    }

    /// The next frames that share a column, or where there are none yet, a group; of at most `frames` beginning with `first`.
    pub(super) fn run(&self, first: u64, frames: u64) -> u64 {
        match self {
            Self::Known(map) | Self::Claimed(map) | Self::Run(map) => map.run(first, frames).count,
            Self::Growing(columns) => Halving::run(*columns, first, frames).count,
        }
    }

    /// The next of these frames that share a group: all of them where there are no groups, or nothing else.
    pub(super) fn run_in_group(&self, first: u64, frames: u64) -> u64 {
        match self {
            Self::Known(_) | Self::Growing(_) | Self::Run(_) => frames,
            Self::Claimed(map) => Halving::run(map.columns(), first, frames).count,
        }
    }

    /// Whether there are columns while frames come.
    pub(super) fn has_columns(&self) -> bool {
        !matches!(self, Self::Growing(_))
    }

    /// Whether there are groups of frames.
    pub(super) fn has_groups(&self) -> bool {
        matches!(self, Self::Growing(_) | Self::Claimed(_))
    }

    /// Whether a frame may be shown by itself; `is_last` is whether it may be the last one.
    pub(super) fn may_show(&self, frame: u64, is_last: bool) -> bool {
        let at_end = self.has_groups() && (frame == 0 || is_last);
        match self {
            Self::Known(map) | Self::Claimed(map) => at_end || map.is_shown(frame),
            Self::Growing(_) => at_end,
            Self::Run(map) => is_last || map.is_shown(frame),
        }
    }

    /// Columns of no frames yet.
    pub(super) fn empty(&self, rows: usize, pool: Pool) -> Gathering {
        let groups = |columns| Halving::new(columns, pool);
        match self {
            Self::Known(map) => Gathering::Known(Columns::new(*map, rows, pool)),
            Self::Run(map) => Gathering::Runs(Runs::new(Columns::new(*map, rows, pool))),
            Self::Growing(columns) => Gathering::Growing(groups(*columns)),
            Self::Claimed(map) => {
                Gathering::Claimed(map.samples(), Columns::new(*map, rows, pool), groups(map.columns()))
            }
        }
    }
}

/// Columns on their way to a picture.
pub(super) enum Gathering {
    Known(Columns),
    Growing(Halving),
    /// With the samples that were claimed.
    Claimed(u64, Columns, Halving),
    Runs(Runs),
}

/// Columns of a signal with gaps, and the last frames of the present run.
pub(super) struct Runs {
    columns: Columns,
    last: Vec<f64>,
    tail: Option<Vec<f64>>,
}

impl Runs {
    fn new(columns: Columns) -> Self {
        Self { columns, last: Vec::new(), tail: None }
    }

    fn add<T: Real>(&mut self, parts: &Parts<T>) {
        let rows = |part: &Part| parts.rows_of(part).iter().map(|&power| power.into()).collect();
        if parts.is_tail {
            self.tail = parts.singles.first().map(rows);
            return;
        }
        parts.add_to_columns(&mut self.columns);
        if let Some(last) = parts.singles.last() {
            self.last = rows(last);
        }
    }
}

impl Gathering {
    /// Adds what comes of the batch that follows.
    pub(super) fn add<T: Real>(&mut self, parts: &Parts<T>) {
        match self {
            Self::Known(columns) => parts.add_to_columns(columns),
            Self::Growing(groups) => parts.add_to_groups(groups),
            Self::Runs(runs) => runs.add(parts),
            Self::Claimed(_, columns, groups) => {
                parts.add_to_columns(columns);
                parts.add_to_groups(groups);
            }
        }
    }

    /// Begins a run of samples, whose frames `placing` places.
    pub(super) fn begin_run(&mut self, placing: &Placing) {
        if let (Self::Runs(runs), Placing::Run(map)) = (self, placing) {
            runs.columns.begin_run(*map);
        }
    }

    /// Ends the run that was begun, which had these samples.
    pub(super) fn end_run(&mut self, samples: Range<u64>, layout: &FrameLayout, show: Show) {
        if let (Self::Runs(runs), false) = (self, samples.is_empty()) {
            let map = runs.columns.map();
            let map = map_of_run(map.columns(), map.samples(), samples, layout, show);
            runs.columns.end_run(&map, RunEnd { last: &runs.last, tail: runs.tail.take().as_deref() });
        }
    }

    /// The cells of a picture of everything that was added, which `map` lays onto the columns.
    pub(super) fn finish(self, map: &ColumnMap) -> Grid<f64> {
        match self {
            Self::Known(columns) | Self::Runs(Runs { columns, .. }) => columns.finish(map.samples()),
            Self::Growing(groups) => groups.finish(map),
            Self::Claimed(claimed, columns, groups) if claimed == map.samples() => {
                drop(groups);
                columns.finish(claimed)
            }
            Self::Claimed(_, columns, groups) => {
                drop(columns);
                groups.finish(map)
            }
        }
    }
}

/// The columns that have frames of their own.
pub(super) fn own_columns(map: &ColumnMap) -> Vec<Anchor> {
    let own = (0..map.columns()).filter(|&column| map.pools(column));
    own.map(|index| Anchor { index, at: index as f64 + 0.5 }).collect()
}

/// What one batch adds to the picture: runs of frames with the rows gathered over them.
pub(super) struct Parts<T> {
    /// Runs that share a column.
    pub(super) columns: Vec<Part>,
    /// Runs that share a group.
    pub(super) groups: Vec<Part>,
    /// Frames that a column may show by themselves; they are in a run as well.
    pub(super) singles: Vec<Part>,
    /// Whether this is the tail frame.
    pub(super) is_tail: bool,
    /// The rows of one part after another.
    values: Vec<T>,
    rows: usize,
    /// The spectra over all frames, if the options ask for them.
    pub(super) overall: Overall,
    /// Whether a frame of samples other than 0 has no power.
    pub(super) underflows: bool,
}

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            groups: Vec::new(),
            singles: Vec::new(),
            is_tail: false,
            values: Vec::new(),
            rows: 0,
            overall: Overall::default(),
            underflows: false,
        }
    }
}

/// A run of frames.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The first frame.
    pub(super) first: u64,
    pub(super) frames: u64,
    /// Where its rows begin in the values.
    pub(super) at: usize,
}

impl<T: Real> Parts<T> {
    /// Forgets everything; what follows has so many rows.
    pub(super) fn clear(&mut self, rows: usize) {
        self.columns.clear();
        self.groups.clear();
        self.singles.clear();
        self.values.clear();
        self.overall.clear();
        self.rows = rows;
    }

    /// Keeps the rows of a part; returns where they begin.
    pub(super) fn keep(&mut self, rows: &[T]) -> usize {
        self.values.extend_from_slice(rows);
        self.values.len() - rows.len()
    }

    fn rows_of(&self, part: &Part) -> &[T] {
        &self.values[part.at..][..self.rows]
    }

    fn add_to_columns(&self, columns: &mut Columns) {
        for part in &self.columns {
            columns.add(part.first, part.frames, self.rows_of(part));
        }
        for single in &self.singles {
            columns.show(single.first, self.rows_of(single));
        }
    }

    fn add_to_groups(&self, groups: &mut Halving) {
        if self.is_tail {
            self.singles.iter().for_each(|tail| groups.add_tail(self.rows_of(tail)));
            return;
        }
        for part in &self.groups {
            groups.add(part.first, part.frames, self.rows_of(part));
        }
        for single in self.singles.first().into_iter().chain(self.singles.last()) {
            groups.keep(single.first, self.rows_of(single));
        }
    }
}
