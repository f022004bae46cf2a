//! Sources with gaps: no frame crosses one, no sample beside it is lost, and columns within it have no data.

use std::cmp::Reverse;
use std::num::NonZeroUsize;

use proptest::prelude::*;
use specgram::frames::FrameRun;
use specgram::pipeline::{PictureOptions, Report, pictures, signal_levels, spectra, spectrogram};
use specgram::pool::Pool;
use specgram::source::lookahead::Lookahead;
use specgram::source::{AudioSource, AudioSpec, Channels, Gap, Memory, Span, SpanOptions};
use specgram::stft::{Boundary, StftOptions, StftPlan, Transform};
use specgram::units::Position;
use specgram::{Error, Result};

use super::columns::{assert_alike, frames, one_row};
use super::{noise, rate, small};

/// Runs of one signal's samples with gaps between them.
struct Runs {
    spec: AudioSpec,
    /// What is read now, and what follows: a gap and the run behind it, the last one first.
    now: Memory<'static>,
    later: Vec<(u64, Vec<f64>)>,
}

impl Runs {
    /// From the samples of all runs and their gaps on: of each run the gap before it and its length.
    fn new(samples: &[f64], runs: &[(u64, usize)]) -> Self {
        let mut left = samples;
        let mut later: Vec<(u64, Vec<f64>)> = Vec::new();
        for &(gap, length) in runs {
            let (run, rest) = left.split_at(length);
            later.push((gap, run.to_vec()));
            left = rest;
        }
        let length = later.iter().map(|(gap, run)| gap + run.len() as u64).sum();
        later.reverse();
        let now = Memory::new(rate(), 1, Vec::new()).unwrap();
        let spec = AudioSpec { length: Some(length), ..now.spec().clone() };
        let mut source = Self { spec, now, later };
        if runs[0].0 == 0 {
            source.next_run().unwrap();
        }
        source
    }
}

impl AudioSource for Runs {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        self.now.read(bytes)
    }
    fn length_is_certain(&self) -> bool {
        true
    }
    fn has_gaps(&self) -> bool {
        true
    }
    fn next_run(&mut self) -> Result<Option<Gap>> {
        let Some((samples, run)) = self.later.pop() else { return Ok(None) };
        self.now = Memory::new(rate(), 1, run)?;
        Ok(Some(Gap { samples, next_start: None }))
    }
}

/// The runs with the samples on which they begin.
fn placed<'a>(samples: &'a [f64], runs: &[(u64, usize)]) -> Vec<(i64, &'a [f64])> {
    let (mut start, mut left, mut placed) = (0, samples, Vec::new());
    for &(gap, length) in runs {
        let (run, rest) = left.split_at(length);
        start += gap as i64;
        placed.push((start, run));
        start += length as i64;
        left = rest;
    }
    placed
}

/// The content of the columns by the definition: every run has its own frames.
fn expected(samples: &[f64], runs: &[(u64, usize)], options: &PictureOptions) -> Vec<f64> {
    let n: i64 = runs.iter().map(|&(gap, length)| gap as i64 + length as i64).sum();
    let width = options.columns as i64;
    let runs: Vec<_> = placed(samples, runs)
        .into_iter()
        .filter(|(_, run)| !run.is_empty())
        .map(|(start, run)| {
            let (frames, tail) = frames(run, &options.stft);
            let frames: Vec<(f64, i64)> =
                frames.into_iter().map(|(power, centre)| (power, centre + 2 * start)).collect();
            (start..start + run.len() as i64, frames, tail)
        })
        .collect();
    let column_of = |centre: i64| (centre * width / (2 * n)).min(width - 1);
    let shown = |column: i64| {
        let all = runs.iter().flat_map(|(_, frames, _)| frames);
        let own: Vec<f64> = all.filter(|frame| column_of(frame.1) == column).map(|frame| frame.0).collect();
        if !own.is_empty() {
            return match options.pool {
                Pool::Mean => own.iter().sum::<f64>() / own.len() as f64,
                Pool::Max => own.iter().copied().fold(0.0, f64::max),
            };
        }
        let middle = (2 * column + 1) * n;
        let within = runs.iter().find(|(run, ..)| 2 * width * run.start <= middle && middle < 2 * width * run.end);
        let Some((_, frames, tail)) = within else { return f64::NAN };
        let distance = |centre: i64| (centre * width - middle).abs();
        let key = |m: &usize| (distance(frames[*m].1), Some(*m) == *tail, Reverse(*m));
        frames[(0..frames.len()).min_by_key(key).unwrap()].0
    };
    (0..width).map(shown).collect()
}

fn picture(samples: &[f64], runs: &[(u64, usize)], options: &PictureOptions) -> (Vec<f64>, Report) {
    let (picture, report) = spectrogram(Runs::new(samples, runs), options).unwrap();
    (picture.cells.values().to_vec(), report)
}

#[test]
fn columns_in_a_gap_have_no_data_and_frames_do_not_cross_it() {
    let samples = noise(400);
    // 200 samples, a gap of 600, 200 samples: columns of 100.
    let (cells, report) = picture(&samples, &[(0, 200), (600, 200)], &one_row(10, 64, 16));
    let has_data: Vec<bool> = cells.iter().map(|cell| !cell.is_nan()).collect();
    assert_eq!(has_data, [true, true, false, false, false, false, false, false, true, true]);
    assert_eq!((report.samples, report.unused), (400, 0));
    // 9 regular frames over 200 samples, and one that ends with them.
    let run = |start| FrameRun { start, samples: 200, frames: 10 };
    assert_eq!(report.runs, [run(0), run(800)]);
    assert_eq!(report.coverage(4), [0.8, 0.0, 0.0, 0.8]);
    assert_eq!(report.coverage(1), [0.4]);
}

