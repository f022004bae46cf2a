//! Drawing a figure for the terminal.

use specgram::figure::{FigureOptions, FigureSize, Theme, View};
use specgram::job::{Input, RenderOptions, Rendered};
use specgram::output::terminal::{Glyphs, TextFigure, TextLayout, iterm, kitty, sixel};
use specgram::output::{FigureFormat, by_name};

use super::super::failure::{self, Usage};
use super::super::picture::PictureFlags;
use super::super::terminal;
use super::flag::ShowFlag;
use super::screen::{Method, Screen};

/// Figures of pixels are at most this much as high as wide, unless their size is typed.
const HIGHEST: f64 = 0.55;

/// The height of a character in pixels at which a figure has zoom 1.
const USUAL_HEIGHT: f64 = 20.0;

/// A terminal that shows a figure.
pub(in crate::cli) struct Viewed {
    screen: Screen,
}

impl Viewed {
    /// The terminal, if the figure is to be shown.
    pub(in crate::cli) fn new(flag: &ShowFlag, picture: &PictureFlags) -> anyhow::Result<Option<Self>> {
        if !flag.is_given() {
            return Ok(None);
        }
        let viewed = Self { screen: Screen::new(flag.kind()?)? };
        if viewed.glyphs().is_some() {
            viewed.check_text(picture)?;
        }
        Ok(Some(viewed))
    }

    fn glyphs(&self) -> Option<Glyphs> {
        match self.screen.method {
            Method::Text(glyphs) => Some(glyphs),
            _ => None,
        }
    }

    /// Finds flags that a figure of text cannot follow.
    fn check_text(&self, picture: &PictureFlags) -> anyhow::Result<()> {
        let columns = self.screen.size.columns;
        if picture.view() == View::Surface {
            return Err(Usage::error("--view surface requires a terminal with pixels: it cannot be shown as text"));
        }
        if TextLayout::new(self.screen.size, 1).is_none() {
            let least = TextLayout::NARROWEST;
            return Err(Usage::error(format!("--show: the terminal has {columns} columns; a figure needs {least}")));
        }
        Ok(())
    }

    /// The places of a figure of text.
    fn text_layout(&self, lanes: usize) -> anyhow::Result<TextLayout> {
        TextLayout::new(self.screen.size, lanes).ok_or_else(|| Usage::error("--show: the terminal is too narrow"))
    }

    /// The options of the figure for this terminal.
    pub(in crate::cli) fn options(
        &self,
        options: &RenderOptions,
        picture: &PictureFlags,
        input: &Input,
    ) -> anyhow::Result<RenderOptions> {
        let look = &options.look;
        let look = match self.glyphs() {
            Some(glyphs) => {
                let lanes = options.channels.signals(input.spec().signals()).len();
                let TextLayout { columns, lines, .. } = self.text_layout(lanes)?;
                FigureOptions {
                    size: FigureSize::Plot(columns as u32, (lines * glyphs.rows_per_line()) as u32),
                    axes: false,
                    colorbar: false,
                    waveform: false,
                    spectrum: false,
                    grid: false,
                    zoom: 1.0,
                    ..look.clone()
                }
            }
            None => self.of_pixels(look, picture),
        };
        let pixels_per_second = options.pixels_per_second.filter(|_| self.glyphs().is_none());
        Ok(RenderOptions { look, pixels_per_second, dpi: None, ..options.clone() })
    }

    /// The look of a figure of pixels: as wide as the terminal, in the theme of its background, but as typed.
    fn of_pixels(&self, look: &FigureOptions, picture: &PictureFlags) -> FigureOptions {
        let Screen { size, cell, dark, .. } = self.screen;
        let theme = if dark && !picture.has_theme() { Theme::Dark } else { look.theme };
        if picture.is_sized() {
            return FigureOptions { theme, ..look.clone() };
        }
        let zoom = (2.0 * f64::from(cell.1) / USUAL_HEIGHT).round().clamp(1.0, 8.0) / 2.0;
        let width = size.columns as f64 * f64::from(cell.0);
        // A prompt follows the figure.
        let height = size.lines.saturating_sub(2).max(1) as f64 * f64::from(cell.1);
        let height = height.min(HIGHEST * width);
        let size = FigureSize::Whole((width / zoom) as u32, (height / zoom) as u32);
        FigureOptions { size, theme, zoom, ..look.clone() }
    }

    /// Prints the figure.
    pub(in crate::cli) fn print(&self, rendered: &Rendered) -> anyhow::Result<()> {
        let text = match self.screen.method {
            Method::Kitty => kitty(&png(rendered)?),
            Method::Iterm => iterm(&png(rendered)?, (rendered.layout.width, rendered.layout.height)),
            Method::Sixel => sixel(&rendered.image()?),
            Method::Text(glyphs) => {
                let layout = self.text_layout(rendered.pictures.len())?;
                let Rendered { pictures, look: options, levels, .. } = rendered;
                TextFigure { pictures, options, levels: *levels, layout, glyphs }.text()?
            }
        };
        failure::unless_reader_left(terminal::print(&text))
    }
}

fn png(rendered: &Rendered) -> specgram::Result<Vec<u8>> {
    rendered.draw(by_name::<FigureFormat>("png")?)
}
