//! The layout of a figure from its options.

use super::super::options::{FigureOptions, View};
use super::limits::check_surface;
use super::missing::Missing;
use super::parts::Layout;
use super::strips::Strips;
use crate::error::{Error, OptionName, Result};
use crate::scale::FrequencyAxis;
use crate::units::Short;

impl Layout {
    /// Lays out a figure.
    ///
    /// The plot's size depends on the options and the frequency axis alone, not on the data: it determines how many
    /// columns and rows are computed. In a figure of given size, the plot keeps at least two fifths of the width and of
    /// the height. If that leaves too little space, decorations are dropped in this order: the title, the panels, the
    /// colorbar, the titles of the axes, the labels. Lanes of many channels move together instead, with names beside
    /// them and labels on every few frequency axes.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] unless `1 <= width, height`, `0.1 <= zoom <= 100` and `4 <= font_size <= 200`; for a
    /// surface with several channels, with panels, on a transparent background, or with an elevation outside of 0° to
    /// 90°. [`Error::Limit`] unless the zoomed figure's sides are at most [`LONGEST_SIDE`](super::LONGEST_SIDE), its
    /// pixels at most [`MOST_PIXELS`](super::MOST_PIXELS), and there is a row of pixels for every channel.
    pub fn new(options: &FigureOptions, frequency: &FrequencyAxis) -> Result<Self> {
        if !(0.1..=100.0).contains(&options.zoom) {
            return Err(Error::invalid(
                OptionName::Zoom,
                format!("must be between 0.1 and 100, got {}", Short(options.zoom)),
            ));
        }
        if !(4.0..=200.0).contains(&options.font_size) {
            let reason = format!("must be between 4 and 200 pixels, got {}", Short(options.font_size));
            return Err(Error::invalid(OptionName::FontSize, reason));
        }
        options.check_grid()?;
        if options.view == View::Surface {
            check_surface(options)?;
        }
        let layout = Self::fitting(options, frequency)?;
        let no_room = Missing::of(&layout, options).warning(&layout, options, frequency);
        Ok(Self { no_room, ..layout })
    }

    /// Lays out the parts for which there is space.
    pub(super) fn fitting(options: &FigureOptions, frequency: &FrequencyAxis) -> Result<Self> {
        let strips = Strips::new(options, frequency)?;
        let (columns, rows) = strips.cells();
        Ok(Self {
            width: strips.width.unsigned_abs(),
            height: strips.height.unsigned_abs(),
            plot: strips.plot(0),
            columns,
            rows,
            lanes: strips.lanes(),
            frame: strips.frame(),
            title: strips.title(),
            time: strips.time(),
            colorbar: strips.colorbar(),
            scene: strips.scene(),
            no_room: None,
            frequency_ticks: strips.into_ticks(),
        })
    }
}
