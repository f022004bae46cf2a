//! Encoded samples as numbers, and the counts of invalid ones.

use proptest::prelude::*;
use specgram::source::ByteOrder::{self, Big, Little};
use specgram::source::{Channels, SampleFormat, SampleTally, Tally, pcm};
use specgram::warning::Warning;

fn signed(bytes: u8, order: ByteOrder) -> SampleFormat {
    SampleFormat::Signed { bytes, order }
}

/// Every encoding there is.
fn formats() -> Vec<SampleFormat> {
    let integers = (1..=8).flat_map(|bytes| [signed(bytes, Little), signed(bytes, Big)]);
    let floats =
        [Little, Big].into_iter().flat_map(|order| [SampleFormat::Float32(order), SampleFormat::Float64(order)]);
    let others = [SampleFormat::Unsigned8, SampleFormat::MuLaw, SampleFormat::ALaw];
    integers.chain(floats).chain(others).collect()
}

fn decoded(format: SampleFormat, channels: usize, pick: Channels, bytes: &[u8]) -> Vec<f64> {
    let mut out = vec![f64::NAN; bytes.len() / channels / format.bytes()];
    pcm::decode(format, channels, pick, bytes, &mut out);
    out
}

fn mono(format: SampleFormat, bytes: &[u8]) -> Vec<f64> {
    decoded(format, 1, Channels::Mix, bytes)
}

#[test]
fn integers_are_divided_by_half_their_range() {
    assert_eq!(mono(SampleFormat::Unsigned8, &[0, 128, 192, 255]), [-1.0, 0.0, 0.5, 127.0 / 128.0]);
    assert_eq!(mono(signed(1, Little), &[0x80, 0, 0x40, 0xFF]), [-1.0, 0.0, 0.5, -1.0 / 128.0]);
    for bytes in 1..=8_u8 {
        let half = |sign: u8| {
            let mut code = vec![0; usize::from(bytes)];
            code[usize::from(bytes) - 1] = sign;
            code
        };
        let mut little = [half(0x80), half(0x40), half(0xC0), vec![0xFF; usize::from(bytes)]].concat();
        let expected = [-1.0, 0.5, -0.5, -(0.5_f64.powi(8 * i32::from(bytes) - 1))];
        assert_eq!(mono(signed(bytes, Little), &little), expected, "{bytes} bytes, little");
        little.chunks_exact_mut(usize::from(bytes)).for_each(<[u8]>::reverse);
        assert_eq!(mono(signed(bytes, Big), &little), expected, "{bytes} bytes, big");
    }
}

#[test]
fn g711_decodes_to_the_values_of_its_tables() {
    let codes = |values: [f64; 6]| values.map(|value| value / 32768.0);
    // Ends, zeros, and one inside: segment 7, step 4 of µ-law is (16.5 + 4) · 2⁸ · 4 − 132 = 20860.
    let mu = mono(SampleFormat::MuLaw, &[0x80, 0x00, 0xFF, 0x7F, 0x8B, 0xFE]);
    assert_eq!(mu, codes([32124.0, -32124.0, 0.0, 0.0, 20860.0, 8.0]));
    let a = mono(SampleFormat::ALaw, &[0xAA, 0x2A, 0xD5, 0x55, 0xD4, 0xC5]);
    assert_eq!(a, codes([32256.0, -32256.0, 8.0, -8.0, 24.0, 264.0]));
    for (format, invert) in [(SampleFormat::MuLaw, 0x7F), (SampleFormat::ALaw, 0x55)] {
        let ascending: Vec<u8> = (0x80..=0xFF).map(|code: u8| code ^ invert).collect();
        let values = mono(format, &ascending);
        assert!(values.is_sorted_by(|a, b| a < b), "{format:?}");
    }
}

