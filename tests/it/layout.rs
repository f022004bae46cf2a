//! The layout: nothing overlaps, nothing is cut, and sizes are kept to the pixel.

use proptest::prelude::*;
use specgram::Error;
use specgram::figure::{FigureOptions, FigureSize, Layout, Rect};
use specgram::font;
use specgram::level::{DbRange, LevelOption};
use specgram::scale::{FrequencyAxis, FrequencyScale};

fn audio() -> FrequencyAxis {
    FrequencyAxis::new(FrequencyScale::Linear, 0.0, 22_050.0).unwrap()
}

fn titled(size: FigureSize) -> FigureOptions {
    FigureOptions { size, title: Some("finch.wav".to_owned()), ..FigureOptions::default() }
}

fn layout(options: &FigureOptions) -> Layout {
    Layout::new(options, &audio()).unwrap()
}

/// Every part of a layout, the plot and the bar with the lines around them.
fn parts(layout: &Layout) -> Vec<(&'static str, Rect)> {
    let mut parts = vec![("plot", layout.plot.grown(layout.frame))];
    parts.extend(layout.title.as_ref().map(|(_, rect)| ("title", *rect)));
    for (name, axis) in [("time", layout.time), ("frequency", layout.frequency)] {
        parts.extend(axis.map(|axis| (name, axis.labels)));
        parts.extend(axis.and_then(|axis| axis.title).map(|title| (name, title)));
    }
    if let Some(colorbar) = layout.colorbar {
        parts.push(("bar", colorbar.bar.grown(layout.frame)));
        parts.push(("levels", colorbar.axis.labels));
        parts.extend(colorbar.axis.title.map(|title| ("unit", title)));
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
    assert!(layout.time.unwrap().title.is_some() && layout.frequency.unwrap().title.is_some());
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
        assert!(layout.colorbar.is_some() && layout.frequency.is_some());
    }
}

#[test]
fn without_furniture_the_plot_is_the_picture() {
    for size in [FigureSize::Plot(640, 321), FigureSize::Whole(640, 321)] {
        let bare = FigureOptions { size, axes: false, colorbar: false, ..FigureOptions::default() };
        let layout = layout(&bare);
        assert_eq!((layout.width, layout.height, layout.frame), (640, 321, 0));
        assert_eq!(layout.plot, Rect { x: 0, y: 0, width: 640, height: 321 });
        assert_eq!(parts(&layout).len(), 1);
    }
}

#[test]
fn small_figures_give_up_title_then_colorbar_then_titles_then_labels() {
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

#[test]
fn zoom_multiplies_everything() {
    let once = layout(&titled(FigureSize::Whole(1200, 600)));
    let twice = layout(&FigureOptions { zoom: 2.0, ..titled(FigureSize::Whole(1200, 600)) });
    assert_eq!((twice.width, twice.height, twice.frame), (2400, 1200, 2));
    for ((name, small), (_, large)) in parts(&once).into_iter().zip(parts(&twice)) {
        for (one, two) in [(small.x, large.x), (small.y, large.y), (small.width, large.width)] {
            // Each of up to ten lengths in a row is rounded by itself.
            assert!((2 * one - two).abs() <= 10, "{name}: {small:?} {large:?}");
        }
    }
    let exact = FigureOptions { zoom: 2.5, ..titled(FigureSize::Plot(300, 101)) };
    assert_eq!((layout(&exact).plot.width, layout(&exact).plot.height), (750, 253));
}

#[test]
fn long_titles_end_in_an_ellipsis_within_their_room() {
    let long = "a recording with a name that goes on ".repeat(200);
    let options = FigureOptions { title: Some(long), ..FigureOptions::default() };
    let (title, room) = layout(&options).title.unwrap();
    assert!(title.starts_with("a recording") && title.ends_with('…') && !title.contains(" …"));
    assert!(font::text_width(&title, 15.0) <= f64::from(room.width));
    // One more word would not have fitted.
    assert!(font::text_width(&title, 15.0) > f64::from(room.width) - 80.0);
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
        assert!(matches!(refused(size, 1.0), Error::InvalidOption(_)));
    }
    for zoom in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e3] {
        assert!(matches!(refused(FigureSize::Whole(300, 200), zoom), Error::InvalidOption(_)), "{zoom}");
    }
    for (size, zoom, named) in [
        (FigureSize::Whole(32_768, 10), 1.0, "32768x10"),
        (FigureSize::Whole(20_000, 20_000), 1.0, "20000x20000"),
        (FigureSize::Whole(4000, 3000), 10.0, "40000x30000"),
        (FigureSize::Whole(u32::MAX, u32::MAX), 100.0, "429496729500x"),
        (FigureSize::Plot(32_767, 100), 1.0, "x"),
    ] {
        let error = refused(size, zoom);
        assert!(matches!(error, Error::Limit(_)) && error.to_string().contains(named), "{error}");
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
        zoom in prop_oneof![Just(1.0), 0.1..6.0_f64],
        (log, low, high) in (any::<bool>(), 1e-3..1000.0_f64, 1001.0..1e7_f64),
        fixed in prop_oneof![Just(None), (-300.0..0.0_f64, 0.01..200.0_f64).prop_map(Some)],
    ) {
        let size = if plot { FigureSize::Plot(width, height) } else { FigureSize::Whole(width, height) };
        let levels = fixed.map_or(LevelOption::Auto, |(low, span)| {
            LevelOption::Decibels(DbRange::new(low, low + span).unwrap())
        });
        let options = FigureOptions { size, axes, colorbar, title, zoom, levels, ..FigureOptions::default() };
        let scale = if log { FrequencyScale::Log } else { FrequencyScale::Linear };
        let layout = match Layout::new(&options, &FrequencyAxis::new(scale, low, high).unwrap()) {
            Ok(layout) => layout,
            Err(Error::Limit(_)) => return Ok(()),
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        };
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
            prop_assert!(font::text_width(title, 15.0 * zoom) <= f64::from(room.width));
        }
    }
}
