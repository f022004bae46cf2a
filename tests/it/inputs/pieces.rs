//! Packets that do not begin with the first byte: pieces of streams, and invalid data.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use specgram::source;

use super::bare::{Stream, decode_both, noise, streams};
use super::damage::{decode_as_file, reported};

/// Bytes in which packets are searched.
const SEARCHED: usize = 1 << 14;

#[test]
fn a_piece_of_a_stream_is_decoded_from_its_first_whole_packet() {
    for Stream { name, packets, samples } in streams() {
        let (whole, size) = (decode_both(&packets.concat()), packets[0].len());
        let rest = &packets.concat()[size - 100..];
        let station = b"ICY 200 OK\r\nicy-name: a station\r\nContent-Type: audio/mpeg\r\n\r\n";
        let far = SEARCHED - 3 * packets.iter().map(Vec::len).max().unwrap_or(0) - size - 100;
        for front in [&[][..], station, &noise(far)[..]] {
            let decoded = decode_both(&[front, rest].concat());
            assert_eq!(decoded.channels[0].len(), (packets.len() - 1) * samples, "{name}: {:?}", reported(&decoded));
            let left_out = format!("skipped {} bytes of invalid {name} data at byte 0", front.len() + 100);
            assert_eq!(reported(&decoded).last(), Some(&left_out), "{name}");
            // Packets of MP3 need bytes of earlier ones, the others a part of the previous one.
            let behind = decoded.channels[0][3 * samples..].iter().zip(&whole.channels[0][4 * samples..]);
            let most = behind.map(|(here, there)| (here - there).abs()).fold(0.0, f64::max);
            // An AAC decoder fills in noise from a generator that continues from packet to packet.
            assert!(most <= if name == "AAC" { 0.03 } else { 0.0 }, "{name}: {most}");
        }
        let behind_zero = decode_both(&[&[0], &packets.concat()[..]].concat());
        assert!(behind_zero.channels == whole.channels && reported(&behind_zero) == reported(&whole), "{name}");
    }
}

/// The reason for which bytes are refused, as a file and as a pipe.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let Err(error) = decode_as_file(bytes) else { panic!("a file of them is audio") };
    assert!(source::open_stream(Box::new(Cursor::new(bytes.to_vec()))).is_err(), "a pipe differs");
    error.to_string()
}

#[test]
fn few_or_distant_packets_are_not_a_piece_of_a_stream() {
    let unknown = "unrecognized audio format (starts with 00 3c 5e 81)";
    for Stream { name, packets, .. } in streams() {
        for (front, count) in [(SEARCHED, packets.len()), (1000, 3)] {
            let bytes = [noise(front), packets[..count].concat()].concat();
            let error = refused(&bytes);
            assert!(error.starts_with(unknown), "{name}, {count} behind {front}: {error}");
        }
        // Fewer than a container stores of a stream at a time.
        let held = [noise(1000), packets[..8].concat(), noise(SEARCHED)].concat();
        assert!(refused(&held).starts_with(unknown), "{name}");
        let four = [noise(1000), packets[..4].concat()].concat();
        assert_eq!(
            decode_both(&four).channels[0].len(),
            4 * decode_both(&packets.concat()).channels[0].len() / packets.len()
        );
    }
}

#[test]
fn constant_samples_are_not_packets() {
    // As 24-bit samples, they read as headers of 288 bytes each, at every third byte.
    let samples = [&[1; 16][..], &[0xFF, 0xFB, 0x74].repeat(20_000)].concat();
    assert!(refused(&samples).starts_with("unrecognized audio format"));
}

/// Whether every part of some bytes, of the examined length, is refused.
fn are_refused(bytes: &[u8]) -> bool {
    bytes.chunks(SEARCHED - 1).all(|chunk| {
        // No signature begins like this.
        let bytes = [&[1], chunk].concat();
        source::open_stream(Box::new(Cursor::new(bytes))).is_err()
    })
}

#[test]
fn noise_is_not_a_piece_of_a_stream() {
    assert!(are_refused(&noise(1 << 22)));
}

#[test]
fn pictures_and_headerless_samples_are_not_pieces_of_a_stream() {
    let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/gallery");
    let recordings = crate::shared::folder().map(|folder| folder.join("audio"));
    for folder in [Some(pictures), recordings].into_iter().flatten() {
        let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(!files.is_empty());
        for file in files.iter().filter(|path| path.is_file()) {
            assert!(are_refused(&fs::read(file).unwrap()), "{}", file.display());
        }
    }
}
