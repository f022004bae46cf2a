//! JSON: the array with its axes and its parameters.

use std::fmt;
use std::fs::File;
use std::io::{Read, Write};

use super::array::{ArrayAxes, ArrayWriter, write_error};
use super::array_format::ArrayFormat;
use super::csv::Shortest;
use super::transposed::Transposed;
use crate::error::Result;
use crate::frames::FrameSink;
use crate::parameter::Parameter;

/// The format.
pub(super) const FORMAT: ArrayFormat = ArrayFormat {
    name: "json",
    about: "same contents as npz; non-finite values become null",
    complex: false,
    channels: true,
    axes: true,
    open: |sink, shape, _| Ok(Box::new(Json::new(sink, shape.rows() * shape.values_per_row())?)),
    find_stamp: Some(find_stamp),
};

/// An object with `parameters`, `f` in hertz, `t` in seconds and `S` \[frequency\]\[time\]; with separate channels
/// \[channel\]\[frequency\]\[time\].
///
/// Non-finite values, such as the decibels of silence, are `null`.
pub(super) struct Json<W> {
    sink: W,
    table: Transposed,
}

impl<W: Write> Json<W> {
    /// Writes a table of `rows` rows, of all channels together.
    pub(super) fn new(sink: W, rows: usize) -> Result<Self> {
        Ok(Self { sink, table: Transposed::new(rows)? })
    }
}

impl<W: Write> FrameSink for Json<W> {
    fn frames(&mut self, numbers: &[f64]) -> Result<()> {
        self.table.frames(numbers)
    }
}

impl<W: Write> ArrayWriter for Json<W> {
    fn finish(self: Box<Self>, axes: &ArrayAxes<'_>) -> Result<()> {
        let Self { mut sink, mut table } = *self;
        write!(sink, "{{\n\"parameters\": {{").map_err(write_error)?;
        for (index, (name, value)) in axes.parameters.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            write!(sink, "{comma}\n  \"{name}\": {}", Value(value)).map_err(write_error)?;
        }
        write!(sink, "\n}},\n\"f\": ").map_err(write_error)?;
        list(&mut sink, axes.frequencies())?;
        write!(sink, ",\n\"t\": ").map_err(write_error)?;
        list(&mut sink, axes.times())?;
        write!(sink, ",\n\"S\": ").map_err(write_error)?;
        let (channels, rows) = (axes.shape.values_per_row(), axes.rows());
        for channel in 0..channels {
            if axes.shape.channels.is_some() {
                write!(sink, "{}", if channel == 0 { "[" } else { ",\n" }).map_err(write_error)?;
            }
            for row in 0..rows {
                write!(sink, "{}[", if row == 0 { "[\n" } else { ",\n" }).map_err(write_error)?;
                let mut first = true;
                table.row(row * channels + channel, |values| {
                    values_into(&mut sink, &mut first, values.iter().copied())
                })?;
                write!(sink, "]").map_err(write_error)?;
            }
            write!(sink, "\n]").map_err(write_error)?;
        }
        let end = if axes.shape.channels.is_some() { "]\n}\n" } else { "\n}\n" };
        write!(sink, "{end}").and_then(|()| sink.flush()).map_err(write_error)
    }
}

/// Writes an array of numbers.
fn list(sink: &mut impl Write, values: impl Iterator<Item = f64>) -> Result<()> {
    write!(sink, "[").map_err(write_error)?;
    values_into(sink, &mut true, values)?;
    write!(sink, "]").map_err(write_error)
}

/// Writes the next numbers of an array.
fn values_into(sink: &mut impl Write, first: &mut bool, values: impl Iterator<Item = f64>) -> Result<()> {
    for value in values {
        let comma = if std::mem::take(first) { "" } else { ", " };
        write!(sink, "{comma}{}", Finite(value)).map_err(write_error)?;
    }
    Ok(())
}

/// A number in JSON.
struct Finite(f64);

impl fmt::Display for Finite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_finite() { Shortest(self.0).fmt(f) } else { f.write_str("null") }
    }
}

/// A parameter in JSON; only quotes and backslashes need escaping in its text.
struct Value<'a>(&'a Parameter);

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Parameter::Text(text) => write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            Parameter::Number(number) => Finite(*number).fmt(f),
            Parameter::Count(count) => count.fmt(f),
            Parameter::Flag(flag) => flag.fmt(f),
        }
    }
}

/// The text of the parameter `stamp`, which is in the first part of the file and has no escapes.
fn find_stamp(file: File) -> Option<String> {
    let mut head = Vec::new();
    file.take(1 << 16).read_to_end(&mut head).ok()?;
    let head = String::from_utf8_lossy(&head);
    let parameters = head.split_once("\n},").map_or(&*head, |(parameters, _)| parameters);
    let (_, after) = parameters.split_once("\n  \"stamp\": \"")?;
    after.split_once('"').map(|(stamp, _)| stamp.to_owned())
}
