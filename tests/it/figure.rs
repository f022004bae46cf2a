//! The drawn figure: its pixels where they can be known, its looks as goldens.

mod finer;
mod indexed;
mod kinds;
mod no_data;
mod specimen;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters_backend::{BackendColor, BackendCoord, DrawingBackend, DrawingErrorKind};
use specgram::Error;
use specgram::backend::{Image, Raster, Svg};
use specgram::colormap::ColormapName;
use specgram::figure::{self, FigureOptions, FigureSize, Layout, Theme};
use specgram::grid::Grid;
use specgram::level::{ColorScale, DbRange, LevelOption, Levels};
use specgram::output::png;
use specgram::scale::FrequencyAxis;
use specgram::spectrogram::{Envelope, OverallSpectrum, Picture, Spectrogram};

use crate::golden::assert_svg_matches_golden;
use specimen::{chirp, linear, options, stereo, with_panels};

fn raster(options: &FigureOptions, frequency: FrequencyAxis, end: f64) -> (Image, Layout, Spectrogram) {
    let layout = Layout::new(options, &frequency).unwrap();
    let spectrogram = chirp(&layout, frequency, end);
    let mut canvas = Raster::new(layout.width, layout.height, None).unwrap();
    drawn(&(&mut canvas).into_drawing_area(), &[spectrogram.clone().into()], options, &layout).unwrap();
    (canvas.into_image(), layout, spectrogram)
}

/// Draws a figure with the levels that its options ask for.
fn drawn<DB: DrawingBackend<ErrorType: 'static>>(
    area: &DrawingArea<DB, Shift>,
    pictures: &[Picture],
    options: &FigureOptions,
    layout: &Layout,
) -> Result<(), Error> {
    figure::draw(area, pictures, options, layout, Levels::of_pictures(options.levels, pictures))
}

fn pixel(image: &Image, x: i32, y: i32) -> [u8; 3] {
    let at = 4 * (y as usize * image.width() as usize + x as usize);
    image.rgba()[at..at + 3].try_into().unwrap()
}

#[test]
fn the_same_figure_in_svg_has_vector_text_and_one_picture() {
    let options = options(320, 200);
    let layout = Layout::new(&options, &linear()).unwrap();
    let spectrogram = chirp(&layout, linear(), 2.5);
    let mut canvas = Svg::new(layout.width, layout.height, None, |image| png::encode(image, &png::Extras::default()));
    drawn(&(&mut canvas).into_drawing_area(), &[spectrogram.into()], &options, &layout).unwrap();
    let document = canvas.into_document();
    assert_eq!(document.matches("<image").count(), 1);
    for text in ["Chirp over a noise floor", "Time (s)", "Frequency (kHz)", "dBFS", "\u{2212}40"] {
        assert!(document.contains(text), "{text}");
    }
    assert_svg_matches_golden("figure-light", &document);
}

#[test]
fn each_cell_is_one_pixel_the_highest_row_on_top() {
    let bare = FigureOptions {
        size: FigureSize::Plot(3, 2),
        axes: false,
        colorbar: false,
        levels: LevelOption::Decibels(DbRange::new(-64.0, 0.0).unwrap()),
        ..FigureOptions::default()
    };
    let layout = Layout::new(&bare, &linear()).unwrap();
    // Columns from the left, each from the lowest row up: a quarter of a decibel for each colour.
    let decibels = [-70.0, -63.9, -32.1, -31.9, -0.1, 3.0_f64];
    let cells = Grid::from_columns(3, 2, decibels.map(|level| 10f64.powf(level / 10.0)).to_vec());
    let spectrogram = Spectrogram { cells, ..chirp(&layout, linear(), 1.0) };
    let mut canvas = Raster::new(3, 2, None).unwrap();
    drawn(&(&mut canvas).into_drawing_area(), &[spectrogram.into()], &bare, &layout).unwrap();
    let (image, table) = (canvas.into_image(), ColormapName::Viridis.table());
    for (column, (lower, upper)) in [(0, 0), (127, 128), (255, 255)].into_iter().enumerate() {
        assert_eq!(pixel(&image, column as i32, 1), table[lower]);
        assert_eq!(pixel(&image, column as i32, 0), table[upper]);
    }
}

