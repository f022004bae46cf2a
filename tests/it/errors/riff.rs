//! The exact messages about WAV and its relatives.

use super::entry::{Report, check_reports, report};
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

/// Faulty headers.
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

const HEADERS: &[Report] = &[
    report("bits0.wav", "bits per sample in the header (byte 34) must be at least 1, got 0"),
    report("bits65.wav", "WAV with 65-bit integers is not supported; supported: 1 to 64 bits"),
    report("short.wav", "the fmt chunk at byte 20 must have at least 16 bytes, got 3"),
    report("extensible.wav", "the fmt chunk at byte 20 must have at least 40 bytes, got 16"),
    report("guid.wav", "WAV with an unknown sample format (GUID abababababababababababababababab)\nConvertWithFfmpeg"),
    report("wavl.wav", "WAV with a list of data chunks ('wavl') is not supported\nConvertWithFfmpeg"),
    report("block1.wav", "block size in the header (byte 32) must be more than 7 bytes, got 1"),
    report("channels3.wav", "3-channel ADPCM is not supported; supported: 1 and 2 channels\nConvertWithFfmpeg"),
    report("nofmt.wav", "no fmt chunk in 120 bytes"),
    report("form.wav", "RIFF of type 'QLCM', not WAVE"),
    report("half.wav", "no samples (the data at byte 44 has 1 byte; a sample frame requires 2)"),
    report("< half.wav", "no samples (the data at byte 44 has 1 byte; a sample frame requires 2)"),
    report("nodata.wav", "number of chunks before the data exceeds the limit of 65536"),
    report("form.w64", "W64 of type 'abcd', not wave"),
    report("start.w64", "truncated: ends inside the header after 20 bytes"),
    report("nochunk.w64", "no chunk header at byte 80 (found '\\x00\\x01\\x02\\x03')"),
    report("cut.w64", "truncated: chunk 'fmt ' at byte 40 states 231 bytes, but the input ends at byte 208"),
];

/// Partially read files.
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

const PARTS: &[Report] = &[
    report(
        "blocks.wav",
        "header_ignored: ignored the block size in the header (byte 32), 3: 1 channel of 1 byte needs 1",
    ),
    report(
        "blocks12.wav",
        "header_ignored: ignored the block size in the header (byte 32), 3: 2 channels of 2 bytes need 4",
    ),
    report("twofmt.wav", "header_ignored: ignored a second fmt chunk at byte 36"),
    report("partial.wav", "partial_sample!: ignored 2 bytes at the end: not a whole sample"),
    report("filled.wav", "partial_sample!: ignored 9 bytes at the end: not a whole sample"),
    report("piped.wav", "partial_sample!: ignored 2 bytes at the end: not a whole sample"),
    report("< piped.wav", "partial_sample!: ignored 2 bytes at the end: not a whole sample"),
    report("unfinished.wav", "header_ignored: ignored the header's data size of 0: reading to the end"),
    report("one.wav", "truncated!: truncated: found 1 of the 100 samples stated in the header"),
    report("< one.wav", "truncated!: truncated: found 1 of the 100 samples stated in the header"),
    report("byte.wav", "beyond_count!: ignored 1 byte at byte 144, after the samples stated in the header"),
    report("bytes.wav", "beyond_count!: ignored 16 bytes at byte 144, after the samples stated in the header"),
    report("more.wav", "beyond_count!: ignored 16 bytes of samples in another data chunk at byte 144"),
    report("more1.wav", "beyond_count!: ignored 1 byte of samples in another data chunk at byte 144"),
    report(
        "list.wav",
        "trailing_data: chunk 'LIST' after the samples (byte 144) should have 20 bytes, but the input ends at byte 156",
    ),
    report(
        "tag.wav",
        "trailing_data: tag after the samples (byte 144) should have 128 bytes, but the input ends at byte 153",
    ),
    report(
        "chunks.wav",
        "trailing_data: over 65536 chunks and tags follow the samples; those from byte 524432 on are not read",
    ),
    report(
        "fact.wav",
        "header_ignored: ignored the header's count of 3 samples (fact), which does not end in the last block",
    ),
    report(
        "fact1.wav",
        "header_ignored: ignored the header's count of 1 sample (fact), which does not end in the last block",
    ),
    report("predictor.wav", "damaged_blocks!: 1 block of 1012 samples could not be decoded; replaced by silence"),
    report("cut.wav", "truncated!: truncated: found 2024 of the 3036 samples stated in the header"),
    report("block.wav", "partial_sample!: ignored 10 bytes at the end: not a whole block"),
    report("block1.wav", "partial_sample!: ignored 1 byte at the end: not a whole block"),
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

const STREAMS: &[Report] = &[
    report(
        "< first.wav",
        "the header after the samples is more than 67108964 bytes away: write the stream to a file first",
    ),
    report(
        "< more.wav",
        "beyond_count!: ignored more than 67108864 bytes at byte 144, after the samples stated in the header",
    ),
];

#[test]
fn faulty_headers() {
    check_reports(&headers(), HEADERS);
}

#[test]
fn partially_read_files() {
    check_reports(&parts(), PARTS);
}

#[test]
fn streams_without_end() {
    check_reports(&streams(), STREAMS);
}
