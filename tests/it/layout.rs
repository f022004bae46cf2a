//! The layout: parts do not overlap and are not cut, and sizes are exact to the pixel.

mod room;

use proptest::prelude::*;
use specgram::Error;
use specgram::figure::{AxisLayout, FigureOptions, FigureSize, Layout, Rect};
use specgram::font;
use specgram::level::{DbRange, LevelOption};
use specgram::scale::{FrequencyAxis, FrequencyScale};
use specgram::warning::Warning;

fn audio() -> FrequencyAxis {
    FrequencyAxis::new(FrequencyScale::Linear, 0.0, 22_050.0).unwrap()
}

fn titled(size: FigureSize) -> FigureOptions {
    FigureOptions { size, title: Some("finch.wav".to_owned()), ..FigureOptions::default() }
}

fn layout(options: &FigureOptions) -> Layout {
    Layout::new(options, &audio()).unwrap()
}

/// Every part of a layout, the plots and the bar with the lines around them.
fn parts(layout: &Layout) -> Vec<(&'static str, Rect)> {
    let mut parts = Vec::new();
    parts.extend(layout.title.as_ref().map(|(_, rect)| ("title", *rect)));
    let axis_parts = |name, axis: Option<AxisLayout>| {
        let labels = axis.map(|axis| (name, axis.labels));
        labels.into_iter().chain(axis.and_then(|axis| axis.title).map(|title| (name, title)))
    };
    for lane in &layout.lanes {
        parts.push(("plot", lane.plot.grown(layout.frame)));
        parts.extend(lane.name.as_ref().map(|(_, rect)| ("name", *rect)));
        parts.extend(axis_parts("frequency", lane.frequency));
        for (name, panel) in [("waveform", lane.waveform), ("spectrum", lane.spectrum)] {
            parts.extend(panel.map(|panel| (name, panel.inner.grown(layout.frame))));
            parts.extend(axis_parts(name, panel.and_then(|panel| panel.axis)));
        }
    }
    parts.extend(axis_parts("time", layout.time));
    if let Some(colorbar) = layout.colorbar {
        parts.push(("bar", colorbar.bar.grown(layout.frame)));
        parts.extend(axis_parts("levels", Some(colorbar.axis)));
    }
    parts
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

#[test]
fn the_usual_figure_has_everything() {
    let layout = layout(&titled(FigureSize::Whole(1200, 600)));
    assert_eq!((layout.width, layout.height), (1200, 600));
    assert_eq!(layout.title.as_ref().unwrap().0, "finch.wav");
    assert!(layout.time.unwrap().title.is_some() && layout.lanes[0].frequency.unwrap().title.is_some());
    assert!(layout.colorbar.is_some());
    assert!(layout.plot.width > 1000 && layout.plot.height > 480, "{:?}", layout.plot);
    // The bar stands as high as the plot.
    let bar = layout.colorbar.unwrap().bar;
    assert_eq!((bar.y, bar.height), (layout.plot.y, layout.plot.height));
}

#[test]
fn a_plot_size_is_exact_and_the_figure_grows() {
    for (width, height) in [(1, 1), (256, 128), (1000, 513), (1, 3000)] {
        let layout = layout(&titled(FigureSize::Plot(width, height)));
        assert_eq!((layout.plot.width, layout.plot.height), (width as i32, height as i32));
        assert!(layout.width > width && layout.height > height);
        assert!(layout.colorbar.is_some() && layout.lanes[0].frequency.is_some());
    }
}

#[test]
fn without_decorations_the_plot_is_the_picture() {
    for size in [FigureSize::Plot(640, 321), FigureSize::Whole(640, 321)] {
        let bare = FigureOptions { size, axes: false, colorbar: false, ..FigureOptions::default() };
        let layout = layout(&bare);
        assert_eq!((layout.width, layout.height, layout.frame), (640, 321, 0));
        assert_eq!(layout.plot, Rect { x: 0, y: 0, width: 640, height: 321 });
        assert_eq!(parts(&layout).len(), 1);
    }
}

#[test]
fn small_figures_drop_title_then_colorbar_then_titles_then_labels() {
    let count = |width, height| {
        let layout = layout(&titled(FigureSize::Whole(width, height)));
        let axis_titles = layout.time.and_then(|axis| axis.title).is_some();
        (layout.title.is_some(), layout.colorbar.is_some(), axis_titles, layout.time.is_some(), layout.frame > 0)
    };
    assert_eq!(count(320, 200), (true, true, true, true, true));
    assert_eq!(count(320, 120), (false, true, true, true, true));
    assert_eq!(count(200, 120), (false, false, true, true, true));
    assert_eq!(count(200, 90), (false, false, false, true, true));
    assert_eq!(count(100, 60), (false, false, false, false, true));
    assert_eq!(count(10, 10), (false, false, false, false, false));
}

fn stereo(size: FigureSize) -> FigureOptions {
    let channels = vec!["Left".to_owned(), "Right".to_owned()];
    FigureOptions { waveform: true, spectrum: true, channels, ..titled(size) }
}

#[test]
fn channels_are_stacked_on_one_time_axis() {
    let layout = layout(&stereo(FigureSize::Whole(1200, 800)));
    let [left, right] = &layout.lanes[..] else { panic!("{} lanes", layout.lanes.len()) };
    assert_eq!((left.name.as_ref().unwrap().0.as_str(), right.name.as_ref().unwrap().0.as_str()), ("Left", "Right"));
    for lane in [left, right] {
        let (waveform, spectrum) = (lane.waveform.unwrap().inner, lane.spectrum.unwrap().inner);
        assert_eq!((waveform.x, waveform.width), (lane.plot.x, lane.plot.width));
        assert_eq!((spectrum.y, spectrum.height), (lane.plot.y, lane.plot.height));
        assert!(waveform.bottom() < lane.plot.y && lane.plot.right() < spectrum.x);
    }
    assert_eq!((left.plot.width, left.plot.height, left.plot.x), (right.plot.width, right.plot.height, right.plot.x));
    assert!(left.plot.bottom() < right.waveform.unwrap().inner.y);
    // The axis of levels is below the last spectrum, and the bar as high as both lanes.
    assert!(left.spectrum.unwrap().axis.is_none() && right.spectrum.unwrap().axis.is_some());
    let bar = layout.colorbar.unwrap().bar;
    assert_eq!((bar.y, bar.bottom()), (left.plot.y, right.plot.bottom()));
}

#[test]
fn small_figures_drop_panels_before_the_colorbar() {
    let count = |width, height| {
        let layout = layout(&stereo(FigureSize::Whole(width, height)));
        let lane = &layout.lanes[0];
        (lane.waveform.is_some(), lane.spectrum.is_some(), layout.colorbar.is_some(), lane.name.is_some())
    };
    assert_eq!(count(600, 500), (true, true, true, true));
    assert_eq!(count(600, 300), (false, true, true, true));
    assert_eq!(count(340, 500), (true, false, true, true));
    assert_eq!(count(200, 120), (false, false, false, true));
}

#[test]
fn more_channels_than_rows_of_pixels_are_refused() {
    let channels = (1..=65).map(|index| format!("Channel {index}")).collect();
    let options = FigureOptions { channels, ..titled(FigureSize::Whole(400, 64)) };
    let error = Layout::new(&options, &audio()).unwrap_err();
    assert!(matches!(&error, Error::Limit { found: Some(65.0), most: 64.0, .. }), "{error}");
}

#[test]
fn a_larger_font_reduces_the_plot() {
    let usual = layout(&titled(FigureSize::Whole(1200, 600)));
    let large = layout(&FigureOptions { font_size: 24.0, ..titled(FigureSize::Whole(1200, 600)) });
    assert!(large.plot.width < usual.plot.width && large.plot.height < usual.plot.height);
    for wrong in [0.0, -1.0, f64::NAN, 1e9] {
        let options = FigureOptions { font_size: wrong, ..FigureOptions::default() };
        assert!(matches!(Layout::new(&options, &audio()), Err(Error::InvalidOption { .. })));
    }
}

#[test]
fn zoom_multiplies_everything() {
    let once = layout(&titled(FigureSize::Whole(1200, 600)));
    let twice = layout(&FigureOptions { zoom: 2.0, ..titled(FigureSize::Whole(1200, 600)) });
    assert_eq!((twice.width, twice.height, twice.frame), (2400, 1200, 2));
    for ((name, small), (_, large)) in parts(&once).into_iter().zip(parts(&twice)) {
        for (one, two) in [(small.x, large.x), (small.y, large.y), (small.width, large.width)] {
            // Each of up to ten lengths in a row is rounded separately.
            assert!((2 * one - two).abs() <= 10, "{name}: {small:?} {large:?}");
        }
    }
    let exact = FigureOptions { zoom: 2.5, ..titled(FigureSize::Plot(300, 101)) };
    assert_eq!((layout(&exact).plot.width, layout(&exact).plot.height), (750, 253));
}

#[test]
fn long_titles_lose_their_middle_and_keep_the_extension() {
    let long = format!("a recording with a name that{} on.flac", " goes on and".repeat(200));
    let options = FigureOptions { title: Some(long), ..FigureOptions::default() };
    let (title, room) = layout(&options).title.unwrap();
    assert!(title.starts_with("a recording with") && title.ends_with(" on.flac") && title.matches('…').count() == 1);
    assert!(font::text_width(&title, 15.0) <= f64::from(room.width));
    // One more word would not fit.
    assert!(font::text_width(&title, 15.0) > f64::from(room.width) - 80.0);
    let narrow = FigureOptions { size: FigureSize::Whole(220, 220), colorbar: false, ..options };
    assert!(layout(&narrow).title.unwrap().0.ends_with(".flac"));
    let broken = FigureOptions { title: Some("two\nlines\u{7}\tand".to_owned()), ..FigureOptions::default() };
    assert_eq!(layout(&broken).title.unwrap().0, "two lines and");
    for nothing in ["", "  ", "\u{200b}\n"] {
        let options = FigureOptions { title: Some(nothing.to_owned()), ..FigureOptions::default() };
        let untitled = layout(&FigureOptions::default());
        assert_eq!(layout(&options).plot.height, untitled.plot.height, "{nothing:?}");
        assert_eq!(layout(&options).title, None);
    }
}

#[test]
fn sizes_beyond_the_limits_are_refused_with_their_numbers() {
    let refused =
        |size, zoom| Layout::new(&FigureOptions { size, zoom, ..FigureOptions::default() }, &audio()).unwrap_err();
    for size in [FigureSize::Whole(0, 600), FigureSize::Plot(600, 0)] {
        assert!(matches!(refused(size, 1.0), Error::InvalidOption { .. }));
    }
    for zoom in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e3] {
        assert!(matches!(refused(FigureSize::Whole(300, 200), zoom), Error::InvalidOption { .. }), "{zoom}");
    }
    for (size, zoom, named) in [
        (FigureSize::Whole(32_768, 10), 1.0, "32768x10"),
        (FigureSize::Whole(20_000, 20_000), 1.0, "20000x20000"),
        (FigureSize::Whole(4000, 3000), 10.0, "40000x30000"),
        (FigureSize::Whole(u32::MAX, u32::MAX), 100.0, "429496729500x"),
        (FigureSize::Plot(32_767, 100), 1.0, "x"),
    ] {
        let error = refused(size, zoom);
        assert!(matches!(error, Error::Limit { .. }) && error.to_string().contains(named), "{error}");
    }
}

