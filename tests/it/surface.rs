//! The surface: parts in front hide those behind, from every side.

use plotters::drawing::IntoDrawingArea;
use specgram::backend::{Image, Raster};
use specgram::colormap::ColormapName;
use specgram::figure::{self, FigureOptions, FigureSize, Layout, Theme, View};
use specgram::grid::Grid;
use specgram::level::{DbRange, LevelOption, Levels};
use specgram::scale::{FrequencyAxis, FrequencyScale};
use specgram::spectrogram::{Quantity, Spectrogram, TimeAxis};
use specgram::stft::{Mode, Scaling};

fn axis() -> FrequencyAxis {
    FrequencyAxis::new(FrequencyScale::Linear, 0.0, 8000.0).unwrap()
}

fn surface(width: u32, height: u32) -> FigureOptions {
    FigureOptions {
        size: FigureSize::Whole(width, height),
        view: View::Surface,
        levels: LevelOption::Decibels(DbRange::new(-60.0, 0.0).unwrap()),
        ..FigureOptions::default()
    }
}

/// A surface without anything around it.
fn bare(width: u32, height: u32) -> FigureOptions {
    FigureOptions { axes: false, colorbar: false, ..surface(width, height) }
}

/// Draws levels in decibels, given as a function of fractions of both axes.
fn drawn(options: &FigureOptions, level: impl Fn(f64, f64) -> f64) -> (Image, Layout) {
    let layout = Layout::new(options, &axis()).unwrap();
    let mut cells = Grid::filled(layout.columns, layout.rows, 0.0);
    for column in 0..layout.columns {
        let time = (column as f64 + 0.5) / layout.columns as f64;
        for (row, cell) in cells.column_mut(column).iter_mut().enumerate() {
            *cell = 10_f64.powf(level(time, (row as f64 + 0.5) / layout.rows as f64) / 10.0);
        }
    }
    let (time, quantity) = (TimeAxis { start: 0.0, end: 2.5 }, Quantity::new(Mode::Psd, Scaling::Dbfs));
    let spectrogram = Spectrogram { cells, time, frequency: axis(), quantity };
    let mut canvas = Raster::new(layout.width, layout.height, None).unwrap();
    let pictures = [spectrogram.into()];
    let levels = Levels::of_pictures(options.levels, &pictures);
    figure::draw(&(&mut canvas).into_drawing_area(), &pictures, options, &layout, levels).unwrap();
    (canvas.into_image(), layout)
}

fn hills(time: f64, frequency: f64) -> f64 {
    let hill = |at: f64, of: f64, width: f64| (-((time - at).powi(2) + (frequency - of).powi(2)) / width).exp();
    -55.0 + 50.0 * hill(0.3, 0.3, 0.02) + 35.0 * hill(0.7, 0.6, 0.05)
}

fn pixel(image: &Image, x: u32, y: u32) -> [u8; 3] {
    let at = 4 * (y as usize * image.width() as usize + x as usize);
    image.rgba()[at..at + 3].try_into().unwrap()
}

