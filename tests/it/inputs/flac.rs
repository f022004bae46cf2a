//! FLAC and the data after its last frame.

use super::damage::{decode_as_file, reported};
use super::{LENGTH, bytes, decode_file, decode_stream};

/// The file, with a header that does not state the number of samples.
fn without_a_length() -> Vec<u8> {
    let mut whole = bytes("flac.flac");
    whole[21] &= 0xF0;
    whole[22..26].fill(0);
    whole
}

/// Bytes after the last frame, and the warnings about them.
fn tails() -> Vec<(Vec<u8>, Option<&'static str>)> {
    let id3v1 = [&b"TAG"[..], &[b' '; 125]].concat();
    let id3v2 = [&b"ID3\x04\0\0\0\0\x07\x68"[..], &[0xFF; 1000]].concat();
    // A picture, for example, in which many bytes look like the beginning of a frame.
    let cover: Vec<u8> = (0..200_000_u32).map(|at| (at.wrapping_mul(0x9E37_79B1) >> 24) as u8 | 0xF8).collect();
    let ape = |flags: u32| {
        let size = cover.len() as u32 + 32;
        [&b"APETAGEX"[..], &2000_u32.to_le_bytes(), &size.to_le_bytes(), &[1, 0, 0, 0], &flags.to_le_bytes(), &[0; 8]]
            .concat()
    };
    let tagged = [ape(0xA000_0000), cover.clone(), ape(0x8000_0000)].concat();
    vec![
        (vec![0; 1], None),
        (vec![0; 50_000], None),
        (id3v1.clone(), None),
        (id3v2, None),
        ([tagged.clone(), id3v1].concat(), None),
        (tagged, None),
        (vec![1], Some("skipped 1 byte of invalid FLAC data at byte 14512")),
        (b"Cheers, Taylor!".to_vec(), Some("skipped 15 bytes of invalid FLAC data at byte 14512")),
        (vec![0xFF; 70_000], Some("skipped 70000 bytes of invalid FLAC data at byte 14512")),
    ]
}

#[test]
fn data_after_the_last_frame_lose_no_samples() {
    let alone = decode_file("flac.flac").channels;
    for (whole, length) in [(bytes("flac.flac"), Some(LENGTH as u64)), (without_a_length(), None)] {
        // Without a length, only a tag or zeros show where the last frame ends.
        for (tail, says) in tails().into_iter().filter(|(_, says)| length.is_some() || says.is_none()) {
            let file = [&whole[..], &tail].concat();
            for decoded in [decode_as_file(&file).unwrap(), decode_stream(file).unwrap()] {
                assert!(decoded.channels == alone, "{says:?}: {} samples", decoded.channels[0].len());
                assert_eq!(
                    (reported(&decoded), decoded.length),
                    (says.map(str::to_owned).into_iter().collect(), length)
                );
            }
        }
    }
}

#[test]
fn data_after_the_last_frame_lose_no_samples_after_a_leading_tag() {
    let before = [&b"ID3\x04\0\0\0\0\0\x0A"[..], &[0; 10]].concat();
    let alone = decode_file("flac.flac").channels;
    for (tail, says) in tails() {
        let file = [&before, &bytes("flac.flac")[..], &tail].concat();
        let says = says.map(|says| says.replace("14512", "14532"));
        for decoded in [decode_as_file(&file).unwrap(), decode_stream(file).unwrap()] {
            assert!(decoded.channels == alone, "{says:?}: {} samples", decoded.channels[0].len());
            assert_eq!(reported(&decoded), says.clone().into_iter().collect::<Vec<_>>());
        }
    }
}

#[test]
fn another_file_is_reported_and_ignored() {
    let alone = decode_file("flac.flac").channels;
    let tag = [&b"TAG"[..], &[b' '; 125]].concat();
    for between in [&[][..], &tag, &[0; 4096]] {
        let file = [&bytes("flac.flac")[..], between, &bytes("flac.flac")].concat();
        for decoded in [decode_as_file(&file).unwrap(), decode_stream(file).unwrap()] {
            assert!(decoded.channels == alone, "{} samples", decoded.channels[0].len());
            assert_eq!(reported(&decoded), ["audio after 3001 samples is ignored: another FLAC file follows"]);
        }
    }
}

#[test]
fn frames_beyond_the_claimed_length_are_reported() {
    let mut file = bytes("flac.flac");
    // The length of the first frame.
    file[22..26].copy_from_slice(&1152_u32.to_be_bytes());
    for decoded in [decode_as_file(&file).unwrap(), decode_stream(file).unwrap()] {
        assert!(decoded.channels[0] == decode_file("flac.flac").channels[0][..1152]);
        assert_eq!(reported(&decoded), ["ignored audio after the 1152 samples stated in the header"]);
    }
}

#[test]
fn a_truncated_last_frame_is_reported_even_without_a_length() {
    let whole = without_a_length();
    for missing in [1, 2, 1000] {
        let file = whole[..whole.len() - missing].to_vec();
        for decoded in [decode_as_file(&file).unwrap(), decode_stream(file).unwrap()] {
            assert!(decoded.channels[0] == decode_file("flac.flac").channels[0][..2304]);
            assert_eq!(reported(&decoded), ["truncated: ends inside a packet after 2304 samples"]);
        }
    }
}

