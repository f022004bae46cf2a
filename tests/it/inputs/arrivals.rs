//! The same samples for any chunking of the bytes.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use specgram::source;
use specgram::warning::Warning;

use super::damage::decode_as_file;
use super::{Decoded, bytes, decode, decode_stream};

const FILES: [&str; 22] = [
    "aac.aac",
    "aac.m4a",
    "alac.caf",
    "alac.m4a",
    "alac.mov",
    "flac.flac",
    "flac.mka",
    "flac.ogg",
    "float.au",
    "fragments.mp4",
    "ima_adpcm.wav",
    "mp2.mp2",
    "mp2.mp4",
    "mp3.mp3",
    "ms_adpcm.wav",
    "mulaw.mov",
    "opus.ogg",
    "pcm.aiff",
    "pcm.wav",
    "vorbis.ogg",
    "vorbis3.ogg",
    "vorbis.webm",
];

/// A reader that returns so many bytes at a time, and is interrupted before each.
struct Crumbs<R> {
    reader: R,
    most: usize,
    interrupted: bool,
}

impl<R: Read> Read for Crumbs<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.interrupted = !self.interrupted;
        if self.interrupted {
            return Err(std::io::ErrorKind::Interrupted.into());
        }
        let most = buffer.len().min(self.most);
        self.reader.read(&mut buffer[..most])
    }
}

/// One of the files: truncated, with a flipped bit, or whole, and sometimes with another appended.
fn damaged() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let behind = proptest::option::weighted(0.2, 0..FILES.len());
    let cut = prop_oneof![Just(1.0), 0.0..1.0];
    let flip = proptest::option::of((prop_oneof![0.0..1.0, 0.0..0.02], 0_u8..8));
    (0..FILES.len(), cut, flip, behind).prop_map(|(which, cut, flip, behind)| {
        let mut bytes = bytes(FILES[which]);
        if let Some((at, bit)) = flip {
            let at = (at * bytes.len() as f64) as usize;
            bytes[at] ^= 1 << bit;
        }
        bytes.truncate((cut * bytes.len() as f64) as usize);
        // For MP3 on a pipe the length in the first header counts: a second file is detected only after the first has
        // been decoded.
        let behind = behind.filter(|_| FILES[which] != "mp3.mp3");
        bytes.extend(behind.map(|which| super::bytes(FILES[which])).unwrap_or_default());
        (FILES[which], bytes)
    })
}

/// The decoded samples, or the reason for their absence; messages name a stream like a file.
fn outcome(decoded: specgram::Result<Decoded>) -> Result<Decoded, String> {
    decoded.map_err(|error| error.to_string().replace("the input", "the file"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_samples_are_the_same_however_the_bytes_arrive(
        (name, bytes) in damaged(),
        most in 1_usize..50,
        block in 1_usize..2000,
    ) {
        let crumbs = Crumbs { reader: Cursor::new(bytes.clone()), most, interrupted: false };
        let at_once = outcome(decode(source::open_stream(Box::new(Cursor::new(bytes))), 1 << 16));
        let bit_by_bit = outcome(decode(source::open_stream(Box::new(crumbs)), block));
        prop_assert!(at_once == bit_by_bit, "{}: {:?} but {:?}", name, reported(&at_once), reported(&bit_by_bit));
    }

    #[test]
    fn a_stream_gives_the_same_as_a_file_of_the_same_bytes((name, bytes) in damaged()) {
        let (mut file, mut stream) = (outcome(decode_as_file(&bytes)), outcome(decode_stream(bytes)));
        if let (Ok(file), Ok(stream)) = (&mut file, &mut stream) {
            // A stream need not know its length, and without its end it cannot.
            if stream.length.is_none() || file.warnings.iter().any(|warning| matches!(warning, Warning::Truncated { .. })) {
                (file.length, stream.length) = (None, None);
            }
            // On a pipe a size of 0 means unknown.
            file.warnings.retain(|warning| !warning.to_string().contains("size as 0"));
        }
        prop_assert!(file == stream, "{}: {:?} but {:?}", name, reported(&file), reported(&stream));
    }
}

/// The part of a result that a failure prints: there are too many samples.
fn reported(outcome: &Result<Decoded, String>) -> Result<(usize, Option<u64>, &[Warning]), &String> {
    outcome.as_ref().map(|decoded| (decoded.channels[0].len(), decoded.length, &decoded.warnings[..]))
}
