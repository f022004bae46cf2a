//! What is said of AIFF and AU, of what is no audio and of bare samples, word for word: the catalogue's continuation.

use super::entry::{Entry, check, entry};
use crate::inputs::behind::{aiff, au, big};
use crate::program::Folder;
use crate::wav::{chunk, fmt, riff};

/// AIFF-C of 8-bit samples of the given kind.
fn aifc(kind: &[u8; 4], bits: u8) -> Vec<u8> {
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
    folder.write("form.aiff", with(apple.clone(), 0, b"XXXX"));
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
        "specgram: form.aiff: no header of WAV, AIFF or AU begins at byte 0, where one should ('XXXX')",
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

/// What is known by its first bytes and is read by others, or is no audio at all.
const KINDS: &[(&[u8], &str)] = &[
    (b"NIST_1A\n   1024\n", "NIST SPHERE is not supported"),
    (b"wvpk\x40\0\0\0\x10\x04\0\0", "WavPack is not supported"),
    (b"MAC \x96\x0F\0\0\x34\0\0\0", "Monkey's Audio is not supported"),
    (b"#!AMR\n\x3C\0\0\0\0\0", "AMR is not supported"),
    (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\0\xAA", "Windows Media is not supported"),
    (b"DSD \x1C\0\0\0\0\0\0\0", "DSD is not supported"),
    (b"FRM8\0\0\0\0\0\0\0\x40", "DSD is not supported"),
    (b"TTA1\x01\0\x02\0\x10\0\0\0", "True Audio is not supported"),
    (b"\x0B\x77\0\0\0\0\0\0\0\0\0\0", "AC-3 is not supported"),
    (b"\x7F\xFE\x80\x01\0\0\0\0\0\0\0\0", "DTS is not supported"),
    (b"MPCKSH\0\0\0\0\0\0", "Musepack is not supported"),
    (b"MP+\x07\0\0\0\0\0\0\0\0", "Musepack is not supported"),
    (b".RMF\0\0\0\x12\0\0\0\0", "RealMedia is not supported"),
    (b"FLV\x01\x04\0\0\0\x09\0\0\0", "Flash video is not supported"),
    (b"FORM\0\0\0\x208SVX", "8SVX is not supported"),
    (b"RIFF\x10\0\0\0AVI LIST", "AVI is not supported"),
    (b"\0\0\x01\xBA\x21\0\x01\0\x01\xA1\xA1\xAD", "MPEG program stream is not supported"),
    (b"nut/multimedia container\0", "NUT is not supported"),
    (b"\x06\x0E\x2B\x34\x02\x05\x01\x01\x0D\x01\x02\x01", "MXF is not supported"),
    (b"Creative Voice File\x1A\x1A\0\x0A\x01", "Creative VOC is not supported"),
    (b".SoX\x1C\0\0\0\0\0\0\0", "SoX's own format is not supported"),
    (b"XoS.\0\0\0\x1C\0\0\0\0", "SoX's own format is not supported"),
    (b"PVF1\n2 44100 16\n", "Portable Voice Format is not supported"),
    (b"2BIT\0\0\0\0\0\0\0\0", "Audio Visual Research is not supported"),
    (b"\x64\xA3\x01\0\0\x44\x2C\x47\x02\0\0\0", "IRCAM is not supported"),
    (b"\0\x04\xA3\x64\x47\x2C\x44\0\0\0\0\x01", "IRCAM is not supported"),
    (b"\x0B\x77\x01\xA0\x74\x87\xC0\0\x20\x04\x01\0", "E-AC-3 is not supported"),
    (b"\x0B\x77\x3B\x6E\x1E\x50\x2F\x84\x2B\xE8\x20\x10", "AC-3 is not supported"),
    (b"\x56\xE1\x4C\x20\0\x12\x10\x1F\xE7\xFA\x2E\xF0", "AAC in LATM is not supported"),
    (b"\xE0\x4D\xFF\xD8\xF8\x72\x6F\xBA\0\x80\0\x80", "TrueHD is not supported"),
    (b"\xE0\x4D\xFF\xD8\xF8\x72\x6F\xBB\x0F\x8F\0\x01", "MLP is not supported"),
    (b"\xFF\xD8\xFF\xE0\0\0\0\0\0\0\0\0", "a JPEG picture, not audio"),
    (b"GIF89a\0\0\0\0\0\0", "a GIF picture, not audio"),
    (b"II*\0\0\0\0\0\0\0\0\0", "a TIFF picture, not audio"),
    (b"MM\0*\0\0\0\0\0\0\0\0", "a TIFF picture, not audio"),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP picture, not audio"),
    (b"RIFF\x10\0\0\0ACONLIST", "an animated cursor, not audio"),
    (b"RIFF\x10\0\0\0RMIDdata", "a MIDI file, not audio"),
    (b"%PDF-1.7\n%\xE2\xE3", "a PDF document, not audio"),
    (b"PK\x03\x04\x14\0\0\0\0\0\0\0", "a ZIP archive, not audio"),
    (b"\x1F\x8B\x08\0\0\0\0\0\0\0\0\0", "a gzip archive, not audio"),
    (b"7z\xBC\xAF\x27\x1C\0\x04\0\0\0\0", "a 7z archive, not audio"),
    (b"\x93NUMPY\x01\0\x76\0\0\0", "a NumPy array, not audio"),
    (b"MATLAB 5.0 MAT-file, Platform", "a MATLAB file, not audio"),
    (b"\x89HDF\r\n\x1a\n\0\0\0\0", "an HDF5 file, not audio"),
    (b"\x7FELF\x02\x01\x01\0\0\0\0\0", "a program, not audio"),
    (b"<svg xmlns=\"\">", "an SVG picture, not audio"),
    (b"\xFF\xFEn\0o\0t\0e\0s\0", "text in UTF-16, not audio"),
];

/// What AIFF may hold besides plain samples, by its name there.
const IN_AIFF: &[(&[u8; 4], &str)] = &[
    (b"ima4", "IMA ADPCM"),
    (b"MAC3", "MACE"),
    (b"MAC6", "MACE"),
    (b"G722", "G.722 ADPCM"),
    (b"G726", "G.726 ADPCM"),
    (b"GSM ", "GSM 6.10"),
    (b"QDMC", "QDesign Music"),
    (b"QDM2", "QDesign Music"),
    (b"Qclp", "QCELP"),
];

/// What WAV may hold besides plain samples, by its format tag.
const IN_WAV: &[(u16, &str)] = &[
    (0x0040, "G.726 ADPCM"),
    (0x0045, "G.726 ADPCM"),
    (0x0064, "G.726 ADPCM"),
    (0x0050, "MPEG audio"),
    (0x0055, "MP3"),
    (0x0092, "AC-3"),
    (0x2000, "AC-3"),
    (0x2001, "DTS"),
    (0x00FF, "AAC"),
    (0x1610, "AAC"),
    (0xA106, "AAC"),
    (0x000A, "Windows Media Audio"),
    (0x0161, "Windows Media Audio"),
    (0x0017, "OKI ADPCM"),
    (0x0042, "G.723.1"),
    (0x0020, "Yamaha ADPCM"),
    (0x0022, "TrueSpeech"),
    (0x0032, "GSM 6.10"),
    (0x0057, "AMR"),
    (0x0061, "Duck ADPCM"),
    (0x0065, "G.722 ADPCM"),
    (0x028F, "G.722 ADPCM"),
    (0x0069, "Xbox ADPCM"),
    (0x0083, "G.729"),
    (0x0130, "Sipro"),
    (0x0200, "Creative ADPCM"),
    (0x0270, "ATRAC3"),
    (0x028E, "Siren"),
    (0x5346, "Flash ADPCM"),
    (0x566F, "Vorbis"),
    (0x674F, "Vorbis"),
    (0x5756, "WavPack"),
    (0x6C61, "ALAC"),
    (0x704F, "Opus"),
    (0xA109, "Speex"),
    (0xF1AC, "FLAC"),
];

/// Compares what is said of an input; what others read comes with a hint.
#[track_caller]
fn assert_named(input: &[u8], named: &str) {
    let folder = Folder::new();
    folder.write("input", input);
    let hint = "\nhint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render";
    let hint = if named.ends_with("is not supported") { hint } else { "" };
    let told = folder.run(&["info", "input"], b"").failed(1).stderr;
    assert_eq!(told, format!("specgram: input: {named}{hint}\n"));
}

#[test]
fn a_transport_stream_is_told_by_its_second_packet() {
    let [mut first, second] = [[0xFF_u8; 188]; 2];
    first[0] = 0x47;
    assert_named(&[&first[..], &first].concat(), "MPEG transport stream is not supported");
    let unknown = "no kind of audio that is known here (it begins with the bytes 47 ff ff ff)\n\
                   hint: samples without a header are drawn with --raw FORMAT --rate HZ";
    assert_named(&[first, second].concat(), unknown);
    // It ends before the second, and one is text.
    assert_named(&first, unknown);
    assert_named(&[b'G'; 200], "text, not audio");
}

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

#[test]
fn kinds_that_are_not_read() {
    for (input, named) in KINDS {
        assert_named(input, named);
    }
    for (kind, named) in IN_AIFF {
        let text = format!("AIFF with {named} inside ('{}') is not supported", kind.escape_ascii());
        assert_named(&aifc(kind, 16), &text);
    }
    for (tag, named) in IN_WAV {
        let wav = riff(&[fmt(*tag, 1, 8000, 16), chunk(b"data", &[0; 100])]);
        assert_named(&wav, &format!("WAV with {named} inside (format 0x{tag:04X}) is not supported"));
    }
}
