//! From a source to a picture: the same for any thread count and read size, without loss.

mod columns;
mod gaps;
mod panels;

use std::f64::consts::TAU;
use std::num::NonZeroUsize;

use specgram::pipeline::{PictureOptions, Report, spectra, spectrogram};
use specgram::pool::Pool;
use specgram::scale::FrequencyScale;
use specgram::source::{AudioSource, AudioSpec, ByteOrder, Channels, Memory, SampleFormat};
use specgram::spectrogram::Spectrogram;
use specgram::stft::{Boundary, Scaling, StftOptions};
use specgram::units::{Hertz, SampleRate};
use specgram::warning::Warning;
use specgram::window::Window;
use specgram::{Error, Result};

const RATE: f64 = 8000.0;

/// The relative error of a level in single precision.
const SINGLE_ROUNDING: f64 = 1e-5;

fn rate() -> SampleRate {
    SampleRate::new(RATE).unwrap()
}

/// A source that knows its length, hides it or claims a wrong one.
struct Drip {
    spec: AudioSpec,
    bytes: Vec<u8>,
    position: usize,
}

impl Drip {
    /// 16-bit mono samples of a signal in −1..1.
    fn new(samples: &[f64], claimed: Option<u64>) -> Self {
        let bytes = samples.iter().flat_map(|x| ((x * 32767.0).round() as i16).to_le_bytes()).collect();
        let format = SampleFormat::Signed { bytes: 2, order: ByteOrder::Little };
        Self {
            spec: AudioSpec { sample_rate: rate(), channels: 1, complex: false, format, length: claimed },
            bytes,
            position: 0,
        }
    }
}

impl AudioSource for Drip {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let count = bytes.len().min(self.bytes.len() - self.position);
        bytes[..count].copy_from_slice(&self.bytes[self.position..self.position + count]);
        self.position += count;
        Ok(count)
    }
}

/// A source that is certain of its length.
struct Certain(Drip);

impl AudioSource for Certain {
    fn spec(&self) -> &AudioSpec {
        self.0.spec()
    }
    fn length_is_certain(&self) -> bool {
        true
    }
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        self.0.read(bytes)
    }
}

/// Deterministic noise in −0.5..0.5.
pub(crate) fn noise(count: usize) -> Vec<f64> {
    let mut state = 1_u64;
    (0..count)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64 / (1_u64 << 24) as f64 - 0.5
        })
        .collect()
}

fn tone(count: usize, hertz: f64, amplitude: f64) -> Vec<f64> {
    (0..count).map(|n| amplitude * (TAU * hertz * n as f64 / RATE).sin()).collect()
}

fn small() -> PictureOptions {
    let stft =
        StftOptions { nfft: 256, window_length: 256, hop: 128, scaling: Scaling::Dbfs, ..StftOptions::default() };
    PictureOptions { stft, columns: 50, rows: 40, ..PictureOptions::default() }
}

fn picture(samples: &[f64], options: &PictureOptions) -> (Spectrogram, Report) {
    spectrogram(Drip::new(samples, Some(samples.len() as u64)), options).unwrap()
}

#[test]
fn the_picture_is_the_same_for_any_number_of_threads() {
    // A dozen batches: merged in another order, sums of so many parts would round differently.
    let samples = noise(3_000_000);
    for (fit_hop, pool) in [(true, Pool::Mean), (false, Pool::Max)] {
        let of = |threads| {
            let options = PictureOptions { threads: NonZeroUsize::new(threads).unwrap(), fit_hop, pool, ..small() };
            let known = picture(&samples, &options).0;
            let unknown = spectrogram(Drip::new(&samples, None), &options).unwrap().0;
            (known, unknown)
        };
        let one = of(1);
        for threads in [2, 3, 8] {
            assert!(of(threads) == one, "{threads} threads, {pool}");
        }
    }
}

