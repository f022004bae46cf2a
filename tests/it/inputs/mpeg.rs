//! MP3 as encoders, editors and muxers write it.

use std::io::Cursor;

use specgram::source;
use symphonia::core::codecs::audio::well_known::CODEC_ID_MP3;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoderOptions};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, Timestamp};

use super::bare::{decode_both, noise, sound_of_mp3, streams};
use super::damage::{decode_as_file, reported};
use super::{bytes, decode, decode_file, decode_stream};

/// A silent frame of MPEG-1 layer III at 44.1 kHz and 128 kbit/s, with this last byte of the header.
fn silent(mode: u8) -> Vec<u8> {
    [&[0xFF, 0xFB, 0x90, mode][..], &[0; 413]].concat()
}

const STEREO: u8 = 0x00;
pub(super) const JOINT: u8 = 0x40;
const MIDDLE_AND_SIDE: u8 = 0x60;
const MONO: u8 = 0xC0;

/// The same with a window that begins to switch, of the first channel's first granule only.
pub(super) fn with_other_windows(mode: u8) -> Vec<u8> {
    let mut frame = silent(mode);
    // Bits 53 (switching) and 54, 55 (type 1) of the side information.
    frame[4 + 6] = 0b101;
    frame
}

/// Whether Symphonia decodes a frame of MP3 alone.
fn decodes(frame: &[u8]) -> bool {
    let mut parameters = AudioCodecParameters::new();
    parameters.for_codec(CODEC_ID_MP3);
    let codecs = symphonia::default::get_codecs();
    let mut decoder = codecs.make_audio_decoder(&parameters, &AudioDecoderOptions::default()).unwrap();
    decoder.decode(&Packet::new(0, Timestamp::new(0), Duration::from(0_u64), frame.to_vec())).is_ok()
}

#[test]
fn joint_stereo_without_coupling_may_have_windows_of_two_kinds() {
    // When this fails, `as_plain_stereo` is no longer needed: pdeljanov/Symphonia#556.
    assert!(!decodes(&with_other_windows(JOINT)), "the decoder is mended");
    assert!(decodes(&with_other_windows(STEREO)) && decodes(&silent(JOINT)));
    let decoded = decode_both(&with_other_windows(JOINT).repeat(20));
    assert_eq!((decoded.channels.len(), decoded.channels[0].len()), (2, 20 * 1152));
    assert_eq!(reported(&decoded), [""; 0]);
    // Middle and side cannot have them.
    let decoded = decode_both(&[silent(JOINT), with_other_windows(MIDDLE_AND_SIDE)].concat().repeat(10));
    assert_eq!(decoded.channels[0].len(), 20 * 1152);
    let [text] = &reported(&decoded)[..] else { panic!("{:?}", reported(&decoded)) };
    assert!(text.starts_with("11520 samples could not be decoded; replaced by silence (mpa: stereo"), "{text}");
}

#[test]
fn a_stream_that_changes_its_channels_goes_on_with_a_warning() {
    let (mono, stereo) = (silent(MONO).repeat(8), silent(STEREO).repeat(8));
    for (first, second, channels) in [(&mono, &stereo, 1), (&stereo, &mono, 2)] {
        let decoded = decode_both(&[&first[..], second, first].concat());
        assert_eq!((decoded.channels.len(), decoded.channels[0].len()), (channels, 24 * 1152));
        let [text] = &reported(&decoded)[..] else { panic!("{:?}", reported(&decoded)) };
        assert!(text.contains("channel"), "{text}");
    }
    // A single frame is damage.
    let decoded = decode_both(&[&stereo[..], &silent(MONO), &stereo].concat());
    assert_eq!(decoded.channels[0].len(), 17 * 1152);
    assert!(reported(&decoded)[0].contains("skipped 417 bytes of invalid MP3 data"), "{:?}", reported(&decoded));
}

