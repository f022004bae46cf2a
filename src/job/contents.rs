//! The contents of a file: a recording with its levels, or a figure with its record; as JSON and as lines of text.

use serde_json::{Value, json};

use super::losses::{check_losses, warnings_as_json};
use super::record;
use crate::error::Result;
use crate::pipeline::SignalLevels;
use crate::source::{AudioSpec, Decoder, Facts};
use crate::units::{Decibels, Hertz, Short};
use crate::warning::Warning;

/// The contents of a file.
#[derive(Debug, Clone)]
pub enum Contents {
    /// A recording.
    Recording(Recording),
    /// A figure made by this program, and its record: an object.
    Figure(Value),
}

/// A recording of which every sample has been read.
#[derive(Debug, Clone)]
pub struct Recording {
    /// Rate, channels and encoding.
    pub spec: AudioSpec,
    /// The decoder that was used; never [`Decoder::Auto`].
    pub decoder: Decoder,
    /// Its metadata.
    pub facts: Facts,
    /// The factor by which the rate of the header was multiplied.
    pub time_expansion: f64,
    /// The frequency at 0 Hz of complex samples; `None` for real ones.
    pub center: Option<Hertz>,
    /// Length, peak and RMS.
    pub levels: SignalLevels,
    /// Warnings for the user.
    pub warnings: Vec<Warning>,
}

impl Contents {
    /// Rejects lost or invented samples of a recording, if `strict`.
    ///
    /// # Errors
    /// [`Error::SamplesLost`](crate::Error::SamplesLost).
    pub fn check_losses(&self, strict: bool) -> Result<()> {
        match self {
            Self::Recording(recording) if strict => check_losses(&recording.warnings),
            _ => Ok(()),
        }
    }

    /// A JSON object about a file of this name.
    pub fn json(&self, name: &str) -> Value {
        match self {
            Self::Recording(recording) => recording_as_json(name, recording),
            Self::Figure(record) => json!({ "file": name, "figure": record }),
        }
    }

    /// Readable lines, each indented, with a name and a value. They contain text of the file, with any characters.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Recording(recording) => lines_of(recording),
            Self::Figure(record) => record::lines_of(record),
        }
    }
}

fn recording_as_json(name: &str, recording: &Recording) -> Value {
    let Recording { spec, decoder, facts, time_expansion, center, levels, warnings } = recording;
    let mut texts = serde_json::Map::new();
    for (key, value) in facts.texts.iter() {
        // If a name occurs several times, its first value is used.
        texts.entry(key).or_insert_with(|| json!(value));
    }
    json!({
        "file": name,
        "container": facts.container,
        "encoding": facts.encoding,
        "bits": facts.bits,
        "decoder": decoder.name(),
        "channels": spec.channels,
        "sample_rate": whole_if_possible(spec.sample_rate.get()),
        "time_expansion": whole_if_possible(*time_expansion),
        "complex": spec.complex,
        "center_frequency": center.map(|center| whole_if_possible(center.0)),
        "frames": levels.samples,
        "duration": spec.sample_rate.duration(levels.samples).0,
        "peak": levels.peak,
        "rms": levels.rms,
        "tags": texts,
        "warning_details": warnings_as_json(warnings),
    })
}

/// A rate as people write it: 44100, not 44100.0.
fn whole_if_possible(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

fn lines_of(recording: &Recording) -> Vec<String> {
    let Recording { spec, facts, time_expansion, center, levels, .. } = recording;
    let bits = facts.bits.map_or_else(String::new, |bits| format!(", {bits}-bit"));
    let seconds = spec.sample_rate.duration(levels.samples).0;
    let expanded = match time_expansion {
        1.0 => String::new(),
        factor => format!(" (time expansion of {} undone)", Short(*factor)),
    };
    let mut lines = vec![
        format!("  container    {}", facts.container),
        format!("  encoding     {}{bits}", facts.encoding),
        format!("  channels     {}{}", spec.channels, if spec.complex { " (I and Q)" } else { "" }),
        format!("  sample rate  {} Hz{expanded}", Short(spec.sample_rate.get())),
        format!("  duration     {} ({} samples per channel)", clock(seconds), levels.samples),
        format!("  peak         {}", level(levels.peak)),
        format!("  RMS          {}", level(levels.rms)),
    ];
    if let Some(center) = center.filter(|center| center.0 != 0.0) {
        lines.push(format!("  centre       {center}"));
    }
    lines.extend(facts.texts.iter().map(|(key, value)| format!("  {key:<12} {value}")));
    lines
}

/// An amplitude with its level: `0.500000 (-6.02 dBFS)`; if it has many digits, `3.0518e-5 (-90.31 dBFS)`.
fn level(amplitude: f64) -> String {
    let decibels = 2.0 * Decibels::of_power(amplitude).0;
    if amplitude > 0.0 && !(1e-3..1e6).contains(&amplitude) {
        format!("{amplitude:.4e} ({decibels:.2} dBFS)")
    } else {
        format!("{amplitude:.6} ({decibels:.2} dBFS)")
    }
}

/// A duration as `12.345 s`, `3:07.250` or `1:02:03.000`.
fn clock(seconds: f64) -> String {
    let milliseconds = (seconds * 1000.0).round() as u64;
    let (minutes, rest) = (milliseconds / 60_000, (milliseconds % 60_000) as f64 / 1000.0);
    match (minutes / 60, minutes % 60) {
        (0, 0) => format!("{rest:.3} s"),
        (0, minutes) => format!("{minutes}:{rest:06.3}"),
        (hours, minutes) => format!("{hours}:{minutes:02}:{rest:06.3}"),
    }
}
