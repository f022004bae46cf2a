//! The drawn figure: its pixels where they can be known, its looks as goldens.

use plotters::drawing::IntoDrawingArea;
use plotters_backend::{BackendColor, BackendCoord, DrawingBackend, DrawingErrorKind};
use specgram::Error;
use specgram::backend::{Image, Raster, Svg};
use specgram::colormap::ColormapName;
use specgram::figure::{self, FigureOptions, FigureSize, Layout, Theme};
use specgram::grid::Grid;
use specgram::level::{ColorScale, DbRange, LevelOption, Levels};
use specgram::output::png;
use specgram::scale::{FrequencyAxis, FrequencyScale};
use specgram::spectrogram::{Quantity, Spectrogram, TimeAxis};
use specgram::stft::{Mode, Scaling};

use crate::golden::{assert_matches_golden, assert_svg_matches_golden};

fn options(width: u32, height: u32) -> FigureOptions {
    FigureOptions {
        size: FigureSize::Whole(width, height),
        title: Some("Chirp over a noise floor".to_owned()),
        ..FigureOptions::default()
    }
}

fn linear() -> FrequencyAxis {
    FrequencyAxis::new(FrequencyScale::Linear, 0.0, 8000.0).unwrap()
}

fn logarithmic() -> FrequencyAxis {
    FrequencyAxis::new(FrequencyScale::Log, 40.0, 22_050.0).unwrap()
}

/// A chirp from a tenth to nine tenths of the axis, 60 dB above a floor that fades.
fn chirp(layout: &Layout, frequency: FrequencyAxis, end: f64) -> Spectrogram {
    let (width, height) = (layout.plot.width as usize, layout.plot.height as usize);
    let mut cells = Grid::filled(width, height, 0.0);
    for column in 0..width {
        let time = (column as f64 + 0.5) / width as f64;
        for (row, cell) in cells.column_mut(column).iter_mut().enumerate() {
            let distance = (row as f64 + 0.5) / height as f64 - (0.1 + 0.8 * time);
            *cell = (-(distance / 0.02).powi(2)).exp() + 1e-6 * (-3.0 * time).exp();
        }
    }
    let quantity = Quantity { mode: Mode::Psd, scaling: Scaling::Dbfs };
    Spectrogram { cells, time: TimeAxis { start: 0.0, end }, frequency, quantity }
}

fn raster(options: &FigureOptions, frequency: FrequencyAxis, end: f64) -> (Image, Layout, Spectrogram) {
    let layout = Layout::new(options, &frequency).unwrap();
    let spectrogram = chirp(&layout, frequency, end);
    let mut canvas = Raster::new(layout.width, layout.height, None).unwrap();
    figure::draw(&(&mut canvas).into_drawing_area(), &spectrogram, options, &layout).unwrap();
    (canvas.into_image(), layout, spectrogram)
}

fn encoded(image: &Image) -> Vec<u8> {
    png::encode(image, &png::Extras::default()).unwrap()
}

fn pixel(image: &Image, x: i32, y: i32) -> [u8; 3] {
    let at = 4 * (y as usize * image.width() as usize + x as usize);
    image.rgba()[at..at + 3].try_into().unwrap()
}

#[test]
fn a_light_figure_looks_as_it_did() {
    let (image, ..) = raster(&options(320, 200), linear(), 2.5);
    assert_matches_golden("figure-light", &encoded(&image));
}

#[test]
fn a_dark_figure_on_a_logarithmic_axis_looks_as_it_did() {
    let dark = FigureOptions { theme: Theme::Dark, colormap: ColormapName::Magma.into(), ..options(320, 200) };
    let (image, ..) = raster(&dark, logarithmic(), 200.0);
    assert_matches_golden("figure-dark-log", &encoded(&image));
}

#[test]
fn a_tiny_figure_looks_as_it_did() {
    let (image, ..) = raster(&options(200, 120), linear(), 2.5);
    assert_matches_golden("figure-tiny", &encoded(&image));
}