/// A frame that states `count` frames, delay and padding as LAME does; its checksums are stale.
fn summary(count: u32, delay: u32, padding: u32, is_protected: bool) -> Vec<u8> {
    let mut frame = silent(STEREO);
    if is_protected {
        frame[1] &= !1;
        frame[4..6].copy_from_slice(b"??");
    }
    let both = (delay << 12 | padding).to_be_bytes();
    let fields = [&b"LAME3.100"[..], &[0; 12], &both[1..], &[0; 10], b"??"].concat();
    let tag = [&b"Info\0\0\0\x01"[..], &count.to_be_bytes(), &fields].concat();
    frame[36..36 + tag.len()].copy_from_slice(&tag);
    frame
}

#[test]
fn delay_and_padding_are_trimmed_although_checksums_are_stale() {
    for is_protected in [false, true] {
        let file = [summary(10, 576, 1000, is_protected), silent(STEREO).repeat(10)].concat();
        let decoded = decode_as_file(&file).unwrap();
        assert_eq!(decoded.length, Some(10 * 1152 - 576 - 1000));
        assert_eq!(decoded.channels[0].len(), 10 * 1152 - 576 - 1000);
        assert_eq!(reported(&decoded), [""; 0]);
        assert_eq!(decode_stream(file).unwrap().channels, decoded.channels);
    }
}

#[test]
fn a_truncated_stream_of_a_stated_length_is_reported() {
    let file = [summary(10, 576, 1000, false), silent(STEREO).repeat(6)].concat();
    for decoded in [decode_as_file(&file), decode_stream(file)] {
        let decoded = decoded.unwrap();
        let (found, claimed) = (6 * 1152 - 576 - 529, 10 * 1152 - 576 - 1000);
        assert_eq!(decoded.channels[0].len(), found);
        let text = format!("truncated: found {found} of the {claimed} samples stated in the header");
        assert_eq!(reported(&decoded), [text]);
    }
}

/// An ID3 tag of this version with a picture of `size` bytes before a title.
fn tag_with_picture(version: u8, size: usize) -> Vec<u8> {
    let bits = |size: usize, bits: usize| {
        (0..4).rev().map(|byte| (size >> (bits * byte)) as u8 & (0xFF >> (8 - bits)) as u8).collect::<Vec<_>>()
    };
    let frame = |name: &[u8], contents: &[u8]| {
        [name, &bits(contents.len(), if version == 4 { 7 } else { 8 }), &[0; 2], contents].concat()
    };
    let picture = [&b"\0image/png\0\x03\0"[..], &vec![0x55; size]].concat();
    let frames = [frame(b"APIC", &picture), frame(b"TIT2", b"\0Dawn"), vec![0; 50]].concat();
    [&b"ID3"[..], &[version, 0, 0], &bits(frames.len(), 7), &frames].concat()
}

#[test]
fn a_picture_of_any_size_is_passed_over() {
    let alone = decode_both(&streams()[1].packets.concat());
    for (version, size) in [(3, 1000), (3, 17 << 20), (4, 17 << 20)] {
        let file = [tag_with_picture(version, size), streams()[1].packets.concat()].concat();
        let decoded = decode_as_file(&file).unwrap();
        assert!(decoded.channels == alone.channels, "{version}");
        assert_eq!(decoded.texts[..], [("Title".to_owned(), "Dawn".to_owned())], "{version}");
        let piped = decode_stream(file).unwrap();
        assert!(piped.channels == alone.channels && piped.warnings == decoded.warnings && decoded.warnings.is_empty());
    }
    let wav = [tag_with_picture(3, 17 << 20), bytes("pcm.wav")].concat();
    assert!(decode_as_file(&wav).unwrap().channels == super::signal());
    assert!(decode_stream(wav).unwrap().channels == super::signal());
}

