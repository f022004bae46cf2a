//! What is said of AIFF and AU and of bare samples, word for word: the catalogue's continuation.

use super::entry::{Entry, check, entry};
use crate::inputs::behind::{aiff, au, big};
use crate::program::Folder;

/// AIFF-C of 8-bit samples of the given kind.
pub(super) fn aifc(kind: &[u8; 4], bits: u8) -> Vec<u8> {
    let common = [b"\0\x01\0\0\0\x0a\0", &[bits][..], b"\x40\x0b\xfa\0\0\0\0\0\0\0", kind, b"\0\0"].concat();
    let contents = [b"AIFC", &big(b"COMM", &common)[..], &big(b"SSND", &[0; 18])].concat();
    [b"FORM", &(contents.len() as u32).to_be_bytes()[..], &contents].concat()
}

fn folder() -> Folder {
    let folder = Folder::new();
    let with = |mut file: Vec<u8>, at: usize, bytes: &[u8]| {
        file[at..at + bytes.len()].copy_from_slice(bytes);
        file
    };
    let (apple, sun) = (aiff(10, &[1; 10], 0, &[]), au(10, &[1; 10]));
    // Where they are: COMM at 12, its channels at 20, bits at 26 and rate at 28; SSND at 38, its offset at 46.
    folder.write("form.aiff", with(apple.clone(), 0, b"WHAT"));
    folder.write("raw.aiff", aifc(b"raw ", 16));
    folder.write("kind.aiff", aifc(b"ab\0\xFF", 16));
    folder.write("bits0.aiff", with(apple.clone(), 26, &[0, 0]));
    folder.write("bits33.aiff", with(apple.clone(), 26, &[0, 33]));
    folder.write("channels0.aiff", with(apple.clone(), 20, &[0, 0]));
    folder.write("channels9999.aiff", with(apple.clone(), 20, &[0x27, 0x0F]));
    folder.write("rate0.aiff", with(apple.clone(), 28, &[0; 10]));
    folder.write("infinite.aiff", with(apple.clone(), 28, &[0x7F, 0xFF]));
    folder.write("short.aiff", with(apple.clone(), 16, &[0, 0, 0, 4]));
    folder.write("nodata.aiff", &apple[..38]);
    folder.write("nocommon.aiff", [&apple[..12], &apple[38..]].concat());
    folder.write("sound.aiff", &apple[..50]);
    folder.write("offset.aiff", with(apple.clone(), 46, &[0, 0, 0x10, 0]));
    folder.write("nochunk.aiff", with(apple.clone(), 38, &[1]));
    folder.write("common.aiff", &apple[..30]);
    folder.write("counts.aiff", aiff(3, &[1; 10], 0, &[]));
    folder.write("count1.aiff", aiff(1, &[1; 10], 0, &[]));
    folder.write("cut.aiff", &apple[..60]);

    folder.write("size.au", with(sun.clone(), 7, &[8]));
    folder.write("short.au", &sun[..20]);
    folder.write("beyond.au", with(sun.clone(), 6, &[1]));
    folder.write("adpcm.au", with(sun.clone(), 15, &[23]));
    folder.write("kind.au", with(sun.clone(), 15, &[99]));
    folder.write("channels0.au", with(sun.clone(), 23, &[0]));
    folder.write("channels.au", with(sun.clone(), 20, &[1]));
    folder.write("rate0.au", with(sun.clone(), 16, &[0; 4]));
    folder.write("size0.au", with(sun.clone(), 8, &[0; 4]));
    folder.write("cut.au", &sun[..30]);
    folder.write("partial.au", with([&with(sun, 15, &[3])[..], &[1]].concat(), 8, &[0xFF; 4]));

    folder.write("byte.bin", b"\x07");
    folder.write("empty.bin", b"");
    folder.write("odd.bin", [0; 16_001]);
    folder.write("ilbm.iff", b"FORM\0\0\0\x20ILBMBMHD");
    folder
}