#[test]
fn data_between_frames_move_no_samples() {
    let (whole, alone) = (bytes("flac.flac"), decode_file("flac.flac").channels);
    let is_second = |at: &usize| whole[*at..].starts_with(&[0xFF, 0xF8]) && whole[at + 4] == 1;
    let second = (0..whole.len()).find(is_second).unwrap();
    // More than a frame of this file can contain.
    let file = [&whole[..second], &[1; 40_000], &whole[second..]].concat();
    for decoded in [decode_as_file(&file).unwrap(), decode_stream(file).unwrap()] {
        // The frame before them has no certain end.
        assert!(decoded.channels[0][..1152].iter().all(|&sample| sample == 0.0));
        assert!(decoded.channels[0][1152..] == alone[0][1152..], "{} samples", decoded.channels[0].len());
        assert_eq!(reported(&decoded), ["1152 samples are missing; replaced by silence"]);
    }
}

/// The positions of the file's frames, and its end.
fn borders(file: &[u8]) -> [usize; 4] {
    let begins = |at: &usize| file[*at..].starts_with(&[0xFF, 0xF8]);
    let starts: Vec<usize> = (0..file.len()).filter(begins).chain([file.len()]).collect();
    starts.try_into().expect("three frames")
}

/// Decodes a file and a stream, whose reports must be equal.
#[track_caller]
fn decode_both(file: &[u8], expected: &[f64], says: &[&str]) {
    for decoded in [decode_as_file(file).unwrap(), decode_stream(file.to_vec()).unwrap()] {
        assert!(decoded.channels[0] == expected, "{} samples, {:?}", decoded.channels[0].len(), reported(&decoded));
        assert_eq!(reported(&decoded), says);
    }
}

#[test]
fn non_consecutive_frames_lose_no_samples() {
    let (whole, alone) = (bytes("flac.flac"), decode_file("flac.flac").channels.remove(0));
    let [first, second, last, end] = borders(&whole);
    let strange = |bytes: usize, at: usize| format!("skipped {bytes} bytes of invalid FLAC data at byte {at}");
    for frame in [&whole[first..second], &whole[second..last]] {
        let behind = [&whole[..], &[1; 10], frame].concat();
        decode_both(&behind, &alone, &[&strange(10 + frame.len(), end)]);
        let between = [&whole[..last], frame, &whole[last..]].concat();
        decode_both(&between, &alone, &[&strange(frame.len(), last)]);
    }
}

#[test]
fn a_barely_started_frame_loses_no_samples_of_the_previous_one() {
    let (whole, alone) = (without_a_length(), decode_file("flac.flac").channels.remove(0));
    let [.., last, _] = borders(&whole);
    for bytes in 6..14 {
        let file = [&whole[..last], &constant(2, 5)[..bytes]].concat();
        decode_both(&file, &alone[..2304], &["truncated: ends inside a packet after 2304 samples"]);
    }
}

#[test]
fn frames_missing_at_the_beginning_are_reported_if_a_length_is_stated() {
    let alone = decode_file("flac.flac").channels.remove(0);
    let missing = ["the first 1152 samples stated in the header are missing"];
    for (whole, says) in [(bytes("flac.flac"), &missing[..]), (without_a_length(), &[])] {
        let [first, second, ..] = borders(&whole);
        decode_both(&[&whole[..first], &whole[second..]].concat(), &alone[1152..], says);
    }
}

/// A checksum of so many bits, from zero and with the highest bit first.
pub(super) fn checksum(bytes: &[u8], bits: u32, polynomial: u32) -> u32 {
    let shifted = |sum: u32| sum << 1 ^ if sum >> (bits - 1) & 1 == 1 { polynomial } else { 0 };
    let all = (1 << bits) - 1;
    bytes.iter().fold(0, |sum, &byte| (0..8).fold(sum ^ u32::from(byte) << (bits - 8), |sum, _| shifted(sum) & all))
}

/// A frame of 1152 equal samples, as the file might contain it.
fn constant(number: u8, value: u8) -> Vec<u8> {
    let mut frame = vec![0xFF, 0xF8, 0x35, 0x18, number];
    frame.push(checksum(&frame, 8, 0x07) as u8);
    frame.extend([0, 0, value, 0, 0, value]);
    let sum = checksum(&frame, 16, 0x8005) as u16;
    frame.extend(sum.to_be_bytes());
    frame
}

/// The file with frames that count samples instead of frames.
fn counting_samples() -> Vec<u8> {
    let file = bytes("flac.flac");
    let borders = borders(&file);
    let frames = borders.windows(2).zip([&[0][..], &[0xD2, 0x80], &[0xE0, 0xA4, 0x80]]).map(|(border, number)| {
        let frame = &file[border[0]..border[1]];
        // The number is one byte, the optional sizes after it are two of the last bytes, and a checksum ends the
        // header.
        let rest = if frame[2] >> 4 == 7 { 7 } else { 5 };
        let mut counting = [&[0xFF, 0xF9], &frame[2..4], number, &frame[5..rest]].concat();
        counting.push(checksum(&counting, 8, 0x07) as u8);
        counting.extend(&frame[rest + 1..frame.len() - 2]);
        let sum = checksum(&counting, 16, 0x8005) as u16;
        [&counting[..], &sum.to_be_bytes()].concat()
    });
    let frames: Vec<u8> = frames.flatten().collect();
    [&file[..borders[0]], &frames].concat()
}

#[test]
fn block_sizes_in_a_sample_count_lose_no_samples() {
    let alone = &decode_file("flac.flac").channels[0];
    let file = bytes("flac.flac");
    for (least, most) in [(16_u16, 1152_u16), (697, 1152), (1152, 4608)] {
        let sizes = [least.to_be_bytes(), most.to_be_bytes()].concat();
        decode_both(&[&file[..8], &sizes, &file[12..]].concat(), alone, &[]);
    }
    decode_both(&counting_samples(), alone, &[]);
}