#[test]
fn floats_are_taken_unchanged_except_non_finite_ones() {
    let values = [1e-18, -18.5, f64::MAX, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 5e-324];
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_be_bytes()).collect();
    let expected = [1e-18, -18.5, f64::MAX, 0.0, 0.0, 0.0, 5e-324];
    assert_eq!(mono(SampleFormat::Float64(Big), &bytes), expected);
    let bytes = [0.1_f32, f32::NAN, f32::MAX].map(f32::to_le_bytes).concat();
    assert_eq!(mono(SampleFormat::Float32(Little), &bytes), [f64::from(0.1_f32), 0.0, f64::from(f32::MAX)]);
}

#[test]
fn a_double_beyond_single_precision_is_0_there() {
    let mut out = [1.0_f32; 2];
    let bytes = [1e300_f64, 0.5].map(f64::to_le_bytes).concat();
    pcm::decode(SampleFormat::Float64(Little), 1, Channels::Mix, &bytes, &mut out);
    assert_eq!(out, [0.0, 0.5]);
}

#[test]
fn a_mix_is_the_mean() {
    let codes = |codes: &[i16]| codes.iter().flat_map(|code| code.to_le_bytes()).collect::<Vec<u8>>();
    let s16 = signed(2, Little);
    let stereo = decoded(s16, 2, Channels::Mix, &codes(&[32767, 32767, -32768, -32768, 1, -2]));
    assert_eq!(stereo, [32767.0 / 32768.0, -1.0, -1.0 / 65536.0]);
    let three = decoded(s16, 3, Channels::Mix, &codes(&[32767, 32767, 32766, 1, 2, 4]));
    assert_eq!(three, [98300.0 / 3.0 / 32768.0, 7.0 / 3.0 / 32768.0]);
}

#[test]
fn a_side_is_half_the_difference() {
    let codes = |codes: &[i16]| codes.iter().flat_map(|code| code.to_le_bytes()).collect::<Vec<u8>>();
    let side = decoded(signed(2, Little), 2, Channels::Side, &codes(&[32767, -32768, -32768, 32767, 1, 2, 5, 5]));
    assert_eq!(side, [65535.0 / 65536.0, -65535.0 / 65536.0, -1.0 / 65536.0, 0.0]);
    let bytes: Vec<u8> = [f64::MAX, -f64::MAX, f64::NAN, 3.0].iter().flat_map(|value| value.to_le_bytes()).collect();
    assert_eq!(decoded(SampleFormat::Float64(Little), 2, Channels::Side, &bytes), [f64::MAX, -1.5]);
    assert_eq!("side".parse::<Channels>().unwrap(), Channels::Side);
    assert!(Channels::Side.check(2).is_ok() && Channels::Side.check(1).is_err() && Channels::Side.check(3).is_err());
}

#[test]
fn a_mix_of_large_floats_stays_finite_and_skips_nan() {
    let float = SampleFormat::Float64(Little);
    let bytes = |values: &[f64]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
    assert_eq!(decoded(float, 2, Channels::Mix, &bytes(&[f64::MAX, f64::MAX, f64::NAN, 3.0])), [f64::MAX, 1.5]);
    let three = decoded(float, 3, Channels::Mix, &bytes(&[f64::MAX, f64::MAX, -f64::MAX]));
    // One rounding more than of smaller numbers.
    assert!((three[0] / (f64::MAX / 3.0) - 1.0).abs() < 4.0 * f64::EPSILON);
}

#[test]
fn channels_are_chosen_by_name_or_number() {
    let parsed = |text: &str| text.parse::<Channels>();
    assert_eq!(parsed("mix").unwrap(), Channels::Mix);
    assert_eq!(parsed("left").unwrap(), Channels::One(0));
    assert_eq!(parsed("right").unwrap(), Channels::One(1));
    assert_eq!(parsed("17").unwrap(), Channels::One(16));
    for wrong in ["", "0", "-1", "+1", "Left", "1.5", "99999999999999999999"] {
        let text = parsed(wrong).unwrap_err().to_string();
        let choices = "mix, left, right, side, all or a channel number of at least 1";
        assert_eq!(text, format!("channel must be {choices}, got '{wrong}'"));
    }
    let missing = Channels::One(2).check(2).unwrap_err().to_string();
    assert_eq!(missing, "channel 3 does not exist: the input has 2 channels");
    assert_eq!(
        Channels::One(1).check(1).unwrap_err().to_string(),
        "channel 2 (right) does not exist: the input has 1 channel"
    );
    assert!(Channels::One(1).check(2).is_ok() && Channels::Mix.check(1).is_ok());
    assert_eq!((Channels::One(1).ignored(6), Channels::Mix.ignored(6)), (5, 0));
}