#[test]
fn a_gap_is_not_silence() {
    let (cells, _) = picture(&[0.0; 300], &[(0, 150), (300, 150)], &one_row(4, 32, 32));
    assert_eq!((cells[0], cells[3]), (0.0, 0.0));
    assert!(cells[1].is_nan() && cells[2].is_nan());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn columns_of_runs_follow_the_definition(
        runs in prop::collection::vec((0_u64..400, 0_usize..400), 1..6),
        (columns, window, hop) in (1_usize..60, 1_usize..90, 1_usize..300),
        zeros in any::<bool>(),
        max in any::<bool>(),
        threads in 1_usize..3,
    ) {
        let count: usize = runs.iter().map(|run| run.1).sum();
        prop_assume!(count > 0);
        let samples = noise(count);
        let pool = if max { Pool::Max } else { Pool::Mean };
        let threads = NonZeroUsize::new(threads).unwrap();
        let mut options = PictureOptions { pool, threads, ..one_row(columns, window, hop) };
        options.stft.boundary = if zeros { Boundary::Zeros } else { Boundary::None };
        let (cells, report) = picture(&samples, &runs, &options);
        assert_alike(&cells, &expected(&samples, &runs, &options), &format!("{runs:?} {columns} {window} {hop}"));
        prop_assert_eq!(report.samples, count as u64);
    }
}

#[test]
fn an_export_has_the_frames_that_exist_and_their_times() {
    let samples = noise(500);
    let stft = StftOptions { nfft: 64, window_length: 64, hop: 32, ..small().stft };
    let values = |source: &mut dyn AudioSource| {
        let mut values = Vec::new();
        let report = spectra(source, &stft, Channels::Mix, NonZeroUsize::MIN, |power| {
            values.extend_from_slice(power);
            Ok(())
        });
        (values, report.unwrap())
    };
    let (all, report) = values(&mut Runs::new(&samples, &[(0, 300), (1000, 200)]));
    let alone = |samples: &[f64]| values(&mut Memory::new(rate(), 1, samples.to_vec()).unwrap()).0;
    assert_eq!(all, [alone(&samples[..300]), alone(&samples[300..])].concat());
    let run = |start, samples, frames| FrameRun { start, samples, frames };
    assert_eq!(report.runs, [run(0, 300, 8), run(1300, 200, 5)]);
    let times = StftPlan::<f64>::new(&stft, rate()).unwrap().layout().times(rate());
    assert_eq!(times.of_run(1300, 2), (1300.0 + 64.0 + 32.0) / 8000.0);
}

#[test]
fn levels_and_waveform_pass_over_a_gap() {
    let samples: Vec<f64> = (0..40).map(|n| n as f64 / 100.0).collect();
    let levels = signal_levels(&mut Runs::new(&samples, &[(0, 20), (60, 20)])).unwrap();
    assert_eq!((levels.samples, levels.peak), (40, 0.39));
    let options = PictureOptions { envelope: true, ..one_row(10, 4, 4) };
    let picture = pictures(Runs::new(&samples, &[(0, 20), (60, 20)]), &options).unwrap().0.remove(0);
    let nothing = [f64::INFINITY, f64::NEG_INFINITY];
    let mut expected = vec![nothing; 10];
    (expected[0], expected[1]) = ([0.0, 0.09], [0.1, 0.19]);
    (expected[8], expected[9]) = ([0.2, 0.29], [0.3, 0.39]);
    assert_eq!(picture.envelope.unwrap().extremes, expected);
    assert_eq!(picture.spectrogram.time.end, 100.0 / 8000.0);
}

#[test]
fn a_span_may_begin_and_end_in_gaps() {
    let samples = noise(300);
    let span = |start, end| {
        let options =
            SpanOptions { start: Some(Position::Samples(start)), end: Some(Position::Samples(end)), duration: None };
        let runs = Runs::new(&samples, &[(0, 100), (100, 100), (100, 100)]);
        Span::new(Lookahead::new(runs, 30).unwrap(), &options).unwrap()
    };
    let pieces = |mut source: Box<dyn AudioSource>| {
        let mut pieces = Vec::new();
        loop {
            let mut bytes = [0; 8 * 1000];
            pieces.push((source.read(&mut bytes).unwrap() / 8) as i64);
            match source.next_run().unwrap() {
                Some(gap) => pieces.push(-(gap.samples as i64)),
                None => return pieces,
            }
        }
    };
    assert_eq!(pieces(Box::new(span(20, 500))), [80, -100, 100, -100, 100]);
    assert_eq!(pieces(Box::new(span(150, 340))), [0, -50, 100, -40, 0]);
    assert_eq!(pieces(Box::new(span(250, 420))), [50, -100, 20]);
    assert_eq!(span(150, 340).spec().length, Some(190));
    let (picture, report) = spectrogram(span(150, 350), &one_row(4, 10, 10)).unwrap();
    let has_data: Vec<bool> = picture.cells.values().iter().map(|cell| !cell.is_nan()).collect();
    assert_eq!((has_data, report.samples), (vec![false, true, true, false], 100));
}

#[test]
fn nothing_is_interpolated_across_a_gap() {
    let options = PictureOptions { interpolate: true, ..one_row(10, 4, 4) };
    let found = spectrogram(Runs::new(&[0.5; 40], &[(0, 20), (60, 20)]), &options).map(drop);
    assert!(matches!(found, Err(Error::InvalidOption { .. })), "{found:?}");
}
