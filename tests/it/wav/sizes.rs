//! The sizes that headers claim, compared with the actual data.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use specgram::source::{AudioSource, Wav};
use specgram::warning::{HeaderFault, Warning};

use super::{as_file, as_pipe, codes, counting, error_of};

const ALL: [i16; 5] = [1, 2, 3, 4, 5];

/// Five samples in a file whose header claims these sizes.
fn claiming(container: u32, data: u32) -> Vec<u8> {
    let mut bytes = counting(5);
    bytes[4..8].copy_from_slice(&container.to_le_bytes());
    bytes[40..44].copy_from_slice(&data.to_le_bytes());
    bytes
}

/// The same as RF64 with the sizes in `ds64`.
fn claiming_64(data_32: u32, data: u64) -> Vec<u8> {
    let plain = counting(5);
    let mut bytes = b"RF64\xFF\xFF\xFF\xFFWAVEds64\x1C\0\0\0".to_vec();
    bytes.extend([data.saturating_add(72).to_le_bytes(), data.to_le_bytes(), [0; 8]].concat());
    bytes.extend([0; 4]);
    bytes.extend(&plain[12..40]);
    bytes.extend(data_32.to_le_bytes());
    bytes.extend(&plain[44..]);
    bytes
}

#[test]
fn the_marks_of_streaming_writers_are_read_to_the_end_without_a_warning() {
    let marks = [
        (u32::MAX, u32::MAX),
        (0, u32::MAX),
        (0x7FFF_F024, 0x7FFF_F000),
        (0x8000_0024, 0x8000_0000),
        (0x7FFF_FFFF, 0x7FFF_FFDB),
        (0x23, u32::MAX),
        (0x8000_0023, 0x7FFF_FFFF),
        (0xFFFF_FFBF, 0xFFFF_FF9B),
    ];
    for (container, data) in marks {
        let bytes = claiming(container, data);
        let mut file = as_file(&bytes).unwrap();
        assert_eq!(file.spec().length, Some(5), "{data:#x} in a file");
        assert_eq!((codes(&mut file), file.report().warnings), (ALL.to_vec(), vec![]));
        let mut pipe = as_pipe(&bytes).unwrap();
        assert_eq!((pipe.spec().length, pipe.data_bytes()), (None, None), "{data:#x} on a pipe");
        assert_eq!((codes(&mut pipe), pipe.report().warnings), (ALL.to_vec(), vec![]));
    }
}

#[test]
fn a_size_of_0_in_an_unfinished_header_is_read_to_the_end() {
    for container in [0, 36, 46, u32::MAX] {
        let bytes = claiming(container, 0);
        let mut file = as_file(&bytes).unwrap();
        assert_eq!((file.spec().length, codes(&mut file)), (Some(5), ALL.to_vec()));
        assert_eq!(file.report().warnings, [Warning::HeaderIgnored(HeaderFault::NoSize)]);
        let mut pipe = as_pipe(&bytes).unwrap();
        assert_eq!((pipe.spec().length, codes(&mut pipe)), (None, ALL.to_vec()));
        assert_eq!(pipe.report().warnings, [], "there it is a mark like others");
    }
}

#[test]
fn an_input_without_samples_is_an_error_in_any_form() {
    let none = "no samples (the data at byte 44 is empty)";
    for bytes in [&counting(0)[..], &claiming(0, 0)[..44], &counting(5)[..44], &claiming(u32::MAX, u32::MAX)[..44]] {
        assert_eq!(error_of(as_file(bytes)), none);
        assert_eq!(error_of(as_pipe(bytes)), none);
    }
    // A size of 0 with a chunk or zeros behind it is true.
    for behind in [&b"note\x02\0\0\0ab"[..], &[0; 10]] {
        let mut bytes = claiming(46, 0);
        bytes.splice(44.., behind.iter().copied());
        assert_eq!((error_of(as_file(&bytes)), error_of(as_pipe(&bytes))), (none.to_owned(), none.to_owned()));
    }
    let half = "no samples (the data at byte 44 has 1 byte; a sample frame requires 2)";
    assert_eq!(error_of(as_file(&counting(5)[..45])), half);
    assert_eq!(error_of(as_pipe(&counting(5)[..45])), half);
}

#[test]
fn data_that_end_early_are_read_up_to_their_end() {
    let short = &counting(5)[..49];
    let truncated = [Warning::Truncated { claimed: 5, found: 2 }];
    let mut file = as_file(short).unwrap();
    assert_eq!((file.spec().length, file.report().warnings), (Some(2), truncated.to_vec()));
    assert_eq!(codes(&mut file), [1, 2]);
    let mut pipe = as_pipe(short).unwrap();
    assert_eq!(pipe.spec().length, Some(5), "as the header claims, until it ends");
    assert_eq!(codes(&mut pipe), [1, 2]);
    assert_eq!(pipe.report().warnings, truncated);
    let mut skipped = as_pipe(short).unwrap();
    assert_eq!(skipped.skip(4).unwrap(), 2);
    assert_eq!(skipped.report().warnings, truncated);
}

