//! Comma-separated values: frequencies down, times across.

use std::fmt;
use std::io::Write;

use super::array::{ArrayAxes, ArrayWriter, write_error};
use super::array_format::ArrayFormat;
use super::transposed::Transposed;
use crate::error::Result;
use crate::frames::FrameSink;

/// The format.
pub(super) const FORMAT: ArrayFormat = ArrayFormat {
    name: "csv",
    about: "a table: t in the first row, f in the first column",
    complex: false,
    channels: false,
    axes: true,
    open: |sink, shape, _| Ok(Box::new(Csv::new(sink, shape.rows())?)),
    find_stamp: None,
};

/// A table whose first row holds the times and whose first column the frequencies.
///
/// The corner is `nan`, which every parser of numbers accepts.
pub(super) struct Csv<W> {
    sink: W,
    table: Transposed,
}

impl<W: Write> Csv<W> {
    /// Writes a table of `rows` rows.
    pub(super) fn new(sink: W, rows: usize) -> Result<Self> {
        Ok(Self { sink, table: Transposed::new(rows)? })
    }
}

impl<W: Write> FrameSink for Csv<W> {
    fn frames(&mut self, numbers: &[f64]) -> Result<()> {
        self.table.frames(numbers)
    }
}

impl<W: Write> ArrayWriter for Csv<W> {
    fn finish(mut self: Box<Self>, axes: &ArrayAxes<'_>) -> Result<()> {
        let sink = &mut self.sink;
        write!(sink, "nan").map_err(write_error)?;
        for time in axes.times() {
            write!(sink, ",{}", Shortest(time)).map_err(write_error)?;
        }
        for (row, frequency) in axes.frequencies().enumerate() {
            write!(sink, "\n{}", Shortest(frequency)).map_err(write_error)?;
            self.table.row(row, |values| {
                values.iter().try_for_each(|value| write!(sink, ",{}", Shortest(*value))).map_err(write_error)
            })?;
        }
        writeln!(sink).and_then(|()| sink.flush()).map_err(write_error)
    }
}

/// The fewest digits that read back as the same double, with an exponent if that is shorter.
pub(super) struct Shortest(pub(super) f64);

impl fmt::Display for Shortest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.abs();
        match self.0 {
            value if value.is_nan() => f.write_str("nan"),
            value if magnitude == 0.0 || !value.is_finite() || (1e-4..1e15).contains(&magnitude) => {
                write!(f, "{value}")
            }
            value => write!(f, "{value:e}"),
        }
    }
}
