//! MP4 files in fragments.

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

#[track_caller]
fn decode_both(file: &[u8]) -> Decoded {
    let (decoded, stream) = (decode_as_file(file).unwrap(), decode_stream(file.to_vec()).unwrap());
    assert!(decoded.channels == stream.channels);
    assert_eq!(reported(&decoded), reported(&stream));
    decoded
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
