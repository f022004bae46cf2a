//! Ticks and their labels.

/// A tick with a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// The position on the axis: 0 at its start, 1 at its end.
    pub at: f64,
    /// The label; empty if it does not fit.
    pub label: String,
}

/// The ticks of one axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ticks {
    /// Ticks at round numbers, ascending.
    pub major: Vec<Tick>,
    /// The positions of unlabelled ticks between them, ascending and disjoint from `major`.
    pub minor: Vec<f64>,
    /// The unit of all labels, such as `kHz` or `m:ss`.
    pub unit: String,
}

impl Ticks {
    /// The number of labelled ticks.
    pub(super) fn labels(&self) -> usize {
        self.major.iter().filter(|tick| !tick.label.is_empty()).count()
    }
}
