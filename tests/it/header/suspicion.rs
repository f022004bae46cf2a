//! Signs that samples are not what their header states.

use super::{folder, info, tone};
use crate::program::Folder;
use crate::wav::{chunk, fmt, riff};

/// 24-bit samples in 32 bits, shifted so many bits to the left.
fn in_32(samples: &[i32], shift: u32) -> Vec<u8> {
    let mut format = fmt(1, 1, 8000, 24);
    // Four bytes per sample.
    format[8 + 12] = 4;
    let data: Vec<u8> = samples.iter().flat_map(|sample| (sample << shift).to_le_bytes()).collect();
    riff(&[format, chunk(b"data", &data)])
}

#[test]
fn samples_in_the_lower_bits_of_their_container_are_reported() {
    let loud: Vec<i32> = (0..3000).map(|n| (n * 7919 % 16_777_215) - 8_388_607).collect();
    let quiet: Vec<i32> = (0..3000).map(|n| n % 200 - 100).collect();
    let says = "no sample uses the upper 8 of 32 bits: 24-bit samples are probably right-aligned, and levels read 48.16 dB low\n";
    for samples in [&loud, &quiet] {
        let folder = folder(&in_32(samples, 0));
        for (input, name) in [("in.wav", "in.wav"), ("-", "standard input")] {
            let (reported, output) = info(&folder, input, &[]);
            assert_eq!(output.stderr, format!("specgram: warning: {name}: {says}"));
            assert_eq!(reported["warning_details"][0]["code"], "right_aligned");
        }
        info(&super::folder(&in_32(samples, 8)), "in.wav", &[]).1.silent();
    }
    // One sample that needs the upper bits, with either sign; silence; samples of 32 bits.
    for odd in [1 << 23, -(1 << 23) - 1] {
        info(&super::folder(&in_32(&[&loud[..], &[odd]].concat(), 0)), "in.wav", &[]).1.silent();
    }
    info(&super::folder(&in_32(&[-(1 << 23), 1], 0)), "in.wav", &[]).1.with_stderr("right-aligned");
    info(&super::folder(&in_32(&[0; 100], 0)), "in.wav", &[]).1.silent();
    let data: Vec<u8> = quiet.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    info(&super::folder(&riff(&[fmt(1, 1, 8000, 32), chunk(b"data", &data)])), "in.wav", &[]).1.silent();
}

#[test]
fn coded_audio_in_pcm_is_reported() {
    let wav = |channels, head: &[u8]| {
        let mut data = [head, &[0x55; 4000]].concat();
        data.truncate(4000);
        folder(&riff(&[fmt(1, channels, 48_000, 16), chunk(b"data", &data)]))
    };
    let silence = [0; 200];
    for (head, coding) in [
        (&[0xFE, 0x7F, 0x01, 0x80][..], "DTS"),
        (&[0x7F, 0xFE, 0x80, 0x01], "DTS"),
        (&[0xFF, 0x1F, 0x00, 0xE8, 0xF1, 0x07], "DTS"),
        (&[0x1F, 0xFF, 0xE8, 0x00, 0x07, 0xF1], "DTS"),
        (&[0x72, 0xF8, 0x1F, 0x4E, 0x0B, 0x00], "DTS (IEC 61937)"),
        (&[0x72, 0xF8, 0x1F, 0x4E, 0x01, 0x00], "AC-3 (IEC 61937)"),
        (&[0xF8, 0x72, 0x4E, 0x1F, 0x00, 0x15], "coded audio (IEC 61937)"),
    ] {
        for folder in [wav(2, head), wav(2, &[&silence, head].concat())] {
            for input in ["in.wav", "-"] {
                let (reported, output) = info(&folder, input, &[]);
                output.with_stderr(&format!(
                    ": the samples contain {coding}, which is not decoded: they read as noise\n"
                ));
                assert_eq!(reported["warning_details"][0]["code"], "coded_samples");
            }
        }
        info(&wav(1, head), "in.wav", &[]).1.silent();
        info(&wav(2, &[&[1, 0], head].concat()), "in.wav", &[]).1.silent();
    }
}

#[test]
fn raw_flags_on_a_file_with_a_header_warn() {
    let folder = folder(&tone());
    let raw = ["--raw", "f32le", "--rate", "8k"];
    for (input, name) in [("in.wav", "in.wav"), ("-", "standard input")] {
        let says = "the data begin with a WAV header, which is read as samples\n";
        assert_eq!(info(&folder, input, &raw).1.stderr, format!("specgram: warning: {name}: {says}"));
        // Behind the header there are only samples.
        let (reported, output) = info(&folder, input, &[&raw[..], &["--byte-offset", "44"]].concat());
        output.silent();
        assert_eq!(reported["frames"].as_u64(), Some(640));
    }
    folder.write("in.wav", crate::inputs::bytes("flac.flac"));
    info(&folder, "in.wav", &["--raw", "u8", "--rate", "8k"]).1.with_stderr("begin with a FLAC header");
}

#[test]
fn recordings_of_other_sciences_are_named() {
    let folder = Folder::new();
    for (head, says) in [
        (&b"0       X X X X"[..], "an EDF recording of biosignals, not audio"),
        (b"\xFFBIOSEMIX X X X", "a BDF recording of biosignals (BioSemi), not audio"),
        (b"000001D TEST   HHZXX", "a miniSEED recording of seismic data, not audio"),
        (b"123456R ANMO ", "a miniSEED recording of seismic data, not audio"),
        (b"MS\x03\x04\0\0\0\0\0\0\0\0", "a miniSEED recording of seismic data, not audio"),
        (b"123456 steps, no data", "text, not audio"),
    ] {
        let bytes = [head, &[b' '; 200]].concat();
        folder.write("in.wav", &bytes);
        for (input, name) in [("in.wav", "in.wav"), ("-", "standard input")] {
            let refused = folder.run(&["info", input], &bytes).failed(1);
            assert_eq!(refused.stderr, format!("specgram: {name}: {says}\n"));
        }
    }
}
