//! What is said of inputs and outputs in general, word for word.

use super::entry::{Entry, check, entry};
use crate::program::{Folder, wav_of_floats};

/// The inputs that are at fault, made here so that the commands can name them.
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
        ("opus.ogg", "opus.ogg", 5000),
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
    folder.write("lossless.wma", b"\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\0\xAA");
    folder.write("twice.wav", [&good[..], &good].concat());
    folder.write("twice.webm", crate::inputs::bytes("vorbis.webm").repeat(2));
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
    entry("render none.wav", 1, "specgram: none.wav: cannot open: No such file or directory"),
    entry("render folder", 1, "specgram: folder: cannot open: it is a directory"),
    entry("render empty.wav", 1, "specgram: empty.wav: the file is empty"),
    entry("render short.wav", 1, "specgram: short.wav: the file ends after 4 bytes, too short for audio"),
    entry("render letter.txt", 1, "specgram: letter.txt: text, not audio"),
    entry("render picture.png", 1, "specgram: picture.png: a PNG picture, not audio"),
    entry("render song.mid", 1, "specgram: song.mid: a MIDI file, not audio"),
    entry(
        "render what.bin",
        1,
        "specgram: what.bin: no kind of audio that is known here (it begins with the bytes 00 01 02 03)\n\
         hint: samples without a header are drawn with --raw FORMAT --rate HZ",
    ),
    entry(
        "render header.wav",
        1,
        "specgram: header.wav: the chunk 'fmt ' at byte 12 claims 16 bytes, but the input ends after 30",
    ),
    entry("render nodata.wav", 1, "specgram: nodata.wav: ends after 36 bytes without a data chunk"),
    entry("render nosamples.wav", 1, "specgram: nosamples.wav: holds no samples (the data at byte 44 have 0 bytes)"),
    entry("render nothing.wav", 1, "specgram: nothing.wav: no finite sample: 6000 NaN or infinite"),
    entry(
        "export nothing.wav --channel 1 -o out.npy",
        1,
        "specgram: nothing.wav: no finite sample: 6000 NaN or infinite",
    ),
    entry(
        "export nothing.wav --boundary zeros -o out.csv",
        1,
        "specgram: nothing.wav: no finite sample: 6000 NaN or infinite",
    ),
    entry("render rate0.wav", 1, "specgram: rate0.wav: the header says a sample rate of 0 Hz (byte 24)"),
    entry("render channels0.wav", 1, "specgram: channels0.wav: the header says 0 channels (byte 22)"),
    entry(
        "render channels2000.wav",
        1,
        "specgram: channels2000.wav: the header says 2000 channels (byte 22); at most 1024 are read",
    ),
    entry("render float16.wav", 1, "specgram: float16.wav: WAV with floats of 16 bits; 32 and 64 are read"),
    entry(
        "render gsm.wav",
        1,
        "specgram: gsm.wav: WAV with GSM 6.10 inside (format 0x0031) is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render unknown.wav",
        1,
        "specgram: unknown.wav: WAV with samples of an unknown kind (format 0x2B61)\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render nochunk.wav",
        1,
        "specgram: nochunk.wav: no chunk begins at byte 36, where one should ('\\x00\\x01\\x02\\x03')",
    ),
    entry(
        "render opus.ogg",
        1,
        "specgram: opus.ogg: Ogg with Opus inside is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render noindex.m4a",
        1,
        "specgram: noindex.m4a: MP4 without its index (no 'moov' box): the end of it is missing",
    ),
    entry("render header.flac", 1, "specgram: header.flac: FLAC in which no sound begins: it is damaged or cut short"),
    entry("render header.caf", 1, "specgram: header.caf: CAF that ends before its samples (no 'data' chunk)"),
    entry(
        "render cut.caf",
        1,
        "specgram: cut.caf: CAF without its table of packets (no 'pakt' chunk): the end of it is missing",
    ),
    entry(
        "render cut.flac",
        1,
        "specgram: cut.flac: FLAC that holds none of the 3001 samples that the header claims (the data end inside the first packet)",
    ),
    entry("render cut.webm", 1, "specgram: cut.webm: Matroska in which no sound begins: it is damaged or cut short"),
    entry(
        "render lossless.wma",
        1,
        "specgram: lossless.wma: Windows Media is not supported\n\
         hint: FFmpeg can convert it: ffmpeg -i FILE -f wav - | specgram render",
    ),
    entry(
        "render capture.sigmf",
        1,
        "specgram: capture.sigmf: a SigMF archive; its parts can be read once they are unpacked (tar -xf)",
    ),
    entry(
        "render alone.sigmf-meta",
        1,
        "specgram: alone.sigmf-meta: cannot open the data, alone.sigmf-data: No such file or directory",
    ),
    entry("render fewer.sigmf-meta", 1, "specgram: fewer.sigmf-meta: the metadata say a 'core:num_channels' of -1"),
    entry(
        "render broken.sigmf-meta",
        1,
        "specgram: broken.sigmf-meta: metadata that are no JSON (EOF while parsing an object at line 1 column 1)",
    ),
    entry(
        "render good.wav --raw s16le --rate 8k --channels 99999",
        2,
        "specgram: good.wav: 99999 channels; at most 65536 are read",
    ),
    entry("info good.wav none.wav", 1, "specgram: none.wav: cannot open: No such file or directory"),
    entry("export letter.txt", 1, "specgram: letter.txt: text, not audio"),
    entry("render - < empty.wav", 1, "specgram: standard input: the input is empty"),
    entry("render < letter.txt", 1, "specgram: standard input: text, not audio"),
];

