//! Lossy files.

use super::damage::{decode_as_file, plain_caf};
use super::{LENGTH, bytes, decode_file, decode_stream, signal};

/// The loss of an encoder, and the position of the signal.
struct File {
    name: &'static str,
    container: &'static str,
    encoding: &'static str,
    /// Samples before the signal that the file does not mark for trimming.
    delay: usize,
    /// Samples in all.
    length: usize,
    /// The least ratio of signal to difference, in decibels.
    fidelity: f64,
}

/// The fidelity is what FFmpeg's own decoders reach, less 1 dB.
const FILES: [File; 11] = [
    file("mp3.mp3", "MP3", "MP3", 0, LENGTH, 22.6),
    file("mp2.mp2", "MP2", "MP2", 481, 3456, 6.6),
    file("mp2.mp4", "MP4", "MP2", 0, 2975, 6.6),
    file("mulaw.mov", "MP4", "µ-law", 0, LENGTH, 36.8),
    file("vorbis.ogg", "Ogg", "Vorbis", 0, LENGTH, 19.5),
    file("vorbis.webm", "Matroska", "Vorbis", 0, 3072, 19.5),
    file("aac.m4a", "MP4", "AAC", 0, LENGTH, 20.8),
    file("aac.aac", "AAC", "AAC", 1024, 4096, 20.8),
    file("fragments.mp4", "MP4", "AAC", 1024, 4025, 20.8),
    file("ms_adpcm.wav", "WAV", "Microsoft ADPCM", 0, 3036, 17.8),
    file("ima_adpcm.wav", "WAV", "IMA ADPCM", 0, 3051, 18.7),
];

const fn file(
    name: &'static str,
    container: &'static str,
    encoding: &'static str,
    delay: usize,
    length: usize,
    fidelity: f64,
) -> File {
    File { name, container, encoding, delay, length, fidelity }
}

/// The ratio of the power of `signal` to that of its difference from `decoded`, in decibels.
fn fidelity(signal: &[f64], decoded: &[f64]) -> f64 {
    let power: f64 = signal.iter().map(|x| x * x).sum();
    let difference: f64 = signal.iter().zip(decoded).map(|(x, y)| (x - y).powi(2)).sum();
    10.0 * (power / difference).log10()
}

#[test]
fn the_signal_keeps_its_place_and_its_encoders_fidelity() {
    let signal = signal();
    for File { name, container, encoding, delay, length, fidelity: least } in FILES {
        let decoded = decode_file(name);
        assert_eq!((decoded.container, decoded.encoding), (container, encoding), "{name}");
        assert_eq!((decoded.channels.len(), decoded.channels[0].len(), decoded.rate), (2, length, 16_000.0), "{name}");
        assert_eq!(decoded.warnings, [], "{name}");
        for (index, channel) in decoded.channels.iter().enumerate() {
            let found = fidelity(&signal[index], &channel[delay..]);
            assert!(found > least, "{name}, channel {index}: {found:.1} dB");
        }
        let stream = decode_stream(bytes(name)).unwrap();
        assert!(stream.channels == decoded.channels, "{name} differs on a pipe");
        assert_eq!(stream.warnings, [], "{name} on a pipe");
    }
}

#[test]
fn companded_samples_in_caf_are_those_of_their_table() {
    // ITU-T G.711: of µ-law 0x80 and 0x00 are the extremes, 0xFF is zero; of A-law 0xAA and 0x2A, and 0xD5 the least.
    for (name, codes, samples) in [
        (b"ulaw", [0x80, 0x00, 0xFF], [32124.0, -32124.0, 0.0]),
        (b"alaw", [0xAA, 0x2A, 0xD5], [32256.0, -32256.0, 8.0]),
    ] {
        let mut caf = plain_caf(10, &[codes, codes].concat(), b"");
        let format = caf.windows(4).position(|window| window == b"lpcm").unwrap();
        caf[format..format + 4].copy_from_slice(name);
        // No flags; bytes of a packet, samples of it, channels, bits.
        for (place, word) in [0_u32, 1, 1, 1, 8].iter().enumerate() {
            caf[format + 4 * (place + 1)..][..4].copy_from_slice(&word.to_be_bytes());
        }
        let decoded = decode_as_file(&caf).unwrap();
        let found: Vec<f64> = decoded.channels[0].iter().map(|sample| sample * 32768.0).collect();
        assert_eq!(found, [samples, samples].concat(), "{}", decoded.encoding);
    }
}
