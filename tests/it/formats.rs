//! Every format of figures: the content of its file, and that it shows the same as the others.

use std::io::{Cursor, Read};

use specgram::Error;
use specgram::colormap::ColormapName;
use specgram::error::OptionName;
use specgram::figure::{FigureOptions, FigureSize, Layout, Theme};
use specgram::grid::Grid;
use specgram::output::{FigureContent, FigureFormat, Format, by_name, record};
use specgram::scale::{FrequencyAxis, FrequencyScale};
use specgram::spectrogram::{Picture, Quantity, Spectrogram, TimeAxis};
use specgram::stft::{Mode, Scaling};

/// Text that every format has to encode with care.
const RECORD: &str = r#"{"name":"a \"b\" (c) \\ <d> & é 😀.wav","seconds":2.5}"#;

fn options() -> FigureOptions {
    let title = Some("Tést (1) <&> \\".to_owned());
    FigureOptions { size: FigureSize::Whole(320, 200), title, ..FigureOptions::default() }
}

/// A picture of steps, with the layout that has room for it.
fn stairs(options: &FigureOptions) -> (Vec<Picture>, Layout) {
    let frequency = FrequencyAxis::new(FrequencyScale::Linear, 0.0, 8000.0).unwrap();
    let layout = Layout::new(options, &frequency).unwrap();
    let mut cells = Grid::filled(layout.columns, layout.rows, 0.0);
    for column in 0..layout.columns {
        for (row, cell) in cells.column_mut(column).iter_mut().enumerate() {
            *cell = 10_f64.powf(-0.5 * ((column / 20 + row / 20) % 8) as f64);
        }
    }
    let (time, quantity) = (TimeAxis { start: 0.0, end: 2.5 }, Quantity::new(Mode::Psd, Scaling::Dbfs));
    (vec![Spectrogram { cells, time, frequency, quantity }.into()], layout)
}

fn file(format: &str, options: &FigureOptions) -> Result<Vec<u8>, Error> {
    let (pictures, layout) = stairs(options);
    let figure = FigureContent { dpi: Some(300.0), record: RECORD, ..FigureContent::new(&pictures, options, &layout) };
    (by_name::<FigureFormat>(format).unwrap().draw)(&figure)
}

/// The pixels of the PNG figure, three bytes each.
fn png_rgb(options: &FigureOptions) -> Vec<u8> {
    let mut decoder = png::Decoder::new(Cursor::new(file("png", options).unwrap()));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut data).unwrap();
    assert_eq!(info.color_type, png::ColorType::Rgb);
    data
}

#[test]
fn every_format_begins_as_its_kind_does_and_is_the_same_every_time() {
    let beginnings: [(&str, &[u8]); 6] = [
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\""),
        ("pdf", b"%PDF-1."),
        ("jpg", b"\xff\xd8\xff"),
        ("webp", b"RIFF"),
        ("tif", b"II*\0"),
    ];
    let names: Vec<&str> = FigureFormat::ALL.iter().map(Format::name).collect();
    assert_eq!(names, beginnings.map(|(name, _)| name));
    for (name, beginning) in beginnings {
        let bytes = file(name, &options()).unwrap();
        assert!(bytes.starts_with(beginning), "{name}");
        assert!(bytes == file(name, &options()).unwrap(), "{name}");
    }
}

fn record_in(file: &[u8]) -> Option<String> {
    record::find(file).expect("bytes in memory")
}

#[test]
fn every_format_contains_the_record() {
    let record: serde_json::Value = serde_json::from_str(RECORD).unwrap();
    for name in ["png", "svg", "pdf", "jpg", "webp", "tif"] {
        let text = record_in(&file(name, &options()).unwrap()).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), record, "{name}");
    }
    // Damaged files have no record or a readable one; they never cause a panic.
    for name in ["png", "jpg", "webp", "tif"] {
        let whole = file(name, &options()).unwrap();
        for length in 0..whole.len().min(400) {
            let _ = record_in(&whole[..length]);
        }
    }
    for head in
        [&b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt"[..], b"%PDF-1.7 /Specgram (a\\", b"<svg><metadata id=\"specgram\">"]
    {
        assert_eq!(record_in(head), None);
    }
}