#[test]
fn frame_and_ticks_are_outside_the_data() {
    let (image, layout, spectrogram) = raster(&options(640, 400), linear(), 10.0);
    let (plot, palette) = (layout.plot, Theme::Light.palette());
    let line = [palette.line.0, palette.line.1, palette.line.2];
    let white = [255, 255, 255];
    for (x, y) in
        [(plot.x - 1, plot.y), (plot.right(), plot.bottom() - 1), (plot.x, plot.y - 1), (plot.x, plot.bottom())]
    {
        assert_eq!(pixel(&image, x, y), line, "({x}, {y})");
    }
    // The ticks at 0 and 10 s continue the sides of the frame; beside them is background.
    for (tick, paper) in [(plot.x - 1, plot.x), (plot.right(), plot.right() + 1)] {
        assert_eq!(pixel(&image, tick, plot.bottom() + 5), line);
        assert_eq!(pixel(&image, paper, plot.bottom() + 5), white);
    }
    let scale = ColorScale::new(Levels::of(LevelOption::Auto, &spectrogram.quantity, &[spectrogram.cells.values()]));
    let expected = figure::colors(&spectrogram.cells, &scale, ColormapName::Viridis.table(), [0; 3]);
    for (row, line) in expected.chunks_exact(3 * plot.width as usize).enumerate() {
        for (column, color) in line.chunks_exact(3).enumerate() {
            assert_eq!(pixel(&image, plot.x + column as i32, plot.y + row as i32), color);
        }
    }
}

#[test]
fn the_colorbar_shows_every_color_at_its_level() {
    let tall = FigureOptions { size: FigureSize::Plot(100, 512), ..FigureOptions::default() };
    let (image, layout, _) = raster(&tall, linear(), 1.0);
    let (bar, table) = (layout.colorbar.unwrap().bar, ColormapName::Viridis.table());
    for row in 0..512 {
        // Two rows for each colour, the last on top.
        let color = table[(511 - row as usize) / 2];
        assert_eq!(pixel(&image, bar.x, bar.y + row), color);
        assert_eq!(pixel(&image, bar.right() - 1, bar.y + row), color);
    }
}

#[test]
fn a_spectrogram_of_another_size_is_refused() {
    let options = options(320, 200);
    let layout = Layout::new(&options, &linear()).unwrap();
    let spectrogram = Spectrogram { cells: Grid::filled(10, 20, 1.0), ..chirp(&layout, linear(), 1.0) };
    let mut canvas = Raster::new(layout.width, layout.height, None).unwrap();
    let error = drawn(&(&mut canvas).into_drawing_area(), &[spectrogram.into()], &options, &layout).unwrap_err();
    assert!(matches!(&error, Error::InvalidOption { reason, .. } if reason.to_string().contains("10x20")), "{error}");
}

#[test]
fn the_waveform_covers_exactly_its_extremes() {
    let options = FigureOptions { waveform: true, ..options(640, 400) };
    let layout = Layout::new(&options, &linear()).unwrap();
    let mut picture = with_panels(&layout, 1.0);
    // Silence but for one column: of ±1, with 6 % to spare on either side of 2.
    let columns = layout.plot.width as usize;
    let mut extremes = vec![[0.0, 0.0]; columns];
    extremes[columns / 2] = [-1.0, 1.0];
    picture.envelope = Some(Envelope { extremes, in_phase: false });
    let mut canvas = Raster::new(layout.width, layout.height, None).unwrap();
    drawn(&(&mut canvas).into_drawing_area(), &[picture], &options, &layout).unwrap();
    let (image, inner) = (canvas.into_image(), layout.lanes[0].waveform.unwrap().inner);
    let curve = Theme::Light.palette().curve;
    let is_curve = |x: i32, y: i32| pixel(&image, x, y) == [curve.0, curve.1, curve.2];
    let inked = |x: i32| (inner.y..inner.bottom()).filter(|&y| is_curve(x, y)).count() as f64;
    let height = f64::from(inner.height);
    let tall = inked(inner.x + columns as i32 / 2);
    // From the middle of one row of pixels to the middle of another, both rounded.
    assert!((tall - (height / 1.12 + 1.0)).abs() <= 1.0, "{tall} of {height}");
    assert_eq!(inked(inner.x + 10), 1.0);
    assert!(is_curve(inner.x + 10, inner.y + inner.height / 2));
}