#[test]
fn a_short_stream_of_unknown_length_is_drawn_exactly_as_a_file() {
    // Shorter than half a window per column: read ahead whole.
    let samples = noise(6000);
    let known = picture(&samples, &small()).0;
    assert!(spectrogram(Drip::new(&samples, None), &small()).unwrap().0 == known);
    // The same if the header claims too much.
    assert!(spectrogram(Drip::new(&samples, Some(1 << 40)), &small()).unwrap().0 == known);
    // And with a given hop.
    let given = PictureOptions { fit_hop: false, ..small() };
    let known = picture(&samples, &given).0;
    for claim in [None, Some(1 << 40)] {
        assert!(spectrogram(Drip::new(&samples, claim), &given).unwrap().0 == known, "{claim:?}");
    }
}

/// Half of full scale in one sample of silence, in a boxcar of 100 samples every `hop`.
fn click(count: usize, at: usize, hop: usize) -> (Vec<f64>, PictureOptions) {
    let mut samples = vec![0.0; count];
    samples[at] = 0.5;
    let stft = StftOptions { nfft: 100, window_length: 100, hop, window: Window::Boxcar, ..small().stft };
    (samples, PictureOptions { stft, fit_hop: false, pool: Pool::Max, columns: 4, ..small() })
}

#[test]
fn the_last_sample_of_a_stream_of_unknown_length_is_in_the_picture() {
    // A hop beyond the window: the frame over the tail begins where by its number it would begin after the end.
    let (samples, options) = click(20_110, 20_109, 1000);
    let known = picture(&samples, &options).0;
    let piped = spectrogram(Drip::new(&samples, None), &options).unwrap().0;
    let level = known.cells.get(3, 1);
    assert!(*level > 0.0 && piped.cells.get(3, 1) == level, "{level} {}", piped.cells.get(3, 1));
}

#[test]
fn a_frame_centred_on_an_early_end_is_in_the_picture() {
    let (samples, mut options) = click(20_000, 19_999, 100);
    options.stft.boundary = Boundary::Zeros;
    let known = picture(&samples, &options).0;
    let cut = spectrogram(Drip::new(&samples, Some(40_000)), &options).unwrap().0;
    assert!(*known.cells.get(3, 1) > 0.0 && cut.cells.get(3, 1) == known.cells.get(3, 1));
}

#[test]
fn the_hop_of_a_long_stream_is_half_a_window_however_wide_its_samples() {
    // Of 1024 channels of 16 bits no more than 8192 sample frames are read ahead.
    let (channels, count) = (1024, 40_000);
    let silence = Silence { spec: AudioSpec { channels, ..Drip::new(&[], None).spec }, left: count };
    let report = spectrogram(silence, &PictureOptions { columns: 1000, ..small() }).unwrap().1;
    // And one frame that ends with the signal.
    assert_eq!(report.frames, (count - 256) / 128 + 2);
}

/// Silence of many channels.
struct Silence {
    spec: AudioSpec,
    left: u64,
}

impl AudioSource for Silence {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let count = self.left.min((bytes.len() / self.spec.bytes_per_sample_frame()) as u64);
        self.left -= count;
        let bytes = &mut bytes[..count as usize * self.spec.bytes_per_sample_frame()];
        bytes.fill(0);
        Ok(bytes.len())
    }
}

#[test]
fn a_long_stream_of_unknown_length_is_drawn_whole() {
    // A tone that begins in the middle: columns of both pictures agree on when.
    let mut samples = vec![0.0; 200_000];
    samples[100_000..].copy_from_slice(&tone(100_000, 1000.0, 0.5));
    let known = picture(&samples, &small()).0;
    let piped = spectrogram(Drip::new(&samples, None), &small()).unwrap().0;
    assert_eq!((piped.time, piped.frequency), (known.time, known.frequency));
    let strongest =
        |picture: &Spectrogram, column: usize| picture.cells.column(column).iter().copied().fold(0.0, f64::max);
    for column in 0..50 {
        let (known, piped) = (strongest(&known, column), strongest(&piped, column));
        match column {
            0..24 => assert!(known == 0.0 && piped == 0.0, "column {column}"),
            26.. => assert!((piped / known - 1.0).abs() < SINGLE_ROUNDING, "column {column}: {piped} for {known}"),
            // The border may be one column off.
            _ => assert!(piped <= 0.2501 && known <= 0.2501),
        }
    }
}

