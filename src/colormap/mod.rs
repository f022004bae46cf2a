//! Colours for numbers: ten maps of 256 colours, each also reversed.

mod ramps;
mod tables;

use std::fmt;
use std::str::FromStr;

use crate::choice;
use crate::error::{Error, Result};

/// The colours of a map as sRGB bytes, from the lowest value to the highest.
pub type Table = [[u8; 3]; 256];

/// A map by name, in its own direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColormapName {
    /// Blue over green to yellow, perceptually uniform.
    #[default]
    Viridis,
    /// Black over purple to cream, perceptually uniform.
    Magma,
    /// Black over red to yellow, perceptually uniform.
    Inferno,
    /// Blue over pink to yellow, perceptually uniform.
    Plasma,
    /// Blue over grey to yellow, the same to colour-blind eyes.
    Cividis,
    /// A rainbow without false edges.
    Turbo,
    /// Black to white.
    Gray,
    /// The rainbow of older tools.
    Jet,
    /// Black over red and yellow to white.
    Hot,
    /// White over blue to black and over red back to white: cyclic, for phases.
    Twilight,
}

impl ColormapName {
    /// Every map, in the order of the help text.
    pub const ALL: [Self; 10] = [
        Self::Viridis,
        Self::Magma,
        Self::Inferno,
        Self::Plasma,
        Self::Cividis,
        Self::Turbo,
        Self::Gray,
        Self::Jet,
        Self::Hot,
        Self::Twilight,
    ];

    /// The name a user types.
    pub fn name(self) -> &'static str {
        match self {
            Self::Viridis => "viridis",
            Self::Magma => "magma",
            Self::Inferno => "inferno",
            Self::Plasma => "plasma",
            Self::Cividis => "cividis",
            Self::Turbo => "turbo",
            Self::Gray => "gray",
            Self::Jet => "jet",
            Self::Hot => "hot",
            Self::Twilight => "twilight",
        }
    }

    /// The map's 256 colours, equal to matplotlib's.
    pub fn table(self) -> &'static Table {
        match self {
            Self::Viridis => &tables::VIRIDIS,
            Self::Magma => &tables::MAGMA,
            Self::Inferno => &tables::INFERNO,
            Self::Plasma => &tables::PLASMA,
            Self::Cividis => &tables::CIVIDIS,
            Self::Turbo => &tables::TURBO,
            Self::Gray => &ramps::GRAY,
            Self::Jet => &ramps::JET,
            Self::Hot => &ramps::HOT,
            Self::Twilight => &tables::TWILIGHT,
        }
    }
}

/// A map and its direction. Default: viridis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Colormap {
    /// Which colours.
    pub name: ColormapName,
    /// Whether the last colour stands for the lowest value.
    pub reversed: bool,
}

impl Colormap {
    /// The 256 colours from the lowest value to the highest.
    pub fn table(self) -> Table {
        let mut table = *self.name.table();
        if self.reversed {
            table.reverse();
        }
        table
    }
}

impl From<ColormapName> for Colormap {
    fn from(name: ColormapName) -> Self {
        Self { name, reversed: false }
    }
}

impl fmt::Display for Colormap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name.name())?;
        f.write_str(if self.reversed { "_r" } else { "" })
    }
}

impl FromStr for Colormap {
    type Err = Error;

    /// Reads `viridis`, or `viridis_r` for the map reversed.
    fn from_str(text: &str) -> Result<Self> {
        let (bare, reversed) = text.strip_suffix("_r").map_or((text, false), |bare| (bare, true));
        if let Some(name) = ColormapName::ALL.into_iter().find(|name| name.name() == bare) {
            return Ok(Self { name, reversed });
        }
        let names = ColormapName::ALL.map(ColormapName::name);
        let guess = choice::nearest(bare, &names).map(|name| format!("{name}{}", if reversed { "_r" } else { "" }));
        Err(choice::unknown_but("colormap", text, guess.as_deref(), &names))
    }
}
