//! Files that would keep their reader busy forever, or produce samples from nothing.

use std::path::PathBuf;

use super::damage::{decode_as_file, plain_caf};
use super::{Decoded, bytes};
use crate::program::Folder;
use crate::reads::bytes_read;

/// Bytes that may be read beyond twice the file's size: those of overlapping packets, and of the last buffer.
const BESIDE: u64 = (1 << 20) + (1 << 16);

/// A box of an MP4 file.
pub(crate) fn mp4_box(name: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    [&(contents.len() as u32 + 8).to_be_bytes(), &name[..], contents].concat()
}

/// Big-endian numbers one after the other.
fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// The position of a box of that name.
pub(crate) fn place(file: &[u8], name: &[u8; 4]) -> usize {
    file.windows(4).position(|window| window == name).expect("the box") - 4
}

/// The fragmented file with one fragment of its own: so many runs, all of the same samples, each with so many of one
/// size.
pub(crate) fn fragment(runs: usize, samples: u32, size: u32) -> Vec<u8> {
    // Sizes and durations of all samples alike; places from the start of the fragment.
    let header = words(&[0x0002_0038, 1, 1024, size, 0x0200_0000]);
    fragment_of(&header, runs, |offset| words(&[1, samples, offset]))
}

/// The same with any header and runs, which get the position of the samples.
fn fragment_of(header: &[u8], runs: usize, run: impl Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let whole = bytes("fragments.mp4");
    let (moof, mdat, index) = (place(&whole, b"moof"), place(&whole, b"mdat"), place(&whole, b"mfra"));
    let sequence = &whole[moof + 8..moof + 24];
    let header = mp4_box(b"tfhd", header);
    let time = mp4_box(b"tfdt", &words(&[0, 0]));
    let of_length = |offset: u32| {
        let run = mp4_box(b"trun", &run(offset));
        mp4_box(b"moof", &[sequence, &mp4_box(b"traf", &[&header[..], &time, &run.repeat(runs)].concat())].concat())
    };
    let offset = of_length(0).len() as u32 + 8;
    [&whole[..moof], &of_length(offset), &whole[mdat..index]].concat()
}

/// Reads a file that requests more than it contains, and counts the bytes read.
#[track_caller]
fn decode_counted(file: &[u8]) -> specgram::Result<Decoded> {
    let (decoded, read) = bytes_read(|| decode_as_file(file));
    let most = 2 * file.len() as u64 + BESIDE;
    assert!(read <= most, "{read} of at most {most} bytes read");
    decoded
}

#[track_caller]
fn refusal(file: &[u8]) -> String {
    decode_counted(file).map(|decoded| decoded.channels[0].len()).expect_err("refused").to_string()
}

#[test]
fn a_fragment_of_more_samples_than_bytes_is_refused() {
    for samples in [u32::MAX, 1_000_000] {
        let reported = refusal(&fragment(1, samples, 0));
        assert!(
            reported.starts_with(&format!("sample count of an MP4 fragment is {samples}; the limit is ")),
            "{reported}"
        );
    }
}

#[test]
fn empty_packets_give_no_sound() {
    // As many as allowed, eight times over.
    let reported = refusal(&fragment(64, 2000, 0));
    assert_eq!(reported, "MP4 without audio (65536 packets in a row without audio)");
}

/// So many tracks whose packets are the same bytes.
pub(crate) fn tracks_that_share_their_packets(count: u32) -> Vec<u8> {
    let whole = bytes("alac.m4a");
    let (index, track) = (place(&whole, b"moov"), place(&whole, b"trak"));
    let size = u32::from_be_bytes(whole[track..track + 4].try_into().unwrap()) as usize;
    let tracks = (1..=count).flat_map(|number| {
        let mut track = whole[track..track + size].to_vec();
        let header = place(&track, b"tkhd") + 20;
        track[header..header + 4].copy_from_slice(&number.to_be_bytes());
        track
    });
    let contents: Vec<u8> = whole[index + 8..track].iter().copied().chain(tracks).collect();
    [&whole[..index], &mp4_box(b"moov", &contents)].concat()
}

#[test]
fn tracks_that_share_their_packets_are_read_for_a_mebibyte_more_than_there_is() {
    let decoded = decode_counted(&tracks_that_share_their_packets(400)).unwrap();
    let reported: Vec<String> = decoded.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(reported[0], "using audio track 1 of 400");
    assert!(reported[1].ends_with(" is ignored: packets overlap"), "{reported:?}");
    assert!(decoded.channels[0].len() <= super::LENGTH, "{} samples", decoded.channels[0].len());
}

/// A file with another number at that position of a box.
pub(crate) fn renumbered(file: &str, name: &[u8; 4], at: usize, number: u32) -> Vec<u8> {
    let mut file = bytes(file);
    let place = place(&file, name) + 8 + at;
    file[place..place + 4].copy_from_slice(&number.to_be_bytes());
    file
}

#[test]
fn tables_that_grow_with_the_square_are_refused() {
    let with = |name, at, number| refusal(&renumbered("aac.m4a", name, at, number));
    assert_eq!(with(b"stts", 4, 65537), "entry count of an MP4 time table is 65537; the limit is 65536");
    assert_eq!(with(b"stsc", 12, 1 << 19), "sample count of an MP4 chunk is 524288; the limit is 262144");
}

