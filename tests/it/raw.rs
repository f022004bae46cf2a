//! Headerless and complex samples, and extended signals.

use std::f64::consts::TAU;
use std::fs;
use std::io::Cursor;

use proptest::prelude::*;
use specgram::pipeline::Extended;
use specgram::source::{AudioSource, ChannelStreams, Channels, Memory, Raw, RawFormat, Span, SpanOptions};
use specgram::stft::{Boundary, Extension};
use specgram::units::{Position, SampleRate};
use specgram::warning::Warning;

use crate::program::{Folder, run};

fn rate() -> SampleRate {
    SampleRate::new(1000.0).unwrap()
}

/// All samples of a source, channel by channel, read in blocks of `block` sample frames.
fn lanes(source: &mut dyn AudioSource, channels: Channels, block: usize) -> Vec<Vec<f64>> {
    let spec = source.spec().clone();
    let lanes = ChannelStreams::new(&spec, channels).unwrap();
    let unit = spec.bytes_per_sample_frame();
    let mut all = vec![Vec::new(); lanes.count()];
    loop {
        let mut bytes = vec![0; block * unit];
        let got = source.read(&mut bytes).unwrap();
        for (lane, all) in all.iter_mut().enumerate() {
            let mut samples = vec![0.0; got / unit];
            lanes.decode(lane, &bytes[..got], &mut samples);
            all.extend(samples);
        }
        if got < bytes.len() {
            return all;
        }
    }
}

fn stream(bytes: &[u8], format: &str, channels: usize) -> Raw {
    Raw::open_stream(Box::new(Cursor::new(bytes.to_vec())), format.parse().unwrap(), rate(), channels).unwrap()
}

#[test]
fn every_format_has_the_values_of_its_bytes() {
    let half = 0.5_f32;
    for (format, bytes, expected) in [
        ("u8", &[0, 128, 192][..], &[-1.0, 0.0, 0.5][..]),
        ("s8", &[0x80, 0, 0x40], &[-1.0, 0.0, 0.5]),
        ("s16le", &[0, 0x40, 0, 0x80], &[0.5, -1.0]),
        ("s16be", &[0x40, 0, 0x80, 0], &[0.5, -1.0]),
        ("s24le", &[0, 0, 0x40], &[0.5]),
        ("s24be", &[0x40, 0, 0], &[0.5]),
        ("s32le", &[0, 0, 0, 0x40], &[0.5]),
        ("s32be", &[0x40, 0, 0, 0], &[0.5]),
        ("f32le", &half.to_le_bytes(), &[0.5]),
        ("f32be", &half.to_be_bytes(), &[0.5]),
        ("f64le", &0.5_f64.to_le_bytes(), &[0.5]),
        ("f64be", &0.5_f64.to_be_bytes(), &[0.5]),
    ] {
        assert_eq!(lanes(&mut stream(bytes, format, 1), Channels::Mix, 7), [expected], "{format}");
    }
    for (format, bytes) in [
        ("cu8", &[192, 0][..]),
        ("cs8", &[0x40, 0x80]),
        ("cs16le", &[0, 0x40, 0, 0x80]),
        ("cf32le", &[half.to_le_bytes(), (-1.0_f32).to_le_bytes()].concat()),
        ("cs16be", &[0x40, 0, 0x80, 0]),
        ("cs32le", &[0, 0, 0, 0x40, 0, 0, 0, 0x80]),
        ("cf32be", &[half.to_be_bytes(), (-1.0_f32).to_be_bytes()].concat()),
        ("cf64le", &[0.5_f64.to_le_bytes(), (-1.0_f64).to_le_bytes()].concat()),
    ] {
        let mut raw = stream(bytes, format, 1);
        assert!(raw.spec().complex && raw.spec().signals() == 1, "{format}");
        assert_eq!(lanes(&mut raw, Channels::Mix, 7), [[0.5], [-1.0]], "{format}");
    }
    // The tables above leave none out.
    assert_eq!(RawFormat::ALL.len(), 12 + 8);
}

