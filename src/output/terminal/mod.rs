//! Figures on a terminal: as text, or as pixels in the escape sequences of those that draw pictures.
//!
//! A figure of text has cells of its own: [`TextLayout`] determines how many columns and rows of cells fit, a job
//! computes the pictures at that size, and [`TextFigure`] puts them between axes of text.

mod cells;
mod iterm;
mod kitty;
mod layout;
mod rulers;
mod sixel;
mod text;

pub use cells::ColorDepth;
pub use iterm::iterm;
pub use kitty::kitty;
pub use layout::{TextLayout, TextSize};
pub use sixel::sixel;
pub use text::{Glyphs, TextFigure};
