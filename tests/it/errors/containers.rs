//! What is said of MP4, Matroska and CAF that cannot be read at all, word for word.

use super::entry::{Entry, check, entry};
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

const MP4: &[Entry] = &[
    entry(
        "render in24.m4a",
        1,
        "specgram: in24.m4a: MP4 with big-endian PCM of 24 bits inside is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render 8bits.m4a",
        1,
        "specgram: 8bits.m4a: MP4 that cannot be read here (invalid pcm sample size)\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render dts.m4a",
        1,
        "specgram: dts.m4a: MP4 with DTS inside is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render amr.3gp",
        1,
        "specgram: amr.3gp: MP4 with AMR inside is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render strange.m4a",
        1,
        "specgram: strange.m4a: MP4 with sound of an unknown encoding ('ab\\x00c')\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry("render encrypted.m4a", 1, "specgram: encrypted.m4a: MP4 whose packets are encrypted"),
    entry(
        "render he.m4a",
        1,
        "specgram: he.m4a: MP4 with HE-AAC inside is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render channels6.aac",
        1,
        "specgram: channels6.aac: AAC of 6 channels is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry("render video.m4a", 1, "specgram: video.m4a: MP4 without a track of sound"),
    entry(
        "render version.m4a",
        1,
        "specgram: version.m4a: MP4 that cannot be read here (unknown sample entry version)\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry("render nosizes.m4a", 1, "specgram: nosizes.m4a: MP4 with a damaged header (missing stsz atom)"),
    entry("render rate0.m4a", 1, "specgram: rate0.m4a: the header says a sample rate of 0 Hz"),
    entry("render times.m4a", 1, "specgram: times.m4a: MP4 with 65537 times in a table; at most 65536 are read"),
    entry("render chunk.m4a", 1, "specgram: chunk.m4a: MP4 with 524288 samples in a chunk; at most 262144 are read"),
    entry(
        "render samples.mp4",
        1,
        "specgram: samples.mp4: MP4 with 1000000 samples in a fragment; at most 2649 are read",
    ),
    entry("render index.m4a", 1, "specgram: index.m4a: MP4 with an index of 67108865 bytes; at most 67108864 are read"),
    entry(
        "render empty.mp4",
        1,
        "specgram: empty.mp4: MP4 that holds no sound (65536 packets in a row bring no sound)",
    ),
    entry(
        "render cut.mp4",
        1,
        "specgram: cut.mp4: MP4 that holds no sound (the data end early: 893 bytes of 2693 that the header claims)",
    ),
    entry("render flags.mp4", 1, "specgram: flags.mp4: MP4 that holds no sound (the decoder failed)"),
    entry("render far.mp4", 1, "specgram: far.mp4: MP4 that holds no sound (it points beyond any file)"),
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

const MATROSKA: &[Entry] = &[
    entry(
        "render what.mka",
        1,
        "specgram: what.mka: Matroska with sound of an unknown encoding ('A_WHAT')\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render odd.mka",
        1,
        "specgram: odd.mka: Matroska with sound of an unknown encoding ('A\\n\\x1b[')\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry("render video.mka", 1, "specgram: video.mka: Matroska without a track of sound"),
    entry(
        "render tta.mka",
        1,
        "specgram: tta.mka: Matroska with True Audio inside is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render cook.mka",
        1,
        "specgram: cook.mka: Matroska with RealAudio inside is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render zlib.mka",
        1,
        "specgram: zlib.mka: Matroska whose packets are compressed once more (zlib) is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render lzo.mka",
        1,
        "specgram: lzo.mka: Matroska whose packets are compressed once more is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry("render encrypted.mka", 1, "specgram: encrypted.mka: Matroska whose packets are encrypted"),
    entry("render shared.mka", 1, "specgram: shared.mka: Matroska whose packets share 65 bytes; at most 64 are read"),
    entry(
        "render channels1100.mka",
        1,
        "specgram: channels1100.mka: the header says 1100 channels; at most 1024 are read",
    ),
    entry(
        "render nosegment.mka",
        1,
        "specgram: nosegment.mka: Matroska with a damaged header (missing segment element)",
    ),
    entry(
        "render cut.mka",
        1,
        "specgram: cut.mka: Matroska that holds no sound (the data end inside the first packet)",
    ),
    entry(
        "render damaged.mka",
        1,
        "specgram: damaged.mka: Matroska of whose 3 packets none can be decoded (a packet is too short)",
    ),
];

fn caf() -> Folder {
    let folder = Folder::new();
    let plain = || plain_caf(104, &[0; 100], b"");
    let alac = bytes("alac.caf");
    let table = place(&alac, b"pakt") + 4;
    let sound = place(&alac, b"data") + 4 + 16;
    folder.write("8bits.caf", caf_of_8_bits());
    folder.write("mace.caf", replaced(plain(), b"lpcm", b"MAC3"));
    folder.write("opus.caf", replaced(plain(), b"lpcm", b"opus"));
    folder.write("flac.caf", replaced(plain(), b"lpcm", b"flac"));
    folder.write("rate0.caf", [&plain()[..20], &[0; 8], &plain()[28..]].concat());
    folder.write("endless.caf", endless_packets());
    folder.write("notable.caf", &alac[..table]);
    folder.write("nosamples.caf", plain_caf(4, &[], b""));
    // The mark of an end, and no more.
    folder.write("nosound.caf", [&alac[..sound], &[0b1110_0000], &alac[sound + 1..]].concat());
    folder
}

const CAF: &[Entry] = &[
    entry(
        "render 8bits.caf",
        1,
        "specgram: 8bits.caf: CAF with PCM of 8 bits inside is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render mace.caf",
        1,
        "specgram: mace.caf: CAF that cannot be read here (unsupported codec)\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render opus.caf",
        1,
        "specgram: opus.caf: CAF with Opus inside is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render flac.caf",
        1,
        "specgram: flac.caf: CAF that cannot be read here (missing extra data)\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry("render rate0.caf", 1, "specgram: rate0.caf: CAF with a damaged header (sample rate must not be zero)"),
    entry(
        "render endless.caf",
        1,
        "specgram: endless.caf: CAF with packets of 4294967295 samples of 2 channels; at most 4194304 in all are read",
    ),
    entry("render notable.caf", 1, "specgram: notable.caf: CAF without its table of packets (no 'pakt' chunk)"),
    entry("render nosamples.caf", 1, "specgram: nosamples.caf: CAF that holds no sound"),
    entry(
        "render nosound.caf",
        1,
        "specgram: nosound.caf: CAF that holds none of the 4096 samples that the header claims",
    ),
];

#[test]
fn mp4_that_cannot_be_read() {
    check(&mp4(), MP4);
}

#[test]
fn matroska_that_cannot_be_read() {
    check(&matroska(), MATROSKA);
}

#[test]
fn caf_that_cannot_be_read() {
    check(&caf(), CAF);
}

#[cfg(unix)]
#[test]
fn a_stream_of_which_no_copy_can_be_kept() {
    let mut program = command();
    program.args(["info", "-"]).env("TMPDIR", "/none");
    assert_eq!(
        finish(program, &bytes("aac.m4a")).failed(1).stderr,
        "specgram: standard input: cannot keep a copy of the stream in /none: No such file or directory\n"
    );
}
