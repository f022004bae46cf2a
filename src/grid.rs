//! A shape-checked two-dimensional buffer.

/// A `width` × `height` buffer addressed as (column, row), row 0 lowest.
///
/// Columns are contiguous, since a spectrogram is computed column by column.
///
/// # Guarantees
/// The buffer holds exactly `width * height` values.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid<T> {
    width: usize,
    height: usize,
    values: Vec<T>,
}

impl<T: Clone> Grid<T> {
    /// A grid with `value` in every cell.
    pub fn filled(width: usize, height: usize, value: T) -> Self {
        Self { width, height, values: vec![value; width * height] }
    }

    /// Overwrites column `to` with column `from`.
    ///
    /// # Panics
    /// Unless both are below `width`.
    pub fn copy_column(&mut self, from: usize, to: usize) {
        assert!(from < self.width && to < self.width, "columns {from} and {to} of {}", self.width);
        let values: Vec<T> = self.column(from).to_vec();
        self.column_mut(to).clone_from_slice(&values);
    }
}

impl<T> Grid<T> {
    /// Wraps values in column order, each column from the lowest row up.
    ///
    /// # Panics
    /// Unless `values.len() == width * height`.
    pub fn from_columns(width: usize, height: usize, values: Vec<T>) -> Self {
        assert_eq!(values.len(), width * height, "a {width}x{height} grid needs as many values");
        Self { width, height, values }
    }

    /// The number of columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The number of rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The value at (`column`, `row`).
    ///
    /// # Panics
    /// Unless `column < width` and `row < height`.
    pub fn get(&self, column: usize, row: usize) -> &T {
        assert!(row < self.height, "row {row} of {}", self.height);
        &self.values[column * self.height + row]
    }

    /// One column, from the lowest row up.
    ///
    /// # Panics
    /// Unless `column < width`.
    pub fn column(&self, column: usize) -> &[T] {
        &self.values[column * self.height..][..self.height]
    }

    /// One column for writing, from the lowest row up.
    ///
    /// # Panics
    /// Unless `column < width`.
    pub fn column_mut(&mut self, column: usize) -> &mut [T] {
        &mut self.values[column * self.height..][..self.height]
    }

    /// All values, column by column, each from the lowest row up.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// A grid of the same shape with `f` applied to every value.
    pub fn map<U>(&self, f: impl FnMut(&T) -> U) -> Grid<U> {
        Grid { width: self.width, height: self.height, values: self.values.iter().map(f).collect() }
    }
}
