//! FLAC of every kind of subframe, from an encoder of its own: decoding must give back its samples.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;
use rand_pcg::Pcg32;
use rand_pcg::rand_core::{Rng, SeedableRng};
use symphonia::core::audio::{Audio, GenericAudioBufferRef};
use symphonia::core::checksum::Md5;
use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoderOptions};
use symphonia::core::io::Monitor;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, Timestamp};

use super::damage::reported;
use super::flac::checksum;
use super::{Decoded, decode_stream};

/// The channel codes of the frame header (RFC 9639, section 9.1.3).
const LEFT_SIDE: u8 = 8;
const SIDE_RIGHT: u8 = 9;
const MID_SIDE: u8 = 10;

/// Bits in the order of a stream.
#[derive(Default)]
struct Bits(Vec<bool>);

impl Bits {
    fn push(&mut self, value: i64, count: u32) {
        self.0.extend((0..count).rev().map(|bit| value >> bit & 1 == 1));
    }

    fn into_bytes(self) -> Vec<u8> {
        let byte = |bits: &[bool]| bits.iter().enumerate().map(|(at, &bit)| u8::from(bit) << (7 - at)).sum();
        self.0.chunks(8).map(byte).collect()
    }
}

/// How a subframe is coded.
#[derive(Debug, Clone)]
pub(super) enum Coding {
    Verbatim,
    Fixed(usize),
    /// Coefficients of up to 15 bits, and the shift.
    Linear(Vec<i64>, u32),
}

/// A subframe of `width` bits per sample; one that the coding cannot express, or only in more bits, is verbatim.
fn subframe(bits: &mut Bits, samples: &[i64], width: u32, coding: &Coding, rng: &mut Pcg32) {
    let wasted = samples.iter().fold(0, |all, &sample| all | sample).trailing_zeros().min(width - 1);
    let is_constant = samples.iter().all(|&sample| sample == samples[0]);
    let wasted = if is_constant { 0 } else { wasted };
    let (width, samples): (_, Vec<i64>) = (width - wasted, samples.iter().map(|sample| sample >> wasted).collect());
    let mut head = |kind: usize| {
        bits.push(kind as i64, 7);
        bits.push(i64::from(wasted > 0), 1);
        if wasted > 0 {
            bits.push(1, wasted);
        }
    };
    let fixed = [vec![], vec![1], vec![2, -1], vec![3, -3, 1], vec![4, -6, 4, -1]];
    let (kind, coefficients, shift) = match coding {
        _ if is_constant => {
            head(0);
            return bits.push(samples[0], width);
        }
        Coding::Verbatim => (1, vec![], 0),
        Coding::Fixed(order) => (8 + order, fixed[*order].clone(), 0),
        Coding::Linear(coefficients, shift) => (31 + coefficients.len(), coefficients.clone(), *shift),
    };
    let order = coefficients.len();
    let predicted = |at: usize| {
        coefficients.iter().enumerate().map(|(past, factor)| factor * samples[at - 1 - past]).sum::<i64>() >> shift
    };
    let residual: Vec<i64> = (order.min(samples.len())..samples.len()).map(|at| samples[at] - predicted(at)).collect();
    // An encoder would not make a frame longer than by plain samples.
    let is_small = residual.iter().all(|value| value.unsigned_abs() < 1 << (width - 1).min(31));
    if kind == 1 || !is_small || samples.len() <= order {
        head(1);
        return samples.iter().for_each(|&sample| bits.push(sample, width));
    }
    head(kind);
    samples[..order].iter().for_each(|&sample| bits.push(sample, width));
    if matches!(coding, Coding::Linear(..)) {
        bits.push(14, 4);
        bits.push(i64::from(shift), 5);
        coefficients.iter().for_each(|&factor| bits.push(factor, 15));
    }
    self::residual(bits, &residual, samples.len(), order, rng);
}