#[test]
fn a_full_scale_tone_reads_0_dbfs_with_every_window() {
    // On a bin, and wherever the rows lie: taller and lower than the bins.
    let samples = tone(16_384, 1000.0, 1.0);
    for window in Window::ALL {
        for (nfft, rows) in [(256, 40), (256, 129), (1024, 1000), (4096, 333)] {
            let stft = StftOptions { nfft, window_length: nfft, window, scaling: Scaling::Dbfs, ..small().stft };
            let options = PictureOptions { stft, rows, ..small() };
            let source = Memory::new(rate(), 1, samples.as_slice()).unwrap();
            let picture = spectrogram(source, &options).unwrap().0;
            for column in 0..picture.cells.width() {
                let level = 10.0 * picture.cells.column(column).iter().copied().fold(0.0, f64::max).log10();
                // A boxcar's and a cosine's side lobes let the image of the tone in.
                assert!(level.abs() < 0.05, "{window}, {nfft} on {rows} rows, column {column}: {level} dBFS");
            }
        }
    }
}

#[test]
fn a_tone_is_drawn_at_its_frequency_on_every_scale() {
    for scale in FrequencyScale::ALL {
        for hertz in [250.0, 1000.0, 3700.0] {
            let options = PictureOptions { rows: 300, scale, ..small() };
            let picture = picture(&tone(20_000, hertz, 0.5), &options).0;
            let column = picture.cells.column(25);
            let strongest = column.iter().copied().fold(0.0, f64::max);
            let lit: Vec<usize> = (0..300).filter(|&row| column[row] == strongest).collect();
            // The cell of the tone's bin is several rows high; the tone lies within it.
            let row = picture.frequency.fraction_of(hertz) * 300.0;
            let (low, high) = (lit[0] as f64, lit[lit.len() - 1] as f64 + 1.0);
            assert!(
                low - 1.0 <= row && row <= high + 1.0,
                "{scale}: {hertz} Hz at row {row} is drawn on {low}..{high}"
            );
        }
    }
}

#[test]
fn white_noise_reads_its_density_however_it_is_pooled() {
    // Uniform noise of variance 1/12 has the one-sided density 1/12 / (fs/2).
    let samples = noise(400_000);
    let density = 1.0 / 12.0 / (RATE / 2.0);
    for rows in [20, 129, 300] {
        let stft = StftOptions { scaling: Scaling::Density, ..small().stft };
        let picture = picture(&samples, &PictureOptions { stft, rows, ..small() }).0;
        let cells = picture.cells.values();
        let mean = cells.iter().sum::<f64>() / cells.len() as f64;
        // 3100 half-overlapping frames of 129 bins: a standard error of about 0.2 %; 0 Hz and Nyquist read half.
        assert!((mean / density - 1.0).abs() < 0.015, "{rows} rows read {mean} for {density}");
    }
}

#[test]
fn a_click_is_in_its_column_at_its_level() {
    // Anywhere, the very last sample included, when hops overlap enough.
    for click in [700, 5_000, 123_456, 199_800] {
        let mut samples = vec![0.0; 200_000];
        samples[click] = 0.5;
        let stft = StftOptions { window: Window::Boxcar, ..small().stft };
        let options = PictureOptions { stft, fit_hop: false, pool: Pool::Max, ..small() };
        let picture = picture(&samples, &options).0;
        // dBFS of a click: (2·x/N)², the same in every bin inside the spectrum.
        let level = (2.0 * (0.5_f64 * 32767.0).round() / 32768.0 / 256.0).powi(2);
        let column = click * 50 / 200_000;
        let cell = *picture.cells.get(column, 20);
        assert!((cell / level - 1.0).abs() < SINGLE_ROUNDING, "click at {click}: {cell} for {level}");
        let lit = (0..50).filter(|&c| *picture.cells.get(c, 20) > 0.0).count();
        assert!(lit <= 2, "click at {click} lights {lit} columns");
    }
}

