//! What picture to compute, and what follows from that for an input.

use std::num::NonZeroUsize;

use crate::error::{Error, OptionName, Result};
use crate::pool::Pool;
use crate::scale::{FrequencyAxis, FrequencyScale};
use crate::source::{AudioSpec, Channels};
use crate::stft::{Mode, Scaling, Sides, StftOptions, TransformChoice};
use crate::units::{Hertz, Short};
use crate::warning::{Prefixed, Warning};
use crate::window::Window;

/// What picture to compute.
#[derive(Debug, Clone)]
pub struct PictureOptions {
    /// The transform; its scaling also decides how several bins become one row.
    pub stft: StftOptions,
    /// The kind of transform. Default: the short-time Fourier transform.
    pub transform: TransformChoice,
    /// Replaces the transform's hop by one that gives about one frame per
    /// column, never more than half a window. Default: on.
    pub fit_hop: bool,
    /// Columns of the picture.
    pub columns: usize,
    /// Rows of the picture.
    pub rows: usize,
    /// How several frames become one column. Default: mean.
    pub pool: Pool,
    /// The frequency scale. Default: linear.
    pub scale: FrequencyScale,
    /// The lower edge of the picture. Default: 0 Hz, or one bin where 0 Hz has no place.
    pub low: Option<Hertz>,
    /// The upper edge of the picture, at most half the rate. Default: half the rate.
    pub high: Option<Hertz>,
    /// Which channels. Default: the mean of all.
    pub channels: Channels,
    /// Whether to keep the signal's envelope. Default: no.
    pub envelope: bool,
    /// Whether to keep the spectra over all frames. Default: no.
    pub spectrum: bool,
    /// Whether columns and rows without a frame or bin of their own lie on a line between their neighbours; else
    /// they repeat the nearest. Default: no.
    pub interpolate: bool,
    /// When the first sample happens, in seconds. Default: 0.
    pub start: f64,
    /// Worker threads; the result does not depend on it. Default: as many as there are processors.
    pub threads: NonZeroUsize,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self {
            stft: StftOptions { scaling: Scaling::Dbfs, ..StftOptions::default() },
            transform: TransformChoice::default(),
            fit_hop: true,
            columns: 1000,
            rows: 513,
            pool: Pool::Mean,
            scale: FrequencyScale::Linear,
            low: None,
            high: None,
            channels: Channels::Mix,
            envelope: false,
            spectrum: false,
            interpolate: false,
            start: 0.0,
            threads: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        }
    }
}

/// The most cells a picture may have; 8 bytes each, and of a stream whose length is not certain up to five times that.
const MAX_CELLS: usize = 100_000_000;

/// How much of a stream is read ahead, at most, to learn whether it is short.
const LOOKAHEAD_BYTES: usize = 16 << 20;

/// Frames for each column that are read ahead of a stream whose length is not certain.
const FRAMES_AHEAD: usize = 4;

