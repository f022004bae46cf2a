//! Many inputs in one run: which files, which outputs, and how the work is divided.
//!
//! A [`Plan`] is made and checked before any work. [`run`] then does the work of each [`Item`] on several threads and
//! reports in the order of the inputs; what fails in one input does not affect another.

mod arrays;
mod figures;
mod inputs;
mod natural;
mod outcome;
mod pattern;
mod plan;
mod report;
mod run;
mod schedule;
mod shared_levels;
mod sheet;

pub use arrays::Arrays;
pub use figures::Figures;
pub use inputs::{Found, Search, Separator, read_list};
pub use natural::natural_order;
pub use outcome::{Done, Outcome, Status};
pub use pattern::Pattern;
pub use plan::{Entry, Failed, Item, Outputs, Plan};
pub use report::{Counts, Report};
pub use run::{Observer, Work, run};
pub use schedule::{MemorySize, Schedule};
pub use shared_levels::SharedLevels;
pub use sheet::Sheet;
