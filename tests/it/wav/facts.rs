//! The metadata of a file.

use std::fs::File;

use specgram::source::Wav;

use super::{as_file, as_pipe, chunk, counting, fmt, riff};

fn pairs(wav: &Wav) -> Vec<(&str, &str)> {
    wav.facts().texts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn info() -> Vec<u8> {
    let items = [chunk(b"INAM", b"Dawn\0"), chunk(b"ISFT", b"Recorder 2\0"), chunk(b"IXYZ", b"a\nb")].concat();
    chunk(b"LIST", &[b"INFO", &items[..]].concat())
}

#[test]
fn info_items_have_names_and_stay_on_a_line() {
    let file = riff(&[info(), fmt(1, 1, 8000, 16), chunk(b"data", &[0; 4])]);
    let expected = [("Title", "Dawn"), ("Software", "Recorder 2"), ("IXYZ", "a b")];
    assert_eq!(pairs(&as_pipe(&file).unwrap()), expected);
}

#[test]
fn a_broadcast_extension_is_read_field_by_field() {
    let mut body = vec![0; 602];
    body[..5].copy_from_slice(b"Reeds");
    body[256..262].copy_from_slice(b"Maker1");
    body[320..330].copy_from_slice(b"2024-05-06");
    body[330..338].copy_from_slice(b"07:08:09");
    body[338..346].copy_from_slice(&96_000_u64.to_le_bytes());
    body.extend(b"A=PCM,F=48000");
    let file = riff(&[chunk(b"bext", &body), fmt(1, 1, 8000, 16), chunk(b"data", &[0; 4])]);
    let expected = [
        ("Description", "Reeds"),
        ("Originator", "Maker1"),
        ("Origination date", "2024-05-06"),
        ("Origination time", "07:08:09"),
        ("Time reference", "96000 samples"),
        ("Coding history", "A=PCM,F=48000"),
    ];
    assert_eq!(pairs(&as_file(&file).unwrap()), expected);
}

#[test]
fn guano_is_lines_of_names_and_values() {
    let text = "GUANO|Version: 1.0\nSpecies Manual ID: Myotis\nNote: at 21:15\nnonsense\n";
    let file = riff(&[fmt(1, 1, 8000, 16), chunk(b"guan", text.as_bytes()), chunk(b"data", &[0; 4])]);
    let expected = [("GUANO|Version", "1.0"), ("Species Manual ID", "Myotis"), ("Note", "at 21:15")];
    assert_eq!(pairs(&as_file(&file).unwrap()), expected);
}

#[test]
fn metadata_after_the_samples_are_read_if_the_file_can_seek() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("texts_behind.wav");
    // Three bytes of data, so that a pad byte stands before the texts, which need not be 0.
    let mut file = riff(&[fmt(1, 1, 8000, 8), chunk(b"data", &[128, 255, 0]), info()]);
    file[47] = b'A';
    std::fs::write(&path, &file).unwrap();
    let mut wav = Wav::open_file(File::open(&path).unwrap()).unwrap();
    assert_eq!(pairs(&wav)[0], ("Title", "Dawn"));
    let samples = super::drain(&mut wav, specgram::source::Channels::Mix);
    assert_eq!(samples, [0.0, 127.0 / 128.0, -1.0], "the samples are not passed over");
    assert_eq!(pairs(&as_pipe(&file).unwrap()), []);
}

#[test]
fn a_pad_byte_that_could_begin_a_name_loses_no_text() {
    for pad in [b'A', b' '] {
        let mut note = chunk(b"note", b"odd");
        *note.last_mut().unwrap() = pad;
        let file = riff(&[note, info(), fmt(1, 1, 8000, 8), chunk(b"data", &[128; 2])]);
        assert_eq!(pairs(&as_pipe(&file).unwrap())[0], ("Title", "Dawn"));
    }
}

#[test]
fn texts_are_bounded_in_number_and_length() {
    let many = vec![chunk(b"ICMT", b"x"); 6000].concat();
    let long = vec![b'y'; 1 << 20];
    for body in [[b"INFO", &many[..]].concat(), [b"INFO", &chunk(b"ICMT", &long)[..]].concat()] {
        let file = riff(&[chunk(b"LIST", &body), fmt(1, 1, 8000, 16), chunk(b"data", &[0; 4])]);
        let wav = as_file(&file).unwrap();
        let texts = &wav.facts().texts;
        assert!(texts.len() <= 512 && texts.iter().all(|(_, value)| value.len() <= 4096) && !texts.is_empty());
    }
}

#[test]
fn the_position_of_the_samples_is_known() {
    let wav = as_file(&counting(5)).unwrap();
    assert_eq!((wav.data_offset(), wav.data_bytes()), (44, Some(10)));
}
