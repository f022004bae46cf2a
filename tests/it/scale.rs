//! Axes, and which bins make which row.

use proptest::prelude::*;
use specgram::scale::{Bins, Combine, FrequencyAxis, FrequencyScale, RowMap};

fn linear(low: f64, high: f64) -> FrequencyAxis {
    FrequencyAxis::new(FrequencyScale::Linear, low, high).unwrap()
}

/// Bins from 0 Hz up.
fn one_sided(count: usize, width: f64) -> Bins {
    Bins { count, first: 0.0, width }
}

/// Maps a spectrum whose bin k holds k + 1, so that a row tells its bins.
fn rows(map: &RowMap, bins: usize) -> Vec<f64> {
    let spectrum: Vec<f64> = (0..bins).map(|k| k as f64 + 1.0).collect();
    let mut rows = vec![f64::NAN; map.rows()];
    map.apply(&spectrum, &mut rows);
    rows
}

#[test]
fn as_many_rows_as_bins_show_one_bin_each() {
    // 1024-point DFT at 44.1 kHz on 513 rows: row k is bin k, the last included.
    let map = RowMap::new(&linear(0.0, 22050.0), 513, &one_sided(513, 44100.0 / 1024.0), Combine::Strongest);
    assert!(map.is_one_to_one());
    assert_eq!(rows(&map, 513), (1..=513).map(f64::from).collect::<Vec<_>>());
}

#[test]
fn several_bins_of_a_row_give_their_strongest_or_their_mean() {
    // 9 bins, 1 Hz apart, on 2 rows of 4 Hz: bins 0..4 and 4..=8.
    let axis = linear(0.0, 8.0);
    assert_eq!(rows(&RowMap::new(&axis, 2, &one_sided(9, 1.0), Combine::Strongest), 9), [4.0, 9.0]);
    assert_eq!(rows(&RowMap::new(&axis, 2, &one_sided(9, 1.0), Combine::Mean), 9), [2.5, 7.0]);
}

#[test]
fn rows_finer_than_bins_show_the_nearest() {
    // Bins at 0, 1 and 2 Hz are cells of half a hertz each side.
    let map = RowMap::new(&linear(0.0, 2.0), 8, &one_sided(3, 1.0), Combine::Strongest);
    assert_eq!(rows(&map, 3), [1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 3.0, 3.0]);
}

#[test]
fn a_part_of_the_spectrum_shows_its_own_bins() {
    let map = RowMap::new(&linear(100.0, 200.0), 10, &one_sided(1001, 1.0), Combine::Strongest);
    // Row r holds the bins 100+10r .. 109+10r; the uppermost also its upper edge.
    let expected: Vec<f64> = (0..10).map(|r| f64::from(110 + 10 * r + i32::from(r == 9))).collect();
    assert_eq!(rows(&map, 1001), expected);
}

#[test]
fn a_log_axis_is_purely_logarithmic() {
    let axis = FrequencyAxis::new(FrequencyScale::Log, 20.0, 20_000.0).unwrap();
    for (hertz, fraction) in [(20.0, 0.0), (200.0, 1.0 / 3.0), (2000.0, 2.0 / 3.0), (20_000.0, 1.0)] {
        assert!((axis.fraction_of(hertz) - fraction).abs() < 1e-15, "{hertz} Hz");
        assert!((axis.hertz_at(fraction) / hertz - 1.0).abs() < 1e-14, "{hertz} Hz");
    }
}

#[test]
fn axes_without_an_extent_are_refused() {
    for (low, high) in [(5.0, 5.0), (6.0, 5.0), (f64::NAN, 5.0), (0.0, f64::INFINITY)] {
        assert!(FrequencyAxis::new(FrequencyScale::Linear, low, high).is_err(), "{low}..{high}");
    }
    assert!(FrequencyAxis::new(FrequencyScale::Log, 0.0, 5.0).is_err());
}

proptest! {
    #[test]
    fn no_bin_vanishes_and_none_counts_twice(
        scale in prop::sample::select(FrequencyScale::ALL.to_vec()),
        rows_count in 1_usize..400,
        nfft in 2_usize..3000,
        rate in 1.0_f64..200_000.0,
    ) {
        let (bins, width) = (nfft / 2 + 1, rate / nfft as f64);
        let low = if scale == FrequencyScale::Linear { 0.0 } else { width };
        let Ok(axis) = FrequencyAxis::new(scale, low, rate / 2.0) else { return Ok(()) };
        let map = RowMap::new(&axis, rows_count, &one_sided(bins, width), Combine::Strongest);
        let first = usize::from(scale != FrequencyScale::Linear);
        for k in first..bins {
            let mut spectrum = vec![0.0; bins];
            spectrum[k] = 1.0;
            let mut rows = vec![0.0; rows_count];
            map.apply(&spectrum, &mut rows);
            let lit: Vec<usize> = (0..rows_count).filter(|&row| rows[row] > 0.0).collect();
            prop_assert!(!lit.is_empty(), "bin {k} of {bins} is in no row of {rows_count}");
            // Where a row is lower than a cell the bin may fill several, but always a run of them.
            prop_assert_eq!(lit[lit.len() - 1] - lit[0] + 1, lit.len());
            let at = axis.fraction_of(k as f64 * width) * rows_count as f64;
            let row_of_bin = (at as usize).min(rows_count - 1);
            let distance = lit.iter().map(|&row| row.abs_diff(row_of_bin)).min().unwrap();
            prop_assert!(distance <= 1, "bin {k} at row {row_of_bin} lights {lit:?}");
        }
    }

    #[test]
    fn noise_keeps_its_density_and_a_tone_its_level(rows_count in 1_usize..600, bins in 2_usize..600, tone in 0_usize..600) {
        let axis = linear(0.0, (bins - 1) as f64);
        let flat = vec![0.25; bins];
        let mut rows = vec![0.0; rows_count];
        RowMap::new(&axis, rows_count, &one_sided(bins, 1.0), Combine::Mean).apply(&flat, &mut rows);
        prop_assert!(rows.iter().all(|row| (row - 0.25_f64).abs() < 1e-12));
        let mut spectrum = vec![1e-6; bins];
        spectrum[tone % bins] = 1.0;
        RowMap::new(&axis, rows_count, &one_sided(bins, 1.0), Combine::Strongest).apply(&spectrum, &mut rows);
        prop_assert_eq!(rows.iter().copied().fold(0.0, f64::max), 1.0);
    }
}
