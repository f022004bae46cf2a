//! The choice of a transform as typed, and the flags that go with one only.

use std::str::FromStr;

use clap::Args;
use specgram::stft::{TaperOptions, TaperWeights};

use super::failure::Usage;

/// Flags about the kind of transform.
#[derive(Args)]
#[command(next_help_heading = "Analysis")]
pub(super) struct TransformFlags {
    /// Transform: stft or multitaper [default: stft]
    ///
    /// stft: one window.
    /// multitaper: the mean of power over several orthogonal tapers, of less variance and with wider lines; power density alone.
    #[arg(long, value_name = "KIND", verbatim_doc_comment)]
    transform: Option<Kind>,

    /// Tapers of a multitaper transform: NW, half the bandwidth times the window's length, and their number [default: 4:7]
    ///
    /// They are symmetric dpss windows of unit energy. K left out is 2NW-1, and 2NW at most; a line is 2NW/L of the
    /// sample rate wide.
    #[arg(long, value_name = "NW[:K]")]
    tapers: Option<Typed>,

    /// What a taper counts for: eigenvalue (its share of energy within the band) or uniform [default: eigenvalue]
    #[arg(long, value_name = "WEIGHTS")]
    taper_weights: Option<TaperWeights>,
}

/// The kind of transform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Stft,
    Multitaper,
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "stft" => Ok(Self::Stft),
            "multitaper" => Ok(Self::Multitaper),
            _ => Err(format!("'{text}' is not a transform (available: stft, multitaper)")),
        }
    }
}

/// NW and K as typed.
#[derive(Debug, Clone, Copy)]
struct Typed(TaperOptions);

impl FromStr for Typed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (bandwidth, count) =
            text.split_once(':').map_or((text, None), |(bandwidth, count)| (bandwidth, Some(count)));
        let wrong = || format!("'{text}' is not NW:K, a number above 0 and a count of tapers, such as 4:7");
        let bandwidth: f64 = bandwidth.parse().map_err(|_| wrong())?;
        if !(bandwidth > 0.0 && bandwidth.is_finite()) {
            return Err(wrong());
        }
        let usual = TaperOptions::new(bandwidth);
        let count = count.map_or(Ok(usual.count), |count| count.parse().map_err(|_| wrong()))?;
        Ok(Self(TaperOptions { count, ..usual }))
    }
}

/// What was typed of the analysis that tapers have no place for.
pub(super) struct Beside {
    pub(super) preset: bool,
    pub(super) window: bool,
    pub(super) symmetric: bool,
}

impl TransformFlags {
    /// The tapers, if it is a multitaper transform.
    pub(super) fn tapers(&self, beside: &Beside) -> anyhow::Result<Option<TaperOptions>> {
        if self.transform != Some(Kind::Multitaper) {
            let typed = [("--tapers", self.tapers.is_some()), ("--taper-weights", self.taper_weights.is_some())];
            return match typed.iter().find(|(_, typed)| *typed) {
                Some((flag, _)) => Err(Usage::error(format!("{flag} requires --transform multitaper"))),
                None => Ok(None),
            };
        }
        beside.check()?;
        let Typed(tapers) = self.tapers.unwrap_or(Typed(TaperOptions::default()));
        Ok(Some(TaperOptions { weights: self.taper_weights.unwrap_or_default(), ..tapers }))
    }
}

impl Beside {
    /// Finds what contradicts tapers.
    fn check(&self) -> anyhow::Result<()> {
        let refused = |flag: &str, reason: &str| {
            let text = format!("{flag} requires --transform stft: {reason}");
            Err(Usage::error(text))
        };
        match *self {
            Self { preset: true, .. } => refused("--preset", "no preset has tapers"),
            Self { window: true, .. } => refused("--window", "use --tapers"),
            Self { symmetric: true, .. } => refused("--symmetric", "tapers are always symmetric"),
            _ => Ok(()),
        }
    }
}
