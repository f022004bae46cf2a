//! The exact messages about AIFF, AU and headerless samples.

use specgram::job::RawOptions;

use super::entry::{Entry, Report, check, check_reports, entry, report};
use super::job::{Job, check_jobs, export, render, value};
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

const AIFF: &[Report] = &[
    report("form.aiff", "no WAV, AIFF or AU header at byte 0 (found 'WHAT')"),
    report("raw.aiff", "AIFF with 16-bit unsigned integers is not supported; supported: 1 to 8 bits"),
    report("kind.aiff", "AIFF with an unknown sample format ('ab\\x00\\xff')\nConvertWithFfmpeg"),
    report("bits0.aiff", "bits per sample in the header (byte 26) must be between 1 and 32, got 0"),
    report("bits33.aiff", "bits per sample in the header (byte 26) must be between 1 and 32, got 33"),
    report("channels0.aiff", "channel count in the header is 0 (byte 20)"),
    report("channels9999.aiff", "channel count in the header (byte 20) is 9999; the limit is 1024"),
    report("rate0.aiff", "sample rate in the header is 0 Hz (byte 28)"),
    report("infinite.aiff", "sample rate in the header is inf Hz (byte 28)"),
    report("short.aiff", "the COMM chunk at byte 20 must have at least 18 bytes, got 4"),
    report("nodata.aiff", "no SSND chunk in 38 bytes"),
    report("nocommon.aiff", "no COMM chunk in 38 bytes"),
    report("sound.aiff", "truncated: ends inside the header after 50 bytes"),
    report("offset.aiff", "truncated: the samples start at byte 4150, but the input ends at byte 64"),
    report("< offset.aiff", "truncated: the samples start at byte 4150, but the input ends at byte 64"),
    report("nochunk.aiff", "no chunk header at byte 38 (found '\\x01SND')"),
    report("common.aiff", "truncated: chunk 'COMM' at byte 12 states 18 bytes, but the input ends at byte 30"),
    report("counts.aiff", "header_ignored: ignored the header's count of 3 samples (COMM): the data holds 10 (SSND)"),
    report("count1.aiff", "header_ignored: ignored the header's count of 1 sample (COMM): the data holds 10 (SSND)"),
    report("cut.aiff", "truncated!: truncated: found 6 of the 10 samples stated in the header"),
];

const AU: &[Report] = &[
    report("size.au", "header size (byte 4) must be at least 24 bytes, got 8"),
    report("short.au", "truncated: ends inside the header after 20 bytes"),
    report("beyond.au", "truncated: the samples start at byte 280, but the input ends at byte 34"),
    report("< beyond.au", "truncated: the samples start at byte 280, but the input ends at byte 34"),
    report("adpcm.au", "AU with G.72x ADPCM (encoding 23) is not supported\nConvertWithFfmpeg"),
    report("kind.au", "AU with an unknown sample format (encoding 99)\nConvertWithFfmpeg"),
    report("channels0.au", "channel count in the header is 0 (byte 20)"),
    report("channels.au", "channel count in the header (byte 20) is 16777217; the limit is 1024"),
    report("rate0.au", "sample rate in the header is 0 Hz (byte 16)"),
    report("size0.au", "header_ignored: ignored the header's data size of 0: reading to the end"),
    report("cut.au", "truncated!: truncated: found 6 of the 10 samples stated in the header"),
    report("partial.au", "partial_sample!: ignored 1 byte at the end: not a whole sample"),
];

const BARE: &[Entry] = &[entry(
    "render - --raw s16le --rate 8k -o out.png < odd.bin",
    0,
    "specgram: warning: standard input: ignored 1 byte at the end: not a whole sample",
)];

const BARE_IN_JOBS: &[Job] = &[
    export(
        "empty.bin",
        |i, _| i.raw = Some(RawOptions { format: value("s16le"), rate: Some(value("8k")), channels: 1 }),
        1,
        "empty.bin: the input has no samples",
    ),
    export(
        "byte.bin",
        |i, _| i.raw = Some(RawOptions { format: value("s16le"), rate: Some(value("8k")), channels: 1 }),
        1,
        "byte.bin: the input has no samples",
    ),
    export(
        "odd.bin",
        |i, _| i.raw = Some(RawOptions { format: value("s16le"), rate: Some(value("8k")), channels: 0 }),
        2,
        "odd.bin: --channels must be at least 1, got 0",
    ),
    render(
        "odd.bin",
        |i, _| i.raw = Some(RawOptions { format: value("s16le"), rate: Some(value("8k")), channels: 1 }),
        0,
        "warning: odd.bin: ignored 1 byte at the end: not a whole sample",
    ),
    render(
        "odd.bin",
        |i, _| i.raw = Some(RawOptions { format: value("cf32le"), rate: Some(value("8k")), channels: 1 }),
        0,
        "warning: odd.bin: ignored 1 byte at the end: not a whole sample",
    ),
];

const BARE_READ: &[Report] = &[
    report("byte.bin", "the file has only 1 byte, too few for audio"),
    report("ilbm.iff", "unrecognized audio format (starts with 46 4f 52 4d)\nNameRawFormat"),
];

#[test]
fn aiff_that_is_damaged() {
    check_reports(&folder(), AIFF);
}

#[test]
fn au_that_is_damaged() {
    check_reports(&folder(), AU);
}

#[test]
fn samples_without_a_header() {
    check(&folder(), BARE);
    check_jobs(&folder(), BARE_IN_JOBS);
    check_reports(&folder(), BARE_READ);
}
