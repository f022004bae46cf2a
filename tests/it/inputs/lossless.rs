//! Files that keep every bit.

use std::path::Path;

use specgram::source::{self, SampleFormat};

use crate::shared;

use super::{LENGTH, bytes, hear_file, hear_stream, path, signal};

/// Files with container, encoding, and whether a file and a stream know their length beforehand.
const FILES: [(&str, &str, &str, bool, bool); 8] = [
    ("pcm.aiff", "AIFF", "PCM", true, true),
    ("float.au", "AU", "float", true, true),
    ("flac.flac", "FLAC", "FLAC", true, true),
    ("flac.ogg", "Ogg", "FLAC", true, false),
    ("flac.mka", "Matroska", "FLAC", false, false),
    ("alac.m4a", "MP4", "ALAC", true, true),
    ("alac.caf", "CAF", "ALAC", false, false),
    ("pcm.wav", "WAV", "PCM", true, true),
];

#[test]
fn every_sample_is_that_of_the_signal() {
    let signal = signal();
    for (name, container, encoding, file_knows, stream_knows) in FILES {
        let length = |known: bool| known.then_some(LENGTH as u64);
        let file = hear_file(name);
        assert_eq!((file.container, file.encoding, file.length), (container, encoding, length(file_knows)), "{name}");
        assert!(file.channels == signal && file.rate == 16_000.0, "{name} differs");
        assert_eq!(file.warnings, [], "{name}");
        let stream = hear_stream(bytes(name)).unwrap();
        assert_eq!((stream.container, stream.length), (container, length(stream_knows)), "{name} on a pipe");
        assert!(stream.channels == signal, "{name} differs on a pipe");
        assert_eq!(stream.warnings, [], "{name} on a pipe");
    }
}

#[test]
fn sixteen_bits_stay_sixteen_bits() {
    for name in ["flac.flac", "flac.ogg", "flac.mka", "alac.m4a", "alac.caf"] {
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
    let heard = super::hear(source::open(&Path::new(&shared).join("audio/speech_jfk.flac")), 4096).unwrap();
    assert_eq!((heard.channels[0].len(), heard.length, heard.warnings), (485_100, Some(485_100), vec![]));
    // By soundfile.read(…, dtype="int32") of libsndfile 1.2.2.
    assert_eq!((hash(&heard.channels[0]), hash(&heard.channels[1])), (0xC466_A8B4_32E7_AF39, 0x4A20_70E7_E20F_A429));
}
