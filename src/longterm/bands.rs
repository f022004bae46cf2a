//! Bands of long-term averages.

use crate::choice::choices;
use crate::units::SampleRate;

/// A set of bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BandSet {
    /// Whole hertz k, from k − ½ to k + ½.
    OneHertz,
    /// Hybrid millidecades: 1-Hz bands to 434 Hz, then a thousand bands a decade. The topmost is cut at half the rate.
    Millidecade,
    /// Decidecades, which are base-ten third octaves, as far as whole ones fit below half the rate.
    Decidecade,
    /// Base-ten octaves, as far as whole ones fit below half the rate.
    Octave,
}

choices!(
    BandSet, "set of bands",
    OneHertz => "1hz" "whole hertz",
    Millidecade => "millidecade" "hybrid: 1 Hz wide to 434 Hz, then a thousand a decade",
    Decidecade => "decidecade" "third octaves of base ten (IEC 61260-1, ISO 18405)",
    Octave => "octave" "octaves of base ten (IEC 61260-1)",
);

/// A band; all frequencies in hertz.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The number in its set: k of a 1-Hz band, n of a millidecade from 10^(n/1000) Hz and of a decidecade around
    /// 1000·10^(n/10) Hz, m of an octave around 1000·10^(3m/10) Hz.
    pub number: i32,
    /// The lower edge.
    pub low: f64,
    /// The centre.
    pub center: f64,
    /// The upper edge.
    pub high: f64,
    /// The nominal frequency, for sets that have them.
    pub nominal: Option<f64>,
}

/// The last 1-Hz band below the millidecades, whose upper edge is that of the first millidecade.
const LAST_LINEAR: i32 = 434;

/// The first millidecade: from 10^2.638 Hz.
const FIRST_MILLIDECADE: i32 = 2638;

/// The decidecade and the octave around 1 Hz, the lowest that 1-Hz spectra can tell from 0 Hz.
const FIRST_DECIDECADE: i32 = -30;
const FIRST_OCTAVE: i32 = -10;

/// A band that begins this close below half the rate, relatively, does so by rounding.
const ROUNDING: f64 = 1e-12;

/// Nominal frequencies of the decidecades of a decade.
const NOMINAL: [f64; 10] = [1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0];

impl BandSet {
    /// The bands for a sample rate, in ascending order. The bands that two rates have in common are equal but for the
    /// topmost hybrid one. Numbers end at 2³¹ − 1.
    ///
    /// # Source
    /// S. B. Martin et al., "Hybrid millidecade spectra", JASA Express Letters 1, 011203, 2021, with its erratum
    /// (10.1121/10.0005818); IEC 61260-1:2014, base ten; ISO 18405:2017.
    pub fn bands(self, rate: SampleRate) -> impl Iterator<Item = Band> {
        let top = rate.nyquist().0;
        let first = match self {
            Self::OneHertz | Self::Millidecade => 0,
            Self::Decidecade => FIRST_DECIDECADE,
            Self::Octave => FIRST_OCTAVE,
        };
        (first..=i32::MAX).map(move |place| self.band(place)).take_while(move |band| self.fits(band, top)).map(
            move |band| {
                let is_cut = self == Self::Millidecade && band.high > top;
                if is_cut { Band { high: top, center: band.center.min(top), ..band } } else { band }
            },
        )
    }

    fn fits(self, band: &Band, top: f64) -> bool {
        match self {
            Self::OneHertz => band.center <= top,
            Self::Millidecade => band.low < top * (1.0 - ROUNDING),
            Self::Decidecade | Self::Octave => band.high <= top * (1.0 + ROUNDING),
        }
    }

    /// The band at a place counted from the first.
    fn band(self, place: i32) -> Band {
        let linear = |k: i32| {
            let center = f64::from(k);
            Band { number: k, low: center - 0.5, center, high: center + 0.5, nominal: None }
        };
        match self {
            Self::OneHertz => linear(place),
            Self::Millidecade if place < LAST_LINEAR => linear(place),
            Self::Millidecade if place == LAST_LINEAR => {
                Band { high: millidecade_edge(FIRST_MILLIDECADE), ..linear(place) }
            }
            Self::Millidecade => {
                let n = FIRST_MILLIDECADE + place - LAST_LINEAR - 1;
                let center = ten_to((f64::from(n) + 0.5) / 1000.0);
                Band { number: n, low: millidecade_edge(n), center, high: millidecade_edge(n + 1), nominal: None }
            }
            Self::Decidecade => around(place, place, 1.0),
            Self::Octave => around(place, 3 * place, 3.0),
        }
    }
}

/// The band around decidecade n's centre, so many decidecades wide.
fn around(number: i32, n: i32, width: f64) -> Band {
    let edge = |offset: f64| 1000.0 * ten_to((f64::from(n) + offset * width) / 10.0);
    // 1000 Hz is decidecade 0 of its decade.
    let nominal = NOMINAL[n.rem_euclid(10) as usize] * ten_to(f64::from(3 + n.div_euclid(10)));
    Band { number, low: edge(-0.5), center: edge(0.0), high: edge(0.5), nominal: Some(nominal) }
}

fn millidecade_edge(n: i32) -> f64 {
    ten_to(f64::from(n) / 1000.0)
}

/// The same on every machine.
fn ten_to(exponent: f64) -> f64 {
    libm::pow(10.0, exponent)
}
