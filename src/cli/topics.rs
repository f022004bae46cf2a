//! Help topics, and lists of names.

use std::io::{self, IsTerminal};

use specgram::choice::Choice;
use specgram::colormap::ColormapName;
use specgram::job::Preset;
use specgram::output::{ArrayFormat, FigureFormat};
use specgram::window::Window;

use super::{standard, terminal};

/// The topics of `specgram help`.
const TOPICS: [(&str, &str); 4] = [
    ("formats", include_str!("topics/formats.txt")),
    ("levels", include_str!("topics/levels.txt")),
    ("scales", include_str!("topics/scales.txt")),
    ("windows", include_str!("topics/windows.txt")),
];

/// The text of a topic.
pub(super) fn topic(name: &str) -> Option<&'static str> {
    TOPICS.into_iter().find(|(topic, _)| *topic == name).map(|(_, text)| text)
}

/// What `--list` lists.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum List {
    Windows,
    Colormaps,
    Formats,
    Presets,
}

impl List {
    /// Prints the list to standard output.
    pub(super) fn print(self) -> specgram::Result<()> {
        standard::check_output()?;
        match self {
            Self::Windows => terminal::print(&Window::ALL.map(|window| window.pattern() + "\n").concat()),
            Self::Colormaps => list_colormaps(),
            Self::Formats => terminal::print(&(names::<&FigureFormat>() + &names::<&ArrayFormat>())),
            Self::Presets => terminal::print(&names::<Preset>()),
        }
    }
}

/// Writes a line for every colormap to standard output, with its colours on a terminal.
pub(super) fn list_colormaps() -> specgram::Result<()> {
    standard::check_output()?;
    let colored = io::stdout().is_terminal();
    terminal::print(&ColormapName::ALL.into_iter().map(|name| name.swatch(colored) + "\n").collect::<String>())
}

/// A line for each name of a choice, with its meaning.
fn names<T: Choice>() -> String {
    T::all().map(|choice| format!("{:<12} {}", choice.name(), choice.about()).trim_end().to_owned() + "\n").collect()
}

/// The names of colormaps and their reverses, and of windows, for completions.
pub(super) fn colormap_names() -> Vec<String> {
    ColormapName::ALL.iter().flat_map(|name| [name.name().to_owned(), format!("{}_r", name.name())]).collect()
}

/// The names of windows, for completions.
pub(super) fn window_names() -> Vec<String> {
    Window::ALL.iter().map(|window| window.name().to_owned()).collect()
}
