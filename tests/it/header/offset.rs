//! Bytes before the input.

use super::{folder, spectra, tone};
use crate::program::Folder;

/// Bytes of no known kind.
const JUNK: [u8; 7] = [0xDE, 0xAD, 0, 1, 2, 3, 4];

#[test]
fn raw_samples_are_read_from_an_offset() {
    let data: Vec<u8> = (0..1280_i16).flat_map(|n| (n * 7 % 501).to_le_bytes()).collect();
    let plain = folder(&data);
    let behind = folder(&[&JUNK[..], &data].concat());
    let raw = ["--raw", "s16le", "--rate", "8k"];
    for input in ["in.wav", "-"] {
        let expected = spectra(&plain, input, &raw);
        let flags = [&raw[..], &["--byte-offset", "7"]].concat();
        assert!(spectra(&behind, input, &flags) == expected && expected.times.len() == 20, "{input}");
        assert!(spectra(&plain, input, &[&raw[..], &["--byte-offset", "0"]].concat()) == expected, "{input}");
    }
}

#[test]
fn a_file_is_recognized_behind_an_offset() {
    let folder = Folder::new();
    for bytes in
        [tone(), crate::inputs::bytes("flac.flac"), crate::inputs::bytes("aac.m4a"), crate::inputs::bytes("mp3.mp3")]
    {
        folder.write("in.wav", &bytes);
        let expected = spectra(&folder, "in.wav", &[]);
        folder.write("in.wav", [&JUNK[..], &bytes].concat());
        for input in ["in.wav", "-"] {
            assert!(spectra(&folder, input, &["--byte-offset", "7"]) == expected, "{input} {:?}", &bytes[..4]);
        }
    }
    folder.write("in.wav", [&JUNK[..], &tone()].concat());
    let silent = folder.run(&["info", "in.wav", "--byte-offset", "7"], b"").done().silent();
    assert!(silent.text().contains("640 samples per channel"), "{silent:?}");
}

#[test]
fn a_cut_file_behind_an_offset_is_reported() {
    let whole = tone();
    let folder = folder(&[&JUNK[..], &whole[..whole.len() - 40]].concat());
    let reported = folder.run(&["info", "in.wav", "--byte-offset", "7"], b"").done();
    reported.with_stderr("truncated: found 630 of the 640 samples stated in the header");
}

#[test]
fn an_offset_past_the_end_is_refused() {
    let folder = folder(&[0; 100]);
    folder.write("a.sigmf-meta", "{}");
    for input in ["in.wav", "-"] {
        for raw in [&[][..], &["--raw", "u8", "--rate", "8k"]] {
            let flags = [&["info", input, "--byte-offset", "101"], raw].concat();
            let refused = folder.run(&flags, &[0; 100]).failed(2);
            refused.with_stderr("--byte-offset of 101 is past the end of the input of 100 bytes");
        }
        let none = folder.run(&["info", input, "--byte-offset", "100"], &[0; 100]).failed(1);
        none.with_stderr("is empty");
    }
    folder
        .run(&["render", "a.sigmf-meta", "--byte-offset", "1"], b"")
        .failed(2)
        .with_stderr("a.sigmf-meta: --byte-offset does not apply to SigMF recordings");
}
