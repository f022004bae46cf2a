//! The signal above its spectrogram, on the same time axis.

use plotters_backend::{BackendCoord, DrawingBackend};

use super::axes::{Axis, Side};
use super::layout::PanelLayout;
use super::paint::{Canvas, Look};
use super::rect::Rect;
use super::ticks::{self, Extent, LabelSpace, Ticks};
use crate::error::Result;
use crate::spectrogram::{Envelope, Picture};
use crate::units::Unit;

/// The amplitudes at the lower and the upper side of the waveforms of `pictures`, full scale being 1.
pub fn amplitude_range(pictures: &[Picture]) -> (f64, f64) {
    let Amplitudes { low, high } = Amplitudes::of(pictures.iter());
    (low, high)
}

/// The amplitudes between the lower and the upper side of a waveform.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Amplitudes {
    low: f64,
    high: f64,
}

impl Amplitudes {
    /// What suits the envelopes of all pictures: the same on both sides of 0, unless all samples are on one side.
    pub(super) fn of<'a>(pictures: impl Iterator<Item = &'a Picture>) -> Self {
        let envelopes = pictures.filter_map(|picture| picture.envelope.as_ref());
        let extremes = envelopes.flat_map(|envelope| &envelope.extremes).filter(|[low, high]| low <= high);
        let (low, high) = extremes
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), [low, high]| (least.min(*low), most.max(*high)));
        let (low, high) = if low > 0.0 || high < 0.0 { (low, high) } else { (-high.max(-low), high.max(-low)) };
        let margin = 0.06 * (high - low);
        if margin.is_normal() && margin > 0.0 {
            Self { low: low - margin, high: high + margin }
        } else if low.is_finite() && low != 0.0 {
            Self { low: low - 0.5 * low.abs(), high: high + 0.5 * high.abs() }
        } else {
            Self { low: -1.0, high: 1.0 }
        }
    }

    /// The row of an amplitude.
    fn row(self, amplitude: f64, inner: Rect) -> i32 {
        let share = (amplitude - self.low) / (self.high - self.low);
        let row = (1.0 - share) * f64::from(inner.height) - 0.5;
        inner.y + (row.round() as i32).clamp(0, inner.height - 1)
    }
}

/// What a waveform panel shows.
pub(super) struct Waveform<'a> {
    pub(super) layout: &'a PanelLayout,
    pub(super) amplitudes: Amplitudes,
    pub(super) envelope: &'a Envelope,
    /// What the axis shows amplitudes in.
    pub(super) unit: &'a Unit,
}

impl Waveform<'_> {
    /// Draws the signal and its axis.
    pub(super) fn draw<DB>(&self, canvas: &Canvas<'_, DB>, look: &Look) -> Result<()>
    where
        DB: DrawingBackend<ErrorType: 'static>,
    {
        let inner = self.layout.inner;
        let ticks = self.ticks(look);
        for tick in ticks.major.iter().filter(|_| look.grid) {
            let y = inner.y + ((1.0 - tick.at) * f64::from(inner.height) - 0.5).round() as i32;
            canvas.block(Rect { y, height: look.dimensions.line, ..inner }.within(inner), look.palette.grid)?;
        }
        canvas.curve(self.outline(), look.dimensions.curve, look.palette.curve)?;
        let Some(layout) = &self.layout.axis else { return Ok(()) };
        // Full scale goes without saying; a power of ten of it does not.
        let titles = match (self.envelope.in_phase, ticks.unit == Unit::FULL_SCALE.symbol()) {
            (false, true) => vec![format!("Amplitude ({})", ticks.unit), "Amplitude".to_owned(), ticks.unit.clone()],
            (false, false) => vec![format!("Amplitude ({})", ticks.unit), ticks.unit.clone()],
            (true, _) => {
                let in_phase = ["In-phase amplitude", "In-phase", "I"];
                in_phase.map(|name| format!("{name} ({})", ticks.unit)).to_vec()
            }
        };
        Axis { side: Side::Left, inner, layout, ticks: &ticks, titles: &titles }.draw(canvas, look)
    }

    /// Up and down through the extremes of every column: what a line through all samples covers.
    fn outline(&self) -> Vec<BackendCoord> {
        let inner = self.layout.inner;
        let mut points = Vec::with_capacity(2 * self.envelope.extremes.len());
        for (x, [low, high]) in (inner.x..inner.right()).zip(&self.envelope.extremes) {
            // Where no sample falls into a column, the line runs straight from neighbour to neighbour.
            if low <= high {
                let (bottom, top) = (self.amplitudes.row(*low, inner), self.amplitudes.row(*high, inner));
                let upward = points.last().is_some_and(|&(_, y): &BackendCoord| (y - bottom).abs() < (y - top).abs());
                points.extend(if upward { [(x, bottom), (x, top)] } else { [(x, top), (x, bottom)] });
            }
        }
        points.dedup();
        points
    }

    fn ticks(&self, look: &Look) -> Ticks {
        let (dimensions, inner) = (&look.dimensions, self.layout.inner);
        let space = self.layout.axis.map_or(0, |axis| axis.labels.width);
        let height = f64::from(dimensions.label_height());
        let extent = |label: &str| if dimensions.label_width(label) <= space.into() { height } else { f64::INFINITY };
        let upward = dimensions.space_upward(inner.height);
        let space = LabelSpace { extent: Extent::Measured(&extent), pitch: 0.6 * upward.pitch, ..upward };
        let [low, high] = [self.amplitudes.low, self.amplitudes.high].map(|end| end * self.unit.per_full_scale());
        let ticks = ticks::values(low, high, self.unit.symbol(), &space);
        Ticks { minor: Vec::new(), ..ticks }
    }
}
