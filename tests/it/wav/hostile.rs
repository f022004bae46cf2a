//! Bytes that are not audio, in different chunkings.

use std::cell::Cell;
use std::io::{Cursor, Read};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use specgram::source::{AudioSource, Wav, open_stream};

use super::{ByteByByte, as_file, chunk, counting, error_of, fmt, riff};

/// What a header may make the reader ask for at once, whatever its sizes say.
const LARGEST_REQUEST: usize = 1 << 16;

/// Remembers the largest buffer that was asked to be filled.
struct Watched<R> {
    inner: R,
    largest: Arc<Mutex<usize>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut largest = self.largest.lock().unwrap();
        *largest = buffer.len().max(*largest);
        self.inner.read(buffer)
    }
}

/// Every kind of header there is, as a start for damage.
fn valid_files() -> Vec<Vec<u8>> {
    let data = chunk(b"data", &[7; 96]);
    let list = chunk(b"LIST", b"INFOISFT\x04\0\0\0test");
    let mut rifx = b"RIFX\0\0\0\x28WAVEfmt \0\0\0\x10".to_vec();
    rifx.extend(b"\0\x01\0\x01\0\0\x1f\x40\0\0\x3e\x80\0\x02\0\x10data\0\0\0\x04\x40\0\xC0\0");
    let mut rf64 = riff(&[chunk(b"ds64", &[40; 28]), fmt(1, 1, 8000, 24), chunk(b"data", &[5; 99])]);
    rf64[..8].copy_from_slice(b"RF64\xFF\xFF\xFF\xFF");
    let mut w64 = b"riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\0\0\x90\0\0\0\0\0\0\0wave".to_vec();
    w64.extend([0; 12]);
    w64.extend(b"fmt ............\x28\0\0\0\0\0\0\0");
    w64.extend(&fmt(1, 1, 8000, 16)[8..]);
    w64.extend(b"data............\x28\0\0\0\0\0\0\0");
    w64.extend([3; 16]);
    vec![
        counting(40),
        riff(&[list, fmt(1, 2, 44_100, 24), chunk(b"bext", &[65; 620]), data.clone()]),
        riff(&[fmt(3, 3, 96_000, 64), data.clone(), chunk(b"guan", b"a: b")]),
        riff(&[fmt(7, 1, 8000, 8), data]),
        rifx,
        rf64,
        w64,
    ]
}

/// Opens and reads everything; the output must not exceed the input.
fn survive(bytes: &[u8]) {
    let largest = Arc::new(Mutex::new(0));
    let stream = Watched { inner: Cursor::new(bytes.to_vec()), largest: Arc::clone(&largest) };
    let opened = open_stream(Box::new(stream));
    assert!(*largest.lock().unwrap() <= LARGEST_REQUEST);
    match opened {
        Ok(mut opened) => {
            let unit = opened.source.spec().bytes_per_sample_frame();
            let mut block = vec![0; unit * 7];
            let delivered = Cell::new(0);
            loop {
                let got = opened.source.read(&mut block).unwrap();
                delivered.set(delivered.get() + got);
                if got == 0 {
                    break;
                }
            }
            assert!(delivered.get() <= bytes.len());
            assert_eq!(opened.source.skip(1).unwrap(), 0);
        }
        Err(error) => {
            let text = error.to_string();
            assert!(text.chars().count() < 150 && !text.contains(char::is_control), "{text}");
        }
    }
    if let Ok(wav) = as_file(bytes) {
        let unit = wav.spec().bytes_per_sample_frame() as u64;
        assert!(wav.spec().length.unwrap() * unit <= bytes.len() as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn random_bytes_cause_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        survive(&bytes);
        survive(&[b"RIFF\x40\0\0\0WAVE", &bytes[..]].concat());
    }

    #[test]
    fn damaged_files_cause_no_panic(
        which in 0_usize..7,
        damage in proptest::collection::vec((0_usize..160, any::<u8>()), 0..8),
        cut in 0_usize..1000,
        repeated in (0_usize..160, 0_usize..64),
    ) {
        let mut bytes = valid_files().swap_remove(which);
        for (at, value) in damage {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        let (at, length) = (repeated.0.min(bytes.len()), repeated.1);
        let again = bytes[at..(at + length).min(bytes.len())].to_vec();
        bytes.splice(at..at, again);
        bytes.truncate(cut.max(1));
        survive(&bytes);
    }

    #[test]
    fn the_samples_are_the_same_however_the_bytes_arrive(which in 0_usize..7, cut in 60_usize..200, block in 1_usize..9) {
        let mut bytes = valid_files().swap_remove(which);
        bytes.truncate(cut);
        let read = |stream: Box<dyn Read + Send>, block: usize| {
            let Ok(mut opened) = open_stream(stream) else { return None };
            let mut buffer = vec![0; block * opened.source.spec().bytes_per_sample_frame()];
            let mut all: Vec<u8> = Vec::new();
            loop {
                match opened.source.read(&mut buffer).unwrap() {
                    0 => return Some((all, opened.facts, opened.source.report().warnings)),
                    got => all.extend(&buffer[..got]),
                }
            }
        };
        let at_once = read(Box::new(Cursor::new(bytes.clone())), 1000);
        let byte_by_byte = read(Box::new(ByteByByte(Cursor::new(bytes))), block);
        prop_assert_eq!(at_once, byte_by_byte);
    }
}

#[test]
fn an_endless_stream_of_empty_chunks_is_refused() {
    let stream = Cursor::new(b"RIFF\0\0\0\0WAVE".to_vec()).chain(std::io::repeat(0));
    assert_eq!(error_of(Wav::open(stream, None)), "number of chunks before the data exceeds the limit of 65536");
}

#[test]
fn a_chunk_beyond_the_end_is_an_error_with_its_numbers() {
    let mut bytes = riff(&[fmt(1, 1, 8000, 16), chunk(b"junk", b"1234")]);
    bytes[40..44].fill(0xFF);
    let text = "truncated: chunk 'junk' at byte 36 states 4294967295 bytes, but the input ends at byte 48";
    assert_eq!(error_of(as_file(&bytes)), text);
}

#[test]
fn the_valid_files_are_valid() {
    for (index, bytes) in valid_files().iter().enumerate() {
        assert!(open_stream(Box::new(Cursor::new(bytes.clone()))).is_ok(), "file {index}");
    }
}
