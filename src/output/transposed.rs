//! Frames in, rows out, in bounded memory.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::Range;

use super::array::temporary_error;
use super::npy::write_doubles;
use crate::error::Result;
use crate::frames::FrameSink;
use crate::memory;

/// Numbers that are transposed together: 4 MiB of them.
const NUMBERS_PER_BLOCK: usize = 1 << 19;

/// A matrix that arrives column by column and is read row by row.
///
/// Columns are collected into blocks in memory; a full block is transposed and written to a temporary file. A row is
/// then one run of numbers per block, and as many rows as fit in memory are read at once.
pub(super) struct Transposed {
    /// Numbers per column.
    height: usize,
    /// Columns of a full block.
    columns: usize,
    /// The columns of the incomplete block.
    block: Vec<f64>,
    /// The number of full blocks before it.
    blocks: usize,
    file: Option<File>,
    /// Rows of the full blocks: for each block in turn, the rows in `held`.
    rows: Vec<f64>,
    held: Range<usize>,
}

impl FrameSink for Transposed {
    /// Takes whole columns.
    fn frames(&mut self, mut numbers: &[f64]) -> Result<()> {
        while !numbers.is_empty() {
            let room = self.columns * self.height - self.block.len();
            let (taken, rest) = numbers.split_at(room.min(numbers.len()));
            self.block.extend_from_slice(taken);
            numbers = rest;
            if self.block.len() == self.columns * self.height {
                self.flush_block()?;
            }
        }
        Ok(())
    }
}

impl Transposed {
    /// An empty matrix with this many rows, at least 1.
    ///
    /// # Errors
    /// [`Error::Memory`](crate::Error::Memory) without memory for two blocks.
    pub(super) fn new(height: usize) -> Result<Self> {
        let columns = (NUMBERS_PER_BLOCK / height).max(1);
        let mut matrix =
            Self { height, columns, block: Vec::new(), blocks: 0, file: None, rows: Vec::new(), held: 0..0 };
        memory::check(|| format!("a table of {height} rows"), (2 * height * columns * size_of::<f64>()) as u64)?;
        memory::reserve(&mut matrix.block, height * columns)?;
        memory::reserve(&mut matrix.rows, height * columns)?;
        Ok(matrix)
    }

    fn flush_block(&mut self) -> Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile().map_err(temporary_error)?),
        };
        let mut row = Vec::with_capacity(self.columns);
        let mut turned = std::mem::take(&mut self.rows);
        turned.clear();
        for index in 0..self.height {
            row.clear();
            row.extend(self.block.iter().skip(index).step_by(self.height));
            turned.extend_from_slice(&row);
        }
        write_doubles(file, &turned)?;
        self.rows = turned;
        file.flush().map_err(temporary_error)?;
        self.block.clear();
        self.blocks += 1;
        self.held = 0..0;
        Ok(())
    }

    /// Passes a row to `visit`, run by run.
    ///
    /// # Panics
    /// Unless `row` is below the height.
    pub(super) fn row(&mut self, row: usize, mut visit: impl FnMut(&[f64]) -> Result<()>) -> Result<()> {
        assert!(row < self.height, "row {row} of {}", self.height);
        let at_once = NUMBERS_PER_BLOCK / (self.blocks * self.columns).max(1);
        if at_once < 2 {
            for block in 0..self.blocks {
                self.read(block..block + 1, row..row + 1)?;
                visit(&self.rows)?;
            }
        } else {
            if !self.held.contains(&row) {
                let first = row / at_once * at_once;
                self.read(0..self.blocks, first..(first + at_once).min(self.height))?;
            }
            let runs = self.rows.chunks_exact(self.columns);
            runs.skip(row - self.held.start).step_by(self.held.len()).try_for_each(&mut visit)?;
        }
        let last: Vec<f64> = self.block.iter().skip(row).step_by(self.height).copied().collect();
        visit(&last)
    }

    /// Reads some rows of some blocks.
    fn read(&mut self, blocks: Range<usize>, rows: Range<usize>) -> Result<()> {
        self.rows.clear();
        self.held = rows.clone();
        let mut bytes = vec![0; rows.len() * self.columns * 8];
        for block in blocks {
            let Some(file) = &mut self.file else { return Ok(()) };
            let place = (block * self.height + rows.start) as u64 * self.columns as u64 * 8;
            file.seek(SeekFrom::Start(place)).map_err(temporary_error)?;
            file.read_exact(&mut bytes).map_err(temporary_error)?;
            self.rows.extend(bytes.as_chunks::<8>().0.iter().map(|number| f64::from_le_bytes(*number)));
        }
        Ok(())
    }
}
