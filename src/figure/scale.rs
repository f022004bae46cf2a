//! The mapping from levels to colours.

use plotters::style::RGBColor;

use super::level_axis::LevelAxis;
use crate::colormap::Table;
use crate::level::{ColorScale, Levels};
use crate::quantity::Quantity;

/// The mapping from levels to colours.
pub(super) struct Scale {
    pub(super) levels: Levels,
    pub(super) colors: ColorScale,
    pub(super) table: Table,
    pub(super) no_data: [u8; 3],
}

impl Scale {
    pub(super) fn axis<'a>(&self, quantity: &'a Quantity) -> LevelAxis<'a> {
        LevelAxis { levels: self.levels, quantity }
    }
}

pub(super) fn bytes(color: RGBColor) -> [u8; 3] {
    [color.0, color.1, color.2]
}
