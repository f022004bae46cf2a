//! `--show`: the figure in the terminal.

mod answers;
mod flag;
mod probe;
mod screen;
mod view;

pub(super) use flag::ShowFlag;
pub(super) use view::Viewed;