/// A residual in as many partitions as possible, with parameters of 5 bits; some are not coded.
fn residual(bits: &mut Bits, values: &[i64], length: usize, order: usize, rng: &mut Pcg32) {
    let partitions = (0..4).rev().find(|log| length.is_multiple_of(1 << log) && length >> log > order).unwrap_or(0);
    bits.push(1, 2);
    bits.push(partitions, 4);
    let mut rest = values;
    for partition in 0..1 << partitions {
        let size = (length >> partitions) - if partition == 0 { order } else { 0 };
        let part;
        (part, rest) = rest.split_at(size);
        let largest = part.iter().map(|value| value.unsigned_abs()).max().unwrap_or(0);
        let width = 65 - largest.leading_zeros();
        // 31 bits are the most that an uncoded partition states.
        if width <= 31 && (largest == 0 || rng.next_u32().is_multiple_of(4)) {
            let width = if largest == 0 { 0 } else { width };
            bits.push(31, 5);
            bits.push(i64::from(width), 5);
            part.iter().for_each(|&value| bits.push(value, width));
            continue;
        }
        let parameter = (width - 1).min(30).saturating_sub(rng.next_u32() % 3);
        bits.push(i64::from(parameter), 5);
        for value in part {
            let folded = (value << 1 ^ value >> 63) as u64;
            bits.0.extend((0..folded >> parameter).map(|_| false));
            bits.push(1, 1);
            bits.push(folded as i64, parameter);
        }
    }
}

/// A number in extended UTF-8.
fn number(value: u64) -> Vec<u8> {
    let rest = (1..7).find(|rest| *rest == 6 || value < 1 << (5 * rest + 6)).unwrap_or(6);
    if value < 0x80 {
        return vec![value as u8];
    }
    let lead = !(0x7F_u32 >> rest) as u8 | if rest == 6 { 0 } else { (value >> (6 * rest)) as u8 };
    let following = (0..rest).rev().map(|at| 0x80 | (value >> (6 * at)) as u8 & 0x3F);
    std::iter::once(lead).chain(following).collect()
}

/// A frame with its checksums. The number counts samples if `counts_samples`.
pub(super) fn frame(
    (value, counts_samples): (u64, bool),
    channels: &[Vec<i64>],
    (width, layout): (u32, u8),
    coding: &Coding,
    rng: &mut Pcg32,
) -> Vec<u8> {
    let length = channels[0].len();
    let mut head = vec![0xFF, 0xF8 | u8::from(counts_samples), 0x70, layout << 4];
    head.extend(number(value));
    head.extend((length as u16 - 1).to_be_bytes());
    head.push(checksum(&head, 8, 0x07) as u8);
    let mut bits = Bits::default();
    let side = || channels[0].iter().zip(&channels[1]).map(|(left, right)| left - right).collect::<Vec<i64>>();
    let mid = || channels[0].iter().zip(&channels[1]).map(|(left, right)| (left + right) >> 1).collect::<Vec<i64>>();
    let coded = match layout {
        LEFT_SIDE => vec![(channels[0].clone(), width), (side(), width + 1)],
        SIDE_RIGHT => vec![(side(), width + 1), (channels[1].clone(), width)],
        MID_SIDE => vec![(mid(), width), (side(), width + 1)],
        _ => channels.iter().map(|channel| (channel.clone(), width)).collect(),
    };
    for (samples, width) in &coded {
        subframe(&mut bits, samples, *width, coding, rng);
    }
    head.extend(bits.into_bytes());
    let sum = checksum(&head, 16, 0x8005) as u16;
    head.extend(sum.to_be_bytes());
    head
}

/// What precedes the frames: block sizes, bits and channels, samples in all, and their checksum, at 8 kHz.
pub(super) fn header(
    (least, most): (u16, u16),
    (width, channels): (u32, usize),
    samples: u64,
    sum: [u8; 16],
) -> Vec<u8> {
    let word = 8000 << 44 | (channels as u64 - 1) << 41 | (u64::from(width) - 1) << 36 | samples;
    let sizes = [least.to_be_bytes(), most.to_be_bytes()].concat();
    [b"fLaC\x80\0\0\x22", &sizes[..], &[0; 6], &word.to_be_bytes(), &sum].concat()
}

