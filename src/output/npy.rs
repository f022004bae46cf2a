//! NumPy's array format.
//!
//! # Source
//! NumPy enhancement proposal 1, version 1.0 of the format.

use std::io::{Seek, SeekFrom, Write};

use super::array::{ArrayAxes, ArrayShape, ArrayWriter, write_error};
use super::array_format::ArrayFormat;
use crate::error::Result;
use crate::frames::FrameSink;

/// The format.
pub(super) const FORMAT: ArrayFormat = ArrayFormat {
    name: "npy",
    about: "S alone, as a NumPy array",
    complex: true,
    channels: true,
    axes: false,
    open: |sink, shape, _| Ok(Box::new(Npy::new(sink, shape)?)),
    find_stamp: None,
};

/// Bytes of every header written here: the same for all shapes, so that it can be overwritten.
const HEADER: usize = 128;

/// The type of the elements of spectra, in NumPy's terms.
pub(super) fn element(shape: &ArrayShape) -> &'static str {
    if shape.complex { "<c16" } else { "<f8" }
}

/// The header of an array in Fortran order, whose first index varies fastest.
///
/// In this order, consecutive spectra of single frames form a matrix of \[frequency, time\].
pub(super) fn header(element: &str, shape: &[u64]) -> [u8; HEADER] {
    let lengths: Vec<String> = shape.iter().map(u64::to_string).collect();
    let trailing = if shape.len() == 1 { "," } else { "" };
    let order = if shape.len() > 1 { "True" } else { "False" };
    let text =
        format!("{{'descr': '{element}', 'fortran_order': {order}, 'shape': ({}{trailing}), }}", lengths.join(", "));
    let mut header = [b' '; HEADER];
    header[..8].copy_from_slice(b"\x93NUMPY\x01\x00");
    header[8..10].copy_from_slice(&((HEADER - 10) as u16).to_le_bytes());
    header[10..10 + text.len()].copy_from_slice(text.as_bytes());
    header[HEADER - 1] = b'\n';
    header
}

/// Writes doubles as they lie in a file.
pub(super) fn write_doubles(sink: &mut (impl Write + ?Sized), values: &[f64]) -> Result<()> {
    let mut bytes = [0; 8 * 1024];
    for chunk in values.chunks(1024) {
        for (place, value) in bytes.chunks_exact_mut(8).zip(chunk) {
            place.copy_from_slice(&value.to_le_bytes());
        }
        sink.write_all(&bytes[..chunk.len() * 8]).map_err(write_error)?;
    }
    Ok(())
}

/// S alone, shaped \[frequency, time\], with separate channels \[channel, frequency, time\].
pub(super) struct Npy<W> {
    sink: W,
}

impl<W: Write + Seek> Npy<W> {
    pub(super) fn new(mut sink: W, shape: &ArrayShape) -> Result<Self> {
        // The number of frames is not certain before the end.
        sink.write_all(&header(element(shape), &shape.lengths(0))).map_err(write_error)?;
        Ok(Self { sink })
    }
}

impl<W: Write + Seek> FrameSink for Npy<W> {
    fn frames(&mut self, numbers: &[f64]) -> Result<()> {
        write_doubles(&mut self.sink, numbers)
    }
}

impl<W: Write + Seek> ArrayWriter for Npy<W> {
    fn finish(mut self: Box<Self>, axes: &ArrayAxes<'_>) -> Result<()> {
        self.sink.seek(SeekFrom::Start(0)).map_err(write_error)?;
        self.sink.write_all(&header(element(axes.shape), &axes.lengths())).map_err(write_error)?;
        self.sink.flush().map_err(write_error)
    }
}
