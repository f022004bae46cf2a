//! Pictures in which every cell follows from a formula.

use specgram::figure::{FigureOptions, FigureSize, Layout, Theme};
use specgram::grid::Grid;
use specgram::scale::{FrequencyAxis, FrequencyScale};
use specgram::spectrogram::{Envelope, OverallSpectrum, Picture, Quantity, Spectrogram, TimeAxis};
use specgram::stft::{Mode, Scaling};

pub(super) fn options(width: u32, height: u32) -> FigureOptions {
    FigureOptions {
        size: FigureSize::Whole(width, height),
        title: Some("Chirp over a noise floor".to_owned()),
        ..FigureOptions::default()
    }
}

pub(super) fn linear() -> FrequencyAxis {
    FrequencyAxis::new(FrequencyScale::Linear, 0.0, 8000.0).unwrap()
}

pub(super) fn logarithmic() -> FrequencyAxis {
    FrequencyAxis::new(FrequencyScale::Log, 40.0, 22_050.0).unwrap()
}

/// A chirp from a tenth to nine tenths of the axis, 60 dB above a floor that fades.
pub(super) fn chirp(layout: &Layout, frequency: FrequencyAxis, end: f64) -> Spectrogram {
    let (width, height) = (layout.columns, layout.rows);
    let mut cells = Grid::filled(width, height, 0.0);
    for column in 0..width {
        let time = (column as f64 + 0.5) / width as f64;
        for (row, cell) in cells.column_mut(column).iter_mut().enumerate() {
            let distance = (row as f64 + 0.5) / height as f64 - (0.1 + 0.8 * time);
            *cell = (-(distance / 0.02).powi(2)).exp() + 1e-6 * (-3.0 * time).exp();
        }
    }
    let quantity = Quantity::new(Mode::Psd, Scaling::Dbfs);
    Spectrogram { cells, time: TimeAxis { start: 0.0, end }, frequency, quantity }
}

/// A picture of two channels with everything that panels show.
pub(super) fn with_panels(layout: &Layout, loud: f64) -> Picture {
    let mut spectrogram = chirp(layout, linear(), 2.5);
    // In cells of eight by eight pixels, which make a small file.
    for column in 0..layout.plot.width as usize {
        spectrogram.cells.copy_column(column / 8 * 8, column);
        spectrogram.cells.column_mut(column).chunks_mut(8).for_each(|cells| cells.fill(cells[0]));
    }
    let (columns, rows) = (layout.plot.width as usize, layout.plot.height as usize);
    let swell = |column: usize| loud * (3.0 * column as f64 / columns as f64).sin().abs();
    let envelope = Envelope {
        extremes: (0..columns).map(|column| [-0.5 * swell(column), swell(column)]).collect(),
        in_phase: false,
    };
    let hill = |row: usize, width: f64| 1e-6 + (-(((row as f64 / rows as f64) - 0.5) / width).powi(2)).exp();
    let spectrum = OverallSpectrum {
        mean: (0..rows).map(|row| 0.1 * hill(row, 0.1)).collect(),
        strongest: (0..rows).map(|row| hill(row, 0.2)).collect(),
    };
    Picture { spectrogram, envelope: Some(envelope), spectrum: Some(spectrum) }
}

pub(super) fn stereo(theme: Theme) -> FigureOptions {
    FigureOptions {
        channels: vec!["Left".to_owned(), "Right".to_owned()],
        waveform: true,
        spectrum: true,
        grid: true,
        theme,
        colorbar: false,
        ..options(420, 400)
    }
}