/// The MD5 checksum of 32-bit samples.
fn md5(channels: &[Vec<i64>]) -> [u8; 16] {
    let interleaved = (0..channels[0].len()).flat_map(|at| channels.iter().map(move |channel| channel[at] as i32));
    let mut sum = Md5::default();
    sum.process_buf_bytes(&interleaved.flat_map(i32::to_le_bytes).collect::<Vec<u8>>());
    sum.md5()
}

/// Samples of a kind that each coding may meet: noise, full scale, slow waves, silence, few bits.
fn samples(length: usize, width: u32, kind: u8, rng: &mut Pcg32) -> Vec<i64> {
    let (low, high) = (-(1_i64 << (width - 1)), (1_i64 << (width - 1)) - 1);
    let noise = |rng: &mut Pcg32, bits: u32| (rng.next_u64() as i64) >> (64 - bits);
    (0..length)
        .map(|at| match kind {
            0 => noise(rng, width),
            1 => {
                if rng.next_u32() & 1 == 0 {
                    low
                } else {
                    high
                }
            }
            2 => (((at as f64 * 0.01).sin() * high as f64) as i64 + noise(rng, 3)).clamp(low, high),
            3 => 0,
            _ => noise(rng, width.min(5)) << (width - width.min(5)),
        })
        .collect()
}

fn coding() -> impl Strategy<Value = Coding> {
    let linear = (proptest::collection::vec(-16384_i64..16384, 1..33), 0_u32..16);
    prop_oneof![
        Just(Coding::Verbatim),
        (0_usize..5).prop_map(Coding::Fixed),
        linear.prop_map(|(coefficients, shift)| Coding::Linear(coefficients, shift)),
        Just(Coding::Linear(vec![16000, -8000], 13)),
    ]
}

