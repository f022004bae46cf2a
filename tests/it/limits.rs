//! Extreme sizes: refused with numbers, or processed in the memory that the input needs.

use std::num::NonZeroUsize;

use specgram::pipeline::{PictureOptions, spectrogram};
use specgram::source::{AudioSource, AudioSpec, ByteOrder, Memory, SampleFormat};
use specgram::stft::StftOptions;
use specgram::units::SampleRate;
use specgram::{Error, Result};

fn rate() -> SampleRate {
    SampleRate::new(8000.0).unwrap()
}

/// Silence of some length in very many channels.
struct Crowd {
    spec: AudioSpec,
    bytes: usize,
}

impl Crowd {
    fn new(channels: usize, sample_frames: usize) -> Self {
        let format = SampleFormat::Float64(ByteOrder::Little);
        let spec = AudioSpec { sample_rate: rate(), channels, format, length: None, complex: false };
        Self { bytes: spec.bytes_per_sample_frame() * sample_frames, spec }
    }
}

impl AudioSource for Crowd {
    fn spec(&self) -> &AudioSpec {
        &self.spec
    }
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let count = bytes.len().min(self.bytes);
        bytes[..count].fill(0);
        self.bytes -= count;
        Ok(count)
    }
}

fn options(window: usize, hop: usize) -> PictureOptions {
    let stft = StftOptions { nfft: window, window_length: window, hop, ..StftOptions::default() };
    PictureOptions { stft, fit_hop: false, columns: 10, rows: 10, ..PictureOptions::default() }
}

#[test]
fn a_window_of_more_than_a_gibibyte_of_samples_is_refused() {
    // 2^18 samples of 1024 channels of 8 bytes.
    let result = spectrogram(Crowd::new(1024, 10), &options(1 << 18, 1 << 17));
    match result {
        Err(error @ Error::Limit { .. }) => assert_eq!(
            error.to_string(),
            "size of a window or hop (262144 samples x 8192 bytes) is 2147483648 bytes; the limit is 1073741824"
        ),
        other => panic!("{:?}", other.map(|(picture, _)| picture.cells.width())),
    }
    // Without overlap, a hop takes as much.
    assert!(matches!(spectrogram(Crowd::new(1024, 10), &options(64, 1 << 18)), Err(Error::Limit { .. })));
}

#[test]
fn very_many_channels_take_no_more_than_they_need() {
    let (picture, report) = spectrogram(Crowd::new(1024, 3000), &options(256, 128)).unwrap();
    assert_eq!((picture.cells.width(), report.frames), (10, (3000 - 256) / 128 + 2));
}

#[test]
fn a_hop_far_beyond_the_end_leaves_one_frame_at_each_end() {
    let samples = vec![0.25; 100_000];
    let source = Memory::new(rate(), 1, samples).unwrap();
    let (_, report) = spectrogram(source, &options(256, 100_000_000)).unwrap();
    assert_eq!((report.samples, report.frames), (100_000, 2));
}

#[test]
fn a_hop_of_one_sample_is_worked_off_in_small_batches() {
    let source = Memory::new(rate(), 1, vec![0.25; 20_000]).unwrap();
    let (_, report) = spectrogram(source, &options(16, 1)).unwrap();
    assert_eq!(report.frames, 20_000 - 15);
}

#[test]
fn any_number_of_threads_works() {
    let source = || Memory::new(rate(), 1, vec![0.25; 20_000]).unwrap();
    let with = |threads| PictureOptions { threads: NonZeroUsize::new(threads).unwrap(), ..options(256, 128) };
    let one = spectrogram(source(), &with(1)).unwrap().0;
    assert!(spectrogram(source(), &with(usize::MAX)).unwrap().0 == one);
}
