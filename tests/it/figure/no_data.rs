//! Cells without data: a colour of their own on any theme and map, a hole in curves and surfaces.

use plotters::drawing::IntoDrawingArea;
use specgram::backend::{Image, Raster};
use specgram::colormap::ColormapName;
use specgram::figure::{FigureOptions, FigureSize, Layout, Theme, View};
use specgram::level::{DbRange, LevelOption};
use specgram::spectrogram::{OverallSpectrum, Picture, Spectrogram};

use super::specimen::{chirp, linear, options};
use super::{drawn, pixel};

/// The least visible difference between two adjacent colours, as the distance of their sRGB bytes.
const TELLING: f64 = 35.0;

fn no_data(theme: Theme) -> [u8; 3] {
    let color = theme.palette().no_data;
    [color.0, color.1, color.2]
}

fn image(picture: Picture, options: &FigureOptions, layout: &Layout) -> Image {
    let mut canvas = Raster::new(layout.width, layout.height, None).unwrap();
    drawn(&(&mut canvas).into_drawing_area(), &[picture], options, layout).unwrap();
    canvas.into_image()
}

/// The chirp with a band of columns from a third to a half of the width that have no data.
fn with_gap(layout: &Layout) -> Spectrogram {
    let mut spectrogram = chirp(layout, linear(), 2.0);
    for column in layout.columns / 3..layout.columns / 2 {
        spectrogram.cells.column_mut(column).fill(f64::NAN);
    }
    spectrogram
}

#[test]
fn no_data_differs_from_every_level() {
    let distance = |a: [u8; 3], b: [u8; 3]| {
        a.iter().zip(b).map(|(a, b)| (f64::from(*a) - f64::from(b)).powi(2)).sum::<f64>().sqrt()
    };
    for theme in Theme::ALL {
        let ours = no_data(theme);
        for name in ColormapName::ALL {
            let nearest = name.table().iter().map(|color| distance(ours, *color)).fold(f64::INFINITY, f64::min);
            assert!(nearest >= TELLING, "{theme}, {}: {nearest}", name.name());
        }
        let palette = theme.palette();
        for other in [palette.background, Some(palette.line), Some(palette.grid)].into_iter().flatten() {
            assert!(distance(ours, [other.0, other.1, other.2]) >= TELLING, "{theme}");
        }
    }
}

#[test]
fn cells_without_data_have_their_own_colour_and_change_no_other() {
    for theme in Theme::ALL {
        let options = FigureOptions { theme, ..options(480, 300) };
        let layout = Layout::new(&options, &linear()).unwrap();
        let (gap, whole) = (with_gap(&layout), chirp(&layout, linear(), 2.0));
        assert_eq!(gap.cells_without_data(), (layout.columns / 2 - layout.columns / 3) * layout.rows);
        let (gap, whole) = (image(gap.into(), &options, &layout), image(whole.into(), &options, &layout));
        let plot = layout.plot;
        for x in 0..plot.width {
            let is_in_gap = (layout.columns / 3..layout.columns / 2).contains(&(x as usize));
            for y in [plot.y, plot.y + plot.height / 2, plot.bottom() - 1] {
                let (got, else_) = (pixel(&gap, plot.x + x, y), pixel(&whole, plot.x + x, y));
                assert_eq!(got, if is_in_gap { no_data(theme) } else { else_ }, "{theme}, ({x}, {y})");
            }
        }
        // The bar and its range depend only on cells with data.
        let bar = layout.colorbar.unwrap();
        for y in bar.bar.y..bar.bar.bottom() {
            assert_eq!(pixel(&gap, bar.bar.x, y), pixel(&whole, bar.bar.x, y));
        }
    }
}

#[test]
fn a_picture_without_any_data_is_drawn() {
    let options = FigureOptions { size: FigureSize::Plot(40, 30), ..FigureOptions::default() };
    let layout = Layout::new(&options, &linear()).unwrap();
    let mut nothing = chirp(&layout, linear(), 2.0);
    nothing.cells = nothing.cells.map(|_| f64::NAN);
    let image = image(nothing.into(), &options, &layout);
    assert_eq!(pixel(&image, layout.plot.x + 20, layout.plot.y + 10), no_data(Theme::Light));
}

#[test]
fn a_spectrum_has_a_gap_where_it_has_no_data() {
    let range = DbRange::new(-60.0, 0.0).unwrap();
    let options =
        FigureOptions { spectrum: true, levels: LevelOption::Decibels(range), colorbar: false, ..options(640, 400) };
    let layout = Layout::new(&options, &linear()).unwrap();
    let mut picture = Picture::from(chirp(&layout, linear(), 2.0));
    let rows = layout.rows;
    let mut mean = vec![1e-3; rows];
    mean[rows / 4..rows / 2].fill(f64::NAN);
    picture.spectrum = Some(OverallSpectrum { mean, strongest: vec![f64::NAN; rows] });
    let (image, inner) = (image(picture, &options, &layout), layout.lanes[0].spectrum.unwrap().inner);
    let curve = Theme::Light.palette().curve;
    let inked = |row: usize| {
        let y = inner.bottom() - 1 - row as i32;
        (inner.x..inner.right()).filter(|&x| pixel(&image, x, y) == [curve.0, curve.1, curve.2]).count()
    };
    for (row, count) in [(rows / 8, 1), (rows / 3, 0), (3 * rows / 8, 0), (3 * rows / 4, 1)] {
        assert_eq!(inked(row), count, "row {row}");
    }
}

#[test]
fn a_surface_shows_where_it_has_no_data() {
    let options = FigureOptions { view: View::Surface, ..options(480, 300) };
    let layout = Layout::new(&options, &linear()).unwrap();
    let image = image(with_gap(&layout).into(), &options, &layout);
    let pixels = image.rgba().chunks_exact(4).filter(|pixel| pixel[..3] == no_data(Theme::Light)).count();
    assert!(pixels > 500, "{pixels} pixels");
}
