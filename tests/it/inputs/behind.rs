//! Data after the samples that a header states.

use std::fs::File;
use std::io::{Cursor, Read};

use specgram::source::lookahead::Lookahead;
use specgram::source::{self, AudioSource, Span, SpanOptions};

use super::damage::{decode_as_file, reported};
use super::{Decoded, decode, decode_stream};
use crate::program::Folder;

/// A chunk with its pad byte, its size in either order.
fn chunk(id: &[u8], size: [u8; 4], body: &[u8]) -> Vec<u8> {
    let mut chunk = [id, &size, body].concat();
    chunk.resize(chunk.len().next_multiple_of(2), 0);
    chunk
}

pub(super) fn little(id: &[u8; 4], body: &[u8]) -> Vec<u8> {
    chunk(id, (body.len() as u32).to_le_bytes(), body)
}

pub(crate) fn big(id: &[u8; 4], body: &[u8]) -> Vec<u8> {
    chunk(id, (body.len() as u32).to_be_bytes(), body)
}

/// 8 bits at 8 kHz: as many samples as `data` has bytes, and any data after the chunk.
pub(super) fn wav(data: &[u8], behind: &[u8]) -> Vec<u8> {
    let format = little(b"fmt ", b"\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0");
    let size = 4 + format.len() + little(b"data", data).len();
    [b"RIFF", &(size as u32).to_le_bytes()[..], b"WAVE", &format, &little(b"data", data), behind].concat()
}

/// The same as AIFF, with a count of samples of its own.
pub(crate) fn aiff(count: u32, data: &[u8], block: u32, behind: &[u8]) -> Vec<u8> {
    let common = [b"\0\x01", &count.to_be_bytes()[..], b"\0\x08\x40\x0b\xfa\0\0\0\0\0\0\0"].concat();
    let sound = big(b"SSND", &[&[0; 4], &block.to_be_bytes()[..], data].concat());
    let contents = [b"AIFF", &big(b"COMM", &common)[..], &sound].concat();
    [b"FORM", &(contents.len() as u32).to_be_bytes()[..], &contents, behind].concat()
}

/// The same as AU.
pub(crate) fn au(size: u32, data: &[u8]) -> Vec<u8> {
    [b".snd\0\0\0\x18", &size.to_be_bytes()[..], b"\0\0\0\x02\0\0\x1f\x40\0\0\0\x01", data].concat()
}

/// A chunk of Wave64 without its padding.
pub(crate) fn wide(id: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&id[..], &[0; 12], &(body.len() as u64 + 24).to_le_bytes(), body].concat()
}

/// The same as Wave64.
pub(crate) fn w64(data: &[u8], behind: &[u8]) -> Vec<u8> {
    let format = wide(b"fmt ", b"\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0");
    let size = (40 + format.len() + 24 + data.len()) as u64;
    [b"riff", &[0; 12][..], &size.to_le_bytes(), b"wave", &[0; 12], &format, &wide(b"data", data), behind].concat()
}