#[test]
fn a_file_knows_its_length_and_leftover_bytes() {
    let folder = Folder::new();
    let path = folder.write("samples", [[0_u8; 4]; 10].concat());
    let open = |format: &str, channels| {
        Raw::open_file(fs::File::open(&path).unwrap(), format.parse().unwrap(), rate(), channels).unwrap()
    };
    let raw = open("s24le", 1);
    assert_eq!((raw.spec().length, raw.report().warnings), (Some(13), vec![Warning::PartialSample { bytes: 1 }]));
    assert_eq!(open("cs16le", 1).spec().length, Some(10));
    assert_eq!(open("s16le", 2).report().warnings, []);
    let mut piped = stream(&[0; 40], "s24le", 1);
    assert_eq!((piped.spec().length, piped.report().warnings), (None, vec![]));
    assert_eq!(lanes(&mut piped, Channels::Mix, 4)[0].len(), 13);
    assert_eq!(piped.report().warnings, [Warning::PartialSample { bytes: 1 }]);
}

#[test]
fn a_part_of_a_file_and_of_a_stream_are_the_same_samples() {
    let folder = Folder::new();
    let bytes: Vec<u8> = (0..=255).collect();
    let path = folder.write("samples", &bytes);
    let span = SpanOptions { start: Some(Position::Samples(100)), duration: Some(Position::Samples(5)), end: None };
    let file = Raw::open_file(fs::File::open(&path).unwrap(), "s8".parse().unwrap(), rate(), 1).unwrap();
    let expected: Vec<f64> = (100..105).map(|code| f64::from(code) / 128.0).collect();
    assert_eq!(lanes(&mut Span::new(file, &span).unwrap(), Channels::Mix, 3), std::slice::from_ref(&expected));
    assert_eq!(lanes(&mut Span::new(stream(&bytes, "s8", 1), &span).unwrap(), Channels::Mix, 3), [expected]);
}

#[test]
fn impossible_raw_input_is_refused() {
    let folder = Folder::new();
    folder.write("in.raw", [0; 64]);
    for (flags, reported) in [
        (&["--raw", "s17le", "--rate", "8k"][..], "'s17le' is not a raw format"),
        (&["--raw", "s16le"], "--rate"),
        (&["--raw", "s16le", "--rate", "0"], "--rate must be above 0 Hz, got 0"),
        (&["--raw", "s16le", "--rate", "-5"], "--rate must be above 0 Hz, got -5"),
        (&["--raw", "s16le", "--rate", "8k", "--channels", "0"], "--channels must be at least 1"),
        (
            &["--raw", "cf32le", "--rate", "8k", "--channels", "2"],
            "--channels must be 1 for cf32le, one complex signal of I and Q, got 2",
        ),
        (
            &["--raw", "cf32le", "--rate", "8k", "--channel", "2"],
            "--channel 2 (right) does not exist: the input has 1 channel",
        ),
        (
            &["--raw", "s16le", "--rate", "8k", "--center-frequency", "1M"],
            "--center-frequency requires complex (IQ) input",
        ),
        (&["--raw", "cf32le", "--rate", "8k", "--sides", "one"], "--sides must be two for complex input"),
        (&["--raw", "cf32le", "--rate", "8k", "--mel", "8"], "--mel requires a one-sided spectrum"),
    ] {
        folder.run(&[&["export", "in.raw"], flags].concat(), b"").failed(2).with_stderr(reported);
    }
    for flags in [&["--freq-scale", "mel"][..], &["--freq-scale", "log"]] {
        let args = [&["render", "in.raw", "--raw", "cf32le", "--rate", "8k"], flags].concat();
        folder.run(&args, b"").failed(2).with_stderr("but the spectrum starts at -4000 Hz");
    }
    run(&["export", "--raw", "s16le", "--rate", "8k"], b"").failed(1).with_stderr("the input has no samples");
    run(&["export", "--raw", "s16le", "--rate", "8k"], b"x").failed(1).with_stderr("the input has no samples");
}

