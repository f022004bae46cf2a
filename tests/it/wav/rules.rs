//! The rules of the format, one by one, and violations of them.

use specgram::source::ByteOrder::{Big, Little};
use specgram::source::{AudioSource, Channels, SampleFormat};
use specgram::warning::{TrailingData, Warning};

use super::{as_file, as_pipe, chunk, codes, counting, drain, error_of, fmt, riff};

/// An extensible `fmt ` chunk of one channel.
fn extensible(tag: u16, bits: u16, valid_bits: u16) -> Vec<u8> {
    let mut body = fmt(0xFFFE, 1, 8000, bits)[8..24].to_vec();
    body.extend([22_u16.to_le_bytes(), valid_bits.to_le_bytes()].concat());
    body.extend([0; 4]);
    body.extend(tag.to_le_bytes());
    body.extend([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);
    chunk(b"fmt ", &body)
}

/// The format and the samples of a file with this description and these bytes.
fn decoded(fmt: Vec<u8>, data: &[u8]) -> (SampleFormat, Vec<f64>) {
    let mut wav = as_file(&riff(&[fmt, chunk(b"data", data)])).unwrap();
    (wav.spec().format, drain(&mut wav, Channels::Mix))
}

fn signed(bytes: u8) -> SampleFormat {
    SampleFormat::Signed { bytes, order: Little }
}

#[test]
fn integers_fill_whole_bytes_from_the_left() {
    assert_eq!(decoded(fmt(1, 1, 8000, 5), &[0, 0x80, 0xF8]), (SampleFormat::Unsigned8, vec![-1.0, 0.0, 0.9375]));
    assert_eq!(decoded(fmt(1, 1, 8000, 12), &[0, 0x40]), (signed(2), vec![0.5]));
    assert_eq!(decoded(fmt(1, 1, 8000, 20), &[0, 0, 0xC0]), (signed(3), vec![-0.5]));
    assert_eq!(decoded(fmt(1, 1, 8000, 36), &[0, 0, 0, 0, 0x20]), (signed(5), vec![0.25]));
    assert_eq!(decoded(fmt(1, 1, 8000, 64), &[0, 0, 0, 0, 0, 0, 0, 0xE0]), (signed(8), vec![-0.25]));
}

#[test]
fn extensible_headers_name_their_encoding_by_guid() {
    assert_eq!(decoded(extensible(1, 16, 12), &[0, 0x40]), (signed(2), vec![0.5]));
    assert_eq!(decoded(extensible(1, 32, 24), &[0, 0, 0, 0x40]), (signed(4), vec![0.5]));
    assert_eq!(decoded(extensible(3, 32, 32), &18.5_f32.to_le_bytes()), (SampleFormat::Float32(Little), vec![18.5]));
    assert_eq!(decoded(extensible(3, 64, 64), &1e-18_f64.to_le_bytes()), (SampleFormat::Float64(Little), vec![1e-18]));
    assert_eq!(decoded(extensible(7, 8, 8), &[0x80]), (SampleFormat::MuLaw, vec![32124.0 / 32768.0]));
    assert_eq!(decoded(extensible(6, 8, 8), &[0xAA]), (SampleFormat::ALaw, vec![32256.0 / 32768.0]));
}

#[test]
fn valid_bits_are_reported() {
    let bits = |fmt: Vec<u8>| as_file(&riff(&[fmt, chunk(b"data", &[0; 8])])).unwrap().facts().bits;
    assert_eq!(bits(extensible(1, 32, 24)), Some(24));
    assert_eq!(bits(extensible(1, 16, 0)), Some(16), "not stated");
    assert_eq!(bits(extensible(1, 16, 40)), Some(16), "more than there are");
    assert_eq!(bits(fmt(1, 1, 8000, 12)), Some(12));
    assert_eq!(bits(fmt(3, 1, 8000, 64)), Some(64));
}

#[test]
fn a_larger_block_size_is_followed_and_any_other_is_ignored_with_a_warning() {
    let with_align = |bits: u16, align: u16| {
        let mut fmt = fmt(1, 1, 8000, bits);
        fmt[20..22].copy_from_slice(&align.to_le_bytes());
        let wav = as_file(&riff(&[fmt, chunk(b"data", &[0; 24])])).unwrap();
        (wav.spec().format, wav.report().warnings.len())
    };
    assert_eq!(with_align(24, 4), (signed(4), 0));
    assert_eq!(with_align(36, 8), (signed(8), 0));
    assert_eq!(with_align(24, 3), (signed(3), 0));
    assert_eq!(with_align(16, 3), (signed(2), 1));
    assert_eq!(with_align(16, 0), (signed(2), 1));
}

#[test]
fn rifx_is_big_endian_throughout() {
    let mut file = b"RIFX\0\0\0\x28WAVEfmt \0\0\0\x10".to_vec();
    file.extend(b"\0\x01\0\x01\0\0\x1f\x40\0\0\x3e\x80\0\x02\0\x10data\0\0\0\x04\x40\0\xC0\0");
    let mut wav = as_file(&file).unwrap();
    assert_eq!(wav.spec().format, SampleFormat::Signed { bytes: 2, order: Big });
    assert_eq!((wav.spec().sample_rate.get(), wav.facts().container), (8000.0, "RIFX"));
    assert_eq!(drain(&mut wav, Channels::Mix), [0.5, -0.5]);
}

#[test]
fn w64_has_guids_wide_sizes_and_chunks_aligned_to_eight() {
    const TAIL: [u8; 12] = [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A];
    let chunk = |id: &[u8; 4], body: &[u8]| {
        let mut bytes = [&id[..], &TAIL, &(body.len() as u64 + 24).to_le_bytes(), body].concat();
        bytes.resize(bytes.len().next_multiple_of(8), 0);
        bytes
    };
    let riff_tail = [0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0, 0];
    let chunks =
        [chunk(b"junk", &[1, 2, 3]), chunk(b"fmt ", &fmt(1, 1, 8000, 16)[8..]), chunk(b"data", &[0, 64, 0, 192])];
    let size = 40 + chunks.concat().len() as u64;
    let file = [b"riff", &riff_tail[..], &size.to_le_bytes(), b"wave", &TAIL, &chunks.concat()].concat();
    for mut wav in [as_file(&file).unwrap(), as_pipe(&file).unwrap()] {
        assert_eq!((wav.facts().container, wav.spec().length), ("W64", Some(2)));
        assert_eq!(drain(&mut wav, Channels::Mix), [0.5, -0.5]);
        assert_eq!(wav.report().warnings, []);
    }
}

#[test]
fn other_chunks_are_skipped_at_any_position() {
    let format = fmt(1, 1, 8000, 16);
    let data = chunk(b"data", &[1, 0, 2, 0]);
    let (odd, empty) = (chunk(b"note", b"odd"), chunk(b"JUNK", b""));
    let repeated = [odd.clone(), empty, odd.clone(), format, odd.clone(), odd.clone(), data, odd];
    assert_eq!(codes(&mut as_pipe(&riff(&repeated)).unwrap()), [1, 2]);
}

#[test]
fn a_description_after_the_samples_is_found() {
    let data = chunk(b"data", &[1, 0, 2, 0]);
    let file = riff(&[data.clone(), chunk(b"note", b"odd"), fmt(1, 1, 8000, 16), data]);
    let mut pipe = as_pipe(&file).unwrap();
    assert_eq!((pipe.data_offset(), pipe.spec().length, codes(&mut pipe)), (20, Some(2), vec![1, 2]));
    let left_out = Warning::TrailingData { at: 60, data: TrailingData::Samples { bytes: 4 } };
    assert_eq!(pipe.report().warnings, [left_out]);
}

#[test]
fn a_missing_pad_byte_is_noticed() {
    let mut odd = chunk(b"note", b"odd");
    odd.pop();
    let file = riff(&[fmt(1, 1, 8000, 16), odd, chunk(b"data", &[1, 0, 2, 0])]);
    let mut wav = as_file(&file).unwrap();
    assert_eq!((wav.data_offset(), codes(&mut wav)), (55, vec![1, 2]));
}

#[test]
fn the_first_fmt_and_the_first_data_count() {
    let chunks = [fmt(1, 1, 8000, 16), fmt(1, 2, 9, 8), chunk(b"data", &[1, 0]), chunk(b"data", &[2, 0])];
    let mut wav = as_file(&riff(&chunks)).unwrap();
    assert_eq!((wav.spec().channels, codes(&mut wav)), (1, vec![1]));
    let reported: Vec<_> = wav.report().warnings.iter().map(ToString::to_string).collect();
    let left_out = "ignored 2 bytes of samples in another data chunk at byte 70";
    assert_eq!(reported, ["ignored a second fmt chunk at byte 36", left_out]);
}

#[test]
fn errors_state_their_reason_and_place() {
    let data = chunk(b"data", &[0; 48]);
    let of = |fmt: Vec<u8>| error_of(as_file(&riff(&[fmt, data.clone()])));
    assert_eq!(of(fmt(1, 0, 8000, 16)), "channel count in the header is 0 (byte 22)");
    assert_eq!(of(fmt(1, 1, 0, 16)), "sample rate in the header is 0 Hz (byte 24)");
    assert_eq!(of(fmt(1, 1, 8000, 0)), "bits per sample in the header (byte 34) must be at least 1, got 0");
    assert_eq!(of(fmt(1, 1, 8000, 72)), "WAV with 72-bit integers is not supported; supported: 1 to 64 bits");
    assert_eq!(of(fmt(3, 1, 8000, 16)), "WAV with 16-bit floats is not supported; supported: 32 and 64 bits");
    assert_eq!(of(fmt(0x31, 1, 8000, 4)), "WAV with GSM 6.10 (format 0x0031) is not supported");
    assert_eq!(of(fmt(2, 1, 8000, 4)), "block size in the header (byte 32) must be more than 7 bytes, got 1");
    assert_eq!(of(fmt(17, 3, 8000, 4)), "3-channel ADPCM is not supported; supported: 1 and 2 channels");
    assert_eq!(of(fmt(0x1234, 1, 8, 16)), "WAV with an unknown sample format (0x1234)");
    assert_eq!(of(fmt(1, 1025, 8, 16)), "channel count in the header (byte 22) is 1025; the limit is 1024");
    assert_eq!(of(chunk(b"fmt ", &[1, 0, 1])), "the fmt chunk at byte 20 must have at least 16 bytes, got 3");
    assert_eq!(of(fmt(0xFFFE, 1, 8, 16)), "the fmt chunk at byte 20 must have at least 40 bytes, got 16");
    assert_eq!(of(chunk(b"note", b"")), "no fmt chunk in 76 bytes");
    assert_eq!(error_of(as_file(&riff(&[fmt(1, 1, 8, 16)]))), "no data chunk in 36 bytes");
    assert_eq!(error_of(as_file(&counting(1)[..10])), "truncated: ends inside the header after 10 bytes");
    let damaged = riff(&[fmt(1, 1, 8, 16), vec![0, 1, 2, 3, 4, 5, 6, 7]]);
    assert_eq!(error_of(as_file(&damaged)), r"no chunk header at byte 36 (found '\x00\x01\x02\x03')");
}