/// IMA ADPCM of two channels in whole blocks, all of zeros, with a count of samples.
pub(crate) fn ima(blocks: usize, count: u32) -> Vec<u8> {
    // 505 samples: one in the head, and eight in each of 63 groups of eight bytes.
    let format = little(b"fmt ", b"\x11\0\x02\0\x40\x1f\0\0\xae\x1f\0\0\0\x02\x04\0\x02\0\xf9\x01");
    let chunks = [format, little(b"fact", &count.to_le_bytes()), little(b"data", &vec![0; 512 * blocks])].concat();
    [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WAVE", &chunks].concat()
}

/// The number of samples and the warnings of a file, which must equal those of a stream.
pub(super) fn decoded(bytes: &[u8]) -> (usize, Vec<String>) {
    let (file, stream) = (decode_as_file(bytes).unwrap(), decode_stream(bytes.to_vec()).unwrap());
    let of = |decoded: &Decoded| (decoded.channels[0].len(), reported(decoded));
    assert_eq!(of(&file), of(&stream));
    assert_eq!(file.texts, stream.texts);
    of(&file)
}

/// Sixteen bytes that could be audio.
pub(super) const SOUND: [u8; 16] = [130, 140, 150, 160, 150, 140, 130, 120, 110, 100, 90, 80, 90, 100, 110, 120];

pub(super) fn surplus(count: usize, at: usize) -> Vec<String> {
    vec![format!("ignored {count} bytes at byte {at}, after the samples stated in the header")]
}

#[test]
fn uncounted_samples_are_reported() {
    assert_eq!(decoded(&wav(&[128; 10], &SOUND)), (10, surplus(16, 54)));
    assert_eq!(decoded(&wav(&[128; 9], &SOUND)), (9, surplus(16, 54)), "behind a pad byte");
    assert_eq!(decoded(&wav(&[128; 10], &[&[0; 5], &SOUND[..]].concat())), (10, surplus(21, 54)));
    assert_eq!(decoded(&w64(&[128; 16], &SOUND)), (16, surplus(16, 120)));
    assert_eq!(decoded(&w64(&[128; 11], &[&[0; 5], &SOUND[..]].concat())), (11, surplus(16, 120)));
    assert_eq!(decoded(&aiff(10, &[1; 10], 0, &SOUND)), (10, surplus(16, 64)));
    assert_eq!(decoded(&au(10, &[&[1; 10], &SOUND[..]].concat())), (10, surplus(16, 34)));
    let one = "ignored 1 byte at byte 34, after the samples stated in the header";
    assert_eq!(decoded(&au(10, &[1; 11])), (10, vec![one.to_owned()]));
    let list = little(b"LIST", b"INFOISFT\x02\0\0\0ab");
    let behind_a_list = [&list[..], &SOUND].concat();
    assert_eq!(decoded(&wav(&[128; 10], &behind_a_list)), (10, surplus(16, 54 + list.len())));
    // Wide sizes also state no more than the actual data.
    let mut rf64 = wav(&[128; 10], &SOUND);
    rf64[..4].copy_from_slice(b"RF64");
    assert_eq!(decoded(&rf64), (10, surplus(16, 54)));
}

#[test]
fn expected_trailing_data_are_not_reported() {
    let tag = [&b"TAG"[..], &[b'x'; 125]].concat();
    let id3 = [&b"ID3\x04\0\0\0\0\x01\x02"[..], &[7; 130]].concat();
    let ape = [&b"APETAGEX\xd0\x07\0\0\x25\0\0\0"[..], &[0xA0; 16], &[9; 0x25]].concat();
    let list = little(b"LIST", b"INFOISFT\x03\0\0\0abc\0");
    let odd = little(b"id3 ", b"odd");
    for behind in
        [&[][..], &[0; 1], &[0; 5000], &tag, &id3, &ape, &list, &odd, &[&odd[..], &list, &[0; 3], &id3, &tag].concat()]
    {
        for count in [9, 10] {
            assert_eq!(decoded(&wav(&vec![128; count], behind)), (count, vec![]), "{behind:?}");
        }
    }
    for behind in [&tag[..], &id3, &ape, &[0; 99]] {
        assert_eq!(decoded(&au(9, &[&[1; 9], behind].concat())), (9, vec![]));
    }
    for behind in [&big(b"NAME", b"odd")[..], &big(b"ANNO", b"even"), &[&big(b"ID3 ", b"odd"), &tag[..]].concat()] {
        assert_eq!(decoded(&aiff(9, &[1; 9], 0, behind)), (9, vec![]));
    }
    assert_eq!(decoded(&w64(&[128; 11], &[&[0xAA; 5], &wide(b"list", b"abc")[..], &[0; 5]].concat())), (11, vec![]));
    // The pad byte need not be 0, and may be missing.
    let mut padded = wav(&[128; 9], &list);
    for pad in [0xAA, b' ', b'A', b'~'] {
        padded[53] = pad;
        assert_eq!(decoded(&padded), (9, vec![]));
    }
    padded.remove(53);
    assert_eq!(decoded(&padded), (9, vec![]));
    padded.truncate(53);
    assert_eq!(decoded(&padded), (9, vec![]));
}

#[test]
fn a_second_chunk_of_samples_is_reported() {
    let reported = |at, bytes| vec![format!("ignored {bytes} bytes of samples in another data chunk at byte {at}")];
    assert_eq!(decoded(&wav(&[128; 9], &little(b"data", &SOUND))), (9, reported(54, 16)));
    assert_eq!(decoded(&aiff(10, &[1; 10], 0, &big(b"SSND", &[0; 24]))), (10, reported(64, 24)));
    assert_eq!(decoded(&w64(&[128; 16], &wide(b"data", &SOUND))), (16, reported(120, 16)));
}

#[test]
fn texts_of_aiff_may_follow_its_samples() {
    let folder = Folder::new();
    let path = folder.write("input", aiff(9, &[1; 9], 0, &[big(b"AUTH", b"Somebody"), big(b"NAME", b"Dawn")].concat()));
    let texts = source::open(&path).unwrap().facts.texts;
    assert_eq!(texts[..], [("Artist", "Somebody"), ("Title", "Dawn")].map(|(name, text)| (name.into(), text.into())));
    // For a stream they are known after it has been read.
    let stream = || source::open_stream(Box::new(File::open(&path).unwrap())).unwrap();
    assert_eq!(stream().facts.texts[..], []);
    assert_eq!(decode(Ok(stream()), 1000).unwrap().texts, texts);
    let reported = folder.run(&["info", "-"], &std::fs::read(&path).unwrap()).done();
    assert!(
        reported.text().contains("Artist       Somebody\n") && reported.text().contains("Title        Dawn\n"),
        "{}",
        reported.text()
    );
}

#[test]
fn tags_after_the_samples_pass_through_wrapping_sources() {
    let list = little(b"LIST", b"INFOINAM\x04\0\0\0Dawn");
    for file in [wav(&[128; 100], &list), [ima(1, 505), list].concat()] {
        let source = source::open_stream(Box::new(Cursor::new(file))).unwrap().source;
        let source = Span::new(source, &SpanOptions::default()).unwrap();
        let source = Lookahead::new(source, 1000).unwrap();
        assert_eq!(source.report().texts.unwrap()[..], [("Title".to_owned(), "Dawn".to_owned())]);
    }
}

#[test]
fn a_truncated_chunk_after_the_samples_is_reported() {
    let cut = &little(b"LIST", b"INFOISFT\x03\0\0\0abc\0")[..20];
    let text = "chunk 'LIST' after the samples (byte 54) should have 16 bytes, but the input ends at byte 74";
    assert_eq!(decoded(&wav(&[128; 10], cut)), (10, vec![text.to_owned()]));
    // With an unknown name it is not a chunk.
    assert_eq!(decoded(&wav(&[128; 10], b"hello world, this is no chunk\n")), (10, surplus(30, 54)));
    let known = little(b"junk", b"");
    assert_eq!(decoded(&wav(&[128; 10], &[&known, &b"hello world\n"[..]].concat())), (10, surplus(12, 62)));
}

#[test]
fn a_tag_with_an_excessive_size_is_reported() {
    let id3 = [&b"ID3\x04\0\0\x7f\x7f\x7f\x7f"[..], &SOUND].concat();
    let ape = [&b"APETAGEX\xd0\x07\0\0\xff\xff\xff\xff"[..], &SOUND].concat();
    let id3v1 = [&b"TAG"[..], &SOUND].concat();
    // 10 and 32 bytes of headers, and the contents that they state in 28 and 32 bits.
    for (tag, claimed) in [(id3, 268_435_465_u64), (ape, 4_294_967_327), (id3v1, 128)] {
        let end = 54 + tag.len();
        let text =
            format!("tag after the samples (byte 54) should have {claimed} bytes, but the input ends at byte {end}");
        assert_eq!(decoded(&wav(&[128; 10], &tag)), (10, vec![text]));
    }
}

#[test]
fn many_chunks_after_the_samples_hide_no_data() {
    let junk = |count: usize| little(b"junk", b"").repeat(count);
    let reported = |at| vec![format!("ignored 16 bytes of samples in another data chunk at byte {at}")];
    let more = |count| [junk(count), little(b"data", &SOUND)].concat();
    assert_eq!(decoded(&wav(&[128; 10], &more(1000))), (10, reported(54 + 8000)));
    let text =
        format!("over 65536 chunks and tags follow the samples; those from byte {} on are not read", 54 + 8 * 65_536);
    assert_eq!(decoded(&wav(&[128; 10], &more(65_536))), (10, vec![text]));
    assert_eq!(decoded(&wav(&[128; 10], &junk(65_536))), (10, vec![]));
}

/// A reader that fails.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the cable is out"))
    }
}

