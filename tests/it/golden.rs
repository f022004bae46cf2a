//! Golden pictures: the reviewed appearance of figures.
//!
//! To add one, call [`assert_matches_golden`] with a new name and run the tests
//! with `SPECGRAM_BLESS=1`: the file is written, the test fails all the same, and
//! the next run without the variable compares. Look at a picture before you bless it.

mod harness;
mod likeness;

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub(crate) use likeness::{assert_looks_alike, drawn_by_poppler, drawn_by_rsvg};

/// How far a channel may be off, of 255. The same code on the same numbers needs
/// no tolerance; single-precision coverage on another processor may round an
/// anti-aliased grey to its neighbour.
const CHANNEL_TOLERANCE: u8 = 2;

/// How many pixels may be off by more, of all: a level that lies on the border
/// between two colours may fall to either side. Three pixels in a picture of
/// 300 × 200, so that not even a missing hyphen passes.
const STRAY_PIXELS: f64 = 1.0 / 20_000.0;

/// Everyone who clones the repository downloads the goldens.
const MOST_BYTES: usize = 20 * 1024;

/// What precedes the bytes of a picture inside an SVG document.
const EMBEDDED: &str = "data:image/png;base64,";

/// Panics unless a PNG shows what `tests/golden/<name>.png` shows.
pub(crate) fn assert_matches_golden(name: &str, png: &[u8]) {
    expect(Goldens::of_this_repository().check_png(name, png));
}

/// Panics unless an SVG document equals `tests/golden/<name>.svg`: its text to the letter, its pictures as shown.
pub(crate) fn assert_svg_matches_golden(name: &str, svg: &str) {
    expect(Goldens::of_this_repository().check_svg(name, svg));
}

/// Panics unless two pictures are the same within the tolerance of goldens.
pub(crate) fn assert_same_picture(name: &str, expected: &Picture, actual: &Picture) {
    expect(Goldens::of_this_repository().compare(name, expected, actual));
}

fn expect(outcome: Result<(), String>) {
    if let Err(message) = outcome {
        panic!("{message}");
    }
}

/// Where goldens are kept, where mismatches are shown, and whether to rewrite.
struct Goldens {
    kept: PathBuf,
    shown: PathBuf,
    bless: bool,
}

impl Goldens {
    fn of_this_repository() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let bless = std::env::var_os("SPECGRAM_BLESS").is_some_and(|value| value == "1");
        Self { kept: root.join("tests/golden"), shown: root.join("target/golden"), bless }
    }

    fn check_png(&self, name: &str, actual: &[u8]) -> Result<(), String> {
        let expected = self.read(&format!("{name}.png"), actual)?;
        self.compare(name, &Picture::decode(&expected), &Picture::decode(actual))
    }

    fn check_svg(&self, name: &str, actual: &str) -> Result<(), String> {
        let file = format!("{name}.svg");
        let expected = self.read(&file, actual.as_bytes())?;
        let expected = String::from_utf8(expected).map_err(|error| format!("{file}: {error}"))?;
        let ((expected, old), (actual, new)) = (without_pictures(&expected), without_pictures(actual));
        let differing = expected.lines().zip(actual.lines()).position(|(a, b)| a != b);
        if let Some(line) = differing.or((expected != actual).then(|| expected.lines().count())) {
            let of = |text: &str| text.lines().nth(line).unwrap_or("nothing").to_owned();
            let path = self.show(&file, actual.as_bytes());
            let (line, expected, actual) = (line + 1, of(&expected), of(&actual));
            return Err(format!("{path} differs in line {line}\nexpected: {expected}\n     got: {actual}"));
        }
        for (index, (old, new)) in old.iter().zip(&new).enumerate() {
            self.compare(&format!("{name}-image-{index}"), old, new)?;
        }
        Ok(())
    }

    /// The golden's bytes; an error where there are none or they have just been rewritten.
    fn read(&self, file: &str, actual: &[u8]) -> Result<Vec<u8>, String> {
        let path = self.kept.join(file);
        if self.bless {
            fs::create_dir_all(&self.kept).and_then(|()| fs::write(&path, actual)).map_err(|e| e.to_string())?;
            return Err(format!("{} was rewritten; run again without SPECGRAM_BLESS", path.display()));
        }
        let bytes = fs::read(&path).map_err(|error| {
            let path = self.show(file, actual);
            format!("no golden {file} ({error}): look at {path}, then run with SPECGRAM_BLESS=1 to keep it")
        })?;
        if bytes.len() > MOST_BYTES {
            return Err(format!("{file} has {} bytes; a golden has at most {MOST_BYTES}", bytes.len()));
        }
        Ok(bytes)
    }

    fn compare(&self, name: &str, expected: &Picture, actual: &Picture) -> Result<(), String> {
        let Some(fault) = fault(expected, actual) else { return Ok(()) };
        let path = self.show(&format!("{name}.png"), &side_by_side(expected, actual).encode());
        Err(format!("{name}: {fault}\nexpected | difference | actual: {path}"))
    }

    /// Leaves a file for review and returns its path.
    fn show(&self, file: &str, bytes: &[u8]) -> String {
        let path = self.shown.join(file);
        match fs::create_dir_all(&self.shown).and_then(|()| fs::write(&path, bytes)) {
            Ok(()) => path.display().to_string(),
            Err(error) => format!("{} (not written: {error})", path.display()),
        }
    }
}

