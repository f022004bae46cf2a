//! The messages about unsupported kinds of files, and unsupported encodings in them.

use std::io::Cursor;

use specgram::source;

use super::entry::report_of;
use super::kinds::aifc;
use crate::wav::{chunk, fmt, riff};

/// Formats that are recognized by their first bytes and that other programs read, or that are not audio.
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
    (b".SoX\x1C\0\0\0\0\0\0\0", "SoX native format (.sox) is not supported"),
    (b"XoS.\0\0\0\x1C\0\0\0\0", "SoX native format (.sox) is not supported"),
    (b"PVF1\n2 44100 16\n", "Portable Voice Format is not supported"),
    (b"2BIT\0\0\0\0\0\0\0\0", "AVR (Audio Visual Research) is not supported"),
    (b"\x64\xA3\x01\0\0\x44\x2C\x47\x02\0\0\0", "IRCAM is not supported"),
    (b"\0\x04\xA3\x64\x47\x2C\x44\0\0\0\0\x01", "IRCAM is not supported"),
    (b"\x0B\x77\x01\xA0\x74\x87\xC0\0\x20\x04\x01\0", "E-AC-3 is not supported"),
    (b"\x0B\x77\x3B\x6E\x1E\x50\x2F\x84\x2B\xE8\x20\x10", "AC-3 is not supported"),
    (b"\x56\xE1\x4C\x20\0\x12\x10\x1F\xE7\xFA\x2E\xF0", "AAC in LATM is not supported"),
    (b"\xE0\x4D\xFF\xD8\xF8\x72\x6F\xBA\0\x80\0\x80", "TrueHD is not supported"),
    (b"\xE0\x4D\xFF\xD8\xF8\x72\x6F\xBB\x0F\x8F\0\x01", "MLP is not supported"),
    (b"\xFF\xD8\xFF\xE0\0\0\0\0\0\0\0\0", "a JPEG image, not audio"),
    (b"GIF89a\0\0\0\0\0\0", "a GIF image, not audio"),
    (b"II*\0\0\0\0\0\0\0\0\0", "a TIFF image, not audio"),
    (b"MM\0*\0\0\0\0\0\0\0\0", "a TIFF image, not audio"),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP image, not audio"),
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
    (b"<svg xmlns=\"\">", "an SVG image, not audio"),
    (b"\xFF\xFEn\0o\0t\0e\0s\0", "UTF-16 text, not audio"),
];

/// Encodings of AIFF other than plain samples, by their names there.
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

/// Encodings of WAV other than plain samples, by their format tags.
const IN_WAV: &[(u16, &str)] = &[
    (0x0040, "G.726 ADPCM"),
    (0x0045, "G.726 ADPCM"),
    (0x0064, "G.726 ADPCM"),
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

/// Compares the report on an input; formats that other programs read have a remedy.
#[track_caller]
fn assert_named(input: &[u8], named: &str) {
    let remedy = match named {
        _ if named.ends_with("is not supported") => "\nConvertWithFfmpeg",
        "a ZIP archive, not audio" => "\nUnpackArchive { kind: Zip }",
        "a gzip archive, not audio" => "\nUnpackArchive { kind: Gzip }",
        "a 7z archive, not audio" => "\nUnpackArchive { kind: SevenZip }",
        _ => "",
    };
    let opened = source::open_stream(Box::new(Cursor::new(input.to_vec())));
    assert_eq!(report_of(opened), format!("{named}{remedy}"));
}

#[test]
fn a_transport_stream_is_recognized_by_its_second_packet() {
    let [mut first, second] = [[0xFF_u8; 188]; 2];
    first[0] = 0x47;
    assert_named(&[&first[..], &first].concat(), "MPEG transport stream is not supported");
    let unknown = "unrecognized audio format (starts with 47 ff ff ff)\nNameRawFormat";
    assert_named(&[first, second].concat(), unknown);
    // It ends before the second, and one is text.
    assert_named(&first, unknown);
    assert_named(&[b'G'; 200], "text, not audio");
}

#[test]
fn kinds_that_are_not_read() {
    for (input, named) in KINDS {
        assert_named(input, named);
    }
    for (kind, named) in IN_AIFF {
        let text = format!("AIFF with {named} ('{}') is not supported", kind.escape_ascii());
        assert_named(&aifc(kind, 16), &text);
    }
    for (tag, named) in IN_WAV {
        let wav = riff(&[fmt(*tag, 1, 8000, 16), chunk(b"data", &[0; 100])]);
        assert_named(&wav, &format!("WAV with {named} (format 0x{tag:04X}) is not supported"));
    }
}
