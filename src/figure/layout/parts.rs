//! The parts of a figure and their places.

use super::super::rect::Rect;
use super::super::ticks::Ticks;
use super::scene::SceneLayout;
use crate::warning::Warning;

/// Room for an axis' labels and its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AxisLayout {
    /// The strip of the labels.
    pub labels: Rect,
    /// The strip of the title; `None` where the figure is too small for one.
    pub title: Option<Rect>,
}

/// Room for the colorbar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColorbarLayout {
    /// The colours, without the frame around them.
    pub bar: Rect,
    /// The strips beside them.
    pub axis: AxisLayout,
}

/// Room for a panel that shares an axis with the plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PanelLayout {
    /// Where its lines are drawn, without the frame around them.
    pub inner: Rect,
    /// The strips of the axis that it does not share; `None` where there is no room, or another panel has them.
    pub axis: Option<AxisLayout>,
}

/// Room for what is shown of one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The data area: a pixel for each cell of the spectrogram.
    pub plot: Rect,
    /// The channel's name as it fits, and its place above or, where many channels stand close, beside.
    pub name: Option<(String, Rect)>,
    /// Left of the plot; of many that stand close only some have one.
    pub frequency: Option<AxisLayout>,
    /// The signal, above the plot.
    pub waveform: Option<PanelLayout>,
    /// The mean spectrum, right of the plot.
    pub spectrum: Option<PanelLayout>,
}

/// Where the parts of a figure go.
///
/// # Guarantees
/// No two parts overlap, all lie within the figure, there is at least one lane, and all plots have the same size of
/// at least 1 × 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Width of the whole figure in pixels.
    pub width: u32,
    /// Height of the whole figure in pixels.
    pub height: u32,
    /// The first data area.
    pub plot: Rect,
    /// Columns that each spectrogram is to have: those of the plot, or fewer of a surface.
    pub columns: usize,
    /// Rows that each spectrogram is to have.
    pub rows: usize,
    /// One for each channel, from the top.
    pub lanes: Vec<Lane>,
    /// Thickness of the line around the plots, outside of them; 0 for none.
    pub frame: i32,
    /// The title as it fits, and its place.
    pub title: Option<(String, Rect)>,
    /// Below the last plot.
    pub time: Option<AxisLayout>,
    /// The ticks of the frequency axis, which decide how wide its labels are.
    pub frequency_ticks: Ticks,
    /// Right of the plots.
    pub colorbar: Option<ColorbarLayout>,
    /// How a surface stands in the first data area; `None` for a flat figure.
    pub scene: Option<SceneLayout>,
    /// What was asked for and has no room.
    pub no_room: Option<Warning>,
}
