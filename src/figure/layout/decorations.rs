//! The decorations around the plot, and the order in which they are dropped if space is short.

use crate::figure::options::{FigureOptions, View};
use crate::font;

/// The decorations around the plot, except its frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decorations {
    pub(super) title: bool,
    pub(super) waveform: bool,
    pub(super) spectrum: bool,
    pub(super) colorbar: bool,
    pub(super) axis_titles: bool,
    /// Tick labels and channel names.
    pub(super) labels: bool,
}

impl Decorations {
    /// The requested decorations, then fewer and fewer of them.
    pub(super) fn ladder(options: &FigureOptions) -> [Self; 6] {
        let legible = |letter: char| font::is_drawn(letter) && !letter.is_whitespace();
        let flat = options.view == View::Heatmap;
        let all = Self {
            title: options.title.as_deref().is_some_and(|title| title.contains(legible)),
            waveform: options.waveform && flat,
            spectrum: options.spectrum && flat,
            colorbar: options.colorbar,
            // A surface has its labels within the scene.
            axis_titles: options.axes && flat,
            labels: options.axes && flat,
        };
        let untitled = Self { title: false, ..all };
        let single = Self { waveform: false, spectrum: false, ..untitled };
        let barless = Self { colorbar: false, ..single };
        let labels = Self { axis_titles: false, ..barless };
        [all, untitled, single, barless, labels, Self { labels: false, ..labels }]
    }

    /// The requested decorations of several lanes without waveforms, then fewer and fewer of them: channel names and
    /// the time axis are dropped last.
    pub(super) fn crowded_ladder(options: &FigureOptions) -> [Self; 4] {
        let all = Self { waveform: false, ..Self::ladder(options)[0] };
        let labels = Self { axis_titles: false, ..all };
        let untitled = Self { title: false, ..labels };
        [all, labels, untitled, Self { labels: false, ..untitled }]
    }

    /// Whether there are no decorations.
    pub(super) fn is_none(&self) -> bool {
        let Self { title, waveform, spectrum, colorbar, axis_titles, labels } = *self;
        !(title || waveform || spectrum || colorbar || axis_titles || labels)
    }
}