#[test]
fn an_incomplete_last_frame_is_in_the_picture() {
    // 1000 samples, frames of 256 every 256: three, and 232 samples over.
    let mut samples = vec![0.0; 1000];
    samples[990] = 0.5;
    let stft = StftOptions { window: Window::Boxcar, hop: 256, ..small().stft };
    let options = PictureOptions { stft, fit_hop: false, columns: 10, ..small() };
    let (picture, report) = picture(&samples, &options);
    assert!(*picture.cells.get(8, 20) > 0.0, "the frame that ends with the signal is centred on sample 872");
    assert_eq!(report.frames, 4);
    assert_eq!(report.warnings, []);
}

#[test]
fn a_signal_shorter_than_its_window_is_padded_with_a_warning() {
    let (picture, report) = picture(&tone(100, 1000.0, 0.5), &small());
    assert!(picture.cells.values().iter().any(|&cell| cell > 0.01));
    assert_eq!(picture.time.end, 100.0 / RATE);
    assert_eq!(report.warnings, [Warning::ShorterThanWindow { samples: 100, window: 256 }]);
}

#[test]
fn silence_in_an_encoding_that_is_not_zero_pads_as_silence() {
    // 8-bit silence is 128: padding with zero bytes would be a loud step.
    struct Silence(AudioSpec, usize);
    impl AudioSource for Silence {
        fn spec(&self) -> &AudioSpec {
            &self.0
        }
        fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
            let count = bytes.len().min(self.1);
            bytes[..count].fill(128);
            self.1 -= count;
            Ok(count)
        }
    }
    let spec = AudioSpec {
        sample_rate: rate(),
        channels: 1,
        complex: false,
        format: SampleFormat::Unsigned8,
        length: Some(100),
    };
    let picture = spectrogram(Silence(spec, 100), &small()).unwrap().0;
    assert!(picture.cells.values().iter().all(|&cell| cell == 0.0));
}

#[test]
fn every_spectrum_is_exported_in_order() {
    let samples = noise(100_000);
    let stft = StftOptions { nfft: 64, window_length: 64, hop: 40, ..StftOptions::default() };
    let collect = |threads: usize| {
        let mut spectra_found = Vec::new();
        let source = Memory::new(rate(), 1, samples.as_slice()).unwrap();
        let threads = NonZeroUsize::new(threads).unwrap();
        let report = spectra(source, &stft, Channels::Mix, threads, |power| {
            spectra_found.extend_from_slice(power);
            Ok(())
        });
        (spectra_found, report.unwrap())
    };
    let (one, report) = collect(1);
    assert_eq!(report.frames, (100_000 - 64) / 40 + 1);
    assert_eq!(one.len(), report.frames as usize * 33);
    assert_eq!(report.warnings, [Warning::UnusedTail { samples: (100_000 - 64) % 40 }]);
    assert!(collect(4).0 == one);
    // Frame 2000, which is far into a later batch, against a plan of its own.
    let plan = specgram::stft::StftPlan::<f64>::new(&stft, rate()).unwrap();
    let mut power = vec![0.0; 33];
    plan.power(&samples[80_000..80_064], &mut plan.scratch(), &mut power);
    assert!(one[2000 * 33..2001 * 33] == power);
}

#[test]
fn a_sink_that_fails_ends_the_work() {
    let mut source = Silence { spec: Drip::new(&[], None).spec, left: u64::MAX };
    let mut calls = 0;
    // Neither the stream nor the work would end.
    let result = spectra(&mut source, &StftOptions::default(), Channels::Mix, NonZeroUsize::MIN, |_| {
        calls += 1;
        Err(Error::malformed("full"))
    });
    assert_eq!(result.unwrap_err().to_string(), "full");
    assert_eq!(calls, 1);
}

#[test]
fn a_range_outside_the_spectrum_is_refused_and_one_beyond_it_is_clipped() {
    let axis = |low, high| {
        PictureOptions { low, high, ..small() }.frequency_axis(Memory::new(rate(), 1, &[][..]).unwrap().spec())
    };
    assert!(axis(Some(Hertz(4000.0)), None).unwrap_err().to_string().contains("4000 Hz"));
    assert!(axis(Some(Hertz(300.0)), Some(Hertz(200.0))).is_err());
    assert!(axis(Some(Hertz(-1.0)), None).is_err());
    assert_eq!(axis(None, Some(Hertz(20_000.0))).unwrap().high(), 4000.0);
}
