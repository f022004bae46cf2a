//! Axes, and the assignment of bins to rows.

use proptest::prelude::*;
use specgram::scale::{Bins, Combine, FrequencyAxis, FrequencyScale, MelNorm, MelOptions, MelScale, RowMap};
use specgram::units::{Hertz, SampleRate};

fn linear(low: f64, high: f64) -> FrequencyAxis {
    FrequencyAxis::new(FrequencyScale::Linear, low, high).unwrap()
}

/// Bins from 0 Hz up.
fn one_sided(count: usize, width: f64) -> Bins {
    Bins::Even { count, first: 0.0, width }
}

/// Maps a spectrum whose bin k holds k + 1, so that a row identifies its bins.
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
fn a_row_in_the_middle_between_two_bins_shows_the_higher() {
    for rate in [7.0, 1000.0, 8000.0, 44_100.0] {
        for last in 1..40_usize {
            let bins = one_sided(last + 1, rate / (2 * last) as f64);
            for count in 1..80 {
                // By the definition, in exact integers: bin k lies k·count/last rows above the lower edge.
                let own = |row: usize| (0..=last).rev().find(|k| (k * count / last).min(count - 1) == row);
                let nearest = |row: usize| ((2 * row + 1) * last + count) / (2 * count);
                let expected: Vec<f64> = (0..count).map(|row| 1.0 + own(row).unwrap_or(nearest(row)) as f64).collect();
                let map = RowMap::new(&linear(0.0, rate / 2.0), count, &bins, Combine::Strongest);
                assert_eq!(rows(&map, last + 1), expected, "{count} rows of {} bins at {rate} Hz", last + 1);
            }
        }
    }
}

