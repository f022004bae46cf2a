//! The places of a figure of text, in characters.

/// Columns and lines of a terminal, or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextSize {
    /// Characters across.
    pub columns: usize,
    /// Characters upward.
    pub lines: usize,
}

/// Characters left of the plots: labels of up to six characters and the line of the axis.
pub(super) const LEFT: usize = 8;

/// Characters right of the plots, into which the last label of an axis may reach.
pub(super) const RIGHT: usize = 3;

/// The fewest columns of a plot.
const NARROWEST_PLOT: usize = 10;

/// The fewest lines of a plot; a terminal scrolls if they do not fit.
const LOWEST: usize = 3;

/// Lines below the plots: the time axis, its labels, the colorbar, its labels.
const BELOW: usize = 4;

/// The most columns of a plot: no terminal is wider.
const WIDEST: usize = 4096;

/// The places of a figure's parts in characters: a plot for each channel, one above the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextLayout {
    /// Columns of each plot.
    pub columns: usize,
    /// Lines of each plot.
    pub lines: usize,
    /// The number of plots.
    pub lanes: usize,
}

impl TextLayout {
    /// The narrowest terminal that has room for a figure, in columns.
    pub const NARROWEST: usize = LEFT + NARROWEST_PLOT + RIGHT;

    /// A layout that fills a terminal but for one line, in which the shell's prompt follows; `None` if it is too narrow.
    /// Plots are at most a third as many lines high as columns wide, and at least three.
    pub fn new(size: TextSize, lanes: usize) -> Option<Self> {
        let columns = size.columns.checked_sub(LEFT + RIGHT).filter(|columns| *columns >= NARROWEST_PLOT)?.min(WIDEST);
        // Each plot has a line above it, and a prompt follows the figure.
        let free = size.lines.saturating_sub(BELOW + 1 + lanes + usize::from(lanes > 1));
        let lines = (free / lanes).clamp(LOWEST, (columns / 3).max(LOWEST));
        Some(Self { columns, lines, lanes })
    }
}
