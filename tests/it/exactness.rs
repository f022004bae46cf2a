//! Pooling loses nothing: clicks, energy, and shapes in which frames and columns rarely align.

use std::num::NonZeroUsize;

use specgram::Result;
use specgram::grid::Grid;
use specgram::pipeline::{PictureOptions, spectra, spectrogram};
use specgram::pool::Pool;
use specgram::source::{AudioSource, AudioSpec, ByteOrder, Channels, Memory, SampleFormat};
use specgram::stft::{Scaling, StftOptions};
use specgram::units::SampleRate;
use specgram::window::Window;

use crate::pipeline::noise;

/// A sum of some thousand squares in double precision, relatively.
const DOUBLE_ROUNDING: f64 = 1e-12;

/// A level in single precision, relatively: the rounding of one transform.
const SINGLE_ROUNDING: f64 = 1e-6;

fn rate(hertz: f64) -> SampleRate {
    SampleRate::new(hertz).unwrap()
}

/// Silence of 16 bits with one sample at half of full scale.
struct Click {
    spec: AudioSpec,
    length: u64,
    at: u64,
    position: u64,
}

impl Click {
    fn new(hertz: f64, length: u64, at: u64, known: bool) -> Self {
        let format = SampleFormat::Signed { bytes: 2, order: ByteOrder::Little };
        let spec = AudioSpec {
            sample_rate: rate(hertz),
            channels: 1,
            format,
            length: known.then_some(length),
            complex: false,
        };
        Self { spec, length, at, position: 0 }
    }
}

impl AudioSource for Click {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let count = (bytes.len() as u64 / 2).min(self.length - self.position);
        let bytes = &mut bytes[..2 * count as usize];
        bytes.fill(0);
        if let Some(place) = self.at.checked_sub(self.position).filter(|&place| place < count) {
            bytes[2 * place as usize + 1] = 0x40;
        }
        self.position += count;
        Ok(bytes.len())
    }
}

/// Ten hours at 1 kHz, cut into whole columns of whole frames that do not overlap.
const HOURS_RATE: f64 = 1000.0;
const COLUMNS: usize = 1000;
const FRAME: usize = 120;
const FRAMES_PER_COLUMN: usize = 300;
const TEN_HOURS: u64 = (COLUMNS * FRAME * FRAMES_PER_COLUMN) as u64;

/// The power, in every bin between the edges, of half of full scale for one sample.
const CLICK: f64 = (2.0 * 0.5 / FRAME as f64) * (2.0 * 0.5 / FRAME as f64);

fn ten_hours(at: u64, known: bool, pool: Pool) -> Grid<f64> {
    let stft = StftOptions {
        nfft: FRAME,
        window_length: FRAME,
        hop: FRAME,
        window: Window::Boxcar,
        scaling: Scaling::Dbfs,
        ..StftOptions::default()
    };
    let options =
        PictureOptions { stft, fit_hop: false, columns: COLUMNS, rows: 20, pool, ..PictureOptions::default() };
    let source = Click::new(HOURS_RATE, TEN_HOURS, at, known);
    spectrogram(source, &options).unwrap().0.cells
}

fn lit(cells: &Grid<f64>) -> Vec<usize> {
    (0..cells.width()).filter(|&column| *cells.get(column, 10) > 0.0).collect()
}

#[test]
fn a_click_anywhere_in_ten_hours_is_in_its_column_at_its_level() {
    let column = (FRAME * FRAMES_PER_COLUMN) as u64;
    for at in [0, column - 1, column, 12_345_678, TEN_HOURS - 1] {
        let cells = ten_hours(at, true, Pool::Max);
        assert_eq!(lit(&cells), [(at / column) as usize], "a click at sample {at}");
        for row in 1..19 {
            let level = cells.get((at / column) as usize, row) / CLICK;
            assert!((level - 1.0).abs() < SINGLE_ROUNDING, "a click at sample {at}: {level} of its level in row {row}");
        }
    }
}

#[test]
fn a_click_in_ten_hours_counts_as_one_frame_of_its_column() {
    let cells = ten_hours(20_000_000, true, Pool::Mean);
    let at = 20_000_000 / (FRAME * FRAMES_PER_COLUMN);
    assert_eq!(lit(&cells), [at]);
    let level = cells.get(at, 10) * FRAMES_PER_COLUMN as f64 / CLICK;
    assert!((level - 1.0).abs() < SINGLE_ROUNDING, "{level}");
}

#[test]
fn a_click_in_ten_hours_of_a_stream_is_beside_its_column_at_most() {
    for at in [0, 12_345_678, TEN_HOURS - 1] {
        let cells = ten_hours(at, false, Pool::Max);
        let column = at as usize / (FRAME * FRAMES_PER_COLUMN);
        let lit = lit(&cells);
        assert!(lit.contains(&column) && lit.len() <= 2, "a click in column {column} lights {lit:?}");
        assert!((cells.get(column, 10) / CLICK - 1.0).abs() < SINGLE_ROUNDING, "a click at sample {at}");
    }
}

/// A picture whose rows are the bins and whose frames do not overlap.
fn bare(frame: usize, columns: usize) -> PictureOptions {
    let stft =
        StftOptions { nfft: frame, window_length: frame, hop: frame, window: Window::Boxcar, ..StftOptions::default() };
    PictureOptions { stft, fit_hop: false, columns, rows: frame / 2 + 1, ..PictureOptions::default() }
}