#[test]
fn a_zoomed_figure_looks_as_it_did() {
    let linear_levels = FigureOptions { zoom: 2.0, levels: LevelOption::Linear, ..options(210, 120) };
    let (image, ..) = raster(&linear_levels, linear(), 7200.0);
    assert_matches_golden("figure-zoom", &encoded(&image));
}

#[test]
fn the_same_figure_in_svg_has_vector_text_and_one_picture() {
    let options = options(320, 200);
    let layout = Layout::new(&options, &linear()).unwrap();
    let spectrogram = chirp(&layout, linear(), 2.5);
    let mut canvas = Svg::new(layout.width, layout.height, None, |image| png::encode(image, &png::Extras::default()));
    figure::draw(&(&mut canvas).into_drawing_area(), &spectrogram, &options, &layout).unwrap();
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
    let levels = figure::draw(&(&mut canvas).into_drawing_area(), &spectrogram, &bare, &layout).unwrap();
    assert_eq!(levels, Levels::Decibels(DbRange::new(-64.0, 0.0).unwrap()));
    let (image, table) = (canvas.into_image(), ColormapName::Viridis.table());
    for (column, (lower, upper)) in [(0, 0), (127, 128), (255, 255)].into_iter().enumerate() {
        assert_eq!(pixel(&image, column as i32, 1), table[lower]);
        assert_eq!(pixel(&image, column as i32, 0), table[upper]);
    }
}

#[test]
fn frame_and_ticks_stand_outside_the_data() {
    let (image, layout, spectrogram) = raster(&options(640, 400), linear(), 10.0);
    let (plot, palette) = (layout.plot, Theme::Light.palette());
    let line = [palette.line.0, palette.line.1, palette.line.2];
    let white = [255, 255, 255];
    for (x, y) in
        [(plot.x - 1, plot.y), (plot.right(), plot.bottom() - 1), (plot.x, plot.y - 1), (plot.x, plot.bottom())]
    {
        assert_eq!(pixel(&image, x, y), line, "({x}, {y})");
    }
    // The ticks at 0 and 10 s go on from the sides of the frame; beside them is paper.
    for (tick, paper) in [(plot.x - 1, plot.x), (plot.right(), plot.right() + 1)] {
        assert_eq!(pixel(&image, tick, plot.bottom() + 5), line);
        assert_eq!(pixel(&image, paper, plot.bottom() + 5), white);
    }
    let scale = ColorScale::new(Levels::of(LevelOption::Auto, spectrogram.cells.values()));
    let expected = figure::colors(&spectrogram.cells, &scale, ColormapName::Viridis.table());
    for (row, line) in expected.chunks_exact(3 * plot.width as usize).enumerate() {
        for (column, color) in line.chunks_exact(3).enumerate() {
            assert_eq!(pixel(&image, plot.x + column as i32, plot.y + row as i32), color);
        }
    }
}

#[test]
fn the_colorbar_shows_every_color_in_its_place() {
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
    let error = figure::draw(&(&mut canvas).into_drawing_area(), &spectrogram, &options, &layout).unwrap_err();
    assert!(matches!(&error, Error::InvalidOption(reason) if reason.contains("10x20")), "{error}");
}

/// A surface that refuses everything.
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
        Err(DrawingErrorKind::DrawingError(Error::Limit("the surface is full".to_owned())))
    }
}

#[test]
fn the_error_of_a_backend_comes_through_as_it_was() {
    let options = options(320, 200);
    let layout = Layout::new(&options, &linear()).unwrap();
    let error = figure::draw(&Full.into_drawing_area(), &chirp(&layout, linear(), 1.0), &options, &layout).unwrap_err();
    assert!(matches!(&error, Error::Limit(reason) if reason == "the surface is full"), "{error}");
}

#[test]
fn themes_read_as_typed() {
    for theme in Theme::ALL {
        assert_eq!(theme.to_string().parse::<Theme>().unwrap(), theme);
    }
    assert!("sepia".parse::<Theme>().unwrap_err().to_string().contains("light, dark"));
}
