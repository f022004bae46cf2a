//! Lossless files.

use std::path::Path;

use specgram::source::{self, SampleFormat};

use crate::shared;

use super::damage::{decode_as_file, plain_caf};
use super::{LENGTH, bytes, decode_file, decode_stream, path, signal};

/// Files with container, encoding, and whether a file and a stream know their length beforehand.
const FILES: [(&str, &str, &str, bool, bool); 9] = [
    ("pcm.aiff", "AIFF", "PCM", true, true),
    ("float.au", "AU", "float", true, true),
    ("flac.flac", "FLAC", "FLAC", true, true),
    ("flac.ogg", "Ogg", "FLAC", true, false),
    ("flac.mka", "Matroska", "FLAC", false, false),
    ("alac.m4a", "MP4", "ALAC", true, true),
    ("alac.mov", "MP4", "ALAC", true, true),
    ("alac.caf", "CAF", "ALAC", false, false),
    ("pcm.wav", "WAV", "PCM", true, true),
];

#[test]
fn every_sample_is_that_of_the_signal() {
    let signal = signal();
    for (name, container, encoding, file_knows, stream_knows) in FILES {
        let length = |known: bool| known.then_some(LENGTH as u64);
        let file = decode_file(name);
        assert_eq!((file.container, file.encoding, file.length), (container, encoding, length(file_knows)), "{name}");
        assert!(file.channels == signal && file.rate == 16_000.0, "{name} differs");
        assert_eq!(file.warnings, [], "{name}");
        let stream = decode_stream(bytes(name)).unwrap();
        assert_eq!((stream.container, stream.length), (container, length(stream_knows)), "{name} on a pipe");
        assert!(stream.channels == signal, "{name} differs on a pipe");
        assert_eq!(stream.warnings, [], "{name} on a pipe");
    }
}

#[test]
fn sixteen_bits_stay_sixteen_bits() {
    for name in ["flac.flac", "flac.ogg", "flac.mka", "alac.m4a", "alac.mov", "alac.caf"] {
        let opened = source::open(&path(name)).unwrap();
        let format = opened.source.spec().format;
        assert!(matches!(format, SampleFormat::Signed { bytes: 2, .. }), "{name}: {format:?}");
        assert_eq!(opened.facts.bits, Some(16), "{name}");
    }
}

/// FNV-1a over all samples as integers of 32 bits, little-endian, left-justified.
fn hash(samples: &[f64]) -> u64 {
    let bytes = samples.iter().flat_map(|sample| ((sample * 2_f64.powi(31)) as i32).to_le_bytes());
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

#[test]
fn a_recording_of_24_bits_is_what_libsndfile_reads() {
    let Some(shared) = shared::folder() else { return };
    let decoded = super::decode(source::open(&Path::new(&shared).join("audio/speech_jfk.flac")), 4096).unwrap();
    assert_eq!((decoded.channels[0].len(), decoded.length, decoded.warnings), (485_100, Some(485_100), vec![]));
    // By soundfile.read(…, dtype="int32") of libsndfile 1.2.2.
    assert_eq!(
        (hash(&decoded.channels[0]), hash(&decoded.channels[1])),
        (0xC466_A8B4_32E7_AF39, 0x4A20_70E7_E20F_A429)
    );
}

#[test]
fn bytes_after_the_entries_of_a_packet_table_are_skipped() {
    let whole = bytes("alac.caf");
    let table = whole.windows(4).position(|window| window == b"pakt").expect("the table");
    let size = u64::from_be_bytes(whole[table + 4..table + 12].try_into().expect("a size"));
    let end = table + 12 + size as usize;
    for padding in [1, 11, 12, 500] {
        let size = (size + padding as u64).to_be_bytes();
        let [before, entries, behind] = [&whole[..table + 4], &whole[table + 12..end], &whole[end..]];
        let decoded = decode_as_file(&[before, &size, entries, &vec![0; padding], behind].concat()).unwrap();
        assert!(decoded.channels == signal() && decoded.warnings.is_empty(), "{padding}: {:?}", decoded.warnings);
    }
}

/// 8-bit PCM in CAF.
pub(crate) fn caf_of_8_bits() -> Vec<u8> {
    let mut caf = plain_caf(10, &[0; 6], b"");
    let format = caf.windows(4).position(|window| window == b"lpcm").expect("the format");
    caf[format + 20..format + 24].copy_from_slice(&8_u32.to_be_bytes());
    caf
}

/// The description of the samples of `alac.m4a`, and a box within it.
fn names() -> Vec<usize> {
    let whole = bytes("alac.m4a");
    (0..whole.len()).filter(|&at| whole[at..].starts_with(b"alac")).collect()
}

/// The same file, its samples described as PCM.
pub(crate) fn m4a_of_pcm(name: &[u8; 4], bits: u8) -> Vec<u8> {
    let (mut file, at) = (bytes("alac.m4a"), names()[0]);
    file[at..at + 4].copy_from_slice(name);
    file[at + 23] = bits;
    file
}

#[test]
fn pcm_that_would_be_read_as_other_numbers_is_refused() {
    let refusal = |file: &[u8]| decode_as_file(file).map(|_| ()).unwrap_err().to_string();
    assert_eq!(refusal(&caf_of_8_bits()), "CAF with 8-bit PCM is not supported");

    // The box states their byte order.
    let order = names()[1];
    for (name, bits) in [(b"in24", 24), (b"in32", 32), (b"fl32", 32), (b"fl64", 64)] {
        let mut file = m4a_of_pcm(name, bits);
        let reported = format!("MP4 with {bits}-bit big-endian PCM is not supported");
        assert_eq!(refusal(&file), reported);
        file[order..order + 6].copy_from_slice(b"enda\0\0");
        assert_eq!(refusal(&file), reported);
        file[order + 5] = 1;
        assert!(decode_as_file(&file).is_ok(), "little-endian");
    }
}
