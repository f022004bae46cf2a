//! Figures as palettes: which colours stand first, and how far a colour may be from its level.

use std::io::Cursor;

use specgram::colormap::ColormapName;
use specgram::figure::{FigureOptions, Layout, MapEntries, Theme, View};
use specgram::level::{DbRange, LevelOption};
use specgram::output::{FigureContent, FigureFormat, by_name};
use specgram::spectrogram::Picture;

use super::specimen::{chirp, linear, options, with_panels};

/// The bytes of a PNG, its colour type and its palette.
fn png(picture: &Picture, options: &FigureOptions, layout: &Layout) -> (png::ColorType, Vec<[u8; 3]>, Vec<u8>) {
    let figure = FigureContent::new(std::slice::from_ref(picture), options, layout);
    let bytes = (by_name::<FigureFormat>("png").unwrap().draw)(&figure).unwrap();
    let mut decoder = png::Decoder::new(Cursor::new(&bytes));
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let palette = reader.info().palette.as_ref().map_or_else(Vec::new, |palette| palette.as_chunks::<3>().0.to_vec());
    (reader.info().color_type, palette, pixels)
}

fn look() -> FigureOptions {
    FigureOptions { levels: LevelOption::Decibels(DbRange::new(-60.0, 0.0).unwrap()), ..options(480, 300) }
}

#[test]
fn the_indices_of_the_data_ascend_with_the_level() {
    for theme in [Theme::Light, Theme::Dark] {
        let options = FigureOptions { theme, ..look() };
        let layout = Layout::new(&options, &linear()).unwrap();
        let mut spectrogram = chirp(&layout, linear(), 2.0);
        // From -60 to 0 dB along the lowest row, and no data at its end.
        let columns = layout.columns;
        for column in 0..columns {
            let level = -60.0 * (1.0 - (column as f64 + 0.5) / (columns - 1) as f64);
            spectrogram.cells.column_mut(column)[0] = 10_f64.powf(level / 10.0);
        }
        spectrogram.cells.column_mut(columns - 1)[0] = f64::NAN;
        let (kind, palette, pixels) = png(&spectrogram.into(), &options, &layout);
        assert_eq!(kind, png::ColorType::Indexed);
        let entries = MapEntries::new(ColormapName::Viridis.table(), 192, [0, 0, 0]);
        assert_eq!(palette[..192], entries.colors()[..192]);
        let row = (layout.plot.bottom() - 1) as usize * layout.width as usize + layout.plot.x as usize;
        let indices = &pixels[row..row + columns];
        assert_eq!((indices[0], indices[columns - 2], indices[columns - 1]), (0, 191, 192));
        for (column, &index) in indices[..columns - 1].iter().enumerate() {
            // The middle of the levels that the entry stands for, and the level, as fractions of the range.
            let own: Vec<usize> = (0..256).filter(|color| color * 192 / 256 == usize::from(index)).collect();
            let middle = (own[0] + own[own.len() - 1] + 1) as f64 / 512.0;
            let level = (column as f64 + 0.5) / (columns - 1) as f64;
            assert!((middle - level).abs() < 1.0 / 200.0, "{column}: {index}");
        }
    }
}

#[test]
fn an_entry_has_the_colour_of_the_middle_of_its_levels() {
    let table = ColormapName::Gray.table();
    for count in [128, 150, 192, 255] {
        let entries = MapEntries::new(table, count, [9, 8, 7]);
        assert_eq!((entries.colors().len(), entries.colors()[count]), (count + 1, [9, 8, 7]));
        // An entry's grey is the mean of those that it stands for.
        for (entry, color) in entries.colors()[..count].iter().enumerate() {
            let own = (0..256).filter(|color| color * count / 256 == entry);
            let own: Vec<usize> = own.map(|color| usize::from(table[color][0])).collect();
            let mean = own.iter().sum::<usize>() / own.len();
            assert_eq!(usize::from(color[0]), mean, "{entry} of {count}");
        }
    }
}

#[test]
fn panels_leave_128_colours_and_some_figures_keep_all() {
    let options = FigureOptions { waveform: true, spectrum: true, ..look() };
    let layout = Layout::new(&options, &linear()).unwrap();
    let (kind, palette, _) = png(&with_panels(&layout, 1.0), &options, &layout);
    let entries = MapEntries::new(ColormapName::Viridis.table(), 128, [0, 0, 0]);
    assert_eq!((kind, &palette[..128]), (png::ColorType::Indexed, &entries.colors()[..128]));
    for options in [
        FigureOptions { grid: true, ..look() },
        FigureOptions { view: View::Surface, ..look() },
        FigureOptions { theme: Theme::Transparent, ..look() },
    ] {
        let layout = Layout::new(&options, &linear()).unwrap();
        let picture = Picture::from(chirp(&layout, linear(), 2.0));
        assert_ne!(png(&picture, &options, &layout).0, png::ColorType::Indexed, "{options:?}");
    }
}
