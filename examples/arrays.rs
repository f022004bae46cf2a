//! The spectra of samples in memory as plain numbers: `cargo run --example arrays`

use std::f64::consts::TAU;
use std::num::NonZeroUsize;

use specgram::pipeline::spectra;
use specgram::source::{Channels, Memory};
use specgram::stft::{Scaling, StftOptions, StftPlan};
use specgram::units::SampleRate;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // One second of a 440 Hz sine of amplitude 0.5 at 8 kHz.
    let rate = SampleRate::new(8000.0)?;
    let samples: Vec<f64> = (0..8000).map(|n| 0.5 * (TAU * 440.0 * f64::from(n) / 8000.0).sin()).collect();

    let options =
        StftOptions { nfft: 1000, window_length: 1000, hop: 500, scaling: Scaling::Dbfs, ..StftOptions::default() };
    let plan = StftPlan::<f64>::new(&options, rate)?;
    let mut frame = 0;
    spectra(Memory::new(rate, 1, samples)?, &options, Channels::Mix, NonZeroUsize::MIN, |power| {
        for spectrum in power.chunks(plan.bins()) {
            let (bin, strongest) = spectrum.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap_or((0, &0.0));
            println!(
                "{:.4} s: {} Hz at {:.2} dBFS",
                plan.time_of(frame),
                plan.frequency_of(bin),
                10.0 * strongest.log10()
            );
            frame += 1;
        }
        Ok(())
    })?;
    Ok(())
}
