//! Opus, against FFmpeg's decoding of the same files by libopus.

use std::path::Path;
use std::process::Command;

use specgram::source;

use super::damage::{decode_as_file, reported};
use super::joined::{as_another_stream, checksum};
use super::{Decoded, LENGTH, bytes, decode, decode_file, decode_stream};
use crate::program::Folder;
use crate::shared::has_program;

/// The least ratio of the signal to the difference between two decoders, in decibels: both compute in single precision,
/// and libopus itself differs by 130 dB from one processor to another.
const FIDELITY: f64 = 100.0;
/// The same for a decoder that starts in the middle.
const WARM: f64 = 80.0;
/// Samples at 48 kHz of one at the signal's rate.
const UP: usize = 3;

/// FFmpeg's name for generated channels of a second and a bit.
fn generator(channels: usize) -> String {
    let wave = |channel: usize| {
        let (low, sweep) = (200 + 150 * channel, 1500 + 700 * channel);
        format!("0.3*sin(2*PI*({low}+{sweep}*t)*t)+0.02*(random({channel})-0.5)")
    };
    let layout = ["", "mono", "stereo", "3.0", "quad", "5.0", "5.1", "6.1", "7.1"][channels];
    let waves: Vec<_> = (0..channels).map(wave).collect();
    format!("aevalsrc={}:c={layout}:s=48000:d=1.0371", waves.join("|"))
}

/// Encodes generated channels; nothing without FFmpeg.
fn encoded(folder: &Folder, name: &str, channels: usize, flags: &[&str]) -> Option<Vec<u8>> {
    if !has_program("ffmpeg", "-version") {
        return None;
    }
    let source = generator(channels);
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-y", "-f", "lavfi", "-i", &source, "-c:a", "libopus", "-bitexact"]).args(flags);
    assert!(command.arg(folder.path(name)).status().expect("FFmpeg").success(), "{name}");
    Some(folder.read(name))
}

/// The channels of a file as libopus decodes them.
fn reference(path: &Path, channels: usize) -> Vec<Vec<f64>> {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-c:a", "libopus", "-request_sample_fmt", "flt", "-i"]).arg(path);
    floats(command, channels)
}

/// The generated channels.
fn original(channels: usize) -> Vec<Vec<f64>> {
    let mut command = Command::new("ffmpeg");
    command.args(["-v", "error", "-f", "lavfi", "-i", &generator(channels)]);
    floats(command, channels)
}

/// The channels of an input of FFmpeg.
fn floats(mut command: Command, channels: usize) -> Vec<Vec<f64>> {
    let output = command.args(["-f", "f32le", "-"]).output().expect("FFmpeg");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let samples: Vec<f64> = output.stdout.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes).into()).collect();
    (0..channels).map(|channel| samples.iter().skip(channel).step_by(channels).copied().collect()).collect()
}

/// The ratio of a signal's power to that of the difference, in decibels.
fn fidelity(signal: &[f64], other: &[f64]) -> f64 {
    let power = |samples: &mut dyn Iterator<Item = f64>| samples.map(|sample| sample * sample).sum::<f64>();
    let noise = power(&mut signal.iter().zip(other).map(|(a, b)| a - b));
    10.0 * (power(&mut signal.iter().copied()) / noise.max(1e-30)).log10()
}

#[track_caller]
fn assert_alike(what: &str, decoded: &Decoded, reference: &[Vec<f64>]) {
    assert_eq!(decoded.warnings, [], "{what}");
    assert_eq!((decoded.encoding, decoded.rate), ("Opus", 48_000.0), "{what}");
    assert_eq!(decoded.channels.len(), reference.len(), "{what}");
    for (channel, (own, other)) in decoded.channels.iter().zip(reference).enumerate() {
        assert_eq!(own.len(), other.len(), "{what}, channel {channel}");
        let fidelity = fidelity(other, own);
        assert!(fidelity > FIDELITY, "{what}, channel {channel}: {fidelity:.1} dB");
    }
}

