//! A record as readable lines.

use crate::units::Short;
use serde_json::Value;

/// The record as lines, each with a name and a value.
pub(in crate::job) fn lines_of(record: &Value) -> Vec<String> {
    let named = |group: &str| {
        let entries = record[group].as_object().into_iter().flatten();
        entries.map(|(name, value)| (name.clone(), plain(value))).collect::<Vec<_>>()
    };
    let axes = of_axes(&record["axes"]).unwrap_or_else(|| named("axes"));
    let groups = [named("input"), named("analysis"), named("picture"), axes];
    groups.iter().flatten().map(|(name, value)| format!("  {name:<13} {value}")).collect()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The axes in words; `None` if they are not in this version's format.
fn of_axes(axes: &Value) -> Option<Vec<(String, String)>> {
    let mut lines = Vec::new();
    let mut add = |name: &str, value: String| lines.push((name.to_owned(), value));
    let size = axes["figure"].as_array().filter(|sides| sides.len() == 2)?;
    add("figure", format!("{}x{} pixels", size[0], size[1]));
    let [time, frequency, level] = ["time", "frequency", "level"].map(|name| &axes[name]);
    if axes["surface"].is_object() {
        for (name, side) in [("x in pixels", 0), ("y in pixels", 1)] {
            add(name, projection(&axes["surface"], side)?);
        }
        add("time", format!("{} to {}", number(time, "left")?, number(time, "right")?));
        add(
            "frequency",
            format!(
                "{} to {}, {}",
                number(frequency, "bottom")?,
                number(frequency, "top")?,
                frequency["scale"].as_str()?
            ),
        );
    } else {
        for plot in axes["plots"].as_array()? {
            add("plot", rect(plot)?);
        }
        add("time", format!("{} at its left, {} at its right", number(time, "left")?, number(time, "right")?));
        let (bottom, top) = (number(frequency, "bottom")?, number(frequency, "top")?);
        add("frequency", format!("{bottom} at its bottom, {top} at its top; {}", frequency["scale"].as_str()?));
    }
    for panel in axes["waveforms"].as_array().into_iter().flatten() {
        add("waveform", rect(panel)?);
    }
    if let amplitude @ Value::Object(_) = &axes["amplitude"] {
        let (bottom, top) = (number(amplitude, "bottom")?, number(amplitude, "top")?);
        add("amplitude", format!("{bottom} at its bottom, {top} at its top"));
    }
    let (first, last) = (number(level, "first_color")?, number(level, "last_color")?);
    for panel in axes["spectra"].as_array().into_iter().flatten() {
        add("spectrum", format!("{}; {first} at its left, {last} at its right", rect(panel)?));
    }
    if let no_data @ Value::Object(_) = &axes["no_data"] {
        add("no data", format!("{} cells, {}", no_data["cells"].as_u64()?, no_data["color"].as_str()?));
    }
    match &axes["colorbar"] {
        Value::Null => add("level", format!("{first} to {last}")),
        bar => {
            add("colorbar", rect(bar)?);
            add("level", format!("{first} at its bottom, {last} at its top"));
        }
    }
    Some(lines)
}

/// A number with the unit of its axis.
fn number(axis: &Value, end: &str) -> Option<String> {
    Some(format!("{} {}", Short(axis[end].as_f64()?), axis["unit"].as_str()?))
}

/// The borders of a rectangle.
fn rect(rect: &Value) -> Option<String> {
    let at = |side: &str| rect[side].as_i64();
    Some(format!("x {} to {}, y {} to {}", at("left")?, at("right")?, at("top")?, at("bottom")?))
}

/// A coordinate of the figure as a function of fractions of a surface's axes.
fn projection(surface: &Value, side: usize) -> Option<String> {
    let pixels = |name: &str| surface[name][side].as_f64();
    let mut sum = format!("{:.1}", pixels("origin")?);
    for name in ["time", "frequency", "level"] {
        let along = pixels(name)?;
        sum += &format!(" {} {:.1}·{name}", if along < 0.0 { '-' } else { '+' }, along.abs());
    }
    Some(sum + ", each from 0 to 1")
}
