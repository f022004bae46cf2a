//! The record of how a figure was made: JSON that is written into figures.

mod axes;
mod figure;
mod lines;

pub(super) use lines::lines_of;
