//! The space for labels along an axis.

use super::tick::Tick;

/// The extent of labels along an axis, in pixels.
#[derive(Clone, Copy)]
pub enum Extent<'a> {
    /// The same for all labels: the height of a line of text.
    Fixed(f64),
    /// As measured; infinite for a label that cannot be drawn.
    Measured(&'a dyn Fn(&str) -> f64),
}

impl Extent<'_> {
    fn of(&self, label: &str) -> f64 {
        match self {
            Self::Fixed(extent) => *extent,
            Self::Measured(measure) => measure(label),
        }
    }
}

/// The space along an axis, all in pixels.
#[derive(Clone, Copy)]
pub struct LabelSpace<'a> {
    /// The length of the axis.
    pub length: f64,
    /// The extent of labels along the axis.
    pub extent: Extent<'a>,
    /// The least space between two labels.
    pub gap: f64,
    /// The target distance from label to label; the actual one may be larger.
    pub pitch: f64,
    /// The least distance between unlabelled ticks.
    pub minor_pitch: f64,
    /// How far a label may reach beyond the start and the end of the axis.
    pub overhang: (f64, f64),
}

impl LabelSpace<'_> {
    /// The step that would put labels `pitch` apart on an axis that spans `span`.
    ///
    /// At most a fifth of the axis: the next round step is at most 2.5 times that, and any axis contains two multiples
    /// of it. At least a fourteenth: more labels than that do not help on a long axis.
    pub(super) fn aimed_step(&self, span: f64) -> f64 {
        span * (self.pitch / self.length).clamp(1.0 / 14.0, 0.2)
    }

    /// Whether no two labels come closer than `gap`.
    pub(super) fn holds(&self, ticks: &[Tick]) -> bool {
        ticks.windows(2).all(|pair| {
            let between = (pair[1].at - pair[0].at) * self.length;
            let covered = (self.extent.of(&pair[0].label) + self.extent.of(&pair[1].label)) / 2.0;
            between >= covered + self.gap
        })
    }

    /// Clears the labels that reach too far beyond the ends.
    pub(super) fn clip(&self, ticks: &mut [Tick]) {
        for tick in ticks {
            let half = self.extent.of(&tick.label) / 2.0;
            let at = tick.at * self.length;
            if at - half < -self.overhang.0 || at + half > self.length + self.overhang.1 {
                tick.label.clear();
            }
        }
    }

    /// The unlabelled ticks of an ascending list, or none if they would be too close.
    pub(super) fn minor(&self, at: Vec<f64>, major: &[Tick]) -> Vec<f64> {
        let mut all: Vec<f64> = at.iter().copied().chain(major.iter().map(|tick| tick.at)).collect();
        all.sort_by(f64::total_cmp);
        let apart = all.windows(2).all(|pair| (pair[1] - pair[0]) * self.length >= self.minor_pitch);
        if apart { at } else { Vec::new() }
    }

    pub(super) fn is_usable(&self) -> bool {
        self.length.is_finite() && self.length > 0.0 && self.pitch > 0.0
    }
}
