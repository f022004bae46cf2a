//! The exact messages about MP4, Matroska and CAF that cannot be read at all.

use super::entry::{Report, check_reports, report};
use crate::inputs::bytes;
use crate::inputs::damage::plain_caf;
use crate::inputs::encodings::{changed, compression, element, encryption, second_block};
use crate::inputs::fragments;
use crate::inputs::limits::{
    endless_packets, false_flags, far_samples, fragment, place, renumbered, write_large_index,
};
use crate::inputs::lossless::{caf_of_8_bits, m4a_of_pcm};
use crate::inputs::tracks::{aac_described, aac_of_channels, replaced};
use crate::program::{Folder, command, finish};

fn mp4() -> Folder {
    let folder = Folder::new();
    let aac = || bytes("aac.m4a");
    let alac = bytes("alac.m4a");
    // The second is the box that describes it, with the rate as its last number.
    let described = alac.windows(4).rposition(|name| name == b"alac").expect("the description");
    let rate = described + 8 + 20;
    let version = place(&aac(), b"mp4a") + 16;
    let fragment_of_aac = fragments::file(&[0]);
    folder.write("in24.m4a", m4a_of_pcm(b"in24", 24));
    folder.write("8bits.m4a", m4a_of_pcm(b"twos", 8));
    folder.write("dts.m4a", replaced(aac(), b"mp4a", b"dtsc"));
    folder.write("amr.3gp", replaced(aac(), b"mp4a", b"samr"));
    folder.write("strange.m4a", replaced(aac(), b"mp4a", b"ab\0c"));
    folder.write("encrypted.m4a", replaced(aac(), b"mp4a", b"enca"));
    folder.write("he.m4a", aac_described([0x2C, 0x12, 0x88, 0, 0]));
    folder.write("channels6.aac", aac_of_channels(6));
    folder.write("video.m4a", replaced(aac(), b"trak", b"free"));
    folder.write("version.m4a", [&aac()[..version], &[0, 7], &aac()[version + 2..]].concat());
    folder.write("nosizes.m4a", replaced(aac(), b"stsz", b"free"));
    folder.write("rate0.m4a", [&alac[..rate], &[0; 4], &alac[rate + 4..]].concat());
    folder.write("times.m4a", renumbered("aac.m4a", b"stts", 4, 65537));
    folder.write("chunk.m4a", renumbered("aac.m4a", b"stsc", 12, 1 << 19));
    folder.write("samples.mp4", fragment(1, 1_000_000, 0));
    write_large_index(&folder, "index.m4a", (1 << 26) + 1);
    folder.write("empty.mp4", fragment(64, 2000, 0));
    folder.write("cut.mp4", &fragment_of_aac[..fragment_of_aac.len() - 1800]);
    folder.write("flags.mp4", false_flags());
    folder.write("far.mp4", far_samples());
    folder
}

const MP4: &[Report] = &[
    report("in24.m4a", "MP4 with 24-bit big-endian PCM is not supported\nConvertWithFfmpeg"),
    report("8bits.m4a", "cannot decode this MP4 (isomp4: invalid pcm sample size)\nConvertWithFfmpeg"),
    report("dts.m4a", "MP4 with DTS is not supported\nConvertWithFfmpeg"),
    report("amr.3gp", "MP4 with AMR is not supported\nConvertWithFfmpeg"),
    report("strange.m4a", "MP4 with an unknown audio encoding ('ab\\x00c')\nConvertWithFfmpeg"),
    report("encrypted.m4a", "MP4 with encrypted packets is not supported"),
    report("he.m4a", "MP4 with HE-AAC is not supported\nConvertWithFfmpeg"),
    report("channels6.aac", "6-channel AAC is not supported\nConvertWithFfmpeg"),
    report("video.m4a", "MP4 without an audio track"),
    report("version.m4a", "cannot decode this MP4 (isomp4: unknown sample entry version)\nConvertWithFfmpeg"),
    report("nosizes.m4a", "MP4 with a damaged header (isomp4 (stbl): missing stsz atom)"),
    report("rate0.m4a", "sample rate in the header is 0 Hz"),
    report("times.m4a", "entry count of an MP4 time table is 65537; the limit is 65536"),
    report("chunk.m4a", "sample count of an MP4 chunk is 524288; the limit is 262144"),
    report("samples.mp4", "sample count of an MP4 fragment is 1000000; the limit is 2649"),
    report("index.m4a", "MP4 index size is 67108865 bytes; the limit is 67108864"),
    report("empty.mp4", "MP4 without audio (65536 packets in a row without audio)"),
    report("cut.mp4", "MP4 without audio (truncated: found 893 of the 2693 bytes stated in the header)"),
    report("flags.mp4", "MP4 without audio (the decoder failed)"),
    report("far.mp4", "MP4 without audio (a position is past the end of the file)"),
];