#[test]
fn a_late_start_is_exact() {
    let damaged = |mut packets: Vec<Vec<u8>>| {
        packets[40] = noise(packets[40].len());
        packets.concat()
    };
    for (name, packets) in streams().map(|stream| (stream.name, vec![stream.packets; 5].concat())) {
        // AAC fills in noise from a generator that continues from packet to packet.
        let tolerance = if name == "AAC" { 0.03 } else { 0.0 };
        for file in [packets.concat(), damaged(packets)] {
            let whole = decode_both(&file);
            for start in [40_000, 70_001, 85_000] {
                let mut opened = source::open_stream(Box::new(Cursor::new(file.clone()))).unwrap();
                assert_eq!(opened.source.skip(start as u64).unwrap(), start as u64);
                let late = decode(Ok(opened), 1000).unwrap();
                let pairs = whole.channels[0][start..].iter().zip(&late.channels[0]);
                let most = pairs.map(|(whole, late)| (whole - late).abs()).fold(0.0, f64::max);
                assert_eq!(late.channels[0].len(), whole.channels[0].len() - start, "{name}");
                assert!(most <= tolerance, "{name} from {start}: {most}");
            }
        }
    }
}

/// MPEG audio in WAV, under this format tag.
fn in_wav(tag: u16, data: &[u8]) -> Vec<u8> {
    use super::behind::little;
    let format = [&tag.to_le_bytes()[..], b"\x02\0\x80\x3e\0\0\x40\x1f\0\0\x01\0\0\0\0\0"].concat();
    let chunks = [little(b"fmt ", &format), little(b"fact", &3001_u32.to_le_bytes()), little(b"data", data)].concat();
    [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WAVE", &chunks, &little(b"LIST", b"INFO")].concat()
}

#[test]
fn mpeg_audio_in_wav_is_read() {
    for (tag, name, encoding) in [(0x55, "mp3.mp3", "MP3"), (0x50, "mp2.mp2", "MP2")] {
        let (file, alone) = (in_wav(tag, &bytes(name)), decode_file(name));
        for decoded in [decode_as_file(&file), decode_stream(file)] {
            let decoded = decoded.unwrap();
            assert_eq!((decoded.container, decoded.encoding), ("WAV", encoding));
            assert!(decoded.channels == alone.channels, "{name}");
            assert_eq!(reported(&decoded), [""; 0], "{name}");
        }
    }
    let mut cut = in_wav(0x55, &bytes("mp3.mp3")[..sound_of_mp3() + 6 * 288]);
    cut.truncate(cut.len() - 12 - 288);
    assert!(reported(&decode_as_file(&cut).unwrap())[0].starts_with("truncated: "));
}

#[test]
fn mutated_frames_end_in_samples_or_an_error() {
    /// Mutations of each file.
    const MUTATIONS: usize = 300;
    let mut numbers = noise(64 * MUTATIONS * 5).into_iter().map(usize::from);
    let [mp2, mp3, aac] = streams().map(|stream| stream.packets.concat());
    let counted = bytes("mp3.mp3").repeat(2);
    let tagged = [tag_with_picture(3, 100), mp3.clone()].concat();
    for whole in [mp2, mp3, aac, counted, tagged] {
        for _ in 0..MUTATIONS {
            let mut next = |below: usize| {
                let number = (0..3).fold(0, |number, _| number << 8 | numbers.next().unwrap_or(0));
                number % below
            };
            let mut mutated = whole.clone();
            for _ in 0..=next(6) {
                let at = next(mutated.len());
                match next(4) {
                    0 => mutated.truncate(at.max(12)),
                    1 => drop(mutated.drain(at..(at + next(700)).min(mutated.len()))),
                    2 => drop(mutated.splice(at..at, noise(next(900)))),
                    _ => mutated[at] ^= 1 << next(8),
                }
                if mutated.len() < 12 {
                    mutated.resize(12, 0xFF);
                }
            }
            let most = whole.len() * 100;
            for decoded in [decode_as_file(&mutated), decode_stream(mutated)].into_iter().flatten() {
                assert!(decoded.channels[0].len() < most);
            }
        }
    }
}
