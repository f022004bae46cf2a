//! Which channels of an input are analysed.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, OptionName, Result};
use crate::warning::counted;

/// A choice of channels. Default: [`Channels::Mix`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Channels {
    /// The mean of all channels with equal weights; a single channel as it is.
    #[default]
    Mix,
    /// One channel, counted from 0.
    One(usize),
    /// Half the difference of two channels: (left − right)/2, which with their mean makes up the left one.
    Side,
    /// Every channel separately.
    All,
}

impl Channels {
    /// Checks the choice against an input of `channels` channels.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] where the chosen channel ≥ `channels`, and for [`Channels::Side`] unless `channels` = 2.
    pub fn check(self, channels: usize) -> Result<()> {
        match self {
            Self::Side if channels != 2 => {
                let has = counted(channels as u64, "channel");
                Err(Error::invalid(OptionName::Channel, format!("side requires 2 channels: the input has {has}")))
            }
            Self::One(index) if index >= channels => {
                let has = counted(channels as u64, "channel");
                let name = if index == 1 { "2 (right)".to_owned() } else { (index + 1).to_string() };
                Err(Error::invalid(OptionName::Channel, format!("{name} does not exist: the input has {has}")))
            }
            _ => Ok(()),
        }
    }

    /// Splits the choice into choices of one signal each, given `channels` channels.
    pub fn signals(self, channels: usize) -> Vec<Self> {
        match self {
            Self::Mix | Self::Side | Self::One(_) => vec![self],
            Self::All => (0..channels).map(Self::One).collect(),
        }
    }

    /// The name of a chosen channel out of `channels`: `Left`, `Right` or `Channel 3`; `Mix` for the mean, `Side`.
    pub fn name(self, channels: usize) -> String {
        match self {
            Self::Mix => "Mix".to_owned(),
            Self::Side => "Side".to_owned(),
            Self::All => "All channels".to_owned(),
            Self::One(0) if channels == 2 => "Left".to_owned(),
            Self::One(1) if channels == 2 => "Right".to_owned(),
            Self::One(index) => format!("Channel {}", index + 1),
        }
    }

    /// The selection out of `channels` channels, in words.
    pub fn description(self, channels: usize) -> String {
        match self {
            _ if channels == 1 => "1 channel".to_owned(),
            Self::Mix => format!("the mean of {channels} channels"),
            Self::Side => format!("half the difference of {channels} channels"),
            Self::One(index) => format!("channel {} of {channels}", index + 1),
            Self::All => format!("{channels} channels, each by itself"),
        }
    }

    /// How many of `channels` channels the choice leaves out.
    pub fn ignored(self, channels: usize) -> usize {
        match self {
            Self::Mix | Self::Side | Self::All => 0,
            Self::One(_) => channels.saturating_sub(1),
        }
    }
}

impl FromStr for Channels {
    type Err = Error;

    /// Reads `mix`, `left`, `right`, `side`, `all` or a number from 1.
    fn from_str(text: &str) -> Result<Self> {
        match text {
            "mix" => Ok(Self::Mix),
            "left" => Ok(Self::One(0)),
            "right" => Ok(Self::One(1)),
            "side" => Ok(Self::Side),
            "all" => Ok(Self::All),
            _ => match text.parse::<usize>() {
                Ok(number @ 1..) if !text.starts_with('+') => Ok(Self::One(number - 1)),
                _ => {
                    let choices = "must be mix, left, right, side, all or a channel number of at least 1";
                    Err(Error::invalid(OptionName::Channel, format!("{choices}, got '{text}'")))
                }
            },
        }
    }
}

impl fmt::Display for Channels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mix => f.write_str("mix"),
            Self::Side => f.write_str("side"),
            Self::All => f.write_str("all"),
            Self::One(index) => write!(f, "{}", index + 1),
        }
    }
}