/// A document with `[picture]` in place of each embedded one, and those pictures.
pub(crate) fn without_pictures(svg: &str) -> (String, Vec<Picture>) {
    let (mut text, mut pictures, mut rest) = (String::new(), Vec::new(), svg);
    while let Some((before, after)) = rest.split_once(EMBEDDED) {
        let (data, after) = after.split_once('"').expect("the attribute is closed");
        pictures.push(Picture::decode(&STANDARD.decode(data).expect("the picture is base64")));
        text += before;
        text += "[picture]\"";
        rest = after;
    }
    (text + rest, pictures)
}

/// Pixels of four bytes, red, green, blue and alpha, row by row.
#[derive(Clone, PartialEq)]
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<[u8; 4]>,
}

impl Picture {
    fn filled(width: usize, height: usize, pixel: [u8; 4]) -> Self {
        Self { width, height, pixels: vec![pixel; width * height] }
    }

    pub(crate) fn decode(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::ALPHA | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info().expect("a PNG header");
        let mut data = vec![0; reader.output_buffer_size().expect("a size that fits in memory")];
        let info = reader.next_frame(&mut data).expect("PNG pixels");
        let pixels = match info.color_type {
            png::ColorType::GrayscaleAlpha => data.chunks_exact(2).map(|p| [p[0], p[0], p[0], p[1]]).collect(),
            _ => data.chunks_exact(4).map(|p| [p[0], p[1], p[2], p[3]]).collect(),
        };
        Self { width: info.width as usize, height: info.height as usize, pixels }
    }

    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Rgba);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(self.pixels.as_flattened()).unwrap();
        drop(writer);
        bytes
    }

    pub(crate) fn get(&self, x: usize, y: usize) -> Option<[u8; 4]> {
        (x < self.width && y < self.height).then(|| self.pixels[y * self.width + x])
    }
}

/// The channel that differs most, by how much.
fn distance(a: [u8; 4], b: [u8; 4]) -> u8 {
    a.into_iter().zip(b).map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0)
}

/// The differences between two pictures beyond the tolerance.
fn fault(expected: &Picture, actual: &Picture) -> Option<String> {
    if (expected.width, expected.height) != (actual.width, actual.height) {
        let (w, h) = (expected.width, expected.height);
        return Some(format!("{} x {} pixels instead of {w} x {h}", actual.width, actual.height));
    }
    let distances = || expected.pixels.iter().zip(&actual.pixels).map(|(a, b)| distance(*a, *b));
    let stray = distances().filter(|&distance| distance > CHANNEL_TOLERANCE).count();
    if stray as f64 <= STRAY_PIXELS * expected.pixels.len() as f64 {
        return None;
    }
    let (worst, _) = distances().enumerate().max_by_key(|&(_, distance)| distance)?;
    let (x, y) = (worst % expected.width, worst / expected.width);
    let (old, new) = (expected.pixels[worst], actual.pixels[worst]);
    Some(format!("{stray} pixels differ, most of all ({x}, {y}): {new:?} instead of {old:?}"))
}

/// Expected, difference (black where equal, brighter by sixteen times) and actual.
fn side_by_side(expected: &Picture, actual: &Picture) -> Picture {
    const GAP: usize = 4;
    let (width, height) = (expected.width.max(actual.width), expected.height.max(actual.height));
    let mut all = Picture::filled(3 * width + 2 * GAP, height, [128, 128, 128, 255]);
    for y in 0..height {
        for x in 0..width {
            let (old, new) = (expected.get(x, y), actual.get(x, y));
            let difference = match (old, new) {
                (Some(old), Some(new)) => distance(old, new).saturating_mul(16),
                _ => 255,
            };
            let middle = Some([difference, difference, difference, 255]);
            for (panel, pixel) in [old, middle, new].into_iter().enumerate() {
                if let Some(pixel) = pixel {
                    all.pixels[y * (3 * width + 2 * GAP) + panel * (width + GAP) + x] = pixel;
                }
            }
        }
    }
    all
}
