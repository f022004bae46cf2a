//! Files of other kinds are named, by their content.

use std::io::Cursor;
use std::path::Path;

use specgram::source::{self, AudioSource, Channels};
use specgram::{Error, Result};

use super::{counting, drain};

fn opened(bytes: &[u8]) -> Result<source::Opened> {
    source::open_stream(Box::new(Cursor::new(bytes.to_vec())))
}

fn refused(bytes: &[u8]) -> String {
    opened(bytes).err().expect("refused").to_string()
}

#[test]
fn other_kinds_of_files_are_named() {
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR"), "a PNG image, not audio");
    assert_eq!(refused(b"RIFF\x10\0\0\0AVI LIST"), "AVI is not supported");
    assert_eq!(refused("not a sound, né".as_bytes()), "text, not audio");
    assert_eq!(refused(b"wvpk\x40\0\0\0\x10\x04\0\0"), "WavPack is not supported");
    assert_eq!(refused(b"MThd\0\0\0\x06\0\x01\0\x02"), "a MIDI file, not audio");
    assert_eq!(refused(b"\xFF\xFEn\0o\0t\0e\0s\0"), "UTF-16 text, not audio");
    assert_eq!(refused(b"RIFF\x10\0\0\0QLCMfmt "), "RIFF of type 'QLCM', not WAVE");
    let unknown = "unrecognized audio format (starts with 00 01 02 03)";
    assert_eq!(refused(b"\0\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B"), unknown);
}

#[test]
fn too_few_bytes_are_reported_as_such() {
    assert_eq!(refused(b""), "the input is empty");
    assert_eq!(refused(b"RIFF"), "the input has only 4 bytes, too few for audio");
}

#[test]
fn unsupported_kinds_are_convertible_and_damage_is_malformed() {
    assert!(matches!(opened(b"MThd\0\0\0\x06\0\x01\0\x02"), Err(Error::Unsupported { .. })));
    assert!(matches!(opened(b""), Err(Error::Malformed { .. })));
}

#[test]
fn a_stream_is_read_from_its_first_byte_after_sniffing() {
    let mut opened = opened(&counting(100)).unwrap();
    let samples = drain(&mut opened.source, Channels::Mix);
    assert_eq!((samples.len(), samples[0], samples[99]), (100, 1.0 / 32768.0, 100.0 / 32768.0));
    assert_eq!(opened.facts.container, "WAV");
}

#[test]
fn files_are_opened_by_their_content_and_not_by_their_name() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("sound.png");
    std::fs::write(&path, counting(3)).unwrap();
    assert_eq!(source::open(&path).unwrap().source.spec().length, Some(3));
    let empty = folder.join("empty.wav");
    std::fs::write(&empty, b"").unwrap();
    assert_eq!(source::open(&empty).err().unwrap().to_string(), "the file is empty");
}

#[test]
fn open_errors_state_their_reason() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let directory = source::open(folder).err().unwrap();
    assert_eq!(directory.to_string(), "cannot open: is a directory");
    let missing = source::open(&folder.join("no such file.wav")).err().unwrap();
    assert!(matches!(missing, Error::Io { .. }) && missing.to_string().starts_with("cannot open: "));
}
