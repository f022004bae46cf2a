//! All parameters of a picture, as command-line flags and as the definition needs them.

use std::ops::{Range, RangeInclusive};

use specgram::colormap::ColormapName;

use super::input::Input;
use super::window::Shape;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Boundary {
    None,
    Zeros,
    Even,
    Odd,
    Constant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detrend {
    None,
    Constant,
    Linear,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Psd,
    Magnitude,
    Angle,
    Phase,
}

impl Mode {
    pub(super) fn is_phase(self) -> bool {
        matches!(self, Self::Angle | Self::Phase)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scaling {
    Density,
    Spectrum,
    Dbfs,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    Linear,
    Log,
    Mel,
    MelHtk,
    Bark,
    Erb,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pool {
    Mean,
    Max,
}

/// The meaning of the colours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Levels {
    Decibels(f64, f64),
    Auto,
    Linear,
    /// The full range of the phases.
    Phases,
}

/// A picture to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) input: Input,
    /// Whether the program reads a pipe.
    pub(super) piped: bool,
    /// The channel, counted from 0; `None` is the mean of all.
    pub(super) channel: Option<usize>,
    /// The first sample that is drawn, and how many are.
    pub(super) start: usize,
    pub(super) count: usize,
    pub(super) nfft: usize,
    pub(super) window_length: usize,
    pub(super) centered: bool,
    pub(super) shape: Shape,
    pub(super) symmetric: bool,
    pub(super) hop: usize,
    pub(super) detrend: Detrend,
    pub(super) boundary: Boundary,
    pub(super) pad_tail: bool,
    pub(super) two_sided: bool,
    pub(super) mode: Mode,
    pub(super) scaling: Scaling,
    pub(super) scale: Scale,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) pool: Pool,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) levels: Levels,
    pub(super) colormap: ColormapName,
    /// All flags but those of the levels.
    pub(super) flags: Vec<String>,
}

impl Case {
    /// The samples that are drawn.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.count
    }

    /// F.
    pub(super) fn frame_length(&self) -> usize {
        if self.centered { self.nfft } else { self.window_length }
    }

    /// The samples of the window.
    pub(super) fn window(&self) -> Vec<f64> {
        self.shape.samples(self.window_length, self.symmetric)
    }

    /// The numbers of the bins, from the lowest frequency up.
    pub(super) fn bins(&self) -> RangeInclusive<i64> {
        let half = (self.nfft / 2) as i64;
        match (self.two_sided, self.nfft % 2) {
            (false, _) => 0..=half,
            (true, 0) => -half..=half - 1,
            (true, _) => -half..=half,
        }
    }

    /// The lower and the upper edge of the picture in hertz.
    pub(super) fn limits(&self) -> (f64, f64) {
        let rate = f64::from(self.input.rate);
        let bottom = if self.two_sided { -rate / 2.0 } else { 0.0 };
        let lowest = if self.scale == Scale::Log { rate / self.nfft as f64 } else { bottom };
        (self.low.unwrap_or(lowest).max(bottom), self.high.unwrap_or(rate / 2.0).min(rate / 2.0))
    }

    /// The whole command line but for the name of the input.
    pub(super) fn command_line(&self) -> Vec<String> {
        let mut line = vec!["render".to_owned()];
        line.extend(self.input.flags());
        line.extend(self.flags.iter().cloned());
        match self.mode {
            // The alternative that follows from the part that rounding leaves certain.
            Mode::Angle => line.extend(["--mode".to_owned(), "angle".to_owned()]),
            Mode::Phase => line.extend(["--mode".to_owned(), "phase".to_owned()]),
            Mode::Psd | Mode::Magnitude => {}
        }
        match self.levels {
            Levels::Decibels(low, high) => line.extend(["--db-range".to_owned(), format!("{low}:{high}")]),
            Levels::Linear => line.push("--linear".to_owned()),
            Levels::Auto | Levels::Phases => {}
        }
        line.extend("--no-axes --no-title --no-colorbar --quiet".split(' ').map(str::to_owned));
        line.extend(["--colormap".to_owned(), self.colormap.name().to_owned()]);
        line.extend(["--plot-size".to_owned(), format!("{}x{}", self.width, self.height)]);
        line
    }
}
