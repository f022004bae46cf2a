//! Frames to columns: every frame counts exactly once.

mod columns;
mod halving;
mod kind;
mod map;
mod resample;
mod run;
mod smooth;

pub use columns::Columns;
pub use halving::Halving;
pub use kind::Pool;
pub use map::{Centres, ColumnMap, Show};
pub use run::Run;
pub use smooth::{Anchor, smooth};