#[test]
fn every_mode_frame_size_and_layout_is_decoded_as_by_libopus() {
    let folder = Folder::new();
    let voice = ["-application", "voip"];
    let low = ["-application", "lowdelay"];
    for (name, channels, flags) in [
        ("silk.opus", 1, &[&voice[..], &["-b:a", "10k"]].concat()[..]),
        ("hybrid.opus", 1, &[&voice[..], &["-b:a", "24k"]].concat()),
        ("hybrid2.opus", 2, &[&voice[..], &["-b:a", "40k", "-frame_duration", "10"]].concat()),
        ("silk60.opus", 2, &[&voice[..], &["-b:a", "16k", "-frame_duration", "60"]].concat()),
        ("silk120.opus", 1, &[&voice[..], &["-b:a", "12k", "-frame_duration", "120"]].concat()),
        ("celt2.5.opus", 2, &[&low[..], &["-b:a", "128k", "-frame_duration", "2.5"]].concat()),
        ("celt5.opus", 1, &[&low[..], &["-b:a", "64k", "-frame_duration", "5"]].concat()),
        ("celt20.opus", 2, &["-b:a", "160k"]),
        ("celt40.opus", 2, &["-b:a", "96k", "-frame_duration", "40"]),
        ("celt120.opus", 2, &["-b:a", "96k", "-frame_duration", "120", "-vbr", "off"]),
        ("fec.opus", 1, &[&voice[..], &["-b:a", "24k", "-fec", "1", "-packet_loss", "20"]].concat()),
        ("3.opus", 3, &["-b:a", "192k", "-mapping_family", "1"]),
        ("quad.opus", 4, &["-b:a", "256k", "-mapping_family", "1"]),
        ("5.1.opus", 6, &["-b:a", "384k", "-mapping_family", "1"]),
        ("6.1.opus", 7, &["-b:a", "448k", "-mapping_family", "1"]),
        ("7.1.opus", 8, &["-b:a", "512k", "-mapping_family", "1"]),
    ] {
        let Some(file) = encoded(&folder, name, channels, flags) else { return };
        let reference = reference(&folder.path(name), channels);
        assert_eq!(reference[0].len(), 49_781, "{name}: the length of the original");
        let decoded = decode_as_file(&file).unwrap();
        assert_eq!(decoded.length, Some(49_781), "{name}");
        assert_alike(name, &decoded, &reference);
        assert!(decode_stream(file).unwrap().channels == decoded.channels, "{name}");
    }
}

