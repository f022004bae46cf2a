//! The exact messages about inputs and outputs in general.

use std::path::PathBuf;

use specgram::figure::FigureSize;
use specgram::job::{Destination, RawOptions};
use specgram::output::{ArrayFormat, FigureFormat, SoundFormat, by_name, of_path};

use super::entry::{Entry, Report, check, check_reports, entry, report};
use super::job::{Job, check_jobs, render, requested, typed, value};
use crate::program::{Folder, wav_of_floats};

/// The faulty inputs, created here so that commands can name them.
pub(super) fn folder() -> Folder {
    let folder = Folder::new();
    let good = wav_of_floats(8000, 1, &[0.5; 3000]);
    let with = |at: usize, bytes: &[u8]| {
        let mut wav = good.clone();
        wav[at..at + bytes.len()].copy_from_slice(bytes);
        wav
    };
    std::fs::create_dir(folder.path("folder")).expect("a folder");
    folder.write("good.wav", &good);
    folder.write("-dashed.wav", &good);
    folder.write("empty.wav", b"");
    folder.write("short.wav", b"RIFF");
    folder.write("letter.txt", b"Dear diary, the birds sang early today.\n");
    folder.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.write("song.mid", b"MThd\0\0\0\x06\0\x01\0\x02\0\x60");
    folder.write("what.bin", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    folder.write("header.wav", &good[..30]);
    folder.write("nodata.wav", &good[..36]);
    folder.write("nosamples.wav", &good[..44]);
    folder.write("rate0.wav", with(24, &[0; 4]));
    folder.write("channels0.wav", with(22, &[0; 2]));
    folder.write("channels2000.wav", with(22, &2000_u16.to_le_bytes()));
    folder.write("float16.wav", with(34, &[16, 0]));
    folder.write("gsm.wav", with(20, &[0x31, 0]));
    folder.write("unknown.wav", with(20, &[0x61, 0x2B]));
    folder.write("nochunk.wav", with(36, &[0, 1, 2, 3]));
    folder.write("cut.wav", &good[..44 + 4 * 2000 + 2]);
    folder.write("balanced.wav", wav_of_floats(8000, 2, &[0.5, -0.5].repeat(3000)));
    folder.write("nan.wav", with(44, &f32::NAN.to_le_bytes()));
    folder.write("nothing.wav", wav_of_floats(8000, 2, &[f32::NAN, f32::INFINITY].repeat(3000)));
    for (name, from, count) in [
        ("noindex.m4a", "aac.m4a", 1500),
        ("header.flac", "flac.flac", 30),
        ("header.caf", "alac.caf", 60),
        ("cut.caf", "alac.caf", 4000),
        ("cut.flac", "flac.flac", 9000),
        ("cut.webm", "vorbis.webm", 3000),
        ("cut.aac", "aac.aac", 1000),
        ("cut.mp3", "mp3.mp3", 1500),
    ] {
        let bytes = crate::inputs::bytes(from);
        folder.write(name, &bytes[..bytes.len().min(count)]);
    }
    folder.write("speex.ogg", crate::inputs::joined::beginning(crate::inputs::bytes("vorbis.ogg"), b"Speex   "));
    folder.write("lossless.wma", b"\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\0\xAA");
    folder.write("twice.wav", [&good[..], &good].concat());
    folder.write("capture.sigmf", b"capture.sigmf-meta\0");
    let metadata = |more: &str| {
        format!(
            r#"{{"global": {{"core:datatype": "cu8", "core:sample_rate": 8000{more}}}, "captures": [{{}}, {{"core:frequency": 1e9}}]}}"#
        )
    };
    folder.write("tuned.sigmf-meta", metadata(""));
    folder.write("tuned.sigmf-data", [128; 4096]);
    folder.write("alone.sigmf-meta", metadata(""));
    folder.write("fewer.sigmf-meta", metadata(r#", "core:num_channels": -1"#));
    folder.write("broken.sigmf-meta", "{");
    let mut damaged = crate::inputs::bytes("mp3.mp3");
    for byte in &mut damaged[1000..1200] {
        *byte ^= 0x5A;
    }
    folder.write("damaged.mp3", damaged);
    folder
}

const INPUTS: &[Entry] = &[
    entry(
        "render what.bin",
        1,
        "specgram: what.bin: unrecognized audio format (starts with 00 01 02 03)\nhint: headerless samples require --raw FORMAT --rate HZ, such as --raw s16le --rate 48k",
    ),
    entry("info good.wav none.wav", 1, "specgram: none.wav: cannot open: No such file or directory"),
];

const INPUTS_IN_JOBS: &[Job] = &[render(
    "good.wav",
    |i, _| i.raw = Some(RawOptions { format: value("s16le"), rate: Some(value("8k")), channels: 99999 }),
    2,
    "good.wav: --channels must be at most 65536, got 99999",
)];

const INPUTS_READ: &[Report] = &[
    report("none.wav", "cannot open: No such file or directory"),
    report("folder", "cannot open: is a directory"),
    report("empty.wav", "the file is empty"),
    report("letter.txt", "text, not audio"),
    report("alone.sigmf-meta", "cannot open data file alone.sigmf-data: No such file or directory"),
    report("< empty.wav", "the input is empty"),
    report("short.wav", "the file has only 4 bytes, too few for audio"),
    report("speex.ogg", "Ogg with Speex is not supported\nConvertWithFfmpeg"),
    report("capture.sigmf", "SigMF archives are not supported\nUnpackArchive { kind: Tar }"),
    report("picture.png", "a PNG image, not audio"),
    report("song.mid", "a MIDI file, not audio"),
    report("header.wav", "truncated: chunk 'fmt ' at byte 12 states 16 bytes, but the input ends at byte 30"),
    report("nodata.wav", "no data chunk in 36 bytes"),
    report("nosamples.wav", "no samples (the data at byte 44 is empty)"),
    report("rate0.wav", "sample rate in the header is 0 Hz (byte 24)"),
    report("channels0.wav", "channel count in the header is 0 (byte 22)"),
    report("channels2000.wav", "channel count in the header (byte 22) is 2000; the limit is 1024"),
    report("float16.wav", "WAV with 16-bit floats is not supported; supported: 32 and 64 bits"),
    report("gsm.wav", "WAV with GSM 6.10 (format 0x0031) is not supported\nConvertWithFfmpeg"),
    report("unknown.wav", "WAV with an unknown sample format (0x2B61)\nConvertWithFfmpeg"),
    report("nochunk.wav", "no chunk header at byte 36 (found '\\x00\\x01\\x02\\x03')"),
    report("noindex.m4a", "MP4 without its index (no 'moov' box); the file is truncated"),
    report("header.flac", "FLAC without audio; the file is damaged or truncated"),
    report("header.caf", "CAF without samples (no 'data' chunk)"),
    report("cut.caf", "CAF without its packet table (no 'pakt' chunk); the file is truncated"),
    report("cut.flac", "FLAC without any of the 3001 samples stated in the header (truncated inside the first packet)"),
    report("cut.webm", "Matroska without audio; the file is damaged or truncated"),
    report("lossless.wma", "Windows Media is not supported\nConvertWithFfmpeg"),
    report("fewer.sigmf-meta", "'core:num_channels' in the metadata must be a whole number of at least 0, got -1"),
    report("broken.sigmf-meta", "invalid JSON in the metadata (EOF while parsing an object at line 1 column 1)"),
];

const WARNINGS: &[Entry] = &[
    entry(
        "render cut.wav -o out.png",
        0,
        "specgram: warning: cut.wav: truncated: found 2000 of the 3000 samples stated in the header",
    ),
    entry(
        "render balanced.wav -o out.png",
        0,
        "specgram: warning: balanced.wav: the channels cancel: their mean is over 20 dB weaker than the channels themselves\nhint: use --channel left for one channel or --channel all for each",
    ),
    entry(
        "render good.wav --end 1000samples -o out.png",
        0,
        "specgram: warning: good.wav: input (1000 samples) is shorter than the window (1024); zero-padded, so levels are too low\nhint: --nfft 512 gives a window that fits the input",
    ),
    entry(
        "render good.wav --panel waveform --panel spectrum --size 200x120 -o out.png",
        0,
        "specgram: warning: good.wav: no room for the title, the waveform panel, the spectrum panel and the colorbar in a figure of 200x120 pixels\nhint: --size 450x210 has room for everything",
    ),
    entry(
        "render good.wav --title 音楽-é -o out.png",
        0,
        "specgram: warning: good.wav: the font has no glyph for 音楽 in the title; drawn as boxes\nhint: write an SVG (-o FILE.svg), which keeps the title as text",
    ),
    entry("render good.wav --title 音楽-é -o out.svg", 0, ""),
];

const WARNINGS_IN_JOBS: &[Job] = &[
    render("balanced.wav", |_, o| o.channels = value("all"), 0, ""),
    render(
        "good.wav",
        |i, _| i.span.end = Some(value("9")),
        0,
        "warning: good.wav: the input ends at 0.375 s (sample 3000), before the requested end at 9 s (sample 72000)",
    ),
    render(
        "good.wav",
        |_, o| (o.look.title, o.look.colorbar, o.look.size) = (None, false, FigureSize::Whole(200, 120)),
        0,
        "",
    ),
    render(
        "good.wav",
        |_, o| o.look.size = FigureSize::Whole(100, 60),
        0,
        "warning: good.wav: no room for the title, the colorbar, the time axis and the titles of the axes in a figure of 100x60 pixels\nLargerFigure { width: 280, height: 160 }",
    ),
    render(
        "good.wav",
        |_, o| o.high = Some(value("30k")),
        0,
        "warning: good.wav: the spectrum ends at 4000 Hz, below the requested highest frequency, 30000 Hz",
    ),
    render(
        "good.wav",
        |_, o| {
            o.analysis.sides = Some(value("two"));
            (o.low, o.high) = (Some(value("-1e9")), Some(value("1k")));
        },
        0,
        "warning: good.wav: the spectrum starts at -4000 Hz, above the requested lowest frequency, -1000 MHz",
    ),
];

const WARNINGS_READ: &[Report] = &[
    report("nan.wav", "non_finite!: 1 sample is not finite (NaN or infinity); replaced by 0"),
    report("cut.mp3", "truncated!: truncated: found 1199 of the 3001 samples stated in the header"),
    report("cut.aac", "truncated!: truncated: ends inside a packet after 2048 samples"),
    report(
        "damaged.mp3",
        "invalid_data!: skipped 288 bytes of invalid MP3 data at byte 1172; replaced by 576 samples of silence",
    ),
    report("twice.wav", "file_ignored!: ignored a second file appended at byte 12044"),
    report(
        "tuned.sigmf-meta",
        "captures_joined: 2 captures with different centre frequencies are joined; the frequency axis is correct only for the first",
    ),
    report("balanced.wav", ""),
    report("good.wav", ""),
];

const OUTPUTS: &[Entry] = &[entry(
    "render good.wav -o /dev/full --format png",
    1,
    "specgram: /dev/full: cannot write: No space left on device",
)];

/// Destinations of figures at these paths.
fn to(paths: &[&str]) -> specgram::Result<()> {
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    Destination::<FigureFormat>::at(&paths, None).map(drop)
}

const OUTPUTS_IN_JOBS: &[Job] = &[
    typed(
        |text| of_path::<FigureFormat>(text.as_ref()).map(drop),
        "out",
        "'out' has no extension to choose the output format (available: png, svg, pdf, jpg, webp, tif)",
    ),
    requested(|| to(&["a.png", "./a.png"]), "./a.png: output given twice"),
    requested(|| to(&["-", "-"]), "standard output: output given twice"),
    typed(
        |text| of_path::<FigureFormat>(text.as_ref()).map(drop),
        "out.bmp",
        "'out.bmp' has an unsupported extension (available: png, svg, pdf, jpg, webp, tif)",
    ),
    typed(
        |text| by_name::<FigureFormat>(text).map(drop),
        "gif",
        "'gif' is not a format; did you mean 'tif'? (available: png, svg, pdf, jpg, webp, tif)",
    ),
    typed(
        |text| of_path::<SoundFormat>(text.as_ref()).map(drop),
        "out",
        "'out' has no extension to choose the output format (available: wav)",
    ),
    typed(
        |text| of_path::<SoundFormat>(text.as_ref()).map(drop),
        "out.mp3",
        "'out.mp3' has an unsupported extension (available: wav)",
    ),
    typed(
        |text| of_path::<ArrayFormat>(text.as_ref()).map(drop),
        "out.txt",
        "'out.txt' has an unsupported extension (available: npy, npz, csv, json)",
    ),
];

#[test]
fn inputs_that_cannot_be_read() {
    check(&folder(), INPUTS);
    check_jobs(&folder(), INPUTS_IN_JOBS);
    check_reports(&folder(), INPUTS_READ);
}

#[test]
fn incomplete_results() {
    check(&folder(), WARNINGS);
    check_jobs(&folder(), WARNINGS_IN_JOBS);
    check_reports(&folder(), WARNINGS_READ);
}

#[cfg(target_os = "linux")]
#[test]
fn outputs_that_cannot_be_written() {
    check(&folder(), OUTPUTS);
    check_jobs(&folder(), OUTPUTS_IN_JOBS);
}
