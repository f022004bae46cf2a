//! NumPy's files, read back, and compared.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

/// An array of doubles; of complex values the real and the imaginary parts alternate.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Array {
    pub(crate) shape: Vec<usize>,
    pub(crate) complex: bool,
    /// In C order, whatever the file's.
    pub(crate) values: Vec<f64>,
}

impl Array {
    /// Reads a file in the format of NumPy enhancement proposal 1.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        assert_eq!(&bytes[..8], b"\x93NUMPY\x01\x00");
        let end = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
        let header = std::str::from_utf8(&bytes[10..end]).unwrap();
        let between = |from: &str, to: &str| {
            let rest = &header[header.find(from).unwrap() + from.len()..];
            rest[..rest.find(to).unwrap()].to_owned()
        };
        let element = between("'descr': '", "'");
        let complex = element == "<c16";
        assert!(complex || element == "<f8", "{header}");
        let shape: Vec<usize> =
            between("'shape': (", ")").split(',').filter_map(|length| length.trim().parse().ok()).collect();
        let numbers: Vec<f64> = bytes[end..].as_chunks::<8>().0.iter().map(|x| f64::from_le_bytes(*x)).collect();
        let width = if complex { 2 } else { 1 };
        assert_eq!(numbers.len(), shape.iter().product::<usize>() * width, "{header}");
        let fortran = between("'fortran_order': ", ",") == "True";
        let values = if fortran { from_fortran(&shape, width, &numbers) } else { numbers };
        Self { shape, complex, values }
    }

    /// Reads a `.npy` file.
    pub(crate) fn open(path: &Path) -> Self {
        Self::parse(&std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }

    /// The real or the imaginary parts of a complex array.
    pub(crate) fn part(&self, part: usize) -> Self {
        assert!(self.complex);
        Self {
            shape: self.shape.clone(),
            complex: false,
            values: self.values.iter().skip(part).step_by(2).copied().collect(),
        }
    }

    /// The same with only some rows, in that order.
    pub(crate) fn rows(&self, rows: impl IntoIterator<Item = usize>) -> Self {
        let width = self.values.len() / self.shape[0];
        let values: Vec<f64> =
            rows.into_iter().flat_map(|row| self.values[row * width..][..width].iter().copied()).collect();
        let shape = [&[values.len() / width], &self.shape[1..]].concat();
        Self { shape, complex: self.complex, values }
    }

    /// The same with only some columns.
    pub(crate) fn columns(&self, columns: std::ops::Range<usize>) -> Self {
        let values = self.values.chunks_exact(self.shape[1]).flat_map(|row| row[columns.clone()].to_vec()).collect();
        Self { shape: vec![self.shape[0], columns.len()], complex: false, values }
    }

    /// The mean of every row.
    pub(crate) fn row_means(&self) -> Self {
        let means = self.values.chunks_exact(self.shape[1]).map(|row| row.iter().sum::<f64>() / row.len() as f64);
        Self { shape: vec![self.shape[0]], complex: false, values: means.collect() }
    }
}

/// Numbers whose first index runs fastest, with the last running fastest.
fn from_fortran(shape: &[usize], width: usize, numbers: &[f64]) -> Vec<f64> {
    let mut values = vec![0.0; numbers.len()];
    for (index, value) in numbers.chunks_exact(width).enumerate() {
        let (mut rest, mut place) = (index, 0);
        let mut strides = vec![1; shape.len()];
        for axis in (0..shape.len().saturating_sub(1)).rev() {
            strides[axis] = strides[axis + 1] * shape[axis + 1];
        }
        for (length, stride) in shape.iter().zip(&strides) {
            place += rest % length * stride;
            rest /= length;
        }
        values[place * width..][..width].copy_from_slice(value);
    }
    values
}

/// An archive of arrays, those of numbers only.
pub(crate) fn archive(bytes: impl Into<Vec<u8>>) -> HashMap<String, Array> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes.into())).unwrap();
    let mut arrays = HashMap::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let name = entry.name().unwrap().trim_end_matches(".npy").to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if bytes.windows(5).any(|text| text == b"'<f8'") || bytes.windows(6).any(|text| text == b"'<c16'") {
            arrays.insert(name, Array::parse(&bytes));
        }
    }
    arrays
}

/// Reads an archive from a file.
pub(crate) fn open_archive(path: &Path) -> HashMap<String, Array> {
    let mut bytes = Vec::new();
    File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).read_to_end(&mut bytes).unwrap();
    archive(bytes)
}

/// How near two numbers must be: |got − expected| ≤ absolute + relative·|expected|.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tolerance {
    pub(crate) relative: f64,
    pub(crate) absolute: f64,
    /// Whether multiples of 2π make no difference.
    pub(crate) turns: bool,
}

impl Tolerance {
    pub(crate) const fn new(relative: f64, absolute: f64) -> Self {
        Self { relative, absolute, turns: false }
    }
}

/// Frequencies and times follow from whole numbers: a few roundings.
pub(crate) const AXES: Tolerance = Tolerance::new(1e-12, 1e-12);

/// The difference, if any.
pub(crate) fn difference(got: &Array, expected: &Array, tolerance: Tolerance) -> Option<String> {
    if got.shape != expected.shape {
        return Some(format!("the shape is {:?}, not {:?}", got.shape, expected.shape));
    }
    let far = |(got, expected): (f64, f64)| {
        let mut apart = (got - expected).abs();
        if tolerance.turns {
            let turned = apart.rem_euclid(std::f64::consts::TAU);
            apart = turned.min(std::f64::consts::TAU - turned);
        }
        // Written so that NaN is far; −∞ is near itself.
        let near = got == expected || apart <= tolerance.absolute + tolerance.relative * expected.abs();
        !near
    };
    let pairs = got.values.iter().copied().zip(expected.values.iter().copied());
    let wrong: Vec<usize> = pairs.enumerate().filter(|(_, pair)| far(*pair)).map(|(index, _)| index).collect();
    let index = *wrong.first()?;
    let width = got.shape.last().copied().unwrap_or(1);
    Some(format!(
        "{} of {} values differ, first at row {}, column {}: {} is not {}",
        wrong.len(),
        got.values.len(),
        index / width,
        index % width,
        got.values[index],
        expected.values[index]
    ))
}