fn cells(samples: &[f64], options: &PictureOptions) -> Grid<f64> {
    let source = Memory::new(rate(8000.0), 1, samples).unwrap();
    spectrogram(source, options).unwrap().0.cells
}

#[test]
fn the_energy_of_the_picture_is_that_of_the_signal() {
    // Parseval: a frame's one-sided densities, each times the width of its bin, add up to its mean square. No half bins:
    // 0 Hz and Nyquist are not doubled instead.
    let (frame, columns, frames_per_column) = (64, 50, 7);
    let samples = noise(frame * columns * frames_per_column);
    let cells = cells(&samples, &bare(frame, columns));
    let bin_width = 8000.0 / frame as f64;
    let column_seconds = (frame * frames_per_column) as f64 / 8000.0;
    let picture = cells.values().iter().sum::<f64>() * bin_width * column_seconds;
    let signal = samples.iter().map(|x| x * x).sum::<f64>() / 8000.0;
    assert!((picture / signal - 1.0).abs() < DOUBLE_ROUNDING, "{picture} FS²·s for {signal}");
    // And so it is column by column.
    for (column, samples) in samples.chunks(frame * frames_per_column).enumerate() {
        let power = cells.column(column).iter().sum::<f64>() * bin_width;
        let mean_square = samples.iter().map(|x| x * x).sum::<f64>() / samples.len() as f64;
        assert!((power / mean_square - 1.0).abs() < DOUBLE_ROUNDING, "column {column}: {power} for {mean_square}");
    }
}

#[test]
fn one_column_is_the_mean_or_the_maximum_of_all_spectra() {
    let options = bare(64, 1);
    let samples = noise(64 * 5000);
    let (mut frames, mut sum, mut most) = (0, vec![0.0; 33], vec![0.0_f64; 33]);
    let source = Memory::new(rate(8000.0), 1, samples.as_slice()).unwrap();
    spectra(source, &options.stft, Channels::Mix, NonZeroUsize::MIN, |power| {
        for spectrum in power.chunks(33) {
            frames += 1;
            sum.iter_mut().zip(spectrum).for_each(|(sum, power)| *sum += power);
            most.iter_mut().zip(spectrum).for_each(|(most, power)| *most = most.max(*power));
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(frames, 5000);
    for (pool, want) in [(Pool::Mean, sum.iter().map(|sum| sum / 5000.0).collect()), (Pool::Max, most)] {
        let want: Vec<f64> = want;
        let found = cells(&samples, &PictureOptions { pool, ..options.clone() });
        for (row, (found, want)) in found.column(0).iter().zip(&want).enumerate() {
            assert!((found / want - 1.0).abs() < DOUBLE_ROUNDING, "{pool}, bin {row}: {found} for {want}");
        }
    }
}

#[test]
fn fewer_frames_than_columns_are_shown_side_by_side() {
    // Three constants: 0 Hz reads their squares over the width of a bin.
    let samples: Vec<f64> = [0.1, 0.2, 0.3].iter().flat_map(|&level| [level; 64]).collect();
    let cells = cells(&samples, &bare(64, 12));
    let levels: Vec<f64> = (0..12).map(|column| (cells.get(column, 0) * 8000.0 / 64.0).sqrt()).collect();
    for (column, level) in levels.iter().enumerate() {
        let want = [0.1, 0.2, 0.3][column / 4];
        assert!((level - want).abs() < DOUBLE_ROUNDING, "column {column} reads {level} for {want}");
    }
}

#[test]
fn one_frame_fills_every_column() {
    let cells = cells(&noise(64), &bare(64, 9));
    assert!(cells.get(0, 5) > &0.0);
    assert!((1..9).all(|column| cells.column(column) == cells.column(0)));
}

/// The difference between the picture of a stream and that of the file, for white noise of 32 to 64 frames per column.
/// It is largest right after groups have doubled, when a column consists of two groups, or of one and half of each
/// neighbour.
const STREAMED_DECIBELS: f64 = 0.4;

#[test]
fn a_stream_of_unknown_length_looks_like_its_file() {
    let stft = StftOptions { nfft: 64, window_length: 64, hop: 64, ..StftOptions::default() };
    let options = PictureOptions { stft, fit_hop: false, columns: 100, rows: 33, ..PictureOptions::default() };
    struct Unsure<'a>(Memory<'a>, AudioSpec);
    impl AudioSource for Unsure<'_> {
        fn spec(&self) -> &AudioSpec {
            &self.1
        }
        fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
            self.0.read(bytes)
        }
    }
    // Lengths at which the groups have just doubled, are about to, and lie between.
    for frames in [3199, 3200, 3201, 3300, 4000, 6399] {
        let samples = noise(64 * frames);
        let file = cells(&samples, &options);
        let memory = Memory::new(rate(8000.0), 1, samples.as_slice()).unwrap();
        let spec = AudioSpec { length: None, ..memory.spec().clone() };
        let stream = spectrogram(Unsure(memory, spec), &options).unwrap().0.cells;
        let mean = |cells: &Grid<f64>| cells.values().iter().sum::<f64>() / cells.values().len() as f64;
        let squares = file.values().iter().zip(stream.values()).map(|(a, b)| f64::powi(10.0 * (a / b).log10(), 2));
        let difference = (squares.sum::<f64>() / file.values().len() as f64).sqrt();
        assert!(difference < STREAMED_DECIBELS, "{frames} frames: {difference} dB");
        let ratio = mean(&stream) / mean(&file);
        assert!((ratio - 1.0).abs() < 1e-3, "{frames} frames: {ratio} of the mean power");
    }
}