#[test]
fn the_record_of_a_large_figure_is_found() {
    // Its position in the files: after a chunk, before and after the pictures.
    let far = 100 << 20;
    let chunk = [&b"\x89PNG\r\n\x1a\n"[..], &u32::to_be_bytes(far), b"IDAT"].concat();
    let itxt = b"\0\0\0\0\0\0\0\x0fiTXtspecgram\0\0\0\0\0{}...";
    for (before, after) in [
        (&chunk[..], &itxt[..]),
        (b"%PDF-1.7", b"<< /Specgram ({}) >>\ntrailer"),
        (b"<svg><metadata id=\"specgram\">{}</metadata>", b"</svg>"),
    ] {
        let file = before.chain(std::io::repeat(b' ').take(far.into())).chain(after);
        assert_eq!(record::find(file).expect("bytes in memory").as_deref(), Some("{}"), "{}", before.escape_ascii());
    }
}

#[test]
fn webp_and_tiff_contain_the_pixels_of_the_png() {
    let expected = png_rgb(&options());
    let mut webp = image_webp::WebPDecoder::new(Cursor::new(file("webp", &options()).unwrap())).unwrap();
    assert_eq!(webp.dimensions(), (320, 200));
    let mut pixels = vec![0; webp.output_buffer_size().unwrap()];
    webp.read_image(&mut pixels).unwrap();
    assert!(pixels == expected);

    let mut tiff = tiff::decoder::Decoder::new(Cursor::new(file("tif", &options()).unwrap())).unwrap();
    assert_eq!(tiff.dimensions().unwrap(), (320, 200));
    assert!(matches!(tiff.read_image().unwrap(), tiff::decoder::DecodingResult::U8(pixels) if pixels == expected));
}

#[test]
fn jpeg_states_its_size_and_refuses_transparency() {
    let jpeg = file("jpg", &options()).unwrap();
    // JFIF: units 1 are dots per inch, then both densities.
    assert_eq!(&jpeg[6..18], b"JFIF\0\x01\x02\x01\x01\x2c\x01\x2c");
    let transparent = FigureOptions { theme: Theme::Transparent, ..options() };
    let error = file("jpg", &transparent).unwrap_err();
    assert!(matches!(&error, Error::InvalidOption { option: OptionName::Theme, .. }), "{error}");
    for name in ["png", "svg", "pdf", "webp", "tif"] {
        assert!(file(name, &transparent).is_ok(), "{name}");
    }
}

#[test]
fn png_states_pixels_per_metre() {
    let png = file("png", &options()).unwrap();
    let at = png.windows(4).position(|name| name == b"pHYs").unwrap();
    // 300 / 0.0254, both ways, per metre.
    assert_eq!(png[at + 4..at + 13], [0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1]);
}

#[test]
fn a_pdf_has_text_an_embedded_font_and_one_image() {
    let pdf = file("pdf", &options()).unwrap();
    let count = |text: &[u8]| pdf.windows(text.len()).filter(|window| *window == text).count();
    assert_eq!((count(b"/Subtype /Image"), count(b"/FontFile2"), count(b"/Type /Page\n")), (1, 1, 1));
    // 320 × 200 pixels at 300 to the inch.
    assert!(count(b"/MediaBox [0 0 76.8 48") == 1);
    assert!(pdf.len() < 60_000, "{} bytes: the font is a subset", pdf.len());
}

#[test]
fn data_alone_have_all_colours_in_every_format_of_pixels() {
    let bare = FigureOptions {
        size: FigureSize::Plot(160, 120),
        axes: false,
        colorbar: false,
        title: None,
        colormap: ColormapName::Gray.into(),
        ..options()
    };
    let decoded = |format: &str| crate::golden::Picture::decode(&file(format, &bare).unwrap());
    let png = decoded("png");
    let tiff = file("tif", &bare).unwrap();
    let mut decoder = tiff::decoder::Decoder::new(Cursor::new(tiff)).unwrap();
    let tiff::decoder::DecodingResult::U8(rgb) = decoder.read_image().unwrap() else { panic!("bytes") };
    for (index, pixel) in rgb.chunks_exact(3).enumerate() {
        let [red, green, blue, _] = png.get(index % png.width, index / png.width).unwrap();
        assert_eq!(pixel, [red, green, blue], "pixel {index}");
    }
}