const AIFF: &[Entry] = &[
    entry(
        "info form.aiff",
        1,
        "specgram: form.aiff: no header of WAV, AIFF or AU begins at byte 0, where one should ('WHAT')",
    ),
    entry("info raw.aiff", 1, "specgram: raw.aiff: AIFF with unsigned integers of 16 bits; 1 to 8 are read"),
    entry("info kind.aiff", 1, "specgram: kind.aiff: AIFF with samples of an unknown kind ('ab\\x00\\xff')"),
    entry("info bits0.aiff", 1, "specgram: bits0.aiff: the header says 0 bits per sample (byte 26); 1 to 32 are read"),
    entry(
        "info bits33.aiff",
        1,
        "specgram: bits33.aiff: the header says 33 bits per sample (byte 26); 1 to 32 are read",
    ),
    entry("info channels0.aiff", 1, "specgram: channels0.aiff: the header says 0 channels (byte 20)"),
    entry(
        "info channels9999.aiff",
        1,
        "specgram: channels9999.aiff: the header says 9999 channels (byte 20); at most 1024 are read",
    ),
    entry("info rate0.aiff", 1, "specgram: rate0.aiff: the header says a sample rate of 0 Hz (byte 28)"),
    entry("info infinite.aiff", 1, "specgram: infinite.aiff: the header says a sample rate of inf Hz (byte 28)"),
    entry("info short.aiff", 1, "specgram: short.aiff: the COMM chunk at byte 20 has 4 bytes; 18 are needed"),
    entry("info nodata.aiff", 1, "specgram: nodata.aiff: ends after 38 bytes without an SSND chunk"),
    entry("info nocommon.aiff", 1, "specgram: nocommon.aiff: ends after 38 bytes without a COMM chunk"),
    entry("info sound.aiff", 1, "specgram: sound.aiff: ends after 50 bytes, inside the header"),
    entry("info offset.aiff", 1, "specgram: offset.aiff: the samples begin at byte 4150, but the input ends after 64"),
    entry(
        "info - < offset.aiff",
        1,
        "specgram: standard input: the samples begin at byte 4150, but the input ends after 64",
    ),
    entry("info nochunk.aiff", 1, "specgram: nochunk.aiff: no chunk begins at byte 38, where one should ('\\x01SND')"),
    entry(
        "info common.aiff",
        1,
        "specgram: common.aiff: the chunk 'COMM' at byte 12 claims 18 bytes, but the input ends after 30",
    ),
    entry(
        "info counts.aiff",
        0,
        "specgram: warning: counts.aiff: the header counts 3 samples (COMM), but its data are 10 (SSND), which are read",
    ),
    entry(
        "info count1.aiff",
        0,
        "specgram: warning: count1.aiff: the header counts 1 sample (COMM), but its data are 10 (SSND), which are read",
    ),
    entry(
        "info cut.aiff",
        0,
        "specgram: warning: cut.aiff: the data end early: 6 samples of 10 that the header claims",
    ),
];

const AU: &[Entry] = &[
    entry("info size.au", 1, "specgram: size.au: the header says it has 8 bytes (byte 4); at least 24 are needed"),
    entry("info short.au", 1, "specgram: short.au: ends after 20 bytes, inside the header"),
    entry("info beyond.au", 1, "specgram: beyond.au: the samples begin at byte 280, but the input ends after 34"),
    entry(
        "info - < beyond.au",
        1,
        "specgram: standard input: the samples begin at byte 280, but the input ends after 34",
    ),
    entry(
        "info adpcm.au",
        1,
        "specgram: adpcm.au: AU with G.72x ADPCM inside (encoding 23) is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry("info kind.au", 1, "specgram: kind.au: AU with samples of an unknown kind (encoding 99)"),
    entry("info channels0.au", 1, "specgram: channels0.au: the header says 0 channels (byte 20)"),
    entry(
        "info channels.au",
        1,
        "specgram: channels.au: the header says 16777217 channels (byte 20); at most 1024 are read",
    ),
    entry("info rate0.au", 1, "specgram: rate0.au: the header says a sample rate of 0 Hz (byte 16)"),
    entry(
        "info size0.au",
        0,
        "specgram: warning: size0.au: the header gives the samples' size as 0; they are read to the end",
    ),
    entry("info cut.au", 0, "specgram: warning: cut.au: the data end early: 6 samples of 10 that the header claims"),
    entry(
        "info partial.au",
        0,
        "specgram: warning: partial.au: 1 byte at the end makes no whole sample and is left out",
    ),
];

const BARE: &[Entry] = &[
    entry("info byte.bin", 1, "specgram: byte.bin: the file ends after 1 byte, too short for audio"),
    entry(
        "info ilbm.iff",
        1,
        "specgram: ilbm.iff: no kind of audio that is known here (it begins with the bytes 46 4f 52 4d)\n\
         hint: samples without a header are drawn with --raw FORMAT --rate HZ",
    ),
    entry("export empty.bin --raw s16le --rate 8k", 1, "specgram: empty.bin: the input holds no samples"),
    entry("export byte.bin --raw s16le --rate 8k", 1, "specgram: byte.bin: the input holds no samples"),
    entry("export - --raw s16le --rate 8k < empty.bin", 1, "specgram: standard input: the input holds no samples"),
    entry(
        "export odd.bin --raw s16le --rate 8k --channels 0",
        2,
        "specgram: odd.bin: raw input of 0 channels: --channels must be at least 1",
    ),
    entry(
        "render odd.bin --raw s16le --rate 8k -o out.png",
        0,
        "specgram: warning: odd.bin: 1 byte at the end makes no whole sample and is left out",
    ),
    entry(
        "render odd.bin --raw cf32le --rate 8k -o out.png",
        0,
        "specgram: warning: odd.bin: 1 byte at the end makes no whole sample and is left out",
    ),
    entry(
        "render - --raw s16le --rate 8k -o out.png < odd.bin",
        0,
        "specgram: warning: standard input: 1 byte at the end makes no whole sample and is left out",
    ),
];

#[test]
fn aiff_that_is_damaged() {
    check(&folder(), AIFF);
}

#[test]
fn au_that_is_damaged() {
    check(&folder(), AU);
}

#[test]
fn samples_without_a_header() {
    check(&folder(), BARE);
}
