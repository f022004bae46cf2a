//! Levels: the automatic range, typed ranges, and the index of every power.

use proptest::prelude::*;
use specgram::level::{ColorScale, Counts, DbRange, LevelOption, Levels};
use specgram::quantity::Quantity;
use specgram::stft::{Mode, Scaling};

fn range(low: f64, high: f64) -> DbRange {
    DbRange::new(low, high).unwrap()
}

fn power_of_sines() -> Quantity {
    Quantity::new(Mode::Psd, Scaling::Dbfs)
}

fn power(decibels: f64) -> f64 {
    10f64.powf(decibels / 10.0)
}

#[test]
fn ranges_read_as_typed() {
    assert_eq!("-100:0".parse::<DbRange>().unwrap(), range(-100.0, 0.0));
    assert_eq!("-80.5:-3".parse::<DbRange>().unwrap(), range(-80.5, -3.0));
    assert_eq!(range(-100.0, 0.0).to_string(), "-100:0");
    assert_eq!("auto".parse::<LevelOption>().unwrap(), LevelOption::Auto);
    assert_eq!("-90:6".parse::<LevelOption>().unwrap(), LevelOption::Decibels(range(-90.0, 6.0)));
    for wrong in ["", ":", "-100", "0:-100", "0:0", "nan:0", "-inf:0", "-100:0:3", "a:b", "-100:", "1e999:2"] {
        let error = wrong.parse::<LevelOption>().unwrap_err().to_string();
        assert!(error.contains("-100:0"), "{wrong}: {error}");
    }
}

#[test]
fn the_automatic_range_is_the_documented_one() {
    // 101 cells from -100 to 0 dB in steps of 1: the cell of rank 10 is at -90 dB.
    let ramp: Vec<f64> = (0..=100).map(|step| power(f64::from(step) - 100.0)).collect();
    assert_eq!(DbRange::auto(&ramp), range(-95.0, 0.0));
    // The strongest at 1.2 dB: up to 5. Silence is not counted.
    let mut louder: Vec<f64> = ramp.iter().map(|cell| cell * power(1.2)).collect();
    louder.extend(vec![0.0; 5000]);
    assert_eq!(DbRange::auto(&louder), range(-95.0, 5.0));
    // Narrow data get 40 dB, wide data 120 dB, counted from the top.
    assert_eq!(DbRange::auto(&[1.0, 1.0, 0.5]), range(-40.0, 0.0));
    assert_eq!(DbRange::auto(&[1.0, 1e-30, 1e-30]), range(-120.0, 0.0));
    // Strain squared, far below any fixed floor: -360 dB.
    assert_eq!(DbRange::auto(&[1e-36, 1e-38]), range(-400.0, -360.0));
    // Seismic counts squared.
    assert_eq!(DbRange::auto(&[1e8, 1e3]), range(25.0, 80.0));
}

#[test]
fn a_full_scale_tone_slightly_above_zero_has_zero_on_top() {
    assert_eq!(DbRange::auto(&[1.0 + 1e-6, 1e-7]).high(), 0.0);
    assert!(DbRange::auto(&[1.0]).high().is_sign_positive());
}

#[test]
fn one_outlier_does_not_move_the_bottom() {
    let mut cells = vec![1e-6; 1000];
    cells[0] = 1e-20;
    assert_eq!(DbRange::auto(&cells).low(), -100.0);
    cells[0] = 1.0;
    assert_eq!(DbRange::auto(&cells), range(-65.0, 0.0));
}

#[test]
fn silence_has_a_range_and_the_lowest_colour() {
    for cells in [&[0.0; 8][..], &[]] {
        assert_eq!(DbRange::auto(cells), DbRange::OF_SILENCE);
        assert_eq!(Levels::of(LevelOption::Linear, &power_of_sines(), &[cells]), Levels::values(0.0, 1.0));
    }
    for levels in [
        Levels::decibels(DbRange::OF_SILENCE),
        Levels::decibels(range(-1e6, 1e6)),
        Levels::decibels(range(-5000.0, -4000.0)),
        Levels::values(0.0, 1.0),
        Levels::values(0.0, 1e-322),
    ] {
        assert_eq!(ColorScale::new(levels).index(0.0), 0, "{levels:?}");
    }
}

#[test]
fn decibels_have_the_index_of_their_place_in_the_range() {
    let scale = ColorScale::new(Levels::decibels(range(-128.0, 0.0)));
    // Half a decibel for each colour: index i spans [-128 + i/2, -127.5 + i/2) dB.
    for index in 0..=255_u8 {
        let begin = -128.0 + f64::from(index) / 2.0;
        assert_eq!(scale.index(power(begin + 0.01)), u16::from(index));
        assert_eq!(scale.index(power(begin + 0.49)), u16::from(index));
    }
    assert_eq!(scale.index(power(-129.0)), 0);
    assert_eq!(scale.index(1.0), 255);
    assert_eq!(scale.index(power(20.0)), 255);
    assert_eq!(scale.index(f64::INFINITY), 255);
    assert_eq!(scale.index(f64::NAN), ColorScale::NO_DATA);
    assert_eq!(scale.index(-1.0), 0);
}