/// Those whose sums are exact.
fn narrow_integers() -> Vec<SampleFormat> {
    let narrow = |format: &SampleFormat| matches!(format, SampleFormat::Signed { bytes: 1..=4, .. });
    formats().into_iter().filter(narrow).chain([SampleFormat::Unsigned8]).collect()
}

/// Those whose extreme is a single code.
fn single_extremes() -> Vec<SampleFormat> {
    formats().into_iter().filter(|format| format.bytes() != 4).collect()
}

/// Bytes of some sample frames, an encoding, a number of channels and a choice among them.
fn blocks() -> impl Strategy<Value = (SampleFormat, usize, Channels, Vec<u8>)> {
    blocks_in(formats())
}

fn blocks_in(formats: Vec<SampleFormat>) -> impl Strategy<Value = (SampleFormat, usize, Channels, Vec<u8>)> {
    let shape = (proptest::sample::select(formats), 1_usize..7, 0_usize..8, 0_usize..80);
    shape.prop_flat_map(|(format, channels, pick, sample_frames)| {
        let pick = if pick < channels { Channels::One(pick) } else { Channels::Mix };
        let code = prop_oneof![any::<u8>(), Just(0), Just(0x7F), Just(0x80), Just(0xFF)];
        let bytes = proptest::collection::vec(code, sample_frames * channels * format.bytes());
        bytes.prop_map(move |bytes| (format, channels, pick, bytes))
    })
}

/// The samples of one channel.
fn channel(bytes: &[u8], format: SampleFormat, channels: usize, channel: usize) -> Vec<u8> {
    let samples = bytes.chunks_exact(format.bytes());
    samples.skip(channel).step_by(channels).flatten().copied().collect()
}

/// Clipped samples by the definition: the sum of the lengths of all runs of at least 3 equal extremes.
fn clipped(codes: &[u8], format: SampleFormat) -> u64 {
    let extremes: [f64; 2] = match format {
        SampleFormat::Float32(_) | SampleFormat::Float64(_) => return 0,
        SampleFormat::MuLaw => [32124.0 / 32768.0, -32124.0 / 32768.0],
        SampleFormat::ALaw => [32256.0 / 32768.0, -32256.0 / 32768.0],
        _ => {
            let top = [vec![0xFF; format.bytes() - 1], vec![0x7F]].concat();
            let SampleFormat::Signed { order, .. } = format else { return runs(codes, 1, &[&[0], &[255]]) };
            let bottom = [vec![0; format.bytes() - 1], vec![0x80]].concat();
            let ordered = |mut code: Vec<u8>| {
                if order == Big {
                    code.reverse();
                }
                code
            };
            return runs(codes, format.bytes(), &[&ordered(top), &ordered(bottom)]);
        }
    };
    let code = |value: f64| (0..=255).find(|&code| mono(format, &[code]) == [value]).unwrap();
    runs(codes, 1, &[&[code(extremes[0])], &[code(extremes[1])]])
}

