//! The lower bound: read, window, transform and add, and nothing else.
//!
//! `bare FILE.wav [THREADS] [f64]` does the least that a spectrogram of 1024-sample frames at half overlap must do,
//! written directly with realfft. It reads 16-bit mono samples after a header of 44 bytes. Each thread reads its own
//! part of the file. `compare.sh` runs it beside the programs it compares.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use realfft::{FftNum, RealFftPlanner};

const NFFT: usize = 1024;
const HOP: usize = 512;
const HEADER: u64 = 44;

/// Frames that are read at a time.
const BATCH: usize = 256;

/// The sum of the power of every bin over the frames `first..end`.
fn add_up<T: FftNum>(path: &Path, first: u64, end: u64) -> Vec<T> {
    let number = |value: f64| T::from_f64(value).expect("a number");
    let mut file = File::open(path).expect("a file");
    file.seek(SeekFrom::Start(HEADER + 2 * HOP as u64 * first)).expect("a file that seeks");
    let fft = RealFftPlanner::<T>::new().plan_fft_forward(NFFT);
    let (mut input, mut spectrum, mut scratch) = (fft.make_input_vec(), fft.make_output_vec(), fft.make_scratch_vec());
    let window: Vec<T> = (0..NFFT)
        .map(|n| number((0.5 - 0.5 * (std::f64::consts::TAU * n as f64 / NFFT as f64).cos()) / 32_768.0))
        .collect();
    let mut sum = vec![T::zero(); NFFT / 2 + 1];
    let mut bytes = vec![0; 2 * (NFFT - HOP)];
    let mut samples: Vec<T> = Vec::new();
    file.read_exact(&mut bytes).expect("samples");
    let decode = |bytes: &[u8], samples: &mut Vec<T>| {
        let codes = bytes.as_chunks::<2>().0.iter().map(|code| i16::from_le_bytes(*code));
        samples.extend(codes.map(|code| T::from_i16(code).expect("a number")));
    };
    decode(&bytes, &mut samples);
    let mut next = first;
    while next < end {
        let frames = BATCH.min((end - next) as usize);
        bytes.resize(2 * HOP * frames, 0);
        file.read_exact(&mut bytes).expect("samples");
        decode(&bytes, &mut samples);
        for frame in samples.windows(NFFT).step_by(HOP) {
            for ((out, x), w) in input.iter_mut().zip(frame).zip(&window) {
                *out = *x * *w;
            }
            fft.process_with_scratch(&mut input, &mut spectrum, &mut scratch).expect("buffers that fit");
            for (sum, x) in sum.iter_mut().zip(&spectrum) {
                *sum = *sum + x.re * x.re + x.im * x.im;
            }
        }
        samples.drain(..HOP * frames);
        next += frames as u64;
    }
    sum
}

fn run<T: FftNum>(path: &Path, threads: u64) {
    let samples = (path.metadata().expect("a file").len() - HEADER) / 2;
    let frames = (samples - NFFT as u64) / HOP as u64 + 1;
    let total: T = std::thread::scope(|scope| {
        let edge = |thread: u64| frames * thread / threads;
        let parts: Vec<_> =
            (0..threads).map(|thread| scope.spawn(move || add_up::<T>(path, edge(thread), edge(thread + 1)))).collect();
        let sums = parts.into_iter().flat_map(|part| part.join().expect("a thread that ends"));
        sums.fold(T::zero(), |a, b| a + b)
    });
    println!("{total:?}");
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(path) = arguments.first().map(Path::new) else {
        println!("usage: bare FILE.wav [THREADS] [f64]");
        return;
    };
    let threads = arguments.get(1).map_or(1, |threads| threads.parse().expect("a number of threads"));
    match arguments.get(2) {
        Some(_) => run::<f64>(path, threads),
        None => run::<f32>(path, threads),
    }
}
