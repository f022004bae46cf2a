//! The content of a column: its frames, including the tail frame, or the nearest one; for files, streams and claims.

use std::num::NonZeroUsize;

use specgram::Result;
use specgram::pipeline::{PictureOptions, pictures, spectra, spectrogram};
use specgram::pool::Pool;
use specgram::source::{AudioSource, AudioSpec, Channels, Memory};
use specgram::spectrogram::Picture;
use specgram::stft::{Boundary, Mode, Scaling, SignalKind, StftOptions};
use specgram::window::Window;

use super::{Drip, noise, rate, small, tone};

/// A sum of some hundred powers in double precision, relatively.
const DOUBLE_ROUNDING: f64 = 1e-12;

/// Samples in memory that claim a length, or none.
struct Claim<'a>(Memory<'a>, AudioSpec);

impl<'a> Claim<'a> {
    fn new(samples: &'a [f64], length: Option<u64>) -> Self {
        let memory = Memory::new(rate(), 1, samples).unwrap();
        let spec = AudioSpec { length, ..memory.spec().clone() };
        Self(memory, spec)
    }
}

impl AudioSource for Claim<'_> {
    fn spec(&self) -> &AudioSpec {
        &self.1
    }
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        self.0.read(bytes)
    }
}

/// A picture of one row, the strongest bin of every frame.
pub(super) fn one_row(columns: usize, window: usize, hop: usize) -> PictureOptions {
    let stft = StftOptions { nfft: window.max(2), window_length: window, hop, window: Window::Boxcar, ..small().stft };
    PictureOptions { stft, fit_hop: false, columns, rows: 1, ..small() }
}

fn cells(samples: &[f64], options: &PictureOptions) -> Vec<f64> {
    spectrogram(Memory::new(rate(), 1, samples).unwrap(), options).unwrap().0.cells.values().to_vec()
}

/// Every frame's strongest bin and twice its centre; the last may be the tail frame, whose number is returned.
pub(super) fn frames(samples: &[f64], stft: &StftOptions) -> (Vec<(f64, i64)>, Option<usize>) {
    let rows = |samples: &[f64], stft: &StftOptions| {
        let mut rows = Vec::new();
        let bins =
            if stft.sides_of(SignalKind::Real) == specgram::stft::Sides::Two { stft.nfft } else { stft.nfft / 2 + 1 };
        spectra(Memory::new(rate(), 1, samples).unwrap(), stft, Channels::Mix, NonZeroUsize::MIN, |power| {
            rows.extend(power.chunks_exact(bins).map(|frame| frame.iter().copied().fold(0.0, f64::max)));
            Ok(())
        })
        .unwrap();
        rows
    };
    let margin = if stft.boundary == Boundary::None { 0 } else { stft.frame_length() / 2 };
    let mut all = vec![0.0; margin];
    all.extend_from_slice(samples);
    all.resize(samples.len() + stft.extension().padding(samples.len() as u64).after as usize + margin, 0.0);
    let (frame, total) = (stft.frame_length(), all.len());
    let first = if margin > 0 || stft.boundary != Boundary::None { 0 } else { frame as i64 };
    let mut found: Vec<(f64, i64)> =
        (0_i64..).zip(rows(samples, stft)).map(|(m, power)| (power, 2 * m * stft.hop as i64 + first)).collect();
    let covered = (found.len() - 1) * stft.hop + frame;
    let tail = (covered < total).then_some(found.len());
    if tail.is_some() {
        let alone = StftOptions { boundary: Boundary::None, pad_tail: false, ..stft.clone() };
        found.push((rows(&all[total - frame..], &alone)[0], 2 * (total - frame) as i64 + first));
    }
    (found, tail)
}

/// The content of the columns by the definition.
fn expected(samples: &[f64], options: &PictureOptions) -> Vec<f64> {
    let (frames, tail) = frames(samples, &options.stft);
    let (n, width) = (samples.len() as i64, options.columns as i64);
    let column_of = |centre: i64| (centre * width / (2 * n)).min(width - 1);
    let shown = |column: i64| {
        let own: Vec<f64> = frames.iter().filter(|frame| column_of(frame.1) == column).map(|frame| frame.0).collect();
        if own.is_empty() {
            let distance = |centre: i64| (centre * width - (2 * column + 1) * n).abs();
            let key = |m: &usize| (distance(frames[*m].1), Some(*m) == tail, std::cmp::Reverse(*m));
            return frames[(0..frames.len()).min_by_key(key).unwrap()].0;
        }
        match options.pool {
            Pool::Mean => own.iter().sum::<f64>() / own.len() as f64,
            Pool::Max => own.iter().copied().fold(0.0, f64::max),
        }
    };
    (0..width).map(shown).collect()
}

