//! The record of a figure.

use serde_json::{Map, Value, json};

use super::super::parameters::as_json;
use super::super::render::Rendered;
use super::super::stamp::STAMP;
use super::axes;
use crate::figure::View;
use crate::output::transform_parameters;
use crate::source::Decoder;
use crate::warning::Warning;

/// The contents of a figure's record.
struct Recorded<'a> {
    name: &'a str,
    rendered: &'a Rendered,
}

impl Recorded<'_> {
    /// The record, without anything that differs between equal figures: no time, no output path.
    fn to_json(&self) -> String {
        let Self { name, rendered: Rendered { report, .. } } = self;
        let rate = report.spec.sample_rate;
        let mut record = json!({
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
            "picture": self.picture(),
            "axes": axes::of(self.rendered),
        });
        // Other decoders may deliver other samples.
        if self.rendered.decoder != Decoder::Native {
            record["input"]["decoder"] = json!(self.rendered.decoder.name());
        }
        if !self.rendered.corrections.is_empty() {
            record["input"]["corrections"] = json!(as_json(&self.rendered.corrections));
        }
        let is_notable = |warning: &&Warning| warning.loses_samples() || matches!(warning, Warning::Interpreted(_));
        let codes: Vec<&str> = report.warnings.iter().filter(is_notable).map(Warning::code).collect();
        if !codes.is_empty() {
            record["input"]["warnings"] = json!(codes);
        }
        if !self.rendered.style.is_empty() {
            let style = self.rendered.style.iter().map(|(key, value)| (key.clone(), json!(value)));
            record["style"] = style.collect::<Map<_, _>>().into();
        }
        if let Some(stamp) = &self.rendered.stamp {
            record[STAMP] = json!(stamp.text());
        }
        record.to_string()
    }

    fn picture(&self) -> Value {
        let Rendered { options, look, .. } = self.rendered;
        let mut picture = json!({
            "pool": options.pool.to_string(),
            "interpolate": options.interpolate,
            "view": look.view.to_string(),
            "colormap": look.colormap.to_string(),
            "theme": look.theme.to_string(),
            "grid": look.grid,
            "title": look.title,
            "zoom": look.zoom,
            "font_size": look.font_size,
        });
        if look.view == View::Surface {
            picture["azimuth"] = json!(look.azimuth);
            picture["elevation"] = json!(look.elevation);
        }
        picture
    }

    fn analysis(&self) -> Map<String, Value> {
        let Rendered { report, options, .. } = self.rendered;
        let mut analysis = as_json(&transform_parameters(&report.transform, report.spec.kind()));
        analysis.insert("channel".to_owned(), json!(options.channels.to_string()));
        analysis.insert("frames".to_owned(), json!(report.frames));
        analysis
    }
}

impl Rendered {
    /// The record as JSON: nothing in it differs between equal figures.
    pub fn record(&self) -> String {
        Recorded { name: &self.name, rendered: self }.to_json()
    }
}