/// The signal 1 … 5 with its extension.
fn extended(boundary: Boundary, frame: usize, hop: usize, whole_frames: bool) -> Vec<f64> {
    let source = Memory::new(rate(), 1, vec![1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
    let extension = Extension { boundary, frame, hop, whole_frames };
    let mut extended = Extended::new(source, Channels::Mix, extension).unwrap();
    let claimed = extended.spec().length;
    let samples = lanes(&mut extended, Channels::Mix, 3).remove(0);
    assert_eq!(claimed, Some(samples.len() as u64));
    let padding = extension.padding(5);
    assert_eq!(padding.before + padding.after + 5, samples.len() as u64);
    samples
}

#[test]
fn a_signal_is_extended_by_its_boundary() {
    for (boundary, expected) in [
        (Boundary::None, &[1.0, 2.0, 3.0, 4.0, 5.0][..]),
        (Boundary::Zeros, &[0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 0.0, 0.0]),
        (Boundary::Even, &[3.0, 2.0, 1.0, 2.0, 3.0, 4.0, 5.0, 4.0, 3.0]),
        (Boundary::Odd, &[-1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]),
        (Boundary::Constant, &[1.0, 1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0]),
    ] {
        // Half of an odd frame is rounded down.
        for frame in [4, 5] {
            assert_eq!(extended(boundary, frame, 1, false), expected, "{boundary}");
        }
    }
}

#[test]
fn the_last_frame_is_filled_up() {
    // 5 samples in frames of 4: one whole frame, and one more begins on sample `hop`.
    for (hop, zeros) in [(1, 0), (2, 1), (3, 2), (4, 3)] {
        assert_eq!(extended(Boundary::None, 4, hop, true).len(), 5 + zeros, "hop {hop}");
    }
    // The next frame would begin after the end.
    assert_eq!(extended(Boundary::None, 4, 5, true).len(), 5);
    assert_eq!(extended(Boundary::None, 4, 6, true).len(), 5);
    // A frame longer than the signal.
    assert_eq!(extended(Boundary::None, 9, 3, true).len(), 9);
    assert_eq!(extended(Boundary::Zeros, 4, 3, true).len(), 10);
}

#[test]
fn too_short_a_signal_has_no_mirror_image() {
    let of = |boundary, frame| {
        let source = Memory::new(rate(), 1, vec![1.0, 2.0, 3.0]).unwrap();
        let extension = Extension { boundary, frame, hop: 1, whole_frames: false };
        let mut extended = Extended::new(source, Channels::Mix, extension).unwrap();
        extended.read(&mut [0; 800])
    };
    for boundary in [Boundary::Even, Boundary::Odd] {
        assert!(of(boundary, 4).is_ok());
        let error = of(boundary, 6).unwrap_err().to_string();
        assert!(error.contains("mirrors 3 samples at each end, but the input has only 3"), "{error}");
    }
    assert!(of(Boundary::Constant, 100).is_ok());
}

#[test]
fn an_empty_signal_stays_empty() {
    let source = Memory::new(rate(), 1, Vec::new()).unwrap();
    let extension = Extension { boundary: Boundary::Zeros, frame: 8, hop: 1, whole_frames: true };
    let mut extended = Extended::new(source, Channels::Mix, extension).unwrap();
    assert_eq!(extended.read(&mut [0; 800]).unwrap(), 0);
}

#[test]
fn channels_are_chosen_before_they_are_extended() {
    let source = || Memory::new(rate(), 2, vec![1.0, 10.0, 2.0, 20.0]).unwrap();
    let extension = Extension { boundary: Boundary::Constant, frame: 2, hop: 1, whole_frames: false };
    let of = |channels| {
        let mut extended = Extended::new(source(), channels, extension).unwrap();
        lanes(&mut extended, Channels::All, 2)
    };
    assert_eq!(of(Channels::Mix), [[5.5, 5.5, 11.0, 11.0]]);
    assert_eq!(of(Channels::All), [[1.0, 1.0, 2.0, 2.0], [10.0, 10.0, 20.0, 20.0]]);
    assert_eq!(of(Channels::One(1)), [[10.0, 10.0, 20.0, 20.0]]);
}

proptest! {
    #[test]
    fn an_extension_is_the_same_however_it_is_read(
        length in 1_usize..60_000,
        boundary in prop::sample::select(Boundary::ALL.to_vec()),
        frame in 1_usize..40_000,
        hop in 1_usize..50_000,
        whole_frames: bool,
        block in 1_usize..30_000,
    ) {
        let margin = if boundary == Boundary::None { 0 } else { frame / 2 };
        prop_assume!(length > margin);
        let x: Vec<f64> = (0..length).map(|n| (n as f64 * 0.7).sin()).collect();
        let source = Memory::new(rate(), 1, x.as_slice()).unwrap();
        let mut extended =
            Extended::new(source, Channels::Mix, Extension { boundary, frame, hop, whole_frames }).unwrap();
        let got = lanes(&mut extended, Channels::Mix, block).remove(0);
        let outside = |end: f64, inner: f64| match boundary {
            Boundary::Even => inner,
            Boundary::Odd => 2.0 * end - inner,
            Boundary::Constant => end,
            _ => 0.0,
        };
        let last = length - 1;
        let left = (1..=margin).rev().map(|j| outside(x[0], x[j.min(last)]));
        let right = (1..=margin).map(|j| outside(x[last], x[last - j.min(last)]));
        let expected: Vec<f64> = left.chain(x.iter().copied()).chain(right).collect();
        prop_assert!(got[..expected.len()] == expected);
        let zeros = &got[expected.len()..];
        prop_assert!(zeros.len() < frame.max(2) && zeros.iter().all(|x| *x == 0.0));
        // Afterwards every sample is in a frame, unless the hop leaves it out.
        if whole_frames && hop <= frame {
            prop_assert_eq!((got.len() - frame) % hop, 0);
        }
    }
}

/// A complex tone, as interleaved doubles.
fn turning(hertz: f64, count: usize) -> Vec<u8> {
    let turns = (0..count).map(|n| TAU * hertz * n as f64 / 1000.0);
    turns.flat_map(|turn| [turn.cos().to_le_bytes(), turn.sin().to_le_bytes()].concat()).collect()
}

#[test]
fn a_complex_tone_reads_its_level_at_its_frequency() {
    let flags =
        ["export", "--raw", "cf64le", "--rate", "1000", "--nfft", "100", "--scaling", "dbfs", "--format", "csv"];
    for (hertz, center) in [(-300.0, "0"), (410.0, "-2k"), (0.0, "433.92M")] {
        let args = [&flags[..], &["--center-frequency", center]].concat();
        let table = crate::export::Table::parse(run(&args, &turning(hertz, 1000)).done().text());
        let center: specgram::units::Hertz = center.parse().unwrap();
        let (row, level) = table.rows.iter().map(|row| row[3]).enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert!((level - 1.0).abs() < 1e-12, "{level}");
        assert!((table.frequencies[row] - center.0 - hertz).abs() < 1e-6, "{} Hz", table.frequencies[row]);
        assert!((table.frequencies[0] - center.0 + 500.0).abs() < 1e-6);
    }
}

/// Zeros in many channels, and the most bytes that were asked for at once.
struct Wide<'a>(specgram::source::AudioSpec, u64, &'a std::sync::atomic::AtomicUsize);

impl AudioSource for Wide<'_> {
    fn spec(&self) -> &specgram::source::AudioSpec {
        &self.0
    }
    fn read(&mut self, bytes: &mut [u8]) -> specgram::Result<usize> {
        self.2.fetch_max(bytes.len(), std::sync::atomic::Ordering::Relaxed);
        let unit = self.0.bytes_per_sample_frame();
        let got = (bytes.len() / unit).min(self.1 as usize);
        self.1 -= got as u64;
        bytes[..got * unit].fill(0);
        Ok(got * unit)
    }
}

#[test]
fn an_extension_reads_many_channels_in_small_pieces() {
    let most = std::sync::atomic::AtomicUsize::new(0);
    let narrow = Memory::new(rate(), 1, Vec::new()).unwrap();
    let spec = specgram::source::AudioSpec { channels: 20_000, length: Some(40), ..narrow.spec().clone() };
    let extension = Extension { boundary: Boundary::Zeros, frame: 4, hop: 2, whole_frames: false };
    let mut extended = Extended::new(Wide(spec, 40, &most), Channels::One(0), extension).unwrap();
    assert_eq!(lanes(&mut extended, Channels::Mix, 7)[0].len(), 44);
    // 6 sample frames of 160,000 bytes, not 16,384.
    assert!(most.into_inner() <= 1 << 20);
}