fn runs(codes: &[u8], width: usize, extremes: &[&[u8]]) -> u64 {
    let codes: Vec<&[u8]> = codes.chunks_exact(width).collect();
    let runs = codes.chunk_by(|a, b| a == b).filter(|run| run.len() >= 3 && extremes.contains(&run[0]));
    runs.map(|run| run.len() as u64).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_chosen_channel_is_decoded_as_if_it_were_alone((format, channels, _, bytes) in blocks()) {
        for one in 0..channels {
            let alone = mono(format, &channel(&bytes, format, channels, one));
            prop_assert_eq!(decoded(format, channels, Channels::One(one), &bytes), alone);
        }
    }

    #[test]
    fn a_mix_of_integers_is_the_exact_sum_rounded((format, channels, _, bytes) in blocks_in(narrow_integers())) {
        let scale = 2_f64.powi(8 * format.bytes() as i32 - 1);
        let samples: Vec<f64> = mono(format, &bytes);
        let means = samples.chunks_exact(channels).map(|sample_frame| {
            // Integers again, so that the sum is exact.
            let sum: i64 = sample_frame.iter().map(|sample| (sample * scale) as i64).sum();
            sum as f64 / channels as f64 / scale
        });
        prop_assert_eq!(decoded(format, channels, Channels::Mix, &bytes), means.collect::<Vec<_>>());
    }

    #[test]
    fn single_precision_is_double_precision_rounded((format, channels, pick, bytes) in blocks()) {
        let wide = decoded(format, channels, pick, &bytes);
        let mut narrow = vec![f32::NAN; wide.len()];
        pcm::decode(format, channels, pick, &bytes, &mut narrow);
        let rounded = wide.iter().map(|&value| value as f32).map(|value| if value.is_finite() { value } else { 0.0 });
        prop_assert_eq!(narrow, rounded.collect::<Vec<_>>());
    }

    #[test]
    fn blocks_of_any_size_give_the_same_samples_and_counts(
        (format, channels, pick, bytes) in blocks(),
        cuts in proptest::collection::vec(0_usize..80, 0..6),
    ) {
        let unit = channels * format.bytes();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut * unit % (bytes.len() + unit)).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let pieces = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]);
        let samples: Vec<f64> = pieces.clone().flat_map(|piece| decoded(format, channels, pick, piece)).collect();
        prop_assert_eq!(samples, decoded(format, channels, pick, &bytes));
        let (mut whole, mut parts) = (Tally::new(format, channels, pick), Tally::new(format, channels, pick));
        whole.add(&bytes);
        pieces.for_each(|piece| parts.add(piece));
        prop_assert_eq!(parts.counts(), whole.counts());
    }

    #[test]
    fn clipped_samples_are_counted_by_the_definition(
        (format, channels, pick, bytes) in blocks_in(single_extremes()),
        copies in 1_usize..5,
    ) {
        // Every sample several times over, for runs.
        let codes = bytes.chunks_exact(channels * format.bytes()).flat_map(|sample_frame| sample_frame.repeat(copies));
        let bytes: Vec<u8> = codes.collect();
        let mut tally = Tally::new(format, channels, pick);
        tally.add(&bytes);
        let chosen = (0..channels).filter(|&one| pick == Channels::Mix || pick == Channels::One(one));
        let expected: u64 = chosen.map(|one| clipped(&channel(&bytes, format, channels, one), format)).sum();
        prop_assert_eq!(tally.counts().clipped, expected);
    }
}

#[test]
fn three_equal_extremes_in_a_row_are_clipped_and_two_are_a_peak() {
    let counted = |codes: &[i16]| {
        let mut tally = Tally::new(signed(2, Little), 1, Channels::Mix);
        codes.iter().for_each(|code| tally.add(&code.to_le_bytes()));
        tally.counts().clipped
    };
    assert_eq!(counted(&[i16::MAX, i16::MAX, 0, i16::MAX]), 0);
    assert_eq!(counted(&[i16::MAX, i16::MAX, i16::MIN, i16::MIN]), 0);
    assert_eq!(counted(&[5, i16::MAX, i16::MAX, i16::MAX, i16::MAX, 5, i16::MIN, i16::MIN, i16::MIN]), 7);
    assert_eq!(counted(&[32766; 9]), 0);
}

