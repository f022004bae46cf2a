//! Frames to columns: every frame counts exactly once.

mod columns;
mod doubling;
mod halving;
mod kind;
mod map;
mod reduce;
mod resample;
mod run;
mod smooth;

pub use columns::{Columns, RunEnd};
pub use doubling::{Doubling, Merge};
pub use halving::Halving;
pub use kind::Pool;
pub use map::{Centres, ColumnMap, Show, edge_of};
pub use reduce::{nearest, reduce};
pub use run::Run;
pub use smooth::{Anchor, smooth};