#[test]
fn tables_are_limited_wherever_they_are_and_however_many() {
    // A reader may take any of several tables, of several tracks, and of several indexes.
    let whole = bytes("aac.m4a");
    let long = mp4_box(b"stts", &words(&[0, 65537]));
    let movie = [&b"trak"[..], b"mdia", b"minf", b"stbl"]
        .into_iter()
        .rev()
        .fold(long.clone(), |contents, name| mp4_box(name.try_into().unwrap(), &contents));
    let reported = "entry count of an MP4 time table is 65537; the limit is 65536";
    let within = |path: &[&[u8; 4]], more: &[u8]| {
        let mut file = whole.clone();
        let mut at = 0;
        for name in path {
            at = place(&file[at..], name) + at;
            let size = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) + more.len() as u32;
            file[at..at + 4].copy_from_slice(&size.to_be_bytes());
        }
        let end = at + u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize - more.len();
        file.splice(end..end, more.iter().copied());
        file
    };
    assert_eq!(refusal(&within(&[b"moov", b"trak", b"mdia", b"minf", b"stbl"], &long)), reported);
    assert_eq!(refusal(&within(&[b"moov"], &movie)), reported);
    assert_eq!(refusal(&[&whole[..], &mp4_box(b"moov", &movie)].concat()), reported);
}

/// Writes a file with an index of so many bytes, which takes no space on disk.
pub(crate) fn write_large_index(folder: &Folder, name: &str, size: u64) -> PathBuf {
    let whole = bytes("aac.m4a");
    let index = place(&whole, b"moov");
    let header = [&(size as u32 + 8).to_be_bytes(), &b"moov"[..]].concat();
    // The rest of the index is a box of unknown kind without content.
    let filler = (size - (whole.len() - index - 8) as u64) as u32;
    let filler = [&filler.to_be_bytes(), &b"free"[..]].concat();
    let path = folder.write(name, [&whole[..index], &header, &whole[index + 8..], &filler].concat());
    let file = std::fs::File::options().write(true).open(&path).expect("the file");
    file.set_len(index as u64 + 8 + size).expect("a sparse file");
    path
}

#[test]
fn an_index_that_is_too_large_is_refused() {
    const MOST: u64 = 1 << 26;
    let folder = Folder::new();
    for (size, is_refused) in [(MOST + 1, true), (MOST, false)] {
        let decoded = super::decode(specgram::source::open(&write_large_index(&folder, "large.m4a", size)), 1000);
        if is_refused {
            let reported = decoded.map(|decoded| decoded.channels[0].len()).expect_err("refused").to_string();
            assert_eq!(reported, "MP4 index size is 67108865 bytes; the limit is 67108864");
        } else {
            assert_eq!(decoded.expect("read").channels[0].len(), super::LENGTH);
        }
    }
}

/// A fragment that makes its reader panic.
pub(crate) fn false_flags() -> Vec<u8> {
    // The first sample's flags announce its own size and duration, for which there is no space.
    let header = words(&[0x0002_0038, 1, 1024, 400, 0x0200_0000]);
    fragment_of(&header, 1, |offset| words(&[5, 4, offset, 0x300]))
}

/// A fragment whose samples are where no file reaches.
pub(crate) fn far_samples() -> Vec<u8> {
    let header = words(&[0x39, 1, 0x8000_0000, 0, 1024, 400, 0x0200_0000]);
    fragment_of(&header, 1, |offset| words(&[1, 4, offset]))
}

#[test]
fn a_decoder_panic_is_reported_as_damage_in_one_line() {
    let folder = Folder::new();
    folder.write("flags.mp4", false_flags());
    let output = folder.run(&["info", "flags.mp4"], b"").failed(1);
    assert_eq!(output.stderr, "specgram: flags.mp4: MP4 without audio (the decoder failed)\n");
}

#[test]
fn samples_beyond_what_a_file_can_have_are_damage() {
    let reported = refusal(&far_samples());
    assert_eq!(reported, "MP4 without audio (a position is past the end of the file)");
}

/// A CAF file with packets of four billion samples.
pub(crate) fn endless_packets() -> Vec<u8> {
    let mut caf = plain_caf(1004, &[0; 1000], b"");
    let samples = place(&caf, b"lpcm") + 4 + 12;
    caf[samples..samples + 4].fill(0xFF);
    caf
}

#[test]
fn a_packet_of_four_billion_samples_is_refused_before_allocation() {
    let reported = refusal(&endless_packets());
    assert_eq!(
        reported,
        "number of samples in a CAF packet (4294967295 for each of 2 channels) is 8589934590; the limit is 4194304"
    );
}

#[cfg(unix)]
#[test]
fn a_failed_copy_of_a_stream_is_reported_and_leaves_no_file() {
    // The shell's file size limit simulates a full disk; its unit is 512 or 1024 bytes.
    let folder = Folder::new();
    std::fs::create_dir(folder.path("copies")).expect("a folder");
    let copies = folder.path("copies");
    let samples_first = [&b"RIFF\0\0\0\0WAVEdata\x10\x27\0\0"[..], &[0; 10_000]].concat();
    for stream in [bytes("alac.m4a"), samples_first] {
        let input = folder.write("input", stream);
        let output = std::process::Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" info -", env!("CARGO_BIN_EXE_specgram")])
            .env("TMPDIR", &copies)
            .stdin(std::fs::File::open(input).expect("the input"))
            .output()
            .expect("a shell");
        let reported = String::from_utf8_lossy(&output.stderr).into_owned();
        let expected =
            format!("specgram: standard input: cannot create a temporary copy of the input in {}: ", copies.display());
        assert!(output.status.code() == Some(1) && reported.starts_with(&expected), "{reported}");
        assert_eq!(std::fs::read_dir(&copies).expect("the folder").count(), 0);
    }
}
