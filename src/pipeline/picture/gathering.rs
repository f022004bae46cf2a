//! Frames on their way to columns: which column each belongs to, and what has been gathered so far.

use crate::grid::Grid;
use crate::pipeline::batches::Extent;
use crate::pipeline::overall::Overall;
use crate::pool::{Anchor, ColumnMap, Columns, Halving, Pool, Run, smooth};
use crate::real::Real;
use crate::stft::FrameLayout;

/// Which column, or group of frames, each frame belongs to.
#[derive(Clone, Copy)]
pub(super) enum Placing {
    Known(ColumnMap),
    /// With this many columns in the end.
    Growing(usize),
}

impl Placing {
    /// For a stream of `length` samples, where that is known.
    pub(super) fn new(columns: usize, length: Option<u64>, layout: &FrameLayout) -> Self {
        match length {
            Some(length @ 1..) => {
                Self::Known(ColumnMap::new(columns, length, layout.hop, layout.doubled_first_center()))
            }
            _ => Self::Growing(columns),
        }
    }

    /// The next frames that share a column, of at most `frames` beginning with `first`.
    pub(super) fn run(&self, first: u64, frames: u64) -> Run {
        match self {
            Self::Known(map) => map.run(first, frames),
            Self::Growing(columns) => Halving::run(*columns, first, frames),
        }
    }

    /// Columns of no frames yet.
    pub(super) fn empty(&self, rows: usize, pool: Pool) -> Gathering {
        match self {
            Self::Known(map) => Gathering::Known(*map, Columns::new(*map, rows, pool)),
            Self::Growing(columns) => Gathering::Growing(Halving::new(*columns, pool)),
        }
    }
}

/// Columns on their way to a picture.
pub(super) enum Gathering {
    Known(ColumnMap, Columns),
    Growing(Halving),
}

impl Gathering {
    /// Adds what comes of the batch that follows.
    pub(super) fn add<T: Real>(&mut self, parts: &Parts<T>) {
        for part in &parts.parts {
            let values = &parts.values[part.at..][..parts.rows];
            match self {
                Self::Known(map, columns) => columns.add(map.column_at(part.start), part.frames, values),
                Self::Growing(groups) if part.is_tail => groups.add_tail(part.frames, values),
                Self::Growing(groups) => groups.add(part.first, part.frames, values),
            }
        }
    }

    /// The columns that have frames of their own; none where every column is made of frames anyway.
    fn own_columns(&self) -> Vec<Anchor> {
        let columns = match self {
            Self::Known(_, columns) => columns.own_columns(),
            Self::Growing(_) => Vec::new(),
        };
        columns.into_iter().map(|index| Anchor { index, at: index as f64 + 0.5 }).collect()
    }

    /// The cells of a picture of everything that was added; smooth where the rows that have bins of their own are given.
    pub(super) fn finish(
        self,
        extent: &Extent,
        samples: u64,
        layout: &FrameLayout,
        own_rows: Option<&[Anchor]>,
    ) -> Grid<f64> {
        let own_columns = self.own_columns();
        let mut cells = match self {
            Self::Known(_, columns) => columns.finish(extent.frames, samples),
            Self::Growing(groups) => groups.finish(samples, layout.hop, layout.doubled_first_center()),
        };
        if let Some(own_rows) = own_rows {
            smooth(&mut cells, &own_columns, own_rows);
        }
        cells
    }
}

/// What one batch adds to the picture: runs of frames with the rows gathered over them.
pub(super) struct Parts<T> {
    pub(super) parts: Vec<Part>,
    /// The rows of one part after another.
    pub(super) values: Vec<T>,
    pub(super) rows: usize,
    /// Of every frame, where that is asked for.
    pub(super) overall: Overall,
}

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self { parts: Vec::new(), values: Vec::new(), rows: 0, overall: Overall::default() }
    }
}

/// A run of frames that share a column.
pub(super) struct Part {
    /// The first frame.
    pub(super) first: u64,
    /// The sample on which it begins.
    pub(super) start: u64,
    /// Whether it is the frame that was moved back to end with the signal.
    pub(super) is_tail: bool,
    pub(super) frames: u64,
    /// Where its rows begin in the values.
    pub(super) at: usize,
}
