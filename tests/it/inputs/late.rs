//! Sound that begins later than its file.

use super::damage::reported;
use super::limits::place;
use super::{Decoded, bytes, decode_file, decode_stream};

/// A file with one more entry at the front of its edit list, which had one.
pub(super) fn with_edit_before(mut file: Vec<u8>, entry: &[u8]) -> Vec<u8> {
    let list = place(&file, b"elst");
    for name in [b"moov", b"trak", b"edts", b"elst"] {
        // The name follows the size.
        let at = place(&file, name);
        let size = u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
        file[at..at + 4].copy_from_slice(&(size + 12).to_be_bytes());
    }
    let entries = list + 16;
    file[entries - 4..entries].copy_from_slice(&2_u32.to_be_bytes());
    file.splice(entries..entries, entry.iter().copied());
    file
}

/// The file with an empty edit before that of the track in its edit list, for so many thousandths of a second.
pub(crate) fn after_a_pause(thousandths: u32) -> Vec<u8> {
    with_edit_before(bytes("aac.m4a"), &[thousandths.to_be_bytes(), [0xFF; 4], [0, 1, 0, 0]].concat())
}

fn begins_at(file: Vec<u8>, alone: &Decoded, says: Option<&str>) {
    let decoded = decode_stream(file).unwrap();
    assert!(decoded.channels == alone.channels);
    let says = says.map(|seconds| format!("the audio starts {seconds} s into the file; times count from there"));
    assert_eq!(reported(&decoded), says.into_iter().collect::<Vec<_>>());
}

#[test]
fn a_pause_before_a_track_is_reported() {
    let alone = decode_file("aac.m4a");
    begins_at(after_a_pause(0), &alone, None);
    begins_at(after_a_pause(99), &alone, None);
    begins_at(after_a_pause(1976), &alone, Some("1.976"));
}

#[test]
fn a_first_block_not_at_zero_is_reported() {
    let (mut file, alone) = (bytes("flac.mka"), decode_file("flac.mka"));
    let time = file.windows(3).position(|window| window == [0xE7, 0x81, 0]).expect("the time of the cluster") + 2;
    for (thousandths, says) in [(99, None), (200, Some("0.200"))] {
        file[time] = thousandths;
        begins_at(file.clone(), &alone, says);
    }
}
