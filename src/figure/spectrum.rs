//! The mean and the maximum spectrum beside a spectrogram, on the same frequency axis.

use plotters_backend::{BackendCoord, DrawingBackend};

use super::axes::{Axis, Side};
use super::layout::PanelLayout;
use super::level_axis::LevelAxis;
use super::paint::{Canvas, Look};
use super::rect::Rect;
use super::ticks::Ticks;
use crate::error::Result;
use crate::spectrogram::OverallSpectrum;

/// The contents of a spectrum panel.
pub(super) struct SpectrumPanel<'a> {
    pub(super) layout: &'a PanelLayout,
    pub(super) levels: LevelAxis<'a>,
    pub(super) spectrum: &'a OverallSpectrum,
    /// The ticks of the frequency axis, for the grid.
    pub(super) frequency_ticks: &'a Ticks,
}

impl SpectrumPanel<'_> {
    /// Draws both spectra and the axis of levels.
    pub(super) fn draw<DB>(&self, canvas: &Canvas<'_, DB>, look: &Look) -> Result<()>
    where
        DB: DrawingBackend<ErrorType: 'static>,
    {
        let inner = self.layout.inner;
        let line = look.dimensions.line;
        let ticks = self.ticks(look);
        if look.grid {
            for tick in &self.frequency_ticks.major {
                let y = inner.y + ((1.0 - tick.at) * f64::from(inner.height) - 0.5).round() as i32;
                canvas.block(Rect { y, height: line, ..inner }.within(inner), look.palette.grid)?;
            }
            for tick in &ticks.major {
                let x = inner.x + (tick.at * f64::from(inner.width) - 0.5).round() as i32;
                canvas.block(Rect { x, width: line, ..inner }.within(inner), look.palette.grid)?;
            }
        }
        let curves = [(&self.spectrum.strongest, look.palette.faint), (&self.spectrum.mean, look.palette.curve)];
        for (power, color) in curves {
            for outline in self.outlines(power) {
                canvas.curve(outline, look.dimensions.curve, color)?;
            }
        }
        let Some(layout) = &self.layout.axis else { return Ok(()) };
        let units = self.levels.titles(&ticks);
        // No legend is needed: the mean is never above the maximum.
        let whole = format!("Mean and max ({})", units[0]);
        let titles: Vec<String> = [whole].into_iter().chain(units).collect();
        Axis { side: Side::Below, inner, layout, ticks: &ticks, titles: &titles }.draw(canvas, look)
    }

    /// One point per row, from the top down; levels beyond the ends are clamped to them. Rows without data interrupt
    /// the curve.
    fn outlines(&self, power: &[f64]) -> Vec<Vec<BackendCoord>> {
        let inner = self.layout.inner;
        let x = |power: f64| {
            let share = self.levels.levels.fraction_of(power).clamp(0.0, 1.0);
            inner.x + ((share * f64::from(inner.width) - 0.5).round() as i32).clamp(0, inner.width - 1)
        };
        let rows: Vec<(i32, f64)> = (inner.y..inner.bottom()).zip(power.iter().rev().copied()).collect();
        let runs = rows.split(|(_, power)| power.is_nan()).filter(|run| !run.is_empty());
        runs.map(|run| run.iter().map(|&(y, power)| (x(power), y)).collect()).collect()
    }

    fn ticks(&self, look: &Look) -> Ticks {
        let (d, inner) = (&look.dimensions, self.layout.inner);
        let measure = |label: &str| d.label_width(label);
        let beyond =
            self.layout.axis.map_or((0, 0), |axis| (inner.x - axis.labels.x, axis.labels.right() - inner.right()));
        let space = d.space_across(inner.width, beyond, &measure);
        self.levels.ticks(&space)
    }
}
