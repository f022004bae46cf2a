//! Truncated and internally damaged files.

use specgram::source;

use super::{Decoded, LENGTH, bytes, decode, decode_stream};
use crate::program::Folder;

/// Reads bytes as a separate file.
pub(super) fn decode_as_file(bytes: &[u8]) -> specgram::Result<Decoded> {
    let folder = Folder::new();
    decode(source::open(&folder.write("input", bytes)), 1000)
}

pub(super) fn reported(decoded: &Decoded) -> Vec<String> {
    decoded.warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn truncated_files_are_read_up_to_their_end_with_a_warning() {
    let claimed = format!("of the {LENGTH} samples stated in the header");
    for (name, least, warning) in [
        ("flac.flac", 0, claimed.as_str()),
        ("flac.ogg", 0, "truncated: ends inside a packet"),
        ("flac.mka", 0, "truncated: ends inside a packet"),
        ("pcm.aiff", 1700, &claimed),
        ("float.au", 1700, &claimed),
        ("mp3.mp3", 1000, &claimed),
        ("vorbis.ogg", 0, "truncated: ends inside a packet"),
        ("aac.aac", 1000, "truncated: ends inside a packet"),
    ] {
        let whole = bytes(name);
        let cut = &whole[..whole.len() * 6 / 10 + whole.len() / 4 * usize::from(name == "flac.flac")];
        for (way, decoded) in [("file", decode_as_file(cut)), ("pipe", decode_stream(cut.to_vec()))] {
            match decoded {
                Ok(decoded) => {
                    let length = decoded.channels[0].len();
                    assert!((least..LENGTH).contains(&length), "{name} as a {way}: {length} samples");
                    assert!(
                        reported(&decoded).iter().any(|text| text.contains(warning)),
                        "{name}: {:?}",
                        reported(&decoded)
                    );
                }
                // The only packet was truncated.
                Err(error) => assert!(least == 0, "{name} as a {way}: {error}"),
            }
        }
    }
}

/// The chunks of a CAF file of plain samples, of 16 bits, from the signal's own.
pub(crate) fn plain_caf(size: i64, data: &[u8], behind: &[u8]) -> Vec<u8> {
    let mut caf = b"caff\0\x01\0\0desc\0\0\0\0\0\0\0\x20".to_vec();
    caf.extend(16_000_f64.to_be_bytes());
    caf.extend(b"lpcm");
    // Little-endian integers: bytes of a packet, samples of it, channels, bits.
    for word in [2_u32, 4, 1, 2, 16] {
        caf.extend(word.to_be_bytes());
    }
    caf.extend(b"data");
    caf.extend(size.to_be_bytes());
    caf.extend([0; 4]);
    [&caf, data, behind].concat()
}

#[test]
fn plain_samples_in_caf_are_read_up_to_their_end() {
    let signal = super::signal();
    let data = &bytes("pcm.wav")[44..];
    let (size, free) = (data.len() as i64 + 4, b"free\0\0\0\0\0\0\0\x02..");
    let end = 68 + data.len();
    let follow = |what: &str| vec![format!("ignored {what} at byte {end}, after the samples stated in the header")];
    for (what, caf, says) in [
        ("whole", plain_caf(size, data, b""), vec![]),
        ("followed by a chunk", plain_caf(size, data, free), vec![]),
        ("up to the end", plain_caf(-1, data, b""), vec![]),
        ("followed by rubbish", plain_caf(size, data, b"\xFFrubbish of some length"), follow("23 bytes")),
    ] {
        for decoded in [decode_as_file(&caf), decode_stream(caf)] {
            let decoded = decoded.unwrap_or_else(|error| panic!("{what}: {error}"));
            assert!(decoded.channels == signal && decoded.length == Some(LENGTH as u64), "{what}");
            assert_eq!(reported(&decoded), says, "{what}");
        }
    }
    let cut = decode_as_file(&plain_caf(size, &data[..4 * 1000 + 3], b"")).unwrap();
    assert!(cut.channels[0] == signal[0][..1000] && cut.channels[1] == signal[1][..1000], "cut short");
    assert_eq!(reported(&cut), ["truncated: found 4007 of the 12008 bytes stated in the header"]);
}

#[test]
fn compressed_samples_in_caf_need_their_table() {
    let whole = bytes("alac.caf");
    let table = whole.windows(4).position(|name| name == b"pakt").unwrap();
    for (end, reported) in [
        (table - 1000, "CAF without its packet table (no 'pakt' chunk); the file is truncated"),
        (table, "CAF without its packet table (no 'pakt' chunk)"),
        (whole.len() - 5, "CAF without its packet table (no 'pakt' chunk)"),
        (100, "CAF without samples (no 'data' chunk)"),
    ] {
        assert_eq!(decode_as_file(&whole[..end]).unwrap_err().to_string(), reported, "of {end} bytes");
    }
}

#[test]
fn sound_after_a_damaged_flac_frame_keeps_its_time() {
    let whole = bytes("flac.flac");
    let alone = super::decode_file("flac.flac");
    let frames: Vec<usize> = (0..whole.len() - 1).filter(|&at| whole[at] == 0xFF && whole[at + 1] == 0xF8).collect();
    assert_eq!(frames.len(), 3, "frames of 1152 samples");
    let silence = "1152 samples are missing; replaced by silence".to_owned();
    // Within the first frame, within the second, and in its header.
    for (at, silent, says) in [
        (frames[0] + 200, 0..1152, vec![silence.clone()]),
        (frames[1] + 200, 1152..2304, vec![silence.clone()]),
        (frames[1] + 3, 1152..2304, vec![silence]),
    ] {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        let mut expected = alone.channels[0].clone();
        expected[silent].fill(0.0);
        for decoded in [decode_as_file(&damaged), decode_stream(damaged)] {
            let decoded = decoded.unwrap();
            assert!(decoded.channels[0] == expected, "{} samples", decoded.channels[0].len());
            assert_eq!(reported(&decoded), says);
        }
    }
}

#[test]
fn mp4_samples_up_to_the_end_and_data_after_an_index_are_not_damage() {
    let whole = bytes("aac.m4a");
    let place = |name: &[u8; 4]| whole.windows(4).position(|window| window == name).unwrap() - 4;
    let (samples, index, offsets) = (place(b"mdat"), place(b"moov"), place(b"stco") + 16);
    // The index before the samples moves them, and its table states their position.
    let mut moov = whole[index..].to_vec();
    let offsets = offsets - index;
    assert_eq!(moov[offsets - 4..offsets], 1_u32.to_be_bytes(), "one run of samples");
    let offset = u32::from_be_bytes(moov[offsets..offsets + 4].try_into().unwrap()) + moov.len() as u32;
    moov[offsets..offsets + 4].copy_from_slice(&offset.to_be_bytes());
    let open = [&whole[..samples], &moov, &[0; 4], &whole[samples + 4..index]].concat();
    for (what, file) in [("samples without a size", open), ("zeros behind", [&whole[..], &[0; 3000]].concat())] {
        for decoded in [decode_as_file(&file), decode_stream(file)] {
            let decoded = decoded.unwrap_or_else(|error| panic!("{what}: {error}"));
            assert!(decoded == super::decode_file("aac.m4a"), "{what}: {:?}", reported(&decoded));
        }
    }
}

/// Three packets in CAF, the second of which is empty.
pub(crate) fn caf_with_an_empty_packet() -> Vec<u8> {
    let whole = bytes("alac.caf");
    let contents = |name: &[u8; 4]| {
        let at = whole.windows(4).position(|window| window == name).unwrap();
        let size = i64::from_be_bytes(whole[at + 4..at + 12].try_into().unwrap()) as usize;
        (at, &whole[at + 12..at + 12 + size])
    };
    let chunk = |name: &[u8; 4], contents: &[u8]| [name, &contents.len().to_be_bytes()[..], contents].concat();
    let ((data, samples), (_, table)) = (contents(b"data"), contents(b"pakt"));
    let (edits, packet) = samples.split_at(4);
    // Numbers of packets and of samples, samples before and after, and the size of each packet.
    assert_eq!(table[..8], 1_u64.to_be_bytes());
    let counts = [3_u64.to_be_bytes(), (3 * LENGTH as u64).to_be_bytes(), [0; 8]].concat();
    let table = [counts, table[24..].repeat(3)].concat();
    // Only an end mark.
    let mut empty = vec![0; packet.len()];
    empty[0] = 0b1110_0000;
    let samples = [edits, packet, &empty, packet].concat();
    [&whole[..data], &chunk(b"pakt", &table), &chunk(b"data", &samples)].concat()
}

#[test]
fn an_empty_packet_is_reported_and_keeps_its_time() {
    let (decoded, alone) = (decode_as_file(&caf_with_an_empty_packet()).unwrap(), super::decode_file("alac.caf"));
    for (channel, alone) in decoded.channels.iter().zip(&alone.channels) {
        assert!(channel[..] == [&alone[..], &[0.0; LENGTH], alone].concat(), "{} samples", channel.len());
    }
    assert_eq!(reported(&decoded), ["1 packet could not be decoded; replaced by silence (it contains no audio)"]);
}
