#![no_main]
//! Headers of WAV and its relatives.

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use specgram::source::Wav;

fuzz_target!(|bytes: &[u8]| {
    let stream = || Cursor::new(bytes.to_vec());
    for total in [None, Some(bytes.len() as u64)] {
        match Wav::open(stream(), total) {
            Ok(mut wav) => drop(specgram_fuzz::drain(&mut wav)),
            Err(error) => drop(specgram_fuzz::refused(&error)),
        }
    }
});