#[test]
fn the_plot_does_not_depend_on_levels_found_in_the_data() {
    let auto = layout(&titled(FigureSize::Whole(1200, 600)));
    let linear = layout(&FigureOptions { levels: LevelOption::Linear, ..titled(FigureSize::Whole(1200, 600)) });
    assert_eq!(auto.plot, linear.plot);
}

proptest! {
    #[test]
    fn nothing_overlaps_and_nothing_is_cut(
        (width, height) in (1..8000_u32, 1..4000_u32),
        plot in any::<bool>(),
        (axes, colorbar) in any::<(bool, bool)>(),
        title in prop_oneof![Just(None), ".{0,80}".prop_map(Some)],
        (zoom, font_size) in (prop_oneof![Just(1.0), 0.1..6.0_f64], prop_oneof![Just(12.0), 4.0..40.0_f64]),
        (waveform, spectrum, lanes) in (any::<bool>(), any::<bool>(), prop_oneof![0..5_usize, 5..200_usize]),
        (log, low, high) in (any::<bool>(), 1e-3..1000.0_f64, 1001.0..1e7_f64),
        fixed in prop_oneof![Just(None), (-300.0..0.0_f64, 0.01..200.0_f64).prop_map(Some)],
    ) {
        let size = if plot { FigureSize::Plot(width, height) } else { FigureSize::Whole(width, height) };
        let levels = fixed.map_or(LevelOption::Auto, |(low, span)| {
            LevelOption::Decibels(DbRange::new(low, low + span).unwrap())
        });
        let channels = (0..lanes).map(|index| format!("Channel {index}")).collect();
        let options = FigureOptions {
            size, axes, colorbar, title, zoom, levels, font_size, waveform, spectrum, channels, ..FigureOptions::default()
        };
        let scale = if log { FrequencyScale::Log } else { FrequencyScale::Linear };
        let layout = match Layout::new(&options, &FrequencyAxis::new(scale, low, high).unwrap()) {
            Ok(layout) => layout,
            Err(Error::Limit { .. }) => return Ok(()),
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        };
        if let Some(Warning::NoRoom { enough: Some((width, height)), .. }) = layout.no_room {
            let options = FigureOptions { size: FigureSize::Whole(width, height), ..options.clone() };
            let larger = Layout::new(&options, &FrequencyAxis::new(scale, low, high).unwrap()).unwrap();
            prop_assert_eq!(larger.no_room, None);
        }
        let parts = parts(&layout);
        prop_assert!(layout.plot.width >= 1 && layout.plot.height >= 1);
        for (index, (name, part)) in parts.iter().enumerate() {
            prop_assert!(part.x >= 0 && part.y >= 0, "{name} {part:?}");
            prop_assert!(part.right() <= layout.width as i32 && part.bottom() <= layout.height as i32, "{name} {part:?}");
            for (other, rect) in &parts[..index] {
                prop_assert!(!overlap(*part, *rect), "{name} {part:?} and {other} {rect:?}");
            }
        }
        if let Some((title, room)) = &layout.title {
            prop_assert!(font::text_width(title, 15.0 / 12.0 * font_size * zoom) <= f64::from(room.width));
        }
    }
}
