//! Samples before a late start are skipped, not read: the bytes read are counted.

#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};

use specgram::job::{self, Analysis, Input, InputOptions, RawOptions, RenderOptions};
use specgram::source::{RawFormat, SpanOptions};
use specgram::units::{Hertz, Position};
use specgram::warning::Warning;

use super::behind::{aiff, au, w64};
use crate::program::Folder;
use crate::reads::bytes_read;
use crate::wav::{chunk, fmt, riff};

/// Samples of each file, one byte each: too many to be read unnoticed.
const SAMPLES: u32 = 1 << 28;
/// Samples that are drawn.
const DRAWN: u64 = 5000;
/// Bytes around the samples: the 16 KiB in which a kind of file is looked for, three buffers of 8 KiB (at the header,
/// at the samples and behind them), and the counter itself.
const BESIDE: u64 = (16 + 3 * 8 + 1) << 10;

/// Writes a file that ends with its samples, which take up no room on a disk.
fn sparse(folder: &Folder, name: &str, header: &[u8]) -> PathBuf {
    let path = folder.write(name, header);
    let file = std::fs::File::options().write(true).open(&path).expect("the file");
    file.set_len(header.len() as u64 + u64::from(SAMPLES)).expect("a sparse file");
    path
}

/// `bytes` with some numbers replaced.
fn with<const N: usize>(mut bytes: Vec<u8>, places: [(usize, &[u8]); N]) -> Vec<u8> {
    for (at, number) in places {
        bytes[at..at + number.len()].copy_from_slice(number);
    }
    bytes
}

/// A file of each kind whose samples can be skipped, and the options to open it.
fn files(folder: &Folder) -> Vec<(PathBuf, Option<RawOptions>)> {
    let wav = riff(&[fmt(1, 1, 8000, 8), chunk(b"data", b"")]);
    let wave64 = w64(b"", b"");
    let (data, wide) = (wave64.len() - 8, (u64::from(SAMPLES) + 24).to_le_bytes());
    let size = |header: usize| (SAMPLES + header as u32).to_be_bytes();
    let metadata = r#"{"global": {"core:datatype": "ru8", "core:sample_rate": 8000}, "captures": [{}]}"#;
    folder.write("recording.sigmf-meta", metadata);
    let recording = sparse(folder, "recording.sigmf-data", b"");
    let raw = RawOptions { format: RawFormat::ALL[0], rate: Some(Hertz(8000.0)), channels: 1 };
    let marked = [
        ("in.wav", with(wav, [(4, &(SAMPLES + 36).to_le_bytes()), (40, &SAMPLES.to_le_bytes())])),
        ("in.w64", with(wave64, [(data, &wide)])),
        ("in.aiff", with(aiff(SAMPLES, b"", 0, b""), [(4, &size(46)), (42, &size(8))])),
        ("in.au", au(SAMPLES, b"")),
    ];
    let marked = marked.into_iter().map(|(name, header)| (sparse(folder, name, &header), None));
    marked.chain([(sparse(folder, "in.raw", b""), Some(raw)), (recording, None)]).collect()
}

/// The bytes read to draw a span of an input, on this thread alone.
fn bytes_to_draw(path: &Path, raw: Option<RawOptions>, span: SpanOptions) -> u64 {
    let (drawn, bytes) = bytes_read(|| {
        let input = Input::open(path, &InputOptions { raw, span, ..InputOptions::default() })?;
        let analysis = Analysis { nfft: Some(64), ..Analysis::default() };
        let threads = std::num::NonZeroUsize::MIN;
        job::render(input, &RenderOptions { analysis, threads, ..RenderOptions::default() }, &())
    });
    let report = drawn.unwrap_or_else(|error| panic!("{}: {error}", path.display())).report;
    assert_eq!(report.samples, DRAWN, "{}", path.display());
    // Unsigned samples of 0 are at full scale.
    let is_whole = report.warnings.iter().all(|warning| matches!(warning, Warning::Clipped { .. }));
    assert!(is_whole, "{}: {:?}", path.display(), report.warnings);
    bytes
}

#[test]
fn a_late_start_reads_only_the_drawn_samples() {
    let folder = Folder::new();
    let at = |sample| Some(Position::Samples(sample));
    let last = SpanOptions { start: at(u64::from(SAMPLES) - DRAWN), ..SpanOptions::default() };
    let middle = SpanOptions { start: at(u64::from(SAMPLES) / 2), duration: at(DRAWN), end: None };
    for (path, raw) in files(&folder) {
        for (what, span) in [("the end", last), ("the middle", middle)] {
            let bytes = bytes_to_draw(&path, raw, span);
            let most = DRAWN + BESIDE;
            assert!((DRAWN..most).contains(&bytes), "{}, {what}: {bytes} of at most {most} bytes", path.display());
        }
    }
}