#[test]
fn bins_that_cannot_be_combined_give_the_nearest_of_their_row() {
    // The upper third of the Bark scale up to 96 kHz begins at 3.7 kHz; its middle, 8.7 kHz, is nearer to 0 than to 32 kHz.
    let axis = FrequencyAxis::new(FrequencyScale::Bark, 0.0, 96_000.0).unwrap();
    let map = RowMap::new(&axis, 3, &one_sided(4, 32_000.0), Combine::Nearest);
    assert_eq!(rows(&map, 4), [1.0, 1.0, 2.0]);
    let map = RowMap::new(&linear(0.0, 9.0), 2, &one_sided(10, 1.0), Combine::Nearest);
    assert_eq!(rows(&map, 10), [3.0, 8.0]);
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

#[test]
fn perceptual_scales_have_the_values_derived_by_hand() {
    for (scale, hertz, coordinate) in [
        // 15 + 27·ln(6.4)/ln(6.4)
        (FrequencyScale::Mel, 6400.0, 42.0),
        (FrequencyScale::Mel, 1000.0, 15.0),
        (FrequencyScale::Mel, 200.0, 3.0),
        // 2595·log10(2)
        (FrequencyScale::MelHtk, 700.0, 781.172_839),
        // 26.81·1960/3920 − 0.53
        (FrequencyScale::Bark, 1960.0, 12.875),
        (FrequencyScale::Bark, 0.0, -0.53),
        // 21.4·log10(5.37)
        (FrequencyScale::Erb, 1000.0, 15.621_450),
        (FrequencyScale::Erb, 0.0, 0.0),
    ] {
        assert!((scale.of_hertz(hertz) - coordinate).abs() < 1e-6, "{hertz} Hz on {scale}: {}", scale.of_hertz(hertz));
    }
}

#[test]
fn negative_frequencies_have_a_place_on_a_linear_axis_only() {
    let axis = linear(-1000.0, 1000.0);
    assert_eq!((axis.fraction_of(0.0), axis.hertz_at(0.25)), (0.5, -500.0));
    for scale in FrequencyScale::ALL.into_iter().filter(|scale| *scale != FrequencyScale::Linear) {
        assert!(FrequencyAxis::new(scale, -1.0, 1000.0).is_err(), "{scale}");
        assert!(FrequencyAxis::new(scale, 1.0, 1000.0).is_ok(), "{scale}");
    }
}

#[test]
fn a_narrow_band_at_a_high_frequency_has_exact_rows_on_every_scale() {
    // 2 kHz about the hydrogen line: any scale is straight there, to 2·10⁻⁷ of the band.
    for center in [1.42e9, 30e9] {
        let bins = |first: f64| Bins::Even { count: 1000, first, width: 2.0 };
        for scale in FrequencyScale::ALL {
            let axis = FrequencyAxis::new(scale, center - 1000.0, center + 1000.0).unwrap();
            for (hertz, fraction) in [(-1000.0, 0.0), (-500.0, 0.25), (0.0, 0.5), (998.0, 0.999), (1000.0, 1.0)] {
                assert!((axis.fraction_of(center + hertz) - fraction).abs() < 1e-6, "{hertz} Hz on {scale}");
                assert!((axis.hertz_at(fraction) - center - hertz).abs() < 1e-3, "{hertz} Hz on {scale}");
            }
            // The bins in the middles of 500 rows, two to a row.
            let map = RowMap::new(&axis, 500, &bins(center - 999.0), Combine::Strongest);
            assert_eq!(rows(&map, 1000), (1..=500).map(|row| f64::from(2 * row)).collect::<Vec<_>>(), "{scale}");
        }
    }
}

#[test]
fn places_are_those_of_the_coordinates() {
    for scale in FrequencyScale::ALL {
        for (low, high) in
            [(0.0, 22_050.0), (20.0, 20_000.0), (300.0, 3400.0), (1500.0, 8000.0), (0.0, 900.0), (1000.0, 1001.0)]
        {
            let Ok(axis) = FrequencyAxis::new(scale, low, high) else { continue };
            let [from, to] = [low, high].map(|hertz| scale.of_hertz(hertz));
            for step in 0..=20 {
                let hertz = low + (high - low) * f64::from(step) / 20.0;
                let place = axis.fraction_of(hertz);
                assert!((place - (scale.of_hertz(hertz) - from) / (to - from)).abs() < 1e-10, "{hertz} Hz on {scale}");
                assert!((axis.hertz_at(place) - hertz).abs() <= 1e-13 * high, "{hertz} Hz on {scale}");
            }
        }
    }
}

#[test]
fn two_sided_bins_lie_where_their_frequencies_do() {
    // 8 bins from −4 Hz: as many rows show one each, in order; with a centre frequency too.
    for center in [0.0, 433.92e6] {
        let bins = Bins::Even { count: 8, first: center - 4.0, width: 1.0 };
        let map = RowMap::new(&linear(center - 4.0, center + 4.0), 8, &bins, Combine::Strongest);
        assert!(map.is_one_to_one(), "{center}");
        assert_eq!(rows(&map, 8), (1..=8).map(f64::from).collect::<Vec<_>>(), "{center}");
        let upper = RowMap::new(&linear(center, center + 4.0), 2, &bins, Combine::Strongest);
        assert_eq!(rows(&upper, 8), [6.0, 8.0], "{center}");
    }
}

#[test]
fn bins_that_cannot_be_combined_are_picked_from_the_middle() {
    // Rows of 4 Hz, whose middles are 2 and 6 Hz.
    let map = RowMap::new(&linear(0.0, 8.0), 2, &one_sided(9, 1.0), Combine::Nearest);
    assert_eq!(rows(&map, 9), [3.0, 7.0]);
    assert!(map.is_one_to_one());
}

#[test]
fn triangles_without_a_norm_add_up_to_one_between_their_middles() {
    let rate = SampleRate::new(16_000.0).unwrap();
    let bins = one_sided(513, 16_000.0 / 1024.0);
    for scale in [MelScale::Slaney, MelScale::Htk] {
        let options = MelOptions { bands: 24, scale, norm: MelNorm::None, low: Hertz(50.0), high: Some(Hertz(7000.0)) };
        let bank = options.bank(&bins, rate).unwrap();
        let edges = options.edges(rate).unwrap();
        assert!((edges[0] - 50.0).abs() < 1e-9 && (edges[25] - 7000.0).abs() < 1e-9);
        for bin in 0..513 {
            let hertz = bins.frequency_of(bin);
            let sum: f64 = (0..24).map(|band| bank.weight(band, bin)).sum();
            if (bank.frequency_of(0)..=bank.frequency_of(23)).contains(&hertz) {
                assert!((sum - 1.0).abs() < 1e-12, "{sum} at {hertz} Hz");
            } else {
                assert!((0.0..1.0).contains(&sum), "{sum} at {hertz} Hz");
            }
        }
    }
}

#[test]
fn triangles_with_slaneys_norm_have_an_area_of_one() {
    let rate = SampleRate::new(16_000.0).unwrap();
    let width = 16_000.0 / 65_536.0;
    let bins = one_sided(32_769, width);
    let options = MelOptions { bands: 16, scale: MelScale::Slaney, norm: MelNorm::Slaney, low: Hertz(0.0), high: None };
    let bank = options.bank(&bins, rate).unwrap();
    let flat = vec![1.0; 32_769];
    let mut sums = vec![0.0; 16];
    bank.apply(&flat, &mut sums);
    // Bins are some 300 to a band: what their trapezoids miss of a triangle is less than this.
    assert!(sums.iter().all(|sum| (sum * width - 1.0).abs() < 1e-4), "{sums:?}");
    assert_eq!(bank.empty_rows(), 0);
}

/// The same bins, listed.
fn listed(bins: &Bins) -> Bins {
    Bins::At((0..bins.count()).map(|bin| bins.frequency_of(bin)).collect())
}

#[test]
fn a_bank_takes_listed_bins_as_it_takes_even_ones() {
    let (rate, bins) = (SampleRate::new(16_000.0).unwrap(), one_sided(257, 31.25));
    let options = MelOptions { bands: 60, scale: MelScale::Htk, norm: MelNorm::Slaney, low: Hertz(40.0), high: None };
    assert_eq!(options.bank(&listed(&bins), rate).unwrap(), options.bank(&bins, rate).unwrap());
}

#[test]
fn bins_by_semitones_have_rows_of_their_own_on_a_logarithmic_axis() {
    // 48 bins, each in the middle of one of 48 rows; of 12 rows each has the strongest of four, of 96 each bin has two.
    let semitones = |n: f64| 110.0 * (n / 12.0).exp2();
    let bins = Bins::At((0..48).map(|n| semitones(f64::from(n))).collect());
    let axis = FrequencyAxis::new(FrequencyScale::Log, semitones(-0.5), semitones(47.5)).unwrap();
    let map = |count| rows(&RowMap::new(&axis, count, &bins, Combine::Strongest), 48);
    assert_eq!(map(48), (1..=48).map(f64::from).collect::<Vec<_>>());
    assert_eq!(map(12), (1..=12).map(|n| f64::from(4 * n)).collect::<Vec<_>>());
    assert_eq!(map(96), (2..98).map(|n| f64::from(n / 2)).collect::<Vec<_>>());
}

#[test]
fn a_band_without_a_bin_reads_plus_zero() {
    let bins = one_sided(5, 2000.0);
    let options = MelOptions { bands: 40, scale: MelScale::Slaney, norm: MelNorm::Slaney, low: Hertz(0.0), high: None };
    let bank = options.bank(&bins, SampleRate::new(16_000.0).unwrap()).unwrap();
    // 2, 4 and 6 kHz are in two bands each, and the ends in none.
    assert_eq!(bank.empty_rows(), 40 - 6);
    let mut sums = vec![f64::NAN; 40];
    bank.apply(&[1.0; 5], &mut sums);
    assert!(sums.iter().all(|sum| sum.is_sign_positive()), "{sums:?}");
}

proptest! {
    #[test]
    fn listed_bins_make_the_rows_of_even_ones(
        scale in prop::sample::select(FrequencyScale::ALL.to_vec()),
        rows_count in 1_usize..300,
        nfft in 2_usize..600,
        // Edges on a bin, as those of whole spectra are, and anywhere.
        low in 1_usize..20,
        high in 0.5_f64..=1.0,
        combine in prop::sample::select(vec![Combine::Strongest, Combine::Mean, Combine::Nearest]),
    ) {
        let bins = one_sided(nfft / 2 + 1, 8000.0 / nfft as f64);
        let low = bins.frequency_of(low.min(bins.count() / 4));
        let low = if scale == FrequencyScale::Log { low.max(1.0) } else { low };
        let axis = FrequencyAxis::new(scale, low, 4000.0 * high).unwrap();
        let even = RowMap::new(&axis, rows_count, &bins, combine);
        let at = RowMap::new(&axis, rows_count, &listed(&bins), combine);
        // Halfway between two bins, where rounding decides, either is the nearest.
        let apart = rows(&even, bins.count()).iter().zip(rows(&at, bins.count())).filter(|(a, b)| *a != b).count();
        prop_assert!(apart == 0 || even.rows() > bins.count(), "{apart} of {rows_count} rows differ");
        let (even, at) = (even.own_rows(&axis, &bins), at.own_rows(&axis, &listed(&bins)));
        prop_assert_eq!(even.len(), at.len());
    }

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
    fn noise_keeps_its_density_and_a_tone_its_level_on_every_scale(
        scale in prop::sample::select(FrequencyScale::ALL.to_vec()),
        // Both taller and shorter than the bins.
        rows_count in 1_usize..1200,
        nfft in 4_usize..1200,
        rate in 100.0_f64..100_000.0,
        tone in 0.0_f64..1.0,
    ) {
        let bins = one_sided(nfft / 2 + 1, rate / nfft as f64);
        let width = bins.frequency_of(1);
        let low = if scale == FrequencyScale::Log { width } else { 0.0 };
        let Ok(axis) = FrequencyAxis::new(scale, low, rate / 2.0) else { return Ok(()) };
        let first = usize::from(low > 0.0);
        let mut rows = vec![0.0; rows_count];
        RowMap::new(&axis, rows_count, &bins, Combine::Mean).apply(&vec![0.25; bins.count()], &mut rows);
        prop_assert!(rows.iter().all(|row| (row - 0.25_f64).abs() < 1e-12));
        let tone = first + (tone * (bins.count() - first) as f64) as usize;
        let mut spectrum = vec![1e-6; bins.count()];
        spectrum[tone] = 1.0;
        RowMap::new(&axis, rows_count, &bins, Combine::Strongest).apply(&spectrum, &mut rows);
        let loudest = rows.iter().position(|row| *row == 1.0);
        prop_assert!(loudest.is_some(), "the tone on bin {tone} of {} is lost in {rows_count} rows", bins.count());
        let place = axis.fraction_of(bins.frequency_of(tone)) * rows_count as f64;
        // A bin fills the rows from halfway to its neighbours.
        let reach = |k: f64| axis.fraction_of((k * width).clamp(axis.low(), axis.high())) * rows_count as f64;
        let cell = reach(tone as f64 - 0.5).floor() - 1.0..=reach(tone as f64 + 0.5).ceil() + 1.0;
        for (row, _) in rows.iter().enumerate().filter(|(_, level)| **level == 1.0) {
            prop_assert!(cell.contains(&(row as f64)), "row {row} shows the tone at {place}");
        }
    }

    #[test]
    fn a_coordinate_and_its_frequency_undo_each_other(
        scale in prop::sample::select(FrequencyScale::ALL.to_vec()),
        hertz in 1e-3_f64..1e6,
    ) {
        let back = scale.to_hertz(scale.of_hertz(hertz));
        // Bark ends at 26.28: near a megahertz its coordinate keeps six digits less.
        let tolerance = if scale == FrequencyScale::Bark { 1e-9 } else { 1e-12 };
        prop_assert!((back / hertz - 1.0).abs() < tolerance * (1.0 + 1.0 / hertz), "{scale}: {hertz} Hz becomes {back}");
        prop_assert!(scale.of_hertz(hertz * 1.001) > scale.of_hertz(hertz));
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