pub(super) fn assert_alike(found: &[f64], expected: &[f64], what: &str) {
    for (column, (found, expected)) in found.iter().zip(expected).enumerate() {
        let is_alike = (found - expected).abs() <= DOUBLE_ROUNDING * expected;
        assert!(is_alike || found.is_nan() && expected.is_nan(), "{what}, column {column}: {found} for {expected}");
    }
}

#[test]
fn columns_follow_the_definition_for_files_streams_and_claims() {
    let samples = noise(1500);
    for (n, columns, window, hop) in [
        (1500, 15, 1024, 512),
        (1500, 100, 1024, 1),
        (1499, 37, 101, 13),
        (700, 300, 64, 999),
        (701, 40, 65, 100),
        (1000, 13, 31, 40),
        (640, 64, 640, 7),
        (1, 5, 1, 1),
        (1, 5, 64, 3),
        (50, 80, 51, 9),
        (1500, 3, 7, 2),
    ] {
        for (boundary, pad_tail) in [(Boundary::None, false), (Boundary::None, true), (Boundary::Zeros, false)] {
            for pool in Pool::ALL {
                let mut options = PictureOptions { pool, ..one_row(columns, window, hop) };
                (options.stft.boundary, options.stft.pad_tail) = (boundary, pad_tail);
                let (samples, what) =
                    (&samples[..n], format!("{n} {columns} {window} {hop} {boundary} {pad_tail} {pool}"));
                let (picture, report) = spectrogram(Memory::new(rate(), 1, samples).unwrap(), &options).unwrap();
                assert_alike(picture.cells.values(), &expected(samples, &options), &what);
                assert_eq!(report.frames, frames(samples, &options.stft).0.len() as u64, "{what}");
                let read_ahead = n <= 4 * columns * hop;
                for claim in [None, Some(n as u64), Some(n as u64 * 100)] {
                    if !read_ahead && claim != Some(n as u64) {
                        continue;
                    }
                    let stream = spectrogram(Claim::new(samples, claim), &options).unwrap().0;
                    assert!(stream.cells == picture.cells, "{what}, claim {claim:?}");
                }
            }
        }
    }
}

#[test]
fn the_frame_that_ends_with_the_signal_is_the_nearest_to_the_columns_around_it() {
    let mut samples = vec![0.0; 1500];
    samples[..476].copy_from_slice(&tone(476, 1000.0, 0.5));
    samples[1024..].copy_from_slice(&tone(476, 3500.0, 0.5));
    let options = PictureOptions { rows: 8, fit_hop: false, columns: 15, ..small() };
    let stft = StftOptions { nfft: 1024, window_length: 1024, hop: 512, ..small().stft };
    let found = spectrogram(Memory::new(rate(), 1, samples).unwrap(), &PictureOptions { stft, ..options }).unwrap().0;
    for column in 0..15 {
        let cells = found.cells.column(column);
        let (low, high) = if column < 8 { (cells[2], cells[7]) } else { (cells[7], cells[2]) };
        assert!(low > 100.0 * high, "column {column}: {cells:?}");
    }
}

#[test]
fn columns_before_the_first_frame_show_only_that_frame() {
    // A click that frame 0 does not reach, and the next frames do.
    let mut samples = vec![0.0; 4000];
    samples[1024] = 1.0;
    for columns in [100, 40] {
        let options = PictureOptions { pool: Pool::Max, ..one_row(columns, 1024, 1) };
        let found = cells(&samples, &options);
        let first = 512 * columns / 4000;
        assert_eq!(found[..first], vec![0.0; first], "{columns} columns");
        assert!(found[first] > 0.0);
    }
}

