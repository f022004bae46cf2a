//! Pictures with more cells than their plots have pixels.

use plotters::drawing::IntoDrawingArea;
use specgram::Error;
use specgram::backend::{Image, Raster};
use specgram::figure::{FigureOptions, Layout};
use specgram::grid::Grid;
use specgram::level::{DbRange, LevelOption};
use specgram::spectrogram::{Envelope, OverallSpectrum, Picture};

use super::drawn;
use super::specimen::{chirp, linear, options};

fn look() -> FigureOptions {
    let levels = LevelOption::Decibels(DbRange::new(-60.0, 0.0).unwrap());
    FigureOptions { levels, waveform: true, spectrum: true, ..options(480, 360) }
}

/// A picture for the layout with both panels.
fn coarse(layout: &Layout) -> Picture {
    let (columns, rows) = (layout.columns, layout.rows);
    let extremes = (0..columns).map(|column| [-0.5 - column as f64 / 1e4, 0.25 + column as f64 / 1e4]).collect();
    let mean: Vec<f64> = (0..rows).map(|row| 1e-4 * (1.0 + row as f64)).collect();
    let strongest = mean.iter().map(|power| 3.0 * power).collect();
    Picture {
        spectrogram: chirp(layout, linear(), 2.0),
        envelope: Some(Envelope { extremes, in_phase: false }),
        spectrum: Some(OverallSpectrum { mean, strongest }),
    }
}

/// The same with four columns and two rows for each: the mean over time and the strongest over frequency are as before.
fn finer(picture: &Picture) -> Picture {
    let cells = &picture.spectrogram.cells;
    let mut fine = Grid::filled(4 * cells.width(), 2 * cells.height(), 0.0);
    for column in 0..cells.width() {
        for (part, factor) in [0.5, 0.5, 1.0, 2.0].into_iter().enumerate() {
            let to = fine.column_mut(4 * column + part);
            for (pair, power) in to.chunks_exact_mut(2).zip(cells.column(column)) {
                pair.copy_from_slice(&[power * factor, power * factor / 8.0]);
            }
        }
    }
    let mut finer = picture.clone();
    finer.spectrogram.cells = fine;
    let envelope = finer.envelope.as_mut().unwrap();
    envelope.extremes =
        envelope.extremes.iter().flat_map(|&[low, high]| [[low, 0.0], [0.0, 0.1], [0.0, high], [0.1, 0.2]]).collect();
    let spectrum = finer.spectrum.as_mut().unwrap();
    spectrum.mean = spectrum.mean.iter().flat_map(|&power| [power, power / 2.0]).collect();
    spectrum.strongest = spectrum.strongest.iter().flat_map(|&power| [power, 0.0]).collect();
    finer
}

fn image(picture: Picture, layout: &Layout) -> Image {
    let mut canvas = Raster::new(layout.width, layout.height, None).unwrap();
    drawn(&(&mut canvas).into_drawing_area(), &[picture], &look(), layout).unwrap();
    canvas.into_image()
}

#[test]
fn a_finer_picture_is_drawn_as_its_blocks() {
    let layout = Layout::new(&look(), &linear()).unwrap();
    let coarse = coarse(&layout);
    let finer = finer(&coarse);
    assert!(image(finer, &layout) == image(coarse, &layout));
}

#[test]
fn a_picture_that_pixels_do_not_divide_is_refused() {
    let layout = Layout::new(&look(), &linear()).unwrap();
    let mut picture = coarse(&layout);
    picture.spectrogram.cells = Grid::filled(layout.columns + 1, layout.rows, 1.0);
    let mut canvas = Raster::new(layout.width, layout.height, None).unwrap();
    let found = drawn(&(&mut canvas).into_drawing_area(), &[picture], &look(), &layout);
    let Err(Error::InvalidOption { reason, .. }) = found else { panic!("{found:?}") };
    let (columns, rows) = (layout.columns, layout.rows);
    let plot = format!("must be a whole multiple of the plot's {columns}x{rows} pixels");
    assert_eq!(reason.to_string(), format!("cells, {}x{rows}, {plot}", columns + 1));
}
