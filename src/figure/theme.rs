//! Background and ink.

use plotters::style::RGBColor;

use crate::choice;

/// The colours of everything but the data. Default: light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark ink on white, for paper.
    #[default]
    Light,
    /// Light ink on a dark ground, for screens and slides.
    Dark,
}

/// The colours of a theme.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// What everything is drawn on.
    pub background: RGBColor,
    /// Titles.
    pub title: RGBColor,
    /// Labels of ticks.
    pub label: RGBColor,
    /// Frames and ticks.
    pub line: RGBColor,
}

impl Theme {
    /// Every theme, in the order of the help text.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The name a user types.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme's colours.
    pub fn palette(self) -> Palette {
        match self {
            Self::Light => Palette {
                background: RGBColor(255, 255, 255),
                title: RGBColor(28, 32, 38),
                label: RGBColor(52, 58, 66),
                line: RGBColor(84, 91, 100),
            },
            Self::Dark => Palette {
                background: RGBColor(22, 25, 30),
                title: RGBColor(232, 234, 237),
                label: RGBColor(196, 201, 208),
                line: RGBColor(128, 135, 145),
            },
        }
    }
}

choice::named!(Theme, "theme");
