//! The parts of a figure and their places.

use super::super::rect::Rect;
use super::super::ticks::Ticks;
use super::scene::SceneLayout;
use crate::warning::Warning;

/// Space for an axis' labels and its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AxisLayout {
    /// The strip of the labels.
    pub labels: Rect,
    /// The strip of the title; `None` if the figure is too small for one.
    pub title: Option<Rect>,
}

/// Space for the colorbar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColorbarLayout {
    /// The colours, without the frame around them.
    pub bar: Rect,
    /// The strips beside them.
    pub axis: AxisLayout,
}

/// Space for a panel that shares an axis with the plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PanelLayout {
    /// Where its lines are drawn, without the frame around them.
    pub inner: Rect,
    /// The strips of the axis that it does not share; `None` if there is no space, or another panel has them.
    pub axis: Option<AxisLayout>,
}

/// A lane: one channel's plot with its name and panels. The lanes of a figure are stacked from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The data area: a pixel for each cell of the spectrogram.
    pub plot: Rect,
    /// The channel's name, shortened to fit, and its place: above the plot, or beside it if many lanes stand close.
    pub name: Option<(String, Rect)>,
    /// Left of the plot; if many lanes stand close, only some have one.
    pub frequency: Option<AxisLayout>,
    /// The waveform, above the plot.
    pub waveform: Option<PanelLayout>,
    /// The mean spectrum, right of the plot.
    pub spectrum: Option<PanelLayout>,
}

/// The places of a figure's parts.
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
    /// Columns of each spectrogram: those of the plot, or fewer for a surface.
    pub columns: usize,
    /// Rows of each spectrogram.
    pub rows: usize,
    /// One for each channel, from the top.
    pub lanes: Vec<Lane>,
    /// Thickness of the line around the plots, outside of them; 0 without a frame.
    pub frame: i32,
    /// The title, shortened to fit, and its place.
    pub title: Option<(String, Rect)>,
    /// Below the last plot.
    pub time: Option<AxisLayout>,
    /// The ticks of the frequency axis, which decide how wide its labels are.
    pub frequency_ticks: Ticks,
    /// Right of the plots.
    pub colorbar: Option<ColorbarLayout>,
    /// The place of a surface in the first data area; `None` for a flat figure.
    pub scene: Option<SceneLayout>,
    /// The requested parts without space.
    pub no_room: Option<Warning>,
}
