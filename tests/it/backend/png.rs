//! PNG files, read back by an independent path through the same crate's decoder.

use std::io::Cursor;

use png::{ColorType, Decoder, Reader, Transformations};
use proptest::prelude::*;
use specgram::Error;
use specgram::backend::Image;
use specgram::output::png::{Extras, encode};

fn reader(file: &[u8], transformations: Transformations) -> Reader<Cursor<&[u8]>> {
    let mut decoder = Decoder::new(Cursor::new(file));
    decoder.set_transformations(transformations);
    decoder.read_info().unwrap()
}

/// How the file stores its pixels.
fn color_type(file: &[u8]) -> ColorType {
    reader(file, Transformations::IDENTITY).info().color_type
}

/// The pixels with four bytes each.
fn rgba(file: &[u8]) -> Vec<u8> {
    let mut reader = reader(file, Transformations::ALPHA);
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    pixels
}

/// A picture of one row with the given colours.
fn row(colors: impl IntoIterator<Item = [u8; 4]>) -> Image {
    let pixels: Vec<u8> = colors.into_iter().flatten().collect();
    Image::from_rgba(pixels.len() as u32 / 4, 1, pixels)
}

/// So many different colours, each twice.
fn colors(count: u32, alpha: u8) -> impl Iterator<Item = [u8; 4]> {
    (0..2 * count).map(move |n| [(n % count % 7) as u8, (n % count / 7) as u8, (n % count) as u8, alpha])
}

#[test]
fn the_smallest_color_type_for_all_colors_is_chosen() {
    for (count, alpha, expected) in [
        (1, 255, ColorType::Indexed),
        (256, 255, ColorType::Indexed),
        (257, 255, ColorType::Rgb),
        (256, 9, ColorType::Indexed),
        (257, 9, ColorType::Rgba),
    ] {
        let image = row(colors(count, alpha));
        let file = encode(&image, &Extras::default()).unwrap();
        assert_eq!(color_type(&file), expected, "{count} colours of opacity {alpha}");
        assert_eq!(rgba(&file), image.rgba(), "{count} colours of opacity {alpha}");
    }
}

proptest! {
    #[test]
    fn every_pixel_survives(width in 1u32..40, height in 1u32..40, depth in 0u8..8, seed: u64) {
        // The number of kept noise bits determines the number of colours.
        let mut state = seed | 1;
        let pixels = (0..4 * width * height).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8 >> depth << depth
        });
        let image = Image::from_rgba(width, height, pixels.collect());
        let file = encode(&image, &Extras::default()).unwrap();
        prop_assert_eq!(rgba(&file), image.rgba());
    }
}

#[test]
fn print_size_and_texts_are_kept() {
    let texts = vec![("Title".to_owned(), "Größe 1 µPa²/Hz".to_owned()), ("specgram".to_owned(), String::new())];
    let extras = Extras { pixels_per_metre: Some(11_811), texts: texts.clone() };
    let file = encode(&row(colors(3, 255)), &extras).unwrap();
    let reader = reader(&file, Transformations::IDENTITY);
    let dimensions = reader.info().pixel_dims.unwrap();
    assert_eq!((dimensions.xppu, dimensions.yppu, dimensions.unit), (11_811, 11_811, png::Unit::Meter));
    let read = reader.info().utf8_text.iter();
    let read: Vec<_> = read.map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap())).collect();
    assert_eq!(read, texts);
    let plain = encode(&row(colors(3, 255)), &Extras::default()).unwrap();
    assert!(self::reader(&plain, Transformations::IDENTITY).info().pixel_dims.is_none());
}

#[test]
fn data_that_png_cannot_store_are_an_error() {
    assert!(matches!(encode(&Image::from_rgba(0, 3, vec![]), &Extras::default()), Err(Error::Encode(_))));
    for keyword in ["", "漢字", &"long".repeat(20)] {
        let extras = Extras { pixels_per_metre: None, texts: vec![(keyword.to_owned(), String::new())] };
        assert!(matches!(encode(&row(colors(1, 255)), &extras), Err(Error::Encode(_))), "keyword '{keyword}'");
    }
}
