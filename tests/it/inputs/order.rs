//! Samples before their description, or after a chunk that should contain them.

use std::io::{Cursor, Read};

use specgram::source;

use super::behind::{aiff, decoded, little, wav};
use super::damage::{decode_as_file, reported};
use super::{decode, decode_stream};

#[test]
fn aiff_whose_description_follows_its_samples_is_read() {
    let whole = aiff(10, &[1; 10], 0, &[]);
    let (common, sound) = (&whole[12..38], &whole[38..]);
    let turned = [&whole[..12], sound, common].concat();
    assert_eq!(decoded(&turned), (10, vec![]));
    assert!(decode_stream(turned).unwrap().channels == decode_stream(whole).unwrap().channels);
    let odd = aiff(9, &[1; 9], 0, &[]);
    let (common, sound) = (&odd[12..38], &odd[38..]);
    let unpadded = [&odd[..12], &sound[..sound.len() - 1], common].concat();
    assert_eq!(decoded(&unpadded), (9, vec![]), "without a pad byte");
}

/// Samples of AIFF and WAV before their description, and the description.
fn samples_first() -> [[Vec<u8>; 2]; 2] {
    let (wav, aiff) = (wav(&[1; 100], b""), aiff(100, &[1; 100], 0, b""));
    [
        [[&wav[..12], &wav[36..]].concat(), wav[12..36].to_vec()],
        [[&aiff[..12], &aiff[38..]].concat(), aiff[12..38].to_vec()],
    ]
}

#[test]
fn samples_before_their_description_may_be_followed_by_an_endless_stream() {
    for [samples, description] in samples_first() {
        let whole = [samples, description].concat();
        assert_eq!(decoded(&whole), (100, vec![]));
        let opened = source::open_stream(Box::new(Cursor::new(whole).chain(std::io::repeat(0)))).unwrap();
        let decoded = decode(Ok(opened), 1000).unwrap();
        let [text] = &reported(&decoded)[..] else { panic!("{:?}", reported(&decoded)) };
        assert_eq!(decoded.channels[0].len(), 100);
        assert!(text.starts_with("ignored more "), "{text}");
    }
}

#[test]
fn a_missing_description_does_not_block() {
    for [samples, _] in samples_first() {
        let endless = Cursor::new([&samples[..], b"junk\xff\xff\xff\x7f"].concat()).chain(std::io::repeat(0));
        let reported = source::open_stream(Box::new(endless)).err().expect("refused").to_string();
        // The samples, for AIFF with 8 bytes more before them, and 64 MiB.
        let most = (1 << 26) + if samples.starts_with(b"FORM") { 108 } else { 100 };
        assert_eq!(
            reported,
            format!("the header after the samples is more than {most} bytes away: write the stream to a file first")
        );
    }
}

#[test]
fn an_empty_data_chunk_before_the_samples_hides_no_samples() {
    let format = little(b"fmt ", b"\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0");
    let (empty, data, list) = (little(b"data", b""), little(b"data", &[192; 9]), little(b"LIST", b"INFO"));
    let of = |chunks: &[&[u8]]| {
        let chunks = chunks.concat();
        [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WAVE", &chunks].concat()
    };
    for chunks in [
        &[&format[..], &empty, &data][..],
        &[&empty, &format, &data],
        &[&format, &empty, &list, &empty, &data],
        &[&empty, &data, &format],
    ] {
        let file = of(chunks);
        assert_eq!(decoded(&file), (9, vec![]));
        assert_eq!(decode_stream(file).unwrap().channels, [[0.5; 9]]);
    }
    for (chunks, at) in [
        (&[&format[..], &empty, &list][..], 44),
        (&[&empty, &format], 20),
        (&[&format, &empty, &list, b"\x01 is no chunk"], 44),
    ] {
        let refusals =
            [decode_as_file(&of(chunks)), decode_stream(of(chunks))].map(|decoded| decoded.unwrap_err().to_string());
        let text = format!("no samples (the data at byte {at} is empty)");
        assert_eq!(refusals, [text.clone(), text]);
    }
}
