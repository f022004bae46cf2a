//! How a figure was made, as JSON: what is written into figures.

mod axes;
mod figure;
mod lines;

pub(super) use lines::lines_of;
