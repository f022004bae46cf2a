//! Additional results of the same pass: envelopes, spectra, several channels; and smooth cells.

use std::num::NonZeroUsize;

use specgram::Error;
use specgram::pipeline::{PictureOptions, pictures, spectra, spectrogram};
use specgram::source::{Channels, Memory};
use specgram::spectrogram::{Picture, Spectrogram};
use specgram::stft::StftOptions;

use super::{Drip, noise, rate, small, tone};

fn with_panels() -> PictureOptions {
    PictureOptions { envelope: true, spectrum: true, ..small() }
}

/// The extremes of the samples that each column covers.
fn extremes(samples: &[f64], columns: usize) -> Vec<[f64; 2]> {
    let edge = |column: usize| (column * samples.len()).div_ceil(columns);
    let under = |column: usize| samples[edge(column)..edge(column + 1)].iter().copied();
    let extremes = |column| [under(column).fold(f64::INFINITY, f64::min), under(column).fold(-f64::INFINITY, f64::max)];
    (0..columns).map(extremes).collect()
}

fn stored(samples: &[f64]) -> Vec<f64> {
    samples.iter().map(|x| (x * 32767.0).round() / 32768.0).collect()
}

#[test]
fn the_envelope_holds_every_sample() {
    for count in [3, 40, 1000, 123_457] {
        let samples = noise(count);
        let (found, _) = pictures(Drip::new(&samples, Some(count as u64)), &with_panels()).unwrap();
        let columns = with_panels().columns;
        assert_eq!(found[0].envelope.as_ref().unwrap().extremes, extremes(&stored(&samples), columns), "{count}");
    }
}

#[test]
fn the_envelope_of_a_stream_of_unknown_length_misses_no_click() {
    let mut samples = vec![0.0; 1_500_000];
    for (at, value) in [(0, 0.25), (777_777, -0.5), (1_499_999, 1.0)] {
        samples[at] = value;
    }
    let (found, _) = pictures(Drip::new(&samples, None), &with_panels()).unwrap();
    let (found, columns) = (&found[0].envelope.as_ref().unwrap().extremes, with_panels().columns);
    for (at, value) in [(0, 0.25), (777_777, -0.5), (1_499_999, 1.0)] {
        let [low, high] = found[at * columns / samples.len()];
        assert!((low.min(high) - value).abs() < 1e-4 || (high - value).abs() < 1e-4, "{at}: {low} {high}");
    }
    let loud = found.iter().filter(|[low, high]| *low < 0.0 || *high > 0.0).count();
    assert!(loud <= 6, "each click is in one column, or in two where a group of samples lies across a border");
}

#[test]
fn the_spectra_over_all_frames_are_those_of_the_export() {
    // 1249 frames and no tail.
    let samples = noise(40 * 1248 + 64);
    let stft = StftOptions { nfft: 64, window_length: 64, hop: 40, ..StftOptions::default() };
    // Bin k of 33 from 0 Hz to Nyquist falls into row k of 32; the last shares its row with the one before.
    let options = PictureOptions { stft: stft.clone(), fit_hop: false, rows: 32, columns: 50, ..with_panels() };
    let (found, _) = pictures(Memory::new(rate(), 1, samples.clone()).unwrap(), &options).unwrap();
    let spectrum = found[0].spectrum.as_ref().unwrap();
    let (mut sum, mut strongest, mut frames) = (vec![0.0; 33], vec![0.0_f64; 33], 0.0);
    let source = Memory::new(rate(), 1, samples).unwrap();
    spectra(source, &stft, Channels::Mix, NonZeroUsize::MIN, |power| {
        for frame in power.chunks_exact(33) {
            frames += 1.0;
            sum.iter_mut().zip(frame).for_each(|(sum, x)| *sum += x);
            strongest.iter_mut().zip(frame).for_each(|(most, x)| *most = most.max(*x));
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(frames, 1249.0);
    for row in 0..31 {
        // The sums are made in a different order.
        assert!((spectrum.mean[row] / (sum[row] / frames) - 1.0).abs() < 1e-12, "row {row}");
        assert_eq!(spectrum.strongest[row], strongest[row], "row {row}");
    }
}

#[test]
fn every_channel_is_what_it_is_by_itself() {
    let (left, right) = (noise(30_000), tone(30_000, 1000.0, 0.5));
    let both: Vec<f64> = left.iter().zip(&right).flat_map(|(a, b)| [*a, *b]).collect();
    let run = |channels, threads| {
        let options = PictureOptions { channels, threads: NonZeroUsize::new(threads).unwrap(), ..with_panels() };
        pictures(Memory::new(rate(), 2, both.clone()).unwrap(), &options).unwrap().0
    };
    let all: Vec<Picture> = run(Channels::All, 3);
    assert_eq!(all.len(), 2);
    assert!(all[0] == run(Channels::One(0), 1)[0] && all[1] == run(Channels::One(1), 2)[0]);
    assert!(all == run(Channels::All, 1));
    let one = spectrogram(
        Memory::new(rate(), 2, both.clone()).unwrap(),
        &PictureOptions { channels: Channels::All, ..small() },
    );
    assert!(matches!(one, Err(Error::InvalidOption { .. })));
}

#[test]
fn interpolation_leaves_what_was_computed_and_joins_it_in_decibels() {
    let samples = noise(4000);
    let stft = StftOptions { nfft: 16, window_length: 16, hop: 8, ..StftOptions::default() };
    // Nine bins on 160 rows from 0 Hz to Nyquist: bin k belongs at row 20·k.
    let options = PictureOptions { stft, fit_hop: false, rows: 160, columns: 20, ..small() };
    let source = || Memory::new(rate(), 1, samples.clone()).unwrap();
    let (blocks, _) = spectrogram(source(), &options).unwrap();
    let (smooth, _) = spectrogram(source(), &PictureOptions { interpolate: true, ..options.clone() }).unwrap();
    let level = |picture: &Spectrogram, row: usize| 10.0 * picture.cells.get(7, row).log10();
    let (third, fourth) = (level(&blocks, 60), level(&blocks, 80));
    // The centres of rows 60 and 79 are 1/40 of the way from either bin.
    for (row, share) in [(60, 0.5 / 20.0), (69, 9.5 / 20.0), (79, 19.5 / 20.0)] {
        assert!((level(&smooth, row) - (third + share * (fourth - third))).abs() < 1e-9, "row {row}");
    }
}
