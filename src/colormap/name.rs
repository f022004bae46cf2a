//! The names of colormaps.

use super::table::Table;
use super::{ramps, tables};

/// Blocks of colour in a swatch.
const BLOCKS: usize = 48;

/// A map by name, not reversed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColormapName {
    /// Blue via green to yellow, perceptually uniform.
    #[default]
    Viridis,
    /// Black via purple to cream, perceptually uniform.
    Magma,
    /// Black via red to yellow, perceptually uniform.
    Inferno,
    /// Blue via pink to yellow, perceptually uniform.
    Plasma,
    /// Blue via grey to yellow, looks the same with colour blindness.
    Cividis,
    /// A rainbow without false edges.
    Turbo,
    /// Black to white.
    Gray,
    /// The rainbow of older tools.
    Jet,
    /// Black via red and yellow to white.
    Hot,
    /// White via blue to black and via red back to white: cyclic, for phases.
    Twilight,
}

impl ColormapName {
    /// All maps, in the order of the help text.
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

    /// The name, and on a terminal with 24-bit colours blocks from the lowest colour to the highest beside it.
    pub fn swatch(self, colored: bool) -> String {
        if !colored {
            return self.name().to_owned();
        }
        let block = |block: usize| {
            let [red, green, blue] = self.table()[block * 255 / (BLOCKS - 1)];
            format!("\x1b[48;2;{red};{green};{blue}m ")
        };
        format!("{:<9} {}\x1b[0m", self.name(), (0..BLOCKS).map(block).collect::<String>())
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
