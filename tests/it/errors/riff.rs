//! What is said of WAV and its relatives, word for word: the catalogue's continuation.

use super::entry::{Entry, check, entry};
use crate::inputs::behind::{ima, wide};
use crate::inputs::bytes;
use crate::program::Folder;
use crate::wav::{chunk, fmt, riff};

/// A file of these chunks, its size true, as Wave64.
fn wave64(chunks: &[u8]) -> Vec<u8> {
    [b"riff", &[0; 12][..], &(chunks.len() as u64 + 40).to_le_bytes(), b"wave", &[0; 12], chunks].concat()
}

/// The same bytes with some of them replaced.
fn with(mut file: Vec<u8>, at: usize, bytes: &[u8]) -> Vec<u8> {
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

/// Headers that are at fault.
fn headers() -> Folder {
    let folder = Folder::new();
    let (eight, data) = (fmt(1, 1, 8000, 8), chunk(b"data", &[128; 100]));
    for (name, format) in [
        ("bits0.wav", fmt(1, 1, 8000, 0)),
        ("bits65.wav", fmt(1, 1, 8000, 65)),
        ("short.wav", chunk(b"fmt ", &[1, 0, 1])),
        ("extensible.wav", fmt(0xFFFE, 1, 8000, 16)),
        ("guid.wav", chunk(b"fmt ", &[&fmt(0xFFFE, 1, 8000, 16)[8..], &[22, 0, 16, 0], &[0xAB; 20]].concat())),
        ("wavl.wav", [&eight[..], &chunk(b"LIST", b"wavl")].concat()),
        ("block1.wav", fmt(2, 1, 8000, 4)),
        ("channels3.wav", fmt(17, 3, 8000, 32)),
        ("nofmt.wav", vec![]),
    ] {
        folder.write(name, riff(&[format, data.clone()]));
    }
    let good = riff(&[eight.clone(), data]);
    folder.write("form.wav", with(good.clone(), 8, b"QLCM"));
    folder.write("half.wav", &riff(&[fmt(1, 1, 8000, 16), chunk(b"data", &[1, 2])])[..45]);
    folder.write("nodata.wav", riff(&vec![chunk(b"junk", b""); 1 << 16]));
    let w64 = wave64(&[wide(b"fmt ", &eight[8..]), wide(b"data", &[128; 104])].concat());
    folder.write("form.w64", with(w64.clone(), 24, b"abcd"));
    folder.write("start.w64", &w64[..20]);
    folder.write("nochunk.w64", with(w64.clone(), 80, b"\0\x01\x02\x03"));
    folder.write("cut.w64", with(w64, 56, &[0xFF]));
    folder
}

const HEADERS: &[Entry] = &[
    entry("info bits0.wav", 1, "specgram: bits0.wav: the header says 0 bits per sample (byte 34)"),
    entry("info bits65.wav", 1, "specgram: bits65.wav: WAV with integers of 65 bits; 1 to 64 are read"),
    entry("info short.wav", 1, "specgram: short.wav: the fmt chunk at byte 20 has 3 bytes; 16 are needed"),
    entry("info extensible.wav", 1, "specgram: extensible.wav: the fmt chunk at byte 20 has 16 bytes; 40 are needed"),
    entry(
        "info guid.wav",
        1,
        "specgram: guid.wav: WAV with samples of an unknown kind (GUID abababababababababababababababab)",
    ),
    entry(
        "info wavl.wav",
        1,
        "specgram: wavl.wav: WAV with its samples in pieces (a 'wavl' list), which are not read here",
    ),
    entry(
        "info block1.wav",
        1,
        "specgram: block1.wav: the header says blocks of 1 byte (byte 32); more than 7 are needed",
    ),
    entry("info channels3.wav", 1, "specgram: channels3.wav: ADPCM of 3 channels; 1 and 2 are read"),
    entry("info nofmt.wav", 1, "specgram: nofmt.wav: ends after 120 bytes without a fmt chunk"),
    entry("info form.wav", 1, "specgram: form.wav: RIFF with 'QLCM' inside, not WAVE"),
    entry("info half.wav", 1, "specgram: half.wav: holds no samples (the data at byte 44 have 1 of 2 bytes)"),
    entry("info - < half.wav", 1, "specgram: standard input: holds no samples (the data at byte 44 have 1 of 2 bytes)"),
    entry("info nodata.wav", 1, "specgram: nodata.wav: no data among the first 65536 chunks"),
    entry("info form.w64", 1, "specgram: form.w64: W64 with 'abcd' inside, not wave"),
    entry("info start.w64", 1, "specgram: start.w64: ends after 20 bytes, inside the header"),
    entry(
        "info nochunk.w64",
        1,
        "specgram: nochunk.w64: no chunk begins at byte 80, where one should ('\\x00\\x01\\x02\\x03')",
    ),
    entry(
        "info cut.w64",
        1,
        "specgram: cut.w64: the chunk 'fmt ' at byte 40 claims 231 bytes, but the input ends after 208",
    ),
];

/// Files that are read in part.
fn parts() -> Folder {
    let folder = Folder::new();
    let (eight, sixteen) = (fmt(1, 1, 8000, 8), fmt(1, 2, 8000, 12));
    let good = riff(&[eight.clone(), chunk(b"data", &[128; 100])]);
    folder.write("blocks.wav", riff(&[with(eight.clone(), 20, &[3]), chunk(b"data", &[128; 100])]));
    folder.write("blocks12.wav", riff(&[with(sixteen.clone(), 20, &[3]), chunk(b"data", &[0; 100])]));
    folder.write("twofmt.wav", riff(&[eight.clone(), eight.clone(), chunk(b"data", &[128; 100])]));
    folder.write("partial.wav", riff(&[sixteen.clone(), chunk(b"data", &[1; 102])]));
    folder.write("filled.wav", riff(&[fmt(1, 6, 8000, 16), chunk(b"data", &[1; 105])]));
    let piped = riff(&[sixteen, chunk(b"data", &[1; 102])]);
    folder.write("piped.wav", with(with(piped, 40, &[0xFF; 4]), 4, &[0xFF; 4]));
    folder.write("unfinished.wav", with(with(good.clone(), 40, &[0; 4]), 4, &[0; 4]));
    folder.write("one.wav", &good[..45]);
    for (name, behind) in [
        ("byte.wav", b"\x07".to_vec()),
        ("bytes.wav", vec![7; 16]),
        ("more.wav", chunk(b"data", &[1; 16])),
        ("more1.wav", chunk(b"data", &[1])),
        ("list.wav", chunk(b"LIST", &[0; 20])[..12].to_vec()),
        ("tag.wav", b"TAG title".to_vec()),
        ("chunks.wav", [chunk(b"junk", b"").repeat(1 << 16), b"data\x10\0\0\0".to_vec()].concat()),
    ] {
        folder.write(name, [&good[..], &behind].concat());
    }
    folder.write("fact.wav", ima(2, 3));
    folder.write("fact1.wav", ima(2, 1));
    let packed = bytes("ms_adpcm.wav");
    let data = packed.windows(4).position(|name| name == b"data").expect("data") + 8;
    folder.write("predictor.wav", with(packed.clone(), data, &[200]));
    folder.write("cut.wav", &packed[..packed.len() - 100]);
    for (name, more) in [("block.wav", 10), ("block1.wav", 1)] {
        let size = (packed.len() - data + more) as u32;
        folder.write(name, [with(packed.clone(), data - 4, &size.to_le_bytes()), vec![9; more]].concat());
    }
    folder
}

const PARTS: &[Entry] = &[
    entry(
        "info blocks.wav",
        0,
        "specgram: warning: blocks.wav: the header's block size of 3 (byte 32) is ignored: 1 channel × 1 byte = 1",
    ),
    entry(
        "info blocks12.wav",
        0,
        "specgram: warning: blocks12.wav: the header's block size of 3 (byte 32) is ignored: 2 channels × 2 bytes = 4",
    ),
    entry("info twofmt.wav", 0, "specgram: warning: twofmt.wav: a second fmt chunk at byte 36 is ignored"),
    entry(
        "info partial.wav",
        0,
        "specgram: warning: partial.wav: 2 bytes at the end make no whole sample and are left out",
    ),
    entry(
        "info filled.wav",
        0,
        "specgram: warning: filled.wav: 9 bytes at the end make no whole sample and are left out",
    ),
    entry(
        "info piped.wav",
        0,
        "specgram: warning: piped.wav: 2 bytes at the end make no whole sample and are left out",
    ),
    entry(
        "info - < piped.wav",
        0,
        "specgram: warning: standard input: 2 bytes at the end make no whole sample and are left out",
    ),
    entry(
        "info unfinished.wav",
        0,
        "specgram: warning: unfinished.wav: the header gives the samples' size as 0; they are read to the end",
    ),
    entry("info one.wav", 0, "specgram: warning: one.wav: the data end early: 1 sample of 100 that the header claims"),
    entry(
        "info - < one.wav",
        0,
        "specgram: warning: standard input: the data end early: 1 sample of 100 that the header claims",
    ),
    entry(
        "info byte.wav",
        0,
        "specgram: warning: byte.wav: 1 byte follows at byte 144, behind the samples that the header claims; left out",
    ),
    entry(
        "info bytes.wav",
        0,
        "specgram: warning: bytes.wav: 16 bytes follow at byte 144, behind the samples that the header claims; left out",
    ),
    entry(
        "info more.wav",
        0,
        "specgram: warning: more.wav: more samples follow at byte 144, 16 bytes in a chunk of their own; left out",
    ),
    entry(
        "info more1.wav",
        0,
        "specgram: warning: more1.wav: more samples follow at byte 144, 1 byte in a chunk of their own; left out",
    ),
    entry(
        "info list.wav",
        0,
        "specgram: warning: list.wav: the chunk 'LIST' at byte 144, behind the samples, claims 20 bytes, but the input ends after 156",
    ),
    entry(
        "info tag.wav",
        0,
        "specgram: warning: tag.wav: the tag at byte 144, behind the samples, claims 128 bytes, but the input ends after 153",
    ),
    entry(
        "info chunks.wav",
        0,
        "specgram: warning: chunks.wav: 65536 chunks and tags lie behind the samples; what follows at byte 524432 is not looked at",
    ),
    entry(
        "info fact.wav",
        0,
        "specgram: warning: fact.wav: the header's count of 3 samples (fact) does not end in its last block and is ignored",
    ),
    entry(
        "info fact1.wav",
        0,
        "specgram: warning: fact1.wav: the header's count of 1 sample (fact) does not end in its last block and is ignored",
    ),
    entry(
        "info predictor.wav",
        0,
        "specgram: warning: predictor.wav: 1 block of 1012 samples could not be decoded and is silence",
    ),
    entry(
        "info cut.wav",
        0,
        "specgram: warning: cut.wav: the data end early: 2024 samples of 3036 that the header claims",
    ),
    entry(
        "info block.wav",
        0,
        "specgram: warning: block.wav: 10 bytes at the end make no whole block and are left out",
    ),
    entry(
        "info block1.wav",
        0,
        "specgram: warning: block1.wav: 1 byte at the end makes no whole block and is left out",
    ),
];

/// Streams that bring more than is kept or counted: 64 MiB of zeros.
fn streams() -> Folder {
    let folder = Folder::new();
    let (format, data) = (fmt(1, 1, 8000, 8), chunk(b"data", &[128; 100]));
    for (name, start) in
        [("first.wav", riff(&[data.clone(), b"junk\xFF\xFF\xFF\x7F".to_vec()])), ("more.wav", riff(&[format, data]))]
    {
        let path = folder.write(name, &start);
        let file = std::fs::File::options().write(true).open(path).expect("the file");
        file.set_len((1 << 26) + start.len() as u64 + 100).expect("room");
    }
    folder
}

const STREAMS: &[Entry] = &[
    entry(
        "info - < first.wav",
        1,
        "specgram: standard input: what describes the samples does not follow them within the 67108964 bytes that are kept",
    ),
    entry(
        "info - < more.wav",
        0,
        "specgram: warning: standard input: more than 67108864 bytes follow at byte 144, behind the samples that the header claims; left out",
    ),
];

#[test]
fn headers_that_are_at_fault() {
    check(&headers(), HEADERS);
}

#[test]
fn files_that_are_read_in_part() {
    check(&parts(), PARTS);
}

#[test]
fn streams_without_end() {
    check(&streams(), STREAMS);
}