#[test]
fn the_upper_24_of_32_bits_decide_what_is_extreme() {
    let counted = |codes: [i32; 3]| {
        let mut tally = Tally::new(signed(4, Big), 1, Channels::Mix);
        tally.add(&codes.map(i32::to_be_bytes).concat());
        tally.counts().clipped
    };
    assert_eq!(counted([0x7FFF_FF00; 3]), 3);
    assert_eq!(counted([i32::MIN; 3]), 3);
    assert_eq!(counted([0x7FFF_FEFF; 3]), 0);
    assert_eq!(counted([i32::MAX, i32::MAX - 1, i32::MAX]), 0, "extreme, but not equal");
}

#[test]
fn nan_is_counted_in_the_chosen_channels() {
    let values = [f32::NAN, 2.0, f32::INFINITY, f32::NEG_INFINITY, 2.0, 2.0];
    let bytes = values.map(f32::to_le_bytes).concat();
    let counted = |pick| {
        let mut tally = Tally::new(SampleFormat::Float32(Little), 2, pick);
        tally.add(&bytes);
        tally.counts()
    };
    assert_eq!(counted(Channels::Mix), SampleTally { non_finite: 3, ..SampleTally::default() });
    assert_eq!(counted(Channels::One(0)), SampleTally { non_finite: 2, ..SampleTally::default() });
    assert_eq!(counted(Channels::One(1)).warnings(), [Warning::NonFinite { samples: 1 }]);
    assert_eq!(SampleTally { clipped: 4, ..SampleTally::default() }.warnings(), [Warning::Clipped { samples: 4 }]);
    assert_eq!(SampleTally::default().warnings(), []);
}

#[test]
fn channels_that_cancel_one_another_are_found_in_their_mean() {
    let noise = |n: usize| ((n * 7919 + n * n * 104_729) % 20_001) as i16 - 10_000;
    // What two channels are at sample frame `n`, given `n` and two numbers that have nothing to do with each other.
    let cancels = |pick, sample_frame: &dyn Fn(usize, i16, i16) -> [i16; 2], length: usize, cut: usize| {
        let mut tally = Tally::new(signed(2, Little), 2, pick);
        let sample_frames = (0..length).map(|n| sample_frame(n, noise(n), noise(n + 50_000)));
        let bytes: Vec<u8> =
            sample_frames.flat_map(|sample_frame| sample_frame.map(i16::to_le_bytes).concat()).collect();
        bytes.chunks(4 * cut).for_each(|block| tally.add(block));
        tally.counts().cancels
    };
    for (length, cut) in [(3000, 1), (40_000, 1000), (150_000, 7), (150_000, 150_000)] {
        let found = |pick, sample_frame: &dyn Fn(usize, i16, i16) -> [i16; 2]| cancels(pick, sample_frame, length, cut);
        assert!(found(Channels::Mix, &|_, a, _| [a, -a]));
        // What stays, (a − 0.9·a)/2, has 0.0025 of a's power; unrelated ones would leave 0.45 of it.
        assert!(found(Channels::Mix, &|_, a, _| [a, -(a / 10 * 9)]));
        // For (a − 0.5·a)/2 it is a fifth.
        assert!(!found(Channels::Mix, &|_, a, _| [a, -(a / 2)]));
        assert!(!found(Channels::Mix, &|_, a, b| [a, b]));
        assert!(!found(Channels::Mix, &|_, a, _| [a, 0]));
        assert!(!found(Channels::One(0), &|_, a, _| [a, -a]));
        assert!(!found(Channels::All, &|_, a, _| [a, -a]));
        // A beginning that is not representative of the rest.
        assert!(found(Channels::Mix, &|n, a, _| if n < 300 { [0, 0] } else { [a, -a] }));
        assert!(!found(Channels::Mix, &|n, a, _| if n < 300 { [a / 1000, -(a / 1000)] } else { [a, a] }));
    }
}
