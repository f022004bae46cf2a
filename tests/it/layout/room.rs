//! Figures with many channels or few pixels: the dropped parts, their order, and the warning.

use specgram::error::Remedy;
use specgram::figure::{FigureOptions, FigureSize, Layout};
use specgram::warning::Warning;

use super::{audio, layout, stereo, titled};

fn channels(count: usize, (width, height): (u32, u32)) -> FigureOptions {
    let channels = (1..=count).map(|index| format!("Channel {index}")).collect();
    FigureOptions { channels, ..titled(FigureSize::Whole(width, height)) }
}

fn reported(options: &FigureOptions) -> String {
    let reported = |warning: Warning| match warning.remedy() {
        Some(remedy) => format!("{warning}; {remedy:?}"),
        None => warning.to_string(),
    };
    layout(options).no_room.map(reported).unwrap_or_default()
}

#[test]
fn many_channels_keep_title_time_axis_colorbar_names_and_lines() {
    for count in [10, 11, 16, 24, 32] {
        let options = channels(count, (1200, 600));
        let layout = layout(&options);
        assert_eq!(reported(&options), "", "{count} channels");
        assert!(layout.title.is_some() && layout.colorbar.is_some() && layout.frame == 1, "{count} channels");
        assert!(layout.time.is_some_and(|axis| axis.title.is_some()));
        assert!(layout.lanes.iter().all(|lane| lane.name.is_some()));
        for pair in layout.lanes.windows(2) {
            // Two lines, and at least three pixels between them.
            assert!(pair[1].plot.y - pair[0].plot.bottom() >= 5, "{count} channels");
        }
        // No pixels are left over: below the last plot there are the time axis and the margin, as in the usual figure.
        let usual = titled(FigureSize::Whole(1200, 600));
        let bottom = |options| Layout::new(options, &audio()).unwrap().lanes.last().unwrap().plot.bottom();
        assert_eq!(bottom(&options), bottom(&usual));
        // One title for all axes, with space for its words.
        let titles: Vec<_> = layout.lanes.iter().filter_map(|lane| lane.frequency?.title).collect();
        assert!(titles.len() == 1 && titles[0].height > 500, "{titles:?}");
    }
}

#[test]
fn labels_thin_out_before_they_disappear() {
    let ticked = |count, size| {
        let layout = layout(&channels(count, size));
        let lanes = layout.lanes.iter().enumerate().filter(|(_, lane)| lane.frequency.is_some());
        let ticks = layout.frequency_ticks.major.iter().map(|tick| tick.label.clone()).collect::<Vec<_>>();
        (lanes.map(|(index, _)| index).take(3).collect::<Vec<_>>(), ticks.join(" "))
    };
    assert_eq!(ticked(10, (1200, 600)), (vec![0, 1, 2], "0 10 20".to_owned()));
    assert_eq!(ticked(16, (1200, 600)), (vec![0, 2, 4], "0 20".to_owned()));
    // Too low for round numbers, but not for the ends.
    assert_eq!(ticked(32, (1200, 600)), (vec![0, 4, 8], "0 22.05".to_owned()));
    assert_eq!(ticked(64, (1200, 600)), (vec![], String::new()));
}

#[test]
fn a_panel_that_does_not_fit_is_reported() {
    let reported = |width, height| reported(&stereo(FigureSize::Whole(width, height)));
    assert_eq!(reported(600, 500), "");
    assert_eq!(
        reported(600, 300),
        "no room for the waveform panel in a figure of 600x300 pixels; LargerFigure { width: 600, height: 360 }"
    );
    assert_eq!((reported(600, 360).as_str(), reported(600, 350).is_empty()), ("", false));
    assert_eq!(
        reported(200, 120),
        "no room for the title, the waveform panel, the spectrum panel, the colorbar and the titles of the axes in a \
         figure of 200x120 pixels; LargerFigure { width: 450, height: 360 }"
    );
}

#[test]
fn missing_parts_are_reported_in_one_line_with_a_size_that_fits() {
    let no_room = |size, what: &str, (width, height): (u32, u32)| {
        let remedy = Remedy::LargerFigure { width, height };
        format!("no room for {what} in a figure of {size} pixels; {remedy:?}")
    };
    let many = "the frequency axes of 64 channels and the names of 32 of 64 channels";
    assert_eq!(reported(&channels(64, (1200, 600))), no_room("1200x600", many, (1200, 1180)));
    assert_eq!(reported(&channels(64, (1200, 1180))), "");
    assert_ne!(reported(&channels(64, (1200, 1170))), "");
    let more = "the title, the colorbar, the axes and the names of 300 channels";
    assert_eq!(reported(&channels(300, (1200, 600))), no_room("1200x600", more, (1200, 5190)));
    assert_eq!(reported(&titled(FigureSize::Whole(320, 120))), no_room("320x120", "the title", (320, 160)));
    let all = "the title, the colorbar and the axes";
    assert_eq!(reported(&titled(FigureSize::Whole(1, 1))), no_room("1x1", all, (300, 160)));
    // The suggested size is before the zoom.
    let zoomed = FigureOptions { zoom: 2.0, ..titled(FigureSize::Whole(320, 120)) };
    assert_eq!(reported(&zoomed), no_room("640x240", "the title", (320, 160)));
    // Parts that were not requested are not missing.
    let bare = FigureOptions { axes: false, colorbar: false, title: None, ..channels(300, (1200, 600)) };
    assert_eq!(reported(&bare), "");
    assert_eq!(reported(&FigureOptions { title: None, ..titled(FigureSize::Whole(320, 120)) }), "");
}