impl PictureOptions {
    /// The frequency axis that these options give an input.
    ///
    /// # Errors
    /// [`Error::InvalidOption`] where the range is empty or lies outside of the spectrum.
    pub fn frequency_axis(&self, spec: &AudioSpec) -> Result<FrequencyAxis> {
        let (nyquist, center) = (spec.sample_rate.nyquist().0, self.stft.center);
        let two_sided = self.stft.sides_of(spec.kind()) == Sides::Two;
        let (bottom, top) = (if two_sided { center - nyquist } else { center }, center + nyquist);
        let lowest = match self.scale {
            FrequencyScale::Log if bottom == 0.0 => spec.sample_rate.get() / self.stft.nfft as f64,
            _ => bottom,
        };
        let low = self.low.map_or(lowest, |low| low.0);
        let high = self.high.map_or(top, |high| high.0);
        let outside = |option, limit: f64| {
            let [limit, bottom, top] = [limit, bottom, top].map(Prefixed);
            let why = "limits are absolute frequencies, not offsets from the centre";
            Err(Error::invalid(option, format!("{limit} is outside the band from {bottom} to {top}: {why}")))
        };
        if center != 0.0 && low >= top {
            return outside(OptionName::LowFrequency, low);
        }
        if center != 0.0 && high <= bottom {
            return outside(OptionName::HighFrequency, high);
        }
        if low >= top {
            let reason = format!("must be below half the sample rate, {} Hz, got {} Hz", Short(top), Short(low));
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        if low < bottom && !two_sided {
            let reason = format!("must be at least {} Hz, got {} Hz", Short(bottom), Short(low));
            return Err(Error::invalid(OptionName::LowFrequency, reason));
        }
        // Errors state the limits as they were chosen, not as they are clamped to the spectrum.
        let lowest = low.max(bottom);
        if high <= lowest && self.low.is_none_or(|low| low.0 < bottom) {
            let reason = format!("must be above the lowest frequency, {} Hz, got {} Hz", Short(lowest), Short(high));
            return Err(Error::invalid(OptionName::HighFrequency, reason));
        }
        let least = match self.scale {
            FrequencyScale::Log if lowest <= 0.0 => "above 0 Hz",
            FrequencyScale::Linear | FrequencyScale::Log => "",
            _ if lowest < 0.0 => "of at least 0 Hz",
            _ => "",
        };
        if !least.is_empty() && self.low.is_none() {
            let (scale, bottom) = (self.scale, Short(bottom));
            let why = format!("requires frequencies {least}, but the spectrum starts at {bottom} Hz");
            let reason = format!("{scale} {why}: use linear, or choose a lowest frequency {least}");
            return Err(Error::invalid(OptionName::FrequencyScale, reason));
        }
        FrequencyAxis::new(self.scale, if least.is_empty() { lowest } else { low }, high.min(top))
    }

    /// Warnings of limits that lie beyond the spectrum, and so beyond the axis that they gave.
    pub(super) fn clamped(&self, axis: &FrequencyAxis) -> impl Iterator<Item = Warning> {
        let below = self.low.filter(|low| low.0 < axis.low());
        let below = below.map(|low| Warning::SpectrumStartsAbove { asked: low.0, lowest: axis.low() });
        let above = self.high.filter(|high| high.0 > axis.high());
        let above = above.map(|high| Warning::SpectrumEndsBelow { asked: high.0, highest: axis.high() });
        below.into_iter().chain(above)
    }

    /// Finds what no input could satisfy; `signals` is how many pictures there will be.
    pub(super) fn check(&self, signals: usize) -> Result<()> {
        if self.columns == 0 || self.rows == 0 {
            let reason = format!("must have at least 1x1 cells, got {}x{}", self.columns, self.rows);
            return Err(Error::invalid(OptionName::Picture, reason));
        }
        if self.columns.saturating_mul(self.rows).saturating_mul(signals) > MAX_CELLS {
            let what = format!("cell count of {}x{} cells for each of {signals} channels", self.columns, self.rows);
            let found = Some(self.columns as f64 * self.rows as f64 * signals as f64);
            return Err(Error::limit_of(what, found, MAX_CELLS as f64, ""));
        }
        self.stft.check()?;
        if self.stft.mode == Mode::Complex {
            let reason = "complex cannot be drawn: use psd, magnitude, angle or phase";
            return Err(Error::invalid(OptionName::Mode, reason));
        }
        Ok(())
    }

    /// Bytes that the cells of the pictures take while they are gathered.
    pub(super) fn bytes(&self, spec: &AudioSpec) -> u64 {
        // With a known length the cells, and once more where they are stretched at the end; else four groups a column too.
        let copies = if spec.length.is_some() { 2 } else { 5 };
        let cells = self.columns.saturating_mul(self.rows).saturating_mul(self.channels.signals(spec.signals()).len());
        cells.saturating_mul(copies * size_of::<f64>()) as u64
    }

    /// How many samples to read ahead, so that a stream with few frames to a column is drawn as the file would be.
    ///
    /// At least those of one frame per column, so that a longer stream gets a hop of half a window, whatever its length.
    pub(super) fn samples_ahead(&self, spec: &AudioSpec, length_is_certain: bool) -> usize {
        let hop = if self.fit_hop { self.stft.window_length.div_ceil(2) } else { self.stft.hop };
        let frames = if length_is_certain { 1 } else { FRAMES_AHEAD };
        let enough = self.columns.saturating_mul(hop).saturating_mul(frames).saturating_add(1);
        enough.min(LOOKAHEAD_BYTES / spec.bytes_per_sample_frame()).max(1)
    }

    /// The transform with what depends on the input; a stream of unknown length is a long one.
    pub(super) fn transform_of(&self, spec: &AudioSpec) -> Result<StftOptions> {
        let mut stft = self.stft.clone();
        if stft.mode.is_phase() {
            stft.hop = self.spreading_hop(spec)?;
        } else if self.fit_hop {
            stft.hop = self.fitting_hop(spec.length.unwrap_or(u64::MAX));
        }
        let std = Window::balanced_std(stft.hop, stft.nfft, stft.window_length);
        stft.window = stft.window.or_std(std);
        Ok(stft)
    }

    /// The hop that gives at most one frame per column, a multiple of the one that was asked for: phases cannot be pooled.
    fn spreading_hop(&self, spec: &AudioSpec) -> Result<usize> {
        let mode = self.stft.mode;
        if self.spectrum {
            let reason = format!("spectrum requires mode psd or magnitude, got {mode}");
            return Err(Error::invalid(OptionName::Panels, reason));
        }
        if self.interpolate {
            let reason = format!("requires mode psd or magnitude, got {mode}");
            return Err(Error::invalid(OptionName::Interpolation, reason));
        }
        let Some(length) = spec.length else {
            let reason = format!("{mode} requires an input of known length: write the stream to a file first");
            return Err(Error::invalid(OptionName::Mode, reason));
        };
        let step = if self.fit_hop { 1 } else { self.stft.hop as u64 };
        let hop = (length / self.columns as u64 + 1).div_ceil(step).saturating_mul(step);
        Ok(usize::try_from(hop).unwrap_or(usize::MAX))
    }

    /// The hop that gives about one frame per column of `samples` samples.
    fn fitting_hop(&self, samples: u64) -> usize {
        let most = (self.stft.window_length / 2).max(1);
        usize::try_from(samples / self.columns as u64).map_or(most, |hop| hop.clamp(1, most))
    }
}