#[test]
fn linear_values_have_the_index_of_their_share() {
    let scale = ColorScale::new(Levels::of(LevelOption::Linear, &power_of_sines(), &[&[0.0, 3.0, 512.0]]));
    for (value, index) in [(0.0, 0), (1.9, 0), (2.0, 1), (3.9, 1), (256.0, 128), (511.9, 255), (512.0, 255), (1e9, 255)]
    {
        assert_eq!(scale.index(value), index, "{value}");
    }
}

proptest! {
    #[test]
    fn the_index_is_the_floor_of_the_share_in_decibels(low in -400.0..100.0_f64, span in 0.01..300.0_f64, share in -0.1..1.1_f64) {
        let levels = Levels::decibels(range(low, low + span));
        let expected = (256.0 * share).clamp(0.0, 255.0);
        // Where colours meet, the last bits of the power of ten decide.
        prop_assume!((expected - expected.round()).abs() > 1e-6 || !(0.0..=1.0).contains(&share));
        let index = ColorScale::new(levels).index(power(low + share * span));
        prop_assert_eq!(index, expected as u16);
    }

    #[test]
    fn the_index_never_falls_as_power_rises(low in -4000.0..4000.0_f64, span in 1e-3..4000.0_f64, a in 0.0..f64::MAX, bits in 0_u64..0x7ff0_0000_0000_0000) {
        let scale = ColorScale::new(Levels::decibels(range(low, low + span)));
        let b = f64::from_bits(bits);
        let (less, more) = if a < b { (a, b) } else { (b, a) };
        prop_assert!(scale.index(less) <= scale.index(more));
    }

    #[test]
    fn the_automatic_range_is_round_and_holds_the_strongest_cell(exponents in prop::collection::vec(-7.0..1.0_f64, 1..200)) {
        let cells: Vec<f64> = exponents.iter().map(|exponent| 10f64.powf(*exponent)).collect();
        let auto = DbRange::auto(&cells);
        let strongest = 10.0 * exponents.iter().copied().fold(f64::MIN, f64::max);
        prop_assert!(auto.high() % 5.0 == 0.0 && auto.low() % 5.0 == 0.0);
        prop_assert!((40.0..=120.0).contains(&(auto.high() - auto.low())));
        let mut sorted = exponents.clone();
        sorted.sort_by(f64::total_cmp);
        let quiet = 10.0 * sorted[(sorted.len() - 1) / 10] - 5.0;
        prop_assert!((auto.low() - (quiet / 5.0).floor() * 5.0).abs() < 1e-9 || (auto.high() - auto.low()) % 80.0 == 40.0);
        prop_assert!((strongest - 0.01..strongest + 5.0).contains(&auto.high()));
    }
}

#[test]
fn the_root_of_the_mean_square_is_right_for_samples_of_any_size() {
    let rate = specgram::units::SampleRate::new(8000.0).unwrap();
    let measured = |samples: Vec<f64>| {
        let mut source = specgram::source::Memory::new(rate, 1, samples).unwrap();
        specgram::pipeline::signal_levels(&mut source).unwrap().rms
    };
    for scale in [f64::MAX, 1e300, 1e155, 1e100, 1.0, 1e-100, 1e-155, 1e-170, 1e-300] {
        let rms = measured([scale, -scale, 0.0, 0.0].repeat(100_000));
        assert!((rms / scale - 0.5_f64.sqrt()).abs() < 1e-9, "{scale:e}: {rms:e}");
    }
    assert_eq!(measured(vec![f64::MAX; 1000]), f64::MAX);
    assert_eq!(measured(vec![0.0; 1000]), 0.0);
    // Blocks of every size, the largest of which decides.
    let mixed = [vec![1e-170; 40_000], vec![1.0; 40_000], vec![1e200; 40_000]].concat();
    assert!((measured(mixed) / 1e200 - (1.0_f64 / 3.0).sqrt()).abs() < 1e-9);
}

/// The rule of the automatic range as in numbers.md, by sorting.
fn range_by_sorting(cells: &[f64], reference: f64) -> DbRange {
    let mut powers: Vec<f64> = cells.iter().copied().filter(|cell| cell.is_finite() && *cell > 0.0).collect();
    powers.sort_by(f64::total_cmp);
    let (Some(strongest), n) = (powers.last(), powers.len()) else { return DbRange::OF_SILENCE };
    let decibels = |power: f64| 10.0 * power.log10() - 10.0 * reference.log10();
    let high = 5.0 * ((decibels(*strongest) - 0.001) / 5.0).ceil();
    let low = 5.0 * ((decibels(powers[(n - 1) / 10]) - 5.0) / 5.0).floor();
    range(low.clamp(high - 120.0, high - 40.0), high)
}

