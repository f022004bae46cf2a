//! A colormap, as it is or reversed.

use std::fmt;
use std::str::FromStr;

use super::name::ColormapName;
use super::table::Table;
use crate::choice;
use crate::error::{Error, Result};

/// A map and its direction. Default: viridis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Colormap {
    /// The colours.
    pub name: ColormapName,
    /// Whether the last colour represents the lowest value.
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
