//! The common part of all fuzzers: processing of bytes, and the properties that must hold.

use std::alloc::System;
use std::io::Cursor;

use cap::Cap;

use specgram::Error;
use specgram::source::{self, AudioSource};

/// Memory beyond which the process is ended.
#[global_allocator]
pub static MEMORY: Cap<System> = Cap::new(System, 256 << 20);

/// Bytes of samples after which a source need not be read further.
const ENOUGH: usize = 1 << 26;

/// Allows decoders to panic, as this program does: their panics are caught and reported as damage.
pub fn allow_decoder_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |bug| {
        if !source::is_decoding() {
            before(bug);
        }
    }));
}

/// The outcome of reading bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Samples were decoded, perhaps with warnings.
    Played,
    /// They were refused.
    Refused,
    /// They were refused after some samples.
    Broke,
}

/// Opens bytes as a stream and reads all samples.
///
/// # Panics
/// If an error is not one line, if there are more samples than stated, or if the end is not final.
pub fn play(bytes: Vec<u8>) -> Outcome {
    match source::open_stream(Box::new(Cursor::new(bytes))) {
        Ok(mut opened) => drain(opened.source.as_mut()),
        Err(error) => refused(&error),
    }
}

/// Reads all samples of a source.
///
/// # Panics
/// As [`play`].
pub fn drain(source: &mut dyn AudioSource) -> Outcome {
    let spec = source.spec().clone();
    let unit = spec.bytes_per_sample_frame();
    assert!(unit > 0 && spec.sample_rate.get() > 0.0);
    let mut block = vec![0; unit * (1_usize << 16).div_ceil(unit)];
    let mut total = 0;
    loop {
        let got = match source.read(&mut block) {
            Ok(got) => got,
            Err(error) => {
                refused(&error);
                return Outcome::Broke;
            }
        };
        assert!(got % unit == 0 && got <= block.len());
        total += got;
        if got < block.len() {
            break;
        }
        if total > ENOUGH {
            return Outcome::Played;
        }
    }
    assert!(spec.length.is_none_or(|length| (total / unit) as u64 <= length));
    assert_eq!(source.read(&mut block).expect("an end is an end"), 0);
    for warning in source.warnings() {
        line(&warning.to_string());
    }
    Outcome::Played
}

/// Checks an error.
///
/// # Panics
/// If it is not one line of reasonable length.
pub fn refused(error: &Error) -> Outcome {
    line(&error.to_string());
    Outcome::Refused
}

fn line(text: &str) {
    assert!(text.chars().count() < 300 && !text.contains(char::is_control) && !text.is_empty(), "{text:?}");
}