#[test]
fn from_behind_it_is_the_same_surface_turned_round() {
    for (azimuth, elevation) in [(-60.0, 35.0), (30.0, 10.0), (100.0, 70.0)] {
        let front = FigureOptions { azimuth, elevation, ..bare(200, 120) };
        let back = FigureOptions { azimuth: azimuth + 180.0, ..front.clone() };
        let (front, _) = drawn(&front, hills);
        let (back, _) = drawn(&back, |time, frequency| hills(1.0 - time, 1.0 - frequency));
        // The same triangles cut along the other diagonal: edges differ by a sample, facets by a shade.
        let off: u64 = front.rgba().iter().zip(back.rgba()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        assert!((off as f64) < 0.6 * front.rgba().len() as f64, "{azimuth}: {off}");
    }
}

#[test]
fn a_ridge_stands_where_its_time_is_on_the_axis() {
    // Seen from the front, level with the floor, time runs evenly from the left edge to the right.
    let options = FigureOptions { azimuth: -90.0, elevation: 0.0, ..bare(200, 120) };
    let columns = Layout::new(&options, &axis()).unwrap().columns;
    for cell in [2, columns / 2, columns - 3] {
        let at = (cell as f64 + 0.5) / columns as f64;
        let (image, _) = drawn(&options, |time, _| if (time - at).abs() < 1e-9 { 0.0 } else { -60.0 });
        let top = |x: u32| (0..120).find(|&y| pixel(&image, x, y) != [255, 255, 255]).unwrap_or(120);
        let highest = (0..200).min_by_key(|&x| top(x)).unwrap();
        assert!((f64::from(highest) + 0.5 - 200.0 * at).abs() <= 1.0, "cell {cell} of {columns}: {highest}");
    }
}

#[test]
fn a_wall_in_front_hides_what_is_behind_it() {
    // A wall at low frequencies, which the viewer is near, and a lower hill behind it.
    let options = FigureOptions { azimuth: -90.0, elevation: 10.0, ..bare(200, 120) };
    let wall = |_: f64, frequency: f64| -> f64 { if frequency < 0.15 { 0.0 } else { -60.0 } };
    let (with_hill, _) = drawn(&options, |time, frequency| wall(time, frequency).max(hills(time, frequency) - 25.0));
    let (without, _) = drawn(&options, wall);
    assert!(with_hill == without);
    let behind = FigureOptions { azimuth: 90.0, ..options };
    let (with_hill, _) = drawn(&behind, |time, frequency| wall(time, frequency).max(hills(time, frequency) - 25.0));
    let (without, _) = drawn(&behind, wall);
    assert!(with_hill != without);
}

#[test]
fn from_straight_above_a_level_surface_has_the_color_of_its_level() {
    // Index 128 begins at the middle of the range.
    let color = ColormapName::Viridis.table()[128];
    // The second is drawn in several bands of rows.
    for (width, height) in [(200, 120), (1500, 700)] {
        let options = FigureOptions { azimuth: -90.0, elevation: 90.0, ..bare(width, height) };
        let (image, _) = drawn(&options, |_, _| -29.9);
        for (x, y) in (2..height - 2).flat_map(|y| [(2, y), (width / 2, y), (width - 3, y)]) {
            for (channel, expected) in pixel(&image, x, y).into_iter().zip(color) {
                // Light from above the shoulder: 0.62 + 0.46 · 0.82.
                assert!((f64::from(channel) - 0.9972 * f64::from(expected)).abs() <= 1.0, "({x}, {y})");
            }
        }
    }
}

#[test]
fn no_background_shows_through_a_rough_surface() {
    let rough = |time: f64, frequency: f64| -55.0 + 50.0 * (99.0 * time).sin().abs() * (7919.0 * frequency).sin().abs();
    // The second is drawn in several bands of rows.
    for (width, height) in [(300, 200), (2100, 1300)] {
        for (azimuth, elevation) in [(-60.0, 35.0), (30.0, 10.0), (135.0, 70.0), (-150.0, 0.0)] {
            let light = FigureOptions { azimuth, elevation, ..bare(width, height) };
            let dark = FigureOptions { theme: Theme::Dark, ..light.clone() };
            let ((light, _), (dark, _)) = (drawn(&light, rough), drawn(&dark, rough));
            for x in 0..width {
                // From the near edge of the floor to the sky, the background makes no difference.
                let same: Vec<bool> = (0..height).map(|y| pixel(&light, x, y) == pixel(&dark, x, y)).collect();
                let first = same.iter().position(|same| *same).unwrap_or(0);
                let last = same.iter().rposition(|same| *same).map_or(first, |last| last + 1);
                assert!(same[first..last].iter().all(|same| *same), "{width} x {height}, {azimuth}: column {x}");
            }
        }
    }
}

#[test]
fn silence_and_a_single_frame_are_flat() {
    for level in [f64::NEG_INFINITY, -20.0] {
        let (image, layout) = drawn(&surface(300, 200), |_, _| level);
        assert!(layout.columns > 2 && layout.rows > 2);
        assert_ne!(pixel(&image, 150, 110), [255, 255, 255]);
    }
    for (width, height) in [(1, 1), (3, 200), (200, 3), (200, 120)] {
        let (image, _) = drawn(&surface(width, height), hills);
        assert_eq!((image.width(), image.height()), (width, height));
    }
}

#[test]
fn options_that_a_surface_cannot_show_are_refused() {
    let refused = |options: FigureOptions| Layout::new(&options, &axis()).unwrap_err().to_string();
    let base = surface(300, 200);
    assert!(refused(FigureOptions { waveform: true, ..base.clone() }).contains("cannot be used together with panels"));
    assert!(refused(FigureOptions { channels: vec![String::new(); 2], ..base.clone() }).contains("several channels"));
    for (azimuth, elevation) in [(0.0, 91.0), (0.0, -1.0), (400.0, 30.0), (f64::NAN, 30.0), (0.0, f64::NAN)] {
        let error = refused(FigureOptions { azimuth, elevation, ..base.clone() });
        assert!(error.starts_with("azimuth must be") || error.starts_with("elevation must be"), "{error}");
    }
    assert!(refused(FigureOptions { theme: Theme::Transparent, ..base }).contains("theme must be"));
}

#[test]
fn the_mesh_stays_readable_at_any_size() {
    let nodes = |width, height, zoom| {
        let layout = Layout::new(&FigureOptions { zoom, ..bare(width, height) }, &axis()).unwrap();
        (layout.columns, layout.rows)
    };
    assert_eq!(nodes(1000, 400, 1.0), (200, 100));
    assert_eq!(nodes(1000, 400, 2.0), (200, 100));
    assert_eq!(nodes(8000, 4000, 1.0), (320, 320));
}

#[test]
fn the_layout_projects_points_of_the_box() {
    // A tower of a few cells, its roof in the last color, seen where the camera of the layout sees that place.
    for (azimuth, elevation) in [(-60.0, 35.0), (120.0, 50.0), (200.0, 80.0)] {
        let options = FigureOptions { azimuth, elevation, ..surface(800, 500) };
        let roof = |at: f64, of: f64| (at - of).abs() < 0.06;
        let (image, layout) =
            drawn(&options, |time, frequency| if roof(time, 0.4) && roof(frequency, 0.7) { -0.01 } else { -59.0 });
        let camera = layout.scene.unwrap().camera;
        let [x, y] = camera.project([0.4, 0.7, 1.0]);
        let [red, green, blue] = pixel(&image, x as u32, y as u32);
        // Viridis ends in yellow, whatever the light.
        assert!(red > 200 && green > 180 && blue < 60, "{azimuth}: {:?} at ({x}, {y})", [red, green, blue]);
        for corner in 0..8 {
            let place = [0, 1, 2].map(|side| f64::from(corner >> side & 1));
            let [x, y] = camera.project(place).map(f64::round);
            let plot = layout.plot;
            assert!(f64::from(plot.x) <= x && x <= f64::from(plot.right()), "{place:?}");
            assert!(f64::from(plot.y) <= y && y <= f64::from(plot.bottom()), "{place:?}");
        }
    }
    assert_eq!(Layout::new(&FigureOptions::default(), &axis()).unwrap().scene, None);
}
