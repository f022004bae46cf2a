//! The terminal: its size, and the best way to draw a figure in it.

use std::env;
use std::io::{self, IsTerminal};

use specgram::output::terminal::{ColorDepth, Glyphs, TextSize};

use super::super::failure::Usage;
use super::answers::Answers;
use super::flag::Show;
use super::probe;

/// A way to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Kitty,
    Iterm,
    Sixel,
    Text(Glyphs),
}

/// Where a figure is shown, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Screen {
    pub(super) method: Method,
    pub(super) size: TextSize,
    /// Width and height of a character in pixels.
    pub(super) cell: (u32, u32),
    pub(super) dark: bool,
}

/// A terminal whose size is unknown has that of the VT100.
const USUAL: TextSize = TextSize { columns: 80, lines: 24 };

/// A usual character in pixels.
const USUAL_CELL: (u32, u32) = (10, 20);

/// A variable of the environment; empty ones do not count.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

impl Screen {
    /// The screen for this kind of picture.
    ///
    /// # Errors
    /// [`Usage`] if standard output is not a terminal, or one that cannot draw, and no kind was chosen.
    pub(super) fn new(kind: Show) -> anyhow::Result<Self> {
        let (size, pixels) = measured();
        let chosen = |method| (method, Answers::default());
        let (method, answers) = match kind {
            Show::Auto => best()?,
            Show::Kitty => chosen(Method::Kitty),
            Show::Iterm => chosen(Method::Iterm),
            Show::Sixel => chosen(Method::Sixel),
            Show::Blocks => chosen(Method::Text(Glyphs::HalfBlocks(depth()))),
            Show::Ascii => chosen(Method::Text(Glyphs::Ascii)),
        };
        Ok(Self { method, size, cell: answers.cell.or(pixels).unwrap_or(USUAL_CELL), dark: answers.dark })
    }
}

/// The best way to draw, and what the terminal answers; it is not asked if something between it and this program would
/// swallow or garble the answers.
fn best() -> anyhow::Result<(Method, Answers)> {
    if !io::stdout().is_terminal() {
        return Err(Usage::with_hint(
            "--show requires a terminal on standard output",
            "choose a kind for a file or a pipe, such as --show=blocks",
        ));
    }
    let kind = variable("TERM").unwrap_or_default();
    let blocks = Method::Text(Glyphs::HalfBlocks(depth()));
    if kind == "dumb" {
        return Err(Usage::with_hint("--show: the terminal draws nothing (TERM is dumb)", "try --show=ascii"));
    }
    if prefers_ascii() {
        return Ok((Method::Text(Glyphs::Ascii), Answers::default()));
    }
    // The console of Linux draws no pixels and prints questions that it does not know.
    if is_multiplexed(&kind) || kind.is_empty() || kind == "linux" {
        return Ok((blocks, Answers::default()));
    }
    let answers = probe::ask();
    let method = match answers {
        Answers { kitty: true, .. } => Method::Kitty,
        _ if is_named_iterm() => Method::Iterm,
        Answers { sixel: true, .. } => Method::Sixel,
        _ => blocks,
    };
    Ok((method, answers))
}

/// Whether the terminal draws iTerm2's images: it answers no question about them, but names itself.
fn is_named_iterm() -> bool {
    let named = |name: &str, values: &[&str]| variable(name).is_some_and(|value| values.contains(&value.as_str()));
    named("TERM_PROGRAM", &["iTerm.app", "WezTerm", "mintty"]) || named("LC_TERMINAL", &["iTerm2"])
}

/// Whether tmux or screen stands between the program and the terminal: pictures would float above its panes.
fn is_multiplexed(kind: &str) -> bool {
    variable("TMUX").is_some() || variable("STY").is_some() || kind.starts_with("tmux") || kind.starts_with("screen")
}

/// Whether colours are unwanted (no-color.org), or the locale names an encoding without half blocks.
fn prefers_ascii() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    let is_unicode = locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    variable("NO_COLOR").is_some() || !is_unicode
}

/// The colours that the terminal states in the usual variable.
fn depth() -> ColorDepth {
    let states =
        |name, words: &[&str]| variable(name).is_some_and(|value| words.iter().any(|word| value.contains(word)));
    if states("COLORTERM", &["truecolor", "24bit"]) || states("TERM", &["direct"]) {
        ColorDepth::True
    } else {
        ColorDepth::Palette256
    }
}

/// The size of the terminal on standard output, and of its characters in pixels, where they are known.
fn measured() -> (TextSize, Option<(u32, u32)>) {
    let (size, cell) = window().unzip();
    let number = |name| variable(name).and_then(|text| text.parse().ok()).filter(|number| *number > 0);
    let stated =
        TextSize { columns: number("COLUMNS").unwrap_or(USUAL.columns), lines: number("LINES").unwrap_or(USUAL.lines) };
    (size.unwrap_or(stated), cell.flatten())
}

#[cfg(unix)]
fn window() -> Option<(TextSize, Option<(u32, u32)>)> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok().filter(|size| size.ws_col > 0 && size.ws_row > 0)?;
    let cell = (u32::from(size.ws_xpixel / size.ws_col), u32::from(size.ws_ypixel / size.ws_row));
    let text = TextSize { columns: size.ws_col.into(), lines: size.ws_row.into() };
    Some((text, (cell.0 > 1 && cell.1 > 1).then_some(cell)))
}

#[cfg(not(unix))]
fn window() -> Option<(TextSize, Option<(u32, u32)>)> {
    None
}
