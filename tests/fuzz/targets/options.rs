#![no_main]
//! Options as typed, and the requested transform of a tiny input.

use std::num::NonZeroUsize;

use libfuzzer_sys::fuzz_target;
use specgram::pipeline;
use specgram::source::{Channels, Memory};
use specgram::stft::StftOptions;
use specgram::units::{Hertz, Position, SampleRate};
use specgram::window::Window;

/// Samples per channel of the input.
const LENGTH: usize = 600;
/// Bins of all frames beyond which a transform is skipped: it would only take long.
const MOST_BINS: usize = 1 << 20;

fuzz_target!(|text: &str| {
    let mut words = text.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let _ = (word().parse::<Position>(), word().parse::<Hertz>());
    let channels: Channels = word().parse().unwrap_or_default();
    let window: Window = word().parse().unwrap_or_default();
    let mut number = || word().parse::<u16>().unwrap_or(64).into();
    let options = StftOptions { window, nfft: number(), window_length: number(), hop: number(), ..Default::default() };
    if LENGTH / options.hop.max(1) * options.nfft > MOST_BINS {
        return;
    }
    let Ok(rate) = SampleRate::new(8000.0) else { return };
    let Ok(source) = Memory::new(rate, 2, vec![0.25; 2 * LENGTH]) else { return };
    let _ = pipeline::spectra(source, &options, channels, NonZeroUsize::MIN, |_| Ok(()));
});
