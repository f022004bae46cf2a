//! Background and ink.

use plotters::style::RGBColor;

use crate::choice::choices;
use crate::error::{Error, OptionName};

/// The colours of everything except the data. Default: light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark ink on white, for paper.
    #[default]
    Light,
    /// Light ink on a dark background, for screens and slides.
    Dark,
    /// A transparent background, with ink that is readable on paper and on a dark page.
    Transparent,
}

/// The colours of a theme.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// The background; `None` if transparent.
    pub background: Option<RGBColor>,
    /// Titles.
    pub title: RGBColor,
    /// Labels of ticks.
    pub label: RGBColor,
    /// Frames and ticks.
    pub line: RGBColor,
    /// Curves in panels.
    pub curve: RGBColor,
    /// Curves behind others.
    pub faint: RGBColor,
    /// Lines across panels.
    pub grid: RGBColor,
    /// Floor and walls behind a surface.
    pub wall: RGBColor,
    /// Cells without data: unlike the colours of every map.
    pub no_data: RGBColor,
}

impl Theme {
    /// The theme's colours.
    pub fn palette(self) -> Palette {
        match self {
            Self::Light => Palette {
                background: Some(RGBColor(255, 255, 255)),
                title: RGBColor(28, 32, 38),
                label: RGBColor(52, 58, 66),
                line: RGBColor(84, 91, 100),
                curve: RGBColor(49, 84, 130),
                faint: RGBColor(164, 184, 208),
                grid: RGBColor(226, 229, 233),
                wall: RGBColor(247, 248, 250),
                no_data: RGBColor(228, 180, 240),
            },
            Self::Dark => Palette {
                background: Some(RGBColor(22, 25, 30)),
                title: RGBColor(232, 234, 237),
                label: RGBColor(196, 201, 208),
                line: RGBColor(128, 135, 145),
                curve: RGBColor(142, 186, 229),
                faint: RGBColor(70, 96, 124),
                grid: RGBColor(48, 53, 61),
                wall: RGBColor(30, 34, 40),
                no_data: RGBColor(44, 80, 28),
            },
            // Mid greys: a contrast of about 4 to white and to black.
            Self::Transparent => Palette {
                background: None,
                title: RGBColor(112, 119, 128),
                label: RGBColor(118, 125, 134),
                line: RGBColor(128, 135, 144),
                curve: RGBColor(80, 130, 190),
                faint: RGBColor(128, 150, 176),
                grid: RGBColor(140, 147, 156),
                wall: RGBColor(160, 167, 176),
                no_data: RGBColor(204, 144, 192),
            },
        }
    }
}

choices!(
    Theme, "theme",
    Light => "light" "",
    Dark => "dark" "",
    Transparent => "transparent" "",
);

/// The error for a surface on a transparent figure: its edges are blended with the background.
pub(super) fn no_ground() -> Error {
    Error::invalid(OptionName::Theme, "must be light or dark for a surface, got transparent")
}
