//! Figures that consist of data only: the levels that a program reads from the PNG.

use std::io::Cursor;

use png::{ColorType, Decoder, Transformations};
use specgram::colormap::Colormap;

use crate::program::{Folder, wav_of_floats};

/// How a PNG stores its pixels, its palette, and the bytes of the pixels as they are stored.
fn stored(file: &[u8]) -> (ColorType, Vec<u8>, Vec<u8>) {
    let mut decoder = Decoder::new(Cursor::new(file));
    decoder.set_transformations(Transformations::IDENTITY);
    let mut reader = decoder.read_info().unwrap();
    let palette = reader.info().palette.as_ref().map_or_else(Vec::new, |palette| palette.to_vec());
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut bytes).unwrap();
    assert_eq!(reader.info().bit_depth, png::BitDepth::Eight);
    (reader.info().color_type, palette, bytes)
}

/// A folder with a sweep of levels: 100 frames of 64 samples, each a full-scale tone times 10^(−frame/20).
fn folder() -> Folder {
    let folder = Folder::new();
    let sample = |n: usize| (n as f32 * std::f32::consts::FRAC_PI_2).sin() * 10_f32.powf(-((n / 64) as f32) / 20.0);
    folder.write("in.wav", wav_of_floats(8000, 1, &(0..6400).map(sample).collect::<Vec<_>>()));
    folder
}

/// The frames of the sweep as a raster of 100 columns and 33 rows from −100 to 0 dB, with these flags.
fn drawn(flags: &[&str]) -> Vec<u8> {
    let raster = "render in.wav --nfft 64 --hop 64 --window boxcar --plot-size 100x33 --db-range -100:0 --no-title";
    let args: Vec<&str> = raster.split(' ').chain(flags.iter().copied()).collect();
    folder().run(&args, b"").done().silent().stdout
}

const BARE: [&str; 2] = ["--no-axes", "--no-colorbar"];

#[test]
fn greys_without_decorations_are_a_greyscale_png_that_rises_with_the_level() {
    let (kind, palette, greys) = stored(&drawn(&[&BARE[..], &["--colormap", "gray"]].concat()));
    assert_eq!((kind, palette.len(), greys.len()), (ColorType::Grayscale, 0, 3300));
    let table = "gray".parse::<Colormap>().unwrap().table();
    // The tone is in the middle row: frame c at −c dB, the beginning of colour 256·(100 − c)/100.
    for (column, grey) in greys[16 * 100..][..100].iter().enumerate() {
        let level = 256.0 * (100 - column) as f64 / 100.0;
        let near = |number: f64| table[number.clamp(0.0, 255.0) as usize][0];
        // In single precision, some of them are slightly below.
        assert!((near(level - 0.1)..=near(level)).contains(grey), "column {column}: {grey}");
    }
    assert_eq!((greys[16 * 100], greys[0]), (255, 0));
}

#[test]
fn palette_indices_follow_the_levels_for_every_map() {
    let numbers = |map: &str| {
        let (kind, palette, numbers) = stored(&drawn(&[&BARE[..], &["--colormap", map]].concat()));
        assert_eq!(kind, ColorType::Indexed, "{map}");
        // The whole map, the colour of the lowest level first.
        assert_eq!(palette, map.parse::<Colormap>().unwrap().table().as_flattened(), "{map}");
        numbers
    };
    let of_viridis = numbers("viridis");
    assert_eq!((of_viridis[16 * 100], of_viridis[0]), (255, 0));
    assert!(of_viridis[16 * 100..][..100].is_sorted_by(|a, b| a > b), "{:?}", &of_viridis[16 * 100..][..100]);
    // Twilight has the same colour at both ends, and reversed maps begin with the other one: the indices do not change.
    for map in ["viridis_r", "gray_r", "twilight", "jet", "hot_r"] {
        assert!(numbers(map) == of_viridis, "{map}");
    }
}

/// How far the mean of two neighbouring colours of the maps below is from either, of 255.
const NEIGHBOURS: u8 = 4;

/// Whether a colour may be the one of 192 that stands for one of 256.
fn is_alike(reduced: Option<[u8; 4]>, whole: Option<[u8; 4]>) -> bool {
    reduced.into_iter().flatten().zip(whole.into_iter().flatten()).all(|(a, b)| a.abs_diff(b) <= NEIGHBOURS)
}

#[test]
fn the_pixels_of_a_bare_raster_have_the_colours_of_the_same_plot_with_decorations() {
    for map in ["gray", "gray_r", "viridis", "twilight_r"] {
        let bare = crate::golden::Picture::decode(&drawn(&[&BARE[..], &["--colormap", map]].concat()));
        assert_eq!((bare.width, bare.height), (100, 33));
        let framed = crate::golden::Picture::decode(&drawn(&["--colormap", map]));
        let fits = |left: usize, top: usize| {
            (0..33).all(|y| (0..100).all(|x| is_alike(framed.get(left + x, top + y), bare.get(x, y))))
        };
        let places = (0..framed.height - 33).flat_map(|top| (0..framed.width - 100).map(move |left| (left, top)));
        assert_eq!(places.into_iter().filter(|&(left, top)| fits(left, top)).count(), 1, "{map}");
    }
}
