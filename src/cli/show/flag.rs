//! The flag.

use std::env;

use clap::{Args, ValueEnum};

use super::super::failure::Usage;

/// A way to draw a figure in a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Show {
    /// the best that the terminal can do
    Auto,
    /// pixels: kitty, Ghostty, Konsole, WezTerm
    Kitty,
    /// pixels: iTerm2, WezTerm, mintty
    Iterm,
    /// pixels: foot, mlterm, xterm -ti vt340
    Sixel,
    /// half blocks in colours
    Blocks,
    /// characters of ASCII
    Ascii,
}

/// The variable that chooses for `--show` without a kind.
const VARIABLE: &str = "SPECGRAM_SHOW";

/// The flag.
#[derive(Args)]
pub(in crate::cli) struct ShowFlag {
    /// Show the figure in the terminal; with -o also write it
    ///
    /// Drawn for the size of the terminal: cells of blocks and ascii are pooled from the frames like pixels, and have a time
    /// axis, a frequency axis and a colorbar, but no panels. Default without
    /// KIND: that of the variable SPECGRAM_SHOW, or auto, which asks the terminal; in tmux and screen, blocks. With a KIND,
    /// standard output may also be a file or a pipe.
    #[arg(
        long,
        value_name = "KIND",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "auto",
        conflicts_with = "json",
        help_heading = "Output"
    )]
    show: Option<Show>,
}

impl ShowFlag {
    /// Whether the figure is to be shown.
    pub(in crate::cli) fn is_given(&self) -> bool {
        self.show.is_some()
    }

    /// The kind of picture, as typed or as the environment chooses.
    pub(super) fn kind(&self) -> anyhow::Result<Show> {
        let typed = self.show.unwrap_or(Show::Auto);
        match env::var(VARIABLE) {
            Ok(name) if typed == Show::Auto && !name.is_empty() => Show::from_str(&name, false)
                .map_err(|_| Usage::error(format!("{VARIABLE}: '{name}' is not a kind of picture"))),
            _ => Ok(typed),
        }
    }
}
