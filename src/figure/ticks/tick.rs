//! Ticks and their labels.

/// A tick with a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where on the axis: 0 at its start, 1 at its end.
    pub at: f64,
    /// What it says; empty where the label has no room.
    pub label: String,
}

/// The ticks of one axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ticks {
    /// Ticks that stand for round numbers, ascending.
    pub major: Vec<Tick>,
    /// Where the unlabelled ticks between them go, ascending; none of them is also in `major`.
    pub minor: Vec<f64>,
    /// The unit that all labels are written in, such as `kHz` or `m:ss`.
    pub unit: String,
}

impl Ticks {
    /// How many ticks have a label.
    pub(super) fn labels(&self) -> usize {
        self.major.iter().filter(|tick| !tick.label.is_empty()).count()
    }
}