fn matroska() -> Folder {
    let folder = Folder::new();
    let flac = bytes("flac.mka");
    let (blocks, second) = second_block();
    let with = |more: &[u8]| changed(&flac, more, 0);
    // PCM of 1100 channels, at 16 kHz and of 16 bits.
    let sound = [
        element(&[0x9F], &1100_u16.to_be_bytes()),
        element(&[0xB5], &16_000_f32.to_be_bytes()),
        element(&[0x62, 0x64], &[16]),
    ];
    let pcm = [element(&[0x86], b"A_PCM/INT/LIT"), element(&[0xE1], &sound.concat())];
    let frames: Vec<u8> = flac.iter().map(|&byte| if byte == 0xFF { 0xFE } else { byte }).collect();
    folder.write("what.mka", replaced(flac.clone(), b"A_FLAC", b"A_WHAT"));
    folder.write("odd.mka", replaced(flac.clone(), b"A_FLAC", b"A\n\x1B[\0\0"));
    let video = replaced(flac.clone(), b"A_FLAC", b"V_WHAT");
    folder.write("video.mka", replaced(video, &[0x83, 0x81, 2], &[0x83, 0x81, 1]));
    folder.write("tta.mka", replaced(flac.clone(), b"A_FLAC", b"A_TTA1"));
    folder.write("cook.mka", with(&element(&[0x86], b"A_REAL/COOK")));
    folder.write("zlib.mka", with(&compression(0, &[])));
    folder.write("lzo.mka", with(&compression(2, &[])));
    folder.write("encrypted.mka", with(&encryption()));
    folder.write("shared.mka", with(&compression(3, &[0; 65])));
    folder.write("channels1100.mka", with(&pcm.concat()));
    folder.write("nosegment.mka", replaced(flac.clone(), &[0x18, 0x53, 0x80, 0x67], &[0x18, 0x53, 0x80, 0x66]));
    folder.write("cut.mka", &blocks[..second - 100]);
    folder.write("damaged.mka", frames);
    folder
}

const MATROSKA: &[Report] = &[
    report("what.mka", "Matroska with an unknown audio encoding ('A_WHAT')\nConvertWithFfmpeg"),
    report("odd.mka", "Matroska with an unknown audio encoding ('A\\n\\x1b[')\nConvertWithFfmpeg"),
    report("video.mka", "Matroska without an audio track"),
    report("tta.mka", "Matroska with True Audio is not supported\nConvertWithFfmpeg"),
    report("cook.mka", "Matroska with RealAudio is not supported\nConvertWithFfmpeg"),
    report("zlib.mka", "Matroska with compressed (zlib) packets is not supported\nConvertWithFfmpeg"),
    report("lzo.mka", "Matroska with compressed packets is not supported\nConvertWithFfmpeg"),
    report("encrypted.mka", "Matroska with encrypted packets is not supported"),
    report("shared.mka", "stripped packet header in Matroska is 65 bytes; the limit is 64"),
    report("channels1100.mka", "channel count in the header is 1100; the limit is 1024"),
    report("nosegment.mka", "Matroska with a damaged header (mkv: missing segment element)"),
    report("cut.mka", "Matroska without audio (truncated inside the first packet)"),
    report("damaged.mka", "Matroska with 3 packets, none of which can be decoded (a packet is too short)"),
];

fn caf() -> Folder {
    let folder = Folder::new();
    let plain = || plain_caf(104, &[0; 100], b"");
    let alac = bytes("alac.caf");
    let table = place(&alac, b"pakt") + 4;
    let sound = place(&alac, b"data") + 4 + 16;
    folder.write("8bits.caf", caf_of_8_bits());
    folder.write("mace.caf", replaced(plain(), b"lpcm", b"MAC3"));
    folder.write("flac.caf", replaced(plain(), b"lpcm", b"flac"));
    folder.write("rate0.caf", [&plain()[..20], &[0; 8], &plain()[28..]].concat());
    folder.write("endless.caf", endless_packets());
    folder.write("notable.caf", &alac[..table]);
    folder.write("nosamples.caf", plain_caf(4, &[], b""));
    // The mark of an end, and no more.
    folder.write("nosound.caf", [&alac[..sound], &[0b1110_0000], &alac[sound + 1..]].concat());
    folder
}

const CAF: &[Report] = &[
    report("8bits.caf", "CAF with 8-bit PCM is not supported\nConvertWithFfmpeg"),
    report("mace.caf", "CAF with an unknown audio encoding ('MAC3')\nConvertWithFfmpeg"),
    report("flac.caf", "cannot decode this CAF (flac: missing extra data)\nConvertWithFfmpeg"),
    report("rate0.caf", "sample rate in the header is 0 Hz"),
    report(
        "endless.caf",
        "number of samples in a CAF packet (4294967295 for each of 2 channels) is 8589934590; the limit is 4194304",
    ),
    report("notable.caf", "CAF without its packet table (no 'pakt' chunk)"),
    report("nosamples.caf", "CAF without audio"),
    report("nosound.caf", "CAF without any of the 4096 samples stated in the header"),
];

#[test]
fn mp4_that_cannot_be_read() {
    check_reports(&mp4(), MP4);
}

#[test]
fn matroska_that_cannot_be_read() {
    check_reports(&matroska(), MATROSKA);
}

#[test]
fn caf_that_cannot_be_read() {
    check_reports(&caf(), CAF);
}

#[cfg(unix)]
#[test]
fn a_stream_that_cannot_be_copied() {
    let mut program = command();
    program.args(["info", "-"]).env("TMPDIR", "/none");
    assert_eq!(
        finish(program, &bytes("aac.m4a")).failed(1).stderr,
        "specgram: standard input: cannot create a temporary copy of the input in /none: No such file or directory\n"
    );
}
