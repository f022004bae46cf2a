//! From pixels, counted from the upper left corner of the figure, to seconds, hertz, levels and amplitudes.

use serde_json::{Value, json};

use crate::figure::{self, Camera, Lane, PanelLayout, Rect};
use crate::job::render::Rendered;
use crate::spectrogram::Spectrogram;

/// The places of a figure's axes and the values at their ends.
pub(super) fn of(rendered: &Rendered) -> Value {
    let Rendered { pictures, look, layout, levels, .. } = rendered;
    let Some(Spectrogram { time, frequency, quantity, .. }) = pictures.first().map(|p| &p.spectrogram) else {
        return Value::Null;
    };
    let (low, high) = levels.ends();
    let mut axes = json!({
        "figure": [layout.width, layout.height],
        "time": { "unit": "s", "left": time.start, "right": time.end },
        "frequency": {
            "unit": "Hz",
            "scale": frequency.scale().to_string(),
            "bottom": frequency.low(),
            "top": frequency.high(),
        },
        "level": { "unit": levels.unit(quantity), "first_color": low, "last_color": high },
    });
    match &layout.scene {
        Some(scene) => axes["surface"] = surface(&scene.camera),
        None => axes["plots"] = layout.lanes.iter().map(|lane| rect(lane.plot)).collect(),
    }
    let no_data: usize = pictures.iter().map(|picture| picture.spectrogram.cells_without_data()).sum();
    if no_data > 0 {
        let color = look.theme.palette().no_data;
        axes["no_data"] =
            json!({ "cells": no_data, "color": format!("#{:02x}{:02x}{:02x}", color.0, color.1, color.2) });
    }
    if let Some(colorbar) = &layout.colorbar {
        axes["colorbar"] = rect(colorbar.bar);
    }
    let panels = |of: fn(&Lane) -> Option<PanelLayout>| -> Vec<Value> {
        layout.lanes.iter().filter_map(of).map(|panel| rect(panel.inner)).collect()
    };
    let (waveforms, spectra) = (panels(|lane| lane.waveform), panels(|lane| lane.spectrum));
    if !waveforms.is_empty() {
        let (bottom, top) = figure::amplitude_range(pictures);
        axes["waveforms"] = json!(waveforms);
        let (unit, factor) = (quantity.unit.symbol(), quantity.unit.per_full_scale());
        axes["amplitude"] = json!({ "unit": unit, "bottom": bottom * factor, "top": top * factor });
    }
    if !spectra.is_empty() {
        axes["spectra"] = json!(spectra);
    }
    axes
}

/// The edges of a rectangle: the pixels from left to right and from top to bottom, upper ends excluded.
fn rect(rect: Rect) -> Value {
    json!({ "left": rect.x, "top": rect.y, "right": rect.right(), "bottom": rect.bottom() })
}

/// The place of the box's first corner, and its displacement in pixels, right and down, along the whole of each axis.
fn surface(camera: &Camera) -> Value {
    let origin = camera.project([0.0; 3]);
    let along = |place| {
        let end = camera.project(place);
        [end[0] - origin[0], end[1] - origin[1]]
    };
    json!({
        "origin": origin,
        "time": along([1.0, 0.0, 0.0]),
        "frequency": along([0.0, 1.0, 0.0]),
        "level": along([0.0, 0.0, 1.0]),
    })
}