fn counts(cells: &[f64], reference: f64) -> Counts {
    let mut counts = Counts::new(reference);
    counts.add(cells);
    counts
}

/// Every kind of double, and those beside the edges of the rule.
fn any_cell() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (-200.0..20.0_f64).prop_map(power),
        1 => any::<f64>(),
        1 => (0_u64..1 << 53).prop_map(f64::from_bits),
        2 => (-60..10_i32, -40..40_i64).prop_map(|(fives, ulps)| {
            f64::from_bits(power(5.0 * f64::from(fives)).to_bits().wrapping_add_signed(ulps))
        }),
        1 => prop::sample::select(vec![0.0, -0.0, f64::NAN, f64::INFINITY, -1.0, f64::MIN_POSITIVE, f64::MAX, 5e-324]),
    ]
}

proptest! {
    #[test]
    fn counts_give_the_range_of_the_rule(cells in prop::collection::vec(any_cell(), 0..80), reference in prop::sample::select(vec![1.0, 400.0, 1e-12, 0.3])) {
        let counted = counts(&cells, reference);
        prop_assert_eq!(counted.range(), range_by_sorting(&cells, reference));
        let powers = cells.iter().filter(|cell| cell.is_finite() && **cell > 0.0).count();
        prop_assert_eq!(counted.cells(), powers as u64);
    }

    #[test]
    fn one_level_beside_an_edge_is_on_the_right_side(fives in -640..610_i32, ulps in -2000..2000_i64) {
        let near = f64::from_bits(power(5.0 * f64::from(fives)).to_bits().wrapping_add_signed(ulps));
        // One strong cell and many of this level: the percentile decides.
        let cells: Vec<f64> = [near; 30].into_iter().chain([near * 1e8]).filter(|cell| cell.is_finite()).collect();
        prop_assert_eq!(DbRange::auto(&cells), range_by_sorting(&cells, 1.0));
    }

    #[test]
    fn counts_of_parts_add_up_in_any_order(cells in prop::collection::vec(any_cell(), 0..60), cuts in prop::collection::vec(0..60_usize, 0..4)) {
        let whole = counts(&cells, 1.0);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(cells.len())).chain([0, cells.len()]).collect();
        cuts.sort_unstable();
        let parts: Vec<Counts> = cuts.windows(2).map(|ends| counts(&cells[ends[0]..ends[1]], 1.0)).collect();
        let (mut forward, mut backward) = (Counts::new(1.0), Counts::new(1.0));
        parts.iter().for_each(|part| forward.merge(part));
        parts.iter().rev().for_each(|part| backward.merge(part));
        prop_assert!(forward == whole && backward == whole);
        prop_assert_eq!(forward.range(), whole.range());
    }
}

#[test]
#[should_panic(expected = "levels of one reference")]
fn counts_of_two_references_do_not_mix() {
    Counts::new(1.0).merge(&Counts::new(400.0));
}

#[test]
fn cells_without_data_count_in_no_range() {
    let ramp: Vec<f64> = (0..=100).map(|step| power(f64::from(step) - 100.0)).collect();
    let holes: Vec<f64> = ramp.iter().flat_map(|cell| [f64::NAN, *cell, -f64::NAN]).collect();
    for (mode, option) in [
        (Mode::Psd, LevelOption::Auto),
        (Mode::Psd, LevelOption::Linear),
        (Mode::Magnitude, LevelOption::Linear),
        (Mode::Phase, LevelOption::Auto),
    ] {
        let quantity = Quantity::new(mode, Scaling::Density);
        let of = |cells: &[f64]| Levels::of(option, &quantity, &[cells]);
        assert_eq!(of(&holes), of(&ramp), "{mode}");
        let nothing = of(&[f64::NAN; 3]);
        assert!(nothing.ends().0 < nothing.ends().1, "{mode}: {nothing:?}");
        for levels in [of(&ramp), nothing] {
            assert_eq!(ColorScale::new(levels).index(f64::NAN), ColorScale::NO_DATA, "{mode}");
            assert!(levels.fraction_of(f64::NAN).is_nan());
        }
    }
}

#[test]
fn differences_have_as_much_on_either_side() {
    let difference = Quantity::difference();
    let levels = Levels::of(LevelOption::Auto, &difference, &[&[-3.0, f64::NAN, 2.0]]);
    assert_eq!((levels, levels.unit(&difference)), (Levels::values(-3.0, 3.0), "dB".to_owned()));
    let scale = ColorScale::new(levels);
    assert_eq!([-3.0, 0.0, 3.0].map(|cell| scale.index(cell)), [0, 128, 255]);
    let typed = Levels::of(LevelOption::Decibels(range(-12.0, 6.0)), &difference, &[&[-3.0]]);
    assert_eq!(typed, Levels::values(-12.0, 6.0));
    assert_eq!(Levels::of(LevelOption::Auto, &difference, &[&[0.0; 4]]), Levels::values(-1.0, 1.0));
}