#[test]
fn a_failure_after_the_samples_loses_no_samples() {
    let stream = Cursor::new(wav(&[128; 100], b"LIST")).chain(Broken);
    let decoded = decode(source::open_stream(Box::new(stream)), 1000).unwrap();
    let [text] = &reported(&decoded)[..] else { panic!("{:?}", reported(&decoded)) };
    assert_eq!(decoded.channels[0].len(), 100);
    assert!(text.starts_with("cannot read the data after the samples (byte 144): cannot read"), "{text}");
    assert!(text.contains("the cable is out"), "{text}");
}

#[test]
fn an_endless_stream_after_the_samples_does_not_block() {
    let text = "ignored more than 67108864 bytes at byte 54, after the samples stated in the header";
    for byte in [0, 200] {
        let stream = Cursor::new(wav(&[128; 10], &[])).chain(std::io::repeat(byte));
        let decoded = decode(source::open_stream(Box::new(stream)), 1000).unwrap();
        assert_eq!((decoded.channels[0].len(), reported(&decoded)), (10, vec![text.to_owned()]));
    }
    // Nor after a chunk or a tag of its stated length.
    let endless: [&[u8]; 3] = [b"LIST\xff\xff\xff\xff", b"ID3\x04\0\0\x7f\x7f\x7f\x7f", b"abcd\nabc"];
    for behind in endless {
        let stream = Cursor::new(wav(&[128; 10], behind)).chain(std::io::repeat(b'x'));
        let decoded = decode(source::open_stream(Box::new(stream)), 1000).unwrap();
        assert_eq!((decoded.channels[0].len(), reported(&decoded)), (10, vec![text.to_owned()]));
    }
    // Nor after endlessly many short chunks.
    let chunks = Cursor::new(little(b"junk", &[0; 1 << 16]).repeat(1 << 11));
    let stream = Cursor::new(wav(&[128; 10], &[])).chain(chunks);
    let decoded = decode(source::open_stream(Box::new(stream)), 1000).unwrap();
    assert_eq!((decoded.channels[0].len(), reported(&decoded).len()), (10, 1), "{:?}", reported(&decoded));
    assert!(reported(&decoded)[0].starts_with("ignored more than "), "{:?}", reported(&decoded));
}
