//! Comma-separated values: frequencies down, times across.

use std::io::Write;

use super::array::{ArrayWriter, Axes, write_error};
use crate::error::Result;

/// A table whose first row holds the times and whose first column the frequencies.
///
/// The corner is `nan`, which every reader of numbers takes for a number. The
/// table runs across the order in which spectra come, so they are kept until the end.
pub(super) struct Csv<W> {
    sink: W,
    power: Vec<f64>,
}

impl<W: Write> Csv<W> {
    pub(super) fn new(sink: W) -> Self {
        Self { sink, power: Vec::new() }
    }
}

impl<W: Write> ArrayWriter for Csv<W> {
    fn spectra(&mut self, power: &[f64]) -> Result<()> {
        self.power.extend_from_slice(power);
        Ok(())
    }

    fn finish(mut self: Box<Self>, axes: &Axes<'_>) -> Result<()> {
        let sink = &mut self.sink;
        let mut line = |first: f64, rest: &mut dyn Iterator<Item = f64>| {
            write!(sink, "{}", Shortest(first))?;
            for value in rest {
                write!(sink, ",{}", Shortest(value))?;
            }
            writeln!(sink)
        };
        line(f64::NAN, &mut axes.times()).map_err(write_error)?;
        for (k, frequency) in axes.frequencies().enumerate() {
            let mut row = self.power.iter().skip(k).step_by(axes.bins()).copied();
            line(frequency, &mut row).map_err(write_error)?;
        }
        self.sink.flush().map_err(write_error)
    }
}

/// The fewest digits that read back as the same double; with an exponent where that is shorter.
struct Shortest(f64);

impl std::fmt::Display for Shortest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let magnitude = self.0.abs();
        match self.0 {
            value if value.is_nan() => f.write_str("nan"),
            value if magnitude == 0.0 || (1e-4..1e15).contains(&magnitude) => write!(f, "{value}"),
            value => write!(f, "{value:e}"),
        }
    }
}