#[test]
fn an_incomplete_sample_is_dropped_with_a_warning() {
    let partial = [Warning::PartialSample { bytes: 1 }];
    let mut claimed = as_file(&claiming(45, 9)).unwrap();
    assert_eq!((codes(&mut claimed), claimed.report().warnings), (vec![1, 2, 3, 4], partial.to_vec()));
    let mut streamed = as_pipe(&claiming(u32::MAX, u32::MAX)[..53]).unwrap();
    assert_eq!((codes(&mut streamed), streamed.report().warnings), (vec![1, 2, 3, 4], partial.to_vec()));
}

#[test]
fn a_size_that_contradicts_the_container_gives_no_length_on_a_pipe() {
    let bytes = claiming(46, 0x4000_0000);
    let truncated = [Warning::Truncated { claimed: 0x2000_0000, found: 5 }];
    let mut pipe = as_pipe(&bytes).unwrap();
    assert_eq!((pipe.spec().length, codes(&mut pipe)), (None, ALL.to_vec()));
    assert_eq!(pipe.report().warnings, truncated);
    assert_eq!(as_file(&bytes).unwrap().report().warnings, truncated);
}

#[test]
fn wide_sizes_count_if_the_narrow_ones_overflow() {
    for bytes in [claiming_64(u32::MAX, 10), claiming_64(0, 10), claiming_64(10, 99)] {
        let mut pipe = as_pipe(&bytes).unwrap();
        assert_eq!((pipe.spec().length, codes(&mut pipe), pipe.report().warnings), (Some(5), ALL.to_vec(), vec![]));
    }
    for unknown in [u64::MAX, i64::MAX as u64, 0] {
        let mut pipe = as_pipe(&claiming_64(u32::MAX, unknown)).unwrap();
        assert_eq!((pipe.spec().length, codes(&mut pipe), pipe.report().warnings), (None, ALL.to_vec(), vec![]));
    }
    let mut lying = as_pipe(&claiming_64(u32::MAX, 1 << 62)).unwrap();
    assert_eq!((lying.spec().length, codes(&mut lying)), (None, ALL.to_vec()));
    assert_eq!(lying.report().warnings, [Warning::Truncated { claimed: 1 << 61, found: 5 }]);
}

/// Beyond 32-bit counts.
const LARGE: u64 = (1 << 32) + 100;

#[test]
fn the_end_of_a_file_of_more_than_4_gib_is_reached_at_once() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large.rf64");
    let mut file = File::create(&path).unwrap();
    file.write_all(&claiming_64(u32::MAX, LARGE)).unwrap();
    // Nothing between is written: the file is sparse.
    file.seek(SeekFrom::Start(80 + LARGE - 2)).unwrap();
    file.write_all(&7_i16.to_le_bytes()).unwrap();
    drop(file);
    let mut wav = Wav::open_file(File::open(&path).unwrap()).unwrap();
    assert_eq!((wav.spec().length, wav.data_offset()), (Some(LARGE / 2), 80));
    assert_eq!(wav.skip(LARGE / 2 - 2).unwrap(), LARGE / 2 - 2);
    assert_eq!(codes(&mut wav), [0, 7]);
    assert_eq!(wav.report().warnings, []);
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_plain_header_that_overflowed_does_not_cut_the_file() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overflowed.wav");
    let mut file = File::create(&path).unwrap();
    file.write_all(&claiming((LARGE + 36) as u32, LARGE as u32)).unwrap();
    file.set_len(44 + LARGE).unwrap();
    drop(file);
    let wav = Wav::open_file(File::open(&path).unwrap()).unwrap();
    assert_eq!(wav.spec().length, Some(LARGE / 2));
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_stream_of_more_than_4_gib_is_read_to_its_end() {
    let header = claiming_64(u32::MAX, LARGE)[..80].to_vec();
    let zeros = std::io::repeat(0).take(LARGE - 2);
    let stream = std::io::Cursor::new(header).chain(zeros).chain(&[7, 0, 99][..]);
    let mut wav = Wav::open(stream, None).unwrap();
    assert_eq!(wav.skip(LARGE / 2 - 2).unwrap(), LARGE / 2 - 2);
    assert_eq!(codes(&mut wav), [0, 7], "what follows the data is not samples");
}