/// The samples as fractions of full scale.
fn scaled(channels: &[Vec<i64>], width: u32) -> Vec<Vec<f64>> {
    let scale = 2_f64.powi(1 - width as i32);
    channels.iter().map(|channel| channel.iter().map(|&sample| sample as f64 * scale).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_frame_decodes_to_its_samples(
        seed: u64,
        width in prop_oneof![Just(32_u32), Just(32), Just(16), Just(24), Just(8)],
        layout in prop_oneof![0_u8..4, LEFT_SIDE..=MID_SIDE],
        codings in proptest::collection::vec((coding(), 0_u8..5), 1..4),
        counts_samples: bool,
    ) {
        let rng = &mut Pcg32::seed_from_u64(seed);
        let count = if layout < LEFT_SIDE { usize::from(layout) + 1 } else { 2 };
        let length = 16 + rng.next_u32() as usize % 500;
        let (mut all, mut frames) = (vec![vec![]; count], Vec::new());
        for (at, (coding, kind)) in codings.iter().enumerate() {
            let channels: Vec<_> = (0..count).map(|_| samples(length, width, *kind, rng)).collect();
            let value = if counts_samples { at * length } else { at } as u64;
            frames.extend(frame((value, counts_samples), &channels, (width, layout), coding, rng));
            all.iter_mut().zip(&channels).for_each(|(all, channel)| all.extend(channel));
        }
        let sum = if width == 32 { md5(&all) } else { [0; 16] };
        let sizes = (length as u16 - u16::from(counts_samples), length as u16);
        let file = [header(sizes, (width, count), all[0].len() as u64, sum), frames].concat();
        let decoded = decode_stream(file.clone()).unwrap();
        prop_assert_eq!(reported(&decoded), [""; 0]);
        prop_assert!(decoded.channels == scaled(&all, width));
    }
}

/// Two channels of 32 bits whose difference needs 33, as one frame of this layout.
fn opposite(layout: u8) -> (Vec<Vec<i64>>, Vec<u8>) {
    let rng = &mut Pcg32::seed_from_u64(1);
    let channels = vec![vec![i64::from(i32::MIN); 64], samples(64, 32, 1, rng)];
    let frame = frame((0, false), &channels, (32, layout), &Coding::Verbatim, rng);
    (channels, frame)
}

#[test]
fn symphonia_does_not_decode_a_difference_of_33_bits() {
    for layout in [LEFT_SIDE, SIDE_RIGHT, MID_SIDE] {
        let (channels, frame) = opposite(layout);
        let info = header((64, 64), (32, 2), 64, [0; 16])[8..].to_vec();
        let mut parameters = AudioCodecParameters::new();
        parameters.for_codec(CODEC_ID_FLAC).with_extra_data(info.into());
        let codecs = symphonia::default::get_codecs();
        let mut decoder = codecs.make_audio_decoder(&parameters, &AudioDecoderOptions::default()).unwrap();
        let packet = Packet::new(0, Timestamp::new(0), Duration::from(64_u64), frame);
        // It overflows, which panics in some builds.
        let is_right = catch_unwind(AssertUnwindSafe(|| {
            let Ok(GenericAudioBufferRef::S32(buffer)) = decoder.decode(&packet) else { return false };
            let mut found: Vec<i32> = Vec::new();
            buffer.copy_to_vec_interleaved(&mut found);
            let expected = (0..64).flat_map(|at| [channels[0][at] as i32, channels[1][at] as i32]);
            found == expected.collect::<Vec<i32>>()
        }));
        assert!(!is_right.unwrap_or(false), "the decoder is mended: delete `WideDecoder` (pdeljanov/Symphonia#386)");
    }
}

/// A file of one frame, with this checksum in its header.
fn with_checksum((channels, frame): &(Vec<Vec<i64>>, Vec<u8>), sum: [u8; 16]) -> Decoded {
    decode_stream([header((64, 64), (32, channels.len()), 64, sum), frame.clone()].concat()).unwrap()
}

#[test]
fn samples_unlike_their_checksum_are_reported() {
    for layout in [1, LEFT_SIDE, SIDE_RIGHT, MID_SIDE] {
        let file = opposite(layout);
        let sum = md5(&file.0);
        let (unknown, right, wrong) =
            (with_checksum(&file, [0; 16]), with_checksum(&file, sum), with_checksum(&file, [7; 16]));
        assert!(unknown.channels == scaled(&file.0, 32) && right.channels == unknown.channels);
        assert_eq!((reported(&unknown), reported(&right)), (vec![], vec![]));
        assert_eq!(reported(&wrong), ["decoded samples do not match the MD5 checksum in the header"]);
        assert!(wrong.channels == right.channels && !wrong.warnings[0].loses_samples());
        assert_eq!(wrong.warnings[0].code(), "checksum_mismatch");
    }
}

#[test]
fn a_picture_of_more_than_16_megabytes_hides_no_frame() {
    let (channels, frame) = opposite(MID_SIDE);
    let size = (1 << 24) + 4096_u32;
    let numbers =
        [&3_u32.to_be_bytes()[..], &9_u32.to_be_bytes(), b"image/png", &[0; 20], &size.to_be_bytes()].concat();
    // The size in the header of the block has 24 bits.
    let length = (numbers.len() as u32 + size).to_be_bytes();
    let picture = [&[0x86], &length[1..], &numbers, &vec![0xA5; size as usize]].concat();
    let mut head = header((64, 64), (32, 2), 64, md5(&channels));
    head[4] = 0;
    let file = [head, picture, frame].concat();
    for decoded in [super::damage::decode_as_file(&file).unwrap(), decode_stream(file).unwrap()] {
        assert!(decoded.channels == scaled(&channels, 32));
        assert_eq!(reported(&decoded), [""; 0]);
    }
}
