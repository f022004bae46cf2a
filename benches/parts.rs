//! The steps from samples to a picture, one by one: `cargo bench --bench parts`.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use specgram::colormap::Colormap;
use specgram::figure::{FigureOptions, Layout, colors};
use specgram::grid::Grid;
use specgram::level::{ColorScale, DbRange, Levels};
use specgram::output::{FigureContent, FigureFormat, by_name};
use specgram::pipeline::{PictureOptions, spectrogram};
use specgram::pool::Pool;
use specgram::real::Real;
use specgram::scale::{Bins, Combine, FrequencyAxis, FrequencyScale, RowMap};
use specgram::source::pcm::decode;
use specgram::source::{AudioSource, AudioSpec, ByteOrder, Channels, SampleFormat};
use specgram::spectrogram::{Picture, Spectrogram};
use specgram::stft::{Scaling, StftOptions, StftPlan};
use specgram::units::SampleRate;

fn main() {
    divan::main();
}

const RATE: f64 = 44_100.0;
const S16: SampleFormat = SampleFormat::Signed { bytes: 2, order: ByteOrder::Little };

fn rate() -> SampleRate {
    SampleRate::new(RATE).expect("a rate")
}

/// Bytes of noise.
fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 1_u64;
    (0..bytes)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        })
        .collect()
}

/// 16-bit noise in memory.
struct Noise {
    spec: AudioSpec,
    bytes: Vec<u8>,
    position: usize,
}

impl Noise {
    fn new(seconds: f64, channels: usize) -> Self {
        let samples = (seconds * RATE) as usize;
        let spec =
            AudioSpec { sample_rate: rate(), channels, format: S16, length: Some(samples as u64), complex: false };
        Self { spec, bytes: noise(2 * channels * samples), position: 0 }
    }
}

impl AudioSource for &mut Noise {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }
    fn read(&mut self, bytes: &mut [u8]) -> specgram::Result<usize> {
        let count = bytes.len().min(self.bytes.len() - self.position);
        bytes[..count].copy_from_slice(&self.bytes[self.position..self.position + count]);
        self.position += count;
        Ok(count)
    }
}

fn picture(source: &mut Noise, columns: usize, rows: usize) -> Spectrogram {
    source.position = 0;
    let options = PictureOptions { columns, rows, ..PictureOptions::default() };
    spectrogram(source, &options).expect("a picture").0
}

/// Half a mebibyte of 16-bit samples into single precision.
#[divan::bench(args = [1, 2, 6])]
fn decoding(bencher: Bencher<'_, '_>, channels: usize) {
    let bytes = noise((1 << 19) / (2 * channels) * (2 * channels));
    let mut out = vec![0.0_f32; bytes.len() / (2 * channels)];
    bencher.counter(BytesCount::of_slice(&bytes)).bench_local(|| {
        decode(S16, channels, Channels::Mix, black_box(&bytes), &mut out);
    });
}

/// Window, transform and power of one frame.
#[divan::bench(types = [f32, f64], args = [256, 1000, 1024, 1025, 4096, 65_536])]
fn transforming<T: Real>(bencher: Bencher<'_, '_>, nfft: usize) {
    let options = StftOptions { nfft, window_length: nfft, ..StftOptions::default() };
    let plan = StftPlan::<T>::new(&options, rate()).expect("a plan");
    let mut frame = vec![T::ZERO; nfft];
    decode(S16, 1, Channels::Mix, &noise(2 * nfft), &mut frame);
    let (mut scratch, mut power) = (plan.scratch(), vec![T::ZERO; plan.bins()]);
    bencher.counter(ItemsCount::new(nfft)).bench_local(|| plan.power(black_box(&frame[..]), &mut scratch, &mut power));
}

/// One spectrum of 513 bins added to a column.
#[divan::bench(args = Pool::ALL)]
fn pooling(bencher: Bencher<'_, '_>, pool: Pool) {
    let (mut gathered, power) = (vec![0.0_f32; 513], vec![0.5_f32; 513]);
    bencher.bench_local(|| pool.gather(black_box(&mut gathered), black_box(&power)));
}

/// One spectrum of 2049 bins combined into 500 rows.
#[divan::bench(args = [FrequencyScale::Linear, FrequencyScale::Log])]
fn rows(bencher: Bencher<'_, '_>, scale: FrequencyScale) {
    let axis = FrequencyAxis::new(scale, 20.0, RATE / 2.0).expect("an axis");
    let bins = Bins::Even { count: 2049, first: 0.0, width: RATE / 4096.0 };
    let map = RowMap::new(&axis, 500, &bins, Combine::Strongest);
    let (bins, mut rows) = (vec![0.5_f32; 2049], vec![0.0_f32; 500]);
    bencher.bench_local(|| map.apply(black_box(&bins), &mut rows));
}

fn noisy_cells() -> Grid<f64> {
    picture(&mut Noise::new(60.0, 1), 1000, 500).cells
}

/// The automatic range of 1000 × 500 cells.
#[divan::bench]
fn ranging(bencher: Bencher<'_, '_>) {
    let cells = noisy_cells();
    bencher.bench_local(|| DbRange::auto(black_box(cells.values())));
}

/// The colours of 1000 × 500 cells.
#[divan::bench]
fn colouring(bencher: Bencher<'_, '_>) {
    let cells = noisy_cells();
    let scale = ColorScale::new(Levels::decibels(DbRange::auto(cells.values())));
    let table = Colormap::default().table();
    bencher.bench_local(|| colors(black_box(&cells), &scale, &table, [0; 3]));
}

/// A default figure of noise, drawn and encoded.
#[divan::bench(args = ["png", "svg"])]
fn drawing(bencher: Bencher<'_, '_>, format: &str) {
    let format: &FigureFormat = by_name(format).expect("a format");
    let look = FigureOptions::default();
    let axis = FrequencyAxis::new(FrequencyScale::Linear, 0.0, RATE / 2.0).expect("an axis");
    let layout = Layout::new(&look, &axis).expect("a layout");
    let spectrogram = picture(&mut Noise::new(60.0, 1), layout.plot.width as usize, layout.plot.height as usize);
    let pictures = [Picture { spectrogram, envelope: None, spectrum: None }];
    bencher.bench_local(|| (format.draw)(&FigureContent::new(&pictures, &look, &layout)));
}

/// A minute of noise into 1000 columns, on every processor.
#[divan::bench(args = [1, 2], sample_count = 20)]
fn analysing(bencher: Bencher<'_, '_>, channels: usize) {
    let mut source = Noise::new(60.0, channels);
    bencher.bench_local(|| picture(&mut source, 1000, 513));
}

/// The same with the strongest of four bins per row.
#[divan::bench(sample_count = 20)]
fn analysing_four_bins_a_row(bencher: Bencher<'_, '_>) {
    let mut source = Noise::new(60.0, 1);
    let stft = StftOptions { nfft: 4096, window_length: 4096, scaling: Scaling::Dbfs, ..StftOptions::default() };
    bencher.bench_local(|| {
        source.position = 0;
        spectrogram(&mut source, &PictureOptions { stft: stft.clone(), rows: 500, ..PictureOptions::default() })
    });
}
