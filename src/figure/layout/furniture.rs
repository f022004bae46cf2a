//! What stands around the plot, and what goes first where room is short.

use crate::figure::options::{FigureOptions, View};
use crate::font;

/// What stands around the plot, besides the plot's frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Furniture {
    pub(super) title: bool,
    pub(super) waveform: bool,
    pub(super) spectrum: bool,
    pub(super) colorbar: bool,
    pub(super) axis_titles: bool,
    /// Labels of ticks, and names of channels.
    pub(super) labels: bool,
}

impl Furniture {
    /// What is asked for, then ever less of it.
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

    /// What is asked for of several lanes, then ever less of it, without the waveforms: what says which lane is which,
    /// and when, goes last.
    pub(super) fn crowded_ladder(options: &FigureOptions) -> [Self; 4] {
        let all = Self { waveform: false, ..Self::ladder(options)[0] };
        let labels = Self { axis_titles: false, ..all };
        let untitled = Self { title: false, ..labels };
        [all, labels, untitled, Self { labels: false, ..untitled }]
    }

    /// Whether there is nothing but the plot.
    pub(super) fn is_none(&self) -> bool {
        let Self { title, waveform, spectrum, colorbar, axis_titles, labels } = *self;
        !(title || waveform || spectrum || colorbar || axis_titles || labels)
    }
}