#[test]
fn a_stream_too_long_to_be_read_ahead_shows_its_first_and_last_frames_at_the_ends() {
    // 30 columns at a hop of 1: 120 samples are read ahead, and groups are of 32 frames.
    let samples = noise(4000);
    for pool in Pool::ALL {
        let options = PictureOptions { pool, ..one_row(30, 1024, 1) };
        let file = cells(&samples, &options);
        for claim in [None, Some(4040), Some(40_000)] {
            let stream = spectrogram(Claim::new(&samples, claim), &options).unwrap().0.cells;
            let (stream, what) = (stream.values(), format!("{pool}, {claim:?}"));
            assert_eq!((&stream[..3], &stream[27..]), (&file[..3], &file[27..]), "{what}");
        }
        let true_claim = spectrogram(Claim::new(&samples, Some(4000)), &options).unwrap().0.cells;
        assert_eq!(true_claim.values(), file, "{pool}");
    }
}

#[test]
fn a_claim_of_any_length_is_a_hint() {
    let samples = noise(200_000);
    let options = PictureOptions { envelope: true, spectrum: true, ..small() };
    let n = samples.len() as u64;
    let of = |claim| pictures(Drip::new(&samples, claim), &options).unwrap();
    let (unknown, report) = of(None);
    let (file, _) = pictures(super::Certain(Drip::new(&samples, Some(n))), &options).unwrap();
    assert!(of(Some(n)).0 == file, "a claim that is kept");
    for claim in [n + 1, n + n / 100, 2 * n, 10 * n, 100 * n, 1 << 40] {
        let (claimed, found) = of(Some(claim));
        assert_eq!(found.frames, report.frames);
        let [Picture { spectrogram, envelope, spectrum }] = &claimed[..] else { panic!("one picture") };
        assert_eq!((envelope, spectrogram.time), (&unknown[0].envelope, unknown[0].spectrogram.time), "claim {claim}");
        let ([spectrum, expected], cells) = (
            [spectrum, &unknown[0].spectrum].map(|spectrum| spectrum.as_ref().unwrap()),
            spectrogram.cells.values().iter().zip(unknown[0].spectrogram.cells.values()),
        );
        assert_eq!(spectrum.strongest, expected.strongest);
        for (found, expected) in cells.chain(spectrum.mean.iter().zip(&expected.mean)) {
            // Runs end at the columns of the claim as well, so sums are made in another order.
            assert!((found / expected - 1.0).abs() < super::SINGLE_ROUNDING, "claim {claim}: {found} for {expected}");
        }
    }
}

#[test]
fn phases_are_those_of_the_frames_nearest_to_the_columns() {
    let samples = noise(1500);
    let mut options = one_row(15, 300, 7);
    options.stft.mode = Mode::Angle;
    let source = |claim| Claim::new(&samples, claim);
    let (picture, report) = spectrogram(source(Some(1500)), &options).unwrap();
    // Every 105 samples: 12 frames, the last centred on 1305; none that ends with the signal.
    assert_eq!((report.layout.hop, report.frames), (105, 12));
    let alone = |start: usize| {
        let source = Memory::new(rate(), 1, &samples[start..start + 300]).unwrap();
        *spectrogram(source, &PictureOptions { columns: 1, ..options.clone() }).unwrap().0.cells.get(0, 0)
    };
    for column in 13..15 {
        assert_eq!(*picture.cells.get(column, 0), alone(1155));
    }
    // Beyond what is read ahead the hop follows the claim, and the frames that came are spread over all columns.
    let given = PictureOptions { stft: StftOptions { hop: 10, ..options.stft.clone() }, ..options.clone() };
    let (claimed, report) = spectrogram(source(Some(6000)), &given).unwrap();
    assert_eq!((report.layout.hop, report.frames), (410, 3));
    for column in 0..15 {
        let start = [0, 410, 820].into_iter().min_by_key(|start: &usize| (start + 150).abs_diff(100 * column + 50));
        assert_eq!(*claimed.cells.get(column, 0), alone(start.unwrap()), "column {column}");
    }
}

#[test]
fn the_maximum_of_a_row_is_one_that_a_frame_had() {
    let samples = noise(20_000);
    let stft = StftOptions { scaling: Scaling::Density, ..small().stft };
    let options = PictureOptions { stft, rows: 9, spectrum: true, columns: 1, pool: Pool::Max, ..small() };
    for pool in Pool::ALL {
        let options = PictureOptions { pool, fit_hop: false, ..options.clone() };
        let found = pictures(Drip::new(&samples, Some(20_000)), &options).unwrap().0;
        let strongest =
            spectrogram(Drip::new(&samples, Some(20_000)), &PictureOptions { pool: Pool::Max, ..options.clone() });
        assert_eq!(found[0].spectrum.as_ref().unwrap().strongest, strongest.unwrap().0.cells.values(), "{pool}");
    }
}
