//! How a figure was made, as JSON: written into figures, and read from them.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::{Map, Value, json};
use specgram::figure::{FigureOptions, Layout, Rect};
use specgram::level::Levels;
use specgram::output::{Parameter, record, transform_parameters};
use specgram::pipeline::{PictureOptions, Report};
use specgram::spectrogram::{Picture, Spectrogram};

/// The largest file that is searched for a record.
const LARGEST: u64 = 1 << 30;

/// What is said about a figure.
pub(super) struct Recorded<'a> {
    pub(super) name: &'a str,
    pub(super) report: &'a Report,
    pub(super) options: &'a PictureOptions,
    pub(super) pictures: &'a [Picture],
    pub(super) look: &'a FigureOptions,
    pub(super) layout: &'a Layout,
    pub(super) levels: Levels,
}

impl Recorded<'_> {
    /// The record, without anything that differs between equal figures: no time, no path of an output.
    pub(super) fn to_json(&self) -> String {
        let Self { name, report, options, look, .. } = self;
        let rate = report.spec.sample_rate;
        json!({
            "software": "specgram",
            "version": env!("CARGO_PKG_VERSION"),
            "input": {
                "name": name,
                "channels": report.spec.channels,
                "sample_rate": rate.get(),
                "samples": report.samples,
                "seconds": rate.duration(report.samples).0,
            },
            "analysis": self.analysis(),
            "picture": {
                "pool": options.pool.to_string(),
                "interpolate": options.interpolate,
                "colormap": look.colormap.to_string(),
                "theme": look.theme.to_string(),
                "title": look.title,
                "zoom": look.zoom,
                "font_size": look.font_size,
            },
            "axes": self.axes(),
        })
        .to_string()
    }

    fn analysis(&self) -> Map<String, Value> {
        let Self { report, options, .. } = self;
        let mut analysis = as_json(&transform_parameters(&report.stft, report.spec.complex));
        analysis.insert("channel".to_owned(), json!(options.channels.to_string()));
        analysis.insert("frames".to_owned(), json!(report.frames));
        analysis
    }

    /// From pixels, counted from the upper left corner of the figure, to seconds, hertz and levels.
    fn axes(&self) -> Value {
        let Some(Spectrogram { time, frequency, quantity, .. }) = self.pictures.first().map(|p| &p.spectrogram) else {
            return Value::Null;
        };
        let (low, high) = self.levels.ends();
        let unit = match self.levels {
            Levels::Decibels(_) => quantity.decibel_unit(),
            Levels::Linear { .. } | Levels::Amplitude { .. } => quantity.linear_unit(),
        };
        let plots: Vec<Value> = self.layout.lanes.iter().map(|lane| rect(lane.plot)).collect();
        json!({
            "figure": [self.layout.width, self.layout.height],
            "plots": plots,
            "time": { "unit": "s", "left": time.start, "right": time.end },
            "frequency": {
                "unit": "Hz",
                "scale": frequency.scale().to_string(),
                "bottom": frequency.low(),
                "top": frequency.high(),
            },
            "level": { "unit": unit, "first_color": low, "last_color": high },
        })
    }
}

/// Parameters as an object.
pub(super) fn as_json(parameters: &[(&'static str, Parameter)]) -> Map<String, Value> {
    let value = |parameter: &Parameter| match parameter {
        Parameter::Text(text) => json!(text),
        Parameter::Number(number) => json!(number),
        Parameter::Count(count) => json!(count),
        Parameter::Flag(flag) => json!(flag),
    };
    parameters.iter().map(|(name, parameter)| ((*name).to_owned(), value(parameter))).collect()
}

/// The edges of a rectangle: the pixels from x to right and from y to bottom are within.
fn rect(rect: Rect) -> Value {
    json!({ "left": rect.x, "top": rect.y, "right": rect.right(), "bottom": rect.bottom() })
}

/// The record in a figure made here; `None` for any other file.
pub(super) fn of_file(path: &Path) -> Option<Value> {
    let file = File::open(path).ok()?;
    let is_small_file = file.metadata().is_ok_and(|data| data.is_file() && data.len() <= LARGEST);
    let mut bytes = vec![0; 8];
    let mut file = Some(file).filter(|_| is_small_file)?;
    file.read_exact(&mut bytes).ok()?;
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    if !(begins(b"\x89PNG") || begins(b"%PDF-") || begins(b"<svg")) {
        return None;
    }
    file.read_to_end(&mut bytes).ok()?;
    serde_json::from_str(&record::of_file(&bytes)?).ok()
}

/// The record in lines, each a name and a value.
pub(super) fn as_text(record: &Value) -> String {
    let mut lines = String::new();
    for group in ["input", "analysis", "picture", "axes"] {
        for (name, value) in record[group].as_object().into_iter().flatten() {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            lines += &format!("  {name:<13} {value}\n");
        }
    }
    lines
}
