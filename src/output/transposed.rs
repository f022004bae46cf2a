//! Frames in, rows out, in bounded memory.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use super::array::temporary_error;
use super::npy::write_doubles;
use crate::error::Result;

/// Numbers that are turned around together: 4 MiB of them.
const NUMBERS_PER_BLOCK: usize = 1 << 19;

/// A matrix that arrives column by column and is read row by row.
///
/// Columns gather in memory to blocks; a full block is transposed and goes to a
/// temporary file. A row is then one run of numbers per block.
pub(super) struct Transposed {
    /// Numbers of a column.
    height: usize,
    /// Columns of a full block.
    columns: usize,
    /// The columns of the block that is being filled.
    block: Vec<f64>,
    /// Full blocks before it.
    blocks: u64,
    file: Option<File>,
}

impl Transposed {
    /// An empty matrix with so many rows, at least 1.
    pub(super) fn new(height: usize) -> Self {
        Self { height, columns: (NUMBERS_PER_BLOCK / height).max(1), block: Vec::new(), blocks: 0, file: None }
    }

    /// Takes whole columns.
    pub(super) fn push(&mut self, mut numbers: &[f64]) -> Result<()> {
        while !numbers.is_empty() {
            let room = self.columns * self.height - self.block.len();
            let (taken, rest) = numbers.split_at(room.min(numbers.len()));
            self.block.extend_from_slice(taken);
            numbers = rest;
            if self.block.len() == self.columns * self.height {
                self.put_away()?;
            }
        }
        Ok(())
    }

    fn put_away(&mut self) -> Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile().map_err(temporary_error)?),
        };
        let mut row = Vec::with_capacity(self.columns);
        let mut turned = Vec::with_capacity(self.block.len());
        for index in 0..self.height {
            row.clear();
            row.extend(self.block.iter().skip(index).step_by(self.height));
            turned.extend_from_slice(&row);
        }
        write_doubles(file, &turned)?;
        file.flush().map_err(temporary_error)?;
        self.block.clear();
        self.blocks += 1;
        Ok(())
    }

    /// Shows a row to `visit`, run by run.
    ///
    /// # Panics
    /// Unless `row` is below the height.
    pub(super) fn row(&mut self, row: usize, mut visit: impl FnMut(&[f64]) -> Result<()>) -> Result<()> {
        assert!(row < self.height, "row {row} of {}", self.height);
        let (mut bytes, mut run) = (Vec::new(), Vec::new());
        if let Some(file) = &mut self.file {
            bytes.resize(self.columns * 8, 0);
            for block in 0..self.blocks {
                let at = (block * self.height as u64 + row as u64) * self.columns as u64 * 8;
                file.seek(SeekFrom::Start(at)).map_err(temporary_error)?;
                file.read_exact(&mut bytes).map_err(temporary_error)?;
                run.clear();
                run.extend(bytes.as_chunks::<8>().0.iter().map(|number| f64::from_le_bytes(*number)));
                visit(&run)?;
            }
        }
        run.clear();
        run.extend(self.block.iter().skip(row).step_by(self.height));
        visit(&run)
    }
}
