//! MP4 files in fragments, some of which are missing.

use super::damage::{decode_as_file, reported};
use super::{Decoded, bytes, decode_stream};

/// The file up to its first fragment, and that fragment.
fn parts() -> (Vec<u8>, Vec<u8>) {
    let whole = bytes("fragments.mp4");
    let place = |name: &[u8; 4]| whole.windows(4).position(|window| window == name).expect("the box") - 4;
    let (fragment, index) = (place(b"moof"), place(b"mfra"));
    (whole[..fragment].to_vec(), whole[fragment..index].to_vec())
}

/// A fragment that begins at byte `at` of the file and at that time.
fn fragment_at(mut fragment: Vec<u8>, at: usize, time: u64) -> Vec<u8> {
    let place = |name: &[u8; 4]| fragment.windows(4).position(|window| window == name).expect("the box") + 4;
    let (header, begins) = (place(b"tfhd"), place(b"tfdt") + 4);
    // Positions count from the byte that the header states.
    assert_eq!(fragment[header + 3] & 1, 1);
    fragment[header + 8..header + 16].copy_from_slice(&(at as u64).to_be_bytes());
    fragment[begins..begins + 8].copy_from_slice(&time.to_be_bytes());
    fragment
}

/// The samples of a fragment.
pub(crate) const LASTS: usize = 4025;

/// A file with the fragment at each of these times.
pub(crate) fn file(times: &[usize]) -> Vec<u8> {
    let (mut file, fragment) = parts();
    for &time in times {
        let next = fragment_at(fragment.clone(), file.len(), time as u64);
        file.extend(next);
    }
    file
}

/// An index of segments with these durations in seconds: of sound, or of other indexes.
pub(crate) fn index(of_indices: bool, seconds: &[f64]) -> Vec<u8> {
    let segment = |&seconds: &f64| [u32::from(of_indices) << 31 | 2693, (seconds * 1000.0) as u32, 0x9000_0000];
    let head = [0, 1, 1000, 0, 0, seconds.len() as u32];
    let contents: Vec<u8> =
        head.into_iter().chain(seconds.iter().flat_map(segment)).flat_map(u32::to_be_bytes).collect();
    [&(contents.len() as u32 + 8).to_be_bytes()[..], b"sidx", &contents].concat()
}

/// A file with indexes before its two fragments.
pub(crate) fn indexed(indices: &[u8]) -> Vec<u8> {
    let (mut file, fragment) = parts();
    file.extend(indices);
    for time in [0, LASTS as u64] {
        let next = fragment_at(fragment.clone(), file.len(), time);
        file.extend(next);
    }
    file
}

#[track_caller]
fn decode_both(file: &[u8]) -> Decoded {
    let (decoded, stream) = (decode_as_file(file).unwrap(), decode_stream(file.to_vec()).unwrap());
    assert!(decoded.channels == stream.channels);
    assert_eq!(reported(&decoded), reported(&stream));
    decoded
}

#[test]
fn a_fragment_that_is_missing_is_silence() {
    let whole = decode_both(&file(&[0, LASTS, 2 * LASTS]));
    assert_eq!((whole.channels[0].len(), reported(&whole)), (3 * LASTS, vec![]));
    let decoded = decode_both(&file(&[0, 2 * LASTS]));
    assert_eq!(decoded.channels[0].len(), 3 * LASTS);
    assert!(decoded.channels[0][LASTS..2 * LASTS].iter().all(|&sample| sample == 0.0));
    // The decoder continues as without the gap: it also fills in noise.
    assert!(decoded.channels[0][2 * LASTS..] == whole.channels[0][LASTS..2 * LASTS]);
    assert_eq!(reported(&decoded), ["4025 samples are missing; replaced by silence"]);
}

#[test]
fn rounded_or_late_clocks_make_no_gap() {
    // 2²⁰ samples at 16 kHz.
    let late = "the audio starts 65.536 s into the file; times count from there".to_owned();
    for (times, says) in [
        ([0, LASTS + 1, 2 * LASTS - 1], vec![]),
        ([1 << 20, (1 << 20) + LASTS, (1 << 20) + 2 * LASTS], vec![late]),
        ([0, 0, 0], vec![]),
    ] {
        let decoded = decode_both(&file(&times));
        assert_eq!((decoded.channels[0].len(), reported(&decoded)), (3 * LASTS, says), "{times:?}");
    }
}

#[test]
fn truncated_or_invalid_boxes_are_reported() {
    let (whole, first) = (file(&[0, LASTS]), file(&[0]).len());
    let cut = decode_both(&whole[..first + 1000]);
    let expected_cut = format!("truncated: found {} of the {} bytes stated in the header", first + 1000, whole.len());
    assert_eq!(reported(&cut)[0], expected_cut);
    let mut broken = whole;
    broken[first..first + 8].fill(0);
    let broken = decode_both(&broken);
    assert_eq!(broken.channels[0].len(), LASTS);
    assert_eq!(
        reported(&broken),
        [format!("damaged MP4 structure at byte {first}; audio after it may be missing, shifted or wrong")]
    );
}

#[test]
fn the_first_of_several_indices_is_not_that_of_the_whole() {
    // A reference of 2693 bytes that last for 1000 samples.
    let words = [0_u32, 1, 16_000, 0, 0, 1, 2693, 1000, 0x9000_0000];
    let contents: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
    let (head, fragment) = parts();
    let index = [&(contents.len() as u32 + 8).to_be_bytes()[..], b"sidx", &contents].concat();
    let start = [head, index].concat();
    let decoded = decode_both(&[start.clone(), fragment_at(fragment, start.len(), 0)].concat());
    assert_eq!((decoded.channels[0].len(), reported(&decoded)), (LASTS, vec![]));
}

#[test]
fn fragments_missing_at_the_end_are_reported_if_an_index_states_them() {
    // A fragment lasts for 4025 samples at 16 kHz, which are 0.2516 s, and a packet for 0.064 s.
    let expected = |missing: &str| vec![format!("truncated: found 0.503 s of the {missing} s stated in the index")];
    for (indices, says) in [
        (vec![index(false, &[0.251, 0.252])], vec![]),
        (vec![index(false, &[0.3, 0.26])], vec![]),
        (vec![index(false, &[0.251, 0.252, 0.251])], expected("0.754")),
        // One of the whole, and one of a part.
        (vec![index(false, &[0.251, 0.252, 0.2]), index(false, &[0.251])], expected("0.703")),
        // One of other indexes, which repeat the same.
        (vec![index(true, &[9.0]), index(false, &[0.251]), index(false, &[0.252])], vec![]),
    ] {
        let decoded = decode_both(&indexed(&indices.concat()));
        assert_eq!((decoded.channels[0].len(), reported(&decoded)), (2 * LASTS, says));
    }
}
