#![no_main]
//! Every format that is recognized by its first bytes.

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: specgram_fuzz::allow_decoder_panics(), |bytes: &[u8]| {
    specgram_fuzz::play(bytes.to_vec());
});
