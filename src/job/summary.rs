//! The analysis parameters of a picture, as text for `--verbose` and as JSON.

use serde_json::{Map, Value, json};

use super::losses::warnings_as_json;
use super::parameters::as_json;
use crate::error::Result;
use crate::level::Levels;
use crate::output::transform_parameters;
use crate::pipeline::Report;
use crate::scale::FrequencyAxis;
use crate::source::Channels;
use crate::spectrogram::{Quantity, Spectrogram};
use crate::stft::{Planned, StftOptions, Transform};
use crate::units::Short;

/// The numbers behind a picture.
pub struct Summary {
    report: Report,
    channels: Channels,
    transform: Planned<f64>,
    quantity: Quantity,
    frequency: FrequencyAxis,
    levels: Levels,
    columns: usize,
    rows: usize,
    seconds: f64,
}

impl Summary {
    pub(super) fn new(report: &Report, channels: Channels, picture: &Spectrogram, levels: Levels) -> Result<Self> {
        let transform = Planned::new(&report.transform, report.spec.sample_rate, report.spec.kind())?;
        let seconds = report.spec.sample_rate.duration(report.samples).0;
        let Spectrogram { cells, frequency, quantity, .. } = picture;
        Ok(Self {
            report: report.clone(),
            channels,
            transform,
            quantity: quantity.clone(),
            frequency: *frequency,
            levels,
            columns: cells.width(),
            rows: cells.height(),
            seconds,
        })
    }

    fn rate(&self) -> f64 {
        self.report.spec.sample_rate.get()
    }

    fn stft(&self) -> &StftOptions {
        &self.report.transform.stft
    }

    fn overlap_percent(&self) -> f64 {
        100.0 * (1.0 - self.stft().hop as f64 / self.stft().window_length as f64)
    }

    /// The distance between bins in hertz.
    fn bin_width(&self) -> f64 {
        self.rate() / self.stft().nfft as f64
    }

    fn frames_per_column(&self) -> f64 {
        self.report.frames as f64 / self.columns as f64
    }

    /// The meaning of 0 dB.
    fn zero_decibels(&self) -> String {
        self.quantity.zero_decibels(self.report.spec.complex, self.transform.full_scale_tone())
    }

    /// The unit of the colours.
    fn unit(&self) -> String {
        self.levels.unit(&self.quantity)
    }

    /// A few readable lines.
    pub fn lines(&self) -> Vec<String> {
        let options = self.stft();
        let Self { report, columns, rows, .. } = self;
        let (low, high) = self.levels.ends();
        let choice = &report.transform.choice;
        let (windows, width) = (choice.windows(options), choice.bandwidth());
        let used = match report.unused {
            0 => "all used".to_owned(),
            unused => format!("{} used, {unused} under no window", report.samples - unused),
        };
        let mut lines = vec![
            format!(
                "{} samples of {} at {} Hz, {} s; {used}",
                report.samples,
                self.channels.description(report.spec.signals()),
                Short(self.rate()),
                significant(self.seconds)
            ),
            format!(
                "{} frames of {} samples every {} ({} % overlap), {} per column; {windows}, DFT length {}",
                report.frames,
                options.frame_length(),
                options.hop,
                significant(self.overlap_percent()),
                significant(self.frames_per_column()),
                options.nfft,
            ),
            format!(
                "resolution {} s by {} Hz (window's length, {width}); noise bandwidth (ENBW) {} Hz; bins {} Hz apart",
                significant(options.window_length as f64 / self.rate()),
                significant(self.transform.bandwidth()),
                significant(self.transform.noise_bandwidth()),
                significant(self.bin_width()),
            ),
            format!(
                "{columns}x{rows} pixels of {} s by {} Hz on average",
                significant(self.seconds / *columns as f64),
                significant((self.frequency.high() - self.frequency.low()) / *rows as f64),
            ),
            format!("{} ({} {})", self.zero_decibels(), options.mode, options.scaling),
            format!("colours from {} to {} {}", significant(low), significant(high), self.unit()),
        ];
        if report.unchecked > 0 {
            let samples = report.unchecked;
            lines.push(format!("the {samples} samples before them were skipped without checking them for damage"));
        }
        lines
    }

    /// The same as JSON, about an input of this name.
    pub fn json(&self, name: &str) -> Value {
        let options = self.stft();
        let (low, high) = self.levels.ends();
        let warnings: Vec<String> = self.report.warnings.iter().map(ToString::to_string).collect();
        let mut all = Map::new();
        let mut add = |object: Value| all.extend(object.as_object().cloned().unwrap_or_default());
        add(json!({
            "input": name,
            "sample_rate": self.rate(),
            "channels": self.report.spec.signals(),
            "channel": self.channels.to_string(),
            "samples": self.report.samples,
            "samples_used": self.report.samples - self.report.unused,
            "samples_not_used": self.report.unused,
            "samples_not_checked": self.report.unchecked,
            "duration": self.seconds,
        }));
        add(Value::Object(as_json(&transform_parameters(&self.report.transform, self.report.spec.kind()))));
        add(json!({
            "overlap_percent": self.overlap_percent(),
            "frames": self.report.frames,
            "frames_per_column": self.frames_per_column(),
            "time_resolution": options.window_length as f64 / self.rate(),
            "frequency_resolution": self.transform.bandwidth(),
            "enbw": self.transform.noise_bandwidth(),
            "bin_width": self.bin_width(),
            "columns": self.columns,
            "rows": self.rows,
            "seconds_per_column": self.seconds / self.columns as f64,
            "frequency_range": [self.frequency.low(), self.frequency.high()],
            "color_range": [low, high],
            "unit": self.unit(),
            "zero_db": self.zero_decibels(),
            "warning_details": warnings_as_json(&self.report.warnings),
            "warnings": warnings,
        }));
        Value::Object(all)
    }
}

/// Four significant digits.
fn significant(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return value.to_string();
    }
    if !(1e-9..1e15).contains(&value.abs()) {
        return Short(format!("{value:.3e}").parse().unwrap_or(value)).to_string();
    }
    let digits = (3 - value.abs().log10().floor() as i32).clamp(0, 12) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
