//! Every kind of figure: its golden picture, and the same figure in SVG and PDF as drawn by other programs.

use specgram::colormap::{Colormap, ColormapName};
use specgram::figure::{FigureOptions, FigureSize, Layout, Theme, View};
use specgram::level::{DbRange, LevelOption};
use specgram::output::{FigureContent, FigureFormat, by_name};
use specgram::scale::{FrequencyAxis, FrequencyScale};
use specgram::spectrogram::{Picture, Quantity};
use specgram::stft::Mode;

use super::specimen::{chirp, linear, logarithmic, options, stereo, with_panels};
use crate::golden::{self, assert_looks_alike, assert_matches_golden, drawn_by_poppler, drawn_by_rsvg};

/// A figure that represents its kind.
struct Kind {
    name: &'static str,
    options: FigureOptions,
    layout: Layout,
    pictures: Vec<Picture>,
}

impl Kind {
    fn new(
        name: &'static str,
        options: FigureOptions,
        frequency: FrequencyAxis,
        pictures: impl Fn(&Layout) -> Vec<Picture>,
    ) -> Self {
        let layout = Layout::new(&options, &frequency).unwrap();
        let pictures = pictures(&layout);
        Self { name, options, layout, pictures }
    }

    fn file(&self, format: &str) -> Vec<u8> {
        let figure = FigureContent::new(&self.pictures, &self.options, &self.layout);
        (by_name::<FigureFormat>(format).unwrap().draw)(&figure).unwrap()
    }
}

fn light() -> Kind {
    Kind::new("figure-light", options(320, 200), linear(), |layout| vec![chirp(layout, linear(), 2.5).into()])
}

fn dark_on_a_logarithmic_axis() -> Kind {
    let dark = FigureOptions { theme: Theme::Dark, colormap: ColormapName::Magma.into(), ..options(320, 200) };
    Kind::new("figure-dark-log", dark, logarithmic(), |layout| vec![chirp(layout, logarithmic(), 200.0).into()])
}

fn tiny() -> Kind {
    Kind::new("figure-tiny", options(200, 120), linear(), |layout| vec![chirp(layout, linear(), 2.5).into()])
}

fn zoomed_with_linear_levels() -> Kind {
    let zoomed = FigureOptions { zoom: 2.0, levels: LevelOption::Linear, ..options(210, 120) };
    Kind::new("figure-zoom", zoomed, linear(), |layout| vec![chirp(layout, linear(), 7200.0).into()])
}

fn channels_with_panels() -> Kind {
    Kind::new("figure-panels", stereo(Theme::Light), linear(), |layout| {
        vec![with_panels(layout, 0.8), with_panels(layout, 0.2)]
    })
}

fn transparent_with_reversed_colors_on_a_mel_axis() -> Kind {
    let colormap: Colormap = "gray_r".parse().unwrap();
    let look = FigureOptions { theme: Theme::Transparent, colormap, colorbar: false, grid: true, ..options(300, 190) };
    let mel = || FrequencyAxis::new(FrequencyScale::Mel, 0.0, 8000.0).unwrap();
    Kind::new("figure-transparent-mel", look, mel(), move |layout| vec![chirp(layout, mel(), 0.05).into()])
}

fn phases() -> Kind {
    let look = FigureOptions { colormap: ColormapName::Twilight.into(), ..options(300, 190) };
    Kind::new("figure-phases", look, linear(), |layout| {
        let mut spectrogram = chirp(layout, linear(), 2.5);
        for column in 0..layout.columns {
            for (row, cell) in spectrogram.cells.column_mut(column).iter_mut().enumerate() {
                *cell = (0.4 * ((column / 8 * row / 8) % 16) as f64) - 3.0;
            }
        }
        spectrogram.quantity = Quantity::new(Mode::Angle, spectrogram.quantity.scaling);
        vec![spectrogram.into()]
    })
}

/// Level ground and a tower, which make a small file.
fn surface() -> Kind {
    let look = FigureOptions {
        size: FigureSize::Whole(340, 220),
        title: Some("A tower".to_owned()),
        view: View::Surface,
        levels: LevelOption::Decibels(DbRange::new(-60.0, 0.0).unwrap()),
        colorbar: false,
        ..FigureOptions::default()
    };
    Kind::new("figure-surface", look, linear(), |layout| {
        let mut spectrogram = chirp(layout, linear(), 2.5);
        let within = |index: usize, count: usize| (0.3..0.5).contains(&(index as f64 / (count - 1) as f64));
        for column in 0..layout.columns {
            for (row, cell) in spectrogram.cells.column_mut(column).iter_mut().enumerate() {
                let tower = within(column, layout.columns) && within(row, layout.rows);
                *cell = if tower { 10_f64.powf(-0.5) } else { 1e-5 };
            }
        }
        vec![spectrogram.into()]
    })
}

const KINDS: [fn() -> Kind; 8] = [
    light,
    dark_on_a_logarithmic_axis,
    tiny,
    zoomed_with_linear_levels,
    channels_with_panels,
    transparent_with_reversed_colors_on_a_mel_axis,
    phases,
    surface,
];

fn looks_as_it_did(kind: fn() -> Kind) {
    let kind = kind();
    assert_matches_golden(kind.name, &kind.file("png"));
}

#[test]
fn a_light_figure_looks_as_it_did() {
    looks_as_it_did(light);
}

#[test]
fn a_dark_figure_on_a_logarithmic_axis_looks_as_it_did() {
    looks_as_it_did(dark_on_a_logarithmic_axis);
}

#[test]
fn a_tiny_figure_looks_as_it_did() {
    looks_as_it_did(tiny);
}

#[test]
fn a_zoomed_figure_looks_as_it_did() {
    looks_as_it_did(zoomed_with_linear_levels);
}

#[test]
fn channels_with_panels_look_as_they_did() {
    looks_as_it_did(channels_with_panels);
}

#[test]
fn a_transparent_figure_on_a_mel_axis_looks_as_it_did() {
    looks_as_it_did(transparent_with_reversed_colors_on_a_mel_axis);
}

#[test]
fn a_figure_of_phases_looks_as_it_did() {
    looks_as_it_did(phases);
}

#[test]
fn a_surface_looks_as_it_did() {
    looks_as_it_did(surface);
}

#[test]
fn every_kind_of_figure_looks_the_same_in_svg() {
    for kind in KINDS.map(|kind| kind()) {
        let Some(drawn) = drawn_by_rsvg(&kind.file("svg")) else { return };
        assert_looks_alike(&format!("{}-svg", kind.name), &golden::Picture::decode(&kind.file("png")), &drawn);
    }
}

#[test]
fn every_kind_of_figure_looks_the_same_in_pdf() {
    for kind in KINDS.map(|kind| kind()) {
        let Some(drawn) = drawn_by_poppler(&kind.file("pdf")) else { return };
        assert_looks_alike(&format!("{}-pdf", kind.name), &golden::Picture::decode(&kind.file("png")), &drawn);
    }
}
