//! The recordings, copied by FFmpeg into other formats.
//!
//! These tests do nothing unless `SPECGRAM_SHARED` names the recordings and FFmpeg is installed.

use std::path::{Path, PathBuf};
use std::process::Command;

use specgram::pipeline::{self, PictureOptions};
use specgram::source::{self, Channels};
use specgram::spectrogram::Spectrogram;
use specgram::units::Hertz;

use crate::program::Folder;
use crate::shared;

/// Seconds that are copied from each recording.
const SECONDS: &str = "4";
/// Compared cells: those within so many decibels of the strongest, which encoders keep.
const RANGE: f64 = 40.0;
/// Hertz above which encoders at this rate remove everything.
const HIGHEST: f64 = 15e3;
/// Half of these cells differ from the recording by no more than this, in decibels, at 128 kbit/s: LAME's own 0.45 dB,
/// by which it lowers everything, and as much for noise, which encoders do not keep.
const MEDIAN: f64 = 0.9;
/// Nine of ten differ by no more than this: the weakest are 40 dB below the sounds that mask them.
const NINE_OF_TEN: f64 = 2.0;
/// Two decoders of the same file differ by no more than this in such cells: both compute in single precision.
const DECODERS: f64 = 0.01;

/// Natural recordings at a rate that every codec supports.
fn recordings() -> Vec<PathBuf> {
    let Some(shared) = shared::folder() else { return Vec::new() };
    if !shared::has_program("ffmpeg", "-version") {
        return Vec::new();
    }
    let entries = std::fs::read_dir(shared.join("audio")).expect("the recordings");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a recording").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "wav"));
    paths.sort();
    assert!(paths.len() >= 17);
    paths
}

fn name(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).expect("a name")
}

/// Converts a file; false if the codec does not support its rate or number of channels.
fn ffmpeg(from: &Path, to: &Path, flags: &[&str]) -> bool {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "quiet", "-y", "-i"]).arg(from).args(["-map_metadata", "-1"]).args(flags).arg(to);
    command.status().expect("FFmpeg").success()
}

/// One channel of a file's default figure, the number of samples, and the rate.
fn draw(path: &Path) -> (Spectrogram, u64, f64) {
    let mut opened = source::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rate = opened.source.spec().sample_rate.get();
    let high = Some(Hertz(HIGHEST.min(rate / 2.0)));
    let channels = Channels::One(0);
    let options = PictureOptions { columns: 300, rows: 150, channels, high, ..PictureOptions::default() };
    let (picture, report) = pipeline::spectrogram(&mut opened.source, &options).expect("a picture");
    (picture, report.samples, rate)
}

#[test]
fn lossless_copies_are_drawn_alike() {
    let recordings = recordings();
    let mut compared = 0;
    for path in &recordings {
        let folder = Folder::new();
        // All three formats can store 24-bit integers.
        let original = folder.path("original.wav");
        assert!(ffmpeg(path, &original, &["-t", SECONDS, "-c:a", "pcm_s24le"]), "{}", path.display());
        let (expected, samples, rate) = draw(&original);
        for (copy, flags) in [
            ("copy.flac", &["-c:a", "flac", "-strict", "experimental"][..]),
            ("copy.aiff", &["-c:a", "pcm_s24be"]),
            ("copy.m4a", &["-c:a", "alac"]),
            ("copy.caf", &["-c:a", "pcm_s24le"]),
        ] {
            let copied = folder.path(copy);
            if !ffmpeg(&original, &copied, flags) {
                continue;
            }
            let (found, length, its_rate) = draw(&copied);
            let what = format!("{} as {copy}", name(path));
            assert_eq!((length, its_rate), (samples, rate), "{what}");
            assert!(found.cells == expected.cells && found.time == expected.time, "{what}");
            compared += 1;
        }
    }
    assert!(recordings.is_empty() || compared > 50, "{compared} copies");
}

/// The differences in decibels of cells within [`RANGE`] of the strongest, sorted.
fn differences(expected: &Spectrogram, found: &Spectrogram) -> Vec<f64> {
    let strongest = expected.cells.values().iter().copied().fold(0.0, f64::max);
    let floor = strongest * 10_f64.powf(-RANGE / 10.0);
    let cells = expected.cells.values().iter().zip(found.cells.values()).filter(|(power, _)| **power > floor);
    let mut differences: Vec<f64> = cells.map(|(one, other)| 10.0 * (other / one).log10().abs()).collect();
    differences.sort_by(f64::total_cmp);
    differences
}

#[test]
fn lossy_copies_are_drawn_alike_in_loud_cells() {
    let recordings = recordings();
    let mut compared = 0;
    for path in &recordings {
        let folder = Folder::new();
        // These codecs clip at full scale, and support only some rates.
        let original = folder.path("original.wav");
        let prepared = ["-t", SECONDS, "-ac", "1", "-ar", "44100", "-c:a", "pcm_s16le"];
        if !["bird_", "forest_", "finch_", "humpback_", "spermwhale_", "speech_", "music_", "satellite_"]
            .iter()
            .any(|kind| name(path).starts_with(kind))
        {
            continue;
        }
        assert!(ffmpeg(path, &original, &prepared), "{}", path.display());
        let (expected, samples, rate) = draw(&original);
        // AAC frames without a container cannot state their trims: 1024 samples at the start, and the padding at the
        // end.
        for (copy, flags, before, length_is_kept) in [
            ("copy.mp3", &["-c:a", "libmp3lame", "-b:a", "128k"][..], 0, true),
            ("copy.ogg", &["-c:a", "libvorbis", "-b:a", "128k"], 0, true),
            ("copy.m4a", &["-c:a", "aac", "-b:a", "128k"], 0, true),
            ("copy.aac", &["-c:a", "aac", "-b:a", "128k"], 1024, false),
        ] {
            let copied = folder.path(copy);
            assert!(ffmpeg(&original, &copied, flags), "{} as {copy}", name(path));
            let what = format!("{} as {copy}", name(path));
            let (found, length, its_rate) = draw(&copied);
            assert_eq!(its_rate, rate, "{what}");
            compared += 1;
            if !length_is_kept {
                assert!((samples + before..samples + before + 2048).contains(&length), "{what}: {length} of {samples}");
                continue;
            }
            // The padding that FFmpeg writes for MP3 can be a few samples short.
            assert!((samples..samples + 64).contains(&length), "{what}: {length} of {samples}");
            if copy != "copy.m4a" {
                // For AAC, it also decodes the padding that the file marks.
                let decoded = folder.path("decoded.wav");
                assert!(ffmpeg(&copied, &decoded, &["-c:a", "pcm_f32le"]), "{what}");
                let (again, its_length, _) = draw(&decoded);
                assert_eq!(length, its_length, "{what}: as FFmpeg decodes it");
                let most = differences(&again, &found).last().copied().unwrap_or_default();
                assert!(most < DECODERS, "{what}: {most} dB from what FFmpeg decodes");
            }
            let off = differences(&expected, &found);
            let at = |part: f64| off[(off.len() as f64 * part) as usize];
            assert!(off.len() > 50, "{what}: {} cells", off.len());
            assert!(at(0.5) < MEDIAN && at(0.9) < NINE_OF_TEN, "{what}: {:.2} and {:.2} dB", at(0.5), at(0.9));
        }
    }
    assert!(recordings.is_empty() || compared > 25, "{compared} copies");
}