const WARNINGS: &[Entry] = &[
    entry(
        "render cut.wav -o out.png",
        0,
        "specgram: warning: cut.wav: the data end early: 2000 samples of 3000 that the header claims",
    ),
    entry(
        "render nan.wav -o out.png",
        0,
        "specgram: warning: nan.wav: 1 sample not finite (NaN or infinite), taken as 0",
    ),
    entry(
        "render cut.aac -o out.png",
        0,
        "specgram: warning: cut.aac: the data end inside a packet, after 2048 samples",
    ),
    entry(
        "render cut.mp3 -o out.png",
        0,
        "specgram: warning: cut.mp3: the data end early: 1199 samples of 3001 that the header claims",
    ),
    entry(
        "render damaged.mp3 -o out.png",
        0,
        "specgram: warning: damaged.mp3: 288 bytes at byte 1172 are no packets of MP3; 576 samples of silence are in their place",
    ),
    entry(
        "render twice.wav -o out.png",
        0,
        "specgram: warning: twice.wav: another file follows at byte 12044; it is left out",
    ),
    entry(
        "render twice.webm -o out.png",
        0,
        "specgram: warning: twice.webm: another Matroska file follows at byte 5203; it is left out",
    ),
    entry(
        "render tuned.sigmf-meta -o out.png",
        0,
        "specgram: warning: tuned.sigmf-meta: its 2 captures have different centre frequencies, and one axis cannot be true of all",
    ),
    entry(
        "render balanced.wav -o out.png",
        0,
        "specgram: warning: balanced.wav: the channels cancel one another: their mean is over 20 dB weaker than they are; --channel left or all shows what they hold",
    ),
    entry("render balanced.wav --channel all -o out.png", 0, ""),
    entry("info balanced.wav", 0, ""),
    entry(
        "render good.wav --end 9 -o out.png",
        0,
        "specgram: warning: good.wav: the input ends at 0.375 s (sample 3000), before the end asked for at 9 s (sample 72000)",
    ),
    entry(
        "render good.wav --end 1000samples -o out.png",
        0,
        "specgram: warning: good.wav: 1000 samples fill no window of 1024; padded with zeros, it reads low: a shorter --nfft helps",
    ),
    entry(
        "render good.wav --panel waveform --panel spectrum --size 200x120 -o out.png",
        0,
        "specgram: warning: good.wav: a figure of 200x120 pixels has no room for the title, the waveform panel, the spectrum panel and the colorbar, which are left out; --size 450x210 has",
    ),
    entry("render good.wav --no-title --no-colorbar --size 200x120 -o out.png", 0, ""),
    entry(
        "render good.wav --size 100x60 -o out.png",
        0,
        "specgram: warning: good.wav: a figure of 100x60 pixels has no room for the title, the colorbar, the time axis and the titles of the axes, which are left out; --size 280x160 has",
    ),
    entry(
        "render good.wav --title 音楽-é -o out.png",
        0,
        "specgram: warning: good.wav: the font has no glyph for 音楽 of the title and draws boxes; an SVG keeps the text",
    ),
    entry("render good.wav --title 音楽-é -o out.svg", 0, ""),
    entry(
        "render good.wav --fmax 30k -o out.png",
        0,
        "specgram: warning: good.wav: the spectrum ends at 4000 Hz, below the 30000 Hz of --fmax",
    ),
    entry(
        "render good.wav --sides two --fmin -1e9 --fmax 1k -o out.png",
        0,
        "specgram: warning: good.wav: the spectrum begins at -4000 Hz, above the -1000 MHz of --fmin",
    ),
    entry(
        "export good.wav -o out.npy",
        0,
        "specgram: warning: good.wav: 440 samples at the end fill no frame and are left out",
    ),
];

const OUTPUTS: &[Entry] = &[
    entry(
        "render good.wav -o out",
        2,
        "specgram: out: no extension; --format must say which of png, svg, pdf, jpg, webp, tif to write",
    ),
    entry(
        "render good.wav -o out.bmp",
        2,
        "specgram: out.bmp: .bmp is not written here; the formats are png, svg, pdf, jpg, webp, tif",
    ),
    entry(
        "render good.wav -o out.png --format gif",
        2,
        "specgram: no format is called 'gif'; did you mean 'tif'? (there are png, svg, pdf, jpg, webp, tif)",
    ),
    entry("synth -o out", 2, "specgram: out: no extension; the name must end in .wav"),
    entry("synth -o out.mp3", 2, "specgram: out.mp3: .mp3 is not written here; the name must end in .wav"),
    entry("render good.wav -o none/out.png", 1, "specgram: none/out.png: cannot write: there is no folder none"),
    entry("render good.wav -o folder --format png", 1, "specgram: folder: cannot write: it is a directory"),
    entry("render good.wav -o good.wav --format png", 2, "specgram: good.wav: the output would overwrite the input"),
    entry("render good.wav -o a.png -o ./a.png", 2, "specgram: ./a.png: two outputs go to the same place"),
    entry("render good.wav -o - -o -", 2, "specgram: standard output: two outputs go to the same place"),
    entry("render good.wav -o /dev/full --format png", 1, "specgram: /dev/full: cannot write: No space left on device"),
    entry(
        "export good.wav -o out.txt",
        2,
        "specgram: out.txt: .txt is not written here; the formats are npy, npz, csv, json",
    ),
];

#[test]
fn inputs_that_cannot_be_read() {
    check(&folder(), INPUTS);
}

#[test]
fn results_that_leave_something_out() {
    check(&folder(), WARNINGS);
}

#[cfg(target_os = "linux")]
#[test]
fn outputs_that_cannot_be_written() {
    check(&folder(), OUTPUTS);
}