#[test]
fn other_containers_are_decoded_as_by_libopus() {
    let folder = Folder::new();
    for (name, channels, flags) in [
        ("a.webm", 2, &["-b:a", "96k"][..]),
        ("a.mka", 6, &["-b:a", "384k", "-mapping_family", "1"]),
        ("a.mp4", 1, &["-b:a", "48k"]),
        ("a.caf", 2, &["-b:a", "96k"]),
    ] {
        let Some(file) = encoded(&folder, name, channels, flags) else { return };
        let reference = reference(&folder.path(name), channels);
        let decoded = decode_as_file(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let length = decoded.channels[0].len().min(reference[0].len());
        let shortened =
            |channels: &[Vec<f64>]| -> Vec<_> { channels.iter().map(|all| all[..length].to_vec()).collect() };
        assert_alike(
            name,
            &Decoded { channels: shortened(&decoded.channels), ..decoded.clone() },
            &shortened(&reference),
        );
        // FFmpeg states neither delay nor end in CAF.
        let padding = if name == "a.caf" { 312 + 960 } else { 1 };
        assert!((49_781..49_781 + padding).contains(&decoded.channels[0].len()), "{name}");
    }
}

#[test]
fn the_signal_keeps_its_place() {
    let (folder, name) = (Folder::new(), "a.opus");
    let Some(file) = encoded(&folder, name, 2, &["-b:a", "256k"]) else { return };
    let decoded = decode_as_file(&file).unwrap();
    for (own, original) in decoded.channels.iter().zip(&original(2)) {
        let original = &original[9..original.len() - 9];
        let moved = |shift: usize| fidelity(original, &own[shift..shift + original.len()]);
        assert!(moved(9) > 15.0, "{}", moved(9));
        assert_eq!((0..18).max_by(|&a, &b| moved(a).total_cmp(&moved(b))), Some(9));
    }
}

#[test]
fn a_stored_file_has_the_length_of_its_original() {
    let decoded = decode_file("opus.ogg");
    assert_eq!((decoded.container, decoded.length, decoded.warnings), ("Ogg", Some((UP * LENGTH) as u64), vec![]));
    assert_eq!(decoded.channels[1].len(), UP * LENGTH);
}

/// A file with another gain in its header, in 1/256 dB.
fn with_gain(mut file: Vec<u8>, gain: i16) -> Vec<u8> {
    let head = file.windows(8).position(|name| name == b"OpusHead").expect("a header");
    file[head + 16..head + 18].copy_from_slice(&gain.to_le_bytes());
    file[22..26].fill(0);
    let sum = checksum(&file[..head + 19]);
    file[22..26].copy_from_slice(&sum.to_le_bytes());
    file
}

#[test]
fn the_gain_of_the_header_is_applied() {
    let plain = decode_file("opus.ogg");
    for gain in [1536, -2688, 1] {
        let factor = 10_f64.powf(f64::from(gain) / (20.0 * 256.0));
        let decoded = decode_as_file(&with_gain(bytes("opus.ogg"), gain)).unwrap();
        for (own, plain) in decoded.channels.iter().zip(&plain.channels) {
            let expected: Vec<_> = plain.iter().map(|sample| sample * factor).collect();
            assert!(fidelity(&expected, own) > 130.0, "{gain}");
        }
    }
}

#[test]
fn chained_streams_are_each_trimmed() {
    let alone = decode_file("opus.ogg").channels;
    let chain = [bytes("opus.ogg"), as_another_stream(bytes("opus.ogg"), |_| {})].concat();
    for decoded in [decode_as_file(&chain).unwrap(), decode_stream(chain).unwrap()] {
        assert_eq!((decoded.length, decoded.warnings), (None, vec![]));
        for (channel, alone) in decoded.channels.iter().zip(&alone) {
            assert!(channel[..UP * LENGTH] == alone[..] && channel[UP * LENGTH..] == alone[..]);
        }
    }
}

/// The pages of a file.
fn pages(file: &[u8]) -> Vec<Vec<u8>> {
    let (mut pages, mut at) = (Vec::new(), 0);
    while at < file.len() {
        let segments = &file[at + 27..][..usize::from(file[at + 26])];
        let size = 27 + segments.len() + segments.iter().map(|&size| usize::from(size)).sum::<usize>();
        pages.push(file[at..at + size].to_vec());
        at += size;
    }
    pages
}

/// A page with other bytes in its body, which `change` gets after its segment table.
fn changed(mut page: Vec<u8>, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    change(&mut page);
    page[22..26].fill(0);
    let sum = checksum(&page);
    page[22..26].copy_from_slice(&sum.to_le_bytes());
    page
}

#[test]
fn damaged_and_empty_packets_keep_the_length() {
    let folder = Folder::new();
    let Some(file) = encoded(&folder, "a.opus", 2, &["-b:a", "96k", "-page_duration", "100000"]) else { return };
    let (whole, pages) = (decode_as_file(&file).unwrap(), pages(&file));
    // A page is missing: 100 ms of five packets.
    let mut missing = pages.clone();
    missing.remove(5);
    let decoded = decode_as_file(&missing.concat()).unwrap();
    assert_eq!(decoded.channels[0].len(), whole.channels[0].len());
    assert_eq!(reported(&decoded), ["4800 samples are missing; replaced by silence"]);
    // The first packet of a page becomes a pause, or invalid: three frames that are not there.
    for (packet, warning) in [(&[0xFC][..], None), (&[0xFF, 0x3F], Some("(opus: invalid packet)"))] {
        let mut pages = pages.clone();
        pages[5] = changed(pages[5].clone(), |page| {
            let first = 27 + usize::from(page[26]);
            let full = page[27..first].iter().take_while(|&&size| size == 255).count();
            let size = 255 * full + usize::from(page[27 + full]);
            page.splice(first..first + size, packet.iter().copied());
            page.splice(27..27 + full + 1, [packet.len() as u8]);
            page[26] -= full as u8;
        });
        let decoded = decode_as_file(&pages.concat()).unwrap();
        assert_eq!(decoded.channels[0].len(), whole.channels[0].len(), "{packet:?}");
        assert!(decoded.channels.iter().flatten().all(|sample| sample.abs() < 1.0));
        let reported = reported(&decoded);
        assert!(
            reported.len() == usize::from(warning.is_some())
                && reported.iter().all(|text| text.ends_with(warning.unwrap())),
            "{reported:?}"
        );
    }
}

#[test]
fn other_channel_mappings_are_errors() {
    for (family, channels) in [(255, 2), (2, 4), (0, 3), (1, 9)] {
        let head = [&b"OpusHead\x01"[..], &[channels, 0, 0, 0, 0, 0, 0, 0, 0, family, channels, 0], &[0; 9]].concat();
        let mut pages = pages(&bytes("opus.ogg"));
        let size = head.len();
        pages[0] = changed(pages[0].clone(), |page| {
            page.splice(27 + usize::from(page[26]).., head);
            page[27] = size as u8;
        });
        let error = decode_as_file(&pages.concat()).unwrap_err().to_string();
        let what = format!("Ogg with Opus of {channels} channels in mapping family {family} is not supported");
        assert!(error.ends_with(&what), "{error}");
    }
}

#[test]
fn a_late_start_is_exact() {
    if !has_program("ffmpeg", "-version") {
        return;
    }
    const SECONDS: u64 = 9;
    let folder = Folder::new();
    for (name, flags, exact) in [
        ("a.opus", &["-c:a", "libopus", "-b:a", "64k"][..], false),
        ("a.ogg", &["-c:a", "libvorbis", "-q:a", "3"], true),
        ("b.ogg", &["-c:a", "flac"], true),
    ] {
        let source = "aevalsrc=0.4*sin(2*PI*(300+30*t)*t)+0.1*(random(0)-0.5):s=48000:d=9";
        let mut command = Command::new("ffmpeg");
        command.args(["-v", "error", "-f", "lavfi", "-i", source]).args(flags);
        assert!(command.arg(folder.path(name)).status().expect("FFmpeg").success());
        let whole = decode(source::open(&folder.path(name)), 1000).unwrap();
        assert_eq!(whole.length, Some(SECONDS * 48_000), "{name}");
        for start in [40_000, 200_123, 420_000, SECONDS * 48_000 - 1] {
            let mut opened = source::open(&folder.path(name)).unwrap();
            assert_eq!(opened.source.skip(start).unwrap(), start, "{name}");
            let rest = decode(Ok(opened), 1000).unwrap();
            for (rest, whole) in rest.channels.iter().zip(&whole.channels) {
                let whole = &whole[start as usize..];
                assert_eq!(rest.len(), whole.len(), "{name} from {start}");
                if exact {
                    assert!(rest == whole, "{name} from {start}");
                }
                let fidelity = fidelity(whole, rest);
                assert!(fidelity > WARM, "{name} from {start}: {fidelity}");
            }
        }
    }
}
