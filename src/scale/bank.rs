//! Rows that are weighted sums of a few adjacent bins.

/// A filter bank: every row is a weighted sum of bins. The weights are 0 outside a run of bins.
///
/// # Guarantees
/// As many rows as frequencies.
#[derive(Debug, Clone, PartialEq)]
pub struct Bank {
    rows: Vec<BankRow>,
}

/// One row of a bank.
#[derive(Debug, Clone, PartialEq)]
pub struct BankRow {
    /// The frequency label of the row, in hertz.
    pub frequency: f64,
    /// The first bin with a weight.
    pub first: usize,
    /// The weights of the bins from there on; empty if no bin lies in the row.
    pub weights: Vec<f64>,
}

impl Bank {
    /// A bank with these rows.
    pub fn new(rows: Vec<BankRow>) -> Self {
        Self { rows }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The frequency of a row in hertz; for a band, its middle.
    pub fn frequency_of(&self, row: usize) -> f64 {
        self.rows[row].frequency
    }

    /// The weight of a bin in a row.
    pub fn weight(&self, row: usize, bin: usize) -> f64 {
        let BankRow { first, weights, .. } = &self.rows[row];
        bin.checked_sub(*first).and_then(|index| weights.get(index)).copied().unwrap_or(0.0)
    }

    /// The number of rows without a bin; they read 0.
    pub fn empty_rows(&self) -> usize {
        self.rows.iter().filter(|row| row.weights.is_empty()).count()
    }

    /// Writes the weighted sum of the bins for every row.
    ///
    /// # Panics
    /// Unless `rows` holds a value for each row, and `bins` all bins.
    pub fn apply(&self, bins: &[f64], rows: &mut [f64]) {
        assert_eq!(rows.len(), self.rows.len(), "one value per row");
        for (row, BankRow { first, weights, .. }) in rows.iter_mut().zip(&self.rows) {
            // Starts from 0, since the sum of no floats is −0.
            *row = weights.iter().zip(&bins[*first..]).fold(0.0, |sum, (weight, bin)| sum + weight * bin);
        }
    }
}
