//! Which channels of an input are analysed.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// A choice of channels. Default: [`Channels::Mix`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Channels {
    /// The mean of all channels, each with the same weight; of one channel, that channel.
    #[default]
    Mix,
    /// One channel, counted from 0.
    One(usize),
    /// Every channel by itself.
    All,
}

impl Channels {
    /// Checks the choice against an input of `channels` channels.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] where the chosen channel ≥ `channels`.
    pub fn check(self, channels: usize) -> Result<()> {
        match self {
            Self::One(index) if index >= channels => {
                let has = if channels == 1 { "1 channel".to_owned() } else { format!("{channels} channels") };
                Err(Error::InvalidOption(format!("there is no channel {}: the input has {has}", index + 1)))
            }
            _ => Ok(()),
        }
    }

    /// How many of `channels` channels play no part in the result.
    pub fn ignored(self, channels: usize) -> usize {
        match self {
            Self::Mix | Self::All => 0,
            Self::One(_) => channels.saturating_sub(1),
        }
    }
}

impl FromStr for Channels {
    type Err = Error;

    /// Reads `mix`, `left`, `right`, `all` or a number from 1.
    fn from_str(text: &str) -> Result<Self> {
        match text {
            "mix" => Ok(Self::Mix),
            "all" => Ok(Self::All),
            "left" => Ok(Self::One(0)),
            "right" => Ok(Self::One(1)),
            _ => match text.parse::<usize>() {
                Ok(number @ 1..) if !text.starts_with('+') => Ok(Self::One(number - 1)),
                _ => Err(Error::InvalidOption(format!("'{text}' is not mix, left, right, all or a channel from 1"))),
            },
        }
    }
}

impl fmt::Display for Channels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mix => f.write_str("mix"),
            Self::All => f.write_str("all"),
            Self::One(index) => write!(f, "{}", index + 1),
        }
    }
}
