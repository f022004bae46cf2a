//! What is said of AIFF and AU and of bare samples, word for word: the catalogue's continuation.

use super::entry::{Entry, Report, check, check_reports, entry, report};
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
    report("form.aiff", "?"),
    report("raw.aiff", "?"),
    report("kind.aiff", "?"),
    report("bits0.aiff", "?"),
    report("bits33.aiff", "?"),
    report("channels0.aiff", "?"),
    report("channels9999.aiff", "?"),
    report("rate0.aiff", "?"),
    report("infinite.aiff", "?"),
    report("short.aiff", "?"),
    report("nodata.aiff", "?"),
    report("nocommon.aiff", "?"),
    report("sound.aiff", "?"),
    report("offset.aiff", "?"),
    report("< offset.aiff", "?"),
    report("nochunk.aiff", "?"),
    report("common.aiff", "?"),
    report("counts.aiff", "?"),
    report("count1.aiff", "?"),
    report("cut.aiff", "?"),
];

const AU: &[Report] = &[
    report("size.au", "?"),
    report("short.au", "?"),
    report("beyond.au", "?"),
    report("< beyond.au", "?"),
    report("adpcm.au", "?"),
    report("kind.au", "?"),
    report("channels0.au", "?"),
    report("channels.au", "?"),
    report("rate0.au", "?"),
    report("size0.au", "?"),
    report("cut.au", "?"),
    report("partial.au", "?"),
];

const BARE: &[Entry] = &[
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
        "specgram: warning: odd.bin: ignored 1 byte at the end: not a whole sample",
    ),
    entry(
        "render odd.bin --raw cf32le --rate 8k -o out.png",
        0,
        "specgram: warning: odd.bin: ignored 1 byte at the end: not a whole sample",
    ),
    entry(
        "render - --raw s16le --rate 8k -o out.png < odd.bin",
        0,
        "specgram: warning: standard input: ignored 1 byte at the end: not a whole sample",
    ),
];

const BARE_READ: &[Report] = &[report("byte.bin", "?"), report("ilbm.iff", "?")];

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
    check_reports(&folder(), BARE_READ);
}
