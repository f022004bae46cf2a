//! The same samples however the bytes arrive.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use specgram::source;

use super::{bytes, hear};

const FILES: [&str; 18] = [
    "aac.aac",
    "aac.m4a",
    "alac.caf",
    "alac.m4a",
    "flac.flac",
    "flac.mka",
    "flac.ogg",
    "float.au",
    "fragments.mp4",
    "ima_adpcm.wav",
    "mp2.mp2",
    "mp3.mp3",
    "ms_adpcm.wav",
    "opus.ogg",
    "pcm.aiff",
    "pcm.wav",
    "vorbis.ogg",
    "vorbis.webm",
];

/// A reader that hands out so many bytes at a time, and is interrupted before every one.
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_samples_are_the_same_however_the_bytes_arrive(
        which in 0..FILES.len(),
        most in 1_usize..50,
        block in 1_usize..2000,
        cut in prop_oneof![Just(1.0), 0.0..1.0],
        flip in proptest::option::of((0.0..1.0, 0_u8..8)),
    ) {
        let mut bytes = bytes(FILES[which]);
        if let Some((at, bit)) = flip {
            let at = (at * bytes.len() as f64) as usize;
            bytes[at] ^= 1 << bit;
        }
        bytes.truncate((cut * bytes.len() as f64) as usize);
        let crumbs = Crumbs { reader: Cursor::new(bytes.clone()), most, interrupted: false };
        let at_once = hear(source::open_stream(Box::new(Cursor::new(bytes))), 1 << 16);
        let bit_by_bit = hear(source::open_stream(Box::new(crumbs)), block);
        match (at_once, bit_by_bit) {
            (Ok(at_once), Ok(bit_by_bit)) => prop_assert_eq!(at_once, bit_by_bit),
            (Err(at_once), Err(bit_by_bit)) => prop_assert_eq!(at_once.to_string(), bit_by_bit.to_string()),
            (at_once, bit_by_bit) => prop_assert!(false, "{:?} but {:?}", at_once.is_ok(), bit_by_bit.is_ok()),
        }
    }
}