#[test]
fn the_mean_spectrum_lies_where_its_levels_are() {
    let range = DbRange::new(-60.0, 0.0).unwrap();
    let options =
        FigureOptions { spectrum: true, levels: LevelOption::Decibels(range), colorbar: false, ..options(640, 400) };
    let layout = Layout::new(&options, &linear()).unwrap();
    let mut picture = with_panels(&layout, 1.0);
    let rows = layout.plot.height as usize;
    picture.spectrum = Some(OverallSpectrum { mean: vec![1e-3; rows], strongest: vec![0.0; rows] });
    let mut canvas = Raster::new(layout.width, layout.height, None).unwrap();
    drawn(&(&mut canvas).into_drawing_area(), &[picture], &options, &layout).unwrap();
    let (image, inner) = (canvas.into_image(), layout.lanes[0].spectrum.unwrap().inner);
    let curve = Theme::Light.palette().curve;
    let y = inner.y + inner.height / 3;
    let inked: Vec<i32> =
        (inner.x..inner.right()).filter(|&x| pixel(&image, x, y) == [curve.0, curve.1, curve.2]).collect();
    // −30 dB is the middle of −60 to 0.
    assert_eq!(inked.len(), 1);
    assert!((f64::from(inked[0]) + 0.5 - f64::from(inner.x) - f64::from(inner.width) / 2.0).abs() <= 1.0);
}

#[test]
fn all_channels_have_one_scale_of_colors() {
    let options = FigureOptions { spectrum: false, waveform: false, ..stereo(Theme::Light) };
    let layout = Layout::new(&options, &linear()).unwrap();
    let loud = chirp(&layout, linear(), 2.5);
    let quiet = Spectrogram { cells: loud.cells.map(|cell| cell * 1e-3), ..loud.clone() };
    let mut canvas = Raster::new(layout.width, layout.height, None).unwrap();
    let area = (&mut canvas).into_drawing_area();
    let pictures = [loud.clone().into(), quiet.clone().into()];
    drawn(&area, &pictures, &options, &layout).unwrap();
    let together = Levels::of(LevelOption::Auto, &loud.quantity, &[loud.cells.values(), quiet.cells.values()]);
    assert_eq!(Levels::of_pictures(LevelOption::Auto, &pictures), together);
    let error = drawn(&area, &pictures[..1], &options, &layout).unwrap_err();
    assert!(error.to_string().contains("picture count is 1"), "{error}");
}

#[test]
fn a_transparent_figure_has_no_background() {
    let options = FigureOptions { theme: Theme::Transparent, ..options(320, 200) };
    let (image, layout, _) = raster(&options, linear(), 2.5);
    assert_eq!(image.rgba()[..4], [0; 4]);
    let plot = 4 * (layout.plot.y as usize * 320 + layout.plot.x as usize);
    assert_eq!(image.rgba()[plot + 3], 255);
}

/// A drawing surface that refuses everything.
struct Full;

impl DrawingBackend for Full {
    type ErrorType = Error;

    fn get_size(&self) -> (u32, u32) {
        (320, 200)
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Error>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Error>> {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Result<(), DrawingErrorKind<Error>> {
        Err(DrawingErrorKind::DrawingError(Error::malformed("the surface is full")))
    }
}

#[test]
fn the_error_of_a_backend_is_passed_on_unchanged() {
    let options = options(320, 200);
    let layout = Layout::new(&options, &linear()).unwrap();
    let error =
        drawn(&Full.into_drawing_area(), &[chirp(&layout, linear(), 1.0).into()], &options, &layout).unwrap_err();
    assert!(matches!(&error, Error::Malformed { reason } if reason == "the surface is full"), "{error}");
}

#[test]
fn themes_read_as_typed() {
    for theme in Theme::ALL {
        assert_eq!(theme.to_string().parse::<Theme>().unwrap(), theme);
    }
    assert!("sepia".parse::<Theme>().unwrap_err().to_string().contains("light, dark, transparent"));
}
