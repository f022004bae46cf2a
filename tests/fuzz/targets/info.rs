#![no_main]
//! The facts about a file, and its levels.

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use specgram::{pipeline, source};

fuzz_target!(init: specgram_fuzz::allow_decoder_panics(), |bytes: &[u8]| {
    let Ok(mut opened) = source::open_stream(Box::new(Cursor::new(bytes.to_vec()))) else { return };
    for (name, value) in opened.facts.texts.iter() {
        assert!(!name.is_empty() && !value.contains(char::is_control));
    }
    if let Ok(levels) = pipeline::signal_levels(&mut opened.source) {
        assert!(levels.samples > 0 && levels.peak.is_finite() && levels.rms >= 0.0);
    }
});
